//! A command that was not carried out, as a problem: the reason in the caller's language, the values for programs.

use serde::Deserialize;
use serde_json::Value;
use shared::{Lang, Refusal, RegionCode, Text};

use super::unread;
use crate::desk::NotDone;
use crate::http::openapi::example_of;
use crate::http::problem::{Kind, Problem};
use crate::log::{Conflict, LogError, Stored};

impl From<NotDone> for Problem {
    fn from(not_done: NotDone) -> Self {
        match not_done {
            NotDone::Refused(refusal) => refusal.into(),
            NotDone::Conflict(conflicts) => changed(&conflicts),
            NotDone::Forbidden(region) => forbidden(Kind::Forbidden, region),
            NotDone::ForReviewers(region) => forbidden(Kind::ForReviewers, region),
            NotDone::Reused(id) => Problem::new(Kind::KeyReused).about("Idempotency-Key").with("key", id),
            NotDone::Waits(proposal) => Problem::new(Kind::Waits).with("proposal", proposal.number),
            NotDone::Log(error) => error.into(),
        }
    }
}

/// Not allowed to this official: the region, where there is one.
fn forbidden(kind: Kind, region: Option<RegionCode>) -> Problem {
    match region {
        Some(region) => Problem::new(kind).with("region", region.to_string()),
        None => Problem::new(kind),
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        // What cannot be read at all is the sender's slip; what the rules forbid is another matter.
        let kind = match refusal {
            Refusal::Unreadable { .. } => Kind::WrongBody,
            _ => Kind::Refused,
        };
        let mut problem = Problem::new(kind)
            .called(refusal.slug(), Text::new(kind.title(Lang::Zh), kind.title(Lang::En)))
            .saying(Text::new(in_chinese(&refusal), refusal.word(Lang::En)))
            .with("values", Value::Object(refusal.json()));
        if let Some(Value::String(field)) = refusal.json().get("field") {
            problem = problem.about(field.as_str());
        }
        problem
    }
}

/// In the words of the catalogue; a reason that stands in them is translated first.
fn in_chinese(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Unreadable { field, reason } => {
            let (field, reason) = (field.clone(), unread::in_chinese(reason));
            Refusal::Unreadable { field, reason }.word(Lang::Zh)
        }
        other => other.word(Lang::Zh),
    }
}

/// The command that a body seems to be, or the one that is told of most.
#[derive(Deserialize)]
struct Named {
    #[serde(default = "usual")]
    command: String,
}

fn usual() -> String {
    "lease_unit".into()
}

/// A command as it would be right, for a sender whose body could not be read.
#[must_use]
pub fn example(text: &str) -> &'static str {
    let named = serde_json::from_str(text).map_or_else(|_| usual(), |named: Named| named.command);
    example_of(&named).or_else(|| example_of(&usual())).unwrap_or_default()
}

impl From<LogError> for Problem {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Full => Problem::new(Kind::DiskFull),
            other => Problem::new(Kind::Internal).because(other),
        }
    }
}

/// The record has newer facts: which, so that the sender can look at them and decide anew.
fn changed(conflicts: &[Conflict]) -> Problem {
    let told = |conflict: &Conflict| {
        let missed: Vec<Value> = conflict.missed.iter().filter_map(event).collect();
        serde_json::json!({
            "stream": conflict.expected.stream,
            "expected_version": conflict.expected.version,
            "missed": missed,
        })
    };
    Problem::new(Kind::Changed)
        .about("If-Match")
        .with("conflicts", conflicts.iter().map(told).collect::<Vec<_>>())
}

fn event(stored: &Stored) -> Option<Value> {
    serde_json::to_value(&stored.event).ok()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use axum::response::IntoResponse;

    use super::*;

    #[test]
    fn a_full_disk_is_told_as_such_and_other_trouble_is_ours() {
        let status = |error: LogError| Problem::from(NotDone::Log(error)).into_response().status();
        assert_eq!(status(LogError::Full), StatusCode::INSUFFICIENT_STORAGE);
        assert_eq!(status(LogError::Damaged("row 7".into())), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(status(LogError::Unavailable("locked".into())), StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[test]
    fn every_refusal_has_its_own_type() {
        let far = Refusal::RingOpen { field: "footprint".into() };
        assert_eq!(Problem::from(far).type_uri(), "/problems/ring-open");
        let unread = Refusal::Unreadable { field: "until".into(), reason: "no day".into() };
        assert_eq!(Problem::from(unread).into_response().status(), StatusCode::BAD_REQUEST);
    }
}
