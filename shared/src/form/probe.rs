//! Whether a command makes sense for a record at all, before anybody has filled its form: a command with whatever fits its
//! inputs is decided, and only what is wrong with the record itself counts.

use serde_json::{Map, Value, json};

use super::known::{Refers, refers};
use super::{Field, Form, Input, names};
use crate::{Day, Key, Refusal, World};

/// A command with something in every input that it needs.
#[must_use]
pub fn probe(form: &Form, key: Key, world: &World, today: Day) -> Value {
    let mut command = of_fields("", &form.fields, world, today);
    command.insert("command".into(), form.name.as_str().into());
    command.insert(form.record.clone(), key.to_string().into());
    Value::Object(command)
}

fn of_fields(within: &str, fields: &[Field], world: &World, today: Day) -> Map<String, Value> {
    let mut values = Map::new();
    for field in fields {
        let path = if within.is_empty() { field.name.clone() } else { format!("{within}.{}", field.name) };
        // A command can say that it may: a lease from its reservation.
        if field.required || field.input == Input::YesNo {
            values.insert(field.name.clone(), of_input(&path, &field.input, world, today));
        }
    }
    values
}

fn of_input(path: &str, input: &Input, world: &World, today: Day) -> Value {
    match input {
        Input::Line => json!("1"),
        Input::Text => json!({"zh": "1", "en": "1"}),
        Input::Number | Input::Whole => json!(1),
        Input::Day => json!(today.plus_months(6).to_string()),
        Input::YesNo => json!(true),
        Input::Audience => json!(0),
        Input::Code { codes } => json!(codes.first()),
        Input::Key | Input::Region => json!(of_record(path, world)),
        Input::Point => json!([97.85, 24.01]),
        Input::Course => json!([[97.85, 24.01], [97.86, 24.01]]),
        Input::Ring => {
            json!([[97.85, 24.01], [97.86, 24.01], [97.86, 24.02], [97.85, 24.02], [97.85, 24.01]])
        }
        Input::Pair => json!([1, 1]),
        Input::Group { fields } => Value::Object(of_fields(path, fields, world, today)),
        Input::List { .. } => json!([]),
        Input::Table => json!({}),
        Input::Cases { tag, cases } => {
            let first = cases.first();
            let fields = first.map_or(&[][..], |case| &case.fields);
            let mut values = of_fields(path, fields, world, today);
            values.insert(tag.clone(), json!(first.map(|case| &case.name)));
            Value::Object(values)
        }
    }
}

/// A record that a field can name.
fn of_record(path: &str, world: &World) -> String {
    let first = |entity: &str| names::keys(world, entity).first().map(Key::to_string);
    let found = match refers(path) {
        Some(Refers::Record(entity)) => first(entity),
        Some(Refers::Stage | Refers::StageOfChain) => {
            let chain = world.chains.values().find_map(|ledger| ledger.latest());
            chain.and_then(|chain| Some(chain.attributes.stages.first()?.key.to_string()))
        }
        None => None,
    };
    found.unwrap_or_else(|| "x".to_owned())
}

/// Whether a refusal is about the record as it stands, whatever else the form may say.
#[must_use]
pub fn is_about_the_record(refusal: &Refusal, entity: &str, key: Key) -> bool {
    let is_it = |of: &str, named: &str| of == entity && named == key.as_str();
    match refusal {
        Refusal::UnknownRecord { entity, key } => is_it(entity, key),
        Refusal::AlreadyExists { entity, key, .. } | Refusal::NotYetThere { entity, key, .. } => {
            is_it(entity, key.as_str())
        }
        Refusal::UnitNotAvailable { .. }
        | Refusal::UnitNotFinished { .. }
        | Refusal::UnitNotLeased { .. }
        | Refusal::UnitNotReserved { .. }
        | Refusal::UnitNotWithheld { .. }
        | Refusal::UnitNotPlanned { .. }
        | Refusal::UnitFinished { .. }
        | Refusal::HallNotPlanned { .. }
        | Refusal::HallComplete { .. }
        | Refusal::ParcelNotAvailable { .. }
        | Refusal::ProjectEnded { .. }
        | Refusal::ProjectNotEnded { .. }
        | Refusal::AlreadyFlagship { .. }
        | Refusal::EnterpriseGone { .. }
        | Refusal::TargetDropped { .. }
        | Refusal::NothingPromised { .. }
        | Refusal::RuleOfOtherKind { .. }
        | Refusal::AlreadyResolved { .. } => true,
        _ => false,
    }
}
