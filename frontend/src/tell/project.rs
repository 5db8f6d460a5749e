//! What the facts of a project say.

use shared::Word;
use shared::entity::Project;
use shared::fact::project::{ProjectFact, ProjectKind};

use super::codes::{end_reason, node_word, problem_word};
use super::{Telling, Told};
use crate::format::{date, money};

impl Told for Project {
    fn attributes(&self, with: &Telling<'_>) -> Vec<(Word, String)> {
        crate::panels::project_attributes(with.world, self, with.lang).into_rows()
    }

    fn tell(fact: &ProjectFact, before: Option<&Self>, with: &Telling<'_>) -> String {
        let lang = with.lang;
        match fact {
            ProjectFact::Registered(project) => {
                let word = match project.kind {
                    ProjectKind::Offered => Word::FactProjectOffered,
                    ProjectKind::Signed => Word::FactProjectEntered,
                };
                word.text(lang).to_owned()
            }
            ProjectFact::Reached(f) => {
                Word::FactReached.with(lang, &[("node", node_word(f.node).text(lang))])
            }
            ProjectFact::Planned(f) => {
                let (node, day) = (node_word(f.node).text(lang), date(f.day, lang));
                match before.and_then(|p| p.planned.get(&f.node)) {
                    Some(old) => Word::FactReplanned
                        .with(lang, &[("node", node), ("old", &date(*old, lang)), ("new", &day)]),
                    None => Word::FactPlanned.with(lang, &[("node", node), ("day", &day)]),
                }
            }
            ProjectFact::Funded(f) => Word::FactFunded.with(lang, &[("money", &money(f.wan, lang))]),
            ProjectFact::Flagged(_) => Word::FactFlagged.text(lang).to_owned(),
            ProjectFact::Placed(place) => {
                let park = place.park.and_then(|key| with.world.parks.get(&key)?.latest());
                match park {
                    Some(park) => Word::FactPlacedIn.with(lang, &[("park", park.attributes.name.get(lang))]),
                    None => Word::FactPlaced.text(lang).to_owned(),
                }
            }
            ProjectFact::Ended(f) => {
                Word::FactEnded.with(lang, &[("reason", end_reason(f.reason).text(lang))])
            }
            ProjectFact::Revived(_) => Word::FactRevived.text(lang).to_owned(),
            ProjectFact::DutyAssigned(duty) => {
                let unit = duty.unit.as_ref().map_or("—", |unit| unit.get(lang));
                Word::FactDuty.with(lang, &[("unit", unit)])
            }
            ProjectFact::Progressed(f) => {
                Word::FactProgressed.with(lang, &[("percent", &f.percent.to_string())])
            }
            ProjectFact::YearPlanned(f) => Word::FactYearPlanned
                .with(lang, &[("year", &f.year.to_string()), ("money", &money(f.wan, lang))]),
            ProjectFact::ProblemRaised(f) => {
                Word::FactProblemRaised.with(lang, &[("kind", problem_word(f.kind).text(lang))])
            }
            ProjectFact::Confirmed(_) => Word::FactConfirmed.text(lang).to_owned(),
            ProjectFact::ProblemSolved(f) => {
                Word::FactProblemSolved.with(lang, &[("kind", problem_word(f.kind).text(lang))])
            }
        }
    }
}
