//! What waits, for every role at home in two counties, the prefecture and the province: what `may` says, and nothing else.

use axum::http::Method;
use serde_json::{Value, json};
use shared::Audience;
use shared::access::{Action, Role, Who, may};

use crate::api::Site;
use crate::api::accounts::{RUILI, region, send};

/// Puts forward as one official, and passes as the next who may. `waiting` holds what waits, with who put it forward.
pub async fn matrix(site: &Site, (who, at): (Who, usize), cookie: &str, waiting: &mut Vec<(u64, usize)>) {
    let Who::Official { role, .. } = who else { return };
    // A firm of Ruili that everybody would see: whoever may not publish there puts it forward.
    let firm = json!({"command": "register_enterprise", "enterprise": format!("E-M{at}"), "chain": "textile", "region": "533102",
        "name": {"zh": format!("示例企业-公开-{at}"), "en": format!("Sample-Public-{at}")}});
    let answer = send(site, Method::POST, "/api/commands", cookie, &firm).await;
    let [records, publishes] = [Action::Record, Action::Publish]
        .map(|action| may(who, action, Some(region(RUILI)), Audience::Public));
    let status = match (records, publishes) {
        (_, true) => 201,
        (true, false) => 202,
        (false, false) => 403,
    };
    assert_eq!(answer.status, status, "{who:?}");
    if answer.status == 202 {
        waiting.push((answer.json()["proposal"].as_u64().unwrap(), at));
    }
    let listed = send(site, Method::GET, "/api/proposals?state=waiting", cookie, &Value::Null).await;
    if role == Role::Viewer {
        assert_eq!(listed.status, 403, "{who:?}");
    } else {
        let listed = listed.json();
        let seen: Vec<_> = listed["proposals"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["proposal"].as_u64().unwrap())
            .collect();
        let wanted: Vec<_> = waiting
            .iter()
            .rev()
            .filter(|(_, by)| publishes || *by == at)
            .map(|(number, _)| *number)
            .collect();
        assert_eq!(seen, wanted, "{who:?}");
    }
    if let Some((first, _)) = waiting.first() {
        let address = format!("/api/proposals/{first}");
        let own = waiting.iter().any(|(number, by)| number == first && *by == at);
        let answer = send(site, Method::GET, &address, cookie, &Value::Null).await;
        let status = match role {
            Role::Viewer => 403,
            _ if publishes || own => 200,
            _ => 404,
        };
        assert_eq!(answer.status, status, "{who:?}");
        let answer = send(site, Method::POST, &address, cookie, &json!({"publish": true})).await;
        let status = match role {
            Role::Viewer => 403,
            _ if publishes => 200,
            _ if own => 403,
            _ => 404,
        };
        assert_eq!(answer.status, status, "{who:?}: {}", answer.text());
        if answer.status == 200 {
            waiting.remove(0);
        }
    }
    assert_eq!(send(site, Method::GET, "/api/map-review", cookie, &Value::Null).await.status, 200, "{who:?}");
}
