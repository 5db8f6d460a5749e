//! Cutting JSON (RFC 8259) into its parts: the members of an object, the elements of an array, a text, a number.
//!
//! A value is a piece of the text until somebody reads it; what nobody asks for is passed over. serde_json does the
//! same and more, with 14 kB of WebAssembly (brotli) where this takes 3; a test holds the two to the same answers.

use std::borrow::Cow;

use super::{Json, Misfit};

/// Ten to the power of 0 to 22: those that an f64 holds exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// A place in a text that is being read from left to right.
pub struct Cursor<'j> {
    text: &'j str,
    at: usize,
}

impl<'j> Cursor<'j> {
    /// Stands behind the bracket that opens an array or object; none where another thing stands.
    pub fn inside(json: Json<'j>, opening: u8) -> Option<Self> {
        let text = json.text();
        (text.as_bytes().first() == Some(&opening)).then_some(Self { text, at: 1 })
    }

    /// Whether the closing bracket comes next, and nothing after it.
    fn closes(&mut self, closing: u8) -> Result<bool, Misfit> {
        self.pass_space();
        if self.peek() != Some(closing) {
            return Ok(false);
        }
        self.at += 1;
        self.pass_space();
        if self.at == self.text.len() { Ok(true) } else { Err(self.broken()) }
    }

    /// The next element of an array; `first` when none was read before.
    pub fn element(&mut self, first: bool) -> Result<Option<Json<'j>>, Misfit> {
        if self.closes(b']')? {
            return Ok(None);
        }
        if !first {
            self.pass(b',')?;
        }
        self.value().map(Some)
    }

    /// The next member of an object; `first` when none was read before.
    pub fn member(&mut self, first: bool) -> Result<Option<(Cow<'j, str>, Json<'j>)>, Misfit> {
        if self.closes(b'}')? {
            return Ok(None);
        }
        if !first {
            self.pass(b',')?;
        }
        let name = text(self.value()?)?;
        self.pass(b':')?;
        Ok(Some((name, self.value()?)))
    }

    fn value(&mut self) -> Result<Json<'j>, Misfit> {
        self.pass_space();
        let from = self.at;
        match self.peek() {
            Some(b'"') => self.pass_text()?,
            Some(b'{' | b'[') => self.pass_brackets()?,
            _ => {
                let ends =
                    |byte: &u8| matches!(byte, b',' | b']' | b'}' | b':' | b' ' | b'\n' | b'\r' | b'\t');
                let rest = self.rest();
                self.at += rest.iter().position(ends).unwrap_or(rest.len());
            }
        }
        match self.text.get(from..self.at) {
            Some(value) if !value.is_empty() => Ok(Json::of(value)),
            _ => Err(self.broken()),
        }
    }

    // Every byte of the log goes through one of these two: they look at bytes only, each once.

    fn pass_brackets(&mut self) -> Result<(), Misfit> {
        let (mut depth, mut quoted, mut escaped) = (0u32, false, false);
        for (passed, byte) in self.rest().iter().enumerate() {
            if quoted {
                if escaped {
                    escaped = false;
                } else if *byte == b'\\' {
                    escaped = true;
                } else if *byte == b'"' {
                    quoted = false;
                }
                continue;
            }
            match byte {
                b'"' => quoted = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += passed + 1;
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
        Err(self.ends())
    }

    fn pass_text(&mut self) -> Result<(), Misfit> {
        let mut escaped = false;
        for (passed, byte) in self.rest().iter().enumerate().skip(1) {
            if escaped {
                escaped = false;
            } else if *byte == b'\\' {
                escaped = true;
            } else if *byte == b'"' {
                self.at += passed + 1;
                return Ok(());
            }
        }
        Err(self.ends())
    }

    fn rest(&self) -> &'j [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn ends(&mut self) -> Misfit {
        self.at = self.text.len();
        self.broken()
    }

    fn pass(&mut self, byte: u8) -> Result<(), Misfit> {
        self.pass_space();
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.broken())
        }
    }

    fn pass_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn broken(&self) -> Misfit {
        let rest: String =
            self.text.chars().skip(self.text.get(..self.at).map_or(0, |t| t.chars().count())).collect();
        let shown: String = rest.chars().take(20).collect();
        Misfit::new(if shown.is_empty() {
            "the JSON ends too early".to_owned()
        } else {
            format!("no JSON at {shown}")
        })
    }
}

/// A text, borrowed where it is written plainly.
pub fn text(json: Json<'_>) -> Result<Cow<'_, str>, Misfit> {
    let expected = || Misfit::expected("a text", json);
    let inside =
        json.text().strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).ok_or_else(expected)?;
    let is_plain = |byte: u8| byte >= b' ' && byte != b'\\' && byte != b'"';
    if inside.bytes().all(is_plain) {
        return Ok(Cow::Borrowed(inside));
    }
    if inside.bytes().any(|byte| byte < b' ') {
        return Err(expected());
    }
    let mut plain = String::with_capacity(inside.len());
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        let meant = match letter {
            '"' => return Err(expected()),
            '\\' => match letters.next().ok_or_else(expected)? {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => unit(&mut letters).ok_or_else(expected)?,
                other @ ('"' | '\\' | '/') => other,
                _ => return Err(expected()),
            },
            other => other,
        };
        plain.push(meant);
    }
    Ok(Cow::Owned(plain))
}

/// The letter of `\uXXXX`, or of two of them that make a surrogate pair.
fn unit(letters: &mut std::str::Chars<'_>) -> Option<char> {
    let mut four = || (0..4).try_fold(0, |code, _| Some(code * 16 + letters.next()?.to_digit(16)?));
    let high = four()?;
    if !(0xd800..0xdc00).contains(&high) {
        return char::from_u32(high);
    }
    (letters.next()? == '\\' && letters.next()? == 'u').then_some(())?;
    let mut four = || (0..4).try_fold(0, |code, _| Some(code * 16 + letters.next()?.to_digit(16)?));
    let low = four().filter(|low| (0xdc00..0xe000).contains(low))?;
    char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))
}

/// A number. Exact up to 15 digits, as all that we write; beyond that the last digit may be off, equally everywhere.
pub fn number(text: &str) -> Option<f64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |digits| (-1.0, digits));
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let leads = whole.len() > 1 && whole.starts_with('0');
    if !is_digits(whole) || !is_digits(fraction) || leads {
        return None;
    }
    let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let mut scale: i32 = if is_digits(unsigned) { exponent.parse().ok()? } else { return None };
    let fraction = if mantissa.contains('.') { fraction } else { "" };
    let mut units = 0u64;
    for (at, digit) in whole.bytes().chain(fraction.bytes()).enumerate() {
        // Nineteen digits fit; what comes after them only moves the point.
        if units < 1_000_000_000_000_000_000 {
            units = units * 10 + u64::from(digit - b'0');
            scale -= i32::from(at >= whole.len());
        } else {
            scale += i32::from(at < whole.len());
        }
    }
    let mut value = units as f64;
    while scale != 0 && value != 0.0 && value.is_finite() {
        let step = scale.clamp(-22, 22);
        let ten = TENS.get(step.unsigned_abs() as usize)?;
        value = if step < 0 { value / ten } else { value * ten };
        scale -= step;
    }
    value.is_finite().then_some(sign * value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::Value;

    use super::super::{FromJson, elements};
    use super::*;

    /// What serde_json would read, from our pieces.
    fn whole(json: Json<'_>) -> Result<Value, Misfit> {
        Ok(match json.text().as_bytes().first() {
            Some(b'{') => {
                let mut cursor = Cursor::inside(json, b'{').unwrap();
                let mut members = BTreeMap::new();
                while let Some((name, value)) = cursor.member(members.is_empty())? {
                    members.insert(name.into_owned(), whole(value)?);
                }
                Value::Object(members.into_iter().collect())
            }
            Some(b'[') => elements(json)?.into_iter().map(whole).collect::<Result<_, _>>()?,
            Some(b'"') => Value::String(text(json)?.into_owned()),
            Some(b't' | b'f') => Value::Bool(bool::from_json(json)?),
            Some(b'n') if json.is_null() => Value::Null,
            _ => match i64::from_json(json) {
                Ok(number) => number.into(),
                Err(_) => f64::from_json(json)?.into(),
            },
        })
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            // Up to 15 digits, and not at the ends of the scale.
            (-999_999_999_999_999i64..=999_999_999_999_999, 0i32..22).prop_map(|(digits, places)| {
                format!("{digits}e-{places}").parse::<f64>().unwrap().into()
            }),
            "\\PC*".prop_map(Value::from),
            "[\"\\\\/\u{1}-\u{1f}a-z😀园]*".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map("\\PC*", inner, 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_same_is_read_as_serde_json_reads(value in values(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            prop_assert_eq!(whole(Json::of(&text)).unwrap(), value, "{}", text);
        }

        /// A text cut or changed anywhere is refused or read; it never breaks the program.
        #[test]
        fn broken_text_breaks_nothing(value in values(), at in any::<prop::sample::Index>(), with in "[\\PC\"\\\\{}\\[\\],:]?") {
            let text = serde_json::to_string(&value).unwrap();
            let mut letters: Vec<char> = text.chars().collect();
            let at = at.index(letters.len());
            letters.splice(at..=at, with.chars());
            let text: String = letters.into_iter().collect();
            let ours = whole(Json::of(&text));
            if let Ok(theirs) = serde_json::from_str::<Value>(&text) {
                let ours = ours.unwrap();
                prop_assert!(alike(&ours, &theirs), "{ours} is not {theirs}");
            }
        }
    }

    /// The same but for the last digit of numbers: a lost comma makes one number of two, with more digits than we read exactly.
    fn alike(one: &Value, other: &Value) -> bool {
        match (one, other) {
            (Value::Number(one), Value::Number(other)) => {
                let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
                (one - other).abs() <= other.abs() * 1e-15
            }
            (Value::Array(one), Value::Array(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
            }
            (Value::Object(one), Value::Object(other)) => {
                let same = |((a, one), (b, other)): ((&String, &Value), (&String, &Value))| {
                    a == b && alike(one, other)
                };
                one.len() == other.len() && one.iter().zip(other).all(same)
            }
            _ => one == other,
        }
    }

    #[test]
    fn numbers_are_what_json_calls_numbers() {
        for (text, expected) in [
            ("0", Some(0.0)),
            ("-0.5", Some(-0.5)),
            ("97.8551234", Some(97.855_123_4)),
            ("1e3", Some(1000.0)),
            ("1.5E-2", Some(0.015)),
            ("123456789012345678901234567890", Some(123_456_789_012_345_680_000_000_000_000.0)),
            ("1e-400", Some(0.0)),
            ("1e400", None),
            ("01", None),
            (".5", None),
            ("5.", None),
            ("+1", None),
            ("1e", None),
            ("", None),
            ("-", None),
            ("0x10", None),
            ("NaN", None),
            ("1 ", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn surrogates_come_in_pairs() {
        assert_eq!(text(Json::of(r#""\ud83d\ude00\u56ed""#)).unwrap(), "😀园");
        for broken in [
            r#""\ud83d""#,
            r#""\ud83dx""#,
            r#""\ude00""#,
            r#""\u12""#,
            r#""\x""#,
            "\"a\nb\"",
            r#""a"b""#,
            "\"",
        ] {
            assert!(text(Json::of(broken)).is_err(), "{broken}");
        }
    }
}
