//! Facts files: all or nothing, the line at fault by its number, and the same lines out as in.

use std::fs;
use std::path::Path;

use super::binary::{complaint, run, run_with};
use super::demo_lines;

fn export(data: &Path) -> String {
    let output = run(&["export", "log", "-"], data);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_is_exported_can_be_imported_and_is_the_same_again() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let imported = run_with(&["import", "-", "--as", "facts"], &one, demo_lines());
    assert!(imported.status.success(), "{imported:?}");
    let lines = export(&one);
    assert_eq!(lines.lines().count(), demo_lines().lines().count());
    let file = folder.path().join("log.jsonl");
    let path = file.to_str().unwrap();
    assert!(run(&["export", "log", path], &one).status.success());
    assert_eq!(fs::read_to_string(&file).unwrap(), lines);
    // An export never writes over another.
    assert!(complaint(&run(&["export", "log", path], &one)).contains("File exists"));

    assert!(run(&["import", path, "--as", "facts"], &two).status.success());
    assert_eq!(export(&two), lines);
    let again = run(&["import", path, "--as", "facts"], &two);
    assert!(complaint(&again).contains("line 1: "), "{}", complaint(&again));
    assert_eq!(export(&two), lines);
}

#[test]
fn a_bad_line_is_named_and_nothing_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let good = r#"{"stream":"region/533102","kind":"region.registered","occurred_on":"2022-12-31","source":"sample","payload":{"code":"533102","name":{"zh":"瑞丽市","en":"Ruili"}}}"#;
    for (bad, reason) in [
        ("{\"stream\":", "line 4: EOF while parsing"),
        ("not json", "line 4: expected ident"),
        (&good.replace("region.registered", "region.renamed"), "line 4: unknown kind \"region.renamed\""),
        (&good.replace("region/533102", "park/533102"), "line 4: stream \"park/533102\" cannot hold"),
        (
            &good.replace("2022-12-31", "2022-02-31"),
            "line 4: invalid value: string \"2022-02-31\", expected a day",
        ),
        (
            &good.replace("\"code\"", "\"kode\""),
            "line 4: payload of \"region.registered\": unknown field `kode`",
        ),
        (
            &good.replace("\"source\"", "\"schema\":9,\"source\""),
            "line 4: kind \"region.registered\" has schema 9",
        ),
        (
            &good.replace("\"source\"", "\"version\":9,\"source\""),
            "line 4: region/533102 has version 2, so the next is 3, not 9",
        ),
        (&good.replace("\"source\"", "\"audience\":9,\"source\""), "line 4: audience 9: 0 public"),
        (
            &good.replace("\"source\"", "\"event_id\":\"x\",\"source\""),
            "line 4: event_id \"x\" is not a UUID",
        ),
        (&good.replace("\"source\"", "\"recorded_at\":\"2999-01-01T00:00:00Z\",\"source\""), "in the future"),
    ] {
        let data = folder.path().join("data");
        // Editors leave a byte order mark, empty lines and the line ends of Windows.
        let text = format!("\u{feff}{good}\r\n\r\n{good}\n{bad}\n{good}\n");
        let file = folder.path().join("facts.jsonl");
        fs::write(&file, text).unwrap();
        let output = run(&["import", file.to_str().unwrap(), "--as", "facts"], &data);
        assert_eq!(output.status.code(), Some(1), "{bad}");
        let line = complaint(&output);
        assert!(
            line.contains("facts.jsonl: line 4: ")
                && line.contains(reason)
                && line.ends_with("nothing was recorded"),
            "{line}"
        );
        assert_eq!(export(&data), "");
    }
    let missing = run(&["import", "/nowhere/facts.jsonl", "--as", "facts"], &folder.path().join("none"));
    assert!(complaint(&missing).contains("/nowhere/facts.jsonl: No such file"));
    assert!(!folder.path().join("none").exists());
}

#[test]
fn a_backup_becomes_the_same_log_and_never_writes_over_one() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    run_with(&["import", "-", "--as", "facts"], &one, demo_lines());
    let copy = folder.path().join("copy.sqlite");
    let copy = copy.to_str().unwrap();
    assert!(run(&["backup", copy], &one).status.success());
    assert!(complaint(&run(&["backup", copy], &one)).contains("File exists"));
    assert!(run(&["restore", copy], &two).status.success());
    assert_eq!(export(&two), export(&one));
    assert!(run(&["verify"], &two).status.success());
    assert!(complaint(&run(&["restore", copy], &two)).contains("there is a log in"));
    // What is not a backup becomes nothing.
    let three = folder.path().join("three");
    let other = folder.path().join("facts.jsonl");
    fs::write(&other, demo_lines()).unwrap();
    assert_eq!(run(&["restore", other.to_str().unwrap()], &three).status.code(), Some(1));
    assert!(!three.join("log.sqlite").exists());
}
