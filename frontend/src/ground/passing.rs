//! Which projects pass the selection of the battle chart.

use shared::entity::Project;
use shared::{Key, RegionCode, World};

use crate::scene::Chosen;

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
