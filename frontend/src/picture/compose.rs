//! The layout of a picture: title and day above the map, legend, sources and the sample tag below it.

use shared::{Day, Lang, Word};
use web_sys::{CanvasRenderingContext2d, ImageBitmap};

use super::legend::{Group, groups};
use super::pen::{Pen, Side};
use super::take::draw_scale;
use crate::format::date;
use crate::legend::Counts;
use crate::scene::Shown;

/// Height of the band above the map, CSS px.
const TOP: f64 = 46.0;
/// Space at the sides.
const SIDE: f64 = 16.0;
/// Space between columns.
const GAP: f64 = 28.0;
/// Below this width the groups of the legend stand under each other.
const NARROW: f64 = 620.0;

/// What a picture says beside the map.
pub struct Saying {
    /// Language.
    pub lang: Lang,
    /// The day.
    pub day: Day,
    /// "As we knew it on".
    pub known_on: Option<Day>,
    /// The place whose records are counted.
    pub place: String,
    /// The legend's counts.
    pub counts: Counts,
    /// The legend's switches.
    pub shown: Shown,
    /// Review number and sources.
    pub credits: [String; 2],
    /// The scale bar: its length, CSS px, and its words.
    pub scale: Option<(f64, String)>,
}

/// A picture's measures.
pub struct Layout {
    groups: [Group; 3],
    narrow: bool,
    credits: Vec<String>,
    /// Width and height of the map, CSS px.
    map: [f64; 2],
    legend: f64,
}

impl Layout {
    /// Measures with a pen of any canvas.
    pub fn of(pen: &Pen, saying: &Saying, map: [f64; 2]) -> Self {
        let groups = groups(&saying.counts, &saying.shown, saying.lang);
        let narrow = map[0] < NARROW;
        let heights = groups.iter().map(Group::height);
        let legend = if narrow { heights.sum() } else { heights.fold(0.0, f64::max) };
        pen.type_of(11.0, false);
        let room = map[0] - 2.0 * SIDE - if narrow { 0.0 } else { 110.0 };
        let credits = saying.credits.iter().flat_map(|line| pen.lines(line, room)).collect();
        Self { groups, narrow, credits, map, legend }
    }

    /// Width and height of the whole picture, CSS px.
    pub fn size(&self) -> [f64; 2] {
        let lines = self.credits.len() as f64 + if self.narrow { 1.5 } else { 0.0 };
        [self.map[0], TOP + self.map[1] + 16.0 + self.legend + 12.0 + lines * 16.0 + 14.0]
    }

    /// Draws everything; the canvas is already scaled to CSS px.
    pub fn draw(&self, pen: &Pen, saying: &Saying, map: &ImageBitmap) {
        let Saying { lang, .. } = *saying;
        let [width, height] = self.size();
        pen.colours("--paper", "--paper");
        pen.canvas.fill_rect(0.0, 0.0, width, height);
        let [map_width, map_height] = self.map;
        // A bitmap that has just been decoded can always be drawn.
        let _drawn =
            pen.canvas.draw_image_with_image_bitmap_and_dw_and_dh(map, 0.0, TOP, map_width, map_height);
        if let Some((length, words)) = &saying.scale {
            let colours = [pen.token("--halo"), pen.token("--t1")];
            let at = [map_width - SIDE, TOP + map_height - 14.0];
            draw_scale(pen, *length, words, at, colours.each_ref().map(String::as_str));
        }
        self.head(pen, saying);

        let column = if self.narrow { width - 2.0 * SIDE } else { (width - 2.0 * SIDE - 2.0 * GAP) / 3.0 };
        let mut at = [SIDE, TOP + map_height + 16.0];
        for group in &self.groups {
            group.draw(pen, at, column, lang);
            if self.narrow {
                at[1] += group.height();
            } else {
                at[0] += column + GAP;
            }
        }
        self.foot(pen, lang, [width, height]);
    }

    fn head(&self, pen: &Pen, saying: &Saying) {
        let Saying { lang, .. } = *saying;
        let [width, _] = self.map;
        pen.colours("--t1", "--t1");
        pen.type_of(16.0, true);
        let name = Word::AppName.text(lang);
        pen.write(name, SIDE, 30.0, Side::Left);
        let after = SIDE + pen.width(name) + 14.0;
        pen.type_of(20.0, false);
        let day = date(saying.day, lang);
        pen.write(&day, width - SIDE, 31.0, Side::Right);
        let mut right = width - SIDE - pen.width(&day) - 8.0;
        pen.colours("--t2", "--t2");
        pen.type_of(12.0, false);
        let mut label = Word::PictureAsOf.text(lang).to_owned();
        if let Some(known) = saying.known_on {
            label = format!("{} {label}", Word::PictureKnown.with(lang, &[("day", &date(known, lang))]));
        }
        if right - pen.width(&label) > after {
            pen.write(&label, right, 30.0, Side::Right);
            right -= pen.width(&label) + 12.0;
        }
        pen.type_of(13.0, false);
        if after + pen.width(&saying.place) < right {
            pen.write(&saying.place, after, 30.0, Side::Left);
        }
    }

    fn foot(&self, pen: &Pen, lang: Lang, [width, height]: [f64; 2]) {
        pen.type_of(11.0, false);
        pen.colours("--t3", "--t3");
        let first = height - 14.0 - (self.credits.len() as f64 - 1.0) * 16.0;
        for (line, at) in self.credits.iter().zip(0..) {
            pen.write(line, SIDE, first + f64::from(at) * 16.0, Side::Left);
        }
        let tag = Word::SampleData.text(lang);
        let wide = pen.width(tag) + 12.0;
        let (left, top) =
            if self.narrow { (SIDE, first - 36.0) } else { (width - SIDE - wide, height - 30.0) };
        pen.colours("--t2", "--hair-2");
        pen.canvas.set_line_width(1.0);
        pen.canvas.stroke_rect(left + 0.5, top + 0.5, wide - 1.0, 18.0);
        pen.write(tag, left + 6.0, top + 13.5, Side::Left);
    }
}

/// A drawing context of a canvas.
pub fn context(canvas: &web_sys::HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    use wasm_bindgen::JsCast;
    canvas.get_context("2d").ok()??.dyn_into().ok()
}
