//! What of the map passes the selection of the battle chart.

use shared::entity::Project;
use shared::{Key, RegionCode, World, tally};

use crate::scene::Chosen;

/// Whether a unit lies in the chosen park and suits the chosen stage. One that names no stage suits every one.
pub fn unit(world: &World, place: &tally::UnitPlace<'_>, chosen: Chosen) -> bool {
    let park = chosen.selection.park;
    let here = park.is_none_or(|park| *place.zone == park || *place.park == park);
    let (Some(chain), Some(stage)) = (chosen.chain, chosen.selection.stage) else { return here };
    let stages = place.ledger.latest().map(|unit| &unit.attributes.specs.stages);
    let suits = |named: &String| named.split_once('/') == Some((chain.as_str(), stage.as_str()));
    here && world.chains.contains_key(&chain)
        && stages.is_none_or(|stages| stages.is_empty() || stages.iter().any(suits))
}

/// Whether a project is one of those that the chart shows under this selection. Its light is the chart's to judge.
pub fn project(world: &World, project: &Project, chosen: Chosen) -> bool {
    let s = chosen.selection;
    if s.is_empty() {
        return true;
    }
    let a = &project.attributes;
    let person = || project.office.as_ref().and_then(|office| office.duty.person);
    s.stage
        .is_none_or(|stage| a.chain_stage == Some(stage) && chosen.chain.is_none_or(|chain| a.chain == chain))
        && s.park.is_none_or(|park| lies_in(world, project.place.park, park))
        && s.home.is_none_or(|home| a.origin.map(RegionCode::province) == Some(home))
        && s.person.is_none_or(|wanted| person() == Some(wanted))
}

fn lies_in(world: &World, zone: Option<Key>, park: Key) -> bool {
    let Some(zone) = zone else { return false };
    let parent = || world.parks.get(&zone)?.latest()?.attributes.parent;
    zone == park || parent() == Some(park)
}
