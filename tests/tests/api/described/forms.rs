//! Every command has a form that says what the command says, and every fact fills the form that recorded it.

use serde_json::{Map, Value, json};
use shared::command::Order;
use shared::fact::{Entry, Fact, Happening};
use shared::form::{self, Draft, Field, Form, Input, fact_of, order_of};
use shared::json::{self as reading, Json};
use shared::words::DeskWord;
use shared::{Command, Context, Lang, World, decide};

const EXAMPLES: &str = include_str!("../../../../server/src/http/openapi/examples.jsonl");

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => panic!("{other} is no object"),
    }
}

#[test]
fn an_example_of_every_command_filled_into_its_form_is_that_command_again() {
    let forms = Form::all();
    let names: Vec<&str> = forms.iter().map(|form| form.name.as_str()).collect();
    let all: Vec<&str> =
        Order::NAMES.iter().copied().filter(|name| !["confirm", "correct"].contains(name)).collect();
    assert_eq!(names, all);
    for line in EXAMPLES.lines() {
        let example = object(serde_json::from_str(line).unwrap());
        let name = example["command"].as_str().unwrap();
        let Some(form) = Form::of(&forms, name) else { continue };
        let draft = Draft::filled(&form.fields, &example);
        let mut again = draft.written(&form.fields).unwrap_or_else(|fault| panic!("{line}: {fault:?}"));
        again.insert("command".into(), name.into());
        again.insert(form.record.clone(), example[&form.record].clone());
        let (said, wanted) = (Command::of(Value::Object(again)), Command::read(line));
        assert_eq!(said, wanted, "{line}");
        assert!(wanted.is_ok(), "{line}");
        // What stands in it is kept as text: a reload, and another program, find the same.
        let kept: Vec<_> = draft.iter().collect();
        assert!(kept.iter().all(|(path, text)| !path.is_empty() && !text.is_empty()));
    }
}

#[test]
fn the_browser_reads_the_forms_that_the_build_writes() {
    let forms = Form::all();
    let written = serde_json::to_string(&forms).unwrap();
    let read: Vec<Form> = reading::read(&written).unwrap();
    assert_eq!(read, forms);
}

#[test]
fn everything_that_is_asked_has_a_word_in_both_languages() {
    fn asked(within: &str, fields: &[Field], see: &mut dyn FnMut(&str, &Input)) {
        for field in fields {
            let path =
                if within.is_empty() { field.name.clone() } else { format!("{within}.{}", field.name) };
            input(&path, &field.input, see);
        }
    }
    fn input(path: &str, of: &Input, see: &mut dyn FnMut(&str, &Input)) {
        see(path, of);
        match of {
            Input::Group { fields } => asked(path, fields, see),
            Input::List { of } => input(&format!("{path}[0]"), of, see),
            Input::Cases { cases, .. } => cases.iter().for_each(|case| asked(path, &case.fields, see)),
            _ => {}
        }
    }
    let mut missing = Vec::new();
    for form in Form::all() {
        let order = format!("desk-order-{}", form.name.replace('_', "-"));
        missing.extend(DeskWord::named(&order).is_none().then_some(order));
        asked("", &form.fields, &mut |path, of| {
            missing.extend(form::field_word(path).is_none().then(|| format!("{}: {path}", form.name)));
            let codes = match of {
                Input::Code { codes } => codes.clone(),
                Input::Cases { cases, .. } => cases.iter().map(|case| case.name.clone()).collect(),
                _ => Vec::new(),
            };
            let unsaid = |code: &String| {
                let name = format!("desk-code-{}", code.to_ascii_lowercase().replace('_', "-"));
                DeskWord::named(&name).is_none()
            };
            missing.extend(
                codes.into_iter().filter(unsaid).map(|code| format!("{}: {path} = {code}", form.name)),
            );
            assert!([Lang::Zh, Lang::En].iter().all(|lang| !form::label(path, *lang).is_empty()));
        });
    }
    missing.sort();
    missing.dedup();
    assert_eq!(missing, [""; 0]);
}

/// As a form shows it: sums of binary fractions end in digits that nobody measured.
fn rounded(value: Value) -> Value {
    match value {
        Value::Number(number) => json!((number.as_f64().unwrap() * 1e9).round()),
        Value::Array(items) => items.into_iter().map(rounded).collect(),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, rounded(value))).collect())
        }
        other => other,
    }
}

/// So a correction changes what was meant, and loses nothing else.
#[test]
fn every_fact_of_the_demonstration_filled_into_its_form_is_that_fact_again() {
    let forms = Form::all();
    let mut kinds = std::collections::BTreeSet::new();
    for event in geodata::demo::envelopes(&geodata::demo::facts()) {
        let fact = event.fact;
        macro_rules! happened {
            ($($kind:ident),+) => {
                match &fact {
                    $(Fact::$kind(Entry::Happened(fact)) => (fact.kind(), fact.payload().get().to_owned()),)+
                    _ => continue,
                }
            };
        }
        let (kind, payload) = happened!(
            Region, Chain, Park, Hall, Unit, Parcel, Port, Project, Enterprise, Target, Visit, Activity,
            Invitation, Request, Task, Rule
        );
        // A confirmation says nothing that could be filled in; it is taken back, or moved to another day.
        if kind.ends_with(".confirmed") {
            continue;
        }
        let order = order_of(kind).unwrap_or_else(|| panic!("{kind} has no form"));
        let fields = Form::of(&forms, order).unwrap().of_fact(kind);
        let content = object(serde_json::from_str(&payload).unwrap());
        let draft = Draft::filled(&fields, &content);
        let mut again = content.clone();
        // What the form does not know stays as it was.
        again.retain(|name, _| fields.iter().all(|field| field.name != *name));
        again.extend(draft.written(&fields).unwrap_or_else(|fault| panic!("{kind} {payload}: {fault:?}")));
        let again = Value::Object(again).to_string();
        let again = Fact::read(kind, 1, Json::of(&again)).unwrap();
        let said = |fact: &Fact| rounded(serde_json::from_str(fact.payload().get()).unwrap());
        assert_eq!(said(&again), said(&fact), "{payload}");
        kinds.insert(kind);
    }
    assert!(kinds.len() > 40, "{kinds:?}");
}

#[test]
fn every_command_but_a_survey_of_a_hall_records_a_fact_of_its_own() {
    let without: Vec<&str> = Order::NAMES.iter().copied().filter(|name| fact_of(name).is_none()).collect();
    assert_eq!(without, ["survey_hall", "confirm", "correct"]);
}

/// Whatever is put into a form to try it out can be read; what is refused then is refused by the rules.
#[test]
fn a_command_can_be_tried_before_its_form_is_filled() {
    let mut world = World::default();
    geodata::demo::envelopes(&geodata::demo::facts()).iter().for_each(|fact| world.apply(fact));
    let today = geodata::demo::last_day();
    for form in Form::all() {
        let key = form::keys(&world, &form.record).first().copied().unwrap_or_else(|| "x-1".parse().unwrap());
        let probe = form::probe(&form, key, &world, today);
        let command = Command::of(probe.clone()).unwrap_or_else(|refusal| panic!("{probe}: {refusal}"));
        let _told = decide(&world, &command, &Context { today });
    }
    let refused = |order: &str, key: &str| {
        let form = Form::all().into_iter().find(|form| form.name == order).unwrap();
        let key = key.parse().unwrap();
        let command = Command::of(form::probe(&form, key, &world, today)).unwrap();
        let told = decide(&world, &command, &Context { today }).err();
        told.filter(|refusal| form::is_about_the_record(refusal, &form.record, key))
            .map(|refusal| refusal.slug())
    };
    let status = |wanted| {
        let standing = |(key, ledger): (_, &shared::ledger::Ledger<shared::entity::Unit>)| {
            ledger.standing(today).filter(|unit| unit.status == wanted).map(|_| shared::Key::to_string(key))
        };
        world.units.iter().find_map(standing).unwrap()
    };
    let (leased, free) =
        (status(shared::entity::UnitStatus::Leased), status(shared::entity::UnitStatus::Available));
    assert_eq!(refused("lease_unit", &leased), Some("unit-not-available"));
    assert_eq!(refused("lease_unit", &free), None);
    assert_eq!(refused("vacate_unit", &free), Some("unit-not-leased"));
    assert_eq!(refused("vacate_unit", &leased), None);
    assert_eq!(refused("register_unit", &free), Some("already-exists"));
    assert_eq!(refused("register_unit", "brand-new"), None);
    assert_eq!(refused("lease_unit", "brand-new"), Some("unknown-record"));
    assert_eq!(json!(form::fresh_key(&world, "target")), json!("T-ZJ-246"), "counted up");
}
