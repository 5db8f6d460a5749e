//! The chosen day in large figures, which is also where a day is typed.

use crate::prelude::*;
use shared::{Day, Word};

use crate::format;
use crate::moment::Moment;
use crate::scene::Scene;

/// The day; a click turns it into a field.
#[component]
pub fn DateLine() -> impl IntoView {
    let (scene, moment) = (Scene::here(), Moment::here());
    let typing = RwSignal::new(false);
    let field = NodeRef::<web_sys::HtmlInputElement>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let take = move |text: String| {
        typing.set(false);
        match read(&text) {
            Some(day) => {
                moment.playing.set(false);
                let shown = moment.within(day);
                if shown != day {
                    let words = Word::NoticeOutsideHistory.with(
                        scene.lang.get_untracked(),
                        &[("day", &format::date(shown, scene.lang.get_untracked()))],
                    );
                    scene.notice.set(Some(words));
                }
                moment.ask(day);
            }
            None if text.trim().is_empty() => {}
            None => {
                let words = Word::NoticeNotADay.with(scene.lang.get_untracked(), &[("text", text.trim())]);
                scene.notice.set(Some(words));
            }
        }
    };
    let line = move || {
        let (lang, day) = (scene.lang.get(), scene.day.get());
        view! {
            <button
                type="button"
                class="day tight"
                title=Word::TimeType.with(lang, &[("day", &format::date(day, lang))])
                on:click=move |_| typing.set(true)
            >
                <time datetime=day.to_string()>{format::date(day, lang)}</time>
                <span class="weekday">{format::weekday(day, lang)}</span>
            </button>
        }
    };
    let input = move || {
        view! {
            <input
                node_ref=field
                class="day-field"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                maxlength="10"
                aria-label=move || scene.say(Word::TimeField)
                prop:value=scene.day.get_untracked().to_string()
                on:blur=move |_| typing.set(false)
                on:keydown=move |event| {
                    match event.key().as_str() {
                        "Enter" => take(event_target_value(&event)),
                        "Escape" => typing.set(false),
                        _ => return,
                    }
                    // The date that takes the field's place, and its focus, would be pressed by the same key.
                    event.prevent_default();
                }
            />
        }
    };
    view! {
        <p class="date">
            {move || if typing.get() { input().into_any() } else { line().into_any() }}
        </p>
    }
}

/// Reads 2023-06-15, 2023.6.15, 2023/6/15, 20230615, also a month 2023-06 (its last day).
pub fn read(text: &str) -> Option<Day> {
    let parts: Vec<&str> =
        text.trim().split(['-', '/', '.', ' ', '年', '月', '日']).filter(|p| !p.is_empty()).collect();
    let number = |part: &str| part.parse::<u32>().ok();
    match parts.as_slice() {
        [year, month, day] => Day::from_ymd(number(year)? as i32, number(month)?, number(day)?),
        [year, month] => {
            Some(Day::from_ymd(number(year)? as i32, number(month)?, 1)?.plus_months(1).plus(-1))
        }
        [all] if all.len() == 8 && all.is_ascii() => {
            let (year, rest) = all.split_at(4);
            let (month, day) = rest.split_at(2);
            Day::from_ymd(number(year)? as i32, number(month)?, number(day)?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        let day = "2023-06-15".parse().ok();
        for text in ["2023-06-15", "2023/6/15", " 2023.6.15 ", "20230615", "2023年6月15日"] {
            assert_eq!(read(text), day, "{text}");
        }
        assert_eq!(read("2024-02"), "2024-02-29".parse().ok());
        for text in ["", "15", "2023-13-01", "tomorrow", "2023-02-30"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
