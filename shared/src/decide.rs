//! May this be done, and what happened: from a command and the world to the facts to be recorded.
//!
//! Pure. A command is refused when the history of a record, with the new fact in its place, would hold a
//! fact that makes no sense where it stands: so a back-dated lease is checked against what came after it too.

mod batch;
mod carrier;
mod confirm;
mod correct;
mod draft;
mod faults;
mod ground;
mod hall;
mod lawful;
mod names;
mod outreach;
mod project;
mod registry;
mod rule;
mod space;
mod task;
mod ties;
mod unit;

use std::sync::Arc;

use crate::command::Order;
use crate::entity::{
    Activity, Chain, Enterprise, Invitation, Parcel, Park, Port, Region, Request, Rule, Target, Task, Unit,
    Visit,
};
use crate::envelope::Source;
use crate::fact::carrier::{ParcelFact, ParkFact};
use crate::fact::outreach::{ActivityFact, InvitationFact, RequestFact, TargetFact, VisitFact};
use crate::fact::registry::{ChainFact, EnterpriseFact, PortFact, RegionFact, RegionRegistered};
use crate::fact::rule::RuleFact;
use crate::fact::task::TaskFact;
use crate::fact::unit::UnitFact;
use crate::{Audience, Command, Day, Fact, Key, Refusal, RegionCode, World};
pub use batch::Batch;
use batch::Halls;
use draft::Draft;
pub use faults::{Fault, faults};
pub use lawful::region_of;

/// What the caller knows and the world does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The civil day: nothing later can have happened.
    pub today: Day,
}

/// A fact to be recorded. The log gives it position, moment, actor and digest.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFact {
    /// The kind of record, such as `unit`.
    pub entity: &'static str,
    /// The record within its kind.
    pub key: Key,
    /// The version of the stream just before this fact: 0 for its first. Facts of one stream count on.
    pub expected_version: u32,
    /// The civil day on which it happened.
    pub occurred_on: Day,
    /// Who may see it.
    pub audience: Audience,
    /// The region that owns the record, where it has one.
    pub region: Option<RegionCode>,
    /// Where it comes from.
    pub source: Source,
    /// What happened.
    pub fact: Fact,
}

impl NewFact {
    /// The stream, such as `unit/RL-02-201`.
    #[must_use]
    pub fn stream(&self) -> String {
        crate::fact::stream(self.entity, self.key)
    }
}

/// The facts that a command leads to; never none.
///
/// # Errors
/// If the command does not fit the world; the refusal says why and how to mend it.
pub fn decide(world: &World, command: &Command, context: &Context) -> Result<Vec<NewFact>, Refusal> {
    decide_among(world, None, command, context)
}

/// The same, where it is known which units stand in which hall.
fn decide_among(
    world: &World,
    halls: Option<&Halls>,
    command: &Command,
    context: &Context,
) -> Result<Vec<NewFact>, Refusal> {
    let mut draft = Draft::new(world, halls, command, context)?;
    order(&mut draft, &command.order)?;
    draft.finish()
}

fn order(draft: &mut Draft<'_>, order: &Order) -> Result<(), Refusal> {
    match order.clone() {
        Order::RegisterPark(key, f) => draft.entered::<Park>(key, ParkFact::Registered(f)),
        Order::ReportSupply(key, f) => draft.happened::<Park>(key, ParkFact::SupplyReported(f)),
        Order::PublishPolicy(key, f) => draft.happened::<Park>(key, ParkFact::PolicyPublished(f)),

        Order::RegisterHall(key, f) => hall::register(draft, key, f),
        Order::StartHall(key, f) => hall::start(draft, key, &f),
        Order::CompleteHall(key, f) => hall::complete(draft, key, f),
        Order::SurveyHall(key, f) => hall::survey(draft, key, &f),

        Order::RegisterUnit(key, f) => draft.entered::<Unit>(key, UnitFact::Registered(f)),
        Order::ReserveUnit(key, f) => draft.happened::<Unit>(key, UnitFact::Reserved(f)),
        Order::ReleaseUnit(key, f) => draft.happened::<Unit>(key, UnitFact::Released(f)),
        Order::LeaseUnit(key, f) => unit::lease(draft, key, f),
        Order::RenewLease(key, f) => draft.happened::<Unit>(key, UnitFact::Renewed(f)),
        Order::VacateUnit(key, f) => draft.happened::<Unit>(key, UnitFact::Vacated(f)),
        Order::WithholdUnit(key, f) => draft.happened::<Unit>(key, UnitFact::Withheld(f)),
        Order::ReturnUnit(key, f) => draft.happened::<Unit>(key, UnitFact::Returned(f)),
        Order::SetRent(key, f) => draft.happened::<Unit>(key, UnitFact::RentSet(f)),
        Order::SurveyUnit(key, f) => draft.happened::<Unit>(key, UnitFact::Surveyed(f.into())),

        Order::RegisterParcel(key, f) => draft.entered::<Parcel>(key, ParcelFact::Registered(f)),
        Order::OfferParcel(key, f) => draft.happened::<Parcel>(key, ParcelFact::Offered(f)),
        Order::ReserveParcel(key, f) => draft.happened::<Parcel>(key, ParcelFact::Reserved(f)),
        Order::SupplyParcel(key, f) => draft.happened::<Parcel>(key, ParcelFact::Supplied(f)),
        Order::WithdrawParcel(key, f) => draft.happened::<Parcel>(key, ParcelFact::Withdrawn(f)),

        Order::RegisterPort(key, f) => draft.entered::<Port>(key, PortFact::Registered(f)),
        Order::ReportPortStatus(key, f) => draft.happened::<Port>(key, PortFact::StatusReported(f)),

        Order::RegisterProject(key, f) => project::register(draft, key, f),
        Order::ReachNode(key, f) => project::reach(draft, key, f),
        Order::PlanNode(key, f) => project::record(draft, key, f.into()),
        Order::FundProject(key, f) => project::record(draft, key, f.into()),
        Order::FlagProject(key, f) => project::record(draft, key, f.into()),
        Order::PlaceProject(key, f) => project::record(draft, key, f.into()),
        Order::EndProject(key, f) => project::record(draft, key, f.into()),
        Order::ReviveProject(key, f) => project::record(draft, key, f.into()),
        Order::AssignProject(key, f) => project::record(draft, key, f.into()),
        Order::ReportProgress(key, f) => project::record(draft, key, f.into()),
        Order::PlanYear(key, f) => project::record(draft, key, f.into()),
        Order::RaiseProblem(key, f) => project::record(draft, key, f.into()),
        Order::SolveProblem(key, f) => project::record(draft, key, f.into()),

        Order::RegisterEnterprise(key, f) => draft.happened::<Enterprise>(key, EnterpriseFact::Registered(f)),
        Order::EnterpriseLeft(key, f) => draft.happened::<Enterprise>(key, EnterpriseFact::Left(f)),

        Order::RegisterTarget(key, f) => draft.entered::<Target>(key, TargetFact::Registered(f)),
        Order::ObserveIntent(key, f) => draft.happened::<Target>(key, TargetFact::IntentObserved(f)),
        Order::RegisterFirstTalk(key, f) => draft.happened::<Target>(key, TargetFact::FirstTalkRegistered(f)),
        Order::LinkTarget(key, f) => draft.happened::<Target>(key, TargetFact::Linked(f)),
        Order::AssignTarget(key, f) => draft.happened::<Target>(key, TargetFact::DutyAssigned(f)),
        Order::SetAction(key, f) => draft.happened::<Target>(key, TargetFact::ActionSet(f)),
        Order::PromiseTarget(key, f) => outreach::promise(draft, key, f),
        Order::WithdrawPromise(key, f) => draft.happened::<Target>(key, TargetFact::PromiseWithdrawn(f)),
        Order::DropTarget(key, f) => draft.happened::<Target>(key, TargetFact::Dropped(f)),

        Order::ReceiveVisit(key, f) => draft.entered::<Visit>(key, VisitFact::Received(f)),
        Order::HoldActivity(key, f) => draft.entered::<Activity>(key, ActivityFact::Held(f)),
        Order::SendInvitation(key, f) => draft.entered::<Invitation>(key, InvitationFact::Sent(f)),

        Order::RaiseRequest(key, f) => draft.entered::<Request>(key, RequestFact::Raised(f)),
        Order::AssignRequest(key, f) => draft.happened::<Request>(key, RequestFact::Assigned(f)),
        Order::ResolveRequest(key, f) => draft.happened::<Request>(key, RequestFact::Resolved(f)),

        Order::SetTask(key, f) => draft.entered::<Task>(key, TaskFact::Set(f)),
        Order::ReportTask(key, f) => draft.happened::<Task>(key, TaskFact::Reported(f)),
        Order::FinishTask(key, f) => draft.happened::<Task>(key, TaskFact::Finished(f)),
        Order::DropTask(key, f) => draft.happened::<Task>(key, TaskFact::Dropped(f)),

        Order::RegisterRegion(key, f) => {
            let code = key.as_str().parse().map_err(|e: crate::region::NotARegion| Refusal::Unreadable {
                field: "region".into(),
                reason: e.to_string(),
            })?;
            draft.entered::<Region>(key, RegionFact::Registered(RegionRegistered { code, name: f.name }))
        }
        Order::DefineChain(key, f) => draft.happened::<Chain>(key, ChainFact::Defined(Arc::clone(&f))),
        Order::NameChief(key, f) => draft.happened::<Chain>(key, ChainFact::ChiefNamed(f)),
        Order::DefineRate(key, f) => draft.happened::<Rule>(key, RuleFact::RateDefined(f)),
        Order::DefinePreset(key, f) => draft.happened::<Rule>(key, RuleFact::PresetDefined(f)),
        Order::DefineBoard(key, f) => draft.happened::<Rule>(key, RuleFact::BoardDefined(f)),

        Order::DefineDeadlines(key, f) => draft.happened::<Rule>(key, RuleFact::DeadlinesDefined(f)),
        Order::DefineFreshness(key, f) => draft.happened::<Rule>(key, RuleFact::FreshnessDefined(f)),

        Order::Confirm(f) => confirm::confirm(draft, &f),
        Order::Correct(f) => correct::correct(draft, &f),
    }
}
