//! Random streams: facts back-dated at will, corrected, moved, retracted, and arriving in any order.

use proptest::prelude::*;
use proptest::sample::select;
use shared::envelope::Source;
use shared::fact::outreach::RequestKind;
use shared::fact::project::{
    Duty, EndReason, Ended, Flagged, Funded, Needs, Node, Placed, Planned, ProblemRaised, ProblemSolved,
    Progressed, ProjectFact, ProjectKind, ProjectRegistered, Reached, Revived, YearPlanned,
};
use shared::fact::unit::{
    Completed, Leased, Released, Renewed, RentSet, Reserved, Returned, Started, UnitChanges, UnitFact,
    UnitRegistered, UnitSpecs, UnitStanding, Vacated, Withheld, WithheldReason,
};
use shared::fact::upkeep::Confirmed;
use shared::fact::{Correction, Entry, Fact};
use shared::ledger::Record;
use shared::measure::Wan;
use shared::{Area, Audience, Day, Envelope, Key, RegionCode, Stamp, Text};

/// 2023-01-01: few days, so that facts often share one.
pub const FIRST_DAY: i32 = 19_358;
pub const LAST_DAY: i32 = FIRST_DAY + 150;

fn day() -> impl Strategy<Value = Day> {
    // Every third day at most, and often the same ones.
    (0..=50).prop_map(|n| Day::from_number(FIRST_DAY + n * 3))
}

/// The end of a lease or reservation: often so near that time alone changes the status within the window.
fn until() -> impl Strategy<Value = Day> {
    (-20..300).prop_map(|n| Day::from_number(FIRST_DAY + n))
}

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn standing() -> impl Strategy<Value = UnitStanding> {
    prop_oneof![
        Just(UnitStanding::Planned),
        Just(UnitStanding::Building),
        Just(UnitStanding::Available),
        until().prop_map(|until| UnitStanding::Reserved { until }),
        until().prop_map(|until| UnitStanding::Leased { tenant: None, until }),
        Just(UnitStanding::Withheld { reason: WithheldReason::Repair }),
    ]
}

fn registered() -> impl Strategy<Value = UnitFact> {
    (standing(), 1..4i64).prop_map(|(standing, area)| {
        let unit = UnitRegistered {
            hall: key("H-1"),
            number: "101".into(),
            floor: 1,
            bay_from: 0,
            bay_to: 1,
            area_m2: Area::whole(area * 500),
            divisible_min_m2: None,
            specs: UnitSpecs::default(),
            standing,
        };
        UnitFact::Registered(unit.into())
    })
}

pub fn unit_fact() -> impl Strategy<Value = UnitFact> {
    let leased = |until| Leased {
        tenant: Some(Text::new("示例企业", "Sample")),
        enterprise: None,
        until,
        rent_yuan_m2_month: None,
    };
    prop_oneof![
        2 => registered(),
        1 => Just(UnitFact::Started(Started::default())),
        1 => Just(UnitFact::Completed(Completed {})),
        2 => until().prop_map(|until| UnitFact::Reserved(Reserved { until })),
        1 => Just(UnitFact::Released(Released {})),
        4 => until().prop_map(move |until| UnitFact::Leased(leased(until).into())),
        2 => until().prop_map(|until| UnitFact::Renewed(Renewed { until })),
        2 => Just(UnitFact::Vacated(Vacated {})),
        1 => Just(UnitFact::Withheld(Withheld { reason: WithheldReason::Dispute })),
        1 => Just(UnitFact::Returned(Returned {})),
        1 => (1..30).prop_map(|n| UnitFact::RentSet(RentSet { rent_yuan_m2_month: f64::from(n) })),
        1 => Just(UnitFact::Confirmed(Confirmed {})),
        1 => (1..900u32).prop_map(|n| UnitFact::Surveyed(UnitChanges { power_kva: Some(n), ..UnitChanges::default() }.into())),
    ]
}

fn node() -> impl Strategy<Value = Node> {
    select(vec![
        Node::Negotiating,
        Node::Signed,
        Node::Landed,
        Node::Started,
        Node::InProduction,
        Node::FullOutput,
    ])
}

pub fn project_fact() -> impl Strategy<Value = ProjectFact> {
    let registered = select(vec![ProjectKind::Offered, ProjectKind::Signed]).prop_map(|kind| {
        let project = ProjectRegistered {
            kind,
            title: Text::new("示例项目", "Sample project"),
            chain: key("textile"),
            chain_stage: None,
            investor: None,
            origin: None,
            origin_country: None,
            region: RegionCode::DEHONG,
            invest_wan: None,
            jobs: None,
            need_area_m2: None,
            need_land_mu: None,
            need_power_kva: None,
            needs: Needs::default(),
            place: Placed::default(),
        };
        ProjectFact::Registered(project.into())
    });
    prop_oneof![
        2 => registered,
        6 => node().prop_map(|node| ProjectFact::Reached(Reached { node })),
        1 => (node(), day()).prop_map(|(node, day)| ProjectFact::Planned(Planned { node, day })),
        2 => (1..9i64).prop_map(|n| ProjectFact::Funded(Funded { wan: Wan::whole(n * 100) })),
        1 => Just(ProjectFact::Flagged(Flagged {})),
        1 => (1..4).prop_map(|n| ProjectFact::Placed(Placed { park: Some(key(&format!("P-{n}"))), ..Placed::default() })),
        2 => Just(ProjectFact::Ended(Ended { reason: EndReason::Funds })),
        2 => Just(ProjectFact::Revived(Revived {})),
        1 => (1..4).prop_map(|n| {
            ProjectFact::DutyAssigned(Duty { person: Some(key(&format!("ST-0{n}"))), ..Duty::default() }.into())
        }),
        1 => (0..=100u8).prop_map(|percent| ProjectFact::Progressed(Progressed { percent })),
        1 => (1..9i64).prop_map(|n| ProjectFact::YearPlanned(YearPlanned { year: 2023, wan: Wan::whole(n * 500) })),
        1 => day().prop_map(|day| {
            ProjectFact::ProblemRaised(ProblemRaised { kind: RequestKind::Land, due: Some(day) })
        }),
        1 => Just(ProjectFact::ProblemSolved(ProblemSolved { kind: RequestKind::Land })),
    ]
}

/// One entry: mostly something that happened, sometimes a correction of any version, even of one that never comes.
fn entry<F: Clone + std::fmt::Debug>(
    fact: impl Strategy<Value = F> + Clone,
) -> impl Strategy<Value = Entry<F>> {
    let correction =
        (1..10u32, proptest::option::of(day()), proptest::option::of(fact.clone()), any::<bool>());
    prop_oneof![
        3 => fact.prop_map(Entry::Happened),
        2 => correction.prop_map(|(version, occurred_on, fact, retracted)| {
            // One in four corrections takes a fact back; it then says nothing else.
            let retracted = retracted && occurred_on.is_none();
            let fact = if retracted { None } else { fact };
            Entry::Corrected(Box::new(Correction { version, occurred_on, fact, retracted, reason: None }))
        }),
    ]
}

/// The stream in the order of its versions. Some facts share a moment of recording.
fn stream<F: Clone + std::fmt::Debug>(
    fact: impl Strategy<Value = F> + Clone,
) -> impl Strategy<Value = Vec<Record<F>>> {
    let record = (day(), entry(fact), 0..2i64, any::<bool>());
    proptest::collection::vec(record, 1..12).prop_map(|entries| {
        let mut moment = 0;
        let numbered = entries.into_iter().zip(1u32..);
        numbered
            .map(|((occurred_on, entry, later, sample), version)| {
                moment += later;
                Record {
                    position: u64::from(version) * 10,
                    version,
                    occurred_on,
                    recorded_at: Stamp::from_micros(moment),
                    audience: Audience::Public,
                    source: Source::from(if sample { "sample" } else { "ledger" }),
                    entry,
                }
            })
            .collect()
    })
}

pub fn unit_records() -> impl Strategy<Value = Vec<Record<UnitFact>>> {
    stream(unit_fact().boxed())
}

pub fn project_records() -> impl Strategy<Value = Vec<Record<ProjectFact>>> {
    stream(project_fact().boxed())
}

/// Facts of several streams in one log.
pub fn envelopes() -> impl Strategy<Value = Vec<Envelope>> {
    let units = proptest::collection::vec(unit_records(), 1..3);
    let projects = proptest::collection::vec(project_records(), 1..3);
    (units, projects).prop_map(|(units, projects)| {
        let units = units.into_iter().zip(1..).flat_map(|(records, n)| {
            records.into_iter().map(move |r| envelope(&format!("U-{n}"), &r, Fact::Unit(r.entry.clone())))
        });
        let projects = projects.into_iter().zip(1..).flat_map(|(records, n)| {
            records.into_iter().map(move |r| envelope(&format!("P-{n}"), &r, Fact::Project(r.entry.clone())))
        });
        let mut all: Vec<Envelope> = units.chain(projects).collect();
        all.sort_by_key(|e| e.recorded_at);
        all.iter_mut().zip(1..).for_each(|(e, position)| e.position = position);
        all
    })
}

fn envelope<F>(name: &str, record: &Record<F>, fact: Fact) -> Envelope {
    Envelope {
        position: record.position,
        key: key(name),
        version: record.version,
        occurred_on: record.occurred_on,
        recorded_at: record.recorded_at,
        audience: record.audience,
        source: record.source.clone(),
        fact,
    }
}

/// An order of arrival for any number of facts; a few arrive twice.
#[derive(Clone, Debug)]
pub struct Arrival {
    ranks: Vec<u32>,
    again: Vec<usize>,
}

impl Arrival {
    pub fn of<'a, T>(&self, all: &'a [T]) -> Vec<&'a T> {
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|i| self.ranks[i % self.ranks.len()]);
        order.extend(self.again.iter().map(|i| *i % all.len()));
        order.into_iter().map(|i| &all[i]).collect()
    }
}

pub fn arrival() -> impl Strategy<Value = Arrival> {
    let ranks = proptest::collection::vec(any::<u32>(), 64);
    (ranks, proptest::collection::vec(0..64usize, 0..4)).prop_map(|(ranks, again)| Arrival { ranks, again })
}
