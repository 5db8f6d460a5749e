//! What holds of the ledger whatever was accepted, told without the code that decides.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::json;
use shared::access::Worlds;
use shared::entity::{Project, ProjectStage, Unit, UnitStatus};
use shared::envelope::WireEvent;
use shared::fact::unit::{UnitFact, UnitStanding};
use shared::ledger::Ledger;
use shared::{Area, Audience, Day, Envelope, Fact, NewFact, Stamp, World};

use crate::commands::{FIRST_DAY, TODAY, hall, key};

/// A small office with its log.
pub struct Office {
    worlds: Worlds,
    head: u64,
}

impl Office {
    /// A zone, a chain, one hall and one unit in it.
    pub fn opened() -> Self {
        let mut office = Self { worlds: Worlds::default(), head: 0 };
        let name = json!({"zh": "甲", "en": "A"});
        let park = json!({"name": name, "short": name, "region": "533102", "level": "county", "center": [97.85, 24.01]});
        let chain = json!({"name": name, "stages": [{"key": "garments", "name": name}]});
        let hall = serde_json::to_value(hall(1000, "complete")).unwrap();
        let unit = json!({"hall": "H-1", "number": "0", "floor": 1, "bay_from": 0, "bay_to": 10, "area_m2": 500, "standing": {"is": "available"}});
        let streams = [("park/Z", park), ("chain/textile", chain), ("hall/H-1", hall), ("unit/H-1-0", unit)];
        for (stream, payload) in streams {
            let entity = stream.split('/').next().unwrap();
            let entered = if entity == "chain" { "defined" } else { "registered" };
            let event: WireEvent = serde_json::from_str(
                &json!({
                    "stream": stream, "kind": format!("{entity}.{entered}"), "version": 1, "source": "sample",
                    "occurred_on": Day::from_number(FIRST_DAY), "payload": payload,
                })
                .to_string(),
            )
            .unwrap();
            office.head += 1;
            office.worlds.apply(&Envelope { position: office.head, ..event.open().unwrap() });
        }
        office
    }

    pub fn world(&self) -> &World {
        self.worlds.full()
    }

    /// Records facts as the log would: each where it was expected, and readable again.
    pub fn record(&mut self, facts: Vec<NewFact>) -> Result<(), TestCaseError> {
        for new in facts {
            prop_assert_eq!(
                new.expected_version,
                self.world().version(new.entity, new.key),
                "{}",
                new.stream()
            );
            prop_assert!(new.occurred_on <= Day::from_number(TODAY));
            prop_assert_eq!(new.region.map(|r| r.number()), Some(533_102));
            let read = Fact::read(new.fact.kind(), 1, shared::json::Json::of(new.fact.payload().get()));
            prop_assert_eq!(read.as_ref(), Ok(&new.fact));
            self.head += 1;
            self.worlds.apply(&Envelope {
                position: self.head,
                key: new.key,
                version: new.expected_version + 1,
                occurred_on: new.occurred_on,
                recorded_at: Stamp::from_micros(self.head as i64),
                audience: new.audience,
                source: new.source,
                fact: new.fact,
            });
        }
        Ok(())
    }

    /// On every day, as now known: the units of a hall are no larger than the hall.
    pub fn floor_space_is_conserved(&self) -> Result<(), TestCaseError> {
        let world = self.world();
        for name in ["H-1", "H-2"].map(key) {
            for day in days() {
                let units = world.units.values().filter_map(|l| l.on(day)).filter(|u| u.hall() == name);
                let sum: Area = units.map(|u| u.attributes.area_m2).sum();
                let hall = world.halls.get(&name).and_then(|l| l.on(day));
                let area = hall.map_or(Area::ZERO, |h| h.attributes.area_m2);
                prop_assert!(sum <= area, "hall {} on {}: {:?} of {:?}", name, day, sum, area);
            }
        }
        Ok(())
    }

    /// Walking through the facts of a unit as they count: it is never taken while taken.
    pub fn nobody_has_a_unit_twice(&self) -> Result<(), TestCaseError> {
        for (key, ledger) in &self.world().units {
            let mut has = Holder::None;
            for (day, record, fact) in ledger.counting() {
                let taken = |has: &Holder| match has {
                    Holder::None => false,
                    Holder::Keeps(until) => *until >= day,
                    Holder::Rents | Holder::Builds | Holder::Withholds => true,
                };
                let version = record.version;
                match fact {
                    UnitFact::Registered(f) => {
                        prop_assert!(matches!(has, Holder::None), "{} entered twice", key);
                        has = match f.standing {
                            UnitStanding::Planned | UnitStanding::Building => Holder::Builds,
                            UnitStanding::Available => Holder::None,
                            UnitStanding::Reserved { until } => Holder::Keeps(until),
                            UnitStanding::Leased { .. } => Holder::Rents,
                            UnitStanding::Withheld { .. } => Holder::Withholds,
                        };
                    }
                    UnitFact::Leased(f) => {
                        prop_assert!(f.until >= day);
                        let free = !taken(&has) || matches!(has, Holder::Keeps(_));
                        prop_assert!(free, "{} let twice by fact {} on {}", key, version, day);
                        has = Holder::Rents;
                    }
                    UnitFact::Reserved(f) => {
                        prop_assert!(!taken(&has), "{} kept twice by fact {} on {}", key, version, day);
                        has = Holder::Keeps(f.until);
                    }
                    UnitFact::Withheld(_) => {
                        prop_assert!(!taken(&has), "{} withheld while taken, fact {}", key, version);
                        has = Holder::Withholds;
                    }
                    UnitFact::Vacated(_) => {
                        prop_assert!(
                            matches!(has, Holder::Rents),
                            "{}: nobody to leave, fact {}",
                            key,
                            version
                        );
                        has = Holder::None;
                    }
                    UnitFact::Renewed(_) => prop_assert!(matches!(has, Holder::Rents)),
                    UnitFact::Released(_) => {
                        prop_assert!(matches!(has, Holder::Keeps(until) if until >= day));
                        has = Holder::None;
                    }
                    UnitFact::Completed(_) => {
                        prop_assert!(matches!(has, Holder::Builds));
                        has = Holder::None;
                    }
                    UnitFact::Started(_) => prop_assert!(matches!(has, Holder::Builds)),
                    UnitFact::Returned(_) => {
                        prop_assert!(matches!(has, Holder::Withholds));
                        has = Holder::None;
                    }
                    UnitFact::RentSet(_) | UnitFact::Surveyed(_) | UnitFact::Confirmed(_) => {}
                }
            }
        }
        Ok(())
    }

    /// The statuses partition the floor space of every day, and begin with the day of entry.
    pub fn every_day_has_one_status(&self) -> Result<(), TestCaseError> {
        let world = self.world();
        for day in days() {
            let atlas = world.atlas(day);
            let by_status = UnitStatus::ALL.map(|status| {
                atlas.units().filter(|(.., m)| m.status == status).map(|(.., m)| m.area_m2).sum::<Area>()
            });
            let all: Area =
                world.units.values().filter_map(|l| l.on(day)).map(|u| u.attributes.area_m2).sum();
            prop_assert_eq!(by_status.into_iter().sum::<Area>(), all, "on {}", day);
        }
        for (key, ledger) in &world.units {
            let entry = ledger.counting().next().map(|(day, ..)| day);
            prop_assert_eq!(entry, ledger.spans().first().map(|s| s.from), "{}", key);
            for (day, _, fact) in ledger.counting() {
                if matches!(fact, UnitFact::Registered(_)) {
                    prop_assert_eq!(Some(day), entry, "{} has a life before its entry", key);
                }
            }
        }
        Ok(())
    }

    /// Nobody hears of a record that was never shown to them, and from the signing on they see the stage that officials see.
    pub fn the_public_knows_whom_it_hears_of(&self) -> Result<(), TestCaseError> {
        let (full, public) = (self.world(), self.worlds.public().get());
        for (key, ledger) in &public.projects {
            let heard = ledger.records().iter().any(|r| r.audience == Audience::Public);
            prop_assert!(heard);
            if ledger.counting().next().is_some() {
                let shown = ledger.latest();
                prop_assert!(shown.is_some(), "{} is spoken of but never shown", key);
                let known = full.projects.get(key).and_then(Ledger::latest);
                let titles = (shown.map(|p| &p.attributes.title), known.map(|p| &p.attributes.title));
                prop_assert_eq!(titles.0, titles.1);
                let stages = (shown.map(Project::stage), known.map(Project::stage));
                if stages.1 > Some(ProjectStage::Negotiating) {
                    prop_assert_eq!(stages.0, stages.1, "{}", key);
                }
            }
        }
        let same_units = |units: &std::collections::BTreeMap<_, Ledger<Unit>>| {
            units.iter().map(|(key, l)| (*key, l.spans().to_vec())).collect::<Vec<_>>()
        };
        prop_assert_eq!(same_units(&full.units), same_units(&public.units));
        Ok(())
    }
}

/// Who has a unit.
enum Holder {
    None,
    Keeps(Day),
    Rents,
    Builds,
    Withholds,
}

fn days() -> impl Iterator<Item = Day> {
    (FIRST_DAY - 2..=TODAY + 130).map(Day::from_number)
}
