//! `/tiles/base/…`: approved base maps, fetched by the server on behalf of the browser.
//!
//! The browser never learns the address or the key of the issuer's server, and sends it nothing. Only the addresses in
//! the configuration file are fetched: the caller chooses zoom, column and row, nothing else; redirects are not
//! followed. Tiles are kept in bounded memory.
//!
//! ```toml
//! # Tianditu (apply for a key of the kind "server"): vector map, Web Mercator, WMTS in key-value form.
//! [[base_map]]
//! id = "tianditu-vec"
//! name = { zh = "天地图矢量底图", en = "Tianditu vector map" }
//! kind = "wmts"
//! url = "https://t0.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&LAYER=vec&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILECOL={x}&TILEROW={y}&tk={key}"
//! key = "…"
//! review_number = "…"                   # 审图号, as the issuer states it; shown at the lower left of every picture
//! issuer = "国家地理信息公共服务平台"
//! expires = "…"                         # the last day on which the approval holds, if it has one
//!
//! # One file on this machine, for places without a network: a PMTiles archive of pictures.
//! [[base_map]]
//! id = "province"
//! name = { zh = "省级标准地图", en = "Provincial standard map" }
//! kind = "pmtiles"
//! url = "/srv/maps/province.pmtiles"
//! max_zoom = 13
//! ```
//!
//! The first one is drawn. Tiles must be in Web Mercator on WGS 84 or CGCS2000; maps on GCJ-02 would lie some 300 m off.

mod pmtiles;
mod upstream;

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use tokio::sync::Semaphore;

use super::Doors;
use super::answer::respond;
use super::fresh::{Keep, Tag};
use super::ground::row;
use super::openapi::ProblemBody;
use super::pantry::Pantry;
use super::params::{Given, Nothing, Steps};
use super::problem::{Kind, Problem};
use super::squeeze::Coding;
use crate::config::{BaseMap, BaseMapKind, Config};
use pmtiles::Archive;
use upstream::Upstream;

/// Tiles that are fetched at the same time, for all readers together.
const AT_ONCE: usize = 16;
/// An issuer's map changes rarely.
const DAY: Keep = Keep::Seconds(86_400);

/// The base maps, by their place in the configuration.
#[derive(Debug)]
pub struct BaseMaps {
    sources: Vec<Source>,
    kept: Pantry<(usize, u8, u32, u32)>,
    turns: Semaphore,
}

#[derive(Debug)]
struct Source {
    id: String,
    min_zoom: u8,
    max_zoom: u8,
    from: Arc<From>,
}

#[derive(Debug)]
enum From {
    Server(Upstream),
    Archive(Archive),
    /// An archive that could not be opened; the log says why.
    Nothing,
}

/// A tile as it came.
#[derive(Debug)]
pub struct Tile {
    bytes: Bytes,
    media: &'static str,
}

/// Why there is no tile.
#[derive(Debug, thiserror::Error)]
pub enum NoTile {
    /// The issuer has none there.
    #[error("there is no such tile")]
    Nowhere,
    /// The issuer does not answer, or not with a picture. The text never holds the address: a key may be in it.
    #[error("{0}")]
    Unreachable(String),
}

impl BaseMaps {
    /// The base maps of a configuration.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        let sources = config.base_map.iter().map(Source::of).collect();
        Self { sources, kept: Pantry::with_room(64 << 20), turns: Semaphore::new(AT_ONCE) }
    }

    async fn tile(&self, id: Option<&str>, (z, x, y): (u8, u32, u32)) -> Result<Tile, Problem> {
        let nowhere = || Problem::new(Kind::NoSuchPath);
        let is_asked = |source: &Source| id.is_none_or(|id| source.id == id);
        let at = self.sources.iter().position(is_asked).ok_or_else(nowhere)?;
        let source = self.sources.get(at).ok_or_else(nowhere)?;
        let side = 1_u32.checked_shl(z.into()).ok_or_else(nowhere)?;
        if !(source.min_zoom..=source.max_zoom).contains(&z) || x >= side || y >= side {
            return Err(nowhere());
        }
        if let Some(bytes) = self.kept.get(&(at, z, x, y)) {
            return Tile::read(bytes).ok_or_else(nowhere);
        }
        let _turn = self.turns.acquire().await.map_err(|e| Problem::new(Kind::Busy).because(e))?;
        let from = Arc::clone(&source.from);
        let fetched = tokio::task::spawn_blocking(move || from.fetch(z, x, y)).await;
        match fetched.map_err(|e| Problem::new(Kind::Internal).because(e))? {
            Ok(bytes) => {
                self.kept.put((at, z, x, y), bytes.clone());
                Tile::read(bytes)
                    .ok_or_else(|| Problem::new(Kind::Upstream).because("it answered no picture"))
            }
            Err(NoTile::Nowhere) => Err(nowhere()),
            Err(NoTile::Unreachable(cause)) => Err(Problem::new(Kind::Upstream).because(cause)),
        }
    }
}

impl Source {
    fn of(map: &BaseMap) -> Self {
        let from = match map.kind {
            BaseMapKind::Xyz | BaseMapKind::Wmts => From::Server(Upstream::new(&map.url, map.key.reveal())),
            BaseMapKind::Pmtiles => Archive::open(&map.url).map(From::Archive).unwrap_or_else(|error| {
                tracing::error!(base_map = map.id, %error, "the base map cannot be opened and is not shown");
                From::Nothing
            }),
        };
        Self { id: map.id.clone(), min_zoom: map.min_zoom, max_zoom: map.max_zoom, from: Arc::new(from) }
    }
}

impl From {
    fn fetch(&self, z: u8, x: u32, y: u32) -> Result<Bytes, NoTile> {
        match self {
            From::Server(upstream) => upstream.fetch(z, x, y),
            From::Archive(archive) => archive.tile(z, x, y),
            From::Nothing => Err(NoTile::Unreachable("the archive could not be opened".into())),
        }
    }
}

impl Tile {
    /// A tile by its first bytes: what the issuer calls it does not matter, and anything else is not passed on.
    fn read(bytes: Bytes) -> Option<Self> {
        let media = match bytes.get(..12)? {
            [0x89, b'P', b'N', b'G', ..] => "image/png",
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P'] => "image/webp",
            [b'G', b'I', b'F', b'8', ..] => "image/gif",
            [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f'] => "image/avif",
            _ => return None,
        };
        Some(Self { bytes, media })
    }
}

impl IntoResponse for Tile {
    fn into_response(self) -> Response {
        let tag = Tag::of_content(&self.bytes);
        respond(self.bytes, self.media, Coding::Plain, &tag, DAY)
    }
}

fn unchanged_or(tile: Tile, headers: &HeaderMap) -> Response {
    let tag = Tag::of_content(&tile.bytes);
    if tag.is_held(headers) { tag.unchanged(DAY) } else { tile.into_response() }
}

macro_rules! tile_responses {
    ($(#[$doc:meta])* $name:ident, $path:literal, ($($param:tt)*), $steps:ty, |$found:ident| $asked:expr) => {
        $(#[$doc])*
        #[utoipa::path(
            get,
            path = $path,
            tag = "tiles",
            params(
                $($param)*
                ("z" = u8, Path, description = "Zoom", example = 8),
                ("x" = u32, Path, description = "Column from the west", example = 197),
                ("y" = String, Path, description = "Row from the north", example = "110"),
            ),
            responses(
                (status = 200, description = "The picture", body = Vec<u8>, content_type = "image/png"),
                (status = 304, description = "The caller's copy is still good"),
                (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
                (status = 404, description = "No base map is configured, or it has no such tile", body = ProblemBody, content_type = "application/problem+json"),
                (status = 502, description = "The base map does not answer", body = ProblemBody, content_type = "application/problem+json"),
            )
        )]
        pub async fn $name(
            State(doors): State<Doors>,
            headers: HeaderMap,
            Steps($found): Steps<$steps>,
            Given(Nothing): Given<Nothing>,
        ) -> Result<Response, Problem> {
            let (id, z, x, y): (Option<String>, u8, u32, String) = $asked;
            let row = row(&y, ".png").ok_or_else(|| Problem::new(Kind::NoSuchPath))?;
            let tile = doors.base_maps.tile(id.as_deref(), (z, x, row)).await?;
            Ok(unchanged_or(tile, &headers))
        }
    };
}

tile_responses!(
    /// A tile of the first approved base map.
    first, "/tiles/base/{z}/{x}/{y}", (), (u8, u32, String), |at| (None, at.0, at.1, at.2)
);
tile_responses!(
    /// A tile of an approved base map.
    named, "/tiles/base/{id}/{z}/{x}/{y}",
    (("id" = String, Path, description = "The id of the base map in the configuration", example = "tianditu-vec"),),
    (String, u8, u32, String), |at| (Some(at.0), at.1, at.2, at.3)
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_passed_on() {
        let read = |bytes: &'static [u8]| Tile::read(Bytes::from_static(bytes)).map(|tile| tile.media);
        assert_eq!(read(b"\x89PNG\r\n\x1a\n....."), Some("image/png"));
        assert_eq!(read(b"RIFF....WEBPVP8 "), Some("image/webp"));
        assert_eq!(read(b"<html><script>alert(1)</script>"), None);
        assert_eq!(read(b"{\"code\":1, \"msg\":\"no key\"}"), None);
        assert_eq!(read(b""), None);
    }
}
