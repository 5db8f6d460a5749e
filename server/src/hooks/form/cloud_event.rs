//! CloudEvents 1.0 in the structured mode: one fact a message, signed as Standard Webhooks asks.

use serde::Serialize;
use shared::Stamp;
use shared::envelope::WireEvent;

use crate::hooks::post::Message;
use crate::hooks::receiver::{Receiver, Signing, Told};
use crate::hooks::sign;

#[derive(Serialize)]
struct CloudEvent<'a> {
    specversion: &'static str,
    /// With the source it names the fact for ever: whoever gets it twice knows.
    id: &'a str,
    source: &'a str,
    r#type: String,
    subject: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Stamp>,
    datacontenttype: &'static str,
    data: &'a WireEvent,
}

/// The message about the first of some facts.
pub(super) fn message(receiver: &Receiver, facts: &[Told], now: Stamp) -> Message {
    let (id, body) = facts.first().map_or(("", Vec::new()), |told| (told.id.as_str(), body(receiver, told)));
    let seconds = now.micros().div_euclid(1_000_000);
    let mut headers = vec![
        ("content-type", "application/cloudevents+json; charset=UTF-8".to_owned()),
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", seconds.to_string()),
    ];
    if let Signing::Standard(key) = &receiver.signing {
        headers.push(("webhook-signature", sign::standard(key, id, seconds, &body)));
    }
    Message { url: receiver.url.reveal().to_owned(), headers, body }
}

fn body(receiver: &Receiver, told: &Told) -> Vec<u8> {
    let event = CloudEvent {
        specversion: "1.0",
        id: &told.id,
        source: receiver.root.as_deref().unwrap_or("/api/log"),
        r#type: format!("investmap.{}", told.event.kind),
        subject: &told.event.stream,
        time: told.event.recorded_at,
        datacontenttype: "application/json",
        data: &told.event,
    };
    serde_json::to_vec(&event).expect("an event holds only strings, numbers and checked JSON")
}
