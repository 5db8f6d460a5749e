//! `/tiles/ground/…`: the neutral ground as vector tiles, cut on demand, compressed, kept.

use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use geodata::ground::{CLOSEST_ZOOM, Ground};
use shared::geometry::Bounds;

use super::Doors;
use super::answer::respond;
use super::fresh::{Keep, Tag};
use super::openapi::ProblemBody;
use super::pantry::Pantry;
use super::params::{Given, Nothing, Steps};
use super::problem::{Kind, Problem};
use super::squeeze::{Coding, Effort};

/// The media type of vector tiles.
const MVT: &str = "application/vnd.mapbox-vector-tile";
/// Tiles change only with the program, but their names do not say so.
const HOUR: Keep = Keep::Seconds(3_600);
/// Tiles made before anybody asks.
const AHEAD: usize = 60;

/// A tile: zoom, column from the west, row from the north.
pub type At = (u8, u32, u32);

/// The ground, and the tiles that were asked for lately.
#[derive(Debug)]
pub struct GroundTiles {
    ground: OnceLock<Ground>,
    load: fn() -> Ground,
    kept: Pantry<(At, Coding)>,
}

impl GroundTiles {
    /// The ground, read when the first tile is asked for.
    #[must_use]
    pub fn new(load: fn() -> Ground) -> Self {
        Self { ground: OnceLock::new(), load, kept: Pantry::with_room(32 << 20) }
    }

    /// A tile in a coding, and its tag, the same in every coding; none where there is no such tile. Takes milliseconds.
    #[must_use]
    pub fn tile(&self, at: At, coding: Coding) -> Option<(Bytes, Tag)> {
        let plain = match self.kept.get(&(at, Coding::Plain)) {
            Some(plain) => plain,
            None => {
                let (z, x, y) = at;
                let plain = Bytes::from(self.ground.get_or_init(self.load).tile(z, x, y)?);
                self.kept.put((at, Coding::Plain), plain.clone());
                plain
            }
        };
        let tag = Tag::of_content(&plain);
        if coding == Coding::Plain || plain.is_empty() {
            return Some((plain, tag));
        }
        let squeezed = self.kept.get(&(at, coding)).unwrap_or_else(|| {
            let squeezed = Bytes::from(coding.squeeze(Effort::Thorough, &plain));
            self.kept.put((at, coding), squeezed.clone());
            squeezed
        });
        Some((squeezed, tag))
    }

    /// Makes a tile and squeezes it as far as it goes.
    fn perfect(&self, at: At) {
        let Some((plain, _)) = self.tile(at, Coding::Plain).filter(|(plain, _)| !plain.is_empty()) else {
            return;
        };
        let squeezed = Coding::Brotli.squeeze(Effort::Utmost, &plain);
        self.kept.put((at, Coding::Brotli), Bytes::from(squeezed));
    }

    /// Makes the tiles around a place, from afar to near, as far as they are few.
    pub fn prewarm(&self, around: &Bounds) {
        let mut left = AHEAD;
        for z in 0..=CLOSEST_ZOOM {
            let (west, north) = tile_of(z, around.min.lon(), around.max.lat());
            let (east, south) = tile_of(z, around.max.lon(), around.min.lat());
            // A screen shows more than the place itself: one tile more on each side.
            let columns = west.saturating_sub(1)..=east.saturating_add(1).min(last(z));
            let rows = north.saturating_sub(1)..=south.saturating_add(1).min(last(z));
            let tiles = columns.flat_map(|x| rows.clone().map(move |y| (z, x, y)));
            for at in tiles {
                if left == 0 {
                    return;
                }
                left -= 1;
                self.perfect(at);
            }
        }
    }
}

fn last(z: u8) -> u32 {
    (1_u32 << z.min(31)) - 1
}

/// The tile that a place lies in (Web Mercator).
fn tile_of(z: u8, lon: f64, lat: f64) -> (u32, u32) {
    let side = f64::from(1_u32 << z.min(31));
    let lat = lat.clamp(-85.051_128_78, 85.051_128_78).to_radians();
    let x = (lon + 180.0) / 360.0 * side;
    let y = (1.0 - lat.tan().asinh() / std::f64::consts::PI) / 2.0 * side;
    // Clamped to the world, so that the conversion keeps every digit.
    ((x.clamp(0.0, side - 1.0)) as u32, (y.clamp(0.0, side - 1.0)) as u32)
}

/// Reads the last step of a tile's address: the row, with or without an ending.
pub fn row(step: &str, ending: &str) -> Option<u32> {
    step.strip_suffix(ending).unwrap_or(step).parse().ok()
}

/// A tile of the neutral ground. Layers and attributes are described in `geodata`.
#[utoipa::path(
    get,
    path = "/tiles/ground/{z}/{x}/{y}",
    tag = "tiles",
    params(
        ("z" = u8, Path, description = "Zoom, 0–12", example = 8),
        ("x" = u32, Path, description = "Column from the west", example = 197),
        ("y" = String, Path, description = "Row from the north, with `.mvt`", example = "110.mvt"),
    ),
    responses(
        (status = 200, description = "The tile", body = Vec<u8>, content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "Nothing lies there"),
        (status = 304, description = "The caller's copy is still good"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such tile", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn tile(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Steps((z, x, y)): Steps<(u8, u32, String)>,
    Given(Nothing): Given<Nothing>,
) -> Result<Response, Problem> {
    let nowhere = || Problem::new(Kind::NoSuchPath);
    let at = (z, x, row(&y, ".mvt").ok_or_else(nowhere)?);
    let coding = Coding::taken(&headers);
    let ground = Arc::clone(&doors.ground);
    let made = tokio::task::spawn_blocking(move || ground.tile(at, coding)).await;
    let (tile, tag) = made.map_err(|e| Problem::new(Kind::Internal).because(e))?.ok_or_else(nowhere)?;
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(HOUR));
    }
    if tile.is_empty() {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        tag.put_on(&mut response, HOUR);
        return Ok(response);
    }
    Ok(respond(tile, MVT, coding, &tag, HOUR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_on_their_tiles() {
        assert_eq!(tile_of(0, 97.85, 24.01), (0, 0));
        assert_eq!(tile_of(8, 97.85, 24.01), (197, 110));
        assert_eq!(tile_of(12, 180.0, -90.0), (4095, 4095));
        assert_eq!(row("110.mvt", ".mvt"), Some(110));
        assert_eq!(row("110", ".mvt"), Some(110));
        assert_eq!(row("-1", ".mvt"), None);
    }
}
