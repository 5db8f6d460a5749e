//! What the facts say that only officials see, and those of records that have no panel: targets, requests, tasks, rules.

use shared::chart::say::{action_word, intent_word, problem_word};
use shared::entity::{Activity, Chain, Invitation, Region, Request, Rule, Target, Task, Visit};
use shared::fact::outreach::{ActivityFact, InvitationFact, RequestFact, TargetFact, VisitFact};
use shared::fact::registry::{ChainFact, RegionFact};
use shared::fact::rule::RuleFact;
use shared::fact::task::TaskFact;
use shared::words::DeskWord;
use shared::{Key, Word};

use crate::format::date;
use crate::tell::{Telling, Told};

impl Told for Target {
    fn tell(fact: &TargetFact, _before: Option<&Self>, with: &Telling<'_>) -> String {
        let lang = with.lang;
        match fact {
            TargetFact::Registered(f) => {
                DeskWord::DeskToldTarget.with(lang, &[("intent", intent_word(f.intent).text(lang))])
            }
            TargetFact::IntentObserved(f) => {
                DeskWord::DeskToldIntent.with(lang, &[("intent", intent_word(f.intent).text(lang))])
            }
            TargetFact::FirstTalkRegistered(f) => {
                DeskWord::DeskToldFirstTalk.with(lang, &[("day", &date(f.until, lang))])
            }
            TargetFact::Linked(f) => {
                let project = f.project;
                let title = with.world.projects.get(&project).and_then(|ledger| ledger.latest());
                let title = title
                    .map_or_else(|| project.to_string(), |known| known.attributes.title.get(lang).to_owned());
                DeskWord::DeskToldLinked.with(lang, &[("project", &title)])
            }
            TargetFact::DutyAssigned(duty) => {
                Word::FactDuty.with(lang, &[("unit", duty.unit.as_ref().map_or("—", |unit| unit.get(lang)))])
            }
            TargetFact::ActionSet(f) => DeskWord::DeskToldAction
                .with(lang, &[("action", action_word(f.action).text(lang)), ("day", &date(f.due, lang))]),
            TargetFact::Promised(f) => {
                DeskWord::DeskToldPromised.with(lang, &[("park", &park(with, f.park))])
            }
            TargetFact::PromiseWithdrawn(_) => DeskWord::DeskToldPromiseWithdrawn.text(lang).to_owned(),
            TargetFact::Dropped(_) => DeskWord::DeskToldDropped.text(lang).to_owned(),
            TargetFact::Confirmed(_) => Word::FactConfirmed.text(lang).to_owned(),
        }
    }
}

fn park(with: &Telling<'_>, key: Key) -> String {
    let park = with.world.parks.get(&key).and_then(|ledger| ledger.latest());
    park.map_or_else(|| key.to_string(), |park| park.attributes.short.get(with.lang).to_owned())
}

impl Told for Request {
    fn tell(fact: &RequestFact, _before: Option<&Self>, with: &Telling<'_>) -> String {
        let lang = with.lang;
        match fact {
            RequestFact::Raised(f) => {
                DeskWord::DeskToldRequest.with(lang, &[("kind", problem_word(f.kind).text(lang))])
            }
            RequestFact::Assigned(f) => {
                DeskWord::DeskToldAssigned.with(lang, &[("office", f.office.get(lang))])
            }
            RequestFact::Resolved(_) => DeskWord::DeskToldResolved.text(lang).to_owned(),
        }
    }
}

impl Told for Task {
    fn tell(fact: &TaskFact, _before: Option<&Self>, with: &Telling<'_>) -> String {
        let lang = with.lang;
        match fact {
            TaskFact::Set(f) => {
                DeskWord::DeskToldTask.with(lang, &[("duty", f.duty.get(lang)), ("day", &date(f.due, lang))])
            }
            TaskFact::Reported(f) => {
                DeskWord::DeskToldTaskPercent.with(lang, &[("percent", &f.percent.to_string())])
            }
            TaskFact::Finished(_) => DeskWord::DeskToldTaskFinished.text(lang).to_owned(),
            TaskFact::Dropped(_) => DeskWord::DeskToldTaskDropped.text(lang).to_owned(),
        }
    }
}

impl Told for Rule {
    fn tell(_fact: &RuleFact, _before: Option<&Self>, with: &Telling<'_>) -> String {
        DeskWord::DeskToldDefined.text(with.lang).to_owned()
    }
}

impl Told for Chain {
    fn tell(fact: &ChainFact, _before: Option<&Self>, with: &Telling<'_>) -> String {
        match fact {
            ChainFact::Defined(_) => DeskWord::DeskToldDefined.text(with.lang).to_owned(),
            ChainFact::ChiefNamed(f) => {
                DeskWord::DeskToldChief.with(with.lang, &[("office", f.office.get(with.lang))])
            }
        }
    }
}

/// Records that are entered, and of which nothing else ever happens.
macro_rules! entered {
    ($($entity:ident: $fact:ident),+) => {$(
        impl Told for $entity {
            fn tell(_fact: &$fact, _before: Option<&Self>, with: &Telling<'_>) -> String {
                DeskWord::DeskToldEntered.text(with.lang).to_owned()
            }
        }
    )+};
}
entered!(Region: RegionFact, Visit: VisitFact, Activity: ActivityFact, Invitation: InvitationFact);
