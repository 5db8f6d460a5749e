//! What officials would tell, on the whole chart.

use super::super::funnel::Lead;
use super::super::{Chart, Colour, Known, Selection};
use super::{Log, asked, day, key};
use crate::Stamp;
use crate::fact::project::Node;

/// Under way, negotiated and on the board.
fn stands(chart: &Chart) -> (u32, u32, usize) {
    let all = Selection::default();
    let stages = chart.stages(all);
    let sum = |of: fn(&super::super::StageView) -> u32| stages.iter().map(of).sum();
    (sum(|view| view.projects), sum(|view| view.negotiating), chart.project_rows(all).len())
}

#[test]
fn a_stage_is_skipped() {
    // Nobody told when it was signed: it landed, and then produced.
    let mut log = Log::opened();
    log.project("P-1", "garments", "2023-01-01", "")
        .reached("P-1", "negotiating", "2023-01-10")
        .reached("P-1", "landed", "2023-02-01")
        .reached("P-1", "above_scale", "2023-06-01");
    assert_eq!(stands(&log.chart("2023-01-31")), (0, 1, 1));
    assert_eq!(stands(&log.chart("2023-02-01")), (1, 0, 1), "what landed was signed");
    assert_eq!(stands(&log.chart("2023-06-01")), (0, 0, 1), "what is above scale produces");
    let funnel = log.chart("2023-06-01").funnel(Selection::default(), None);
    let there = |node| funnel.steps.iter().find(|step| step.node == node).unwrap().leads;
    assert_eq!([Node::Negotiating, Node::Signed, Node::Landed, Node::InProduction].map(there), [1, 0, 1, 0]);
    assert!(funnel.landings.is_empty());
}

#[test]
fn a_project_ends_and_is_taken_up_again() {
    let mut log = Log::opened();
    log.project("P-1", "garments", "2023-01-01", r#","needs":{"steam_t_h":5}"#)
        .reached("P-1", "signed", "2023-02-01")
        .add("project/P-1", "ended", "2023-05-01", r#"{"reason":"funds"}"#)
        .add("project/P-1", "revived", "2023-09-01", "{}");
    let at = |on| {
        let chart = log.chart(on);
        (stands(&chart), chart.works[0].ended)
    };
    assert_eq!(at("2023-04-30"), ((1, 0, 1), None));
    assert_eq!(at("2023-05-01"), ((0, 0, 0), Some(day("2023-05-01"))));
    assert_eq!(at("2023-09-01"), ((1, 0, 1), None));
    // It signed, whatever became of it.
    let signed = |on: &str| log.chart(on).reached(Node::Signed, Selection::default(), None);
    let told = vec![(Lead::Project(key("P-1")), day("2023-02-01"))];
    assert_eq!((signed("2023-05-01"), signed("2023-01-31")), (told, vec![]));
}

#[test]
fn a_date_is_corrected_and_was_known_otherwise_before() {
    let mut log = Log::opened();
    log.add(
        "rule/nodes",
        "preset_defined",
        "2023-01-01",
        r#"{"name":{"zh":"节点"},"rules":[{"measure":"node","yellow_from":1,"red_above":30}]}"#,
    )
    .project("P-1", "garments", "2023-01-01", "")
    .add("project/P-1", "planned", "2023-01-01", r#"{"node":"landed","day":"2023-03-01"}"#)
    .reached("P-1", "signed", "2023-02-01")
    .reached("P-1", "landed", "2023-04-20")
    // In June the date of the landing turns out to be wrong: it was in March.
    .recorded(
        "project/P-1",
        "corrected",
        "2023-06-01",
        "2023-06-01",
        r#"{"version":5,"occurred_on":"2023-03-05"}"#,
    );
    let told = |chart: &Chart| {
        let days = chart.funnel(Selection::default(), None).steps[5].median_days;
        (days, chart.works[0].light.colour)
    };
    let world = log.world();
    let known_by =
        |stamp: Stamp, on: &str| Chart::of(&world.as_at(stamp).atlas(day(on)), Known::Each, asked()).unwrap();
    let before: Stamp = "2023-05-31T12:00:00Z".parse().unwrap();
    // As known before: landed in April, and therefore late in March.
    assert_eq!(told(&known_by(before, "2023-05-01")), (Some(78), Colour::Green));
    assert_eq!(told(&known_by(before, "2023-03-20")), (None, Colour::Yellow));
    // As known now.
    assert_eq!(told(&known_by(Stamp::MAX, "2023-05-01")), (Some(32), Colour::Green));
    assert_eq!(told(&known_by(Stamp::MAX, "2023-03-20")), (Some(32), Colour::Green));
    assert_eq!(told(&known_by(Stamp::MAX, "2023-03-04")), (None, Colour::Yellow));
    // Taken back altogether, it never landed.
    log.recorded("project/P-1", "corrected", "2023-06-02", "2023-06-02", r#"{"version":5,"retracted":true}"#);
    assert_eq!(told(&log.chart("2023-05-01")), (None, Colour::Red));
}
