//! Contacts and notes: who reads and writes them, what is noted of it, where they never stand, and what of them is left once
//! they are erased.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use server::log::sqlite::vault::SqliteCabinet;
use server::office::Office;
use server::vault::keys::Keys;
use server::vault::{Cabinet, Vault};
use shared::access::{Action, Role, Who, may};
use shared::{Audience, Key};

use super::accounts::{JSON, MANGSHI, RUILI, fits, made, official, region, send, sign_in};
use super::stream::{blocking, serve};
use super::{Answer, Site, TOKEN, VAULT_KEY, request, secrets};
use crate::log::binary::{complaint, investmap};

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

/// What stands in every text of the test below.
const MARKS: [&str; 4] = ["示例联系人-独角兽", "000-7731-0099", "unicorn@sample.example", "示例备注-独角兽"];

/// Where a mark stands in the files of a folder.
fn standing(folder: &Path, marks: &[&[u8]]) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let Ok(bytes) = std::fs::read(&file) else { continue };
        let holds = |mark: &&&[u8]| bytes.windows(mark.len()).any(|part| part == **mark);
        found.extend(marks.iter().filter(holds).map(|mark| format!("{}: {mark:?}", file.display())));
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_stands_nowhere_else_and_nowhere_once_it_is_erased() {
    let lines = secrets::walk::lines();
    let site = Site::demo();
    let editor = official(&site, "ruili editor", Role::Editor, RUILI).await;
    let admin = official(&site, "dehong admin", Role::Administrator, 533_100).await;
    let [name, phone, email, text] = MARKS;
    let head = site.office.follower.head();
    let person = json!({"stream": UNIT, "audience": 1, "contact": {"name": name, "phone": phone, "email": email, "wechat": phone}});
    let (one, two) =
        (id(&add(&site, &editor, &person).await), id(&add(&site, &editor, &note(UNIT, 2, text)).await));
    // Refused texts are nowhere either.
    let refused = add(&site, &editor, &note(UNIT, 2, &text.repeat(4_000))).await;
    assert!(refused.status == 422 && !refused.text().contains(text), "{}", refused.text());
    assert_eq!(said(&list(&site, &editor, UNIT).await), [name, text]);

    let nowhere = |text: &str, at: &str| {
        let found = MARKS.iter().find(|mark| text.contains(*mark));
        assert_eq!(found, None, "{at}");
    };
    let bearer = format!("Bearer {TOKEN}");
    let guises: [&[(&str, &str)]; 4] =
        [&[], &[("cookie", &editor)], &[("cookie", &admin)], &[("authorization", &bearer)]];
    for address in [
        "/api/log?limit=10000",
        "/api/office/log?limit=10000",
        "/api/audit",
        "/api/audit?format=csv&limit=10000",
        "/api/state",
        "/api/export/chart?chain=textile",
        "/api/geojson/units/RL-01-101",
        "/api/figures",
        "/api/openapi.json",
        "/ground/pinyin.bin",
        "/api/accounts",
        "/api/session",
        "/healthz",
        "/api/vault/reads?stream=unit/RL-01-101",
    ] {
        for guise in guises {
            nowhere(&secrets::walk::told(&site.get_with(address, guise).await), address);
        }
    }
    assert_eq!(site.office.follower.head(), head, "no fact was recorded");
    for done in ["vault_read", "vault_wrote"] {
        let audit = send(&site, Method::GET, &format!("/api/audit?done={done}"), &admin, &Value::Null).await;
        fits(&site, "get", "/api/audit", &audit).await;
        assert!(!audit.json()["entries"].as_array().unwrap().is_empty(), "{done} is noted");
    }
    nowhere(&lines.text(), "the program's own log");

    // In clear nowhere on disk; and of what was sealed nothing is left once it was erased.
    let folder = site.folder.path().to_owned();
    let clear: Vec<&[u8]> = MARKS.iter().map(|mark| mark.as_bytes()).collect();
    assert_eq!(standing(&folder, &clear), [""; 0]);
    assert!(!standing(&folder, &[one.as_bytes()]).is_empty(), "the search for it works");
    let sealed = |id: &str| {
        let kept = SqliteCabinet::open(&folder).unwrap().known(id.parse().unwrap()).unwrap().unwrap();
        match kept.left {
            server::vault::entry::Left::Sealed(sealed) => sealed.bytes,
            server::vault::entry::Left::Erased => Vec::new(),
        }
    };
    let seals = [sealed(&one), sealed(&two)];
    assert_eq!(standing(&folder, &[&seals[0], &seals[1]]).len(), 2);
    for entry in [&one, &two] {
        assert_eq!(
            send(&site, Method::DELETE, &format!("/api/vault/{entry}"), &editor, &Value::Null).await.status,
            204
        );
    }
    assert_eq!(standing(&folder, &[&seals[0][..16], &seals[1][..16]]), [""; 0]);
    assert_eq!(standing(&folder, &clear), [""; 0]);
    let output = verify(&folder, VAULT_KEY);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("vault    0 entries open, 2 are erased") && told.contains("audit "), "{told}");
}

/// `investmap verify` on the data of a server that runs.
fn verify(folder: &Path, key: &str) -> std::process::Output {
    let mut verify = investmap();
    if !key.is_empty() {
        verify.env("INVESTMAP_VAULT_KEY", key);
    }
    verify.arg("verify").arg("--data").arg(folder).output().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_tampered_with_is_not_shown_and_verify_names_it() {
    let site = Site::demo();
    let editor = official(&site, "ruili editor", Role::Editor, RUILI).await;
    let one = id(&add(&site, &editor, &note(UNIT, 1, "示例甲")).await);
    let two = id(&add(&site, &editor, &note(UNIT, 1, "示例乙")).await);
    let three = id(&add(&site, &editor, &note(UNIT, 1, "示例丙")).await);
    // As somebody with the file would do it: one's seal in the place of the other's.
    let cabinet = SqliteCabinet::open(site.folder.path()).unwrap();
    let kept = |id: &str| cabinet.known(id.parse::<Key>().unwrap()).unwrap().unwrap();
    let (mut first, mut second) = (kept(&one), kept(&two));
    std::mem::swap(&mut first.left, &mut second.left);
    for kept in [&first, &second] {
        assert!(cabinet.put(kept, 1, &|_| Ok(())).unwrap());
    }
    let listed = list(&site, &editor, UNIT).await;
    fits(&site, "get", "/api/vault", &listed).await;
    assert_eq!(said(&listed), ["damaged", "damaged", "示例丙"]);
    let folder = site.folder.path();
    let output = verify(folder, VAULT_KEY);
    assert_eq!(output.status.code(), Some(1));
    let (told, line) = (String::from_utf8(output.stdout.clone()).unwrap(), complaint(&output));
    assert!(told.contains(&one) && told.contains(&two) && !told.contains(&three), "{told}");
    assert!(line.contains("2 entries of the vault were changed on disk"), "{line}");
    assert!(!told.contains("示例"), "{told}");
    // Erasing what is spoilt puts the vault in order.
    for entry in [&one, &two] {
        assert_eq!(
            send(&site, Method::DELETE, &format!("/api/vault/{entry}"), &editor, &Value::Null).await.status,
            204
        );
    }
    assert!(verify(folder, VAULT_KEY).status.success());

    // Another key opens nothing; no key says so; what is no key is refused in one line that tells none of it.
    let other = VAULT_KEY.replace('5', "6");
    let output = verify(folder, &other);
    assert_eq!(output.status.code(), Some(1));
    assert!(complaint(&output).contains("need another key"));
    let output = verify(folder, "");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && told.contains("not opened, for no vault key is given"), "{told}");
    let output = verify(folder, &VAULT_KEY[1..]);
    let line = complaint(&output);
    assert!(
        output.status.code() == Some(2) && line.contains("64 hexadecimal digits") && !line.contains("5b5c"),
        "{line}"
    );

    let with_keys = |keys: Keys| {
        let vault = Vault::new(Arc::new(SqliteCabinet::open(folder).unwrap()), keys);
        server::http::router(Office { vault, ..site.office.clone() })
    };
    let ask = async |keys: Keys, method: Method, address: &str, body: &str| {
        use tower::ServiceExt;
        let headers = [JSON, ("cookie", editor.as_str()), ("accept-language", "en")];
        let response = with_keys(keys).oneshot(request(method, address, &headers, body)).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    };
    let address = format!("/api/vault?stream={UNIT}");
    let wrong = ask(Keys::read("test", &other).unwrap(), Method::GET, &address, "").await;
    assert_eq!(said(&wrong), ["erased", "erased", "no_key"]);
    let closed = ask(Keys::default(), Method::GET, &address, "").await;
    fits(&site, "get", "/api/vault", &closed).await;
    assert_eq!(kind(&closed), (403, "vault-closed".into()));
    assert!(closed.json()["detail"].as_str().unwrap().contains("No vault key is configured"));
    let closed = ask(Keys::default(), Method::POST, "/api/vault", &note(UNIT, 1, "x").to_string()).await;
    assert_eq!(kind(&closed), (403, "vault-closed".into()));
    let erased = ask(Keys::default(), Method::DELETE, &format!("/api/vault/{three}"), "").await;
    assert_eq!(erased.status, 204, "erasing needs no key");
    assert_eq!(said(&list(&site, &editor, UNIT).await), ["erased"; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_made_and_changed_from_the_command_line_while_the_server_runs() {
    let site = Site::demo();
    let editor = official(&site, "ruili editor", Role::Editor, RUILI).await;
    add(&site, &editor, &note(UNIT, 1, "示例甲")).await;
    let folder = site.folder.path();
    let new = investmap().args(["vault", "key"]).output().unwrap();
    let new = String::from_utf8(new.stdout).unwrap().trim().to_owned();
    assert!(new.len() == 64 && new.bytes().all(|b| b.is_ascii_hexdigit()), "{new}");
    let rekey = |keys: &str| {
        let mut rekey = investmap();
        rekey
            .env("INVESTMAP_VAULT_KEY", keys)
            .args(["vault", "rekey"])
            .arg("--data")
            .arg(folder)
            .output()
            .unwrap()
    };
    let without_old = rekey(&new);
    assert!(without_old.status.code() == Some(1) && complaint(&without_old).contains("need another key"));
    let done = rekey(&format!("{new} {VAULT_KEY}"));
    let told = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success() && told.contains("1 entries were sealed anew"), "{told}");
    assert_eq!(said(&list(&site, &editor, UNIT).await), ["no_key"], "the server knows the old key only");
    assert!(verify(folder, &new).status.success() && !verify(folder, VAULT_KEY).status.success());
    // From a file that others can read, no key is taken.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let (key, config) = (folder.join("vault.key"), folder.join("config.toml"));
        std::fs::write(&key, &new).unwrap();
        std::fs::write(&config, format!("[vault]\nkey_file = \"{}\"\n", key.display())).unwrap();
        let verify = || {
            investmap().arg("verify").arg("--config").arg(&config).arg("--data").arg(folder).output().unwrap()
        };
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(complaint(&verify()).contains("chmod 600"));
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert!(String::from_utf8(verify().stdout).unwrap().contains("vault    1 entries open"));
    }
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
