//! The shapes of commands as OpenAPI schemas, made from the very types that are read, so that neither can say what the
//! other does not.

use std::borrow::Cow;

use utoipa::openapi::schema::{KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{ArrayBuilder, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::measure::{Area, Mu, Wan};
use crate::{Audience, Day, Key, Point, RegionCode};

/// Schemas by name.
pub type Named = Vec<(String, RefOr<Schema>)>;

/// The shape of one order.
#[derive(Clone)]
pub struct DescribedOrder {
    /// The wire name, such as `lease_unit`.
    pub name: &'static str,
    /// What it records.
    pub summary: &'static str,
    /// The kind of record it names, which is the field of its key as well; none for a correction.
    pub record: Option<&'static str>,
    /// Its other fields.
    pub payload: RefOr<Schema>,
    /// What the payload's schema refers to.
    pub parts: Named,
}

impl DescribedOrder {
    pub(crate) fn of<P: ToSchema>(
        name: &'static str,
        summary: &'static str,
        record: Option<&'static str>,
    ) -> Self {
        let mut parts = Named::new();
        P::schemas(&mut parts);
        Self { name, summary: summary.trim(), record, payload: P::schema(), parts }
    }
}

/// The fields that may accompany every order.
#[must_use]
pub fn accompanying() -> [(&'static str, Schema); 3] {
    let day = text("The day on which it happened; today when absent.", "2024-07-24").format(date());
    let source = text("Where it is known from; `ledger` when absent, `sample` for invented data.", "ledger");
    let audience =
        number(Type::Integer, "0 public, 1 officials, 2 owning office; by kind of record when absent.")
            .minimum(Some(0))
            .maximum(Some(2))
            .examples([0]);
    [("occurred_on", day.into()), ("source", source.into()), ("audience", audience.into())]
}

/// Declares the schemas of types that write themselves in a way of their own.
macro_rules! described {
    ($($name:ident => $schema:expr,)+) => {$(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                Schema::from($schema).into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )+};
}

described! {
    Key => text("The name of a record within its kind: 1 to 30 characters.", "RL-02-201")
        .pattern(Some("^[A-Za-z0-9_-]{1,30}$")),
    Day => text("A civil day in China.", "2024-07-24").format(date()),
    RegionCode => text("A division by its GB/T 2260 code.", "533102").pattern(Some("^[1-8][0-9]{5}$")),
    Area => number(Type::Number, "Floor or ground area, ㎡, to 0.01 ㎡.").examples([4320.5]),
    Mu => number(Type::Number, "Land, 亩 (1 mu = 666.67 ㎡), to 0.01 亩.").examples([35.2]),
    Wan => number(Type::Number, "Money, 万元 (10,000 yuan), to 100 yuan; 1 亿元 = 10,000 万元.").examples([12_000]),
    Audience => number(Type::Integer, "0 public, 1 officials, 2 owning office.").minimum(Some(0)).maximum(Some(2)),
    Point => ArrayBuilder::new()
        .description(Some("A position: longitude, then latitude, degrees, WGS 84 (CGCS2000)."))
        .prefix_items([degrees(180), degrees(90)])
        .items(Object::with_type(Type::Number))
        .min_items(Some(2))
        .max_items(Some(2))
        .examples([serde_json::json!([97.8551, 24.0131])]),
}

fn degrees(most: i32) -> Schema {
    ObjectBuilder::new().schema_type(Type::Number).minimum(Some(-most)).maximum(Some(most)).into()
}

fn text(description: &str, example: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).description(Some(description)).examples([example])
}

fn number(of: Type, description: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::new(of)).description(Some(description))
}

fn date() -> Option<SchemaFormat> {
    Some(SchemaFormat::KnownFormat(KnownFormat::Date))
}
