//! The tree is complete, its English agrees with the characters, and points are found in their counties.

use std::collections::BTreeSet;

use pinyin::ToPinyinMulti as _;

use super::*;
use crate::files;

fn code(number: u32) -> RegionCode {
    RegionCode::new(number).unwrap()
}

#[test]
fn no_line_of_the_table_is_lost() {
    assert_eq!(all().count(), include_str!("../../ground/regions.csv").lines().count() - 1);
    let count = |level| all().filter(|r| Level::of(r.code) == level).count();
    assert_eq!((count(Level::Province), count(Level::Prefecture), count(Level::County)), (34, 16, 129));
}

#[test]
fn the_regions_of_the_project_have_the_names_in_use() {
    for (number, zh, en) in [
        (530_000, "云南省", "Yunnan"),
        (533_100, "德宏州", "Dehong"),
        (533_102, "瑞丽市", "Ruili"),
        (533_103, "芒市", "Mangshi"),
        (533_122, "梁河县", "Lianghe"),
        (533_123, "盈江县", "Yingjiang"),
        (533_124, "陇川县", "Longchuan"),
        (532_823, "勐腊县", "Mengla"),
        (532_532, "河口县", "Hekou"),
        (330_000, "浙江省", "Zhejiang"),
        (450_000, "广西", "Guangxi"),
        (540_000, "西藏", "Xizang"),
    ] {
        assert_eq!(name(code(number)), Some(Text::new(zh, en)));
    }
    assert_eq!(region(code(533_100)).unwrap().official, "德宏傣族景颇族自治州");
    assert_eq!(name(code(330_100)), None);
}

#[test]
fn the_tree_hangs_together() {
    for r in all() {
        let up: Vec<_> = ancestors(r.code).collect();
        assert_eq!(up.first(), Some(&r.code));
        assert!(up.iter().all(|c| region(*c).is_some() && c.contains(r.code)), "{r:?}");
        assert_eq!(up.len(), 1 + Level::of(r.code) as usize, "{r:?}");
    }
    let dehong: Vec<_> = children(RegionCode::DEHONG).map(|r| r.code.number()).collect();
    assert_eq!(dehong, [533_102, 533_103, 533_122, 533_123, 533_124]);
    let listed: BTreeSet<_> = files::read(files::YUNNAN_COUNTIES)
        .iter()
        .map(|t| t.text("adcode").unwrap().parse().unwrap())
        .collect();
    assert_eq!(listed, all().map(|r| r.code).filter(|c| Level::of(*c) == Level::County).collect());
}

/// Spells a name with readings of its characters, ignoring case, marks and the class word at its end.
fn spells(zh: &str, en: &str) -> bool {
    let letters: String =
        en.to_lowercase().replace('ü', "v").chars().filter(char::is_ascii_lowercase).collect();
    let letters = letters.as_str();
    let mut ends = BTreeSet::from([0]);
    let mut reached = false;
    for c in zh.chars() {
        let readings: Vec<String> =
            c.to_pinyin_multi().into_iter().flatten().map(|p| p.plain().replace('ü', "v")).collect();
        ends = ends
            .iter()
            .flat_map(|&at| {
                readings
                    .iter()
                    .filter(move |r| letters[at..].starts_with(r.as_str()))
                    .map(move |r| at + r.len())
            })
            .collect();
        reached |= ends.contains(&letters.len());
    }
    reached
}

#[test]
fn english_names_in_yunnan_are_readings_of_their_characters() {
    assert!(spells("勐腊县", "Mengla") && spells("云县", "Yunxian") && !spells("勐腊县", "Mengle"));
    // Tibetan, not Chinese: spelt as the county itself does.
    let own = ["香格里拉市"];
    for r in all().filter(|r| RegionCode::YUNNAN.contains(r.code) && !own.contains(&r.name.zh.as_str())) {
        assert!(spells(&r.name.zh, &r.name.en), "{} {}", r.name.zh, r.name.en);
    }
}

#[test]
fn every_county_label_lies_in_its_county() {
    for r in all().filter(|r| Level::of(r.code) == Level::County) {
        assert_eq!(county_at(r.label), Some(r.code), "{}", r.name.zh);
    }
}

#[test]
fn points_are_found_in_their_counties() {
    for (lon, lat, number) in [
        (97.865, 24.014, 533_102),
        (98.070, 24.095, 533_102),
        (98.589, 24.433, 533_103),
        (97.937, 24.710, 533_123),
        (98.276, 24.819, 533_122),
        (97.802, 24.191, 533_124),
        (101.564, 21.462, 532_823),
        (103.94, 22.54, 532_532),
        (100.770, 22.003, 532_801),
    ] {
        let found = county_at(Point::new(lon, lat));
        assert_eq!(found, Some(code(number)), "{lon} {lat}");
    }
    for (lon, lat) in [(97.90, 23.90), (97.35, 24.25), (116.4, 39.9), (101.665, 21.10)] {
        assert_eq!(county_at(Point::new(lon, lat)), None, "{lon} {lat}");
    }
}

#[test]
fn towns_of_the_gazetteer_lie_where_they_are_said_to_be() {
    for (id, number) in [
        (12_358_512, 533_103),
        (1_280_570, 533_102),
        (1_279_485, 533_124),
        (1_280_328, 533_123),
        (1_279_472, 533_122),
    ] {
        let places = files::read(files::PLACES);
        let (lon, lat) =
            places.iter().find(|p| p.number("id") == Some(f64::from(id))).unwrap().point().unwrap();
        assert_eq!(county_at(Point::new(lon, lat)), Some(code(number)), "{id}");
    }
}

#[test]
fn a_stray_point_is_flagged_with_where_it_lies_and_how_far_off() {
    let mangshi = Point::new(98.589, 24.433);
    assert_eq!(placement(mangshi, code(533_103)), Placement::Inside);
    assert_eq!(placement(mangshi, RegionCode::DEHONG), Placement::Inside);
    assert_eq!(placement(mangshi, RegionCode::YUNNAN), Placement::Inside);
    assert!(
        matches!(placement(mangshi, code(532_823)), Placement::Elsewhere { found, .. } if found == code(533_103))
    );
    // Just across the river from Ruili.
    let Placement::Beyond { metres } = placement(Point::new(97.90, 23.90), code(533_102)) else {
        panic!("beyond")
    };
    assert!((1_000.0..12_000.0).contains(&metres), "{metres}");
    assert!(placement(Point::new(97.90, 23.90), code(533_102)).is_suspect());
    assert_eq!(placement(mangshi, code(330_000)), Placement::Unknown);
    assert!(!Placement::Unknown.is_suspect());
}

#[test]
fn country_labels_lie_in_no_county() {
    for label in files::read(files::COUNTRIES) {
        let (lon, lat) = label.point().unwrap();
        assert_eq!(county_at(Point::new(lon, lat)), None, "{:?}", label.name());
    }
}
