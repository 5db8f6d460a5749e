//! The API against its own description: what is described is answered as described, and everything is described.

use axum::http::Method;
use serde_json::{Value, json};

use super::schema::misfits;
use super::{Answer, Site, request};

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
    "/healthz",
    "/readyz",
];

fn operations(description: &Value) -> Vec<(String, Method, Value)> {
    let paths = description["paths"].as_object().unwrap();
    let each = |(path, item): (&String, &Value)| {
        let methods = item.as_object().unwrap().clone().into_iter();
        let method = |name: &str| Method::from_bytes(name.to_uppercase().as_bytes()).unwrap();
        methods.map(|(name, operation)| (path.clone(), method(&name), operation)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(each).collect()
}

/// A described parameter with its example, as it is asked for.
fn example(parameter: &Value) -> String {
    let schema = &parameter["schema"];
    let example = [&parameter["example"], &schema["example"]].into_iter().find(|e| !e.is_null());
    match example {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None if schema["type"].to_string().contains("boolean") => "true".into(),
        None => panic!("{parameter} has no example"),
    }
}

/// The address of an operation with the examples of its description filled in.
fn address(path: &str, operation: &Value, with: Option<&str>) -> String {
    let mut address = path.to_owned();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap();
        if parameter["in"] == "path" {
            address = address.replace(&format!("{{{name}}}"), &example(parameter));
        } else if parameter["in"] == "query" && with == Some(name) {
            address = format!("{address}?{name}={}", example(parameter));
        }
    }
    address
}

fn fits(description: &Value, operation: &Value, at: &str, answer: &Answer) {
    let described = &operation["responses"][answer.status.as_str()];
    assert!(!described.is_null(), "{at}: the status {} is not described: {}", answer.status, answer.text());
    let media = answer.header("content-type").split(';').next().unwrap();
    let Some(content) = described["content"].as_object() else {
        assert!(answer.body.is_empty(), "{at}: a body where none is described");
        return;
    };
    let content =
        content.get(media).unwrap_or_else(|| panic!("{at}: the type {media} is not described: {content:?}"));
    if media.ends_with("json") {
        let found = misfits(description, &content["schema"], &answer.json(), at);
        assert!(found.is_empty(), "{at}: {:#?}", &found[..found.len().min(5)]);
    }
}

#[tokio::test]
async fn what_is_promised_is_described() {
    let site = Site::demo();
    let description = site.json("/api/openapi.json").await;
    assert!(description["openapi"].as_str().unwrap().starts_with("3."));
    for path in PROMISED {
        assert!(!description["paths"][path].is_null(), "{path} is not described");
    }
    for (path, _, operation) in operations(&description) {
        assert!(!operation["summary"].as_str().unwrap_or("").is_empty(), "{path} does not say what it is");
        assert!(operation["operationId"].is_string() && operation["tags"].is_array(), "{path}");
    }
}

#[tokio::test]
async fn what_is_described_is_answered_so() {
    let site = Site::demo();
    let description = site.json("/api/openapi.json").await;
    let mut asked = 0;
    for (path, method, operation) in operations(&description) {
        if method != Method::GET || path == "/api/stream" {
            continue;
        }
        // As it is, then with each described parameter, with one that does not exist, and where nothing is.
        let names: Vec<String> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|p| p["in"] == "query")
            .map(|p| p["name"].as_str().unwrap().to_owned())
            .collect();
        let plain = address(&path, &operation, None);
        let mut addresses = vec![plain.clone()];
        addresses.extend(names.iter().map(|name| address(&path, &operation, Some(name))));
        if !path.starts_with("/healthz") && !path.starts_with("/readyz") {
            addresses.push(format!("{plain}?nonsense=1"));
        }
        for at in addresses {
            let answer = site.get(&at).await;
            fits(&description, &operation, &at, &answer);
            if at.contains("nonsense") {
                assert_eq!(answer.status, 400, "{at}");
            }
            if let Some(tag) = answer.headers.get("etag") {
                let held = site.get_with(&at, &[("if-none-match", tag.to_str().unwrap())]).await;
                assert_eq!(held.status, 304, "{at}");
                fits(&description, &operation, &at, &held);
            }
            asked += 1;
        }
    }
    assert!(asked > 60, "only {asked} questions were put");
}

#[tokio::test]
async fn commands_are_answered_as_described() {
    let site = Site::demo();
    let description = site.json("/api/openapi.json").await;
    let operation = description["paths"]["/api/commands"]["post"].clone();
    let rent = |yuan: f64| json!({"command": "set_rent", "unit": "HK-01-101", "rent_yuan_m2_month": yuan});
    let key = [("idempotency-key", "k-1")];
    let answers = [
        site.command(&rent(9.5), &key).await,
        site.command(&rent(9.5), &key).await,
        site.command(&rent(8.5), &key).await,
        site.command(&rent(8.5), &[("if-match", "\"1\"")]).await,
        site.command(&json!({"command": "set_rent"}), &[]).await,
        site.command(&json!({"command": "vacate_unit", "unit": "HK-01-101"}), &[]).await,
        site.ask(request(Method::POST, "/api/commands", &[], "{}")).await,
        Site::without_token().command(&rent(1.0), &[]).await,
    ];
    let statuses: Vec<u16> = answers.iter().map(|a| a.status.as_u16()).collect();
    assert_eq!(statuses, [201, 200, 409, 412, 400, 422, 401, 403], "{answers:#?}");
    for answer in &answers {
        fits(&description, &operation, "/api/commands", answer);
    }
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    assert!(misfits(&description, schema, &rent(9.5), "the command").is_empty());
}
