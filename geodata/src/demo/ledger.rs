//! Enters halls and units and what happened to them: the hall ledger of the demonstration.

use std::sync::Arc;

use shared::fact::carrier::{HallCompleted, HallFact, HallRegistered, HallStarted};
use shared::fact::unit::{
    FireClass, Leased, RentSet, Reserved, UnitChanges, UnitFact, UnitRegistered, UnitSpecs, UnitStanding,
    Vacated,
};
use shared::{Area, Day, Fact, Key, RegionCode, Text};

use super::dice::Dice;
use super::follow_up::OpenUnit;
use super::halls::{Hall, Unit, Zone, key};
use super::journal::{Journal, Line, Note};
use super::leases::UnitStory;
use super::names::region;
use super::standing::{Course, EXAMPLE, EXAMPLE_NEIGHBOUR, Hold, Place};
use super::works::{HallStory, day, working};

/// Everything known about the units before it is written down.
#[derive(Debug)]
pub struct Ledger<'a> {
    /// Zones with halls.
    pub zones: &'a [Zone],
    /// Stories of the halls.
    pub halls: &'a [Vec<HallStory>],
    /// Units, sorted by zone, hall, unit.
    pub courses: &'a [Course],
    /// Their stories.
    pub stories: Vec<UnitStory>,
}

/// Lines that corrections will need.
#[derive(Debug, Default)]
pub struct Written {
    /// Entries of units: zone, hall, unit, line, content, day.
    pub entries: Vec<Entry>,
    /// Rents set: line, day, region, rent.
    pub rents: Vec<(Line, Day, RegionCode, f64)>,
    /// Leases: line, day, region, and whether the day may be moved back a little.
    pub leases: Vec<(Line, Day, RegionCode)>,
}

/// The entry of a unit.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Zone, hall, unit.
    pub at: Place,
    /// Where it stands in the journal.
    pub line: Line,
    /// What was entered.
    pub registered: Arc<UnitRegistered>,
    /// Who owns it.
    pub region: RegionCode,
}

/// Two neighbours of a hall whose areas were entered wrongly: ㎡ too few in the first, too many in the second.
pub const SWAPS: &[(Place, Place, i64)] =
    &[(EXAMPLE, EXAMPLE_NEIGHBOUR, 90), ((1, 0, 6), (1, 0, 7), 120), ((1, 1, 9), (1, 1, 10), -60)];

impl Ledger<'_> {
    fn unit(&self, at: Place) -> Option<(&Zone, &Hall, &Unit, &HallStory)> {
        let (zone, story) = (self.zones.get(at.0)?, self.halls.get(at.0)?.get(at.1)?);
        let hall = zone.halls.get(at.1)?;
        Some((zone, hall, hall.units.get(at.2)?, story))
    }

    /// Writes everything down.
    pub fn write(&self, journal: &mut Journal, seed: u64) -> Written {
        let mut dice = Dice::new(seed, "ledger");
        let mut written = Written::default();
        let mut act = None;
        for (course, story) in self.courses.iter().zip(&self.stories) {
            let Some((zone, hall, unit, building)) = self.unit(course.at) else { continue };
            let owner = region(zone.row.county);
            if course.at.2 == 0 {
                // A hall and its units are entered together: at no moment does one miss the other.
                let note = Note::sample(building.entered, owner).within(journal.act());
                journal.put(
                    &note,
                    hall.key,
                    HallFact::Registered(Arc::new(registered(zone, hall, building))),
                );
                hall_works(journal, hall.key, owner, building);
                act = note.act;
            }
            let note = Note { act, ..Note::sample(building.entered, owner) };
            written.entries.push(enter_unit(journal, &note, course.at, hall, unit, building, story));
            self.follow(journal, &mut dice, &mut written, course, story);
        }
        written
    }

    /// What happened to a unit after its entry, with changes of rent and surveys in between.
    fn follow(
        &self,
        journal: &mut Journal,
        dice: &mut Dice,
        written: &mut Written,
        course: &Course,
        story: &UnitStory,
    ) {
        let Some((zone, _, unit, building)) = self.unit(course.at) else { return };
        let owner = region(zone.row.county);
        let mut facts: Vec<(Day, UnitFact)> = story.facts.clone();
        if course.at == EXAMPLE {
            facts.extend(example());
        } else {
            facts.extend(changes(dice, unit, building));
        }
        facts.sort_by_key(|(on, _)| *on);
        for (on, fact) in facts {
            let late = if course.at == EXAMPLE { 0 } else { lateness(dice) };
            let building_fact = matches!(fact, UnitFact::Started(_) | UnitFact::Completed(_));
            let note = Note::sample(on, owner).late(if building_fact { 0 } else { late });
            let line = match &fact {
                UnitFact::RentSet(f) => {
                    let line = journal.put(&note, unit.key, fact.clone());
                    written.rents.push((line, on, owner, f.rent_yuan_m2_month));
                    line
                }
                _ => journal.put(&note, unit.key, fact.clone()),
            };
            if matches!(fact, UnitFact::Leased(_)) && story.facts.len() == 1 {
                written.leases.push((line, on, owner));
            }
        }
    }
}

/// Days between happening and recording: most soon, some weeks late.
pub fn lateness(dice: &mut Dice) -> i32 {
    match dice.weighted(&[50, 34, 11, 5]) {
        0 => 0,
        1 => dice.between(1, 3),
        2 => dice.between(4, 10),
        _ => dice.between(11, 34),
    }
}

fn registered(zone: &Zone, hall: &Hall, building: &HallStory) -> HallRegistered {
    HallRegistered {
        park: key(zone.row.key),
        number: hall.number.to_string(),
        name: Text::new(format!("{} 号厂房", hall.number), format!("Hall {}", hall.number)),
        footprint: hall.plot.footprint.clone(),
        floors: hall.floors,
        bays: hall.plot.bays,
        storey_m: hall.storey_m,
        area_m2: hall.area(),
        kind: hall.kind,
        structure: hall.structure,
        phase: building.phase,
    }
}

fn hall_works(journal: &mut Journal, hall: Key, owner: RegionCode, building: &HallStory) {
    if let Some(on) = building.started {
        journal.put(&Note::sample(on, owner), hall, HallFact::Started(HallStarted {}));
    }
    if let Some(on) = building.completed {
        journal.put(&Note::sample(on, owner), hall, HallFact::Completed(HallCompleted {}));
    }
}

fn enter_unit(
    journal: &mut Journal,
    note: &Note,
    at: Place,
    hall: &Hall,
    unit: &Unit,
    building: &HallStory,
    story: &UnitStory,
) -> Entry {
    let mut specs = if at == EXAMPLE { example_specs() } else { unit.specs.clone() };
    if matches!(story.opening, UnitStanding::Planned | UnitStanding::Building) {
        specs.available_from = Some(building.expected());
    }
    let wrong = SWAPS
        .iter()
        .find_map(|(less, more, m2)| (*less == at).then_some(-m2).or((*more == at).then_some(*m2)));
    let entered = UnitRegistered {
        hall: hall.key,
        number: unit.number.clone(),
        floor: unit.floor,
        bay_from: unit.bays.0,
        bay_to: unit.bays.1,
        area_m2: Area::whole(unit.area_m2 + wrong.unwrap_or(0)),
        divisible_min_m2: (unit.area_m2 >= 2_000).then(|| Area::whole(unit.area_m2 / 4)),
        specs,
        standing: story.opening.clone(),
    };
    let registered = Arc::new(entered);
    let line = journal.put(note, unit.key, UnitFact::Registered(Arc::clone(&registered)));
    Entry { at, line, registered, region: note.region }
}

/// Rents that rise as space runs short, and what surveys found.
fn changes(dice: &mut Dice, unit: &Unit, building: &HallStory) -> Vec<(Day, UnitFact)> {
    let first = building.entered.plus(12);
    let span = super::last_day().since(first) - 4;
    let mut facts = Vec::new();
    if dice.percent(46) {
        let on = working(first.plus(dice.between(0, span)));
        // From about nine to about eleven yuan over the story.
        let raise = if on > day("2023-06-30") { dice.between(1, 3) } else { dice.between(-2, 2) };
        let old = unit.specs.rent_yuan_m2_month.unwrap_or(10.0);
        let rent = (old + f64::from(raise) / 2.0).clamp(8.0, 14.0);
        if (rent - old).abs() > 0.1 {
            facts.push((on, UnitFact::RentSet(RentSet { rent_yuan_m2_month: rent })));
        }
    }
    if dice.percent(24) {
        let on = working(first.plus(dice.between(0, span)));
        let power = unit.specs.power_max_kva.filter(|_| dice.percent(60));
        let beds = unit.specs.dormitory_beds.filter(|_| power.is_none()).map(|b| b + 20);
        let found = UnitChanges { power_kva: power, dormitory_beds: beds, ..UnitChanges::default() };
        facts.push((on, UnitFact::Surveyed(found.into())));
    }
    facts
}

/// The attributes of JG-02-201 at its entry, as the pictures of the panels show them.
fn example_specs() -> UnitSpecs {
    UnitSpecs {
        storey_m: Some(6.0),
        clear_height_m: Some(5.4),
        floor_load_t_m2: Some(0.75),
        column_grid_m: Some((8.0, 9.0)),
        power_kva: Some(400),
        power_max_kva: Some(630),
        water_t_d: Some(60.0),
        steam_t_h: Some(2.0),
        wastewater_t_d: Some(40.0),
        dyeing_t_d: None,
        fire_class: Some(FireClass::C),
        sprinklers: Some(true),
        goods_lift_t: Some(3.0),
        crane_t: None,
        dock_doors: Some(4),
        dormitory_beds: Some(120),
        rent_yuan_m2_month: Some(12.0),
        fee_yuan_m2_month: Some(1.5),
        deposit_months: Some(3),
        min_lease_months: Some(36),
        rent_free_months: Some(6),
        available_from: None,
        stages: ["garments", "knitting", "footwear"].map(|s| format!("textile/{s}")).to_vec(),
    }
}

/// What happened to JG-02-201 besides its leases: the history that the pictures of the panels show.
fn example() -> Vec<(Day, UnitFact)> {
    let found = UnitChanges { power_kva: Some(630), power_max_kva: Some(800), ..UnitChanges::default() };
    vec![
        (day("2023-01-09"), UnitFact::Surveyed(found.into())),
        (day("2023-03-01"), UnitFact::RentSet(RentSet { rent_yuan_m2_month: 10.0 })),
    ]
}

/// The leases of JG-02-201 as the pictures of the panels show them: ending since 16 February, free since 18 May.
pub fn tell_example(courses: &[Course], stories: &mut [UnitStory]) {
    let told = courses.iter().zip(stories).find(|(c, _)| c.at == EXAMPLE);
    let Some((_, story)) = told else { return };
    story.opening = UnitStanding::Leased { tenant: None, until: day("2023-05-16") };
    let leased =
        Leased { tenant: None, enterprise: None, until: day("2026-09-10"), rent_yuan_m2_month: None };
    story.facts = vec![
        (day("2023-05-18"), UnitFact::Vacated(Vacated {})),
        (day("2023-08-21"), UnitFact::Reserved(Reserved { until: day("2023-09-20") })),
        (day("2023-09-11"), UnitFact::Leased(leased.into())),
    ];
}

/// The units of Dehong that nobody has on the last day, free ones first, then those that are still being built.
pub fn open_units(
    zones: &[Zone],
    halls: &[Vec<HallStory>],
    courses: &[Course],
    stories: &[UnitStory],
) -> Vec<OpenUnit> {
    let mut open = Vec::new();
    for hold in [Hold::Idle, Hold::Unbuilt] {
        for (course, story) in courses.iter().zip(stories) {
            let [.., at_last] = course.holds;
            let (z, h, u) = course.at;
            let Some(zone) = zones.get(z).filter(|_| course.dehong && at_last == hold) else { continue };
            let unit = zone.halls.get(h).and_then(|hall| hall.units.get(u));
            let building = halls.get(z).and_then(|halls| halls.get(h));
            let (Some(unit), Some(building)) = (unit, building) else { continue };
            let since = story.facts.last().map_or(building.entered, |(on, _)| *on);
            let zone = key(zone.row.key);
            open.push(OpenUnit { unit: unit.key, zone, area_m2: unit.area_m2, since });
        }
    }
    open
}

/// Found mistakes: areas of neighbours, a rent, the day of a lease.
pub fn mend(journal: &mut Journal, written: &Written) {
    const FOUND: [&str; 3] = ["2023-04-02", "2023-11-15", "2024-05-22"];
    for ((less, more, m2), found) in SWAPS.iter().zip(FOUND) {
        let act = journal.act();
        for (at, add) in [(less, *m2), (more, -m2)] {
            let Some(entry) = written.entries.iter().find(|e| e.at == *at) else { continue };
            let mut right = UnitRegistered::clone(&entry.registered);
            right.area_m2 += Area::whole(add);
            let note = Note::sample(day(found), entry.region).within(act);
            journal.correct(&note, entry.line, None, Some(UnitFact::Registered(Arc::new(right)).into()));
        }
    }
    for (line, on, owner, rent) in
        written.rents.iter().filter(|(_, on, ..)| *on > day("2023-08-20")).step_by(29).take(2)
    {
        let right: Fact = UnitFact::RentSet(RentSet { rent_yuan_m2_month: (rent - 0.5).max(8.0) }).into();
        journal.correct(&Note::sample(working(on.plus(41)), *owner), *line, None, Some(right));
    }
    // A lease that began two days later than was written; it stays on the same side of every month's end.
    let movable = written.leases.iter().filter(|(_, on, _)| on.plus(2).month_start() == on.month_start());
    for (line, on, owner) in movable.skip(20).step_by(25).take(2) {
        journal.correct(&Note::sample(working(on.plus(44)), *owner), *line, Some(on.plus(2)), None);
    }
}
