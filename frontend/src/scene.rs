//! What is looked at: language, colours, day, place, filters and selection, as signals that the whole page shares.
//!
//! Nothing here is a fact. All of it is in the address bar, so that a link shows the same picture elsewhere.

mod choice;
mod page;
mod shown;
mod subject;

use crate::prelude::*;
use shared::tally::FigureName;
use shared::{Day, Lang, RegionCode, Word};

use crate::address::Defaults;
use crate::map::{Camera, Theme};

pub use choice::{Scope, theme_name, theme_named};
pub use page::{Chosen, Page, Picture, Recording};
pub use shown::{GroundKind, Shown};
pub use subject::{Kind, Opened, Subject};

/// The signals of the view. Copied freely: each is only a number.
#[derive(Clone, Copy)]
pub struct Scene {
    /// The page that is open.
    pub page: RwSignal<Page>,
    /// What is chosen on the battle chart.
    pub chosen: RwSignal<Chosen>,
    /// What is being recorded at the desk; none while the day is looked at.
    pub recording: RwSignal<Option<Recording>>,
    /// Language of the reader.
    pub lang: RwSignal<Lang>,
    /// Colours.
    pub theme: RwSignal<Theme>,
    /// The day that is shown.
    pub day: RwSignal<Day>,
    /// "As we knew it on": only what had been recorded by the end of that day; none = all that is known.
    pub known_on: RwSignal<Option<Day>>,
    /// Whose figures are shown.
    pub scope: RwSignal<Scope>,
    /// Legend switches.
    pub shown: RwSignal<Shown>,
    /// What the panel shows.
    pub opened: RwSignal<Option<Opened>>,
    /// The list that the record was opened from.
    pub back: RwSignal<Option<Opened>>,
    /// The figure whose curve lies over the slider.
    pub figure: RwSignal<FigureName>,
    /// The table instead of the map.
    pub table: RwSignal<bool>,
    /// The slider is shown under the chart; on the map it always is.
    pub timeline: RwSignal<bool>,
    /// Counts the frames in which the map moved, for what is drawn over it.
    pub moves: RwSignal<u32>,
    /// Where the map stands after its last movement.
    pub camera: RwSignal<Camera>,
    /// A sheet for print is asked for.
    pub printing: RwSignal<bool>,
    /// A plain sentence for the reader: what a link could not restore, what was copied.
    pub notice: RwSignal<Option<String>>,
    /// How a way to a provider of OpenID Connect ended, until the sign-in page has told it.
    pub came_back: RwSignal<Option<String>>,
    /// Words for screen readers only: what just changed.
    pub spoken: RwSignal<String>,
    /// What the address may leave out.
    pub address: StoredValue<Option<Defaults>>,
}

impl Scene {
    /// A first view of a region on a day.
    pub fn new(lang: Lang, theme: Theme, day: Day, region: RegionCode) -> Self {
        Self {
            page: RwSignal::new(Page::Map),
            chosen: RwSignal::new(Chosen::default()),
            recording: RwSignal::new(None),
            lang: RwSignal::new(lang),
            theme: RwSignal::new(theme),
            day: RwSignal::new(day),
            known_on: RwSignal::new(None),
            scope: RwSignal::new(Scope { region, park: None, in_view: false }),
            shown: RwSignal::new(Shown::default()),
            opened: RwSignal::new(None),
            back: RwSignal::new(None),
            figure: RwSignal::new(FigureName::IdleFloorArea),
            table: RwSignal::new(false),
            timeline: RwSignal::new(false),
            moves: RwSignal::new(0),
            camera: RwSignal::new(Camera::default()),
            printing: RwSignal::new(false),
            notice: RwSignal::new(None),
            came_back: RwSignal::new(None),
            spoken: RwSignal::new(String::new()),
            address: StoredValue::new(None),
        }
    }

    /// The scene of the page.
    pub fn here() -> Self {
        expect_context()
    }

    /// A word in the reader's language; follows a change of language where it is tracked.
    pub fn say(&self, word: Word) -> &'static str {
        word.text(self.lang.get())
    }

    /// Opens a record in the panel.
    pub fn open(&self, subject: Subject) {
        self.back.set(None);
        self.opened.set(Some(Opened::Record(subject)));
    }

    /// The record that is selected.
    pub fn subject(&self) -> Option<Subject> {
        match self.opened.get() {
            Some(Opened::Record(subject)) => Some(subject),
            _ => None,
        }
    }
}
