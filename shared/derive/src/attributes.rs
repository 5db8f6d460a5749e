//! The attributes of serde that are obeyed, and no others: one that is not known here stops the build.

use quote::ToTokens;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Expr, LitStr, Path, Result, Token};

/// What `#[serde(…)]` says of a type, a variant or a field.
#[derive(Default)]
pub struct Attributes {
    /// Another name than the code's.
    pub rename: Option<String>,
    /// How names of variants are written.
    pub rename_all: Option<String>,
    /// The field that names the variant.
    pub tag: Option<String>,
    /// A field that is not known is an error.
    pub strict: bool,
    /// What stands for a missing field.
    pub default: Option<Missing>,
    /// Not read at all.
    pub skip: bool,
}

/// What stands for a missing field.
pub enum Missing {
    /// The default of its type.
    Default,
    /// What a function gives.
    Call(Path),
}

impl Attributes {
    /// Reads them.
    pub fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut read = Self::default();
        for attribute in attributes.iter().filter(|a| a.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| read.one(&meta))?;
        }
        Ok(read)
    }

    fn one(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        let word = |meta: &ParseNestedMeta<'_>| meta.value()?.parse::<LitStr>().map(|text| text.value());
        let name = meta.path.to_token_stream().to_string();
        match name.as_str() {
            "rename" => self.rename = Some(word(meta)?),
            "rename_all" => self.rename_all = Some(word(meta)?),
            "tag" => self.tag = Some(word(meta)?),
            "deny_unknown_fields" => self.strict = true,
            "skip" => self.skip = true,
            "default" if meta.input.peek(Token![=]) => {
                let path: LitStr = meta.value()?.parse()?;
                self.default = Some(Missing::Call(path.parse()?));
            }
            "default" => self.default = Some(Missing::Default),
            // Of writing only.
            "skip_serializing_if" => drop(meta.value()?.parse::<Expr>()?),
            other => return Err(meta.error(format!("FromJson does not know `{other}`"))),
        }
        Ok(())
    }

    /// The name under which a variant is written.
    pub fn written(&self, variant: &str, whole: &Attributes) -> Result<String> {
        if let Some(name) = &self.rename {
            return Ok(name.clone());
        }
        match whole.rename_all.as_deref() {
            None => Ok(variant.to_owned()),
            Some("lowercase") => Ok(variant.to_lowercase()),
            Some("snake_case") => Ok(snake(variant)),
            Some(other) => Err(syn::Error::new(
                proc_macro2::Span::call_site(),
                format!("FromJson does not know {other}"),
            )),
        }
    }
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (at, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && at > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
