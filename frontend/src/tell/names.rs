//! What a record is called, what it is part of, and what it is in one line.

use shared::entity::{Hall, Unit};
use shared::{Day, Key, Lang, Word, World};

use crate::format::{self, floor, grouped, land, square_metres};
use crate::header::region_name;
use crate::scene::{Kind, Subject};
use crate::signs::{port_word, stage_word, status_word};

/// What a record is called; its key where it is not known.
pub fn title(world: &World, subject: Subject, lang: Lang) -> String {
    known_title(world, subject, lang).unwrap_or_else(|| subject.key.to_string())
}

fn known_title(world: &World, subject: Subject, lang: Lang) -> Option<String> {
    let key = &subject.key;
    Some(match subject.kind {
        Kind::Unit => {
            let unit = world.units.get(key)?.latest()?;
            let a = &unit.attributes;
            Word::TitleUnit.with(lang, &[("floor", &floor(a.floor, lang)), ("number", &a.number)])
        }
        Kind::Hall => world.halls.get(key)?.latest()?.attributes.name.get(lang).to_owned(),
        Kind::Park => world.parks.get(key)?.latest()?.attributes.name.get(lang).to_owned(),
        Kind::Parcel => {
            let number = &world.parcels.get(key)?.latest()?.attributes.number;
            Word::TitleParcel.with(lang, &[("number", number)])
        }
        Kind::Port => world.ports.get(key)?.latest()?.attributes.name.get(lang).to_owned(),
        Kind::Project => world.projects.get(key)?.latest()?.attributes.title.get(lang).to_owned(),
        Kind::Enterprise => world.enterprises.get(key)?.latest()?.attributes.name.get(lang).to_owned(),
        Kind::Region => region_name(world, key.as_str().parse().ok()?, lang),
    })
}

/// What a record is part of, widest first.
pub fn path(world: &World, subject: Subject) -> Vec<Subject> {
    let key = &subject.key;
    let mut path = Vec::new();
    let mut park = match subject.kind {
        Kind::Unit => {
            let hall = world.units.get(key).and_then(|l| l.latest()).map(Unit::hall);
            path.extend(hall.map(|hall| Subject::new(Kind::Hall, hall)));
            hall.and_then(|hall| hall_of(world, hall)).map(|h| h.attributes.park)
        }
        Kind::Hall => hall_of(world, *key).map(|h| h.attributes.park),
        Kind::Park => world.parks.get(key).and_then(|l| l.latest()?.attributes.parent),
        Kind::Parcel => world.parcels.get(key).and_then(|l| Some(l.latest()?.attributes.park)),
        Kind::Project => world.projects.get(key).and_then(|l| l.latest()?.place.park),
        Kind::Enterprise => world.enterprises.get(key).and_then(|l| l.latest()?.attributes.park),
        Kind::Port | Kind::Region => None,
    };
    while let Some(of) = park {
        path.push(Subject::new(Kind::Park, of));
        park = world.parks.get(&of).and_then(|l| l.latest()?.attributes.parent);
    }
    let region = match subject.kind {
        Kind::Port => world.ports.get(key).and_then(|l| Some(l.latest()?.attributes.region)),
        Kind::Project => world.projects.get(key).and_then(|l| Some(l.latest()?.attributes.region)),
        Kind::Enterprise => world.enterprises.get(key).and_then(|l| Some(l.latest()?.attributes.region)),
        Kind::Region => key.as_str().parse::<shared::RegionCode>().ok().and_then(shared::RegionCode::parent),
        _ => {
            let last = path.last().filter(|s| s.kind == Kind::Park).map_or(*key, |s| s.key);
            world.parks.get(&last).and_then(|l| Some(l.latest()?.attributes.region))
        }
    };
    let region: Option<Key> = region.and_then(|code| code.to_string().parse().ok());
    path.extend(region.map(|key| Subject::new(Kind::Region, key)));
    path.reverse();
    path
}

fn hall_of(world: &World, key: Key) -> Option<&Hall> {
    world.halls.get(&key)?.latest()
}

/// One line about a record on a day, under its name in tooltips and lists.
pub fn brief(world: &World, day: Day, subject: Subject, lang: Lang) -> String {
    known_brief(world, day, subject, lang).unwrap_or_default()
}

fn known_brief(world: &World, day: Day, subject: Subject, lang: Lang) -> Option<String> {
    let key = &subject.key;
    let parts = match subject.kind {
        Kind::Unit => {
            let moment = world.units.get(key)?.standing(day)?;
            vec![square_metres(moment.area_m2, lang), status_word(moment.status).text(lang).to_owned()]
        }
        Kind::Hall => {
            let hall = world.halls.get(key)?.on(day)?;
            let floors = Word::CountFloors.with(lang, &[("n", &hall.attributes.floors.to_string())]);
            vec![floors, square_metres(hall.attributes.area_m2, lang)]
        }
        Kind::Park | Kind::Region => {
            let tally = crate::panels::floor_space(world, day, subject);
            vec![
                Word::BriefFloorSpace
                    .with(lang, &[("area", &format::wan_with_unit(tally.total_area(), lang))]),
                Word::BriefAvailable
                    .with(lang, &[("area", &format::wan(tally.area(shared::entity::UnitStatus::Available)))]),
            ]
        }
        Kind::Parcel => {
            let parcel = world.parcels.get(key)?.on(day)?;
            vec![
                land(parcel.attributes.area_mu, lang),
                crate::panels::parcel_word(parcel.status).text(lang).to_owned(),
            ]
        }
        Kind::Port => {
            let port = world.ports.get(key)?.on(day)?;
            let (on, status) = port.status?;
            vec![port_word(status).text(lang).to_owned(), format::date(on, lang)]
        }
        Kind::Project => {
            let project = world.projects.get(key)?.on(day)?;
            let mut parts = vec![stage_word(project.stage()).text(lang).to_owned()];
            parts.extend(
                project
                    .landing_days()
                    .map(|days| Word::BriefLandingDays.with(lang, &[("n", &grouped(days.into()))])),
            );
            parts
        }
        Kind::Enterprise => {
            let enterprise = world.enterprises.get(key)?.on(day)?;
            let mut parts = vec![region_name(world, enterprise.attributes.region, lang)];
            parts.push(Word::BriefSince.with(lang, &[("day", &format::date(enterprise.since, lang))]));
            parts
        }
    };
    Some(format::listed(&parts, lang))
}

/// The two lines that stand beside a selected unit on the map; empty for other records.
pub fn callout(world: &World, day: Day, subject: Subject, lang: Lang) -> [String; 2] {
    if subject.kind != Kind::Unit {
        return [String::new(), String::new()];
    }
    let name = || {
        let unit = world.units.get(&subject.key)?.latest()?;
        let hall = hall_of(world, unit.hall())?;
        Some(format!("{} · {}", hall.attributes.name.get(lang), unit.attributes.number))
    };
    [name().unwrap_or_else(|| subject.key.to_string()), brief(world, day, subject, lang)]
}
