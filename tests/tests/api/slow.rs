//! Callers who take their time: their places are given to others, and an open stream is not mistaken for one of them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use serde_json::json;
use server::http::Limits;

use super::{Site, TOKEN};

const LIMITS: Limits =
    Limits { head: Duration::from_millis(600), body: Duration::from_millis(600), connections: 6 };
/// More than a limit and the turn of a loaded machine.
const LONG: Duration = Duration::from_secs(8);

async fn serve(site: &Site) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::http::serve_within(listener, site.office.clone(), LIMITS));
    address
}

fn connect(address: SocketAddr, opening: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream.write_all(opening.as_bytes()).unwrap();
    stream
}

/// Reads to the end, which must come.
fn rest(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    match stream.read_to_end(&mut all) {
        Ok(_) => {}
        Err(e) if e.kind() == std::io::ErrorKind::ConnectionReset => {}
        Err(e) => panic!("the connection is still open: {e}"),
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// Sends a byte now and then until nobody listens any more; how long that took.
fn drip(mut stream: TcpStream) -> Duration {
    let begun = Instant::now();
    while begun.elapsed() < LONG && stream.write_all(b"x").is_ok() {
        std::thread::sleep(Duration::from_millis(50));
    }
    begun.elapsed()
}

fn healthy(address: SocketAddr) -> bool {
    let stream = connect(address, "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    rest(stream).starts_with("HTTP/1.1 200")
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_never_ends_is_cut_off() {
    let site = Site::demo();
    let address = serve(&site).await;
    let took = aside(move || {
        // Every place is taken by someone who never finishes; whoever comes then is served all the same.
        let slow: Vec<_> = (0..LIMITS.connections)
            .map(|_| connect(address, "GET / HTTP/1.1\r\nhost: x\r\nx-slow: "))
            .map(|stream| std::thread::spawn(move || drip(stream)))
            .collect();
        assert!(healthy(address));
        slow.into_iter().map(|slow| slow.join().unwrap()).max().unwrap()
    });
    let took = took.await;
    assert!(took < LONG, "a slow head kept its place for {took:?}");
    // Someone who connects and says nothing, or says nothing more, is no better.
    let silent = aside(move || {
        assert_eq!(rest(connect(address, "")), "");
        let once = rest(connect(address, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"));
        once.starts_with("HTTP/1.1 200")
    });
    assert!(silent.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_never_ends_is_told_so() {
    let site = Site::demo();
    let address = serve(&site).await;
    let head = |more: &str| {
        format!(
            "POST /api/commands HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {TOKEN}\r\naccept-language: en\r\n\
             content-type: application/json\r\n{more}\r\n\r\n"
        )
    };
    let (slow, large) = (head("content-length: 900000"), head("content-length: 90000000"));
    let endless = head("transfer-encoding: chunked");
    let told = aside(move || {
        let chunk = format!("40000\r\n{}\r\n", "x".repeat(0x40000));
        let mut endless = connect(address, &endless);
        (0..5).for_each(|_| drop(endless.write_all(chunk.as_bytes())));
        [rest(connect(address, &format!("{slow}{{"))), rest(connect(address, &large)), rest(endless)]
    });
    let [slow, large, endless] = told.await;
    assert!(slow.starts_with("HTTP/1.1 408"), "{slow}");
    assert!(slow.contains("application/problem+json") && slow.contains("did not arrive in time"), "{slow}");
    assert!(large.starts_with("HTTP/1.1 413"), "{large}");
    // The answer may be lost with the connection when the caller goes on sending.
    assert!(endless.is_empty() || endless.starts_with("HTTP/1.1 413"), "{endless}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_stream_is_not_slow() {
    let site = Site::demo();
    let address = serve(&site).await;
    let mut stream = connect(address, "GET /api/stream HTTP/1.1\r\nhost: x\r\n\r\n");
    tokio::time::sleep(LIMITS.head * 4).await;
    let rent = json!({"command": "set_rent", "unit": "HK-01-101", "rent_yuan_m2_month": 9.5});
    assert_eq!(site.command(&rent, &[]).await.status, 201);
    let heard = aside(move || {
        let (mut all, mut some) = (Vec::new(), [0; 4096]);
        while !String::from_utf8_lossy(&all).contains("unit.rent_set") {
            match stream.read(&mut some).unwrap() {
                0 => panic!("the stream was cut: {}", String::from_utf8_lossy(&all)),
                n => all.extend_from_slice(&some[..n]),
            }
        }
    });
    heard.await;
}
