//! What a caller is told when a request cannot be answered: RFC 9457, in the caller's language, with an example.
//!
//! A handler returns a [`Problem`]; it travels in the response's extensions and is put into words at the outermost
//! door ([`speak`]), where the caller's language is known and where axum's own plain-text refusals are replaced too.
//! The official's message and the log's message are two things: the cause stays in the log ([`Problem::because`]).

mod kind;
mod tongue;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};
use shared::{Lang, Text};

pub use kind::Kind;
pub use tongue::tongue;

use super::tag::RequestId;

/// Why a request could not be answered, and how to ask rightly. Boxed, so that a result with it stays small.
#[derive(Clone, Debug)]
pub struct Problem(Box<Told>);

#[derive(Clone, Debug)]
struct Told {
    kind: Kind,
    slug: Option<&'static str>,
    title: Option<Text>,
    detail: Option<Text>,
    param: Option<String>,
    example: Option<String>,
    more: Map<String, Value>,
    cause: Option<String>,
}

impl Problem {
    /// A problem of a kind, in the general words of that kind.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self(Box::new(Told {
            kind,
            slug: None,
            title: None,
            detail: None,
            param: None,
            example: None,
            more: Map::new(),
            cause: None,
        }))
    }

    /// A parameter that was not understood: which, what is wrong with it, and one that is right.
    #[must_use]
    pub fn parameter(name: &str, wrong: Text, example: impl Into<String>) -> Self {
        Self::new(Kind::WrongParameter).saying(wrong).about(name).such_as(example)
    }

    /// A record that does not exist, or not for this caller.
    #[must_use]
    pub fn unknown_record(id: &str) -> Self {
        Self::new(Kind::UnknownRecord)
            .saying(Text::new(format!("没有编号为“{id}”的记录。"), format!("There is no record \"{id}\".")))
    }

    /// In particular words instead of the general ones.
    #[must_use]
    pub fn saying(mut self, detail: Text) -> Self {
        self.0.detail = Some(detail);
        self
    }

    /// Under a type of its own, such as `unit-not-available`, with its own title.
    #[must_use]
    pub fn called(mut self, slug: &'static str, title: Text) -> Self {
        self.0.slug = Some(slug);
        self.0.title = Some(title);
        self
    }

    /// With the part of the request that it is about.
    #[must_use]
    pub fn about(mut self, param: impl Into<String>) -> Self {
        self.0.param = Some(param.into());
        self
    }

    /// With something that would have been right.
    #[must_use]
    pub fn such_as(mut self, example: impl Into<String>) -> Self {
        self.0.example = Some(example.into());
        self
    }

    /// With a right body, where a wrong body is the problem.
    #[must_use]
    pub fn mending_body(self, example: &str) -> Self {
        if self.0.kind == Kind::WrongBody { self.such_as(example) } else { self }
    }

    /// With a further member that programs may read.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.more.insert(name.to_owned(), value.into());
        self
    }

    /// With the cause, for the log only.
    #[must_use]
    pub fn because(mut self, cause: impl std::fmt::Display) -> Self {
        self.0.cause = Some(cause.to_string());
        self
    }

    /// The address that names this kind of problem for ever.
    #[must_use]
    pub fn type_uri(&self) -> String {
        format!("/problems/{}", self.0.slug.unwrap_or(self.0.kind.slug()))
    }

    /// What is wrong, and how to mend it.
    #[must_use]
    pub fn detail(&self, lang: Lang) -> &str {
        self.0.detail.as_ref().map_or_else(|| self.0.kind.detail(lang), |detail| detail.get(lang))
    }

    fn body(&self, lang: Lang, id: Option<&str>) -> Vec<u8> {
        let told = &*self.0;
        let title = told.title.as_ref().map_or_else(|| told.kind.title(lang), |t| t.get(lang));
        let detail = self.detail(lang);
        let mut body = Map::new();
        body.insert("type".into(), self.type_uri().into());
        body.insert("title".into(), title.into());
        body.insert("status".into(), told.kind.status().as_u16().into());
        body.insert("detail".into(), detail.into());
        for (name, value) in [("param", &told.param), ("example", &told.example)] {
            if let Some(value) = value {
                body.insert(name.into(), value.as_str().into());
            }
        }
        if let Some(id) = id {
            body.insert("request_id".into(), id.into());
        }
        body.extend(told.more.clone());
        Value::Object(body).to_string().into_bytes()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.0.kind.status().into_response();
        response.extensions_mut().insert(Spoken(self));
        response
    }
}

/// A problem on its way to the outermost door.
#[derive(Clone)]
struct Spoken(Problem);

/// Puts problems into the caller's language, and gives every other refusal the same form.
pub async fn speak(request: Request, next: Next) -> Response {
    let lang = tongue(request.headers());
    let id = request.extensions().get::<RequestId>().cloned();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    let problem = match response.extensions().get::<Spoken>() {
        Some(Spoken(problem)) => problem.clone(),
        None => match unspoken(&response) {
            Some(kind) => Problem::new(kind),
            None => return response,
        },
    };
    report(&problem, &method, &path, id.as_ref());
    let (mut parts, _) = response.into_parts();
    let body = problem.body(lang, id.as_ref().map(RequestId::as_str));
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    parts.headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
    parts.headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    parts.headers.remove(header::CONTENT_LENGTH);
    if parts.status == StatusCode::UNAUTHORIZED {
        parts.headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if parts.status == StatusCode::SERVICE_UNAVAILABLE {
        parts.headers.entry(header::RETRY_AFTER).or_insert(HeaderValue::from_static("5"));
    }
    Response::from_parts(parts, if method == Method::HEAD { Body::empty() } else { Body::from(body) })
}

/// The kind of a refusal that nobody put into words: those of the router and of the layers.
fn unspoken(response: &Response) -> Option<Kind> {
    let status = response.status();
    let plain =
        response.headers().get(header::CONTENT_TYPE).is_none_or(|t| t.as_bytes().starts_with(b"text/plain"));
    ((status.is_client_error() || status.is_server_error()) && plain).then(|| Kind::of(status))
}

/// The log hears of our own faults with their cause; a caller's mistakes are no news.
fn report(problem: &Problem, method: &Method, path: &str, id: Option<&RequestId>) {
    if !problem.0.kind.status().is_server_error() {
        return;
    }
    let id = id.map_or("", RequestId::as_str);
    let cause = problem.0.cause.as_deref().unwrap_or("");
    tracing::error!(%method, path, request_id = id, problem = problem.type_uri(), cause, "request failed");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_what_was_wrong_and_what_would_be_right() {
        let problem = Problem::parameter("as_of", Text::new("不是日期", "not a day"), "2024-07-24");
        let body: Value = serde_json::from_slice(&problem.body(Lang::En, Some("r1"))).unwrap();
        assert_eq!(body["type"], "/problems/wrong-parameter");
        assert_eq!(body["status"], 400);
        assert_eq!(body["param"], "as_of");
        assert_eq!(body["detail"], "not a day");
        assert_eq!(body["example"], "2024-07-24");
        assert_eq!(body["request_id"], "r1");
    }

    #[test]
    fn a_cause_never_reaches_the_caller() {
        let problem = Problem::new(Kind::Internal).because("disk I/O error in /secret/place");
        let body = String::from_utf8(problem.body(Lang::Zh, None)).unwrap();
        assert!(!body.contains("secret"), "{body}");
    }
}
