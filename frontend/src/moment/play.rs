//! Playing the history: strides at an even pace, driven by frames, at an end when today is reached.

use crate::prelude::*;

use super::{Moment, Stride, now};

/// How many times faster than the usual pace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    /// The usual pace.
    #[default]
    Once,
    /// Twice.
    Twice,
    /// Four times.
    Four,
    /// Eight times.
    Eight,
}

impl Speed {
    /// The factor.
    pub const fn times(self) -> u8 {
        match self {
            Speed::Once => 1,
            Speed::Twice => 2,
            Speed::Four => 4,
            Speed::Eight => 8,
        }
    }

    /// The next faster one; after the fastest the usual one.
    pub const fn next(self) -> Self {
        match self {
            Speed::Once => Speed::Twice,
            Speed::Twice => Speed::Four,
            Speed::Four => Speed::Eight,
            Speed::Eight => Speed::Once,
        }
    }
}

impl Stride {
    /// Pause between two strides at the usual pace, ms: nineteen months take half a minute by days.
    const fn pace(self) -> f64 {
        match self {
            Stride::Day => 50.0,
            Stride::Month => 900.0,
            Stride::Quarter => 1_500.0,
        }
    }
}

impl Moment {
    /// Plays, or pauses. From today it begins at the first day.
    pub fn play_or_pause(self) {
        if self.playing.get_untracked() {
            self.playing.set(false);
            return;
        }
        if self.is_today_untracked() {
            self.ask(self.first.get_untracked());
        }
        self.playing.set(true);
        self.next_frame(now());
    }

    fn is_today_untracked(self) -> bool {
        self.scene.day.get_untracked() >= self.today.get_untracked()
    }

    fn next_frame(self, last: f64) {
        request_animation_frame(move || {
            if !self.playing.get_untracked() {
                return;
            }
            let stride = self.stride.get_untracked();
            let pause = stride.pace() / f64::from(self.speed.get_untracked().times());
            let time = now();
            // After a pause of the whole page (a hidden tab) it goes on from where it was.
            let strides = ((time - last) / pause).floor().min(30.0);
            if strides < 1.0 {
                return self.next_frame(last);
            }
            let from = self.scene.day.get_untracked();
            let to = self.within(stride.from(from, strides as i32));
            self.show(to);
            if to >= self.today.get_untracked() {
                self.playing.set(false);
            } else {
                self.next_frame(if time - last > 1_000.0 + pause { time } else { last + strides * pause });
            }
        });
    }
}
