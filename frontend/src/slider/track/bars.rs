//! Facts per month as bars, past and later apart, with the months' names under them.

use crate::number::fixed;
use crate::prelude::*;
use shared::Day;

use super::{FLOOR, SIDE, TOP};
use crate::charts::Frame;
use crate::format::month_name;
use crate::scene::Scene;

/// The bars. What has passed is drawn once more over the rest, cut off at the handle.
#[component]
pub fn Bars(months: Memo<Vec<(Day, u32)>>, frame: Memo<Frame>, x: Memo<f64>) -> impl IntoView {
    let scene = Scene::here();
    let height = FLOOR - TOP;
    let path = Memo::new(move || {
        let frame = frame.get();
        months.with(|months| {
            let most = months.iter().map(|(_, n)| *n).max().unwrap_or(1).max(1);
            let (mut path, floor) = (String::new(), fixed(height, 1));
            for (month, n) in months {
                let from = frame.x((*month).max(frame.from)).max(0.0);
                let to = frame.x(month.plus_months(1).min(frame.to.plus(1))).min(frame.width);
                // A square root lets a month of 12 facts stand beside one of 600.
                let tall = (f64::from(*n) / f64::from(most)).sqrt() * (height - 8.0);
                if to - from > 2.0 {
                    path.push_str(&format!(
                        "M{} {floor}V{}H{}V{floor}Z",
                        fixed(from + 1.0, 1),
                        fixed(height - tall, 1),
                        fixed(to - 1.0, 1)
                    ));
                }
            }
            path
        })
    });
    let names = move || {
        let (frame, lang) = (frame.get(), scene.lang.get());
        let months = months.get();
        let month_width = frame.width / months.len().max(1) as f64;
        let every = if month_width > 34.0 {
            1
        } else if month_width > 12.0 {
            3
        } else {
            12
        };
        let labels = months.into_iter().filter_map(|(month, _)| {
            let (year, number, _) = month.ymd();
            let begins_year = number == 1;
            if !begins_year && !(number - 1).is_multiple_of(every) {
                return None;
            }
            let from = frame.x(month.max(frame.from));
            let to = frame.x(month.plus_months(1)).min(frame.width);
            if to - from < 6.0 && !begins_year {
                return None;
            }
            let text = if begins_year { year.to_string() } else { month_name(number, lang).to_owned() };
            Some(view! {
                <text x=(from + to) / 2.0 y=height + 17.0 class="month" class:year=begins_year text-anchor="middle">{text}</text>
            })
        });
        labels.collect::<Vec<_>>()
    };
    view! {
        <clipPath id="past"><rect x="-20" y="-30" width=move || (x.get() - SIDE + 20.0).max(0.0) height="200" /></clipPath>
        <path d=path fill="var(--p1)" />
        <path d=path fill="var(--p3)" clip-path="url(#past)" />
        <line x1="0" y1=height x2=move || frame.get().width y2=height stroke="var(--hair-2)" />
        {names}
    }
}
