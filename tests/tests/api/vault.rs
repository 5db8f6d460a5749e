//! Contacts and notes: who reads and writes them, and what is noted of it.

mod disk;

use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use shared::Audience;
use shared::access::{Action, Role, Who, may};

use super::accounts::{JSON, MANGSHI, RUILI, fits, made, official, region, send, sign_in};
use super::stream::{blocking, serve};
use super::{Answer, Site, TOKEN, request};

/// A record of Ruili that everybody knows.
const UNIT: &str = "unit/RL-01-101";

fn contact(stream: &str, audience: u8, name: &str) -> Value {
    json!({"stream": stream, "audience": audience, "contact": {"name": name, "title": "示例职务", "phone": "000-0000"}})
}

fn note(stream: &str, audience: u8, text: &str) -> Value {
    json!({"stream": stream, "audience": audience, "note": text})
}

async fn add(site: &Site, cookie: &str, body: &Value) -> Answer {
    send(site, Method::POST, "/api/vault", cookie, body).await
}

async fn list(site: &Site, cookie: &str, stream: &str) -> Answer {
    send(site, Method::GET, &format!("/api/vault?stream={stream}"), cookie, &Value::Null).await
}

/// With a header more.
async fn with(
    site: &Site,
    (method, address): (Method, &str),
    cookie: &str,
    header: (&str, &str),
    body: &Value,
) -> Answer {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    site.ask(request(method, address, &[JSON, ("cookie", cookie), header], &body)).await
}

fn id(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn kind(answer: &Answer) -> (u16, String) {
    let kind = answer.json()["type"].as_str().unwrap_or_default().trim_start_matches("/problems/").to_owned();
    (answer.status.as_u16(), kind)
}

/// The names and texts of a list.
fn said(answer: &Answer) -> Vec<String> {
    let entries = answer.json()["entries"].as_array().unwrap_or_else(|| panic!("{}", answer.text())).clone();
    let told = entries.iter().map(|entry| {
        let text = entry["contact"]["name"].as_str().or(entry["note"].as_str()).or(entry["shut"].as_str());
        text.unwrap().to_owned()
    });
    told.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_and_notes_are_kept_changed_and_erased_and_every_reading_is_noted() {
    let site = Site::demo();
    let editor = official(&site, "ruili editor", Role::Editor, RUILI).await;
    let viewer = official(&site, "ruili viewer", Role::Viewer, RUILI).await;
    let admin = official(&site, "ruili admin", Role::Administrator, RUILI).await;
    assert_eq!(said(&list(&site, &viewer, UNIT).await), [""; 0]);

    let once = ("idempotency-key", "once");
    let body = contact(UNIT, 1, "  示例联系人 ");
    let added = with(&site, (Method::POST, "/api/vault"), &editor, once, &body).await;
    fits(&site, "post", "/api/vault", &added).await;
    let one = id(&added);
    assert_eq!(added.header("cache-control"), "no-store");
    let again = with(&site, (Method::POST, "/api/vault"), &editor, once, &body).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, added.json()), "sent twice, kept once");
    let reused = with(&site, (Method::POST, "/api/vault"), &editor, once, &note(UNIT, 1, "other")).await;
    fits(&site, "post", "/api/vault", &reused).await;
    assert_eq!(kind(&reused), (409, "idempotency-key-reused".into()));
    let theirs = with(&site, (Method::POST, "/api/vault"), &admin, once, &note(UNIT, 2, "示例备注")).await;
    let two = id(&theirs);
    assert_ne!(one, two, "a name is the sender's own");

    let listed = list(&site, &editor, UNIT).await;
    fits(&site, "get", "/api/vault", &listed).await;
    assert_eq!(
        (listed.header("cache-control"), said(&listed)),
        ("no-store", vec!["示例联系人".into(), "示例备注".into()])
    );
    let first = &listed.json()["entries"][0];
    assert_eq!(
        (&first["kind"], &first["version"], &first["name"]),
        (&json!("contact"), &json!(1), &json!("ruili editor"))
    );
    assert_eq!(first["contact"], json!({"name": "示例联系人", "title": "示例职务", "phone": "000-0000"}));
    assert_eq!((&listed.json()["records"], &listed.json()["for_this_run"]), (&json!(true), &json!(false)));
    let seen = list(&site, &viewer, UNIT).await;
    assert_eq!((said(&seen), &seen.json()["records"]), (vec!["示例联系人".into()], &json!(false)));

    // Two change it at once: the second learns of it, and nothing is lost.
    let at = format!("/api/vault/{one}");
    let change = json!({"audience": 2, "contact": {"name": "示例联系人二"}});
    let seen_first = ("if-match", "\"1\"");
    let changed = with(&site, (Method::PUT, &at), &admin, seen_first, &change).await;
    fits(&site, "put", "/api/vault/{id}", &changed).await;
    assert_eq!((changed.status.as_u16(), &changed.json()["version"]), (200, &json!(2)));
    let late = with(&site, (Method::PUT, &at), &editor, seen_first, &change).await;
    fits(&site, "put", "/api/vault/{id}", &late).await;
    assert_eq!((kind(&late), &late.json()["version"]), ((412, "record-changed".into()), &json!(2)));
    let unseen = send(&site, Method::PUT, &at, &editor, &change).await;
    assert_eq!(
        (kind(&unseen), &unseen.json()["param"]),
        ((400, "wrong-parameter".into()), &json!("If-Match"))
    );
    assert_eq!(said(&list(&site, &viewer, UNIT).await), [""; 0], "it is for others now");

    let late = with(&site, (Method::DELETE, &at), &editor, seen_first, &Value::Null).await;
    fits(&site, "delete", "/api/vault/{id}", &late).await;
    assert_eq!(late.status, 412);
    let erased = with(&site, (Method::DELETE, &at), &editor, ("if-match", "2"), &Value::Null).await;
    fits(&site, "delete", "/api/vault/{id}", &erased).await;
    assert_eq!(erased.status, 204);
    assert_eq!(send(&site, Method::DELETE, &at, &editor, &Value::Null).await.status, 204, "once more");
    let listed = list(&site, &editor, UNIT).await;
    fits(&site, "get", "/api/vault", &listed).await;
    assert_eq!(said(&listed), ["erased", "示例备注"]);
    let first = &listed.json()["entries"][0];
    assert_eq!((&first["name"], &first["version"]), (&json!("ruili editor"), &json!(3)));
    assert!(
        with(&site, (Method::PUT, &at), &editor, ("if-match", "3"), &change).await.status == 412,
        "for good"
    );

    // The administrator of the region sees who read what, and the audit's chain holds it.
    let reads =
        send(&site, Method::GET, &format!("/api/vault/reads?stream={UNIT}"), &admin, &Value::Null).await;
    fits(&site, "get", "/api/vault/reads", &reads).await;
    let told: Vec<_> = reads.json()["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            let detail = entry["detail"].as_str().unwrap().replace(&one, "ONE").replace(&two, "TWO");
            format!("{} {} {detail}", entry["name"].as_str().unwrap(), entry["done"].as_str().unwrap())
        })
        .collect();
    let line = |who: &str, done: &str, what: &str| format!("ruili {who} vault_{done} {UNIT} {what}");
    assert_eq!(
        told,
        [
            line("editor", "wrote", "contact ONE"),
            line("admin", "wrote", "note TWO"),
            line("editor", "read", "contact ONE"),
            line("editor", "read", "note TWO"),
            line("viewer", "read", "contact ONE"),
            line("admin", "wrote", "contact ONE"),
            line("editor", "erased", "contact ONE"),
            line("editor", "read", "note TWO"),
        ]
    );
    let one_more =
        send(&site, Method::GET, &format!("/api/vault/reads?stream={UNIT}&limit=1"), &admin, &Value::Null)
            .await;
    assert!(one_more.json()["entries"].as_array().unwrap().len() == 1 && one_more.json()["next"].is_u64());
    for (who, status) in [(&editor, 403), (&viewer, 403)] {
        let refused =
            send(&site, Method::GET, &format!("/api/vault/reads?stream={UNIT}"), who, &Value::Null).await;
        fits(&site, "get", "/api/vault/reads", &refused).await;
        assert_eq!(refused.status, status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_kept_is_refused_with_where_and_how_to_mend_it() {
    let site = Site::demo();
    let editor = official(&site, "ruili editor", Role::Editor, RUILI).await;
    let text = |fields: Value| json!({"stream": UNIT, "audience": 2, "contact": fields});
    for (body, status, slug, param) in [
        (note(UNIT, 1, &"字".repeat(4_001)), 422, "text-too-long", "note"),
        (text(json!({"name": "示例", "phone": "1".repeat(129)})), 422, "text-too-long", "phone"),
        (text(json!({"name": " "})), 422, "text-missing", "name"),
        (text(json!({"name": "示例\u{7}"})), 422, "text-unfit", "name"),
        (note(UNIT, 1, "\u{202e}"), 422, "text-unfit", "note"),
        (note(UNIT, 0, "示例"), 400, "wrong-body", "audience"),
        (note(UNIT, 3, "示例"), 400, "wrong-body", ""),
        (json!({"stream": UNIT, "audience": 1}), 400, "wrong-body", ""),
        (
            json!({"stream": UNIT, "audience": 1, "note": "示例", "contact": {"name": "示例"}}),
            400,
            "wrong-body",
            "",
        ),
        (json!({"stream": UNIT, "audience": 1, "note": "示例", "more": 1}), 400, "wrong-body", ""),
        (text(json!({"name": "示例", "age": 7})), 400, "wrong-body", ""),
        (note("unit/NO-SUCH", 1, "示例"), 404, "unknown-record", "stream"),
        (note("no/such/thing", 1, "示例"), 404, "unknown-record", "stream"),
        (note("chain/textile", 1, "示例"), 404, "unknown-record", "stream"),
    ] {
        for lang in ["zh", "en"] {
            let refused =
                with(&site, (Method::POST, "/api/vault"), &editor, ("accept-language", lang), &body).await;
            fits(&site, "post", "/api/vault", &refused).await;
            assert_eq!(kind(&refused), (status, slug.to_owned()), "{body}");
            assert_eq!(refused.json()["param"].as_str().unwrap_or_default(), param, "{body}");
            if slug == "text-too-long" {
                let (now, most) = if param == "note" { ("4001", "4000") } else { ("129", "128") };
                let detail = refused.json()["detail"].as_str().unwrap().to_owned();
                assert!(detail.contains(now) && detail.contains(most), "{detail}");
            }
            let is_shown_how = refused.status != 400 || refused.json()["example"].is_string();
            assert!(is_shown_how, "{}", refused.text());
        }
    }
    let plain = site.ask(request(Method::POST, "/api/vault", &[("cookie", &editor)], "{}")).await;
    assert_eq!(plain.status, 415);
    assert_eq!(add(&site, &editor, &note(UNIT, 1, &"x".repeat(1 << 20))).await.status, 413);
    let foreign = [
        JSON,
        ("cookie", &editor),
        ("origin", "https://elsewhere.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let foreign =
        site.ask(request(Method::POST, "/api/vault", &foreign, &note(UNIT, 1, "x").to_string())).await;
    assert_eq!(kind(&foreign), (403, "other-site".into()));
    assert_eq!(said(&list(&site, &editor, UNIT).await), [""; 0], "nothing of all this was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_and_strangers_to_a_region_learn_nothing() {
    let site = Site::demo();
    let editor = official(&site, "ruili editor", Role::Editor, RUILI).await;
    let (shared, own) = (
        id(&add(&site, &editor, &note(UNIT, 1, "示例甲")).await),
        id(&add(&site, &editor, &note(UNIT, 2, "示例乙")).await),
    );
    // A record that only the owning office knows.
    let hidden = json!({
        "command": "register_target", "target": "T-V-1", "audience": 2, "name": {"zh": "示例企业-保密-001", "en": "Sample-Vault-001"},
        "region": "533102", "home": "330000", "chain": "textile", "chain_stage": "garments", "intent": "willing",
    });
    assert_eq!(site.command(&hidden, &[]).await.status, 201);
    let kept = add(&site, &editor, &note("target/T-V-1", 1, "示例丙")).await;
    let of_hidden = id(&kept);

    let strangers = [
        ("mangshi viewer", Role::Viewer, MANGSHI),
        ("mangshi editor", Role::Editor, MANGSHI),
        ("mangshi admin", Role::Administrator, MANGSHI),
        ("honghe admin", Role::Administrator, 532_500),
    ];
    let forged = format!("__Host-investmap={}", "a".repeat(64));
    let mut guises = vec![(String::new(), false), (forged, false)];
    for (name, role, code) in strangers {
        guises.push((official(&site, name, role, code).await, true));
    }
    for (cookie, is_official) in &guises {
        // The same answer as about what is not there, to the letter.
        let known = list(&site, cookie, UNIT).await;
        let unknown = list(&site, cookie, "unit/NO-SUCH").await;
        let told = |answer: &Answer, name: &str| {
            let mut problem = answer.json();
            problem.as_object_mut().unwrap().remove("request_id");
            problem.to_string().replace(name, "NAME")
        };
        assert_eq!(known.status, if *is_official { 404 } else { 401 });
        assert_eq!(told(&known, UNIT), told(&unknown, "unit/NO-SUCH"));
        fits(&site, "get", "/api/vault", &known).await;
        for stream in [UNIT, "target/T-V-1"] {
            let answer = add(&site, cookie, &note(stream, 1, "示例丁")).await;
            assert_eq!(answer.status, if *is_official { 404 } else { 401 }, "{}", answer.text());
        }
        for entry in [&shared, &own, &of_hidden] {
            let at = format!("/api/vault/{entry}");
            let change = json!({"audience": 1, "note": "示例戊"});
            for (method, body) in [(Method::PUT, &change), (Method::DELETE, &Value::Null)] {
                let answer = with(&site, (method.clone(), &at), cookie, ("if-match", "1"), body).await;
                let none =
                    with(&site, (method.clone(), "/api/vault/v-0"), cookie, ("if-match", "1"), body).await;
                assert_eq!(answer.status, if *is_official { 404 } else { 401 }, "{method} {}", answer.text());
                assert_eq!(told(&answer, entry), told(&none, "v-0"));
            }
        }
        let reads =
            send(&site, Method::GET, &format!("/api/vault/reads?stream={UNIT}"), cookie, &Value::Null).await;
        assert_eq!(reads.status, if *is_official { 404 } else { 401 });
    }
    // A viewer of the region sees what is for officials, of the records that they know, and writes nothing.
    let viewer = official(&site, "ruili viewer", Role::Viewer, RUILI).await;
    assert_eq!(said(&list(&site, &viewer, UNIT).await), ["示例甲"]);
    assert_eq!(list(&site, &viewer, "target/T-V-1").await.status, 404);
    assert_eq!(kind(&add(&site, &viewer, &note(UNIT, 1, "示例")).await), (403, "not-allowed".into()));
    for (entry, status) in [(&shared, 403), (&own, 404), (&of_hidden, 404)] {
        let at = format!("/api/vault/{entry}");
        let change = json!({"audience": 1, "note": "示例"});
        assert_eq!(with(&site, (Method::PUT, &at), &viewer, ("if-match", "1"), &change).await.status, status);
        assert_eq!(send(&site, Method::DELETE, &at, &viewer, &Value::Null).await.status, status);
    }
    // Whoever has a one-time password only is not in yet.
    let once = made(&site, "ruili new", Role::Administrator, RUILI).await;
    let first = sign_in(&site, "ruili new", &once).await;
    let first = first.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(kind(&list(&site, &first, UNIT).await), (403, "password-to-change".into()));
    assert_eq!(said(&list(&site, &editor, UNIT).await), ["示例甲", "示例乙"], "all is as it was");
    // What was refused is noted on the side, without what was to be written.
    let until = std::time::Instant::now() + Duration::from_secs(10);
    loop {
        let accounts = site.office.accounts.clone();
        let noted = blocking(move || accounts.noted(0, 10_000).unwrap()).await;
        let refused = noted.iter().filter(|noted| noted.note.detail == "vault in 533102").count();
        if refused > 30 {
            break;
        }
        assert!(std::time::Instant::now() < until, "{refused}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// One official of the matrix: what `may` says of a unit of Ruili, and nothing else.
pub(super) async fn only_what_may_be(site: &Site, who: Who, cookie: &str) {
    let ruili = Some(region(RUILI));
    let bearer = format!("Bearer {TOKEN}");
    let headers = [JSON, ("authorization", bearer.as_str()), ("idempotency-key", "matrix")];
    let body = note(UNIT, 1, "示例-矩阵-1").to_string();
    let theirs = site.ask(request(Method::POST, "/api/vault", &headers, &body)).await;
    assert!(theirs.status.is_success(), "{}", theirs.text());
    let in_region = may(who, Action::See, ruili, Audience::Officials);
    for (level, audience) in [(1, Audience::Officials), (2, Audience::OwningOffice)] {
        let added = add(site, cookie, &note(UNIT, level, "示例-矩阵")).await;
        let wanted = match (in_region, may(who, Action::Record, ruili, audience)) {
            (false, _) => 404,
            (true, false) => 403,
            (true, true) => 201,
        };
        assert_eq!(added.status, wanted, "{who:?} {level}: {}", added.text());
    }
    let listed = list(site, cookie, UNIT).await;
    assert_eq!(listed.status, if in_region { 200 } else { 404 }, "{who:?}");
    if in_region {
        let listed = listed.json();
        let seen: BTreeSet<_> =
            listed["entries"].as_array().unwrap().iter().map(|e| e["audience"].as_u64().unwrap()).collect();
        let most = if may(who, Action::See, ruili, Audience::OwningOffice) { vec![1, 2] } else { vec![1] };
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), most, "{who:?}");
    }
    let reads =
        send(site, Method::GET, &format!("/api/vault/reads?stream={UNIT}"), cookie, &Value::Null).await;
    let wanted = match (in_region, may(who, Action::ReadAudit, ruili, Audience::Officials)) {
        (false, _) => 404,
        (true, false) => 403,
        (true, true) => 200,
    };
    assert_eq!(reads.status, wanted, "{who:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_it_is_on_the_streams() {
    use super::stream::Listener;
    let site = Site::demo();
    let editor = official(&site, "ruili editor", Role::Editor, RUILI).await;
    let served = serve(&site).await;
    let headers = format!("cookie: {editor}\r\n");
    let mut listener = blocking(move || Listener::open(served, "/api/office/stream", &headers)).await;
    let mut public = blocking(move || Listener::open(served, "/api/stream", "")).await;
    assert_eq!(add(&site, &editor, &note(UNIT, 1, "示例甲")).await.status, 201);
    // The next that both hear of is what was recorded after it.
    let rent = json!({"command": "set_rent", "unit": "RL-01-101", "rent_yuan_m2_month": 9});
    let position = site.command(&rent, &[]).await.json()["position"].as_u64().unwrap();
    let heard = blocking(move || (listener.next().positions, public.next().positions)).await;
    assert_eq!(heard, (vec![position], vec![position]));
}
