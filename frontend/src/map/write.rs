//! GeoJSON of points written as text, which is how it travels to the library's worker anyway.

use std::fmt::Write;

pub use shared::json::quoted;

use crate::number::shortest;

/// The value of a property.
#[derive(Clone, Copy, Debug)]
pub enum Property<'a> {
    /// Text.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

/// A `FeatureCollection` of points in the making.
pub struct Points {
    text: String,
    empty: bool,
}

impl Points {
    /// Without any.
    pub fn new() -> Self {
        Self { text: "{\"type\":\"FeatureCollection\",\"features\":[".to_owned(), empty: true }
    }

    /// Adds one at a place in degrees.
    pub fn put(&mut self, [lon, lat]: [f64; 2], properties: &[(&str, Property)]) {
        if !self.empty {
            self.text.push(',');
        }
        self.empty = false;
        // A string takes everything that is written.
        let _infallible = write!(
            self.text,
            "{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{},{}]}},\"properties\":{{",
            shortest(lon),
            shortest(lat)
        );
        for (index, (name, value)) in properties.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let _infallible = match value {
                Property::Text(text) => write!(self.text, "{comma}\"{name}\":{}", quoted(text)),
                Property::Number(number) => write!(self.text, "{comma}\"{name}\":{}", shortest(*number)),
                Property::Flag(flag) => write!(self.text, "{comma}\"{name}\":{flag}"),
            };
        }
        self.text.push_str("}}");
    }

    /// The collection.
    pub fn finish(mut self) -> String {
        self.text.push_str("]}");
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read_whatever_a_name_holds() {
        let mut points = Points::new();
        points.put(
            [97.5, 24.25],
            &[("label", Property::Text("<b>\"勐卯\"\n\\")), ("radius", Property::Number(15.5))],
        );
        points.put([1.0, 2.0], &[("flagship", Property::Flag(true))]);
        let read: serde_json::Value = serde_json::from_str(&points.finish()).unwrap();
        assert_eq!(read["features"][0]["properties"]["label"], "<b>\"勐卯\"\n\\");
        assert_eq!(read["features"][0]["geometry"]["coordinates"][1], 24.25);
        assert_eq!(read["features"][1]["properties"]["flagship"], true);
        assert_eq!(Points::new().finish(), "{\"type\":\"FeatureCollection\",\"features\":[]}");
    }
}
