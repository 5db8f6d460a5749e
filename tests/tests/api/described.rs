//! The API against its own description: what is described is answered as described, and everything is described.

mod commands;
mod forms;

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::Value;

use super::schema::misfits;
use super::{Answer, Site, TOKEN};

/// What the contract promises to be there.
const PROMISED: &[&str] = &[
    "/api/state",
    "/api/geojson/parks",
    "/api/geojson/units",
    "/api/geojson/parcels",
    "/api/geojson/projects",
    "/api/geojson/ports",
    "/api/figures",
    "/api/log",
    "/api/stream",
    "/api/commands",
    "/api/census",
    "/api/config",
    "/api/session",
    "/api/office/log",
    "/api/office/stream",
    "/api/export/chart",
    "/api/vault",
    "/healthz",
    "/readyz",
];

/// Answers that are described and not provoked here: trouble of machines, and base maps, which have tests of their own.
const ELSEWHERE: &[(&str, &str)] = &[
    ("/readyz", "503"),
    ("/api/stream", "503"),
    ("/api/office/stream", "503"),
    ("/api/commands", "507"),
    ("/tiles/base/{z}/{x}/{y}", "200"),
    ("/tiles/base/{z}/{x}/{y}", "304"),
    ("/tiles/base/{z}/{x}/{y}", "502"),
    ("/tiles/base/{id}/{z}/{x}/{y}", "200"),
    ("/tiles/base/{id}/{z}/{x}/{y}", "304"),
    ("/tiles/base/{id}/{z}/{x}/{y}", "502"),
    // In `accounts`.
    ("/api/session/all", "200"),
    ("/api/session/seen", "200"),
    ("/api/session/seen", "403"),
    ("/api/accounts", "403"),
    ("/api/audit", "403"),
    // In `import`, and for every role in `accounts`.
    ("/api/export/{table}", "403"),
    ("/api/export/{table}", "422"),
    ("/api/import/{id}", "200"),
    ("/api/import/{id}", "403"),
    // In `hooks`.
    ("/api/hooks", "403"),
    // In `vault`.
    ("/api/vault", "403"),
    ("/api/vault/reads", "403"),
    // In `review`.
    ("/api/proposals", "403"),
    ("/api/proposals/{id}", "200"),
    ("/api/proposals/{id}", "403"),
    // In `oidc`.
    ("/api/session/oidc", "303"),
    ("/api/session/oidc/back", "303"),
    ("/api/session/oidc/back", "400"),
];

pub struct Operation {
    pub path: String,
    pub method: Method,
    pub said: Value,
}

pub fn operations(description: &Value) -> Vec<Operation> {
    let mut all = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (name, said) in item.as_object().unwrap() {
            let method = Method::from_bytes(name.to_uppercase().as_bytes()).unwrap();
            all.push(Operation { path: path.clone(), method, said: said.clone() });
        }
    }
    all
}

impl Operation {
    fn parameters(&self, place: &'static str) -> impl Iterator<Item = &Value> {
        let all = self.said["parameters"].as_array().into_iter().flatten();
        all.filter(move |parameter| parameter["in"] == place)
    }

    /// The address with the examples of the description filled in where something has to be said, and one parameter as
    /// given.
    pub fn address(&self, query: Option<(&str, &str)>) -> String {
        let mut address = self.path.clone();
        for parameter in self.parameters("path") {
            address = address.replace(&format!("{{{}}}", name(parameter)), &example(parameter));
        }
        let needed = self.parameters("query").filter(|parameter| parameter["required"] == true);
        let needed = needed.map(|parameter| (name(parameter).to_owned(), example(parameter)));
        let mut pairs: Vec<_> =
            needed.filter(|(name, _)| query.is_none_or(|(asked, _)| asked != name)).collect();
        pairs.extend(query.map(|(name, value)| (name.to_owned(), value.to_owned())));
        for (at, (name, value)) in pairs.iter().enumerate() {
            address.push_str(&format!("{}{name}={value}", if at == 0 { "?" } else { "&" }));
        }
        address
    }
}

fn name(parameter: &Value) -> &str {
    parameter["name"].as_str().unwrap()
}

/// A described parameter with its example, as it is asked for.
fn example(parameter: &Value) -> String {
    let schema = &parameter["schema"];
    match [&parameter["example"], &schema["example"]].into_iter().find(|e| !e.is_null()) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None if schema["type"].to_string().contains("boolean") => "true".into(),
        None => panic!("{parameter} has no example"),
    }
}

/// Holds an answer to what its operation says of such answers.
pub fn fits(description: &Value, operation: &Value, at: &str, answer: &Answer) {
    let described = &operation["responses"][answer.status.as_str()];
    assert!(!described.is_null(), "{at}: the status {} is not described: {}", answer.status, answer.text());
    for name in described["headers"].as_object().into_iter().flatten().map(|(name, _)| name) {
        assert!(answer.headers.contains_key(name), "{at}: {} without {name}", answer.status);
    }
    let Some(content) = described["content"].as_object() else {
        assert!(answer.body.is_empty(), "{at}: a body where none is described");
        return;
    };
    let media = answer.header("content-type").split(';').next().unwrap();
    let content =
        content.get(media).unwrap_or_else(|| panic!("{at}: the type {media} is not described: {content:?}"));
    if media.ends_with("json") {
        let found = misfits(description, &content["schema"], &answer.json(), at);
        assert!(found.is_empty(), "{at}: {:#?}", &found[..found.len().min(5)]);
    }
    if answer.status.is_client_error() || answer.status.is_server_error() {
        assert_eq!(media, "application/problem+json", "{at}");
        let problem = answer.json();
        assert_eq!(problem["status"], answer.status.as_u16(), "{at}");
        assert!(problem["type"].as_str().unwrap().starts_with("/problems/"), "{at}");
    }
}

/// What is asked of an operation: as it is, with each parameter as in its example and as nonsense, with a parameter that
/// does not exist, and, where the path names something, of something that is not there.
pub fn questions(operation: &Operation) -> Vec<String> {
    let mut all = vec![operation.address(None)];
    for parameter in operation.parameters("query") {
        all.push(operation.address(Some((name(parameter), &example(parameter)))));
        all.push(operation.address(Some((name(parameter), "%21%21"))));
        if parameter["required"] == true {
            all.push(operation.address(Some((name(parameter), "no-such"))));
        }
    }
    if !operation.path.ends_with('z') {
        all.push(operation.address(Some(("nonsense", "1"))));
    }
    for parameter in operation.parameters("path") {
        let part = format!("{{{}}}", name(parameter));
        for other in ["0", "999999", "no-such", "%21"] {
            let path = operation.path.replacen(&part, other, 1);
            let odd = Operation { path, method: Method::GET, said: operation.said.clone() };
            all.push(odd.address(None));
        }
    }
    all
}

#[tokio::test]
async fn what_is_promised_is_described() {
    let site = Site::demo();
    let description = site.json("/api/openapi.json").await;
    assert!(description["openapi"].as_str().unwrap().starts_with("3."));
    for path in PROMISED {
        assert!(!description["paths"][path].is_null(), "{path} is not described");
    }
    let mut ids = BTreeSet::new();
    for Operation { path, said, .. } in operations(&description) {
        assert!(!said["summary"].as_str().unwrap_or("").is_empty(), "{path} does not say what it is");
        assert!(said["tags"].is_array(), "{path}");
        assert!(ids.insert(said["operationId"].as_str().unwrap().to_owned()), "{path}");
    }
    // Every schema is one, and every reference leads somewhere.
    for (name, schema) in description["components"]["schemas"].as_object().unwrap() {
        misfits(&description, schema, &Value::Null, name);
    }
}

#[tokio::test]
async fn what_is_described_is_answered_so() {
    let site = Site::demo();
    let description = site.json("/api/openapi.json").await;
    let (mut asked, mut never) = (0, Vec::new());
    for operation in operations(&description) {
        let path = operation.path.as_str();
        if operation.method != Method::GET || path.ends_with("/stream") {
            continue;
        }
        // Where only officials are answered, one of them asks.
        let bearer = format!("Bearer {TOKEN}");
        let who = [("authorization", bearer.as_str())];
        let officials = [
            "/api/office/",
            "/api/accounts",
            "/api/audit",
            "/api/hooks",
            "/api/export/{table}",
            "/api/import",
            "/api/vault",
            "/api/proposals",
            "/api/map-review",
        ];
        let who = if officials.iter().any(|door| path.starts_with(door)) { &who[..] } else { &[] };
        let mut given = BTreeSet::new();
        for at in questions(&operation) {
            let answer = site.get_with(&at, who).await;
            fits(&description, &operation.said, &at, &answer);
            given.insert(answer.status.as_str().to_owned());
            // A provider sends along what it likes.
            if at.contains("nonsense") && path != "/api/session/oidc/back" {
                assert_eq!(answer.status, 400, "{at}");
            }
            if let Some(tag) = answer.headers.get("etag") {
                let held = site.get_with(&at, &[("if-none-match", tag.to_str().unwrap())]).await;
                assert_eq!(held.status, 304, "{at}");
                fits(&description, &operation.said, &at, &held);
                given.insert("304".into());
            }
            asked += 1;
        }
        let stranger = site.get_with(&operation.address(None), &[("authorization", "Bearer wrong")]).await;
        if stranger.status == 401 {
            fits(&description, &operation.said, path, &stranger);
            given.insert("401".into());
        }
        let said = operation.said["responses"].as_object().unwrap();
        never.extend(said.keys().filter(|s| !given.contains(*s)).map(|s| (path.to_owned(), s.clone())));
    }
    never.retain(|(path, status)| !ELSEWHERE.contains(&(path, status)));
    assert!(never.is_empty(), "described, and never answered: {never:?}");
    assert!(asked > 150, "only {asked} questions were put");
}

#[tokio::test]
async fn the_stream_is_as_described() {
    let site = Site::demo();
    let description = site.json("/api/openapi.json").await;
    let operation = &description["paths"]["/api/stream"]["get"];
    let bearer = format!("Bearer {TOKEN}");
    let official = ("authorization", bearer.as_str());
    for (address, headers) in [
        ("/api/stream?after=x", &[][..]),
        ("/api/stream?nonsense=1", &[]),
        ("/api/stream", &[("last-event-id", "x")]),
        ("/api/stream", &[("authorization", "Bearer wrong")]),
        ("/api/office/stream?after=x", &[official]),
        ("/api/office/stream?nonsense=1", &[official]),
        ("/api/office/stream", &[("last-event-id", "x"), official]),
        ("/api/office/stream", &[]),
    ] {
        let path = address.split('?').next().unwrap();
        let operation = &description["paths"][path]["get"];
        let answer = site.get_with(address, headers).await;
        assert!(answer.status.is_client_error(), "{address}");
        fits(&description, operation, address, &answer);
    }
    let head = site.office.follower.head();
    let rent = serde_json::json!({"command": "set_rent", "unit": "HK-01-101", "rent_yuan_m2_month": 9});
    assert_eq!(site.command(&rent, &[]).await.status, 201);
    // Told to stop, the stream sends what it has, and ends.
    let address = format!("/api/stream?after={head}");
    let listening = site.get(&address);
    let ending = async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        site.office.stop.cancel();
    };
    let (answer, ()) = tokio::join!(listening, ending);
    fits(&description, operation, "/api/stream", &answer);
    let frame = &description["components"]["schemas"]["StreamFrame"];
    let text = answer.text();
    let data: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("data: ")).collect();
    assert_eq!(data.len(), 1, "{text}");
    let found = misfits(&description, frame, &serde_json::from_str(data[0]).unwrap(), "frame");
    assert!(found.is_empty(), "{found:?}");
}
