//! Traffic lights at the borders of every measure.

use super::super::{Asked, Colour, Light};
use super::{Log, asked, key};
use crate::fact::project::Node;
use crate::fact::rule::Lateness;

use Colour::{Green, Red, Yellow};

/// The presets of Yinchuan and Sanya, one for nodes, one for targets.
fn presets() -> Log {
    let mut log = Log::opened();
    let preset = |rules: &[(&str, f64, f64)]| {
        let rule = |(measure, yellow, red): &(&str, f64, f64)| {
            format!(r#"{{"measure":"{measure}","yellow_from":{yellow},"red_above":{red}}}"#)
        };
        let rules: Vec<String> = rules.iter().map(rule).collect();
        format!(r#"{{"name":{{"zh":"预设"}},"rules":[{}]}}"#, rules.join(","))
    };
    let on = "2022-12-31";
    log.add("rule/leads", "preset_defined", on, &preset(&[("action", 1.0, 14.0)]));
    let yinchuan = preset(&[("progress", 10.0, 30.0), ("start", 1.0, 2.0), ("entry", 1.0, 2.0)]);
    log.add("rule/yinchuan", "preset_defined", on, &yinchuan)
        .add("rule/sanya", "preset_defined", on, &preset(&[("investment", 1.0, 50.0)]))
        .add("rule/nodes", "preset_defined", on, &preset(&[("node", 1.0, 30.0)]))
        .project("P-1", "garments", "2023-01-01", "");
    log
}

fn by(preset: &str) -> Asked {
    Asked { preset: Some(key(preset)), ..asked() }
}

fn light(log: &Log, preset: &str, on: &str) -> Light {
    log.asked(on, by(preset)).works[0].light
}

fn planned(log: &mut Log, node: &str, day: &str) {
    log.add("project/P-1", "planned", "2023-01-01", &format!(r#"{{"node":"{node}","day":"{day}"}}"#));
}

#[test]
fn progress_is_judged_by_points_behind_the_schedule() {
    // 1,000 days from start to completion: a day is a tenth of a point.
    let mut log = presets();
    planned(&mut log, "started", "2023-01-01");
    planned(&mut log, "completed", "2025-09-27");
    log.reached("P-1", "started", "2023-01-01").reached("P-1", "entered", "2023-01-01");
    let progressed = r#"{"percent":20}"#;
    log.add("project/P-1", "progressed", "2023-01-01", progressed);
    let at = |days: i32| light(&log, "yinchuan", &super::day("2023-01-01").plus(days).to_string());
    for (days, colour) in [(0, Green), (299, Green), (300, Yellow), (500, Yellow), (501, Red), (1_500, Red)] {
        assert_eq!(at(days).colour, colour, "{days}");
    }
    let why = at(501).why.unwrap();
    assert_eq!((why.rule.measure, why.plan, why.actual), (Lateness::Progress, 50.1, 20.0));
    assert!((why.late - 30.1).abs() < 1e-9);
    assert_eq!(at(1_500).why.unwrap().plan, 100.0, "no more than all of it");
    assert_eq!(at(0).why.unwrap().late, -20.0, "ahead");
    log.reached("P-1", "in_production", "2024-01-01");
    assert_eq!(light(&log, "yinchuan", "2025-01-01"), Light::default(), "what produces was built");
}

#[test]
fn every_day_of_a_schedule_turns_exactly_at_ten_points() {
    // 100 days: binary fractions must not make 57 − 47 less than 10.
    let mut log = presets();
    planned(&mut log, "started", "2023-01-01");
    planned(&mut log, "completed", "2023-04-11");
    log.reached("P-1", "started", "2023-01-01").reached("P-1", "entered", "2023-01-01");
    for percent in 0..=90_i32 {
        let mut log = log.clone();
        log.add("project/P-1", "progressed", "2023-01-01", &format!(r#"{{"percent":{percent}}}"#));
        let on = super::day("2023-01-01").plus(percent + 10);
        assert_eq!(light(&log, "yinchuan", &on.to_string()).colour, Yellow, "{percent}");
        assert_eq!(light(&log, "yinchuan", &on.plus(-1).to_string()).colour, Green, "{percent}");
    }
}

#[test]
fn a_start_is_judged_by_months_in_a_row() {
    let mut log = presets();
    planned(&mut log, "started", "2023-03-20");
    let at = |on| light(&log, "yinchuan", on);
    for (on, colour) in [
        ("2023-02-28", Green),
        ("2023-03-01", Yellow), // planned this month
        ("2023-03-31", Yellow),
        ("2023-04-30", Yellow), // month 2
        ("2023-05-01", Red),    // month 3 in a row
    ] {
        assert_eq!(at(on).colour, colour, "{on}");
    }
    let why = at("2023-05-01").why.unwrap();
    assert_eq!((why.late, why.days, why.node), (3.0, 42, Some(Node::Started)));
    assert_eq!(why.since, Some(super::day("2023-03-20")));
    assert_eq!(at("2023-03-01").why.unwrap().days, -19);
    let mut started = log.clone();
    started.reached("P-1", "started", "2023-04-15").reached("P-1", "entered", "2023-04-15");
    assert_eq!(light(&started, "yinchuan", "2023-05-01"), Light::default());
    // A node is skipped: a firm that moved into a hall never started building.
    log.reached("P-1", "in_production", "2023-04-15");
    assert_eq!(light(&log, "yinchuan", "2023-05-01"), Light::default());
}

#[test]
fn entry_in_statistics_is_judged_by_months_since_the_start() {
    let mut log = presets();
    log.reached("P-1", "started", "2023-01-31");
    let at = |on| light(&log, "yinchuan", on);
    for (on, colour) in [
        ("2023-01-31", Green),
        ("2023-02-27", Green),
        ("2023-02-28", Yellow), // one month: February ends before the 31st
        ("2023-03-31", Yellow), // two months
        ("2023-04-01", Red),    // more than two
    ] {
        assert_eq!(at(on).colour, colour, "{on}");
    }
    let why = at("2023-03-31").why.unwrap();
    assert_eq!((why.late, why.days, why.node), (2.0, 59, Some(Node::Entered)));
    log.reached("P-1", "entered", "2023-05-01");
    assert_eq!(light(&log, "yinchuan", "2023-05-01"), Light::default());
    assert_eq!(light(&log, "yinchuan", "2023-04-30").colour, Red);
}

#[test]
fn investment_is_judged_by_percent_below_the_pace_of_the_year() {
    let mut log = presets();
    log.add("project/P-1", "year_planned", "2023-01-01", r#"{"year":2023,"wan":3650}"#);
    // Ten a day: 1,000 are due at the end of 10 April, the hundredth day.
    let at = |wan: f64| {
        let mut log = log.clone();
        // Of the year before, and after the day: neither counts.
        log.add("project/P-1", "funded", "2022-12-31", r#"{"wan":5000}"#)
            .add("project/P-1", "funded", "2023-04-11", r#"{"wan":5000}"#)
            .add("project/P-1", "funded", "2023-02-01", &format!(r#"{{"wan":{wan}}}"#));
        light(&log, "sanya", "2023-04-10")
    };
    for (wan, colour) in [
        (2000.0, Green),
        (1000.0, Green),
        (990.01, Green),
        (990.0, Yellow),
        (500.0, Yellow),
        (499.99, Red),
        (499.0, Red),
    ] {
        assert_eq!(at(wan).colour, colour, "{wan}");
    }
    let why = at(499.0).why.unwrap();
    assert_eq!((why.plan, why.actual), (1000.0, 499.0));
    assert!((why.late - 50.1).abs() < 1e-9);
    // No plan for the year, or one of nothing: nothing to judge.
    assert_eq!(light(&log, "sanya", "2024-04-10"), Light::default());
    log.add("project/P-1", "year_planned", "2023-01-02", r#"{"year":2023,"wan":0}"#);
    assert_eq!(light(&log, "sanya", "2023-04-10"), Light::default());
}

#[test]
fn a_node_is_judged_by_days_overdue() {
    let mut log = presets();
    planned(&mut log, "landed", "2023-03-01");
    planned(&mut log, "started", "2023-02-01");
    let at = |log: &Log, on| {
        let light = light(log, "nodes", on);
        (light.colour, light.why.and_then(|why| why.node))
    };
    assert_eq!(at(&log, "2023-02-01"), (Green, Some(Node::Started)));
    assert_eq!(at(&log, "2023-02-02"), (Yellow, Some(Node::Started)));
    assert_eq!(at(&log, "2023-03-03"), (Yellow, Some(Node::Started)));
    assert_eq!(at(&log, "2023-03-04"), (Red, Some(Node::Started)));
    log.reached("P-1", "started", "2023-03-05");
    assert_eq!(at(&log, "2023-03-05"), (Yellow, Some(Node::Landed)), "four days");
    log.reached("P-1", "landed", "2023-03-06");
    assert_eq!(at(&log, "2023-03-06"), (Green, None), "nothing planned any more");
}

#[test]
fn an_action_with_a_target_is_judged_by_days_overdue() {
    let mut log = presets();
    log.target("T-1", "garments", "330000", "willing", "2023-01-01", "").add(
        "target/T-1",
        "action_set",
        "2023-01-01",
        r#"{"action":"call","due":"2023-01-10"}"#,
    );
    let at = |log: &Log, on: &str| log.chart(on).prospects[0].office.as_ref().unwrap().light;
    for (on, colour) in
        [("2023-01-10", Green), ("2023-01-11", Yellow), ("2023-01-24", Yellow), ("2023-01-25", Red)]
    {
        assert_eq!(at(&log, on).colour, colour, "{on}");
    }
    assert_eq!(at(&log, "2023-01-25").why.unwrap().days, 15);
    log.project("P-2", "garments", "2023-01-20", "").add(
        "target/T-1",
        "linked",
        "2023-01-20",
        r#"{"project":"P-2"}"#,
    );
    assert_eq!(at(&log, "2023-01-25"), Light::default(), "it is judged as a project now");
}

#[test]
fn the_gravest_rule_decides_and_what_is_over_is_not_late() {
    let mut log = presets();
    planned(&mut log, "started", "2023-03-20");
    planned(&mut log, "completed", "2023-06-28");
    log.reached("P-1", "started", "2023-03-20").add(
        "project/P-1",
        "progressed",
        "2023-03-20",
        r#"{"percent":41}"#,
    );
    // 28 points behind: yellow; two months and 8 days without entry: red.
    let light_on = |log: &Log| light(log, "yinchuan", "2023-05-28");
    let why = light_on(&log).why.unwrap();
    assert_eq!((light_on(&log).colour, why.rule.measure), (Red, Lateness::Entry));
    let mut ended = log.clone();
    ended.add("project/P-1", "ended", "2023-05-01", r#"{"reason":"withdrew"}"#);
    assert_eq!(light_on(&ended), Light::default());
    ended.add("project/P-1", "revived", "2023-05-20", "{}");
    assert_eq!(light_on(&ended), light_on(&log));
    log.reached("P-1", "full_output", "2023-05-01");
    assert_eq!(light_on(&log), Light::default());
}

#[test]
fn without_a_plan_or_a_preset_a_light_is_green_and_says_nothing() {
    let log = presets();
    for preset in ["yinchuan", "sanya", "nodes", "leads"] {
        assert_eq!(light(&log, preset, "2023-05-01"), Light::default(), "{preset}");
    }
    let mut none = Log::opened();
    none.project("P-1", "garments", "2023-01-01", "");
    planned(&mut none, "started", "2022-01-01");
    let chart = none.chart("2023-05-01");
    assert_eq!((chart.preset, chart.works[0].light), (None, Light::default()));
}

#[test]
fn a_preset_that_is_not_there_gives_way_to_the_first_that_was_defined() {
    let log = presets();
    let used = |asked| log.asked("2023-05-01", asked).preset.map(|(name, _)| name.to_string());
    assert_eq!(used(by("sanya")).as_deref(), Some("sanya"));
    assert_eq!(used(by("nobodys")).as_deref(), Some("yinchuan"), "leads judges no project");
    assert_eq!(used(asked()).as_deref(), Some("yinchuan"));
    assert_eq!(used(by("leads")).as_deref(), Some("leads"), "asked for by name");
}
