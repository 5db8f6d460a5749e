//! A fact in one short line, for messages that leave the house.
//!
//! A record is named only as the world at hand names it: whoever writes to strangers hands in the public world, and what
//! is internal goes by its number.

use crate::envelope::WireEvent;
use crate::words::HookWord;
use crate::{Key, Lang, World};

/// The longest name that is told, characters.
const NAME: usize = 40;

/// What happened to which record on which day, such as `2024-07-24 Unit let: RL-02-201 (Hall 2)`.
#[must_use]
pub fn line(world: &World, event: &WireEvent, lang: Lang) -> String {
    let (entity, key) = event.stream.split_once('/').unwrap_or((&event.stream, ""));
    let name = key.parse().ok().and_then(|key| name(world, entity, key, lang));
    let record = match &name {
        Some(name) => HookWord::HookNamed.with(lang, &[("key", key), ("name", &plain(name))]),
        None => plain(key),
    };
    let day = event.occurred_on.to_string();
    let happened = happened(&event.kind, lang);
    HookWord::HookLine.with(lang, &[("day", &day), ("happened", &happened), ("record", &record)])
}

/// The page on which a record is shown, from the root of the site.
#[must_use]
pub fn page(stream: &str) -> String {
    let (entity, key) = stream.split_once('/').unwrap_or((stream, ""));
    match entity {
        "park" => format!("/parks/{key}"),
        "hall" => format!("/halls/{key}"),
        "unit" => format!("/units/{key}"),
        "project" => format!("/projects/{key}"),
        "chain" => format!("/chart/{key}"),
        "target" | "request" | "task" => "/desk".to_owned(),
        _ => "/".to_owned(),
    }
}

/// What happened, such as `Unit let` for `unit.leased`.
fn happened(kind: &str, lang: Lang) -> String {
    if kind.ends_with(".corrected") {
        return HookWord::HookCorrected.text(lang).to_owned();
    }
    let word = HookWord::named(&format!("hook-{}", kind.replace(['.', '_'], "-")));
    // A kind that a newer program recorded.
    word.map_or_else(|| plain(kind), |word| word.text(lang).to_owned())
}

fn name(world: &World, entity: &str, key: Key, lang: Lang) -> Option<String> {
    let hall = |key: &Key| world.halls.get(key)?.latest().map(|hall| &hall.attributes.name);
    let text = match entity {
        "region" => &world.regions.get(&key)?.latest()?.attributes.name,
        "chain" => &world.chains.get(&key)?.latest()?.attributes.name,
        "port" => &world.ports.get(&key)?.latest()?.attributes.name,
        "park" => &world.parks.get(&key)?.latest()?.attributes.name,
        "hall" => hall(&key)?,
        "unit" => hall(&world.units.get(&key)?.latest()?.hall())?,
        "project" => &world.projects.get(&key)?.latest()?.attributes.title,
        "enterprise" => &world.enterprises.get(&key)?.latest()?.attributes.name,
        "parcel" => return Some(world.parcels.get(&key)?.latest()?.attributes.number.clone()),
        _ => return None,
    };
    Some(text.get(lang).to_owned())
}

/// On one line, and not endless: a file that was imported may hold anything.
fn plain(text: &str) -> String {
    let printable = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = printable.clone().take(NAME).collect();
    if printable.count() > NAME {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Worlds;
    use crate::{Fact, testing};

    #[test]
    fn every_kind_of_fact_has_words() {
        let mut kinds = 0;
        for kind in Fact::kinds() {
            for lang in [Lang::Zh, Lang::En] {
                let said = happened(kind, lang);
                assert!(!said.is_empty() && said != kind, "{kind} has no words");
            }
            kinds += 1;
        }
        assert!(kinds > 60, "{kinds}");
    }

    #[test]
    fn what_the_world_at_hand_does_not_name_goes_by_its_number() {
        let facts = testing::facts(testing::SMALL);
        let mut worlds = Worlds::default();
        worlds.apply_all(&facts);
        for fact in &facts {
            let event = WireEvent::from(fact);
            let [public, full] =
                [worlds.public().get(), worlds.full()].map(|world| line(world, &event, Lang::En));
            assert!(public.contains(fact.key.as_str()), "{public}");
            if matches!(fact.fact, Fact::Target(_) | Fact::Request(_)) {
                assert!(public.ends_with(fact.key.as_str()) && full.ends_with(fact.key.as_str()));
            }
        }
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(plain("a\nb\u{7}c"), "a b c");
        assert!(plain(&"长".repeat(500)).chars().count() == NAME + 1);
    }
}
