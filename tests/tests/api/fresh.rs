//! Copies: who holds the answer is told so, who asks after a new fact gets a new one, and what is final stays for ever.

use serde_json::json;

use super::Site;

/// Answers that carry a tag.
const TAGGED: &[&str] = &[
    "/api/state",
    "/api/state?as_of=2023-06-15",
    "/api/figures",
    "/api/figures?as_at=2023-06-15",
    "/api/figures/textile_enterprises/records",
    "/api/census",
    "/api/log?limit=10000",
    "/api/geojson/units?limit=10",
    "/api/geojson/units/HK-01-101",
    "/api/geojson/parks",
    "/api/openapi.json",
    "/ground/pinyin.bin",
    "/tiles/ground/8/197/110.mvt",
];

#[tokio::test]
async fn who_holds_an_answer_is_told_so() {
    let site = Site::demo();
    for address in TAGGED {
        let first = site.get(address).await;
        assert_eq!(first.status, 200, "{address}: {}", first.text());
        let tag = first.header("etag").to_owned();
        assert!(!tag.is_empty(), "{address}");
        let again = site.get_with(address, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{address}");
        assert_eq!(again.header("etag"), tag, "{address}");
        assert_eq!(again.header("cache-control"), first.header("cache-control"), "{address}");
        let other = site.get_with(address, &[("if-none-match", "\"another\"")]).await;
        assert_eq!(other.status, 200, "{address}");
        assert_eq!(other.body, first.body, "{address}");
    }
}

#[tokio::test]
async fn answers_in_every_coding_say_the_same() {
    let site = Site::demo();
    for address in TAGGED {
        let plain = site.get(address).await;
        assert_eq!(plain.header("content-encoding"), "", "{address}");
        for coding in ["br", "gzip"] {
            let squeezed = site.get_with(address, &[("accept-encoding", coding)]).await;
            assert_eq!(squeezed.header("etag"), plain.header("etag"), "{address}");
            assert!(squeezed.header("vary").contains("accept-encoding"), "{address}");
            if plain.body.len() < 1024 {
                continue;
            }
            assert_eq!(squeezed.header("content-encoding"), coding, "{address}");
            assert!(squeezed.body.len() < plain.body.len(), "{address}");
        }
    }
}

#[tokio::test]
async fn a_new_fact_makes_copies_stale() {
    let site = Site::demo();
    let addresses = ["/api/state", "/api/figures", "/api/geojson/units?limit=10", "/api/log?limit=10000"];
    let mut tags = Vec::new();
    for address in addresses {
        tags.push(site.get(address).await.header("etag").to_owned());
    }
    let full = site.get("/api/log?after=1000&limit=1000").await;
    let rent = json!({"command": "set_rent", "unit": "HK-01-101", "rent_yuan_m2_month": 9.5});
    assert_eq!(site.command(&rent, &[]).await.status, 201);
    for (address, tag) in addresses.iter().zip(&tags) {
        let answer = site.get_with(address, &[("if-none-match", tag)]).await;
        assert_eq!(answer.status, 200, "{address}");
    }
    let page = site.json("/api/geojson/units?limit=10").await;
    assert_eq!(page["features"][0]["properties"]["specs"]["rent_yuan_m2_month"], 9.5);
    let again = site.get("/api/log?after=1000&limit=1000").await;
    assert_eq!(again.body, full.body, "a full page never changes");
}

#[tokio::test]
async fn full_pages_stay_and_the_last_one_does_not() {
    let site = Site::demo();
    let full = site.get("/api/log?after=2000&limit=1000").await;
    assert!(full.header("cache-control").contains("immutable"));
    let last = site.get("/api/log?after=5000&limit=1000").await;
    assert_eq!(last.header("cache-control"), "no-cache");
    let head = site.office.follower.head();
    let just = site.get(&format!("/api/log?after=0&limit={head}")).await;
    assert!(just.header("cache-control").contains("immutable"));
    let beyond = site.get(&format!("/api/log?after=1&limit={head}")).await;
    assert_eq!(beyond.header("cache-control"), "no-cache");
    let nothing = site.json("/api/log?after=4000000000").await;
    assert_eq!(nothing["events"], json!([]));
}

#[tokio::test]
async fn the_language_of_an_answer_is_part_of_it() {
    let site = Site::demo();
    let zh = site.get_with("/api/figures", &[("accept-language", "zh")]).await;
    let en = site.get_with("/api/figures", &[("accept-language", "en")]).await;
    assert_ne!(zh.header("etag"), en.header("etag"));
    assert!(zh.header("vary").contains("accept-language"));
    assert_ne!(zh.json()["figures"]["landing_rate"]["rule"], en.json()["figures"]["landing_rate"]["rule"]);
}
