//! What an answer costs the server: CPU time of its process per request, with 100,000 units from `simulate`.
//!
//! Each rectangle is asked for the first time, so that no answer has been kept from before.
// A bench may stop at the first surprise, and prints its rows.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, missing_docs)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const UNITS: usize = 100_000;
const REQUESTS: usize = 2_000;
const HELD: usize = 40_000;

fn main() {
    let binary = std::env::var("INVESTMAP_BINARY").unwrap_or_else(|_| "target/release/investmap".into());
    let place = std::env::temp_dir().join(format!("investmap-bench-http-{}", std::process::id()));
    fs::create_dir_all(&place).unwrap();
    let facts = std::env::args().nth(1).map_or_else(|| simulate(&binary, &place), Into::into);
    let data = place.join("data");
    run(Command::new(&binary).args(["import", "--as", "facts"]).arg(&facts).arg("--data").arg(&data));
    let mut server = Server::start(&binary, &data);
    let measured = measure(&mut server);
    drop(server);
    fs::remove_dir_all(&place).unwrap();
    for row in measured {
        println!("{}", row.json());
    }
}

fn simulate(binary: &str, place: &Path) -> std::path::PathBuf {
    let out = place.join("facts.jsonl");
    let units = UNITS.to_string();
    let numbers =
        ["simulate", "--parks", "250", "--units", &units, "--facts", "200000", "--seed", "1", "--out"];
    run(Command::new(binary).args(numbers).arg(&out));
    out
}

fn run(command: &mut Command) {
    let done = command.stdout(Stdio::null()).status().unwrap();
    assert!(done.success(), "{command:?}");
}

struct Row {
    what: &'static str,
    bar: Option<f64>,
    ms: f64,
    wall: f64,
    note: String,
}

impl Row {
    fn json(&self) -> String {
        let ok = self.bar.map_or("null".into(), |bar| (self.ms <= bar).to_string());
        let bar = self.bar.map_or(String::new(), |bar| format!("≤ {bar} ms CPU"));
        let Row { what, ms, wall, note, .. } = self;
        let ms = if *ms < 0.1 { format!("{ms:.3}") } else { format!("{ms:.2}") };
        format!(
            r#"{{"what":"{what}","bar":"{bar}","measured":"{ms} ms CPU, {wall:.2} ms until read{note}","ok":{ok}}}"#
        )
    }
}

fn measure(server: &mut Server) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut line = server.connect();
    let boxes = boxes(server, &mut line);
    server.comes_to_rest();
    // An idle connection does not live so long.
    line = server.connect();
    let pages = |as_of: &str| -> Vec<String> {
        boxes.iter().map(|b| format!("/api/geojson/units?limit=1000&bbox={b}{as_of}")).collect()
    };
    let today = pages("");
    let bytes = check(&mut line, &today[..50]);
    let note = format!(", {} kB each", bytes / 1000);
    let mut ask = |what, bar, addresses: &[String], note: &str| {
        rows.push(server.ask(&mut line, what, bar, addresses, note));
    };
    ask("1,000 features of 100,000 units, in a rectangle", Some(1.0), &today, &note);
    let filtered: Vec<String> = today.iter().map(|a| format!("{a}&max_rent=1000&min_power=1")).collect();
    ask("the same, filtered by rent and power", Some(1.0), &filtered, "");
    let past = pages("&as_of=2023-06-30");
    ask("the same on a day of the past, asked for the first time", None, &past, "");
    let past: Vec<String> = past.iter().map(|a| format!("{a}&max_area=100000")).collect();
    ask("the same on that day, again", None, &past, "");
    let walk: Vec<String> = keys(&mut server.connect())
        .iter()
        .map(|key| format!("/api/geojson/units?limit=1000&after={key}"))
        .collect();
    ask("1,000 features, page after page of all units", None, &walk, "");
    let held = held(&mut line, &today[0]);
    rows.push(server.ask_held(&mut line, "the same, held by the caller (304)", 0.05, &today[0], &held));
    rows
}

/// Rectangles with some 1,000 to 1,500 units in them, from where the units are.
fn boxes(server: &Server, line: &mut Line) -> Vec<String> {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    let mut next = Some("/api/geojson/units?limit=10000".to_owned());
    while let Some(address) = next {
        let page: serde_json::Value = serde_json::from_slice(&line.get(&address, "").1).unwrap();
        corners.extend(page["features"].as_array().unwrap().iter().map(|f| {
            let at = &f["geometry"]["coordinates"][0][0];
            (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
        }));
        next = next_page(&page);
    }
    assert_eq!(corners.len(), UNITS);
    let mut line = server.connect();
    let mut found = Vec::new();
    let mut dice = 12_345_u64;
    while found.len() < REQUESTS {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (lon, lat) = corners[(dice >> 33) as usize % corners.len()];
        let mut half = 0.02;
        for _ in 0..12 {
            let b = format!("{:.6},{:.6},{:.6},{:.6}", lon - half, lat - half, lon + half, lat + half);
            let text = line.get(&format!("/api/geojson/units?limit=1&bbox={b}"), "").1;
            match matched(&text) {
                ..1000 => half *= 1.35,
                1000..=1500 => {
                    found.push(b);
                    break;
                }
                _ => half *= 0.85,
            }
        }
    }
    found
}

fn matched(text: &[u8]) -> usize {
    let text = std::str::from_utf8(text).unwrap();
    let (_, rest) = text.rsplit_once("\"numberMatched\":").unwrap();
    rest.split(',').next().unwrap().parse().unwrap()
}

/// Every answer is what it should be. Returns the bytes of one.
fn check(line: &mut Line, addresses: &[String]) -> usize {
    let mut bytes = 0;
    for address in addresses {
        let (_, text) = line.get(address, "");
        bytes += text.len();
        let page: serde_json::Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(page["features"].as_array().unwrap().len(), 1_000, "{address}");
    }
    bytes / addresses.len()
}

fn keys(line: &mut Line) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut next = "/api/geojson/units?limit=1000".to_owned();
    loop {
        let page: serde_json::Value = serde_json::from_slice(&line.get(&next, "").1).unwrap();
        let Some(address) = next_page(&page) else { return keys };
        keys.push(address.rsplit_once("after=").unwrap().1.to_owned());
        next = address;
    }
}

fn next_page(page: &serde_json::Value) -> Option<String> {
    let links = page["links"].as_array().unwrap();
    links.iter().find(|l| l["rel"] == "next").map(|l| l["href"].as_str().unwrap().to_owned())
}

fn held(line: &mut Line, address: &str) -> String {
    let head = line.get(address, "").0;
    let tag = head.lines().find_map(|l| l.strip_prefix("etag: ")).unwrap();
    format!("if-none-match: {tag}\r\n")
}

struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(binary: &str, data: &Path) -> Self {
        let mut process = Command::new(binary)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        let mut first = String::new();
        said.read_line(&mut first).unwrap();
        let address = first.trim().rsplit_once("http://").unwrap().1.to_owned();
        // What it says later is not read; the pipe stays open all the same.
        std::mem::forget(said);
        std::thread::sleep(Duration::from_secs(2));
        Self { process, address }
    }

    fn connect(&self) -> Line {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_nodelay(true).unwrap();
        Line { read: BufReader::with_capacity(1 << 20, stream) }
    }

    /// CPU time of the process so far, user and system, ms. The kernel counts in ticks of 10 ms.
    fn cpu(&self) -> f64 {
        let text = fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        let (_, after_name) = text.rsplit_once(')').unwrap();
        let ticks = after_name.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>().unwrap());
        ticks.sum::<f64>() * 10.0
    }

    /// Pages of the log are squeezed at leisure after the start: that is no part of what an answer costs.
    fn comes_to_rest(&self) {
        for _ in 0..300 {
            let before = self.cpu();
            std::thread::sleep(Duration::from_secs(1));
            if self.cpu() - before < 20.0 {
                return;
            }
        }
        panic!("the server never came to rest");
    }

    fn ask(
        &self,
        line: &mut Line,
        what: &'static str,
        bar: Option<f64>,
        addresses: &[String],
        note: &str,
    ) -> Row {
        let (cpu, start) = (self.cpu(), Instant::now());
        for address in addresses {
            line.get(address, "");
        }
        self.row(what, bar, addresses.len(), cpu, start, note)
    }

    fn ask_held(&self, line: &mut Line, what: &'static str, bar: f64, address: &str, held: &str) -> Row {
        let (cpu, start) = (self.cpu(), Instant::now());
        for _ in 0..HELD {
            let (head, _) = line.get(address, held);
            assert!(head.starts_with("HTTP/1.1 304"), "{head}");
        }
        self.row(what, Some(bar), HELD, cpu, start, "")
    }

    fn row(
        &self,
        what: &'static str,
        bar: Option<f64>,
        n: usize,
        cpu: f64,
        start: Instant,
        note: &str,
    ) -> Row {
        let wall = start.elapsed().as_secs_f64() * 1e3 / n as f64;
        Row { what, bar, ms: (self.cpu() - cpu) / n as f64, wall, note: note.to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// A kept connection.
struct Line {
    read: BufReader<TcpStream>,
}

impl Line {
    fn get(&mut self, address: &str, headers: &str) -> (String, Vec<u8>) {
        let request = format!("GET {address} HTTP/1.1\r\nhost: bench\r\n{headers}\r\n");
        self.read.get_mut().write_all(request.as_bytes()).unwrap();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(self.read.read_line(&mut head).unwrap() > 0, "the server closed the connection");
        }
        let length =
            head.lines().find_map(|l| l.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
        let mut body = vec![0; length];
        self.read.read_exact(&mut body).unwrap();
        (head, body)
    }
}
