//! The cells as they were drawn last, kept while the camera rests: a step of the day draws only the units it changed.
//!
//! Cells cover what lies under them or leave it alone, so that a kept picture of them alone, laid over whatever the
//! frame has drawn by then, gives the same pixels as drawing them all again. While the camera moves nothing is kept.

use web_sys::{WebGl2RenderingContext as Gl, WebGlVertexArrayObject};

use super::super::frame::Frame;
use super::super::gl::{self, Program, Sheet};
use super::Look;

/// More pixels than the largest screen has are those of a picture to be saved, of which one frame is drawn.
const MOST_PIXELS: i32 = 10_000_000;

/// What the cells' pixels depend on, apart from the units themselves.
pub type View = (Frame, Look, u8);

/// The picture.
pub struct Picture {
    sheet: Sheet,
    program: Program,
    /// Without attributes: the corners are numbers.
    array: WebGlVertexArrayObject,
    view: Option<View>,
    whole: bool,
    /// By rows: whether a unit looks different than in the picture.
    touched: Vec<bool>,
}

impl Picture {
    pub fn new(gl: &Gl) -> Result<Self, String> {
        let program = Program::link(
            gl,
            &[include_str!("../shader/picture.vert")],
            &[include_str!("../shader/picture.frag")],
        )?;
        Ok(Self {
            sheet: Sheet::new(gl).ok_or("no framebuffer")?,
            program,
            array: gl.create_vertex_array().ok_or("no array")?,
            view: None,
            whole: false,
            touched: Vec::new(),
        })
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

    /// Whether the camera rests since the last frame, so that it is worth drawing a picture rather than the canvas.
    pub fn rests(&mut self, gl: &Gl, view: View) -> bool {
        let rests = self.view.replace(view) == Some(view);
        self.whole &= rests;
        rests && gl.drawing_buffer_width() * gl.drawing_buffer_height() <= MOST_PIXELS
    }

    /// Everything is drawn on the picture until it is shown; answers whether that must be every cell, not only those
    /// that were touched.
    pub fn begin(&mut self, gl: &Gl) -> bool {
        let anew = self.sheet.begin(gl) || !self.whole;
        if anew {
            gl.clear_bufferfv_with_f32_array(Gl::COLOR, 0, &[0.0; 4]);
        }
        self.whole = true;
        anew
    }

    /// Lays it over what the canvas shows.
    pub fn show(&self, gl: &Gl) {
        self.sheet.end(gl);
        gl::bind(gl, 1, &self.sheet.texture);
        self.program.begin(gl);
        self.program.int(gl, "u_picture", 1);
        gl.bind_vertex_array(Some(&self.array));
        gl.disable(Gl::DEPTH_TEST);
        gl.draw_arrays(Gl::TRIANGLES, 0, 3);
        gl.enable(Gl::DEPTH_TEST);
    }
}
