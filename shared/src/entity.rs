//! The records that facts add up to, one file for each kind that has rules of its own.

pub mod carrier;
pub mod outreach;
pub mod project;
pub mod registry;
pub mod rule;
pub mod task;
pub mod unit;

pub use carrier::{Hall, HallPhase, Parcel, ParcelStatus, Park};
pub use outreach::{Activity, Invitation, Request, Target, Visit};
pub use project::{Project, ProjectStage};
pub use registry::{Chain, Enterprise, Port, Region};
pub use rule::Rule;
pub use task::Task;
pub use unit::{Unit, UnitMoment, UnitStatus};
