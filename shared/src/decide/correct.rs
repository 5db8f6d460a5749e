//! Putting an earlier fact right: its content, its day, or that it was recorded at all.

use super::draft::Draft;
use super::lawful::Kept;
use crate::command::Correct;
use crate::entity::{
    Activity, Chain, Enterprise, Hall, Invitation, Parcel, Park, Port, Project, Region, Request, Rule,
    Target, Task, Unit, Visit,
};
use crate::fact::{Correction, Entry, Happening, Unreadable};
use crate::json::Json;
use crate::ledger::{Entity, Ledger};
use crate::{Day, Key, Refusal};

/// Puts the fact of a version right; the history must make sense with it.
pub(super) fn correct(draft: &mut Draft<'_>, order: &Correct) -> Result<(), Refusal> {
    let unknown = || Refusal::StreamUnknown { stream: order.stream.clone() };
    let (entity, key) = order.stream.split_once('/').ok_or_else(unknown)?;
    let key: Key = key.parse().map_err(|_| unknown())?;
    macro_rules! by_entity {
        ($($kind:ident),+) => {
            $(if entity == <$kind as Entity>::Fact::ENTITY { return correct_one::<$kind>(draft, key, order); })+
        };
    }
    by_entity!(
        Unit, Hall, Project, Park, Parcel, Port, Enterprise, Target, Request, Visit, Activity, Invitation,
        Region, Chain, Rule, Task
    );
    Err(unknown())
}

fn correct_one<E: Kept>(draft: &mut Draft<'_>, key: Key, order: &Correct) -> Result<(), Refusal> {
    let (stream, version) = (order.stream.clone(), order.version);
    let ledger = draft.ledger::<E>(key).ok_or_else(|| Refusal::StreamUnknown { stream: stream.clone() })?;
    let last = ledger.records().last().map_or(0, |r| r.version);
    let Some(wrong) = ledger.records().iter().find(|r| r.version == version) else {
        return Err(Refusal::VersionUnknown { stream, version, last });
    };
    let original = match &wrong.entry {
        Entry::Happened(fact) => fact,
        Entry::Corrected(c) => {
            return Err(Refusal::CorrectsCorrection { stream, version, corrected: c.version });
        }
    };
    if draft.asked_audience().is_some_and(|asked| asked != wrong.audience) {
        return Err(Refusal::AudienceFixed { stream, version });
    }
    if order.retract && (order.day.is_some() || order.fact.is_some()) {
        return Err(Refusal::RetractsAndCorrects { stream, version });
    }
    let counting = counting(ledger, version);
    let held = counting.as_ref().map_or((wrong.occurred_on, original), |(day, fact)| (*day, *fact));
    let day = order.day.unwrap_or(held.0);
    draft.day(day)?;
    let fact = match right_fact::<E>(order, held.1)? {
        Some(fact) if E::enters(&fact) != E::enters(original) => {
            return Err(Refusal::EntryStays { stream, version });
        }
        Some(fact) => Some(E::fit(fact, day, draft.world)?),
        None => {
            still_fits::<E>(draft, held, day)?;
            None
        }
    };
    let changes_nothing = match &counting {
        Some((held_day, held_fact)) => {
            !order.retract && day == *held_day && fact.as_ref().is_none_or(|f| f == *held_fact)
        }
        // A fact that was retracted comes back when its day or content is given.
        None => order.retract || (order.day.is_none() && fact.is_none()),
    };
    if changes_nothing {
        return Err(Refusal::CorrectsNothing { stream, version });
    }
    let mut corrections = Vec::new();
    if let Some(fact) = &fact {
        let others = ledger.counting().filter(|(_, record, _)| record.version != version);
        let twins = others.filter_map(|(_, record, held)| Some((record.version, E::twin(fact, held)?)));
        corrections.extend(twins.map(|(version, fact)| Correction {
            version,
            occurred_on: None,
            fact: Some(fact),
            retracted: false,
            reason: order.reason,
        }));
    }
    let (retracted, reason) = (order.retract, order.reason);
    corrections.insert(0, Correction { version, occurred_on: order.day, fact, retracted, reason });
    draft.corrected::<E>(key, corrections)
}

/// Refuses a day on which the content, which stays, no longer makes sense: a lease that would end before it begins.
fn still_fits<E: Kept>(draft: &Draft<'_>, held: (Day, &E::Fact), day: Day) -> Result<(), Refusal> {
    let fits = |day| E::fit(held.1.clone(), day, draft.world);
    match fits(day) {
        Err(refusal) if fits(held.0).is_ok() => Err(refusal),
        _ => Ok(()),
    }
}

/// The day and content of a version as they count now; none once retracted.
fn counting<E: Entity>(ledger: &Ledger<E>, version: u32) -> Option<(Day, &E::Fact)> {
    ledger.counting().find(|(_, record, _)| record.version == version).map(|(day, _, fact)| (day, fact))
}

/// The right content, read with the kind that the order names, or else the kind of what counts now.
fn right_fact<E: Entity>(order: &Correct, held: &E::Fact) -> Result<Option<E::Fact>, Refusal> {
    let Some(content) = &order.fact else { return Ok(None) };
    let kind = order.kind.as_deref().unwrap_or_else(|| held.kind());
    let content = content.to_string();
    match E::Fact::read(kind, Json::of(&content)) {
        Ok(fact) => Ok(Some(fact)),
        Err(Unreadable::Kind(kind)) => Err(Refusal::OtherEntity { stream: order.stream.clone(), kind }),
        Err(e) => Err(Refusal::Unreadable { field: "fact".into(), reason: e.to_string() }),
    }
}
