//! Proposals as they are sent and answered.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::envelope::WireEvent;
use shared::{Command, Key, Lang, RegionCode, Stamp};
use utoipa::ToSchema;

use crate::accounts::Account;
use crate::desk::{Looked, NotDone};
use crate::http::problem::Problem;
use crate::proposals::{Proposal, Settled};

/// What somebody put forward for the public, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalBody {
    /// Its number.
    #[schema(example = 7)]
    proposal: u64,
    /// `waiting`, `published`, `returned` or `withdrawn`.
    #[schema(value_type = String, pattern = "^(waiting|published|returned|withdrawn)$")]
    state: &'static str,
    /// The record that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, example = "unit/RL-02-201")]
    record: Option<String>,
    /// The command as it was sent.
    #[schema(value_type = Object)]
    command: Value,
    /// The region in which it is to be published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, example = "533102")]
    region: Option<RegionCode>,
    /// What it would change on the map, which then needs review (审图号): `entered`, `outline`, `position`, `name`, `removed`.
    #[schema(value_type = Vec<String>)]
    map: Vec<&'static str>,
    /// When it was put forward (UTC).
    #[schema(value_type = String, format = DateTime, example = "2024-07-24T08:00:00Z")]
    at: Stamp,
    /// The id of whoever put it forward.
    by: String,
    /// Their name, while there is an account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    name: Option<String>,
    /// Whether that is the caller.
    mine: bool,
    /// What was decided; absent while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    settled: Option<SettledBody>,
    /// The position up to which the log was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    head: Option<u64>,
    /// The facts that it led to, or would lead to if it were published now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<crate::http::openapi::ProposedFact>, required = false)]
    facts: Option<Vec<WireEvent>>,
    /// Why it cannot be published as things are.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    refusal: Option<Hindrance>,
    /// What was recorded of the same records since it was put forward.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<crate::http::openapi::Event>, required = false)]
    missed: Vec<WireEvent>,
}

/// What was decided about a proposal.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettledBody {
    /// The id of whoever decided.
    by: String,
    /// Their name, while there is an account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    name: Option<String>,
    /// When (UTC).
    #[schema(value_type = String, format = DateTime)]
    at: Stamp,
    /// Why, where that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    reason: Option<String>,
    /// The last position of what was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    position: Option<u64>,
}

/// Why something cannot be published as things are.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hindrance {
    /// Names the kind of problem, for ever.
    #[serde(rename = "type")]
    #[schema(example = "/problems/already-exists")]
    kind: String,
    /// What is wrong, in the caller's language.
    detail: String,
}

/// Proposals, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalsBody {
    /// The proposals.
    pub proposals: Vec<ProposalBody>,
    /// The number to go on before; absent when that was all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub next: Option<u64>,
}

/// What is to become of a proposal: exactly one of `publish`, `return` and `withdraw`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerdictBody {
    /// It is recorded.
    #[serde(default)]
    pub publish: bool,
    /// The position up to which the reviewer knew the log (`head`): it is published only if its records have no newer facts.
    #[serde(default)]
    pub seen: Option<u64>,
    /// It goes back, for this reason (1 to 500 characters).
    #[serde(default, rename = "return")]
    #[schema(min_length = 1, max_length = 500)]
    pub returned: Option<String>,
    /// Whoever put it forward takes it back.
    #[serde(default)]
    pub withdraw: bool,
    /// Why it is published or withdrawn (up to 500 characters).
    #[serde(default)]
    #[schema(max_length = 500)]
    pub reason: Option<String>,
}

/// Whom the bodies name, and to whom.
#[derive(Debug)]
pub struct Told<'a> {
    /// The accounts there are.
    pub accounts: &'a [Account],
    /// The caller: an id, never a name.
    pub caller: &'a str,
}

impl Told<'_> {
    /// A proposal for the caller.
    #[must_use]
    pub fn body(&self, proposal: Proposal) -> ProposalBody {
        let state = proposal.state().slug();
        let Proposal { number, new, settled } = proposal;
        let record = Command::read(&new.text).ok().map(|command| {
            match (command.order.record(), command.order.streams()) {
                (Some((entity, key)), _) => shared::fact::stream(entity, key),
                (None, [stream, ..]) => stream.clone(),
                (None, []) => command.order.name().to_owned(),
            }
        });
        ProposalBody {
            proposal: number,
            state,
            record,
            command: serde_json::from_str(&new.text).unwrap_or_default(),
            region: new.region,
            map: new.changes.iter().map(|change| change.slug()).collect(),
            at: new.at,
            name: self.name(&new.by),
            mine: new.by == self.caller,
            by: new.by,
            settled: settled.map(|settled| self.settled(settled)),
            head: None,
            facts: None,
            refusal: None,
            missed: Vec::new(),
        }
    }

    /// The same with what it would lead to.
    #[must_use]
    pub fn looked(&self, looked: Looked, lang: Lang) -> ProposalBody {
        let missed = looked.missed.into_iter().flat_map(|conflict| conflict.missed);
        ProposalBody {
            head: Some(looked.head),
            facts: Some(looked.facts),
            refusal: looked.hindered.map(|hindered| Hindrance::of(hindered, lang)),
            missed: missed.map(|stored| stored.event).collect(),
            ..self.body(looked.proposal)
        }
    }

    fn settled(&self, settled: Settled) -> SettledBody {
        let Settled { by, at, reason, position, .. } = settled;
        SettledBody { name: self.name(&by), by, at, reason, position }
    }

    fn name(&self, id: &str) -> Option<String> {
        let id: Key = id.parse().ok()?;
        self.accounts.iter().find(|account| account.id == id).map(|account| account.name.clone())
    }
}

impl Hindrance {
    fn of(hindered: NotDone, lang: Lang) -> Self {
        let problem = Problem::from(hindered);
        Self { kind: problem.type_uri(), detail: problem.detail(lang).to_owned() }
    }
}
