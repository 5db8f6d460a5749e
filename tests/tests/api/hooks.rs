//! Hooks out: what a receiver gets, that it gets everything once it is there, that nobody else gets anything, and what
//! administrators are shown.

mod receiver;
mod robots;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use server::config::{Config, Form, HookRules, OperatorToken, Secret, Webhook};
use server::hooks::{Cursors, Failure, State};
use server::log::sqlite::hooks::SqliteCursors;
use server::sessions::Sessions;
use sha2::Sha256;
use shared::access::{Role, is_public};
use shared::{Audience, Lang, RegionCode};

use super::accounts::{fits, official, send};
use super::secrets::walk;
use super::stream::{blocking, hidden, rent};
use super::{Site, TOKEN};
use receiver::{Got, Receiver, answer};

const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYob7oldM";

fn webhook(url: impl Into<String>) -> Webhook {
    Webhook {
        id: "planning".into(),
        url: Secret::from(url.into()),
        form: Form::CloudEvents,
        secret: Secret::from(SECRET.to_owned()),
        kinds: vec!["*".into()],
        region: None,
        audience: Audience::Public,
        lang: Lang::En,
    }
}

fn telling(webhook: Vec<Webhook>) -> Config {
    Config {
        demo: true,
        operator_token: Some(OperatorToken::new(TOKEN.into()).unwrap()),
        webhook,
        hooks: HookRules { allow_private: vec!["127.0.0.1".parse().unwrap()] },
        public_url: Some("https://map.example.cn/".into()),
        ..Config::default()
    }
}

fn state(site: &Site) -> State {
    site.office.hooks.all()[0].standing.now()
}

/// Waits until it stands so with the first receiver.
async fn until(site: &Site, so: impl Fn(&State) -> bool) -> State {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let now = state(site);
        if so(&now) {
            return now;
        }
        assert!(Instant::now() < until, "{now:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn signature(key: &[u8], parts: &[&[u8]]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    parts.iter().for_each(|part| mac.update(part));
    STANDARD.encode(mac.finalize().into_bytes())
}

/// What a receiver does with a message, after the Standard Webhooks specification.
fn verify(got: &Got) {
    let key = STANDARD.decode(SECRET.strip_prefix("whsec_").unwrap()).unwrap();
    let (id, time) = (&got.headers["webhook-id"], &got.headers["webhook-timestamp"]);
    let now = server::clock::Clock::now().micros() / 1_000_000;
    assert!((now - time.parse::<i64>().unwrap()).abs() < 300, "{time}");
    let signed = signature(&key, &[id.as_bytes(), b".", time.as_bytes(), b".", &got.body]);
    assert_eq!(got.headers["webhook-signature"], format!("v1,{signed}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_arrives_as_a_signed_cloud_event() {
    let receiver = Receiver::open();
    let site = Site::office(telling(vec![webhook(receiver.url())]));
    let position = rent(&site, 9.5).await;
    let got = &receiver.after(1).await[0];
    verify(got);
    assert_eq!(got.path, "/facts?key=s3cret");
    assert!(got.headers["content-type"].starts_with("application/cloudevents+json"));
    let event = got.json();
    let logged = site.json(&format!("/api/log?after={}&limit=1", position - 1)).await["events"][0].clone();
    assert_eq!(event["data"], logged, "as everybody reads it in the log");
    assert_eq!(
        (&event["specversion"], &event["type"], &event["subject"], &event["source"], &event["time"]),
        (
            &json!("1.0"),
            &json!("investmap.unit.rent_set"),
            &json!("unit/HK-01-101"),
            &json!("https://map.example.cn"),
            &logged["recorded_at"]
        )
    );
    assert_eq!(event["id"], got.headers["webhook-id"].as_str());
    assert_eq!(event["datacontenttype"], "application/json");
    let now = until(&site, |state| state.position == position && state.last_success.is_some()).await;
    assert_eq!((now.failures, now.last_failure), (0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_was_away_gets_everything_in_order() {
    let away = Receiver::open();
    let (address, url) = (away.address, away.url());
    drop(away);
    let site = Site::office(telling(vec![webhook(url)]));
    let mut told = Vec::new();
    for n in 0..6 {
        told.push(rent(&site, 9.0 + f64::from(n)).await);
        hidden(&site, &format!("T-A{n}")).await;
    }
    let now = until(&site, |state| state.failures > 2).await;
    assert_eq!(now.last_failure.unwrap().1, Failure::Unreachable);
    assert!(now.position < told[0] && now.next_attempt.is_some());
    let back = Receiver::at(address, |_| answer(204, "", ""));
    let got = back.after(told.len()).await;
    assert_eq!(got.iter().map(Got::position).collect::<Vec<_>>(), told);
    got.iter().for_each(verify);
    let now = until(&site, |state| state.position == site.office.follower.head()).await;
    assert_eq!((now.failures, now.next_attempt), (0, None), "and the hidden ones are passed over");
    assert_eq!(back.got().len(), told.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_starts_anew_goes_on_where_it_was() {
    let receiver = Receiver::open();
    let config = || telling(vec![webhook(receiver.url())]);
    let mut site = Site::office(config());
    rent(&site, 9.5).await;
    let known = receiver.after(1).await.len();
    site.office.stop.cancel();
    std::mem::take(&mut site.telling).join_all().await;
    let folder = Arc::clone(&site.folder);
    drop(site);
    // Recorded while nobody tells.
    let quiet = Site::at(Arc::clone(&folder), telling(Vec::new()), "", Sessions::default());
    let missed = [rent(&quiet, 9.6).await, rent(&quiet, 9.7).await];
    drop(quiet);
    let site = Site::at(folder, config(), "", Sessions::default());
    let last = rent(&site, 9.8).await;
    let got = receiver.after(known + 3).await;
    let positions: Vec<_> = got[known..].iter().map(Got::position).collect();
    assert_eq!(positions, [missed[0], missed[1], last]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_taken_is_sent_again_under_the_same_id_later_and_later() {
    let receiver = Receiver::answering(|nth| match nth {
        0..3 => answer(500, "", "no"),
        3 => answer(503, "retry-after: 1\r\n", ""),
        4 => answer(429, "", ""),
        _ => answer(202, "", ""),
    });
    let site = Site::office(telling(vec![webhook(receiver.url())]));
    let (first, second) = (rent(&site, 9.5).await, rent(&site, 9.6).await);
    let got = receiver.after(7).await;
    got.iter().for_each(verify);
    let positions: Vec<_> = got.iter().map(Got::position).collect();
    assert_eq!(positions, [first, first, first, first, first, first, second]);
    let ids: Vec<_> = got.iter().map(|got| got.headers["webhook-id"].clone()).collect();
    assert!(ids[..6].iter().all(|id| *id == ids[0]) && ids[6] != ids[0]);
    assert!(got[4].at - got[3].at >= Duration::from_secs(1), "it asked for a second");
    assert!(
        got[2].at - got[1].at >= Duration::from_millis(10),
        "twice as long as the first time, at least half of it"
    );
    let now = until(&site, |state| state.position == second).await;
    assert_eq!(now.last_failure.unwrap().1, Failure::Status(429));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_wants_no_more_gets_no_more() {
    let receiver = Receiver::answering(|_| answer(410, "", ""));
    let mut site = Site::office(telling(vec![webhook(receiver.url())]));
    rent(&site, 9.5).await;
    receiver.after(1).await;
    until(&site, |state| state.is_over).await;
    rent(&site, 9.6).await;
    std::mem::take(&mut site.telling).join_all().await;
    assert_eq!(receiver.got().len(), 1);
}

/// Names that mean this machine, and answers that lead to it.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_goes_where_no_administrator_allowed() {
    let inside = Receiver::open();
    let port = inside.address.port();
    for (url, allowed, said) in [
        (format!("https://localhost:{port}/"), &[][..], "127.0.0.1"),
        (format!("http://localhost:{port}/"), &["10.0.0.0/8"][..], "127.0.0.1"),
        // To the system these are 127.0.0.1, to the configuration they are names.
        (format!("https://2130706433:{port}/"), &[][..], "127.0.0.1"),
        (format!("https://0x7f.1:{port}/"), &["192.168.0.0/16"][..], "127.0.0.1"),
    ] {
        let allow_private = allowed.iter().map(|net| net.parse().unwrap()).collect();
        let config = Config { hooks: HookRules { allow_private }, ..telling(vec![webhook(url.clone())]) };
        let site = Site::office(config);
        rent(&site, 9.5).await;
        let now = until(&site, |state| state.failures > 1).await;
        let failure = now.last_failure.unwrap().1;
        let is_refused =
            matches!(failure, Failure::Forbidden(ip) if ip.is_loopback() || ip.to_string() == said);
        assert!(is_refused, "{url}: {failure:?}");
    }
    for literal in
        ["https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/latest"]
    {
        let config = Config { hooks: HookRules::default(), ..telling(vec![webhook(literal)]) };
        assert!(config.receivers().unwrap_err().to_string().contains("allow_private"), "{literal}");
    }
    let elsewhere = format!("location: http://127.0.0.1:{port}/moved\r\n");
    for status in [301, 302, 307, 308] {
        let elsewhere = elsewhere.clone();
        let receiver = Receiver::answering(move |_| answer(status, &elsewhere, ""));
        let site = Site::office(telling(vec![webhook(receiver.url())]));
        rent(&site, 9.5).await;
        let now = until(&site, |state| state.failures > 1).await;
        assert_eq!(now.last_failure.unwrap().1, Failure::Redirect(status));
    }
    assert!(inside.got().is_empty(), "{:?}", inside.got());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_never_ends_its_answer_holds_nobody_up() {
    let endless = Receiver::answering(|_| format!("200 So\r\n\r\n{}", "x".repeat(1 << 20)));
    let robot = Webhook { form: Form::WeCom, secret: Secret::default(), ..webhook(endless.url()) };
    let site = Site::office(telling(vec![robot, Webhook { id: "other".into(), ..webhook(endless.url()) }]));
    rent(&site, 9.5).await;
    let now = until(&site, |state| state.failures > 0).await;
    assert_eq!(now.last_failure.unwrap().1, Failure::Strange, "no robot says so much");
    let until = Instant::now() + Duration::from_secs(10);
    while site.office.hooks.all()[1].standing.now().last_success.is_none() {
        assert!(Instant::now() < until, "the other receiver took it");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kinds_and_region_choose_what_is_told() {
    let (kinds, region) = (Receiver::open(), Receiver::open());
    let ruili = RegionCode::new(533_102);
    let site = Site::office(telling(vec![
        Webhook {
            id: "kinds".into(),
            kinds: vec!["unit.vacated".into(), "*.returned".into()],
            ..webhook(kinds.url())
        },
        Webhook { id: "region".into(), region: ruili, ..webhook(region.url()) },
    ]));
    for command in [
        json!({"command": "vacate_unit", "unit": "RL-01-101"}),
        json!({"command": "withhold_unit", "unit": "RL-01-101", "reason": "inspection"}),
        json!({"command": "return_unit", "unit": "RL-01-101"}),
        json!({"command": "set_rent", "unit": "RL-01-101", "rent_yuan_m2_month": 8}),
    ] {
        let answer = site.command(&command, &[]).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    rent(&site, 9.5).await;
    let subjects = |got: &[Got]| -> Vec<Value> { got.iter().map(|got| got.json()["type"].clone()).collect() };
    assert_eq!(subjects(&kinds.after(2).await), ["investmap.unit.vacated", "investmap.unit.returned"]);
    let got = region.after(4).await;
    until(&site, |state| state.position == site.office.follower.head()).await;
    assert!(got.iter().all(|got| got.json()["subject"] == "unit/RL-01-101"));
    assert_eq!((kinds.got().len(), region.got().len()), (2, 4), "a rent in another county is not theirs");
}

/// The whole log goes to robots and its end, where marked internal facts stand, as CloudEvents.
#[tokio::test(flavor = "multi_thread")]
async fn no_receiver_of_the_public_gets_what_is_internal() {
    let receivers: Vec<Receiver> = (0..5).map(|_| Receiver::open()).collect();
    let forms = [Form::CloudEvents, Form::DingTalk, Form::WeCom, Form::Feishu, Form::CloudEvents];
    let names = ["events", "dingtalk", "wecom", "feishu", "office"];
    let webhooks = receivers.iter().zip(forms).zip(names).map(|((receiver, form), id)| {
        let secret = if form == Form::CloudEvents { SECRET } else { "" };
        let audience = if id == "office" { Audience::OwningOffice } else { Audience::Public };
        Webhook {
            id: id.into(),
            form,
            audience,
            secret: Secret::from(secret.to_owned()),
            ..webhook(receiver.url())
        }
    });
    let webhooks: Vec<_> = webhooks.collect();
    let made = Site::told(walk::facts(), Sessions::default());
    let secrets = walk::all_secrets(&made);
    let facts: Vec<_> = made.office.log.read(0, usize::MAX >> 1).unwrap();
    let opened: Vec<_> = facts.into_iter().map(|stored| stored.event.open().unwrap()).collect();
    let (head, folder) = (made.office.follower.head(), Arc::clone(&made.folder));
    drop(made);
    let start = head - 300;
    let cursors = SqliteCursors::open(folder.path()).unwrap();
    for hook in &webhooks {
        cursors.put(&hook.id, if hook.form == Form::CloudEvents { start } else { 0 }).unwrap();
    }
    let site = Site::at(folder, telling(webhooks), "", Sessions::default());
    for hook in site.office.hooks.all() {
        let until = Instant::now() + Duration::from_secs(60);
        while hook.standing.now().position < head {
            assert!(Instant::now() < until, "{:?}", hook.standing.now());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    let kinds = walk::internal_kinds();
    for receiver in &receivers[..4] {
        let got = receiver.got();
        assert!(!got.is_empty());
        for got in got {
            let text = format!("{:?}\n{}", got.headers, got.text());
            assert_eq!(walk::learned(&secrets, "", &text), [""; 0]);
            assert_eq!(kinds.iter().find(|kind| text.contains(kind.as_str())), None);
        }
    }
    let wanted: Vec<u64> =
        opened.iter().filter(|f| f.position > start && is_public(f)).map(|f| f.position).collect();
    let got: Vec<u64> = receivers[0].got().iter().map(Got::position).collect();
    assert_eq!(got, wanted, "and of what is public nothing is missing");
    assert!(wanted.len() > 50, "{}", wanted.len());
    let office = receivers[4].got();
    assert_eq!(office.len() as u64, head - start, "the office's own receiver gets everything");
    assert!(office.iter().any(|got| got.text().contains("机密企业甲")), "and the search for names works");
}

/// A receiver of officials of one county gets what officials there see.
#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_sees_what_an_official_of_its_region_sees() {
    let (home, away) = (Receiver::open(), Receiver::open());
    let hook = |id: &str, code, receiver: &Receiver| Webhook {
        id: id.into(),
        region: RegionCode::new(code),
        audience: Audience::Officials,
        kinds: vec!["target.*".into()],
        ..webhook(receiver.url())
    };
    let site = Site::office(telling(vec![hook("home", 533_100, &home), hook("away", 532_500, &away)]));
    let position = hidden(&site, "T-R1").await;
    let got = &home.after(1).await[0];
    assert_eq!((got.position(), &got.json()["data"]["audience"]), (position, &json!(1)));
    until(&site, |state| state.position == position).await;
    assert!(away.got().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_see_how_it_stands_and_no_key() {
    let (fine, broken) = (Receiver::open(), Receiver::answering(|_| answer(500, "", "")));
    let hook = |id: &str, code: u32, receiver: &Receiver| Webhook {
        id: id.into(),
        region: RegionCode::new(code),
        ..webhook(receiver.url())
    };
    let site = Site::office(telling(vec![
        hook("everywhere", 0, &fine),
        hook("ruili", 533_102, &broken),
        hook("mangshi", 533_103, &fine),
    ]));
    let answer = site
        .command(&json!({"command": "set_rent", "unit": "RL-01-101", "rent_yuan_m2_month": 8}), &[])
        .await;
    assert_eq!(answer.status, 201);
    broken.after(2).await;
    fine.after(1).await;
    let seen = |cookie: String| {
        let site = &site;
        async move {
            let answer = send(site, Method::GET, "/api/hooks", &cookie, &Value::Null).await;
            fits(site, "get", "/api/hooks", &answer).await;
            for secret in ["s3cret", "whsec", "C2FVsBQ", "/facts"] {
                assert!(!answer.text().contains(secret), "{}", answer.text());
            }
            answer
        }
    };
    let dehong = seen(official(&site, "dehong", Role::Administrator, 533_100).await).await;
    assert_eq!((dehong.status.as_u16(), dehong.header("cache-control")), (200, "no-store"));
    let body = dehong.json();
    let names = |body: &Value| -> Vec<Value> {
        body["hooks"].as_array().unwrap().iter().map(|hook| hook["id"].clone()).collect()
    };
    assert_eq!(names(&body), ["everywhere", "ruili", "mangshi"]);
    let (fine_at, broken_at) = (&body["hooks"][0], &body["hooks"][1]);
    assert_eq!(fine_at["host"], fine.address.to_string());
    assert_eq!(broken_at["standing"], "again");
    assert_eq!(broken_at["last_failure"]["code"], "status");
    assert!(broken_at["last_failure"]["detail"]["zh"].as_str().unwrap().contains("500"));
    assert!(broken_at["position"].as_u64() < body["head"].as_u64() && broken_at["next_attempt"].is_string());
    let ruili = seen(official(&site, "ruili", Role::Administrator, 533_102).await).await;
    assert_eq!(names(&ruili.json()), ["ruili"]);
    for role in [Role::Viewer, Role::Editor, Role::Reviewer] {
        let refused = seen(official(&site, role.slug(), role, 533_100).await).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["type"]),
            (403, &json!("/problems/not-allowed"))
        );
    }
    assert_eq!(seen(String::new()).await.status, 401);
    let accounts = site.office.accounts.clone();
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let accounts = accounts.clone();
        let noted = blocking(move || accounts.noted(0, 100).unwrap()).await;
        if noted.iter().any(|noted| noted.note.detail == "hooks") {
            break;
        }
        assert!(Instant::now() < until, "what was refused is noted");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
