//! Records past their promise: grouped, each with an owner, and confirmed with one command.

use shared::World;
use shared::agenda::{Owner, stale};

use super::{command, day, region, told};

const PROMISES: &str = r#"
rule/fresh rule.freshness_defined 2023-01-10 {"name":{"zh":"时效","en":"Freshness"},"promises":[{"of":"port_status","days":7},{"of":"supply","days":90},{"of":"unit","days":180},{"of":"target","days":30}]}
unit/RL-01-2 unit.leased 2023-06-01 {"until":"2025-05-31"}
park/RL park.supply_reported 2023-02-01 {"power_kva":{"total":9000,"used":10}}
target/T-1 target.registered 2023-03-01 {"name":{"zh":"示例企业","en":"Sample"},"region":"533103","home":"441900","chain":"textile","chain_stage":"garments","intent":"watching"}
target/T-2 target.registered 2023-03-01 {"name":{"zh":"示例企业","en":"Sample"},"region":"533103","home":"441900","chain":"textile","chain_stage":"garments","intent":"watching"}
target/T-2 target.duty_assigned 2023-03-02 {"unit":{"zh":"招商局","en":"Investment office"}}
target/T-3 target.registered 2023-03-01 {"name":{"zh":"示例企业","en":"Sample"},"region":"533103","home":"441900","chain":"textile","chain_stage":"garments","intent":"watching"}
target/T-3 target.dropped 2023-03-03 {}
"#;

/// `what park owner: record as-of days-late …`.
fn groups(world: &World, on: &str, code: u32) -> Vec<String> {
    let groups = stale(world, day(on), region(code));
    let told = groups.iter().map(|group| {
        let owner = match &group.owner {
            Owner::Unit(name) => name.en.clone(),
            Owner::Office(code) => code.to_string(),
        };
        let park = group.park.map_or_else(|| "-".to_owned(), |park| park.to_string());
        let records =
            group.records.iter().map(|one| format!("{} {} {}", one.key, one.as_of, day(on).since(one.until)));
        format!("{:?} {park} {owner}: {}", group.of, records.collect::<Vec<_>>().join(", "))
    });
    told.collect()
}

#[test]
fn what_nobody_confirmed_in_time_is_listed_with_its_owner() {
    let world = told(PROMISES);
    // Nothing before the rule, and nothing late on the day on which it was defined.
    assert_eq!(groups(&world, "2023-01-09", 533_100), [""; 0]);
    assert_eq!(groups(&world, "2023-01-17", 533_100), [""; 0]);
    assert_eq!(groups(&world, "2023-01-18", 533_100), ["PortStatus - 533102: wanding 2022-12-31 1"]);
    assert_eq!(
        groups(&world, "2023-07-10", 533_100),
        [
            "PortStatus - 533102: wanding 2022-12-31 174",
            "Target - 533103: T-1 2023-03-01 101",
            "Target - Investment office: T-2 2023-03-02 100",
            "Supply - 533102: RL 2023-02-01 69",
            "Unit RL 533102: RL-01-1 2022-12-31 1, RL-01-3 2022-12-31 1",
        ],
        "the let one is known as of the lease"
    );
    assert_eq!(groups(&world, "2023-07-10", 533_103).len(), 2, "each office its own");
    assert_eq!(groups(&world, "2023-07-10", 532_500), [""; 0]);
}

#[test]
fn one_command_confirms_a_whole_group_or_nothing() {
    let mut world = told(PROMISES);
    let today = "2023-07-10";
    for group in stale(&world, day(today), region(533_102)) {
        let text = group.confirm(day(today));
        let kinds = command(&mut world, &text, today).unwrap_or_else(|e| panic!("{e}: {text}"));
        assert_eq!(kinds.len(), group.records.len());
    }
    assert_eq!(groups(&world, today, 533_102), [""; 0]);
    // The day as of which a record is known is the day on which it was confirmed; nothing else changed.
    let unit = &world.units[&"RL-01-1".parse().unwrap()];
    assert_eq!(unit.as_of(day(today)).unwrap().0, day(today));
    assert_eq!(unit.spans().len(), 1);
    let port = world.ports[&"wanding".parse().unwrap()].latest().unwrap();
    assert_eq!(port.status, Some((day(today), shared::fact::registry::PortStatus::Open)));
    assert_eq!(groups(&world, "2023-07-17", 533_102), [""; 0]);
    assert_eq!(groups(&world, "2023-07-18", 533_102).len(), 1, "and the port again");
}

#[test]
fn what_cannot_be_confirmed_is_refused_and_nothing_is_recorded() {
    let many = (0..1_001).map(|n| format!("\"unit/U-{n}\"")).collect::<Vec<_>>().join(",");
    for (streams, refusal) in [
        ("", "says-nothing"),
        (r#""unit/RL-01-1","unit/RL-01-9""#, "unknown-record"),
        (r#""unit/RL-01-1","hall/RL-01""#, "not-confirmable"),
        (r#""rule/fresh""#, "not-confirmable"),
        (r#""request/Q-1""#, "not-confirmable"),
        (r#""RL-01-1""#, "stream-unknown"),
        (r#""unit/<b>""#, "stream-unknown"),
        (r#""target/T-3""#, "target-dropped"),
        (many.as_str(), "out-of-range"),
    ] {
        let mut world = told(PROMISES);
        let text = format!(r#"{{"command":"confirm","streams":[{streams}]}}"#);
        assert_eq!(command(&mut world, &text, "2023-07-10"), Err(refusal.to_owned()), "{streams}");
    }
    // A stream that is named twice is confirmed once; what is internal stays so.
    let mut world = told(PROMISES);
    let twice = r#"{"command":"confirm","streams":["unit/RL-01-1","unit/RL-01-1"]}"#;
    assert_eq!(command(&mut world, twice, "2023-07-10").unwrap().len(), 1);
    let shown = r#"{"command":"confirm","streams":["target/T-1"],"audience":0}"#;
    assert_eq!(command(&mut world, shown, "2023-07-10"), Err("always-internal".into()));
}

#[test]
fn promises_that_contradict_themselves_are_refused() {
    for (promises, refusal) in [
        ("", "text-missing"),
        (r#"{"of":"unit","days":0}"#, "out-of-range"),
        (r#"{"of":"unit","days":9},{"of":"unit","days":8}"#, "said-twice"),
        (r#"{"of":"weather","days":9}"#, "unreadable"),
    ] {
        let mut world = told("");
        let text = format!(
            r#"{{"command":"define_freshness","rule":"own","name":{{"zh":"本州","en":"Own"}},"promises":[{promises}]}}"#
        );
        assert_eq!(command(&mut world, &text, "2023-07-10"), Err(refusal.to_owned()), "{promises}");
    }
}
