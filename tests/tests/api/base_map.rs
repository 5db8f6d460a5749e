//! Approved base maps through the server: the key stays here, only pictures pass, nothing else is fetched.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use server::config::{BaseMap, Config};

use super::Site;

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n a picture of a tile";

/// An issuer's server on this machine; it remembers what it was asked.
struct Issuer {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Issuer {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = Arc::clone(&seen);
                std::thread::spawn(move || answer(stream, &seen));
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(stream: TcpStream, seen: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() == 0 || line == "\r\n" {
            break;
        }
    }
    seen.lock().unwrap().push(path.clone());
    let (status, extra, body): (&str, &str, Vec<u8>) = match path.split('/').nth(1).unwrap() {
        "8" => ("200 OK", "", PICTURE.to_vec()),
        "9" => ("302 Found", "location: http://127.0.0.1:1/elsewhere\r\n", Vec::new()),
        "10" => ("200 OK", "content-type: image/png\r\n", b"<script>alert('no picture')</script>".to_vec()),
        "11" => ("200 OK", "", vec![0x89; 3 << 20]),
        "12" => ("404 Not Found", "", Vec::new()),
        "13" => ("403 Forbidden", "", b"the key s3cret-key is wrong".to_vec()),
        _ => ("500 Oops", "", Vec::new()),
    };
    let mut stream = reader.into_inner();
    let head =
        format!("HTTP/1.1 {status}\r\n{extra}content-length: {}\r\nconnection: close\r\n\r\n", body.len());
    // Whoever has read enough closes the connection early.
    let _closed = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

pub(super) fn map(url: &str) -> BaseMap {
    let toml = format!(
        r#"
        [[base_map]]
        id = "test-map"
        name = {{ zh = "测试底图", en = "Test map" }}
        kind = "xyz"
        url = "{url}"
        key = "s3cret-key"
        review_number = "GS(2024)0001号"
        issuer = "测试发布单位"
        date = "2024-01-01"
        expires = "2024-06-30"
        max_zoom = 14
        "#
    );
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), toml).unwrap();
    Config::read(file.path()).unwrap().base_map.remove(0)
}

fn site(issuer: &Issuer) -> Site {
    Site::with_base_map(map(&format!("http://{}/{{z}}/{{x}}/{{y}}?tk={{key}}", issuer.address)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_passes_and_is_fetched_once() {
    let issuer = Issuer::open();
    let site = site(&issuer);
    for address in ["/tiles/base/8/197/110", "/tiles/base/test-map/8/197/110", "/tiles/base/8/197/110.png"] {
        let tile = site.get(address).await;
        assert_eq!((tile.status.as_u16(), tile.body.as_slice()), (200, PICTURE), "{address}");
        assert_eq!(tile.header("content-type"), "image/png");
        assert!(tile.header("cache-control").contains("max-age"));
        let held = site.get_with(address, &[("if-none-match", tile.header("etag"))]).await;
        assert_eq!(held.status, 304);
    }
    assert_eq!(issuer.asked(), ["/8/197/110?tk=s3cret-key"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_pictures_passes_and_nothing_is_told() {
    let issuer = Issuer::open();
    let site = site(&issuer);
    for (z, status) in [(9, 502), (10, 502), (11, 502), (12, 404), (13, 502), (14, 502)] {
        let answer = site.get_with(&format!("/tiles/base/{z}/1/1"), &[("accept-language", "en")]).await;
        assert_eq!(answer.status, status, "zoom {z}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let all = format!("{:?}{}", answer.headers, answer.text());
        assert!(
            !all.contains("s3cret") && !all.contains(&issuer.address) && !all.contains("<script>"),
            "{all}"
        );
    }
    // Outside the zooms that the map has, and outside the world, nobody is asked.
    for outside in
        ["/tiles/base/15/1/1", "/tiles/base/8/256/0", "/tiles/base/8/0/-1", "/tiles/base/other/8/1/1"]
    {
        assert_eq!(site.get(outside).await.status, 404, "{outside}");
    }
    assert_eq!(issuer.asked().len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_that_is_not_there_is_no_fault_of_ours() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let site = Site::with_base_map(map(&format!("http://{free}/{{z}}/{{x}}/{{y}}")));
    let answer = site.get("/tiles/base/8/1/1").await;
    assert_eq!(
        (answer.status.as_u16(), answer.json()["type"].as_str()),
        (502, Some("/problems/base-map-unreachable"))
    );
}

#[tokio::test]
async fn clients_learn_what_must_be_shown_and_no_more() {
    let issuer = Issuer::open();
    let site = site(&issuer);
    let answer = site.get("/api/config").await;
    assert!(
        !answer.text().contains("s3cret") && !answer.text().contains(&issuer.address),
        "{}",
        answer.text()
    );
    let settings = answer.json();
    let base = &settings["base"];
    assert_eq!(base["review_number"], "GS(2024)0001号");
    assert_eq!(base["attribution"], "测试发布单位");
    assert_eq!(base["expired"], true, "the approval ended before the demonstration's today");
    assert_eq!(base["tiles"], "/tiles/base/test-map/{z}/{x}/{y}");
    assert_eq!(settings["bases"].as_array().unwrap().len(), 1);
    assert_eq!(settings["today"], "2024-07-24");
    assert_eq!(settings["region"], "533100");
    let plain = Site::demo().json("/api/config").await;
    assert!(plain["base"].is_null());
}
