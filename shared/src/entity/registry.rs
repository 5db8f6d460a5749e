//! Regions, chains, ports and enterprises over time.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::fact::registry::{
    ChainDefined, ChainFact, ChiefNamed, EnterpriseFact, EnterpriseRegistered, PortFact, PortRegistered,
    PortStatus, RegionFact, RegionRegistered,
};
use crate::ledger::Entity;
use crate::{Day, Key};

/// A division of the GB/T 2260 tree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Region {
    /// Code and name.
    pub attributes: RegionRegistered,
}

impl Entity for Region {
    type Fact = RegionFact;
    type Standing = ();

    fn evolve(record: &mut Option<Self>, _on: Day, fact: &RegionFact) {
        let RegionFact::Registered(attributes) = fact;
        *record = Some(Region { attributes: attributes.clone() });
    }

    fn standing(&self, _on: Day) {}
}

/// An industry chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chain {
    /// As last defined.
    pub attributes: Arc<ChainDefined>,
    /// 链长: who is in charge, by stage; under none the chief of the whole chain. Internal.
    pub chiefs: BTreeMap<Option<Key>, Arc<ChiefNamed>>,
}

impl Entity for Chain {
    type Fact = ChainFact;
    type Standing = ();

    fn evolve(record: &mut Option<Self>, _on: Day, fact: &ChainFact) {
        match (record, fact) {
            (Some(chain), ChainFact::Defined(attributes)) => chain.attributes = Arc::clone(attributes),
            (record, ChainFact::Defined(attributes)) => {
                *record = Some(Chain { attributes: Arc::clone(attributes), chiefs: BTreeMap::new() });
            }
            (Some(chain), ChainFact::ChiefNamed(f)) => {
                chain.chiefs.insert(f.stage, Arc::clone(f));
            }
            (None, ChainFact::ChiefNamed(_)) => {}
        }
    }

    fn standing(&self, _on: Day) {}
}

/// A port of entry.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Port {
    /// Attributes.
    pub attributes: Arc<PortRegistered>,
    /// Status as last reported, and the day of the report, or on which it was last confirmed.
    pub status: Option<(Day, PortStatus)>,
}

impl Entity for Port {
    type Fact = PortFact;
    type Standing = Option<PortStatus>;

    fn evolve(record: &mut Option<Self>, on: Day, fact: &PortFact) {
        match (record, fact) {
            (record, PortFact::Registered(attributes)) => {
                *record = Some(Port {
                    attributes: Arc::clone(attributes),
                    status: attributes.status.map(|s| (on, s)),
                });
            }
            (Some(port), PortFact::StatusReported(f)) => port.status = Some((on, f.status)),
            (Some(port), PortFact::Confirmed(_)) => port.status = port.status.map(|(_, status)| (on, status)),
            (None, _) => {}
        }
    }

    fn standing(&self, _on: Day) -> Option<PortStatus> {
        self.status.map(|(_, s)| s)
    }
}

/// An enterprise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Enterprise {
    /// Attributes.
    pub attributes: Arc<EnterpriseRegistered>,
    /// Since when it is here.
    pub since: Day,
    /// Since when it is gone.
    pub left: Option<Day>,
}

impl Entity for Enterprise {
    type Fact = EnterpriseFact;
    /// Whether it is present.
    type Standing = bool;

    fn evolve(record: &mut Option<Self>, on: Day, fact: &EnterpriseFact) {
        match (record, fact) {
            (record, EnterpriseFact::Registered(attributes)) => {
                *record = Some(Enterprise { attributes: Arc::clone(attributes), since: on, left: None })
            }
            (Some(enterprise), EnterpriseFact::Left(_)) => enterprise.left = Some(on),
            (None, _) => {}
        }
    }

    fn standing(&self, _on: Day) -> bool {
        self.left.is_none()
    }
}
