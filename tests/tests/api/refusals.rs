//! Wrong questions: which part was wrong, what was expected, and one that is right; in both languages, in one form.

use axum::http::Method;

use super::{Site, request};

/// Address, status, type, the parameter at fault.
const WRONG: &[(&str, u16, &str, &str)] = &[
    ("/api/state?as_of=yesterday", 400, "wrong-parameter", "as_of"),
    ("/api/state?as_of=2023-02-30", 400, "wrong-parameter", "as_of"),
    ("/api/state?as_at=noon", 400, "wrong-parameter", "as_at"),
    ("/api/state?asof=2023-06-15", 400, "wrong-parameter", "asof"),
    ("/api/state?as_of=2023-06-15&as_of=2023-06-16", 400, "wrong-parameter", "as_of"),
    ("/api/figures?region=53", 400, "wrong-parameter", "region"),
    ("/api/figures?window=0", 400, "wrong-parameter", "window"),
    ("/api/figures/wealth/records", 404, "unknown-record", "name"),
    ("/api/census?as_of=2023-06-15", 400, "wrong-parameter", "as_of"),
    ("/api/log?after=-1", 400, "wrong-parameter", "after"),
    ("/api/log?limit=0", 400, "wrong-parameter", "limit"),
    ("/api/log?limit=10001", 400, "wrong-parameter", "limit"),
    ("/api/stream?after=now", 400, "wrong-parameter", "after"),
    ("/api/config?x=1", 400, "wrong-parameter", "x"),
    ("/api/geojson/units?bbox=98,24,97,25", 400, "wrong-parameter", "bbox"),
    ("/api/geojson/units?bbox=24,97.8,24.1,97.9", 400, "wrong-parameter", "bbox"),
    ("/api/geojson/units?limit=many", 400, "wrong-parameter", "limit"),
    ("/api/geojson/units?status=purple", 400, "wrong-parameter", "status"),
    ("/api/geojson/units?statu=available", 400, "wrong-parameter", "statu"),
    ("/api/geojson/units?min_area=-5", 400, "wrong-parameter", "min_area"),
    ("/api/geojson/units?min_area=5000&max_area=1500", 400, "wrong-parameter", "min_area"),
    ("/api/geojson/parcels?min_area=100&max_area=20", 400, "wrong-parameter", "min_area"),
    ("/api/geojson/units?max_rent=NaN", 400, "wrong-parameter", "max_rent"),
    ("/api/geojson/units?dyeing=maybe", 400, "wrong-parameter", "dyeing"),
    ("/api/geojson/units?view=round", 400, "wrong-parameter", "view"),
    ("/api/geojson/units?after=%3Cb%3E", 400, "wrong-parameter", "after"),
    ("/api/geojson/units?park=%E7%91%9E%E4%B8%BD", 400, "wrong-parameter", "park"),
    ("/api/geojson/units?status=%ff", 400, "wrong-parameter", "?"),
    ("/api/geojson/units?park=NOWHERE", 404, "unknown-record", "park"),
    ("/api/geojson/units?hall=NOWHERE", 404, "unknown-record", "hall"),
    ("/api/geojson/parks?level=cosmic", 400, "wrong-parameter", "level"),
    ("/api/geojson/parcels?status=leased", 400, "wrong-parameter", "status"),
    ("/api/geojson/projects?stage=leased", 400, "wrong-parameter", "stage"),
    ("/api/geojson/ports?status=leased", 400, "wrong-parameter", "status"),
    ("/api/geojson/halls?phase=leased", 400, "wrong-parameter", "phase"),
    ("/api/geojson/units/NOWHERE", 404, "unknown-record", ""),
    ("/api/geojson/units/no%20key", 404, "unknown-record", ""),
    ("/api/geojson/castles", 404, "no-such-path", ""),
    ("/api/geojson/castles/1", 404, "no-such-path", ""),
    ("/api/nowhere", 404, "no-such-path", ""),
    ("/assets/nothing.js", 404, "no-such-path", ""),
    ("/tiles/ground/13/0/0.mvt", 404, "no-such-path", ""),
    ("/tiles/ground/8/256/0.mvt", 404, "no-such-path", ""),
    ("/tiles/ground/8/x/0.mvt", 404, "no-such-path", ""),
    ("/tiles/ground/999/0/0.mvt", 404, "no-such-path", ""),
    ("/tiles/base/8/197/110", 404, "no-such-path", ""),
];

#[tokio::test]
async fn a_wrong_question_is_answered_with_a_right_one() {
    let site = Site::demo();
    for (address, status, kind, param) in WRONG {
        for (language, tag) in [("zh-CN", "zh"), ("en-GB", "en")] {
            let answer = site.get_with(address, &[("accept-language", language)]).await;
            assert_eq!(answer.status, *status, "{address}: {}", answer.text());
            assert_eq!(answer.header("content-type"), "application/problem+json", "{address}");
            assert_eq!(answer.header("content-language"), tag);
            assert_eq!(answer.header("cache-control"), "no-store");
            let problem = answer.json();
            assert_eq!(problem["type"], format!("/problems/{kind}"), "{address}");
            assert_eq!(problem["status"], *status);
            let is_chinese = |name: &str| problem[name].as_str().unwrap().chars().any(|c| c > '\u{3000}');
            assert!(is_chinese("title") == (tag == "zh") && !problem["detail"].as_str().unwrap().is_empty());
            if !param.is_empty() {
                assert_eq!(problem["param"], *param, "{address}");
                assert!(!problem["example"].as_str().unwrap().is_empty(), "{address}");
            }
        }
    }
}

/// An example that is itself refused would send the reader round in circles.
#[tokio::test]
async fn the_example_in_a_refusal_is_accepted() {
    let site = Site::demo();
    let mut tried = 0;
    for (address, status, ..) in WRONG.iter().filter(|(_, status, ..)| *status == 400) {
        let problem = site.get(address).await.json();
        let example = problem["example"].as_str().unwrap();
        let param = problem["param"].as_str().unwrap();
        // Where the name itself was unknown, the example only says which names there are.
        if example.ends_with('…') || example.is_empty() || !example.starts_with(param) {
            continue;
        }
        let (path, _) = address.split_once('?').unwrap();
        if path == "/api/stream" {
            continue;
        }
        let mended = site.get(&format!("{path}?{example}")).await;
        assert!(mended.status == 200 || mended.status == 404, "{status} {path}?{example}: {}", mended.text());
        tried += 1;
    }
    assert!(tried > 15, "only {tried} examples were tried");
}

#[tokio::test]
async fn refusals_of_the_frame_have_the_same_form() {
    let site = Site::demo();
    let wrong = |method: Method, address: &str| request(method, address, &[], "");
    for (asked, status, kind) in [
        (wrong(Method::POST, "/api/state"), 405, "method-not-allowed"),
        (wrong(Method::DELETE, "/api/commands"), 405, "method-not-allowed"),
        (wrong(Method::PUT, "/"), 405, "method-not-allowed"),
        (wrong(Method::POST, "/api/commands"), 401, "operator-token-needed"),
        (wrong(Method::GET, "/api/"), 404, "no-such-path"),
    ] {
        let answer = site.ask(asked).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.json()["type"], format!("/problems/{kind}"));
        if status == 405 {
            assert!(!answer.header("allow").is_empty());
        }
    }
}

#[tokio::test]
async fn a_reader_who_mistypes_finds_a_page_and_a_program_a_problem() {
    let site = Site::demo();
    let reader = site.get_with("/nowhere", &[("accept", "text/html,*/*;q=0.8")]).await;
    assert_eq!(reader.status, 404, "{}", reader.text());
    assert_eq!(
        reader.header("content-type"),
        "text/html; charset=utf-8",
        "build the client first: cargo xtask build"
    );
    assert_eq!(site.get("/nowhere").await.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn an_answer_to_head_has_no_body() {
    let site = Site::demo();
    for address in ["/api/figures", "/api/figures?region=53", "/nowhere"] {
        let answer = site.ask(request(Method::HEAD, address, &[], "")).await;
        assert!(answer.body.is_empty(), "{address}");
    }
}
