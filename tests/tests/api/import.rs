//! Tables sent back by officials: looked at, then recorded whole or not at all; what others see of it is nothing.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use super::{Site, TOKEN, request};

impl Site {
    /// Sends a file as the operator.
    async fn send(&self, query: &str, file: Vec<u8>) -> super::Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/api/import?{query}"))
            .header("authorization", format!("Bearer {TOKEN}"))
            .header("content-type", "application/octet-stream");
        self.ask(request.body(Body::from(file)).unwrap()).await
    }

    async fn as_operator(&self, method: Method, address: &str, body: &str) -> super::Answer {
        let bearer = format!("Bearer {TOKEN}");
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
            ("accept-language", "en"),
        ];
        self.ask(request(method, address, &headers, body)).await
    }

    /// What is told of a file once it was read.
    async fn looked(&self, query: &str, file: Vec<u8>) -> Value {
        let sent = self.send(query, file).await;
        assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.text());
        let place = sent.header("location");
        self.read(place).await
    }

    async fn read(&self, place: &str) -> Value {
        // Bounded: the largest file is read in seconds.
        for _ in 0..2_000 {
            let told = self.as_operator(Method::GET, place, "").await.json();
            if told["state"] != "reading" {
                return told;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("{place} is read for ever");
    }

    async fn file(&self, address: &str) -> Vec<u8> {
        let answer = self.as_operator(Method::GET, address, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.body
    }
}

/// A unit that is free, in the table of units.
async fn free_unit(site: &Site) -> String {
    let units = site.json("/api/geojson/units?status=available&limit=1").await;
    units["features"][0]["properties"]["key"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_table_goes_out_and_comes_back_without_a_change() {
    let site = Site::demo();
    for form in ["xlsx", "csv", "csv-gb18030", "geojson"] {
        let file = site.file(&format!("/api/export/units?form={form}&region=533102")).await;
        let told = site.looked("as=units", file).await;
        let counts = &told["counts"];
        assert_eq!(
            (told["state"].as_str(), &counts["changed"], &counts["refused"]),
            (Some("ready"), &json!(0), &json!(0)),
            "{form}: {told}"
        );
        assert!(counts["unchanged"].as_u64().unwrap() > 50 && told["facts"] == 0, "{form}");
    }
}

#[tokio::test]
async fn a_table_is_recorded_whole_and_once() {
    let site = Site::demo();
    let unit = free_unit(&site).await;
    let before = site.office.log.head().unwrap().position;
    let file = format!("unit,standing,until,rent_yuan_m2_month\n{unit},已租,2027-01-31,13.5\n").into_bytes();
    let told = site.looked("as=units&day=2024-07-01", file).await;
    assert_eq!((&told["counts"]["changed"], &told["facts"]), (&json!(1), &json!(2)), "{told}");
    assert_eq!(
        told["rows"][0]["changes"][0],
        json!({ "column": "Status", "from": "available", "to": "leased" }),
        "{told}"
    );
    assert_eq!(site.office.log.head().unwrap().position, before, "looking records nothing");
    let place = format!("/api/import/{}", told["id"].as_str().unwrap());
    for _ in 0..2 {
        let done = site.as_operator(Method::POST, &place, r#"{"record": true}"#).await;
        assert_eq!(
            (done.status, &done.json()["state"]),
            (StatusCode::OK, &json!("recorded")),
            "{}",
            done.text()
        );
        assert_eq!(done.json()["facts"], 2);
    }
    assert_eq!(site.office.log.head().unwrap().position, before + 2);
    let view = site.office.follower.public();
    let leased = view.world().get().units[&unit.parse().unwrap()].latest().unwrap().status(view.today());
    assert_eq!(leased, shared::entity::UnitStatus::Leased);
}

#[tokio::test]
async fn one_row_that_is_refused_keeps_all_from_being_recorded() {
    let site = Site::demo();
    let unit = free_unit(&site).await;
    let before = site.office.log.head().unwrap().position;
    let file = format!("编号,供电,楼层\n{unit},1234,\n{unit},5,\nNO-SUCH,1,1\n").into_bytes();
    let told = site.looked("as=units", file).await;
    assert_eq!(told["counts"]["refused"], 2);
    let first = &told["rows"][0]["wrong"][0];
    assert_eq!((first["cell"].as_str(), first["slug"].as_str()), (Some("A3"), Some("key-twice")), "{told}");
    assert!(first["words"].as_str().unwrap().contains("row 2"), "{first}");
    let place = format!("/api/import/{}", told["id"].as_str().unwrap());
    let done = site.as_operator(Method::POST, &place, r#"{"record": true}"#).await;
    assert_eq!((done.status, done.json()["refused"].as_u64()), (StatusCode::UNPROCESSABLE_ENTITY, Some(2)));
    assert_eq!(site.office.log.head().unwrap().position, before);
}

#[tokio::test]
async fn what_others_changed_meanwhile_is_a_conflict_and_what_they_did_not_is_none() {
    let site = Site::demo();
    let units = site.json("/api/geojson/units?status=available&limit=2").await;
    let key = |at: usize| units["features"][at]["properties"]["key"].as_str().unwrap().to_owned();
    let (ours, other) = (key(0), key(1));
    let send = || site.looked("as=units", format!("unit,power_kva\n{ours},4711\n").into_bytes());
    let (first, second) = (send().await, send().await);
    // Another record changes: the file is decided anew, and recorded.
    let moved = json!({ "command": "set_rent", "unit": other, "rent_yuan_m2_month": 9.75 });
    assert_eq!(site.command(&moved, &[]).await.status, StatusCode::CREATED);
    let place = |told: &Value| format!("/api/import/{}", told["id"].as_str().unwrap());
    let done = site.as_operator(Method::POST, &place(&first), r#"{"record": true}"#).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    // The same record changed, by that very file.
    let late = site.as_operator(Method::POST, &place(&second), r#"{"record": true}"#).await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "{}", late.text());
    assert_eq!(late.json()["conflicts"][0]["stream"], format!("unit/{ours}"), "{}", late.text());
}

#[tokio::test]
async fn positions_outside_their_county_are_recorded_only_when_accepted() {
    let site = Site::demo();
    let names = "park,name_zh,name_en,short_zh,short_en,region,level,lon,lat";
    let file = format!("{names}\nP-X,示例园区,Sample park,示例,Sample,533102,county,98.589,24.433\n");
    let unsaid = site.looked("as=parks", file.clone().into_bytes()).await;
    assert_eq!((unsaid["state"].as_str(), unsaid["wrong"]["slug"].as_str()), (Some("failed"), Some("datum")));
    let told = site.looked("as=parks&datum=gcj02", file.into_bytes()).await;
    let place = &told["rows"][0]["place"];
    assert_eq!(told["counts"]["flagged"], 1);
    assert!(
        place["shift_m"][1].as_i64().unwrap() > 200 && place["warning"].as_str().unwrap().contains("Mangshi"),
        "{place}"
    );
    let address = format!("/api/import/{}", told["id"].as_str().unwrap());
    let refused = site.as_operator(Method::POST, &address, r#"{"record": true}"#).await;
    assert_eq!(refused.json()["type"], "/problems/import-flagged");
    let done = site.as_operator(Method::POST, &address, r#"{"record": true, "accept_flagged": true}"#).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
}

#[tokio::test]
async fn a_file_is_its_senders_alone_and_can_be_taken_back() {
    let site = Site::demo();
    let unit = free_unit(&site).await;
    let told = site.looked("as=units", format!("unit,power_kva\n{unit},4711\n").into_bytes()).await;
    let place = format!("/api/import/{}", told["id"].as_str().unwrap());
    let visitor = site.get(&place).await;
    assert_eq!(visitor.status, StatusCode::UNAUTHORIZED);
    let gone = site.as_operator(Method::DELETE, &place, "").await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    for method in [Method::GET, Method::DELETE] {
        assert_eq!(site.as_operator(method, &place, "").await.status, StatusCode::NOT_FOUND);
    }
    let done = site.as_operator(Method::POST, &place, r#"{"record": true}"#).await;
    assert_eq!(done.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_not_even_read() {
    let site = Site::demo();
    let answer = site.send("as=units", vec![b'x'; 100 << 20]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    // And a command has not become larger for it.
    let body = format!("{{\"command\": \"{}\"}}", "x".repeat(2 << 20));
    let command = site.as_operator(Method::POST, "/api/commands", &body).await;
    assert_eq!(command.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_shapefile_needs_a_table_with_positions() {
    let site = Site::demo();
    let shapes = site.file("/api/export/parcels?form=shp&datum=gcj02&region=533102").await;
    let told = site.looked("as=parcels&datum=gcj02", shapes).await;
    assert_eq!(told["counts"]["changed"], 0, "{told}");
    let none = site.as_operator(Method::GET, "/api/export/units?form=shp", "").await;
    assert_eq!(
        (none.status, &none.json()["type"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("/problems/no-shape"))
    );
    let unknown = site.as_operator(Method::GET, "/api/export/poems", "").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
