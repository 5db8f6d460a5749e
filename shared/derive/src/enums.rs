//! Enums: words, or variants with fields of which one, the tag, names the variant.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, DeriveInput, Error, Fields, Result};

use crate::attributes::Attributes;
use crate::structs;

/// Reads an enum.
pub fn expand(input: &DeriveInput, data: &DataEnum) -> Result<TokenStream> {
    let name = &input.ident;
    let whole = Attributes::read(&input.attrs)?;
    let mut names: Vec<String> = whole.tag.iter().cloned().collect();
    let (mut words, mut arms) = (Vec::new(), Vec::new());
    for (at, variant) in data.variants.iter().enumerate() {
        let ident = &variant.ident;
        words.push(Attributes::read(&variant.attrs)?.written(&ident.to_string(), &whole)?);
        let made = match &variant.fields {
            Fields::Unit => quote!(Self::#ident),
            Fields::Named(fields) if whole.tag.is_some() => {
                let fields =
                    fields.named.iter().map(|f| structs::read(f, &mut names)).collect::<Result<Vec<_>>>()?;
                quote!(Self::#ident { #(#fields),* })
            }
            _ => {
                return Err(Error::new_spanned(variant, "a variant with fields needs their names and a tag"));
            }
        };
        arms.push(quote!(#at => #made));
    }
    let strict = whole.strict;
    let which = match &whole.tag {
        None => quote!(::shared::json::word(json, WORDS)?),
        Some(_) => quote!({
            fields = ::shared::json::fields(json, &[#(#names),*], #strict)?;
            fields.word(0, WORDS)?
        }),
    };
    let fields = whole.tag.is_some().then(|| quote!(let fields;));
    let last = data.variants.len() - 1;
    // The last arm takes what cannot come: `word` answers a place in the list.
    if let (Some(arm), Some(variant)) = (arms.last_mut(), data.variants.last())
        && matches!(variant.fields, Fields::Unit)
    {
        let ident = &variant.ident;
        *arm = quote!(_ => Self::#ident);
    } else {
        arms.push(quote!(_ => return ::core::result::Result::Err(::shared::json::Misfit::new(WORDS[#last]))));
    }
    Ok(quote! {
        impl ::shared::json::FromJson for #name {
            fn from_json(json: ::shared::json::Json<'_>) -> ::core::result::Result<Self, ::shared::json::Misfit> {
                const WORDS: &[&str] = &[#(#words),*];
                #fields
                ::core::result::Result::Ok(match #which { #(#arms),* })
            }
        }
    })
}
