//! My day: how far each official has looked, tasks that only offices know, and confirmations that stay within a region.

use axum::http::Method;
use serde_json::{Value, json};
use shared::access::{Action, Role, Who, may};
use shared::{Audience, RegionCode};

use super::{MANGSHI, RUILI, fits, made, official, region, send, sign_in};
use crate::api::stream::blocking;
use crate::api::{Answer, Site, TOKEN};

const SEEN: &str = "/api/session/seen";

async fn look(site: &Site, cookie: &str) -> Value {
    let answer = send(site, Method::GET, SEEN, cookie, &Value::Null).await;
    fits(site, "get", SEEN, &answer).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
    answer.json()
}

async fn see(site: &Site, cookie: &str, body: &Value) -> Answer {
    let answer = send(site, Method::PUT, SEEN, cookie, body).await;
    fits(site, "put", SEEN, &answer).await;
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn each_official_has_looked_as_far_as_they_say_and_no_farther_than_there_is() {
    let site = Site::demo();
    let one = official(&site, "li", Role::Viewer, RUILI).await;
    let other = official(&site, "wang", Role::Editor, RUILI).await;
    let head = site.office.follower.head();
    assert_eq!(look(&site, &one).await, json!({"own": []}), "never said");
    assert_eq!(see(&site, &one, &json!({"position": 40})).await.json(), json!({"position": 40, "own": []}));
    // What was seen stays seen; nobody sees what is still to come.
    assert_eq!(see(&site, &one, &json!({"position": 7})).await.json()["position"], 40);
    assert_eq!(see(&site, &one, &json!({"position": u64::MAX})).await.json()["position"], head);
    assert_eq!(look(&site, &other).await, json!({"own": []}), "each for themselves");

    // What an official recorded is no news to them, and is to others.
    see(&site, &other, &json!({"position": head})).await;
    let rent = json!({"command": "set_rent", "unit": "RL-01-101", "rent_yuan_m2_month": 9});
    assert_eq!(send(&site, Method::POST, "/api/commands", &other, &rent).await.status, 201);
    assert_eq!(look(&site, &other).await, json!({"position": head, "own": [head + 1]}));
    assert_eq!(look(&site, &one).await, json!({"position": head, "own": []}));

    for body in [
        json!({}),
        json!({"position": -1}),
        json!({"position": "40"}),
        json!({"position": 1.5}),
        json!({"position": 40, "id": "u-1"}),
    ] {
        let refused = see(&site, &one, &body).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["type"]),
            (400, &json!("/problems/wrong-body")),
            "{body}"
        );
    }
    // Another session of the same account, and a program that was started anew, know it too.
    let again = super::cookie(&sign_in(&site, "li", super::PASSWORD).await);
    assert_eq!(look(&site, &again).await["position"], head);
    let folder = site.folder.path().to_owned();
    let kept = blocking(move || {
        let register = server::log::sqlite::accounts::SqliteRegister::open(&folder).unwrap();
        let accounts = server::accounts::Accounts::new(std::sync::Arc::new(register));
        accounts.seen(accounts.by_name("li").unwrap().id).unwrap()
    });
    assert_eq!(kept.await, Some(head));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_an_account_with_a_password_of_its_own_has_looked() {
    let site = Site::demo();
    let once = made(&site, "zhou", Role::Editor, RUILI).await;
    let first = super::cookie(&sign_in(&site, "zhou", &once).await);
    let operator = site.log_in().await;
    for (cookie, status, kind) in [
        ("", 401, "session-needed"),
        (operator.as_str(), 401, "session-needed"),
        (first.as_str(), 403, "password-to-change"),
    ] {
        for (method, body) in [(Method::GET, Value::Null), (Method::PUT, json!({"position": 3}))] {
            let refused = send(&site, method.clone(), SEEN, cookie, &body).await;
            fits(&site, &method.as_str().to_lowercase(), SEEN, &refused).await;
            assert_eq!(
                (refused.status.as_u16(), &refused.json()["type"]),
                (status, &json!(format!("/problems/{kind}")))
            );
        }
    }
    // A page of another site asks with the official's cookie.
    let cookie = official(&site, "chen", Role::Editor, RUILI).await;
    let headers = [
        super::JSON,
        ("cookie", &cookie),
        ("origin", "https://elsewhere.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let refused = site.ask(super::request(Method::PUT, SEEN, &headers, r#"{"position":3}"#)).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["type"]), (403, &json!("/problems/other-site")));
    assert_eq!(look(&site, &cookie).await, json!({"own": []}));
}

fn task(key: &str, code: u32, audience: u8) -> Value {
    json!({"command": "set_task", "task": key, "goal": {"zh": "机密目标", "en": "Hidden goal"},
        "measure": {"zh": "机密措施", "en": "Hidden measure"}, "person": "ST-HIDE-1", "duty": {"zh": "机密单位", "en": "Hidden unit"},
        "region": code.to_string(), "year": 2024, "due": "2024-12-31", "audience": audience})
}

/// Every role at home in two counties, the prefecture and the province: tasks as `may` says, and nothing for visitors.
#[tokio::test(flavor = "multi_thread")]
async fn tasks_are_their_offices_and_no_visitors() {
    let site = Site::demo();
    for code in [RUILI, MANGSHI, 533_100] {
        assert_eq!(site.command(&task(&format!("K-HIDE-{code}"), code, 1), &[]).await.status, 201);
    }
    let public = site.command(&task("K-HIDE-9", RUILI, 0), &[]).await;
    assert_eq!((public.status.as_u16(), &public.json()["type"]), (422, &json!("/problems/always-internal")));
    for role in Role::ALL {
        for home in [RUILI, MANGSHI, 533_100, 530_000] {
            let who = Who::Official { role, region: region(home) };
            let cookie = official(&site, &format!("{role} {home}"), role, home).await;
            let log =
                send(&site, Method::GET, "/api/office/log?limit=10000", &cookie, &Value::Null).await.text();
            for code in [RUILI, MANGSHI, 533_100] {
                let key = format!("K-HIDE-{code}");
                let shown = may(who, Action::See, Some(region(code)), Audience::Officials);
                assert_eq!(log.contains(&format!("task/{key}")), shown, "{who:?} {key}");
                let report = json!({"command": "report_task", "task": key, "percent": 10});
                let answer = send(&site, Method::POST, "/api/commands", &cookie, &report).await;
                let allowed = may(who, Action::Record, Some(region(code)), Audience::Officials);
                assert_eq!(
                    answer.status,
                    if allowed { 201 } else { 403 },
                    "{who:?} {key}: {}",
                    answer.text()
                );
                assert!(allowed || !answer.text().contains("机密") && !answer.text().contains("Hidden"));
            }
        }
    }
    for address in [
        "/api/log?limit=10000",
        "/api/state",
        "/api/census",
        "/api/figures",
        "/api/geojson/tasks",
        "/api/geojson/units",
    ] {
        let told = site.get_with(address, &[]).await.text();
        assert!(!["机密", "Hidden", "HIDE", "\"task"].iter().any(|mark| told.contains(mark)), "{address}");
    }
    let bearer = format!("Bearer {TOKEN}");
    let all = site.get_with("/api/log?limit=10000", &[("authorization", &bearer)]).await.text();
    assert!(all.contains("机密目标"), "the search for it works");
}

/// One command may name records of several offices: it is carried out where all of them may be recorded, or not at all.
#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_crosses_no_border_between_offices() {
    let site = Site::demo();
    let (own, other) = ("unit/RL-01-101", "port/hekou");
    let foreign = region_of(&site, other);
    assert!(!region(533_100).contains(foreign), "{foreign}");
    let (sheet, page) = ("/api/geojson/units/RL-01-101", "/api/geojson/units?park=ruili-mengmao&limit=1");
    let as_of = |answer: Answer| {
        let json = answer.json();
        let feature = json.get("features").map_or(&json, |features| &features[0]);
        assert_eq!(feature["properties"]["key"], "RL-01-101");
        feature["properties"]["as_of"].as_str().unwrap().to_owned()
    };
    let today = geodata::demo::last_day().to_string();
    for address in [sheet, page] {
        assert!(as_of(site.get_with(address, &[]).await) < today, "{address}");
    }
    for (role, code, streams, status) in [
        (Role::Viewer, RUILI, vec![own], 403),
        (Role::Editor, MANGSHI, vec![own], 403),
        (Role::Editor, RUILI, vec![own, other], 403),
        (Role::Editor, RUILI, vec![other, "unit/NO-SUCH"], 403),
        (Role::Editor, RUILI, vec![own, "unit/NO-SUCH"], 422),
        (Role::Editor, RUILI, vec![own], 201),
        (Role::Editor, 530_000, vec![own, other], 201),
    ] {
        let cookie = official(&site, &format!("{role} {code} {streams:?}"), role, code).await;
        let before = site.office.follower.head();
        let confirm = json!({"command": "confirm", "streams": streams});
        let answer = send(&site, Method::POST, "/api/commands", &cookie, &confirm).await;
        assert_eq!(answer.status, status, "{role} {code} {streams:?}: {}", answer.text());
        let recorded = site.office.follower.head() - before;
        assert_eq!(recorded, if status == 201 { streams.len() as u64 } else { 0 }, "all or nothing");
    }
    // Sent again under the same name it is one effect; with a version of one stream it is refused once that moved.
    let confirm = json!({"command": "confirm", "streams": [own]});
    let key = [("idempotency-key", "confirmed-once")];
    assert_eq!(site.command(&confirm, &key).await.status, 201);
    assert_eq!(site.command(&confirm, &key).await.status, 200);
    assert_eq!(site.command(&confirm, &[("if-match", "\"1\"")]).await.status, 412);
    let two = json!({"command": "confirm", "streams": [own, other]});
    assert_eq!(site.command(&two, &[("if-match", "\"1\"")]).await.status, 400, "a version of which of them?");
    // Visitors see the day as of which it is known, and nobody's name.
    for address in [sheet, page] {
        assert_eq!(as_of(site.get_with(address, &[]).await), today, "{address}");
    }
}

fn region_of(site: &Site, stream: &str) -> RegionCode {
    let (entity, key) = stream.split_once('/').unwrap();
    let view = site.office.follower.full();
    shared::decide::region_of(view.world(), entity, key.parse().unwrap()).unwrap()
}
