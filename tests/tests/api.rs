//! The doors as visitors and operators find them: every answer, every refusal, and what never passes.

mod accounts;
mod base_map;
mod chart;
mod commands;
mod described;
mod features;
mod fresh;
mod hooks;
mod import;
mod oidc;
mod pages;
mod refusals;
mod review;
mod schema;
mod secrets;
mod session;
mod slow;
mod stream;
mod vault;

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde_json::Value;
use server::accounts::Accounts;
use server::accounts::watch::watch;
use server::clock::Clock;
use server::config::{BaseMap, Config, OperatorToken};
use server::desk::Desk;
use server::follower::{self, Follower};
use server::hooks::{Cursors, Hooks, Pace};
use server::log::sqlite::SqliteLog;
use server::log::sqlite::accounts::SqliteRegister;
use server::log::sqlite::hooks::SqliteCursors;
use server::log::sqlite::proposals::SqliteProposals;
use server::log::sqlite::vault::SqliteCabinet;
use server::log::{FactLines, Log};
use server::office::Office;
use server::proposals::Review;
use server::sessions::Sessions;
use server::vault::Vault;
use server::vault::keys::Keys;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

const TOKEN: &str = "a token of at least 32 characters";
const VAULT_KEY: &str = "5a5b5c5d5e5f606162636465666768696a6b6c6d6e6f70717273747576777879";

/// A server without a socket, in front of the demonstration's facts.
struct Site {
    router: axum::Router,
    office: Office,
    folder: Arc<tempfile::TempDir>,
    /// What tells the receivers of webhooks.
    telling: JoinSet<()>,
}

/// Nobody waits long for anything here.
const PACE: Pace = Pace {
    first: Duration::from_millis(10),
    most: Duration::from_millis(40),
    between: Duration::from_millis(10),
    patience: Duration::from_secs(5),
};

impl Drop for Site {
    fn drop(&mut self) {
        self.office.stop.cancel();
    }
}

/// An answer, read to its end.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Site {
    fn demo() -> Self {
        Self::with(Config::default())
    }

    fn with_base_map(map: BaseMap) -> Self {
        Self::with(Config { base_map: vec![map], ..Config::default() })
    }

    fn without_token() -> Self {
        Self::office(Config { demo: true, ..Config::default() })
    }

    fn with(config: Config) -> Self {
        let token = Some(OperatorToken::new(TOKEN.into()).unwrap());
        Self::office(Config { demo: true, operator_token: token, ..config })
    }

    fn with_sessions(sessions: Sessions) -> Self {
        Self::told("", sessions)
    }

    /// With further facts at the end of the log, one a line.
    fn told(facts: &'static str, sessions: Sessions) -> Self {
        let token = Some(OperatorToken::new(TOKEN.into()).unwrap());
        Self::open(Config { demo: true, operator_token: token, ..Config::default() }, facts, sessions)
    }

    fn office(config: Config) -> Self {
        Self::open(config, "", Sessions::default())
    }

    fn open(config: Config, facts: &'static str, sessions: Sessions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(demo_folder()).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        Self::at(Arc::new(folder), config, facts, sessions)
    }

    /// In front of what is in a folder.
    fn at(folder: Arc<tempfile::TempDir>, config: Config, facts: &'static str, sessions: Sessions) -> Self {
        let log: Arc<dyn Log> = Arc::new(SqliteLog::open(folder.path()).unwrap());
        log.import(Box::new(FactLines::new(std::io::Cursor::new(facts)))).unwrap();
        let follower = Arc::new(Follower::start(&*log, None, Clock::LastFact).unwrap());
        let stop = CancellationToken::new();
        let cursors: Arc<dyn Cursors> = Arc::new(SqliteCursors::open(folder.path()).unwrap());
        let hooks = Hooks::open(&config, &*cursors, log.head().unwrap().position).unwrap();
        let telling = hooks.tell(&log, &follower, &cursors, PACE, &stop);
        let proposals = Arc::new(SqliteProposals::open(folder.path()).unwrap());
        let review = Review { passing: config.review.public, proposals };
        let office = Office {
            desk: Desk::new(Arc::clone(&log), Arc::clone(&follower), review),
            log,
            follower,
            accounts: Accounts::new(Arc::new(SqliteRegister::open(folder.path()).unwrap())),
            vault: Vault::new(
                Arc::new(SqliteCabinet::open(folder.path()).unwrap()),
                Keys::read("test", VAULT_KEY).unwrap(),
            ),
            sessions: Arc::new(sessions),
            hooks,
            oidc: config.provider().unwrap(),
            config: Arc::new(config),
            stop,
        };
        tokio::spawn(watch(office.accounts.clone(), Arc::clone(&office.sessions), office.stop.clone()));
        tokio::spawn(follower::follow(
            Arc::clone(&office.follower),
            Arc::clone(&office.log),
            folder.path().into(),
            office.stop.clone(),
        ));
        Self { router: server::http::router(office.clone()), office, folder, telling }
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn get(&self, address: &str) -> Answer {
        self.get_with(address, &[]).await
    }

    async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(request(Method::GET, address, headers, "")).await
    }

    /// An answer that must be JSON.
    async fn json(&self, address: &str) -> Value {
        let answer = self.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
        answer.json()
    }

    /// Opens a session; the cookie as a browser sends it.
    async fn log_in(&self) -> String {
        let body = format!(r#"{{"token": "{TOKEN}"}}"#);
        let json_type = [("content-type", "application/json")];
        let answer = self.ask(request(Method::POST, "/api/session", &json_type, &body)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// Records something as the operator.
    async fn command(&self, command: &Value, headers: &[(&str, &str)]) -> Answer {
        let bearer = format!("Bearer {TOKEN}");
        let mut all = vec![("authorization", bearer.as_str()), ("content-type", "application/json")];
        all.extend(headers);
        self.ask(request(Method::POST, "/api/commands", &all, &command.to_string())).await
    }
}

fn request(method: Method, address: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A data folder with the demonstration's facts, to be copied: recording them takes longer.
fn demo_folder() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let lines = geodata::demo::lines(&geodata::demo::facts());
        let log = SqliteLog::open(folder.path()).unwrap();
        log.import(Box::new(FactLines::new(std::io::Cursor::new(lines)))).unwrap();
        folder
    });
    folder.path()
}
