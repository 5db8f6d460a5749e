//! Every command is described, and its example is recorded by the demonstration as it stands.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Value, json};
use shared::command::Order;

use super::fits;
use crate::api::schema::misfits;
use crate::api::{Site, TOKEN, request};

/// Takes anything that is a fact of the stream; the desk looks into it.
const ANYTHING: (&str, &str) = ("correct", "fact");
/// Fields that may accompany every command.
const ACCOMPANYING: [&str; 3] = ["occurred_on", "source", "audience"];

async fn described(site: &Site) -> (Value, Value) {
    let description = site.json("/api/openapi.json").await;
    let operation = description["paths"]["/api/commands"]["post"].clone();
    (description, operation)
}

fn schema(operation: &Value) -> &Value {
    &operation["requestBody"]["content"]["application/json"]["schema"]
}

/// The schemas of all commands by their names, as the discriminator leads to them.
fn each(description: &Value) -> Vec<(String, Value)> {
    let which = description["components"]["schemas"]["Command"]["discriminator"].clone();
    assert_eq!(which["propertyName"], "command");
    let mapping = which["mapping"].as_object().unwrap();
    let part = |place: &Value| description.pointer(&place.as_str().unwrap()[1..]).unwrap().clone();
    mapping.iter().map(|(name, place)| (name.clone(), part(place))).collect()
}

#[tokio::test]
async fn every_command_is_described_with_all_its_fields() {
    let site = Site::demo();
    let (description, _) = described(&site).await;
    let each = each(&description);
    let names: BTreeSet<&str> = each.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, Order::NAMES.iter().copied().collect());
    for (name, schema) in &each {
        let fields = schema["properties"].as_object().unwrap();
        assert_eq!(fields["command"]["enum"], json!([name]));
        assert_eq!(schema["additionalProperties"], false, "{name}");
        assert!(!schema["description"].as_str().unwrap().is_empty(), "{name}");
        assert!(ACCOMPANYING.iter().all(|field| fields.contains_key(*field)), "{name}");
        for (field, said) in fields.iter().filter(|(field, _)| *field != "command") {
            let told = |said: &Value| said["description"].is_string() || said["$ref"].is_string();
            let parts = said["oneOf"].as_array().into_iter().flatten();
            assert!(told(said) || parts.into_iter().any(told), "{name}.{field} does not say what it is");
        }
    }
}

/// The fields that the program reads are those that are described: one that is not would be refused as unknown, and one
/// that is described and not read would be too.
#[tokio::test]
async fn described_fields_are_the_ones_that_are_read() {
    let site = Site::demo();
    let (description, operation) = described(&site).await;
    for (name, schema_of) in each(&description) {
        let example = &schema_of["examples"][0];
        assert!(example.is_object(), "{name} has no example");
        let fields = schema_of["properties"].as_object().unwrap().keys();
        for field in fields.filter(|field| (name.as_str(), field.as_str()) != ANYTHING) {
            let mut odd = example.clone();
            // Of no field's type: a field that is known is misread, one that is not is called unknown.
            odd[field] = json!({"odd": [[]]});
            let refusal = match shared::Command::of(odd) {
                Ok(command) => panic!("{name}.{field} takes anything: {command:?}"),
                Err(refusal) => refusal.json(),
            };
            let reason = refusal["reason"].as_str().unwrap_or_default();
            assert!(!reason.contains(&format!("unknown field `{field}`")), "{name}.{field}: {reason}");
        }
        let mut strange = example.clone();
        strange["no_such_field"] = json!(1);
        assert!(!misfits(&description, schema(&operation), &strange, &name).is_empty(), "{name}");
        assert!(shared::Command::of(strange).is_err(), "{name}");
        for field in schema_of["required"].as_array().unwrap() {
            let mut lacking = example.clone();
            lacking.as_object_mut().unwrap().remove(field.as_str().unwrap());
            assert!(!misfits(&description, schema(&operation), &lacking, &name).is_empty(), "{name}.{field}");
            assert!(shared::Command::of(lacking).is_err(), "{name} is read without {field}");
        }
    }
}

#[tokio::test]
async fn every_example_is_recorded_by_the_demonstration() {
    let site = Site::demo();
    let (description, operation) = described(&site).await;
    let mut examples: Vec<Value> = Vec::new();
    for name in in_order() {
        let all = each(&description);
        let (_, schema_of) = all.iter().find(|(each, _)| *each == name).unwrap();
        examples.extend(schema_of["examples"].as_array().unwrap().iter().cloned());
    }
    assert!(examples.len() >= Order::NAMES.len());
    for example in &examples {
        let at = example.to_string();
        let found = misfits(&description, schema(&operation), example, &at);
        assert!(found.is_empty(), "{found:#?}");
        let answer = site.command(example, &[]).await;
        assert_eq!(answer.status, 201, "{at}: {}", answer.text());
        fits(&description, &operation, &at, &answer);
    }
}

/// The names of commands in the order in which their examples build on each other.
fn in_order() -> Vec<String> {
    let lines = include_str!("../../../../server/src/http/openapi/examples.jsonl").lines();
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        let example: Value = serde_json::from_str(line).unwrap();
        let name = example["command"].as_str().unwrap().to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[tokio::test]
async fn commands_are_answered_as_described() {
    let site = Site::demo();
    let (description, operation) = described(&site).await;
    let rent = |yuan: f64| json!({"command": "set_rent", "unit": "HK-01-101", "rent_yuan_m2_month": yuan});
    let (key, bearer) = ([("idempotency-key", "k-1")], format!("Bearer {TOKEN}"));
    let post = |media: &'static str, body: &str| {
        let headers = [("authorization", bearer.as_str()), ("content-type", media)];
        request(Method::POST, "/api/commands", &headers, body)
    };
    let large = format!("{{\"command\": \"{}\"}}", "x".repeat(2 << 20));
    let answers = [
        site.command(&rent(9.5), &key).await,
        site.command(&rent(9.5), &key).await,
        site.command(&rent(8.5), &key).await,
        site.command(&rent(8.5), &[("if-match", "\"1\"")]).await,
        site.command(&json!({"command": "set_rent"}), &[]).await,
        site.command(&rent(8.5), &[("if-match", "x")]).await,
        site.command(&rent(8.5), &[("idempotency-key", "瑞")]).await,
        site.command(&json!({"command": "vacate_unit", "unit": "HK-01-101"}), &[]).await,
        site.ask(request(Method::POST, "/api/commands", &[], "{}")).await,
        Site::without_token().command(&rent(1.0), &[]).await,
        site.ask(post("text/plain", "{}")).await,
        site.ask(post("application/json", &large)).await,
    ];
    let statuses: Vec<u16> = answers.iter().map(|a| a.status.as_u16()).collect();
    assert_eq!(statuses, [201, 200, 409, 412, 400, 400, 400, 422, 401, 403, 415, 413], "{answers:#?}");
    for answer in &answers {
        fits(&description, &operation, "/api/commands", answer);
    }
    let mut never: BTreeSet<&str> =
        operation["responses"].as_object().unwrap().keys().map(String::as_str).collect();
    never.retain(|status| answers.iter().all(|answer| answer.status.as_str() != *status));
    // A slow body, a full disk and what waits for a reviewer have tests of their own.
    assert_eq!(never, BTreeSet::from(["202", "408", "507"]), "described, and never answered");
}
