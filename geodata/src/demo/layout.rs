//! Lays a zone out as an industrial park is built: a turned grid of streets, blocks between them, halls
//! and parcels on the blocks. Used by the demonstration and by `simulate`.

use shared::Point;
use shared::fact::carrier::Street;
use shared::geometry::Ring;

/// What stands on a block of the grid.
#[derive(Clone, Copy, Debug)]
pub enum Block<'a> {
    /// Halls along the block: columns × rows.
    Halls(u8, u8),
    /// Halls across the block, their long sides running up: columns × rows.
    Across(u8, u8),
    /// Halls as long as the block is wide, one above the other.
    Long(u8),
    /// Land parcels side by side, in 亩.
    Land(&'a [u32]),
    /// Green, parking, or reserve.
    Open,
}

/// A zone before it is laid out. Lengths in metres; u runs along `along`, v to its left.
#[derive(Clone, Debug)]
pub struct Site<'a> {
    /// Middle, degrees (lon, lat), WGS 84.
    pub center: (f64, f64),
    /// Direction of the long axis as a unit vector (east, north).
    pub along: (f64, f64),
    /// Widths of the columns of blocks, west to east.
    pub columns: &'a [f64],
    /// Classes of the streets between the columns.
    pub between_columns: &'a [u8],
    /// Heights of the rows of blocks, south to north.
    pub rows: &'a [f64],
    /// Classes of the streets between the rows.
    pub between_rows: &'a [u8],
    /// What stands on the blocks, row by row from the south, column by column from the west.
    pub blocks: &'a [Block<'a>],
    /// How much is cut off the corners (along u, along v): south-west, south-east, north-east, north-west.
    pub cuts: [(f64, f64); 4],
}

/// A hall on its plot.
#[derive(Clone, Debug)]
pub struct HallPlot {
    /// The block it stands on.
    pub block: usize,
    /// Corners p0 p1 p2 p3 p0, counter-clockwise, p0→p1 the long side.
    pub footprint: Ring,
    /// Long side, m.
    pub length_m: u32,
    /// Short side, m.
    pub depth_m: u32,
    /// Bays of 8 m along the long side.
    pub bays: u8,
}

/// A parcel on its block.
#[derive(Clone, Debug)]
pub struct LandPlot {
    /// Outline.
    pub ring: Ring,
    /// Area, 亩.
    pub mu: u32,
}

/// A zone laid out.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Outline.
    pub boundary: Ring,
    /// Area within the outline, km².
    pub km2: f64,
    /// Streets.
    pub streets: Vec<Street>,
    /// Halls, numbered from the north-west.
    pub halls: Vec<HallPlot>,
    /// Parcels.
    pub parcels: Vec<LandPlot>,
}

/// Length of a bay, m.
const BAY_M: f64 = 8.0;
/// Depths that fit usual column grids, m.
const DEPTHS_M: [f64; 9] = [54.0, 48.0, 45.0, 42.0, 36.0, 32.0, 30.0, 27.0, 24.0];
/// The deepest hall of a block, m, block by block.
const CAPS_M: [f64; 7] = [48.0, 54.0, 45.0, 54.0, 42.0, 54.0, 48.0];
const LONGEST_M: f64 = 120.0;
/// From street edge to building, m.
const SETBACK_M: f64 = 9.0;
/// Between buildings, m (GB 50016 asks for 10 m and more between class C halls).
const GAP_M: f64 = 13.0;
/// From the outermost block to the outline, m.
const MARGIN_M: f64 = 11.0;

/// Width of a street of a class, m.
#[must_use]
pub fn street_width_m(class: u8) -> f64 {
    match class {
        1 => 30.0,
        2 => 20.0,
        _ => 13.0,
    }
}

/// The turned grid on the ground.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    center: (f64, f64),
    along: (f64, f64),
    m_per_degree: (f64, f64),
}

impl Frame {
    /// A frame about a middle (lon, lat) with a direction (east, north).
    #[must_use]
    pub fn new(center: (f64, f64), along: (f64, f64)) -> Self {
        Self { center, along, m_per_degree: metres_per_degree(center.1) }
    }

    /// The position u metres along and v metres to the left of the middle, to 1e-6 degree (0.1 m).
    #[must_use]
    pub fn at(&self, u: f64, v: f64) -> Point {
        let (east, north) = (u * self.along.0 - v * self.along.1, u * self.along.1 + v * self.along.0);
        let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
        Point::new(
            round(self.center.0 + east / self.m_per_degree.0),
            round(self.center.1 + north / self.m_per_degree.1),
        )
    }
}

/// Metres in a degree of longitude and of latitude at a latitude.
///
/// The cosine is a series, since the library's may differ in its last bit from machine to machine.
#[must_use]
pub fn metres_per_degree(lat: f64) -> (f64, f64) {
    let x2 = (lat * std::f64::consts::PI / 180.0) * (lat * std::f64::consts::PI / 180.0);
    let cosine = 1.0 - x2 / 2.0 * (1.0 - x2 / 12.0 * (1.0 - x2 / 30.0 * (1.0 - x2 / 56.0)));
    (111_320.0 * cosine, 110_800.0)
}

/// An upright rectangle of the grid.
#[derive(Clone, Copy, Debug)]
struct Patch {
    u: f64,
    v: f64,
    w: f64,
    h: f64,
}

/// Where the blocks of one axis begin, and where the axis ends.
fn spread(sizes: &[f64], classes: &[u8]) -> (Vec<f64>, f64) {
    let mut starts = Vec::with_capacity(sizes.len());
    let mut at = 0.0;
    for (index, size) in sizes.iter().enumerate() {
        starts.push(at);
        at += size;
        if index + 1 < sizes.len() {
            at += street_width_m(classes.get(index).copied().unwrap_or(3));
        }
    }
    (starts.iter().map(|s| s - at / 2.0).collect(), at / 2.0)
}

/// Lays a site out.
#[must_use]
pub fn lay_out(site: &Site<'_>) -> Plan {
    let frame = Frame::new(site.center, site.along);
    let (us, half_w) = spread(site.columns, site.between_columns);
    let (vs, half_h) = spread(site.rows, site.between_rows);
    let (outline, area) = outline(half_w + MARGIN_M, half_h + MARGIN_M, &site.cuts);
    let boundary = close(outline.iter().map(|(u, v)| frame.at(*u, *v)));
    let mut halls = Vec::new();
    let mut parcels = Vec::new();
    let rows: Vec<_> = vs.iter().zip(site.rows).enumerate().collect();
    // Numbers run as plans are read: from the north-west.
    for (row, (v, h)) in rows.into_iter().rev() {
        for (column, (u, w)) in us.iter().zip(site.columns).enumerate() {
            let block = row * site.columns.len() + column;
            let patch = Patch { u: *u, v: *v, w: *w, h: *h };
            match site.blocks.get(block).copied().unwrap_or(Block::Open) {
                Block::Halls(c, r) => halls.extend(stand(&frame, patch, block, (c, r), false, LONGEST_M)),
                Block::Across(c, r) => halls.extend(stand(&frame, patch, block, (c, r), true, LONGEST_M)),
                Block::Long(r) => halls.extend(stand(&frame, patch, block, (1, r), false, f64::INFINITY)),
                Block::Land(sizes) => parcels.extend(divide(&frame, patch, sizes)),
                Block::Open => {}
            }
        }
    }
    Plan {
        boundary,
        km2: area / 1e6,
        streets: streets(&frame, site, &us, &vs, half_w, half_h),
        halls,
        parcels,
    }
}

fn close(points: impl Iterator<Item = Point>) -> Ring {
    let mut ring: Ring = points.collect();
    ring.extend(ring.first().copied());
    ring
}

/// The outline with its cut corners, counter-clockwise from the south-west, and its area, ㎡.
fn outline(w: f64, h: f64, cuts: &[(f64, f64); 4]) -> (Vec<(f64, f64)>, f64) {
    let corners = [(-w, -h), (w, -h), (w, h), (-w, h)];
    let mut points = Vec::new();
    for (index, ((u, v), (cut_u, cut_v))) in corners.iter().zip(cuts).enumerate() {
        let (inward_u, inward_v) = (-u.signum() * cut_u, -v.signum() * cut_v);
        if *cut_u == 0.0 {
            points.push((*u, *v));
        } else if index % 2 == 0 {
            // Arriving down or up a side: the vertical leg comes first.
            points.extend([(*u, v + inward_v), (u + inward_u, *v)]);
        } else {
            points.extend([(u + inward_u, *v), (*u, v + inward_v)]);
        }
    }
    let area = 4.0 * w * h - cuts.iter().map(|(a, b)| a * b / 2.0).sum::<f64>();
    (points, area)
}

/// Halls on a block: as large as bay, depth and gaps allow, in the middle of their share.
fn stand(
    frame: &Frame,
    patch: Patch,
    block: usize,
    (columns, rows): (u8, u8),
    across: bool,
    longest: f64,
) -> Vec<HallPlot> {
    let share = |size: f64, n: u8| (size - 2.0 * SETBACK_M - GAP_M * (f64::from(n) - 1.0)) / f64::from(n);
    let (w, h) = (share(patch.w, columns), share(patch.h, rows));
    let (room, depth_room) = if across { (h, w) } else { (w, h) };
    let length = (room.min(longest) / BAY_M).floor() * BAY_M;
    // Blocks were built at different times, to different standards.
    let usual = CAPS_M
        .get(block % CAPS_M.len())
        .copied()
        .unwrap_or(f64::INFINITY)
        .max(if longest > LONGEST_M { 54.0 } else { 0.0 });
    let Some(depth) = DEPTHS_M.into_iter().find(|d| *d <= depth_room.min(usual)) else { return Vec::new() };
    let mut halls = Vec::new();
    for row in (0..rows).rev() {
        for column in 0..columns {
            let u = patch.u + SETBACK_M + f64::from(column) * (w + GAP_M);
            let v = patch.v + SETBACK_M + f64::from(row) * (h + GAP_M);
            let (wide, high) = if across { (depth, length) } else { (length, depth) };
            let (u, v) = (u + (w - wide) / 2.0, v + (h - high) / 2.0);
            let corners = if across {
                [(u + wide, v), (u + wide, v + high), (u, v + high), (u, v)]
            } else {
                [(u, v), (u + wide, v), (u + wide, v + high), (u, v + high)]
            };
            halls.push(HallPlot {
                block,
                footprint: close(corners.iter().map(|(u, v)| frame.at(*u, *v))),
                length_m: length as u32,
                depth_m: depth as u32,
                bays: (length / BAY_M) as u8,
            });
        }
    }
    halls
}

/// Parcels side by side, as high as the block, as wide as their area asks for.
fn divide(frame: &Frame, patch: Patch, sizes: &[u32]) -> Vec<LandPlot> {
    const FENCE_M: f64 = 4.0;
    let mut high = patch.h - 2.0 * FENCE_M;
    let area = |mu: u32| f64::from(mu) * 10_000.0 / 15.0;
    let needed: f64 = sizes.iter().map(|mu| area(*mu)).sum();
    let room = patch.w - FENCE_M * (sizes.len() as f64 + 1.0);
    if needed / high < room {
        // Less land than the block holds: it keeps its full width and leaves a strip to the north.
        high = needed / room;
    }
    let mut u = patch.u + FENCE_M;
    let mut plots = Vec::new();
    for mu in sizes {
        let wide = area(*mu) / high;
        let v = patch.v + FENCE_M;
        let ring = close(
            [(u, v), (u + wide, v), (u + wide, v + high), (u, v + high)]
                .iter()
                .map(|(u, v)| frame.at(*u, *v)),
        );
        plots.push(LandPlot { ring, mu: *mu });
        u += wide + FENCE_M;
    }
    plots
}

/// A street along every gap of the grid; trunk roads go on beyond the outline.
fn streets(frame: &Frame, site: &Site<'_>, us: &[f64], vs: &[f64], half_w: f64, half_h: f64) -> Vec<Street> {
    let reach = |class: u8, half: f64| if class == 1 { half + 90.0 } else { half + MARGIN_M };
    let mut streets = Vec::new();
    let columns = us.iter().zip(site.columns).zip(site.between_columns);
    for (number, ((u, w), class)) in (1..).zip(columns) {
        let middle = u + w + street_width_m(*class) / 2.0;
        let end = reach(*class, half_h);
        streets.push(street(
            *class,
            "经",
            "Jing",
            number,
            vec![frame.at(middle, -end), frame.at(middle, end)],
        ));
    }
    let rows = vs.iter().zip(site.rows).zip(site.between_rows);
    for (number, ((v, h), class)) in (1..).zip(rows) {
        let middle = v + h + street_width_m(*class) / 2.0;
        let end = reach(*class, half_w);
        streets.push(street(
            *class,
            "纬",
            "Wei",
            number,
            vec![frame.at(-end, middle), frame.at(end, middle)],
        ));
    }
    streets
}

fn street(class: u8, zh: &str, en: &str, number: usize, line: Vec<Point>) -> Street {
    const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let numeral = NUMERALS.get(number - 1).copied().unwrap_or("十");
    let name =
        (class < 3).then(|| shared::Text::new(format!("{zh}{numeral}路"), format!("{en} {number} Road")));
    Street { name, class, line }
}
