//! The pursuit of investors: a chain with its rules, targets, and projects on their way from the first talk to production.

use std::collections::VecDeque;
use std::sync::Arc;

use shared::fact::carrier::{Capacity, ParkFact, Supply};
use shared::fact::outreach::{
    Action, ActionSet, Dropped, FirstTalkRegistered, Intent, IntentObserved, Linked, Promised, TargetFact,
    TargetRegistered,
};
use shared::fact::project::{
    Duty, EndReason, Ended, Funded, Needs, Node, Placed, Planned, Progressed, ProjectFact, ProjectKind,
    ProjectRegistered, Reached, YearPlanned,
};
use shared::fact::registry::{ChainDefined, ChainFact, ChainStage, StageRole};
use shared::fact::rule::{
    Counted, Lateness, LightRule, Measured, PresetDefined, RateDefined, RateWindow, RuleFact,
};
use shared::measure::Wan;
use shared::{Area, Day, Fact, Key, RegionCode, Text};

use super::turns::Lot;
use super::{Made, first_day, last_day};
use crate::demo::dice::Dice;
use crate::demo::halls::key;

/// Stages of the chain, and what enters each.
const STAGES: [(&str, &[&str]); 6] = [
    ("spinning", &[]),
    ("weaving", &["spinning"]),
    ("dyeing", &["weaving"]),
    ("garments", &["dyeing", "trims"]),
    ("trims", &[]),
    ("home_textiles", &["dyeing"]),
];
const HOMES: [u32; 8] = [310_000, 320_500, 330_100, 350_200, 370_200, 440_100, 441_900, 510_100];
/// Nodes of a project, and the days after which each follows the one before.
const NODES: [(Node, (i32, i32)); 10] = [
    (Node::Negotiating, (1, 40)),
    (Node::Signed, (20, 120)),
    (Node::Landed, (5, 60)),
    (Node::Filed, (5, 40)),
    (Node::Started, (5, 90)),
    (Node::Entered, (10, 80)),
    (Node::Completed, (90, 300)),
    (Node::InProduction, (10, 90)),
    (Node::AboveScale, (60, 200)),
    (Node::FullOutput, (60, 200)),
];
const REGION: RegionCode = RegionCode::DEHONG;

/// Facts of the pursuit, in the order of days.
#[derive(Debug)]
pub(super) struct Pursuits(VecDeque<(Day, Made)>);

impl Pursuits {
    /// The pursuit of so many targets and projects among the units of a log; none at all of none.
    pub(super) fn new(targets: usize, projects: usize, lots: &[Lot], parks: &[Key], seed: u64) -> Self {
        let mut log = Telling { told: Vec::new(), dice: Dice::new(seed, "simulate pursuits") };
        if targets + projects > 0 && !lots.is_empty() && !parks.is_empty() {
            log.rules();
            parks.iter().for_each(|park| log.supply(*park));
            (0..projects).for_each(|n| log.project(n, lots, parks));
            (0..targets).for_each(|n| log.target(n, projects, lots, parks));
        }
        // Facts of one day stay in the order in which they were told.
        log.told.sort_by_key(|(on, _)| *on);
        Self(log.told.into())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The next fact, if it happened by a day.
    pub(super) fn next_by(&mut self, day: Day) -> Option<(Made, Day)> {
        self.0.front().filter(|(on, _)| *on <= day)?;
        self.0.pop_front().map(|(on, made)| (made, on))
    }
}

struct Telling {
    told: Vec<(Day, Made)>,
    dice: Dice,
}

impl Telling {
    /// What happens after the last day is not told.
    fn tell(&mut self, on: Day, key: Key, fact: impl Into<Fact>) {
        if on <= last_day() {
            self.told.push((on, Made { key, region: REGION, fact: fact.into() }));
        }
    }

    fn rules(&mut self) {
        let on = first_day();
        let stage = |(name, inputs): (&str, &[&str])| ChainStage {
            key: key(name),
            number: None,
            name: Text::new(name, name),
            role: StageRole::Core,
            wanted: Some(10),
            inputs: inputs.iter().map(|input| key(input)).collect(),
        };
        let stages = STAGES.into_iter().map(stage).collect();
        let chain =
            ChainDefined {
                name: Text::new("纺织服装", "Textiles"), stages, weak_below_percent: Some(50)
            };
        self.tell(on, key("textile"), ChainFact::Defined(Arc::new(chain)));
        let rule = |measure, yellow_from, red_above| LightRule { measure, yellow_from, red_above };
        let schedule = vec![
            rule(Lateness::Progress, 10.0, 30.0),
            rule(Lateness::Start, 1.0, 2.0),
            rule(Lateness::Entry, 1.0, 2.0),
        ];
        for (name, rules) in [
            ("schedule", schedule),
            ("investment", vec![rule(Lateness::Investment, 1.0, 50.0)]),
            ("leads", vec![rule(Lateness::Action, 1.0, 14.0)]),
        ] {
            let preset = PresetDefined { name: Text::new("示例预设", name), rules };
            self.tell(on, key(name), RuleFact::PresetDefined(Arc::new(preset)));
        }
        let counted = |node, measured| Counted { node, measured };
        let signed = counted(Node::Signed, Measured::Projects);
        for (name, numerator, denominator) in [
            ("landing", counted(Node::Landed, Measured::Projects), signed),
            ("start", counted(Node::Started, Measured::Projects), signed),
            ("funds", counted(Node::Signed, Measured::Funded), counted(Node::Signed, Measured::Contracted)),
        ] {
            let rate = RateDefined {
                name: Text::new("示例比率", name),
                numerator,
                denominator,
                window: RateWindow::Cohort,
            };
            self.tell(on, key(name), RuleFact::RateDefined(Arc::new(rate)));
        }
    }

    fn supply(&mut self, park: Key) {
        let mut capacity = |low, high| {
            let total = f64::from(self.dice.between(low, high));
            Some(Capacity { total, used: (total * 0.6).floor(), promised: 0.0 })
        };
        let supply = Supply {
            steam_t_h: capacity(10, 80),
            power_kva: capacity(10_000, 60_000),
            water_t_d: capacity(1_000, 9_000),
            wastewater_t_d: capacity(500, 5_000),
            dyeing_t_d: capacity(100, 2_000),
            workers: capacity(500, 8_000),
            ..Supply::default()
        };
        self.tell(first_day(), park, ParkFact::SupplyReported(supply));
    }

    fn needs(&mut self) -> Needs {
        let dice = &mut self.dice;
        let from = first_day().plus(dice.between(200, 1_000));
        Needs {
            steam_t_h: dice.percent(20).then(|| f64::from(dice.between(1, 20)) / 2.0),
            dyeing_t_d: dice.percent(10).then(|| f64::from(dice.between(10, 200))),
            clear_height_m: dice.percent(40).then(|| f64::from(dice.between(8, 14)) / 2.0),
            floor_load_t_m2: dice.percent(40).then(|| f64::from(dice.between(2, 8)) / 4.0),
            workers: Some(dice.between(20, 400) as u32),
            from: dice.percent(60).then_some(from),
            rent_max_yuan_m2_month: dice.percent(50).then(|| f64::from(dice.between(16, 30)) / 2.0),
            ..Needs::default()
        }
    }

    fn duty(&mut self) -> Arc<Duty> {
        let (person, unit) = (self.dice.between(1, 120), self.dice.between(1, 20));
        let unit = Some(Text::new(format!("示例单位-{unit:02}"), format!("Sample office {unit:02}")));
        Arc::new(Duty { leader: None, unit, person: Some(key(&format!("O-{person:03}"))) })
    }

    fn home(&mut self) -> RegionCode {
        RegionCode::new(*self.dice.pick(&HOMES)).unwrap_or(REGION)
    }

    fn target(&mut self, n: usize, projects: usize, lots: &[Lot], parks: &[Key]) {
        let name = key(&format!("T-{n:05}"));
        let mut on = first_day().plus(self.dice.between(0, 500));
        let registered = TargetRegistered {
            name: Text::new(format!("示例企业-{n:05}"), format!("Sample enterprise {n:05}")),
            region: REGION,
            home: self.home(),
            chain: key("textile"),
            chain_stage: key(self.dice.pick(&STAGES).0),
            staff: None,
            need_area_m2: Some(Area::whole(500 * i64::from(self.dice.between(1, 12)))),
            need_power_kva: Some(40 * self.dice.between(2, 24) as u32),
            needs: self.needs(),
            intent: Intent::None,
        };
        self.tell(on, name, TargetFact::Registered(Arc::new(registered)));
        let duty = self.duty();
        self.tell(on, name, TargetFact::DutyAssigned(duty));
        for intent in [Intent::Watching, Intent::Willing, Intent::Negotiating] {
            on = on.plus(self.dice.between(5, 90));
            if self.dice.percent(30) {
                break;
            }
            self.tell(on, name, TargetFact::IntentObserved(IntentObserved { intent }));
            let due = on.plus(self.dice.between(5, 60));
            self.tell(on, name, TargetFact::ActionSet(ActionSet { action: Action::Visit, due }));
        }
        let on = on.plus(self.dice.between(1, 30));
        match self.dice.below(20) {
            0 => self.tell(on, name, TargetFact::Dropped(Dropped {})),
            1 => {
                let until = on.plus(90);
                let talk = FirstTalkRegistered { by: REGION, until };
                self.tell(on, name, TargetFact::FirstTalkRegistered(talk));
            }
            2 => {
                let held = Promised {
                    park: *self.dice.pick(parks),
                    units: vec![self.dice.pick(lots).key],
                    area_m2: None,
                    power_kva: Some(100),
                    steam_t_h: Some(1.0),
                    water_t_d: None,
                    wastewater_t_d: None,
                    dyeing_t_d: None,
                    workers: None,
                };
                self.tell(on, name, TargetFact::Promised(Arc::new(held)));
            }
            _ if n * 2 < projects => {
                let linked = Linked { project: key(&format!("P-{n:05}")) };
                self.tell(on, name, TargetFact::Linked(linked));
            }
            _ => {}
        }
    }

    fn project(&mut self, n: usize, lots: &[Lot], parks: &[Key]) {
        let name = key(&format!("P-{n:05}"));
        let mut on = first_day().plus(self.dice.between(0, 500));
        let invest = i64::from(self.dice.between(300, 60_000));
        let registered = ProjectRegistered {
            kind: ProjectKind::Signed,
            title: Text::new(format!("示例项目-{n:05}"), format!("Sample project {n:05}")),
            chain: key("textile"),
            chain_stage: Some(key(self.dice.pick(&STAGES).0)),
            investor: None,
            origin: Some(self.home()),
            origin_country: None,
            region: REGION,
            invest_wan: Some(Wan::whole(invest)),
            jobs: Some(self.dice.between(20, 600) as u32),
            need_area_m2: Some(Area::whole(1_000)),
            need_land_mu: None,
            need_power_kva: Some(200),
            needs: self.needs(),
            place: Placed {
                park: Some(*self.dice.pick(parks)),
                units: vec![self.dice.pick(lots).key],
                ..Placed::default()
            },
        };
        self.tell(on, name, ProjectFact::Registered(Arc::new(registered)));
        let duty = self.duty();
        self.tell(on, name, ProjectFact::DutyAssigned(duty));
        for year in [on.year(), on.year() + 1] {
            let plan = YearPlanned { year, wan: Wan::whole(invest / 3) };
            self.tell(on, name, ProjectFact::YearPlanned(plan));
        }
        for (node, (low, high)) in NODES {
            let plan = on.plus((low + high) / 2);
            self.tell(on, name, ProjectFact::Planned(Planned { node, day: plan }));
            on = on.plus(self.dice.between(low, high));
            match self.dice.below(20) {
                0 => {
                    let ended = Ended { reason: EndReason::Elsewhere };
                    return self.tell(on, name, ProjectFact::Ended(ended));
                }
                // A node is skipped.
                1 => continue,
                _ => self.tell(on, name, ProjectFact::Reached(Reached { node })),
            }
            if node >= Node::Landed {
                self.tell(on, name, ProjectFact::Funded(Funded { wan: Wan::whole(invest / 8) }));
            }
            if node >= Node::Started && node < Node::Completed {
                let percent = self.dice.between(1, 90) as u8;
                self.tell(on, name, ProjectFact::Progressed(Progressed { percent }));
            }
        }
    }
}
