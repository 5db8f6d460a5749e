//! Commands over HTTP: who may, what is recorded, what is refused, and that a name stays a name.

use axum::http::Method;
use serde_json::json;

use super::{Site, TOKEN, request};

fn rent(yuan: f64) -> serde_json::Value {
    json!({"command": "set_rent", "unit": "HK-01-101", "rent_yuan_m2_month": yuan})
}

#[tokio::test]
async fn only_the_holder_of_the_token_may_command() {
    let site = Site::demo();
    let json_type = ("content-type", "application/json");
    let send = |authorization: Option<&str>| {
        let mut headers = vec![json_type];
        headers.extend(authorization.map(|value| ("authorization", value)));
        request(Method::POST, "/api/commands", &headers, &rent(9.0).to_string())
    };
    let before = site.office.follower.head();
    for wrong in [None, Some("Bearer"), Some("Bearer x"), Some(TOKEN), Some("Basic b3BlcmF0b3I6eA==")] {
        let answer = site.ask(send(wrong)).await;
        assert_eq!(answer.status, 401, "{wrong:?}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let longer = format!("Bearer {TOKEN}x");
    assert_eq!(site.ask(send(Some(&longer))).await.status, 401);
    assert_eq!(site.office.follower.head(), before);
    assert_eq!(site.ask(send(Some(&format!("Bearer {TOKEN}")))).await.status, 201);
    assert_eq!(site.ask(send(Some(&format!("bearer {TOKEN}")))).await.status, 201);
}

#[tokio::test]
async fn without_a_token_every_command_is_refused_and_told_why() {
    let site = Site::without_token();
    let answer = site.command(&rent(9.0), &[("accept-language", "en")]).await;
    assert_eq!(answer.status, 403);
    assert!(answer.json()["detail"].as_str().unwrap().contains("INVESTMAP_OPERATOR_TOKEN"));
}

#[tokio::test]
async fn a_command_is_answered_with_its_facts_and_shown_at_once() {
    let site = Site::demo();
    let before = site.office.follower.head();
    let answer = site.command(&rent(9.25), &[]).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let receipt = answer.json();
    assert_eq!(receipt["position"], before + 1);
    assert_eq!(receipt["events"][0]["kind"], "unit.rent_set");
    assert!(receipt["events"][0]["event_id"].is_string());
    let unit = site.json("/api/geojson/units/HK-01-101").await;
    assert_eq!(unit["properties"]["specs"]["rent_yuan_m2_month"], 9.25);
    let page = site.json(&format!("/api/log?after={before}")).await;
    assert_eq!(page["events"][0]["kind"], "unit.rent_set");
    assert!(page["events"][0]["event_id"].is_null(), "visitors get no event ids");
}

#[tokio::test]
async fn a_command_sent_twice_is_carried_out_once() {
    let site = Site::demo();
    let key = [("idempotency-key", "the-same")];
    let first = site.command(&rent(9.5), &key).await;
    let head = site.office.follower.head();
    let second = site.command(&rent(9.5), &key).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 200));
    assert_eq!(first.json()["events"], second.json()["events"]);
    assert_eq!(second.json()["again"], true);
    assert_eq!(site.office.follower.head(), head);
    let other = site.command(&rent(9.75), &key).await;
    assert_eq!(
        (other.status.as_u16(), other.json()["type"].as_str()),
        (409, Some("/problems/idempotency-key-reused"))
    );
    let odd = site.command(&rent(9.5), &[("idempotency-key", "two words")]).await;
    assert_eq!((odd.status.as_u16(), odd.json()["param"].as_str()), (400, Some("Idempotency-Key")));
}

#[tokio::test]
async fn a_record_that_moved_on_is_not_overwritten() {
    let site = Site::demo();
    let seen = site.get("/api/geojson/units/HK-01-101").await.header("etag").to_owned();
    assert_eq!(site.command(&rent(9.5), &[("if-match", &seen)]).await.status, 201);
    let late = site.command(&rent(9.6), &[("if-match", &seen)]).await;
    assert_eq!(late.status, 412, "{}", late.text());
    let missed = &late.json()["conflicts"][0];
    assert_eq!(missed["stream"], "unit/HK-01-101");
    assert_eq!(missed["missed"][0]["payload"]["rent_yuan_m2_month"], 9.5);
    // The same by version: of the record, or of a named stream.
    let version = missed["missed"][0]["version"].as_u64().unwrap();
    assert_eq!(site.command(&rent(9.6), &[("if-match", &format!("\"{}\"", version - 1))]).await.status, 412);
    assert_eq!(site.command(&rent(9.6), &[("if-match", &format!("\"{version}\""))]).await.status, 201);
    let named = format!("\"unit/HK-01-101@{}\"", version + 1);
    assert_eq!(site.command(&rent(9.7), &[("if-match", &named)]).await.status, 201);
    assert_eq!(site.command(&rent(9.8), &[("if-match", &named)]).await.status, 412);
    assert_eq!(site.command(&rent(9.8), &[("if-match", "*")]).await.status, 201);
    assert_eq!(site.command(&rent(9.8), &[("if-match", "\"99999\"")]).await.status, 412);
    assert_eq!(site.command(&rent(9.8), &[("if-match", "yesterday")]).await.status, 400);
}

#[tokio::test]
async fn a_refusal_says_why_in_the_callers_language() {
    let site = Site::demo();
    let vacate = json!({"command": "vacate_unit", "unit": "HK-01-101"});
    for (language, word) in [("zh", "HK-01-101"), ("en", "HK-01-101")] {
        let answer = site.command(&vacate, &[("accept-language", language)]).await;
        assert_eq!(answer.status, 422);
        let problem = answer.json();
        let kind = problem["type"].as_str().unwrap().strip_prefix("/problems/").unwrap();
        assert!(shared::Refusal::SLUGS.contains(&kind), "{kind}");
        assert!(problem["detail"].as_str().unwrap().contains(word));
        assert_eq!(problem["values"]["unit"], "HK-01-101");
    }
}

#[tokio::test]
async fn bodies_that_are_no_commands_are_named() {
    let site = Site::demo();
    let bearer = format!("Bearer {TOKEN}");
    let send = |kind: &'static str, body: &str| {
        request(Method::POST, "/api/commands", &[("authorization", &bearer), ("content-type", kind)], body)
    };
    for (kind, body, status, slug) in [
        ("application/json", "", 400, "unreadable"),
        ("application/json", "[]", 400, "unreadable"),
        ("application/json", "{\"command\":\"sell_castle\"}", 400, "unreadable"),
        ("application/json; charset=utf-8", "{\"command\":\"set_rent\"}", 400, "unreadable"),
        ("text/plain", "{}", 415, "not-json"),
        ("", "{}", 415, "not-json"),
    ] {
        let answer = site.ask(send(kind, body)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["type"].as_str()),
            (status, Some(format!("/problems/{slug}").as_str())),
            "{body}"
        );
    }
    let huge = format!("{{\"command\":\"{}\"}}", "x".repeat(2 << 20));
    let answer = site.ask(send("application/json", &huge)).await;
    assert_eq!(
        (answer.status.as_u16(), answer.json()["type"].as_str()),
        (413, Some("/problems/body-too-large"))
    );
}

#[tokio::test]
async fn a_name_with_html_in_it_stays_a_name() {
    let site = Site::demo();
    let name = "<img src=x onerror=alert(1)>\"'&";
    let register = json!({
        "command": "register_enterprise", "enterprise": "E-HTML",
        "name": {"zh": name, "en": name}, "chain": "textile", "region": "533102",
    });
    let answer = site.command(&register, &[]).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let list = site.get("/api/figures/textile_enterprises/records").await;
    assert_eq!(list.header("content-type"), "application/json");
    let list = list.json();
    let records = list["records"].as_array().unwrap();
    assert!(records.iter().any(|r| r["name"]["zh"] == name && r["key"] == "E-HTML"));
    let asked = site.get("/api/geojson/units?status=%3Cscript%3E").await;
    assert_eq!(asked.header("content-type"), "application/problem+json");
    assert_eq!(asked.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn the_operator_reads_everything_and_nobody_keeps_it() {
    let site = Site::demo();
    let bearer = format!("Bearer {TOKEN}");
    let page = site.get_with("/api/log?limit=10000", &[("authorization", &bearer)]).await;
    assert!(page.header("cache-control").contains("no-store"));
    assert!(page.headers.get("etag").is_none());
    let events = page.json()["events"].as_array().unwrap().clone();
    let positions: Vec<u64> = events.iter().map(|e| e["position"].as_u64().unwrap()).collect();
    assert_eq!(positions, (1..=site.office.follower.head()).collect::<Vec<_>>());
    assert!(events.iter().any(|e| e["kind"] == "target.registered"));
    assert!(events.iter().all(|e| e["event_id"].is_string()));
    let wrong = site.get_with("/api/log", &[("authorization", "Bearer x")]).await;
    assert_eq!(wrong.status, 401);
}

/// What, where, and how to mend it, in the sender's language; the example would be read.
#[tokio::test]
async fn a_body_that_cannot_be_read_is_answered_with_one_that_can() {
    let site = Site::demo();
    let lease = |field: &str, value: serde_json::Value| {
        let mut lease = json!({"command": "lease_unit", "unit": "ND-04-102", "until": "2027-07-31"});
        lease[field] = value;
        lease.to_string()
    };
    for (body, field, zh, en) in [
        ("{".into(), None, "第 1 行", "line 1"),
        ("[]".into(), None, "JSON 对象", "JSON object"),
        (
            json!({"command": "lease_unit", "until": "2027-07-31"}).to_string(),
            Some("unit"),
            "缺少字段",
            "missing field",
        ),
        (lease("until", json!("morgen")), Some("until"), "应为日期", "expected a day"),
        (lease("rent", json!(5)), Some("rent"), "没有名为“rent”的字段", "unknown field `rent`"),
        (lease("rent_yuan_m2_month", json!("12")), Some("rent_yuan_m2_month"), "应为数", "expected f64"),
        (lease("audience", json!(7)), Some("audience"), "0（公开）", "0 public"),
        (lease("unit", json!("<b>")), Some("unit"), "1 至 30 个字符的编号", "a key of 1 to 30"),
        (
            json!({"command": "rent_unit"}).to_string(),
            Some("command"),
            "没有名为“rent_unit”的指令",
            "unknown command",
        ),
    ] {
        for (lang, said) in [("zh", zh), ("en", en)] {
            let bearer = format!("Bearer {TOKEN}");
            let headers = [
                ("authorization", bearer.as_str()),
                ("content-type", "application/json"),
                ("accept-language", lang),
            ];
            let answer = site.ask(request(Method::POST, "/api/commands", &headers, &body)).await;
            assert_eq!(answer.status, 400, "{body}: {}", answer.text());
            let problem = answer.json();
            let detail = problem["detail"].as_str().unwrap();
            assert!(detail.contains(said), "{body}: {detail}");
            let is_english =
                ["expected", "invalid", "missing", "unknown"].iter().any(|word| detail.contains(word));
            assert!(lang == "en" || !is_english, "{body}: {detail}");
            if let Some(field) = field {
                assert_eq!(problem["param"], field, "{body}");
            }
            let example = problem["example"].as_str().unwrap();
            assert!(shared::Command::read(example).is_ok(), "{example}");
        }
    }
}
