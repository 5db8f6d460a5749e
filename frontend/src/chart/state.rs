//! What the parts of the chart share: the folded chart of the day, and what is chosen on it.

use std::rc::Rc;

use crate::prelude::*;
use shared::chart::{self, Asked, Chart, Flow, Known, NoChart, Selection};
use shared::fact::project::Node;
use shared::{Day, Key, World};

use super::funnel::Region;
use crate::record::Record;
use crate::scene::{Chosen, Page, Scene};

/// What stands beside the chart: the records behind a number, a target with its halls.
#[derive(Clone, Debug, PartialEq)]
pub enum Beside {
    /// The leads that reached a node.
    Reached(Node),
    /// The projects of a rate.
    Rate(Key),
    /// Days from signing to production.
    Landings,
    /// The firms and targets of a stage.
    Stage(Key),
    /// A target, and the halls that fit it.
    Target(Key),
    /// A hall, and the targets that it fits.
    Hall(Key),
}

/// The chart of the page.
#[derive(Clone, Copy)]
pub struct State {
    /// What is looked at.
    pub scene: Scene,
    record: Record,
    /// Whether the facts of officials are there.
    pub is_official: RwSignal<bool>,
    /// What is chosen on any part.
    selected: Memo<Selection>,
    /// What the figures of the region tell.
    pub region: Memo<Option<Region>>,
    /// The flows of the front.
    pub flows: Memo<Vec<Flow>>,
    /// Changes with the chart of the day; the chains there are where there is none of that name.
    pub chart: Memo<Result<(), Vec<Key>>>,
    /// The chart itself, which is turned from one day to the next.
    held: StoredValue<Option<Rc<Chart>>>,
    /// What stands beside it.
    pub beside: RwSignal<Option<Beside>>,
    /// The window of the funnel and of the rates: its first day; none = the whole history.
    pub window: RwSignal<Option<(Day, Day)>>,
    /// How much each criterion of matching matters.
    pub criteria: RwSignal<chart::Criteria>,
    /// Whether the flows of the front move.
    pub flowing: RwSignal<bool>,
}

impl State {
    /// The chart of the page that is open.
    pub fn new() -> Self {
        let (scene, record) = (Scene::here(), Record::here());
        let is_official = RwSignal::new(false);
        Effect::new(move |_| {
            if let Page::Chart(chain) = scene.page.get() {
                let mut chosen = scene.chosen.get_untracked();
                if chosen.chain != Some(chain) {
                    // Stages and targets are those of a chain; what else is chosen may stay.
                    if chosen.chain.is_some() {
                        (chosen.selection.stage, chosen.target) = (None, None);
                    }
                    chosen.chain = Some(chain);
                    scene.chosen.set(chosen);
                }
            }
        });
        let preset = Memo::new(move || scene.chosen.get().preset);
        let region = Memo::new(move || scene.scope.get().region);
        let held = StoredValue::new(None);
        let known_before = StoredValue::new(None);
        let chart = Memo::new_with_compare(
            move || {
                let Page::Chart(chain) = scene.page.get() else { return Err(Vec::new()) };
                let asked = Asked { chain, region: region.get(), preset: preset.get() };
                let day = scene.day.get();
                let official = is_official.get();
                // Another world, and not only another day of this one: its facts are folded from the first.
                let known_on = (scene.known_on.get(), record.can_go_back());
                let is_same =
                    known_before.try_update_value(|before| before.replace(known_on) == Some(known_on));
                let fold = |held: &mut Option<Rc<Chart>>, known: Known<'_>, world: &World| {
                    let atlas = world.atlas(day);
                    let turned = match held.as_mut().and_then(Rc::get_mut).filter(|_| is_same == Some(true)) {
                        Some(chart) => chart.turn(&atlas, known, asked),
                        None => Chart::of(&atlas, known, asked).map(|chart| *held = Some(Rc::new(chart))),
                    };
                    turned.map_err(|NoChart::UnknownChain { known }| known)
                };
                record.with(|world| {
                    let folded = held.try_update_value(|held| match official {
                        true => fold(held, Known::Each, world),
                        false => record.census(|census| fold(held, Known::Counted(census), world)),
                    });
                    folded.unwrap_or_else(|| Err(Vec::new()))
                })
            },
            // Charts are not compared: what they are folded from has changed.
            |_, _| true,
        );
        let selected = Memo::new(move || scene.chosen.get().selection);
        let flows = Memo::new(move || {
            let selection = selected.get();
            here(chart, held).map(|chart| chart.flows(selection)).unwrap_or_default()
        });
        let window = RwSignal::new(None);
        Self {
            scene,
            record,
            is_official,
            region: Memo::new(move || here(chart, held).map(|chart| Region::of(&chart, window.get()))),
            selected,
            flows,
            chart,
            held,
            // A link to a target opens it once the officials' facts are there.
            beside: RwSignal::new(None),
            window,
            criteria: RwSignal::new(chart::Criteria::default()),
            flowing: RwSignal::new(false),
        }
    }

    /// The state of the page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Reads the chart; nothing where there is none.
    pub fn with<R>(&self, read: impl FnOnce(&Chart) -> R) -> Option<R> {
        here(self.chart, self.held).map(|chart| read(&chart))
    }

    /// Reads the world behind it.
    pub fn world<R>(&self, read: impl FnOnce(&shared::World) -> R) -> R {
        self.record.with(read)
    }

    /// What is chosen; follows it.
    pub fn selection(&self) -> Selection {
        self.selected.get()
    }

    /// Chooses, or chooses no longer.
    pub fn choose(&self, change: impl FnOnce(&mut Selection)) {
        self.change(|chosen| change(&mut chosen.selection));
    }

    /// Changes anything of what is chosen.
    pub fn change(&self, change: impl FnOnce(&mut Chosen)) {
        let mut chosen = self.scene.chosen.get_untracked();
        change(&mut chosen);
        if chosen != self.scene.chosen.get_untracked() {
            self.scene.chosen.set(chosen);
        }
    }

    /// Puts something beside the chart.
    pub fn show(&self, beside: Beside) {
        let target = match &beside {
            Beside::Target(target) => Some(*target),
            _ => None,
        };
        self.scene.opened.set(None);
        self.beside.set(Some(beside));
        self.change(|chosen| chosen.target = target);
    }

    /// Takes it away again.
    pub fn close(&self) {
        self.beside.set(None);
        self.change(|chosen| chosen.target = None);
    }
}

/// The chart of the day; follows it.
fn here(changes: Memo<Result<(), Vec<Key>>>, held: StoredValue<Option<Rc<Chart>>>) -> Option<Rc<Chart>> {
    let is_there = changes.with(Result::is_ok);
    held.try_with_value(|chart| chart.clone().filter(|_| is_there)).flatten()
}

/// Chooses what was not chosen, and no longer what was.
pub fn toggle<T: PartialEq>(place: &mut Option<T>, value: T) {
    *place = if place.as_ref() == Some(&value) { None } else { Some(value) };
}
