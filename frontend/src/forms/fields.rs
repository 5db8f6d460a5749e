//! The inputs of a form: what it needs first, then what it may say, grouped as the command groups it.

use crate::prelude::*;
use shared::Lang;
use shared::form::{self, Case, Field, Input};
use shared::words::DeskWord;

use super::filling::Filling;
use super::input;
pub use super::input::{day, select};

/// Fields that need not be filled are shown at once up to this many; more stand under "more".
const FEW: usize = 6;

/// The input that a refusal points at.
pub type At = Memo<Option<String>>;

/// All fields of a form or a group.
pub fn all(filling: Filling, within: &str, fields: &[Field], lang: Lang, at: At) -> View {
    let (mut view, mut more) = (View::new(), View::new());
    let optional = fields.iter().filter(|field| !is_first(field)).count();
    let (mut hidden, mut is_filled) = (0, false);
    // What must be filled stands first.
    let (first, then): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(|field| is_first(field));
    for field in first.into_iter().chain(then) {
        let path = join(within, &field.name);
        let drawn = one(filling, &path, &field.input, field.required, lang, at);
        let is_apart = matches!(field.name.as_str(), "source" | "audience");
        if is_first(field) || (optional <= FEW && !is_apart) {
            view.add(drawn);
        } else {
            hidden += 1;
            is_filled |=
                filling.base.with_untracked(|base| base.iter().any(|(known, _)| known.starts_with(&path)));
            more.add(drawn);
        }
    }
    if hidden > 0 {
        let title = DeskWord::DeskFormMore.with(lang, &[("n", &hidden.to_string())]);
        view.add(view! { <details class="form-more" open=is_filled><summary>{title}</summary><div class="form-group">{more}</div></details> });
    }
    view
}

fn is_first(field: &Field) -> bool {
    field.required || field.name == "occurred_on"
}

/// One field.
pub fn one(filling: Filling, path: &str, input: &Input, required: bool, lang: Lang, at: At) -> View {
    let label = form::label(path, lang);
    let today = filling.desk.moment.today.get_untracked().to_string();
    let drawn = match input {
        Input::Group { fields } => group(label, all(filling, path, fields, lang, at)),
        Input::List { of } => list(filling, path, of, lang, at),
        Input::Table => list(filling, path, &row(), lang, at),
        Input::Cases { tag, cases } => group(label, of_cases(filling, path, tag, cases, lang, at)),
        Input::Text => input::both(filling, path, label, required),
        Input::Pair => input::pair(filling, path, label, required),
        Input::Day => {
            let latest = (path == "occurred_on").then_some(today);
            day(filling, path, label, latest, required)
        }
        Input::Code { codes } => {
            let named = |code: &String| (code.clone(), form::code_word_at(path, code, lang));
            let codes = std::iter::once((String::new(), String::new())).chain(codes.iter().map(named));
            select(filling, path, label, codes.collect(), required)
        }
        Input::YesNo => {
            let codes = ["", "true", "false"].map(|code| (code.to_owned(), form::code_word(code, lang)));
            select(filling, path, label, codes.into(), required)
        }
        Input::Audience => {
            let named = |code: &str, name: &str| {
                let word = DeskWord::named(&format!("desk-audience-{name}"));
                (code.to_owned(), word.map_or("", |word| word.text(lang)).to_owned())
            };
            let codes = [named("", "none"), named("0", "0"), named("1", "1"), named("2", "2")];
            select(filling, path, label, codes.into(), required)
        }
        Input::Key | Input::Region | Input::Line => input::line(filling, path, label, required, lang),
        Input::Number | Input::Whole => input::number(filling, path, label, required, lang),
        Input::Point | Input::Ring | Input::Course => input::positions(filling, path, input, label, required),
    };
    marked(path, drawn, at)
}

/// A field that a refusal points at is marked.
fn marked(path: &str, drawn: View, at: At) -> View {
    let path = path.to_owned();
    let name = path.clone();
    let is_it = move || {
        at.with(|at| {
            at.as_ref().is_some_and(|at| {
                // A refusal may know the field better than the form does, or not so well.
                let rest = at.strip_prefix(&path);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        })
    };
    view! { <div class="form-at" data-at=name class:wrong=is_it>{drawn}</div> }
}

fn group(label: String, content: View) -> View {
    view! { <fieldset class="form-fieldset"><legend>{label}</legend><div class="form-group">{content}</div></fieldset> }
}

/// A row of a table: which record, how much.
fn row() -> Input {
    let field = |name: &str, input| Field { name: name.into(), required: true, input };
    Input::Group { fields: vec![field("key", Input::Key), field("value", Input::Number)] }
}

fn list(filling: Filling, path: &str, of: &Input, lang: Lang, at: At) -> View {
    let label = form::label(path, lang);
    let count = filling.draft.with_untracked(|draft| draft.count(path));
    let entries = (0..count).map(|place| {
        let entry = format!("{path}[{place}]");
        let remove = {
            let path = path.to_owned();
            move |_| filling.change(|draft| draft.take_out(&path, place))
        };
        let words = DeskWord::DeskFormRemove.with(lang, &[("what", &form::label(&entry, lang))]);
        let input = match of {
            Input::Group { fields } => all(filling, &entry, fields, lang, at),
            other => one(filling, &entry, other, true, lang, at),
        };
        view! {
            <li class="form-entry">
                <div class="form-group">{input}</div>
                <button type="button" class="link form-remove" aria-label=words.clone() title=words on:click=remove>"×"</button>
            </li>
        }
    });
    let entries: Vec<View> = entries.collect();
    let add = {
        let path = path.to_owned();
        move |_| {
            filling.change(|draft| {
                let count = draft.count(&path);
                draft.set_count(&path, count + 1);
            });
        }
    };
    let words = format!("{} · {label}", DeskWord::DeskFormAdd.text(lang));
    view! {
        <fieldset class="form-fieldset form-list">
            <legend>{label}</legend>
            <ol>{entries}</ol>
            <button type="button" class="link form-add" aria-label=words on:click=add>"+ "{DeskWord::DeskFormAdd.text(lang)}</button>
        </fieldset>
    }
}

fn of_cases(filling: Filling, path: &str, tag: &str, cases: &[Case], lang: Lang, at: At) -> View {
    let tag = join(path, tag);
    let named = |case: &Case| (case.name.clone(), form::code_word(&case.name, lang));
    let choices = std::iter::once((String::new(), String::new())).chain(cases.iter().map(named));
    let choice = input::choice(filling, &tag, form::label(&tag, lang), choices.collect(), true, true);
    let chosen = filling.draft.with_untracked(|draft| draft.get(&tag).to_owned());
    let fields =
        cases.iter().find(|case| case.name == chosen).map(|case| all(filling, path, &case.fields, lang, at));
    view! { {choice}{fields} }
}

fn join(within: &str, name: &str) -> String {
    if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") }
}
