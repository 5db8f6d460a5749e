//! Which hall fits a target, which target a hall; two who were promised the same one.

use super::super::fit::{self, Fits, Promises};
use super::super::{Criteria, Criterion, Weight, Wish};
use super::{Log, day, key};
use crate::Area;
use crate::fact::project::Needs;

/// A unit of a hall, free, with what else there is to tell of its specs.
fn unit(log: &mut Log, name: &str, area: u32, standing: &str, specs: &str) {
    let payload = format!(
        r#"{{"hall":"H-A",{},"area_m2":{area},"standing":{standing},"specs":{{{specs}}}}}"#,
        super::UNIT
    );
    log.add(&format!("unit/{name}"), "registered", "2022-12-31", &payload);
}

const FREE: &str = r#"{"is":"available"}"#;

/// Units that miss one thing each.
fn halls() -> Log {
    let mut log = Log::opened();
    let full = r#""power_kva":200,"power_max_kva":500,"dyeing_t_d":50,"rent_yuan_m2_month":9,"clear_height_m":6,"stages":["textile/dyeing"]"#;
    let without = |part: &str, new: &str| full.replace(part, new);
    unit(&mut log, "A-1", 2000, FREE, full);
    unit(&mut log, "A-2", 1900, FREE, full);
    unit(&mut log, "A-3", 2000, FREE, &without(r#""power_max_kva":500"#, r#""power_max_kva":300"#));
    unit(&mut log, "A-4", 2000, FREE, &without(r#""dyeing_t_d":50,"#, ""));
    unit(&mut log, "A-5", 2000, FREE, &without("month\":9", "month\":12"));
    unit(&mut log, "A-6", 2000, r#"{"is":"leased","until":"2023-08-31"}"#, full);
    unit(&mut log, "A-7", 2000, FREE, &without("dyeing\"]", "garments\"]"));
    unit(&mut log, "A-8", 3000, FREE, full);
    unit(&mut log, "A-9", 2000, r#"{"is":"building"}"#, full);
    log.target(
        "T-1",
        "dyeing",
        "330000",
        "negotiating",
        "2023-01-01",
        r#","need_area_m2":2000,"need_power_kva":500,
        "needs":{"dyeing_t_d":50,"rent_max_yuan_m2_month":10,"clear_height_m":5.5,"from":"2023-06-01"}"#,
    );
    log
}

/// What a hall misses: whether hard, by how much.
type Missed = Vec<(Criterion, bool, f64)>;

/// Each hall with what it misses.
fn told(fits: &Fits) -> Vec<(String, Missed)> {
    let misses = |fit: &fit::Fit| fit.misses.iter().map(|m| (m.criterion, m.is_hard, m.by())).collect();
    fits.best.iter().map(|fit| (fit.unit.to_string(), misses(fit))).collect()
}

#[test]
fn halls_are_ranked_by_what_they_miss_and_by_how_much() {
    let mut log = halls();
    unit(&mut log, "A-X", 9000, FREE, ""); // knows nothing of itself
    let chart = log.chart("2023-06-01");
    let fits = chart.halls_for(key("T-1"), &Criteria::default(), 9).unwrap();
    let hall = |name: &str, misses: &[(Criterion, bool, f64)]| (name.to_owned(), misses.to_vec());
    let expected = [
        hall("A-1", &[]),
        hall("A-8", &[]), // half as much again lies idle
        hall("A-6", &[(Criterion::Time, false, 92.0)]),
        hall("A-5", &[(Criterion::Rent, false, 2.0)]),
        hall("A-7", &[(Criterion::Stage, false, 0.0)]), // a matter of yes or no counts as all of it
        hall("A-9", &[(Criterion::Time, false, f64::from(day("2023-06-01").number()))]), // nobody knows when
        hall("A-2", &[(Criterion::Area, true, 100.0)]),
        hall("A-3", &[(Criterion::Power, true, 200.0)]),
        hall("A-4", &[(Criterion::Dyeing, true, 50.0)]),
    ];
    assert_eq!(told(&fits), expected);
    assert_eq!((fits.full, fits.fitting), (2, 6));
    assert!(fits.best[0].is_full() && fits.best[2].fits() && !fits.best[6].fits());
    assert_eq!(chart.halls_for(key("T-9"), &Criteria::default(), 9), None, "no such target");
    assert_eq!(told(&chart.halls_for(key("T-1"), &Criteria::default(), 2).unwrap()), expected[..2]);
    assert!(chart.halls_for(key("T-1"), &Criteria::default(), 0).unwrap().best.is_empty());
}

#[test]
fn a_miss_counts_before_how_far_and_how_far_before_idle_space() {
    let log = halls();
    let chart = log.chart("2023-06-01");
    let mut wish = Wish { area: Some(Area::whole(10)), ..Wish::default() };
    wish.needs.rent_max_yuan_m2_month = Some(5.0);
    wish.needs.clear_height_m = Some(100.0);
    let fits = fit::best(&wish, &chart.offers, &Promises::default(), &Criteria::default(), 20);
    // Those without a height known and without a rent miss one thing; withheld U-4 cannot be had.
    let order: Vec<String> = fits.best.iter().map(|f| f.unit.to_string()).collect();
    assert_eq!(order[..4], ["U-3", "U-2", "U-1", "U-5"], "the smallest first");
    assert_eq!(order[4..], ["A-2", "A-1", "A-3", "A-4", "A-6", "A-7", "A-9", "A-8", "A-5"]);
}

#[test]
fn criteria_can_be_changed() {
    let chart = halls().chart("2023-06-01");
    let mut criteria = Criteria::default();
    let with = |criteria: &Criteria| told(&chart.halls_for(key("T-1"), criteria, 20).unwrap());
    let of =
        |list: &[(String, Missed)], unit: &str| list.iter().find(|(name, _)| name == unit).unwrap().1.clone();
    assert_eq!(of(&with(&criteria), "A-4"), [(Criterion::Dyeing, true, 50.0)]);
    criteria.set(Criterion::Dyeing, Weight::Soft);
    assert_eq!(of(&with(&criteria), "A-4"), [(Criterion::Dyeing, false, 50.0)]);
    criteria.set(Criterion::Dyeing, Weight::Off);
    assert_eq!(of(&with(&criteria), "A-4"), []);
    assert_eq!((criteria.of(Criterion::Dyeing), criteria.of(Criterion::Power)), (Weight::Off, Weight::Hard));
}

#[test]
fn who_names_no_day_needs_the_space_now_and_nobody_gets_it_in_the_past() {
    let wish = |from: Option<&str>| Wish {
        needs: Needs { from: from.map(day), ..Needs::default() },
        ..Wish::default()
    };
    let on = |wish: Wish| wish.on(day("2023-06-01")).needs.from;
    assert_eq!(on(wish(None)), Some(day("2023-06-01")));
    assert_eq!(on(wish(Some("2023-01-01"))), Some(day("2023-06-01")));
    assert_eq!(on(wish(Some("2023-09-01"))), Some(day("2023-09-01")));
    // A firm that wanted it in June finds free halls free in December.
    let fits = halls().chart("2023-12-01").halls_for(key("T-1"), &Criteria::default(), 1).unwrap();
    assert!(fits.best[0].is_full());
}

#[test]
fn a_hall_that_two_targets_were_promised_counts_for_the_first_in_the_register() {
    let mut log = halls();
    let needs = r#","need_area_m2":2000"#;
    // No command would do so; an imported log may.
    log.target("T-2", "dyeing", "330000", "willing", "2023-01-01", needs)
        .target("T-3", "dyeing", "330000", "willing", "2023-01-01", needs)
        .add("target/T-3", "promised", "2023-02-01", r#"{"park":"RL-A","units":["A-1"]}"#)
        .add("target/T-2", "promised", "2023-03-01", r#"{"park":"RL-A","units":["A-1"]}"#);
    let misses = |log: &Log, on: &str, target: &str| {
        let fits = log.chart(on).halls_for(key(target), &Criteria::default(), 30).unwrap();
        let fit = fits.best.into_iter().find(|fit| fit.unit == key("A-1")).unwrap();
        fit.misses.iter().any(|miss| miss.criterion == Criterion::Promise && miss.is_hard)
    };
    let of = |log: &Log, on| ["T-1", "T-2", "T-3"].map(|target| misses(log, on, target));
    assert_eq!(of(&log, "2023-02-28"), [true, true, false], "only T-3 has it yet");
    assert_eq!(of(&log, "2023-03-01"), [true, false, true]);
    assert_eq!(log.chart("2023-03-01").promises().holder(key("A-1")), Some(key("T-2")));
    // The parks hold it twice.
    let space = log.chart("2023-03-01").elements(super::super::Selection::default());
    assert_eq!(space.last().map(|view| view.promised), Some(4000.0));
    // Taken back, it is free for the other; and one of another chain holds it as well.
    log.add("target/T-2", "promise_withdrawn", "2023-04-01", "{}");
    assert_eq!(of(&log, "2023-04-01"), [true, true, false]);
    let other = r#"{"name":{"zh":"示例"},"region":"530100","home":"440100","chain":"electronics","chain_stage":"boards","intent":"willing"}"#;
    log.add("target/A-0", "registered", "2023-04-01", other).add(
        "target/A-0",
        "promised",
        "2023-05-01",
        r#"{"park":"RL-A","units":["A-1"]}"#,
    );
    assert_eq!(of(&log, "2023-05-01"), [true, true, true]);
}

#[test]
fn targets_for_a_hall_are_ranked_by_what_it_misses_then_by_how_near_they_are_to_a_decision() {
    let mut log = halls();
    let on = "2023-01-01";
    log.target("T-2", "dyeing", "330000", "willing", on, r#","need_area_m2":1000"#)
        .target("T-3", "dyeing", "330000", "negotiating", on, r#","need_area_m2":500"#)
        .target("T-4", "garments", "330000", "negotiating", on, r#","need_area_m2":2000"#)
        .target("T-5", "dyeing", "330000", "negotiating", on, r#","need_area_m2":2001"#)
        .target("T-6", "dyeing", "330000", "willing", on, r#","need_area_m2":2000"#)
        .target("T-7", "dyeing", "330000", "negotiating", on, "")
        .project("P-1", "dyeing", on, "")
        .add("target/T-7", "linked", on, r#"{"project":"P-1"}"#);
    let chart = log.chart("2023-06-01");
    let suitors = chart.targets_for(key("A-1"), &Criteria::default(), 9).unwrap();
    let order: Vec<String> = suitors.iter().map(|suitor| suitor.target.to_string()).collect();
    // T-4 misses the stage; T-5 needs a square metre more; T-7 has a place.
    assert_eq!(order, ["T-1", "T-3", "T-6", "T-2", "T-4"]);
    assert_eq!(suitors[4].fit.misses.len(), 1);
    assert_eq!(chart.targets_for(key("A-1"), &Criteria::default(), 2).unwrap(), suitors[..2]);
    assert_eq!(chart.targets_for(key("U-4"), &Criteria::default(), 9), Some(vec![]), "withheld");
    assert_eq!(chart.targets_for(key("no-unit"), &Criteria::default(), 9), None);
}
