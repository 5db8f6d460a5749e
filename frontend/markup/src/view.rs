//! From nodes to calls: `<p class="x" on:click=f>{y}</p>` becomes an element, its attributes, its children.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement, NodeName};
use syn::{Error, Expr, Ident, LitStr, Result};

/// Elements that live in the SVG name space.
const SVG: [&str; 12] =
    ["svg", "g", "path", "rect", "circle", "line", "text", "defs", "pattern", "clipPath", "title", "tspan"];

/// The whole of a `view!`.
pub fn expand(input: TokenStream) -> Result<TokenStream> {
    let nodes = rstml::parse2(input)?;
    let views = nodes.iter().map(child).collect::<Result<Vec<_>>>()?;
    Ok(match views.as_slice() {
        [one] => quote!(crate::dom::IntoView::into_view(#one)),
        _ => quote!({
            let mut all = crate::dom::View::new();
            #(all.add(#views);)*
            all
        }),
    })
}

/// A node as an expression that can be turned into a view.
fn child(node: &Node) -> Result<TokenStream> {
    match node {
        Node::Element(element) => one(element),
        Node::Text(text) => {
            let text = &text.value;
            Ok(quote!(#text))
        }
        Node::Block(block) => {
            let block = block.try_block().ok_or_else(|| Error::new(Span::call_site(), "not a block"))?;
            // `{x}` reads as `x`: no block, no needless borrow of its value.
            match block.stmts.as_slice() {
                [syn::Stmt::Expr(expression, None)] => Ok(quote!(#expression)),
                _ => Ok(quote!(#block)),
            }
        }
        other => Err(Error::new_spanned(other, "elements, texts and {blocks} only")),
    }
}

fn one(element: &NodeElement<rstml::Infallible>) -> Result<TokenStream> {
    let name = element.name();
    let is_component = name.to_string().chars().next().is_some_and(char::is_uppercase);
    if is_component { component(element) } else { plain(element) }
}

/// `<Row count=n />` is `Row { count: n }.draw()`.
fn component(element: &NodeElement<rstml::Infallible>) -> Result<TokenStream> {
    let NodeName::Path(path) = element.name() else {
        return Err(Error::new_spanned(element.name(), "a component's name is a path"));
    };
    let mut fields = Vec::new();
    for attribute in attributes(element)? {
        let name = Ident::new(&attribute.key.to_string(), Span::call_site());
        fields.push(match attribute.value() {
            Some(value) => quote!(#name: #value),
            None => quote!(#name),
        });
    }
    if !element.children.is_empty() {
        let children = element.children.iter().map(child).collect::<Result<Vec<_>>>()?;
        fields.push(quote!(children: {
            let mut all = crate::dom::View::new();
            #(all.add(#children);)*
            all
        }));
    }
    Ok(quote!(#path { #(#fields),* }.draw()))
}

fn plain(element: &NodeElement<rstml::Infallible>) -> Result<TokenStream> {
    let name = element.name().to_string();
    // Named by us, invisible to what the caller writes.
    let made = Ident::new("element", Span::mixed_site());
    let make = Ident::new(if SVG.contains(&name.as_str()) { "svg" } else { "html" }, Span::call_site());
    let mut calls = Vec::new();
    let mut last = Vec::new();
    for given in attributes(element)? {
        let call = attribute(&made, given)?;
        // A field takes its value only once its kind and its limits are known.
        let is_property = given.key.to_string().starts_with("prop:");
        if is_property { last.push(call) } else { calls.push(call) }
    }
    for node in &element.children {
        let view = child(node)?;
        calls.push(quote!(#made.child(#view);));
    }
    Ok(quote!({
        let #made = crate::dom::#make(#name);
        #(#calls)*
        #(#last)*
        #made
    }))
}

fn attribute(made: &Ident, attribute: &KeyedAttribute) -> Result<TokenStream> {
    let key = attribute.key.to_string();
    let Some(value) = attribute.value() else {
        return Ok(quote!(#made.attribute(#key, true);));
    };
    if key == "node_ref" {
        return Ok(quote!(#value.hold(&#made);));
    }
    let Some((group, name)) = key.split_once(':') else {
        return Ok(quote!(#made.attribute(#key, #value);));
    };
    let name = LitStr::new(name, Span::call_site());
    Ok(match group {
        "class" => quote!(#made.class(#name, #value);),
        "style" => quote!(#made.style(#name, #value);),
        "prop" => quote!(#made.property(#name, #value);),
        "on" => {
            let event = event(&name.value(), value)?;
            quote!(#made.on::<#event>(#name, #value);)
        }
        _ => return Err(Error::new_spanned(&attribute.key, "class:, style:, prop: and on: are understood")),
    })
}

/// The type of event that a listener receives.
fn event(name: &str, at: &Expr) -> Result<TokenStream> {
    let kind = match name {
        "click" | "dblclick" | "contextmenu" => "MouseEvent",
        "keydown" | "keyup" => "KeyboardEvent",
        "input" | "change" | "scroll" | "load" | "error" | "cancel" | "close" | "submit" => "Event",
        "focus" | "blur" | "focusin" | "focusout" => "FocusEvent",
        _ if name.starts_with("pointer") => "PointerEvent",
        _ => return Err(Error::new_spanned(at, format!("`{name}` is not an event that is known here"))),
    };
    let kind = Ident::new(kind, Span::call_site());
    Ok(quote!(web_sys::#kind))
}

fn attributes(element: &NodeElement<rstml::Infallible>) -> Result<Vec<&KeyedAttribute>> {
    let keyed = element.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(keyed) => Ok(keyed),
        NodeAttribute::Block(block) => Err(Error::new_spanned(block, "an attribute has a name")),
    });
    keyed.collect()
}
