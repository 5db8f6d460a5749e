//! Projects on the map: a step of the slider works out only the pins of those to which something happened in between.

use shared::atlas::Atlas;
use shared::draw::feature::pin;
use shared::entity::Project;
use shared::ledger::Ledger;
use shared::{Day, Key, World};

use crate::map::Pin;

/// The pins as they are drawn.
#[derive(Default)]
pub struct Pins {
    known: Vec<Known>,
}

/// A project's pin, and the last of the project's facts that it counts: between two facts nothing changes.
#[derive(Default)]
struct Known {
    last: Option<Option<Day>>,
    pin: Option<Pin>,
}

impl Pins {
    /// Forgets what is drawn: records have changed.
    pub fn forget(&mut self) {
        self.known.clear();
    }

    /// Goes to a day; all pins, if any differs.
    pub fn step(&mut self, world: &World, day: Day, passes: &dyn Fn(&Project) -> bool) -> Option<Vec<Pin>> {
        let mut changed = self.known.len() != world.projects.len();
        if changed {
            self.known.clear();
            self.known.resize_with(world.projects.len(), Known::default);
        }
        let atlas = world.atlas(day);
        for ((key, ledger), known) in world.projects.iter().zip(&mut self.known) {
            let last = Some(ledger.as_of(day).map(|(on, _)| on));
            if known.last != last {
                let pin = drawn(&atlas, *key, ledger, passes);
                changed |= known.pin != pin;
                *known = Known { last, pin };
            }
        }
        changed.then(|| self.known.iter().filter_map(|known| known.pin.clone()).collect())
    }
}

/// A project's pin; none before it is known, or while it has no place.
fn drawn(
    atlas: &Atlas<'_>,
    key: Key,
    ledger: &Ledger<Project>,
    passes: &dyn Fn(&Project) -> bool,
) -> Option<Pin> {
    let project = ledger.on(atlas.day()).filter(|project| passes(project))?;
    let at = pin(atlas, &project)?;
    let title = &project.attributes.title;
    Some(Pin {
        id: u32::try_from(ledger.id()).ok()?,
        key: key.to_string(),
        at: [at.lon(), at.lat()],
        stage: project.stage().code(),
        flagship: project.flagship,
        name_zh: title.zh.clone(),
        name_en: title.en.clone(),
    })
}
