//! Layers: pages that are complete, filters held against the whole layer, figures held against their lists.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Site;

fn features(page: &Value) -> &Vec<Value> {
    page["features"].as_array().unwrap()
}

fn keys(page: &Value) -> Vec<String> {
    features(page).iter().map(|f| f["properties"]["key"].as_str().unwrap().to_owned()).collect()
}

fn positions(value: &Value, found: &mut Vec<(f64, f64)>) {
    match value.as_array().map(Vec::as_slice) {
        Some([Value::Number(lon), Value::Number(lat)]) => {
            found.push((lon.as_f64().unwrap(), lat.as_f64().unwrap()))
        }
        Some(parts) => parts.iter().for_each(|part| positions(part, found)),
        None => {}
    }
}

/// West, south, east, north of a feature.
fn extent(feature: &Value) -> Option<[f64; 4]> {
    let mut found = Vec::new();
    positions(&feature["geometry"]["coordinates"], &mut found);
    let lons = || found.iter().map(|p| p.0);
    let lats = || found.iter().map(|p| p.1);
    (!found.is_empty()).then(|| {
        [
            lons().fold(f64::MAX, f64::min),
            lats().fold(f64::MAX, f64::min),
            lons().fold(f64::MIN, f64::max),
            lats().fold(f64::MIN, f64::max),
        ]
    })
}

#[tokio::test]
async fn every_layer_is_valid_geojson_in_the_order_of_keys() {
    let site = Site::demo();
    for (layer, least) in
        [("parks", 12), ("halls", 120), ("units", 400), ("parcels", 10), ("projects", 59), ("ports", 3)]
    {
        let answer = site.get(&format!("/api/geojson/{layer}")).await;
        assert_eq!(answer.header("content-type"), "application/geo+json");
        let page = answer.json();
        assert_eq!(page["type"], "FeatureCollection");
        let found = features(&page);
        assert!(found.len() >= least, "{layer}: {}", found.len());
        assert_eq!(page["numberMatched"], found.len());
        assert_eq!(page["numberReturned"], found.len());
        let keys = keys(&page);
        assert!(keys.is_sorted(), "{layer}");
        let ids: BTreeSet<u64> = found.iter().map(|f| f["id"].as_u64().unwrap()).collect();
        assert_eq!(ids.len(), found.len(), "{layer}");
        for feature in found {
            assert_eq!(feature["type"], "Feature");
            if let Some([west, south, east, north]) = extent(feature) {
                assert!(west > 97.0 && east < 107.0 && south > 20.0 && north < 30.0, "{feature}");
            }
            if feature["geometry"]["type"] == "Polygon" {
                let ring = feature["geometry"]["coordinates"][0].as_array().unwrap();
                assert!(ring.len() >= 4 && ring.first() == ring.last(), "{feature}");
            }
        }
    }
}

#[tokio::test]
async fn pages_are_complete_and_hold_nothing_twice() {
    let site = Site::demo();
    for (layer, filter) in
        [("units", ""), ("units", "status=leased&"), ("halls", ""), ("projects", "kind=signed&")]
    {
        let whole = site.json(&format!("/api/geojson/{layer}?{filter}")).await;
        for limit in [1_usize, 7, 100] {
            if limit == 1 && keys(&whole).len() > 300 {
                continue;
            }
            let mut paged = Vec::new();
            let mut next = Some(format!("/api/geojson/{layer}?{filter}limit={limit}"));
            while let Some(address) = next {
                let answer = site.get(&address).await;
                let page = answer.json();
                assert_eq!(page["numberMatched"], whole["numberMatched"]);
                assert!(keys(&page).len() <= limit);
                paged.extend(keys(&page));
                let links = page["links"].as_array().unwrap();
                next =
                    links.iter().find(|l| l["rel"] == "next").map(|l| l["href"].as_str().unwrap().to_owned());
                assert_eq!(answer.header("link").is_empty(), next.is_none());
            }
            assert_eq!(paged, keys(&whole), "{layer}?{filter}limit={limit}");
        }
    }
}

/// A filter as it is asked, and as it is checked on the whole layer.
type Twin = (&'static str, &'static str, fn(&Value) -> bool);

const TWINS: &[Twin] = &[
    ("units", "status=available", |p| p["status_name"] == "available"),
    ("units", "status=leased,ending", |p| p["status_name"] == "leased" || p["status_name"] == "ending"),
    ("units", "min_area=3000", |p| p["area_m2"].as_f64() >= Some(3000.0)),
    ("units", "min_area=2000&max_area=3000", |p| (2000.0..=3000.0).contains(&p["area_m2"].as_f64().unwrap())),
    ("units", "max_rent=11", |p| p["specs"]["rent_yuan_m2_month"].as_f64().is_some_and(|r| r <= 11.0)),
    ("units", "min_power=800", |p| p["specs"]["power_kva"].as_f64() >= Some(800.0)),
    ("units", "min_load=2", |p| p["specs"]["floor_load_t_m2"].as_f64() >= Some(2.0)),
    ("units", "min_height=6", |p| p["specs"]["clear_height_m"].as_f64() >= Some(6.0)),
    ("units", "dyeing=true", |p| p["specs"]["dyeing_t_d"].as_f64().is_some_and(|t| t > 0.0)),
    ("units", "dyeing=false", |p| !p["specs"]["dyeing_t_d"].as_f64().is_some_and(|t| t > 0.0)),
    ("units", "hall=HK-01", |p| p["hall"] == "HK-01"),
    ("units", "park=hekou", |p| p["park"] == "hekou"),
    ("halls", "phase=complete", |p| p["phase"] == "complete"),
    ("parcels", "status=offered", |p| p["status"] == "offered"),
    ("parcels", "min_area=50", |p| p["area_mu"].as_f64() >= Some(50.0)),
    ("projects", "kind=offered", |p| p["kind"] == "offered"),
    ("projects", "stage=started,production", |p| {
        p["stage_name"] == "started" || p["stage_name"] == "production"
    }),
    ("projects", "flagship=true", |p| p["flagship"] == true),
    ("projects", "region=533102", |p| p["region"] == "533102"),
    ("projects", "region=533100", |p| p["region"].as_str().unwrap().starts_with("5331")),
    ("parks", "region=533100", |p| p["region"].as_str().unwrap().starts_with("5331")),
    ("ports", "region=533102", |p| p["region"] == "533102"),
];

#[tokio::test]
async fn filters_find_what_is_there_and_nothing_else() {
    let site = Site::demo();
    for day in ["2023-02-01", "2024-07-24"] {
        let mut split = 0;
        for (layer, filter, admits) in TWINS {
            let whole = site.json(&format!("/api/geojson/{layer}?as_of={day}")).await;
            let expected: Vec<String> = features(&whole)
                .iter()
                .filter(|f| admits(&f["properties"]))
                .map(|f| f["properties"]["key"].as_str().unwrap().to_owned())
                .collect();
            let found = site.json(&format!("/api/geojson/{layer}?as_of={day}&{filter}")).await;
            assert_eq!(keys(&found), expected, "{layer}?{filter} on {day}");
            split += usize::from(!expected.is_empty() && expected.len() < features(&whole).len());
        }
        assert!(split > TWINS.len() / 2, "most filters find all or nothing on {day}: {split}");
    }
}

#[tokio::test]
async fn a_rectangle_finds_what_touches_it() {
    let site = Site::demo();
    for layer in ["parks", "halls", "units", "parcels", "projects", "ports"] {
        let whole = site.json(&format!("/api/geojson/{layer}")).await;
        for bbox in [
            [97.8, 23.9, 98.0, 24.1],
            [97.84, 24.0, 97.86, 24.01],
            [101.0, 21.0, 102.0, 22.0],
            [-180.0, -90.0, 180.0, 90.0],
        ] {
            let [west, south, east, north] = bbox;
            let touches = |f: &&Value| {
                extent(f).is_some_and(|[w, s, e, n]| w <= east && e >= west && s <= north && n >= south)
            };
            let expected: Vec<&Value> = features(&whole).iter().filter(touches).collect();
            let found = site.json(&format!("/api/geojson/{layer}?bbox={west},{south},{east},{north}")).await;
            assert_eq!(features(&found).iter().collect::<Vec<_>>(), expected, "{layer} {bbox:?}");
        }
    }
}

#[tokio::test]
async fn one_record_is_the_one_of_its_layer() {
    let site = Site::demo();
    for layer in ["parks", "halls", "units", "parcels", "projects", "ports"] {
        let page = site.json(&format!("/api/geojson/{layer}?limit=3&as_of=2024-01-15")).await;
        for feature in features(&page) {
            let key = feature["properties"]["key"].as_str().unwrap();
            assert_eq!(&site.json(&format!("/api/geojson/{layer}/{key}?as_of=2024-01-15")).await, feature);
            assert_eq!(site.get(&format!("/api/geojson/{layer}/{key}?as_of=1999-01-01")).await.status, 404);
        }
    }
}

#[tokio::test]
async fn what_was_known_earlier_is_less() {
    let site = Site::demo();
    let count = |page: &Value| page["numberMatched"].as_u64().unwrap();
    let now = site.json("/api/geojson/units?as_of=2023-06-15&status=leased,ending").await;
    let then = site.json("/api/geojson/units?as_of=2023-06-15&as_at=2023-05-01&status=leased,ending").await;
    assert_ne!(count(&now), count(&then), "leases were recorded after 2023-05-01");
    let later = site.json("/api/geojson/units?as_of=2023-06-15&as_at=2030-01-01&status=leased,ending").await;
    assert_eq!(now["features"], later["features"]);
}

#[tokio::test]
async fn every_figure_is_the_sum_of_its_list() {
    let site = Site::demo();
    for question in [
        "as_of=2023-12-31",
        "as_of=2024-07-24",
        "as_of=2023-12-31&as_at=2023-06-30",
        "as_of=2024-07-24&region=533102",
    ] {
        let figures = site.json(&format!("/api/figures?{question}")).await;
        for (name, figure) in figures["figures"].as_object().unwrap() {
            let list = site.json(figure["list"].as_str().unwrap()).await;
            assert_eq!(&list["figure"], figure, "{name} {question}");
            let records = list["records"].as_array().unwrap();
            let adds = || records.iter().map(|r| r["adds"].as_f64().unwrap());
            let expected = match name.as_str() {
                "landing_rate" => {
                    let fulfil = records.iter().filter(|r| r["fulfils"] == true).count();
                    (!records.is_empty()).then(|| fulfil as f64 / records.len() as f64)
                }
                "fastest_landing_days" => adds().reduce(f64::min),
                "target_enterprises" => {
                    assert!(records.is_empty());
                    Some(
                        list["counts"].as_array().unwrap().iter().map(|c| c["count"].as_f64().unwrap()).sum(),
                    )
                }
                _ => Some(adds().sum()),
            };
            assert_eq!(figure["value"].as_f64(), expected, "{name} {question}");
        }
    }
}

#[tokio::test]
async fn the_figures_of_the_brief() {
    let site = Site::demo();
    let on = |day: &'static str, window: &'static str| {
        let site = &site;
        async move { site.json(&format!("/api/figures?as_of={day}{window}")).await["figures"].clone() }
    };
    let (start, end) = (on("2022-12-31", "").await, on("2024-07-24", "&window=2023").await);
    assert_eq!(start["textile_enterprises"]["value"], 17);
    assert_eq!(start["idle_floor_area_m2"]["value"], 690_000);
    assert_eq!(end["textile_enterprises"]["value"], 54);
    assert_eq!(end["offered_projects"]["value"], 20);
    assert_eq!(end["flagship_projects"]["value"], 9);
    assert_eq!(end["fastest_landing_days"]["value"], 57);
    assert!(end["target_enterprises"]["value"].as_u64() >= Some(500));
    assert!(end["enterprises_met"]["value"].as_u64() >= Some(100));
    assert!(end["visit_batches"]["value"].as_u64() >= Some(30));
    assert_eq!(format!("{:.4}", end["landing_rate"]["value"].as_f64().unwrap()), "0.8974");
}
