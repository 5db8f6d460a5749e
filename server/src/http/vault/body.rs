//! Entries of the vault as they are sent: what comes in, and what goes out.

use serde::{Deserialize, Serialize};
use shared::vault::{Contact, Content, Kind};
use shared::{Audience, Key, Lang, Stamp, Text};
use utoipa::ToSchema;

use crate::accounts::Account;
use crate::http::problem::{Kind as ProblemKind, Problem};
use crate::vault::NotKept;
use crate::vault::entry::{Entry, Held};

/// An entry that would be right.
pub(super) const EXAMPLE: &str =
    r#"{"stream": "unit/RL-01-101", "audience": 2, "contact": {"name": "示例联系人", "phone": "000"}}"#;
/// A change that would be right.
pub(super) const CHANGE: &str = r#"{"audience": 1, "note": "示例备注"}"#;

/// A new entry: a contact or a note.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVaultEntry {
    /// The record that it hangs on.
    #[schema(example = "unit/RL-01-101")]
    stream: String,
    /// Who may read it: 1 officials of the region, 2 those of the region who record.
    #[schema(value_type = u8, minimum = 1, maximum = 2)]
    audience: Audience,
    /// A person to talk to; texts of up to 128 characters.
    #[serde(default)]
    contact: Option<Contact>,
    /// Free text of up to 4,000 characters.
    #[serde(default)]
    #[schema(max_length = 4000)]
    note: Option<String>,
}

impl NewVaultEntry {
    /// The record, and what is said of it.
    pub(super) fn parts(self) -> (String, VaultEntryChange) {
        let Self { stream, audience, contact, note } = self;
        (stream, VaultEntryChange { audience, contact, note })
    }
}

/// What an entry says from now on: a contact or a note.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VaultEntryChange {
    /// Who may read it: 1 officials of the region, 2 those of the region who record.
    #[schema(value_type = u8, minimum = 1, maximum = 2)]
    audience: Audience,
    /// A person to talk to; texts of up to 128 characters.
    #[serde(default)]
    contact: Option<Contact>,
    /// Free text of up to 4,000 characters.
    #[serde(default)]
    #[schema(max_length = 4000)]
    note: Option<String>,
}

impl VaultEntryChange {
    /// What is said, and to whom.
    pub(super) fn read(self, example: &str) -> Result<(Content, Audience), Problem> {
        let wrong = |zh: &str, en: &str| {
            Problem::new(ProblemKind::WrongBody).saying(Text::new(zh, en)).such_as(example)
        };
        if self.audience == Audience::Public {
            let problem = wrong(
                "联系人和备注不对公众开放：audience 应为 1（本区域干部）或 2（录入人员）。",
                "Contacts and notes are never public: audience is 1 (officials of the region) or 2 (those who record).",
            );
            return Err(problem.about("audience"));
        }
        match (self.contact, self.note) {
            (Some(contact), None) => Ok((Content::Contact(contact), self.audience)),
            (None, Some(note)) => Ok((Content::Note(note), self.audience)),
            _ => Err(wrong(
                "请只提供 contact（联系人）或 note（备注）其中之一。",
                "Give either contact or note, and not both.",
            )),
        }
    }
}

/// An entry of the vault.
#[derive(Serialize, ToSchema)]
pub struct VaultEntry {
    /// Its id.
    #[schema(value_type = String, example = "v-0123456789abcdef01234567")]
    id: Key,
    /// What kind of thing it says: `contact` or `note`.
    #[schema(value_type = String, example = "contact")]
    kind: Kind,
    /// Who may read it: 1 officials of the region, 2 those of the region who record.
    #[schema(value_type = u8, minimum = 1, maximum = 2)]
    audience: Audience,
    /// How often it was written.
    version: u32,
    /// The id of the account that wrote or erased it; absent for automation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    by: Option<Key>,
    /// Its name, while there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    name: Option<String>,
    /// When (UTC).
    #[schema(value_type = String, format = DateTime, example = "2024-07-24T08:00:00Z")]
    at: Stamp,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    contact: Option<Contact>,
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    note: Option<String>,
    /// Why it says nothing: `erased`, `no_key` (sealed with a key that is not configured), `damaged` (changed on disk).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, example = "erased")]
    shut: Option<&'static str>,
}

impl VaultEntry {
    pub(super) fn of(Entry { header, held }: Entry, known: &[Account]) -> Self {
        let (contact, note, shut) = match held {
            Held::Content(Content::Contact(contact)) => (Some(contact), None, None),
            Held::Content(Content::Note(note)) => (None, Some(note), None),
            Held::Erased => (None, None, Some("erased")),
            Held::NoKey => (None, None, Some("no_key")),
            Held::Damaged => (None, None, Some("damaged")),
        };
        let writer = header.by.and_then(|by| known.iter().find(|account| account.id == by));
        Self {
            id: header.id,
            kind: header.kind,
            audience: header.audience,
            version: header.version,
            by: header.by,
            name: writer.map(|account| account.name.clone()),
            at: header.at,
            contact,
            note,
            shut,
        }
    }
}

/// The entries of a record.
#[derive(Serialize, ToSchema)]
pub struct VaultEntries {
    /// In the order in which they were made; those that the caller may not read are left out.
    pub(super) entries: Vec<VaultEntry>,
    /// Whether the caller may add, change and erase here.
    pub(super) records: bool,
    /// Whether nothing of it stays when the server stops: a demonstration, for invented people.
    pub(super) for_this_run: bool,
}

impl From<NotKept> for Problem {
    fn from(not: NotKept) -> Self {
        match not {
            NotKept::Closed => Problem::new(ProblemKind::VaultClosed),
            NotKept::Unknown(id) => Problem::unknown_record(id.as_str()),
            NotKept::Reused => Problem::new(ProblemKind::KeyReused).about("Idempotency-Key"),
            NotKept::Changed(version) => {
                let words = Text::new(
                    "此条内容已被他人修改或清除：请查看最新内容后再试。",
                    "Somebody changed or erased this meanwhile: look at what it says now, then try again.",
                );
                Problem::new(ProblemKind::Changed).saying(words).about("If-Match").with("version", version)
            }
            NotKept::Unfit(unfit) => {
                let title =
                    Text::new(ProblemKind::Refused.title(Lang::Zh), ProblemKind::Refused.title(Lang::En));
                let words = Text::new(unfit.word(Lang::Zh), unfit.word(Lang::En));
                Problem::new(ProblemKind::Refused)
                    .called(unfit.slug(), title)
                    .saying(words)
                    .about(unfit.field.slug())
            }
            NotKept::Random(error) => Problem::new(ProblemKind::Internal).because(error),
            NotKept::Log(error) => error.into(),
        }
    }
}
