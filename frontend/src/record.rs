//! The world that is looked at: everything that is known, or only what had been recorded by the end of a day.

use std::sync::Arc;

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::census::Census;
use shared::{Stamp, Word, World};

use crate::feed::Feed;
use crate::scene::Scene;
use crate::{net, parts};

/// The world behind everything that is shown.
#[derive(Clone, Copy)]
pub struct Record {
    feed: Feed,
    then: Memo<Option<Arc<World>>>,
    /// Whether the part that folds earlier knowledge has arrived.
    able: RwSignal<bool>,
    census_then: RwSignal<Option<Census>>,
}

impl Record {
    /// Follows the feed, and the scene's choice of "as we knew it on".
    pub fn new(feed: Feed, scene: Scene) -> Self {
        let able = RwSignal::new(false);
        let then = Memo::new_with_compare(
            move || {
                let day = scene.known_on.get()?;
                able.track();
                let world = feed.world.with(|world| parts::earlier(world, Stamp::end_of(day)))?;
                Some(Arc::new(world))
            },
            // Worlds are not compared: one that was asked for anew counts as changed, none and none do not.
            |before, after| before.is_some() || after.is_some(),
        );
        let census_then = RwSignal::new(None);
        Effect::new(move |_| {
            census_then.set(None);
            let Some(day) = scene.known_on.get() else { return };
            spawn_local(async move {
                if !able.get_untracked() {
                    match parts::fetch_earlier().await {
                        true => able.set(true),
                        false => scene.notice.set(Some(scene.say(Word::PartFailed).to_owned())),
                    }
                }
            });
            spawn_local(async move {
                let census = net::json(&format!("/api/census?as_at={day}")).await;
                if scene.known_on.get_untracked() == Some(day) {
                    census_then.set(census.ok());
                }
            });
        });
        Self { feed, then, able, census_then }
    }

    /// Reads the counts of target enterprises that go with the world.
    pub fn census<R>(&self, read: impl FnOnce(&Census) -> R) -> R {
        self.census_then.with(|then| match then {
            Some(census) => read(census),
            None => self.feed.census.with(read),
        })
    }

    /// Whether what was known earlier can be told: until then the world is the one that is known now. Followed.
    pub fn can_go_back(&self) -> bool {
        self.able.get()
    }

    /// The record of the page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Reads the world; what follows it runs again when it changes.
    pub fn with<R>(&self, read: impl FnOnce(&World) -> R) -> R {
        match self.then.get() {
            Some(world) => read(&world),
            None => self.feed.world.with(read),
        }
    }

    /// Reads the world without following it.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&World) -> R) -> R {
        match self.then.get_untracked() {
            Some(world) => read(&world),
            None => self.feed.world.with_untracked(read),
        }
    }

    /// When corrections were recorded. Followed.
    pub fn corrections(&self) -> Vec<Stamp> {
        self.feed.world.with(corrections)
    }
}

fn corrections(world: &World) -> Vec<Stamp> {
    fn of<E: shared::ledger::Entity>(ledgers: &shared::world::Ledgers<E>, stamps: &mut Vec<Stamp>) {
        // Most histories were never corrected: their facts need not be looked at.
        for ledger in ledgers.values().filter(|ledger| ledger.is_corrected()) {
            let records = ledger.records().iter();
            let corrections = records.filter(|r| matches!(r.entry, shared::fact::Entry::Corrected(_)));
            stamps.extend(corrections.map(|r| r.recorded_at));
        }
    }
    let mut stamps = Vec::new();
    of(&world.units, &mut stamps);
    of(&world.halls, &mut stamps);
    of(&world.parks, &mut stamps);
    of(&world.parcels, &mut stamps);
    of(&world.ports, &mut stamps);
    of(&world.projects, &mut stamps);
    of(&world.enterprises, &mut stamps);
    of(&world.visits, &mut stamps);
    of(&world.activities, &mut stamps);
    of(&world.invitations, &mut stamps);
    stamps
}
