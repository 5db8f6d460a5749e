//! The cells as they were drawn last, kept while the camera rests: a step of the day draws only the units it changed.
//!
//! Cells cover what lies under them or leave it alone, so that a kept picture of them alone, laid over whatever the
//! frame has drawn by then, gives the same pixels as drawing them all again. While the camera moves nothing is kept.

use web_sys::WebGl2RenderingContext as Gl;

use super::super::frame::Frame;
use super::super::gl::{self, Mesh, Program, Sheet};
use super::Look;

/// More pixels than the largest screen has are those of a picture to be saved, of which one frame is drawn.
const MOST_PIXELS: f64 = 1e7;

/// What the cells' pixels depend on, apart from the units themselves.
pub type View = (Frame, Look, u8);

/// The picture.
pub struct Picture {
    sheet: Sheet,
    program: Program,
    corners: Mesh,
    view: Option<View>,
    whole: bool,
    /// By rows: whether a unit looks different than in the picture.
    touched: Vec<bool>,
}

impl Picture {
    /// Nothing where a driver refuses: then every cell is drawn in every frame.
    pub fn new(gl: &Gl) -> Option<Self> {
        let (vertex, fragment) =
            (include_str!("../shader/picture.vert"), include_str!("../shader/picture.frag"));
        let program = Program::link(gl, &[vertex], &[fragment]).ok()?;
        // One instance of four corners, which the shader knows by their numbers.
        let corners = program.mesh(gl, &[0], 1, &[], true)?;
        let sheet = Sheet::new(gl)?;
        Some(Self { sheet, program, corners, view: None, whole: false, touched: Vec::new() })
    }

    /// Something else than the states of a few units has changed.
    pub fn forget(&mut self) {
        self.whole = false;
    }

    /// These units look different from now on.
    pub fn touch(&mut self, rows: &[u32]) {
        for row in rows.iter().map(|row| *row as usize) {
            if self.touched.len() <= row {
                self.touched.resize(row + 1, false);
            }
            if let Some(touched) = self.touched.get_mut(row) {
                *touched = true;
            }
        }
    }

    /// The units that were touched, by rows.
    pub fn touched(&self) -> &[bool] {
        &self.touched
    }

    /// What was touched has reached its last colour and was drawn so.
    pub fn settle(&mut self) {
        self.touched.clear();
    }

    /// If the camera rests since the last frame, everything is drawn on the picture until it is shown; answers whether
    /// that must be every cell, not only those that were touched. A picture of one frame would not be worth it.
    pub fn begin(&mut self, gl: &Gl, view: View) -> Option<bool> {
        let (Frame { size, ratio, .. }, ..) = view;
        let [width, height] = size.map(|side| (side * ratio).round());
        if self.view.replace(view) != Some(view) || width * height > MOST_PIXELS {
            self.whole = false;
            return None;
        }
        self.sheet.begin(gl);
        let anew = !std::mem::replace(&mut self.whole, true);
        if anew {
            self.sheet.clear(gl, [width as i32, height as i32]);
        }
        Some(anew)
    }

    /// Lays the parts of it that have cells over what the canvas shows. A cell covers all that lies under it, so
    /// nothing is mixed, and where parts overlap they show the same.
    pub fn show(&self, gl: &Gl, parts: impl Iterator<Item = [f32; 4]>) {
        self.sheet.end(gl);
        gl::bind(gl, 1, &self.sheet.texture);
        self.program.begin(gl);
        self.program.int(gl, "u_picture", 1);
        gl.disable(Gl::DEPTH_TEST);
        gl.disable(Gl::BLEND);
        for part in parts {
            self.program.four(gl, "u_part", part);
            self.corners.strips(gl);
        }
        gl.enable(Gl::BLEND);
        gl.enable(Gl::DEPTH_TEST);
    }
}
