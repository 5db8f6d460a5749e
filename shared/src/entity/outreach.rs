//! Targets, visits, activities, invitations and requests over time.

use std::sync::Arc;

use serde::Serialize;

use crate::fact::outreach::{
    ActionSet, ActivityFact, ActivityHeld, Intent, InvitationFact, InvitationSent, Promised, RequestAssigned,
    RequestFact, RequestRaised, TargetFact, TargetRegistered, VisitFact, VisitReceived,
};
use crate::fact::project::Duty;
use crate::ledger::Entity;
use crate::{Day, Key, RegionCode};

/// A target enterprise. Internal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Target {
    /// Attributes.
    pub attributes: Arc<TargetRegistered>,
    /// When it was entered in the register: 线索.
    pub entered: Day,
    /// When it was first looked at after that: 研判.
    pub assessed: Option<Day>,
    /// Intent as last observed, and the day.
    pub intent: (Day, Intent),
    /// When negotiations began: 在谈.
    pub negotiating: Option<Day>,
    /// When its first talk was registered: 首谈.
    pub talked: Option<Day>,
    /// First talk: who filed, and the last day of the protection.
    pub first_talk: Option<(RegionCode, Day)>,
    /// The project it became.
    pub project: Option<Key>,
    /// Who is responsible.
    pub duty: Option<Arc<Duty>>,
    /// What is to be done next, and by when.
    pub action: Option<ActionSet>,
    /// What a park holds for it, and since when.
    pub promised: Option<(Day, Arc<Promised>)>,
    /// Taken off the register.
    pub dropped: bool,
}

impl Target {
    fn observe(&mut self, on: Day, intent: Intent) {
        self.intent = (on, intent);
        if intent == Intent::Negotiating {
            self.negotiating.get_or_insert(on);
        }
    }

    /// What is promised to it and not yet a project's.
    #[must_use]
    pub fn holds(&self) -> Option<&Promised> {
        let (_, promised) = self.promised.as_ref()?;
        (!self.dropped && self.project.is_none()).then_some(promised)
    }
}

/// What is counted of a target on a day: its intent, and whether it became a project; none once dropped.
pub type TargetMoment = Option<(Intent, bool)>;

impl Entity for Target {
    type Fact = TargetFact;
    type Standing = TargetMoment;

    fn evolve(record: &mut Option<Self>, on: Day, fact: &TargetFact) {
        match (record, fact) {
            (record, TargetFact::Registered(attributes)) => {
                let mut target = Target {
                    attributes: Arc::clone(attributes),
                    entered: on,
                    assessed: None,
                    intent: (on, attributes.intent),
                    negotiating: None,
                    talked: None,
                    first_talk: None,
                    project: None,
                    duty: None,
                    action: None,
                    promised: None,
                    dropped: false,
                };
                target.observe(on, attributes.intent);
                *record = Some(target);
            }
            (Some(target), TargetFact::IntentObserved(f)) => {
                target.assessed.get_or_insert(on);
                target.observe(on, f.intent);
            }
            (Some(target), TargetFact::FirstTalkRegistered(f)) => {
                target.talked.get_or_insert(on);
                target.first_talk = Some((f.by, f.until));
            }
            (Some(target), TargetFact::Linked(f)) => target.project = Some(f.project),
            (Some(target), TargetFact::Dropped(_)) => target.dropped = true,
            (Some(target), TargetFact::DutyAssigned(duty)) => target.duty = Some(Arc::clone(duty)),
            (Some(target), TargetFact::ActionSet(f)) => target.action = Some(*f),
            (Some(target), TargetFact::Promised(f)) => target.promised = Some((on, Arc::clone(f))),
            (Some(target), TargetFact::PromiseWithdrawn(_)) => target.promised = None,
            (Some(_), TargetFact::Confirmed(_)) | (None, _) => {}
        }
    }

    fn standing(&self, _on: Day) -> TargetMoment {
        (!self.dropped).then_some((self.intent.1, self.project.is_some()))
    }
}

/// A batch of visiting investors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Visit {
    /// The day.
    pub on: Day,
    /// What is known of it.
    pub attributes: VisitReceived,
}

impl Entity for Visit {
    type Fact = VisitFact;
    type Standing = ();

    fn evolve(record: &mut Option<Self>, on: Day, fact: &VisitFact) {
        let VisitFact::Received(attributes) = fact;
        *record = Some(Visit { on, attributes: attributes.clone() });
    }

    fn standing(&self, _on: Day) {}
}

/// An outreach activity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Activity {
    /// The day.
    pub on: Day,
    /// What is known of it.
    pub attributes: ActivityHeld,
}

impl Entity for Activity {
    type Fact = ActivityFact;
    type Standing = ();

    fn evolve(record: &mut Option<Self>, on: Day, fact: &ActivityFact) {
        let ActivityFact::Held(attributes) = fact;
        *record = Some(Activity { on, attributes: attributes.clone() });
    }

    fn standing(&self, _on: Day) {}
}

/// An invitation to an enterprise abroad.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Invitation {
    /// The day.
    pub on: Day,
    /// What is known of it.
    pub attributes: InvitationSent,
}

impl Entity for Invitation {
    type Fact = InvitationFact;
    type Standing = ();

    fn evolve(record: &mut Option<Self>, on: Day, fact: &InvitationFact) {
        let InvitationFact::Sent(attributes) = fact;
        *record = Some(Invitation { on, attributes: attributes.clone() });
    }

    fn standing(&self, _on: Day) {}
}

/// 企业诉求. Internal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Request {
    /// When it was raised.
    pub raised: Day,
    /// What is known of it.
    pub attributes: RequestRaised,
    /// Who is in charge.
    pub assigned: Option<RequestAssigned>,
    /// When it was resolved.
    pub resolved: Option<Day>,
}

impl Entity for Request {
    type Fact = RequestFact;
    /// Whether it is still open.
    type Standing = bool;

    fn evolve(record: &mut Option<Self>, on: Day, fact: &RequestFact) {
        match (record, fact) {
            (record, RequestFact::Raised(attributes)) => {
                *record = Some(Request {
                    raised: on,
                    attributes: attributes.clone(),
                    assigned: None,
                    resolved: None,
                });
            }
            (Some(request), RequestFact::Assigned(f)) => request.assigned = Some(f.clone()),
            (Some(request), RequestFact::Resolved(_)) => request.resolved = Some(on),
            (None, _) => {}
        }
    }

    fn standing(&self, _on: Day) -> bool {
        self.resolved.is_none()
    }
}
