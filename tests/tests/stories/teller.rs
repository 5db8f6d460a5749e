//! Reads a story, carries it out, and holds the outcome against what was told.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use shared::access::Worlds;
use shared::draw::{self, Layer, collection};
use shared::envelope::WireEvent;
use shared::{Command, Context, Day, Envelope, NewFact, Refusal, Stamp, World, decide};

/// A story as told.
pub struct Story {
    given: Vec<WireEvent>,
    today: Day,
    commands: Vec<Value>,
    maps: Vec<(PathBuf, Value)>,
}

/// What came of it.
pub struct Outcome {
    pub worlds: Worlds,
    pub refusals: Vec<Refusal>,
    then: Vec<Value>,
    maps: Vec<(PathBuf, Value)>,
}

impl Story {
    pub fn read(folder: &Path) -> Self {
        let mut maps = Vec::new();
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_str().unwrap();
            match name {
                "given.jsonl" | "when.json" | "then.jsonl" => {}
                _ if name.starts_with("map") && name.ends_with(".geojson") => {
                    let map = json_of(&path);
                    maps.push((path, map));
                }
                _ => panic!("{}: no part of a story", path.display()),
            }
        }
        let when = json_of(&folder.join("when.json"));
        let when = when.as_object().unwrap();
        for member in when.keys() {
            assert!(["story", "today", "commands"].contains(&member.as_str()), "{member} in {folder:?}");
        }
        assert!(when["story"].as_str().unwrap().len() > 20, "{folder:?} tells nothing");
        Self {
            given: facts(&folder.join("given.jsonl")),
            today: when["today"].as_str().unwrap().parse().unwrap(),
            commands: when["commands"].as_array().unwrap().clone(),
            maps,
        }
    }

    pub fn tell(&self) -> Outcome {
        let mut log = Log::of(&self.given);
        let mut refusals = Vec::new();
        let mut then = Vec::new();
        for command in &self.commands {
            let decision = Command::of(command.clone())
                .and_then(|c| decide(log.worlds.full(), &c, &Context { today: self.today }));
            match decision {
                Ok(facts) => {
                    assert!(!facts.is_empty(), "{command} led to nothing");
                    for fact in facts {
                        then.push(log.record(fact, Stamp::end_of(self.today)));
                    }
                }
                Err(refusal) => {
                    then.push(serde_json::to_value(&refusal).unwrap());
                    refusals.push(refusal);
                }
            }
        }
        let maps = self.maps.iter().map(|(path, map)| (path.clone(), drawn(&log.worlds, map))).collect();
        Outcome { worlds: log.worlds, refusals, then, maps }
    }
}

/// The log of a story.
#[derive(Default)]
struct Log {
    worlds: Worlds,
    head: u64,
    versions: BTreeMap<String, u32>,
}

impl Log {
    fn of(given: &[WireEvent]) -> Self {
        let mut log = Self::default();
        for event in given {
            let (key, fact) = event.read().unwrap_or_else(|e| panic!("{}: {e}", event.stream));
            let new = NewFact {
                entity: fact.entity(),
                key,
                expected_version: log.version(&event.stream),
                occurred_on: event.occurred_on,
                audience: event.audience,
                region: event.region,
                source: event.source.clone(),
                fact,
            };
            log.record(new, event.recorded_at.unwrap_or(Stamp::end_of(event.occurred_on)));
        }
        log
    }

    fn version(&self, stream: &str) -> u32 {
        self.versions.get(stream).copied().unwrap_or(0)
    }

    /// Records a fact as the log would, and says what it recorded.
    fn record(&mut self, new: NewFact, recorded_at: Stamp) -> Value {
        let stream = new.stream();
        assert_eq!(new.expected_version, self.version(&stream), "{stream}");
        self.head += 1;
        let version = new.expected_version + 1;
        self.versions.insert(stream.clone(), version);
        let told = json!({
            "stream": stream,
            "version": version,
            "kind": new.fact.kind(),
            "occurred_on": new.occurred_on,
            "audience": new.audience,
            "region": new.region,
            "source": new.source,
            "payload": serde_json::from_str::<Value>(new.fact.payload().get()).unwrap(),
        });
        // What is recorded can be read again, and says the same.
        let payload = new.fact.payload();
        assert_eq!(
            shared::Fact::read(new.fact.kind(), 1, shared::json::Json::of(payload.get())).unwrap(),
            new.fact
        );
        self.worlds.apply(&Envelope {
            position: self.head,
            key: new.key,
            version,
            occurred_on: new.occurred_on,
            recorded_at,
            audience: new.audience,
            source: new.source,
            fact: new.fact,
        });
        told
    }
}

/// The world of a facts file.
pub fn world(path: &Path) -> World {
    Log::of(&facts(path)).worlds.full().clone()
}

/// The layer that a map file asks for, with the members that ask for it.
fn drawn(worlds: &Worlds, map: &Value) -> Value {
    let text = |member: &str| map.get(member).and_then(Value::as_str);
    let world = match text("seen_by") {
        Some("public") => worlds.public().get(),
        None => worlds.full(),
        Some(other) => panic!("seen_by {other}"),
    };
    let world = match text("as_at") {
        Some(stamp) => world.as_at(stamp.parse().unwrap()),
        None => world.clone(),
    };
    let layer = match text("layer").unwrap() {
        "parks" => Layer::Parks,
        "halls" => Layer::Halls,
        "units" => Layer::Units,
        "slabs" => Layer::Slabs,
        "parcels" => Layer::Parcels,
        "projects" => Layer::Projects,
        "ports" => Layer::Ports,
        other => panic!("layer {other}"),
    };
    let day = text("day").unwrap().parse().unwrap();
    let atlas = world.atlas(day);
    let drawn = match text("detail") {
        Some("full") => collection(&atlas, layer, draw::Full),
        _ => collection(&atlas, layer, draw::Map),
    };
    let drawn: Map<String, Value> = serde_json::from_str(&drawn).unwrap();
    let mut whole = map.as_object().unwrap().clone();
    whole.extend(drawn);
    Value::Object(whole)
}

impl Outcome {
    pub fn compare(&self, folder: &Path) -> Result<(), String> {
        let told: Vec<Value> = lines(&folder.join("then.jsonl"));
        for (n, line) in self.then.iter().enumerate() {
            let expected = told.get(n).unwrap_or(&Value::Null);
            if line != expected {
                return Err(format!("then.jsonl, line {}\n     told {expected}\n happened {line}", n + 1));
            }
        }
        if told.len() > self.then.len() {
            return Err(format!("then.jsonl tells of more: {}", told[self.then.len()]));
        }
        for (path, map) in &self.maps {
            let expected = json_of(path);
            if *map != expected {
                let name = path.file_name().unwrap().to_string_lossy();
                return Err(format!("{name}\n told {expected}\n drew {map}"));
            }
        }
        Ok(())
    }

    pub fn write(&self, folder: &Path) {
        let then: String = self.then.iter().map(|line| format!("{line}\n")).collect();
        fs::write(folder.join("then.jsonl"), then).unwrap();
        for (path, map) in &self.maps {
            fs::write(path, pretty(map)).unwrap();
        }
    }
}

/// One feature a line, so that a difference shows which one changed.
fn pretty(map: &Value) -> String {
    let mut head = map.as_object().unwrap().clone();
    let features = head.remove("features").unwrap();
    let head = Value::Object(head).to_string();
    let features: Vec<_> = features.as_array().unwrap().iter().map(Value::to_string).collect();
    let gap = if features.is_empty() { "" } else { "\n" };
    format!("{},\n\"features\":[{gap}{}{gap}]}}\n", &head[..head.len() - 1], features.join(",\n"))
}

fn facts(path: &Path) -> Vec<WireEvent> {
    let mut facts = Vec::new();
    for line in lines(path) {
        match line.get("given").and_then(Value::as_str) {
            Some(base) => {
                facts.extend(self::facts(&path.parent().unwrap().with_file_name(format!("{base}.jsonl"))));
            }
            None => facts.push(
                serde_json::from_str(&line.to_string()).unwrap_or_else(|e| panic!("{path:?}: {e}: {line}")),
            ),
        }
    }
    facts
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    lines
        .map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{}: {e}: {l}", path.display())))
        .collect()
}

fn json_of(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
