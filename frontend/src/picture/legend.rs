//! The legend of a picture: what the legend of the page says, switches included.

use shared::entity::{ProjectStage, UnitStatus};
use shared::measure::Mu;
use shared::{Lang, Word};

use super::pen::{Pen, Side};
use crate::format::{grouped, land_number, money_number, wan};
use crate::legend::Counts;
use crate::scene::{GroundKind, Shown};
use crate::signs::{stage_word, status_word};

/// Height of a row, px.
const ROW: f64 = 20.0;

/// A sign of the legend.
#[derive(Clone, Copy)]
enum Mark {
    Status(UnitStatus),
    Stage(ProjectStage),
    Ground(GroundKind),
}

/// A class: sign, name, number, amount, and whether it is switched on.
struct Row {
    mark: Mark,
    name: Word,
    count: u32,
    amount: String,
    on: bool,
}

/// A group of classes.
pub struct Group {
    head: Word,
    rows: Vec<Row>,
}

/// The three groups of the page's legend.
pub fn groups(counts: &Counts, shown: &Shown, lang: Lang) -> [Group; 3] {
    let units = UnitStatus::ALL.map(|status| Row {
        mark: Mark::Status(status),
        name: status_word(status),
        count: counts.units.count(status),
        amount: wan(counts.units.area(status)),
        on: shown.status(status),
    });
    let projects = ProjectStage::ALL
        .into_iter()
        .zip(counts.projects.projects.into_iter().zip(counts.projects.invest_wan));
    let projects = projects.map(|(stage, (count, invest))| Row {
        mark: Mark::Stage(stage),
        name: stage_word(stage),
        count,
        amount: if invest.hundredths() == 0 { "—".to_owned() } else { money_number(invest, lang) },
        on: shown.stage(stage),
    });
    let land: Mu = counts.parcels.area_mu.iter().copied().sum();
    let ground = GroundKind::ALL.map(|kind| Row {
        mark: Mark::Ground(kind),
        name: match kind {
            GroundKind::Ports => Word::TablePorts,
            GroundKind::Parks => Word::TableColZone,
            GroundKind::Parcels => Word::TableParcels,
        },
        count: counts.ground(kind),
        amount: if kind == GroundKind::Parcels { land_number(land, lang) } else { String::new() },
        on: shown.ground(kind),
    });
    [
        Group { head: Word::PictureUnits, rows: units.into() },
        // Ended projects stand in the legend only where there are some.
        Group { head: Word::PictureProjects, rows: projects.filter(|row| row.on || row.count > 0).collect() },
        Group { head: Word::PictureGround, rows: ground.into() },
    ]
}

impl Group {
    /// Its height, px.
    pub fn height(&self) -> f64 {
        (self.rows.len() as f64 + 1.0) * ROW + 8.0
    }

    /// Draws it from a top left corner.
    pub fn draw(&self, pen: &Pen, [x, y]: [f64; 2], width: f64, lang: Lang) {
        pen.colours("--t1", "--t1");
        pen.rule([x, y], [x + width, y], 1.0);
        pen.type_of(12.0, true);
        pen.write(self.head.text(lang), x, y + 15.0, Side::Left);
        pen.type_of(12.0, false);
        for (row, at) in self.rows.iter().zip(1..) {
            let top = y + f64::from(at) * ROW;
            pen.canvas.set_global_alpha(if row.on { 1.0 } else { 0.35 });
            match row.mark {
                Mark::Status(status) => pen.swatch(status, x, top + 4.0),
                Mark::Stage(stage) => pen.disc(stage, x + 2.0, top + 2.0),
                Mark::Ground(GroundKind::Ports) => pen.gate(x + 3.0, top + 3.0),
                Mark::Ground(GroundKind::Parks) => pen.frame(x, top + 4.0, &[4.0, 2.0, 1.0, 2.0], "--t2"),
                Mark::Ground(GroundKind::Parcels) => pen.frame(x, top + 4.0, &[3.0, 2.0], "--t2"),
            }
            pen.canvas.set_global_alpha(1.0);
            let colour = if row.on { "--t1" } else { "--t3" };
            pen.colours(colour, colour);
            let name = row.name.text(lang);
            let base = top + 15.0;
            pen.write(name, x + 30.0, base, Side::Left);
            if !row.on {
                pen.rule([x + 30.0, base - 4.0], [x + 30.0 + pen.width(name), base - 4.0], 1.0);
            }
            pen.write(&grouped(row.count.into()), x + width - 64.0, base, Side::Right);
            pen.colours("--t2", "--t2");
            pen.write(&row.amount, x + width, base, Side::Right);
        }
    }
}
