//! What passes a reviewer before everybody sees it, and what of it changes the map.
//!
//! The daily standing of what is public already (a lease, a status, a reached node) is recorded at once, for a map that lags
//! behind is a dead one. What enters a record, names it, places it or promises something to everybody is looked at twice.

mod map;

use serde::Deserialize;

use crate::access::{Action, Who, is_internal, may};
use crate::fact::carrier::{HallFact, ParcelFact, ParkFact};
use crate::fact::project::ProjectFact;
use crate::fact::registry::{ChainFact, EnterpriseFact, PortFact, RegionFact};
use crate::fact::unit::UnitFact;
use crate::fact::{Entry, Happening};
use crate::ledger::{Entity, Ledger, Record};
use crate::{Audience, Fact, NewFact, World};

pub use map::{Change, MapLine, changes, map_lines};

/// Which public facts pass a reviewer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Passing {
    /// None.
    Off,
    /// Entries and content of public records; what becomes of them day by day does not.
    #[default]
    Entries,
    /// All of them.
    All,
}

/// Whether a fact passes a reviewer before everybody sees it. `world` is that in which it was decided.
#[must_use]
pub fn must_pass(world: &World, fact: &NewFact, passing: Passing) -> bool {
    match passing {
        Passing::Off => false,
        Passing::Entries => is_shown(fact) && is_content(world, fact),
        Passing::All => is_shown(fact),
    }
}

/// Whether somebody's facts wait for another who may pass them to the public.
#[must_use]
pub fn waits(who: Who, world: &World, facts: &[NewFact], passing: Passing) -> bool {
    facts
        .iter()
        .any(|fact| must_pass(world, fact, passing) && !may(who, Action::Publish, fact.region, fact.audience))
}

/// Whether everybody will see it.
fn is_shown(fact: &NewFact) -> bool {
    fact.audience == Audience::Public && !is_internal(&fact.fact)
}

/// Whether a fact enters a record, or is told in words, outlines and positions that everybody reads.
fn is_content(world: &World, fact: &NewFact) -> bool {
    let key = &fact.key;
    match &fact.fact {
        Fact::Region(entry) => {
            tells(entry, world.regions.get(key), |fact| matches!(fact, RegionFact::Registered(_)))
        }
        Fact::Chain(entry) => {
            tells(entry, world.chains.get(key), |fact| matches!(fact, ChainFact::Defined(_)))
        }
        Fact::Rule(_) => true,
        Fact::Park(entry) => tells(entry, world.parks.get(key), |fact| {
            matches!(fact, ParkFact::Registered(_) | ParkFact::PolicyPublished(_))
        }),
        Fact::Hall(entry) => {
            tells(entry, world.halls.get(key), |fact| matches!(fact, HallFact::Registered(_)))
        }
        Fact::Unit(entry) => {
            tells(entry, world.units.get(key), |fact| matches!(fact, UnitFact::Registered(_)))
        }
        Fact::Parcel(entry) => {
            tells(entry, world.parcels.get(key), |fact| matches!(fact, ParcelFact::Registered(_)))
        }
        Fact::Port(entry) => {
            tells(entry, world.ports.get(key), |fact| matches!(fact, PortFact::Registered(_)))
        }
        Fact::Project(entry) => tells(entry, world.projects.get(key), |fact| {
            matches!(fact, ProjectFact::Registered(_) | ProjectFact::Placed(_))
        }),
        Fact::Enterprise(entry) => {
            tells(entry, world.enterprises.get(key), |fact| matches!(fact, EnterpriseFact::Registered(_)))
        }
        // Numbers, codes and days only; and what is never public.
        Fact::Visit(_) | Fact::Activity(_) | Fact::Invitation(_) => false,
        Fact::Target(_) | Fact::Request(_) | Fact::Task(_) => false,
    }
}

/// Whether an entry is such a fact, or corrects one, or corrects something to one.
fn tells<E: Entity>(
    entry: &Entry<E::Fact>,
    ledger: Option<&Ledger<E>>,
    such: impl Fn(&E::Fact) -> bool,
) -> bool {
    match entry {
        Entry::Happened(fact) => such(fact),
        Entry::Corrected(correction) => {
            let records = ledger.map_or(&[][..], Ledger::records);
            // One that corrects nothing that is known is looked at, too.
            correction.fact.as_ref().is_some_and(&such)
                || original(records, correction.version).is_none_or(such)
        }
    }
}

/// What was recorded first under a version.
fn original<F: Happening>(records: &[Record<F>], version: u32) -> Option<&F> {
    records.iter().find(|record| record.version == version).and_then(|record| match &record.entry {
        Entry::Happened(fact) => Some(fact),
        Entry::Corrected(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;
    use crate::testing::{SMALL, world};
    use crate::{Command, Context, RegionCode, decide};

    /// A chain for the firms and projects of the small world, and a project that officials alone know.
    const MORE: &str = r#"
{"stream":"chain/textile","kind":"chain.defined","occurred_on":"2022-12-31","source":"x","payload":{"name":{"zh":"纺织","en":"Textiles"},"stages":[]}}
{"stream":"project/P-2","kind":"project.registered","occurred_on":"2023-01-05","audience":1,"source":"x","payload":{"kind":"signed","title":{"zh":"项目二","en":"Project two"},"chain":"textile","region":"533102"}}
"#;

    /// What a command leads to in the small world.
    fn decided(text: &str) -> (World, Vec<NewFact>) {
        let world = world(&format!("{SMALL}{MORE}"));
        let command = Command::read(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        let context = Context { today: "2023-06-15".parse().unwrap() };
        let facts = decide(&world, &command, &context).unwrap_or_else(|e| panic!("{text}: {e}"));
        (world, facts)
    }

    fn passes(text: &str, passing: Passing) -> bool {
        let (world, facts) = decided(text);
        facts.iter().any(|fact| must_pass(&world, fact, passing))
    }

    const ENTRIES: &[&str] = &[
        r#"{"command":"register_park","park":"MS","name":{"zh":"芒市","en":"Mangshi"},"short":{"zh":"芒市","en":"Mangshi"},"region":"533102","level":"county","center":[97.85,24.01]}"#,
        r#"{"command":"register_port","port":"RL","name":{"zh":"瑞丽口岸","en":"Ruili"},"counterpart":{"zh":"木姐","en":"Muse"},"region":"533102","class":1,"mode":"road","point":[97.85,24.01]}"#,
        r#"{"command":"register_enterprise","enterprise":"E-2","name":{"zh":"示例二","en":"Sample two"},"chain":"textile","region":"533102"}"#,
        r#"{"command":"publish_policy","park":"RL","title":{"zh":"租金减免","en":"Rent relief"},"issuer":{"zh":"管委会","en":"Office"}}"#,
        r#"{"command":"place_project","project":"P-1","point":[97.85,24.01]}"#,
        r#"{"command":"register_region","region":"533103","name":{"zh":"芒市","en":"Mangshi"}}"#,
        r#"{"command":"correct","stream":"hall/RL-01","version":1,"retract":false,"fact":{"park":"RL-MM","number":"1","name":{"zh":"一号厂房","en":"Hall one"},"footprint":[[97.85,24.01],[97.851,24.01],[97.851,24.0105],[97.85,24.0105],[97.85,24.01]],"floors":2,"bays":10,"storey_m":6.0,"area_m2":10000,"kind":"standard","structure":"concrete_frame","phase":"complete"}}"#,
        r#"{"command":"correct","stream":"project/P-1","version":1,"day":"2023-01-06"}"#,
        r#"{"command":"survey_hall","hall":"RL-01","areas":{"RL-01-201":2600,"RL-01-202":2400}}"#,
    ];

    const DAILY: &[&str] = &[
        r#"{"command":"vacate_unit","unit":"RL-01-201"}"#,
        r#"{"command":"set_rent","unit":"RL-01-202","rent_yuan_m2_month":9}"#,
        r#"{"command":"survey_unit","unit":"RL-01-202","power_kva":900}"#,
        r#"{"command":"report_supply","park":"RL","power_kva":{"total":9000,"used":10}}"#,
        r#"{"command":"reach_node","project":"P-1","node":"full_output"}"#,
        r#"{"command":"flag_project","project":"P-1"}"#,
        r#"{"command":"enterprise_left","enterprise":"E-1"}"#,
        r#"{"command":"correct","stream":"unit/RL-01-201","version":2,"retract":true}"#,
        r#"{"command":"receive_visit","visit":"V-1","region":"533102","from":"330000","enterprises":3}"#,
    ];

    const INTERNAL: &[&str] = &[
        r#"{"command":"observe_intent","target":"T-1","intent":"negotiating"}"#,
        r#"{"command":"report_progress","project":"P-1","percent":40}"#,
        r#"{"command":"register_enterprise","enterprise":"E-2","audience":1,"name":{"zh":"示例二","en":"Sample two"},"chain":"textile","region":"533102"}"#,
    ];

    #[test]
    fn entries_and_content_pass_a_reviewer_and_what_becomes_of_them_does_not() {
        for (commands, [off, entries, all]) in
            [(ENTRIES, [false, true, true]), (DAILY, [false, false, true]), (INTERNAL, [false; 3])]
        {
            for text in commands {
                let passed = [Passing::Off, Passing::Entries, Passing::All].map(|mode| passes(text, mode));
                assert_eq!(passed, [off, entries, all], "{text}");
            }
        }
    }

    /// A project that officials alone knew is entered for everybody when it is signed.
    #[test]
    fn what_becomes_public_passes_a_reviewer() {
        let signed = r#"{"command":"reach_node","project":"P-2","node":"signed"}"#;
        assert!(passes(signed, Passing::Entries));
        let assessed = r#"{"command":"reach_node","project":"P-2","node":"assessed"}"#;
        assert!(!passes(assessed, Passing::All), "what officials know does not");
    }

    /// Who waits: whoever may not publish there.
    #[test]
    fn only_those_wait_who_may_not_publish_in_that_region() {
        let (world, facts) = decided(ENTRIES[0]);
        for role in Role::ALL {
            for code in [533_102, 533_100, 533_103] {
                let region = RegionCode::new(code).unwrap();
                let who = Who::Official { role, region };
                let passes_it = role >= Role::Reviewer && code != 533_103;
                assert_eq!(waits(who, &world, &facts, Passing::Entries), !passes_it, "{who:?}");
                assert!(!waits(who, &world, &facts, Passing::Off));
            }
        }
        assert!(!waits(Who::Operator, &world, &facts, Passing::All));
    }

    /// Chains and rules belong to no region: whoever may change them may publish them.
    #[test]
    fn what_belongs_to_nobody_is_published_by_administrators() {
        let rate = r#"{"command":"define_rate","rule":"r","name":{"zh":"率","en":"Rate"},"numerator":{"node":"landed"},"denominator":{"node":"signed"},"window":"both"}"#;
        let (world, facts) = decided(rate);
        for role in Role::ALL {
            let who = Who::Official { role, region: RegionCode::DEHONG };
            let wait = waits(who, &world, &facts, Passing::Entries);
            assert_eq!(wait, role != Role::Administrator, "{role}");
        }
    }
}
