//! The board: who stands on it, in which order, in which groups.

use super::super::{Chart, Colour, Grouping, Next, Row, Selection};
use super::{Log, day, key};
use crate::fact::outreach::Action;
use crate::fact::project::Node;

/// Three projects under red, yellow and green, two without a light; targets that somebody works on, and others.
fn board() -> Log {
    let mut log = Log::opened();
    let preset = |measure: &str| {
        format!(
            r#"{{"name":{{"zh":"预设"}},"rules":[{{"measure":"{measure}","yellow_from":1,"red_above":30}}]}}"#
        )
    };
    let plan = |node: &str, day: &str| format!(r#"{{"node":"{node}","day":"{day}"}}"#);
    let duty = |person: &str, unit: &str| format!(r#"{{"person":"{person}","unit":{{"zh":"{unit}"}}}}"#);
    let on = "2023-01-01";
    log.add("rule/nodes", "preset_defined", on, &preset("node"))
        .add("rule/leads", "preset_defined", on, &preset("action"))
        .project("P-1", "garments", on, r#","place":{"park":"RL-A"}"#)
        .add("project/P-1", "planned", on, &plan("started", "2023-05-20"))
        .add("project/P-1", "duty_assigned", on, &duty("O-1", "工信局"))
        .project("P-2", "dyeing", on, r#","place":{"park":"RL-B"}"#)
        .add("project/P-2", "planned", on, &plan("landed", "2023-04-01"))
        .add("project/P-2", "duty_assigned", on, &duty("O-2", "招商局"))
        .project("P-3", "garments", on, "")
        .add("project/P-3", "planned", on, &plan("landed", "2023-07-01"))
        .project("P-4", "garments", on, r#","place":{"park":"RL-A"}"#)
        .add("project/P-4", "duty_assigned", on, &duty("O-1", "工信局"))
        .project("P-5", "garments", on, "")
        .add("project/P-5", "planned", on, &plan("landed", "2023-05-10"))
        // Over: not on the board.
        .project("P-6", "garments", on, "")
        .add("project/P-6", "ended", "2023-02-01", r#"{"reason":"funds"}"#)
        .project("P-7", "garments", on, "")
        .reached("P-7", "full_output", "2023-02-01")
        // Nobody works on T-1; T-2 has an action, T-3 a promise, T-4 is willing, T-5 became a project.
        .target("T-1", "garments", "330000", "watching", on, "")
        .target("T-2", "garments", "330000", "none", on, "")
        .add("target/T-2", "action_set", on, r#"{"action":"visit","due":"2023-05-20"}"#)
        .target("T-3", "garments", "330000", "watching", on, "")
        .add("target/T-3", "promised", on, r#"{"park":"RL","power_kva":10}"#)
        .target("T-4", "garments", "330000", "willing", on, "")
        .target("T-5", "garments", "330000", "negotiating", on, "")
        .add("target/T-5", "linked", on, r#"{"project":"P-1"}"#);
    log
}

fn keys(rows: &[Row<'_>]) -> Vec<String> {
    rows.iter().map(|row| row.key().unwrap().to_string()).collect()
}

fn groups(chart: &Chart, grouping: Grouping) -> Vec<(String, Vec<String>)> {
    let groups = chart.grouped(chart.project_rows(Selection::default()), grouping);
    groups.iter().map(|group| (group.name.clone(), keys(&group.rows))).collect()
}

#[test]
fn late_comes_first_then_what_is_due_first() {
    let chart = board().chart("2023-06-01");
    let rows = chart.project_rows(Selection::default());
    // Red since 1 April; yellow since 10 and 20 May; green due 1 July; nothing due.
    assert_eq!(keys(&rows), ["P-2", "P-5", "P-1", "P-3", "P-4"]);
    let colours: Vec<Colour> = rows.iter().map(|row| row.light().colour).collect();
    use Colour::{Green, Red, Yellow};
    assert_eq!(colours, [Red, Yellow, Yellow, Green, Green]);
    assert_eq!(rows[0].next(), Some(Next::Node(Node::Landed, day("2023-04-01"))));
    assert_eq!(chart.lights(Selection::default()), [1, 2, 2]);
    let red = Selection { light: Some(Red), ..Selection::default() };
    assert_eq!((keys(&chart.project_rows(red)), chart.lights(red)), (vec!["P-2".to_owned()], [1, 2, 2]));
}

#[test]
fn targets_stand_on_the_board_while_somebody_works_on_them() {
    let chart = board().chart("2023-06-01");
    let rows = chart.target_rows(Selection::default());
    assert_eq!(keys(&rows), ["T-2", "T-3", "T-4"], "twelve days late, then by their keys");
    assert_eq!(rows[0].next(), Some(Next::Action(Action::Visit, day("2023-05-20"))));
    assert_eq!(rows[0].light().colour, Colour::Yellow);
    assert_eq!((rows[1].park(), rows[2].park()), (Some(key("RL")), None));
    assert!(board().counted("2023-06-01").target_rows(Selection::default()).is_empty());
}

#[test]
fn groups_with_more_red_come_first_and_those_of_nobody_last() {
    let chart = board().chart("2023-06-01");
    let group = |name: &str, rows: &[&str]| {
        (name.to_owned(), rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(groups(&chart, Grouping::None), [group("", &["P-2", "P-5", "P-1", "P-3", "P-4"])]);
    let stages = [group("dyeing", &["P-2"]), group("garments", &["P-5", "P-1", "P-3", "P-4"])];
    assert_eq!(groups(&chart, Grouping::Stage), stages);
    let parks = [group("RL-B", &["P-2"]), group("RL-A", &["P-1", "P-4"]), group("", &["P-5", "P-3"])];
    assert_eq!(groups(&chart, Grouping::Park), parks);
    let people = [group("O-2", &["P-2"]), group("O-1", &["P-1", "P-4"]), group("", &["P-5", "P-3"])];
    assert_eq!(groups(&chart, Grouping::Person), people);
    let units = [group("招商局", &["P-2"]), group("工信局", &["P-1", "P-4"]), group("", &["P-5", "P-3"])];
    assert_eq!(groups(&chart, Grouping::Unit), units);
    assert_eq!(chart.grouped(Vec::new(), Grouping::Stage), []);
}
