//! A damaged log is recognised wherever the damage is, by `verify` and by `serve`, and nobody makes it worse.

use std::fs;
use std::os::unix::fs::FileExt;
use std::path::Path;

use super::binary::{complaint, run, run_with};
use super::demo_lines;

/// Both refuse, say what to do, and leave the file alone.
fn is_recognised(data: &Path, how: &str) {
    let before = fs::read(data.join("log.sqlite")).unwrap();
    for task in [
        &["verify"][..],
        &["serve", "--listen", "127.0.0.1:0"],
        &["serve", "--demo", "--listen", "127.0.0.1:0"],
    ] {
        let output = run(task, data);
        assert_eq!(output.status.code(), Some(1), "{how}: {task:?}");
        let line = complaint(&output);
        assert!(line.contains("is damaged (") && line.contains("investmap restore BACKUP"), "{how}: {line}");
        assert!(
            output.stdout.is_empty(),
            "{how}: {task:?} said {:?}",
            String::from_utf8_lossy(&output.stdout)
        );
    }
    assert!(fs::read(data.join("log.sqlite")).unwrap() == before, "{how}: the file was changed");
}

#[test]
fn flipped_bytes_are_recognised_on_every_part_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(run_with(&["import", "-", "--as", "facts"], &data, demo_lines()).status.success());
    let file = data.join("log.sqlite");
    let whole = fs::read(&file).unwrap();
    // One changed letter of a recorded name: SQLite sees nothing wrong in it.
    let letter = find(&whole, "示例企业".as_bytes());
    let mut places = vec![("the header", 0), ("a name", letter)];
    let pages = whole.len() / 4096;
    places.extend([1, pages / 3, pages / 2, pages - 2].map(|page| ("a page", page * 4096 + 3)));
    for (what, place) in places {
        let opened = fs::File::options().write(true).open(&file).unwrap();
        let changed: Vec<u8> = whole[place..place + 3].iter().map(|b| b ^ 0x15).collect();
        opened.write_all_at(&changed, place as u64).unwrap();
        drop(opened);
        is_recognised(&data, &format!("{what} at {place}"));
        fs::write(&file, &whole).unwrap();
    }
    assert!(run(&["verify"], &data).status.success());
}

#[test]
fn a_shortened_or_empty_file_is_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(run_with(&["import", "-", "--as", "facts"], &data, demo_lines()).status.success());
    let file = data.join("log.sqlite");
    let whole = fs::read(&file).unwrap();
    for length in [0, 50, 4096 * 3, whole.len() - 4096] {
        fs::write(&file, &whole[..length]).unwrap();
        is_recognised(&data, &format!("{length} bytes left"));
    }
}

#[test]
fn another_file_is_not_taken_for_a_log() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("log.sqlite"), demo_lines()).unwrap();
    is_recognised(folder.path(), "a text file");
}

fn find(whole: &[u8], part: &[u8]) -> usize {
    whole.windows(part.len()).position(|w| w == part).expect("the demonstration names sample enterprises")
}
