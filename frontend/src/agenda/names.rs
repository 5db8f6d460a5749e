//! What a record of any kind is called at the desk, whose it is, and the way to it.

use shared::agenda::{Owner, owner};
use shared::chart::say::problem_word;
use shared::words::DeskWord;
use shared::{Day, Key, Lang, World};

use crate::feed::Feed;
use crate::scene::{Kind, Page, Recording, Scene, Subject};
use crate::tell;

/// What a record is called; its key where it has no name.
pub fn name(world: &World, entity: &str, key: Key, lang: Lang) -> String {
    known(world, entity, key, lang).unwrap_or_else(|| key.to_string())
}

fn known(world: &World, entity: &str, key: Key, lang: Lang) -> Option<String> {
    Some(match entity {
        "unit" => {
            let unit = world.units.get(&key)?.latest()?;
            let hall = world.halls.get(&unit.hall())?.latest()?;
            let place = format!("{} · {}", hall.attributes.name.get(lang), unit.attributes.number);
            // Every park has a hall 7.
            match world.parks.get(&hall.attributes.park).and_then(|park| park.latest()) {
                Some(park) => format!("{} {place}", park.attributes.short.get(lang)),
                None => place,
            }
        }
        "target" => world.targets.get(&key)?.latest()?.attributes.name.get(lang).to_owned(),
        "request" => {
            let request = &world.requests.get(&key)?.latest()?.attributes;
            let firm = request.enterprise.and_then(|firm| world.enterprises.get(&firm)?.latest());
            match firm {
                Some(firm) => firm.attributes.name.get(lang).to_owned(),
                None => format!("{key} {}", problem_word(request.kind).text(lang)),
            }
        }
        "task" => world.tasks.get(&key)?.latest()?.attributes.goal.get(lang).to_owned(),
        "chain" => world.chains.get(&key)?.latest()?.attributes.name.get(lang).to_owned(),
        "visit" => tell::outreach::visit(world, key, lang)?.0,
        "activity" => tell::outreach::activity(world, key, lang)?.0,
        "invitation" => tell::outreach::invitation(world, key, lang)?.0,
        _ => tell::title(world, Subject::new(Kind::named(entity)?, key), lang),
    })
}

/// Who sees to a record.
pub fn owner_name(world: &World, owner: &Owner, lang: Lang) -> String {
    match owner {
        Owner::Unit(unit) => unit.get(lang).to_owned(),
        Owner::Office(region) => {
            let place = crate::header::region_name(world, *region, lang);
            DeskWord::DeskOwnerOffice.with(lang, &[("place", &place)])
        }
    }
}

/// The responsible unit of a record, where one was named.
pub fn unit_name(world: &World, entity: &str, key: Key, day: Day, lang: Lang) -> Option<String> {
    match owner(world, entity, key, day)? {
        Owner::Unit(unit) => Some(unit.get(lang).to_owned()),
        Owner::Office(_) => None,
    }
}

/// Goes to the record: on the map, a target on the chart of its chain. What has neither stands where it is recorded.
pub fn open(scene: Scene, feed: Feed, entity: &str, key: Key) {
    if let Some(kind) = Kind::named(entity) {
        crate::header::open_page(scene, Page::Map);
        scene.open(Subject::new(kind, key));
    } else if entity == "target" {
        let chain =
            feed.world.with_untracked(|world| Some(world.targets.get(&key)?.latest()?.attributes.chain));
        if let Some(chain) = chain {
            let mut chosen = scene.chosen.get_untracked();
            (chosen.chain, chosen.target) = (Some(chain), Some(key));
            scene.chosen.set(chosen);
            crate::header::open_page(scene, Page::Chart(chain));
        }
    } else {
        let record = shared::fact::stream(entity, key);
        scene.recording.set(Some(Recording { record, order: String::new() }));
    }
}
