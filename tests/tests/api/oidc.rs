//! Sign-in by OpenID Connect: who is let in, and everything that somebody could try instead.

mod provider;

use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use server::accounts::audit::Done;
use server::config::{Config, NameClaim, Oidc, Secret};
use server::oidc::{Pace, Provider as Known};
use shared::RegionCode;
use shared::access::Role;

use super::accounts::{fits, official, send};
use super::stream::blocking;
use super::{Answer, Site, request};
use provider::{ID, Provider, SECRET, Signed, now};

const RUILI: u32 = 533_102;

fn config(issuer: &str) -> Config {
    let oidc = Oidc {
        issuer: issuer.to_owned(),
        client_id: ID.to_owned(),
        client_secret: Secret::from(SECRET.to_owned()),
        name: shared::Text::new("统一身份认证", "Office sign-in"),
        scopes: vec!["profile".to_owned()],
        account: NameClaim::PreferredUsername,
        ca_file: None,
    };
    Config { public_url: Some("https://map.example.cn/".into()), oidc: Some(oidc), ..Config::default() }
}

fn site(provider: &Provider) -> Site {
    Site::with(config(&provider.issuer))
}

/// The same, with what the provider is configured with changed.
fn site_with(provider: &Provider, pace: Pace, change: impl Fn(&mut Oidc)) -> Site {
    let mut site = site(provider);
    let mut oidc = config(&provider.issuer).oidc.unwrap();
    change(&mut oidc);
    site.office.oidc = Some(Known::at_pace(&oidc, Some("https://map.example.cn".into()), pace).unwrap());
    site.router = server::http::router(site.office.clone());
    site
}

async fn invited(site: &Site, name: &str) {
    let (accounts, name) = (site.office.accounts.clone(), name.to_owned());
    blocking(move || accounts.invite(None, &name, Role::Editor, RegionCode::new(RUILI).unwrap()).unwrap())
        .await;
}

/// A browser that was sent away: where to, and the cookie it keeps.
async fn sent(site: &Site) -> (String, String) {
    let answer = site.get("/api/session/oidc").await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-investmap-oidc=")
            && cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600"),
        "{cookie}"
    );
    (led(&answer), cookie.split(';').next().unwrap().to_owned())
}

fn led(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert!(answer.body.is_empty() && answer.header("cache-control") == "no-store");
    answer.header("location").to_owned()
}

async fn came_back(site: &Site, brought: &str, cookie: &str) -> Answer {
    site.get_with(&format!("/api/session/oidc/back?{brought}"), &[("cookie", cookie)]).await
}

/// Goes there and back again, with a token that claims so.
async fn tried(site: &Site, provider: &Provider, signed: Signed, claim: impl Fn(&mut Value)) -> Answer {
    let (there, cookie) = sent(site).await;
    let brought = provider.lets_in(&there, signed, claim);
    came_back(site, &brought, &cookie).await
}

/// The ticket of whoever was let in.
fn ticket(answer: &Answer) -> String {
    assert_eq!(led(answer), "/desk");
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    assert!(cookies[0].ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{cookies:?}");
    assert!(
        cookies[1].starts_with("__Host-investmap-oidc=; ") && cookies[1].ends_with("Max-Age=0"),
        "{cookies:?}"
    );
    cookies[0].split(';').next().unwrap().to_owned()
}

/// Nobody is in, and the sign-in page says why in general.
fn refused(answer: &Answer, word: &str) {
    assert_eq!(led(answer), format!("/login?oidc={word}"));
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert!(cookies.iter().all(|cookie| cookie.to_str().unwrap().ends_with("Max-Age=0")), "{cookies:?}");
}

/// What the audit says of refusals, once there are so many: notes are taken on the side.
async fn whys(site: &Site, wanted: usize) -> Vec<String> {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let accounts = site.office.accounts.clone();
        let noted = blocking(move || accounts.noted(0, 10_000).unwrap()).await;
        let refusals = noted.into_iter().map(|noted| noted.note).filter(|n| n.done == Done::SignInRefused);
        let whys: Vec<_> = refusals.map(|note| note.detail).collect();
        if whys.len() >= wanted {
            return whys;
        }
        assert!(Instant::now() < until, "{whys:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn who(site: &Site, cookie: &str) -> Value {
    send(site, Method::GET, "/api/session", cookie, &Value::Null).await.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_official_signs_in_with_what_the_register_says_and_nothing_of_the_provider() {
    let provider = Provider::open().await;
    let site = site(&provider);
    let asked = send(&site, Method::GET, "/api/session", "", &Value::Null).await;
    fits(&site, "get", "/api/session", &asked).await;
    assert_eq!(asked.json()["oidc"], json!({"zh": "统一身份认证", "en": "Office sign-in"}));
    invited(&site, "Li.Na").await;
    // Role and region of the provider's invention change nothing; neither does a planted ticket.
    let (there, cookie) = sent(&site).await;
    let brought = provider.lets_in(&there, Signed::Es256, |claims| {
        claims["role"] = "administrator".into();
        claims["region"] = "530000".into();
    });
    let planted = format!("{cookie}; __Host-investmap={}", "a".repeat(64));
    let answer = came_back(&site, &brought, &planted).await;
    fits(&site, "get", "/api/session/oidc/back", &answer).await;
    let first = ticket(&answer);
    assert!(!first.contains(&"a".repeat(64)));
    let me = who(&site, &first).await;
    assert_eq!(
        (&me["name"], &me["role"], &me["region"]),
        (&json!("Li.Na"), &json!("editor"), &json!("533102"))
    );
    assert_eq!((&me["official"], &me["elsewhere"]), (&json!(true), &json!(true)));
    assert_eq!(send(&site, Method::GET, "/api/office/log", &first, &Value::Null).await.status, 200);
    // The second time the identity counts, whatever name it bears by now; the earlier session of the browser ends.
    let (there, cookie) = sent(&site).await;
    let brought =
        provider.lets_in(&there, Signed::Rs256, |claims| claims["preferred_username"] = "married".into());
    let second = ticket(&came_back(&site, &brought, &format!("{first}; {cookie}")).await);
    assert_eq!(who(&site, &second).await["name"], "Li.Na");
    assert_eq!(who(&site, &first).await["official"], false);
    // The account has no password that could be guessed or changed.
    for password in ["", "nobody", "a password of some length"] {
        let body = json!({"name": "Li.Na", "password": password});
        assert_eq!(send(&site, Method::POST, "/api/session", "", &body).await.status, 401);
        let body = json!({"old": password, "new": "jade market at noon"});
        assert_eq!(send(&site, Method::PUT, "/api/session/password", &second, &body).await.status, 401);
    }
    let accounts = site.office.accounts.clone();
    let noted = blocking(move || accounts.noted(0, 10_000).unwrap()).await;
    let done: Vec<_> = noted.iter().map(|noted| noted.note.done).collect();
    assert_eq!(done.iter().filter(|done| **done == Done::IdentityBound).count(), 1);
    assert!(!format!("{noted:?}").contains("f:7"), "what the provider calls people is not spread");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reader_comes_back_in_the_same_language_and_is_led_nowhere_else() {
    let provider = Provider::open().await;
    let site = site(&provider);
    invited(&site, "li.na").await;
    let answer = site.get("/api/session/oidc?lang=en").await;
    fits(&site, "get", "/api/session/oidc", &answer).await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let brought = provider.lets_in(&led(&answer), Signed::Es256, |_| {});
    let answer =
        came_back(&site, &format!("{brought}&next=https://evil.example&redirect_uri=//evil"), &cookie).await;
    assert_eq!(led(&answer), "/desk?lang=en");
    for address in [
        "/api/session/oidc?next=https://evil.example",
        "/api/session/oidc?lang=//evil.example",
        "/api/session/oidc/back?state=1&state=2",
        "/api/session/oidc/back?state=%ff",
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, 400, "{address}");
        fits(&site, "get", address.split('?').next().unwrap(), &answer).await;
    }
    let off = Site::demo();
    for address in ["/api/session/oidc", "/api/session/oidc/back?state=x&code=y"] {
        let answer = off.get(address).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["type"]),
            (403, &json!("/problems/oidc-disabled"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_is_finished_once_and_by_the_browser_that_began_it() {
    let provider = Provider::open().await;
    let site = site(&provider);
    invited(&site, "li.na").await;
    let (there, cookie) = sent(&site).await;
    let brought = provider.lets_in(&there, Signed::Es256, |_| {});
    // Another browser, or none that began anything, brings what belongs to this one: an attacker's code is not taken either.
    let (_, other) = sent(&site).await;
    refused(&came_back(&site, &brought, &other).await, "late");
    refused(&came_back(&site, &brought, &cookie).await, "late");
    for (brought, cookie) in
        [("state=guessed&code=code-1", &*cookie), ("code=code-1", &cookie), ("", &cookie), (&brought, "")]
    {
        refused(&came_back(&site, brought, cookie).await, "late");
    }
    // Replayed as a whole; then the code alone with what was begun anew.
    let (there, cookie) = sent(&site).await;
    let brought = provider.lets_in(&there, Signed::Es256, |_| {});
    ticket(&came_back(&site, &brought, &cookie).await);
    refused(&came_back(&site, &brought, &cookie).await, "late");
    let code = brought.split('&').find(|pair| pair.starts_with("code=")).unwrap();
    let (there, cookie) = sent(&site).await;
    let state = there.split(['?', '&']).find(|pair| pair.starts_with("state=")).unwrap();
    refused(&came_back(&site, &format!("{state}&{code}"), &cookie).await, "refused");
    // A code that was issued for another challenge (PKCE).
    let (elsewhere, _) = sent(&site).await;
    let stolen = provider.lets_in(&elsewhere, Signed::Es256, |_| {});
    let code = stolen.split('&').find(|pair| pair.starts_with("code=")).unwrap();
    let (there, cookie) = sent(&site).await;
    let state = there.split(['?', '&']).find(|pair| pair.starts_with("state=")).unwrap();
    refused(&came_back(&site, &format!("{state}&{code}"), &cookie).await, "refused");
    // Whoever changes their mind, and whoever takes too long.
    let (there, cookie) = sent(&site).await;
    let state = there.split(['?', '&']).find(|pair| pair.starts_with("state=")).unwrap();
    refused(&came_back(&site, &format!("{state}&error=access_denied"), &cookie).await, "refused");
    let hasty = site_with(&provider, Pace { flow: Duration::ZERO, ..Pace::default() }, |_| {});
    refused(&tried(&hasty, &provider, Signed::Es256, |_| {}).await, "late");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_not_what_was_asked_for_opens_nothing() {
    let provider = Provider::open().await;
    let site = site(&provider);
    invited(&site, "li.na").await;
    type Spoil = fn(&mut Value);
    let plain: Spoil = |_| {};
    let cases: [(Signed, Spoil, &str); 21] = [
        (Signed::None, plain, "no token"),
        (Signed::HmacOfPublicKey, plain, "algorithm"),
        (Signed::BySomebodyElse, plain, "signature"),
        (Signed::Es256, |c| c["nonce"] = "of another sign-in".into(), "nonce"),
        (Signed::Es256, |c| c["nonce"] = Value::Null, "nonce"),
        (Signed::Es256, |c| c["aud"] = "somebody else".into(), "audience"),
        (Signed::Es256, |c| c["aud"] = json!([ID, "somebody else"]), "audience"),
        (Signed::Es256, |c| c["aud"] = json!([]), "audience"),
        (Signed::Es256, |c| c["azp"] = "somebody else".into(), "audience"),
        (Signed::Es256, |c| c["aud"] = Value::Null, "no token"),
        (Signed::Es256, |c| c["iss"] = "http://127.0.0.1/realms/office".into(), "issuer"),
        (Signed::Es256, |c| c["iss"] = json!([c["iss"]]), "no token"),
        (Signed::Es256, |c| c["iss"] = Value::Null, "no token"),
        (Signed::Es256, |c| c["exp"] = (now() - 120).into(), "time"),
        (Signed::Es256, |c| c["exp"] = Value::Null, "no token"),
        (Signed::Es256, |c| c["exp"] = "later".into(), "no token"),
        (Signed::Es256, |c| c["iat"] = (now() + 600).into(), "time"),
        (Signed::Rs256, |c| c["iat"] = (now() - 3600).into(), "time"),
        (Signed::Rs256, |c| c["nbf"] = (now() + 600).into(), "time"),
        (Signed::Rs256, |c| c["iat"] = Value::Null, "no token"),
        (Signed::Rs256, |c| c["sub"] = "".into(), "no token"),
    ];
    let mut wanted = Vec::new();
    for (signed, claim, why) in cases {
        refused(&tried(&site, &provider, signed, claim).await, "refused");
        wanted.push(format!("oidc: {why}"));
        assert_eq!(whys(&site, wanted.len()).await, wanted, "{signed:?}");
        // Whoever keeps trying waits: the right one comes in between.
        ticket(&tried(&site, &provider, Signed::Es256, |c| c["aud"] = json!([ID])).await);
    }
    // Several audiences, of which we are the one that it was issued to.
    let several = |c: &mut Value| {
        c["aud"] = json!(["somebody else", ID]);
        c["azp"] = ID.into();
    };
    ticket(&tried(&site, &provider, Signed::Es256, several).await);
    // Who answers (RFC 9207), where it is said.
    for (issuer, word) in [("https://evil.example", "refused"), (&*provider.issuer, "")] {
        let (there, cookie) = sent(&site).await;
        let brought = provider.lets_in(&there, Signed::Es256, plain);
        let answer = came_back(&site, &format!("{brought}&iss={issuer}"), &cookie).await;
        if word.is_empty() { drop(ticket(&answer)) } else { refused(&answer, word) }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn new_keys_of_the_provider_are_asked_for_but_not_whenever_somebody_likes() {
    let provider = Provider::open().await;
    let hour = Duration::from_secs(3600);
    let patient = site_with(&provider, Pace { keys: hour, ..Pace::default() }, |_| {});
    invited(&patient, "li.na").await;
    ticket(&tried(&patient, &provider, Signed::Es256, |_| {}).await);
    let eager = site_with(&provider, Pace { keys: Duration::ZERO, ..Pace::default() }, |_| {});
    invited(&eager, "li.na").await;
    ticket(&tried(&eager, &provider, Signed::Es256, |_| {}).await);
    assert_eq!(provider.inner().keys_asked, 2);
    provider.changes_its_key();
    for _ in 0..3 {
        refused(&tried(&patient, &provider, Signed::Es256, |_| {}).await, "refused");
    }
    assert_eq!(provider.inner().keys_asked, 2, "not within the minute");
    assert_eq!(whys(&patient, 3).await, ["oidc: unknown key"; 3]);
    ticket(&tried(&eager, &provider, Signed::Es256, |_| {}).await);
    ticket(&tried(&eager, &provider, Signed::Es256, |_| {}).await);
    assert_eq!(provider.inner().keys_asked, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_account_that_was_opened_to_it_is_opened() {
    let provider = Provider::open().await;
    let site = site(&provider);
    let called = |name: &'static str, sub: &'static str| {
        move |claims: &mut Value| {
            claims["preferred_username"] = name.into();
            claims["sub"] = sub.into();
        }
    };
    let own = official(&site, "zhao", Role::Administrator, 530_000).await;
    let plain = |_: &mut Value| {};
    refused(&tried(&site, &provider, Signed::Es256, plain).await, "refused");
    refused(&tried(&site, &provider, Signed::Es256, called("ZHAO", "1")).await, "refused");
    assert_eq!(who(&site, &own).await["name"], "zhao");
    // An administrator makes the account, over HTTP; then ends it, and opens it to another identity.
    let account = json!({"name": "wang", "role": "viewer", "region": "533102", "oidc": true});
    let made = send(&site, Method::POST, "/api/accounts", &own, &account).await;
    fits(&site, "post", "/api/accounts", &made).await;
    assert_eq!((&made.json()["way"], made.json().get("password")), (&json!("invited"), None));
    let at = format!("/api/accounts/{}", made.json()["id"].as_str().unwrap());
    let wang = ticket(&tried(&site, &provider, Signed::Es256, called("wang", "2")).await);
    refused(&tried(&site, &provider, Signed::Es256, called("wang", "3")).await, "refused");
    let ended = send(&site, Method::PATCH, &at, &own, &json!({"end": true})).await.json();
    assert_eq!((&ended["way"], &ended["ended"]), (&json!("identity"), &json!(true)));
    assert_eq!(who(&site, &wang).await["official"], false);
    refused(&tried(&site, &provider, Signed::Es256, called("wang", "2")).await, "refused");
    let opened = send(&site, Method::PATCH, &at, &own, &json!({"oidc": true})).await;
    fits(&site, "patch", "/api/accounts/{id}", &opened).await;
    assert_eq!((&opened.json()["way"], &opened.json()["ended"]), (&json!("invited"), &json!(false)));
    ticket(&tried(&site, &provider, Signed::Es256, called("wang", "3")).await);
    refused(&tried(&site, &provider, Signed::Es256, called("wang", "2")).await, "refused");
    // An identity opens one account; a password closes an account to identities.
    invited(&site, "chen").await;
    assert_eq!(led(&tried(&site, &provider, Signed::Es256, called("chen", "3")).await), "/desk");
    let accounts = site.office.accounts.clone();
    assert_eq!(blocking(move || accounts.by_name("chen").unwrap().way.slug()).await, "invited");
    let reset = send(&site, Method::PATCH, &at, &own, &json!({"reset": true})).await.json();
    assert!(reset["way"] == "password" && reset["password"].is_string());
    refused(&tried(&site, &provider, Signed::Es256, called("wang", "3")).await, "refused");
    assert_eq!(
        whys(&site, 6).await,
        [
            "oidc: no account",
            "oidc: account has a password",
            "oidc: account of another identity",
            "oidc: account ended",
            "oidc: account of another identity",
            "oidc: account has a password",
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_mail_counts_only_where_the_provider_looked() {
    let provider = Provider::open().await;
    let site = site_with(&provider, Pace::default(), |oidc| oidc.account = NameClaim::Email);
    invited(&site, "li.na@ruili.example.cn").await;
    for (verified, is_in) in
        [(Value::Null, false), (json!("true"), false), (json!(false), false), (json!(true), true)]
    {
        let mail = |claims: &mut Value| {
            claims["email"] = "li.na@ruili.example.cn".into();
            claims["email_verified"] = verified.clone();
        };
        let answer = tried(&site, &provider, Signed::Es256, mail).await;
        if is_in { drop(ticket(&answer)) } else { refused(&answer, "refused") }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_keeps_trying_waits_and_a_foreign_page_makes_nobody_wait() {
    let provider = Provider::open().await;
    let site = site(&provider);
    // A page of somebody else sends a browser that began nothing.
    for _ in 0..20 {
        refused(&came_back(&site, "state=x&code=y", "").await, "late");
    }
    assert!(whys(&site, 0).await.is_empty());
    let (there, cookie) = sent(&site).await;
    let brought = provider.lets_in(&there, Signed::Es256, |_| {});
    for _ in 0..10 {
        refused(&came_back(&site, "state=guessed&code=y", &cookie).await, "late");
    }
    refused(&site.get("/api/session/oidc").await, "often");
    refused(&came_back(&site, &brought, &cookie).await, "often");
    let body = json!({"name": "li", "password": "whatever it is"});
    assert_eq!(send(&site, Method::POST, "/api/session", "", &body).await.status, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_provider_officials_sign_in_with_their_passwords() {
    // Nobody listens there.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let site = Site::with(config(&format!("http://{gone}")));
    for _ in 0..20 {
        refused(&site.get("/api/session/oidc").await, "away");
    }
    let own = official(&site, "zhao", Role::Viewer, RUILI).await;
    assert_eq!(who(&site, &own).await["name"], "zhao");

    // It is there, and does not keep to what was agreed: nobody is sent anywhere else.
    let provider = Provider::open().await;
    let says: [fn(&mut Value); 6] = [
        |d| d["issuer"] = "http://127.0.0.1/other".into(),
        |d| d["authorization_endpoint"] = "https://evil.example/authorize".into(),
        |d| d["authorization_endpoint"] = "javascript:alert(1)".into(),
        |d| d["token_endpoint"] = "http://169.254.169.254/latest".into(),
        |d| d["jwks_uri"] = "http://localhost.evil.example/keys".into(),
        |d| d["padding"] = "x".repeat(1 << 20).into(),
    ];
    for said in says {
        let site = self::site(&provider);
        provider.inner().says = said;
        refused(&site.get("/api/session/oidc").await, "away");
        provider.inner().says = |_| {};
        assert!(led(&site.get("/api/session/oidc").await).starts_with("http://127.0.0.1"), "asked again");
    }
    // It goes away in between; then it wants to know who answers, and does not say so.
    let site = self::site(&provider);
    invited(&site, "li.na").await;
    provider.inner().stumbles = Some(StatusCode::BAD_GATEWAY);
    refused(&tried(&site, &provider, Signed::Es256, |_| {}).await, "away");
    assert_eq!(whys(&site, 1).await, ["oidc: provider away"]);
    provider.inner().stumbles = None;
    ticket(&tried(&site, &provider, Signed::Es256, |_| {}).await);
    let strict = self::site(&provider);
    invited(&strict, "li.na").await;
    provider.inner().says = |d| d["authorization_response_iss_parameter_supported"] = true.into();
    refused(&tried(&strict, &provider, Signed::Es256, |_| {}).await, "refused");
}

#[test]
fn what_cannot_work_is_said_at_the_start() {
    let configured = |change: fn(&mut Config)| {
        let mut config = config("https://id.example.cn");
        change(&mut config);
        config.provider().map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(configured(|_| {}), Ok(()));
    type Change = fn(&mut Config);
    let changes: [(Change, &str); 5] = [
        (|c| c.public_url = None, "oidc: public_url is needed"),
        (|c| c.oidc.as_mut().unwrap().issuer = "http://id.example.cn".into(), "only https"),
        (|c| c.oidc.as_mut().unwrap().issuer = "id.example.cn".into(), "give scheme and host"),
        (|c| c.oidc.as_mut().unwrap().client_id.clear(), "client_id is empty"),
        (|c| c.oidc.as_mut().unwrap().ca_file = Some("/nowhere.pem".into()), "ca_file /nowhere.pem"),
    ];
    for (change, said) in changes {
        let error = configured(change).unwrap_err();
        assert!(error.starts_with("oidc: ") && error.contains(said), "{error}");
    }
    assert!(!format!("{:?}", config("https://id.example.cn")).contains(SECRET));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_secret_is_told() {
    let provider = Provider::open().await;
    let site = site(&provider);
    invited(&site, "li.na").await;
    let (there, cookie) = sent(&site).await;
    assert!(!there.contains("secret") && !there.contains(cookie.split('=').nth(1).unwrap()), "{there}");
    let brought = provider.lets_in(&there, Signed::Es256, |_| {});
    let own = ticket(&came_back(&site, &brought, &cookie).await);
    for address in ["/api/session", "/api/config", "/api/openapi.json", "/api/session/all"] {
        let answer = site.ask(request(Method::GET, address, &[("cookie", &own)], "")).await.text();
        assert!(
            !answer.contains("a secret") && !answer.contains("f:7") && !answer.contains(&provider.issuer),
            "{address}"
        );
    }
    assert!(!format!("{:?} {:?}", site.office.oidc, site.office.sessions).contains("a secret"));
}
