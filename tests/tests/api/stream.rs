//! The live tail over a real connection: frames as they are recorded, after a cut, over hidden facts, until the end.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Site, TOKEN};

pub struct Frame {
    pub id: u64,
    pub after: u64,
    pub positions: Vec<u64>,
    pub text: String,
}

/// A browser that listens.
pub struct Listener(BufReader<TcpStream>);

impl Listener {
    pub fn open(address: SocketAddr, path: &str, headers: &str) -> Self {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\n{headers}\r\n").unwrap();
        let mut listener = Self(BufReader::new(stream));
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(listener.0.read_line(&mut head).unwrap() > 0, "{head}");
        }
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        assert!(head.contains("text/event-stream"), "{head}");
        listener
    }

    pub fn next(&mut self) -> Frame {
        self.line().expect("the stream ended")
    }

    /// The next frame; none when the stream ends.
    pub fn line(&mut self) -> Option<Frame> {
        let mut id = 0;
        let mut line = String::new();
        loop {
            line.clear();
            if self.0.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            if let Some(text) = line.strip_prefix("id: ") {
                id = text.trim().parse().unwrap();
            }
            if let Some(text) = line.strip_prefix("data: ") {
                let data: Value = serde_json::from_str(text).unwrap();
                let events = data["events"].as_array().unwrap();
                let positions = events.iter().map(|e| e["position"].as_u64().unwrap()).collect();
                return Some(Frame {
                    id,
                    after: data["after"].as_u64().unwrap(),
                    positions,
                    text: text.to_owned(),
                });
            }
        }
    }
}

pub async fn serve(site: &Site) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::http::serve(listener, site.office.clone()));
    address
}

pub async fn rent(site: &Site, yuan: f64) -> u64 {
    let command = json!({"command": "set_rent", "unit": "HK-01-101", "rent_yuan_m2_month": yuan});
    let answer = site.command(&command, &[]).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["position"].as_u64().unwrap()
}

/// Records something that no visitor may see.
pub async fn hidden(site: &Site, key: &str) -> u64 {
    let command = json!({
        "command": "register_target", "target": key, "name": {"zh": "示例企业-秘密-001", "en": "Sample-Secret-001"},
        "region": "533100", "home": "330000", "chain": "textile", "chain_stage": "garments", "intent": "watching",
    });
    let answer = site.command(&command, &[]).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["position"].as_u64().unwrap()
}

pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_arrives_at_once() {
    let site = Site::demo();
    let address = serve(&site).await;
    let head = site.office.follower.head();
    let mut listener = blocking(move || Listener::open(address, "/api/stream", "")).await;
    let start = Instant::now();
    let position = rent(&site, 9.5).await;
    let frame = blocking(move || listener.next()).await;
    assert!(start.elapsed() < Duration::from_millis(333), "{:?}", start.elapsed());
    assert_eq!((frame.id, frame.after, frame.positions), (position, head, vec![position]));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_cut_nothing_is_missing_and_nothing_comes_twice() {
    let site = Site::demo();
    let address = serve(&site).await;
    let head = site.office.follower.head();
    let first = rent(&site, 9.5).await;
    let known =
        blocking(move || Listener::open(address, &format!("/api/stream?after={head}"), "").next()).await;
    assert_eq!(known.id, first);
    // Cut. Meanwhile: something public, something hidden, something public.
    let (second, secret, third) =
        (rent(&site, 9.6).await, hidden(&site, "T-S1").await, rent(&site, 9.7).await);
    let last_id = format!("last-event-id: {first}\r\n");
    let (a, b, c) = blocking(move || {
        // Browsers send what they saw last; the address still says where the page began.
        let mut listener = Listener::open(address, &format!("/api/stream?after={head}"), &last_id);
        (listener.next(), listener.next(), listener.next())
    })
    .await;
    assert_eq!((a.id, a.after, a.positions), (second, first, vec![second]));
    assert_eq!((b.id, b.after, b.positions), (secret, second, vec![]), "a hidden fact moves the cursor");
    assert_eq!((c.id, c.after, c.positions), (third, second, vec![third]), "and leaves no gap");
    assert!(!b.text.contains("T-S1") && !b.text.contains("示例企业"), "{}", b.text);
    // After the hidden fact: only what came later.
    let later =
        blocking(move || Listener::open(address, &format!("/api/stream?after={secret}"), "").next()).await;
    assert_eq!((later.id, later.after, later.positions), (third, second, vec![third]));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_too_far_behind_is_told_to_fetch() {
    let site = Site::demo();
    let address = serve(&site).await;
    let head = site.office.follower.head();
    let frame = blocking(move || Listener::open(address, "/api/stream?after=17", "").next()).await;
    assert!(frame.after > 17 && frame.positions.is_empty());
    assert_eq!(frame.id, head);
    let mut position = 17;
    let mut public = 0;
    while position < frame.after {
        let page = site.json(&format!("/api/log?after={position}&limit=500")).await;
        public += page["events"].as_array().unwrap().len();
        position = page["next"].as_u64().unwrap();
    }
    assert_eq!(position, head);
    assert!(public > 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_stream_add_up_to_the_log() {
    let site = Site::demo();
    let address = serve(&site).await;
    let page = site.json("/api/log?limit=10000").await;
    let from = page["next"].as_u64().unwrap();
    let mut known: Vec<u64> =
        page["events"].as_array().unwrap().iter().map(|e| e["position"].as_u64().unwrap()).collect();
    let mut listener =
        blocking(move || Listener::open(address, &format!("/api/stream?after={from}"), "")).await;
    let mut last = 0;
    for n in 0..20 {
        last = if n % 3 == 0 {
            hidden(&site, &format!("T-S{n}")).await
        } else {
            rent(&site, 9.0 + f64::from(n)).await
        };
    }
    let streamed = blocking(move || {
        let mut streamed = Vec::new();
        loop {
            let frame = listener.next();
            streamed.extend(frame.positions);
            if frame.id == last {
                return streamed;
            }
        }
    })
    .await;
    known.extend(streamed);
    let all = site.json("/api/log?limit=10000").await;
    let expected: Vec<u64> =
        all["events"].as_array().unwrap().iter().map(|e| e["position"].as_u64().unwrap()).collect();
    assert_eq!(known, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn open_streams_end_when_the_server_stops() {
    let site = Site::demo();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(server::http::serve(listener, site.office.clone()));
    let mut listener = blocking(move || Listener::open(address, "/api/stream", "")).await;
    site.office.stop.cancel();
    let ended = tokio::time::timeout(Duration::from_secs(5), serving).await;
    assert!(ended.expect("the server stops though a stream is open").unwrap().is_ok());
    assert!(blocking(move || listener.line()).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operators_stream_shows_what_officials_may_see() {
    let site = Site::demo();
    let address = serve(&site).await;
    let bearer = format!("authorization: Bearer {TOKEN}\r\n");
    let mut listener = blocking(move || Listener::open(address, "/api/stream", &bearer)).await;
    let position = hidden(&site, "T-S1").await;
    let frame = blocking(move || listener.next()).await;
    assert_eq!(frame.positions, [position]);
    assert!(frame.text.contains("target.registered"));
}
