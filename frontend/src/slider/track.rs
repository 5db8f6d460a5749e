//! The history as bars of facts per month, the chosen figure's curve over them, and the handle.
//!
//! The drawing is made in its own pixels, so that bars, type and handle keep their sizes at every width.

use crate::number::fixed;
use crate::prelude::*;
use shared::tally;
use shared::{Day, Word};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::keys::on_slider;
use crate::charts::{Frame, line};
use crate::feed::Feed;
use crate::figures::{colour_of, curve_of, value_of};
use crate::format;
use crate::moment::Moment;
use crate::scene::Scene;

mod bars;
mod label;

use bars::Bars;
use label::figure_label;

/// Room at either side, so that the handle is never cut.
const SIDE: f64 = 16.0;
/// Top of curve and bars, bottom of the bars, in px of the drawing.
const TOP: f64 = 22.0;
const FLOOR: f64 = 72.0;

/// The slider.
#[component]
pub fn Track() -> impl IntoView {
    let (scene, feed, moment) = (Scene::here(), Feed::here(), Moment::here());
    let element = NodeRef::<web_sys::HtmlElement>::new();
    let width = RwSignal::new(760.0);
    follow_width(element, width);

    let span = Memo::new(move || (moment.first.get(), moment.today.get().max(moment.first.get().plus(1))));
    let frame = Memo::new(move || {
        let (from, to) = span.get();
        Frame { from, to, top: 1.0, width: (width.get() - 2.0 * SIDE).max(80.0), height: FLOOR - TOP }
    });
    let curve = curve_of(scene.figure.into());
    let frame_of_curve = Memo::new(move || {
        let top = curve.with(|c| c.iter().map(|(_, v)| *v).fold(0.0, f64::max));
        Frame { top: top * 1.12, ..frame.get() }
    });
    let months = Memo::new(move || feed.world.with(tally::months));
    let x = Memo::new(move || SIDE + frame.get().x(moment.day()));

    let day_at = move |event: &PointerEvent| -> Option<Day> {
        let rect = element.get_untracked()?.get_bounding_client_rect();
        let frame = frame.get_untracked();
        // The drawing is scaled as a whole on walls.
        let scale = rect.width() / (frame.width + 2.0 * SIDE);
        let share = ((f64::from(event.client_x()) - rect.left()) / scale - SIDE) / frame.width;
        Some(frame.from.plus((share * f64::from(frame.to.since(frame.from))).round() as i32))
    };
    let drag = move |event: PointerEvent| {
        if let Some(day) = day_at(&event) {
            moment.playing.set(false);
            moment.ask(day);
        }
    };
    let grab = move |event: PointerEvent| {
        if event.button() == 0 {
            if let Some(target) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) {
                let _ = target.set_pointer_capture(event.pointer_id());
            }
            drag(event);
        }
    };
    // Between the curve's points the day's own value counts: the number beside the handle is that of the strip.
    let value = value_of(scene.figure.into());
    let past = move || {
        let (frame, day) = (frame_of_curve.get(), moment.day());
        curve.with(|curve| {
            let path = line(curve, &frame, frame.from, day);
            match value.get() {
                Some(value) if !path.is_empty() => {
                    format!("{path}L{} {}", fixed(frame.x(day), 1), fixed(frame.y(value), 1))
                }
                _ => path,
            }
        })
    };
    let later = move || {
        let (frame, day) = (frame_of_curve.get(), moment.day());
        curve.with(|curve| {
            let path = line(curve, &frame, day, frame.to);
            match value.get() {
                Some(value) if !path.is_empty() => {
                    format!(
                        "M{} {}L{}",
                        fixed(frame.x(day), 1),
                        fixed(frame.y(value), 1),
                        path.trim_start_matches('M')
                    )
                }
                _ => path,
            }
        })
    };
    let colour = move || colour_of(scene.figure.get());
    let spoken = move || {
        let (lang, day) = (scene.lang.get(), moment.day());
        format!("{}, {}", format::date(day, lang), format::weekday(day, lang))
    };
    view! {
        <div
            node_ref=element
            class="track tight"
            id="slider"
            role="slider"
            tabindex="0"
            aria-label=move || scene.say(Word::TimeSlider)
            aria-valuemin=move || span.get().0.number()
            aria-valuemax=move || span.get().1.number()
            aria-valuenow=move || moment.day().number()
            aria-valuetext=spoken
            data-day=move || moment.day().to_string()
            data-step-ms=move || fixed(moment.step_ms.get(), 3)
            on:pointerdown=grab
            on:pointermove=move |event| if event.buttons() & 1 == 1 { drag(event) }
            on:keydown=move |event| on_slider(moment, &event)
        >
            <svg class="history" viewBox=move || format!("0 0 {} 96", fixed(frame.get().width + 2.0 * SIDE, 0)) preserveAspectRatio="none" aria-hidden="true">
                <g transform=format!("translate({} {})", fixed(SIDE, 0), fixed(TOP, 0))>
                    <Bars months frame x />
                    <path d=later fill="none" stroke=colour stroke-width="1.3" stroke-dasharray="4 3" />
                    <path d=past fill="none" stroke=colour stroke-width="1.8" />
                </g>
                <line x1=SIDE y1=FLOOR x2=x y2=FLOOR stroke="var(--accent)" stroke-width="3" />
                <line x1=x y1="6" x2=x y2=FLOOR stroke="var(--accent)" stroke-width="1.6" />
                <circle class="handle" cx=x cy=FLOOR r="7" fill="var(--accent)" stroke="var(--paper)" stroke-width="2" />
                {figure_label(scene, curve, value, frame_of_curve, x, SIDE)}
            </svg>
        </div>
    }
}

/// Keeps the drawing's width that of its element, in px before scaling.
fn follow_width(element: NodeRef<web_sys::HtmlElement>, width: RwSignal<f64>) {
    let measure = move || {
        let Some(element) = element.get_untracked() else { return };
        let rect = element.get_bounding_client_rect();
        // The drawing is 96 high, whatever its element is.
        let scale = if rect.height() > 0.0 { rect.height() / 96.0 } else { 1.0 };
        let wide = (rect.width() / scale).round();
        if wide > 0.0 && (wide - width.get_untracked()).abs() > 0.5 {
            width.set(wide);
        }
    };
    Effect::new(move |_| {
        if element.get().is_some() {
            request_animation_frame(measure);
        }
    });
    let scene = Scene::here();
    Effect::new(move |_| {
        scene.theme.track();
        scene.opened.track();
        request_animation_frame(measure);
    });
    let handle = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || handle.remove());
}
