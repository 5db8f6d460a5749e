//! The body of `POST /api/commands`: one schema for each command, made from the types that `shared` reads, with an
//! example that the demonstration records as it stands.

use std::borrow::Cow;

use serde_json::Value;
use shared::command::Order;
use shared::describe::{DescribedOrder, accompanying};
use utoipa::openapi::schema::{
    AdditionalProperties, Discriminator, Object, ObjectBuilder, OneOfBuilder, Schema, Type,
};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// One command a line; a test sends each to the demonstration.
const EXAMPLES: &str = include_str!("examples.jsonl");

/// A command: exactly one of those that are known.
#[derive(Debug)]
pub struct CommandBody;

impl PartialSchema for CommandBody {
    fn schema() -> RefOr<Schema> {
        let mut one = OneOfBuilder::new().description(Some(
            "A command. `command` says which; the field named after the kind of record holds the record's key.",
        ));
        let mut which = Discriminator::new("command");
        for order in Order::described() {
            let part = Ref::from_schema_name(component(order.name));
            which.mapping.insert(order.name.to_owned(), part.ref_location.clone());
            one = one.item(part);
        }
        Schema::from(one.discriminator(Some(which))).into()
    }
}

impl ToSchema for CommandBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Command")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        for order in Order::described() {
            schemas.push((component(order.name), Schema::from(command(&order)).into()));
            schemas.extend(order.parts);
        }
    }
}

/// A command as it would be right; the first of its examples.
#[must_use]
pub fn example_of(command: &str) -> Option<&'static str> {
    EXAMPLES.lines().find(|line| example(line).is_some_and(|example| is_of(&example, command)))
}

/// The schema's name: `LeaseUnitCommand` for `lease_unit`.
fn component(command: &str) -> String {
    let mut name = String::with_capacity(command.len() + 8);
    for word in command.split('_') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name + "Command"
}

fn command(order: &DescribedOrder) -> Object {
    let mut whole = match &order.payload {
        RefOr::T(Schema::Object(payload)) => payload.clone(),
        // Payloads are structs with named fields; a test finds the fields of each.
        _ => Object::new(),
    };
    whole.title = Some(order.name.to_owned());
    whole.description = Some(order.summary.to_owned());
    whole.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
    let name = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([order.name]));
    let mut first = vec!["command".to_owned()];
    whole.properties.insert("command".into(), Schema::from(name).into());
    if let Some(record) = order.record {
        whole.properties.insert(record.into(), Ref::from_schema_name("Key").into());
        first.push(record.into());
    }
    whole.required.splice(0..0, first);
    for (name, schema) in accompanying() {
        whole.properties.insert(name.into(), schema.into());
    }
    whole.examples = EXAMPLES.lines().filter_map(example).filter(|e| is_of(e, order.name)).collect();
    whole
}

fn is_of(example: &Value, command: &str) -> bool {
    example.get("command").is_some_and(|name| name == command)
}

fn example(line: &str) -> Option<Value> {
    serde_json::from_str(line).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_are_named_as_types_are() {
        assert_eq!(component("lease_unit"), "LeaseUnitCommand");
        assert_eq!(component("correct"), "CorrectCommand");
    }
}
