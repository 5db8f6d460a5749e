//! Targets, visits, activities, invitations and requests over time.

use std::sync::Arc;

use serde::Serialize;

use crate::fact::outreach::{
    ActivityFact, ActivityHeld, Intent, InvitationFact, InvitationSent, RequestAssigned, RequestFact,
    RequestRaised, TargetFact, TargetRegistered, VisitFact, VisitReceived,
};
use crate::ledger::Entity;
use crate::{Day, Key, RegionCode};

/// A target enterprise. Internal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Target {
    /// Attributes.
    pub attributes: Arc<TargetRegistered>,
    /// Intent as last observed, and the day.
    pub intent: (Day, Intent),
    /// First talk: who filed, and the last day of the protection.
    pub first_talk: Option<(RegionCode, Day)>,
    /// The project it became.
    pub project: Option<Key>,
    /// Taken off the register.
    pub dropped: bool,
}

/// What is counted of a target on a day; none once dropped.
pub type TargetMoment = Option<Intent>;

impl Entity for Target {
    type Fact = TargetFact;
    type Standing = TargetMoment;

    fn evolve(record: &mut Option<Self>, on: Day, fact: &TargetFact) {
        match (record, fact) {
            (record, TargetFact::Registered(attributes)) => {
                *record = Some(Target {
                    attributes: Arc::clone(attributes),
                    intent: (on, attributes.intent),
                    first_talk: None,
                    project: None,
                    dropped: false,
                });
            }
            (Some(target), TargetFact::IntentObserved(f)) => target.intent = (on, f.intent),
            (Some(target), TargetFact::FirstTalkRegistered(f)) => target.first_talk = Some((f.by, f.until)),
            (Some(target), TargetFact::Linked(f)) => target.project = Some(f.project),
            (Some(target), TargetFact::Dropped(_)) => target.dropped = true,
            (None, _) => {}
        }
    }

    fn standing(&self, _on: Day) -> TargetMoment {
        (!self.dropped).then_some(self.intent.1)
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
