//! What the graphics card holds of the units, rebuilt piece by piece when a piece is out of date.

use js_sys::Float32Array;
use web_sys::{WebGl2RenderingContext as Gl, WebGlTexture};

use super::super::frame::Frame;
use super::super::gl::{self, Attribute, Kind, Mesh, Program};
use super::super::mesh::{self, Chunk, Corner, Edge, Face, Stance};
use super::super::shape::{Outline, Shapes};
use super::super::states::WIDTH;
use super::{Look, Space};

const PAINT: &str = include_str!("../shader/paint.glsl");
const UNIT: &str = include_str!("../shader/unit.glsl");

const CELL: [Attribute; 2] = [
    Attribute { name: "a_at", size: 2, kind: Kind::Float, offset: 0 },
    Attribute { name: "a_unit", size: 1, kind: Kind::Word, offset: 8 },
];
const SLAB: [Attribute; 4] = [
    Attribute { name: "a_at", size: 3, kind: Kind::Float, offset: 0 },
    Attribute { name: "a_unit", size: 1, kind: Kind::Word, offset: 12 },
    Attribute { name: "a_wall", size: 4, kind: Kind::Short, offset: 16 },
    Attribute { name: "a_light", size: 1, kind: Kind::Word, offset: 24 },
];
const EDGE: [Attribute; 3] = [
    Attribute { name: "a_from", size: 3, kind: Kind::Float, offset: 0 },
    Attribute { name: "a_to", size: 3, kind: Kind::Float, offset: 12 },
    Attribute { name: "a_unit", size: 1, kind: Kind::Word, offset: 24 },
];

/// Programs, tables and meshes.
pub struct Gpu {
    cell: Program,
    slab: Program,
    edge: Program,
    states: WebGlTexture,
    measures: WebGlTexture,
    states_fresh: bool,
    measures_fresh: bool,
    flat: Option<Vec<Stock>>,
    standing: Option<Vec<Stock>>,
    outlined: Option<(bool, Vec<(Stock, bool)>)>,
    stale: Vec<Stock>,
}

/// The meshes of one chunk; of the chunk only origin and bounds are kept.
struct Stock {
    chunk: Chunk,
    body: Mesh,
    edges: Mesh,
}

impl Gpu {
    pub fn new(gl: &Gl) -> Result<Self, String> {
        Ok(Self {
            cell: Program::link(
                gl,
                &[UNIT, include_str!("../shader/cell.vert")],
                &[PAINT, include_str!("../shader/cell.frag")],
            )?,
            slab: Program::link(
                gl,
                &[UNIT, include_str!("../shader/slab.vert")],
                &[PAINT, include_str!("../shader/slab.frag")],
            )?,
            edge: Program::link(
                gl,
                &[UNIT, include_str!("../shader/edge.vert")],
                &[PAINT, include_str!("../shader/edge.frag")],
            )?,
            states: gl::table(gl).ok_or("no texture")?,
            measures: gl::table(gl).ok_or("no texture")?,
            states_fresh: false,
            measures_fresh: false,
            flat: None,
            standing: None,
            outlined: None,
            stale: Vec::new(),
        })
    }

    pub fn forget_states(&mut self) {
        self.states_fresh = false;
    }

    pub fn forget_measures(&mut self) {
        self.measures_fresh = false;
    }

    pub fn forget_outlines(&mut self) {
        let old = self.outlined.take().into_iter().flat_map(|(_, stocks)| stocks);
        self.stale.extend(old.map(|(stock, _)| stock));
    }

    /// The next drawing, which has the context at hand, frees what is stale.
    pub fn forget_geometry(&mut self) {
        self.states_fresh = false;
        self.measures_fresh = false;
        self.stale.extend(self.flat.take().into_iter().flatten());
        self.stale.extend(self.standing.take().into_iter().flatten());
        self.forget_outlines();
    }

    pub fn draw(&mut self, gl: &Gl, space: &Space, frame: &Frame, look: &Look, eased: f64) {
        if space.flat.outlines.is_empty() {
            return;
        }
        let standing = space.stands(frame);
        self.refresh(gl, space, standing);
        gl::bind(gl, 1, &self.measures);
        gl::bind(gl, 2, &self.states);
        let stocks = if standing { &self.standing } else { &self.flat };
        let seen: Vec<&Stock> = stocks.iter().flatten().filter(|stock| frame.sees(&stock.chunk)).collect();
        let body = if standing { &self.slab } else { &self.cell };
        body.begin(gl);
        self.tell(gl, body, space, frame, look);
        body.turn(gl, "u_turn", &frame.turn());
        body.float(gl, "u_now", eased as f32);
        body.float(gl, "u_coarse", look.coarse);
        body.colour(gl, "u_line", look.tokens.rgb("halo"));
        for stock in &seen {
            place(gl, body, frame, stock);
            stock.body.triangles(gl);
        }
        self.edge.begin(gl);
        self.tell(gl, &self.edge, space, frame, look);
        self.edge.int(gl, "u_all", 0);
        self.edge.colour(gl, "u_line", look.tokens.rgb("halo"));
        self.edge.float(gl, "u_width", look.scale.min(1.4) as f32);
        for stock in &seen {
            place(gl, &self.edge, frame, stock);
            stock.edges.strips(gl);
        }
        self.draw_outlined(gl, frame, look);
        gl.bind_vertex_array(None);
        gl.active_texture(Gl::TEXTURE0);
    }

    fn draw_outlined(&self, gl: &Gl, frame: &Frame, look: &Look) {
        self.edge.int(gl, "u_all", 1);
        // What is outlined is seen through what stands before it.
        gl.disable(Gl::DEPTH_TEST);
        for (stock, selected) in self.outlined.iter().flat_map(|(_, stocks)| stocks) {
            place(gl, &self.edge, frame, stock);
            let width = if *selected { 3.0 } else { 1.8 } * look.scale.min(1.5) as f32;
            for (token, width) in [("halo", width + 2.0), ("accent", width)] {
                self.edge.colour(gl, "u_line", look.tokens.rgb(token));
                self.edge.float(gl, "u_width", width);
                stock.edges.strips(gl);
            }
        }
        gl.enable(Gl::DEPTH_TEST);
    }

    /// What every program is told once a frame.
    fn tell(&self, gl: &Gl, program: &Program, space: &Space, frame: &Frame, look: &Look) {
        program.int(gl, "u_measures", 1);
        program.int(gl, "u_states", 2);
        program.float(gl, "u_zoom", frame.zoom as f32);
        program.int(gl, "u_shown", i32::from(space.shown));
        program.float(gl, "u_soft", (0.5 / frame.ratio) as f32);
        program.pair(gl, "u_half", frame.size.map(|side| (side / 2.0) as f32));
        program.colour(gl, "u_edge", look.tokens.rgb("edge"));
        for (uniform, token) in SIGN_COLOURS {
            program.colour(gl, uniform, look.tokens.rgb(token));
        }
    }

    fn refresh(&mut self, gl: &Gl, space: &Space, standing: bool) {
        for stock in self.stale.drain(..) {
            stock.body.free(gl);
            stock.edges.free(gl);
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
            let chunks =
                mesh::chunks(&space.slabs, space.slabs.outlines.iter(), &space.slab_rows, Stance::Standing);
            self.standing = Some(chunks.into_iter().filter_map(|chunk| self.stock(gl, chunk)).collect());
        }
        if !standing && self.flat.is_none() {
            let chunks =
                mesh::chunks(&space.flat, space.flat.outlines.iter(), &space.flat_rows, Stance::Flat);
            self.flat = Some(chunks.into_iter().filter_map(|chunk| self.stock(gl, chunk)).collect());
        }
        if self.outlined.as_ref().is_none_or(|(stance, _)| *stance != standing) {
            self.forget_outlines();
            self.outlined = Some((standing, self.outlines(gl, space, standing)));
        }
    }

    fn outlines(&self, gl: &Gl, space: &Space, standing: bool) -> Vec<(Stock, bool)> {
        let (shapes, rows, stance) = match standing {
            true => (&space.slabs, &space.slab_rows, Stance::Standing),
            false => (&space.flat, &space.flat_rows, Stance::Flat),
        };
        let mut stocks = Vec::new();
        for (id, selected) in [(space.hovered, false), (space.selected, true)] {
            let Some(id) = id else { continue };
            let outlines = shapes.outlines.iter().filter(|outline| belongs(shapes, outline, id));
            let chunks = mesh::chunks(shapes, outlines, rows, stance);
            stocks.extend(chunks.into_iter().filter_map(|chunk| Some((self.stock(gl, chunk)?, selected))));
        }
        stocks
    }

    fn stock(&self, gl: &Gl, mut chunk: Chunk) -> Option<Stock> {
        let body = match chunk.faces.is_empty() {
            true => self.cell.mesh(gl, &corner_bytes(&chunk.fill), 12, &CELL, false)?,
            false => self.slab.mesh(gl, &face_bytes(&chunk.faces), 28, &SLAB, false)?,
        };
        let edges = self.edge.mesh(gl, &edge_bytes(&chunk.edges), 28, &EDGE, true)?;
        (chunk.fill, chunk.faces, chunk.edges) = Default::default();
        Some(Stock { chunk, body, edges })
    }
}

/// The uniforms of `paint.glsl` and the tokens they take.
pub const SIGN_COLOURS: [(&str, &str); 5] = [
    ("u_ink", "ink"),
    ("u_gold", "gold"),
    ("u_paper", "paper"),
    ("u_withheld", "withheld"),
    ("u_withheld_line", "withheldline"),
];

fn place(gl: &Gl, program: &Program, frame: &Frame, stock: &Stock) {
    program.matrix(gl, "u_matrix", &frame.matrix_of(&stock.chunk));
    program.float(gl, "u_pixels", frame.pixels_per_metre(&stock.chunk) as f32);
}

fn belongs(shapes: &Shapes, outline: &Outline, id: u32) -> bool {
    shapes.features.get(outline.feature as usize).is_some_and(|named| named.id == id)
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
    for outline in &space.flat.outlines {
        let Some(row) = space.flat_rows.get(outline.feature as usize) else { continue };
        let Some(texel) = values.get_mut(*row as usize * 4..*row as usize * 4 + 4) else { continue };
        let measure = mesh::measure(&space.flat, outline);
        let [east, south] = measure.anchor;
        texel.copy_from_slice(&[east, south, measure.narrow, space.from_zoom(outline)]);
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

fn corner_bytes(corners: &[Corner]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(corners.len() * 12);
    for corner in corners {
        bytes.extend(corner.at.iter().flat_map(|metres| metres.to_ne_bytes()));
        bytes.extend(corner.feature.to_ne_bytes());
    }
    bytes
}

fn face_bytes(faces: &[Face]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(faces.len() * 28);
    for face in faces {
        bytes.extend(face.at.iter().flat_map(|metres| metres.to_ne_bytes()));
        bytes.extend(face.feature.to_ne_bytes());
        bytes.extend(face.on_wall.iter().flat_map(|decimetres| decimetres.to_ne_bytes()));
        bytes.extend(face.light.to_ne_bytes());
    }
    bytes
}

fn edge_bytes(edges: &[Edge]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(edges.len() * 28);
    for Edge { from: [x1, y1], to: [x2, y2], up, feature } in edges {
        bytes.extend([x1, y1, up, x2, y2, up].into_iter().flat_map(|metres| metres.to_ne_bytes()));
        bytes.extend(feature.to_ne_bytes());
    }
    bytes
}
