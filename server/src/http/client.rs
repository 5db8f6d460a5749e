//! The client's files, embedded in the binary in three codings: pages, and assets that a browser may keep for ever.
//!
//! Every address of a page answers with the same `index.html`; the client reads the address itself. An address that is
//! no page of the client gets the same file with status 404, so that a mistyped address still opens a way home.

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use rust_embed::RustEmbed;

use super::Doors;
use super::answer::respond;
use super::fresh::{Keep, Tag};
use super::problem::{Kind, Problem};
use super::squeeze::Coding;

#[derive(RustEmbed)]
#[folder = "../frontend/dist"]
struct Dist;

/// The addresses of pages, as the router writes them.
pub const PAGES: [&str; 11] = [
    "/",
    "/find",
    "/compare",
    "/parks/{id}",
    "/units/{id}",
    "/halls/{id}",
    "/projects/{id}",
    "/chart/{chain}",
    "/present/{story}",
    "/desk",
    "/login",
];

/// The client's files by their path within `dist`.
#[derive(Debug, Default)]
pub struct Client {
    files: BTreeMap<String, File>,
}

#[derive(Debug)]
struct File {
    plain: Bytes,
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
    media: &'static str,
    tag: Tag,
    keep: Keep,
}

impl Client {
    /// The files in the binary (in a debug build: those on disk at the start).
    #[must_use]
    pub fn embedded() -> Self {
        let names: Vec<String> = Dist::iter().map(Cow::into_owned).collect();
        let plain = names.iter().filter(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
        Self { files: plain.filter_map(|name| Some((name.clone(), File::embedded(name)?))).collect() }
    }

    fn get(&self, name: &str, headers: &HeaderMap) -> Option<Response> {
        let file = self.files.get(name)?;
        if file.tag.is_held(headers) {
            return Some(file.tag.unchanged(file.keep));
        }
        let (bytes, coding) = match Coding::taken(headers) {
            Coding::Brotli if file.brotli.is_some() => (&file.brotli, Coding::Brotli),
            Coding::Brotli | Coding::Gzip if file.gzip.is_some() => (&file.gzip, Coding::Gzip),
            _ => (&None, Coding::Plain),
        };
        let bytes = bytes.as_ref().unwrap_or(&file.plain).clone();
        Some(respond(bytes, file.media, coding, &file.tag, file.keep))
    }

    /// The page that every address of the client opens.
    fn page(&self, headers: &HeaderMap) -> Response {
        self.get("index.html", headers).unwrap_or_else(|| {
            Problem::new(Kind::NotReady)
                .saying(shared::Text::new(
                    "此程序没有包含网页部分；请用 cargo xtask run 构建。",
                    "This binary holds no client; build it with: cargo xtask run",
                ))
                .into_response()
        })
    }
}

impl File {
    fn embedded(name: &str) -> Option<Self> {
        let file = Dist::get(name)?;
        let digest: String =
            file.metadata.sha256_hash().iter().take(12).map(|b| format!("{b:02x}")).collect();
        let squeezed = |end: &str| Dist::get(&format!("{name}{end}")).map(|file| bytes_of(file.data));
        Some(Self {
            gzip: squeezed(".gz"),
            brotli: squeezed(".br"),
            media: media(name),
            tag: Tag::of_bytes(&digest),
            keep: if is_hashed(name) { Keep::Forever } else { Keep::Ask },
            plain: bytes_of(file.data),
        })
    }
}

fn bytes_of(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    }
}

/// Whether the name holds the hash of the bytes: `app-` 16 hexadecimal digits `.css`.
fn is_hashed(name: &str) -> bool {
    let hash = name.rsplit_once('.').and_then(|(stem, _)| stem.rsplit_once('-')).map(|(_, hash)| hash);
    hash.is_some_and(|h| h.len() == 16 && h.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn media(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A page of the client.
pub async fn page(State(doors): State<Doors>, headers: HeaderMap) -> Response {
    doors.client.page(&headers)
}

/// A file of the client.
pub async fn asset(State(doors): State<Doors>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let found = doors.client.get(&format!("assets/{name}"), &headers);
    found.unwrap_or_else(|| Problem::new(Kind::NoSuchPath).into_response())
}

/// Whatever has no door of its own: the client's own way of saying so to a reader, a problem to a program.
pub async fn elsewhere(State(doors): State<Doors>, uri: Uri, headers: HeaderMap) -> Response {
    let reader =
        headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|a| a.contains("text/html"));
    let of_program = ["/api", "/assets", "/tiles", "/ogc"].iter().any(|start| uri.path().starts_with(start));
    if !reader || of_program {
        return Problem::new(Kind::NoSuchPath).into_response();
    }
    let mut response = doors.client.page(&headers);
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
        response.headers_mut().remove(header::ETAG);
    }
    response
}

/// What a page wants to know before it is drawn at all, and crawlers before they come.
pub async fn robots() -> ([(HeaderName, HeaderValue); 1], &'static str) {
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    ([(header::CONTENT_TYPE, text)], "User-agent: *\nDisallow: /api/\nDisallow: /desk\nDisallow: /login\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("assets/app-0123456789abcdef.wasm"));
        assert!(is_hashed("assets/map-library-0123456789abcdef.mjs"));
        assert!(!is_hashed("assets/third-party.txt"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("assets/app-0123456789abcdeg.wasm"));
    }
}
