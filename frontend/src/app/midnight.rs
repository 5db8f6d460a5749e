//! Today moves on by itself: a page that is left open overnight, as on a wall, shows the new day in the morning.
//!
//! The server's day counts, not that of the device: at midnight, and when a sleeping tab is looked at again, it is
//! asked. A day that the reader chose stays, and so does the camera.

use std::time::Duration;

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::{Day, Stamp};

use crate::config::Config;
use crate::moment::Moment;
use crate::net;

/// After a midnight at which the server had no new day yet, or could not be reached.
const AGAIN: Duration = Duration::from_secs(60);
/// Clocks differ: a little after midnight both have passed it.
const GRACE_MS: f64 = 1_500.0;

/// Follows the server's day for as long as the page is open.
pub fn follow(moment: Moment) {
    let timer = StoredValue::new(None);
    arm(moment, timer, until_midnight());
    let handle = window_event_listener(leptos::ev::visibilitychange, move |_| {
        if !document().hidden() {
            ask(moment, timer);
        }
    });
    on_cleanup(move || handle.remove());
}

type Timer = StoredValue<Option<TimeoutHandle>>;

fn arm(moment: Moment, timer: Timer, wait: Duration) {
    if let Some(before) = timer.try_update_value(Option::take).flatten() {
        before.clear();
    }
    timer.set_value(set_timeout_with_handle(move || ask(moment, timer), wait).ok());
}

fn ask(moment: Moment, timer: Timer) {
    spawn_local(async move {
        let before = moment.today.get_untracked();
        let today = net::json::<Config>("/api/config").await.map_or(before, |config| config.today);
        moment.today_is(today);
        // By the device's own clock a new day may have begun that the server does not know yet.
        let late = today == before && device_day() > today;
        arm(moment, timer, if late { AGAIN } else { until_midnight() });
    });
}

fn now() -> Stamp {
    Stamp::from_micros((js_sys::Date::now() * 1_000.0) as i64)
}

fn device_day() -> Day {
    now().day()
}

fn until_midnight() -> Duration {
    let now = now();
    let left = (Stamp::end_of(now.day()).micros() - now.micros()) as f64 / 1_000.0;
    Duration::from_millis((left + GRACE_MS) as u64)
}
