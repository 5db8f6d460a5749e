//! As much of JSON Schema as the description of the API uses; a keyword that is not known here fails the test.

use serde_json::Value;

/// Says where a value does not fit a schema.
pub fn misfits(description: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    check(description, schema, value, at, &mut found);
    found
}

fn check(description: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let Some(rules) = schema.as_object() else { return };
    for (keyword, rule) in rules {
        match keyword.as_str() {
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                let target =
                    description.pointer(pointer).unwrap_or_else(|| panic!("{pointer} leads nowhere"));
                check(description, target, value, at, found);
            }
            "type" if !is_of(rule, value) => found.push(format!("{at} is {value}, not {rule}")),
            "type" => {}
            "properties" => {
                for (name, schema) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        check(description, schema, value, &format!("{at}.{name}"), found);
                    }
                }
            }
            "required" => {
                let missing =
                    rule.as_array().unwrap().iter().filter(|n| value.get(n.as_str().unwrap()).is_none());
                found.extend(missing.filter(|_| value.is_object()).map(|name| format!("{at} lacks {name}")));
            }
            "additionalProperties" if rule.is_object() => {
                let known = rules.get("properties").and_then(Value::as_object);
                for (name, value) in value.as_object().into_iter().flatten() {
                    if known.is_none_or(|known| !known.contains_key(name)) {
                        check(description, rule, value, &format!("{at}.{name}"), found);
                    }
                }
            }
            "items" => {
                for (n, value) in value.as_array().into_iter().flatten().enumerate() {
                    check(description, rule, value, &format!("{at}[{n}]"), found);
                }
            }
            "minItems" | "maxItems" => {
                let (length, bound) = (value.as_array().map(Vec::len), rule.as_u64().unwrap() as usize);
                let fits = length.is_none_or(|n| if keyword == "minItems" { n >= bound } else { n <= bound });
                if !fits {
                    found.push(format!("{at} has {length:?} items, {keyword} {bound}"));
                }
            }
            "oneOf" | "anyOf" => {
                let fits = |schema: &&Value| misfits(description, schema, value, at).is_empty();
                let fitting = rule.as_array().unwrap().iter().filter(fits).count();
                if fitting == 0 || (keyword == "oneOf" && fitting > 1) {
                    found.push(format!("{at} fits {fitting} of {rule}"));
                }
            }
            "allOf" => rule.as_array().unwrap().iter().for_each(|s| check(description, s, value, at, found)),
            "minimum" | "maximum" => {
                let bound = rule.as_f64().unwrap();
                let fits =
                    value.as_f64().is_none_or(|n| if keyword == "minimum" { n >= bound } else { n <= bound });
                if !fits {
                    found.push(format!("{at} is {value}, {keyword} {bound}"));
                }
            }
            // The patterns of the description only list words: ^(a|b)$ or ^a$.
            "pattern" => {
                let words = rule.as_str().unwrap().trim_matches(['^', '$']).trim_matches(['(', ')']);
                if value.as_str().is_some_and(|text| !words.split('|').any(|word| word == text)) {
                    found.push(format!("{at} is {value}, none of {words}"));
                }
            }
            "format" => {
                if value.as_str().is_some_and(|text| !has_format(rule.as_str().unwrap(), text)) {
                    found.push(format!("{at} is {value}, not a {rule}"));
                }
            }
            "description"
            | "title"
            | "example"
            | "examples"
            | "additionalProperties"
            | "propertyNames"
            | "default" => {}
            other => panic!("{at}: the test does not know the keyword {other}"),
        }
    }
}

fn is_of(rule: &Value, value: &Value) -> bool {
    match rule {
        Value::Array(choices) => choices.iter().any(|choice| is_of(choice, value)),
        Value::String(name) => match name.as_str() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            other => panic!("no such type: {other}"),
        },
        _ => false,
    }
}

fn has_format(format: &str, text: &str) -> bool {
    match format {
        "date" => text.parse::<shared::Day>().is_ok(),
        "date-time" => text.parse::<shared::Stamp>().is_ok(),
        _ => true,
    }
}

#[test]
fn misfits_are_found() {
    let description = serde_json::json!({"defs": {"day": {"type": "string", "format": "date"}}});
    let schema = serde_json::json!({
        "type": "object", "required": ["a"],
        "properties": {"a": {"type": ["integer", "null"], "minimum": 1}, "b": {"type": "array", "items": {"$ref": "#/defs/day"}}},
    });
    let count = |value: Value| misfits(&description, &schema, &value, "it").len();
    assert_eq!(count(serde_json::json!({"a": 1, "b": ["2023-06-15"]})), 0);
    assert_eq!(count(serde_json::json!({"a": null})), 0);
    assert_eq!(count(serde_json::json!({"b": ["yesterday", 7]})), 3);
    assert_eq!(count(serde_json::json!({"a": 0})), 1);
    assert_eq!(count(serde_json::json!([])), 1);
}
