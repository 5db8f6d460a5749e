//! Texts that are never printed: given in the configuration itself, in a file beside it, or in the environment.
//!
//! ```toml
//! secret = "whsec_…"                       # in the configuration file: let nobody else read it
//! secret = { file = "/run/secrets/hook" }  # a file with nothing else in it
//! secret = { env = "HOOK_SECRET" }         # an environment variable
//! ```

use std::fmt;

use serde::de::{Error, Expected, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A text that is never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl<'de> Deserialize<'de> for Secret {
    /// Fetched while the configuration is read, so that what is missing is named with its line.
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(Given)
    }
}

struct Given;

impl<'de> Visitor<'de> for Given {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, { file = \"…\" } or { env = \"…\" }")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Secret, E> {
        Ok(Secret(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Secret, A::Error> {
        let (Some((place, name)), None) =
            (map.next_entry::<String, String>()?, map.next_entry::<String, String>()?)
        else {
            return Err(A::Error::custom(format_args!("expected {}", &self as &dyn Expected)));
        };
        let found = match place.as_str() {
            "file" => std::fs::read_to_string(&name).map_err(|e| format!("the secret in {name}: {e}")),
            "env" => std::env::var(&name).map_err(|_| format!("the environment variable {name} is not set")),
            other => return Err(A::Error::unknown_field(other, &["file", "env"])),
        };
        found.map(|text| Secret(text.trim().to_owned())).map_err(A::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Held {
        secret: Secret,
    }

    fn read(text: &str) -> Result<String, String> {
        let held: Result<Held, _> = toml::from_str(text);
        held.map(|held| held.secret.reveal().to_owned()).map_err(|e| e.message().to_owned())
    }

    #[test]
    fn a_secret_stands_in_the_file_in_another_one_or_in_the_environment() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "from a file\n").unwrap();
        assert_eq!(read("secret = \"plain\""), Ok("plain".into()));
        assert_eq!(read(&format!("secret = {{ file = {:?} }}", file.path())), Ok("from a file".into()));
        assert!(read("secret = { env = \"PATH\" }").is_ok());
        for (text, said) in [
            ("secret = { env = \"NO_SUCH_VARIABLE_HERE\" }", "NO_SUCH_VARIABLE_HERE is not set"),
            ("secret = { file = \"/nowhere/secret\" }", "/nowhere/secret: No such file"),
            ("secret = { vault = \"x\" }", "unknown field `vault`"),
            ("secret = {}", "expected a text, { file"),
            ("secret = 7", "expected a text, { file"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
