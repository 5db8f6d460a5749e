//! What is recorded with one click: the rules are asked before anything is sent, a double click is one effect, and what was
//! sent and not answered is sent again under the same name.

use std::collections::BTreeMap;

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::{Command, Context, Text, decide};

use super::{Look, new_name};
use crate::moment::Moment;
use crate::net;

/// Commands on their way, and what was said of those that failed.
#[derive(Clone, Copy)]
pub struct Acts {
    look: Look,
    moment: Moment,
    /// The names of commands that nobody answered yet, by their text.
    names: StoredValue<BTreeMap<String, String>>,
    /// Where one is on its way.
    busy: RwSignal<Option<String>>,
    /// Where one was refused, and why.
    trouble: RwSignal<Option<(String, String)>>,
}

impl Acts {
    /// Nothing yet.
    pub fn new(look: Look, moment: Moment) -> Self {
        let names = StoredValue::new(BTreeMap::new());
        Self { look, moment, names, busy: RwSignal::new(None), trouble: RwSignal::new(None) }
    }

    /// Sends a command from a place on the page, and goes on when it is recorded.
    pub fn send(self, place: &str, text: String, then: impl FnOnce() + 'static) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        let (lang, today) = (self.look.scene.lang.get_untracked(), self.moment.today.get_untracked());
        let refused = match Command::read(&text) {
            Ok(command) => {
                self.look.feed.world.with_untracked(|world| decide(world, &command, &Context { today }).err())
            }
            Err(refusal) => Some(refusal),
        };
        if let Some(refusal) = refused {
            self.trouble.set(Some((place.to_owned(), refusal.word(lang))));
            return;
        }
        let name =
            self.names.update_value(|names| names.entry(text.clone()).or_insert_with(new_name).clone());
        let place = place.to_owned();
        self.busy.set(Some(place.clone()));
        self.trouble.set(None);
        spawn_local(async move {
            match net::command(&text, &name, lang).await {
                Ok(_) => {
                    // The page may be left by now.
                    let _gone = self.names.try_update_value(|names| names.remove(&text));
                    then();
                }
                Err(words) => self.trouble.set(Some((place, words))),
            }
            self.busy.set(None);
        });
    }

    /// Whether something is on its way.
    pub fn is_busy(self) -> bool {
        self.busy.with(Option::is_some)
    }

    /// What was said at a place.
    pub fn said(self, place: String) -> impl Fn() -> Option<View> {
        move || {
            let words = self.trouble.with(|trouble| {
                trouble.as_ref().filter(|(at, _)| *at == place).map(|(_, words)| words.clone())
            })?;
            Some(view! { <p class="login-trouble" role="alert">{words}</p> })
        }
    }
}

/// Whether a click is the second of a double click: what it was meant for is gone by then, and something else may lie under
/// the pointer.
pub fn is_again(event: &web_sys::MouseEvent) -> bool {
    event.detail() > 1
}

/// A text as JSON writes it, quotes and all.
pub fn quoted(text: &str) -> String {
    js_sys::JSON::stringify(&text.into()).map(String::from).unwrap_or_default()
}

/// A text in both languages as JSON writes it.
pub fn both(text: &Text) -> String {
    format!(r#"{{"zh":{},"en":{}}}"#, quoted(&text.zh), quoted(&text.en))
}
