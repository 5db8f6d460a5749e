//! The few things the page asks of the network: a text or bytes at an address of this server.

use js_sys::{Promise, Uint8Array};
use shared::json::FromJson;
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

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

async fn whole(
    address: &str,
    body: impl Fn(&Response) -> Result<Promise, JsValue>,
) -> Result<JsValue, NoAnswer> {
    let unreachable = |_: JsValue| NoAnswer::Unreachable { address: address.to_owned() };
    let asked = leptos::prelude::window().fetch_with_str(address);
    let answer: Response = JsFuture::from(asked).await.map_err(unreachable)?.unchecked_into();
    if !answer.ok() {
        return Err(NoAnswer::Refused { address: address.to_owned(), status: answer.status() });
    }
    JsFuture::from(body(&answer).map_err(unreachable)?).await.map_err(unreachable)
}

/// The JSON at an address of this server.
///
/// # Errors
/// When there is none, or it has another shape.
pub async fn json<T: FromJson>(address: &str) -> Result<T, NoAnswer> {
    let text = text(address).await?;
    shared::json::read(&text)
        .map_err(|e| NoAnswer::Unreadable { address: address.to_owned(), reason: e.to_string() })
}
