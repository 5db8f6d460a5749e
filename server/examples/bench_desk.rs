//! Officials at work: how soon a fact is on 1,000 open screens, and how many commands 50 officials get through at once.
//!
//! The released program on the demonstration's facts with its SQLite log; clients on the same machine, so that they share its
//! two cores: on a server of its own it has more.
// A bench may stop at the first surprise, and prints its rows.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, missing_docs)]

#[path = "bench/row.rs"]
mod bench;

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bench::{row, thousands};
use tokio::net::TcpStream;

const TOKEN: &str = "a-token-for-this-bench-of-32-characters";
const STREAMS: usize = 1_000;
/// Facts that are waited for on every screen.
const SHOWN: usize = 100;
const OFFICIALS: usize = 50;
const EACH: usize = 60;
/// A bench that waits longer has found a fault.
const LIMIT: Duration = Duration::from_secs(120);

fn main() {
    let server = Server::start();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let units = units(&server).await;
        tokio::time::timeout(LIMIT, shown(&server, &units)).await.unwrap();
        tokio::time::timeout(LIMIT, busy(&server, &units)).await.unwrap();
    });
}

/// From the answer to a command, and from its sending, until its frame is on every stream.
async fn shown(server: &Server, units: &[String]) {
    let seen: Arc<Mutex<HashMap<u64, Vec<Instant>>>> = Arc::default();
    let mut listeners = Vec::new();
    for _ in 0..STREAMS {
        let mut line = Line::open(&server.address).await;
        line.write("GET /api/stream", "").await;
        line.head().await;
        let seen = Arc::clone(&seen);
        listeners.push(tokio::spawn(async move {
            loop {
                let text = line.until("\n\n").await;
                let Some(id) = text.lines().find_map(|line| line.strip_prefix("id: ")) else { continue };
                seen.lock().unwrap().entry(id.parse().unwrap()).or_default().push(Instant::now());
            }
        }));
    }
    let mut line = Line::open(&server.address).await;
    let (mut sent, mut accepted) = (HashMap::new(), HashMap::new());
    for n in 0..SHOWN {
        let began = Instant::now();
        let position = line.rent(&units[n % units.len()], 9.0 + n as f64 / 100.0).await;
        sent.insert(position, began);
        accepted.insert(position, Instant::now());
        while seen.lock().unwrap().get(&position).map_or(0, Vec::len) < STREAMS {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
    listeners.iter().for_each(tokio::task::JoinHandle::abort);
    let seen = seen.lock().unwrap();
    let since = |from: &HashMap<u64, Instant>| {
        let times = from
            .iter()
            .flat_map(|(position, from)| seen[position].iter().map(|at| at.saturating_duration_since(*from)));
        sorted(times.map(|time| time.as_secs_f64() * 1e3).collect())
    };
    let (since_accepted, since_sent) = (since(&accepted), since(&sent));
    let p99 = at(&since_accepted, 0.99);
    let measured = format!(
        "{p99:.0} ms p99, {:.0} ms median; since it was sent {:.0} ms p99",
        at(&since_accepted, 0.5),
        at(&since_sent, 0.99)
    );
    row("command accepted until visible, 1,000 streams open", "≤ 300 ms p99", &measured, Some(p99 <= 300.0));
}

/// Officials who send one command after the other, all at once.
async fn busy(server: &Server, units: &[String]) {
    let began = Instant::now();
    let officials: Vec<_> = (0..OFFICIALS)
        .map(|official| {
            let (address, units) = (server.address.clone(), units.to_vec());
            tokio::spawn(async move {
                let mut line = Line::open(&address).await;
                let mut times = Vec::new();
                for n in 0..EACH {
                    let unit = &units[(official + n * OFFICIALS) % units.len()];
                    let began = Instant::now();
                    line.rent(unit, 5.0 + (official * EACH + n) as f64 / 1000.0).await;
                    times.push(began.elapsed().as_secs_f64() * 1e3);
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for official in officials {
        times.extend(official.await.unwrap());
    }
    let rate = times.len() as f64 / began.elapsed().as_secs_f64();
    let times = sorted(times);
    let p99 = at(&times, 0.99);
    let measured =
        format!("{} commands/s, {p99:.0} ms p99, {:.0} ms median", thousands(rate), at(&times, 0.5));
    row(
        "50 officials at once, one command each at a time",
        "≥ 200/s, ≤ 100 ms p99",
        &measured,
        Some(rate >= 200.0 && p99 <= 100.0),
    );
}

fn sorted(mut times: Vec<f64>) -> Vec<f64> {
    times.sort_by(f64::total_cmp);
    times
}

fn at(times: &[f64], part: f64) -> f64 {
    times[((times.len() - 1) as f64 * part) as usize]
}

/// The keys of units whose rent can be set.
async fn units(server: &Server) -> Vec<String> {
    let mut line = Line::open(&server.address).await;
    line.write("GET /api/geojson/units?limit=1000", "").await;
    let page: serde_json::Value = serde_json::from_str(&line.body().await).unwrap();
    page["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["properties"]["key"].as_str().unwrap().to_owned())
        .collect()
}

/// The released program, ended when dropped.
struct Server {
    child: Child,
    address: String,
    _folder: Folder,
}

struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left is in the system's temporary folder.
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

impl Server {
    fn start() -> Self {
        let binary = std::env::var("INVESTMAP_BINARY").unwrap_or_else(|_| "target/release/investmap".into());
        let folder =
            Folder(std::env::temp_dir().join(format!("investmap-bench-desk-{}", std::process::id())));
        let mut child = Command::new(binary)
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(&folder.0)
            .env("INVESTMAP_OPERATOR_TOKEN", TOKEN)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = said.map(Result::unwrap).find(|line| line.starts_with("listening on ")).unwrap();
        let address = line.trim_start_matches("listening on http://").to_owned();
        Self { child, address, _folder: folder }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// A connection that is kept open.
struct Line {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Line {
    async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, read: Vec::new() }
    }

    async fn write(&mut self, what: &str, body: &str) {
        let length = body.len();
        let request = format!(
            "{what} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {TOKEN}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        let mut left = request.as_bytes();
        while !left.is_empty() {
            self.stream.writable().await.unwrap();
            match self.stream.try_write(left) {
                Ok(written) => left = &left[written..],
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// What comes up to a mark, the mark included.
    async fn until(&mut self, mark: &str) -> String {
        loop {
            let found = self.read.windows(mark.len()).position(|part| part == mark.as_bytes());
            if let Some(at) = found {
                let rest = self.read.split_off(at + mark.len());
                return String::from_utf8(std::mem::replace(&mut self.read, rest)).unwrap();
            }
            self.more().await;
        }
    }

    async fn more(&mut self) {
        let mut bytes = [0; 16 << 10];
        loop {
            self.stream.readable().await.unwrap();
            match self.stream.try_read(&mut bytes) {
                Ok(0) => panic!("the server hung up: {}", String::from_utf8_lossy(&self.read)),
                Ok(read) => return self.read.extend_from_slice(&bytes[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => panic!("{error}"),
            }
        }
    }

    async fn head(&mut self) -> String {
        let head = self.until("\r\n\r\n").await;
        assert!(head.starts_with("HTTP/1.1 2"), "{head}");
        head
    }

    async fn body(&mut self) -> String {
        let head = self.head().await;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        let length: usize = length.trim().parse().unwrap();
        while self.read.len() < length {
            self.more().await;
        }
        let rest = self.read.split_off(length);
        String::from_utf8(std::mem::replace(&mut self.read, rest)).unwrap()
    }

    /// Sets a rent; the position of the fact.
    async fn rent(&mut self, unit: &str, yuan: f64) -> u64 {
        let command = format!(r#"{{"command":"set_rent","unit":"{unit}","rent_yuan_m2_month":{yuan}}}"#);
        self.write("POST /api/commands", &command).await;
        let receipt: serde_json::Value = serde_json::from_str(&self.body().await).unwrap();
        receipt["position"].as_u64().unwrap()
    }
}
