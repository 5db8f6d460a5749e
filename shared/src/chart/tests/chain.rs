//! Stages, gaps, links, layout.

use super::super::graph::{self, GraphFault};
use super::super::{GapClass, GapRule, Selection};
use super::{Log, key};
use crate::Key;
use crate::fact::registry::{ChainDefined, ChainStage, StageRole};

fn firms() -> Log {
    let mut log = Log::opened();
    log.firm("F-1", "spinning", "RL-A", "330000", "2022-12-31")
        .firm("F-2", "spinning", "RL-B", "330000", "2023-03-01")
        .firm("F-3", "garments", "MS", "440000", "2022-12-31")
        .firm("F-4", "weaving", "RL-A", "440000", "2023-02-01")
        .add("enterprise/F-3", "left", "2023-06-30", "{}")
        // Of another chain, and of another region.
        .add(
            "enterprise/F-5",
            "registered",
            "2023-01-01",
            r#"{"name":{"zh":"示例"},"chain":"electronics","region":"533102"}"#,
        )
        .add(
            "enterprise/F-6",
            "registered",
            "2023-01-01",
            r#"{"name":{"zh":"示例"},"chain":"textile","chain_stage":"dyeing","region":"440100"}"#,
        );
    log
}

#[test]
fn firms_are_counted_with_those_that_were_there_on_the_first_day() {
    let log = firms();
    let counts = |on| -> Vec<(u32, u32)> {
        let views = log.chart(on).stages(Selection::default());
        views.iter().map(|view| (view.firms_before, view.firms)).collect()
    };
    assert_eq!(counts("2022-12-31"), [(1, 1), (0, 0), (0, 0), (1, 1), (0, 0), (0, 0), (0, 0)]);
    assert_eq!(counts("2023-03-01"), [(1, 2), (0, 1), (0, 0), (1, 1), (0, 0), (0, 0), (0, 0)]);
    assert_eq!(counts("2023-06-30"), [(1, 2), (0, 1), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)], "one left");
}

#[test]
fn a_gap_has_a_class_and_the_rule_that_gave_it() {
    let chart = Log::opened().chart("2023-01-01");
    let gap = |stage: &str, firms| {
        let stage = chart.chain.stages.iter().find(|s| s.key == key(stage)).unwrap();
        chart.gap(stage, firms).map(|gap| {
            assert_eq!((gap.firms, Some(gap.wanted)), (firms, stage.wanted));
            (gap.class, gap.rule)
        })
    };
    let (fill, weak) =
        ((GapClass::Fill, GapRule::Nobody), (GapClass::Strengthen, GapRule::Below { percent: 50 }));
    let extend = (GapClass::Extend, GapRule::EndOfChain);
    assert_eq!([gap("weaving", 0), gap("weaving", 1), gap("weaving", 2)], [Some(fill), Some(weak), None]);
    assert_eq!([gap("garments", 4), gap("garments", 5), gap("garments", 10)], [Some(weak), None, None]);
    assert_eq!(
        [gap("footwear", 0), gap("footwear", 1), gap("footwear", 2)],
        [Some(extend), Some(extend), None]
    );
    assert_eq!([gap("machinery", 0), gap("machinery", 1)], [Some(fill), None]);
    assert_eq!([gap("trims", 0), gap("trims", 9)], [None, None], "nobody says how many are wanted");
}

#[test]
fn without_a_limit_of_its_own_a_chain_is_weak_below_what_is_wanted() {
    let mut chart = Log::opened().chart("2023-01-01");
    std::sync::Arc::make_mut(&mut chart.chain).weak_below_percent = None;
    let weaving = chart.chain.stages[1].clone();
    assert_eq!(chart.gap(&weaving, 3).map(|gap| gap.rule), Some(GapRule::Below { percent: 100 }));
    assert_eq!(chart.gap(&weaving, 4), None);
}

#[test]
fn gaps_are_those_of_the_region_whatever_is_chosen() {
    let chart = firms().chart("2023-03-01");
    let of = |selection| -> Vec<_> {
        chart.stages(selection).iter().map(|view| (view.firms, view.gap.map(|gap| gap.class))).collect()
    };
    let (all, zone) =
        (of(Selection::default()), of(Selection { park: Some(key("RL-B")), ..Selection::default() }));
    assert_eq!(all[0], (2, None));
    assert_eq!(zone[0], (1, None), "two of two are in the region");
    assert_eq!((all[1], zone[1].1), ((1, Some(GapClass::Strengthen)), Some(GapClass::Strengthen)));
    let future: Vec<u32> = chart.stages(Selection::default()).iter().map(|view| view.missing()).collect();
    assert_eq!(future, [0, 3, 1, 9, 0, 2, 1]);
}

#[test]
fn a_link_is_broken_where_nobody_is_at_one_of_its_ends() {
    let chart = firms().chart("2023-03-01");
    let links = chart.links(&chart.stages(Selection::default()));
    let told: Vec<String> =
        links.iter().map(|l| format!("{} {} {}", l.from, if l.broken { "x" } else { "-" }, l.to)).collect();
    // Nobody dyes; nobody makes trims either, but nobody is wanted there; footwear would only lengthen the chain.
    let expected = [
        "spinning - weaving",
        "weaving x dyeing",
        "dyeing x garments",
        "trims - garments",
        "garments - footwear",
    ];
    assert_eq!(told, expected);
}

fn chain(stages: &[(&str, &[&str])]) -> ChainDefined {
    let stage = |(name, inputs): &(&str, &[&str])| ChainStage {
        key: key(name),
        number: None,
        name: crate::Text::new(*name, ""),
        role: StageRole::Core,
        wanted: None,
        inputs: inputs.iter().map(|input| key(input)).collect(),
    };
    ChainDefined {
        name: crate::Text::new("", ""),
        stages: stages.iter().map(stage).collect(),
        weak_below_percent: None,
    }
}

fn columns(columns: &[Vec<Key>]) -> Vec<String> {
    let line = |column: &Vec<Key>| column.iter().map(Key::as_str).collect::<Vec<_>>().join(" ");
    columns.iter().map(line).collect()
}

#[test]
fn every_stage_stands_behind_its_inputs_and_a_source_right_before_what_it_feeds() {
    // As the textile chain is: trims enter at the garments, and what they feed alone goes along with them.
    let graph = graph::layout(&chain(&[
        ("fibre", &[]),
        ("spinning", &["fibre"]),
        ("weaving", &["spinning"]),
        ("knitting", &["spinning"]),
        ("dyeing", &["weaving", "knitting"]),
        ("finishing", &["dyeing"]),
        ("garments", &["finishing", "trims"]),
        ("trims", &[]),
        ("home", &["finishing"]),
        ("footwear", &["trims"]),
        ("machinery", &[]),
    ]));
    // Trims have no input in the column before, and stand at the top of theirs.
    let expected =
        ["fibre", "spinning", "weaving knitting", "dyeing", "trims finishing", "footwear garments home"];
    assert_eq!(columns(&graph.columns), expected);
    assert_eq!((graph.apart, graph.faults), (vec![key("machinery")], vec![]));
}

#[test]
fn a_circle_is_told_and_drawn_as_far_as_it_goes() {
    let graph = graph::layout(&chain(&[
        ("a", &["c"]),
        ("b", &["a"]),
        ("c", &["b"]),
        ("self", &["self"]),
        ("d", &["c", "nowhere", "c"]),
    ]));
    // Links are taken in the order of the chain: a needs c, b needs a; that c needs b closes the circle.
    assert_eq!(columns(&graph.columns), ["c", "a d", "b"]);
    assert_eq!(graph.apart, [key("self")]);
    let unknown = GraphFault::UnknownInput { stage: key("d"), input: key("nowhere") };
    let circle = |stage| GraphFault::Loop { stage: key(stage) };
    assert_eq!(graph.faults, [circle("c"), circle("self"), unknown]);
}

#[test]
fn a_chain_of_nothing_is_drawn_as_nothing() {
    assert_eq!(graph::layout(&chain(&[])), graph::Graph::default());
    let alone = graph::layout(&chain(&[("only", &[])]));
    assert_eq!((alone.columns.len(), alone.apart), (0, vec![key("only")]));
}
