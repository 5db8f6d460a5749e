//! What the graphics card holds of the plan.

use web_sys::WebGl2RenderingContext as Gl;

use super::super::event::Layer;
use super::super::frame::Frame;
use super::super::gl::{self, Attribute, Kind, Program, Stock};
use super::super::mercator;
use super::super::mesh::Chunks;
use super::super::shape::Shapes;
use super::super::space::Look;
use super::ways;
use super::{Chosen, HALLS_FROM, PARCELS_FROM, Plan, STREETS_FROM, ZONES_FROM};

const AREA: [Attribute; 1] = [Attribute { name: "a_at", size: 2, kind: Kind::Float, offset: 0 }];
const LINE: [Attribute; 5] = [
    Attribute { name: "a_from", size: 2, kind: Kind::Float, offset: 0 },
    Attribute { name: "a_to", size: 2, kind: Kind::Float, offset: 8 },
    Attribute { name: "a_up", size: 1, kind: Kind::Float, offset: 16 },
    Attribute { name: "a_start", size: 1, kind: Kind::Float, offset: 20 },
    Attribute { name: "a_class", size: 1, kind: Kind::Word, offset: 24 },
];
const LINE_STRIDE: i32 = 28;

/// Lengths of on, off, on, off in CSS px.
const SOLID: [f32; 4] = [0.0; 4];
const DASHED: [f32; 4] = [4.0, 3.0, 0.0, 0.0];
const DASH_DOT: [f32; 4] = [9.0, 3.0, 2.0, 3.0];

/// Programs and meshes.
pub struct Gpu {
    area: Program,
    line: Program,
    areas: Vec<(Layer, Vec<Stock>)>,
    outlines: Vec<(Layer, Vec<Stock>)>,
    streets: Option<Vec<Stock>>,
    chosen: Option<Vec<(Vec<Stock>, bool)>>,
    stale: Vec<Stock>,
}

/// How a line is drawn.
struct Pen {
    widths: [f32; 4],
    colour: [f32; 3],
    dashes: [f32; 4],
}

impl Gpu {
    pub fn new(gl: &Gl) -> Result<Self, String> {
        Ok(Self {
            area: Program::link(
                gl,
                &[include_str!("../shader/area.vert")],
                &[include_str!("../shader/area.frag")],
            )?,
            line: Program::link(
                gl,
                &[include_str!("../shader/line.vert")],
                &[include_str!("../shader/line.frag")],
            )?,
            areas: Vec::new(),
            outlines: Vec::new(),
            streets: None,
            chosen: None,
            stale: Vec::new(),
        })
    }

    /// The next drawing, which has the context at hand, frees what is stale and makes it anew.
    pub fn forget(&mut self) {
        let layers = self.areas.drain(..).chain(self.outlines.drain(..));
        self.stale.extend(layers.flat_map(|(_, stocks)| stocks));
        self.stale.extend(self.streets.take().into_iter().flatten());
        self.forget_chosen();
    }

    pub fn forget_chosen(&mut self) {
        let old = self.chosen.take().into_iter().flatten();
        self.stale.extend(old.flat_map(|(stocks, _)| stocks));
    }

    pub fn draw_under(&mut self, gl: &Gl, plan: &Plan, frame: &Frame, look: &Look) {
        self.refresh(gl, plan);
        // The plan lies flat: what is drawn later lies above.
        gl.disable(Gl::DEPTH_TEST);
        self.area.begin(gl);
        for (layer, from, token) in
            [(Layer::Parks, ZONES_FROM, "zone"), (Layer::Parcels, PARCELS_FROM, "yard")]
        {
            if plan.is_shown(layer) && frame.zoom >= from {
                self.fill(gl, frame, layer, look.tokens.rgb(token));
            }
        }
        self.line.begin(gl);
        self.tell(gl, frame);
        let colour = |token| look.tokens.rgb(token);
        let width = |css: f64| [(css * look.scale.min(1.6)) as f32; 4];
        if plan.is_shown(Layer::Parcels) && frame.zoom >= PARCELS_FROM {
            let pen = Pen { widths: width(1.0), colour: colour("t3"), dashes: DASHED };
            self.trace(gl, frame, of(&self.outlines, Layer::Parcels), &pen);
        }
        if plan.is_shown(Layer::Streets) && frame.zoom >= STREETS_FROM {
            let pixels = mercator::world_size(frame.zoom) * mercator::per_metre(frame.middle);
            for (rim, token) in [(1.4, "case"), (0.0, "road")] {
                let widths = ways::widths(pixels, rim).map(|width| width * look.scale.min(1.2) as f32);
                let pen = Pen { widths, colour: colour(token), dashes: SOLID };
                self.trace(gl, frame, self.streets.as_ref(), &pen);
            }
        }
        if plan.is_shown(Layer::Parks) && frame.zoom >= ZONES_FROM {
            let pen = Pen { widths: width(1.2), colour: colour("t2"), dashes: DASH_DOT };
            self.trace(gl, frame, of(&self.outlines, Layer::Parks), &pen);
        }
        if plan.is_shown(Layer::Halls) && frame.zoom >= HALLS_FROM {
            self.area.begin(gl);
            self.fill(gl, frame, Layer::Halls, colour("paper"));
        }
        end(gl);
    }

    pub fn draw_over(&mut self, gl: &Gl, plan: &Plan, frame: &Frame, look: &Look) {
        self.line.begin(gl);
        self.tell(gl, frame);
        if plan.is_shown(Layer::Halls) && frame.zoom >= HALLS_FROM {
            // Under slabs this line is the foot of the building.
            let width = ((frame.zoom - HALLS_FROM) * 0.3 + 0.4).clamp(0.4, 1.2) * look.scale.min(1.5);
            let pen = Pen { widths: [width as f32; 4], colour: look.tokens.rgb("edge"), dashes: SOLID };
            self.trace(gl, frame, of(&self.outlines, Layer::Halls), &pen);
        }
        // What is outlined is seen through what stands before it.
        gl.disable(Gl::DEPTH_TEST);
        for (stocks, selected) in self.chosen.iter().flatten() {
            let width = if *selected { 3.0 } else { 1.8 } * look.scale.min(1.5) as f32;
            for (token, width) in [("halo", width + 2.0), ("accent", width)] {
                let pen = Pen { widths: [width; 4], colour: look.tokens.rgb(token), dashes: SOLID };
                self.trace(gl, frame, Some(stocks), &pen);
            }
        }
        end(gl);
    }

    fn fill(&self, gl: &Gl, frame: &Frame, layer: Layer, colour: [f32; 3]) {
        self.area.colour(gl, "u_colour", colour);
        for stock in of(&self.areas, layer).into_iter().flatten().filter(|stock| frame.sees(&stock.chunk)) {
            gl::draw(gl, &self.area, frame, stock);
        }
    }

    fn trace(&self, gl: &Gl, frame: &Frame, stocks: Option<&Vec<Stock>>, pen: &Pen) {
        self.line.four(gl, "u_widths", pen.widths);
        self.line.four(gl, "u_dashes", pen.dashes);
        self.line.colour(gl, "u_colour", pen.colour);
        for stock in stocks.into_iter().flatten().filter(|stock| frame.sees(&stock.chunk)) {
            gl::draw(gl, &self.line, frame, stock);
        }
    }

    fn tell(&self, gl: &Gl, frame: &Frame) {
        self.line.float(gl, "u_soft", (0.5 / frame.ratio) as f32);
        self.line.pair(gl, "u_half", frame.size.map(|side| (side / 2.0) as f32));
    }

    fn refresh(&mut self, gl: &Gl, plan: &Plan) {
        for stock in self.stale.drain(..) {
            stock.mesh.free(gl);
        }
        for (layer, shapes) in &plan.shapes {
            if of(&self.areas, *layer).is_none() {
                self.areas.push((*layer, gl::stock(gl, &self.area, areas(shapes), 8, &AREA)));
                self.outlines.push((*layer, gl::stock(gl, &self.line, outlines(shapes), LINE_STRIDE, &LINE)));
            }
        }
        if self.streets.is_none() {
            let mut chunks = Chunks::default();
            for way in &plan.ways {
                let Some(first) = way.course.first() else { continue };
                let chunk = chunks.at(*first);
                let course = chunk.metres(&way.course);
                chunk.follow(&course, 0.0, way.class);
            }
            self.streets = Some(gl::stock(gl, &self.line, chunks, LINE_STRIDE, &LINE));
        }
        if self.chosen.is_none() {
            let stocked = |chosen: &Chosen| {
                let mut chunks = Chunks::default();
                surround(&mut chunks, &chosen.corners, chosen.up);
                (gl::stock(gl, &self.line, chunks, LINE_STRIDE, &LINE), chosen.selected)
            };
            self.chosen = Some(plan.chosen.iter().map(stocked).collect());
        }
    }
}

fn of(stocks: &[(Layer, Vec<Stock>)], layer: Layer) -> Option<&Vec<Stock>> {
    stocks.iter().find(|(known, _)| *known == layer).map(|(_, stocks)| stocks)
}

/// Leaves the context as the library expects it.
fn end(gl: &Gl) {
    gl.enable(Gl::DEPTH_TEST);
    gl.bind_vertex_array(None);
}

fn areas(shapes: &Shapes) -> Chunks {
    let mut chunks = Chunks::default();
    for outline in &shapes.outlines {
        let corners = shapes.corners_of(outline);
        let Some(first) = corners.first() else { continue };
        let chunk = chunks.at(*first);
        let corners = chunk.metres(corners);
        chunk.spread(&corners);
    }
    chunks
}

fn outlines(shapes: &Shapes) -> Chunks {
    let mut chunks = Chunks::default();
    for outline in &shapes.outlines {
        surround(&mut chunks, shapes.corners_of(outline), 0.0);
    }
    chunks
}

fn surround(chunks: &mut Chunks, corners: &[[f64; 2]], up: f32) {
    let Some(first) = corners.first() else { return };
    let chunk = chunks.at(*first);
    let corners = chunk.metres(corners);
    chunk.surround(&corners, up);
}
