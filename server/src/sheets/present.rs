//! Records as rows: what the log adds up to, in the columns of a table. Export writes them; import holds a file against them.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};
use shared::entity::{Park, UnitStatus};
use shared::fact::Happening;
use shared::fact::carrier::Supply;
use shared::fact::unit::UnitStanding;
use shared::ledger::{Entity, Ledger};
use shared::{Day, Key, RegionCode, World};

use super::table::{Column, Route, Table};

/// A record as a row.
#[derive(Clone, Debug)]
pub struct Present {
    /// The content of its entry, as it counts now.
    pub entry: Value,
    /// The version of the fact that entered it.
    pub version: u32,
    /// What stands in each column; null where nothing does.
    pub cells: Vec<Value>,
}

/// A record of a table, if it is there.
#[must_use]
pub fn of(world: &World, table: Table, key: Key, today: Day) -> Option<Present> {
    match table {
        Table::Parks => {
            let park = world.parks.get(&key)?;
            row(table, park, |r| json(&*r.attributes), supply)
        }
        Table::Halls => row(
            table,
            world.halls.get(&key)?,
            |r| json(&*r.attributes),
            |r| facts([("phase", json(&r.phase)), ("area_m2", json(&r.attributes.area_m2))]),
        ),
        Table::Units => row(
            table,
            world.units.get(&key)?,
            |r| json(&*r.attributes),
            |r| {
                let mut all = json(&*r.specs()).as_object().cloned().unwrap_or_default();
                all.insert("area_m2".into(), json(&r.attributes.area_m2));
                let status = match r.status(today) {
                    UnitStatus::Planned => "planned",
                    UnitStatus::Construction => "building",
                    UnitStatus::Available => "available",
                    UnitStatus::Reserved => "reserved",
                    UnitStatus::Leased | UnitStatus::Ending => "leased",
                    UnitStatus::Withheld => "withheld",
                };
                all.insert("standing".into(), json!(status));
                match &r.standing {
                    UnitStanding::Reserved { until } if status == "reserved" => {
                        all.insert("until".into(), json(until));
                    }
                    UnitStanding::Leased { until, tenant } => {
                        all.insert("until".into(), json(until));
                        if let Some(tenant) = tenant {
                            all.insert("tenant_zh".into(), json!(tenant.zh));
                            all.insert("tenant_en".into(), json!(tenant.en));
                        }
                    }
                    UnitStanding::Withheld { reason } => {
                        all.insert("reason".into(), json(reason));
                    }
                    _ => {}
                }
                all
            },
        ),
        Table::Parcels => row(
            table,
            world.parcels.get(&key)?,
            |r| json(&*r.attributes),
            |r| facts([("status", json!(r.status.slug()))]),
        ),
        Table::Ports => row(
            table,
            world.ports.get(&key)?,
            |r| json(&*r.attributes),
            |r| facts([("status", r.status.map_or(Value::Null, |(_, status)| json(&status)))]),
        ),
        Table::Projects => row(
            table,
            world.projects.get(&key)?,
            |r| json(&*r.attributes),
            |r| {
                let mut all: Map<String, Value> = r
                    .reached
                    .iter()
                    .filter_map(|(node, day)| Some((json(node).as_str()?.to_owned(), json(day))))
                    .collect();
                let place = json(&r.place);
                for name in ["park", "units", "parcels"] {
                    all.insert(name.into(), place.get(name).cloned().unwrap_or_default());
                }
                if let Some(point) = r.place.point {
                    all.insert("lon".into(), json!(point.lon()));
                    all.insert("lat".into(), json!(point.lat()));
                }
                all
            },
        ),
        Table::Enterprises => row(
            table,
            world.enterprises.get(&key)?,
            |r| json(&*r.attributes),
            |r| facts([("left", r.left.map_or(Value::Null, |day| json(&day)))]),
        ),
        Table::Targets => row(
            table,
            world.targets.get(&key)?,
            |r| json(&*r.attributes),
            |r| {
                let mut all = facts([("intent", json(&r.intent.1))]);
                if let Some(action) = r.action {
                    all.insert("action".into(), json(&action.action));
                    all.insert("due".into(), json(&action.due));
                }
                if let Some(duty) = &r.duty {
                    all.insert("leader".into(), json(&duty.leader));
                    all.insert("person".into(), json(&duty.person));
                    if let Some(unit) = &duty.unit {
                        all.insert("responsible_zh".into(), json!(unit.zh));
                        all.insert("responsible_en".into(), json!(unit.en));
                    }
                }
                all
            },
        ),
        Table::Visits => row(table, world.visits.get(&key)?, |r| json(&r.attributes), |_| Map::new()),
        Table::Activities => row(table, world.activities.get(&key)?, |r| json(&r.attributes), |_| Map::new()),
        Table::Invitations => {
            row(table, world.invitations.get(&key)?, |r| json(&r.attributes), |_| Map::new())
        }
        Table::Requests => row(
            table,
            world.requests.get(&key)?,
            |r| json(&r.attributes),
            |r| {
                let mut all = facts([("resolved", r.resolved.map_or(Value::Null, |day| json(&day)))]);
                if let Some(assigned) = &r.assigned {
                    all.insert("office_zh".into(), json!(assigned.office.zh));
                    all.insert("office_en".into(), json!(assigned.office.en));
                }
                all
            },
        ),
    }
}

/// The keys of a table's records that lie in a region, in order. What was taken back, or off a register, is not there.
#[must_use]
pub fn keys(world: &World, table: Table, region: RegionCode) -> Vec<Key> {
    macro_rules! keys {
        ($ledgers:ident) => {
            world
                .$ledgers
                .iter()
                .filter(|(_, ledger)| ledger.latest().is_some())
                .map(|(key, _)| *key)
                .collect()
        };
    }
    let all: Vec<Key> = match table {
        Table::Parks => keys!(parks),
        Table::Halls => keys!(halls),
        Table::Units => keys!(units),
        Table::Parcels => keys!(parcels),
        Table::Ports => keys!(ports),
        Table::Projects => keys!(projects),
        Table::Enterprises => keys!(enterprises),
        Table::Targets => {
            let here = world.targets.iter().filter(|(_, l)| l.latest().is_some_and(|t| !t.dropped));
            here.map(|(key, _)| *key).collect()
        }
        Table::Visits => keys!(visits),
        Table::Activities => keys!(activities),
        Table::Invitations => keys!(invitations),
        Table::Requests => keys!(requests),
    };
    let is_there = |key: &Key| {
        let of = shared::decide::region_of(world, table.entity(), *key);
        of.is_some_and(|of| region.contains(of))
    };
    all.into_iter().filter(is_there).collect()
}

/// What the facts that enter a record are called.
const ENTERING: [&str; 5] = ["registered", "received", "held", "sent", "raised"];

fn json(value: &impl Serialize) -> Value {
    // What facts hold always writes: strings, finite numbers, lists of them.
    serde_json::to_value(value).unwrap_or_default()
}

fn facts<const N: usize>(all: [(&str, Value); N]) -> Map<String, Value> {
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn row<E: Entity>(
    table: Table,
    ledger: &Ledger<E>,
    entry: impl Fn(&E) -> Value,
    facts: impl Fn(&E) -> Map<String, Value>,
) -> Option<Present> {
    let record = ledger.latest()?;
    let enters = |fact: &E::Fact| fact.kind().rsplit('.').next().is_some_and(|kind| ENTERING.contains(&kind));
    let (entered, first, _) = ledger.counting().rev().find(|(_, _, fact)| enters(fact))?;
    let (entry, facts) = (entry(record), facts(record));
    let cell = |column: &Column| match column.route {
        Route::Fact => facts.get(column.name).cloned().unwrap_or_default(),
        Route::EntryDay => json(&entered),
        Route::Row => Value::Null,
        Route::Entry => at(&entry, column.path).cloned().unwrap_or_default(),
    };
    let mut cells: Vec<Value> = table.columns().iter().map(cell).collect();
    for (cell, column) in cells.iter_mut().zip(table.columns()) {
        // A list without anything in it is an empty cell, and so is a mark that is not set.
        if cell.as_array().is_some_and(Vec::is_empty) || (column.name == "chain_leader" && cell.is_null()) {
            *cell = Value::Null;
        }
    }
    Some(Present { version: first.version, entry, cells })
}

fn supply(park: &Park) -> Map<String, Value> {
    let Supply { power_kva, water_t_d, steam_t_h, gas_m3_h, wastewater_t_d, dyeing_t_d, workers } =
        park.supply;
    let all = BTreeMap::from([
        ("power_kva", power_kva),
        ("water_t_d", water_t_d),
        ("steam_t_h", steam_t_h),
        ("gas_m3_h", gas_m3_h),
        ("wastewater_t_d", wastewater_t_d),
        ("dyeing_t_d", dyeing_t_d),
        ("workers", workers),
    ]);
    let known = all.into_iter().filter_map(|(name, capacity)| Some((name, capacity?)));
    known
        .flat_map(|(name, c)| {
            let parts = [("total", c.total), ("used", c.used), ("promised", c.promised)];
            parts.map(|(part, value)| (format!("{name}_{part}"), json!(value)))
        })
        .collect()
}

/// What stands at a path such as `specs.power_kva` or `center.0`.
#[must_use]
pub fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, part| match part.parse::<usize>() {
        Ok(place) => value.get(place),
        Err(_) => value.get(part),
    })
}

/// Puts something there; what the path leads through is made where it is missing. Null takes it away.
pub fn put(value: &mut Value, path: &str, new: Value) {
    let Some((first, rest)) = path.split_once('.') else {
        match (path.parse::<usize>(), value) {
            (Ok(place), Value::Array(all)) => {
                if all.len() <= place {
                    all.resize(place + 1, Value::Null);
                }
                if let Some(slot) = all.get_mut(place) {
                    *slot = new;
                }
            }
            (_, Value::Object(fields)) if new.is_null() => drop(fields.remove(path)),
            (_, Value::Object(fields)) => drop(fields.insert(path.to_owned(), new)),
            _ => {}
        }
        return;
    };
    if let Value::Object(fields) = value {
        let is_list = rest.split('.').next().is_some_and(|next| next.parse::<usize>().is_ok());
        let empty = || if is_list { json!([]) } else { json!({}) };
        if new.is_null() && !fields.contains_key(first) {
            return;
        }
        let inner = fields.entry(first).or_insert_with(empty);
        if inner.is_null() {
            *inner = empty();
        }
        put(inner, rest, new);
        // What holds nothing any more goes with its last part.
        if inner.as_object().is_some_and(Map::is_empty)
            || inner.as_array().is_some_and(|a| a.iter().all(Value::is_null))
        {
            fields.remove(first);
        }
    }
}
