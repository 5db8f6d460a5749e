//! Whether a value is what a schema of the API's description says, by JSON Schema 2020-12 as OpenAPI 3.1 uses it.

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

/// Says where a value does not fit a schema.
pub fn misfits(description: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let tell = |error: jsonschema::ValidationError<'_>| format!("{at}{}: {error}", error.instance_path());
    validator(description, schema).iter_errors(value).map(tell).collect()
}

/// The schema with the description's components around it, which is where its references lead.
fn validator(description: &Value, schema: &Value) -> Validator {
    let whole = json!({"components": description["components"], "allOf": [schema]});
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&whole)
        .unwrap_or_else(|e| panic!("{schema} is no schema: {e}"))
}

#[test]
fn misfits_are_found() {
    let description = json!({"components": {"schemas": {"Day": {"type": "string", "format": "date"}}}});
    let days = json!({"type": "array", "items": {"$ref": "#/components/schemas/Day"}});
    let schema = json!({
        "type": "object", "required": ["a"], "additionalProperties": false,
        "properties": {"a": {"type": ["integer", "null"], "minimum": 1}, "b": days},
    });
    for (value, count) in [
        (json!({"a": 1, "b": ["2023-06-15"]}), 0),
        (json!({"a": null}), 0),
        (json!({"b": ["2023-02-30", 7]}), 3),
        (json!({"a": 0}), 1),
        (json!({"a": 1, "c": 1}), 1),
        (json!([]), 1),
    ] {
        assert_eq!(misfits(&description, &schema, &value, "it").len(), count, "{value}");
    }
}
