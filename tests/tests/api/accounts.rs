//! Accounts: signing in, what a one-time password opens, who may do what where on every path, and what the audit keeps.

mod day;

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use server::log::sqlite::accounts::SqliteRegister;
use shared::access::{Action, Role, Who, may};
use shared::{Audience, RegionCode};

use super::stream::{Listener, blocking, hidden, serve};
use super::{Answer, Site, TOKEN, request};
use super::{described, review};

pub(super) const JSON: (&str, &str) = ("content-type", "application/json");
pub(super) const RUILI: u32 = 533_102;
pub(super) const MANGSHI: u32 = 533_103;
const PASSWORD: &str = "jade market at noon";

pub(super) fn region(code: u32) -> RegionCode {
    RegionCode::new(code).unwrap()
}

pub async fn send(site: &Site, method: Method, address: &str, cookie: &str, body: &Value) -> Answer {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    site.ask(request(method, address, &[JSON, ("cookie", cookie)], &body)).await
}

/// Whether an answer is as the description says.
pub async fn fits(site: &Site, method: &str, path: &str, answer: &Answer) {
    let description = site.json("/api/openapi.json").await;
    described::fits(&description, &description["paths"][path][method], &format!("{method} {path}"), answer);
}

pub(super) async fn sign_in(site: &Site, name: &str, password: &str) -> Answer {
    send(site, Method::POST, "/api/session", "", &json!({"name": name, "password": password})).await
}

pub(super) fn cookie(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// Makes an account; its one-time password.
pub(super) async fn made(site: &Site, name: &str, role: Role, code: u32) -> String {
    let (accounts, name) = (site.office.accounts.clone(), name.to_owned());
    blocking(move || accounts.add(None, &name, role, region(code)).unwrap().1.reveal().to_owned()).await
}

/// An official who has set a password; the cookie.
pub async fn official(site: &Site, name: &str, role: Role, code: u32) -> String {
    let once = made(site, name, role, code).await;
    let first = cookie(&sign_in(site, name, &once).await);
    let change = json!({"old": once, "new": PASSWORD});
    cookie(&send(site, Method::PUT, "/api/session/password", &first, &change).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_one_time_password_opens_nothing_but_the_door_to_a_password_of_ones_own() {
    let site = Site::without_token();
    assert_eq!(site.json("/api/session").await, json!({"official": false, "login": false}));
    let refused = sign_in(&site, "li", "whatever it is").await;
    assert_eq!((refused.status.as_u16(), &refused.json()["type"]), (403, &json!("/problems/login-disabled")));

    let once = made(&site, "Li Na", Role::Editor, RUILI).await;
    assert_eq!(site.json("/api/session").await, json!({"official": false, "login": true}));
    for (name, password) in [("Li Na", "wrong password"), ("nobody", once.as_str()), ("", "")] {
        let refused = sign_in(&site, name, password).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["type"]),
            (401, &json!("/problems/sign-in-refused"))
        );
        assert!(!refused.text().contains(&once) && refused.headers.get("set-cookie").is_none());
    }
    // Whatever ticket a browser brings along is not taken over.
    let planted = format!("__Host-investmap={}", "a".repeat(64));
    let body = json!({"name": "li na", "password": once});
    let first = send(&site, Method::POST, "/api/session", &planted, &body).await;
    fits(&site, "post", "/api/session", &first).await;
    let who = first.json();
    assert_eq!((&who["official"], &who["must_change"]), (&json!(false), &json!(true)));
    assert_eq!(
        (&who["role"], &who["region"], &who["name"]),
        (&json!("editor"), &json!("533102"), &json!("Li Na"))
    );
    let first = cookie(&first);
    assert_ne!(first, planted);
    for (method, address) in [
        (Method::GET, "/api/office/log"),
        (Method::GET, "/api/office/stream"),
        (Method::GET, "/api/export/chart?chain=textile"),
        (Method::POST, "/api/commands"),
        (Method::GET, "/api/vault?stream=unit/RL-01-101"),
        (Method::POST, "/api/vault"),
        (Method::PUT, "/api/vault/v-0"),
        (Method::DELETE, "/api/vault/v-0"),
        (Method::GET, "/api/vault/reads?stream=unit/RL-01-101"),
    ] {
        let refused = send(&site, method.clone(), address, &first, &json!({})).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["type"]),
            (403, &json!("/problems/password-to-change")),
            "{method} {address}"
        );
    }
    let change = |old: &str, new: &str| json!({"old": old, "new": new});
    for (body, status) in [
        (change("not it", PASSWORD), 401),
        (change(&once, "short"), 422),
        (change(&once, &once), 422),
        (change(&once, "li na li na li na"), 422),
        (json!({"new": PASSWORD}), 400),
    ] {
        let refused = send(&site, Method::PUT, "/api/session/password", &first, &body).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text());
        fits(&site, "put", "/api/session/password", &refused).await;
    }
    let changed = send(&site, Method::PUT, "/api/session/password", &first, &change(&once, PASSWORD)).await;
    fits(&site, "put", "/api/session/password", &changed).await;
    let own = cookie(&changed);
    assert_ne!(own, first, "the ticket changes with the password");
    assert_eq!(send(&site, Method::GET, "/api/office/log", &first, &Value::Null).await.status, 401);
    assert_eq!(send(&site, Method::GET, "/api/office/log", &own, &Value::Null).await.status, 200);
    assert_eq!(sign_in(&site, "li na", &once).await.status, 401, "it was for once");
    assert_eq!(sign_in(&site, "LI NA", PASSWORD).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn officials_see_where_they_are_signed_in_and_end_it_and_nobody_elses() {
    let site = Site::demo();
    let one = official(&site, "wang", Role::Viewer, RUILI).await;
    let other = cookie(&sign_in(&site, "wang", PASSWORD).await);
    let stranger = official(&site, "zhao", Role::Administrator, 530_000).await;
    let listed = send(&site, Method::GET, "/api/session/all", &one, &Value::Null).await;
    fits(&site, "get", "/api/session/all", &listed).await;
    let sessions = listed.json()["sessions"].as_array().unwrap().clone();
    assert_eq!(sessions.iter().map(|s| s["here"].as_bool().unwrap()).collect::<Vec<_>>(), [true, false]);
    let address = format!("/api/session/all/{}", sessions[1]["number"]);
    let refused = send(&site, Method::DELETE, &address, &stranger, &Value::Null).await;
    assert_eq!(refused.status, 404, "not even an administrator's business");
    assert_eq!(send(&site, Method::GET, "/api/office/log", &other, &Value::Null).await.status, 200);
    let ended = send(&site, Method::DELETE, &address, &one, &Value::Null).await;
    assert_eq!(ended.status, 204);
    assert_eq!(send(&site, Method::GET, "/api/office/log", &other, &Value::Null).await.status, 401);
    assert_eq!(send(&site, Method::DELETE, &address, &one, &Value::Null).await.status, 404);
    let operator = site.log_in().await;
    assert_eq!(
        send(&site, Method::GET, "/api/session/all", &operator, &Value::Null).await.status,
        401,
        "no account"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_guesses_waits_and_others_sign_in() {
    let site = Site::demo();
    official(&site, "chen", Role::Viewer, RUILI).await;
    official(&site, "yang", Role::Viewer, RUILI).await;
    // From many addresses, behind a proxy on this machine: the name is what is guessed at.
    let address = serve(&site).await;
    blocking(move || {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let attempt = |from: u32, name: &str, password: &str| {
            let request = agent.post(format!("http://{address}/api/session")).header(JSON.0, JSON.1);
            let request = request.header("x-forwarded-for", format!("198.51.100.{from}"));
            request.send(json!({"name": name, "password": password}).to_string()).unwrap()
        };
        for n in 0..10 {
            let name = if n % 2 == 0 { "chen" } else { "CHEN" };
            assert_eq!(attempt(n, name, "a wrong guess").status(), 401);
        }
        let waits = attempt(99, "chen", PASSWORD);
        assert!(waits.status() == 429 && waits.headers().contains_key("retry-after"));
        assert_eq!(attempt(99, "yang", PASSWORD).status(), 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_keep_the_accounts_of_their_region_and_no_others() {
    let site = Site::demo();
    let admin = official(&site, "ruili admin", Role::Administrator, RUILI).await;
    official(&site, "mangshi viewer", Role::Viewer, MANGSHI).await;
    let make =
        |name: &str, role: &str, code: u32| json!({"name": name, "role": role, "region": code.to_string()});
    let made = send(&site, Method::POST, "/api/accounts", &admin, &make("li.na", "editor", RUILI)).await;
    fits(&site, "post", "/api/accounts", &made).await;
    assert_eq!((made.status.as_u16(), made.header("cache-control")), (201, "no-store"));
    let (id, once) = (
        made.json()["id"].as_str().unwrap().to_owned(),
        made.json()["password"].as_str().unwrap().to_owned(),
    );
    let their = cookie(&sign_in(&site, "li.na", &once).await);
    for (body, status, kind) in [
        (make("wang", "editor", MANGSHI), 403, "not-allowed"),
        (make("wang", "editor", 533_100), 403, "not-allowed"),
        (make("LI.NA", "viewer", RUILI), 422, "name-taken"),
        (make(" ", "viewer", RUILI), 422, "name-unfit"),
        (make("wang", "chief", RUILI), 400, "wrong-body"),
        (json!({"name": "wang"}), 400, "wrong-body"),
    ] {
        let refused = send(&site, Method::POST, "/api/accounts", &admin, &body).await;
        fits(&site, "post", "/api/accounts", &refused).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["type"]),
            (status, &json!(format!("/problems/{kind}"))),
            "{body}"
        );
    }
    let listed = send(&site, Method::GET, "/api/accounts", &admin, &Value::Null).await;
    fits(&site, "get", "/api/accounts", &listed).await;
    let names: Vec<_> = listed.json()["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["li.na", "ruili admin"]);
    assert!(!listed.text().contains("argon2") && !listed.text().contains("\"password\":"));

    let at = format!("/api/accounts/{id}");
    let accounts = site.office.accounts.clone();
    let foreign = blocking(move || accounts.by_name("mangshi viewer").unwrap().id).await;
    let own = listed.json()["accounts"][1]["id"].as_str().unwrap().to_owned();
    for (address, body, status) in [
        (at.clone(), json!({"region": "533100"}), 403),
        (format!("/api/accounts/{own}"), json!({"role": "viewer"}), 403),
        (format!("/api/accounts/{foreign}"), json!({"end": true}), 404),
        ("/api/accounts/u-0".to_owned(), json!({"end": true}), 404),
        (at.clone(), json!({"name": "other"}), 400),
    ] {
        let refused = send(&site, Method::PATCH, &address, &admin, &body).await;
        assert_eq!(refused.status, status, "{address} {body}: {}", refused.text());
        fits(&site, "patch", "/api/accounts/{id}", &refused).await;
    }
    let trusted = send(&site, Method::PATCH, &at, &admin, &json!({"role": "reviewer"})).await;
    fits(&site, "patch", "/api/accounts/{id}", &trusted).await;
    assert_eq!(trusted.json()["role"], "reviewer");
    assert_eq!(
        send(&site, Method::GET, "/api/session/all", &their, &Value::Null).await.status,
        401,
        "signs in anew"
    );
    let reset = send(&site, Method::PATCH, &at, &admin, &json!({"reset": true})).await.json();
    assert_eq!(sign_in(&site, "li.na", &once).await.status, 401);
    assert_eq!(sign_in(&site, "li.na", reset["password"].as_str().unwrap()).await.status, 200);
    assert_eq!(send(&site, Method::PATCH, &at, &admin, &json!({"end": true})).await.json()["ended"], true);
    assert_eq!(sign_in(&site, "li.na", reset["password"].as_str().unwrap()).await.status, 401);

    for role in [Role::Viewer, Role::Editor, Role::Reviewer] {
        let other = official(&site, &format!("a {role}"), role, RUILI).await;
        for (method, address, body) in [
            (Method::GET, "/api/accounts", Value::Null),
            (Method::POST, "/api/accounts", make("zhou", "viewer", RUILI)),
            (Method::PATCH, at.as_str(), json!({"reset": true})),
            (Method::GET, "/api/audit", Value::Null),
            (Method::GET, "/api/hooks", Value::Null),
        ] {
            let refused = send(&site, method, address, &other, &body).await;
            assert_eq!(
                (refused.status.as_u16(), &refused.json()["type"]),
                (403, &json!("/problems/not-allowed")),
                "{role} {address}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_read_the_audit_of_their_region() {
    let site = Site::demo();
    let ruili = official(&site, "ruili admin", Role::Administrator, RUILI).await;
    let dehong = official(&site, "dehong admin", Role::Administrator, 533_100).await;
    let viewer = official(&site, "=cmd()", Role::Viewer, MANGSHI).await;
    assert_eq!(send(&site, Method::GET, "/api/audit", &viewer, &Value::Null).await.status, 403);
    assert_eq!(sign_in(&site, "nobody", "a wrong password").await.status, 401);
    // Notes are taken on the side: the last of them is waited for.
    let until = std::time::Instant::now() + Duration::from_secs(10);
    let whole = loop {
        let read = send(&site, Method::GET, "/api/audit", &dehong, &Value::Null).await;
        fits(&site, "get", "/api/audit", &read).await;
        let done: Vec<_> = read.json()["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["done"].as_str().unwrap().to_owned())
            .collect();
        if done.contains(&"refused".to_owned()) && done.contains(&"sign_in_refused".to_owned()) {
            break read.json();
        }
        assert!(std::time::Instant::now() < until, "{done:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let entries = whole["entries"].as_array().unwrap();
    assert!(
        entries.iter().any(|e| e["done"] == "refused" && e["detail"] == "audit" && e["name"] == "=cmd()")
    );
    let names = |read: &Value| -> Vec<String> {
        read["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["name"].as_str().unwrap_or("-").to_owned())
            .collect()
    };
    let own = send(&site, Method::GET, "/api/audit", &ruili, &Value::Null).await.json();
    assert!(!names(&own).is_empty() && names(&own).iter().all(|name| name == "ruili admin"), "{own}");
    let one = send(&site, Method::GET, "/api/audit?done=sign_in_refused&limit=1", &dehong, &Value::Null)
        .await
        .json();
    assert_eq!((names(&one), one["next"].is_u64()), (vec!["-".to_owned()], true));
    let after = send(
        &site,
        Method::GET,
        &format!("/api/audit?after={}", entries[2]["number"]),
        &dehong,
        &Value::Null,
    )
    .await
    .json();
    assert_eq!(after["entries"].as_array().unwrap().len(), entries.len() - 3);
    let none = send(&site, Method::GET, "/api/audit?to=2020-01-01", &dehong, &Value::Null).await.json();
    assert_eq!(none, json!({"entries": []}));
    let csv = send(&site, Method::GET, "/api/audit?format=csv", &dehong, &Value::Null).await;
    fits(&site, "get", "/api/audit", &csv).await;
    assert!(
        csv.body.starts_with(&[0xef, 0xbb, 0xbf]) && csv.header("content-disposition").contains("audit.csv")
    );
    assert!(csv.text().contains(",'=cmd(),") && !csv.text().contains(",=cmd()"), "{}", csv.text());
}

/// Every role, at home in two counties, the prefecture and the province, on every path: what `may` says, and nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn every_official_sees_and_records_what_may_be_and_nothing_else() {
    let site = Site::demo();
    let served = serve(&site).await;
    for (n, audience) in [(1, 1), (2, 2)] {
        for code in [RUILI, MANGSHI, 533_100, 532_500] {
            let command = json!({
                "command": "register_target", "target": format!("T-M{n}-{code}"), "audience": audience,
                "name": {"zh": format!("示例企业-矩阵-{n}-{code}"), "en": format!("Sample-Matrix-{n}-{code}")},
                "region": code.to_string(), "home": "330000", "chain": "textile", "chain_stage": "garments", "intent": "willing",
            });
            assert_eq!(site.command(&command, &[]).await.status, 201);
        }
    }
    let mut waiting: Vec<(u64, usize)> = Vec::new();
    for (at, (role, code)) in Role::ALL
        .into_iter()
        .flat_map(|role| [RUILI, MANGSHI, 533_100, 530_000].map(|code| (role, code)))
        .enumerate()
    {
        let everything = site
            .get_with("/api/log?limit=10000", &[("authorization", &format!("Bearer {TOKEN}"))])
            .await
            .json();
        let everything = everything["events"].as_array().unwrap().clone();
        let who = Who::Official { role, region: region(code) };
        let cookie = official(&site, &format!("official {at}"), role, code).await;
        let office = |event: &Value| event["region"].as_str().map(|code| code.parse::<RegionCode>().unwrap());
        let audience =
            |event: &Value| Audience::try_from(event["audience"].as_u64().unwrap_or(0) as u8).unwrap();
        let wanted: Vec<u64> = everything
            .iter()
            .filter(|event| {
                let kind = event["kind"].as_str().unwrap();
                let office_keeps = ["target.", "request.", "task."].iter().any(|kept| kind.starts_with(kept))
                    || [
                        "project.duty_assigned",
                        "project.progressed",
                        "project.year_planned",
                        "project.problem_raised",
                        "project.problem_solved",
                        "chain.chief_named",
                    ]
                    .contains(&kind);
                let seen_by =
                    if office_keeps { audience(event).max(Audience::Officials) } else { audience(event) };
                may(who, Action::See, office(event), seen_by)
            })
            .map(|event| event["position"].as_u64().unwrap())
            .collect();
        let page =
            send(&site, Method::GET, "/api/office/log?limit=10000", &cookie, &Value::Null).await.json();
        let seen: Vec<u64> =
            page["events"].as_array().unwrap().iter().map(|e| e["position"].as_u64().unwrap()).collect();
        assert!(seen == wanted, "{who:?}: {} facts seen, {} wanted", seen.len(), wanted.len());

        // A unit of Ruili, a target of each office, and a rule that belongs to nobody.
        let commands = [
            (json!({"command": "set_rent", "unit": "RL-01-101", "rent_yuan_m2_month": 10 + at}), Some(RUILI)),
            (
                json!({"command": "observe_intent", "target": format!("T-M1-{MANGSHI}"), "intent": if at % 2 == 0 { "negotiating" } else { "willing" }}),
                Some(MANGSHI),
            ),
            (
                json!({"command": "observe_intent", "target": "T-M1-533100", "intent": if at % 2 == 0 { "negotiating" } else { "willing" }}),
                Some(533_100),
            ),
            (
                json!({"command": "define_rate", "rule": format!("rate-{at}"), "name": {"zh": "比率", "en": "Rate"},
                "numerator": {"node": "landed", "measured": "projects"}, "denominator": {"node": "signed", "measured": "projects"}, "window": "both"}),
                None,
            ),
        ];
        for (command, owner) in commands {
            let answer = send(&site, Method::POST, "/api/commands", &cookie, &command).await;
            let allowed = may(who, Action::Record, owner.map(region), Audience::Public);
            let status = if allowed { 201 } else { 403 };
            assert_eq!(answer.status, status, "{who:?} {command}: {}", answer.text());
            if !allowed {
                assert_eq!(answer.json()["type"], "/problems/not-allowed");
                assert!(
                    !answer.text().contains("示例") && !answer.text().contains("Sample"),
                    "{}",
                    answer.text()
                );
            }
        }
        super::vault::only_what_may_be(&site, who, &cookie).await;
        review::matrix(&site, (who, at), &cookie, &mut waiting).await;
        // The live tail: what belongs to the prefecture.
        let headers = format!("cookie: {cookie}\r\n");
        let mut listener = blocking(move || Listener::open(served, "/api/office/stream", &headers)).await;
        let position = hidden(&site, &format!("T-LIVE-{at}")).await;
        let frame = blocking(move || listener.next()).await;
        let shown = may(who, Action::See, Some(region(533_100)), Audience::Officials);
        assert_eq!(frame.positions, if shown { vec![position] } else { vec![] }, "{who:?}");

        // Names in the workbook: those of targets that may be seen.
        let book = send(
            &site,
            Method::GET,
            "/api/export/chart?chain=textile&region=530000&lang=zh",
            &cookie,
            &Value::Null,
        )
        .await;
        assert_eq!(book.status, 200);
        let text = super::chart::words(&book);
        for (n, seen_by) in [(1, Audience::Officials), (2, Audience::OwningOffice)] {
            for code in [RUILI, MANGSHI, 533_100, 532_500] {
                let name = format!("示例企业-矩阵-{n}-{code}");
                let seen = may(who, Action::See, Some(region(code)), seen_by);
                assert_eq!(text.contains(&name), seen, "{who:?} {name}");
            }
        }
        tables(&site, who, &cookie, at).await;
    }
}

/// Tables out and in: a region that may be seen, in it what may be seen, and of it what may be recorded.
async fn tables(site: &Site, who: Who, cookie: &str, at: usize) {
    let names = |code: u32| {
        [(1, Audience::Officials), (2, Audience::OwningOffice)].map(|(n, seen_by)| {
            (format!("示例企业-矩阵-{n}-{code}"), may(who, Action::See, Some(region(code)), seen_by))
        })
    };
    for code in [RUILI, MANGSHI, 533_100, 530_000] {
        let address = format!("/api/export/targets?form=csv&region={code}");
        let file = send(site, Method::GET, &address, cookie, &Value::Null).await;
        let allowed = may(who, Action::See, Some(region(code)), Audience::Officials);
        assert_eq!(file.status, if allowed { 200 } else { 403 }, "{who:?} {address}");
        for (name, seen) in [RUILI, MANGSHI, 533_100].into_iter().flat_map(names) {
            let lies_there = name
                .rsplit('-')
                .next()
                .and_then(|c| c.parse().ok())
                .is_some_and(|c| region(code).contains(region(c)));
            assert_eq!(
                file.text().contains(&name),
                allowed && lies_there && seen,
                "{who:?} {address} {name}"
            );
        }
    }
    let file = format!("unit,power_kva\nRL-01-101,{}\n", 5_000 + at);
    let sent = request(
        Method::POST,
        "/api/import?as=units",
        &[("cookie", cookie), ("content-type", "text/csv")],
        &file,
    );
    let sent = site.ask(sent).await;
    assert_eq!(sent.status, if who.records() { 202 } else { 403 }, "{who:?}: {}", sent.text());
    if !who.records() {
        return;
    }
    let place = sent.header("location");
    let told = loop {
        let told = send(site, Method::GET, place, cookie, &Value::Null).await.json();
        if told["state"] != "reading" {
            break told;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    let allowed = may(who, Action::Record, Some(region(RUILI)), Audience::Public);
    assert_eq!(told["counts"]["changed"].as_u64(), Some(u64::from(allowed)), "{who:?} {told}");
    let done = send(site, Method::POST, place, cookie, &json!({"record": true})).await;
    assert_eq!(done.status, if allowed { 200 } else { 422 }, "{who:?}: {}", done.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_no_longer_trusted_is_out_and_the_audit_tells_it() {
    let site = Site::demo();
    let cookie = official(&site, "gao", Role::Viewer, RUILI).await;
    let refused = send(
        &site,
        Method::POST,
        "/api/commands",
        &cookie,
        &json!({"command": "set_rent", "unit": "RL-01-101", "rent_yuan_m2_month": 9}),
    )
    .await;
    assert_eq!(refused.status, 403);
    assert_eq!(sign_in(&site, "gao", "not the password").await.status, 401);
    // As the command line does it, from another process.
    let folder = site.folder.path().to_owned();
    blocking(move || {
        let register = SqliteRegister::open(&folder).unwrap();
        let accounts = server::accounts::Accounts::new(std::sync::Arc::new(register));
        accounts.end(None, accounts.by_name("gao").unwrap().id).unwrap();
    })
    .await;
    let until = std::time::Instant::now() + Duration::from_secs(10);
    while send(&site, Method::GET, "/api/office/log", &cookie, &Value::Null).await.status == 200 {
        assert!(std::time::Instant::now() < until, "the session goes on");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(sign_in(&site, "gao", PASSWORD).await.status, 401);

    // Notes are taken on the side: the last of them is waited for.
    let wanted =
        ["account_made", "signed_in", "password_changed", "refused", "sign_in_refused", "account_ended"];
    let noted = loop {
        let accounts = site.office.accounts.clone();
        let noted = blocking(move || accounts.noted(0, 100).unwrap()).await;
        let told: Vec<_> = noted.iter().map(|noted| noted.note.done.slug()).collect();
        if wanted.iter().all(|done| told.contains(done)) {
            break noted;
        }
        assert!(std::time::Instant::now() < until, "{told:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let folder = site.folder.path().to_owned();
    let entries = blocking(move || SqliteRegister::open(&folder).unwrap().inspect().unwrap()).await;
    assert!(entries >= noted.len() as u64, "{entries}");
    for noted in noted {
        assert!(!noted.note.detail.contains("gao"), "no name of a person: {noted:?}");
    }
}
