//! Markup in Rust: `view!` and `#[component]`, turned into plain calls of the client's `dom` module.
//!
//! The notation is that of Leptos, whose signals and effects the client runs on. Its own renderer gives every
//! element a type made of all its attributes and children, and compiles building, updating and removing anew for each
//! of them: for this interface 600 kB of WebAssembly, brotli, where the budget is 260. Here an element is an element.

mod component;
mod view;

use proc_macro::TokenStream;

/// Elements, components, texts and `{blocks}` as a `View`.
#[proc_macro]
pub fn view(input: TokenStream) -> TokenStream {
    view::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Makes a function with named arguments usable as `<Name argument=value />`.
#[proc_macro_attribute]
pub fn component(_: TokenStream, input: TokenStream) -> TokenStream {
    match syn::parse(input) {
        Ok(function) => component::expand(function).unwrap_or_else(syn::Error::into_compile_error).into(),
        Err(error) => error.into_compile_error().into(),
    }
}
