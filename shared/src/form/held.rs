//! What stands now of that which a command would say anew: nobody types six capacities to change one.

use serde_json::{Map, Value};

use super::{Draft, Form, fact_of, known};
use crate::history::history;
use crate::{Key, World};

/// The form of a command for a record, filled with what stands where the command replaces it.
#[must_use]
pub fn held(world: &World, form: &Form, key: Key) -> Draft {
    let content = if known::changes_only_some(&form.name) {
        specs(world, key)
    } else if known::replaces(&form.name) {
        last(world, form, key)
    } else {
        None
    };
    content.map(|content| Draft::filled(&form.fields, &content)).unwrap_or_default()
}

/// The last fact of the kind, as it stands.
fn last(world: &World, form: &Form, key: Key) -> Option<Map<String, Value>> {
    let kind = fact_of(&form.name)?;
    let events = history(world, &form.record, key);
    let standing =
        events.iter().filter_map(|event| event.stands.as_ref()).filter(|content| content.kind == kind);
    // The last day counts, and on one day what was recorded last.
    let last = standing.max_by_key(|content| content.day).map(|content| content.payload.clone());
    last.or_else(|| match form.name.as_str() {
        // A project can have been entered with its place.
        "place_project" => {
            let project = world.projects.get(&key)?.latest()?;
            object(&project.place)
        }
        _ => None,
    })
}

fn specs(world: &World, key: Key) -> Option<Map<String, Value>> {
    object(&*world.units.get(&key)?.latest()?.specs())
}

fn object<T: serde::Serialize>(value: &T) -> Option<Map<String, Value>> {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => Some(fields),
        _ => None,
    }
}
