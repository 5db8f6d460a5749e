//! The records that a figure counts: the number, its rule in words, and each record to click.

use crate::prelude::*;
use shared::tally::{self, FigureName, Listed, Scope, Value};
use shared::{Area, Word};

use super::frame::short_title;
use super::{Head, Look, census};
use crate::figures::value_parts;
use crate::format::{grouped, square_metres};
use crate::record::Record;
use crate::scene::{Kind, Opened, Subject};
use crate::tell::{brief, outreach, path, title};

/// Rows that are drawn; more are told as a number.
const MOST: usize = 300;

/// The panel of a figure.
pub fn view(look: Look<'_>, name: FigureName) -> AnyView {
    let Look { world, day, lang, door } = look;
    let atlas = world.atlas(day);
    let scope = Scope::of(door.scene.scope.get().region);
    let record: Record = door.record();
    let figure = record.census(|census| tally::figure(&atlas, census, scope, name));
    let value = value_parts(&figure, lang);
    let rule = figure.rule(lang);
    let body = if name == FigureName::TargetEnterprises {
        record.census(|census| census::view(census, look, scope.region))
    } else {
        rows(look, name, tally::listed(&atlas, scope, name), figure.value)
    };
    view! {
        <Head door lang title=name.word().text(lang).to_owned() steps=None />
        <p class="status"><span class="big">{value.number}</span><span class="unit">{value.unit}</span></p>
        <p class="rule soft">{rule}</p>
        {body}
    }
    .into_any()
}

fn rows(look: Look<'_>, name: FigureName, mut listed: Vec<Listed>, value: Value) -> AnyView {
    let lang = look.lang;
    if matches!(value, Value::Area(_)) {
        shared::order::sort_by(&mut listed, |a, b| b.adds.total_cmp(&a.adds));
    }
    let many = listed.len();
    let count = Word::ListCount.with(lang, &[("n", &grouped(many as i64))]);
    let more = many.saturating_sub(MOST);
    let more = (more > 0).then(|| {
        view! { <p class="quiet">{Word::ListMore.with(lang, &[("n", &grouped(more as i64))])}</p> }
    });
    let entries = listed.iter().take(MOST).map(|record| entry(look, name, record, value));
    view! {
        <p class="columns"><b>{count}</b></p>
        <ol class="entries list" data-list=name.slug() data-count=many>{entries.collect::<Vec<_>>()}</ol>
        {more}
    }
    .into_any()
}

fn entry(look: Look<'_>, name: FigureName, listed: &Listed, value: Value) -> AnyView {
    let Look { world, day, lang, door } = look;
    let adds = match value {
        Value::Area(_) => square_metres(Area::from_hundredths((listed.adds * 100.0).round() as i64), lang),
        Value::Days(_) => Word::CountDays.with(lang, &[("n", &grouped(listed.adds as i64))]),
        Value::Rate { .. } => {
            let word = if listed.fulfils { Word::ListFulfils } else { Word::ListFulfilsNot };
            word.text(lang).to_owned()
        }
        Value::Count(_) if listed.adds > 1.0 => grouped(listed.adds as i64),
        Value::Count(_) => String::new(),
    };
    let Some(kind) = Kind::named(listed.entity) else {
        let told = match listed.entity {
            "visit" => outreach::visit(world, listed.key, lang),
            "activity" => outreach::activity(world, listed.key, lang),
            _ => outreach::invitation(world, listed.key, lang),
        };
        let (line, on) = told.unwrap_or_default();
        return view! {
            <li><p class="entry"><span>{line}</span><span class="number">{adds}</span><span class="quiet">{on}</span></p></li>
        }
        .into_any();
    };
    let subject = Subject::new(kind, listed.key);
    let name_of = match kind {
        Kind::Unit => listed.key.to_string(),
        _ => title(world, subject, lang),
    };
    let line = match (kind, value) {
        // The area stands at the right already: what is missing is where the unit is.
        (Kind::Unit, Value::Area(_)) => {
            let places: Vec<String> =
                path(world, subject).into_iter().skip(1).map(|of| short_title(world, of, lang)).collect();
            places.join(" › ")
        }
        _ => brief(world, day, subject, lang),
    };
    view! {
        <li>
            <button type="button" class="entry" data-key=listed.key.to_string() on:click=move |_| door.go_from(Opened::List(name), subject)>
                <span>{name_of}</span>
                <span class="number">{adds}</span>
                <span class="quiet">{line}</span>
            </button>
        </li>
    }
    .into_any()
}
