//! The battle chart (作战图): where the chain is broken, who could close the gap, which hall can take them, who is on it,
//! and whether it is late.
//!
//! A [`Chart`] is what one day shows of one chain in one region: rows of firms, targets, projects and units, folded once.
//! Every part of the chart is a pure function of these rows and a [`Selection`], so that a click on one part costs no
//! fold, and server, browser, print and spreadsheet tell the same numbers.

pub mod board;
pub mod element;
pub mod fit;
pub mod front;
pub mod funnel;
pub mod graph;
mod landed;
pub mod light;
pub mod rate;
pub mod rows;
pub mod say;
pub mod select;
pub mod stage;
mod turn;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use board::{Group, Grouping, Next, Row};
pub use element::{Element, ElementView, Overpromise};
pub use fit::{Criteria, Criterion, Fit, Miss, Offer, Weight, Wish};
pub use front::{Bucket, Flow};
pub use funnel::{Funnel, Landing, Step};
pub use graph::{Graph, GraphFault};
pub use landed::RegionLanding;
pub use light::{Colour, Light, Why};
pub use rate::Rate;
pub use rows::{Firm, Held, Prospect, Work, ZoneSpace};
pub use select::{Aspect, Selection, persons};
pub use stage::{Gap, GapClass, GapRule, Link, StageView};

use turn::{Days, Folded};

use crate::atlas::Atlas;
use crate::census::Census;
use crate::entity::{Rule, Target};
use crate::fact::outreach::Promised;
use crate::fact::registry::ChainDefined;
use crate::fact::rule::{BoardDefined, Lateness, PresetDefined, RateDefined};
use crate::ledger::Ledger;
use crate::tally::Scope;
use crate::{Day, Key, RegionCode};

/// Which chart is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The chain, such as `textile`.
    pub chain: Key,
    /// The region, with everything in it: province, prefecture, county.
    pub region: RegionCode,
    /// The preset of the traffic light; when absent, or not there on the day, the one that was defined first.
    pub preset: Option<Key>,
}

/// What is known of targets.
#[derive(Clone, Copy, Debug)]
pub enum Known<'a> {
    /// Officials know each.
    Each,
    /// Everyone else knows how many.
    Counted(&'a Census),
}

/// Why there is no chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoChart {
    /// No such chain on that day; those there are.
    UnknownChain {
        /// Chains that were defined.
        known: Vec<Key>,
    },
}

/// The day's rows of one chain in one region.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What was asked for.
    pub asked: Asked,
    /// The day.
    pub day: Day,
    /// The first day of the log: what was there then is told apart from what came since.
    pub base: Day,
    /// The chain.
    pub chain: Arc<ChainDefined>,
    /// Who is in charge, by stage.
    pub chiefs: BTreeMap<Option<Key>, Arc<crate::fact::registry::ChiefNamed>>,
    /// Whether targets are known one by one.
    pub is_official: bool,
    /// Firms present.
    pub firms: Vec<Firm>,
    /// Firms that were present on the first day of the log, whatever became of them.
    pub first_firms: Vec<Firm>,
    /// Targets.
    pub prospects: Vec<Prospect>,
    /// Projects with an investor, by key.
    pub works: Vec<Work>,
    /// Units, and when each is free.
    pub offers: Vec<Offer>,
    /// The park of each zone of the region; a park stands for itself.
    pub parks: BTreeMap<Key, Key>,
    /// What parks of the region or elsewhere hold for targets, of this chain or any other: nobody gets it twice.
    pub held: Vec<Held>,
    /// What each zone can supply.
    pub supplies: Vec<rows::ZoneSupply>,
    /// The halls of each zone.
    pub spaces: Vec<rows::ZoneSpace>,
    /// Enterprises invited from abroad.
    pub invited: Vec<rows::Invited>,
    /// The preset of the light, and its key: the one asked for, if there is one of that name.
    pub preset: Option<(Key, Arc<PresetDefined>)>,
    /// The preset by which actions with targets are judged.
    pub leads: Option<Arc<PresetDefined>>,
    /// The rates there are.
    pub rates: Vec<(Key, Arc<RateDefined>)>,
    /// Every preset there is.
    pub presets: Vec<(Key, Arc<PresetDefined>)>,
    /// Every board there is.
    pub boards: Vec<(Key, Arc<BoardDefined>)>,
    /// The position of the last fact that was folded.
    head: u64,
    /// The year for which the figures of the map tell the landing rate.
    rate_year: i32,
    /// Projects of the region, of every chain.
    landed: Vec<landed::Landed>,
    /// What the rows were folded from.
    records: turn::Records,
}

impl Chart {
    /// Folds the rows of a day.
    ///
    /// # Errors
    /// If the chain is not defined on that day.
    pub fn of(atlas: &Atlas<'_>, known: Known<'_>, asked: Asked) -> Result<Self, NoChart> {
        let mut chart = Self::ruled(atlas, known, asked)?;
        chart.fill(atlas, known);
        Ok(chart)
    }

    /// Goes to another day of the same world, or to another preset: only what happened in between is folded. Where that does
    /// not do, because the world knows more by now or another chain is asked for, everything is.
    ///
    /// # Errors
    /// If the chain is not defined on that day: then the chart stays as it is.
    pub fn turn(&mut self, atlas: &Atlas<'_>, known: Known<'_>, asked: Asked) -> Result<(), NoChart> {
        let mut next = Self::ruled(atlas, known, asked)?;
        let same = |chart: &Self| {
            let Asked { chain, region, preset: _ } = chart.asked;
            (chart.head, chart.base, chart.is_official, chain, region)
        };
        if same(self) == same(&next) && self.chain == next.chain {
            macro_rules! take {
                ($($rows:ident),+) => { $(next.$rows = std::mem::take(&mut self.$rows);)+ };
            }
            take!(firms, first_firms, prospects, held, works, landed, offers, spaces, invited, records);
        }
        next.fill(atlas, known);
        *self = next;
        Ok(())
    }

    /// The chart of a day without its rows.
    fn ruled(atlas: &Atlas<'_>, known: Known<'_>, asked: Asked) -> Result<Self, NoChart> {
        let (world, day) = (atlas.world(), atlas.day());
        let Some(chain) = world.chains.get(&asked.chain).and_then(|ledger| ledger.on(day)) else {
            let known = atlas.on(&world.chains).map(|(key, ..)| key).collect();
            return Err(NoChart::UnknownChain { known });
        };
        let (mut rates, mut presets, mut boards) = (Vec::new(), Vec::new(), Vec::new());
        // By their names; which was defined first, the log knows.
        let mut first: Option<(u64, Key)> = None;
        for (key, ledger, ()) in atlas.on(&world.rules) {
            match ledger.on(day) {
                Some(Rule::Rate(rate)) => rates.push((key, rate)),
                Some(Rule::Preset(preset)) => {
                    let is_of_projects = judges(&preset, |measure| measure != Lateness::Action);
                    if is_of_projects && first.is_none_or(|(id, _)| ledger.id() < id) {
                        first = Some((ledger.id(), key));
                    }
                    presets.push((key, preset));
                }
                Some(Rule::Board(board)) => boards.push((key, board)),
                // Of the offices' own work; the chart is about firms.
                Some(Rule::Deadlines(..) | Rule::Freshness(..)) => {}
                None => {}
            }
        }
        let named = |wanted: Key| presets.iter().find(|(key, _)| *key == wanted).cloned();
        let preset = asked.preset.and_then(named).or_else(|| named(first?.1));
        let leads = presets.iter().find(|(_, preset)| judges(preset, |m| m == Lateness::Action));
        let leads = leads.map(|(_, preset)| Arc::clone(preset));
        let parks = rows::parks(atlas, asked.region);
        Ok(Self {
            asked,
            day,
            base: world.days().map_or(day, |(first, _)| first),
            chain: chain.attributes,
            chiefs: chain.chiefs,
            is_official: matches!(known, Known::Each),
            firms: Vec::new(),
            first_firms: Vec::new(),
            prospects: Vec::new(),
            works: Vec::new(),
            rate_year: Scope::of(asked.region).year(atlas),
            landed: Vec::new(),
            offers: Vec::new(),
            held: Vec::new(),
            supplies: rows::supplies(atlas, &parks),
            spaces: Vec::new(),
            invited: Vec::new(),
            parks,
            preset,
            leads,
            rates,
            presets,
            boards,
            head: world.head(),
            records: turn::Records::default(),
        })
    }

    /// Folds the rows that are not those of the day.
    fn fill(&mut self, atlas: &Atlas<'_>, known: Known<'_>) {
        let (world, day, asked) = (atlas.world(), atlas.day(), self.asked);
        let Self { records, .. } = self;
        let is_new = records.firms.is_empty();
        records.firms.turn(&mut self.firms, &world.enterprises, day, |key, ledger| Folded {
            row: rows::firm(day, asked, key, ledger),
            days: Days::of(ledger, day),
        });
        if is_new {
            let firms = world.enterprises.iter();
            self.first_firms = firms.filter_map(|(key, l)| rows::firm(self.base, asked, *key, l)).collect();
        }
        records.invitations.turn(&mut self.invited, &world.invitations, day, |key, ledger| Folded {
            row: rows::invited(day, asked, key, ledger),
            days: Days::of(ledger, day),
        });
        records.works.turn(&mut self.works, &world.projects, day, |key, ledger| {
            let mut days = Days::of(ledger, day);
            days.cut_by_year(day);
            Folded { row: rows::work(day, asked, key, ledger), days }
        });
        records.landed.turn(&mut self.landed, &world.projects, day, |_, ledger| Folded {
            row: landed::landed(day, asked.region, ledger),
            days: Days::of(ledger, day),
        });
        let chain = &self.chain;
        let moved = records.units.turn(&mut self.offers, &world.units, day, |key, ledger| {
            fit::offer(atlas, asked, chain, key, ledger)
        });
        if moved {
            self.spaces = rows::spaces(&self.offers, chain.stages.len());
        }
        match known {
            Known::Counted(census) => self.prospects = rows::counted(census, asked, day),
            Known::Each => {
                // The space of a promise can be that of units: it follows them.
                let days = |ledger: &Ledger<Target>, promised: Option<&Promised>| match promised {
                    Some(promised) if promised.area_m2.is_none() => Days::only(day),
                    _ => Days::of(ledger, day),
                };
                records.held.turn(&mut self.held, &world.targets, day, |key, ledger| {
                    let row = rows::held(atlas, key, ledger);
                    Folded { days: days(ledger, row.as_ref().map(|held| &*held.promised)), row }
                });
                records.targets.turn(&mut self.prospects, &world.targets, day, |key, ledger| {
                    let row = rows::target(atlas, asked, key, ledger);
                    let promised = row.as_ref().and_then(|row| row.office.as_ref()?.promised.as_deref());
                    Folded { days: days(ledger, promised), row }
                });
            }
        }
        let preset = self.preset.as_ref().map(|(_, preset)| &**preset);
        self.works.iter_mut().for_each(|work| work.judge(day, preset));
        let leads = self.leads.as_deref();
        self.prospects.iter_mut().for_each(|prospect| prospect.judge(day, leads));
    }

    /// A project of the chart.
    #[must_use]
    pub fn work(&self, key: Key) -> Option<&Work> {
        self.works.get(self.place_of(key)?)
    }

    /// Its place among the projects.
    fn place_of(&self, key: Key) -> Option<usize> {
        self.works.binary_search_by(|work| work.key.cmp(&key)).ok()
    }
}

fn judges(preset: &PresetDefined, wanted: impl Fn(Lateness) -> bool) -> bool {
    preset.rules.iter().any(|rule| wanted(rule.measure))
}

#[cfg(test)]
mod tests;
