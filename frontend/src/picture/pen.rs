//! Words and signs on a canvas, in the colours and the type of the page: what the style sheet says counts here too.

use std::f64::consts::{PI, TAU};

use leptos::prelude::{document, window};
use shared::entity::{ProjectStage, UnitStatus};
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, Path2d};

use crate::signs::within;

/// A canvas and the style of the page.
pub struct Pen {
    /// The canvas, measured in CSS px whatever its size.
    pub canvas: CanvasRenderingContext2d,
    style: Option<CssStyleDeclaration>,
    fonts: String,
}

/// Where a text hangs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// At its left end.
    Left,
    /// At its right end.
    Right,
}

impl Pen {
    /// Takes up a canvas.
    pub fn new(canvas: CanvasRenderingContext2d) -> Self {
        let root = document().document_element();
        let style = root.and_then(|root| window().get_computed_style(&root).ok()?);
        let mut pen = Self { canvas, style, fonts: String::new() };
        pen.fonts = pen.token("--sans");
        pen
    }

    /// A token of the style sheet.
    pub fn token(&self, name: &str) -> String {
        let value = self.style.as_ref().and_then(|style| style.get_property_value(name).ok());
        value.map_or_else(String::new, |value| value.trim().to_owned())
    }

    /// What is painted next is filled and drawn in these tokens.
    pub fn colours(&self, fill: &str, stroke: &str) {
        self.canvas.set_fill_style_str(&self.token(fill));
        self.canvas.set_stroke_style_str(&self.token(stroke));
    }

    /// Sets size (CSS px) and weight of words.
    pub fn type_of(&self, size: f64, bold: bool) {
        let weight = if bold { 700 } else { 400 };
        self.canvas.set_font(&format!("{weight} {}px {}", crate::number::shortest(size), self.fonts));
    }

    /// Writes on a base line.
    pub fn write(&self, text: &str, x: f64, y: f64, side: Side) {
        self.canvas.set_text_align(if side == Side::Right { "right" } else { "left" });
        // A canvas that takes no words leaves a picture without them, which the reader sees.
        let _written = self.canvas.fill_text(text, x, y);
    }

    /// Width of words in the present type.
    pub fn width(&self, text: &str) -> f64 {
        self.canvas.measure_text(text).map_or(0.0, |measure| measure.width())
    }

    /// Cuts a text into lines of at most `room` px: between words, and between any two Chinese characters.
    pub fn lines(&self, text: &str, room: f64) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for piece in pieces(text) {
            if !line.is_empty() && self.width(&format!("{line}{}", piece.trim_end())) > room {
                lines.push(line.trim_end().to_owned());
                line.clear();
            }
            line.push_str(piece);
        }
        lines.push(line.trim_end().to_owned());
        lines
    }

    /// A line.
    pub fn rule(&self, from: [f64; 2], to: [f64; 2], width: f64) {
        self.canvas.set_line_width(width);
        self.canvas.begin_path();
        self.canvas.move_to(from[0], from[1]);
        self.canvas.line_to(to[0], to[1]);
        self.canvas.stroke();
    }

    /// The rectangle of a unit's status, 22 × 14 px.
    pub fn swatch(&self, status: UnitStatus, x: f64, y: f64) {
        let canvas = &self.canvas;
        let ground = match status {
            UnitStatus::Leased | UnitStatus::Ending => "--ink",
            UnitStatus::Reserved | UnitStatus::Available => "--gold",
            UnitStatus::Construction | UnitStatus::Planned => "--paper",
            UnitStatus::Withheld => "--withheld",
        };
        canvas.save();
        canvas.begin_path();
        canvas.rect(x, y, 22.0, 14.0);
        self.colours(ground, "--ink");
        canvas.fill();
        canvas.clip();
        match status {
            UnitStatus::Reserved => self.hatch(x, y, 6.0, 2.2),
            UnitStatus::Construction => self.hatch(x, y, 4.0, 1.5),
            UnitStatus::Ending => self.dots(x, y),
            UnitStatus::Withheld => {
                self.colours("--withheld-line", "--withheld-line");
                self.hatch(x, y, 5.0, 1.1);
                canvas
                    .translate(2.0 * x + 22.0, 0.0)
                    .and_then(|()| canvas.scale(-1.0, 1.0))
                    .unwrap_or_default();
                self.hatch(x, y, 5.0, 1.1);
            }
            UnitStatus::Leased | UnitStatus::Available | UnitStatus::Planned => {}
        }
        canvas.restore();
        self.frame(x, y, if status == UnitStatus::Planned { &[3.0, 2.0] } else { &[] }, "--edge");
    }

    /// An outline of the size of a swatch.
    pub fn frame(&self, x: f64, y: f64, dashes: &[f64], token: &str) {
        self.colours(token, token);
        self.dashes(dashes);
        self.canvas.set_line_width(1.0);
        self.canvas.stroke_rect(x + 0.5, y + 0.5, 21.0, 13.0);
        self.dashes(&[]);
    }

    /// Lines that rise at 45°, in the present colour.
    fn hatch(&self, x: f64, y: f64, step: f64, width: f64) {
        // Across a line that rises at 45° the distance is that along the base divided by √2.
        let along = step * std::f64::consts::SQRT_2;
        let mut at = x - 14.0;
        while at < x + 22.0 {
            self.rule([at, y + 14.0], [at + 14.0, y], width);
            at += along;
        }
    }

    fn dots(&self, x: f64, y: f64) {
        self.colours("--gold", "--gold");
        for row in 0..5 {
            for column in 0..5 {
                let shift = if row % 2 == 0 { 0.0 } else { 3.5 };
                let (at_x, at_y) = (x + f64::from(column) * 7.0 + shift - 2.0, y + f64::from(row) * 3.5);
                self.canvas.begin_path();
                self.canvas.arc(at_x, at_y, 1.25, 0.0, TAU).unwrap_or_default();
                self.canvas.fill();
            }
        }
    }

    /// The disc of a project's stage, 18 × 18 px.
    pub fn disc(&self, stage: ProjectStage, x: f64, y: f64) {
        let canvas = &self.canvas;
        let (path, filled) = within(stage);
        canvas.save();
        canvas.translate(x, y).unwrap_or_default();
        self.colours("--paper", "--ink-d");
        canvas.set_line_width(1.7);
        self.dashes(if stage == ProjectStage::Offered { &[3.1, 2.2] } else { &[] });
        canvas.begin_path();
        canvas.arc(9.0, 9.0, 6.8, 0.0, 2.0 * PI).unwrap_or_default();
        canvas.fill();
        canvas.stroke();
        self.dashes(&[]);
        if let Ok(path) = Path2d::new_with_path_string(path) {
            if filled {
                self.colours("--ink-d", "--ink-d");
                canvas.fill_with_path_2d(&path);
            } else {
                canvas.stroke_with_path(&path);
            }
        }
        if stage == ProjectStage::Full {
            self.colours("--paper", "--paper");
            canvas.begin_path();
            canvas.arc(9.0, 9.0, 4.0, 0.0, TAU).unwrap_or_default();
            canvas.stroke();
        }
        canvas.restore();
    }

    /// The tile of a port, 16 × 16 px.
    pub fn gate(&self, x: f64, y: f64) {
        self.colours("--t1", "--paper");
        self.canvas.fill_rect(x, y, 16.0, 16.0);
        self.canvas.set_line_width(2.0);
        self.canvas.begin_path();
        self.canvas.move_to(x + 4.0, y + 13.0);
        for [to_x, to_y] in [[4.0, 4.0], [12.0, 4.0], [12.0, 13.0]] {
            self.canvas.line_to(x + to_x, y + to_y);
        }
        self.canvas.stroke();
    }

    fn dashes(&self, dashes: &[f64]) {
        let list: js_sys::Array = dashes.iter().map(|dash| JsValue::from(*dash)).collect();
        // Lengths that are not negative are always taken.
        let _taken = self.canvas.set_line_dash(&list);
    }
}

/// A text in pieces that a line may end after.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let breaks = |c: char| c == ' ' || c >= '\u{2e80}';
    text.split_inclusive(breaks)
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn lines_end_between_words_and_characters() {
        let found: Vec<&str> = pieces("Made with 天地图").collect();
        assert_eq!(found, ["Made ", "with ", "天", "地", "图"]);
    }
}
