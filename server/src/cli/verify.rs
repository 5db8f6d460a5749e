//! `investmap verify`: is everything recorded unharmed, does it fold, and what does it add up to?

use clap::Args;
use shared::tally::{Figure, Scope, Value, figures};
use shared::{Lang, RegionCode};

use super::place::Place;
use super::trouble::{Outcome, Trouble, say};
use crate::clock::Clock;
use crate::follower::{Follower, Unfollowable};
use crate::log::Log;

/// What `verify` is told.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The region whose figures are shown, by its GB/T 2260 code.
    #[arg(long, env = "INVESTMAP_REGION", value_name = "CODE", default_value = "533100")]
    region: RegionCode,
    #[command(flatten)]
    place: Place,
}

impl Verify {
    pub(super) fn run(self) -> Outcome<()> {
        let log = self.place.read()?;
        log.inspect().map_err(|e| self.place.spoilt(&e))?;
        let follower = Follower::start(&log, None, Clock::LastFact).map_err(|e| self.unfoldable(&e))?;
        let head = log.head().map_err(|e| self.place.spoilt(&e))?;
        say(format_args!("log      {} facts, dense and unbroken, digest {}", head.position, head.digest))?;
        let view = follower.public();
        let (full, public) = (follower.full(), view.world().get());
        let Some((first, last)) = full.world().days() else { return say("fold     nothing is recorded") };
        say(format_args!(
            "fold     {first} to {last}, {} units, {} projects",
            public.units.len(),
            public.projects.len()
        ))?;
        for figure in figures(&public.atlas(view.today()), view.census(), Scope::of(self.region)) {
            say(line(&figure))?;
        }
        Ok(())
    }

    fn unfoldable(&self, error: &Unfollowable) -> Trouble {
        match error {
            Unfollowable::Log(error) => self.place.spoilt(error),
            Unfollowable::Fact { .. } => {
                Trouble::failed(format!("{error}: use the program that recorded it, or a newer one"))
            }
        }
    }
}

fn line(figure: &Figure) -> String {
    let value = match (figure.value, figure.value.number()) {
        (Value::Rate { numerator, denominator }, Some(rate)) => {
            format!("{rate:.4} ({numerator} of {denominator})")
        }
        (_, Some(number)) => number.to_string(),
        (_, None) => "none".into(),
    };
    format!("figure   {} {} {value}    {}", figure.as_of, figure.name.slug(), figure.rule(Lang::En))
}
