//! Reading JSON: what a fact, a page of the log or the configuration is made of.
//!
//! What a field means is said once, by its type. serde's derive says it anew for each type and each way of reading: for
//! the facts alone 60 kB of WebAssembly (brotli). What the server stores and sends for itself stays with serde.

mod cut;
mod pieces;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

pub use pieces::Pieces;
pub use shared_derive::FromJson;

use cut::Cursor;

/// A JSON value that nobody has looked into yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json<'j>(&'j str);

impl<'j> Json<'j> {
    /// A text that should be JSON; whether it is shows when it is read.
    #[must_use]
    pub fn of(text: &'j str) -> Self {
        Self(text.trim_matches([' ', '\n', '\r', '\t']))
    }

    /// As it is written.
    #[must_use]
    pub fn text(self) -> &'j str {
        self.0
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.0 == "null"
    }
}

/// Where a JSON value does not fit what it is read as, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit(Box<(String, String)>);

/// What can be read from JSON. Derived for structs and enums whose fields can.
pub trait FromJson: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// When the value is another kind of thing, or lies outside of what is allowed.
    fn from_json(json: Json<'_>) -> Result<Self, Misfit>;

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
    T::from_json(Json::of(text))
}

impl Misfit {
    /// Something does not fit, for a reason.
    #[must_use]
    pub fn new(reason: impl fmt::Display) -> Self {
        Self(Box::new((String::new(), reason.to_string())))
    }

    /// Another kind of value was expected.
    #[must_use]
    pub fn expected(what: &str, found: Json<'_>) -> Self {
        let text = found.text();
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
    found: Vec<Option<Json<'j>>>,
}

/// Finds the fields of an object by name. In a strict one there may be no others.
///
/// # Errors
/// When it is no object, a field stands twice, or one is not known in a strict object.
pub fn fields<'j>(
    json: Json<'j>,
    names: &'static [&'static str],
    strict: bool,
) -> Result<Fields<'j>, Misfit> {
    let mut cursor = Cursor::inside(json, b'{').ok_or_else(|| Misfit::expected("an object", json))?;
    let mut found = vec![None; names.len()];
    let mut first = true;
    while let Some((name, value)) = cursor.member(first)? {
        first = false;
        match names.iter().position(|known| *known == name) {
            Some(at) => {
                if let Some(place) = found.get_mut(at)
                    && place.replace(value).is_some()
                {
                    return Err(Misfit::new(format_args!("duplicate field `{name}`")));
                }
            }
            None if strict => {
                let known = names.join("`, `");
                return Err(Misfit::new(format_args!("unknown field `{name}`, expected one of `{known}`")));
            }
            None => {}
        }
    }
    Ok(Fields { names, found })
}

impl<'j> Fields<'j> {
    /// The field at a place in the list of names, if it is there.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<Json<'j>> {
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
pub fn word(json: Json<'_>, words: &[&str]) -> Result<usize, Misfit> {
    let text = text(json).ok();
    let at = text.and_then(|text| words.iter().position(|word| *word == text));
    at.ok_or_else(|| Misfit::expected(&format!("one of \"{}\"", words.join("\", \"")), json))
}

/// A text, borrowed where it is written plainly.
///
/// # Errors
/// When it is none.
pub fn text(json: Json<'_>) -> Result<Cow<'_, str>, Misfit> {
    cut::text(json)
}

/// A number.
///
/// # Errors
/// When it is none.
pub fn number(json: Json<'_>) -> Result<f64, Misfit> {
    cut::number(json.text()).ok_or_else(|| Misfit::expected("a number", json))
}

/// A whole number of a type that has its own bounds.
///
/// # Errors
/// When it is none, or outside of the bounds.
pub fn whole<T: TryFrom<i64>>(json: Json<'_>) -> Result<T, Misfit> {
    let number = json.text().parse::<i64>().ok().filter(|_| !json.text().starts_with('+'));
    number.and_then(|n| T::try_from(n).ok()).ok_or_else(|| Misfit::expected("a whole number in range", json))
}

/// A pair of numbers.
///
/// # Errors
/// When it is none.
pub fn pair(json: Json<'_>) -> Result<[f64; 2], Misfit> {
    let inside = json.text().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let numbers = inside.and_then(|inside| inside.split_once(',')).and_then(|(one, other)| {
        let number = |text| cut::number(Json::of(text).text());
        Some([number(one)?, number(other)?])
    });
    numbers.ok_or_else(|| Misfit::expected("a pair of numbers", json))
}

/// The elements of an array.
///
/// # Errors
/// When it is none.
pub fn elements(json: Json<'_>) -> Result<Vec<Json<'_>>, Misfit> {
    let mut cursor = Cursor::inside(json, b'[').ok_or_else(|| Misfit::expected("an array", json))?;
    let mut elements = Vec::new();
    while let Some(element) = cursor.element(elements.is_empty())? {
        elements.push(element);
    }
    Ok(elements)
}

/// A text as JSON.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            control @ '\0'..=' ' if control != ' ' => quoted.push_str(&format!("\\u{:04x}", control as u32)),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A text that is read further by its type.
///
/// # Errors
/// When it is no text, or the type does not take it.
pub fn parsed<T: std::str::FromStr>(json: Json<'_>, what: &str) -> Result<T, Misfit> {
    text(json).ok().and_then(|text| text.parse().ok()).ok_or_else(|| Misfit::expected(what, json))
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl FromJson for $number {
            fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
                whole(json)
            }
        }
    )+};
}
numbers!(u8, u16, u32, u64, i32, i64);

impl FromJson for f64 {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        number(json)
    }
}

impl FromJson for f32 {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        number(json).map(|number| number as f32)
    }
}

impl FromJson for bool {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        match json.text() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(Misfit::expected("true or false", json)),
        }
    }
}

impl FromJson for String {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        text(json).map(Cow::into_owned)
    }
}

impl FromJson for Box<str> {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        text(json).map(|text| text.as_ref().into())
    }
}

impl FromJson for (f64, f64) {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        pair(json).map(|[a, b]| (a, b))
    }
}

impl FromJson for [f64; 2] {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        pair(json)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        if json.is_null() { Ok(None) } else { T::from_json(json).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Arc<T> {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        T::from_json(json).map(Arc::new)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
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
    fn what_is_quoted_is_read_again() {
        for text in ["", "瑞丽 \"x\" \\ /", "a\nb\tc\r\u{1}\u{1f}\u{7f}😀"] {
            assert_eq!(serde_json::from_str::<String>(&quoted(text)).unwrap(), text);
            assert_eq!(read::<String>(&quoted(text)).unwrap(), text);
        }
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
