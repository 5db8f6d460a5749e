//! The columns of each table.

use shared::Lang;

use super::{Column, Of, Route, Table};

const BASE: Column = Column {
    name: "",
    path: "",
    label: "",
    part: None,
    unit: None,
    of: Of::Line,
    route: Route::Entry,
    needed: false,
};

/// A column whose name, place in the record and word are the same.
const fn col(name: &'static str, of: Of) -> Column {
    Column { name, path: name, label: name, of, ..BASE }
}

impl Column {
    const fn at(self, path: &'static str) -> Self {
        Column { path, ..self }
    }
    const fn called(self, label: &'static str) -> Self {
        Column { label, ..self }
    }
    const fn in_(self, unit: &'static str) -> Self {
        Column { unit: Some(unit), ..self }
    }
    const fn need(self) -> Self {
        Column { needed: true, ..self }
    }
    const fn fact(self) -> Self {
        Column { route: Route::Fact, ..self }
    }
    const fn zh(self) -> Self {
        Column { part: Some(Lang::Zh), ..self }
    }
    const fn en(self) -> Self {
        Column { part: Some(Lang::En), ..self }
    }
}

/// A text in both languages: its two columns.
macro_rules! text {
    ($name:literal) => {
        text!($name, $name, $name)
    };
    ($name:literal, $path:literal, $label:literal) => {
        [
            col(concat!($name, "_zh"), Of::Line).at(concat!($path, ".zh")).called($label).zh(),
            col(concat!($name, "_en"), Of::Line).at(concat!($path, ".en")).called($label).en(),
        ]
    };
}

const HAPPENED: Column = Column { route: Route::Row, ..col("occurred_on", Of::Day) };
const SOURCE: Column = Column { route: Route::Row, ..col("source", Of::Line) };
/// The day of what happened once: a visit, an activity.
const ON: Column = Column { route: Route::EntryDay, ..col("occurred_on", Of::Day).need() };

const CHAIN: Column = col("chain", Of::Ref("chain"));
const REGION: Column = col("region", Of::Region);

const NAME: [Column; 2] = text!("name");
const SHORT: [Column; 2] = text!("short");
const CONTACT: [Column; 2] = text!("contact");
const USE: [Column; 2] = text!("use_class");
const COUNTERPART: [Column; 2] = text!("counterpart");
const TITLE: [Column; 2] = text!("title");
const INVESTOR: [Column; 2] = text!("investor");
const TENANT: [Column; 2] = text!("tenant", "standing.tenant", "standing-tenant");
const OFFICE: [Column; 2] = text!("office");
const DUTY: [Column; 2] = text!("responsible", "unit", "unit-responsible");

const LON: Column = col("lon", Of::Lon).need();
const LAT: Column = col("lat", Of::Lat).need();

/// A supply of a park: all there is, in use, promised.
macro_rules! supply {
    ($($name:literal in $unit:literal),+) => {
        [$(
            [
                col(concat!($name, "_total"), Of::Number).at(concat!($name, ".total")).called(concat!($name, "-total")).in_($unit).fact(),
                col(concat!($name, "_used"), Of::Number).at(concat!($name, ".used")).called(concat!($name, "-used")).in_($unit).fact(),
                col(concat!($name, "_promised"), Of::Number).at(concat!($name, ".promised")).called(concat!($name, "-promised")).in_($unit).fact(),
            ],
        )+]
    };
}

/// Joins columns and arrays of them into one.
macro_rules! columns {
    ($($part:expr),+ $(,)?) => {{
        static JOINED: std::sync::LazyLock<Vec<Column>> = std::sync::LazyLock::new(|| {
            let mut all: Vec<Column> = Vec::new();
            $(all.extend($part);)+
            all
        });
        JOINED.as_slice()
    }};
}

/// The columns of a table.
pub(super) fn of(table: Table) -> &'static [Column] {
    match table {
        Table::Parks => columns![
            [col("park", Of::Key).called("key").need()],
            NAME.map(Column::need_it),
            SHORT.map(Column::need_it),
            [
                col("aliases", Of::Lines),
                col("parent", Of::Ref("park")),
                REGION.need(),
                col("level", Of::Code(&["national", "provincial", "prefecture", "county"])).need(),
                LON.at("center.0"),
                LAT.at("center.1"),
                col("precision_m", Of::Whole).in_("m"),
                col("planned_km2", Of::Number).in_("km2"),
                col("built_km2", Of::Number).in_("km2"),
            ],
            CONTACT,
            supply!(
                "power_kva" in "kva", "water_t_d" in "t-d", "steam_t_h" in "t-h", "gas_m3_h" in "m3-h",
                "wastewater_t_d" in "t-d", "dyeing_t_d" in "t-d", "workers" in "persons"
            )
            .into_iter()
            .flatten(),
            [col("boundary", Of::Rings), HAPPENED, SOURCE],
        ],
        Table::Halls => columns![
            [
                col("hall", Of::Key).called("key").need(),
                col("park", Of::Ref("park")).need(),
                col("number", Of::Line).need(),
            ],
            NAME.map(Column::need_it),
            [
                col("floors", Of::Whole).need(),
                col("bays", Of::Whole).need(),
                col("storey_m", Of::Number).in_("m").need(),
                col("area_m2", Of::Number).in_("m2").fact().need(),
                col("kind", Of::Code(&["standard", "build_to_suit"])).need(),
                col("structure", Of::Code(&["concrete_frame", "steel_portal", "steel_frame"])).need(),
                col("phase", Of::Code(&["planned", "building", "complete"])).fact().need(),
                col("footprint", Of::Ring).need(),
                HAPPENED,
                SOURCE,
            ],
        ],
        Table::Units => columns![
            [
                col("unit", Of::Key).called("key").need(),
                col("hall", Of::Ref("hall")).need(),
                col("number", Of::Line).need(),
                col("floor", Of::Whole).need(),
                col("bay_from", Of::Bay).need(),
                col("bay_to", Of::Whole).need(),
                col("area_m2", Of::Number).in_("m2").fact().need(),
                col("divisible_min_m2", Of::Number).in_("m2"),
                col(
                    "standing",
                    Of::Code(&["planned", "building", "available", "reserved", "leased", "withheld"]),
                )
                .at("standing.is")
                .fact()
                .need(),
                col("until", Of::LastDay).at("standing.until").called("standing-until").fact(),
                col("reason", Of::Code(&["repair", "inspection", "own_use", "dispute"]))
                    .at("standing.reason")
                    .fact(),
            ],
            TENANT.map(Column::as_fact),
            [
                col("rent_yuan_m2_month", Of::Number)
                    .at("specs.rent_yuan_m2_month")
                    .in_("yuan-m2-month")
                    .fact(),
                col("fee_yuan_m2_month", Of::Number).at("specs.fee_yuan_m2_month").in_("yuan-m2-month"),
                col("deposit_months", Of::Whole).at("specs.deposit_months").in_("months"),
                col("min_lease_months", Of::Whole).at("specs.min_lease_months").in_("months"),
                col("rent_free_months", Of::Whole).at("specs.rent_free_months").in_("months"),
                col("available_from", Of::Day).at("specs.available_from").fact(),
                col("storey_m", Of::Number).at("specs.storey_m").in_("m"),
                col("clear_height_m", Of::Number).at("specs.clear_height_m").in_("m").fact(),
                col("floor_load_t_m2", Of::Number).at("specs.floor_load_t_m2").in_("t-m2").fact(),
                col("column_grid_m", Of::Grid).at("specs.column_grid_m").in_("m"),
                col("power_kva", Of::Whole).at("specs.power_kva").in_("kva").fact(),
                col("power_max_kva", Of::Whole).at("specs.power_max_kva").in_("kva").fact(),
                col("water_t_d", Of::Number).at("specs.water_t_d").in_("t-d").fact(),
                col("steam_t_h", Of::Number).at("specs.steam_t_h").in_("t-h").fact(),
                col("wastewater_t_d", Of::Number).at("specs.wastewater_t_d").in_("t-d").fact(),
                col("dyeing_t_d", Of::Number).at("specs.dyeing_t_d").in_("t-d").fact(),
                col("fire_class", Of::Code(&["A", "B", "C", "D", "E"])).at("specs.fire_class"),
                col("sprinklers", Of::YesNo).at("specs.sprinklers").fact(),
                col("goods_lift_t", Of::Number).at("specs.goods_lift_t").in_("t"),
                col("crane_t", Of::Number).at("specs.crane_t").in_("t"),
                col("dock_doors", Of::Whole).at("specs.dock_doors"),
                col("dormitory_beds", Of::Whole).at("specs.dormitory_beds").in_("beds").fact(),
                col("stages", Of::Lines).at("specs.stages"),
                HAPPENED,
                SOURCE,
            ],
        ],
        Table::Parcels => columns![
            [
                col("parcel", Of::Key).called("key").need(),
                col("park", Of::Ref("park")).need(),
                col("number", Of::Line).need(),
                col("area_mu", Of::Number).in_("mu").need(),
            ],
            USE.map(Column::need_it),
            [
                col("far_min", Of::Number),
                col("far_max", Of::Number),
                col("height_limit_m", Of::Number).in_("m"),
                col("price_wan_mu", Of::Number).in_("wan-mu"),
                col("term_years", Of::Whole).in_("years"),
                col("supply", Of::Code(&["grant", "flexible_term", "lease"])).need(),
                col("status", Of::Code(&["planned", "offered", "reserved", "supplied", "withdrawn"])).fact(),
                col("project", Of::Ref("project")).fact(),
                col("boundary", Of::Ring).need(),
                HAPPENED,
                SOURCE,
            ],
        ],
        Table::Ports => columns![
            [col("port", Of::Key).called("key").need()],
            NAME.map(Column::need_it),
            [col("aliases", Of::Lines)],
            COUNTERPART.map(Column::need_it),
            [
                REGION.need(),
                col("class", Of::Whole).need(),
                col("mode", Of::Code(&["road", "rail", "road_rail", "water"])).need(),
                col("status", Of::Code(&["open", "limited", "closed"])).fact(),
                LON.at("point.0"),
                LAT.at("point.1"),
                col("precision_m", Of::Whole).in_("m"),
                HAPPENED,
                SOURCE,
            ],
        ],
        Table::Projects => columns![
            [
                col("project", Of::Key).called("key").need(),
                col("kind", Of::Code(&["offered", "signed"])).need(),
            ],
            TITLE.map(Column::need_it),
            [CHAIN.need(), col("chain_stage", Of::Stage)],
            INVESTOR,
            [
                col("origin", Of::Region),
                col("origin_country", Of::Line),
                REGION.need(),
                col("invest_wan", Of::Number).in_("wan"),
                col("jobs", Of::Whole).in_("persons"),
                col("need_area_m2", Of::Number).in_("m2"),
                col("need_land_mu", Of::Number).in_("mu"),
                col("need_power_kva", Of::Whole).in_("kva"),
            ],
            NEEDS,
            [
                col("park", Of::Ref("park")).at("place.park").fact(),
                col("units", Of::Refs("unit")).at("place.units").fact(),
                col("parcels", Of::Refs("parcel")).at("place.parcels").fact(),
                Column { needed: false, ..LON.at("place.point.0").fact() },
                Column { needed: false, ..LAT.at("place.point.1").fact() },
            ],
            NODES.map(|node| Column { route: Route::Fact, ..col(node, Of::Day) }),
            [HAPPENED, SOURCE],
        ],
        Table::Enterprises => columns![
            [col("enterprise", Of::Key).called("key").need()],
            NAME.map(Column::need_it),
            [
                CHAIN.need(),
                col("chain_stage", Of::Stage),
                REGION.need(),
                col("park", Of::Ref("park")),
                col("origin", Of::Region),
                col("chain_leader", Of::YesNo),
                col("left", Of::Day).fact(),
                HAPPENED,
                SOURCE,
            ],
        ],
        Table::Targets => columns![
            [col("target", Of::Key).called("key").need()],
            NAME.map(Column::need_it),
            [
                REGION.need(),
                col("home", Of::Region).need(),
                CHAIN.need(),
                col("chain_stage", Of::Stage).need(),
                col("staff", Of::Whole).in_("persons"),
                col("need_area_m2", Of::Number).in_("m2"),
                col("need_power_kva", Of::Whole).in_("kva"),
            ],
            NEEDS,
            [
                col("intent", Of::Code(&["none", "watching", "willing", "negotiating"])).fact().need(),
                col(
                    "action",
                    Of::Code(&["call", "visit", "invite", "offer", "first_talk", "negotiate", "sign"]),
                )
                .fact(),
                col("due", Of::LastDay).fact(),
                col("leader", Of::Line).fact(),
            ],
            DUTY.map(Column::as_fact),
            [col("person", Of::Line).fact(), HAPPENED, SOURCE],
        ],
        Table::Visits => columns![[
            col("visit", Of::Key).called("key").need(),
            ON,
            REGION.need(),
            col("from", Of::Region).need(),
            col("enterprises", Of::Whole).need(),
            CHAIN,
            SOURCE,
        ]],
        Table::Activities => columns![[
            col("activity", Of::Key).called("key").need(),
            ON,
            col(
                "kind",
                Of::Code(&["outreach", "fair", "investment_training", "transfer_training", "on_site"]),
            )
            .need(),
            REGION.need(),
            col("place", Of::Region).need(),
            col("met", Of::Whole),
            SOURCE,
        ]],
        Table::Invitations => columns![[
            col("invitation", Of::Key).called("key").need(),
            ON,
            REGION.need(),
            col("country", Of::Line).need(),
            CHAIN,
            SOURCE,
        ]],
        Table::Requests => columns![
            [
                col("request", Of::Key).called("key").need(),
                ON,
                col(
                    "kind",
                    Of::Code(&[
                        "land",
                        "hall",
                        "labour",
                        "power_water",
                        "permit",
                        "finance",
                        "customs",
                        "logistics",
                        "other",
                    ]),
                )
                .need(),
                REGION.need(),
                col("enterprise", Of::Ref("enterprise")),
                col("due", Of::LastDay),
            ],
            OFFICE.map(Column::as_fact),
            [col("resolved", Of::Day).fact(), SOURCE],
        ],
    }
}

impl Column {
    fn need_it(self) -> Self {
        self.need()
    }

    fn as_fact(self) -> Self {
        self.fact()
    }
}

/// The nodes of a project's life cycle, each a column with the day on which it was reached.
pub const NODES: [&str; 15] = [
    "lead",
    "assessed",
    "first_talk",
    "negotiating",
    "signed",
    "landed",
    "filed",
    "approved",
    "permitted",
    "started",
    "entered",
    "completed",
    "in_production",
    "above_scale",
    "full_output",
];

const NEEDS: [Column; 9] = [
    col("needs_steam_t_h", Of::Number).at("needs.steam_t_h").in_("t-h"),
    col("needs_water_t_d", Of::Number).at("needs.water_t_d").in_("t-d"),
    col("needs_wastewater_t_d", Of::Number).at("needs.wastewater_t_d").in_("t-d"),
    col("needs_dyeing_t_d", Of::Number).at("needs.dyeing_t_d").in_("t-d"),
    col("needs_clear_height_m", Of::Number).at("needs.clear_height_m").in_("m"),
    col("needs_floor_load_t_m2", Of::Number).at("needs.floor_load_t_m2").in_("t-m2"),
    col("needs_workers", Of::Whole).at("needs.workers").in_("persons"),
    col("needs_from", Of::Day).at("needs.from"),
    col("needs_rent_max", Of::Number).at("needs.rent_max_yuan_m2_month").in_("yuan-m2-month"),
];
