//! Where targets come from, and what passes a selection.

use super::super::{Aspect, Bucket, Chart, Colour, Selection, persons};
use super::{Log, day, key};
use crate::{Key, RegionCode};

fn province(code: u32) -> RegionCode {
    RegionCode::new(code).unwrap()
}

/// Three targets of Zhejiang, two of Guangdong, one of Yunnan itself, one that was dropped, one of another chain.
fn targets() -> Log {
    let mut log = Log::opened();
    log.target("T-1", "garments", "330100", "none", "2023-01-01", "")
        .target("T-2", "garments", "330200", "watching", "2023-01-02", "")
        .target("T-3", "dyeing", "330000", "willing", "2023-01-03", "")
        .target("T-4", "weaving", "441900", "negotiating", "2023-01-04", "")
        .target("T-5", "weaving", "440100", "willing", "2023-01-05", "")
        .target("T-6", "weaving", "530100", "willing", "2023-01-06", "")
        .target("T-7", "weaving", "440100", "willing", "2023-01-06", "")
        .add("target/T-8", "registered", "2023-01-07", r#"{"name":{"zh":"示例"},"region":"533100","home":"440100","chain":"electronics","chain_stage":"boards","intent":"willing"}"#)
        .add("target/T-7", "dropped", "2023-02-01", "{}")
        .add("target/T-1", "intent_observed", "2023-02-01", r#"{"intent":"negotiating"}"#)
        .project("P-1", "weaving", "2023-03-01", r#","place":{"park":"RL-A"}"#)
        .add("target/T-4", "linked", "2023-03-01", r#"{"project":"P-1"}"#);
    log
}

fn flows(chart: &Chart) -> Vec<(u32, [u32; 4])> {
    chart.flows(Selection::default()).iter().map(|flow| (flow.home.number(), flow.targets)).collect()
}

#[test]
fn flows_are_the_same_for_officials_and_for_visitors() {
    let log = targets();
    let expected = [(330_000, [1, 1, 1, 0]), (440_000, [0, 1, 0, 1]), (530_000, [0, 1, 0, 0])];
    assert_eq!(flows(&log.chart("2023-03-01")), expected);
    assert_eq!(flows(&log.counted("2023-03-01")), expected);
    // A month before: nothing signed, one not dropped yet, T-1 without intent.
    let before = [(330_000, [2, 1, 0, 0]), (440_000, [0, 2, 1, 0]), (530_000, [0, 1, 0, 0])];
    assert_eq!(flows(&log.chart("2023-01-31")), before);
    assert_eq!(flows(&log.counted("2023-01-31")), before);
    for on in ["2022-12-31", "2023-01-04", "2023-02-01", "2024-01-01"] {
        let (each, counted) = (log.chart(on), log.counted(on));
        assert_eq!(flows(&each), flows(&counted), "{on}");
        let by_stage = |chart: &Chart| -> Vec<_> {
            chart.stages(Selection::default()).iter().map(|view| (view.targets, view.linked)).collect()
        };
        assert_eq!(by_stage(&each), by_stage(&counted), "{on}");
    }
    assert!(log.counted("2023-03-01").held.is_empty());
}

#[test]
fn buckets_follow_the_intent_until_a_project_comes_of_it() {
    let chart = targets().chart("2023-03-01");
    let of = |target| Bucket::of(chart.prospects.iter().find(|p| p.key == Some(key(target))).unwrap());
    assert_eq!(
        ["T-1", "T-2", "T-3", "T-4"].map(of),
        [Bucket::Negotiating, Bucket::Untouched, Bucket::Willing, Bucket::Signed]
    );
}

#[test]
fn a_target_entered_anew_elsewhere_is_counted_there_from_then_on() {
    let mut log = targets();
    log.target("T-2", "weaving", "440100", "watching", "2023-05-01", "");
    for (on, home) in [("2023-04-30", 330_000), ("2023-05-01", 440_000)] {
        let chart = log.chart(on);
        let target = chart.prospects.iter().find(|p| p.key == Some(key("T-2"))).unwrap();
        assert_eq!(target.home, province(home), "{on}");
        assert_eq!(flows(&chart), flows(&log.counted(on)), "{on}");
    }
}

/// A target and a project on every side of a selection.
fn sides() -> Log {
    let mut log = targets();
    let duty = r#"{"person":"O-1","unit":{"zh":"招商局"}}"#;
    log.firm("F-1", "weaving", "RL-B", "330100", "2023-01-01")
        .add(
            "rule/leads",
            "preset_defined",
            "2022-12-31",
            r#"{"name":{"zh":"跟进"},"rules":[{"measure":"action","yellow_from":1,"red_above":14}]}"#,
        )
        .add("target/T-5", "promised", "2023-02-01", r#"{"park":"RL-B","area_m2":100}"#)
        .add("target/T-5", "duty_assigned", "2023-02-01", duty)
        .add("target/T-5", "action_set", "2023-02-01", r#"{"action":"visit","due":"2023-02-10"}"#)
        .project("P-2", "garments", "2023-01-01", r#","origin":"330100","place":{"park":"RL"}"#)
        .add("project/P-2", "duty_assigned", "2023-01-01", duty);
    log
}

/// Firms, targets and projects that pass.
fn passing(chart: &Chart, s: Selection) -> [usize; 3] {
    [chart.firms(s).count(), chart.prospects(s).count(), chart.works(s).count()]
}

#[test]
fn each_side_of_a_selection_lets_pass_what_is_known_to_be_so() {
    let chart = sides().chart("2023-03-01");
    let none = Selection::default();
    assert_eq!(passing(&chart, none), [1, 6, 2]);
    assert_eq!(passing(&chart, Selection { stage: Some(key("weaving")), ..none }), [1, 3, 1]);
    assert_eq!(passing(&chart, Selection { home: Some(province(330_000)), ..none }), [1, 3, 1]);
    assert_eq!(passing(&chart, Selection { person: Some(key("O-1")), ..none }), [0, 1, 1]);
    assert_eq!(passing(&chart, Selection { light: Some(Colour::Red), ..none }), [0, 1, 0]);
    // A whole park, its zones included; one zone; a park of nothing.
    assert_eq!(passing(&chart, Selection { park: Some(key("RL")), ..none }), [1, 1, 2]);
    assert_eq!(passing(&chart, Selection { park: Some(key("RL-B")), ..none }), [1, 1, 0]);
    assert_eq!(passing(&chart, Selection { park: Some(key("RL-A")), ..none }), [0, 0, 1]);
    assert_eq!(passing(&chart, Selection { park: Some(key("MS")), ..none }), [0, 0, 0]);
}

#[test]
fn a_part_is_filtered_by_every_side_but_its_own() {
    let chart = sides().chart("2023-03-01");
    let none = Selection::default();
    let weaving = Selection { stage: Some(key("weaving")), ..none };
    // The chain shows all stages, the front only what is woven.
    assert_eq!(chart.stages(weaving), chart.stages(none));
    let homes = |s| chart.flows(s).iter().map(|flow| (flow.home.number(), flow.total())).collect::<Vec<_>>();
    assert_eq!(homes(weaving), [(440_000, 2), (530_000, 1)]);
    let zhejiang = Selection { home: Some(province(330_000)), ..none };
    assert_eq!(chart.flows(zhejiang), chart.flows(none));
    let targets: Vec<u32> = chart.stages(zhejiang).iter().map(|view| view.all_targets()).collect();
    assert_eq!(targets, [0, 0, 1, 2, 0, 0, 0]);
    let red = Selection { light: Some(Colour::Red), ..none };
    assert_eq!(chart.lights(red), chart.lights(none));
    for aspect in [Aspect::Stage, Aspect::Park, Aspect::Home, Aspect::Light, Aspect::Person] {
        assert_eq!(none.without(aspect), none);
        assert!(none.is_empty());
    }
}

#[test]
fn a_county_sees_its_own() {
    let log = sides();
    let asked = super::Asked { region: province(533_102), ..super::asked() };
    let chart = log.asked("2023-03-01", asked);
    assert_eq!(passing(&chart, Selection::default()), [1, 0, 2], "the prefecture follows the targets");
    assert_eq!(chart.held.len(), 1, "what its parks hold is known all the same");
    assert_eq!(chart.parks.keys().map(|park| park.as_str()).collect::<Vec<_>>(), ["RL", "RL-A", "RL-B"]);
    assert_eq!((chart.base, chart.day), (day("2022-12-31"), day("2023-03-01")));
}

#[test]
fn who_was_ever_responsible_can_be_chosen_on_every_day() {
    let mut log = sides();
    log.add("project/P-2", "duty_assigned", "2023-02-20", r#"{"person":"O-7"}"#).add(
        "target/T-8",
        "duty_assigned",
        "2023-02-20",
        r#"{"person":"O-9"}"#,
    );
    let persons = |region| {
        let asked = super::Asked { region: province(region), ..super::asked() };
        persons(&log.world(), asked).iter().map(Key::to_string).collect::<Vec<_>>()
    };
    assert_eq!(persons(533_100), ["O-1", "O-7"], "and nobody of another chain");
    assert_eq!(persons(533_102), ["O-1", "O-7"], "the project's");
    assert_eq!(persons(532_500), [""; 0]);
}
