//! A name for each request, so that an official can tell the administrator which one failed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

const NAME: HeaderName = HeaderName::from_static("x-request-id");

/// The name of a request.
#[derive(Clone, Debug)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names a request, unless whoever stands in front of us (a reverse proxy) has already, and repeats the name in the
/// response.
pub async fn tag(mut request: Request, next: Next) -> Response {
    let id = given(&request).unwrap_or_else(fresh);
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(NAME, value);
    }
    response
}

fn given(request: &Request) -> Option<RequestId> {
    let id = request.headers().get(&NAME)?.to_str().ok()?;
    let fine = (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    fine.then(|| RequestId(id.into()))
}

/// Unique within the life of the process; a name, not a secret.
fn fresh() -> RequestId {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    RequestId(format!("r{n:08x}").into())
}
