//! The catalogue of projects that are offered to investors.

use std::sync::Arc;

use shared::fact::project::{EndReason, Ended, Needs, Placed, ProjectFact, ProjectKind, ProjectRegistered};
use shared::measure::{Mu, Wan};
use shared::{Area, Point, Text};

use super::dice::Dice;
use super::halls::{Zone, key};
use super::journal::{Journal, Note};
use super::land::Land;
use super::names::region;
use super::works::{day, working};

/// The catalogue of offered projects: twenty are open at the end, fewer before.
pub fn enter(journal: &mut Journal, seed: u64, zones: &[Zone], land: &[Land]) {
    const PRODUCTS: [(&str, &str, &str, &str); 12] = [
        ("textile", "garments", "针织服装生产线", "Knitwear production line"),
        ("textile", "footwear", "鞋帽箱包产业园", "Shoes, hats and bags park"),
        ("electronics", "components", "电子元器件生产基地", "Electronic components base"),
        ("textile", "finishing", "面料后整理中心", "Fabric finishing centre"),
        ("textile", "weaving", "高密面料织造", "Dense fabric weaving"),
        ("electronics", "assembly", "消费电子组装", "Consumer electronics assembly"),
        ("textile", "trims", "服装辅料集散生产", "Garment trims works"),
        ("textile", "spinning", "混纺纱线生产", "Blended yarn spinning"),
        ("electronics", "connectors", "线束与连接器", "Cable harness and connectors"),
        ("textile", "home_textiles", "家纺成品加工", "Home textiles"),
        ("general", "hardware", "小五金加工", "Small hardware works"),
        ("textile", "technical", "产业用无纺布", "Industrial nonwovens"),
    ];
    let mut dice = Dice::new(seed, "offers");
    // Offered in Dehong: 26, of which six are taken up or withdrawn; beyond Dehong: two.
    for n in 0..28_usize {
        let (chain, stage, zh, en) =
            PRODUCTS.get(n % PRODUCTS.len()).copied().unwrap_or(("textile", "garments", "服装", "Garments"));
        let zone = if n >= 26 { 9 + (n - 26) * 2 } else { dice.below(9) };
        let Some(row) = zones.get(zone).map(|z| z.row) else { continue };
        let owner = region(row.county);
        let on = match n {
            0..8 => day(super::zones::OPENING),
            _ => working(day("2023-02-13").plus((n as i32 - 8) * 26 + dice.between(0, 12))),
        };
        let parcel = land.iter().find(|l| l.zone == zone && l.supplied.is_none());
        let place = zones
            .get(zone)
            .and_then(|z| z.halls.get(dice.below(z.halls.len())))
            .and_then(|h| shared::atlas::middle(&h.plot.footprint));
        let point: Option<Point> = parcel.filter(|_| n % 2 == 0).and_then(|p| p.middle).or(place);
        let registered = ProjectRegistered {
            kind: ProjectKind::Offered,
            title: Text::new(
                format!("{}{zh}（示例）", row_place(row.name.0)),
                format!("{en}, {} (sample)", row_place(row.name.1)),
            ),
            chain: key(chain),
            chain_stage: Some(key(stage)),
            investor: None,
            origin: None,
            origin_country: None,
            region: owner,
            invest_wan: Some(Wan::whole(i64::from(dice.between(20, 150)) * 100)),
            jobs: Some(dice.between(8, 60) as u32 * 10),
            need_area_m2: Some(Area::whole(i64::from(dice.between(10, 60)) * 200)),
            need_land_mu: parcel.filter(|_| n % 2 == 0).map(|p| Mu::whole(i64::from(p.mu))),
            need_power_kva: Some(dice.between(4, 25) as u32 * 100),
            needs: Needs::default(),
            place: Placed {
                park: Some(key(row.key)),
                units: Vec::new(),
                parcels: parcel.filter(|_| n % 2 == 0).map(|p| p.key).into_iter().collect(),
                point,
            },
        };
        let offer = key(&format!("O-{:02}", n + 1));
        journal.put(
            &Note::sample(on, owner).late(dice.between(0, 4)),
            offer,
            ProjectFact::Registered(Arc::new(registered)),
        );
        if matches!(n, 1 | 4 | 6 | 9 | 12 | 15) {
            let reason = if n % 2 == 0 { EndReason::Merged } else { EndReason::Supply };
            let on = working(on.max(day("2023-03-01")).plus(dice.between(90, 240)));
            journal.put(&Note::sample(on, owner), offer, ProjectFact::Ended(Ended { reason }));
        }
    }
}

fn row_place(name: &str) -> &str {
    name.trim_end_matches("（示例）")
        .trim_end_matches(" (sample)")
        .trim_end_matches("产业园区")
        .trim_end_matches(" industrial park")
}
