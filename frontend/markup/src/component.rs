//! A component is a struct of its arguments with one function: what `<Name … />` fills in and draws.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Error, FnArg, GenericParam, ItemFn, Pat, Result, Type};

/// Turns the function into the struct.
pub fn expand(function: ItemFn) -> Result<TokenStream> {
    let ItemFn { attrs, vis, sig, block, .. } = function;
    let name = &sig.ident;
    let mut fields = Vec::new();
    let mut patterns = Vec::new();
    let mut generics: Vec<GenericParam> = Vec::new();
    for argument in &sig.inputs {
        let FnArg::Typed(argument) = argument else {
            return Err(Error::new_spanned(argument, "a component has no self"));
        };
        let Pat::Ident(pattern) = &*argument.pat else {
            return Err(Error::new_spanned(&argument.pat, "an argument is a name"));
        };
        let field = &pattern.ident;
        let ty = match &*argument.ty {
            // Each `impl Fn()` is a type of its own.
            Type::ImplTrait(bounds) => {
                let (bounds, parameter) = (&bounds.bounds, format_ident!("T{}", generics.len()));
                generics.push(syn::parse_quote!(#parameter: #bounds));
                quote!(#parameter)
            }
            ty => quote!(#ty),
        };
        fields.push(quote!(pub #field: #ty));
        patterns.push(pattern.clone());
    }
    let parameters = generics.iter().filter_map(|g| match g {
        GenericParam::Type(ty) => Some(&ty.ident),
        _ => None,
    });
    let parameters = quote!(<#(#parameters),*>);
    let generics = quote!(<#(#generics),*>);
    Ok(quote! {
        #(#attrs)*
        #vis struct #name #generics { #(#fields),* }

        impl #generics #name #parameters {
            /// Draws it.
            #vis fn draw(self) -> crate::dom::View {
                let Self { #(#patterns),* } = self;
                // What a component reads while it is drawn is not followed: its changing parts follow by themselves.
                crate::signal::untrack(move || crate::dom::IntoView::into_view(#block))
            }
        }
    })
}
