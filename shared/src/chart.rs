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
pub mod light;
pub mod rate;
pub mod rows;
pub mod select;
pub mod stage;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use board::{Group, Grouping, Next, Row};
pub use element::{Element, ElementView, Overpromise};
pub use fit::{Criteria, Criterion, Fit, Miss, Offer, Weight, Wish};
pub use front::{Bucket, Flow};
pub use funnel::{Funnel, Landing, Step};
pub use graph::{Graph, GraphFault};
pub use light::{Colour, Light, Why};
pub use rate::Rate;
pub use rows::{Firm, Held, Prospect, Work};
pub use select::{Aspect, Selection};
pub use stage::{Gap, GapClass, GapRule, Link, StageView};

use crate::atlas::Atlas;
use crate::census::Census;
use crate::entity::Rule;
use crate::fact::registry::ChainDefined;
use crate::fact::rule::{BoardDefined, Lateness, PresetDefined, RateDefined};
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
    /// Floor space let to firms of each stage.
    pub leased: Vec<rows::Leased>,
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
}

impl Chart {
    /// Folds the rows of a day.
    ///
    /// # Errors
    /// If the chain is not defined on that day.
    pub fn of(atlas: &Atlas<'_>, known: Known<'_>, asked: Asked) -> Result<Self, NoChart> {
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
                None => {}
            }
        }
        let named = |wanted: Key| presets.iter().find(|(key, _)| *key == wanted).cloned();
        let preset = asked.preset.and_then(named).or_else(|| named(first?.1));
        let leads = presets.iter().find(|(_, preset)| judges(preset, |m| m == Lateness::Action));
        let leads = leads.map(|(_, preset)| Arc::clone(preset));
        let parks = rows::parks(atlas, asked.region);
        let offers = fit::offers(atlas, asked.region);
        let mut chart = Self {
            asked,
            day,
            base: world.days().map_or(day, |(first, _)| first),
            chain: chain.attributes,
            chiefs: chain.chiefs,
            is_official: matches!(known, Known::Each),
            firms: rows::firms(atlas, asked),
            prospects: Vec::new(),
            works: Vec::new(),
            held: Vec::new(),
            supplies: rows::supplies(atlas, &parks),
            leased: rows::leased(atlas, asked, &offers),
            offers,
            invited: rows::invited(atlas, asked),
            parks,
            preset,
            leads,
            rates,
            presets,
            boards,
        };
        (chart.prospects, chart.held) = match known {
            Known::Each => rows::each_target(atlas, asked, chart.leads.as_deref()),
            Known::Counted(census) => (rows::counted(census, asked, day), Vec::new()),
        };
        let preset = chart.preset.as_ref().map(|(_, preset)| Arc::clone(preset));
        chart.works = rows::works(atlas, asked, preset.as_deref());
        Ok(chart)
    }

    /// A project of the chart.
    #[must_use]
    pub fn work(&self, key: Key) -> Option<&Work> {
        let at = self.works.binary_search_by(|work| work.key.cmp(&key)).ok()?;
        self.works.get(at)
    }
}

fn judges(preset: &PresetDefined, wanted: impl Fn(Lateness) -> bool) -> bool {
    preset.rules.iter().any(|rule| wanted(rule.measure))
}

#[cfg(test)]
mod tests;
