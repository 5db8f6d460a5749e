//! The desk: commands decided against all facts, recorded once, and shown as soon as they are answered.

use std::sync::Arc;

use server::clock::Clock;
use server::desk::{Desk, NotDone, NotSettled, Order, Verdict, What};
use server::follower::{self, Follower};
use server::log::sqlite::proposals::SqliteProposals;
use server::log::{FactLines, Log, LogError};
use server::proposals::{New, Proposal, Proposals, Review, Settled, State, Wanted};
use shared::RegionCode;
use shared::access::{Role, Who};
use shared::review::Passing;
use tokio_util::sync::CancellationToken;

use super::{demo_lines, open};

struct Office {
    desk: Arc<Desk>,
    follower: Arc<Follower>,
    log: Arc<dyn Log>,
    unit: String,
    stop: CancellationToken,
    _folder: tempfile::TempDir,
}

/// A desk before the demonstration's log, and a unit of it.
fn office() -> Office {
    let folder = tempfile::tempdir().unwrap();
    let proposals = Arc::new(SqliteProposals::open(folder.path()).unwrap());
    office_with(folder, proposals)
}

fn office_with(folder: tempfile::TempDir, proposals: Arc<dyn Proposals>) -> Office {
    let log: Arc<dyn Log> = Arc::new(open(folder.path()));
    log.import(Box::new(FactLines::new(std::io::Cursor::new(demo_lines())))).unwrap();
    let follower = Arc::new(Follower::start(&*log, None, Clock::LastFact).unwrap());
    let review = Review { passing: Passing::Entries, proposals };
    let desk = Desk::new(Arc::clone(&log), Arc::clone(&follower), review);
    let stop = CancellationToken::new();
    tokio::spawn(follower::follow(
        Arc::clone(&follower),
        Arc::clone(&log),
        folder.path().into(),
        stop.clone(),
    ));
    let unit = follower.full().world().units.keys().next().unwrap().to_string();
    Office { desk, follower, log, unit, stop, _folder: folder }
}

fn rent(office: &Office, id: &str, yuan: f64, seen: Option<u64>) -> Order {
    let text = format!(r#"{{"command":"set_rent","unit":"{}","rent_yuan_m2_month":{yuan}}}"#, office.unit);
    Order { command_id: id.into(), text, actor: "operator".into(), who: Who::Operator, seen }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_shown_when_it_is_answered_and_carried_out_once() {
    let office = office();
    let mut live = office.follower.public_ring().after(office.follower.head());
    let first = office.desk.carry_out(rent(&office, "c-1", 12.5, None)).await.unwrap();
    assert_eq!(office.follower.head(), first.position);
    assert_eq!((first.events.len(), first.again), (1, false));
    let frame = live.next().await;
    assert_eq!((frame.position, frame.after), (first.position, first.position - 1));
    assert!(String::from_utf8(frame.bytes.to_vec()).unwrap().contains("unit.rent_set"));

    let second = office.desk.carry_out(rent(&office, "c-1", 12.5, None)).await.unwrap();
    assert_eq!((second.position, second.again), (first.position, true));
    let other = office.desk.carry_out(rent(&office, "c-1", 13.0, None)).await;
    assert!(matches!(other, Err(NotDone::Reused(id)) if id == "c-1"));
    assert_eq!(office.log.head().unwrap().position, first.position);
    office.stop.cancel();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looked_before_others_wrote_is_told_what_was_missed() {
    let office = office();
    let looked = office.follower.head();
    let other = office.desk.carry_out(rent(&office, "c-1", 12.5, Some(looked))).await.unwrap();
    let late = office.desk.carry_out(rent(&office, "c-2", 13.5, Some(looked))).await;
    let Err(NotDone::Conflict(conflicts)) = late else { panic!("{late:?}") };
    assert_eq!(conflicts[0].expected.stream, format!("unit/{}", office.unit));
    let missed: Vec<u64> = conflicts[0].missed.iter().map(server::log::Stored::position).collect();
    assert_eq!(missed, [other.position]);
    // Whoever does not say what he has seen decides against the newest.
    office.desk.carry_out(rent(&office, "c-2", 13.5, None)).await.unwrap();
    office.stop.cancel();
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_on_one_record_all_succeed() {
    let office = office();
    let before = office.follower.head();
    let mut asked = tokio::task::JoinSet::new();
    for n in 0..16_u32 {
        let (desk, order) =
            (Arc::clone(&office.desk), rent(&office, &format!("c-{n}"), 10.0 + f64::from(n), None));
        asked.spawn(async move { desk.carry_out(order).await });
    }
    let mut positions: Vec<u64> =
        asked.join_all().await.into_iter().map(|done| done.unwrap().position).collect();
    positions.sort_unstable();
    assert_eq!(positions, (before + 1..=before + 16).collect::<Vec<_>>());
    office.stop.cancel();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused_and_not_recorded() {
    let office = office();
    let before = office.log.head().unwrap();
    let asked = [
        r#"{"command":"dance"}"#,
        "no json",
        r#"{"command":"set_rent","unit":"NO-SUCH-UNIT","rent_yuan_m2_month":9}"#,
    ];
    for (n, text) in asked.into_iter().enumerate() {
        let order = Order {
            command_id: format!("c-{n}"),
            text: text.into(),
            actor: "operator".into(),
            who: Who::Operator,
            seen: None,
        };
        let refused = office.desk.carry_out(order).await;
        assert!(matches!(refused, Err(NotDone::Refused(_))), "{text}: {refused:?}");
    }
    assert_eq!(office.log.head().unwrap(), before);
    office.stop.cancel();
}

/// A rule that looks at more records than the command changes: versions of streams alone would let both through.
#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_cannot_take_the_same_place() {
    let office = office();
    let hall = {
        let park = office
            .follower
            .full()
            .world()
            .halls
            .values()
            .next()
            .unwrap()
            .latest()
            .unwrap()
            .attributes
            .clone();
        let mut hall = serde_json::to_value(&*park).unwrap();
        hall["command"] = "register_hall".into();
        hall["hall"] = "TURN-01".into();
        hall["phase"] = "complete".into();
        hall
    };
    let order = |id: &str, text: String| Order {
        command_id: id.into(),
        text,
        actor: "operator".into(),
        who: Who::Operator,
        seen: None,
    };
    office.desk.carry_out(order("hall", hall.to_string())).await.unwrap();
    let mut asked = tokio::task::JoinSet::new();
    for n in 0..8 {
        let unit = serde_json::json!({
            "command": "register_unit", "unit": format!("TURN-01-{n}"), "hall": "TURN-01", "number": format!("{n}"), "floor": 1,
            "bay_from": 0, "bay_to": 1, "area_m2": 10, "standing": {"is": "available"},
        });
        let (desk, order) = (Arc::clone(&office.desk), order(&format!("unit-{n}"), unit.to_string()));
        asked.spawn(async move { desk.carry_out(order).await });
    }
    let answers = asked.join_all().await;
    assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");
    assert!(
        answers
            .iter()
            .all(|a| matches!(a, Ok(_) | Err(NotDone::Refused(shared::Refusal::PlaceTaken { .. })))),
        "{answers:?}"
    );
    office.stop.cancel();
}

/// Proposals of a machine whose power fails just before it is written down what became of them.
struct Forgetful(SqliteProposals);

impl Proposals for Forgetful {
    fn put(&self, new: New) -> Result<Proposal, LogError> {
        self.0.put(new)
    }

    fn of_command(&self, command_id: &str) -> Result<Option<Proposal>, LogError> {
        self.0.of_command(command_id)
    }

    fn known(&self, number: u64) -> Result<Option<Proposal>, LogError> {
        self.0.known(number)
    }

    fn list(&self, wanted: &Wanted, limit: usize) -> Result<Vec<Proposal>, LogError> {
        self.0.list(wanted, limit)
    }

    fn settle(&self, _: u64, _: &Settled) -> Result<bool, LogError> {
        Err(LogError::Full)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_published_before_the_power_failed_is_published_once() {
    let folder = tempfile::tempdir().unwrap();
    let proposals = Arc::new(Forgetful(SqliteProposals::open(folder.path()).unwrap()));
    let office = office_with(folder, proposals);
    let region = RegionCode::DEHONG;
    let editor = Who::Official { role: Role::Editor, region };
    let text = r#"{"command":"register_enterprise","enterprise":"E-P1","name":{"zh":"一","en":"One"},"chain":"textile","region":"533102"}"#;
    let order = || Order {
        command_id: "p-1".into(),
        text: text.into(),
        actor: "u-1".into(),
        who: editor,
        seen: None,
    };
    let Err(NotDone::Waits(proposal)) = office.desk.carry_out(order()).await else {
        panic!("it does not wait")
    };
    let verdict = |what| Verdict {
        number: proposal.number,
        what,
        by: "u-2".into(),
        who: Who::Official { role: Role::Reviewer, region },
        reason: None,
    };
    let publish = What::Publish { seen: None };
    let (_, first) = office.desk.decide_proposal(verdict(publish)).await.unwrap();
    let first = first.unwrap();
    assert!(!first.again);
    // The store still says that it waits; the log knows better.
    let looked = office.desk.look(editor, "u-1", proposal.number).unwrap();
    assert_eq!((looked.proposal.state(), looked.facts.len()), (State::Waiting, 1));
    let (told, second) = office.desk.decide_proposal(verdict(publish)).await.unwrap();
    let second = second.unwrap();
    assert_eq!((second.position, second.again, told.state()), (first.position, true, State::Published));
    let returned = office.desk.decide_proposal(verdict(What::Return)).await;
    assert!(matches!(returned, Err(NotSettled::Already(_))), "{returned:?}");
    assert!(office.desk.carry_out(order()).await.unwrap().again);
    assert_eq!(office.follower.head(), first.position);
    office.stop.cancel();
}
