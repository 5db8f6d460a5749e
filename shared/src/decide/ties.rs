//! Records that are taken back while others refer to them: nothing may be left hanging.

use super::draft::Draft;
use super::lawful::Kept;
use crate::entity::{Chain, Enterprise, Parcel, Park, Project, Unit};
use crate::ledger::Entity;
use crate::world::Ledgers;
use crate::{Key, Refusal};

/// Refuses a draft that takes a record back to which another refers. (A hall and its units: see `space`.)
pub(super) fn hold(draft: &Draft<'_>) -> Result<(), Refusal> {
    let world = draft.world;
    gone::<Park>(draft, |key| {
        let zone = first(&world.parks, |p| p.attributes.parent == Some(key));
        let hall = || first(&world.halls, |h| h.attributes.park == key);
        let parcel = || first(&world.parcels, |p| p.attributes.park == key);
        let project = || first(&world.projects, |p| p.place.park == Some(key));
        let enterprise = || first(&world.enterprises, |e| e.attributes.park == Some(key));
        let target = || first(&world.targets, |t| t.holds().is_some_and(|held| held.park == key));
        zone.or_else(hall).or_else(parcel).or_else(project).or_else(enterprise).or_else(target)
    })?;
    gone::<Unit>(draft, |key| {
        let target = || first(&world.targets, |t| t.holds().is_some_and(|held| held.units.contains(&key)));
        first(&world.projects, |p| p.place.units.contains(&key)).or_else(target)
    })?;
    gone::<Parcel>(draft, |key| first(&world.projects, |p| p.place.parcels.contains(&key)))?;
    gone::<Project>(draft, |key| first(&world.targets, |t| t.project == Some(key)))?;
    gone::<Enterprise>(draft, |key| first(&world.requests, |r| r.attributes.enterprise == Some(key)))?;
    gone::<Chain>(draft, |key| {
        let enterprise = first(&world.enterprises, |e| e.attributes.chain == key);
        let project = || first(&world.projects, |p| p.attributes.chain == key);
        let target = || first(&world.targets, |t| t.attributes.chain == key);
        enterprise.or_else(project).or_else(target)
    })
}

/// Asks of each record of a kind that the draft takes back who refers to it.
fn gone<E: Kept>(
    draft: &Draft<'_>,
    referrer: impl Fn(Key) -> Option<(&'static str, Key)>,
) -> Result<(), Refusal> {
    let entity = <E::Fact as crate::fact::Happening>::ENTITY;
    for (key, ledger) in E::ledgers(&draft.after) {
        if ledger.latest().is_none()
            && let Some((by_entity, by)) = referrer(*key)
        {
            return Err(Refusal::StillInUse { entity, key: *key, by_entity, by });
        }
    }
    Ok(())
}

/// The first record that refers.
fn first<E: Entity>(ledgers: &Ledgers<E>, refers: impl Fn(&E) -> bool) -> Option<(&'static str, Key)> {
    let entity = <E::Fact as crate::fact::Happening>::ENTITY;
    ledgers.iter().find(|(_, ledger)| ledger.latest().is_some_and(&refers)).map(|(key, _)| (entity, *key))
}
