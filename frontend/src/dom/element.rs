//! One element while it is made.

use leptos::prelude::document;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue, intern};
use web_sys::{Element, Event, HtmlElement};

use super::attribute::{Attribute, Switch, Worth};
use super::view::{IntoView, View};
use crate::signal::{follow, keep};

/// An element.
pub struct El(Element);

/// A new HTML element.
pub fn html(tag: &'static str) -> El {
    El(document().create_element(intern(tag)).expect("the names of our elements are well formed"))
}

/// A new SVG element.
pub fn svg(tag: &'static str) -> El {
    let made = document().create_element_ns(Some(intern("http://www.w3.org/2000/svg")), intern(tag));
    El(made.expect("the names of our elements are well formed"))
}

impl El {
    /// The browser's element.
    pub fn raw(&self) -> &Element {
        &self.0
    }

    /// Sets an attribute; one without worth is left out.
    pub fn attribute(&self, name: &'static str, value: impl Attribute) {
        match value.worth() {
            Worth::Once(text) => set(&self.0, name, text.as_deref()),
            Worth::Always(read) => {
                let element = self.0.clone();
                when_other(read, move |text| set(&element, name, text));
            }
        }
    }

    /// Gives or takes a class.
    pub fn class(&self, name: &'static str, on: impl Switch) {
        let classes = self.0.class_list();
        on.apply(Box::new(move |on| {
            // Refused only for names with spaces.
            let _ = classes.toggle_with_force(intern(name), on);
        }));
    }

    /// Sets a property of its style; from script the content security policy allows it.
    pub fn style(&self, name: &'static str, value: impl Attribute) {
        let style = self.0.unchecked_ref::<HtmlElement>().style();
        let apply = move |value: Option<&str>| {
            let _ = match value {
                Some(value) => style.set_property(intern(name), value),
                None => style.remove_property(intern(name)).map(|_| ()),
            };
        };
        match value.worth() {
            Worth::Once(text) => apply(text.as_deref()),
            Worth::Always(read) => when_other(read, apply),
        }
    }

    /// Sets a property of the object, such as what a field holds.
    pub fn property(&self, name: &'static str, value: impl Attribute) {
        let element = self.0.clone();
        let apply = move |value: Option<String>| {
            let value = value.map_or(JsValue::NULL, |text| JsValue::from_str(&text));
            let _ = js_sys::Reflect::set(&element, &JsValue::from_str(name), &value);
        };
        match value.worth() {
            Worth::Once(text) => apply(text),
            Worth::Always(read) => follow(Box::new(move || apply(read()))),
        }
    }

    /// Listens to an event.
    pub fn on<E: JsCast + FromWasmAbi + 'static>(
        &self,
        name: &'static str,
        mut act: impl FnMut(E) + 'static,
    ) {
        listen(&self.0, name, Box::new(move |event: Event| act(event.unchecked_into())));
    }

    /// Puts something at its end.
    pub fn child(&self, child: impl IntoView) {
        for node in child.into_view().nodes() {
            let _ = self.0.append_child(&node);
        }
    }
}

impl IntoView for El {
    fn into_view(self) -> View {
        View::of(self.0.into())
    }
}

/// Writes a text now, and again whenever it is another one: to ask the browser is dearer than to compare.
fn when_other(read: Box<dyn Fn() -> Option<String>>, write: impl Fn(Option<&str>) + 'static) {
    let mut written = None;
    follow(Box::new(move || {
        let text = read();
        if written.as_ref() != Some(&text) {
            write(text.as_deref());
            written = Some(text);
        }
    }));
}

fn set(element: &Element, name: &'static str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(intern(name), value),
        None => element.remove_attribute(intern(name)),
    };
}

fn listen(element: &Element, name: &'static str, act: Box<dyn FnMut(Event)>) {
    let closure = Closure::<dyn FnMut(Event)>::wrap(act);
    let _ = element.add_event_listener_with_callback(intern(name), closure.as_ref().unchecked_ref());
    keep(closure);
}
