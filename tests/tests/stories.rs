//! What officials tell, as data: given these facts, when they command this, then these facts and this map.
//!
//! A story is a folder `tests/stories/NAME` with
//! - `given.jsonl`: facts; a line `{"given": "ruili"}` takes in those of `tests/stories/ruili.jsonl`;
//! - `when.json`: `{"story": …, "today": …, "commands": […]}`, carried out one after the other;
//! - `then.jsonl`: one line for each fact recorded, and one for each refusal, in order;
//! - `map.geojson`, `map-*.geojson`: a layer on a day (`"layer"`, `"day"`; also `"as_at"`, `"seen_by": "public"`, `"detail": "full"`).
//!
//! `STORIES=write cargo test -p tests every_story` writes anew what follows; read it before you keep it.

mod teller;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use shared::{Lang, Refusal};
use teller::Story;

#[test]
fn every_story_ends_as_told() {
    let rewrite = std::env::var("STORIES").is_ok_and(|v| v == "write");
    let mut astray = Vec::new();
    let folders = folders();
    assert!(folders.len() >= 15, "only {} stories in {}", folders.len(), home().display());
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let story = Story::read(&folder);
        let outcome = story.tell();
        if rewrite {
            outcome.write(&folder);
        } else if let Err(difference) = outcome.compare(&folder) {
            astray.push(format!("── {name}\n{difference}"));
        }
    }
    assert!(astray.is_empty(), "{}", astray.join("\n"));
}

/// In every story, whatever was done: the units of a hall never exceed it, and the public sees nothing internal.
#[test]
fn no_story_breaks_what_always_holds() {
    for folder in folders() {
        let outcome = Story::read(&folder).tell();
        let world = outcome.worlds.full();
        let days: BTreeSet<_> = world.units.values().flat_map(|l| l.spans().iter().map(|s| s.from)).collect();
        for (hall, ledger) in &world.halls {
            for day in &days {
                let units = world.units.values().filter(|l| l.latest().is_some_and(|u| u.hall() == *hall));
                let sum: shared::Area = units.filter_map(|l| l.standing(*day)).map(|u| u.area_m2).sum();
                let area = ledger.standing(*day).map_or(shared::Area::ZERO, |h| h.area_m2);
                assert!(sum <= area, "{}: hall {hall} on {day}: {sum:?} of {area:?}", folder.display());
            }
        }
        let public = outcome.worlds.public().get();
        let is_empty = public.targets.is_empty() && public.requests.is_empty() && public.tasks.is_empty();
        assert!(is_empty, "{}", folder.display());
    }
}

/// Each refusal says in both languages, and with the values of the case, what is wrong and how to mend it.
#[test]
fn refusals_speak_to_the_reader() {
    let mut told = BTreeSet::new();
    for folder in folders() {
        for refusal in Story::read(&folder).tell().refusals {
            for lang in [Lang::Zh, Lang::En] {
                let word = refusal.word(lang);
                assert!(word.chars().count() > 10, "{}: {word}", refusal.slug());
                assert!(!word.contains(['{', '}', '$']), "{word}");
                let said = refusal.values().into_iter().map(|(_, v)| v.said(lang));
                for value in said.filter(|v| v != "none") {
                    assert!(word.contains(&value), "{} does not say {value}: {word}", refusal.slug());
                }
            }
            told.insert(refusal.slug());
        }
    }
    let untold = Refusal::SLUGS.iter().filter(|slug| !told.contains(*slug)).count();
    assert!(untold * 3 <= Refusal::SLUGS.len(), "only {told:?} are told of");
}

/// The demonstration's facts were generated, not commanded: each of them makes sense where it stands all the same.
#[test]
fn the_demonstration_could_have_been_commanded() {
    let facts = home().join("../../geodata/demo/facts.jsonl");
    let world = teller::world(&facts);
    assert!(world.units.len() >= 400, "{} units", world.units.len());
    let faults = shared::decide::faults(&world);
    let told: Vec<_> = faults.iter().map(|f| format!("{}/{}: {}", f.entity, f.key, f.refusal)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("stories")
}

fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(home()).unwrap().map(|e| e.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|p| p.is_dir()).collect();
    folders.sort();
    folders
}
