//! What a type cannot say of a field: its unit, which records its key names; and which fact a command leads to.

use crate::Lang;
use crate::words::DeskWord;

/// What the key in a field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refers {
    /// A record of that kind.
    Record(&'static str),
    /// A stage of the chain that the form names.
    Stage,
    /// A stage of any chain, written `textile/garments`.
    StageOfChain,
}

/// What a field refers to, by its path; none where anything may stand.
#[must_use]
pub fn refers(path: &str) -> Option<Refers> {
    Some(match last(path).0 {
        "park" | "parent" => Refers::Record("park"),
        "hall" => Refers::Record("hall"),
        "units" => Refers::Record("unit"),
        "key" if path.starts_with("areas") => Refers::Record("unit"),
        "parcels" => Refers::Record("parcel"),
        "project" => Refers::Record("project"),
        "enterprise" => Refers::Record("enterprise"),
        "chain" => Refers::Record("chain"),
        "region" | "home" | "origin" | "by" | "from" | "place" => Refers::Record("region"),
        "chain_stage" | "stage" => Refers::Stage,
        "stages" => Refers::StageOfChain,
        _ => return None,
    })
}

/// Endings of names and the units they stand for, longest first where one ends in another.
const UNITS: [(&str, &str); 25] = [
    ("yuan_m2_month", "yuan-m2-month"),
    ("wan_mu", "wan-mu"),
    ("_t_m2", "t-m2"),
    ("_km2", "km2"),
    ("_m2", "m2"),
    ("areas", "m2"),
    ("_mu", "mu"),
    ("_kva", "kva"),
    ("_t_d", "t-d"),
    ("_t_h", "t-h"),
    ("_m3_h", "m3-h"),
    ("_months", "months"),
    ("_years", "years"),
    ("lift_t", "t"),
    ("crane_t", "t"),
    ("_m", "m"),
    ("_beds", "beds"),
    ("_percent", "percent"),
    ("percent", "percent"),
    ("wan", "wan"),
    ("km", "km"),
    ("minutes", "minutes"),
    ("workers", "persons"),
    ("jobs", "persons"),
    ("staff", "persons"),
];

/// The unit of a field, by its path.
#[must_use]
pub fn unit(path: &str) -> Option<DeskWord> {
    let (name, within) = last(path);
    let of = |name: &str| UNITS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, unit)| *unit);
    // Of a capacity the name says what, and its parts how much: `power_kva.total`.
    let unit = match name {
        "total" | "used" | "promised" | "0" | "1" | "value" => of(within),
        _ => of(name),
    }?;
    DeskWord::named(&format!("desk-unit-{unit}"))
}

/// The word for a field, by its path.
#[must_use]
pub fn field_word(path: &str) -> Option<DeskWord> {
    let (name, within) = last(path);
    let named = |name: &str| DeskWord::named(&format!("desk-field-{}", name.replace('_', "-")));
    match name {
        // Of a duty: only there a unit is a responsible one, for the unit of a command is its record.
        "unit" => named("unit-responsible"),
        "is" => named(within),
        _ => named(&format!("{within}-{name}")).or_else(|| named(name)),
    }
}

/// What a field is called; its name where there is no word.
#[must_use]
pub fn label(path: &str, lang: Lang) -> String {
    let (name, _) = last(path);
    let language = match name {
        "zh" => DeskWord::DeskFieldZh,
        "en" => DeskWord::DeskFieldEn,
        _ => return named_label(path, lang),
    };
    let within = path.rsplit_once('.').map_or("", |(within, _)| within);
    format!("{} · {}", named_label(within, lang), language.text(lang))
}

fn named_label(path: &str, lang: Lang) -> String {
    let mut label =
        field_word(path).map_or_else(|| last(path).0.to_owned(), |word| word.text(lang).to_owned());
    let index = path.strip_suffix(']').and_then(|open| open.rsplit_once('[')?.1.parse::<usize>().ok());
    if let Some(at) = index {
        label.push_str(&format!(" {}", at + 1));
    }
    label
}

/// The last name of a path and the one before it, without places in lists.
fn last(path: &str) -> (&str, &str) {
    let bare = |part: &'_ str| -> usize { part.find('[').unwrap_or(part.len()) };
    let mut parts = path.rsplit('.').map(|part| part.get(..bare(part)).unwrap_or(part));
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

/// Commands and the facts that they record. A hall's beginning and end are told of its units too.
const FACTS: [(&str, &str); 67] = [
    ("register_region", "region.registered"),
    ("define_chain", "chain.defined"),
    ("name_chief", "chain.chief_named"),
    ("register_park", "park.registered"),
    ("report_supply", "park.supply_reported"),
    ("publish_policy", "park.policy_published"),
    ("register_hall", "hall.registered"),
    ("start_hall", "hall.started"),
    ("complete_hall", "hall.completed"),
    ("register_unit", "unit.registered"),
    ("reserve_unit", "unit.reserved"),
    ("release_unit", "unit.released"),
    ("lease_unit", "unit.leased"),
    ("renew_lease", "unit.renewed"),
    ("vacate_unit", "unit.vacated"),
    ("withhold_unit", "unit.withheld"),
    ("return_unit", "unit.returned"),
    ("set_rent", "unit.rent_set"),
    ("survey_unit", "unit.surveyed"),
    ("start_hall", "unit.started"),
    ("complete_hall", "unit.completed"),
    ("register_parcel", "parcel.registered"),
    ("offer_parcel", "parcel.offered"),
    ("reserve_parcel", "parcel.reserved"),
    ("supply_parcel", "parcel.supplied"),
    ("withdraw_parcel", "parcel.withdrawn"),
    ("register_port", "port.registered"),
    ("report_port_status", "port.status_reported"),
    ("register_project", "project.registered"),
    ("reach_node", "project.reached"),
    ("plan_node", "project.planned"),
    ("fund_project", "project.funded"),
    ("flag_project", "project.flagged"),
    ("place_project", "project.placed"),
    ("end_project", "project.ended"),
    ("revive_project", "project.revived"),
    ("assign_project", "project.duty_assigned"),
    ("report_progress", "project.progressed"),
    ("plan_year", "project.year_planned"),
    ("raise_problem", "project.problem_raised"),
    ("solve_problem", "project.problem_solved"),
    ("register_enterprise", "enterprise.registered"),
    ("enterprise_left", "enterprise.left"),
    ("register_target", "target.registered"),
    ("observe_intent", "target.intent_observed"),
    ("register_first_talk", "target.first_talk_registered"),
    ("link_target", "target.linked"),
    ("assign_target", "target.duty_assigned"),
    ("set_action", "target.action_set"),
    ("promise_target", "target.promised"),
    ("withdraw_promise", "target.promise_withdrawn"),
    ("drop_target", "target.dropped"),
    ("receive_visit", "visit.received"),
    ("hold_activity", "activity.held"),
    ("send_invitation", "invitation.sent"),
    ("raise_request", "request.raised"),
    ("assign_request", "request.assigned"),
    ("resolve_request", "request.resolved"),
    ("define_rate", "rule.rate_defined"),
    ("define_preset", "rule.preset_defined"),
    ("set_task", "task.set"),
    ("report_task", "task.reported"),
    ("finish_task", "task.finished"),
    ("drop_task", "task.dropped"),
    ("define_board", "rule.board_defined"),
    ("define_deadlines", "rule.deadlines_defined"),
    ("define_freshness", "rule.freshness_defined"),
];

/// The kind of fact that a command records of its record; none for one that puts others right.
#[must_use]
pub fn fact_of(order: &str) -> Option<&'static str> {
    FACTS.iter().find(|(known, _)| *known == order).map(|(_, kind)| *kind)
}

/// The command whose form asks for the content of a kind of fact.
#[must_use]
pub fn order_of(kind: &str) -> Option<&'static str> {
    FACTS.iter().find(|(_, known)| *known == kind).map(|(order, _)| *order)
}

/// Whether only the command knows the field, and its fact does not.
#[must_use]
pub fn is_of_order_only(kind: &str, field: &str) -> bool {
    matches!((kind, field), ("unit.leased", "from_reservation") | ("hall.started", "available_from"))
}

/// Whether a command says anew, whole, what an earlier fact of its kind said: then its form shows what stands now.
#[must_use]
pub fn replaces(order: &str) -> bool {
    order.starts_with("define_")
        || matches!(
            order,
            "report_supply"
                | "place_project"
                | "assign_project"
                | "report_progress"
                | "plan_year"
                | "assign_target"
                | "observe_intent"
                | "set_action"
                | "promise_target"
                | "report_port_status"
                | "report_task"
        )
}

/// Whether a command changes some of a unit's attributes: then its form shows those that it has.
#[must_use]
pub fn changes_only_some(order: &str) -> bool {
    matches!(order, "survey_unit" | "set_rent")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_words_and_units() {
        assert_eq!(label("name.zh", Lang::En), "Name · Chinese");
        assert_eq!(label("standing.until", Lang::En), "Status until");
        assert_eq!(label("standing.is", Lang::En), "Status");
        assert_eq!(label("needs.from", Lang::En), "Needed from");
        assert_eq!(label("unit.zh", Lang::En), "Responsible unit · Chinese");
        assert_eq!(label("stages[1]", Lang::En), "Fits stages 2");
        let unit = |path| unit(path).map(|word| word.text(Lang::En));
        assert_eq!(unit("specs.rent_yuan_m2_month"), Some("CNY/m²·month"));
        assert_eq!(unit("power_kva.total"), Some("kVA"));
        assert_eq!(unit("column_grid_m.1"), Some("m"));
        assert_eq!(unit("areas[0].value"), Some("m²"));
        assert_eq!(unit("floor"), None);
        assert_eq!(refers("place.units[2]"), Some(Refers::Record("unit")));
        assert_eq!(refers("areas[0].key"), Some(Refers::Record("unit")));
        assert_eq!(refers("chief"), None);
    }
}
