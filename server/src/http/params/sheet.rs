//! What a table and its file can be asked as.

use geodata::datum::Datum;

use super::Wanted;
use crate::sheets::{Form, Table};

impl Wanted for Table {
    const EXPECTED: (&'static str, &'static str) = (
        "表格名称：parks、halls、units、parcels、ports、projects、enterprises、targets、visits、activities、invitations 或 requests",
        "the name of a table: parks, halls, units, parcels, ports, projects, enterprises, targets, visits, activities, invitations or requests",
    );
    const EXAMPLE: &'static str = "units";
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Wanted for Datum {
    const EXPECTED: (&'static str, &'static str) =
        ("坐标系：wgs84、gcj02 或 bd09", "a datum: wgs84, gcj02 or bd09");
    const EXAMPLE: &'static str = "gcj02";
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Wanted for Form {
    const EXPECTED: (&'static str, &'static str) = (
        "文件格式：xlsx、csv、csv-gb18030、geojson 或 shp",
        "a form: xlsx, csv, csv-gb18030, geojson or shp",
    );
    const EXAMPLE: &'static str = "xlsx";
    fn read(text: &str) -> Option<Self> {
        Form::named(text)
    }
}
