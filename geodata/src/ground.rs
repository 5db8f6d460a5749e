//! The neutral ground of the map as vector tiles, made on demand from the files in the binary: no tile server, no network.
//!
//! Tiles are Mapbox vector tiles, version 2, extent 4096, Web Mercator, zooms 0 to 12 (closer zooms stretch 12).
//! No national boundary is drawn: `admin` has only lines between two units of China, the lines between the neighbouring
//! countries are left out too, and no area is filled whose edge would be a boundary.
//!
//! What the client may rely on. Every name comes as `name_zh` and `name_en`, or not at all.
//!
//! | layer | geometry | zooms | attributes |
//! |---|---|---|---|
//! | `land` | polygons | all | none |
//! | `water` | polygons | 4, 6 or 7 on, by size | names of some |
//! | `rivers` | lines | 3 on; the Ruili river 7–10 | names of some, `rank` 1 (Yangtze) to 9 |
//! | `admin` | lines | province 2, prefecture 5, county 7 on | `level`: `province`, `prefecture`, `county` |
//! | `corridors` | lines | 7–8 | names, `kind`: `expressway`, `road`, `rail`; `built`: false while under construction; `schematic`: true |
//! | `airports` | points | 6 on | names, `iata` |
//! | `stations` | points | 7–8 | names, `schematic`: true |
//! | `areas` | points | province 4–6, prefecture 6–8, county 8 on | names, `level` as above, `code` (GB/T 2260, text) |
//! | `places` | points | by rank 3, 6, 7, 9 on; countries 4–10 | names, `rank` 1–4, `class`: `country`, `province`, `prefecture`, `county`, `town`; `code` of the county it lies in, in Yunnan |
//!
//! Prefectures and counties are Yunnan's only. A country has rank 3, so that its name is no larger than a county's.
//! Points lie in exactly one tile of a zoom; lines and fills reach 64 units beyond its edge. In `places` and `areas` the
//! more important come first.

mod borders;
mod clip;
mod encode;
mod layer;
mod mercator;
mod simplify;

use encode::Drawn;
use mercator::TileId;

/// The closest zoom that has tiles; a map shows closer ones by stretching these.
pub const CLOSEST_ZOOM: u8 = 12;

/// What must be said on every picture of the ground: its sources, as their licences ask. In Chinese and in English.
pub const CREDIT: [&str; 2] = [
    "Made with Natural Earth · 数据来源：天地图 · © OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · \
     OurAirports · GSHHG/WDB-II (LGPL)",
    "Made with Natural Earth · Data: Tianditu 天地图 · © OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · \
     OurAirports · GSHHG/WDB-II (LGPL)",
];

/// The layers a tile may hold, in drawing order.
pub fn layers() -> impl Iterator<Item = &'static str> {
    layer::Layer::ALL.into_iter().map(layer::Layer::name)
}

/// The ground, read once and cut into tiles on demand.
#[derive(Debug)]
pub struct Ground {
    things: Vec<Drawn>,
}

impl Ground {
    /// Reads the files in the binary: some tens of milliseconds, 10 MB.
    #[must_use]
    pub fn load() -> Self {
        let things = layer::everything();
        debug_assert!(things.is_sorted_by_key(|t| t.layer));
        Self { things }
    }

    /// A tile, uncompressed, by zoom, column from the west and row from the north. Empty where nothing lies (the sea);
    /// none where there is no such tile. The same tile always has the same bytes.
    #[must_use]
    pub fn tile(&self, z: u8, x: u32, y: u32) -> Option<Vec<u8>> {
        let id = TileId::new(z, x, y).filter(|id| id.z <= CLOSEST_ZOOM)?;
        let tile = encode::tile(id, &self.things);
        Some(tile.expect(
            "the encoder fails only on coordinates beyond i32 or a layer named twice; ours are neither",
        ))
    }
}

#[cfg(test)]
mod tests;
