//! The client's pages and files, and the headers that guard everything.

use super::Site;

#[tokio::test]
async fn every_answer_is_guarded() {
    let site = Site::demo();
    for address in ["/", "/api/figures", "/api/state?as_of=x", "/nowhere", "/healthz", "/assets/nothing.js"] {
        let answer = site.get(address).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("http"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(answer.header("permissions-policy").contains("camera=()"));
        assert!(!answer.header("x-request-id").is_empty());
    }
}

#[tokio::test]
async fn pages_open_the_client_and_assets_stay() {
    let site = Site::demo();
    let pages = [
        "/",
        "/find",
        "/compare",
        "/parks/RL",
        "/units/RL-02-201",
        "/projects/P-1",
        "/chart/textile",
        "/chart/no-such-chain",
        "/desk",
        "/login",
    ];
    let mut index = String::new();
    for page in pages {
        let answer = site.get(page).await;
        assert_eq!(answer.status, 200, "{page}: build the client first: cargo xtask build");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
        index = answer.text();
    }
    let names: Vec<&str> = index.split('"').filter(|part| part.starts_with("/assets/")).collect();
    assert!(names.len() >= 4, "{index}");
    for name in names {
        let plain = site.get(name).await;
        assert_eq!(plain.status, 200, "{name}");
        let hashed = name.rsplit_once('-').is_some_and(|(_, hash)| hash.len() > 16);
        assert_eq!(plain.header("cache-control").contains("immutable"), hashed, "{name}");
        let squeezed = site.get_with(name, &[("accept-encoding", "gzip, br")]).await;
        assert_eq!(squeezed.header("content-encoding"), "br", "{name}");
        assert!(squeezed.body.len() < plain.body.len() || plain.body.len() < 200, "{name}");
        let held = site.get_with(name, &[("if-none-match", plain.header("etag"))]).await;
        assert_eq!(held.status, 304, "{name}");
    }
}

#[tokio::test]
async fn the_name_of_a_request_is_kept_if_it_is_one() {
    let site = Site::demo();
    let given = site.get_with("/healthz", &[("x-request-id", "proxy-0001")]).await;
    assert_eq!(given.header("x-request-id"), "proxy-0001");
    let odd = site.get_with("/healthz", &[("x-request-id", "<b>bold</b> names")]).await;
    assert!(odd.header("x-request-id").starts_with('r'));
}
