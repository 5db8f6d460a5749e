//! A receiver of webhooks on this machine, which answers as it is told and remembers what it got.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;

/// A message as it came.
#[derive(Clone, Debug)]
pub struct Got {
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
    pub at: Instant,
}

impl Got {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The position of the fact in a CloudEvent.
    pub fn position(&self) -> u64 {
        self.json()["data"]["position"].as_u64().unwrap()
    }
}

/// The status line's end, further headers and the body that the n-th message is answered with.
type Script = Box<dyn Fn(usize) -> String + Send>;

/// A receiver that listens until it is dropped.
pub struct Receiver {
    pub address: SocketAddr,
    got: Arc<Mutex<Vec<Got>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Receiver {
    /// One that takes everything, and answers as robots do.
    pub fn open() -> Self {
        Self::at("127.0.0.1:0".parse().unwrap(), |_| answer(200, "", r#"{"errcode":0,"code":0}"#))
    }

    pub fn answering(script: impl Fn(usize) -> String + Send + 'static) -> Self {
        Self::at("127.0.0.1:0".parse().unwrap(), script)
    }

    pub fn at(address: SocketAddr, script: impl Fn(usize) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        let (got, stop) = (Arc::<Mutex<Vec<Got>>>::default(), Arc::<AtomicBool>::default());
        let (all, told) = (Arc::clone(&got), Arc::clone(&stop));
        let script: Script = Box::new(script);
        let thread = std::thread::spawn(move || {
            while !told.load(Ordering::Relaxed) {
                match listener.accept() {
                    Ok((stream, _)) => take(stream, &all, &script),
                    Err(_) => std::thread::sleep(Duration::from_millis(2)),
                }
            }
        });
        Self { address, got, stop, thread: Some(thread) }
    }

    pub fn url(&self) -> String {
        format!("http://{}/facts?key=s3cret", self.address)
    }

    pub fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    /// Waits for so many messages.
    pub async fn after(&self, many: usize) -> Vec<Got> {
        self.until(|got| got.len() >= many).await
    }

    pub async fn until(&self, enough: impl Fn(&[Got]) -> bool) -> Vec<Got> {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            let got = self.got();
            if enough(&got) {
                return got;
            }
            assert!(Instant::now() < until, "only {} messages came: {:?}", got.len(), got.last());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().unwrap().join().unwrap();
    }
}

/// An answer as it is written.
pub fn answer(status: u16, headers: &str, body: &str) -> String {
    format!("{status} So\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

fn take(stream: TcpStream, all: &Mutex<Vec<Got>>, script: &Script) {
    stream.set_nonblocking(false).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    if reader.read_line(&mut first).unwrap_or(0) == 0 {
        return;
    }
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim().split_once(": ") {
            Some((name, value)) => headers.insert(name.to_lowercase(), value.to_owned()),
            None => break,
        };
    }
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let path = first.split(' ').nth(1).unwrap().to_owned();
    assert!(first.starts_with("POST "), "{first}");
    let nth = {
        let mut all = all.lock().unwrap();
        all.push(Got { path, headers, body, at: Instant::now() });
        all.len() - 1
    };
    // Whoever was stopped meanwhile does not read the answer.
    let _read = write!(reader.get_mut(), "HTTP/1.1 {}", script(nth));
}
