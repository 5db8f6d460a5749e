//! A visitor walks through every address that is described, with no cookie, a forged one and one whose time is over, and
//! listens while internal facts are recorded. The facts here are marked, so that a part of a name is found too.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use server::desk::{NotDone, Order};
use server::sessions::{Limits, Sessions};
use shared::RegionCode;
use shared::access::{Role, Who, is_internal};

use super::{found, secrets};
use crate::api::described::{operations, questions};
use crate::api::{Answer, Site, TOKEN, request};

/// Internal facts about public and about internal records; half of them are said to be public, and are not for all that.
const FACTS: &str = r#"
{"stream":"target/T-HIDE-1","kind":"target.registered","occurred_on":"2024-07-01","source":"x","audience":1,"payload":{"name":{"zh":"机密企业甲","en":"Hidden-firm-1"},"region":"533100","home":"330000","chain":"textile","chain_stage":"garments","intent":"willing"}}
{"stream":"target/T-HIDE-2","kind":"target.registered","occurred_on":"2024-07-01","source":"x","payload":{"name":{"zh":"机密企业乙","en":"Hidden-firm-2"},"region":"533102","home":"330000","chain":"textile","chain_stage":"garments","intent":"negotiating"}}
{"stream":"target/T-HIDE-1","kind":"target.duty_assigned","occurred_on":"2024-07-02","source":"x","audience":1,"payload":{"leader":"LD-HIDE-1","unit":{"zh":"机密单位一","en":"Hidden-unit-1"},"person":"ST-HIDE-1"}}
{"stream":"target/T-HIDE-2","kind":"target.duty_assigned","occurred_on":"2024-07-02","source":"x","payload":{"leader":"LD-HIDE-2","unit":{"zh":"机密单位二","en":"Hidden-unit-2"},"person":"ST-HIDE-2"}}
{"stream":"request/R-HIDE-1","kind":"request.raised","occurred_on":"2024-07-03","source":"x","payload":{"kind":"power_water","region":"533102"}}
{"stream":"request/R-HIDE-1","kind":"request.assigned","occurred_on":"2024-07-04","source":"x","payload":{"office":{"zh":"机密部门","en":"Hidden-office"}}}
{"stream":"task/K-HIDE-1","kind":"task.set","occurred_on":"2024-07-04","source":"x","payload":{"goal":{"zh":"机密目标","en":"Hidden-goal"},"measure":{"zh":"机密措施","en":"Hidden-measure"},"person":"ST-HIDE-5","duty":{"zh":"机密单位五","en":"Hidden-unit-5"},"region":"533102","year":2024,"due":"2024-12-31"}}
{"stream":"task/K-HIDE-1","kind":"task.reported","occurred_on":"2024-07-05","source":"x","payload":{"percent":41}}
{"stream":"target/T-HIDE-1","kind":"target.confirmed","occurred_on":"2024-07-05","source":"x","payload":{}}
{"stream":"project/PROJECT","kind":"project.duty_assigned","occurred_on":"2024-07-05","source":"x","payload":{"leader":"LD-HIDE-3","unit":{"zh":"机密单位三","en":"Hidden-unit-3"},"person":"ST-HIDE-3"}}
{"stream":"project/PROJECT","kind":"project.progressed","occurred_on":"2024-07-06","source":"x","payload":{"percent":37}}
{"stream":"project/PROJECT","kind":"project.problem_raised","occurred_on":"2024-07-07","source":"x","payload":{"kind":"power_water","due":"2024-07-31"}}
{"stream":"project/PROJECT","kind":"project.problem_solved","occurred_on":"2024-07-08","source":"x","audience":1,"payload":{"kind":"power_water"}}
{"stream":"project/P-HIDE-1","kind":"project.registered","occurred_on":"2024-07-08","source":"x","audience":1,"payload":{"kind":"signed","title":{"zh":"机密项目","en":"Hidden-project"},"chain":"textile","investor":{"zh":"机密投资方","en":"Hidden-investor"},"region":"533102"}}
{"stream":"chain/textile","kind":"chain.chief_named","occurred_on":"2024-07-09","source":"x","payload":{"stage":"garments","chief":"ST-HIDE-4","office":{"zh":"机密链长办","en":"Hidden-chief-office"}}}
{"stream":"chain/textile","kind":"chain.chief_named","occurred_on":"2024-07-09","source":"x","audience":1,"payload":{"chief":"LD-HIDE-4","office":{"zh":"机密链办","en":"Hidden-chain-office"}}}
"#;

/// What stands in every name of those facts.
const MARKS: [&str; 3] = ["HIDE", "机密", "Hidden"];

/// Numbers that the visitor has heard somewhere, and asks for.
const ASKED: [&str; 6] = ["T-HIDE-1", "R-HIDE-1", "K-HIDE-1", "P-HIDE-1", "LD-HIDE-3", "ST-HIDE-4"];

/// The facts, those of `PROJECT` about a project that everybody knows.
pub fn facts() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let demo = geodata::demo::envelopes(&geodata::demo::facts());
        let public = demo.iter().filter(|fact| shared::access::is_public(fact));
        let project =
            public.filter(|fact| fact.fact.entity() == "project").map(|fact| fact.key).next().unwrap();
        FACTS.trim_start().replace("PROJECT", project.as_str())
    })
}

/// Kinds of fact that no visitor hears of.
pub fn internal_kinds() -> BTreeSet<String> {
    let facts =
        facts().lines().map(|line| serde_json::from_str::<shared::envelope::WireEvent>(line).unwrap());
    let opened = facts.zip(1..).map(|(mut fact, position)| {
        fact.position = Some(position);
        fact.open().unwrap()
    });
    opened.filter(|fact| is_internal(&fact.fact)).map(|fact| fact.fact.kind().to_owned()).collect()
}

/// Everything that the server writes down, of all tests together.
#[derive(Clone, Default)]
pub(in crate::api) struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    /// All of it so far.
    pub(in crate::api) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub(in crate::api) fn lines() -> &'static Lines {
    static LINES: OnceLock<Lines> = OnceLock::new();
    LINES.get_or_init(|| {
        let lines = Lines::default();
        let writer = lines.clone();
        let tracing =
            tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::TRACE);
        tracing.with_ansi(false).with_writer(move || writer.clone()).init();
        lines
    })
}

/// Says what a visitor learned from an answer to a question, which may itself hold what it asks about.
pub fn learned(secrets: &BTreeSet<String>, question: &str, text: &str) -> Vec<String> {
    let words = found(secrets, text).into_iter().map(str::to_owned);
    let marks = MARKS.into_iter().filter(|mark| text.contains(mark)).map(str::to_owned);
    words.chain(marks).filter(|secret| !question.contains(secret.as_str())).collect()
}

/// Everything that an answer tells; a workbook is unpacked first.
pub(in crate::api) fn told(answer: &Answer) -> String {
    let text = match answer.body.starts_with(b"PK") {
        true => unpacked(&answer.body),
        false => answer.text(),
    };
    format!("{:?}\n{text}", answer.headers)
}

/// The names and texts of all parts of a workbook; what stands between tags as a text of its own.
fn unpacked(book: &[u8]) -> String {
    let mut book = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut all = String::new();
    for at in 0..book.len() {
        let mut part = book.by_index(at).unwrap();
        all.push_str(part.name());
        all.push('\n');
        part.read_to_string(&mut all).unwrap();
    }
    all
}

pub fn all_secrets(site: &Site) -> BTreeSet<String> {
    let stored = site.office.log.read(0, usize::MAX >> 1).unwrap();
    let facts: Vec<_> = stored.into_iter().map(|stored| stored.event.open().unwrap()).collect();
    secrets(&facts)
}

/// An editor puts forward what everybody is to see one day, and does not yet.
async fn put_forward(site: &Site) {
    let text = json!({"command": "register_enterprise", "enterprise": "E-HIDE-7", "chain": "textile", "region": "533102",
        "name": {"zh": "机密待审企业", "en": "Hidden-waiting-firm"}});
    let who = Who::Official { role: Role::Editor, region: RegionCode::new(533_102).unwrap() };
    let order = Order {
        command_id: "walk-7".into(),
        text: text.to_string(),
        actor: "u-HIDE-7".into(),
        who,
        seen: None,
    };
    let waits = site.office.desk.carry_out(order).await;
    assert!(matches!(waits, Err(NotDone::Waits(proposal)) if proposal.number == 1));
}

/// A body that is asked of what takes one.
fn bodies(path: &str) -> Vec<String> {
    match path {
        "/api/session" => vec![json!({"token": "a wrong token of at least 32 characters"}).to_string()],
        "/api/proposals/{id}" => {
            vec![json!({"publish": true}).to_string(), json!({"withdraw": true}).to_string()]
        }
        _ => ["T-HIDE-1", "T-HIDE-2"]
            .map(|key| json!({"command": "drop_target", "target": key}).to_string())
            .into(),
    }
}

/// A request of the walk.
struct Step {
    method: Method,
    address: String,
    body: String,
    /// Whether it is put in every guise; the others take turns.
    in_every: bool,
}

/// Every request that the description knows, and the same about internal records by their very names.
fn walk(description: &Value) -> Vec<Step> {
    let mut all = Vec::new();
    for operation in operations(description) {
        let mut addresses = questions(&operation);
        for key in ASKED {
            let named = addresses[0].rsplit_once('/').map(|(start, _)| format!("{start}/{key}"));
            addresses.extend(named);
            let joint = if addresses[0].contains('?') { '&' } else { '?' };
            addresses.push(format!("{}{joint}after={key}", addresses[0]));
        }
        let methods = match operation.method {
            Method::GET => vec![Method::GET, Method::HEAD, Method::OPTIONS],
            other => vec![other],
        };
        for (n, address) in addresses.iter().enumerate() {
            let in_every = n == 0 || address.starts_with("/api/office/");
            for method in &methods {
                let bodies = if method.is_safe() { vec![String::new()] } else { bodies(&operation.path) };
                let step = |body| Step { method: method.clone(), address: address.clone(), body, in_every };
                all.extend(bodies.into_iter().map(step));
            }
        }
    }
    all
}

#[tokio::test]
async fn a_visitor_walks_everywhere_and_learns_nothing() {
    let lines = lines();
    // Sessions here are over as soon as they begin.
    let over = Limits { life: Duration::ZERO, ..Limits::default() };
    let site = Site::told(facts(), Sessions::within(over));
    let (secrets, description) = (all_secrets(&site), site.json("/api/openapi.json").await);
    put_forward(&site).await;
    for mark in
        ["LD-HIDE-1", "ST-HIDE-3", "ST-HIDE-4", "机密单位二", "Hidden-chief-office", "P-HIDE-1", "机密投资方"]
    {
        assert!(secrets.contains(mark), "{mark} is looked for");
    }
    let kinds = internal_kinds();
    assert!(kinds.len() > 6, "{kinds:?}");
    let expired = site.log_in().await;
    let forged = format!("__Host-investmap={}", "a".repeat(64));
    let guises: [&[(&str, &str)]; 4] = [
        &[],
        &[("cookie", &forged)],
        &[("cookie", &expired)],
        &[("authorization", "Bearer a wrong token of at least 32 characters")],
    ];
    let mut walked = 0;
    for Step { method, address, body, in_every } in walk(&description) {
        if address.starts_with("/api/stream") && method == Method::GET && !address.contains("after=T") {
            // An open stream does not end; it is listened to below.
            if !address.contains('?') || address.ends_with("4711") {
                continue;
            }
        }
        let turn = if in_every { &guises[..] } else { &guises[walked % 4..][..1] };
        for guise in turn {
            let mut headers = guise.to_vec();
            headers.extend([
                ("content-type", "application/json"),
                ("accept-language", ["en", "zh"][walked % 2]),
            ]);
            let answer = site.ask(request(method.clone(), &address, &headers, &body)).await;
            let text = told(&answer);
            let question = format!("{address} {body}");
            assert_eq!(learned(&secrets, &question, &text), [""; 0], "{method} {address} {guise:?}");
            if ["/api/office/log", "/api/office/stream", "/api/proposals", "/api/map-review"]
                .iter()
                .any(|path| address.starts_with(path))
            {
                let refused = [401, 405].contains(&answer.status.as_u16());
                assert!(refused, "{method} {address} {guise:?}: {}", answer.status);
            }
            if address != "/api/openapi.json" {
                let kind =
                    kinds.iter().find(|kind| text.contains(kind.as_str()) && !question.contains(*kind));
                assert_eq!(kind, None, "{method} {address}");
            }
            walked += 1;
        }
    }
    assert!(walked > 700, "only {walked} steps");
    let written = lines.text();
    assert!(written.contains("a wrong operator token"), "the log is listened to");
    // At its most talkative the log repeats the address that was asked for, and that tells its reader nothing new.
    let marked =
        secrets.iter().map(String::as_str).filter(|secret| MARKS.iter().any(|mark| secret.contains(mark)));
    let looked_for = marked.filter(|secret| !ASKED.contains(secret));
    for secret in looked_for.chain([TOKEN, expired.split_once('=').unwrap().1]) {
        let line = written.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} in the log");
    }
}

#[tokio::test]
async fn an_official_sees_what_is_looked_for() {
    let site = Site::told(facts(), Sessions::default());
    let (secrets, cookie) = (all_secrets(&site), site.log_in().await);
    let log = site.get_with("/api/office/log?limit=10000", &[("cookie", &cookie)]).await.text();
    let marked = secrets.iter().filter(|secret| MARKS.iter().any(|mark| secret.contains(mark)));
    let missed: Vec<_> = marked.filter(|secret| !log.contains(secret.as_str())).collect();
    assert!(missed.is_empty(), "the log does not hold {missed:?}");
    assert!(found(&secrets, &log).len() > 1_000, "and the search for them works");
    for kind in internal_kinds() {
        assert!(log.contains(&kind), "{kind}");
    }
    let address = "/api/export/chart?chain=textile&lang=zh";
    let book = told(&site.get_with(address, &[("cookie", &cookie)]).await);
    assert!(book.contains("机密企业乙") && book.contains("ST-HIDE-2"), "a workbook is looked into");
    assert!(found(&secrets, &book).len() > 100, "{}", found(&secrets, &book).len());
}

#[tokio::test]
async fn a_visitor_listens_and_learns_only_that_something_was_recorded() {
    let site = Site::told(facts(), Sessions::default());
    let secrets = all_secrets(&site);
    let head = site.office.follower.head();
    let project = facts().split("project/").nth(1).unwrap().split('"').next().unwrap();
    let duty = json!({"leader": "LD-HIDE-9", "unit": {"zh": "机密单位九", "en": "Hidden-unit-9"}, "person": "ST-HIDE-9"});
    let with = |mut command: Value| {
        command.as_object_mut().unwrap().extend(duty.as_object().unwrap().clone());
        command
    };
    let commands = [
        json!({"command": "register_target", "target": "T-HIDE-9", "name": {"zh": "机密企业九", "en": "Hidden-firm-9"},
            "region": "533100", "home": "330000", "chain": "textile", "chain_stage": "garments", "intent": "watching"}),
        with(json!({"command": "assign_target", "target": "T-HIDE-9"})),
        with(json!({"command": "assign_project", "project": project})),
        json!({"command": "set_task", "task": "K-HIDE-9", "goal": {"zh": "机密目标九", "en": "Hidden-goal-9"}, "region": "533102",
            "measure": {"zh": "机密措施", "en": "Hidden"}, "duty": {"zh": "机密单位九", "en": "Hidden-unit-9"}, "year": 2024, "due": "2024-12-31"}),
        json!({"command": "confirm", "streams": ["target/T-HIDE-9"]}),
        json!({"command": "name_chief", "chain": "textile", "chief": "ST-HIDE-8", "office": {"zh": "机密办", "en": "Hidden-8"}}),
    ];
    for command in &commands {
        let answer = site.command(command, &[]).await;
        assert_eq!(answer.status, 201, "{command}: {}", answer.text());
    }
    let forged = format!("__Host-investmap={}", "b".repeat(64));
    let address = format!("/api/stream?after={head}");
    let cookies = [("cookie", forged.as_str())];
    let listening = site.get_with(&address, &cookies);
    let ending = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        site.office.stop.cancel();
    };
    let (answer, ()) = tokio::join!(listening, ending);
    let text = told(&answer);
    assert_eq!(text.matches("\"events\":[]").count(), commands.len(), "{text}");
    assert_eq!(learned(&secrets, "", &text), [""; 0]);
    assert!(internal_kinds().iter().all(|kind| !text.contains(kind.as_str())), "{text}");
}
