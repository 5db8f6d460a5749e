//! What changed cells are recorded as.

use server::sheets::{Outcome, Table};

use super::{lines, looked, told, world};

/// The commands that rows lead to, as JSON without the day.
fn commands(table: Table, names: &str, rows: &[&str]) -> Vec<serde_json::Value> {
    let preview =
        looked(table, &lines(names, rows)).unwrap_or_else(|w| panic!("{}", w.fault.word(shared::Lang::En)));
    assert_eq!(preview.count(Outcome::Refused), 0, "{:?}", told(&preview));
    preview
        .commands
        .iter()
        .map(|command| {
            let mut json = serde_json::to_value(command).unwrap();
            json.as_object_mut().unwrap().remove("occurred_on");
            json
        })
        .collect()
}

/// A unit of the demonstration that is available today, and one that is let.
fn units() -> (String, String) {
    let of = |status: shared::entity::UnitStatus| {
        let (key, _) =
            world().units.iter().find(|(_, l)| l.latest().unwrap().status(super::today()) == status).unwrap();
        key.to_string()
    };
    (of(shared::entity::UnitStatus::Available), of(shared::entity::UnitStatus::Leased))
}

#[test]
fn a_new_status_is_what_happened_in_between() {
    let (free, let_) = units();
    let names = "编号,当前状态,状态截止日期,租金,原因";
    let of = |row: &str| -> Vec<String> {
        commands(Table::Units, names, &[row])
            .iter()
            .map(|c| c["command"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(of(&format!("{free},已租,2026-11-30,,")), ["lease_unit"]);
    assert_eq!(of(&format!("{free},已预订,2026年11月,12.5,")), ["reserve_unit", "set_rent"]);
    assert_eq!(of(&format!("{free},暂不出租,,,维修")), ["withhold_unit"]);
    assert_eq!(of(&format!("{let_},可租,,,")), ["vacate_unit"]);
    assert_eq!(of(&format!("{let_},已预订,2025-01-31,,")), ["vacate_unit", "reserve_unit"]);
    assert_eq!(of(&format!("{let_},,2035-12-31,,")), ["renew_lease"]);
    assert_eq!(of(&format!("{free},,,,")), [""; 0]);
}

#[test]
fn what_was_measured_is_a_survey_and_what_was_entered_wrongly_a_correction() {
    let (free, _) = units();
    let made = commands(Table::Units, "unit,power_kva,fire_class", &[&format!("{free},4321,丁")]);
    assert_eq!(made.len(), 2);
    assert_eq!(made[0]["command"], "correct");
    assert_eq!(made[0]["fact"]["specs"]["fire_class"], "D");
    assert_eq!(
        (made[1]["command"].as_str(), made[1]["power_kva"].as_u64()),
        (Some("survey_unit"), Some(4321))
    );
}

#[test]
fn areas_of_a_hall_are_put_right_together() {
    let (hall, units) = world()
        .halls
        .keys()
        .find_map(|hall| {
            let units: Vec<_> =
                world().units.iter().filter(|(_, l)| l.latest().unwrap().hall() == *hall).collect();
            let sum: f64 = units.iter().map(|(_, l)| l.latest().unwrap().attributes.area_m2.value()).sum();
            let whole = world().halls[hall].latest().unwrap().attributes.area_m2.value();
            (units.len() > 1 && sum == whole).then_some((*hall, units))
        })
        .unwrap();
    let area = |at: usize| units[at].1.latest().unwrap().attributes.area_m2.value();
    let (one, other) =
        (format!("{},{}", units[0].0, area(0) + 100.0), format!("{},{}", units[1].0, area(1) - 100.0));
    let made = commands(Table::Units, "unit,area_m2", &[&one, &other]);
    assert_eq!(made.len(), 1);
    assert_eq!(
        (made[0]["command"].as_str(), made[0]["hall"].as_str()),
        (Some("survey_hall"), Some(hall.as_str()))
    );
    let alone = looked(Table::Units, &lines("unit,area_m2", &[&one])).unwrap();
    assert_eq!(told(&alone), [(2, Outcome::Refused, vec!["B2 together".to_owned()])]);
}

#[test]
fn rows_may_name_what_a_later_row_enters() {
    let rows = [
        "P-B,示例片区,Sample zone,示例,Sample,P-A,533102,county,97.85,24.0",
        "P-A,示例园区,Sample park,示例,Sample,,533102,county,97.85,24.0",
    ];
    let names = "park,name_zh,name_en,short_zh,short_en,parent,region,level,lon,lat";
    let made = commands(Table::Parks, names, &rows);
    let keys: Vec<_> = made.iter().map(|c| c["park"].as_str().unwrap()).collect();
    assert_eq!(keys, ["P-A", "P-B"]);
}

#[test]
fn days_of_nodes_are_recorded_in_their_order_and_never_moved_in_silence() {
    let (key, project) = world()
        .projects
        .iter()
        .find(|(_, l)| {
            l.latest().is_some_and(|p| {
                p.ended.is_none()
                    && p.reached.contains_key(&shared::fact::project::Node::Signed)
                    && !p.reached.contains_key(&shared::fact::project::Node::FullOutput)
            })
        })
        .unwrap();
    let made = commands(Table::Projects, "编号,达产日期", &[&format!("{key},2024-07-20")]);
    assert_eq!(
        (made[0]["command"].as_str(), made[0]["node"].as_str()),
        (Some("reach_node"), Some("full_output"))
    );
    let signed = project.latest().unwrap().reached[&shared::fact::project::Node::Signed].plus(1);
    let moved = looked(Table::Projects, &lines("编号,签约日期", &[&format!("{key},{signed}")])).unwrap();
    assert_eq!(told(&moved), [(2, Outcome::Refused, vec!["B2 node-day".to_owned()])]);
}

#[test]
fn a_park_reports_its_supply_whole() {
    let key = world().parks.iter().find(|(_, l)| l.latest().unwrap().supply.power_kva.is_some()).unwrap().0;
    let made = commands(Table::Parks, "编号,供电总量", &[&format!("{key},\"123,456\"")]);
    assert_eq!(made[0]["command"], "report_supply");
    assert_eq!(made[0]["power_kva"]["total"], 123_456.0);
    assert!(made[0]["power_kva"]["used"].as_f64().unwrap() > 0.0);
}
