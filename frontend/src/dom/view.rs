//! What can stand in an element, and parts that change.
//!
//! A part that changes lies between two comments. When it is drawn anew, the new nodes are put in before the old ones
//! go, so that nothing that surrounds them jumps; when both look the same the old ones stay. Whoever had the focus
//! within has it again.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Owner, document};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use crate::signal::{Memo, RwSignal, Signal, follow};

/// Nodes that have no place yet.
#[derive(Default)]
pub struct View(Vec<Node>);

/// The same, by the name that it has in Leptos.
pub type AnyView = View;

impl View {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// One node.
    pub fn of(node: Node) -> Self {
        Self(vec![node])
    }

    /// Puts something at the end.
    pub fn add(&mut self, more: impl IntoView) {
        self.0.append(&mut more.into_view().0);
    }

    /// The nodes.
    pub fn nodes(self) -> Vec<Node> {
        self.0
    }
}

/// What can stand in an element.
pub trait IntoView: Sized + 'static {
    /// Its nodes.
    fn into_view(self) -> View;

    /// The nodes of a part that changes.
    fn changing(read: Box<dyn Fn() -> Self>) -> View {
        changing(Box::new(move || read().into_view()))
    }
}

/// `.into_any()`, by the name that it has in Leptos.
pub trait IntoAny: IntoView {
    /// Its nodes.
    fn into_any(self) -> View {
        self.into_view()
    }
}

impl<T: IntoView> IntoAny for T {}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::new()
    }
}

macro_rules! texts {
    ($($text:ty),+) => {$(
        impl IntoView for $text {
            fn into_view(self) -> View {
                View::of(document().create_text_node(&self.to_string()).into())
            }

            fn changing(read: Box<dyn Fn() -> Self>) -> View {
                changing_text(Box::new(move || read().to_string()))
            }
        }
    )+};
}
texts!(&'static str, String, u8, u32, i32, usize);

impl<T: IntoView> IntoView for Option<T> {
    fn into_view(self) -> View {
        self.map(IntoView::into_view).unwrap_or_default()
    }
}

impl<T: IntoView> IntoView for Vec<T> {
    fn into_view(self) -> View {
        let mut all = View::new();
        for one in self {
            all.add(one);
        }
        all
    }
}

impl<A: IntoView, B: IntoView> IntoView for (A, B) {
    fn into_view(self) -> View {
        let mut all = self.0.into_view();
        all.add(self.1);
        all
    }
}

impl<T: IntoView, F: Fn() -> T + 'static> IntoView for F {
    fn into_view(self) -> View {
        T::changing(Box::new(self))
    }
}

macro_rules! signals {
    ($($signal:ident),+) => {$(
        impl<T: IntoView + Clone> IntoView for $signal<T> {
            fn into_view(self) -> View {
                T::changing(Box::new(move || self.get()))
            }
        }
    )+};
}
signals!(RwSignal, Memo, Signal);

/// Draws something at the end of the page's body.
pub fn mount(view: View) {
    let Some(body) = document().body() else { return };
    for node in view.0 {
        let _ = body.append_child(&node);
    }
}

fn changing_text(read: Box<dyn Fn() -> String>) -> View {
    let text = document().create_text_node("");
    let node: Node = text.clone().into();
    let mut shown = String::new();
    follow(Box::new(move || {
        let now = read();
        if now != shown {
            text.set_data(&now);
            shown = now;
        }
    }));
    View::of(node)
}

fn changing(read: Box<dyn Fn() -> View>) -> View {
    let (start, end) = (comment(), comment());
    // What a drawing makes (listeners, effects) belongs to an owner of its own, which ends when it is replaced. Two
    // take turns: the new drawing is made while the old one still stands.
    let outer = Owner::current().unwrap_or_default();
    let owners = [outer.child(), outer.child()];
    let first = Rc::new(RefCell::new(Vec::new()));
    let (place, from, to) = (Rc::clone(&first), start.clone(), end.clone());
    let mut turn = false;
    follow(Box::new(move || {
        let [mut standing, mut next] = owners.each_ref();
        if turn {
            (standing, next) = (next, standing);
        }
        let View(fresh) = next.with(&read);
        if to.parent_node().is_none() {
            // The first drawing: it is put into its place together with what surrounds it.
            place.replace(fresh);
        } else if !replace(&from, &to, fresh) {
            return next.cleanup();
        }
        standing.cleanup();
        turn = !turn;
    }));
    let mut nodes = vec![start];
    nodes.append(&mut first.take());
    nodes.push(end);
    View(nodes)
}

/// Puts new nodes between two comments and takes the old ones away; whether it had to.
fn replace(start: &Node, end: &Node, fresh: Vec<Node>) -> bool {
    let Some(parent) = end.parent_node() else { return false };
    let old = between(start, end);
    let same = old.len() == fresh.len() && old.iter().zip(&fresh).all(|(a, b)| a.is_equal_node(Some(b)));
    if same {
        return false;
    }
    let focus = focus_within(&old);
    for node in &fresh {
        let _ = parent.insert_before(node, Some(end));
    }
    for node in old {
        let _ = parent.remove_child(&node);
    }
    if let Some(way) = focus {
        focus_again(&fresh, &way);
    }
    true
}

fn between(start: &Node, end: &Node) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut next = start.next_sibling();
    while let Some(node) = next.filter(|node| node != end) {
        next = node.next_sibling();
        nodes.push(node);
    }
    nodes
}

/// The way to the focused element from the nodes that hold it: which of them, then which child, and so on.
fn focus_within(nodes: &[Node]) -> Option<Vec<usize>> {
    let focused: Node = document().active_element()?.into();
    let top = nodes.iter().position(|node| node.contains(Some(&focused)))?;
    let mut way = Vec::new();
    let mut at = focused;
    while at != *nodes.get(top)? {
        let before = std::iter::successors(at.previous_sibling(), Node::previous_sibling);
        way.push(before.count());
        at = at.parent_node()?;
    }
    way.push(top);
    way.reverse();
    Some(way)
}

fn focus_again(nodes: &[Node], way: &[usize]) {
    let mut way = way.iter();
    let mut at = way.next().and_then(|top| nodes.get(*top)).cloned();
    for child in way {
        let children = |node: Node| std::iter::successors(node.first_child(), Node::next_sibling);
        at = at.and_then(|node| children(node).nth(*child));
    }
    if let Some(element) = at.and_then(|node| node.dyn_into::<Element>().ok()) {
        let _ = element.unchecked_ref::<HtmlElement>().focus();
    }
}

fn comment() -> Node {
    document().create_comment("").into()
}
