//! Structs: their fields by name, each read by its own type.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataStruct, DeriveInput, Error, Field, Fields, Ident, Result};

use crate::attributes::{Attributes, Missing};

/// Reads a struct.
pub fn expand(input: &DeriveInput, data: &DataStruct) -> Result<TokenStream> {
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new_spanned(input, "a struct without names of fields is read by hand"));
    };
    let name = &input.ident;
    let (generics, types, bounds) = input.generics.split_for_impl();
    let whole = Attributes::read(&input.attrs)?;
    let strict = whole.strict;
    let mut names = Vec::new();
    let fields = fields.named.iter().map(|field| read(field, &mut names)).collect::<Result<Vec<_>>>()?;
    Ok(quote! {
        impl #generics ::shared::json::FromJson for #name #types #bounds {
            fn from_json(json: ::shared::json::Json<'_>) -> ::core::result::Result<Self, ::shared::json::Misfit> {
                const NAMES: &[&str] = &[#(#names),*];
                let fields = ::shared::json::fields(json, NAMES, #strict)?;
                ::core::result::Result::Ok(Self { #(#fields),* })
            }
        }
    })
}

/// `field: …`, read from `fields`; its name joins `names`.
pub fn read(field: &Field, names: &mut Vec<String>) -> Result<TokenStream> {
    let ident: &Ident =
        field.ident.as_ref().ok_or_else(|| Error::new_spanned(field, "a field without a name"))?;
    let attributes = Attributes::read(&field.attrs)?;
    if attributes.skip {
        return Ok(quote!(#ident: ::core::default::Default::default()));
    }
    let name = attributes.rename.unwrap_or_else(|| ident.to_string());
    let at = names.iter().position(|known| *known == name).unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    });
    Ok(match attributes.default {
        None => quote!(#ident: fields.read(#at)?),
        Some(Missing::Default) => quote!(#ident: fields.read_or_default(#at)?),
        Some(Missing::Call(path)) => quote!(#ident: fields.read_or(#at, #path)?),
    })
}
