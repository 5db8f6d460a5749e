//! Officials' sessions: how one is opened, what it lets in, what foreign pages cannot do with it, and how it ends.

use std::time::Duration;

use axum::http::Method;
use serde_json::json;
use server::sessions::{Limits, Sessions};

use super::described::fits;
use super::stream::{Listener, blocking, hidden, rent, serve};
use super::{Answer, Site, TOKEN, request};

const JSON: (&str, &str) = ("content-type", "application/json");

fn login(token: &str) -> String {
    json!({"token": token}).to_string()
}

async fn post(site: &Site, headers: &[(&str, &str)], body: &str) -> Answer {
    let headers: Vec<_> = [JSON].into_iter().chain(headers.iter().copied()).collect();
    site.ask(request(Method::POST, "/api/session", &headers, body)).await
}

async fn leave(site: &Site, headers: &[(&str, &str)]) -> Answer {
    site.ask(request(Method::DELETE, "/api/session", headers, "")).await
}

#[tokio::test]
async fn a_session_begins_with_the_token_and_ends_when_the_official_leaves() {
    let site = Site::demo();
    let nobody = site.get("/api/session").await;
    assert_eq!(nobody.json(), json!({"official": false, "login": true}));
    assert_eq!(nobody.header("cache-control"), "no-store");

    let opened = post(&site, &[], &login(TOKEN)).await;
    assert_eq!(opened.status, 200, "{}", opened.text());
    assert_eq!(opened.header("cache-control"), "no-store");
    assert!(opened.json()["official"] == true && opened.json()["until"].is_string());
    let cookie = opened.header("set-cookie");
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Strict");
    let (name, ticket) = pair.split_once('=').unwrap();
    assert_eq!(name, "__Host-investmap");
    assert!(ticket.len() == 64 && ticket.bytes().all(|b| b.is_ascii_hexdigit()), "{ticket}");

    let who = [("cookie", pair)];
    assert_eq!(site.get_with("/api/session", &who).await.json()["official"], true);
    assert_eq!(site.get_with("/api/office/log", &who).await.status, 200);
    // A second login ends the first session.
    let again = post(&site, &who, &login(TOKEN)).await;
    let renewed = again.header("set-cookie").split(';').next().unwrap();
    assert_ne!(renewed, pair);
    assert_eq!(site.get_with("/api/office/log", &who).await.status, 401);
    let who = [("cookie", renewed)];
    assert_eq!(site.get_with("/api/office/log", &who).await.status, 200);

    let left = leave(&site, &who).await;
    assert_eq!(left.status, 204);
    assert!(left.header("set-cookie").starts_with("__Host-investmap=; "), "{}", left.header("set-cookie"));
    assert!(left.header("set-cookie").ends_with("Max-Age=0"));
    assert_eq!(site.get_with("/api/session", &who).await.json()["official"], false);
    let refused = site.get_with("/api/office/log", &who).await;
    assert_eq!(
        (refused.status.as_u16(), refused.json()["type"].as_str()),
        (401, Some("/problems/session-needed"))
    );
    assert_eq!(leave(&site, &who).await.status, 204, "leaving twice is no mistake");
}

#[tokio::test]
async fn officials_read_what_visitors_do_not_and_nobody_keeps_it() {
    let site = Site::demo();
    let cookie = site.log_in().await;
    let who = [("cookie", cookie.as_str())];
    let public = site.get("/api/log?limit=10000").await;
    let owner = json!({
        "command": "register_target", "target": "T-OWN", "name": {"zh": "示例企业-自用-001", "en": "Sample-Own-001"},
        "region": "533100", "home": "330000", "chain": "textile", "chain_stage": "garments", "intent": "watching",
        "audience": 2,
    });
    assert_eq!(site.command(&owner, &[]).await.status, 201);
    for (coding, is_squeezed) in [("identity", false), ("br", true)] {
        let headers = [who[0], ("accept-encoding", coding), ("if-none-match", "*")];
        let page = site.get_with("/api/office/log?limit=10000", &headers).await;
        assert_eq!(page.status, 200, "nothing is answered with 304");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.headers.get("etag").is_none());
        assert_eq!(page.header("content-encoding") == "br", is_squeezed);
        if is_squeezed {
            continue;
        }
        assert!(page.body.len() > public.body.len());
        let page = page.json();
        let events = page["events"].as_array().unwrap();
        assert!(events.iter().any(|e| e["kind"] == "target.registered"));
        assert!(
            events.iter().all(|e| e["audience"] != 2),
            "what belongs to one office is not every official's"
        );
        assert_eq!(page["head"], site.office.follower.head());
    }
    // The cookie changes nothing where everybody is answered, and neither do the officials' pages.
    for headers in [&who[..], &[]] {
        let again = site.get_with("/api/log?after=0&limit=4000", headers).await;
        assert!(!again.text().contains("target.registered"));
        assert_eq!(again.header("cache-control").contains("immutable"), site.office.follower.head() >= 4000);
    }
    // An official may look at a page by its head, too.
    let head = site.ask(request(Method::HEAD, "/api/office/log", &who, "")).await;
    assert!(head.status == 200 && head.body.is_empty());
    for method in [Method::HEAD, Method::OPTIONS] {
        for address in ["/api/office/log?limit=10000", "/api/office/stream"] {
            let refused = site.ask(request(method.clone(), address, &[], "")).await;
            assert!(refused.status == 401 || refused.status == 405, "{method} {address}: {}", refused.status);
            assert_eq!(refused.header("cache-control"), "no-store");
            assert!(
                refused
                    .headers
                    .get("content-length")
                    .is_none_or(|length| method == Method::OPTIONS || length == "0")
            );
        }
    }
}

#[tokio::test]
async fn a_session_records_facts_and_a_foreign_page_does_not() {
    let site = Site::demo();
    let cookie = site.log_in().await;
    let rent = json!({"command": "set_rent", "unit": "HK-01-101", "rent_yuan_m2_month": 9.5}).to_string();
    let command = |more: &[(&'static str, &'static str)]| {
        let mut headers = vec![JSON, ("host", "map.example"), ("cookie", cookie.as_str())];
        headers.extend(more);
        request(Method::POST, "/api/commands", &headers, &rent)
    };
    let head = site.office.follower.head();
    let foreign: [&[(&str, &str)]; 6] = [
        &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        &[("sec-fetch-site", "same-site"), ("origin", "https://other.map.example")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "https://map.example:8443")],
        &[("sec-fetch-site", "cross-site"), ("origin", "https://map.example")],
    ];
    for headers in foreign {
        for lang in ["zh", "en"] {
            let mut headers = headers.to_vec();
            headers.push(("accept-language", lang));
            let refused = site.ask(command(&headers)).await;
            assert_eq!(
                (refused.status.as_u16(), refused.json()["type"].as_str()),
                (403, Some("/problems/other-site")),
                "{headers:?}"
            );
            assert_eq!(refused.header("content-language"), lang);
        }
        let mut headers = headers.to_vec();
        headers.extend([("host", "map.example"), ("cookie", cookie.as_str())]);
        assert_eq!(leave(&site, &headers).await.status, 403, "nobody is logged out from outside");
        assert_eq!(post(&site, &headers, &login(TOKEN)).await.status, 403, "or in");
    }
    assert_eq!(site.office.follower.head(), head);
    let own: [&[(&str, &str)]; 3] = [
        &[("sec-fetch-site", "same-origin"), ("origin", "https://map.example")],
        &[("origin", "https://map.example")],
        &[],
    ];
    for headers in own {
        let recorded = site.ask(command(headers)).await;
        assert!(recorded.status.is_success(), "{headers:?}: {}", recorded.text());
    }
    // As a form would send it, and when the session is over.
    let form = [("content-type", "text/plain"), ("cookie", cookie.as_str())];
    assert_eq!(site.ask(request(Method::POST, "/api/commands", &form, &rent)).await.status, 415);
    assert_eq!(leave(&site, &[("cookie", cookie.as_str())]).await.status, 204);
    let over = site.ask(command(&[])).await;
    assert_eq!((over.status.as_u16(), over.json()["type"].as_str()), (401, Some("/problems/session-needed")));
}

#[tokio::test]
async fn every_answer_about_sessions_is_as_described() {
    let site = Site::demo();
    let description = site.json("/api/openapi.json").await;
    let said = |method: &str| description["paths"]["/api/session"][method].clone();
    let foreign = [("sec-fetch-site", "cross-site")];
    let large = login(&"x".repeat(2 << 20));
    let text = [("content-type", "text/plain")];
    let mut answers = vec![
        (200, post(&site, &[], &login(TOKEN)).await),
        (400, post(&site, &[], "{").await),
        (400, post(&site, &[], &json!({"token": TOKEN, "name": "x"}).to_string()).await),
        (400, post(&site, &[], &json!({"token": 7}).to_string()).await),
        (401, post(&site, &[], &login("wrong")).await),
        (403, post(&site, &foreign, &login(TOKEN)).await),
        (413, post(&site, &[], &large).await),
        (415, site.ask(request(Method::POST, "/api/session", &text, &login(TOKEN))).await),
    ];
    for _ in 1..10 {
        assert_eq!(post(&site, &[], &login("wrong")).await.status, 401);
    }
    answers.push((429, post(&site, &[], &login(TOKEN)).await));
    for (status, answer) in &answers {
        assert_eq!(answer.status, *status, "{}", answer.text());
        fits(&description, &said("post"), "POST /api/session", answer);
        assert!(!answer.text().contains(TOKEN), "{}", answer.text());
    }
    for (status, answer) in [
        (204, leave(&site, &[]).await),
        (403, leave(&site, &foreign).await),
        (400, site.ask(request(Method::DELETE, "/api/session?x=1", &[], "")).await),
    ] {
        assert_eq!(answer.status, status);
        fits(&description, &said("delete"), "DELETE /api/session", &answer);
    }
    // A program with the bearer token is not kept waiting by whoever tried.
    let bearer = format!("Bearer {TOKEN}");
    let who = site.get_with("/api/session", &[("authorization", &bearer)]).await;
    assert_eq!(who.json(), json!({"official": true, "login": true}));
    let closed = Site::without_token();
    let refused = post(&closed, &[("accept-language", "en")], &login(TOKEN)).await;
    assert_eq!(
        (refused.status.as_u16(), refused.json()["type"].as_str()),
        (403, Some("/problems/login-disabled"))
    );
    fits(&description, &said("post"), "POST /api/session", &refused);
    assert_eq!(closed.get("/api/session").await.json(), json!({"official": false, "login": false}));
}

/// Over a real connection, where the address is known.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_keeps_trying_waits_and_others_do_not() {
    let site = Site::demo();
    let address = serve(&site).await;
    blocking(move || {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let attempt = |token: &str, through: Option<&str>| {
            let mut request = agent.post(format!("http://{address}/api/session")).header(JSON.0, JSON.1);
            if let Some(from) = through {
                request = request.header("x-forwarded-for", from);
            }
            request.send(login(token)).unwrap()
        };
        for n in 0..10 {
            // What the caller itself claims does not count, only what the proxy adds.
            assert_eq!(attempt("wrong", Some(&format!("10.0.0.{n}, 192.0.2.1"))).status(), 401);
        }
        let waits = attempt(TOKEN, Some("192.0.2.1"));
        assert_eq!(waits.status(), 429);
        let seconds: u64 = waits.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((500..=600).contains(&seconds), "{seconds}");
        assert_eq!(attempt(TOKEN, Some("192.0.2.2")).status(), 200);
        assert_eq!(attempt(TOKEN, None).status(), 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn officials_hear_what_is_hidden_and_nobody_else_does() {
    let site = Site::demo();
    let (address, cookie) = (serve(&site).await, site.log_in().await);
    let head = format!("cookie: {cookie}\r\n");
    let other = head.clone();
    let (mut official, mut second, mut visitor) = blocking(move || {
        let official = Listener::open(address, "/api/office/stream", &head);
        let second = Listener::open(address, "/api/office/stream", &head);
        // The cookie opens nothing on the public stream.
        (official, second, Listener::open(address, "/api/stream", &other))
    })
    .await;
    let (secret, public) = (hidden(&site, "T-S1").await, rent(&site, 9.5).await);
    let (heard, not_heard) = blocking(move || {
        let heard = [official.next(), official.next(), second.next(), second.next()];
        (heard, [visitor.next(), visitor.next()])
    })
    .await;
    for pair in heard.chunks(2) {
        assert_eq!(pair[0].positions, [secret]);
        assert!(pair[0].text.contains("T-S1"));
        assert_eq!((pair[1].after, &pair[1].positions[..]), (secret, &[public][..]));
    }
    assert!(not_heard[0].positions.is_empty());
    assert!(!not_heard.iter().any(|frame| frame.text.contains("T-S1")));
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_end_with_their_session_and_only_with_theirs() {
    let site = Site::demo();
    let (address, first, second) = (serve(&site).await, site.log_in().await, site.log_in().await);
    let heads = [&first, &second].map(|cookie| format!("cookie: {cookie}\r\nconnection: close\r\n"));
    let (mut leaving, mut staying) = blocking(move || {
        let [leaving, staying] = heads.map(|head| Listener::open(address, "/api/office/stream", &head));
        (leaving, staying)
    })
    .await;
    assert_eq!(leave(&site, &[("cookie", &first)]).await.status, 204);
    assert!(blocking(move || leaving.line()).await.is_none(), "the stream ends at once");
    let secret = hidden(&site, "T-S1").await;
    assert_eq!(blocking(move || staying.next()).await.positions, [secret]);
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_end_when_the_time_of_their_session_is_over() {
    let limits = Limits { idle: Duration::from_millis(900), ..Limits::default() };
    let site = Site::with_sessions(Sessions::within(limits));
    let address = serve(&site).await;
    let cookie = site.log_in().await;
    let head = format!("cookie: {cookie}\r\nconnection: close\r\n");
    let ended = blocking(move || Listener::open(address, "/api/office/stream", &head).line()).await;
    assert!(ended.is_none());
    assert_eq!(site.get_with("/api/office/log", &[("cookie", &cookie)]).await.status, 401);
}
