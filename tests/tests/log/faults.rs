//! `investmap verify` on a log whose facts were imported and make no sense: each is told, and the exit code says so.

use super::binary::{complaint, run, run_with};
use super::demo_lines;

/// A unit that is let is let again; one is given back before it was entered; one that is not there fits no hall.
const ODD: &[(&str, &str)] = &[
    (
        r#"{"stream":"unit/HK-06-303","kind":"unit.leased","occurred_on":"2024-07-20","source":"old-ledger","payload":{"until":"2025-07-19"}}"#,
        "2024-07-20): On 2024-07-20 unit HK-06-303 is “Leased” (until 2026-06-18)",
    ),
    (
        r#"{"stream":"unit/HK-06-201","kind":"unit.vacated","occurred_on":"2020-01-01","source":"old-ledger","payload":{}}"#,
        "2020-01-01): ",
    ),
    (
        r#"{"stream":"unit/HK-06-999","kind":"unit.registered","occurred_on":"2024-07-20","source":"old-ledger","payload":{"hall":"HK-06","number":"999","floor":1,"bay_from":0,"bay_to":1,"area_m2":50,"standing":{"is":"available"}}}"#,
        "hall/HK-06: ",
    ),
];

#[test]
fn facts_that_make_no_sense_are_told_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = ODD.iter().map(|(line, _)| format!("{line}\n")).collect();
    let imported =
        run_with(&["import", "-", "--as", "facts"], folder.path(), &format!("{}{lines}", demo_lines()));
    assert!(imported.status.success(), "{imported:?}");
    let output = run(&["verify"], folder.path());
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    let faults: Vec<&str> = said.lines().filter(|line| line.starts_with("fault ")).collect();
    assert_eq!(faults.len(), ODD.len(), "{said}");
    for (_, told) in ODD {
        assert!(faults.iter().any(|line| line.contains(told)), "{told}: {faults:#?}");
    }
    let first = demo_lines().lines().count() + 1;
    assert!(faults.iter().any(|line| line.contains("unit/HK-06-303 version")
        && line.contains(&format!("position {first}, 2024-07-20"))));
    assert!(said.contains("unbroken") && said.contains("figure   2024-07-24 "), "{said}");
    assert_eq!(output.status.code(), Some(1));
    let line = complaint(&output);
    assert!(line.contains("3 of what was imported") && line.contains("`correct`"), "{line}");
}

#[test]
fn the_demonstration_has_none() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run_with(&["import", "-", "--as", "facts"], folder.path(), demo_lines()).status.success());
    let output = run(&["verify"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("sense    every fact makes sense where it stands"), "{said}");
}
