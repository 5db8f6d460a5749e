//! `#[derive(FromJson)]`: reads a struct or an enum with the functions of `shared::json`.
//!
//! serde compiles a visitor, a list of names and two loops for each type: for the facts alone 80 kB of WebAssembly,
//! brotli. What is derived here is one call a field. It obeys the same `#[serde(…)]` attributes, so that what serde
//! writes is read: `default`, `rename`, `rename_all` (snake_case, lowercase), `tag`, `deny_unknown_fields`.

mod attributes;
mod enums;
mod structs;

use proc_macro::TokenStream;
use syn::{Data, DeriveInput, Error, Result};

/// Makes a type readable from JSON.
#[proc_macro_derive(FromJson, attributes(serde))]
pub fn from_json(input: TokenStream) -> TokenStream {
    let input = match syn::parse::<DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error().into(),
    };
    expand(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn expand(input: &DeriveInput) -> Result<proc_macro2::TokenStream> {
    match &input.data {
        Data::Struct(data) => structs::expand(input, data),
        Data::Enum(data) => enums::expand(input, data),
        Data::Union(_) => Err(Error::new_spanned(input, "a union has no fields to read")),
    }
}
