//! Contacts and notes on disk: where they never stand, what of them is left once they are erased, what was tampered with, and
//! other keys.

use std::path::Path;
use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};
use server::log::sqlite::vault::SqliteCabinet;
use server::office::Office;
use server::vault::keys::Keys;
use server::vault::{Cabinet, Vault};
use shared::Key;
use shared::access::Role;

use super::{UNIT, add, id, kind, list, note, said};
use crate::api::accounts::{JSON, RUILI, fits, official, send};
use crate::api::{Answer, Site, TOKEN, VAULT_KEY, request, secrets};
use crate::log::binary::{complaint, investmap};

/// What stands in every text of the test below.
const MARKS: [&str; 4] = ["示例联系人-独角兽", "000-7731-0099", "unicorn@sample.example", "示例备注-独角兽"];

/// Where a mark stands in the files of a folder.
fn standing(folder: &Path, marks: &[&[u8]]) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let Ok(bytes) = std::fs::read(&file) else { continue };
        let holds = |mark: &&&[u8]| bytes.windows(mark.len()).any(|part| part == **mark);
        found.extend(marks.iter().filter(holds).map(|mark| format!("{}: {mark:?}", file.display())));
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_stands_nowhere_else_and_nowhere_once_it_is_erased() {
    let lines = secrets::walk::lines();
    let site = Site::demo();
    let editor = official(&site, "ruili editor", Role::Editor, RUILI).await;
    let admin = official(&site, "dehong admin", Role::Administrator, 533_100).await;
    let [name, phone, email, text] = MARKS;
    let head = site.office.follower.head();
    let person = json!({"stream": UNIT, "audience": 1, "contact": {"name": name, "phone": phone, "email": email, "wechat": phone}});
    let (one, two) =
        (id(&add(&site, &editor, &person).await), id(&add(&site, &editor, &note(UNIT, 2, text)).await));
    // Refused texts are nowhere either.
    let refused = add(&site, &editor, &note(UNIT, 2, &text.repeat(4_000))).await;
    assert!(refused.status == 422 && !refused.text().contains(text), "{}", refused.text());
    assert_eq!(said(&list(&site, &editor, UNIT).await), [name, text]);

    let nowhere = |text: &str, at: &str| {
        let found = MARKS.iter().find(|mark| text.contains(*mark));
        assert_eq!(found, None, "{at}");
    };
    let bearer = format!("Bearer {TOKEN}");
    let guises: [&[(&str, &str)]; 4] =
        [&[], &[("cookie", &editor)], &[("cookie", &admin)], &[("authorization", &bearer)]];
    for address in [
        "/api/log?limit=10000",
        "/api/office/log?limit=10000",
        "/api/audit",
        "/api/audit?format=csv&limit=10000",
        "/api/state",
        "/api/export/chart?chain=textile",
        "/api/geojson/units/RL-01-101",
        "/api/figures",
        "/api/openapi.json",
        "/ground/pinyin.bin",
        "/api/accounts",
        "/api/session",
        "/healthz",
        "/api/vault/reads?stream=unit/RL-01-101",
    ] {
        for guise in guises {
            nowhere(&secrets::walk::told(&site.get_with(address, guise).await), address);
        }
    }
    assert_eq!(site.office.follower.head(), head, "no fact was recorded");
    for done in ["vault_read", "vault_wrote"] {
        let audit = send(&site, Method::GET, &format!("/api/audit?done={done}"), &admin, &Value::Null).await;
        fits(&site, "get", "/api/audit", &audit).await;
        assert!(!audit.json()["entries"].as_array().unwrap().is_empty(), "{done} is noted");
    }
    nowhere(&lines.text(), "the program's own log");

    // In clear nowhere on disk; and of what was sealed nothing is left once it was erased.
    let folder = site.folder.path().to_owned();
    let clear: Vec<&[u8]> = MARKS.iter().map(|mark| mark.as_bytes()).collect();
    assert_eq!(standing(&folder, &clear), [""; 0]);
    assert!(!standing(&folder, &[one.as_bytes()]).is_empty(), "the search for it works");
    let sealed = |id: &str| {
        let kept = SqliteCabinet::open(&folder).unwrap().known(id.parse().unwrap()).unwrap().unwrap();
        match kept.left {
            server::vault::entry::Left::Sealed(sealed) => sealed.bytes,
            server::vault::entry::Left::Erased => Vec::new(),
        }
    };
    let seals = [sealed(&one), sealed(&two)];
    assert_eq!(standing(&folder, &[&seals[0], &seals[1]]).len(), 2);
    for entry in [&one, &two] {
        assert_eq!(
            send(&site, Method::DELETE, &format!("/api/vault/{entry}"), &editor, &Value::Null).await.status,
            204
        );
    }
    assert_eq!(standing(&folder, &[&seals[0][..16], &seals[1][..16]]), [""; 0]);
    assert_eq!(standing(&folder, &clear), [""; 0]);
    let output = verify(&folder, VAULT_KEY);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("vault    0 entries open, 2 are erased") && told.contains("audit "), "{told}");
}

/// `investmap verify` on the data of a server that runs.
fn verify(folder: &Path, key: &str) -> std::process::Output {
    let mut verify = investmap();
    if !key.is_empty() {
        verify.env("INVESTMAP_VAULT_KEY", key);
    }
    verify.arg("verify").arg("--data").arg(folder).output().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_tampered_with_is_not_shown_and_verify_names_it() {
    let site = Site::demo();
    let editor = official(&site, "ruili editor", Role::Editor, RUILI).await;
    let one = id(&add(&site, &editor, &note(UNIT, 1, "示例甲")).await);
    let two = id(&add(&site, &editor, &note(UNIT, 1, "示例乙")).await);
    let three = id(&add(&site, &editor, &note(UNIT, 1, "示例丙")).await);
    // As somebody with the file would do it: one's seal in the place of the other's.
    let cabinet = SqliteCabinet::open(site.folder.path()).unwrap();
    let kept = |id: &str| cabinet.known(id.parse::<Key>().unwrap()).unwrap().unwrap();
    let (mut first, mut second) = (kept(&one), kept(&two));
    std::mem::swap(&mut first.left, &mut second.left);
    for kept in [&first, &second] {
        assert!(cabinet.put(kept, 1, &|_| Ok(())).unwrap());
    }
    let listed = list(&site, &editor, UNIT).await;
    fits(&site, "get", "/api/vault", &listed).await;
    assert_eq!(said(&listed), ["damaged", "damaged", "示例丙"]);
    let folder = site.folder.path();
    let output = verify(folder, VAULT_KEY);
    assert_eq!(output.status.code(), Some(1));
    let (told, line) = (String::from_utf8(output.stdout.clone()).unwrap(), complaint(&output));
    assert!(told.contains(&one) && told.contains(&two) && !told.contains(&three), "{told}");
    assert!(line.contains("2 entries of the vault were changed on disk"), "{line}");
    assert!(!told.contains("示例"), "{told}");
    // Erasing what is spoilt puts the vault in order.
    for entry in [&one, &two] {
        assert_eq!(
            send(&site, Method::DELETE, &format!("/api/vault/{entry}"), &editor, &Value::Null).await.status,
            204
        );
    }
    assert!(verify(folder, VAULT_KEY).status.success());

    // Another key opens nothing; no key says so; what is no key is refused in one line that tells none of it.
    let other = VAULT_KEY.replace('5', "6");
    let output = verify(folder, &other);
    assert_eq!(output.status.code(), Some(1));
    assert!(complaint(&output).contains("need another key"));
    let output = verify(folder, "");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && told.contains("not opened, for no vault key is given"), "{told}");
    let output = verify(folder, &VAULT_KEY[1..]);
    let line = complaint(&output);
    assert!(
        output.status.code() == Some(2) && line.contains("64 hexadecimal digits") && !line.contains("5b5c"),
        "{line}"
    );

    let with_keys = |keys: Keys| {
        let vault = Vault::new(Arc::new(SqliteCabinet::open(folder).unwrap()), keys);
        server::http::router(Office { vault, ..site.office.clone() })
    };
    let ask = async |keys: Keys, method: Method, address: &str, body: &str| {
        use tower::ServiceExt;
        let headers = [JSON, ("cookie", editor.as_str()), ("accept-language", "en")];
        let response = with_keys(keys).oneshot(request(method, address, &headers, body)).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    };
    let address = format!("/api/vault?stream={UNIT}");
    let wrong = ask(Keys::read("test", &other).unwrap(), Method::GET, &address, "").await;
    assert_eq!(said(&wrong), ["erased", "erased", "no_key"]);
    let closed = ask(Keys::default(), Method::GET, &address, "").await;
    fits(&site, "get", "/api/vault", &closed).await;
    assert_eq!(kind(&closed), (403, "vault-closed".into()));
    assert!(closed.json()["detail"].as_str().unwrap().contains("No vault key is configured"));
    let closed = ask(Keys::default(), Method::POST, "/api/vault", &note(UNIT, 1, "x").to_string()).await;
    assert_eq!(kind(&closed), (403, "vault-closed".into()));
    let erased = ask(Keys::default(), Method::DELETE, &format!("/api/vault/{three}"), "").await;
    assert_eq!(erased.status, 204, "erasing needs no key");
    assert_eq!(said(&list(&site, &editor, UNIT).await), ["erased"; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_made_and_changed_from_the_command_line_while_the_server_runs() {
    let site = Site::demo();
    let editor = official(&site, "ruili editor", Role::Editor, RUILI).await;
    add(&site, &editor, &note(UNIT, 1, "示例甲")).await;
    let folder = site.folder.path();
    let new = investmap().args(["vault", "key"]).output().unwrap();
    let new = String::from_utf8(new.stdout).unwrap().trim().to_owned();
    assert!(new.len() == 64 && new.bytes().all(|b| b.is_ascii_hexdigit()), "{new}");
    let rekey = |keys: &str| {
        let mut rekey = investmap();
        rekey
            .env("INVESTMAP_VAULT_KEY", keys)
            .args(["vault", "rekey"])
            .arg("--data")
            .arg(folder)
            .output()
            .unwrap()
    };
    let without_old = rekey(&new);
    assert!(without_old.status.code() == Some(1) && complaint(&without_old).contains("need another key"));
    let done = rekey(&format!("{new} {VAULT_KEY}"));
    let told = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success() && told.contains("1 entries were sealed anew"), "{told}");
    assert_eq!(said(&list(&site, &editor, UNIT).await), ["no_key"], "the server knows the old key only");
    assert!(verify(folder, &new).status.success() && !verify(folder, VAULT_KEY).status.success());
    // From a file that others can read, no key is taken.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let (key, config) = (folder.join("vault.key"), folder.join("config.toml"));
        std::fs::write(&key, &new).unwrap();
        std::fs::write(&config, format!("[vault]\nkey_file = \"{}\"\n", key.display())).unwrap();
        let verify = || {
            investmap().arg("verify").arg("--config").arg(&config).arg("--data").arg(folder).output().unwrap()
        };
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(complaint(&verify()).contains("chmod 600"));
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert!(String::from_utf8(verify().stdout).unwrap().contains("vault    1 entries open"));
    }
}
