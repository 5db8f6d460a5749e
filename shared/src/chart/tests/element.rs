//! What the parks can supply, and what is promised of it.

use super::super::{Asked, Chart, Element, ElementView, Selection};
use super::{Log, asked, key};
use crate::{Area, RegionCode};

/// Steam of the whole park and of one zone, power of the whole park only; a target of each kind; two projects.
fn supplied() -> Log {
    let mut log = Log::opened();
    let on = "2023-01-01";
    log.add(
        "park/RL",
        "supply_reported",
        on,
        r#"{"steam_t_h":{"total":100,"used":60},"power_kva":{"total":5000,"used":1000}}"#,
    )
    .add("park/RL-A", "supply_reported", on, r#"{"steam_t_h":{"total":40,"used":30}}"#)
    .add(
        "park/RL-B",
        "supply_reported",
        on,
        r#"{"steam_t_h":{"total":20,"used":20},"dyeing_t_d":{"total":500,"used":450}}"#,
    )
    .add("park/MS", "supply_reported", on, r#"{"steam_t_h":{"total":7,"used":9}}"#)
    // Negotiates for 8 t/h, of which 3 are held for it in a zone.
    .target("T-1", "dyeing", "330000", "negotiating", on, r#","need_power_kva":300,"needs":{"steam_t_h":8}"#)
    .add("target/T-1", "promised", on, r#"{"park":"RL-A","steam_t_h":3,"units":["U-1"]}"#)
    // Willing only: asks for nothing yet.
    .target("T-2", "dyeing", "330000", "willing", on, r#","needs":{"steam_t_h":50}"#)
    // Became a project: what was held for it is the project's now.
    .target("T-3", "dyeing", "330000", "negotiating", on, r#","needs":{"steam_t_h":5}"#)
    .add("target/T-3", "promised", on, r#"{"park":"RL-B","steam_t_h":5}"#)
    .project(
        "P-1",
        "dyeing",
        on,
        r#","place":{"park":"RL-B"},"need_area_m2":700,"jobs":40,"needs":{"steam_t_h":5,"dyeing_t_d":60}"#,
    )
    .reached("P-1", "signed", on)
    .add("target/T-3", "linked", on, r#"{"project":"P-1"}"#)
    // Negotiated, and ended: neither takes anything.
    .project("P-2", "dyeing", on, r#","needs":{"steam_t_h":1000}"#)
    .project("P-3", "dyeing", on, r#","needs":{"steam_t_h":1000}"#)
    .reached("P-3", "signed", on)
    .add("project/P-3", "ended", on, r#"{"reason":"supply"}"#);
    log
}

fn view(chart: &Chart, s: Selection, element: Element) -> Option<[f64; 5]> {
    let views = chart.elements(s);
    let of = |v: &ElementView| [v.total, v.used, v.promised, v.asked, v.short()];
    views.iter().find(|view| view.element == element).map(of)
}

fn park(park: &str) -> Selection {
    Selection { park: Some(key(park)), ..Selection::default() }
}

#[test]
fn of_each_element_a_park_counts_only_where_its_zones_report_nothing() {
    let chart = supplied().chart("2023-06-01");
    let all = Selection::default();
    // 40 + 20 + 7, not the park's own 100; 3 held and 5 of the project; 8 − 3 asked for.
    assert_eq!(view(&chart, all, Element::Steam), Some([67.0, 59.0, 8.0, 5.0, 5.0]));
    // Of power no zone reports: the park's own figure stands.
    assert_eq!(view(&chart, all, Element::Power), Some([5000.0, 1000.0, 0.0, 300.0, -3700.0]));
    assert_eq!(view(&chart, all, Element::Dyeing), Some([500.0, 450.0, 60.0, 0.0, 10.0]));
    assert_eq!(view(&chart, all, Element::Water), None, "nobody reports any");
    // A zone, and its whole park; what asks has no park yet, unless one held something for it.
    assert_eq!(view(&chart, park("RL-A"), Element::Steam), Some([40.0, 30.0, 3.0, 5.0, -2.0]));
    assert_eq!(view(&chart, park("RL-B"), Element::Steam), Some([20.0, 20.0, 5.0, 0.0, 5.0]));
    assert_eq!(view(&chart, park("RL"), Element::Steam), Some([60.0, 50.0, 8.0, 5.0, 3.0]));
    assert_eq!(view(&chart, park("RL-A"), Element::Power), None, "that is the whole park's");
}

#[test]
fn space_is_what_is_built_and_a_promised_unit_is_as_large_as_it_is() {
    let mut log = supplied();
    let all = Selection::default();
    // U-1 free, U-2 let, U-3 kept; U-4 withheld and U-5 planned do not count. U-1 held; 700 for the project.
    assert_eq!(
        view(&log.chart("2023-06-01"), all, Element::Space),
        Some([9000.0, 5000.0, 4700.0, 0.0, 700.0])
    );
    // A project that has landed has its space.
    log.reached("P-1", "landed", "2023-07-01");
    assert_eq!(view(&log.chart("2023-07-01"), all, Element::Space), Some([9000.0, 5000.0, 4000.0, 0.0, 0.0]));
    // The reservation of U-3 lapses.
    assert_eq!(
        view(&log.chart("2024-01-01"), all, Element::Space),
        Some([9000.0, 3000.0, 4000.0, 0.0, -2000.0])
    );
}

#[test]
fn a_stage_tells_its_needs_against_what_is_free() {
    let chart = supplied().chart("2023-06-01");
    let stages = chart.stages(Selection::default());
    let steam = |at: usize| stages[at].needs[Element::Steam as usize];
    // Free 67 − 59; of which dyeing was promised 8 and asks for 5 more.
    assert_eq!((steam(2).free, steam(2).promised, steam(2).asked, steam(2).short()), (8.0, 8.0, 5.0, 5.0));
    assert_eq!((steam(3).free, steam(3).promised, steam(3).short()), (8.0, 0.0, 0.0));
    // Two negotiated or ended projects, one under way.
    assert_eq!((stages[2].projects, stages[2].negotiating), (1, 1));
}

#[test]
fn parks_that_promised_more_than_is_free_are_told_the_worst_first() {
    let mut log = supplied();
    let told = |chart: Chart| -> Vec<(String, Element, f64, f64)> {
        chart.overpromised().iter().map(|o| (o.park.to_string(), o.element, o.free, o.promised)).collect()
    };
    assert_eq!(told(log.chart("2023-06-01")), []);
    // Of another chain and followed by another prefecture: the same steam all the same. 3 + 9 of 10 free.
    let other = r#"{"name":{"zh":"示例"},"region":"530100","home":"440100","chain":"electronics","chain_stage":"boards","intent":"willing"}"#;
    log.add("target/T-9", "registered", "2023-02-01", other).add(
        "target/T-9",
        "promised",
        "2023-02-01",
        r#"{"park":"RL","steam_t_h":9,"power_kva":8000}"#,
    );
    let rl = |element, free, promised| ("RL".to_owned(), element, free, promised);
    let expected = [rl(Element::Power, 4000.0, 8000.0), rl(Element::Steam, 10.0, 12.0)];
    assert_eq!(told(log.chart("2023-06-01")), expected, "twice as much before a fifth more");
    // What there is nothing of at all is worst.
    log.target("T-8", "dyeing", "330000", "willing", "2023-03-01", "").add(
        "target/T-8",
        "promised",
        "2023-03-01",
        r#"{"park":"MS","steam_t_h":1}"#,
    );
    let all = told(log.chart("2023-06-01"));
    assert_eq!(all[0], ("MS".to_owned(), Element::Steam, 0.0, 1.0));
    assert_eq!(all[1..], expected);
    // A county tells of its own parks only.
    let county = Asked { region: RegionCode::new(533_103).unwrap(), ..asked() };
    assert_eq!(told(log.asked("2023-06-01", county)), [all[0].clone()]);
    log.add("target/T-8", "promise_withdrawn", "2023-04-01", "{}").add(
        "target/T-9",
        "dropped",
        "2023-04-01",
        "{}",
    );
    assert_eq!(told(log.chart("2023-06-01")), []);
}

#[test]
fn floor_space_let_belongs_to_the_stage_of_the_firm_that_took_it() {
    let mut log = supplied();
    log.firm("F-1", "garments", "RL-A", "330000", "2023-02-01").add(
        "unit/U-1",
        "leased",
        "2023-03-01",
        r#"{"enterprise":"F-1","until":"2023-12-31"}"#,
    );
    let area = |log: &Log, on: &str, s| log.chart(on).stages(s)[3].area;
    let all = Selection::default();
    assert_eq!(area(&log, "2023-02-28", all), Area::ZERO);
    assert_eq!(area(&log, "2023-03-01", all), Area::whole(4000));
    assert_eq!(area(&log, "2023-12-31", all), Area::whole(4000), "ending");
    assert_eq!(area(&log, "2023-03-01", park("RL")), Area::whole(4000));
    assert_eq!(area(&log, "2023-03-01", park("RL-B")), Area::ZERO);
    // Given back, and let to somebody whose record is not named.
    log.add("unit/U-1", "vacated", "2023-06-01", "{}");
    assert_eq!(area(&log, "2023-06-01", all), Area::ZERO);
    log.add("unit/U-1", "leased", "2023-07-01", r#"{"until":"2024-12-31"}"#);
    assert_eq!(area(&log, "2023-07-01", all), Area::ZERO);
}
