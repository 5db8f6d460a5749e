//! Review: what an editor enters for everybody waits, who may pass it, what becomes of it, and what the map's own review needs.

mod matrix;

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use server::config::{Config, Reviewing};
use shared::access::Role;
use shared::review::Passing;

use super::accounts::{MANGSHI, RUILI, fits, official, send};
use super::stream::{Listener, blocking, rent, serve};
use super::{Answer, Site, TOKEN, request};
pub use matrix::matrix;

/// A firm that an editor enters, under a name that is looked for.
fn firm(key: &str) -> Value {
    json!({"command": "register_enterprise", "enterprise": key, "chain": "textile", "region": "533102",
        "name": {"zh": "待审企业", "en": "Waiting-firm"}})
}

fn port(key: &str) -> Value {
    json!({"command": "register_port", "port": key, "name": {"zh": "待审通道", "en": "Waiting-port"},
        "counterpart": {"zh": "南坎", "en": "Namkham"}, "region": "533102", "class": 2, "mode": "road", "point": [97.7, 23.9]})
}

async fn command(site: &Site, cookie: &str, body: &Value, key: Option<&str>) -> Answer {
    let mut headers = vec![("content-type", "application/json"), ("cookie", cookie)];
    headers.extend(key.map(|key| ("idempotency-key", key)));
    let answer = site.ask(request(Method::POST, "/api/commands", &headers, &body.to_string())).await;
    fits(site, "post", "/api/commands", &answer).await;
    answer
}

/// The number of what was put forward.
async fn put_forward(site: &Site, cookie: &str, body: &Value) -> u64 {
    let answer = command(site, cookie, body, None).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    answer.json()["proposal"].as_u64().unwrap()
}

async fn list(site: &Site, cookie: &str, query: &str) -> Answer {
    let answer = send(site, Method::GET, &format!("/api/proposals{query}"), cookie, &Value::Null).await;
    fits(site, "get", "/api/proposals", &answer).await;
    answer
}

async fn look(site: &Site, cookie: &str, number: u64) -> Answer {
    let answer = send(site, Method::GET, &format!("/api/proposals/{number}"), cookie, &Value::Null).await;
    fits(site, "get", "/api/proposals/{id}", &answer).await;
    answer
}

async fn decide(site: &Site, cookie: &str, number: u64, body: Value) -> Answer {
    let answer = send(site, Method::POST, &format!("/api/proposals/{number}"), cookie, &body).await;
    fits(site, "post", "/api/proposals/{id}", &answer).await;
    answer
}

fn numbers(answer: &Answer) -> Vec<u64> {
    let listed = answer.json();
    listed["proposals"].as_array().unwrap().iter().map(|one| one["proposal"].as_u64().unwrap()).collect()
}

fn problem(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.json()["type"].as_str().unwrap_or_default().replace("/problems/", ""))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_editor_enters_waits_for_other_eyes_and_is_then_everybodys() {
    let site = Site::demo();
    let address = serve(&site).await;
    let example = include_str!("../../../server/src/http/openapi/examples.jsonl");
    let of = |name: &str| {
        let line = example.lines().find(|line| line.contains(&format!(r#""command":"{name}""#))).unwrap();
        serde_json::from_str::<Value>(line).unwrap()
    };
    for name in ["register_park", "register_hall"] {
        assert_eq!(site.command(&of(name), &[]).await.status, 201, "the operator's token publishes");
    }
    let editor = official(&site, "bian", Role::Editor, RUILI).await;
    let reviewer = official(&site, "shen", Role::Reviewer, RUILI).await;
    let neighbour = official(&site, "lin", Role::Reviewer, MANGSHI).await;
    let head = site.office.follower.head();
    let before = site.get("/api/geojson/units").await.body;
    let mut listener = blocking(move || Listener::open(address, "/api/stream", "")).await;

    let unit = of("register_unit");
    let waits = command(&site, &editor, &unit, Some("u-1")).await;
    assert_eq!((waits.status.as_u16(), waits.header("cache-control")), (202, "no-store"));
    let told = waits.json();
    let number = told["proposal"].as_u64().unwrap();
    assert_eq!(
        (&told["state"], &told["record"], &told["region"], &told["mine"], &told["name"]),
        (&json!("waiting"), &json!("unit/RS-01-101"), &json!("533102"), &json!(true), &json!("bian"))
    );
    assert_eq!((&told["map"], &told["command"]), (&json!(["entered"]), &unit));
    // Sent again it is the same one; with another body it is refused, and so is another official's.
    assert_eq!(command(&site, &editor, &unit, Some("u-1")).await.json()["proposal"], number);
    let other = command(&site, &editor, &firm("E-9"), Some("u-1")).await;
    assert_eq!(problem(&other), (409, "idempotency-key-reused".into()));
    assert_eq!(problem(&command(&site, &reviewer, &unit, Some("u-1")).await).0, 409);
    // Nothing of it is anywhere.
    assert_eq!(site.office.follower.head(), head);
    assert_eq!(site.get("/api/geojson/units").await.body, before);
    assert_eq!(site.get("/api/geojson/units/RS-01-101").await.status, 404);
    let office =
        send(&site, Method::GET, &format!("/api/office/log?after={head}"), &reviewer, &Value::Null).await;
    assert_eq!(office.json()["events"], json!([]));

    // The neighbour does not learn of it; the editor may not pass it; nor may the visitor know.
    assert_eq!(numbers(&list(&site, &neighbour, "").await), [0; 0]);
    assert_eq!(look(&site, &neighbour, number).await.status, 404);
    assert_eq!(decide(&site, &neighbour, number, json!({"publish": true})).await.status, 404);
    assert_eq!(
        problem(&decide(&site, &editor, number, json!({"publish": true})).await),
        (403, "not-allowed".into())
    );
    assert_eq!(list(&site, "", "").await.status, 401);
    assert_eq!(decide(&site, "", number, json!({"publish": true})).await.status, 401);

    let seen = look(&site, &reviewer, number).await.json();
    assert_eq!((&seen["mine"], &seen["facts"][0]["kind"]), (&json!(false), &json!("unit.registered")));
    assert!(seen["refusal"].is_null() && seen["missed"].is_null(), "{seen}");
    let published = decide(
        &site,
        &reviewer,
        number,
        json!({"publish": true, "seen": seen["head"], "reason": "核对无误"}),
    )
    .await;
    assert_eq!(published.status, 200, "{}", published.text());
    let told = published.json();
    assert_eq!((&told["state"], &told["settled"]["name"]), (&json!("published"), &json!("shen")));
    assert_eq!(told["settled"]["position"], head + 1);
    let frame = blocking(move || listener.next()).await;
    assert_eq!((frame.after, frame.positions), (head, vec![head + 1]));
    let shown = site.json("/api/geojson/units/RS-01-101").await;
    assert_eq!(shown["properties"]["number"], "101");
    // The fact is the editor's.
    let office =
        send(&site, Method::GET, &format!("/api/office/log?after={head}"), &reviewer, &Value::Null).await;
    assert_eq!(office.json()["events"][0]["actor"], told["by"]);

    // Once is enough, whoever sends it again, and however.
    let again = decide(&site, &reviewer, number, json!({"publish": true})).await;
    assert_eq!((again.status.as_u16(), &again.json()["settled"]), (200, &told["settled"]));
    let repeated = command(&site, &editor, &unit, Some("u-1")).await;
    assert_eq!((repeated.status.as_u16(), &repeated.json()["again"]), (200, &json!(true)));
    assert_eq!(site.office.follower.head(), head + 1);
    assert_eq!(
        problem(&decide(&site, &reviewer, number, json!({"return": "no"})).await),
        (409, "proposal-settled".into())
    );
    assert_eq!(problem(&decide(&site, &editor, number, json!({"withdraw": true})).await).0, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_returned_can_be_mended_and_what_is_withdrawn_is_gone() {
    let site = Site::demo();
    let editor = official(&site, "bian", Role::Editor, RUILI).await;
    let colleague = official(&site, "qi", Role::Editor, RUILI).await;
    let reviewer = official(&site, "shen", Role::Reviewer, 533_100).await;
    let head = site.office.follower.head();
    let first = put_forward(&site, &editor, &firm("E-W1")).await;
    let second = put_forward(&site, &editor, &firm("E-W2")).await;
    let third = put_forward(&site, &colleague, &firm("E-W3")).await;
    assert_eq!(numbers(&list(&site, &editor, "").await), [second, first], "one's own, the newest first");
    assert_eq!(numbers(&list(&site, &reviewer, "?state=waiting").await), [third, second, first]);
    let page = list(&site, &reviewer, "?limit=2").await;
    assert_eq!((numbers(&page), &page.json()["next"]), (vec![third, second], &json!(second)));
    let rest = list(&site, &reviewer, &format!("?limit=2&before={second}")).await;
    assert_eq!((numbers(&rest), rest.json()["next"].is_null()), (vec![first], true));

    for (body, status) in [
        (json!({}), 400),
        (json!({"return": ""}), 400),
        (json!({"return": "长".repeat(501)}), 400),
        (json!({"publish": true, "withdraw": true}), 400),
        (json!({"withdraw": true}), 403),
    ] {
        assert_eq!(decide(&site, &reviewer, first, body.clone()).await.status, status, "{body}");
    }
    let returned = decide(&site, &reviewer, first, json!({"return": "英文名称有误"})).await.json();
    assert_eq!(
        (&returned["state"], &returned["settled"]["reason"]),
        (&json!("returned"), &json!("英文名称有误"))
    );
    let own = list(&site, &editor, "?mine=true&state=returned").await.json();
    assert_eq!(own["proposals"][0]["settled"]["reason"], "英文名称有误");
    assert_eq!(
        problem(&decide(&site, &reviewer, first, json!({"publish": true})).await),
        (409, "proposal-settled".into())
    );
    // Mended and sent again as a new command.
    let mended = put_forward(&site, &editor, &firm("E-W1")).await;
    assert!(mended > third);
    assert_eq!(decide(&site, &reviewer, mended, json!({"publish": true})).await.status, 200);
    assert_eq!(decide(&site, &colleague, second, json!({"withdraw": true})).await.status, 404, "another's");
    assert_eq!(decide(&site, &editor, second, json!({"withdraw": true})).await.json()["state"], "withdrawn");
    assert_eq!(site.office.follower.head(), head + 1);
    assert_eq!(numbers(&list(&site, &reviewer, "?state=waiting").await), [third]);

    // Who decided what, and why, is in the audit.
    let admin = official(&site, "guan", Role::Administrator, 533_100).await;
    let until = std::time::Instant::now() + Duration::from_secs(10);
    loop {
        let read = send(&site, Method::GET, "/api/audit", &admin, &Value::Null).await.json();
        let told: Vec<_> = read["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| (e["done"].clone(), e["name"].clone(), e["detail"].clone()))
            .collect();
        let wanted = [
            ("proposal_returned", "shen", format!("proposal {first}: 英文名称有误")),
            ("proposal_published", "shen", format!("proposal {mended}")),
            ("proposal_withdrawn", "bian", format!("proposal {second}")),
            ("refused", "shen", format!("proposal {first}")),
        ];
        if wanted.iter().all(|(done, name, detail)| told.contains(&(json!(done), json!(name), json!(detail))))
        {
            return;
        }
        assert!(std::time::Instant::now() < until, "{told:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_publishes_their_own_except_administrators() {
    let site = Site::demo();
    let trust = |name: &'static str, role: Role| {
        let accounts = site.office.accounts.clone();
        blocking(move || {
            let id = accounts.by_name(name).unwrap().id;
            accounts.trust(None, id, role, super::accounts::region(RUILI)).unwrap();
            accounts.by_name(name).unwrap()
        })
    };
    let editor = official(&site, "bian", Role::Editor, RUILI).await;
    let number = put_forward(&site, &editor, &firm("E-W1")).await;
    // Promoted meanwhile, and signed in anew.
    trust("bian", Role::Reviewer).await;
    site.office.sessions.end_where(|_| true);
    let sign_in = json!({"name": "bian", "password": "jade market at noon"});
    let again = || async {
        let answer = send(&site, Method::POST, "/api/session", "", &sign_in).await;
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    };
    let reviewer = again().await;
    let refused = decide(&site, &reviewer, number, json!({"publish": true})).await;
    assert_eq!(problem(&refused), (403, "four-eyes".into()));
    assert_eq!(list(&site, &reviewer, "?state=waiting").await.json()["proposals"][0]["mine"], true);
    // What they enter from now on is theirs to publish at once.
    assert_eq!(command(&site, &reviewer, &firm("E-W2"), None).await.status, 201);
    trust("bian", Role::Administrator).await;
    site.office.sessions.end_where(|_| true);
    let administrator = again().await;
    assert_eq!(decide(&site, &administrator, number, json!({"publish": true})).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_world_moved_on_the_reviewer_is_told_and_nothing_is_lost() {
    let site = Site::demo();
    let editor = official(&site, "bian", Role::Editor, RUILI).await;
    let reviewer = official(&site, "shen", Role::Reviewer, RUILI).await;
    // Somebody else enters the same firm before it is looked at.
    let firm_waits = put_forward(&site, &editor, &firm("E-W1")).await;
    assert_eq!(site.command(&firm("E-W1"), &[]).await.status, 201);
    let seen = look(&site, &reviewer, firm_waits).await;
    let told = seen.json();
    assert!(told["refusal"]["type"].as_str().unwrap().starts_with("/problems/"), "{told}");
    assert!(told["refusal"]["detail"].as_str().unwrap().contains("E-W1"), "{told}");
    let refused = decide(&site, &reviewer, firm_waits, json!({"publish": true})).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert_eq!(look(&site, &editor, firm_waits).await.json()["state"], "waiting", "it still waits");
    // A refusal comes at once to whoever sends it now.
    assert_eq!(command(&site, &editor, &firm("E-W1"), None).await.status, 422);

    // The record of a correction has newer facts: shown, and in the way of whoever looked before them.
    let correct =
        json!({"command": "correct", "stream": "unit/RL-01-101", "version": 1, "day": "2023-01-01"});
    let correction = put_forward(&site, &editor, &correct).await;
    let looked = look(&site, &reviewer, correction).await.json();
    assert!(looked["missed"].is_null(), "{looked}");
    let rent = json!({"command": "set_rent", "unit": "RL-01-101", "rent_yuan_m2_month": 9.25});
    assert_eq!(
        command(&site, &editor, &rent, None).await.status,
        201,
        "what changes day by day does not wait"
    );
    let late = decide(&site, &reviewer, correction, json!({"publish": true, "seen": looked["head"]})).await;
    assert_eq!(problem(&late), (412, "record-changed".into()));
    assert_eq!(late.json()["conflicts"][0]["missed"][0]["kind"], "unit.rent_set");
    let looked = look(&site, &reviewer, correction).await.json();
    assert_eq!(looked["missed"][0]["payload"]["rent_yuan_m2_month"], 9.25);
    let published =
        decide(&site, &reviewer, correction, json!({"publish": true, "seen": looked["head"]})).await;
    assert_eq!(published.status, 200, "{}", published.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_passes_is_configured() {
    let passing = |public| Config { review: Reviewing { public }, ..Config::default() };
    let rent = json!({"command": "set_rent", "unit": "RL-01-101", "rent_yuan_m2_month": 9});
    for (mode, statuses) in
        [(Passing::Off, [201, 201]), (Passing::Entries, [202, 201]), (Passing::All, [202, 202])]
    {
        let site = Site::with(passing(mode));
        let editor = official(&site, "bian", Role::Editor, RUILI).await;
        for (body, status) in [firm("E-W1"), rent.clone()].iter().zip(statuses) {
            assert_eq!(command(&site, &editor, body, None).await.status, status, "{mode:?} {body}");
        }
        // What officials keep among themselves never waits.
        let internal = json!({"command": "register_enterprise", "enterprise": "E-W2", "audience": 1, "chain": "textile",
            "region": "533102", "name": {"zh": "内部企业", "en": "Internal"}});
        assert_eq!(command(&site, &editor, &internal, None).await.status, 201);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn viewers_and_visitors_have_nothing_to_do_with_what_waits() {
    let site = Site::demo();
    let editor = official(&site, "bian", Role::Editor, RUILI).await;
    let viewer = official(&site, "kan", Role::Viewer, RUILI).await;
    let number = put_forward(&site, &editor, &firm("E-W1")).await;
    let port_waits = put_forward(&site, &editor, &port("waiting-port")).await;
    for (answer, path) in [
        (list(&site, &viewer, "").await, "list"),
        (look(&site, &viewer, number).await, "look"),
        (decide(&site, &viewer, number, json!({"publish": true})).await, "publish"),
        (command(&site, &viewer, &firm("E-W2"), None).await, "command"),
    ] {
        assert_eq!(problem(&answer), (403, "not-allowed".into()), "{path}");
        assert!(!answer.text().contains("Waiting-firm"), "{path}");
    }
    // What waits is told to no visitor, by whatever address, nor written in what is exported.
    for path in [
        "/api/state",
        "/api/log?limit=10000",
        "/api/geojson/ports",
        "/api/export/chart?chain=textile",
        "/api/figures/textile_enterprises/records",
        "/api/map-review",
        "/api/proposals",
        &format!("/api/proposals/{port_waits}"),
    ] {
        let answer = site.get(path).await;
        assert!(!answer.text().contains("Waiting-") && !answer.text().contains("待审"), "{path}");
    }
    // Another site's page cannot pass it in the reviewer's name.
    let reviewer = official(&site, "shen", Role::Reviewer, RUILI).await;
    let foreign = [
        ("content-type", "application/json"),
        ("cookie", reviewer.as_str()),
        ("origin", "https://evil.example"),
        ("host", "map.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let address = format!("/api/proposals/{number}");
    let answer = site.ask(request(Method::POST, &address, &foreign, r#"{"publish": true}"#)).await;
    assert_eq!(problem(&answer), (403, "other-site".into()));
    let plain = [("content-type", "text/plain"), ("cookie", reviewer.as_str())];
    assert_eq!(site.ask(request(Method::POST, &address, &plain, r#"{"publish": true}"#)).await.status, 415);
    assert_eq!(look(&site, &editor, number).await.json()["state"], "waiting");
    for number in ["0", "999", "-1", "x", "99999999999999999999"] {
        let answer =
            send(&site, Method::GET, &format!("/api/proposals/{number}"), &reviewer, &Value::Null).await;
        assert_eq!(answer.status, 404, "{number}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_the_map_is_listed_since_it_was_reviewed() {
    let site = Site::with_base_map(super::base_map::map("http://127.0.0.1:1/{z}/{x}/{y}"));
    let editor = official(&site, "bian", Role::Editor, RUILI).await;
    let reviewer = official(&site, "shen", Role::Reviewer, RUILI).await;
    let viewer = official(&site, "kan", Role::Viewer, RUILI).await;
    let asked = |query: &'static str| send(&site, Method::GET, query, &viewer, &Value::Null);
    let all = asked("/api/map-review?since=2000-01-01&limit=10000").await;
    fits(&site, "get", "/api/map-review", &all).await;
    let before = asked("/api/map-review").await.json();
    assert_eq!(
        (&before["since"], &before["review_number"]),
        (&json!("2024-01-01"), &json!("GS(2024)0001号"))
    );
    let count = |told: &Value| told["changes"].as_array().unwrap().len();
    assert!(count(&all.json()) > count(&before), "{} {}", count(&all.json()), count(&before));

    let mut formula = port("waiting-port");
    formula["name"] = json!({"zh": "=cmd|待审", "en": "+Waiting"});
    let number = put_forward(&site, &editor, &formula).await;
    assert_eq!(count(&asked("/api/map-review").await.json()), count(&before), "what waits changes no map");
    assert_eq!(look(&site, &reviewer, number).await.json()["map"], json!(["entered"]));
    assert_eq!(decide(&site, &reviewer, number, json!({"publish": true})).await.status, 200);
    rent(&site, 9.5).await;
    assert_eq!(site.command(&firm("E-W1"), &[]).await.status, 201);
    let after = asked("/api/map-review").await.json();
    assert_eq!(count(&after), count(&before) + 1, "rents and firms are not drawn");
    let change = after["changes"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&change["entity"], &change["key"], &change["changed"], &change["region"]),
        (&json!("port"), &json!("waiting-port"), &json!(["entered"]), &json!("533102"))
    );
    assert_eq!((&change["lon"], &change["lat"]), (&json!(97.7), &json!(23.9)));
    let csv = asked("/api/map-review?format=csv&limit=10000").await;
    fits(&site, "get", "/api/map-review", &csv).await;
    assert!(
        csv.body.starts_with(&[0xef, 0xbb, 0xbf])
            && csv.header("content-disposition").contains("map-review.csv")
    );
    assert!(csv.text().contains(",'=cmd|待审,'+Waiting,"), "{}", csv.text());
    assert_eq!(site.get("/api/map-review").await.status, 401);
    let page = asked("/api/map-review?since=2000-01-01&limit=2").await.json();
    let rest = send(
        &site,
        Method::GET,
        &format!("/api/map-review?since=2000-01-01&limit=10000&after={}", page["next"]),
        &viewer,
        &Value::Null,
    )
    .await
    .json();
    assert_eq!(count(&page) + count(&rest), count(&all.json()) + 1);
}

/// A table is recorded whole: it cannot wait in part, so whoever may not publish does not record it either.
#[tokio::test(flavor = "multi_thread")]
async fn no_table_leads_around_the_reviewer() {
    let site = Site::demo();
    let editor = official(&site, "bian", Role::Editor, RUILI).await;
    let reviewer = official(&site, "shen", Role::Reviewer, RUILI).await;
    let head = site.office.follower.head();
    let record = |cookie: String, file: &'static str| {
        let site = &site;
        async move {
            let headers = [("cookie", cookie.as_str()), ("content-type", "text/csv")];
            let sent = site.ask(request(Method::POST, "/api/import?as=enterprises", &headers, file)).await;
            assert_eq!(sent.status, 202, "{}", sent.text());
            let place = sent.header("location").to_owned();
            // Bounded: a file of one row is read in milliseconds.
            for _ in 0..2_000 {
                let told = send(site, Method::GET, &place, &cookie, &Value::Null).await.json();
                if told["state"] != "reading" {
                    assert_eq!(
                        (&told["state"], &told["counts"]["refused"]),
                        (&json!("ready"), &json!(0)),
                        "{told}"
                    );
                    return send(site, Method::POST, &place, &cookie, &json!({"record": true})).await;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            panic!("it is read for ever")
        }
    };
    let entered = "enterprise,name_zh,name_en,chain,region\nE-W1,待审企业,Waiting-firm,textile,533102\n";
    let refused = record(editor, entered).await;
    assert_eq!(problem(&refused), (403, "reviewer-needed".into()), "{}", refused.text());
    assert_eq!(site.office.follower.head(), head);
    let recorded = record(reviewer, entered).await;
    assert_eq!(recorded.status, 200, "{}", recorded.text());
    assert_eq!(site.office.follower.head(), head + 1);
}

/// Two reviewers press the button at the same moment, and one of them twice.
#[tokio::test(flavor = "multi_thread")]
async fn reviewers_at_the_same_time_have_one_effect() {
    let site = Site::demo();
    let editor = official(&site, "bian", Role::Editor, RUILI).await;
    let one = official(&site, "shen", Role::Reviewer, RUILI).await;
    let two = official(&site, "he", Role::Reviewer, 533_100).await;
    let number = put_forward(&site, &editor, &firm("E-W1")).await;
    let head = site.office.follower.head();
    let publish = || json!({"publish": true});
    let (a, b, c, d) = tokio::join!(
        decide(&site, &one, number, publish()),
        decide(&site, &two, number, publish()),
        decide(&site, &one, number, publish()),
        decide(&site, &two, number, json!({"return": "另一位已看过"})),
    );
    assert_eq!(site.office.follower.head(), if d.status == 200 { head } else { head + 1 });
    let published = [a, b, c].iter().filter(|answer| answer.status == 200).count();
    assert!(
        (published == 3 && d.status == 409) || (published == 0 && d.status == 200),
        "{published} {}",
        d.status
    );
    // The operator sees them all, and nobody is asked for a cookie's name.
    let bearer = format!("Bearer {TOKEN}");
    let all = site.get_with("/api/proposals", &[("authorization", &bearer)]).await;
    assert_eq!(numbers(&all), [number]);
}
