//! The points of the ground that carry a name: towns, areas, countries, airports, stations.

use shared::{Point, Text};

use super::super::CLOSEST_ZOOM;
use super::super::encode::{Drawn, Tag};
use super::{Layer, named, point};
use crate::files::{self, Thing};
use crate::regions::{self, Level};

/// Names of areas, to be letterspaced; each level makes way for the next.
pub(super) fn areas() -> Vec<Drawn> {
    let one = |region: &regions::Region| {
        let level = Level::of(region.code);
        let zooms = match level {
            Level::Province => 4..=6,
            Level::Prefecture => 6..=8,
            Level::County => 8..=CLOSEST_ZOOM,
        };
        let mut tags = named(Some(region.name.clone()));
        tags.push(("level", Tag::Text(level.tag().to_owned())));
        tags.push(("code", Tag::Text(region.code.to_string())));
        point(Layer::Areas, zooms, (region.label.lon(), region.label.lat()), tags)
    };
    regions::all().map(one).collect()
}

/// Countries beside China, then towns by rank.
pub(super) fn places() -> Vec<Drawn> {
    let mut all: Vec<Drawn> = files::read(files::COUNTRIES).iter().filter_map(country).collect();
    let mut towns = files::read(files::PLACES);
    towns.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
    all.extend(towns.iter().filter_map(town));
    all
}

/// Never larger than a county's name, hence its rank.
fn country(thing: &Thing) -> Option<Drawn> {
    let zooms = if thing.flag("near") { 7..=10 } else { 4..=6 };
    let mut tags = named(thing.name());
    tags.extend([("rank", Tag::Number(3)), ("class", Tag::Text("country".to_owned()))]);
    Some(point(Layer::Places, zooms, thing.point()?, tags))
}

fn town(thing: &Thing) -> Option<Drawn> {
    let at = thing.point()?;
    let rank = rank(thing);
    let (class, from) = match rank as i64 {
        1 => ("province", 3),
        2 => ("prefecture", 6),
        3 => ("county", 7),
        _ => ("town", 9),
    };
    let own = thing.number("id").and_then(|id| files::wording("place", &id.to_string()));
    let mut tags = named(own.or_else(|| Some(Text::new(thing.text("name")?, thing.text("name_en")?))));
    tags.extend([("rank", Tag::Number(rank as i64)), ("class", Tag::Text(class.to_owned()))]);
    if let Some(county) =
        regions::county_at(Point::new(at.0, at.1)).filter(|_| thing.text("cc") == Some("CN"))
    {
        tags.push(("code", Tag::Text(county.to_string())));
    }
    Some(point(Layer::Places, from..=CLOSEST_ZOOM, at, tags))
}

fn rank(thing: &Thing) -> f64 {
    thing.number("rank").unwrap_or(4.0)
}

/// Airports of the region and of the places where investors come from.
pub(super) fn airports() -> Vec<Drawn> {
    let airports = files::read(files::AIRPORTS);
    let one = |airport: &Thing| {
        let mut tags = named(airport.name());
        tags.extend(airport.text("iata").map(|code| ("iata", Tag::Text(code.to_owned()))));
        Some(point(Layer::Airports, 6..=CLOSEST_ZOOM, airport.point()?, tags))
    };
    airports.iter().filter_map(one).collect()
}

/// Railway stations, kilometres off and not checked: never shown close up.
pub(super) fn stations() -> Vec<Drawn> {
    let stations = files::read(files::STATIONS);
    let one = |station: &Thing| {
        let mut tags = named(station.name());
        tags.push(("schematic", Tag::Flag(true)));
        Some(point(Layer::Stations, 7..=8, station.point()?, tags))
    };
    stations.iter().filter_map(one).collect()
}
