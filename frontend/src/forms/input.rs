//! One input: a line, a number with its unit, a day, a choice, a record with search by name, positions.
//!
//! An input holds what was typed until the form is drawn anew: half a day that is being typed is not to be taken away.

use crate::prelude::*;
use shared::Lang;
use shared::form::{self, Input, Refers, label, refers, unit};
use shared::words::DeskWord;

use super::choose::find;
use super::filling::Filling;

/// Records that are offered while a name is typed.
const OFFERED: usize = 30;

/// What an input and its label are made of.
struct Blank {
    filling: Filling,
    path: String,
    required: bool,
}

impl Blank {
    fn of(filling: Filling, path: &str, required: bool) -> Self {
        Self { filling, path: path.to_owned(), required }
    }

    fn text(&self) -> String {
        self.filling.draft.with_untracked(|draft| draft.get(&self.path).to_owned())
    }

    fn typed(&self) -> impl Fn(web_sys::Event) + use<> {
        let (filling, path) = (self.filling, self.path.clone());
        move |event: web_sys::Event| filling.set(&path, &event_target_value(&event))
    }

    fn mark(&self) -> Option<View> {
        self.required.then(|| view! { <span class="form-needed" aria-hidden="true">"*"</span> })
    }
}

/// Two texts of one name.
pub fn both(filling: Filling, path: &str, name: String, required: bool) -> View {
    let lang = filling.desk.scene.lang.get();
    let side = |side: &str| {
        let path = format!("{path}.{side}");
        plain(filling, &path, label(&path, lang), required, "text")
    };
    view! { <div class="form-both" role="group" aria-label=name>{side("zh")}{side("en")}</div> }
}

/// Two numbers.
pub fn pair(filling: Filling, path: &str, name: String, required: bool) -> View {
    let lang = filling.desk.scene.lang.get();
    let side = |side: &str, name: String| number(filling, &format!("{path}.{side}"), name, required, lang);
    let (one, two) = (format!("{name} 1"), format!("{name} 2"));
    view! { <div class="form-both" role="group" aria-label=name>{side("0", one)}{side("1", two)}</div> }
}

fn plain(filling: Filling, path: &str, name: String, required: bool, kind: &'static str) -> View {
    let one = Blank::of(filling, path, required);
    view! {
        <label class="form-field">
            <span class="form-label">{name}{one.mark()}</span>
            <input type=kind value=one.text() data-path=path.to_owned() autocomplete="off" aria-required=required.to_string() on:input=one.typed() />
        </label>
    }
}

/// A number, with its unit.
pub fn number(filling: Filling, path: &str, name: String, required: bool, lang: Lang) -> View {
    let one = Blank::of(filling, path, required);
    let unit = unit(path).map(|unit| view! { <span class="form-unit">{unit.text(lang)}</span> });
    view! {
        <label class="form-field">
            <span class="form-label">{name}{one.mark()}</span>
            <span class="form-with-unit"><input type="text" inputmode="decimal" value=one.text() data-path=path.to_owned() autocomplete="off" aria-required=required.to_string() on:input=one.typed() />{unit}</span>
        </label>
    }
}

/// A day.
pub fn day(filling: Filling, path: &str, name: String, latest: Option<String>, required: bool) -> View {
    let one = Blank::of(filling, path, required);
    view! {
        <label class="form-field">
            <span class="form-label">{name}{one.mark()}</span>
            <input type="date" value=one.text() max=latest data-path=path.to_owned() aria-required=required.to_string() on:input=one.typed() />
        </label>
    }
}

/// One of a list.
pub fn select(
    filling: Filling,
    path: &str,
    name: String,
    choices: Vec<(String, String)>,
    required: bool,
) -> View {
    choice(filling, path, name, choices, required, false)
}

/// The same; `leads` where what else is asked for depends on it.
pub fn choice(
    filling: Filling,
    path: &str,
    name: String,
    choices: Vec<(String, String)>,
    required: bool,
    leads: bool,
) -> View {
    let one = Blank::of(filling, path, required);
    let chosen = one.text();
    let options = choices.into_iter().map(|(value, name)| {
        let is_it = value == chosen;
        view! { <option value=value selected=is_it>{name}</option> }
    });
    let options: Vec<View> = options.collect();
    let choose = {
        let path = path.to_owned();
        move |event: web_sys::Event| {
            let value = event_target_value(&event);
            if leads { filling.change(|draft| draft.set(&path, &value)) } else { filling.set(&path, &value) }
        }
    };
    view! {
        <label class="form-field">
            <span class="form-label">{name}{one.mark()}</span>
            <select data-path=path.to_owned() aria-required=required.to_string() on:change=choose>{options}</select>
        </label>
    }
}

/// A line; where it names a record, records are offered by key and name, and its name is told.
pub fn line(filling: Filling, path: &str, name: String, required: bool, lang: Lang) -> View {
    let Some(refers) = refers(path) else { return plain(filling, path, name, required, "text") };
    let one = Blank::of(filling, path, required);
    let id = format!("offers-{}", path.replace(['.', '[', ']'], "-"));
    let typed = Memo::new({
        let path = path.to_owned();
        move || filling.draft.with(|draft| draft.get(&path).trim().to_owned())
    });
    let options = Memo::new(move || typed.with(|typed| offers(filling, refers, typed, lang)));
    let called = move || {
        options.with(|options| {
            typed.with(|typed| {
                options.iter().find(|(key, _)| key == typed).map(|(_, name)| name.clone()).unwrap_or_default()
            })
        })
    };
    let listed = move || {
        let option = |(key, name): (String, String)| view! { <option value=key>{name}</option> };
        options.get().into_iter().map(option).collect::<Vec<View>>()
    };
    view! {
        <label class="form-field">
            <span class="form-label">{name}{one.mark()}</span>
            <input type="text" list=id.clone() value=one.text() data-path=path.to_owned() autocomplete="off" spellcheck="false" aria-required=required.to_string() on:input=one.typed() />
            <span class="form-called quiet">{called}</span>
        </label>
        <datalist id=id>{listed}</datalist>
    }
}

/// What may be meant: key and name.
fn offers(filling: Filling, refers: Refers, typed: &str, lang: Lang) -> Vec<(String, String)> {
    filling.desk.with_world(|world| match refers {
        Refers::Record(kind) => {
            let named = |(key, name): (shared::Key, Option<shared::Text>)| {
                (key.to_string(), name.map(|name| name.get(lang).to_owned()).unwrap_or_default())
            };
            find(world, kind, typed).into_iter().take(OFFERED).map(named).collect()
        }
        Refers::Stage | Refers::StageOfChain => {
            let about = filling.about();
            let chain = filling.draft.with(|draft| draft.get("chain").parse().ok());
            // Of a chain's own command its key says which.
            let chain = chain.or(about.key.filter(|_| about.kind == "chain"));
            let is_any = refers == Refers::StageOfChain;
            let chains =
                world.chains.iter().filter(|(key, _)| is_any || chain.is_none_or(|chain| chain == **key));
            let mut stages = Vec::new();
            for (key, ledger) in chains {
                for stage in ledger.latest().into_iter().flat_map(|chain| &chain.attributes.stages) {
                    let value = if is_any { format!("{key}/{}", stage.key) } else { stage.key.to_string() };
                    stages.push((value, stage.name.get(lang).to_owned()));
                }
            }
            stages
        }
    })
}

/// Positions, one a row.
pub fn positions(filling: Filling, path: &str, input: &Input, name: String, required: bool) -> View {
    let one = Blank::of(filling, path, required);
    let lang = filling.desk.scene.lang.get();
    let rows = if matches!(input, Input::Point) { 1 } else { 5 };
    // The map writes here too.
    let stands = {
        let path = path.to_owned();
        move || filling.draft.with(|draft| draft.get(&path).to_owned())
    };
    let count = {
        let path = path.to_owned();
        move || {
            let many = filling
                .draft
                .with(|draft| form::positions(draft.get(&path)).map_or(0, |points| points.len()));
            DeskWord::DeskFormPositions.with(lang, &[("n", &many.to_string())])
        }
    };
    view! {
        <label class="form-field form-positions">
            <span class="form-label">{name}{one.mark()}<span class="quiet">" WGS 84 · "{DeskWord::DeskFieldLon.text(lang)}", "{DeskWord::DeskFieldLat.text(lang)}</span></span>
            <textarea rows=rows spellcheck="false" data-path=path.to_owned() aria-required=required.to_string() prop:value=stands on:input=one.typed()></textarea>
            <span class="form-called quiet">{count}</span>
        </label>
        {super::sketch::view(filling, path, input)}
    }
}
