//! Going from one record to another: open it, and bring the map there.

use std::rc::Rc;
use std::time::Duration;

use crate::ground::Ground;
use crate::map::MapHandle;
use crate::prelude::set_timeout;
use crate::record::Record;
use crate::scene::{Opened, Page, Scene, Subject};

/// How long the page needs to lay itself out and the map to take its new size.
const SETTLES: Duration = Duration::from_millis(80);

/// What a link in a panel needs. Taken when the panel is made: events know no context.
#[derive(Clone, Copy)]
pub struct Door {
    /// What is looked at.
    pub scene: Scene,
    record: Record,
    ground: Ground,
}

impl Door {
    /// The door of the page.
    pub fn here() -> Self {
        Self { scene: Scene::here(), record: Record::here(), ground: Ground::here() }
    }

    /// The record of the page.
    pub fn record(self) -> Record {
        self.record
    }

    /// The map, where there is one.
    pub fn map(self) -> Option<Rc<MapHandle>> {
        self.ground.map()
    }

    /// Opens a record, and on the map flies to it.
    pub fn go(self, subject: Subject) {
        self.scene.open(subject);
        if self.scene.page.get_untracked() == Page::Map {
            self.fly(subject);
        }
    }

    /// Opens a record from a list, which can be gone back to.
    pub fn go_from(self, list: Opened, subject: Subject) {
        self.go(subject);
        self.scene.back.set(Some(list));
    }

    /// Flies to a record.
    pub fn fly(self, subject: Subject) {
        self.scene.table.set(false);
        // From another page to the map first.
        if self.scene.page.get_untracked() != Page::Map {
            crate::header::open_page(self.scene, Page::Map);
            self.scene.open(subject);
        }
        // The panel may come up beside the map: what is flown to must be in the middle of what is left of it.
        set_timeout(
            move || {
                let day = self.scene.day.get_untracked();
                self.record.with_untracked(|world| self.ground.fly_to(world, day, subject));
            },
            SETTLES,
        );
    }

    /// The map was tilted by hand: its halls stand.
    pub fn lean(self) {
        self.record.with_untracked(|world| self.ground.lean(world, true));
    }

    /// Closes the panel.
    pub fn close(self) {
        self.scene.opened.set(None);
        self.scene.back.set(None);
    }
}
