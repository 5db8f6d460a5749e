//! The slider's state: which day is shown, how it moves, and what one step costs.
//!
//! Whoever wants another day asks for it; once a frame the last wish is carried out. The map is repainted first and
//! the clock is stopped there: that is the time a reader waits for. Figures, legend and panel follow from the signal.

mod play;

use crate::prelude::*;
use shared::Day;

use crate::feed::Feed;
use crate::ground::Ground;
use crate::record::Record;
use crate::scene::Scene;
pub use play::Speed;

/// By how much a step moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    /// A day.
    Day,
    /// A month: the same day of the next one, a month's end stays a month's end.
    Month,
    /// A quarter.
    Quarter,
}

impl Stride {
    /// All, shortest first.
    pub const ALL: [Stride; 3] = [Stride::Day, Stride::Month, Stride::Quarter];

    /// The day `steps` strides later.
    pub fn from(self, day: Day, steps: i32) -> Day {
        let months = match self {
            Stride::Day => return day.plus(steps),
            Stride::Month => steps,
            Stride::Quarter => steps * 3,
        };
        if day.plus(1).month_start() == day.plus(1) {
            day.plus(1).plus_months(months).plus(-1)
        } else {
            day.plus_months(months)
        }
    }
}

/// The slider's state.
#[derive(Clone, Copy)]
pub struct Moment {
    scene: Scene,
    record: Record,
    ground: Ground,
    /// The server's day, or in the demonstration the day of the last fact.
    pub today: RwSignal<Day>,
    /// The first day of the history.
    pub first: Signal<Day>,
    /// How far the play and step buttons move.
    pub stride: RwSignal<Stride>,
    /// How fast it plays.
    pub speed: RwSignal<Speed>,
    /// Whether it plays.
    pub playing: RwSignal<bool>,
    /// Our own time of the last step, ms, from the wish's turn to the last call into the map.
    pub step_ms: RwSignal<f64>,
    wish: StoredValue<Option<Day>>,
}

impl Moment {
    /// Stands on the scene's day.
    pub fn new(scene: Scene, feed: Feed, record: Record, ground: Ground, today: Day) -> Self {
        let first = Memo::new(move || feed.world.with(|w| w.days().map_or(today, |(first, _)| first)));
        Self {
            scene,
            record,
            ground,
            today: RwSignal::new(today),
            first: first.into(),
            stride: RwSignal::new(Stride::Day),
            speed: RwSignal::new(Speed::default()),
            playing: RwSignal::new(false),
            step_ms: RwSignal::new(0.0),
            wish: StoredValue::new(None),
        }
    }

    /// The moment of the page.
    pub fn here() -> Self {
        expect_context()
    }

    /// The day that is shown.
    pub fn day(&self) -> Day {
        self.scene.day.get()
    }

    /// Whether today is shown.
    pub fn is_today(&self) -> bool {
        self.scene.day.get() == self.today.get()
    }

    /// Shows a day at the next frame; of several wishes within a frame the last one counts.
    pub fn ask(self, day: Day) {
        let day = self.within(day);
        let waiting = self.wish.try_update_value(|wish| wish.replace(day)).flatten().is_some();
        if !waiting {
            request_animation_frame(move || {
                if let Some(day) = self.wish.try_update_value(Option::take).flatten() {
                    self.show(day);
                }
            });
        }
    }

    /// Asks for a day relative to the one that is shown or already asked for.
    pub fn step(self, stride: Stride, steps: i32) {
        let from = self.wish.get_value().unwrap_or_else(|| self.scene.day.get_untracked());
        self.ask(stride.from(from, steps));
    }

    /// Asks for today.
    pub fn back_to_today(self) {
        self.playing.set(false);
        self.ask(self.today.get_untracked());
    }

    /// Moves today, and with it the day that is shown when that was today.
    pub fn today_is(self, day: Day) {
        let before = self.today.get_untracked();
        if day == before {
            return;
        }
        let followed = self.scene.day.get_untracked() == before;
        self.today.set(day);
        if followed && !self.playing.get_untracked() {
            self.ask(day);
        }
    }

    /// The nearest day of the history.
    pub fn within(self, day: Day) -> Day {
        day.min(self.today.get_untracked()).max(self.first.get_untracked())
    }

    fn show(self, day: Day) {
        if day == self.scene.day.get_untracked() {
            return;
        }
        let begun = now();
        self.record.with_untracked(|world| self.ground.show(world, day));
        self.step_ms.set(now() - begun);
        self.scene.day.set(day);
    }
}

/// Milliseconds on the page's own clock.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn month_ends_stay_month_ends() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(Stride::Month.from(day("2023-02-28"), 1), day("2023-03-31"));
        assert_eq!(Stride::Month.from(day("2022-12-31"), 2), day("2023-02-28"));
        assert_eq!(Stride::Quarter.from(day("2023-06-15"), -1), day("2023-03-15"));
        assert_eq!(Stride::Day.from(day("2023-02-28"), 1), day("2023-03-01"));
    }
}
