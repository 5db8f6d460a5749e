//! A form while it is filled: what it is about, what stands in it, what it was opened on, and what the rules say of it.

use std::rc::Rc;

use crate::prelude::*;
use serde_json::{Map, Value, json};
use shared::access::{Action, Who, may};
use shared::decide::region_of;
use shared::form::{self, Draft, Fault, Field, Form, Wrong};
use shared::history::{Content, Event, history};
use shared::words::DeskWord;
use shared::{Audience, Command, Context, Key, Lang, Refusal, RegionCode, World, decide};

use super::{Desk, kept};

/// What a form is about.
pub struct About {
    /// The kind of record.
    pub kind: String,
    /// The record; none while it has no key yet.
    pub key: Option<Key>,
    /// What is recorded of it.
    pub what: What,
    /// What is asked for.
    pub fields: Vec<Field>,
}

/// What is recorded.
pub enum What {
    /// Something happened.
    Order(Form),
    /// A fact was wrong: its version, and what it says.
    Correction {
        /// The version.
        version: u32,
        /// What it said when the form was opened.
        content: Content,
    },
}

/// What is wrong with what stands in a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The input.
    pub at: Option<String>,
    /// In words.
    pub words: String,
    /// Whether something is merely missing yet.
    pub is_missing: bool,
}

/// A form while it is filled. Copied freely.
#[derive(Clone, Copy)]
pub struct Filling {
    pub desk: Desk,
    about: StoredValue<Rc<About>>,
    /// What stands in it.
    pub draft: RwSignal<Draft>,
    /// What stood in it when it was opened.
    pub base: RwSignal<Draft>,
    /// The position of the world on which it was opened.
    pub seen: RwSignal<u64>,
    /// Counts up when its inputs are to be drawn anew.
    pub drawn: RwSignal<u32>,
    /// What was sent last, and the name under which it has one effect.
    pub once: RwSignal<Option<(String, String)>>,
    /// It is being sent.
    pub busy: RwSignal<bool>,
    /// What the server said.
    pub trouble: RwSignal<Option<String>>,
    /// Records of others in which the server found what this browser had not seen.
    pub missed: RwSignal<Vec<String>>,
    /// The field whose map is open.
    pub sketching: RwSignal<Option<String>>,
    /// A draft from before stands in it.
    pub restored: RwSignal<bool>,
}

impl Filling {
    /// The form of a command, for a record or a new one.
    pub fn of_order(desk: Desk, form: Form, key: Option<Key>) -> Self {
        let mut fields = form.fields.clone();
        if key.is_none() {
            fields.insert(0, Field { name: Form::KEY.into(), required: true, input: form::Input::Key });
        }
        // The day first: what happened earlier is entered with its day.
        if let Some(at) = fields.iter().position(|field| field.name == "occurred_on") {
            let day = fields.remove(at);
            fields.insert(0, day);
        }
        Self::of(desk, About { kind: form.record.clone(), key, what: What::Order(form), fields })
    }

    /// The form that puts right a fact.
    pub fn of_correction(desk: Desk, kind: &str, key: Key, version: u32) -> Option<Self> {
        let event = desk.feed.world.with_untracked(|world| event(world, kind, key, version))?;
        let content = event.content()?.clone();
        let fields = desk.form(form::order_of(content.kind)?)?.of_fact(content.kind);
        let what = What::Correction { version, content };
        Some(Self::of(desk, About { kind: kind.to_owned(), key: Some(key), what, fields }))
    }

    fn of(desk: Desk, about: About) -> Self {
        let (base, seen) = desk.feed.world.with_untracked(|world| (about.present(desk, world), world.head()));
        let filling = Self {
            desk,
            draft: RwSignal::new(base.clone()),
            base: RwSignal::new(base),
            seen: RwSignal::new(seen),
            drawn: RwSignal::new(0),
            once: RwSignal::new(None),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            missed: RwSignal::new(Vec::new()),
            sketching: RwSignal::new(None),
            restored: RwSignal::new(false),
            about: StoredValue::new(Rc::new(about)),
        };
        kept::restore(filling);
        kept::follow(filling);
        filling
    }

    /// What it is about.
    pub fn about(self) -> Rc<About> {
        self.about.get_value()
    }

    /// Writes the text of an input.
    pub fn set(self, path: &str, text: &str) {
        self.trouble.set(None);
        self.draft.update(|draft| draft.set(path, text));
    }

    /// Changes what stands in it otherwise than by typing: its inputs are drawn anew.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.trouble.set(None);
        self.draft.update(change);
        self.drawn.update(|times| *times += 1);
    }

    /// What would stand in it if it were opened now.
    pub fn present(self) -> Draft {
        self.desk.feed.world.with_untracked(|world| self.about().present(self.desk, world))
    }

    /// Whether its record has changed since it was opened. Followed.
    pub fn is_overtaken(self) -> bool {
        let about = self.about();
        let Some(key) = about.key else { return self.missed.with(|missed| !missed.is_empty()) };
        let moved = self.desk.with_world(|world| world.moved(&about.kind, key));
        let seen = self.seen.get();
        !self.busy.get()
            && !self.is_again()
            && (moved.is_some_and(|moved| moved > seen) || self.missed.with(|missed| !missed.is_empty()))
    }

    /// Whether it says what was sent before without an answer: sent again under its name it has one effect, and the
    /// server answers what it answered then, whatever happened since. Followed.
    pub fn is_again(self) -> bool {
        let Some((sent, _)) = self.once.get() else { return false };
        let text = self.command().map(|command| command.to_string());
        !self.busy.get() && text.is_ok_and(|text| text == sent)
    }

    /// The command that it says.
    pub fn command(self) -> Result<Value, Fault> {
        self.draft.with(|draft| self.base.with(|base| self.about().command(draft, base)))
    }

    /// What is wrong with it, before anything is sent. Followed.
    pub fn told(self) -> Option<Told> {
        self.desk.learned.get();
        let (lang, today) = (self.desk.scene.lang.get(), self.desk.moment.today.get());
        let who = self.desk.who.get();
        let about = self.about();
        if self.is_again() {
            return None;
        }
        let command = match self.command() {
            Ok(command) => command,
            Err(fault) => {
                let (words, is_missing) = (fault.word(lang), fault.wrong == Wrong::Missing);
                return Some(Told { at: Some(fault.at), words, is_missing });
            }
        };
        if !who.records() {
            let words = DeskWord::DeskFormViewer.text(lang).to_owned();
            return Some(Told { at: None, words, is_missing: false });
        }
        self.desk.with_world(|world| {
            // As at the server: who may not record of it is not told what the rules say of it.
            let named = about.key.and_then(|key| region_of(world, &about.kind, key));
            if let Some(region) = named.filter(|region| !is_mine(who, Some(*region))) {
                return Some(forbidden(world, Some(region), lang));
            }
            let decided =
                Command::of(command).and_then(|command| decide(world, &command, &Context { today }));
            match decided {
                Ok(facts) => {
                    let foreign = facts.iter().find(|fact| !is_mine(who, fact.region))?;
                    Some(forbidden(world, foreign.region, lang))
                }
                Err(refusal) => Some(self.refused(&refusal, lang)),
            }
        })
    }

    fn refused(self, refusal: &Refusal, lang: Lang) -> Told {
        let at = self.draft.with(|draft| form::points_at(refusal, draft));
        Told { at, words: refusal.word(lang), is_missing: false }
    }
}

impl About {
    /// What it is called, for the draft that is kept of it.
    pub fn name(&self) -> String {
        let key = self.key.map_or_else(String::new, |key| key.to_string());
        match &self.what {
            What::Order(form) => format!("{}/{key} {}", self.kind, form.name),
            What::Correction { version, .. } => format!("{}/{key} {version}", self.kind),
        }
    }

    /// What stands in the form when it is opened on a world.
    fn present(&self, desk: Desk, world: &World) -> Draft {
        match &self.what {
            What::Order(form) => {
                let mut draft = match self.key {
                    Some(key) => form::held(world, form, key),
                    None => new(desk, world, form),
                };
                draft.set("occurred_on", &desk.moment.today.get_untracked().to_string());
                draft
            }
            What::Correction { version, content } => {
                let now = self.key.and_then(|key| event(world, &self.kind, key, *version));
                let content = now.as_ref().and_then(Event::content).unwrap_or(content);
                let mut draft = Draft::filled(&self.fields, &content.payload);
                draft.set(Form::RIGHT_DAY, &content.day.to_string());
                draft
            }
        }
    }

    fn command(&self, draft: &Draft, base: &Draft) -> Result<Value, Fault> {
        match &self.what {
            What::Order(form) => {
                let mut command = if form::changes_only_some(&form.name) && form.name != "set_rent" {
                    changed(draft, base).written(&self.fields)?
                } else {
                    draft.written(&self.fields)?
                };
                let key = match self.key {
                    Some(key) => json!(key.to_string()),
                    None => command.remove(Form::KEY).unwrap_or_default(),
                };
                command.insert(form.record.clone(), key);
                command.insert("command".into(), json!(form.name));
                Ok(Value::Object(command))
            }
            What::Correction { version, content } => self.correction(*version, content, draft, base),
        }
    }

    fn correction(
        &self,
        version: u32,
        content: &Content,
        draft: &Draft,
        base: &Draft,
    ) -> Result<Value, Fault> {
        let key = self.key.map_or_else(String::new, |key| key.to_string());
        let mut command = Map::new();
        command.insert("command".into(), json!("correct"));
        command.insert("stream".into(), json!(format!("{}/{key}", self.kind)));
        command.insert("version".into(), json!(version));
        if draft.get(Form::RETRACT) == "true" {
            command.insert("retract".into(), json!(true));
        } else {
            let differing = draft.differing(base);
            if differing.iter().any(|path| !path.starts_with("correct.")) {
                let (mut fact, mut written) = (content.payload.clone(), draft.written(&self.fields)?);
                // What nobody touched stays as it was, to the last digit.
                for field in
                    self.fields.iter().filter(|field| differing.iter().any(|path| is_in(path, &field.name)))
                {
                    match written.remove(&field.name) {
                        Some(value) => drop(fact.insert(field.name.clone(), value)),
                        None => drop(fact.remove(&field.name)),
                    }
                }
                command.insert("fact".into(), Value::Object(fact));
            }
            if differing.iter().any(|path| path == Form::RIGHT_DAY) {
                let day = Field { name: Form::RIGHT_DAY.into(), required: true, input: form::Input::Day };
                command.extend(draft.written(&[day])?.into_values().map(|day| ("day".to_owned(), day)));
            }
        }
        match draft.get(Form::REASON) {
            "" => Err(Fault { at: Form::REASON.into(), wrong: Wrong::Missing }),
            reason => {
                command.insert("reason".into(), json!(reason));
                Ok(Value::Object(command))
            }
        }
    }
}

/// Whether an input is the field, or lies in it.
fn is_in(path: &str, field: &str) -> bool {
    path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Only what differs from what stood there, and the day.
fn changed(draft: &Draft, base: &Draft) -> Draft {
    let mut changed = Draft::default();
    for path in draft.differing(base) {
        changed.set(&path, draft.get(&path));
    }
    for path in ["occurred_on", "source", "audience"] {
        changed.set(path, draft.get(path));
    }
    changed
}

/// What is likely of a new record: the next key, the own region.
fn new(desk: Desk, world: &World, form: &Form) -> Draft {
    let mut draft = Draft::default();
    if let Some(key) = form::fresh_key(world, &form.record) {
        draft.set(Form::KEY, key.as_str());
    }
    if let Who::Official { region, .. } = desk.who.get_untracked()
        && form.fields.iter().any(|field| field.name == "region")
    {
        draft.set("region", &region.to_string());
    }
    let handed = desk.handed.get_untracked().filter(|(kind, ..)| *kind == form.record);
    if let Some((_, path, rows)) = handed.filter(|(_, path, _)| form.fields.iter().any(|f| f.name == *path)) {
        draft.set(&path, &rows);
    }
    draft
}

fn event(world: &World, kind: &str, key: Key, version: u32) -> Option<Event> {
    history(world, kind, key).into_iter().find(|event| event.version == version)
}

fn is_mine(who: Who, region: Option<RegionCode>) -> bool {
    may(who, Action::Record, region, Audience::Public)
}

fn forbidden(world: &World, region: Option<RegionCode>, lang: Lang) -> Told {
    let words = match region {
        Some(region) => {
            let name = crate::header::region_name(world, region, lang);
            DeskWord::DeskFormForbidden.with(lang, &[("region", &name)])
        }
        None => DeskWord::DeskFormEverybody.text(lang).to_owned(),
    };
    Told { at: None, words, is_missing: false }
}
