//! The demonstration facts, made by a deterministic generator so that every figure of the brief comes out of folding.
//!
//! Order of work: zones are laid out, halls raised and divided; the standing of every unit on four days is
//! chosen so that idle and let floor space meet the article; leases, works and renewals fill the time
//! between; projects and enterprises take their places among the leases; offices keep the projects and follow up
//! the targets; everything is entered in a journal and written out in the order in which it was recorded.

pub mod dice;
mod enterprises;
mod even;
mod follow_up;
mod gates;
pub mod halls;
pub mod journal;
mod land;
pub mod layout;
mod leases;
mod ledger;
mod named;
mod names;
mod needs;
mod nodes;
mod offers;
mod office;
mod outreach;
mod parks;
mod people;
mod projects;
mod registry;
mod rules;
mod standing;
mod sums;
mod supply;
mod tales;
mod tasks;
mod tenants;
mod works;
pub mod zones;

use std::collections::BTreeMap;

use shared::envelope::WireEvent;
use shared::{Day, Envelope};

use dice::Dice;
use journal::Journal;
use leases::UnitStory;
use ledger::Ledger;
use names::{Names, ORIGINS, Origin};
use outreach::Courted;
use standing::Course;
use works::HallStory;

const SEED: u64 = 7;
/// Ways of spreading the leases over the days among which the most even is taken.
const DRAWINGS: u64 = 48;

/// The last day of the story: the day the article appeared.
#[must_use]
pub fn last_day() -> Day {
    works::day("2024-07-24")
}

/// The demonstration facts in the order in which they were recorded, without position and version:
/// the log gives those.
#[must_use]
pub fn facts() -> Vec<WireEvent> {
    let zones = halls::build(SEED);
    let works = works::stories(&zones);
    let days = standing::DAYS.map(works::day);
    let courses = standing::courses(SEED, &zones, &works, days);
    let mut stories = (0..DRAWINGS)
        .map(|drawing| draw_leases(drawing, &courses, &works, days))
        .min_by(|a, b| {
            even::roughness(&courses, a, days[0]).total_cmp(&even::roughness(&courses, b, days[0]))
        })
        .expect("there is more than one drawing");

    let mut journal = Journal::default();
    let mut names = Names::default();
    registry::ground(&mut journal);
    registry::chiefs(&mut journal);
    rules::enter(&mut journal);
    parks::enter(&mut journal, &zones);
    gates::enter(&mut journal, SEED);

    let mut land = land::plots(&zones);
    let mut tenancies = tenants::Tenancies::of(SEED, &courses, &mut stories, days[0]);
    let weights: Vec<u32> = ORIGINS.iter().map(|o| o.targets).collect();
    // The first names of Guangdong are kept: one of them is the tenant of the example.
    (0..7).for_each(|_| drop(names.next(guangdong())));
    let mut firms =
        |dice: &mut Dice| names.next(ORIGINS.get(dice.weighted(&weights)).copied().unwrap_or(guangdong()));
    let projects = projects::cast(SEED, &zones, &mut tenancies, &mut land, &mut firms);
    let enterprises = enterprises::settle(&mut journal, SEED, &zones, &mut tenancies, &projects, &mut firms);
    tenancies.keep_only(&enterprises.iter().map(|(key, ..)| *key).collect());
    let negotiations = nodes::negotiations(&mut journal, SEED, &zones, &mut firms);
    let origins: Vec<Origin> = ORIGINS.iter().chain(names::NEAR).copied().collect();
    tenancies.name_the_rest(SEED, &mut names, &origins);

    let open = ledger::open_units(&zones, &works, &courses, &stories);
    let ledger = Ledger { zones: &zones, halls: &works, courses: &courses, stories };
    let written = ledger.write(&mut journal, SEED);
    ledger::mend(&mut journal, &written);
    land::enter(&mut journal, SEED, &zones, &land);
    supply::report(&mut journal, SEED, &zones);
    supply::publish(&mut journal, SEED);
    nodes::write(&mut journal, SEED, &zones, &projects);
    offers::enter(&mut journal, SEED, &zones, &land);

    let signed = projects.iter().filter_map(|p| {
        Some(Courted { firm: p.firm.clone()?, stage: p.stage, project: p.key, signed: Some(p.signed) })
    });
    let courted = signed.chain(negotiations);
    outreach::targets(&mut journal, SEED, &mut names, courted.collect(), &open);
    outreach::visits(&mut journal, SEED);
    outreach::activities(&mut journal, SEED);
    outreach::invitations(&mut journal, SEED);
    outreach::requests(&mut journal, SEED, &enterprises);
    tasks::enter(&mut journal);
    tasks::confirm(&mut journal);
    journal.finish(last_day())
}

/// What happened to every unit, in one of many possible ways.
fn draw_leases(drawing: u64, courses: &[Course], works: &[Vec<HallStory>], days: [Day; 4]) -> Vec<UnitStory> {
    let mut dice = Dice::new(SEED + drawing, "leases");
    let draw = |course: &Course| {
        let (z, h, _) = course.at;
        let hall =
            works.get(z).and_then(|of_zone| of_zone.get(h)).expect("every unit has a hall with a story");
        leases::unit_story(&mut dice, course.holds, days, hall)
    };
    let mut stories: Vec<_> = courses.iter().map(draw).collect();
    ledger::tell_example(courses, &mut stories);
    stories
}

fn guangdong() -> Origin {
    ORIGINS.get(1).copied().expect("the table of origins begins with Zhejiang and Guangdong")
}

/// The facts as an empty log would number them.
#[must_use]
pub fn envelopes(facts: &[WireEvent]) -> Vec<Envelope> {
    let mut versions: BTreeMap<&str, u32> = BTreeMap::new();
    let mut envelopes = Vec::with_capacity(facts.len());
    for (position, event) in (1..).zip(facts) {
        let version = versions.entry(&event.stream).or_default();
        *version += 1;
        let read = event.open().expect("the demonstration makes only facts that can be read");
        envelopes.push(Envelope { position, version: *version, ..read });
    }
    envelopes
}

/// The facts as a file: one JSON object a line.
#[must_use]
pub fn lines(facts: &[WireEvent]) -> String {
    let mut text = String::new();
    for event in facts {
        text += &serde_json::to_string(event).expect("wire events are plain structs");
        text.push('\n');
    }
    text
}
