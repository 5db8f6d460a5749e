//! The few things the page asks of the network: a text or bytes at an address of this server.

use js_sys::{Promise, Reflect, Uint8Array};
use shared::json::{FromJson, Json};
use shared::{Lang, Word};
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, ReadableStreamDefaultReader, RequestInit, Response};

/// Why an answer did not come.
#[derive(Debug, Error)]
pub enum NoAnswer {
    /// The server could not be reached.
    #[error("{address} could not be reached")]
    Unreachable {
        /// What was asked for.
        address: String,
    },
    /// The server refused.
    #[error("{address} answered {status}")]
    Refused {
        /// What was asked for.
        address: String,
        /// HTTP status.
        status: u16,
    },
    /// The answer is not what this program understands.
    #[error("{address} answered something that cannot be read: {reason}")]
    Unreadable {
        /// What was asked for.
        address: String,
        /// What was wrong with it.
        reason: String,
    },
}

/// Bytes of an answer that are looked at at once.
const FEW: usize = 16 << 10;

/// The text at an address of this server.
///
/// # Errors
/// When there is none.
pub async fn text(address: &str) -> Result<String, NoAnswer> {
    let body = whole(address, Response::text).await?;
    Ok(body.as_string().unwrap_or_default())
}

/// The bytes at an address of this server.
///
/// # Errors
/// When there are none.
pub async fn bytes(address: &str) -> Result<Vec<u8>, NoAnswer> {
    let body = whole(address, Response::array_buffer).await?;
    Ok(Uint8Array::new(&body).to_vec())
}

/// Shows the bytes at an address of this server while they arrive, a few at a time: however long it is, no more of it
/// than these lies in our memory.
///
/// # Errors
/// When there are none, or they break off.
pub async fn pieces(address: &str, see: &mut dyn FnMut(&[u8])) -> Result<(), NoAnswer> {
    let broken = |_: JsValue| unreachable(address);
    let answer = asked(address).await?;
    let Some(body) = answer.body() else { return Ok(()) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut few = vec![0; FEW];
    loop {
        let part = JsFuture::from(reader.read()).await.map_err(broken)?;
        // There is no more when there is no value.
        let Ok(part) = Reflect::get(&part, &"value".into()).and_then(JsCast::dyn_into::<Uint8Array>) else {
            return Ok(());
        };
        let mut from = 0;
        while from < part.length() {
            let to = part.length().min(from + FEW as u32);
            let few = few.get_mut(..(to - from) as usize).unwrap_or_default();
            part.subarray(from, to).copy_to(few);
            see(few);
            from = to;
        }
    }
}

async fn whole(address: &str, body: fn(&Response) -> Result<Promise, JsValue>) -> Result<JsValue, NoAnswer> {
    let broken = |_: JsValue| unreachable(address);
    let answer = asked(address).await?;
    JsFuture::from(body(&answer).map_err(broken)?).await.map_err(broken)
}

async fn asked(address: &str) -> Result<Response, NoAnswer> {
    let asked = leptos::prelude::window().fetch_with_str(address);
    let answer: Response = JsFuture::from(asked).await.map_err(|_| unreachable(address))?.unchecked_into();
    if !answer.ok() {
        return Err(NoAnswer::Refused { address: address.to_owned(), status: answer.status() });
    }
    Ok(answer)
}

fn unreachable(address: &str) -> NoAnswer {
    NoAnswer::Unreachable { address: address.to_owned() }
}

/// The JSON at an address of this server.
///
/// # Errors
/// When there is none, or it has another shape.
pub async fn json<T: FromJson>(address: &str) -> Result<T, NoAnswer> {
    let text = text(address).await?;
    read(address, Json::of(&text))
}

/// Reads what came from an address.
///
/// # Errors
/// When it has another shape.
pub fn read<T: FromJson>(address: &str, json: Json<'_>) -> Result<T, NoAnswer> {
    T::from_json(json)
        .map_err(|e| NoAnswer::Unreadable { address: address.to_owned(), reason: e.to_string() })
}

/// Sends a few texts and switches (an empty text stands for `true`) to an address of this server; what it answers.
///
/// # Errors
/// What the server says why not, in the reader's language.
pub async fn send(
    method: &str,
    address: &str,
    fields: &[(&str, &str)],
    lang: Lang,
) -> Result<String, String> {
    let failed = |_: JsValue| Word::OpeningFailed.text(lang).to_owned();
    let mut sent = None;
    if !fields.is_empty() {
        let body = js_sys::Object::new();
        for (name, value) in fields {
            // What has no text is a switch.
            let value = if value.is_empty() { JsValue::TRUE } else { (*value).into() };
            js_sys::Reflect::set(&body, &(*name).into(), &value).map_err(failed)?;
        }
        sent = Some(String::from(js_sys::JSON::stringify(&body).map_err(failed)?));
    }
    exchange(method, address, sent.as_deref(), &[], lang).await
}

/// What became of a command that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was recorded: what the server answered.
    Recorded(String),
    /// Everybody would see it: it was put forward under this number, and waits for a reviewer.
    Waits(u64),
}

impl Told {
    /// Out of what the server answered.
    pub fn of(answer: String) -> Self {
        match shared::json::read::<PutForward>(&answer) {
            Ok(PutForward { proposal }) => Told::Waits(proposal),
            Err(_) => Told::Recorded(answer),
        }
    }
}

/// What is answered in place of facts.
#[derive(FromJson)]
struct PutForward {
    proposal: u64,
}

/// Sends a command under a name of its own: sent again under the same name, it is carried out once.
///
/// # Errors
/// What the server says why not, in the reader's language.
pub async fn command(text: &str, once: &str, lang: Lang) -> Result<Told, String> {
    exchange("POST", "/api/commands", Some(text), &[("idempotency-key", once)], lang).await.map(Told::of)
}

/// The same, if the record still stands as it did at a position of the log.
///
/// # Errors
/// Why it was not recorded.
pub async fn command_at(text: &str, once: &str, seen: u64, lang: Lang) -> Result<Told, NotDone> {
    // The form of the server's own entity tags, which stand for all that was known at a position.
    let seen = format!("W/\"{seen:x}-0\"");
    let headers = [("idempotency-key", once), ("if-match", &seen)];
    exchanged("POST", "/api/commands", Some(text), &headers, lang).await.map(Told::of)
}

/// Why something was not done.
#[derive(Debug, Default)]
pub struct NotDone {
    /// HTTP status; 0 where nothing was answered.
    pub status: u16,
    /// What was answered.
    pub body: String,
}

impl NotDone {
    /// What the server says of it.
    pub fn words(&self, lang: Lang) -> String {
        match shared::json::read::<Refused>(&self.body) {
            Ok(refused) => refused.detail,
            Err(_) => failed(lang),
        }
    }
}

/// Posts a JSON text to an address of this server; what it answers.
///
/// # Errors
/// What the server says why not, in the reader's language.
pub async fn post(address: &str, text: &str, lang: Lang) -> Result<String, String> {
    exchange("POST", address, Some(text), &[], lang).await
}

/// That the server could not be reached, or not be understood.
pub fn failed(lang: Lang) -> String {
    Word::OpeningFailed.text(lang).to_owned()
}

/// Sends JSON to an address of this server, with headers of its own; what it answers.
///
/// # Errors
/// What the server says why not, in the reader's language.
pub async fn exchange(
    method: &str,
    address: &str,
    body: Option<&str>,
    more: &[(&str, &str)],
    lang: Lang,
) -> Result<String, String> {
    exchanged(method, address, body, more, lang).await.map_err(|not| not.words(lang))
}

async fn exchanged(
    method: &str,
    address: &str,
    body: Option<&str>,
    more: &[(&str, &str)],
    lang: Lang,
) -> Result<String, NotDone> {
    let failed = |_: JsValue| NotDone::default();
    let headers = Headers::new().map_err(failed)?;
    headers.set("content-type", "application/json").map_err(failed)?;
    headers.set("accept-language", lang.tag()).map_err(failed)?;
    for (name, value) in more {
        headers.set(name, value).map_err(failed)?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers(&headers);
    if let Some(body) = body {
        init.set_body(&body.into());
    }
    let asked = leptos::prelude::window().fetch_with_str_and_init(address, &init);
    let answer: Response = JsFuture::from(asked).await.map_err(failed)?.unchecked_into();
    let text = JsFuture::from(answer.text().map_err(failed)?).await.map_err(failed)?;
    let text = text.as_string().unwrap_or_default();
    if answer.ok() {
        return Ok(text);
    }
    Err(NotDone { status: answer.status(), body: text })
}

/// Sends a file to an address of this server; what it answers.
///
/// # Errors
/// What the server says why not, in the reader's language.
pub async fn upload(address: &str, file: &web_sys::File, lang: Lang) -> Result<String, String> {
    let failed = |_: JsValue| Word::OpeningFailed.text(lang).to_owned();
    let headers = Headers::new().map_err(failed)?;
    headers.set("content-type", "application/octet-stream").map_err(failed)?;
    headers.set("accept-language", lang.tag()).map_err(failed)?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(file);
    let asked = leptos::prelude::window().fetch_with_str_and_init(address, &init);
    let answer: Response = JsFuture::from(asked).await.map_err(failed)?.unchecked_into();
    let text = JsFuture::from(answer.text().map_err(failed)?).await.map_err(failed)?;
    let text = text.as_string().unwrap_or_default();
    if answer.ok() {
        return Ok(text);
    }
    let refused = shared::json::read::<Refused>(&text).map(|refused| refused.detail);
    Err(refused.unwrap_or_else(|_| Word::OpeningFailed.text(lang).to_owned()))
}

/// Lets a while pass.
pub async fn wait(milliseconds: i32) {
    let passed = Promise::new(&mut |done, _| {
        // A browser that sets no timer goes on at once.
        let _set = leptos::prelude::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds);
    });
    let _passed = JsFuture::from(passed).await;
}

/// Ends the officials' session of this browser.
///
/// # Errors
/// When the server could not be reached.
pub async fn sign_out() -> Result<(), NoAnswer> {
    let address = "/api/session";
    let init = RequestInit::new();
    init.set_method("DELETE");
    let asked = leptos::prelude::window().fetch_with_str_and_init(address, &init);
    JsFuture::from(asked).await.map(|_| ()).map_err(|_| unreachable(address))
}

/// What a refusal says.
#[derive(FromJson)]
struct Refused {
    detail: String,
}
