//! The parks and zones of the demonstration as a table: where they lie, how they are laid out, what stands.
//!
//! Only 瑞丽沿边产业园区 is named in the source article; every outline is a sample near a town or port.

use super::layout::{
    Block::{Across, Halls, Land, Long, Open},
    Site,
};

/// A park: one ring on the map of the region.
#[derive(Debug)]
pub struct ParkRow {
    /// Key.
    pub key: &'static str,
    /// Name, 中文 and English.
    pub name: (&'static str, &'static str),
    /// Short name for rings.
    pub short: (&'static str, &'static str),
    /// Other names and abbreviations.
    pub aliases: &'static [&'static str],
    /// County code.
    pub county: u32,
    /// Where the ring stands, degrees (lon, lat).
    pub center: (f64, f64),
    /// Leading industries.
    pub industries: &'static [(&'static str, &'static str)],
}

/// A zone of a park.
#[derive(Debug)]
pub struct ZoneRow {
    /// Code that begins the keys of its halls, units and parcels.
    pub code: &'static str,
    /// Key of the zone.
    pub key: &'static str,
    /// Key of its park; the zone is the park itself when they are equal.
    pub park: &'static str,
    /// Name of the zone.
    pub name: (&'static str, &'static str),
    /// County code.
    pub county: u32,
    /// Floor space of all its halls in the end, ㎡.
    pub floor_m2: i64,
    /// The ground plan.
    pub site: Site<'static>,
    /// Numbers of its parcels, from the north-west.
    pub parcels: &'static [u32],
}

const SQUARE: [(f64, f64); 4] = [(0.0, 0.0); 4];
const TEXTILE: (&str, &str) = ("纺织服装", "Textiles and garments");
const ELECTRONICS: (&str, &str) = ("电子信息", "Electronics");
const TRADE: (&str, &str) = ("口岸加工贸易", "Port processing trade");

/// Parks.
pub const PARKS: &[ParkRow] = &[
    ParkRow {
        key: "ruili",
        name: ("瑞丽沿边产业园区", "Ruili Border Industrial Park"),
        short: ("瑞丽", "Ruili"),
        aliases: &["瑞丽园区", "勐卯", "姐告"],
        county: 533_102,
        center: (97.8760, 23.9925),
        industries: &[TEXTILE, ELECTRONICS, TRADE],
    },
    ParkRow {
        key: "wanding",
        name: ("畹町产业园区（示例）", "Wanding industrial park (sample)"),
        short: ("畹町", "Wanding"),
        aliases: &["畹町园区"],
        county: 533_102,
        center: (98.0629, 24.0912),
        industries: &[TEXTILE, TRADE],
    },
    ParkRow {
        key: "nongdao",
        name: ("弄岛产业园区（示例）", "Nongdao industrial park (sample)"),
        short: ("弄岛", "Nongdao"),
        aliases: &["弄岛园区"],
        county: 533_102,
        center: (97.7166, 23.9202),
        industries: &[TEXTILE],
    },
    ParkRow {
        key: "mangshi",
        name: ("芒市产业园区（示例）", "Mangshi industrial park (sample)"),
        short: ("芒市", "Mangshi"),
        aliases: &["芒市园区", "潞西"],
        county: 533_103,
        center: (98.5640, 24.4225),
        industries: &[ELECTRONICS, TEXTILE],
    },
    ParkRow {
        key: "longchuan",
        name: ("陇川产业园区（示例）", "Longchuan industrial park (sample)"),
        short: ("陇川", "Longchuan"),
        aliases: &["章凤园区"],
        county: 533_124,
        center: (97.8160, 24.2040),
        industries: &[TEXTILE],
    },
    ParkRow {
        key: "yingjiang",
        name: ("盈江产业园区（示例）", "Yingjiang industrial park (sample)"),
        short: ("盈江", "Yingjiang"),
        aliases: &["平原园区"],
        county: 533_123,
        center: (97.9190, 24.7010),
        industries: &[TEXTILE],
    },
    ParkRow {
        key: "lianghe",
        name: ("梁河产业园区（示例）", "Lianghe industrial park (sample)"),
        short: ("梁河", "Lianghe"),
        aliases: &["遮岛园区"],
        county: 533_122,
        center: (98.2900, 24.8090),
        industries: &[TEXTILE],
    },
    ParkRow {
        key: "mohan",
        name: ("磨憨产业园区（示例）", "Mohan industrial park (sample)"),
        short: ("磨憨", "Mohan"),
        aliases: &["磨憨园区", "勐腊"],
        county: 532_823,
        center: (101.7010, 21.2010),
        industries: &[TRADE],
    },
    ParkRow {
        key: "hekou",
        name: ("河口产业园区（示例）", "Hekou industrial park (sample)"),
        short: ("河口", "Hekou"),
        aliases: &["河口园区"],
        county: 532_532,
        center: (103.9600, 22.5270),
        industries: &[ELECTRONICS, TRADE],
    },
];

/// Zones, in the order in which they were entered.
pub const ZONES: &[ZoneRow] = &[
    ZoneRow {
        code: "RL",
        key: "ruili-mengmao",
        park: "ruili",
        name: ("勐卯片区", "Mengmao zone"),
        county: 533_102,
        floor_m2: 419_000,
        site: Site {
            center: (97.8690, 23.9960),
            along: (0.9063, 0.4226),
            columns: &[236.0, 236.0, 296.0, 288.0],
            between_columns: &[2, 1, 3],
            rows: &[222.0, 150.0, 228.0],
            between_rows: &[3, 2],
            blocks: &[
                Halls(2, 3),
                Across(3, 2),
                Halls(2, 2),
                Land(&[46, 42]),
                Halls(2, 2),
                Across(3, 1),
                Halls(2, 2),
                Halls(2, 2),
                Open,
                Halls(2, 2),
                Land(&[92]),
                Halls(2, 2),
            ],
            cuts: [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (225.0, 180.0)],
        },
        parcels: &[9, 7, 8],
    },
    ZoneRow {
        code: "JG",
        key: "ruili-jiegao",
        park: "ruili",
        name: ("姐告片区", "Jiegao zone"),
        county: 533_102,
        floor_m2: 209_000,
        site: Site {
            center: (97.8832, 23.9883),
            along: (0.9063, 0.4226),
            columns: &[262.0, 250.0, 240.0],
            between_columns: &[3, 3],
            rows: &[196.0, 150.0],
            between_rows: &[1],
            blocks: &[Halls(3, 2), Open, Land(&[64]), Long(2), Halls(3, 2), Across(2, 1)],
            cuts: [(0.0, 0.0), (0.0, 0.0), (36.0, 60.0), (0.0, 0.0)],
        },
        parcels: &[4],
    },
    ZoneRow {
        code: "WD",
        key: "wanding",
        park: "wanding",
        name: ("畹町产业园区（示例）", "Wanding industrial park (sample)"),
        county: 533_102,
        floor_m2: 145_000,
        site: Site {
            center: (98.0629, 24.0912),
            along: (0.9659, 0.2588),
            columns: &[220.0, 220.0, 200.0],
            between_columns: &[3, 2],
            rows: &[160.0, 150.0],
            between_rows: &[2],
            blocks: &[Halls(2, 2), Halls(2, 2), Land(&[20, 18]), Halls(2, 2), Across(3, 1), Land(&[40])],
            cuts: [(50.0, 30.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)],
        },
        parcels: &[3, 1, 2],
    },
    ZoneRow {
        code: "ND",
        key: "nongdao",
        park: "nongdao",
        name: ("弄岛产业园区（示例）", "Nongdao industrial park (sample)"),
        county: 533_102,
        floor_m2: 112_000,
        site: Site {
            center: (97.7166, 23.9202),
            along: (0.8829, 0.4695),
            columns: &[210.0, 210.0, 200.0],
            between_columns: &[2, 3],
            rows: &[150.0, 150.0],
            between_rows: &[2],
            blocks: &[Halls(2, 2), Land(&[22, 19]), Open, Halls(2, 2), Across(3, 1), Land(&[38])],
            cuts: [(0.0, 0.0), (180.0, 140.0), (0.0, 0.0), (0.0, 0.0)],
        },
        parcels: &[3, 1, 2],
    },
    ZoneRow {
        code: "MS",
        key: "mangshi-east",
        park: "mangshi",
        name: ("芒市东片区（示例）", "Mangshi east zone (sample)"),
        county: 533_103,
        floor_m2: 224_000,
        site: Site {
            center: (98.5722, 24.4262),
            along: (0.8192, 0.5736),
            columns: &[230.0, 230.0, 230.0, 220.0, 260.0],
            between_columns: &[3, 2, 3, 3],
            rows: &[150.0, 200.0],
            between_rows: &[1],
            blocks: &[
                Halls(2, 2),
                Across(3, 1),
                Halls(2, 2),
                Land(&[24, 20]),
                Land(&[52]),
                Open,
                Halls(2, 2),
                Across(3, 2),
                Land(&[32, 27]),
                Land(&[70]),
            ],
            cuts: [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (200.0, 150.0)],
        },
        parcels: &[4, 5, 6, 1, 2, 3],
    },
    ZoneRow {
        code: "MX",
        key: "mangshi-west",
        park: "mangshi",
        name: ("芒市西片区（示例）", "Mangshi west zone (sample)"),
        county: 533_103,
        floor_m2: 162_000,
        site: Site {
            center: (98.5555, 24.4185),
            along: (0.8192, 0.5736),
            columns: &[240.0, 240.0, 200.0, 220.0],
            between_columns: &[2, 3, 3],
            rows: &[160.0, 150.0],
            between_rows: &[2],
            blocks: &[
                Halls(2, 2),
                Land(&[28, 23]),
                Halls(2, 2),
                Land(&[47]),
                Across(3, 1),
                Halls(2, 2),
                Land(&[40]),
                Open,
            ],
            cuts: [(0.0, 0.0), (0.0, 0.0), (190.0, 130.0), (0.0, 0.0)],
        },
        parcels: &[4, 1, 2, 3],
    },
    ZoneRow {
        code: "LC",
        key: "longchuan",
        park: "longchuan",
        name: ("陇川产业园区（示例）", "Longchuan industrial park (sample)"),
        county: 533_124,
        floor_m2: 184_000,
        site: Site {
            center: (97.8160, 24.2040),
            along: (0.9455, -0.3256),
            columns: &[240.0, 230.0, 230.0],
            between_columns: &[2, 3],
            rows: &[150.0, 150.0, 172.0],
            between_rows: &[3, 2],
            blocks: &[
                Halls(2, 2),
                Halls(2, 2),
                Land(&[24, 22]),
                Across(3, 1),
                Halls(2, 2),
                Halls(2, 1),
                Land(&[55]),
                Land(&[27, 25]),
                Open,
            ],
            cuts: [(0.0, 0.0), (0.0, 0.0), (210.0, 150.0), (0.0, 0.0)],
        },
        parcels: &[3, 4, 5, 1, 2],
    },
    ZoneRow {
        code: "YJ",
        key: "yingjiang",
        park: "yingjiang",
        name: ("盈江产业园区（示例）", "Yingjiang industrial park (sample)"),
        county: 533_123,
        floor_m2: 139_000,
        site: Site {
            center: (97.9190, 24.7010),
            along: (0.9781, 0.2079),
            columns: &[230.0, 250.0, 230.0],
            between_columns: &[2, 3],
            rows: &[150.0, 150.0, 160.0],
            between_rows: &[3, 2],
            blocks: &[
                Halls(2, 2),
                Across(3, 1),
                Land(&[46]),
                Halls(2, 2),
                Land(&[26, 24]),
                Open,
                Open,
                Halls(2, 1),
                Land(&[50]),
            ],
            cuts: [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (210.0, 150.0)],
        },
        parcels: &[4, 2, 3, 1],
    },
    ZoneRow {
        code: "LH",
        key: "lianghe",
        park: "lianghe",
        name: ("梁河产业园区（示例）", "Lianghe industrial park (sample)"),
        county: 533_122,
        floor_m2: 66_000,
        site: Site {
            center: (98.2900, 24.8090),
            along: (0.9397, 0.3420),
            columns: &[220.0, 200.0],
            between_columns: &[2],
            rows: &[140.0, 150.0],
            between_rows: &[2],
            blocks: &[Halls(2, 2), Land(&[37]), Across(2, 1), Land(&[40])],
            cuts: [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)],
        },
        parcels: &[2, 1],
    },
    ZoneRow {
        code: "MH",
        key: "mohan-north",
        park: "mohan",
        name: ("磨憨北片区（示例）", "Mohan north zone (sample)"),
        county: 532_823,
        floor_m2: 74_000,
        site: Site {
            center: (101.6975, 21.2065),
            along: (0.8660, -0.5000),
            columns: &[220.0, 220.0],
            between_columns: &[2],
            rows: &[150.0, 150.0],
            between_rows: &[2],
            blocks: &[Halls(2, 2), Land(&[21, 20]), Across(3, 1), Open],
            cuts: [(0.0, 0.0), (0.0, 0.0), (190.0, 130.0), (0.0, 0.0)],
        },
        parcels: &[1, 2],
    },
    ZoneRow {
        code: "MB",
        key: "mohan-south",
        park: "mohan",
        name: ("磨憨南片区（示例）", "Mohan south zone (sample)"),
        county: 532_823,
        floor_m2: 52_000,
        site: Site {
            center: (101.7045, 21.1955),
            along: (0.8660, -0.5000),
            columns: &[210.0, 200.0],
            between_columns: &[3],
            rows: &[150.0, 150.0],
            between_rows: &[2],
            blocks: &[Halls(2, 2), Open, Halls(2, 1), Land(&[38])],
            cuts: SQUARE,
        },
        parcels: &[1],
    },
    ZoneRow {
        code: "HK",
        key: "hekou",
        park: "hekou",
        name: ("河口产业园区（示例）", "Hekou industrial park (sample)"),
        county: 532_532,
        floor_m2: 81_000,
        site: Site {
            center: (103.9600, 22.5270),
            along: (0.6428, -0.7660),
            columns: &[220.0, 210.0],
            between_columns: &[2],
            rows: &[150.0, 150.0],
            between_rows: &[2],
            blocks: &[Halls(2, 2), Land(&[20, 19]), Across(3, 1), Open],
            cuts: [(0.0, 0.0), (0.0, 0.0), (180.0, 130.0), (0.0, 0.0)],
        },
        parcels: &[1, 2],
    },
];

/// Whether a county belongs to Dehong, whose figures the article gives.
#[must_use]
pub fn in_dehong(county: u32) -> bool {
    county / 100 == 5331
}

/// The blocks of a zone that are built during the story, and when.
#[derive(Clone, Copy, Debug)]
pub struct Works {
    /// Zone code.
    pub zone: &'static str,
    /// Block, as in the site's table.
    pub block: usize,
    /// Entered in the ledger; the opening day when it was on the books from the start.
    pub entered: &'static str,
    /// Building began; `None` if it had begun before the ledger or has not begun.
    pub started: Option<&'static str>,
    /// On paper at its entry (otherwise under construction).
    pub on_paper: bool,
    /// Accepted.
    pub completed: Option<&'static str>,
    /// Days from one hall of the block to the next.
    pub stagger: i32,
}

/// What is built, block by block. RL 11 is where 粤商五金机电产业园区 is drawn.
pub const WORKS: &[Works] = &[
    works("RL", 7, OPENING, false, None, Some("2023-05-10"), 9),
    works("LC", 5, OPENING, false, None, Some("2023-10-16"), 25),
    works("LH", 2, OPENING, false, None, Some("2024-05-20"), 20),
    works("MX", 4, OPENING, true, Some("2023-03-13"), None, 14),
    works("WD", 1, OPENING, true, Some("2023-08-21"), None, 18),
    works("JG", 5, OPENING, true, Some("2023-04-10"), Some("2024-04-15"), 24),
    works("MX", 2, "2023-05-08", true, Some("2023-09-11"), None, 12),
    works("YJ", 7, "2023-08-15", true, Some("2023-11-20"), None, 21),
    works("RL", 11, "2023-11-10", true, Some("2024-02-26"), None, 15),
    works("ND", 4, "2024-03-05", true, Some("2024-06-17"), None, 45),
    works("MB", 2, OPENING, false, None, Some("2023-09-12"), 30),
    works("HK", 2, "2023-06-20", true, Some("2024-01-15"), None, 30),
];

/// The day on which the ledger was opened.
pub const OPENING: &str = "2022-12-31";

const fn works(
    zone: &'static str,
    block: usize,
    entered: &'static str,
    on_paper: bool,
    started: Option<&'static str>,
    completed: Option<&'static str>,
    stagger: i32,
) -> Works {
    Works { zone, block, entered, started, on_paper, completed, stagger }
}
