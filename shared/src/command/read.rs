//! Reading a command from JSON, and naming the field at fault where it cannot be read.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Command, Order};
use crate::{Key, Refusal};

/// Why fields are not a command.
#[derive(Debug)]
pub(super) struct Misread {
    /// The field at fault, where one could be singled out.
    field: Option<String>,
    /// What is wrong with it.
    reason: String,
}

impl Misread {
    fn of(field: &str, reason: impl Into<String>) -> Self {
        Self { field: Some(field.to_owned()), reason: reason.into() }
    }

    pub(super) fn unknown_command(name: &str) -> Self {
        let near = Order::NAMES.iter().filter(|n| n.split('_').any(|part| name.contains(part)));
        let near: Vec<_> = near.copied().collect();
        let known = if near.is_empty() { Order::NAMES.join(", ") } else { near.join(", ") };
        Self::of("command", format!("unknown command \"{name}\"; known: {known}"))
    }
}

impl Command {
    /// Reads a command. Where it cannot be read, the refusal names the field and what was expected there.
    ///
    /// # Errors
    /// If the text is not JSON, names no known command, or a field is missing, unknown or of the wrong shape.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let value: Value = serde_json::from_str(text)
            .map_err(|e| Refusal::Unreadable { field: "none".into(), reason: e.to_string() })?;
        Self::of(value)
    }

    /// Reads a command from JSON that is already parsed.
    ///
    /// # Errors
    /// As [`Command::read`].
    pub fn of(value: Value) -> Result<Self, Refusal> {
        if let Some((field, lat, lon)) = swapped(&value, "") {
            return Err(Refusal::AxesSwapped { field, lon, lat });
        }
        Self::of_value(value).map_err(|m| Refusal::Unreadable {
            field: m.field.unwrap_or_else(|| "none".into()),
            reason: m.reason,
        })
    }

    fn of_value(value: Value) -> Result<Self, Misread> {
        let Value::Object(mut fields) = value else {
            return Err(Misread { field: None, reason: "a command is a JSON object".into() });
        };
        let name = match fields.remove("command") {
            Some(Value::String(name)) => name,
            _ => {
                return Err(Misread::of(
                    "command",
                    "the name of a command is expected, such as \"lease_unit\"",
                ));
            }
        };
        Ok(Self {
            occurred_on: accompanying(&mut fields, "occurred_on")?,
            source: accompanying(&mut fields, "source")?,
            audience: accompanying(&mut fields, "audience")?,
            order: Order::of_fields(&name, fields)?,
        })
    }
}

fn accompanying<T: DeserializeOwned>(
    fields: &mut Map<String, Value>,
    name: &str,
) -> Result<Option<T>, Misread> {
    match fields.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => serde_json::from_value(value).map(Some).map_err(|e| Misread::of(name, e.to_string())),
    }
}

/// The key in the field `id`, and the payload in all the others.
pub(super) fn keyed<T: DeserializeOwned>(
    id: &str,
    mut fields: Map<String, Value>,
) -> Result<(Key, T), Misread> {
    let key = match fields.remove(id) {
        Some(value) => serde_json::from_value(value).map_err(|e| Misread::of(id, e.to_string()))?,
        None => return Err(Misread::of(id, format!("missing field `{id}`: the key of the record"))),
    };
    Ok((key, payload(fields)?))
}

pub(super) fn payload<T: DeserializeOwned>(fields: Map<String, Value>) -> Result<T, Misread> {
    T::deserialize(Value::Object(fields.clone())).map_err(|e| {
        let reason = e.to_string();
        Misread { field: culprit::<T>(&fields, &reason), reason }
    })
}

/// The field without which the complaint is another: serde names missing and unknown fields, but not ill-shaped ones.
fn culprit<T: DeserializeOwned>(fields: &Map<String, Value>, reason: &str) -> Option<String> {
    fields.keys().find_map(|name| {
        let mut rest = fields.clone();
        rest.remove(name);
        let changed = T::deserialize(Value::Object(rest)).err().is_none_or(|e| e.to_string() != reason);
        changed.then(|| name.clone())
    })
}

/// The first position, under a field that holds positions, that can only be latitude before longitude: `(field, lat, lon)`.
fn swapped(value: &Value, field: &str) -> Option<(String, f64, f64)> {
    match value {
        Value::Object(fields) => fields.iter().find_map(|(name, v)| swapped(v, name)),
        Value::Array(items) => {
            if let [Value::Number(a), Value::Number(b)] = items.as_slice() {
                let (a, b) = (a.as_f64()?, b.as_f64()?);
                let holds_positions = matches!(field, "boundary" | "footprint" | "center" | "point" | "line");
                // China lies between 73° and 136° east and 3° and 54° north: the two ranges do not meet.
                let is_swapped = holds_positions && (3.0..=54.0).contains(&a) && (73.0..=136.0).contains(&b);
                return is_swapped.then(|| (field.to_owned(), a, b));
            }
            items.iter().find_map(|v| swapped(v, field))
        }
        _ => None,
    }
}

/// The payload as fields, with the key under its name.
pub(super) fn written<T: Serialize>(payload: &T, id: Option<(&str, Key)>) -> Map<String, Value> {
    let mut fields = match serde_json::to_value(payload) {
        Ok(Value::Object(fields)) => fields,
        // Payloads are structs of strings and finite numbers, which always write as objects.
        _ => Map::new(),
    };
    if let Some((name, key)) = id {
        fields.insert(name.to_owned(), Value::String(key.to_string()));
    }
    fields
}

impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(d)?;
        Command::of_value(value).map_err(|m| match m.field {
            Some(field) => D::Error::custom(format!("{field}: {}", m.reason)),
            None => D::Error::custom(m.reason),
        })
    }
}

impl Serialize for Command {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut fields = self.order.fields();
        fields.insert("command".into(), self.order.name().into());
        if let Some(day) = self.occurred_on {
            fields.insert("occurred_on".into(), day.to_string().into());
        }
        if let Some(source) = &self.source {
            fields.insert("source".into(), source.as_str().into());
        }
        if let Some(audience) = self.audience {
            fields.insert("audience".into(), u8::from(audience).into());
        }
        fields.serialize(s)
    }
}
