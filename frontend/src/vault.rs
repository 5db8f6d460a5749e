//! Contacts and notes of a record, in a panel that opens on a click and never by itself: every reading is noted.
//!
//! The buttons and the panel's place belong to the pages; what is in it is a part of its own: the chart opens it, too, and
//! need not load the desk for it.

mod entry;
mod form;
mod wire;

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::vault::Kind;
use shared::words::DeskWord;
use shared::{Lang, Word};
use wasm_bindgen::JsCast;

use crate::parts;
use crate::scene::Scene;
use crate::words;
use form::Draft;
use wire::Listed;

/// A record whose contacts and notes are looked at.
#[derive(Clone, Debug, PartialEq)]
struct Record {
    /// Such as `target/T-014`.
    stream: String,
    name: String,
}

/// Which record's contacts and notes are open, if any: one at a time on a page.
#[derive(Clone, Copy)]
pub struct Shown(RwSignal<Option<Record>>);

impl Shown {
    /// On a page that was just opened: none.
    pub fn share() {
        provide_context(Self(RwSignal::new(None)));
    }

    /// Closes the panel; the keyboard goes back to the button that opened it.
    fn close(self) {
        let was = self.0.get_untracked();
        self.0.set(None);
        if let Some(Record { stream, .. }) = was {
            focus(format!("[data-vault=\"{stream}\"]"));
        }
    }
}

/// The button that opens a record's contacts and notes, and says that reading is noted; in a table its column says so.
pub fn button(stream: String, name: String, word: Word, lang: Lang) -> View {
    let Shown(shown) = expect_context();
    let record = Record { stream: stream.clone(), name };
    let open = move |_| {
        shown.set(Some(record.clone()));
        focus(".vault .close".to_owned());
    };
    let label = Word::VaultOpen.text(lang);
    view! { <button type="button" class="link" data-vault=stream title=label aria-label=label on:click=open>{word.text(lang)}</button> }
}

/// Where the panel opens.
pub fn place() -> View {
    let Shown(shown) = expect_context();
    let is_open = Memo::new(move || shown.with(Option::is_some));
    view! { {move || is_open.get().then(|| parts::VAULT.view())} }
}

/// Takes the keyboard to an element once it is drawn; while a part is on its way there is none yet.
fn focus(selector: String) {
    request_animation_frame(move || {
        if let Ok(Some(found)) = document().query_selector(&selector) {
            let _taken = found.unchecked_ref::<web_sys::HtmlElement>().focus();
        }
    });
}

/// What is being done in the panel.
#[derive(Clone, Debug, PartialEq)]
enum Doing {
    Nothing,
    /// A new contact or note, under a name that it is sent with until it is kept.
    Adding(Kind, String),
    /// Another content for an entry.
    Changing(String),
    /// An entry is about to be erased.
    Erasing(String),
}

/// The open panel.
#[derive(Clone, Copy)]
struct Panel {
    scene: Scene,
    shown: Shown,
    listed: RwSignal<Option<Listed>>,
    doing: RwSignal<Doing>,
    draft: RwSignal<Draft>,
    trouble: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    /// Changes when words have come.
    learned: RwSignal<u32>,
}

impl Panel {
    fn stream(self) -> String {
        self.shown
            .0
            .with_untracked(|record| record.as_ref().map(|record| record.stream.clone()))
            .unwrap_or_default()
    }

    /// Begins something, and takes the keyboard there.
    fn begin(self, doing: Doing) {
        self.trouble.set(None);
        self.doing.set(doing);
        focus(".vault :is(.vault-form, .vault-sure) :is(input, textarea, button)".to_owned());
    }

    /// Nothing is being done any more.
    fn end(self) {
        self.trouble.set(None);
        self.doing.set(Doing::Nothing);
        focus(".vault .close".to_owned());
    }

    /// Asks the server for the entries; noted there.
    async fn look(self) {
        let lang = self.scene.lang.get_untracked();
        match wire::list(&self.stream(), lang).await {
            Ok(listed) => self.listed.set(Some(listed)),
            Err(words) => self.trouble.set(Some(words)),
        }
    }

    /// Sends a change and looks again, also when it is refused: others may have changed the same, and what was typed stays.
    fn send(self, change: impl AsyncFnOnce(Lang) -> Result<(), String> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let done = change(self.scene.lang.get_untracked()).await;
            let is_done = done.is_ok();
            self.look().await;
            if is_done {
                self.end();
            }
            self.trouble.set(done.err());
            self.busy.set(false);
        });
    }
}

/// The panel, drawn while a record is shown in it.
#[component]
pub fn Vault() -> impl IntoView {
    let (scene, shown) = (Scene::here(), expect_context::<Shown>());
    let panel = Panel {
        scene,
        shown,
        listed: RwSignal::new(None),
        doing: RwSignal::new(Doing::Nothing),
        draft: RwSignal::new(Draft::default()),
        trouble: RwSignal::new(None),
        busy: RwSignal::new(false),
        learned: RwSignal::new(0),
    };
    Effect::new(move |_| {
        let lang = scene.lang.get();
        spawn_local(async move {
            match words::learn_desk(lang).await {
                Ok(()) => panel.learned.update(|times| *times += 1),
                Err(trouble) => leptos::logging::warn!("{trouble}"),
            }
        });
    });
    // Another record in the same panel is another reading.
    let stream =
        Memo::new(move || shown.0.with(|record| record.as_ref().map(|record| record.stream.clone())));
    Effect::new(move |_| {
        if stream.get().is_some() {
            panel.listed.set(None);
            panel.doing.set(Doing::Nothing);
            panel.trouble.set(None);
            spawn_local(panel.look());
        }
    });
    // Within the panel, and so before whatever of the page below listens for the same key.
    let leave = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.prevent_default();
            match panel.doing.with_untracked(|doing| *doing == Doing::Nothing) {
                true => shown.close(),
                false => panel.end(),
            }
        }
    };
    focus(".vault .close".to_owned());
    let content = move || {
        let lang = scene.lang.get();
        (panel.learned.get() > 0).then(|| drawn(panel, lang))
    };
    let title = move || {
        let name =
            shown.0.with(|record| record.as_ref().map(|record| record.name.clone())).unwrap_or_default();
        panel.learned.get();
        DeskWord::DeskVaultAbout.with(
            scene.lang.get(),
            &[("what", DeskWord::DeskVaultTitle.text(scene.lang.get())), ("name", &name)],
        )
    };
    view! {
        <aside class="panel vault" aria-label=title tabindex="-1" on:keydown=leave>
            <header class="head">
                <h2 class="title">{title}</h2>
                <button type="button" class="close" aria-label=move || scene.say(Word::PanelClose) on:click=move |_| shown.close()>
                    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3L13 13M13 3L3 13" stroke="currentColor" stroke-width="1.5" /></svg>
                </button>
            </header>
            {move || panel.trouble.get().map(|words| view! { <p class="login-trouble" role="alert">{words}</p> })}
            {content}
        </aside>
    }
}

fn drawn(panel: Panel, lang: Lang) -> Option<View> {
    let Listed { entries, records, for_this_run } = panel.listed.get()?;
    let doing = panel.doing.get();
    let said = entries.iter().any(|entry| entry.shut.is_none());
    let rows: Vec<_> = entries.iter().map(|entry| entry::row(panel, entry, &doing, records, lang)).collect();
    let add = |kind: Kind, word: DeskWord| {
        let begin = move |_| {
            panel.draft.set(Draft::default());
            panel.begin(Doing::Adding(kind, crate::agenda::new_name()));
        };
        view! { <button type="button" class="button" on:click=begin>{word.text(lang)}</button>" " }
    };
    let adding = match &doing {
        Doing::Adding(kind, _) => Some(form::form(panel, *kind, lang)),
        Doing::Nothing if records => Some(view! {
            <p>{add(Kind::Contact, DeskWord::DeskVaultAddContact)}{add(Kind::Note, DeskWord::DeskVaultAddNote)}</p>
        }),
        _ => None,
    };
    let line = |word: DeskWord| view! { <p class="quiet">{word.text(lang)}</p> };
    Some(view! {
        {for_this_run.then(|| line(DeskWord::DeskVaultDemo))}
        {said.then(|| line(DeskWord::DeskVaultNoted))}
        {entries.is_empty().then(|| line(DeskWord::DeskVaultEmpty))}
        <ul class="vault-list">{rows}</ul>
        {adding}
    })
}
