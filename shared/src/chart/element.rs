//! What the parks must supply (要素): what there is, what is used, promised and asked for, and where it falls short.

use super::Chart;
use super::rows::{Courted, Prospect, Work};
use super::select::Selection;
use crate::entity::UnitStatus;
use crate::fact::carrier::{Capacity, Supply};
use crate::fact::outreach::Intent;
use crate::fact::project::Node;
use crate::{Area, Key};

/// Something that a firm needs of a park.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// 蒸汽, t/h.
    Steam,
    /// 印染排水指标, t/d.
    Dyeing,
    /// 污水, t/d.
    Wastewater,
    /// 用水, t/d.
    Water,
    /// 电力, kVA.
    Power,
    /// 用工, persons.
    Workers,
    /// 厂房, ㎡.
    Space,
}

/// Unknown needs count as none.
fn whole(number: Option<u32>) -> f64 {
    number.map_or(0.0, f64::from)
}

impl Element {
    /// How many there are.
    pub const COUNT: usize = 7;

    /// All, in the order of the chart.
    pub const ALL: [Element; Element::COUNT] = [
        Element::Steam,
        Element::Dyeing,
        Element::Wastewater,
        Element::Water,
        Element::Power,
        Element::Workers,
        Element::Space,
    ];

    /// The word of files and addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Element::Steam => "steam",
            Element::Dyeing => "dyeing",
            Element::Wastewater => "wastewater",
            Element::Water => "water",
            Element::Power => "power",
            Element::Workers => "workers",
            Element::Space => "space",
        }
    }

    /// Its capacity in a supply report.
    #[must_use]
    pub fn capacity(self, supply: &Supply) -> Option<Capacity> {
        match self {
            Element::Steam => supply.steam_t_h,
            Element::Dyeing => supply.dyeing_t_d,
            Element::Wastewater => supply.wastewater_t_d,
            Element::Water => supply.water_t_d,
            Element::Power => supply.power_kva,
            Element::Workers => supply.workers,
            Element::Space => None,
        }
    }

    /// What is held for a target.
    #[must_use]
    pub fn promised(self, office: &Courted) -> f64 {
        let Some(p) = &office.promised else { return 0.0 };
        match self {
            Element::Steam => p.steam_t_h.unwrap_or(0.0),
            Element::Dyeing => p.dyeing_t_d.unwrap_or(0.0),
            Element::Wastewater => p.wastewater_t_d.unwrap_or(0.0),
            Element::Water => p.water_t_d.unwrap_or(0.0),
            Element::Power => whole(p.power_kva),
            Element::Workers => whole(p.workers),
            Element::Space => p.area_m2.map_or(0.0, Area::value),
        }
    }

    /// What a target that negotiates asks for and nobody has promised yet.
    #[must_use]
    pub fn asked(self, prospect: &Prospect, office: &Courted) -> f64 {
        if prospect.linked || prospect.intent != Intent::Negotiating {
            return 0.0;
        }
        let (a, n) = (&office.attributes, &office.attributes.needs);
        let need = match self {
            Element::Steam => n.steam_t_h.unwrap_or(0.0),
            Element::Dyeing => n.dyeing_t_d.unwrap_or(0.0),
            Element::Wastewater => n.wastewater_t_d.unwrap_or(0.0),
            Element::Water => n.water_t_d.unwrap_or(0.0),
            Element::Power => whole(a.need_power_kva),
            Element::Workers => whole(n.workers),
            Element::Space => a.need_area_m2.map_or(0.0, Area::value),
        };
        (need - self.promised(office)).max(0.0)
    }

    /// What a project needs.
    #[must_use]
    pub fn of_work(self, work: &Work) -> f64 {
        let (a, n) = (&work.attributes, &work.attributes.needs);
        match self {
            Element::Steam => n.steam_t_h.unwrap_or(0.0),
            Element::Dyeing => n.dyeing_t_d.unwrap_or(0.0),
            Element::Wastewater => n.wastewater_t_d.unwrap_or(0.0),
            Element::Water => n.water_t_d.unwrap_or(0.0),
            Element::Power => whole(a.need_power_kva),
            Element::Workers => whole(n.workers.or(a.jobs)),
            // A project that has landed has its space: it is among what is used or reserved.
            Element::Space if work.reached(Node::Landed).is_some() => 0.0,
            Element::Space => a.need_area_m2.map_or(0.0, Area::value),
        }
    }
}

/// An element of the parks that pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ElementView {
    /// Which.
    pub element: Element,
    /// All there is.
    pub total: f64,
    /// In use.
    pub used: f64,
    /// Promised to targets, and needed by projects under way.
    pub promised: f64,
    /// Asked for by targets that negotiate.
    pub asked: f64,
}

impl ElementView {
    /// What is missing (positive) or left (negative).
    #[must_use]
    pub fn short(&self) -> f64 {
        self.used + self.promised + self.asked - self.total
    }
}

/// A park that has promised more than it has free.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overpromise {
    /// The park.
    pub park: Key,
    /// Which element.
    pub element: Element,
    /// Free before any promise.
    pub free: f64,
    /// Promised.
    pub promised: f64,
}

/// What is free of each element before any promise, in a park or in all.
pub(super) fn free(chart: &Chart, park: Option<Key>) -> [f64; Element::COUNT] {
    Element::ALL.map(|element| {
        let (total, used) = stock(chart, element, park);
        (total - used).max(0.0)
    })
}

/// All there is, and what is in use. Space is what is built, whoever has it; withheld space cannot be had.
fn stock(chart: &Chart, element: Element, park: Option<Key>) -> (f64, f64) {
    if element == Element::Space {
        let (mut total, mut used) = (Area::ZERO, Area::ZERO);
        for offer in chart.offers.iter().filter(|offer| chart.lies_in(Some(offer.park), park)) {
            match offer.status {
                UnitStatus::Leased | UnitStatus::Ending | UnitStatus::Reserved => {
                    used += offer.area;
                    total += offer.area;
                }
                UnitStatus::Available => total += offer.area,
                UnitStatus::Construction | UnitStatus::Planned | UnitStatus::Withheld => {}
            }
        }
        return (total.value(), used.value());
    }
    let zones = chart.supplies.iter().filter(|s| chart.lies_in(Some(s.zone), park));
    let capacities = zones.filter_map(|s| element.capacity(&s.supply));
    capacities.fold((0.0, 0.0), |(total, used), c| (total + c.total, used + c.used))
}

impl Chart {
    /// The elements of the parks that pass, against everything that passes.
    #[must_use]
    pub fn elements(&self, selection: Selection) -> Vec<ElementView> {
        let view = |element: Element| {
            let (total, used) = stock(self, element, selection.park);
            let mut view = ElementView { element, total, used, promised: 0.0, asked: 0.0 };
            for prospect in self.prospects(selection) {
                let Some(office) = &prospect.office else { continue };
                view.promised += element.promised(office);
                view.asked += element.asked(prospect, office);
            }
            for work in self.works(selection).filter(|work| work.is_under_way()) {
                view.promised += element.of_work(work);
            }
            view
        };
        Element::ALL.into_iter().map(view).filter(|view| view.total > 0.0).collect()
    }

    /// Parks that promised their targets more than is free, the worst first. Only what was promised counts.
    #[must_use]
    pub fn overpromised(&self) -> Vec<Overpromise> {
        let mut parks: Vec<Key> = self.parks.values().copied().collect();
        parks.dedup();
        crate::order::sort(&mut parks);
        parks.dedup();
        let mut over = Vec::new();
        for park in parks {
            let free = free(self, Some(park));
            for (element, free) in Element::ALL.into_iter().zip(free) {
                let held = self
                    .prospects
                    .iter()
                    .filter_map(|p| p.office.as_ref())
                    .filter(|office| self.lies_in(office.promised.as_ref().map(|p| p.park), Some(park)));
                let promised: f64 = held.map(|office| element.promised(office)).sum();
                if promised > free {
                    over.push(Overpromise { park, element, free, promised });
                }
            }
        }
        over
    }
}
