//! What the parks must supply (要素): what there is, what is used, promised and asked for, and where it falls short.

use std::collections::BTreeMap;

use super::Chart;
use super::rows::{Courted, Prospect, Work, ZoneSpace};
use super::select::{Aspect, Selection};
use crate::fact::carrier::{Capacity, Supply};
use crate::fact::outreach::{Intent, Promised};
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
        office.promised.as_ref().map_or(0.0, |promised| self.of_promise(promised, office.space))
    }

    /// What a promise holds, with its floor space.
    #[must_use]
    pub fn of_promise(self, p: &Promised, space: Area) -> f64 {
        match self {
            Element::Steam => p.steam_t_h.unwrap_or(0.0),
            Element::Dyeing => p.dyeing_t_d.unwrap_or(0.0),
            Element::Wastewater => p.wastewater_t_d.unwrap_or(0.0),
            Element::Water => p.water_t_d.unwrap_or(0.0),
            Element::Power => whole(p.power_kva),
            Element::Workers => whole(p.workers),
            Element::Space => space.value(),
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

/// A target that draws on the elements: most neither hold anything nor ask.
pub(super) fn drawing(prospect: &Prospect) -> Option<&Courted> {
    let office = prospect.office.as_deref()?;
    let asks = prospect.intent == Intent::Negotiating && !prospect.linked;
    (asks || office.promised.is_some()).then_some(office)
}

/// All there is of each element, and what is in use.
type Stock = [(f64, f64); Element::COUNT];

/// What is free of each element before any promise, in a park or in all.
pub(super) fn free(chart: &Chart, park: Option<Key>) -> [f64; Element::COUNT] {
    stock(chart, park).map(|(total, used)| (total - used).max(0.0))
}

/// The stock of a park or of all.
fn stock(chart: &Chart, park: Option<Key>) -> Stock {
    let mut all = Tally::default();
    chart.supplies.iter().filter(|s| chart.lies_in(Some(s.zone), park)).for_each(|s| all.supply(&s.supply));
    chart.spaces.iter().filter(|s| chart.lies_in(Some(s.zone), park)).for_each(|s| all.space(s));
    all.stock()
}

/// Adds up a stock; floor space exactly.
#[derive(Clone, Copy, Default)]
struct Tally {
    sums: Stock,
    space: (Area, Area),
}

impl Tally {
    fn supply(&mut self, supply: &Supply) {
        for (element, (total, used)) in Element::ALL.into_iter().zip(&mut self.sums) {
            if let Some(capacity) = element.capacity(supply) {
                *total += capacity.total;
                *used += capacity.used;
            }
        }
    }

    fn space(&mut self, zone: &ZoneSpace) {
        let (total, used) = &mut self.space;
        *total += zone.built;
        *used += zone.used;
    }

    fn stock(mut self) -> Stock {
        if let Some(space) = self.sums.get_mut(Element::Space as usize) {
            *space = (self.space.0.value(), self.space.1.value());
        }
        self.sums
    }
}

impl Chart {
    /// The elements of the parks that pass, against everything that passes. What is promised is what parks report, or what
    /// the ledger of promises and the projects under way add up to where that is more; once anything but a park is
    /// chosen, only the latter: a report does not say whose promises it counts.
    #[must_use]
    pub fn elements(&self, selection: Selection) -> Vec<ElementView> {
        let stock = stock(self, selection.park);
        let mut reported = [0.0; Element::COUNT];
        let view = |(element, (total, used))| ElementView { element, total, used, promised: 0.0, asked: 0.0 };
        let mut views: Vec<ElementView> = Element::ALL.into_iter().zip(stock).map(view).collect();
        for prospect in self.prospects(selection) {
            let Some(office) = drawing(prospect) else { continue };
            for view in &mut views {
                view.promised += view.element.promised(office);
                view.asked += view.element.asked(prospect, office);
            }
        }
        for work in self.works(selection).filter(|work| work.is_under_way()) {
            for view in &mut views {
                view.promised += view.element.of_work(work);
            }
        }
        if selection.without(Aspect::Park).is_empty() {
            for zone in self.supplies.iter().filter(|zone| self.lies_in(Some(zone.zone), selection.park)) {
                for (sum, element) in reported.iter_mut().zip(Element::ALL) {
                    *sum += element.capacity(&zone.supply).map_or(0.0, |capacity| capacity.promised);
                }
            }
        }
        for (view, reported) in views.iter_mut().zip(reported) {
            view.promised = view.promised.max(reported);
        }
        views.retain(|view| view.total > 0.0);
        views
    }

    /// Parks of the region that promised targets more than is free, whatever the chain of those targets: the worst first,
    /// by how many times over it was promised. Only what was promised counts.
    #[must_use]
    pub fn overpromised(&self) -> Vec<Overpromise> {
        // By whole park: what there is, and what is held.
        let mut parks: BTreeMap<Key, (Tally, [f64; Element::COUNT])> = BTreeMap::new();
        for held in &self.held {
            let Some(park) = self.parks.get(&held.promised.park) else { continue };
            let (_, sums) = parks.entry(*park).or_default();
            for (element, sum) in Element::ALL.into_iter().zip(sums) {
                *sum += element.of_promise(&held.promised, held.space);
            }
        }
        for zone in &self.supplies {
            let park = self.parks.get(&zone.zone).and_then(|park| parks.get_mut(park));
            park.into_iter().for_each(|(tally, _)| tally.supply(&zone.supply));
        }
        for space in &self.spaces {
            let park = self.parks.get(&space.zone).and_then(|park| parks.get_mut(park));
            park.into_iter().for_each(|(tally, _)| tally.space(space));
        }
        let mut over = Vec::new();
        for (park, (tally, sums)) in parks {
            for ((element, (total, used)), promised) in Element::ALL.into_iter().zip(tally.stock()).zip(sums)
            {
                let free = (total - used).max(0.0);
                if promised > free {
                    over.push(Overpromise { park, element, free, promised });
                }
            }
        }
        crate::order::sort_by(&mut over, |a, b| (b.promised * a.free).total_cmp(&(a.promised * b.free)));
        over
    }
}
