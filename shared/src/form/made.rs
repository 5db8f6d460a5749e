//! Forms out of the schemas that describe the commands: the very types that are read.

use std::sync::Arc;

use utoipa::openapi::schema::{
    AdditionalProperties, Array, ArrayItems, Object, OneOf, Schema, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr};

use super::{Case, Field, Form, Input};
use crate::command::Order;
use crate::describe::{DescribedOrder, Named};

impl Form {
    /// The form of every command but those that name streams: `correct`, which puts right what the others recorded, and
    /// `confirm`, which says nothing but that it holds.
    #[must_use]
    pub fn all() -> Vec<Form> {
        Order::described().iter().filter_map(Form::described).collect()
    }

    fn described(order: &DescribedOrder) -> Option<Form> {
        let mut fields = match &order.payload {
            RefOr::T(Schema::Object(payload)) => fields(payload, &order.parts),
            // A payload without fields is described as no object at all.
            _ => Vec::new(),
        };
        let accompanying =
            [("occurred_on", Input::Day), ("source", Input::Line), ("audience", Input::Audience)];
        fields.extend(accompanying.map(|(name, input)| Field { name: name.into(), required: false, input }));
        Some(Form { name: order.name.into(), record: order.record?.into(), fields })
    }
}

fn fields(object: &Object, parts: &Named) -> Vec<Field> {
    let field = |(name, schema): (&String, &RefOr<Schema>)| Field {
        name: name.clone(),
        required: object.required.contains(name),
        input: input(schema, parts),
    };
    object.properties.iter().map(field).collect()
}

fn input(schema: &RefOr<Schema>, parts: &Named) -> Input {
    match schema {
        RefOr::Ref(part) => named(part, parts),
        RefOr::T(Schema::Object(object)) => of_object(object, parts),
        RefOr::T(Schema::Array(array)) => of_array(array, parts),
        RefOr::T(Schema::OneOf(one)) => of_one(one, parts),
        RefOr::T(_) => Input::Line,
    }
}

fn name_of(part: &Ref) -> &str {
    part.ref_location.rsplit('/').next().unwrap_or_default()
}

fn named(part: &Ref, parts: &Named) -> Input {
    match name_of(part) {
        "Key" => Input::Key,
        "Day" => Input::Day,
        "RegionCode" => Input::Region,
        "Area" | "Mu" | "Wan" => Input::Number,
        "Point" => Input::Point,
        "Text" => Input::Text,
        name => match parts.iter().find(|(known, _)| known == name) {
            Some((_, schema)) => input(schema, parts),
            None => Input::Line,
        },
    }
}

fn of_object(object: &Object, parts: &Named) -> Input {
    if let Some(codes) = codes(object) {
        return Input::Code { codes };
    }
    match single(&object.schema_type) {
        Some(Type::String) => Input::Line,
        Some(Type::Integer) => Input::Whole,
        Some(Type::Number) => Input::Number,
        Some(Type::Boolean) => Input::YesNo,
        _ => match object.additional_properties.as_deref() {
            Some(AdditionalProperties::RefOr(_)) => Input::Table,
            _ => Input::Group { fields: fields(object, parts) },
        },
    }
}

/// The words that a text may be.
fn codes(object: &Object) -> Option<Vec<String>> {
    let values = object.enum_values.as_ref()?;
    Some(values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect())
}

/// The type, beside that it may be absent.
fn single(of: &SchemaType) -> Option<&Type> {
    match of {
        SchemaType::Type(one) => Some(one),
        SchemaType::Array(several) => several.iter().find(|one| **one != Type::Null),
        SchemaType::AnyValue => None,
    }
}

fn of_array(array: &Array, parts: &Named) -> Input {
    if array.prefix_items.len() == 2 {
        return Input::Pair;
    }
    let ArrayItems::RefOrSchema(items) = &array.items else { return Input::Line };
    match (input(items, parts), array.min_items) {
        // A street has two positions at least, an outline four.
        (Input::Point, Some(2)) => Input::Course,
        (Input::Point, _) => Input::Ring,
        (of, _) => Input::List { of: Arc::new(of) },
    }
}

fn of_one(one: &OneOf, parts: &Named) -> Input {
    let is_there = |item: &&RefOr<Schema>| !matches!(item, RefOr::T(Schema::Object(object)) if single(&object.schema_type).is_none_or(|t| *t == Type::Null));
    let items: Vec<&RefOr<Schema>> = one.items.iter().filter(is_there).collect();
    if let [only] = items.as_slice() {
        return input(only, parts);
    }
    let cases = items.into_iter().filter_map(|item| match item {
        RefOr::T(Schema::Object(object)) => case(object, parts),
        _ => None,
    });
    let cases: Vec<(String, Case)> = cases.collect();
    let tag = cases.first().map(|(tag, _)| tag.clone()).unwrap_or_default();
    Input::Cases { tag, cases: cases.into_iter().map(|(_, case)| case).collect() }
}

/// A case, and the field that says that it is this one.
fn case(object: &Object, parts: &Named) -> Option<(String, Case)> {
    let (tag, name) = object.properties.iter().find_map(|(tag, schema)| match schema {
        RefOr::T(Schema::Object(word)) => Some((tag.clone(), codes(word)?.into_iter().next()?)),
        _ => None,
    })?;
    let fields = fields(object, parts).into_iter().filter(|field| field.name != tag).collect();
    Some((tag, Case { name, fields }))
}
