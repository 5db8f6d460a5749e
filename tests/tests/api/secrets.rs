//! What a visitor never receives: the names and ids of target enterprises, of requests, of those who are responsible and
//! of what is not published yet; in no answer, no header, no frame, no refusal and no line of the log.

pub mod walk;

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::Value;
use shared::Envelope;
use shared::access::is_public;

use super::{Site, request};

/// Every text by which a visitor could recognise what is internal, except those that are public for another reason
/// (a target that signed is named by its project).
fn secrets(facts: &[Envelope]) -> BTreeSet<String> {
    let mut secrets = BTreeSet::new();
    let mut public = BTreeSet::new();
    for envelope in facts {
        let stream = shared::fact::stream(envelope.fact.entity(), envelope.key);
        let names = [envelope.key.to_string(), stream];
        let payload = envelope.fact.payload();
        if is_public(envelope) {
            public.extend(names);
            public.extend(payload.get().split('"').map(str::to_owned));
        } else {
            secrets.extend(names);
            telling("", &serde_json::from_str(payload.get()).unwrap(), &mut secrets);
        }
    }
    &secrets - &public
}

/// Texts in both languages, and numbers of people and records: codes of regions, kinds and days tell nothing.
fn telling(name: &str, value: &Value, secrets: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| telling(name, value, secrets)),
        Value::Array(values) => values.iter().for_each(|value| telling(name, value, secrets)),
        Value::String(text) => {
            let is_number = text.starts_with(|c: char| c.is_ascii_uppercase())
                && text.contains(|c: char| c.is_ascii_digit())
                && text.contains('-');
            if ["zh", "en"].contains(&name) || is_number {
                secrets.insert(text.clone());
            }
        }
        _ => {}
    }
}

/// The secrets in a text, wherever they stand as a whole: as a JSON string, in a sentence, in a path.
fn found<'s>(secrets: &'s BTreeSet<String>, text: &str) -> Vec<&'s str> {
    let strings = text.split('"');
    let words = text.split(|c: char| c.is_whitespace() || "\"“”‘’,.:;!?{}[]()<>\\&=".contains(c));
    let mut found: Vec<_> =
        strings.chain(words).filter_map(|part| secrets.get(part)).map(String::as_str).collect();
    found.dedup();
    found
}

#[test]
fn secrets_are_found_where_they_stand() {
    let secrets = BTreeSet::from(["T-1".to_owned(), "target/T-1".to_owned(), "示例企业-浙江-014".to_owned()]);
    for text in [
        r#"{"key":"T-1"}"#,
        "没有“T-1”。",
        "There is no target/T-1.",
        r#"["示例企业-浙江-014"]"#,
        "/x?after=T-1&y",
    ] {
        assert_eq!(found(&secrets, text).len(), 1, "{text}");
    }
    assert!(found(&secrets, r#"{"key":"T-12"} 示例企业-浙江-0145"#).is_empty());
}

/// Questions that a visitor can put, right and wrong, some about internal records by their very names.
fn questions(secrets: &BTreeSet<String>) -> Vec<String> {
    let mut questions: Vec<String> = [
        "/",
        "/api/config",
        "/api/openapi.json",
        "/api/state",
        "/api/state?as_of=2023-06-15",
        "/api/state?as_at=2023-06-15",
        "/api/census",
        "/api/census?as_at=2023-12-31",
        "/api/figures",
        "/api/figures?region=530000&as_of=2023-12-31",
        "/api/log",
        "/api/log?limit=10000",
        "/api/log?after=3000&limit=10",
        "/api/log?after=zero",
        "/healthz",
        "/readyz",
        "/ground/pinyin.bin",
        "/nowhere",
        "/api/nowhere",
        "/api/geojson/targets",
        "/api/geojson/targets/T-1",
        "/api/geojson/requests/R-1",
        "/api/geojson/tasks",
        "/api/geojson/tasks/K-24-01",
        "/api/figures/targets/records",
    ]
    .map(str::to_owned)
    .into();
    for layer in ["parks", "halls", "units", "parcels", "projects", "ports"] {
        questions.push(format!("/api/geojson/{layer}"));
        questions.push(format!("/api/geojson/{layer}?as_of=2023-06-15&limit=7"));
        questions.push(format!("/api/geojson/{layer}?as_at=2023-06-15"));
        questions.push(format!("/api/geojson/{layer}?limit=none"));
    }
    for name in shared::tally::FigureName::ALL {
        questions.push(format!("/api/figures/{}/records?region=530000", name.slug()));
    }
    let keys = secrets.iter().filter(|secret| secret.parse::<shared::Key>().is_ok());
    for key in keys.take(30) {
        questions.push(format!("/api/geojson/projects/{key}"));
        questions.push(format!("/api/geojson/units?after={key}"));
    }
    questions
}

#[tokio::test]
async fn no_answer_names_an_internal_record() {
    let facts = geodata::demo::envelopes(&geodata::demo::facts());
    let secrets = secrets(&facts);
    assert!(secrets.len() > 1_000, "only {} secrets: the test looks for the wrong things", secrets.len());
    let site = Site::demo();
    let operator = site
        .get_with("/api/log?limit=10000", &[("authorization", &format!("Bearer {}", super::TOKEN))])
        .await
        .text();
    let shown = found(&secrets, &operator).into_iter().collect::<BTreeSet<_>>().len();
    assert!(shown > secrets.len() / 2, "the operator sees them, so the search for them works: {shown}");
    for address in questions(&secrets) {
        for language in ["zh", "en"] {
            let answer = site.get_with(&address, &[("accept-language", language)]).await;
            let text = format!("{:?}\n{}", answer.headers, answer.text());
            // What the visitor asked for by name stands in the refusal; that tells him nothing.
            let found = found(&secrets, &text).into_iter().find(|secret| !address.contains(*secret));
            assert_eq!(found, None, "{address}");
        }
    }
}

#[tokio::test]
async fn commands_of_visitors_tell_nothing() {
    let facts = geodata::demo::envelopes(&geodata::demo::facts());
    let secrets = secrets(&facts);
    let key = secrets.iter().find(|secret| secret.starts_with("T-")).unwrap();
    let site = Site::demo();
    let body = format!(r#"{{"command":"drop_target","target":"{key}"}}"#);
    for headers in [vec![], vec![("authorization", "Bearer a wrong token of at least 32 characters")]] {
        let mut headers = headers;
        headers.push(("content-type", "application/json"));
        let answer = site.ask(request(Method::POST, "/api/commands", &headers, &body)).await;
        assert_eq!(answer.status, 401);
        assert!(!answer.text().contains(key.as_str()));
    }
}
