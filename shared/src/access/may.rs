//! Who may do what. One pure function decides; the server enforces it on every path, the browser only hides what would be
//! refused.
//!
//! Offices stand at the levels of the tree province → prefecture → county; each sees and keeps its own region and everything
//! below, and nothing of its neighbours. What belongs to no region (chains, rules, the regions themselves) every official
//! sees and only administrators change.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::json::{self, FromJson, Json, Misfit};
use crate::{Audience, RegionCode};

/// What an official is trusted with. Each may do what those before may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 查看: sees what officials see.
    Viewer,
    /// 录入: records facts, and sees what only the owning office sees.
    Editor,
    /// 审核: passes what is to become public.
    Reviewer,
    /// 管理: keeps accounts, chains and rules, and reads the audit.
    Administrator,
}

impl Role {
    /// All of them, in order.
    pub const ALL: [Role; 4] = [Role::Viewer, Role::Editor, Role::Reviewer, Role::Administrator];

    /// Its name on the wire and on the command line.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Editor => "editor",
            Role::Reviewer => "reviewer",
            Role::Administrator => "administrator",
        }
    }
}

/// Why a text is not a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a role is viewer, editor, reviewer or administrator")]
pub struct NotARole;

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, NotARole> {
        Self::ALL.into_iter().find(|role| role.slug() == text).ok_or(NotARole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromJson for Role {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        json::parsed(json, "a role such as \"editor\"")
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anyone.
    Visitor,
    /// An official with an account.
    Official {
        /// What they are trusted with.
        role: Role,
        /// Where: a region with everything in it.
        region: RegionCode,
    },
    /// Automation that holds the operator token: everything.
    Operator,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// To see a fact.
    See,
    /// To record a fact.
    Record,
    /// To pass a fact to the public.
    Publish,
    /// To keep accounts of officials.
    KeepAccounts,
    /// To read who did what.
    ReadAudit,
}

impl Action {
    /// All of them.
    pub const ALL: [Action; 5] =
        [Action::See, Action::Record, Action::Publish, Action::KeepAccounts, Action::ReadAudit];
}

impl Who {
    /// Whether there is anything that they may record.
    #[must_use]
    pub fn records(self) -> bool {
        match self {
            Who::Visitor => false,
            Who::Official { region, .. } => may(self, Action::Record, Some(region), Audience::Public),
            Who::Operator => true,
        }
    }
}

/// Whether somebody may do that with what belongs to a region (none: to no region) and is for an audience to see.
#[must_use]
pub fn may(who: Who, action: Action, region: Option<RegionCode>, audience: Audience) -> bool {
    let (role, home) = match who {
        Who::Operator => return true,
        Who::Visitor => return action == Action::See && audience == Audience::Public,
        Who::Official { role, region } => (role, region),
    };
    let is_own = region.is_some_and(|region| home.contains(region));
    match action {
        Action::See => match audience {
            Audience::Public => true,
            Audience::Officials => is_own || region.is_none(),
            Audience::OwningOffice => is_own && role >= Role::Editor,
        },
        Action::Record => {
            role >= if region.is_some() { Role::Editor } else { Role::Administrator }
                && (is_own || region.is_none())
        }
        // What belongs to no region only administrators change at all, and nobody else could pass it.
        Action::Publish if region.is_none() => role == Role::Administrator,
        Action::Publish => is_own && role >= Role::Reviewer,
        Action::KeepAccounts | Action::ReadAudit => is_own && role == Role::Administrator,
    }
}

/// Whose a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A region's.
    Region(RegionCode),
    /// No region's: chains and rules.
    Everyone,
    /// Some region's, and nobody said which: a file was imported without it. Only those see it who see everything.
    Unknown,
}

impl Owner {
    /// Whose a fact of a kind of record is, such as `unit`, by the region that its envelope names.
    #[must_use]
    pub fn of(entity: &str, region: Option<RegionCode>) -> Self {
        match region {
            Some(region) => Owner::Region(region),
            None if matches!(entity, "chain" | "rule") => Owner::Everyone,
            None => Owner::Unknown,
        }
    }
}

/// What somebody sees of the log: the facts of a region and below, up to an audience. Streams and pages are made once for all
/// who see the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sight {
    /// The region; all of them when absent.
    region: Option<RegionCode>,
    /// The most internal audience.
    most: Audience,
}

impl Sight {
    /// What everybody sees.
    pub const PUBLIC: Self = Self { region: None, most: Audience::Public };
    /// What officials of the whole tree see.
    pub const OFFICIALS: Self = Self { region: None, most: Audience::Officials };
    /// Everything.
    pub const ALL: Self = Self { region: None, most: Audience::OwningOffice };

    /// What somebody sees.
    #[must_use]
    pub fn of(who: Who) -> Self {
        match who {
            Who::Visitor => Self::PUBLIC,
            Who::Operator => Self::ALL,
            Who::Official { role: Role::Viewer, region } => {
                Self { region: Some(region), most: Audience::Officials }
            }
            Who::Official { region, .. } => Self { region: Some(region), most: Audience::OwningOffice },
        }
    }

    /// Whether it is that of everybody.
    #[must_use]
    pub fn is_public(self) -> bool {
        self.most == Audience::Public
    }

    /// Whether a fact shows in it: whose it is, for whom it is marked, and whether it is of a kind that is never public.
    #[must_use]
    pub fn shows(self, owner: Owner, audience: Audience, is_internal: bool) -> bool {
        let audience = if is_internal { audience.max(Audience::Officials) } else { audience };
        let is_own = match (self.region, owner) {
            (None, _) => true,
            (Some(home), Owner::Region(region)) => home.contains(region),
            (Some(_), Owner::Everyone) => audience <= Audience::Officials,
            (Some(_), Owner::Unknown) => false,
        };
        audience == Audience::Public || (audience <= self.most && is_own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: [u32; 5] = [530_000, 533_100, 533_102, 533_103, 532_500];
    const AUDIENCES: [Audience; 3] = [Audience::Public, Audience::Officials, Audience::OwningOffice];

    fn regions() -> impl Iterator<Item = Option<RegionCode>> {
        CODES.into_iter().map(RegionCode::new).chain([None])
    }

    fn officials() -> impl Iterator<Item = Who> {
        Role::ALL.into_iter().flat_map(|role| {
            CODES.into_iter().filter_map(RegionCode::new).map(move |region| Who::Official { role, region })
        })
    }

    /// Rows: viewer, editor, reviewer, administrator; columns: see officials', see the office's own, record, publish, keep
    /// accounts, read the audit; of their own region.
    const OWN: [[bool; 6]; 4] = [
        [true, false, false, false, false, false],
        [true, true, true, false, false, false],
        [true, true, true, true, false, false],
        [true, true, true, true, true, true],
    ];

    #[test]
    fn every_role_may_what_the_table_says_at_home_and_nothing_but_see_what_is_public_elsewhere() {
        let asked = [
            (Action::See, Audience::Officials),
            (Action::See, Audience::OwningOffice),
            (Action::Record, Audience::Public),
            (Action::Publish, Audience::Public),
            (Action::KeepAccounts, Audience::Officials),
            (Action::ReadAudit, Audience::Officials),
        ];
        for (role, row) in Role::ALL.into_iter().zip(OWN) {
            for home in CODES.into_iter().filter_map(RegionCode::new) {
                let who = Who::Official { role, region: home };
                for region in CODES.into_iter().filter_map(RegionCode::new) {
                    for ((action, audience), wanted) in asked.into_iter().zip(row) {
                        let is_wanted = wanted && home.contains(region);
                        assert_eq!(
                            may(who, action, Some(region), audience),
                            is_wanted,
                            "{who:?} {action:?} {region} {audience:?}"
                        );
                    }
                    assert!(may(who, Action::See, Some(region), Audience::Public));
                }
            }
        }
    }

    #[test]
    fn what_belongs_to_no_region_every_official_sees_and_administrators_change() {
        for who in officials() {
            let Who::Official { role, .. } = who else { continue };
            assert!(may(who, Action::See, None, Audience::Officials));
            assert!(!may(who, Action::See, None, Audience::OwningOffice));
            for action in [Action::Record, Action::Publish] {
                assert_eq!(may(who, action, None, Audience::Public), role == Role::Administrator);
            }
            assert!(!may(who, Action::KeepAccounts, None, Audience::Public));
        }
    }

    #[test]
    fn visitors_see_what_is_public_and_the_operator_may_everything() {
        for region in regions() {
            for audience in AUDIENCES {
                for action in Action::ALL {
                    let sees = action == Action::See && audience == Audience::Public;
                    assert_eq!(may(Who::Visitor, action, region, audience), sees);
                    assert!(may(Who::Operator, action, region, audience));
                }
            }
        }
    }

    /// The sight is the same rule, in the form in which streams are shared.
    #[test]
    fn a_sight_shows_exactly_what_may_be_seen() {
        for who in officials().chain([Who::Visitor, Who::Operator]) {
            let sight = Sight::of(who);
            for region in regions() {
                let owner = region.map_or(Owner::Everyone, Owner::Region);
                assert_eq!(Owner::of("rule", region), owner);
                for audience in AUDIENCES {
                    let seen = may(who, Action::See, region, audience);
                    assert_eq!(sight.shows(owner, audience, false), seen, "{who:?} {region:?} {audience:?}");
                    // What is never public is not seen by visitors, whatever its envelope says.
                    let internal = may(who, Action::See, region, audience.max(Audience::Officials));
                    let unknown = sight.shows(Owner::of("unit", None), audience, false);
                    assert_eq!(unknown, audience == Audience::Public || who == Who::Operator);
                    assert_eq!(
                        sight.shows(owner, audience, true),
                        internal,
                        "{who:?} {region:?} {audience:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn roles_have_names() {
        for role in Role::ALL {
            assert_eq!(role.slug().parse(), Ok(role));
        }
        assert_eq!("chief".parse::<Role>(), Err(NotARole));
    }
}
