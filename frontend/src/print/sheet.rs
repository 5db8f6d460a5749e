//! The sheet: name and day, figures, the map, the legend with its numbers, the chosen record, sources. It is in the
//! page only while something is printed.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::Word;
use shared::tally::{self, FigureName};
use web_sys::HtmlCanvasElement;

use super::ground::Paper;
use crate::figures::value_parts;
use crate::format::date;
use crate::header::{Logo, scope_name};
use crate::legend::Legend;
use crate::parts;
use crate::picture::later;
use crate::scene::{Opened, Page};
use crate::stage::credit_lines;

const FIGURES: [FigureName; 6] = [
    FigureName::TextileEnterprises,
    FigureName::IdleFloorArea,
    FigureName::LeasedFloorArea,
    FigureName::LandingRate,
    FigureName::FastestLandingDays,
    FigureName::TargetEnterprises,
];

/// What lies on the sheet: the map, where there is one.
pub type Picture = Option<HtmlCanvasElement>;

/// Makes a sheet when printing is asked for, by the page or by the browser.
#[component]
pub fn PrintSheet() -> impl IntoView {
    let paper = Paper::here();
    let scene = paper.scene;
    let sheet = RwSignal::new(None::<Picture>);
    // The battle chart is a sheet by itself.
    let is_chart = move || matches!(scene.page.get_untracked(), Page::Chart(_));
    Effect::new(move |_| {
        if scene.printing.get() && is_chart() {
            scene.printing.set(false);
            // Refused only where there is no printing at all.
            let _ = window().print();
        } else if scene.printing.get() {
            spawn_local(prepare(paper, sheet));
        }
    });
    let handles = [
        window_event_listener(leptos::ev::beforeprint, move |_| {
            if sheet.with_untracked(Option::is_none) && !is_chart() {
                sheet.set(Some(paper.copy()));
            }
        }),
        window_event_listener(leptos::ev::afterprint, move |_| sheet.set(None)),
        window_event_listener(leptos::ev::keydown, move |event| {
            let is_print = event.key().eq_ignore_ascii_case("p") && (event.ctrl_key() || event.meta_key());
            if is_print && !event.shift_key() && !event.alt_key() {
                event.prevent_default();
                scene.printing.set(true);
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    move || sheet.get().map(|picture| view! { <Sheet paper picture /> })
}

/// Draws the map for the paper, then opens the browser's dialogue.
async fn prepare(paper: Paper, sheet: RwSignal<Option<Picture>>) {
    let scene = paper.scene;
    let working = Word::PrintWorking.text(scene.lang.get_untracked()).to_owned();
    scene.notice.set(Some(working.clone()));
    later(60).await;
    let picture = parts::paper_map(paper).await;
    scene.notice.update(|notice| {
        if notice.as_deref() == Some(&working) {
            *notice = None;
        }
    });
    sheet.set(Some(picture));
    later(60).await;
    if window().print().is_err() {
        leptos::logging::warn!("this browser does not print");
    }
    scene.printing.set(false);
}

#[component]
fn Sheet(paper: Paper, picture: Picture) -> impl IntoView {
    let Paper { scene, record, config, .. } = paper;
    let (lang, day, scope) =
        (scene.lang.get_untracked(), scene.day.get_untracked(), scene.scope.get_untracked());
    let known = scene.known_on.get_untracked();
    let known = known.map(|on| format!(" {}", Word::PictureKnown.with(lang, &[("day", &date(on, lang))])));
    let place = record.with_untracked(|world| scope_name(world, scope, lang));
    let day_words = date(day, lang);
    let figures = record.with_untracked(|world| {
        let atlas = world.atlas(day);
        let here = tally::Scope::of(scope.region);
        let figure = |name: FigureName| {
            let figure = untrack(|| record.census(|census| tally::figure(&atlas, census, here, name)));
            let value = value_parts(&figure, lang);
            let year =
                if name == FigureName::LandingRate { format!(" {}", figure.window) } else { String::new() };
            view! {
                <div>
                    <dt>{name.word().text(lang)}{year}</dt>
                    <dd>{value.number}" "<span class="unit">{value.unit}</span></dd>
                </div>
            }
        };
        FIGURES.into_iter().map(figure).collect::<Vec<_>>()
    });
    let map = Word::PrintMap.with(lang, &[("place", &place), ("day", &day_words)]);
    let frame = NodeRef::<web_sys::HtmlElement>::new();
    let has_map = picture.is_some();
    let picture = StoredValue::new(picture);
    Effect::new(move |_| {
        if let (Some(frame), Some(picture)) = (frame.get(), picture.get_value()) {
            // A new canvas can always be put into the figure.
            let _put = frame.append_child(&picture);
        }
    });
    let is_record = scene.opened.with_untracked(|opened| matches!(opened, Some(Opened::Record(_))));
    let [review, sources] = config.with_value(|config| credit_lines(config, lang));
    let address = window().location().href().unwrap_or_default();
    view! {
        <article class="paper" class:with-record=is_record aria-label=Word::PrintLabel.text(lang)>
            <header class="paper-head">
                <Logo />
                <b>{Word::AppName.text(lang)}</b>
                <span class="soft">{place}</span>
                <span class="paper-day"><span class="soft">{Word::PictureAsOf.text(lang)}{known}</span>" "<b>{day_words}</b></span>
            </header>
            <dl class="paper-figures">{figures}</dl>
            <figure class="paper-map" role="img" aria-label=map node_ref=frame>
                {(!has_map).then(|| view! { <p class="quiet">{Word::PrintNoMap.text(lang)}</p> })}
            </figure>
            <div class="paper-legend"><Legend /></div>
            {is_record.then(|| view! { <section class="paper-record">{parts::PANEL.view()}</section> })}
            <footer class="paper-foot">
                <span class="tag">{Word::SampleData.text(lang)}</span>
                <p>{review}<br />{sources}</p>
                <p class="paper-address">{address}</p>
            </footer>
        </article>
    }
}
