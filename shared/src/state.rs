//! The whole atlas as one canonical JSON text: the same bytes from the server and from the browser.

use serde::Serialize;

use crate::atlas::Atlas;
use crate::census::Census;
use crate::ledger::{Entity, Ledger};
use crate::world::Ledgers;
use crate::{Day, Key, Stamp};

/// A record as it was on the day.
#[derive(Serialize)]
#[serde(bound(serialize = "E: Serialize, E::Standing: Serialize"))]
struct Entry<'w, E: Entity> {
    key: Key,
    as_of: Option<Day>,
    source: Option<&'w crate::envelope::Source>,
    since: Option<Day>,
    standing: &'w E::Standing,
    record: E,
}

/// Targets of a class on the day.
#[derive(Serialize)]
struct Counted {
    #[serde(flatten)]
    class: crate::census::Class,
    count: i32,
}

/// The atlas of a public world with the census of its targets, as JSON with every record in the order of keys.
#[must_use]
pub fn to_json(atlas: &Atlas<'_>, census: &Census, as_at: Option<Stamp>) -> String {
    let world = atlas.world();
    let day = atlas.day();
    let mut out = String::from("{");
    put(&mut out, "as_of", &day);
    put(&mut out, "as_at", &as_at);
    put(&mut out, "position", &world.head());
    put(&mut out, "regions", &all(&world.regions, day));
    put(&mut out, "chains", &all(&world.chains, day));
    put(&mut out, "parks", &all(&world.parks, day));
    put(&mut out, "halls", &all(&world.halls, day));
    put(&mut out, "units", &all(&world.units, day));
    put(&mut out, "parcels", &all(&world.parcels, day));
    put(&mut out, "ports", &all(&world.ports, day));
    put(&mut out, "projects", &all(&world.projects, day));
    put(&mut out, "enterprises", &all(&world.enterprises, day));
    put(&mut out, "visits", &all(&world.visits, day));
    put(&mut out, "activities", &all(&world.activities, day));
    put(&mut out, "invitations", &all(&world.invitations, day));
    // Regions are told in full: every code contains itself.
    let mut targets = Vec::new();
    let provinces: std::collections::BTreeSet<_> =
        census.steps().iter().map(|s| s.class.region.province()).collect();
    for province in provinces {
        targets.extend(census.on(day, province).into_iter().map(|(class, count)| Counted { class, count }));
    }
    put(&mut out, "targets", &targets);
    out.push('}');
    out
}

fn put(out: &mut String, name: &str, value: &impl Serialize) {
    if out.len() > 1 {
        out.push(',');
    }
    out.push('"');
    out.push_str(name);
    out.push_str("\":");
    out.push_str(&serde_json::to_string(value).expect("records are structs of strings and finite numbers"));
}

fn all<E: Entity + Serialize>(ledgers: &Ledgers<E>, day: Day) -> Vec<Entry<'_, E>>
where
    E::Standing: Serialize,
{
    ledgers.iter().filter_map(|(key, ledger)| entry(*key, ledger, day)).collect()
}

fn entry<E: Entity>(key: Key, ledger: &Ledger<E>, day: Day) -> Option<Entry<'_, E>> {
    let (as_of, source) = ledger.as_of(day).unzip();
    Some(Entry {
        key,
        as_of,
        source,
        since: ledger.since(day),
        standing: ledger.standing(day)?,
        record: ledger.on(day)?,
    })
}
