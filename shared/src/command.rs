//! What an official asks to be recorded: imperative, read strictly, decided by [`decide`](mod@crate::decide).
//!
//! ```json
//! {"command": "lease_unit", "unit": "RL-02-201", "until": "2026-05-31", "occurred_on": "2023-06-01"}
//! ```
//!
//! Every command may also carry `occurred_on` (default: today), `source` (default: `ledger`) and `audience`
//! (default: by kind of record). Unknown names are refused: a misspelt field must not vanish in silence.

mod payload;
mod read;

use std::sync::Arc;

use serde_json::{Map, Value};

pub use payload::{Confirm, Correct, LeaseUnit, RegisterRegion, StartHall, SurveyHall};

use crate::envelope::Source;
use crate::fact::carrier::{
    HallCompleted, HallRegistered, ParcelOffered, ParcelRegistered, ParcelReserved, ParcelSupplied,
    ParcelWithdrawn, ParkRegistered, Policy, Supply,
};
use crate::fact::outreach::{
    ActionSet, ActivityHeld, Dropped, FirstTalkRegistered, IntentObserved, InvitationSent, Linked,
    PromiseWithdrawn, Promised, RequestAssigned, RequestRaised, RequestResolved, TargetRegistered,
    VisitReceived,
};
use crate::fact::project::{
    Duty, Ended, Flagged, Funded, Placed, Planned, ProblemRaised, ProblemSolved, Progressed,
    ProjectRegistered, Reached, Revived, YearPlanned,
};
use crate::fact::registry::{
    ChainDefined, ChiefNamed, EnterpriseRegistered, Left, PortRegistered, StatusReported,
};
use crate::fact::rule::{BoardDefined, PresetDefined, RateDefined};
use crate::fact::task::{TaskDropped, TaskFinished, TaskReported, TaskSet};
use crate::fact::unit::{
    Released, Renewed, RentSet, Reserved, Returned, UnitChanges, UnitRegistered, Vacated, Withheld,
};
use crate::fact::upkeep::{DeadlinesDefined, FreshnessDefined};
use crate::{Audience, Day, Key};

/// A command: the order itself, and what may accompany every order.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    /// What is to be recorded.
    pub order: Order,
    /// The day on which it happened; today when absent.
    pub occurred_on: Option<Day>,
    /// Where it comes from; `ledger` when absent.
    pub source: Option<Source>,
    /// Who may see it; by kind of record when absent.
    pub audience: Option<Audience>,
}

impl From<Order> for Command {
    fn from(order: Order) -> Self {
        Self { order, occurred_on: None, source: None, audience: None }
    }
}

/// What `confirm` is for; it stands apart in the list of orders, because it names streams and no record.
#[cfg(feature = "describe")]
const CONFIRM: &str =
    "Somebody looked again: what is known of these records still holds. All of them, or none.";
/// What `correct` is for; it stands apart for the same reason.
#[cfg(feature = "describe")]
const CORRECT: &str = "Puts right an earlier fact: its content, its day, or that it was recorded at all.";

/// Declares the orders: variant, payload, wire name, and the field that names the record.
macro_rules! orders {
    ($($(#[doc = $doc:literal])* $variant:ident($payload:ty) = $name:literal of $id:literal,)+) => {
        /// What is to be recorded. Each names one record, except [`Order::Confirm`] and [`Order::Correct`], which name
        /// streams.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Order {
            $($(#[doc = $doc])* $variant(Key, $payload),)+
            /// What is known of some records still holds.
            Confirm(Confirm),
            /// Puts right an earlier fact: its content, its day, or that it was recorded at all.
            Correct(Correct),
        }

        impl Order {
            /// The wire names of all orders, such as `lease_unit`.
            pub const NAMES: &'static [&'static str] = &[$($name,)+ "confirm", "correct"];

            /// The wire name, such as `lease_unit`.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Order::$variant(..) => $name,)+
                    Order::Confirm(_) => "confirm",
                    Order::Correct(_) => "correct",
                }
            }

            /// The kind of record and the key it names; none for confirmations and corrections, which name streams.
            #[must_use]
            pub fn record(&self) -> Option<(&'static str, Key)> {
                match self {
                    $(Order::$variant(key, _) => Some(($id, *key)),)+
                    Order::Confirm(_) | Order::Correct(_) => None,
                }
            }

            /// The streams it names where it names no record.
            #[must_use]
            pub fn streams(&self) -> &[String] {
                match self {
                    Order::Confirm(confirm) => &confirm.streams,
                    Order::Correct(correct) => std::slice::from_ref(&correct.stream),
                    _ => &[],
                }
            }

            /// The shape of every order, in the order of [`Order::NAMES`].
            #[cfg(feature = "describe")]
            #[must_use]
            pub fn described() -> Vec<crate::describe::DescribedOrder> {
                use crate::describe::DescribedOrder;
                vec![
                    $(DescribedOrder::of::<$payload>($name, concat!($($doc),*), Some($id)),)+
                    DescribedOrder::of::<Confirm>("confirm", CONFIRM, None),
                    DescribedOrder::of::<Correct>("correct", CORRECT, None),
                ]
            }

            fn of_fields(name: &str, fields: Map<String, Value>) -> Result<Self, read::Misread> {
                match name {
                    $($name => read::keyed($id, fields).map(|(key, payload)| Order::$variant(key, payload)),)+
                    "confirm" => read::payload(fields).map(Order::Confirm),
                    "correct" => read::payload(fields).map(Order::Correct),
                    other => Err(read::Misread::unknown_command(other)),
                }
            }

            fn fields(&self) -> Map<String, Value> {
                match self {
                    $(Order::$variant(key, payload) => read::written(payload, Some(($id, *key))),)+
                    Order::Confirm(payload) => read::written(payload, None),
                    Order::Correct(payload) => read::written(payload, None),
                }
            }
        }
    };
}

orders! {
    /// Enters a park or zone in the ledger.
    RegisterPark(Arc<ParkRegistered>) = "register_park" of "park",
    /// Reports what a park can supply.
    ReportSupply(Supply) = "report_supply" of "park",
    /// Publishes a policy of a park, in force from the day.
    PublishPolicy(Policy) = "publish_policy" of "park",
    /// Enters a hall.
    RegisterHall(Arc<HallRegistered>) = "register_hall" of "hall",
    /// Building began, of the hall and of all its planned units.
    StartHall(StartHall) = "start_hall" of "hall",
    /// The hall was accepted: it and all its unfinished units are ready.
    CompleteHall(HallCompleted) = "complete_hall" of "hall",
    /// Puts right the areas of units of one hall, together, so that they still add up to the hall.
    SurveyHall(SurveyHall) = "survey_hall" of "hall",
    /// Enters a unit of a hall.
    RegisterUnit(Arc<UnitRegistered>) = "register_unit" of "unit",
    /// Keeps a unit for someone until a day.
    ReserveUnit(Reserved) = "reserve_unit" of "unit",
    /// Gives a reservation up before its day.
    ReleaseUnit(Released) = "release_unit" of "unit",
    /// Lets a unit.
    LeaseUnit(LeaseUnit) = "lease_unit" of "unit",
    /// Prolongs the running lease.
    RenewLease(Renewed) = "renew_lease" of "unit",
    /// The tenant gave the unit back.
    VacateUnit(Vacated) = "vacate_unit" of "unit",
    /// Takes a unit off the market.
    WithholdUnit(Withheld) = "withhold_unit" of "unit",
    /// Puts a withheld unit back on the market.
    ReturnUnit(Returned) = "return_unit" of "unit",
    /// Sets the asking rent.
    SetRent(RentSet) = "set_rent" of "unit",
    /// Records what was measured anew of a unit (not its area: that is `survey_hall`).
    SurveyUnit(UnitChanges) = "survey_unit" of "unit",
    /// Enters a land parcel.
    RegisterParcel(Arc<ParcelRegistered>) = "register_parcel" of "parcel",
    /// Offers a parcel to investors.
    OfferParcel(ParcelOffered) = "offer_parcel" of "parcel",
    /// Keeps a parcel for a project.
    ReserveParcel(ParcelReserved) = "reserve_parcel" of "parcel",
    /// Supplies a parcel to a project.
    SupplyParcel(ParcelSupplied) = "supply_parcel" of "parcel",
    /// Takes a parcel off the market.
    WithdrawParcel(ParcelWithdrawn) = "withdraw_parcel" of "parcel",
    /// Enters a port of entry.
    RegisterPort(Arc<PortRegistered>) = "register_port" of "port",
    /// Reports whether a port works.
    ReportPortStatus(StatusReported) = "report_port_status" of "port",
    /// Enters a project.
    RegisterProject(Arc<ProjectRegistered>) = "register_project" of "project",
    /// A node of the life cycle was reached. Nodes are not nested: any may come first.
    ReachNode(Reached) = "reach_node" of "project",
    /// Plans a day for a node.
    PlanNode(Planned) = "plan_node" of "project",
    /// Funds arrived.
    FundProject(Funded) = "fund_project" of "project",
    /// Names a project a flagship.
    FlagProject(Flagged) = "flag_project" of "project",
    /// Gives a project its place on the map.
    PlaceProject(Placed) = "place_project" of "project",
    /// Ends a project.
    EndProject(Ended) = "end_project" of "project",
    /// Takes an ended project up again.
    ReviveProject(Revived) = "revive_project" of "project",
    /// Makes somebody responsible for a project. Internal.
    AssignProject(Arc<Duty>) = "assign_project" of "project",
    /// Reports how far a project has come on site. Internal.
    ReportProgress(Progressed) = "report_progress" of "project",
    /// Plans the investment of a year. Internal.
    PlanYear(YearPlanned) = "plan_year" of "project",
    /// Something stands in the way of a project. Internal.
    RaiseProblem(ProblemRaised) = "raise_problem" of "project",
    /// A problem of a project was solved. Internal.
    SolveProblem(ProblemSolved) = "solve_problem" of "project",
    /// Enters an enterprise as present; one that left may come back.
    RegisterEnterprise(Arc<EnterpriseRegistered>) = "register_enterprise" of "enterprise",
    /// An enterprise left.
    EnterpriseLeft(Left) = "enterprise_left" of "enterprise",
    /// Enters a target enterprise. Internal.
    RegisterTarget(Arc<TargetRegistered>) = "register_target" of "target",
    /// Records a target's intent to relocate.
    ObserveIntent(IntentObserved) = "observe_intent" of "target",
    /// Registers a first talk, which protects the place that filed it.
    RegisterFirstTalk(FirstTalkRegistered) = "register_first_talk" of "target",
    /// The target became a project.
    LinkTarget(Linked) = "link_target" of "target",
    /// Makes somebody responsible for a target. Internal.
    AssignTarget(Arc<Duty>) = "assign_target" of "target",
    /// Sets what is to be done next with a target, and by when. Internal.
    SetAction(ActionSet) = "set_action" of "target",
    /// Promises space or supply to a target; a later promise replaces it. Internal.
    PromiseTarget(Arc<Promised>) = "promise_target" of "target",
    /// Takes a promise back. Internal.
    WithdrawPromise(PromiseWithdrawn) = "withdraw_promise" of "target",
    /// Takes a target off the register.
    DropTarget(Dropped) = "drop_target" of "target",
    /// A batch of investors was received.
    ReceiveVisit(VisitReceived) = "receive_visit" of "visit",
    /// An outreach activity was held.
    HoldActivity(ActivityHeld) = "hold_activity" of "activity",
    /// An invitation was sent abroad.
    SendInvitation(InvitationSent) = "send_invitation" of "invitation",
    /// An enterprise raised a request. Internal.
    RaiseRequest(RequestRaised) = "raise_request" of "request",
    /// Assigns a request to an office.
    AssignRequest(RequestAssigned) = "assign_request" of "request",
    /// A request was resolved.
    ResolveRequest(RequestResolved) = "resolve_request" of "request",
    /// Sets a task of the year's list. Internal.
    SetTask(Arc<TaskSet>) = "set_task" of "task",
    /// Reports how far a task has come. Internal.
    ReportTask(TaskReported) = "report_task" of "task",
    /// A task was done. Internal.
    FinishTask(TaskFinished) = "finish_task" of "task",
    /// Gives a task up. Internal.
    DropTask(TaskDropped) = "drop_task" of "task",
    /// Enters a division; its key is its GB/T 2260 code.
    RegisterRegion(RegisterRegion) = "register_region" of "region",
    /// Defines an industry chain, or defines it anew.
    DefineChain(Arc<ChainDefined>) = "define_chain" of "chain",
    /// Names the official in charge of a chain or of one of its stages. Internal.
    NameChief(Arc<ChiefNamed>) = "name_chief" of "chain",
    /// Defines a rate, or defines it anew.
    DefineRate(Arc<RateDefined>) = "define_rate" of "rule",
    /// Defines a preset of the traffic light, or defines it anew.
    DefinePreset(Arc<PresetDefined>) = "define_preset" of "rule",
    /// Defines the columns of a board, or defines them anew.
    DefineBoard(Arc<BoardDefined>) = "define_board" of "rule",
    /// Defines within how many days leads and requests are seen to, or defines it anew.
    DefineDeadlines(Arc<DeadlinesDefined>) = "define_deadlines" of "rule",
    /// Defines how long what is known may stand before it is confirmed, or defines it anew.
    DefineFreshness(Arc<FreshnessDefined>) = "define_freshness" of "rule",
}
