//! Entries of the vault on their way to and from the server.

use shared::json::{FromJson, quoted};
use shared::vault::{Contact, Content, Field, Kind};
use shared::{Audience, Lang, Stamp};

use crate::net;

/// The entries of a record.
#[derive(Clone, Debug, PartialEq, FromJson)]
pub(super) struct Listed {
    pub(super) entries: Vec<Entry>,
    pub(super) records: bool,
    pub(super) for_this_run: bool,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, FromJson)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) version: u32,
    pub(super) audience: Audience,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) by: Option<String>,
    pub(super) at: Stamp,
    #[serde(default)]
    pub(super) contact: Option<Contact>,
    #[serde(default)]
    pub(super) note: Option<String>,
    #[serde(default)]
    pub(super) shut: Option<String>,
}

impl Entry {
    pub(super) fn kind(&self) -> Kind {
        if self.contact.is_some() { Kind::Contact } else { Kind::Note }
    }
}

/// The entries of a record.
pub(super) async fn list(stream: &str, lang: Lang) -> Result<Listed, String> {
    let address = format!("/api/vault?stream={stream}");
    let text = net::exchange("GET", &address, None, &[], lang).await?;
    shared::json::read(&text).map_err(|_| net::failed(lang))
}

/// Keeps a new entry under a name of its own: sent again under the same name, it is kept once.
pub(super) async fn add(
    stream: &str,
    audience: Audience,
    content: &Content,
    once: &str,
    lang: Lang,
) -> Result<(), String> {
    let body = format!("{{\"stream\":{},{}}}", quoted(stream), said(audience, content));
    net::exchange("POST", "/api/vault", Some(&body), &[("idempotency-key", once)], lang).await.map(drop)
}

/// Changes an entry as it was seen.
pub(super) async fn change(
    entry: &Entry,
    audience: Audience,
    content: &Content,
    lang: Lang,
) -> Result<(), String> {
    let body = format!("{{{}}}", said(audience, content));
    let seen = entry.version.to_string();
    net::exchange("PUT", &address(entry), Some(&body), &[("if-match", &seen)], lang).await.map(drop)
}

/// Erases an entry as it was seen.
pub(super) async fn erase(entry: &Entry, lang: Lang) -> Result<(), String> {
    let seen = entry.version.to_string();
    net::exchange("DELETE", &address(entry), None, &[("if-match", &seen)], lang).await.map(drop)
}

fn address(entry: &Entry) -> String {
    format!("/api/vault/{}", entry.id)
}

fn said(audience: Audience, content: &Content) -> String {
    let content = match content {
        Content::Note(text) => format!("\"note\":{}", quoted(text)),
        Content::Contact(contact) => {
            let fields = Field::OF_A_CONTACT
                .into_iter()
                .filter_map(|field| Some(format!("\"{}\":{}", field.slug(), quoted(contact.get(field)?))));
            format!("\"contact\":{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
    };
    format!("\"audience\":{},{content}", u8::from(audience))
}
