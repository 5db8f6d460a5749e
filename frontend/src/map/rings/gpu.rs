//! Rings and the marks of live facts on the graphics card: one draw call for all of them, numbers from a small atlas.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, WebGl2RenderingContext as Gl, WebGlTexture};

use super::super::frame::Frame;
use super::super::gl::{self, Attribute, Kind, Mesh, Program};
use super::super::space::{Look, SIGN_COLOURS};
use super::super::{font, mercator};
use super::Drawn;

/// Slots of the atlas: more rings than this in one view would be a swarm anyway, the rest go without a number.
const COLUMNS: usize = 8;
const ROWS: usize = 8;
/// Size of a slot in CSS px on a laptop.
const SLOT: [f64; 2] = [92.0, 46.0];
/// From this radius (CSS px on a laptop) a word stands under the number.
const WORD_FROM: f64 = 30.0;
/// Milliseconds that a mark lives.
const MARK: f64 = 1200.0;

const RING: [Attribute; 3] = [
    Attribute { name: "a_place", size: 4, kind: Kind::Float, offset: 0 },
    Attribute { name: "a_shares", size: 4, kind: Kind::Float, offset: 16 },
    Attribute { name: "a_rest", size: 4, kind: Kind::Float, offset: 32 },
];
const STRIDE: i32 = 48;

/// How a ring is marked, as the shader numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// Not at all.
    Plain = 0,
    /// Under the pointer.
    Hovered = 1,
    /// Selected.
    Selected = 2,
    /// No ring: the mark of a live fact.
    Live = 3,
}

/// A live fact's place and when it was marked.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// In the unit square.
    pub at: [f64; 2],
    /// Milliseconds of the page's clock.
    pub since: f64,
}

/// What is to be drawn.
#[derive(Clone, Copy)]
pub struct Picture<'a> {
    /// Rings, large ones first.
    pub rings: &'a [(Drawn, Marked)],
    /// What stands under the number of a large ring.
    pub word: &'a str,
    /// Marks of live facts.
    pub marks: &'a [Mark],
}

/// Program, atlas and the one mesh.
pub struct Gpu {
    program: Program,
    mesh: Mesh,
    atlas: WebGlTexture,
    pen: CanvasRenderingContext2d,
    /// What each slot says, and at which ratio and theme the atlas was written.
    slots: Vec<String>,
    written_for: (f64, String),
}

impl Gpu {
    pub fn new(gl: &Gl) -> Result<Self, String> {
        let paint = include_str!("../shader/paint.glsl");
        let program = Program::link(
            gl,
            &["precision highp float;\n", include_str!("../shader/ring.vert")],
            &[paint, include_str!("../shader/ring.frag")],
        )?;
        let mesh = program.mesh(gl, &[], STRIDE, &RING, true).ok_or("no buffer")?;
        let pen = pen().ok_or("no canvas")?;
        Ok(Self {
            program,
            mesh,
            atlas: gl::picture(gl).ok_or("no texture")?,
            pen,
            slots: Vec::new(),
            written_for: Default::default(),
        })
    }

    /// Draws rings, large ones first, then marks; answers whether a mark is still opening.
    pub fn draw(&mut self, gl: &Gl, frame: &Frame, look: &Look, picture: &Picture, time: f64) -> bool {
        let Picture { rings, word, marks } = *picture;
        self.write_numbers(gl, frame, look, rings, word);
        let mut bytes = Vec::with_capacity((rings.len() + marks.len()) * STRIDE as usize);
        for (slot, (ring, marked)) in rings.iter().enumerate() {
            let Some(([x, y], _)) = frame.project(ring.centre, 0.0) else { continue };
            let slot = if slot < COLUMNS * ROWS { slot as f32 } else { -1.0 };
            let place = [x as f32, y as f32, ring.radius as f32, *marked as u8 as f32];
            put(&mut bytes, place.into_iter().chain(ring.ends()).chain([slot]));
        }
        for mark in marks {
            let Some(([x, y], _)) = frame.project(mark.at, 0.0) else { continue };
            // A still mark shows its middle for as long as the moving one lives.
            let opened = if look.still { 0.4 } else { ease((time - mark.since) / MARK) };
            let place = [x as f32, y as f32, (30.0 * look.scale) as f32, Marked::Live as u8 as f32];
            put(&mut bytes, place.into_iter().chain([opened as f32]).chain([0.0; 7]));
        }
        self.mesh.refill(gl, &bytes, STRIDE);
        self.submit(gl, frame, look);
        !marks.is_empty()
    }

    fn submit(&self, gl: &Gl, frame: &Frame, look: &Look) {
        let program = &self.program;
        program.begin(gl);
        gl::bind(gl, 1, &self.atlas);
        program.int(gl, "u_numbers", 1);
        program.pair(gl, "u_half", frame.size.map(|side| (side / 2.0) as f32));
        program.pair(gl, "u_slot", SLOT.map(|side| (side * look.scale) as f32));
        program.float(gl, "u_columns", COLUMNS as f32);
        program.float(gl, "u_rows", ROWS as f32);
        program.float(gl, "u_soft", (0.5 / frame.ratio) as f32);
        program.float(gl, "u_coarse", look.coarse);
        for (uniform, token) in
            SIGN_COLOURS.into_iter().chain([("u_edge", "edge"), ("u_line", "halo"), ("u_accent", "accent")])
        {
            program.colour(gl, uniform, look.tokens.rgb(token));
        }
        gl.disable(Gl::DEPTH_TEST);
        self.mesh.strips(gl);
        gl.enable(Gl::DEPTH_TEST);
        gl.bind_vertex_array(None);
        gl.active_texture(Gl::TEXTURE0);
    }

    /// Writes only the numbers that changed: a text costs more than a ring.
    fn write_numbers(&mut self, gl: &Gl, frame: &Frame, look: &Look, rings: &[(Drawn, Marked)], word: &str) {
        let ratio = frame.ratio * look.scale;
        let [width, height] = SLOT.map(|side| (side * ratio).ceil());
        let wanted_for = (ratio, look.tokens.css("t1"));
        gl::bind(gl, 1, &self.atlas);
        if self.written_for != wanted_for {
            self.written_for = wanted_for;
            self.slots.clear();
            let (columns, rows) = (COLUMNS as f64 * width, ROWS as f64 * height);
            // Refused only without a context, and then nothing is drawn at all.
            let _refused = gl.tex_image_2d_with_i32_and_i32_and_i32_and_format_and_type_and_opt_u8_array(
                Gl::TEXTURE_2D,
                0,
                Gl::RGBA as i32,
                columns as i32,
                rows as i32,
                0,
                Gl::RGBA,
                Gl::UNSIGNED_BYTE,
                None,
            );
            if let Some(canvas) = self.pen.canvas() {
                canvas.set_width(width as u32);
                canvas.set_height(height as u32);
            }
        }
        self.slots.resize(COLUMNS * ROWS, String::new());
        gl.pixel_storei(Gl::UNPACK_PREMULTIPLY_ALPHA_WEBGL, 1);
        for (index, ((ring, _), slot)) in rings.iter().zip(&mut self.slots).enumerate() {
            let radius = ring.radius / look.scale;
            let says = format!(
                "{}|{}|{}",
                ring.number(),
                if radius >= WORD_FROM { word } else { "" },
                radius.round() as i32
            );
            if *slot == says {
                continue;
            }
            *slot = says;
            write(&self.pen, look, ratio, radius, &ring.number(), word);
            let Some(canvas) = self.pen.canvas() else { continue };
            let at = [(index % COLUMNS) as f64 * width, (index / COLUMNS) as f64 * height];
            let [x, y] = at.map(|side| side as i32);
            let _refused = gl.tex_sub_image_2d_with_u32_and_u32_and_html_canvas_element(
                Gl::TEXTURE_2D,
                0,
                x,
                y,
                Gl::RGBA,
                Gl::UNSIGNED_BYTE,
                &canvas,
            );
        }
        gl.pixel_storei(Gl::UNPACK_PREMULTIPLY_ALPHA_WEBGL, 0);
    }
}

/// Marks that still live.
pub fn living(marks: &mut Vec<Mark>, time: f64) {
    marks.retain(|mark| time - mark.since < MARK);
}

/// The ring under a pointer.
pub fn pick<'a>(rings: &'a [Drawn], frame: &Frame, [px, py]: [f64; 2]) -> Option<&'a Drawn> {
    rings.iter().rev().find(|ring| {
        frame.project(ring.centre, 0.0).is_some_and(|([x, y], _)| (x - px).hypot(y - py) <= ring.radius + 3.0)
    })
}

/// How many rings this frame shows.
pub fn count_in_view(rings: &[Drawn], frame: &Frame) -> usize {
    let [width, height] = frame.size;
    let seen = |ring: &&Drawn| {
        frame.project(ring.centre, 0.0).is_some_and(|([x, y], _)| {
            x > -ring.radius && y > -ring.radius && x < width + ring.radius && y < height + ring.radius
        })
    };
    rings.iter().filter(seen).count()
}

fn write(pen: &CanvasRenderingContext2d, look: &Look, ratio: f64, radius: f64, number: &str, word: &str) {
    let [width, height] = SLOT;
    // Only a singular matrix is refused.
    let _refused = pen.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    pen.clear_rect(0.0, 0.0, width, height);
    pen.set_text_align("center");
    pen.set_text_baseline("alphabetic");
    pen.set_line_join("round");
    let size = (6.6 + 0.32 * radius).clamp(11.5, 22.0);
    pen.set_font(&font::css(size, true));
    let with_word = radius >= WORD_FROM;
    let baseline = height / 2.0 + size * 0.36 - if with_word { size * 0.34 } else { 0.0 };
    say(pen, look, number, [width / 2.0, baseline], "t1", 3.0);
    if with_word {
        pen.set_font(&font::css(11.5, false));
        let fits = pen.measure_text(word).is_ok_and(|measure| measure.width() <= radius * 1.1);
        if fits {
            say(pen, look, word, [width / 2.0, baseline + 14.0], "t2", 2.0);
        }
    }
}

fn say(pen: &CanvasRenderingContext2d, look: &Look, text: &str, [x, y]: [f64; 2], token: &str, halo: f64) {
    pen.set_stroke_style_str(&look.tokens.css("paper"));
    pen.set_line_width(halo);
    pen.set_fill_style_str(&look.tokens.css(token));
    // A canvas refuses text only when it has no context.
    let _refused = pen.stroke_text(text, x, y);
    let _refused = pen.fill_text(text, x, y);
}

fn pen() -> Option<CanvasRenderingContext2d> {
    let canvas: HtmlCanvasElement =
        web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

fn put(bytes: &mut Vec<u8>, values: impl Iterator<Item = f32>) {
    bytes.extend(values.flat_map(f32::to_ne_bytes));
}

fn ease(passed: f64) -> f64 {
    let left = 1.0 - passed.clamp(0.0, 1.0);
    1.0 - left * left
}

/// Where a place given in degrees lies in the unit square.
pub fn mark(lon: f64, lat: f64, since: f64) -> Mark {
    Mark { at: mercator::from_degrees([lon, lat]), since }
}
