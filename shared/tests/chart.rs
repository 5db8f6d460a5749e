//! The battle chart against slow twins that count everything anew, for random histories: back-dated, corrected, taken
//! back.
// Tests may stop at the first surprise.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "chart/history.rs"]
mod history;
#[path = "chart/lights.rs"]
mod lights;
#[path = "chart/matching.rs"]
mod matching;
#[path = "chart/naive.rs"]
mod naive;
#[path = "chart/past.rs"]
mod past;

use std::collections::BTreeMap;

use history::{FIRST_DAY, LAST_DAY, history, key, selection};
use naive::Naive;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use shared::census::Census;
use shared::chart::{Asked, Bucket, Chart, Criteria, Known, Selection};
use shared::tally::{self, FigureName, Scope, Value};
use shared::{Day, Key, RegionCode, World};

fn asked(region: RegionCode, preset: &str) -> Asked {
    Asked { chain: key("textile"), region, preset: Some(key(preset)) }
}

fn chart(world: &World, day: Day, asked: Asked) -> Chart {
    Chart::of(&world.atlas(day), Known::Each, asked).unwrap()
}

fn day() -> impl Strategy<Value = Day> {
    (FIRST_DAY..LAST_DAY).prop_map(Day::from_number)
}

fn region() -> impl Strategy<Value = RegionCode> {
    proptest::sample::select(vec![530_000, 533_100, 533_102]).prop_map(|code| RegionCode::new(code).unwrap())
}

fn window() -> impl Strategy<Value = Option<(Day, Day)>> {
    proptest::option::of((day(), 0..300).prop_map(|(from, days)| (from, from.plus(days))))
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn rates_and_the_funnel_are_those_of_naive_loops(
        world in history(), on in day(), region in region(), s in selection(), window in window(),
    ) {
        let chart = chart(&world, on, asked(region, "pace"));
        let naive = Naive::of(&world, on, asked(region, "pace"));
        for (name, rule) in &chart.rates {
            let rate = chart.rate(rule, s, window);
            let (numerator, denominator, counted, out_of) = naive.rate(rule, s, window);
            prop_assert_eq!(&rate.counted, &counted, "{}", name);
            prop_assert_eq!(&rate.out_of, &out_of, "{}", name);
            prop_assert_eq!((rate.numerator, rate.denominator), (numerator, denominator), "{}", name);
            prop_assert_eq!(rate.value().is_none(), denominator <= 0.0);
            prop_assert!(rate.value().is_none_or(f64::is_finite));
        }
        let funnel = chart.funnel(s, window);
        let leads = naive.leads(s);
        for step in &funnel.steps {
            let (there, median, measured) = naive.step(&leads, step.node, window);
            let reached = chart.reached(step.node, s, window);
            prop_assert_eq!(step.leads as usize, there.len(), "{:?}", step.node);
            prop_assert_eq!(reached.into_iter().map(|(lead, _)| lead).collect::<Vec<_>>(), there, "{:?}", step.node);
            prop_assert_eq!((step.median_days, step.measured), (median, measured), "{:?}", step.node);
        }
        let landings: Vec<(i32, Key)> = funnel.landings.iter().map(|l| (l.days, l.project)).collect();
        prop_assert_eq!(landings, naive.landings(s, window));
    }

    #[test]
    fn lights_are_those_of_naive_arithmetic(world in history(), on in day()) {
        for (preset, days) in ["pace", "progress", "start", "entry", "node", "all"].into_iter().zip((0..).step_by(13)) {
            let (on, asked) = (on.plus(days), asked(RegionCode::YUNNAN, preset));
            let chart = chart(&world, on, asked);
            let naive = Naive::of(&world, on, asked);
            for work in &chart.works {
                let colour = lights::of_project(&naive.projects[&work.key], on, &naive.rules(preset));
                prop_assert_eq!(work.light.colour, colour, "{} by {}: {:?}", work.key, preset, work.light);
            }
            for prospect in &chart.prospects {
                let target = &naive.targets[&prospect.key.unwrap()];
                let colour = lights::of_target(target, on, &naive.rules("leads"));
                prop_assert_eq!(prospect.office.as_ref().unwrap().light.colour, colour);
            }
        }
    }

    #[test]
    fn a_day_of_the_past_knows_nothing_of_later_facts(world in history(), on in day(), region in region()) {
        let then = past::until(&world, on);
        let (now, then) = (chart(&world, on, asked(region, "all")), chart(&then, on, asked(region, "all")));
        for (now, then) in past::parts(&now).into_iter().zip(past::parts(&then)) {
            prop_assert_eq!(now, then);
        }
    }

    #[test]
    fn a_chart_that_is_turned_to_a_day_is_the_chart_of_that_day(
        world in history(), days in proptest::collection::vec(day(), 2..8), region in region(),
    ) {
        let mut turned = chart(&world, days[0], asked(region, "all"));
        for (on, preset) in days.into_iter().zip(["all", "pace", "all", "all", "start", "node", "all", "all"]) {
            let asked = asked(region, preset);
            turned.turn(&world.atlas(on), Known::Each, asked).unwrap();
            let fresh = chart(&world, on, asked);
            for (turned, fresh) in past::parts(&turned).into_iter().zip(past::parts(&fresh)) {
                prop_assert_eq!(turned, fresh);
            }
            prop_assert_eq!(format!("{turned:?}"), format!("{fresh:?}"), "what is not shown, too");
        }
    }

    #[test]
    fn what_the_chart_tells_of_the_region_are_the_figures_of_the_map(
        world in history(), on in day(), region in region(), year in proptest::option::of(2022..2026),
    ) {
        let told = chart(&world, on, asked(region, "all")).region_landing(year);
        let scope = Scope { region, window: Some(told.year) };
        let figure = |name| tally::figure(&world.atlas(on), &Census::default(), scope, name).value;
        let rate = Value::Rate { numerator: told.landed.into(), denominator: told.signed.into() };
        prop_assert_eq!(figure(FigureName::LandingRate), rate);
        prop_assert_eq!(figure(FigureName::FastestLandingDays), Value::Days(told.fastest));
        prop_assert_eq!(told.year, Scope { region, window: year }.year(&world.atlas(on)));
    }

    #[test]
    fn targets_are_as_many_by_stage_by_province_and_in_the_census(
        world in history(), on in day(), region in region(),
    ) {
        let asked = asked(region, "all");
        let census = Census::of(&world);
        let each = chart(&world, on, asked);
        let counted = Chart::of(&world.atlas(on), Known::Counted(&census), asked).unwrap();
        let all = Selection::default();
        let total: i32 = census.on(on, region).iter().filter(|(c, _)| c.chain == asked.chain).map(|(_, n)| n).sum();
        for chart in [&each, &counted] {
            let by_stage: u32 = chart.stages(all).iter().map(|view| view.all_targets()).sum();
            let linked: u32 = chart.stages(all).iter().map(|view| view.linked).sum();
            let flows = chart.flows(all);
            prop_assert_eq!(by_stage, u32::try_from(total).unwrap());
            prop_assert_eq!(flows.iter().map(|flow| flow.total()).sum::<u32>(), by_stage);
            prop_assert_eq!(flows.iter().map(|flow| flow.targets[Bucket::Signed as usize]).sum::<u32>(), linked);
        }
        prop_assert_eq!(each.flows(all), counted.flows(all));
        prop_assert_eq!(each.prospects.len() as i32, total);
        for stage in &each.chain.stages {
            let s = Selection { stage: Some(stage.key), ..all };
            prop_assert_eq!(each.flows(s), counted.flows(s));
        }
        // One project is one of four things.
        let under_way = each.works.iter().filter(|work| work.is_under_way()).count();
        let negotiated = each.works.iter().filter(|work| work.is_negotiated()).count();
        let ended = each.works.iter().filter(|work| work.ended.is_some()).count();
        let produces = |work: &&shared::chart::Work| {
            work.ended.is_none() && work.came_to(shared::fact::project::Node::InProduction)
        };
        let produce = each.works.iter().filter(produces).count();
        prop_assert_eq!(under_way + negotiated + ended + produce, each.works.len());
    }

    #[test]
    fn targets_for_a_hall_and_halls_for_a_target_are_those_of_a_naive_search(
        world in history(), on in day(), criteria in matching::criteria(),
    ) {
        let chart = chart(&world, on, asked(RegionCode::YUNNAN, "all"));
        for offer in &chart.offers {
            let suitors = chart.targets_for(offer.unit, &criteria, 20).unwrap();
            prop_assert_eq!(suitors.iter().map(|s| (s.target, s.fit.misses.clone())).collect::<Vec<_>>(),
                matching::targets_for(&chart, offer, &criteria));
        }
        for prospect in &chart.prospects {
            let target = prospect.key.unwrap();
            let wish = matching::wish(&chart, target);
            let fits = chart.halls_for(target, &criteria, 20).unwrap();
            matching::agree(&fits, &wish, &chart.offers, &chart.promises(), &criteria)?;
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_best_halls_are_those_of_a_naive_search(
        offers in proptest::collection::vec(matching::offer(), 0..60),
        wish in matching::any_wish(),
        held in proptest::collection::vec((0..60usize, 0..4usize), 0..10),
        criteria in prop_oneof![Just(Criteria::default()), matching::criteria()],
    ) {
        let offers = matching::named(offers);
        let promises = matching::promises(&held);
        let fits = shared::chart::fit::best(&wish, &offers, &promises, &criteria, 20);
        matching::agree(&fits, &wish, &offers, &promises, &criteria)?;
    }
}

/// The twins mean little if hardly anything happens in the histories they are shown.
#[test]
fn every_light_and_every_turn_happens() {
    let mut runner = TestRunner::deterministic();
    let histories = history();
    let mut seen = BTreeMap::<String, u32>::new();
    let mut see = |what: String| *seen.entry(what).or_default() += 1;
    for n in 0..80 {
        let world = histories.new_tree(&mut runner).unwrap().current();
        for preset in ["pace", "progress", "start", "entry", "node", "all"] {
            for day in 0..8 {
                let on = Day::from_number(FIRST_DAY + 150 + day * 75 + n);
                for work in chart(&world, on, asked(RegionCode::YUNNAN, preset)).works {
                    see(format!("{preset} {}", work.light.colour.slug()));
                }
            }
        }
        let on = Day::from_number(FIRST_DAY + 320 + n * 6);
        let chart = chart(&world, on, asked(RegionCode::YUNNAN, "all"));
        for prospect in &chart.prospects {
            let office = prospect.office.as_ref().unwrap();
            see(format!("action {}", office.light.colour.slug()));
            if office.project.is_some_and(|project| chart.work(project).is_some()) {
                see("linked".into());
            }
        }
        for (name, rule) in &chart.rates {
            let rate = chart.rate(rule, Selection::default(), None);
            see(format!("{name} {}", if rate.value().is_some() { "told" } else { "empty" }));
        }
        let units: Vec<Key> = chart.held.iter().flat_map(|held| held.promised.units.clone()).collect();
        if (1..units.len()).any(|at| units[at..].contains(&units[at - 1])) {
            see("promised twice".into());
        }
        chart.works.iter().filter(|work| work.ended.is_some()).for_each(|_| see("ended".into()));
        chart.overpromised().iter().for_each(|_| see("overpromised".into()));
        let leased = chart.spaces.iter().flat_map(|zone| &zone.leased).filter(|area| area.value() > 0.0);
        leased.for_each(|_| see("leased".into()));
        let funnel = chart.funnel(Selection::default(), None);
        funnel.landings.iter().for_each(|_| see("landing".into()));
    }
    let colours = ["red", "yellow", "green"];
    let rules = ["pace", "progress", "start", "entry", "node", "all", "action"];
    let lights = rules.iter().flat_map(|rule| colours.iter().map(move |colour| format!("{rule} {colour}")));
    let turns = [
        "linked",
        "landing-both told",
        "funds-apart told",
        "odd-cohort told",
        "odd-both empty",
        "promised twice",
    ];
    let more = ["ended", "overpromised", "leased", "landing"];
    for what in lights.chain(turns.into_iter().chain(more).map(str::to_owned)) {
        assert!(seen.get(&what).copied().unwrap_or(0) >= 2, "{what} hardly ever happens: {seen:?}");
    }
}
