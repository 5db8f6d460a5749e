//! Requests that wait: those nobody has first, each with its days, and gone once resolved.

use shared::agenda::{offices, waiting};
use shared::{Lang, World};

use super::{command, day, region, told};

const REQUESTS: &str = r#"
request/Q-1 request.raised 2024-03-01 {"kind":"labour","region":"533102","due":"2024-03-10"}
request/Q-1 request.assigned 2024-03-02 {"office":{"zh":"人社局","en":"Labour office"}}
request/Q-2 request.raised 2024-03-04 {"kind":"permit","region":"533103"}
request/Q-3 request.raised 2024-03-05 {"kind":"land","region":"533102","due":"2024-03-30"}
"#;

fn rows(world: &World, on: &str, code: u32) -> Vec<String> {
    let told = waiting(world, day(on), region(code)).into_iter().map(|one| {
        let office = one.office().map_or("-", |office| office.get(Lang::En)).to_owned();
        let late = if one.is_late(day(on)) { " late" } else { "" };
        format!("{} {office} {}d{late}", one.key, one.days(day(on)))
    });
    told.collect()
}

#[test]
fn raised_assigned_and_resolved() {
    let mut world = told(REQUESTS);
    assert_eq!(rows(&world, "2024-03-11", 533_100), ["Q-2 - 7d", "Q-3 - 6d", "Q-1 Labour office 10d late"]);
    assert_eq!(rows(&world, "2024-03-11", 533_103), ["Q-2 - 7d"]);
    assert_eq!(rows(&world, "2024-03-01", 533_100), ["Q-1 - 0d"]);
    let names: Vec<_> = offices(&world, region(533_102)).into_iter().map(|office| office.en).collect();
    assert_eq!(names, ["Labour office"]);
    let assign =
        r#"{"command":"assign_request","request":"Q-3","office":{"zh":"自然资源局","en":"Land office"}}"#;
    assert_eq!(command(&mut world, assign, "2024-03-11"), Ok(vec!["request.assigned Q-3".into()]));
    let resolve = r#"{"command":"resolve_request","request":"Q-1"}"#;
    assert_eq!(command(&mut world, resolve, "2024-03-11"), Ok(vec!["request.resolved Q-1".into()]));
    assert_eq!(rows(&world, "2024-03-11", 533_100), ["Q-2 - 7d", "Q-3 Land office 6d"]);
}
