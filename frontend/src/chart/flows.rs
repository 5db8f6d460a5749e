//! The flows of the front, drawn over the map: one band per province, stacked by how far its targets have been won.

use crate::prelude::*;
use shared::chart::{Bucket, Flow};
use shared::{Lang, RegionCode, Word};

use super::state::{State, toggle};
use super::{say, sums};
use crate::ground::Ground;
use crate::number::fixed;

/// Where the provinces' flows begin: the seats of their governments, degrees to a tenth.
const SEATS: [(u32, f64, f64); 31] = [
    (110_000, 116.4, 39.9),
    (120_000, 117.2, 39.1),
    (130_000, 114.5, 38.0),
    (140_000, 112.5, 37.9),
    (150_000, 111.7, 40.8),
    (210_000, 123.4, 41.8),
    (220_000, 125.3, 43.9),
    (230_000, 126.6, 45.8),
    (310_000, 121.5, 31.2),
    (320_000, 118.8, 32.1),
    (330_000, 120.2, 30.2),
    (340_000, 117.3, 31.9),
    (350_000, 119.3, 26.1),
    (360_000, 115.9, 28.7),
    (370_000, 117.0, 36.7),
    (410_000, 113.6, 34.8),
    (420_000, 114.3, 30.6),
    (430_000, 113.0, 28.2),
    (440_000, 113.3, 23.1),
    (450_000, 108.3, 22.8),
    (460_000, 110.3, 20.0),
    (500_000, 106.5, 29.6),
    (510_000, 104.1, 30.7),
    (520_000, 106.7, 26.6),
    (530_000, 102.7, 25.0),
    (540_000, 91.1, 29.7),
    (610_000, 108.9, 34.3),
    (620_000, 103.8, 36.1),
    (630_000, 101.8, 36.6),
    (640_000, 106.3, 38.5),
    (650_000, 87.6, 43.8),
];
/// Where they end: the middle of the home prefecture.
const HOME: [f64; 2] = [98.3, 24.6];
/// Where enterprises that return come from: south-west of the ports, without a place of their own.
const ABROAD: [f64; 2] = [97.0, 22.2];
/// The tallest bar at home, px of a laptop.
const TALLEST: f64 = 64.0;
const FILLS: [&str; 4] = ["var(--p2)", "var(--p3)", "var(--p4)", "var(--p6)"];

/// Where a province's flow begins.
fn seat(home: RegionCode) -> Option<[f64; 2]> {
    SEATS.iter().find(|(code, ..)| *code == home.number()).map(|(_, lon, lat)| [*lon, *lat])
}

/// A band as it is drawn.
#[derive(Clone, PartialEq)]
struct Band {
    flow: Flow,
    /// Where it begins, px.
    at: [f64; 2],
    /// Its height, px.
    whole: f64,
    /// Its parts by bucket: the curve and its width; no curve where nobody is in it.
    parts: [(String, f64); Bucket::ALL.len()],
    /// The curve along its middle.
    middle: String,
}

/// What is drawn.
#[derive(Clone, PartialEq)]
struct Drawing {
    scale: f64,
    size: [f64; 2],
    home: [f64; 2],
    /// Height of all bands at home.
    height: f64,
    bands: Vec<Band>,
    /// Where enterprises that return come from, and how many.
    abroad: Option<([f64; 2], usize)>,
}

/// The drawing over the map. Its bands stay; where they lie follows the map and the flows.
#[component]
pub fn Flows() -> impl IntoView {
    let state = State::here();
    let (scene, ground) = (state.scene, Ground::here());
    let invited = Memo::new(move || state.with(|chart| chart.invited.len()).unwrap_or(0));
    let drawing = Memo::new(move || {
        scene.moves.track();
        scene.camera.get();
        ground.standing.get();
        let map = ground.map()?;
        let size = map.size();
        let px = |[lon, lat]: [f64; 2]| map.pixel_of(lon, lat);
        let invited = invited.get();
        state.flows.with(|flows| {
            let abroad = (invited > 0).then(|| (px(ABROAD), invited));
            Some(Drawing::of(flows, size, px(HOME), abroad, px))
        })
    });
    let count =
        Memo::new(move || drawing.with(|drawing| drawing.as_ref().map(|drawing| drawing.bands.len())));
    let look = Memo::new(move || {
        drawing
            .with(|drawing| drawing.as_ref().map(|drawing| Drawing { bands: Vec::new(), ..drawing.clone() }))
    });
    move || {
        let lang = scene.lang.get();
        let bands: Vec<View> = (0..count.get()?)
            .map(|at| {
                let band =
                    Memo::new(move || drawing.with(|drawing| drawing.as_ref()?.bands.get(at).cloned()));
                group(state, band, look, lang)
            })
            .collect();
        let of = move |tell: fn(&Drawing) -> f64| look.with(|look| look.as_ref().map_or(0.0, tell));
        let back = move || look.with(|look| look.as_ref().and_then(|look| returning(look, lang)));
        let name =
            move || state.world(|world| crate::header::region_name(world, scene.scope.get().region, lang));
        let frame = move || format!("0 0 {} {}", of(|d| d.size[0]) as u32, of(|d| d.size[1]) as u32);
        Some(view! {
            <svg class="flows" width=move || of(|d| d.size[0]) height=move || of(|d| d.size[1]) viewBox=frame aria-hidden="true" class:moving=move || state.flowing.get()>
                {bands}
                {back}
                <rect x=move || of(|d| d.home[0] - 5.0 * d.scale) y=move || of(|d| d.home[1] - d.height / 2.0) width=move || of(|d| 5.0 * d.scale) height=move || of(|d| d.height) fill="var(--edge)" />
                <text class="flow-name home" x=move || of(|d| d.home[0] - 10.0 * d.scale) y=move || of(|d| d.home[1] - d.height / 2.0 - 6.0 * d.scale) text-anchor="middle">{name}</text>
            </svg>
        })
    }
}

impl Drawing {
    fn of(
        flows: &[Flow],
        size: [f64; 2],
        home: [f64; 2],
        abroad: Option<([f64; 2], usize)>,
        px: impl Fn([f64; 2]) -> [f64; 2],
    ) -> Self {
        let scale = if size[0] > 900.0 { size[0] / 460.0 } else { 1.0 };
        let drawn = || flows.iter().filter_map(|flow| Some((*flow, seat(flow.home)?)));
        let all: u32 = drawn().map(|(flow, _)| flow.total()).sum();
        let height = if all == 0 { 0.0 } else { TALLEST * scale };
        // Px per target; bands are stacked at home from top to bottom.
        let width = height / f64::from(all.max(1));
        let mut top = home[1] - height / 2.0;
        let bands = drawn().map(|(flow, seat)| {
            let band = Band::of(flow, px(seat), [home[0], top], width);
            top += band.whole;
            band
        });
        Self { scale, size, home, height, bands: bands.collect(), abroad }
    }
}

impl Band {
    fn of(flow: Flow, [x, y]: [f64; 2], [home_x, top]: [f64; 2], width: f64) -> Self {
        let whole = f64::from(flow.total()) * width;
        let mut off = 0.0;
        let parts = flow.targets.map(|count| {
            let width = f64::from(count) * width;
            let middle = off + width / 2.0;
            off += width;
            let curve = (width > 0.0).then(|| curve([home_x, top + middle], [x, y - whole / 2.0 + middle]));
            (curve.unwrap_or_default(), width.max(0.6))
        });
        let middle = curve([home_x, top + whole / 2.0], [x, y]);
        Self { flow, at: [x, y], whole, parts, middle }
    }
}

/// A band: its parts, what flows along it, its province and how many.
fn group(state: State, band: Memo<Option<Band>>, look: Memo<Option<Drawing>>, lang: Lang) -> View {
    let of = move |tell: fn(&Band, f64) -> f64| {
        let scale = look.with(|look| look.as_ref().map_or(1.0, |look| look.scale));
        band.with(|band| band.as_ref().map_or(0.0, |band| tell(band, scale)))
    };
    let home = move || band.with(|band| band.as_ref().map(|band| band.flow.home));
    let parts = FILLS.into_iter().enumerate().map(|(at, fill)| {
        let part = move |tell: fn(&(String, f64)) -> String| {
            band.with(|band| band.as_ref().and_then(|band| band.parts.get(at).map(tell)).unwrap_or_default())
        };
        let (curve, width) = (move || part(|part| part.0.clone()), move || part(|part| fixed(part.1, 2)));
        view! { <path class="flow" d=curve stroke=fill stroke-width=width fill="none" /> }
    });
    let middle = move || band.with(|band| band.as_ref().map_or_else(String::new, |band| band.middle.clone()));
    let choose = move |_| {
        if let Some(home) = untrack(home) {
            state.choose(|s| toggle(&mut s.home, home));
        }
    };
    let is_other = move || state.selection().home.is_some_and(|chosen| Some(chosen) != home());
    let name =
        move || home().map_or_else(String::new, |home| state.world(|world| say::province(world, home, lang)));
    let total = move || band.with(|band| band.as_ref().map_or(0, |band| band.flow.total()));
    view! {
        <g class="flow-group" class:other=is_other on:click=choose>
            {parts.collect::<Vec<_>>()}
            <path class="flow-dots" d=middle fill="none" stroke="var(--paper)" />
            <rect x=move || of(|b, _| b.at[0]) y=move || of(|b, _| b.at[1] - b.whole.max(4.0) / 2.0) width=move || of(|_, s| 2.5 * s) height=move || of(|b, _| b.whole.max(4.0)) fill="var(--edge)" />
            <text class="flow-name" x=move || of(|b, s| b.at[0] + 7.0 * s) y=move || of(|b, s| b.at[1] + 4.0 * s)><tspan class="strong">{name}</tspan>" "<tspan>{total}</tspan></text>
        </g>
    }
}

/// A calm curve from home to a province.
fn curve([x0, y0]: [f64; 2], [x1, y1]: [f64; 2]) -> String {
    let middle = (x0 + x1) / 2.0;
    sums::path(&[("M", &[x0, y0]), ("C", &[middle, y0, middle, y1, x1, y1])])
}

/// Enterprises invited to return: dashed, counted apart.
fn returning(drawing: &Drawing, lang: Lang) -> Option<View> {
    let ([x, y], count) = drawing.abroad?;
    let ([home_x, home_y], scale) = (drawing.home, drawing.scale);
    let end = home_y + drawing.height / 2.0 + 2.0;
    let path = sums::path(&[
        ("M", &[x, y]),
        ("C", &[x - 14.0 * scale, (y + end) / 2.0, x, end, home_x - 3.0 * scale, end]),
    ]);
    let words = Word::FrontReturning.with(lang, &[("n", &count.to_string())]);
    Some(view! {
        <path class="flow-back" d=path fill="none" stroke="var(--p6)" stroke-width=2.0 * scale />
        <circle cx=x cy=y r=3.5 * scale fill="var(--p6)" />
        <text class="flow-name" x=x + 8.0 * scale y=y + 4.0 * scale>{words}</text>
    })
}
