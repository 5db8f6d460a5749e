//! What the battle chart shows of the demonstration: the chain, what runs short, who is responsible, what stands late.

use std::collections::{BTreeMap, BTreeSet};

use shared::entity::{Project, Rule, Target};
use shared::fact::carrier::{Capacity, Supply};
use shared::fact::outreach::Intent;
use shared::fact::project::{Node, ProjectKind};
use shared::fact::rule::Lateness;
use shared::{Day, Key, RegionCode};

use crate::{WORLD, day};

const HOME: RegionCode = RegionCode::DEHONG;

fn last() -> Day {
    geodata::demo::last_day()
}

/// Firms of a chain that are present in Dehong, by stage.
fn firms(chain: &str, on: Day) -> BTreeMap<Key, u32> {
    let mut firms = BTreeMap::new();
    for (_, ledger, _) in WORLD.atlas(on).on(&WORLD.enterprises).filter(|(_, _, present)| **present) {
        let firm = &ledger.latest().unwrap().attributes;
        if firm.chain.as_str() == chain && HOME.contains(firm.region) {
            *firms.entry(firm.chain_stage.unwrap()).or_default() += 1;
        }
    }
    firms
}

/// Stage by stage: number, firms, firms wanted.
fn chart(chain: &str) -> Vec<(String, u32, u32)> {
    let firms = firms(chain, last());
    let chain = &WORLD.chains[&chain.parse().unwrap()].latest().unwrap().attributes;
    let row = |stage: &shared::fact::registry::ChainStage| {
        (stage.number.clone().unwrap(), firms.get(&stage.key).copied().unwrap_or(0), stage.wanted.unwrap())
    };
    chain.stages.iter().map(row).collect()
}

#[test]
fn the_textile_firms_stand_where_the_picture_shows_them() {
    let rows = chart("textile");
    let numbers: Vec<&str> = rows.iter().map(|(number, ..)| number.as_str()).collect();
    assert_eq!(numbers, ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"]);
    let present: Vec<u32> = rows.iter().map(|(_, present, _)| *present).collect();
    assert_eq!(present, [0, 2, 9, 8, 3, 0, 19, 5, 4, 1, 3, 0]);
    let wanted: Vec<u32> = rows.iter().map(|(.., wanted)| *wanted).collect();
    assert_eq!(wanted, [1, 5, 12, 10, 6, 4, 25, 8, 6, 3, 5, 2]);
}

#[test]
fn the_second_chain_has_a_chart_too() {
    let rows = chart("electronics");
    assert!(rows.iter().any(|(_, present, _)| *present == 0), "something is missing: {rows:?}");
    assert!(rows.iter().any(|(_, present, wanted)| *present > 0 && present * 100 < wanted * 70), "{rows:?}");
    assert!(rows.iter().any(|(_, present, wanted)| present * 100 >= wanted * 70), "{rows:?}");
}

#[test]
fn chains_have_chiefs() {
    for (chain, stages) in [("textile", 7), ("electronics", 5), ("general", 0)] {
        let chain = WORLD.chains[&chain.parse().unwrap()].latest().unwrap();
        assert!(chain.chiefs.contains_key(&None));
        assert_eq!(chain.chiefs.len(), stages + 1);
    }
}

fn targets() -> impl Iterator<Item = (Key, &'static Target)> {
    let all = WORLD.targets.iter().map(|(key, ledger)| (*key, ledger.latest().unwrap()));
    all.filter(|(_, target)| !target.dropped)
}

/// Used, promised to projects and to targets, asked by those that negotiate: wastewater and labour run short.
#[test]
fn some_elements_run_short_and_others_do_not() {
    // Parks with zones report the sum of these.
    let parks = || WORLD.parks.iter().map(|(key, ledger)| (*key, ledger.latest().unwrap()));
    let has_zones = |key: Key| parks().any(|(_, park)| park.attributes.parent == Some(key));
    let zones = parks().filter(|(key, park)| HOME.contains(park.attributes.region) && !has_zones(*key));
    let supplies: Vec<&Supply> = zones.map(|(_, park)| &park.supply).collect();
    let rest = |of: &dyn Fn(&Supply) -> Option<Capacity>, held: f64, asked: f64| -> f64 {
        let free = supplies.iter().filter_map(|s| of(s)).map(|c| c.total - c.used - c.promised).sum::<f64>();
        free - held - asked
    };
    let (mut held, mut asked) = ([0.0; 4], [0.0; 4]);
    for (_, target) in targets().filter(|(_, t)| t.project.is_none()) {
        let (of, needs) = (&target.attributes, &target.attributes.needs);
        let is_asked = of.chain.as_str() == "textile" && target.intent.1 == Intent::Negotiating;
        let each = match target.holds() {
            Some(p) => [p.power_kva.map(f64::from), p.steam_t_h, p.wastewater_t_d, p.workers.map(f64::from)],
            None if is_asked => [
                of.need_power_kva.map(f64::from),
                needs.steam_t_h,
                needs.wastewater_t_d,
                needs.workers.map(f64::from),
            ],
            None => continue,
        };
        let sum = if target.holds().is_some() { &mut held } else { &mut asked };
        sum.iter_mut().zip(each).for_each(|(sum, one)| *sum += one.unwrap_or(0.0));
    }
    let power = rest(&|s| s.power_kva, held[0], asked[0]);
    let steam = rest(&|s| s.steam_t_h, held[1], asked[1]);
    let wastewater = rest(&|s| s.wastewater_t_d, held[2], asked[2]);
    let workers = rest(&|s| s.workers, held[3], asked[3]);
    assert!(power > 10_000.0 && steam > 1.0, "power {power} kVA, steam {steam} t/h are left");
    assert!((-3_000.0..-500.0).contains(&wastewater), "wastewater {wastewater} t/d");
    assert!((-3_000.0..-500.0).contains(&workers), "workers {workers}");
}

/// Who may still come is somebody's duty, with something to do by a day, a day from which and a highest rent.
#[test]
fn who_may_come_is_followed_up() {
    let hoped_for =
        targets().filter(|(_, target)| target.project.is_none() && target.intent.1 >= Intent::Willing);
    let (mut count, mut overdue) = (0, 0);
    for (key, target) in hoped_for {
        let needs = &target.attributes.needs;
        assert!(target.duty.is_some() && target.action.is_some(), "{key}");
        assert!(needs.from.is_some() && needs.rent_max_yuan_m2_month.is_some(), "{key}");
        overdue += usize::from(target.action.unwrap().due < last());
        count += 1;
    }
    assert!(count > 100 && (count / 20..count / 3).contains(&overdue), "{overdue} of {count}");
}

/// Nine promises are held, none of a unit twice; the units are nobody's.
#[test]
fn promises_can_be_kept() {
    let mut units = BTreeSet::new();
    let mut held = 0;
    for (key, target) in targets() {
        let Some(promised) = target.holds() else { continue };
        held += 1;
        for unit in &promised.units {
            assert!(units.insert(*unit), "{unit} is promised twice, at last to {key}");
            let standing = WORLD.units[unit].standing(last()).unwrap().status;
            assert!(!standing.slug().contains("leased"), "{unit} is {}", standing.slug());
        }
    }
    assert_eq!((held, units.len()), (9, 6));
    let all = crate::FACTS.iter().filter(|fact| fact.kind == "target.promised").count();
    assert_eq!(all, 12);
}

fn projects() -> impl Iterator<Item = (Key, &'static Project)> {
    WORLD.projects.iter().map(|(key, ledger)| (*key, ledger.latest().unwrap()))
}

/// Of the signed projects that an office keeps, three stand red and five yellow by the rules of Yinchuan.
#[test]
fn few_stand_late() {
    let mut lights = [0; 3];
    let mut reasons = BTreeSet::new();
    for (key, project) in
        projects().filter(|(_, p)| p.reached.contains_key(&Node::Signed) && p.ended.is_none())
    {
        let late = lateness(project);
        let worst = late.iter().map(|(_, light)| *light).max().unwrap_or(0);
        reasons.extend(late.into_iter().filter(|(_, light)| *light == worst && worst > 0));
        lights[worst] += 1;
        assert!(project.office.is_some() || worst == 0, "{key}");
    }
    assert_eq!(lights, [41, 5, 3]);
    assert_eq!(reasons.len(), 6, "each measure has its red and its yellow: {reasons:?}");
}

/// By what a project is late, and how much: 1 yellow, 2 red.
fn lateness(project: &Project) -> Vec<(Lateness, usize)> {
    let Some(office) = &project.office else { return Vec::new() };
    let on = last();
    let light = |value: f64, yellow: f64, red: f64| usize::from(value >= yellow) + usize::from(value > red);
    let mut late = Vec::new();
    let is_reached = |node| project.reached.contains_key(&node);
    let planned = |node| project.planned.get(&node).copied();
    let (start, end) = (planned(Node::Started), planned(Node::Completed));
    if let (Some(start), Some(end), false) = (start, end, is_reached(Node::InProduction)) {
        let share = 100.0 * f64::from(on.since(start)) / f64::from(end.since(start));
        let done = office.progress.map_or(0.0, |(_, percent)| f64::from(percent));
        late.push((Lateness::Progress, light(share.clamp(0.0, 100.0) - done, 10.0, 30.0)));
    }
    if let (Some(start), false) = (start, is_reached(Node::Started)) {
        let month = |day: Day| (0..).find(|n| day.month_start().plus_months(*n) == on.month_start());
        let months = if start.month_start() > on { 0 } else { month(start).unwrap() + 1 };
        late.push((Lateness::Start, light(f64::from(months), 1.0, 2.0)));
    }
    if let (Some(started), false) = (project.reached.get(&Node::Started), is_reached(Node::Entered)) {
        let months = (0..).take_while(|n| started.plus_months(n + 1) <= on).count();
        late.push((Lateness::Entry, light(months as f64, 1.0, 2.0)));
    }
    late
}

/// Projects that are signed or negotiated have a duty; problems are mostly solved.
#[test]
fn projects_are_kept_by_offices() {
    let kept = |p: &Project| p.office.as_ref().is_some_and(|office| office.duty.unit.is_some());
    let running = projects().filter(|(key, p)| {
        p.attributes.kind == ProjectKind::Signed
            && p.ended.is_none()
            && (key.as_str().starts_with("P-") || key.as_str().starts_with("N-"))
    });
    for (key, project) in running {
        assert!(kept(project), "{key}");
    }
    let count = |kind: &str| crate::FACTS.iter().filter(|fact| fact.kind == kind).count();
    let (raised, solved) = (count("project.problem_raised"), count("project.problem_solved"));
    assert!(raised >= 15 && solved < raised && solved * 3 >= raised * 2, "{solved} of {raised}");
}

#[test]
fn rates_presets_and_boards_are_data() {
    let rule = |key: &str| WORLD.rules[&key.parse().unwrap()].on(day("2023-01-01")).unwrap();
    for rate in ["landing", "performing", "funds", "start", "conversion"] {
        assert!(matches!(rule(rate), Rule::Rate(_)), "{rate}");
    }
    for preset in ["yinchuan-2025", "sanya-2022", "leads"] {
        assert!(matches!(rule(preset), Rule::Preset(_)), "{preset}");
    }
    for board in ["projects", "targets"] {
        assert!(matches!(rule(board), Rule::Board(_)), "{board}");
    }
}
