//! The figures of the brief, counted here the slow way, and by the tally that everyone uses.

use shared::census::Census;
use shared::entity::{ProjectStage, UnitStatus};
use shared::fact::outreach::ActivityKind;
use shared::fact::project::{Node, ProjectKind};
use shared::tally::{FigureName, Scope, figure};
use shared::{Area, Day, RegionCode};

use crate::{WORLD, day, days};

const HOME: RegionCode = RegionCode::DEHONG;

/// What the tally says of Dehong.
fn tally(on: &str, name: FigureName) -> f64 {
    let scope = Scope { region: HOME, window: Some(2023) };
    figure(&WORLD.atlas(day(on)), &Census::of(&WORLD), scope, name).value.number().unwrap()
}

/// Floor space of some statuses, one unit after the other.
fn floor(on: Day, statuses: &[UnitStatus]) -> Area {
    let atlas = WORLD.atlas(on);
    let here = atlas.units().filter(|(_, ledger, _)| {
        let hall = atlas.hall(ledger.latest().unwrap().hall()).unwrap();
        HOME.contains(atlas.region_of(hall.attributes.park).unwrap())
    });
    here.filter(|(.., moment)| statuses.contains(&moment.status)).map(|(.., moment)| moment.area_m2).sum()
}

fn textile(on: Day) -> usize {
    let atlas = WORLD.atlas(on);
    let textile = atlas.on(&WORLD.enterprises).filter(|(_, ledger, present)| {
        let attributes = &ledger.latest().unwrap().attributes;
        **present && attributes.chain.as_str() == "textile" && HOME.contains(attributes.region)
    });
    textile.count()
}

#[test]
fn textile_enterprises_grow_from_17_to_54() {
    for (on, count) in [("2022-12-31", 17), ("2023-06-15", 29), ("2023-12-31", 41), ("2024-07-24", 54)] {
        assert_eq!(textile(day(on)), count, "{on}");
        assert_eq!(tally(on, FigureName::TextileEnterprises), count as f64);
    }
}

#[test]
fn idle_space_falls_from_690_000_to_practically_none() {
    for (on, m2) in
        [("2022-12-31", 690_000), ("2023-06-15", 462_000), ("2023-12-31", 239_000), ("2024-07-24", 6_000)]
    {
        assert_eq!(floor(day(on), &[UnitStatus::Available]), Area::whole(m2), "{on}");
        assert_eq!(tally(on, FigureName::IdleFloorArea), m2 as f64);
    }
}

#[test]
fn let_space_grows_as_idle_space_falls() {
    for (on, m2) in [("2022-12-31", 624_000), ("2023-06-15", 846_000), ("2024-07-24", 1_379_000)] {
        assert_eq!(floor(day(on), &[UnitStatus::Leased, UnitStatus::Ending]), Area::whole(m2), "{on}");
        assert_eq!(tally(on, FigureName::LeasedFloorArea), m2 as f64);
    }
    assert_eq!(floor(day("2024-07-24"), &UnitStatus::ALL), Area::whole(1_660_000));
}

/// No month undoes what the months before it brought: idle space falls, let space and enterprises grow.
#[test]
fn the_curves_between_are_believable() {
    let ends: Vec<Day> = (0..19).map(|n| day("2022-12-31").plus(1).plus_months(n).plus(-1)).collect();
    for pair in ends.windows(2) {
        let idle = |on| floor(on, &[UnitStatus::Available]).value();
        let held = |on| floor(on, &[UnitStatus::Leased, UnitStatus::Ending]).value();
        assert!(
            idle(pair[1]) <= idle(pair[0]) + 4_000.0,
            "idle {} → {} on {}",
            idle(pair[0]),
            idle(pair[1]),
            pair[1]
        );
        assert!(idle(pair[0]) - idle(pair[1]) < 110_000.0, "no month takes more than a sixth: {}", pair[1]);
        assert!(held(pair[1]) >= held(pair[0]) - 4_000.0, "let space on {}", pair[1]);
        assert!(
            (0..=5).contains(&(textile(pair[1]) as i32 - textile(pair[0]) as i32)),
            "enterprises on {}",
            pair[1]
        );
    }
}

#[test]
fn projects_are_as_the_article_says() {
    let end = "2024-07-24";
    assert_eq!(tally(end, FigureName::OfferedProjects), 20.0);
    assert_eq!(tally(end, FigureName::FlagshipProjects), 9.0);
    assert_eq!(tally(end, FigureName::FastestLandingDays), 57.0);
    assert!((tally(end, FigureName::LandingRate) - 35.0 / 39.0).abs() < 1e-12);
    assert_eq!(format!("{:.2}", tally("2023-12-31", FigureName::LandingRate) * 100.0), "89.74");

    let projects = |on: &str| -> Vec<_> {
        let atlas = WORLD.atlas(day(on));
        atlas
            .on(&WORLD.projects)
            .filter_map(|(key, ledger, _)| Some((key, ledger.on(atlas.day())?)))
            .collect()
    };
    let reached =
        |on: &str, node: Node| projects(on).iter().filter(|(_, p)| p.reached.contains_key(&node)).count();
    assert_eq!((reached("2023-06-15", Node::Signed), reached("2023-06-15", Node::Landed)), (18, 13));
    assert_eq!((reached("2023-12-31", Node::Signed), reached("2023-12-31", Node::Landed)), (39, 35));
    assert_eq!(reached(end, Node::Signed), 49);
    let open = |on: &str| {
        projects(on)
            .iter()
            .filter(|(_, p)| p.attributes.kind == ProjectKind::Offered && p.ended.is_none())
            .count()
    };
    assert!(open("2023-06-15") < open("2023-12-31") && open("2023-12-31") < open(end));
    for stage in ProjectStage::ALL {
        assert!(projects(end).iter().any(|(_, p)| p.stage() == stage), "no project is {}", stage.slug());
    }
    let fastest: Vec<_> =
        projects(end).into_iter().filter_map(|(key, p)| Some((p.landing_days()?, key))).collect();
    let (days, key) = fastest.iter().min().unwrap();
    assert_eq!((*days, key.as_str()), (57, "xingwang"));
    assert!(fastest.iter().filter(|(days, _)| *days < 62).count() == 1, "only one is that fast");
}

#[test]
fn outreach_is_as_the_article_says() {
    let end = "2024-07-24";
    assert!(tally(end, FigureName::TargetEnterprises) >= 500.0);
    assert_eq!(tally("2023-06-15", FigureName::TargetEnterprises), 386.0);
    assert!(tally(end, FigureName::VisitBatches) >= 30.0);
    assert!(tally(end, FigureName::EnterprisesMet) >= 100.0);
    assert_eq!(tally(end, FigureName::MyanmarEnterprisesInvited), 30.0);
    let held = |kind| {
        WORLD.activities.values().filter(|a| a.latest().is_some_and(|a| a.attributes.kind == kind)).count()
    };
    assert_eq!(held(ActivityKind::InvestmentTraining), 2);
    assert_eq!(held(ActivityKind::TransferTraining), 1);
    assert_eq!(held(ActivityKind::OnSite), 5);
    let textile = WORLD
        .targets
        .values()
        .filter_map(|t| t.latest())
        .filter(|t| !t.dropped && t.attributes.chain.as_str() == "textile");
    assert!(textile.count() >= 500, "the textile chart alone has its 500 targets");
}

/// Mohan and Hekou are on the map and in none of Dehong's figures.
#[test]
fn other_places_do_not_count() {
    let others = WORLD
        .halls
        .values()
        .filter_map(|h| h.latest())
        .filter(|h| !h.attributes.park.as_str().starts_with("ruili"));
    assert!(others.count() > 20);
    let all: Area = WORLD.atlas(day("2024-07-24")).units().map(|(.., m)| m.area_m2).sum();
    assert_eq!(all, Area::whole(1_660_000 + 207_000));
}

/// The example of the panels: free since 18 May, twenty-eight days on 15 June, known by its history.
#[test]
fn the_example_unit_has_the_history_of_the_pictures() {
    let key = "JG-02-201".parse().unwrap();
    let ledger = &WORLD.units[&key];
    let on = day("2023-06-15");
    let unit = ledger.on(on).unwrap();
    assert_eq!(ledger.standing(on).unwrap().status, UnitStatus::Available);
    assert_eq!(ledger.since(on), Some(day("2023-05-18")));
    assert_eq!(ledger.standing(day("2023-02-15")).unwrap().status, UnitStatus::Leased);
    assert_eq!(ledger.standing(day("2023-02-16")).unwrap().status, UnitStatus::Ending);
    assert_eq!(unit.attributes.area_m2, Area::whole(4_320));
    let specs = unit.specs();
    assert_eq!((specs.power_kva, specs.rent_yuan_m2_month), (Some(630), Some(10.0)));
    let before = ledger.as_at("2023-04-01".parse().unwrap()).unwrap();
    assert_eq!(before.on(on).unwrap().attributes.area_m2, Area::whole(4_230));
}

/// Something happens in every month, and no month is a flood.
#[test]
fn facts_are_spread_over_the_months() {
    let mut months = std::collections::BTreeMap::new();
    for e in crate::ENVELOPES.iter() {
        *months.entry(e.occurred_on.month_start()).or_insert(0) += 1;
    }
    let counts: Vec<i32> = months.values().copied().skip(1).collect();
    assert_eq!(counts.len(), 19);
    assert!(counts.iter().all(|n| (80..=600).contains(n)), "{counts:?}");
    assert_eq!(days().count(), 572);
}
