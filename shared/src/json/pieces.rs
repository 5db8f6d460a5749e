//! A long text is read while it arrives: the objects of its arrays are shown one by one and forgotten.
//!
//! Ten thousand facts are five megabytes of text. Whoever holds them all before reading the first needs that much memory
//! at once, and WebAssembly never gives memory back.

use super::Json;

/// Cuts the objects out of the arrays of an object, such as the facts out of a page of the log.
#[derive(Debug, Default)]
pub struct Pieces {
    /// What has come of the object that is being cut out.
    piece: Vec<u8>,
    /// Everything around the objects.
    around: Vec<u8>,
    depth: u32,
    /// Whether what lies two brackets deep is an array.
    listed: bool,
    quoted: bool,
    escaped: bool,
}

impl Pieces {
    /// Takes in what has arrived, and shows the objects that it completes.
    pub fn take(&mut self, arrived: &[u8], see: &mut dyn FnMut(Json<'_>)) {
        let mut from = 0;
        for (at, byte) in arrived.iter().enumerate() {
            if self.quoted {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.quoted = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.quoted = true,
                b'{' if self.is_between() => {
                    self.around.extend(arrived.get(from..at).unwrap_or_default());
                    from = at;
                    self.depth += 1;
                }
                b'{' | b'[' => {
                    self.depth += 1;
                    self.listed = if self.depth == 2 { *byte == b'[' } else { self.listed };
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if *byte == b'}' && self.is_between() {
                        self.piece.extend(arrived.get(from..=at).unwrap_or_default());
                        from = at + 1;
                        // Cut between brackets, so no letter is cut in two; what is no text is no JSON either.
                        see(Json::of(std::str::from_utf8(&self.piece).unwrap_or_default()));
                        self.piece.clear();
                    }
                }
                // With what they divide cut out, commas would stand alone.
                b',' if self.is_between() => {
                    self.around.extend(arrived.get(from..at).unwrap_or_default());
                    from = at + 1;
                }
                _ => {}
            }
        }
        let rest = arrived.get(from..).unwrap_or_default();
        let part = if self.listed && self.depth > 2 { &mut self.piece } else { &mut self.around };
        part.extend(rest);
    }

    /// The text without what was shown, once everything has arrived.
    #[must_use]
    pub fn around(&self) -> Json<'_> {
        Json::of(std::str::from_utf8(&self.around).unwrap_or_default())
    }

    /// Whether what comes next stands in an array of the object, outside of the objects in it.
    fn is_between(&self) -> bool {
        self.depth == 2 && self.listed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// What is shown of a text that arrives in parts of some size, and what is left.
    fn cut(text: &str, size: usize) -> (Vec<String>, String) {
        let (mut pieces, mut shown) = (Pieces::default(), Vec::new());
        for part in text.as_bytes().chunks(size) {
            pieces.take(part, &mut |piece| shown.push(piece.text().to_owned()));
        }
        (shown, pieces.around().text().to_owned())
    }

    #[test]
    fn objects_in_arrays_are_cut_out_and_nothing_else() {
        let text = r#"{ "a": {"b": {"c": 1, "d": [{}]}}, "events": [ {"x":"]},{\"\\","y":[{"z":1},2]} , {"瑞":"丽"} ], "n": [] }"#;
        for size in 1..text.len() {
            let (shown, left) = cut(text, size);
            assert_eq!(shown, [r#"{"x":"]},{\"\\","y":[{"z":1},2]}"#, r#"{"瑞":"丽"}"#]);
            let left: Value = serde_json::from_str(&left).unwrap();
            assert_eq!(left, json!({"a": {"b": {"c": 1, "d": [{}]}}, "events": [], "n": []}));
        }
    }

    #[test]
    fn what_breaks_off_is_no_page() {
        let text = r#"{"head":1,"events":[{"a":1},{"b":2}]}"#;
        for end in 1..text.len() {
            assert!(serde_json::from_str::<Value>(&cut(&text[..end], 7).1).is_err(), "{}", &text[..end]);
        }
    }

    fn object() -> impl Strategy<Value = Value> {
        let leaf =
            prop_oneof![any::<i64>().prop_map(Value::from), "[\\PC\"\\\\{}\\[\\],:]*".prop_map(Value::from)];
        let value = leaf.prop_recursive(3, 20, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::btree_map("[\\PC\"{}\\[\\]]*", inner, 0..5)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        });
        prop::collection::btree_map("\\PC*", value, 0..5)
            .prop_map(|members| Value::Object(members.into_iter().collect()))
    }

    proptest! {
        /// However the text arrives, its objects are shown whole and in order.
        #[test]
        fn parts_make_no_difference(events in prop::collection::vec(object(), 0..8), size in 1..200usize, pretty in any::<bool>()) {
            let page = json!({"after": 0, "events": events, "head": 7});
            let text = if pretty { serde_json::to_string_pretty(&page) } else { serde_json::to_string(&page) }.unwrap();
            let (shown, left) = cut(&text, size);
            let shown: Vec<Value> = shown.iter().map(|piece| serde_json::from_str(piece).unwrap()).collect();
            prop_assert_eq!(shown, events);
            prop_assert_eq!(serde_json::from_str::<Value>(&left).unwrap(), json!({"after": 0, "events": [], "head": 7}));
        }

        /// Any bytes at all break nothing.
        #[test]
        fn noise_breaks_nothing(bytes in prop::collection::vec(prop::sample::select(b"{}[]\",\\a\xff".to_vec()), 0..60), size in 1..9usize) {
            let mut pieces = Pieces::default();
            for part in bytes.chunks(size) {
                pieces.take(part, &mut |_| {});
            }
            let _ = pieces.around();
        }
    }
}
