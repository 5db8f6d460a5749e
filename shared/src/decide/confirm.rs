//! Confirming that what is known of records still holds: nothing changes but the day as of which it is known.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::names::within;
use crate::command::Confirm;
use crate::entity::{Parcel, Park, Port, Project, Target, Unit};
use crate::fact::Happening;
use crate::fact::carrier::{ParcelFact, ParkFact};
use crate::fact::outreach::TargetFact;
use crate::fact::project::ProjectFact;
use crate::fact::registry::PortFact;
use crate::fact::unit::UnitFact;
use crate::fact::upkeep::Confirmed;
use crate::ledger::Entity;
use crate::{Key, Refusal};

/// Records that are confirmed at a time, at most: those of a large park.
const MOST: usize = 1_000;

/// All of them, or none.
pub(super) fn confirm(draft: &mut Draft<'_>, order: &Confirm) -> Result<(), Refusal> {
    let streams: BTreeSet<&str> = order.streams.iter().map(String::as_str).collect();
    if streams.is_empty() {
        return Err(Refusal::SaysNothing { command: "confirm" });
    }
    within("streams", streams.len() as f64, 1.0, MOST as f64)?;
    streams.into_iter().try_for_each(|stream| confirm_one(draft, stream))
}

fn confirm_one(draft: &mut Draft<'_>, stream: &str) -> Result<(), Refusal> {
    let unknown = || Refusal::StreamUnknown { stream: stream.to_owned() };
    let (entity, key) = stream.split_once('/').ok_or_else(unknown)?;
    let key: Key = key.parse().map_err(|_| unknown())?;
    macro_rules! by_entity {
        ($($kind:ident: $fact:ident),+) => {
            $(if entity == <<$kind as Entity>::Fact as Happening>::ENTITY {
                return draft.happened::<$kind>(key, $fact::Confirmed(Confirmed {}));
            })+
        };
    }
    by_entity!(
        Unit: UnitFact, Parcel: ParcelFact, Port: PortFact, Park: ParkFact, Project: ProjectFact, Target: TargetFact
    );
    Err(Refusal::NotConfirmable { stream: stream.to_owned() })
}
