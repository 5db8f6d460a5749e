//! Where in a form a refusal points, so that whoever fills it need not search.

use super::{Draft, Form};
use crate::Refusal;

/// The input that a refusal is about; none where it is about the record, or about no single input.
#[must_use]
pub fn points_at(refusal: &Refusal, draft: &Draft) -> Option<String> {
    let named = refusal.values().into_iter().find(|(name, _)| *name == "field");
    if let Some((_, field)) = named {
        return field.json().as_str().filter(|field| *field != "none").map(str::to_owned);
    }
    let at = match refusal {
        Refusal::InFuture { .. } | Refusal::TooEarly { .. } | Refusal::ContradictsLater { .. } => {
            if draft.get(Form::RIGHT_DAY).is_empty() { "occurred_on" } else { Form::RIGHT_DAY }
        }
        Refusal::EndBeforeStart { .. } | Refusal::LeaseTooLong { .. } | Refusal::RenewalNotLonger { .. } => {
            if draft.get("standing.until").is_empty() {
                "until"
            } else {
                "standing.until"
            }
        }
        Refusal::AlreadyExists { .. } => Form::KEY,
        Refusal::HallAreaExceeded { .. } | Refusal::AreasMustBalance { .. } => "area_m2",
        Refusal::OutsideHall { .. } => "floor",
        Refusal::PlaceTaken { .. } => "bay_from",
        Refusal::NodeReached { .. } => "node",
        Refusal::ProblemOpen { .. } | Refusal::ProblemNotOpen { .. } => "kind",
        Refusal::UnknownStage { stage, .. } => return holding(draft, stage.as_str()),
        Refusal::UnknownRecord { key, .. } => return holding(draft, key),
        Refusal::UnitPromised { unit, .. } => return holding(draft, unit.as_str()),
        Refusal::OutsidePark { key, .. } => return holding(draft, key.as_str()),
        Refusal::FirstTalkProtected { .. } => "by",
        Refusal::AlreadyLinked { .. } => "project",
        _ => return None,
    };
    Some(at.to_owned())
}

/// The input in which a key stands.
fn holding(draft: &Draft, key: &str) -> Option<String> {
    draft.iter().find(|(_, text)| text.trim() == key).map(|(path, _)| path.to_owned())
}
