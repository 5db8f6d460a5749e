//! The figures of the contract, each with its rule and with the records it was counted from.

use serde::Serialize;

use crate::atlas::Atlas;
use crate::census::Census;
use crate::entity::{Project, UnitStatus};
use crate::fact::project::{Node, ProjectKind};
use crate::{Area, Day, Key, Lang, RegionCode, Word};

/// The figures, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureName {
    /// Enterprises of the textile chain.
    TextileEnterprises,
    /// Floor space of available units.
    IdleFloorArea,
    /// Floor space of leased units, those ending soon included.
    LeasedFloorArea,
    /// Offered projects.
    OfferedProjects,
    /// Flagship projects.
    FlagshipProjects,
    /// Target enterprises.
    TargetEnterprises,
    /// Landed ÷ signed within a year.
    LandingRate,
    /// Fewest days from signing to production.
    FastestLandingDays,
    /// Batches of visiting investors.
    VisitBatches,
    /// Enterprises and chambers met.
    EnterprisesMet,
    /// Myanmar textile firms invited.
    MyanmarEnterprisesInvited,
}

impl FigureName {
    /// All, in order.
    pub const ALL: [FigureName; 11] = [
        FigureName::TextileEnterprises,
        FigureName::IdleFloorArea,
        FigureName::LeasedFloorArea,
        FigureName::OfferedProjects,
        FigureName::FlagshipProjects,
        FigureName::TargetEnterprises,
        FigureName::LandingRate,
        FigureName::FastestLandingDays,
        FigureName::VisitBatches,
        FigureName::EnterprisesMet,
        FigureName::MyanmarEnterprisesInvited,
    ];

    /// The name in `/api/figures`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            FigureName::TextileEnterprises => "textile_enterprises",
            FigureName::IdleFloorArea => "idle_floor_area_m2",
            FigureName::LeasedFloorArea => "leased_floor_area_m2",
            FigureName::OfferedProjects => "offered_projects",
            FigureName::FlagshipProjects => "flagship_projects",
            FigureName::TargetEnterprises => "target_enterprises",
            FigureName::LandingRate => "landing_rate",
            FigureName::FastestLandingDays => "fastest_landing_days",
            FigureName::VisitBatches => "visit_batches",
            FigureName::EnterprisesMet => "enterprises_met",
            FigureName::MyanmarEnterprisesInvited => "myanmar_enterprises_invited",
        }
    }

    /// The figure of that name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.slug() == slug)
    }

    /// Its label.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            FigureName::TextileEnterprises => Word::FigureTextileEnterprises,
            FigureName::IdleFloorArea => Word::FigureIdleFloorAreaM2,
            FigureName::LeasedFloorArea => Word::FigureLeasedFloorAreaM2,
            FigureName::OfferedProjects => Word::FigureOfferedProjects,
            FigureName::FlagshipProjects => Word::FigureFlagshipProjects,
            FigureName::TargetEnterprises => Word::FigureTargetEnterprises,
            FigureName::LandingRate => Word::FigureLandingRate,
            FigureName::FastestLandingDays => Word::FigureFastestLandingDays,
            FigureName::VisitBatches => Word::FigureVisitBatches,
            FigureName::EnterprisesMet => Word::FigureEnterprisesMet,
            FigureName::MyanmarEnterprisesInvited => Word::FigureMyanmarEnterprisesInvited,
        }
    }

    const fn rule(self) -> Word {
        match self {
            FigureName::TextileEnterprises => Word::RuleTextileEnterprises,
            FigureName::IdleFloorArea => Word::RuleIdleFloorAreaM2,
            FigureName::LeasedFloorArea => Word::RuleLeasedFloorAreaM2,
            FigureName::OfferedProjects => Word::RuleOfferedProjects,
            FigureName::FlagshipProjects => Word::RuleFlagshipProjects,
            FigureName::TargetEnterprises => Word::RuleTargetEnterprises,
            FigureName::LandingRate => Word::RuleLandingRate,
            FigureName::FastestLandingDays => Word::RuleFastestLandingDays,
            FigureName::VisitBatches => Word::RuleVisitBatches,
            FigureName::EnterprisesMet => Word::RuleEnterprisesMet,
            FigureName::MyanmarEnterprisesInvited => Word::RuleMyanmarEnterprisesInvited,
        }
    }

    /// The unit in `/api/figures`.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            FigureName::IdleFloorArea | FigureName::LeasedFloorArea => "m2",
            FigureName::LandingRate => "fraction",
            FigureName::FastestLandingDays => "days",
            _ => "count",
        }
    }
}

/// Where and over which year figures are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The region, with everything in it.
    pub region: RegionCode,
    /// The year of rates, where it is asked for; else [`Scope::year`] chooses.
    pub window: Option<i32>,
}

impl Scope {
    /// A region, with the year of rates left open.
    #[must_use]
    pub const fn of(region: RegionCode) -> Self {
        Self { region, window: None }
    }

    /// The year that rates hold for: the one asked for; else the last year that is complete on the day and
    /// in which a project was signed here; else the day's own.
    #[must_use]
    pub fn year(self, atlas: &Atlas<'_>) -> i32 {
        if let Some(year) = self.window {
            return year;
        }
        let this_year = atlas.day().year();
        let complete = if atlas.day().plus(1).year() > this_year { this_year } else { this_year - 1 };
        let signed = |project: &Project| {
            self.region.contains(project.attributes.region)
                && project
                    .reached
                    .get(&Node::Signed)
                    .is_some_and(|d| d.year() == complete && *d <= atlas.day())
        };
        let any = atlas.world().projects.values().filter_map(|l| l.latest()).any(signed);
        if any { complete } else { this_year }
    }
}

/// The value of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A number of records.
    Count(i64),
    /// Floor space, ㎡.
    Area(Area),
    /// A rate with its parts; none is known without a denominator.
    Rate {
        /// Records that fulfil the rule.
        numerator: i64,
        /// Records it is asked of.
        denominator: i64,
    },
    /// Days; none while no record has both ends.
    Days(Option<i32>),
}

impl Value {
    /// The plain number; none when there is nothing to divide by or no record.
    #[must_use]
    pub fn number(self) -> Option<f64> {
        match self {
            Value::Count(n) => Some(n as f64),
            Value::Area(area) => Some(area.value()),
            Value::Rate { denominator: 0, .. } => None,
            Value::Rate { numerator, denominator } => Some(numerator as f64 / denominator as f64),
            Value::Days(days) => days.map(f64::from),
        }
    }
}

/// A figure on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Which.
    pub name: FigureName,
    /// Its value.
    pub value: Value,
    /// The day it holds for.
    pub as_of: Day,
    /// Where.
    pub region: RegionCode,
    /// The year of a rate.
    pub window: i32,
}

impl Figure {
    /// How it was counted, in words; the reason when there is no value.
    #[must_use]
    pub fn rule(&self, lang: Lang) -> String {
        let year = self.window.to_string();
        let word = match self.value {
            Value::Rate { denominator: 0, .. } => Word::RuleNoDenominator,
            _ => self.name.rule(),
        };
        word.with(lang, &[("year", &year)])
    }
}

/// A record that a figure counts, and what it adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listed {
    /// Kind of record, such as `unit`.
    pub entity: &'static str,
    /// Its key.
    pub key: Key,
    /// What it adds: ㎡, enterprises met, days, or 1.
    pub adds: f64,
    /// For a rate: whether it fulfils the rule.
    pub fulfils: bool,
}

/// All figures of a day.
#[must_use]
pub fn figures(atlas: &Atlas<'_>, census: &Census, scope: Scope) -> Vec<Figure> {
    FigureName::ALL.into_iter().map(|name| figure(atlas, census, scope, name)).collect()
}

/// One figure of a day.
#[must_use]
pub fn figure(atlas: &Atlas<'_>, census: &Census, scope: Scope, name: FigureName) -> Figure {
    let value = value(atlas, census, scope, name);
    Figure { name, value, as_of: atlas.day(), region: scope.region, window: scope.year(atlas) }
}

/// The value of a figure alone.
#[must_use]
pub fn value(atlas: &Atlas<'_>, census: &Census, scope: Scope, name: FigureName) -> Value {
    match name {
        FigureName::TargetEnterprises => Value::Count(census.total(atlas.day(), scope.region).into()),
        FigureName::IdleFloorArea | FigureName::LeasedFloorArea => {
            Value::Area(floor_of(name).map_or(Area::ZERO, |wanted| floor_area(atlas, scope.region, wanted)))
        }
        FigureName::LandingRate => {
            let list = listed(atlas, scope, name);
            let numerator = list.iter().filter(|l| l.fulfils).count() as i64;
            Value::Rate { numerator, denominator: list.len() as i64 }
        }
        FigureName::FastestLandingDays => {
            Value::Days(listed(atlas, scope, name).iter().map(|l| l.adds as i32).min())
        }
        FigureName::EnterprisesMet => {
            Value::Count(listed(atlas, scope, name).iter().map(|l| l.adds as i64).sum())
        }
        _ => Value::Count(listed(atlas, scope, name).len() as i64),
    }
}

/// The records a figure counts. Targets have none to show: they are told as a census.
#[must_use]
pub fn listed(atlas: &Atlas<'_>, scope: Scope, name: FigureName) -> Vec<Listed> {
    let world = atlas.world();
    let day = atlas.day();
    let here = |region: RegionCode| scope.region.contains(region);
    let one = |entity, key| Listed { entity, key, adds: 1.0, fulfils: true };
    let units = |wanted: fn(UnitStatus) -> bool| {
        super::places(world)
            .into_iter()
            .filter(|place| here(place.region))
            .filter_map(|place| {
                let moment = place.ledger.standing(day)?;
                wanted(moment.status)
                    .then(|| Listed { adds: moment.area_m2.value(), ..one("unit", *place.key) })
            })
            .collect()
    };
    let projects = || {
        let on = atlas
            .on(&world.projects)
            .filter_map(|(key, ledger, moment)| Some((key, ledger.seen(day)?, *moment)));
        on.filter(|(_, p, _)| here(p.attributes.region))
    };
    match name {
        FigureName::TextileEnterprises => atlas
            .on(&world.enterprises)
            .filter(|(_, ledger, present)| {
                **present
                    && ledger.latest().is_some_and(|e| {
                        e.attributes.chain.as_str() == "textile" && here(e.attributes.region)
                    })
            })
            .map(|(key, ..)| one("enterprise", key))
            .collect(),
        FigureName::IdleFloorArea | FigureName::LeasedFloorArea => {
            floor_of(name).map_or_else(Vec::new, units)
        }
        FigureName::OfferedProjects => projects()
            .filter(|(_, p, _)| p.attributes.kind == ProjectKind::Offered && p.ended.is_none())
            .map(|(key, ..)| one("project", key))
            .collect(),
        FigureName::FlagshipProjects => {
            projects().filter(|(_, _, m)| m.flagship).map(|(key, ..)| one("project", key)).collect()
        }
        FigureName::LandingRate => {
            let year = scope.year(atlas);
            projects()
                .filter_map(|(key, p, _)| {
                    let within = |node| p.reached.get(&node).is_some_and(|d: &Day| d.year() == year);
                    within(Node::Signed)
                        .then(|| Listed { fulfils: within(Node::Landed), ..one("project", key) })
                })
                .collect()
        }
        FigureName::FastestLandingDays => {
            let mut list: Vec<_> = projects()
                .filter_map(|(key, p, _)| {
                    Some(Listed { adds: f64::from(p.landing_days()?), ..one("project", key) })
                })
                .collect();
            crate::order::sort_by(&mut list, |a, b| a.adds.total_cmp(&b.adds));
            list
        }
        FigureName::VisitBatches => atlas
            .on(&world.visits)
            .filter(|(_, ledger, ())| ledger.latest().is_some_and(|v| here(v.attributes.region)))
            .map(|(key, ..)| one("visit", key))
            .collect(),
        FigureName::EnterprisesMet => atlas
            .on(&world.activities)
            .filter_map(|(key, ledger, ())| {
                let held = &ledger.latest()?.attributes;
                (here(held.region) && held.met > 0)
                    .then(|| Listed { adds: f64::from(held.met), ..one("activity", key) })
            })
            .collect(),
        FigureName::MyanmarEnterprisesInvited => atlas
            .on(&world.invitations)
            .filter(|(_, ledger, ())| {
                ledger.latest().is_some_and(|i| {
                    here(i.attributes.region)
                        && i.attributes.country == "MM"
                        && i.attributes.chain.is_none_or(|c| c.as_str() == "textile")
                })
            })
            .map(|(key, ..)| one("invitation", key))
            .collect(),
        FigureName::TargetEnterprises => Vec::new(),
    }
}

/// The statuses whose floor space a figure adds up; none where it counts something else.
pub(super) fn floor_of(name: FigureName) -> Option<fn(UnitStatus) -> bool> {
    match name {
        FigureName::IdleFloorArea => Some(|status| status == UnitStatus::Available),
        FigureName::LeasedFloorArea => {
            Some(|status| matches!(status, UnitStatus::Leased | UnitStatus::Ending))
        }
        _ => None,
    }
}

fn floor_area(atlas: &Atlas<'_>, region: RegionCode, wanted: fn(UnitStatus) -> bool) -> Area {
    let day = atlas.day();
    let here = super::each_place(atlas.world()).filter(|p| region.contains(p.region));
    here.filter_map(|p| p.ledger.standing(day)).filter(|m| wanted(m.status)).map(|m| m.area_m2).sum()
}
