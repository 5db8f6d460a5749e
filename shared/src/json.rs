//! Reading JSON: what a fact, a page of the log or the configuration is made of.
//!
//! The text is cut by serde_json, which alone knows what JSON is; what a field means is said once, by its type.
//! serde's own derive says it anew for each type and each way of reading: for the facts alone 80 kB of WebAssembly
//! (brotli). Snapshots, which only the server reads, stay with serde.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{self, Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;
pub use shared_derive::FromJson;

/// A JSON value that nobody has looked into yet.
pub type Json = RawValue;

/// Where a JSON value does not fit what it is read as, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit(Box<(String, String)>);

/// What can be read from JSON. Derived for structs and enums whose fields can.
pub trait FromJson: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// When the value is another kind of thing, or lies outside of what is allowed.
    fn from_json(json: &Json) -> Result<Self, Misfit>;

    /// What a field that is not there stands for, where it may be left out.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a text.
///
/// # Errors
/// When it is no JSON, or does not fit.
pub fn read<T: FromJson>(text: &str) -> Result<T, Misfit> {
    T::from_json(look(text)?)
}

/// A text as JSON that nobody has looked into yet.
///
/// # Errors
/// When it is no JSON.
pub fn look(text: &str) -> Result<&Json, Misfit> {
    serde_json::from_str(text).map_err(Misfit::new)
}

impl Misfit {
    /// Something does not fit, for a reason.
    #[must_use]
    pub fn new(reason: impl fmt::Display) -> Self {
        Self(Box::new((String::new(), reason.to_string())))
    }

    /// Another kind of value was expected.
    #[must_use]
    pub fn expected(what: &str, found: &Json) -> Self {
        let text = found.get();
        let shown: String = text.chars().take(40).collect();
        let more = if shown.len() < text.len() { "…" } else { "" };
        Self::new(format_args!("{what} is expected, not {shown}{more}"))
    }

    /// The same, seen from the value around it.
    #[must_use]
    pub fn within(mut self, name: &str) -> Self {
        let path = &mut self.0.0;
        if !path.is_empty() && !path.starts_with('[') {
            path.insert(0, '.');
        }
        path.insert_str(0, name);
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, reason) = &*self.0;
        if !path.is_empty() {
            f.write_str(path)?;
            f.write_str(": ")?;
        }
        f.write_str(reason)
    }
}

impl std::error::Error for Misfit {}

/// The fields of an object, those that were asked for.
pub struct Fields<'j> {
    names: &'static [&'static str],
    found: Vec<Option<&'j Json>>,
}

/// Finds the fields of an object by name. In a strict one there may be no others.
///
/// # Errors
/// When it is no object, a field stands twice, or one is not known in a strict object.
pub fn fields<'j>(
    json: &'j Json,
    names: &'static [&'static str],
    strict: bool,
) -> Result<Fields<'j>, Misfit> {
    struct Object {
        names: &'static [&'static str],
        strict: bool,
    }
    impl<'de> Visitor<'de> for Object {
        type Value = Vec<Option<&'de Json>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut found = vec![None; self.names.len()];
            while let Some(Name(name)) = map.next_key()? {
                let value = map.next_value()?;
                match self.names.iter().position(|known| *known == name) {
                    Some(at) => {
                        if let Some(place) = found.get_mut(at)
                            && place.replace(value).is_some()
                        {
                            return Err(de::Error::custom(format_args!("duplicate field `{name}`")));
                        }
                    }
                    None if self.strict => {
                        let known = self.names.join("`, `");
                        let reason = format_args!("unknown field `{name}`, expected one of `{known}`");
                        return Err(de::Error::custom(reason));
                    }
                    None => {}
                }
            }
            Ok(found)
        }
    }
    if !json.get().starts_with('{') {
        return Err(Misfit::expected("an object", json));
    }
    let found = serde_json::Deserializer::from_str(json.get())
        .deserialize_map(Object { names, strict })
        .map_err(|error| Misfit::new(without_place(&error.to_string())))?;
    Ok(Fields { names, found })
}

/// serde_json adds line and column, counted from the beginning of a part that the reader never sees as such.
fn without_place(reason: &str) -> &str {
    reason.rsplit_once(" at line ").map_or(reason, |(reason, _)| reason)
}

/// The name of a field, borrowed where it is written plainly.
struct Name<'de>(Cow<'de, str>);

impl<'de> de::Deserialize<'de> for Name<'de> {
    fn deserialize<D: de::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(Text)
    }
}

impl<'j> Fields<'j> {
    /// The field at a place in the list of names, if it is there.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&'j Json> {
        self.found.get(at).copied().flatten()
    }

    /// Reads a field.
    ///
    /// # Errors
    /// When it does not fit, or is not there and may not be left out.
    pub fn read<T: FromJson>(&self, at: usize) -> Result<T, Misfit> {
        match self.get(at) {
            Some(json) => T::from_json(json).map_err(|misfit| misfit.within(self.name(at))),
            None => T::absent().ok_or_else(|| self.missing(at)),
        }
    }

    /// Reads a field, or takes what a function gives where it is not there.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn read_or<T: FromJson>(&self, at: usize, missing: impl FnOnce() -> T) -> Result<T, Misfit> {
        if self.get(at).is_some() { self.read(at) } else { Ok(missing()) }
    }

    /// Reads a field, or takes the default of its type where it is not there.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn read_or_default<T: FromJson + Default>(&self, at: usize) -> Result<T, Misfit> {
        self.read_or(at, T::default)
    }

    /// Which of the words a field holds.
    ///
    /// # Errors
    /// When it is not there, or holds none of them.
    pub fn word(&self, at: usize, words: &[&str]) -> Result<usize, Misfit> {
        let json = self.get(at).ok_or_else(|| self.missing(at))?;
        word(json, words).map_err(|misfit| misfit.within(self.name(at)))
    }

    fn name(&self, at: usize) -> &'static str {
        self.names.get(at).copied().unwrap_or("")
    }

    fn missing(&self, at: usize) -> Misfit {
        Misfit::new(format_args!("missing field `{}`", self.name(at)))
    }
}

/// Which of the words it is.
///
/// # Errors
/// When it is none of them.
pub fn word(json: &Json, words: &[&str]) -> Result<usize, Misfit> {
    let text = text(json).ok();
    let at = text.and_then(|text| words.iter().position(|word| *word == text));
    at.ok_or_else(|| Misfit::expected(&format!("one of \"{}\"", words.join("\", \"")), json))
}

/// A text, borrowed where it is written plainly.
///
/// # Errors
/// When it is none.
pub fn text(json: &Json) -> Result<Cow<'_, str>, Misfit> {
    let whole = json.get();
    let inside = whole.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inside {
        Some(plain) if !plain.contains('\\') => Ok(Cow::Borrowed(plain)),
        Some(_) => serde_json::from_str(whole).map(Cow::Owned).map_err(Misfit::new),
        None => Err(Misfit::expected("a text", json)),
    }
}

/// A number.
///
/// # Errors
/// When it is none.
pub fn number(json: &Json) -> Result<f64, Misfit> {
    serde_json::from_str(json.get()).map_err(|_| Misfit::expected("a number", json))
}

/// A whole number of a type that has its own bounds.
///
/// # Errors
/// When it is none, or outside of the bounds.
pub fn whole<T: TryFrom<i64>>(json: &Json) -> Result<T, Misfit> {
    let number = serde_json::from_str::<i64>(json.get()).ok();
    number.and_then(|n| T::try_from(n).ok()).ok_or_else(|| Misfit::expected("a whole number in range", json))
}

/// A pair of numbers.
///
/// # Errors
/// When it is none.
pub fn pair(json: &Json) -> Result<[f64; 2], Misfit> {
    serde_json::from_str(json.get()).map_err(|_| Misfit::expected("a pair of numbers", json))
}

/// The elements of an array.
///
/// # Errors
/// When it is none.
pub fn elements(json: &Json) -> Result<Vec<&Json>, Misfit> {
    serde_json::from_str(json.get()).map_err(|_| Misfit::expected("an array", json))
}

/// A text that is read further by its type.
///
/// # Errors
/// When it is no text, or the type does not take it.
pub fn parsed<T: std::str::FromStr>(json: &Json, what: &str) -> Result<T, Misfit> {
    text(json).ok().and_then(|text| text.parse().ok()).ok_or_else(|| Misfit::expected(what, json))
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl FromJson for $number {
            fn from_json(json: &Json) -> Result<Self, Misfit> {
                whole(json)
            }
        }
    )+};
}
numbers!(u8, u16, u32, u64, i32, i64);

impl FromJson for f64 {
    fn from_json(json: &Json) -> Result<Self, Misfit> {
        number(json)
    }
}

impl FromJson for f32 {
    fn from_json(json: &Json) -> Result<Self, Misfit> {
        number(json).map(|number| number as f32)
    }
}

impl FromJson for bool {
    fn from_json(json: &Json) -> Result<Self, Misfit> {
        match json.get() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(Misfit::expected("true or false", json)),
        }
    }
}

impl FromJson for String {
    fn from_json(json: &Json) -> Result<Self, Misfit> {
        text(json).map(Cow::into_owned)
    }
}

impl FromJson for Box<str> {
    fn from_json(json: &Json) -> Result<Self, Misfit> {
        text(json).map(|text| text.as_ref().into())
    }
}

impl FromJson for (f64, f64) {
    fn from_json(json: &Json) -> Result<Self, Misfit> {
        pair(json).map(|[a, b]| (a, b))
    }
}

impl FromJson for [f64; 2] {
    fn from_json(json: &Json) -> Result<Self, Misfit> {
        pair(json)
    }
}

impl FromJson for Box<Json> {
    fn from_json(json: &Json) -> Result<Self, Misfit> {
        Ok(json.to_owned())
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Json) -> Result<Self, Misfit> {
        if json.get() == "null" { Ok(None) } else { T::from_json(json).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Arc<T> {
    fn from_json(json: &Json) -> Result<Self, Misfit> {
        T::from_json(json).map(Arc::new)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Json) -> Result<Self, Misfit> {
        let elements = elements(json)?;
        let mut all = Vec::with_capacity(elements.len());
        for (at, element) in elements.into_iter().enumerate() {
            all.push(T::from_json(element).map_err(|misfit| misfit.within(&format!("[{at}]")))?);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, FromJson)]
    #[serde(deny_unknown_fields)]
    struct Hall {
        name: String,
        #[serde(default)]
        floors: u8,
        rent: Option<f64>,
        #[serde(rename = "type", default = "plain")]
        kind: Kind,
        #[serde(default)]
        doors: Vec<Door>,
    }

    #[derive(Debug, PartialEq, FromJson)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        StandardHall,
        BuildToSuit,
    }

    #[derive(Debug, PartialEq, FromJson)]
    #[serde(tag = "is", rename_all = "snake_case")]
    enum Door {
        Shut,
        Open { until: i32, wide: Option<bool> },
    }

    fn plain() -> Kind {
        Kind::StandardHall
    }

    #[test]
    fn fields_are_read_by_name_and_may_be_left_out_where_the_type_says_so() {
        let text = r#"{ "rent" : 8.5, "name": "a\"b\u4e2d", "doors": [{"is":"shut"}, {"until": -3, "is": "open"}] }"#;
        let hall: Hall = read(text).unwrap();
        let doors = vec![Door::Shut, Door::Open { until: -3, wide: None }];
        assert_eq!(
            hall,
            Hall { name: "a\"b中".into(), floors: 0, rent: Some(8.5), kind: Kind::StandardHall, doors }
        );
        let bare: Hall = read(r#"{"name":"x","type":"build_to_suit","rent":null}"#).unwrap();
        assert_eq!((bare.kind, bare.rent), (Kind::BuildToSuit, None));
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        for (text, reason) in [
            (
                r#"{"name":"x","colour":1}"#,
                "unknown field `colour`, expected one of `name`, `floors`, `rent`, `type`, `doors`",
            ),
            (r#"{"floors":1}"#, "missing field `name`"),
            (r#"{"name":"x","name":"y"}"#, "duplicate field `name`"),
            (r#"{"name":"x","floors":256}"#, "floors: a whole number in range is expected, not 256"),
            (r#"{"name":"x","floors":1.5}"#, "floors: a whole number in range is expected, not 1.5"),
            (r#"{"name":7}"#, "name: a text is expected, not 7"),
            (
                r#"{"name":"x","type":"tent"}"#,
                r#"type: one of "standard_hall", "build_to_suit" is expected, not "tent""#,
            ),
            (
                r#"{"name":"x","doors":[{"is":"shut"},{"is":"open","until":"soon"}]}"#,
                r#"doors[1].until: a whole number in range is expected, not "soon""#,
            ),
            (r#"{"name":"x","doors":{}}"#, "doors: an array is expected, not {}"),
            ("[1]", "an object is expected, not [1]"),
        ] {
            assert_eq!(read::<Hall>(text).unwrap_err().to_string(), reason, "{text}");
        }
        assert!(read::<Hall>(r#"{"name":"x""#).is_err());
    }
}
