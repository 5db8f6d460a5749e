//! Files that are wrong, by mistake or on purpose: each is refused with the place and how to mend it, and nothing is
//! recorded of it.

use std::io::{Cursor, Write};

use geodata::datum::Datum;
use rust_xlsxwriter::{Format, Formula, Workbook};
use server::sheets::{Form, Outcome, Progress, Table, look, write};
use shared::Lang;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{lines, looked, question, told, wanted, world};

fn fault(table: Table, bytes: &[u8]) -> (String, &'static str) {
    let wrong = looked(table, bytes).unwrap_err();
    for lang in [Lang::Zh, Lang::En] {
        let word = wrong.fault.word(lang);
        assert!(word.chars().count() > 10 && !word.contains('{'), "{word}");
    }
    (wrong.cell, wrong.fault.slug())
}

fn book(make: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    make(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn files_that_are_no_tables_are_refused() {
    let zeros = vec![0_u8; 300 << 20];
    let bomb = archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20, "a bomb is small: {}", bomb.len());
    let cases: [(&str, Vec<u8>); 11] = [
        ("empty", b"  \n".to_vec()),
        ("kind", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("old-excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()),
        ("bomb", bomb),
        ("damaged", b"PK\x03\x04 and then nothing".to_vec()),
        ("macros", archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/vbaProject.bin", b"x")])),
        ("no-shp", archive(&[("../../etc/passwd", b"root"), ("readme.txt", b"x")])),
        ("json", b"{\"type\": \"FeatureCollection\", ".to_vec()),
        ("not-collection", br#"{"type":"Point","coordinates":[97.8,24.0]}"#.to_vec()),
        ("encoding", [b"unit,floor\nA,1\n".as_slice(), b"\xff\xff\xff,2\n"].concat()),
        ("heading", b"a,b,c\n1,2,3\n".to_vec()),
    ];
    for (slug, bytes) in cases {
        assert_eq!(fault(Table::Units, &bytes).1, slug);
    }
}

#[test]
fn more_rows_or_columns_than_anybody_needs_are_refused() {
    let many = format!("unit,floor\n{}", "A,1\n".repeat(50_001));
    assert_eq!(fault(Table::Units, many.as_bytes()).1, "rows");
    let wide = format!("unit,floor{}\nA,1\n", ",x".repeat(300));
    assert_eq!(fault(Table::Units, wide.as_bytes()).1, "columns");
    // One cell in the last corner: as a rectangle it would be 17,179,869,184 cells.
    let corner = book(|sheet| {
        sheet.write_string(0, 0, "unit").unwrap();
        sheet.write_string(0, 1, "floor").unwrap();
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
    });
    assert_eq!(fault(Table::Units, &corner).1, "columns");
}

#[test]
fn headings_of_ledgers_as_people_make_them() {
    let merged = book(|sheet| {
        sheet.merge_range(0, 0, 0, 16, "瑞丽沿边产业园区厂房台账", &Format::new()).unwrap();
        sheet.write_string(1, 0, "序号").unwrap();
        sheet.write_string(2, 0, "1").unwrap();
    });
    assert_eq!(fault(Table::Units, &merged).1, "merged");
    let titled = book(|sheet| {
        sheet.merge_range(0, 0, 0, 16, "瑞丽沿边产业园区厂房台账", &Format::new()).unwrap();
        for (at, name) in ["编号", "楼层"].into_iter().enumerate() {
            sheet.write_string(1, at as u16, name).unwrap();
        }
        sheet.write_string(2, 0, "NEW-1").unwrap();
        sheet.write_string(2, 1, "1").unwrap();
    });
    let told = told(&looked(Table::Units, &titled).unwrap());
    assert_eq!(told[0].1, Outcome::Refused);
    assert_eq!(fault(Table::Units, &lines("编号,楼层,建筑总面积", &["A,1,2"])).1, "column-unknown");
    assert_eq!(fault(Table::Units, &lines("编号,楼层,floor", &["A,1,2"])).1, "column-twice");
}

#[test]
fn new_records_without_a_column_say_which() {
    let preview = looked(Table::Units, &lines("编号,楼层", &["NEW-1,1"])).unwrap();
    let wrong = &preview.rows[0].wrong[0];
    assert_eq!(wrong.fault.slug(), "column-missing");
    assert!(wrong.fault.word(Lang::Zh).contains("建筑面积"), "{}", wrong.fault.word(Lang::Zh));
}

#[test]
fn cells_are_refused_one_by_one_with_their_names() {
    let unit = world().units.keys().next().unwrap();
    let cases: [(&str, &str, &str); 12] = [
        ("area_m2", "-5", "out-of-range"),
        ("area_m2", "四千", "number"),
        ("floor", "1.5", "whole"),
        ("occurred_on", "1899-12-31", "too-early"),
        ("occurred_on", "2999-01-01", "in-future"),
        ("occurred_on", "2023-02-30", "day"),
        ("standing", "空置", "code"),
        ("hall", "NO-SUCH", "unknown-record"),
        ("fire_class", "-", ""),
        ("number", "-", "clear-needed"),
        ("number", "\u{202e}1", "text-unprintable"),
        ("number", "<script>alert(1)</script>", ""),
    ];
    for (column, given, slug) in cases {
        let names = if column == "occurred_on" {
            "unit,occurred_on,power_kva".into()
        } else {
            format!("unit,{column}")
        };
        let row =
            if column == "occurred_on" { format!("{unit},{given},1234") } else { format!("{unit},{given}") };
        let preview = looked(Table::Units, &lines(&names, &[&row])).unwrap();
        let faults: Vec<_> = preview.rows[0].wrong.iter().map(|w| w.fault.slug()).collect();
        match slug {
            "" => assert!(faults.is_empty(), "{column} {given}: {faults:?}"),
            slug if column == "area_m2" && slug == "out-of-range" => assert_eq!(faults, ["together"]),
            slug => assert_eq!(faults, [slug], "{column} {given}"),
        }
    }
}

#[test]
fn formulas_errors_and_serial_numbers_in_a_workbook() {
    let unit = world().units.keys().next().unwrap().to_string();
    let file = book(|sheet| {
        for (at, name) in ["unit", "floor", "power_kva", "occurred_on"].into_iter().enumerate() {
            sheet.write_string(0, at as u16, name).unwrap();
        }
        sheet.write_string(1, 0, &unit).unwrap();
        sheet.write_formula(1, 2, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_string(2, 0, "NEW-2").unwrap();
        sheet.write_string(2, 1, "#REF!").unwrap();
        sheet.write_string(3, 0, "=cmd|' /C calc'!A0").unwrap();
    });
    let told = told(&looked(Table::Units, &file).unwrap());
    assert_eq!(told[0], (2, Outcome::Refused, vec!["C2 formula".to_owned()]));
    assert_eq!(told[1].2[0], "B3 whole");
    assert_eq!(told[2], (4, Outcome::Refused, vec!["A4 key".to_owned()]));
}

#[test]
fn the_same_key_stands_once() {
    let unit = world().units.keys().next().unwrap();
    let preview =
        looked(Table::Units, &lines("unit,power_kva", &[&format!("{unit},9876"), &format!("{unit},5432")]));
    let told = told(&preview.unwrap());
    assert_eq!((told[0].1, &told[1].2), (Outcome::Changed, &vec!["A3 key-twice".to_owned()]));
}

#[test]
fn leases_do_not_overlap() {
    let let_ = world().units.iter().find(|(_, l)| {
        let unit = l.latest().unwrap();
        unit.status(super::today()) == shared::entity::UnitStatus::Leased
    });
    let (key, _) = let_.unwrap();
    // Renewed until before the running lease ends: the rule says so.
    let preview = looked(Table::Units, &lines("编号,状态截止日期", &[&format!("{key},2024-08-01")])).unwrap();
    assert_eq!(told(&preview)[0].2, ["A2 renewal-not-longer"]);
    // A lease that begins before the running one ended.
    let rows = [format!("{key},可租,,2020-01-01")];
    let preview = looked(Table::Units, &lines("编号,当前状态,状态截止日期,发生日期", &[&rows[0]])).unwrap();
    assert_eq!(told(&preview)[0].1, Outcome::Refused);
}

#[test]
fn positions_say_their_datum_and_where_they_come_to_lie() {
    let park = "P-X,示例园区,Sample park,示例,Sample,533102,county";
    let names = "park,name_zh,name_en,short_zh,short_en,region,level,lon,lat";
    let file = |lon: &str, lat: &str| lines(names, &[&format!("{park},{lon},{lat}")]);
    let unsaid = look(
        &file("97.855", "24.013"),
        question(Table::Parks, None),
        world(),
        world().clone(),
        &Progress::default(),
    );
    let unsaid = unsaid.unwrap_err();
    assert_eq!((unsaid.cell.as_str(), unsaid.fault.slug()), ("H2", "datum"));
    let with = |datum, lon, lat| {
        look(
            &file(lon, lat),
            question(Table::Parks, Some(datum)),
            world(),
            world().clone(),
            &Progress::default(),
        )
        .unwrap()
    };
    let shifted = with(Datum::Gcj02, "97.855", "24.013");
    let placed = shifted.rows[0].placed.unwrap();
    assert!((placed.moved.shift.metres() - 331.0).abs() < 5.0, "{:?}", placed.moved.shift);
    assert_eq!(shifted.flagged(), 0);
    // 瑞丽 at 芒市, as one published set has it; and across the river.
    for (lon, lat, slug) in [("98.589", "24.433", "elsewhere"), ("97.75", "23.85", "beyond")] {
        let preview = with(Datum::Wgs84, lon, lat);
        assert_eq!(preview.flagged(), 1, "{lon} {lat}");
        assert_eq!(preview.rows[0].placed.unwrap().warning().unwrap().slug(), slug);
    }
    let swapped = with(Datum::Wgs84, "24.013", "97.855");
    assert_eq!(told(&swapped)[0].2, ["H2 axes-swapped"]);
    let half = looked(Table::Parks, &lines(names, &[&format!("{park},97.855,")])).unwrap();
    assert_eq!(told(&half)[0].2, ["I2 point-half"]);
}

#[test]
fn outlines_that_cross_themselves_have_holes_or_are_projected() {
    let feature = |geometry: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"parcel":"NEW-1","park":"{}","number":"1","area_mu":5,"use_class_zh":"工业","use_class_en":"Industry","supply":"grant"}},"geometry":{geometry}}}]}}"#,
            world().parcels.values().next().unwrap().latest().unwrap().attributes.park
        )
        .into_bytes()
    };
    let good = feature(
        r#"{"type":"Polygon","coordinates":[[[97.85,24.0],[97.86,24.0],[97.86,24.01],[97.85,24.0]]]}"#,
    );
    assert_eq!(told(&looked(Table::Parcels, &good).unwrap())[0].1, Outcome::Added);
    let bow = feature(
        r#"{"type":"Polygon","coordinates":[[[97.85,24.0],[97.87,24.02],[97.87,24.0],[97.85,24.01],[97.85,24.0]]]}"#,
    );
    assert_eq!(told(&looked(Table::Parcels, &bow).unwrap())[0].2, [" ring-crosses"]);
    let hole = feature(
        r#"{"type":"Polygon","coordinates":[[[97.85,24.0],[97.86,24.0],[97.86,24.01],[97.85,24.0]],[[97.851,24.0],[97.852,24.0],[97.852,24.001],[97.851,24.0]]]}"#,
    );
    assert_eq!(fault(Table::Parcels, &hole).1, "holes");
    let line = feature(r#"{"type":"LineString","coordinates":[[97.85,24.0],[97.86,24.0]]}"#);
    assert_eq!(fault(Table::Parcels, &line).1, "geometry");
    // A Shapefile whose projection is that of a planning office.
    let shapes = write(world(), wanted(Table::Parcels, Datum::Wgs84), Form::Shapes).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut archive_in = zip::ZipArchive::new(Cursor::new(shapes)).unwrap();
    for at in 0..archive_in.len() {
        let mut part = archive_in.by_index(at).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).unwrap();
        let name = part.name().to_owned();
        if name.ends_with(".prj") {
            content = br#"PROJCS["CGCS2000_3_Degree_GK_CM_99E",GEOGCS["GCS_China"]]"#.to_vec();
        }
        parts.push((name, content));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, c)| (n.as_str(), c.as_slice())).collect();
    assert_eq!(fault(Table::Parcels, &archive(&parts)).1, "projected");
}

#[test]
fn what_a_spreadsheet_would_run_is_written_as_text_and_read_back() {
    let (key, _) = world().units.iter().next().unwrap();
    let file = lines("unit,number", &[&format!("{key},'=cmd|calc")]);
    let preview = looked(Table::Units, &file).unwrap();
    let mut evil = world().clone();
    for fact in &preview.facts {
        evil.apply(&shared::Envelope {
            position: u64::MAX,
            key: fact.key,
            version: fact.expected_version + 1,
            occurred_on: fact.occurred_on,
            recorded_at: shared::Stamp::MAX,
            audience: fact.audience,
            source: fact.source.clone(),
            fact: fact.fact.clone(),
        });
    }
    let text =
        String::from_utf8(write(&evil, wanted(Table::Units, Datum::Wgs84), Form::Csv).unwrap()).unwrap();
    assert!(text.contains("'=cmd|calc") && !text.contains(",=cmd"));
    for form in [Form::Csv, Form::CsvGb, Form::Workbook, Form::Features] {
        let file = write(&evil, wanted(Table::Units, Datum::Wgs84), form).unwrap();
        let again =
            look(&file, question(Table::Units, None), &evil, evil.clone(), &Progress::default()).unwrap();
        assert_eq!(again.count(Outcome::Unchanged), again.rows.len(), "{form:?}");
    }
}

#[test]
fn nobody_waits_for_what_was_cancelled() {
    let progress = Progress::default();
    progress.cancel();
    let file = write(world(), wanted(Table::Units, Datum::Wgs84), Form::Workbook).unwrap();
    let wrong = look(&file, question(Table::Units, None), world(), world().clone(), &progress).unwrap_err();
    assert_eq!(wrong.fault.slug(), server::sheets::CANCELLED);
}

#[test]
fn rows_of_other_regions_are_not_the_editors() {
    let who = shared::access::Who::Official {
        role: shared::access::Role::Editor,
        region: "533103".parse().unwrap(),
    };
    let unit = world().units.keys().find(|k| k.as_str().starts_with("RL")).unwrap();
    let file = lines("unit,power_kva", &[&format!("{unit},9876")]);
    let asked = server::sheets::Question { who, ..question(Table::Units, None) };
    let preview = look(&file, asked, world(), world().clone(), &Progress::default()).unwrap();
    assert_eq!(told(&preview)[0].2, ["A2 not-yours"]);
}
