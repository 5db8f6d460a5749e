//! Changes that are facts of their own: what happened between what a record is and what its row says.

use serde_json::{Map, Value, json};
use shared::{Day, Lang, Text};

use super::super::fault::Fault;
use super::super::table::{Column, Of, Table, code};
use super::{Misfit, Turn, labelled};

/// Whether a new record is entered with it, instead of a fact that follows.
pub(super) fn is_entered(table: Table, column: &Column) -> bool {
    match table {
        Table::Halls | Table::Units | Table::Ports => true,
        Table::Projects => column.path.starts_with("place."),
        Table::Targets => column.name == "intent",
        _ => false,
    }
}

/// The facts that follow the entry, or that happened to the record.
pub(super) fn follow(turn: &Turn<'_>) -> Result<Vec<Value>, Misfit> {
    let is_new = turn.present.is_none();
    match turn.table {
        Table::Units if is_new => Ok(Vec::new()),
        Table::Units => {
            let mut commands = standing(turn)?;
            commands.extend(survey(turn));
            if turn.changed("rent_yuan_m2_month") {
                let rent = json!({ "rent_yuan_m2_month": turn.now("rent_yuan_m2_month") });
                commands.push(turn.command("set_rent", rent));
            }
            Ok(commands)
        }
        Table::Halls if is_new => Ok(Vec::new()),
        Table::Halls => hall(turn),
        Table::Parks => Ok(supply(turn).into_iter().collect()),
        Table::Parcels => parcel(turn),
        Table::Ports if is_new || !turn.changed("status") => Ok(Vec::new()),
        Table::Ports => Ok(vec![turn.command("report_port_status", json!({ "status": turn.now("status") }))]),
        Table::Projects => project(turn),
        Table::Enterprises if turn.changed("left") => Ok(day(turn, "left")
            .map(|day| turn.command_on("enterprise_left", day, json!({})))
            .into_iter()
            .collect()),
        Table::Targets => Ok(target(turn)),
        Table::Requests => {
            let mut commands = Vec::new();
            if turn.any_changed(&["office_zh", "office_en"]) {
                let office =
                    json!({ "office": { "zh": turn.now("office_zh"), "en": turn.now("office_en") } });
                let on = if is_new { turn.entry_day() } else { turn.day };
                commands.push(turn.command_on("assign_request", on, office));
            }
            if turn.changed("resolved") {
                commands
                    .extend(day(turn, "resolved").map(|d| turn.command_on("resolve_request", d, json!({}))));
            }
            Ok(commands)
        }
        Table::Enterprises | Table::Visits | Table::Activities | Table::Invitations => Ok(Vec::new()),
    }
}

fn day(turn: &Turn<'_>, name: &str) -> Option<Day> {
    turn.now(name).as_str()?.parse().ok()
}

/// A new unit says until when it is held, and only then.
pub(super) fn is_whole(turn: &Turn<'_>) -> Result<(), Misfit> {
    let standing = turn.now("standing");
    let standing = standing.as_str().unwrap_or("");
    ends(turn, standing)?;
    if standing == "withheld" && turn.now("reason").is_null() {
        return Err(missing(turn, "reason", standing));
    }
    Ok(())
}

fn ends(turn: &Turn<'_>, standing: &str) -> Result<(), Misfit> {
    let is_held = matches!(standing, "leased" | "reserved");
    let column = turn.table.columns().get(turn.column("until"));
    // What a record says of its last lease says nothing of its new standing; only what the row says counts.
    let is_asked = matches!(turn.asked("until"), Some(super::Asked::Value(_))) && turn.changed("until");
    match column {
        Some(_) if is_held && turn.now("until").is_null() => Err(missing(turn, "until", standing)),
        Some(column) if !is_held && is_asked => Err(turn.fault("until", labelled("until-idle", column))),
        _ => Ok(()),
    }
}

fn missing(turn: &Turn<'_>, name: &str, to: &str) -> Misfit {
    let column = turn.table.columns().get(turn.column(name));
    let label = |lang| column.map(|c| c.label(lang)).unwrap_or_default();
    let fault = Fault::new("until-needed")
        .told("to", Text::new(code(to, Lang::Zh), code(to, Lang::En)))
        .told("column", Text::new(label(Lang::Zh), label(Lang::En)));
    turn.fault(name, fault)
}

/// The way of a unit from one standing to another.
fn standing(turn: &Turn<'_>) -> Result<Vec<Value>, Misfit> {
    if !turn.any_changed(&["standing", "until", "reason", "tenant_zh", "tenant_en"]) {
        return Ok(Vec::new());
    }
    let (from, to) = (turn.was("standing").as_str().unwrap_or("").to_owned(), turn.now("standing"));
    let to = to.as_str().unwrap_or("");
    ends(turn, to)?;
    let no_way = |hint: &str| {
        let fault = Fault::new("standing")
            .told("from", Text::new(code(&from, Lang::Zh), code(&from, Lang::En)))
            .told("to", Text::new(code(to, Lang::Zh), code(to, Lang::En)))
            .with("hint", hint);
        turn.fault("standing", fault)
    };
    if from == to {
        return same_standing(turn, to);
    }
    if [from.as_str(), to].iter().any(|s| matches!(*s, "planned" | "building")) {
        return Err(no_way("hall"));
    }
    let mut commands = Vec::new();
    // First free, unless what holds the unit is what the new lease comes from.
    match (from.as_str(), to) {
        ("available", _) | ("reserved", "leased") => {}
        ("reserved", _) => commands.push(turn.command("release_unit", json!({}))),
        ("leased", _) => commands.push(turn.command("vacate_unit", json!({}))),
        ("withheld", _) => commands.push(turn.command("return_unit", json!({}))),
        _ => return Err(no_way("other")),
    }
    match to {
        "available" => {}
        "reserved" => commands.push(turn.command("reserve_unit", json!({ "until": turn.now("until") }))),
        "leased" => commands.push(lease(turn, from == "reserved")),
        "withheld" if turn.now("reason").is_null() => return Err(missing(turn, "reason", to)),
        "withheld" => commands.push(turn.command("withhold_unit", json!({ "reason": turn.now("reason") }))),
        _ => return Err(no_way("other")),
    }
    Ok(commands)
}

fn lease(turn: &Turn<'_>, from_reservation: bool) -> Value {
    let mut fields = json!({ "until": turn.now("until") });
    let (zh, en) = (asked(turn, "tenant_zh"), asked(turn, "tenant_en"));
    if !zh.is_null() || !en.is_null() {
        // A missing half is refused by the rules, with its field.
        let or_empty = |v: Value| if v.is_null() { json!("") } else { v };
        super::present::put(&mut fields, "tenant", json!({ "zh": or_empty(zh), "en": or_empty(en) }));
    }
    if from_reservation {
        super::present::put(&mut fields, "from_reservation", json!(true));
    }
    turn.command("lease_unit", fields)
}

/// What the row itself says.
fn asked(turn: &Turn<'_>, name: &str) -> Value {
    match turn.asked(name) {
        Some(super::Asked::Value(value)) => value.clone(),
        _ => Value::Null,
    }
}

fn same_standing(turn: &Turn<'_>, standing: &str) -> Result<Vec<Value>, Misfit> {
    if let Some(name) = ["tenant_zh", "tenant_en"].into_iter().find(|name| turn.changed(name)) {
        return Err(turn.fault(name, Fault::new("tenant")));
    }
    let until = json!({ "until": turn.now("until") });
    Ok(match standing {
        "leased" if turn.changed("until") => vec![turn.command("renew_lease", until)],
        "reserved" if turn.changed("until") => {
            vec![turn.command("release_unit", json!({})), turn.command("reserve_unit", until)]
        }
        "withheld" if turn.changed("reason") => vec![
            turn.command("return_unit", json!({})),
            turn.command("withhold_unit", json!({ "reason": turn.now("reason") })),
        ],
        _ => Vec::new(),
    })
}

/// What was measured anew.
fn survey(turn: &Turn<'_>) -> Option<Value> {
    const MEASURED: [&str; 11] = [
        "available_from",
        "clear_height_m",
        "floor_load_t_m2",
        "power_kva",
        "power_max_kva",
        "water_t_d",
        "steam_t_h",
        "wastewater_t_d",
        "dyeing_t_d",
        "sprinklers",
        "dormitory_beds",
    ];
    let changed = MEASURED.into_iter().filter(|name| turn.changed(name));
    let fields: Map<String, Value> = changed.map(|name| (name.to_owned(), turn.now(name))).collect();
    (!fields.is_empty()).then(|| turn.command("survey_unit", Value::Object(fields)))
}

fn hall(turn: &Turn<'_>) -> Result<Vec<Value>, Misfit> {
    let mut commands = Vec::new();
    if turn.changed("area_m2") {
        let fields = json!({ "areas": {}, "area_m2": turn.now("area_m2") });
        commands.push(turn.command("survey_hall", fields));
    }
    if turn.changed("phase") {
        let (from, to) = (turn.was("phase").clone(), turn.now("phase"));
        match (from.as_str().unwrap_or(""), to.as_str().unwrap_or("")) {
            ("planned", "building") => commands.push(turn.command("start_hall", json!({}))),
            ("planned" | "building", "complete") => commands.push(turn.command("complete_hall", json!({}))),
            (from, to) => {
                let fault = Fault::new("standing")
                    .told("from", Text::new(code(from, Lang::Zh), code(from, Lang::En)))
                    .told("to", Text::new(code(to, Lang::Zh), code(to, Lang::En)))
                    .with("hint", "other");
                return Err(turn.fault("phase", fault));
            }
        }
    }
    Ok(commands)
}

/// The report of a park's supply: each capacity whole, with what is known of it.
fn supply(turn: &Turn<'_>) -> Option<Value> {
    let mut fields = Map::new();
    for column in turn.table.columns().iter().filter(|c| c.of == Of::Number && c.path.contains('.')) {
        let Some((name, _)) = column.path.split_once('.') else { continue };
        let parts = ["total", "used", "promised"].map(|part| format!("{name}_{part}"));
        if column.name.ends_with("_total") && parts.iter().any(|part| turn.changed(part)) {
            let or_none = |part: &String| match turn.now(part) {
                Value::Null => json!(0.0),
                value => value,
            };
            let [total, used, promised] = &parts;
            let capacity =
                json!({ "total": or_none(total), "used": or_none(used), "promised": or_none(promised) });
            fields.insert(name.to_owned(), capacity);
        }
    }
    (!fields.is_empty()).then(|| turn.command("report_supply", Value::Object(fields)))
}

fn parcel(turn: &Turn<'_>) -> Result<Vec<Value>, Misfit> {
    if !turn.changed("status") {
        return Ok(Vec::new());
    }
    let status = turn.now("status");
    let project = |turn: &Turn<'_>| match turn.now("project") {
        Value::Null => json!({}),
        project => json!({ "project": project }),
    };
    Ok(match status.as_str().unwrap_or("") {
        "offered" => vec![turn.command("offer_parcel", json!({}))],
        "reserved" => vec![turn.command("reserve_parcel", json!({}))],
        "supplied" => vec![turn.command("supply_parcel", project(turn))],
        "withdrawn" => vec![turn.command("withdraw_parcel", json!({}))],
        to => match turn.was("status").as_str() {
            None => Vec::new(),
            Some(from) => {
                let fault = Fault::new("standing")
                    .told("from", Text::new(code(from, Lang::Zh), code(from, Lang::En)))
                    .told("to", Text::new(code(to, Lang::Zh), code(to, Lang::En)))
                    .with("hint", "other");
                return Err(turn.fault("status", fault));
            }
        },
    })
}

fn project(turn: &Turn<'_>) -> Result<Vec<Value>, Misfit> {
    let mut commands = Vec::new();
    if turn.present.is_some() && turn.any_changed(&["park", "units", "parcels", "lon", "lat"]) {
        let mut place = json!({});
        for name in ["park", "units", "parcels"] {
            super::present::put(&mut place, name, turn.now(name));
        }
        if !turn.now("lon").is_null() {
            super::present::put(&mut place, "point", json!([turn.now("lon"), turn.now("lat")]));
        }
        commands.push(turn.command("place_project", place));
    }
    let nodes = super::super::table::NODES.into_iter().filter(|node| turn.changed(node));
    let mut reached: Vec<(Day, &str)> = Vec::new();
    for node in nodes {
        let Some(on) = day(turn, node) else { continue };
        if !turn.was(node).is_null() {
            let column = turn.table.columns().get(turn.column(node));
            let label = |lang| column.map(|c| c.label(lang)).unwrap_or_default();
            let fault = Fault::new("node-day")
                .told("column", Text::new(label(Lang::Zh), label(Lang::En)))
                .with("from", turn.was(node).as_str().unwrap_or(""))
                .with("to", on);
            return Err(turn.fault(node, fault));
        }
        reached.push((on, node));
    }
    reached.sort_unstable();
    commands.extend(
        reached.into_iter().map(|(on, node)| turn.command_on("reach_node", on, json!({ "node": node }))),
    );
    Ok(commands)
}

fn target(turn: &Turn<'_>) -> Vec<Value> {
    let mut commands = Vec::new();
    if turn.present.is_some() && turn.changed("intent") {
        commands.push(turn.command("observe_intent", json!({ "intent": turn.now("intent") })));
    }
    if turn.any_changed(&["action", "due"]) {
        let action = json!({ "action": turn.now("action"), "due": turn.now("due") });
        let on = if turn.present.is_some() { turn.day } else { turn.entry_day() };
        commands.push(turn.command_on("set_action", on, action));
    }
    if turn.any_changed(&["leader", "responsible_zh", "responsible_en", "person"]) {
        let mut duty = json!({});
        super::present::put(&mut duty, "leader", turn.now("leader"));
        super::present::put(&mut duty, "person", turn.now("person"));
        if !turn.now("responsible_zh").is_null() || !turn.now("responsible_en").is_null() {
            let unit = json!({ "zh": turn.now("responsible_zh"), "en": turn.now("responsible_en") });
            super::present::put(&mut duty, "unit", unit);
        }
        commands.push(turn.command("assign_target", duty));
    }
    commands
}
