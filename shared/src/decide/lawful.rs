//! What makes sense in the history of a record, and whether a whole history does.

use crate::fact::{Correction, Happening};
use crate::ledger::{Entity, Ledger};
use crate::world::Ledgers;
use crate::{Audience, Day, Fact, Key, Refusal, RegionCode, World};

/// Where in a history a fact stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    /// The record.
    pub key: Key,
    /// The day of the fact.
    pub on: Day,
    /// The day since which the record has been in the ledger, where it is.
    pub since: Day,
}

/// A kind of record whose histories can be judged.
pub(super) trait Lawful: Entity {
    /// Whether the fact enters the record in the ledger.
    fn enters(fact: &Self::Fact) -> bool;

    /// The fact as it is to be recorded: texts trimmed, rings in order. Refuses what is wrong in itself,
    /// and names of records that do not exist.
    fn fit(fact: Self::Fact, on: Day, world: &World) -> Result<Self::Fact, Refusal>;

    /// Whether the fact makes sense after the record is as it is. A record that is not there yet can only be entered.
    fn lawful(before: Option<&Self>, at: At, fact: &Self::Fact) -> Result<(), Refusal>;

    /// The region that owns the record.
    fn region(&self, world: &World) -> Option<RegionCode>;

    /// What another fact of the record, which said the same, must say when one says `fact` instead.
    fn twin(fact: &Self::Fact, other: &Self::Fact) -> Option<Self::Fact> {
        let _ = (fact, other);
        None
    }

    /// Who may see such a fact when the command does not say.
    fn audience(fact: &Self::Fact) -> Audience {
        let _ = fact;
        Audience::Public
    }
}

/// A kind of record that the world keeps.
pub(super) trait Kept: Lawful {
    /// Its ledgers.
    fn ledgers(world: &World) -> &Ledgers<Self>;
    /// Its ledgers.
    fn ledgers_mut(world: &mut World) -> &mut Ledgers<Self>;
    /// The fact among those of all kinds.
    fn fact(fact: Self::Fact) -> Fact;
    /// The correction among the facts of all kinds.
    fn correction(correction: Correction<Self::Fact>) -> Fact;
}

/// Declares where the world keeps each kind of record.
macro_rules! kept {
    ($($entity:ident in $field:ident,)+) => {
        /// The region that owns a record of a kind, such as `unit`; none where it belongs to none, or is not there.
        #[must_use]
        pub fn region_of(world: &World, entity: &str, key: Key) -> Option<RegionCode> {
            $(
                if entity == <<crate::entity::$entity as Entity>::Fact as Happening>::ENTITY {
                    return world.$field.get(&key)?.latest()?.region(world);
                }
            )+
            None
        }
        $(
        impl Kept for crate::entity::$entity {
            fn ledgers(world: &World) -> &Ledgers<Self> {
                &world.$field
            }

            fn ledgers_mut(world: &mut World) -> &mut Ledgers<Self> {
                &mut world.$field
            }

            fn fact(fact: Self::Fact) -> Fact {
                fact.into()
            }

            fn correction(correction: Correction<Self::Fact>) -> Fact {
                correction.into()
            }
        }
        )+
    };
}

kept! {
    Region in regions,
    Chain in chains,
    Park in parks,
    Hall in halls,
    Unit in units,
    Parcel in parcels,
    Port in ports,
    Project in projects,
    Enterprise in enterprises,
    Target in targets,
    Visit in visits,
    Activity in activities,
    Invitation in invitations,
    Request in requests,
    Task in tasks,
    Rule in rules,
}

/// The version and day of the first fact that makes no sense where it stands, unless `known` passes it over.
pub(super) fn first_fault<E: Lawful>(
    key: Key,
    ledger: &Ledger<E>,
    mut known: impl FnMut(u32) -> bool,
) -> Option<(u32, Day, Refusal)> {
    let since = ledger.counting().find(|(_, _, fact)| E::enters(fact)).map(|(day, ..)| day);
    let mut record = None;
    for (on, original, fact) in ledger.counting() {
        let verdict = match since {
            Some(since) if record.is_some() || E::enters(fact) => {
                E::lawful(record.as_ref(), At { key, on, since }, fact)
            }
            Some(since) => Err(Refusal::NotYetThere { entity: E::Fact::ENTITY, key, day: on, since }),
            None => Err(unknown::<E>(key)),
        };
        if let Err(refusal) = verdict
            && !known(original.version)
        {
            return Some((original.version, on, refusal));
        }
        E::evolve(&mut record, on, fact);
    }
    None
}

/// The versions of all facts that make no sense where they stand: a log that was imported may hold some.
pub(super) fn faults<E: Lawful>(key: Key, ledger: &Ledger<E>) -> Vec<u32> {
    let mut versions = Vec::new();
    while let Some((version, ..)) = first_fault(key, ledger, |v| versions.contains(&v)) {
        versions.push(version);
    }
    versions
}

/// The refusal of a key that names nothing.
pub(super) fn unknown<E: Entity>(key: Key) -> Refusal {
    Refusal::UnknownRecord { entity: E::Fact::ENTITY, key: key.to_string() }
}

/// Refuses a key that names nothing.
pub(super) fn known<E: Kept>(world: &World, key: Key) -> Result<&E, Refusal> {
    E::ledgers(world).get(&key).and_then(Ledger::latest).ok_or_else(|| unknown::<E>(key))
}

/// Refuses a record that is entered twice.
pub(super) fn only_once<E: Entity>(before: Option<&E>, at: At) -> Result<(), Refusal> {
    match before {
        Some(_) => Err(Refusal::AlreadyExists { entity: E::Fact::ENTITY, key: at.key, since: at.since }),
        None => Ok(()),
    }
}
