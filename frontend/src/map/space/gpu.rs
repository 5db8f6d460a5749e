//! What the graphics card holds of the units, rebuilt piece by piece when a piece is out of date.

use js_sys::Float32Array;
use web_sys::{WebGl2RenderingContext as Gl, WebGlTexture};

use super::super::frame::Frame;
use super::super::gl::{self, Attribute, Kind, Program, Stock};
use super::super::mesh::{self, Chunks, RAISED};
use super::super::shape::Shapes;
use super::super::states::WIDTH;
use super::picture::Picture;
use super::{Look, Space};

const PAINT: &str = include_str!("../shader/paint.glsl");
const UNIT: &str = include_str!("../shader/unit.glsl");

const CELL: [Attribute; 3] = [
    Attribute { name: "a_at", size: 2, kind: Kind::Float, offset: 0 },
    Attribute { name: "a_unit", size: 1, kind: Kind::Word, offset: 8 },
    Attribute { name: "a_corner", size: 1, kind: Kind::Word, offset: 12 },
];
const CELL_STRIDE: i32 = 16;
const SLAB: [Attribute; 4] = [
    Attribute { name: "a_at", size: 3, kind: Kind::Float, offset: 0 },
    Attribute { name: "a_unit", size: 1, kind: Kind::Word, offset: 12 },
    Attribute { name: "a_face", size: 4, kind: Kind::Short, offset: 16 },
    Attribute { name: "a_light", size: 1, kind: Kind::Word, offset: 24 },
];
const SLAB_STRIDE: i32 = 28;

/// The uniforms of `paint.glsl` and the tokens they take.
pub const SIGN_COLOURS: [(&str, &str); 5] = [
    ("u_ink", "ink"),
    ("u_gold", "gold"),
    ("u_paper", "paper"),
    ("u_withheld", "withheld"),
    ("u_withheld_line", "withheldline"),
];

/// Programs, tables and meshes.
pub struct Gpu {
    cell: Program,
    slab: Program,
    states: WebGlTexture,
    measures: WebGlTexture,
    states_fresh: bool,
    measures_fresh: bool,
    flat: Option<Vec<Stock>>,
    standing: Option<Vec<Stock>>,
    stale: Vec<Stock>,
    picture: Option<Picture>,
}

impl Gpu {
    pub fn new(gl: &Gl) -> Result<Self, String> {
        let program = |vertex, fragment| Program::link(gl, &[PAINT, UNIT, vertex], &[PAINT, fragment]);
        Ok(Self {
            cell: program(include_str!("../shader/cell.vert"), include_str!("../shader/cell.frag"))?,
            slab: program(include_str!("../shader/slab.vert"), include_str!("../shader/slab.frag"))?,
            states: gl::table(gl).ok_or("no texture")?,
            measures: gl::table(gl).ok_or("no texture")?,
            states_fresh: false,
            measures_fresh: false,
            flat: None,
            standing: None,
            stale: Vec::new(),
            picture: Picture::new(gl),
        })
    }

    pub fn forget_states(&mut self) {
        self.states_fresh = false;
        self.forget_picture();
    }

    /// The states of some units have changed, and none of them left bare what it covered.
    pub fn touch(&mut self, rows: &[u32]) {
        self.states_fresh = false;
        if let Some(picture) = &mut self.picture {
            picture.touch(rows);
        }
    }

    fn forget_picture(&mut self) {
        if let Some(picture) = &mut self.picture {
            picture.forget();
        }
    }

    /// The next drawing, which has the context at hand, frees what is stale and makes it anew.
    pub fn forget_geometry(&mut self) {
        self.forget_states();
        self.measures_fresh = false;
        self.stale.extend(self.flat.take().into_iter().flatten());
        self.stale.extend(self.standing.take().into_iter().flatten());
    }

    pub fn draw(&mut self, gl: &Gl, space: &Space, frame: &Frame, look: &Look, eased: f64) {
        let standing = space.stands(frame);
        self.refresh(gl, space, standing);
        if standing {
            // Slabs hide each other, and what hides is seen to by the canvas' own depth.
            self.forget_picture();
            self.tell(gl, &self.slab, space, frame, look, eased);
            submit(gl, &self.slab, frame, self.standing.as_ref());
        } else {
            self.lay(gl, space, frame, look, eased);
        }
        if let Some(picture) = self.picture.as_mut().filter(|_| eased >= 1.0) {
            picture.settle();
        }
        gl.bind_vertex_array(None);
        gl.active_texture(Gl::TEXTURE0);
    }

    /// Draws flat cells: all of them, or on the picture of them those that it lacks.
    fn lay(&mut self, gl: &Gl, space: &Space, frame: &Frame, look: &Look, eased: f64) {
        let view = (*frame, *look, space.shown);
        let begun = self.picture.as_mut().and_then(|picture| picture.begin(gl, view));
        self.tell(gl, &self.cell, space, frame, look, eased);
        if begun != Some(false) {
            submit(gl, &self.cell, frame, self.flat.as_ref());
        }
        let Some(picture) = self.picture.as_ref().filter(|_| begun.is_some()) else { return };
        if begun == Some(false) {
            for Stock { chunk, mesh } in self.flat.iter_mut().flatten() {
                let triangles = chunk.triangles_of(picture.touched());
                if frame.sees(chunk) && !triangles.is_empty() {
                    gl::place(gl, &self.cell, frame, chunk);
                    mesh.some(gl, &triangles);
                }
            }
        }
        let seen = self.flat.iter().flatten().filter(|stock| frame.sees(&stock.chunk));
        picture.show(gl, seen.map(|stock| frame.part_of(&stock.chunk)));
    }

    fn tell(&self, gl: &Gl, program: &Program, space: &Space, frame: &Frame, look: &Look, eased: f64) {
        gl::bind(gl, 1, &self.measures);
        gl::bind(gl, 2, &self.states);
        program.begin(gl);
        program.int(gl, "u_measures", 1);
        program.int(gl, "u_states", 2);
        program.int(gl, "u_shown", i32::from(space.shown));
        program.float(gl, "u_zoom", frame.zoom as f32);
        program.float(gl, "u_soft", (0.5 / frame.ratio) as f32);
        program.float(gl, "u_now", eased as f32);
        program.float(gl, "u_coarse", look.coarse);
        program.turn(gl, "u_turn", &frame.turn());
        for (uniform, token) in SIGN_COLOURS.into_iter().chain([("u_edge", "edge"), ("u_line", "halo")]) {
            program.colour(gl, uniform, look.tokens.rgb(token));
        }
    }

    fn refresh(&mut self, gl: &Gl, space: &Space, standing: bool) {
        for stock in self.stale.drain(..) {
            stock.mesh.free(gl);
        }
        if !self.states_fresh {
            upload_states(gl, &self.states, space);
            self.states_fresh = true;
        }
        if !self.measures_fresh {
            upload_measures(gl, &self.measures, space);
            self.measures_fresh = true;
        }
        if standing && self.standing.is_none() {
            let chunks = chunks(&space.slabs, &space.slab_rows, true);
            self.standing = Some(gl::stock(gl, &self.slab, chunks, SLAB_STRIDE, &SLAB));
        }
        if !standing && self.flat.is_none() {
            let chunks = chunks(&space.flat, &space.flat_rows, false);
            self.flat = Some(gl::stock(gl, &self.cell, chunks, CELL_STRIDE, &CELL));
        }
    }
}

fn submit(gl: &Gl, program: &Program, frame: &Frame, stocks: Option<&Vec<Stock>>) {
    for stock in stocks.into_iter().flatten().filter(|stock| frame.sees(&stock.chunk)) {
        gl::draw(gl, program, frame, stock);
    }
}

fn chunks(shapes: &Shapes, rows: &[u32], standing: bool) -> Chunks {
    let mut chunks = Chunks::default();
    for outline in &shapes.outlines {
        let Some(row) = rows.get(outline.feature as usize) else { continue };
        let Some(named) = shapes.features.get(outline.feature as usize) else { continue };
        let [west, north, ..] = outline.bounds;
        let chunk = chunks.at([west, north]);
        let corners = chunk.metres(shapes.corners_of(outline));
        if standing {
            chunk.stand(&corners, *row, [named.base, named.top].map(|up| up * RAISED));
        } else {
            chunk.lay(&corners, *row);
        }
    }
    chunks
}

fn upload_states(gl: &Gl, texture: &WebGlTexture, space: &Space) {
    gl::bind(gl, 2, texture);
    // Refused only without a context, and then nothing is drawn at all.
    let _refused = gl.tex_image_2d_with_i32_and_i32_and_i32_and_format_and_type_and_opt_u8_array(
        Gl::TEXTURE_2D,
        0,
        Gl::RGBA8UI as i32,
        WIDTH as i32,
        space.states.height() as i32,
        0,
        Gl::RGBA_INTEGER,
        Gl::UNSIGNED_BYTE,
        Some(space.states.bytes()),
    );
}

fn upload_measures(gl: &Gl, texture: &WebGlTexture, space: &Space) {
    let mut values = vec![0.0f32; WIDTH * space.states.height() * 4];
    for (shapes, rows) in [(&space.slabs, &space.slab_rows), (&space.flat, &space.flat_rows)] {
        for outline in &shapes.outlines {
            let Some(row) = rows.get(outline.feature as usize) else { continue };
            let Some(texel) = values.get_mut(*row as usize * 4..*row as usize * 4 + 4) else { continue };
            let measure = mesh::measure(shapes, outline);
            let ([east, south], [length, depth]) = (measure.middle, measure.size);
            texel.copy_from_slice(&[east, south, length, depth]);
        }
    }
    gl::bind(gl, 1, texture);
    let _refused = gl.tex_image_2d_with_i32_and_i32_and_i32_and_format_and_type_and_opt_array_buffer_view(
        Gl::TEXTURE_2D,
        0,
        Gl::RGBA32F as i32,
        WIDTH as i32,
        space.states.height() as i32,
        0,
        Gl::RGBA,
        Gl::FLOAT,
        Some(&Float32Array::from(values.as_slice())),
    );
}
