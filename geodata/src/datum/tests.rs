//! The conversions against a table computed elsewhere, and against their own inverse.

use super::*;

/// Place, WGS 84 lon and lat, metres to GCJ-02, metres to BD-09.
const TABLE: [(&str, f64, f64, f64, f64); 5] = [
    ("Ruili", 97.855, 24.013, 331.0, 751.0),
    ("Wanding", 98.070, 24.080, 303.0, 795.0),
    ("Mangshi", 98.589, 24.433, 352.0, 737.0),
    ("Mohan", 101.690, 21.190, 326.0, 891.0),
    ("Hekou", 103.960, 22.530, 389.0, 915.0),
];

#[test]
fn shifts_agree_with_the_table() {
    for (place, lon, lat, gcj, bd) in TABLE {
        let wgs = Point::new(lon, lat);
        for (datum, metres) in [(Datum::Gcj02, gcj), (Datum::Bd09, bd)] {
            let shift = Shift::between(wgs, datum.from_wgs84(wgs)).metres();
            assert!(
                (shift - metres).abs() <= 2.0,
                "{place} {datum}: {shift:.1} m, the table says {metres} m"
            );
        }
    }
}

#[test]
fn at_ruili_gcj02_points_due_south_across_the_border() {
    let wgs = Point::new(97.855, 24.013);
    let shift = Shift::between(wgs, Datum::Gcj02.from_wgs84(wgs));
    assert!((shift.north + 331.0).abs() < 2.0 && (shift.east - 18.0).abs() < 2.0, "{shift:?}");
}

#[test]
fn there_and_back_is_the_same_centimetre() {
    for i in 0..40 {
        for j in 0..30 {
            let wgs = Point::new(75.0 + f64::from(i) * 1.5, 4.0 + f64::from(j) * 1.6);
            for datum in [Datum::Wgs84, Datum::Gcj02, Datum::Bd09] {
                let back = datum.to_wgs84(datum.from_wgs84(wgs));
                let off = Shift::between(wgs, back).metres();
                assert!(off < 0.05, "{datum} at {wgs:?} came back {off} m off");
            }
        }
    }
}

#[test]
fn the_preview_tells_what_a_wrong_datum_would_do() {
    let ruili = RegionCode::new(533_102).unwrap();
    let truth = Point::new(97.855, 24.013);
    let given = Datum::Gcj02.from_wgs84(truth);
    let right: Vec<_> = Datum::Gcj02.preview([(given, ruili)]).collect();
    assert!((right[0].shift.metres() - 331.0).abs() < 2.0);
    assert!(Shift::between(right[0].placed, truth).metres() < 0.05);
    assert_eq!(right[0].placement, Placement::Inside);
    // 瑞丽 put at 芒市, as one published data set has it.
    let wrong: Vec<_> = Datum::Wgs84.preview([(Point::new(98.589, 24.433), ruili)]).collect();
    assert!(
        matches!(wrong[0].placement, Placement::Elsewhere { found, metres } if found.number() == 533_103 && metres > 30_000.0)
    );
}

#[test]
fn names_are_read_as_people_write_them() {
    for (text, datum) in [("wgs84", Datum::Wgs84), ("GCJ-02", Datum::Gcj02), ("bd09", Datum::Bd09)] {
        assert_eq!(text.parse(), Ok(datum));
    }
    assert!("sogou".parse::<Datum>().is_err());
}
