//! The signs that stand on the map as pictures: stage discs on stems, gates of ports, small ground signs, the callout.
//!
//! Drawn on a canvas in the colours of the theme, so that there is no sprite sheet to load and every theme, ratio and
//! wall size is sharp.

use std::f64::consts::{FRAC_PI_2, TAU};

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d as Pen, HtmlCanvasElement, ImageData};

use super::theme::Tokens;

/// A picture and how it is to be taken.
pub struct Sign {
    /// The name that the style uses.
    pub name: String,
    /// Its pixels.
    pub image: ImageData,
    /// Pixels per CSS px.
    pub ratio: f64,
    /// The part that may stretch and the part that holds text, in pixels: for the callout only.
    pub stretch: Option<[f64; 4]>,
}

/// Draws all signs. `scale` is 1 on a laptop, more on a wall.
pub fn all(tokens: &Tokens, ratio: f64, scale: f64) -> Option<Vec<Sign>> {
    let easel = Easel::new(tokens, ratio * scale, ratio)?;
    let mut signs = Vec::new();
    for stage in 0..8 {
        signs.push(easel.sign(format!("stage-{stage}"), [26.0, 34.0], |e| e.pin(stage))?);
    }
    for status in 0..4 {
        signs.push(easel.sign(format!("port-{status}"), [20.0, 20.0], |e| e.gate(status))?);
    }
    signs.push(easel.sign("count".into(), [28.0, 28.0], Easel::count)?);
    signs.push(easel.sign("town".into(), [7.0, 7.0], Easel::town)?);
    signs.push(easel.sign("station".into(), [11.0, 11.0], Easel::station)?);
    signs.push(easel.sign("airport".into(), [16.0, 16.0], Easel::airport)?);
    signs.push(easel.sign("chosen".into(), [38.0, 38.0], Easel::chosen)?);
    signs.push(easel.callout()?);
    signs.push(easel.sign("leader".into(), [23.0, 4.0], Easel::leader)?);
    // A ring's place among the labels: as large as the ring, seen by nobody. Its size does not follow the scale.
    let blank = ImageData::new_with_sw(32, 32).ok()?;
    signs.push(Sign { name: "blank".into(), image: blank, ratio: 1.0, stretch: None });
    Some(signs)
}

struct Easel<'a> {
    pen: Pen,
    canvas: HtmlCanvasElement,
    tokens: &'a Tokens,
    /// Pixels per drawn unit.
    zoom: f64,
    /// Pixels per CSS px.
    ratio: f64,
}

impl<'a> Easel<'a> {
    fn new(tokens: &'a Tokens, zoom: f64, ratio: f64) -> Option<Self> {
        let canvas: HtmlCanvasElement =
            web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
        let options = js_sys::Object::new();
        // The pixels are read back: a canvas on the graphics card would stall.
        js_sys::Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE).ok()?;
        let pen = canvas.get_context_with_context_options("2d", &options).ok()??.dyn_into().ok()?;
        Some(Self { pen, canvas, tokens, zoom, ratio })
    }

    fn sign(&self, name: String, [width, height]: [f64; 2], draw: impl Fn(&Self)) -> Option<Sign> {
        let (wide, high) = ((width * self.zoom).ceil(), (height * self.zoom).ceil());
        self.canvas.set_width(wide as u32);
        self.canvas.set_height(high as u32);
        self.pen.scale(self.zoom, self.zoom).ok()?;
        draw(self);
        let image = self.pen.get_image_data(0.0, 0.0, wide, high).ok()?;
        Some(Sign { name, image, ratio: self.ratio, stretch: None })
    }

    fn ink(&self, token: &str) {
        self.pen.set_fill_style_str(&self.tokens.css(token));
    }

    fn line(&self, token: &str, width: f64) {
        self.pen.set_stroke_style_str(&self.tokens.css(token));
        self.pen.set_line_width(width);
    }

    fn arc(&self, [x, y]: [f64; 2], radius: f64, from: f64, to: f64) {
        self.pen.begin_path();
        // Refused only for a negative radius.
        let _refused = self.pen.arc(x, y, radius, from, to);
    }

    fn disc(&self, at: [f64; 2], radius: f64) {
        self.arc(at, radius, 0.0, TAU);
        self.pen.fill();
    }

    fn ring(&self, at: [f64; 2], radius: f64) {
        self.arc(at, radius, 0.0, TAU);
        self.pen.stroke();
    }

    fn path(&self, points: &[[f64; 2]]) {
        self.pen.begin_path();
        for [x, y] in points {
            self.pen.line_to(*x, *y);
        }
    }

    /// A disc that fills as the project becomes real, on a stem with a foot.
    fn pin(&self, stage: u8) {
        let (middle, radius) = ([13.0, 12.5], 8.5);
        let stem = |width| {
            self.line(if width > 3.0 { "halo" } else { "inkd" }, width);
            self.path(&[[13.0, 21.0], [13.0, 30.0]]);
            self.pen.stroke();
        };
        self.ink("halo");
        self.disc(middle, radius + 2.2);
        stem(5.0);
        self.disc([13.0, 30.5], 3.6);
        stem(1.6);
        self.ink("inkd");
        self.disc([13.0, 30.5], 2.1);
        self.ink("paper");
        self.disc(middle, radius);
        self.line("inkd", 1.8);
        self.ink("inkd");
        if stage == 0 {
            self.dashes(&[4.1, 2.6]);
        }
        self.ring(middle, radius);
        self.dashes(&[]);
        match stage {
            1 => self.disc(middle, 2.2),
            2 => self.wedge(middle, radius, 0.25),
            3 => self.wedge(middle, radius, 0.5),
            4 => self.wedge(middle, radius, 0.75),
            5 | 6 => self.disc(middle, radius),
            _ => {}
        }
        if stage == 6 {
            self.line("paper", 1.7);
            self.ring(middle, 4.6);
        }
        if stage == 7 {
            self.path(&[[8.6, 12.5], [17.4, 12.5]]);
            self.pen.stroke();
        }
    }

    fn wedge(&self, [x, y]: [f64; 2], radius: f64, share: f64) {
        self.pen.begin_path();
        self.pen.move_to(x, y);
        let _refused = self.pen.arc(x, y, radius, -FRAC_PI_2, -FRAC_PI_2 + share * TAU);
        self.pen.fill();
    }

    fn dashes(&self, lengths: &[f64]) {
        let list: js_sys::Array = lengths.iter().copied().map(JsValue::from_f64).collect();
        // Refused only when it is no list of numbers.
        let _refused = self.pen.set_line_dash(&list);
    }

    /// A dark tile with a gate: open, half barred, barred; without bars and grey where the status is not known.
    fn gate(&self, status: u8) {
        self.ink("halo");
        self.pen.fill_rect(0.0, 0.0, 20.0, 20.0);
        self.ink(if status == 3 { "t3" } else { "t1" });
        self.pen.fill_rect(1.0, 1.0, 18.0, 18.0);
        self.line("paper", 2.2);
        self.path(&[[5.6, 16.0], [5.6, 5.8], [14.4, 5.8], [14.4, 16.0]]);
        self.pen.stroke();
        self.line("paper", 1.8);
        match status {
            1 => self.path(&[[5.6, 11.0], [10.0, 11.0]]),
            2 => self.path(&[[5.6, 11.0], [14.4, 11.0]]),
            _ => return,
        }
        self.pen.stroke();
    }

    /// Several pins in one place.
    fn count(&self) {
        self.ink("halo");
        self.disc([14.0, 14.0], 14.0);
        self.ink("inkd");
        self.disc([14.0, 14.0], 12.0);
        self.line("paper", 1.0);
        self.ring([14.0, 14.0], 10.2);
    }

    fn town(&self) {
        self.ink("paper");
        self.disc([3.5, 3.5], 2.6);
        self.line("t2", 1.1);
        self.ring([3.5, 3.5], 2.6);
    }

    fn station(&self) {
        self.ink("t2");
        self.pen.fill_rect(1.0, 1.0, 9.0, 9.0);
        self.ink("paper");
        self.pen.fill_rect(3.4, 3.4, 4.2, 4.2);
    }

    fn airport(&self) {
        self.ink("paper");
        self.disc([8.0, 8.0], 7.0);
        self.line("t1", 1.1);
        self.ring([8.0, 8.0], 6.8);
        self.ink("t1");
        self.path(&[
            [8.0, 3.0],
            [8.8, 4.2],
            [8.8, 6.6],
            [12.6, 9.0],
            [12.6, 10.0],
            [8.8, 8.9],
            [8.7, 11.2],
            [10.0, 12.3],
            [10.0, 13.0],
            [8.0, 12.4],
            [6.0, 13.0],
            [6.0, 12.3],
            [7.3, 11.2],
            [7.2, 8.9],
            [3.4, 10.0],
            [3.4, 9.0],
            [7.2, 6.6],
            [7.2, 4.2],
        ]);
        self.pen.fill();
    }

    /// Around the sign that is selected.
    fn chosen(&self) {
        self.line("halo", 5.0);
        self.ring([19.0, 19.0], 15.5);
        self.line("accent", 2.8);
        self.ring([19.0, 19.0], 15.5);
    }

    /// From a feature to its callout.
    fn leader(&self) {
        self.ink("halo");
        self.pen.fill_rect(0.0, 0.0, 23.0, 4.0);
        self.ink("accent");
        self.pen.fill_rect(0.0, 1.0, 23.0, 2.0);
    }

    /// A box that stretches around its text.
    fn callout(&self) -> Option<Sign> {
        let mut sign = self.sign("callout".into(), [24.0, 24.0], |e| {
            e.ink("paper");
            e.pen.fill_rect(1.0, 1.0, 22.0, 22.0);
            e.line("accent", 2.0);
            e.pen.stroke_rect(1.0, 1.0, 22.0, 22.0);
        })?;
        sign.stretch = Some([4.0, 20.0, 4.0, 20.0].map(|side| side * self.zoom));
        Some(sign)
    }
}
