//! Which day is asked for, and as it was known when: every reading endpoint takes these two.

use std::sync::Arc;

use shared::census::Census;
use shared::{Day, Stamp, World};
use utoipa::IntoParams;

use super::Doors;
use super::params::{Asked, Parameters};
use super::problem::{Kind, Problem};
use crate::follower::{PublicAsKnown, PublicView};

/// A day, and a state of knowledge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct When {
    /// The day that is shown; today when absent.
    #[param(value_type = Option<String>, format = Date, example = "2024-07-24")]
    pub as_of: Option<Day>,
    /// Only what had been recorded by then: a day (its end in China) or a moment in UTC. Everything when absent.
    #[param(value_type = Option<String>, example = "2024-07-24T08:00:00Z")]
    pub as_at: Option<Stamp>,
}

impl Parameters for When {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self { as_of: asked.take("as_of")?, as_at: asked.take("as_at")? })
    }
}

/// A public world to answer from: the one of now, or one as it was known.
#[derive(Debug)]
pub enum Seen<'f> {
    /// While nothing is folded into it.
    Now(PublicView<'f>),
    /// As it was known at a moment.
    Then(Arc<PublicAsKnown>, Day),
}

impl Seen<'_> {
    /// The public world.
    #[must_use]
    pub fn world(&self) -> &World {
        match self {
            Seen::Now(view) => view.world().get(),
            Seen::Then(known, _) => known.world.get(),
        }
    }

    /// The targets as counts: all that the public learns of them.
    #[must_use]
    pub fn census(&self) -> &Census {
        match self {
            Seen::Now(view) => view.census(),
            Seen::Then(known, _) => &known.census,
        }
    }

    /// The day that is shown when none is asked for.
    #[must_use]
    pub fn today(&self) -> Day {
        match self {
            Seen::Now(view) => view.today(),
            Seen::Then(_, today) => *today,
        }
    }
}

/// A world as it was known at a moment, made where it may take its time.
#[derive(Clone, Debug)]
pub struct Known(Option<Arc<PublicAsKnown>>);

impl Known {
    /// The state of knowledge that is asked for. One at a time is made: each costs a walk over all records.
    ///
    /// # Errors
    /// If too many others wait for theirs.
    pub async fn at(doors: &Doors, as_at: Option<Stamp>) -> Result<Self, Problem> {
        let Some(stamp) = as_at else { return Ok(Self(None)) };
        let turn = tokio::time::timeout(std::time::Duration::from_secs(10), doors.one_by_one.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(Problem::new(Kind::Busy)) };
        let follower = Arc::clone(&doors.office.follower);
        let known = tokio::task::spawn_blocking(move || follower.public_as_known(stamp)).await;
        known.map(|known| Self(Some(known))).map_err(|e| Problem::new(Kind::Internal).because(e))
    }

    /// The world; that of now is held only as long as this lives, which must be brief.
    #[must_use]
    pub fn seen<'d>(&self, doors: &'d Doors) -> Seen<'d> {
        match &self.0 {
            None => Seen::Now(doors.office.follower.public()),
            Some(known) => Seen::Then(Arc::clone(known), doors.office.follower.public().today()),
        }
    }
}
