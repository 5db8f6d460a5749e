//! The flows of the front, drawn over the map: one band per province, stacked by how far its targets have been won.

use crate::prelude::*;
use shared::RegionCode;
use shared::chart::{Bucket, Flow};

use super::state::{State, toggle};
use super::{say, sums};
use crate::ground::Ground;

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

/// The drawing over the map.
#[component]
pub fn Flows() -> impl IntoView {
    let state = State::here();
    let (scene, ground) = (state.scene, Ground::here());
    let flows = state.flows;
    let invited = Memo::new(move || state.with(|chart| chart.invited.len()).unwrap_or(0));
    move || {
        scene.moves.track();
        scene.camera.get();
        ground.standing.get();
        let map = ground.map()?;
        let [width, height] = map.size();
        let lang = scene.lang.get();
        let scale = if width > 900.0 { width / 460.0 } else { 1.0 };
        let px = |[lon, lat]: [f64; 2]| map.pixel_of(lon, lat);
        let mut bands = Bands { scale, home: px(HOME), lang, state, ..Bands::new(&flows.get(), scale) };
        let views: Vec<View> =
            flows.get().iter().filter_map(|flow| Some(bands.band(*flow, px(seat(flow.home)?)))).collect();
        let total = bands.height;
        let [x, y] = bands.home;
        let back =
            (invited.get() > 0).then(|| returning(px(ABROAD), [x, y], total, invited.get(), scale, lang));
        let name = state.world(|world| crate::header::region_name(world, scene.scope.get().region, lang));
        Some(view! {
            <svg class="flows" width=width height=height viewBox=format!("0 0 {} {}", width as u32, height as u32) aria-hidden="true" class:moving=move || state.flowing.get()>
                {views}
                {back}
                <rect x=x - 5.0 * scale y=y - total / 2.0 width=5.0 * scale height=total fill="var(--edge)" />
                <text class="flow-name home" x=x - 10.0 * scale y=y - total / 2.0 - 6.0 * scale text-anchor="middle">{name}</text>
            </svg>
        })
    }
}

/// The bands, stacked at home from top to bottom.
struct Bands {
    scale: f64,
    home: [f64; 2],
    lang: shared::Lang,
    state: State,
    /// Px per target.
    width: f64,
    /// Height of all bands.
    height: f64,
    /// How far they are stacked.
    at: f64,
}

impl Bands {
    fn new(flows: &[Flow], scale: f64) -> Self {
        let all: u32 = flows.iter().filter(|flow| seat(flow.home).is_some()).map(Flow::total).sum();
        let height = TALLEST * scale;
        Self {
            scale,
            home: [0.0; 2],
            lang: shared::Lang::Zh,
            state: State::here(),
            width: height / f64::from(all.max(1)),
            height: if all == 0 { 0.0 } else { height },
            at: 0.0,
        }
    }

    fn band(&mut self, flow: Flow, [x, y]: [f64; 2]) -> View {
        let [home_x, home_y] = self.home;
        let whole = f64::from(flow.total()) * self.width;
        let top = home_y - self.height / 2.0 + self.at;
        self.at += whole;
        let mut off = 0.0;
        let mut paths = Vec::new();
        for (bucket, fill) in Bucket::ALL.into_iter().zip(FILLS) {
            let count = flow.targets.get(bucket as usize).copied().unwrap_or(0);
            let width = f64::from(count) * self.width;
            if width <= 0.0 {
                continue;
            }
            let from = [home_x, top + off + width / 2.0];
            let to = [x, y - whole / 2.0 + off + width / 2.0];
            off += width;
            let curve = curve(from, to);
            paths.push(view! {
                <path class="flow" d=curve.clone() stroke=fill stroke-width=width.max(0.6) fill="none" />
            });
        }
        let middle = curve([home_x, top + whole / 2.0], [x, y]);
        paths.push(view! { <path class="flow-dots" d=middle fill="none" stroke="var(--paper)" /> });
        let state = self.state;
        let name = state.world(|world| say::province(world, flow.home, self.lang));
        let choose = move |_| state.choose(|s| toggle(&mut s.home, flow.home));
        let is_other = move || state.selection().home.is_some_and(|chosen| chosen != flow.home);
        let s = self.scale;
        view! {
            <g class="flow-group" class:other=is_other on:click=choose>
                {paths}
                <rect x=x y=y - whole.max(4.0) / 2.0 width=2.5 * s height=whole.max(4.0) fill="var(--edge)" />
                <text class="flow-name" x=x + 7.0 * s y=y + 4.0 * s><tspan class="strong">{name}</tspan>" "<tspan>{flow.total().to_string()}</tspan></text>
            </g>
        }
    }
}

/// A calm curve from home to a province.
fn curve([x0, y0]: [f64; 2], [x1, y1]: [f64; 2]) -> String {
    let middle = (x0 + x1) / 2.0;
    sums::path(&[("M", &[x0, y0]), ("C", &[middle, y0, middle, y1, x1, y1])])
}

/// Enterprises invited to return: dashed, counted apart.
fn returning(
    [x, y]: [f64; 2],
    [home_x, home_y]: [f64; 2],
    height: f64,
    count: usize,
    scale: f64,
    lang: shared::Lang,
) -> View {
    let end = home_y + height / 2.0 + 2.0;
    let path = sums::path(&[
        ("M", &[x, y]),
        ("C", &[x - 14.0 * scale, (y + end) / 2.0, x, end, home_x - 3.0 * scale, end]),
    ]);
    let words = shared::Word::FrontReturning.with(lang, &[("n", &count.to_string())]);
    view! {
        <path class="flow-back" d=path fill="none" stroke="var(--p6)" stroke-width=2.0 * scale />
        <circle cx=x cy=y r=3.5 * scale fill="var(--p6)" />
        <text class="flow-name" x=x + 8.0 * scale y=y + 4.0 * scale>{words}</text>
    }
}
