//! What is counted, on a world small enough to count by hand.

use super::*;
use crate::census::Census;
use crate::entity::UnitStatus;
use crate::testing::{SMALL, world};
use crate::{Day, RegionCode};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn value(on: &str, region: RegionCode, name: FigureName) -> Option<f64> {
    let world = world(SMALL);
    figure(&world.atlas(day(on)), &Census::of(&world), Scope::of(region), name).value.number()
}

#[test]
fn figures_follow_the_day() {
    let dehong = RegionCode::DEHONG;
    for (on, name, expected) in [
        ("2022-12-31", FigureName::IdleFloorArea, Some(2500.5)),
        ("2023-02-01", FigureName::IdleFloorArea, Some(5000.0)),
        ("2023-03-01", FigureName::IdleFloorArea, Some(2499.5)),
        ("2023-03-01", FigureName::LeasedFloorArea, Some(7500.5)),
        ("2023-01-31", FigureName::TextileEnterprises, Some(0.0)),
        ("2023-02-01", FigureName::TextileEnterprises, Some(1.0)),
        ("2023-03-29", FigureName::FastestLandingDays, None),
        ("2023-03-30", FigureName::FastestLandingDays, Some(57.0)),
        ("2023-02-19", FigureName::LandingRate, Some(0.0)),
        ("2023-02-20", FigureName::LandingRate, Some(1.0)),
        ("2024-02-20", FigureName::LandingRate, Some(1.0)),
        ("2022-12-31", FigureName::LandingRate, None),
        ("2023-01-01", FigureName::TargetEnterprises, Some(1.0)),
    ] {
        assert_eq!(value(on, dehong, name), expected, "{name:?} on {on}");
    }
    let hekou = RegionCode::new(532_532).unwrap();
    assert_eq!(value("2024-01-01", hekou, FigureName::IdleFloorArea), Some(0.0));
}

#[test]
fn a_figure_is_the_sum_of_its_list() {
    let world = world(SMALL);
    let census = Census::of(&world);
    let (first, last) = world.days().unwrap();
    for number in first.number()..=last.number() {
        let atlas = world.atlas(Day::from_number(number));
        for name in FigureName::ALL.into_iter().filter(|n| *n != FigureName::TargetEnterprises) {
            let list = listed(&atlas, Scope::of(RegionCode::YUNNAN), name);
            let sum = match figure(&atlas, &census, Scope::of(RegionCode::YUNNAN), name).value {
                Value::Rate { numerator, denominator } => {
                    assert_eq!(numerator as usize, list.iter().filter(|l| l.fulfils).count());
                    assert_eq!(denominator as usize, list.len());
                    continue;
                }
                Value::Days(days) => {
                    assert_eq!(days.map(f64::from), list.first().map(|l| l.adds));
                    continue;
                }
                value => value.number().unwrap(),
            };
            assert_eq!(sum, list.iter().map(|l| l.adds).sum::<f64>(), "{name:?}");
        }
    }
}

#[test]
fn statuses_partition_the_floor_space_on_every_day() {
    let world = world(SMALL);
    let places = places(&world);
    for number in day("2022-12-31").number()..day("2026-12-31").number() {
        let tally = UnitTally::of(&places, Day::from_number(number));
        assert_eq!(tally.total_area().value(), 10_000.0);
        assert_eq!(tally.total_count(), 3);
    }
    let late = UnitTally::of(&places, day("2023-10-03"));
    assert_eq!(late.count(UnitStatus::Ending), 1, "90 days before its last day a lease ends soon");
    assert_eq!(UnitTally::of(&places, day("2023-10-02")).count(UnitStatus::Ending), 0);
    assert_eq!(
        UnitTally::of(&places, day("2024-06-01")).count(UnitStatus::Ending),
        1,
        "until a fact frees it"
    );
}

#[test]
fn the_course_of_floor_space_is_the_figure_of_every_day() {
    let world = world(SMALL);
    let census = Census::of(&world);
    for region in [RegionCode::DEHONG, RegionCode::YUNNAN, RegionCode::new(532_500).unwrap()] {
        for name in FigureName::ALL {
            let Some(course) = Course::of(&world, region, name) else {
                assert_ne!(name.unit(), "m2");
                continue;
            };
            for number in day("2022-12-30").number()..day("2024-12-31").number() {
                let on = Day::from_number(number);
                let value = super::value(&world.atlas(on), &census, Scope::of(region), name);
                assert_eq!(Value::Area(course.on(on)), value, "{name:?} on {on}");
            }
        }
    }
}

#[test]
fn targets_are_told_as_counts_only() {
    let world = world(SMALL);
    let census = Census::of(&world);
    let text = serde_json::to_string(&census).unwrap();
    assert!(!text.contains("示例企业") && !text.contains("Sample") && !text.contains("T-1"), "{text}");
    let on = |d| census.on(day(d), RegionCode::YUNNAN);
    assert!(on("2022-12-31").is_empty());
    assert_eq!(on("2023-05-01").len(), 1);
    assert_eq!(on("2023-05-01").keys().next().unwrap().home.number(), 440_000, "the province, not the city");
    let back: Census = serde_json::from_str(&text).unwrap();
    assert_eq!(back, census);
}

#[test]
fn months_without_facts_count_nothing() {
    let months = months(&world(SMALL));
    assert_eq!(months.first().unwrap(), &(day("2022-12-01"), 7));
    assert_eq!(months.iter().map(|(_, n)| n).sum::<u32>() as usize, crate::testing::facts(SMALL).len());
    assert_eq!(months.iter().find(|(m, _)| *m == day("2023-04-01")).unwrap().1, 0);
}

#[test]
fn a_curve_begins_and_ends_with_the_history() {
    let world = world(SMALL);
    let scope = Scope::of(RegionCode::DEHONG);
    let points = curve(
        &world,
        &Census::of(&world),
        scope,
        FigureName::IdleFloorArea,
        day("2022-12-31"),
        day("2023-03-15"),
    );
    let days: Vec<String> = points.iter().map(|(d, _)| d.to_string()).collect();
    assert_eq!(days, ["2022-12-31", "2023-01-31", "2023-02-28", "2023-03-15"]);
}
