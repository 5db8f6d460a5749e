//! Nobody can take the demonstration for fact: invented firms are named as such, invented facts are marked,
//! and of the firms that the article names nothing is told beyond the article and their place.

use shared::fact::Entry;
use shared::fact::project::{Node, ProjectFact};
use shared::{Audience, Fact, Key, Text};

use crate::{ENVELOPES, FACTS, WORLD};

/// Firms and projects that the article names.
const NAMED: [&str; 8] =
    ["永兴旺", "纽维服饰", "兴旺精密制造", "中国蓝田", "浙江新安化工", "粤商", "中昊印染", "好合拉链"];

fn is_named(zh: &str) -> bool {
    NAMED.iter().any(|n| zh.contains(n))
}

/// 示例企业-浙江-014 / Sample-ZJ-014.
fn is_sample(name: &Text) -> bool {
    let zh: Vec<&str> = name.zh.split('-').collect();
    let en: Vec<&str> = name.en.split('-').collect();
    let number =
        |part: Option<&&str>| part.is_some_and(|n| n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit()));
    zh.len() == 3
        && en.len() == 3
        && zh[0] == "示例企业"
        && en[0] == "Sample"
        && number(zh.last())
        && zh.last() == en.last()
}

#[test]
fn firms_are_samples_or_named_by_the_article() {
    let check = |name: &Text| assert!(is_sample(name) || is_named(&name.zh), "{name:?}");
    for e in ENVELOPES.iter() {
        match &e.fact {
            Fact::Enterprise(Entry::Happened(shared::fact::registry::EnterpriseFact::Registered(f))) => {
                check(&f.name)
            }
            Fact::Target(Entry::Happened(shared::fact::outreach::TargetFact::Registered(f))) => {
                assert!(is_sample(&f.name))
            }
            Fact::Project(Entry::Happened(ProjectFact::Registered(f))) => f.investor.iter().for_each(check),
            Fact::Unit(Entry::Happened(shared::fact::unit::UnitFact::Leased(f))) => {
                assert!(is_sample(f.tenant.as_ref().unwrap()))
            }
            Fact::Unit(Entry::Happened(shared::fact::unit::UnitFact::Registered(f))) => {
                if let shared::fact::unit::UnitStanding::Leased { tenant, .. } = &f.standing {
                    assert!(is_sample(tenant.as_ref().unwrap()), "{}", e.key);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn what_does_not_come_from_the_article_is_marked() {
    for e in ENVELOPES.iter() {
        match e.source.as_str() {
            "sample" => {}
            "gb-t-2260" => assert!(matches!(e.fact, Fact::Region(_))),
            // Rules that were published elsewhere; nothing about a firm.
            "yinchuan-2025" | "sanya-2022" | "yunnan-parks-2015" => {
                assert!(matches!(e.fact, Fact::Rule(_)), "{e:?}");
            }
            "article-2024-07-24" => assert!(matches!(e.fact, Fact::Project(_)), "{e:?}"),
            other => panic!("unknown source {other}"),
        }
    }
}

/// Of a named project: that it is, who invests, where it is drawn (sample), which nodes it reached.
#[test]
fn named_firms_get_no_invented_attributes() {
    let mut named = 0;
    for ledger in WORLD.projects.values() {
        let project = ledger.latest().unwrap();
        if !is_named(&project.attributes.title.zh) {
            continue;
        }
        named += 1;
        let a = &project.attributes;
        assert!(
            a.invest_wan.is_none()
                && a.jobs.is_none()
                && a.need_area_m2.is_none()
                && a.need_power_kva.is_none()
                && a.need_land_mu.is_none()
                && a.needs.is_unknown()
        );
        assert!(project.office.is_none(), "no duty, progress, plan or problem is invented of {}", a.title.zh);
        assert!(project.planned.is_empty() && project.arrived.is_empty());
        assert!(
            project.reached.keys().all(|node| {
                [Node::Signed, Node::Landed, Node::Started, Node::InProduction].contains(node)
            })
        );
        assert!(
            project.place.units.is_empty()
                && project.place.parcels.is_empty()
                && project.place.point.is_some()
        );
        assert_eq!(project.funded, shared::measure::Wan::ZERO);
        for record in ledger.records() {
            if let Entry::Happened(ProjectFact::Placed(_)) = &record.entry {
                assert!(record.source.is_sample());
            }
        }
        assert!(
            ledger.is_sample(geodata::demo::last_day()),
            "the interface shows that its place is a sample"
        );
    }
    assert_eq!(named, 8);
}

/// People are numbers, offices say that they are samples.
#[test]
fn nobody_is_named() {
    let check = |leader: Option<Key>, person: Option<Key>, unit: Option<&Text>| {
        assert!(leader.is_none_or(|key| key.as_str().starts_with("LD-")), "{leader:?}");
        assert!(person.is_none_or(|key| key.as_str().starts_with("ST-")), "{person:?}");
        assert!(unit.is_none_or(|unit| unit.zh.contains("示例") && unit.en.contains("sample")), "{unit:?}");
    };
    for project in WORLD.projects.values().filter_map(|l| l.latest()) {
        let Some(office) = &project.office else { continue };
        check(office.duty.leader, office.duty.person, office.duty.unit.as_ref());
    }
    for duty in WORLD.targets.values().filter_map(|l| l.latest()?.duty.as_ref()) {
        check(duty.leader, duty.person, duty.unit.as_ref());
    }
    for task in WORLD.tasks.values().filter_map(|l| l.latest()) {
        check(None, task.attributes.person, Some(&task.attributes.duty));
        check(None, None, Some(&task.attributes.goal));
    }
    for chain in WORLD.chains.values().filter_map(|l| l.latest()) {
        chain.chiefs.values().for_each(|chief| check(Some(chief.chief), None, Some(&chief.office)));
    }
}

#[test]
fn sample_places_say_so() {
    for (key, park) in WORLD.parks.iter().map(|(k, l)| (k, &l.latest().unwrap().attributes)) {
        let ruili = key.as_str().starts_with("ruili");
        assert!(ruili || park.name.zh.contains("示例"), "{key}");
        assert!(park.precision_m.is_some() && park.contact.as_ref().unwrap().zh.contains("示例"), "{key}");
    }
}

/// Targets, requests and projects under negotiation are for officials; what is signed is for everyone.
#[test]
fn negotiations_stay_internal() {
    let mut public = shared::access::PublicWorld::default();
    for e in ENVELOPES.iter() {
        match shared::access::PublicEnvelope::of(e) {
            Some(e) => public.apply(&e),
            None => public.pass_over(e.position),
        }
    }
    let public = public.get();
    assert!(public.targets.is_empty() && public.requests.is_empty() && public.tasks.is_empty());
    assert!(public.projects.keys().all(|k| !k.as_str().starts_with("N-")));
    let signed = |world: &shared::World| {
        world
            .projects
            .values()
            .filter_map(|l| l.latest())
            .filter(|p| p.reached.contains_key(&shared::fact::project::Node::Signed))
            .count()
    };
    assert_eq!(signed(public), signed(&WORLD));
    let negotiating = WORLD.projects.keys().filter(|k| k.as_str().starts_with("N-")).count();
    assert_eq!(negotiating, 46);
    assert!(FACTS.iter().filter(|f| f.audience == Audience::Officials).count() > 1_000);
}
