//! `investmap verify`: is everything recorded unharmed, does it fold, does it make sense, and what does it add up to?
//!
//! A fact that was decided by this program makes sense where it stands. One that was imported may not: a lease of a unit
//! that was let already is kept and changes nothing, and whoever imported it should know.

use clap::Args;
use shared::decide::{Fault, faults};
use shared::tally::{Figure, Scope, Value, figures};
use shared::{Lang, RegionCode};

use super::place::Place;
use super::trouble::{Outcome, Trouble, say};
use super::vault::{self, Configured};
use crate::clock::Clock;
use crate::follower::{Follower, Unfollowable};
use crate::log::Log;

/// Faults that are told one by one.
const SHOWN: usize = 100;

/// What `verify` is told.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The region whose figures are shown, by its GB/T 2260 code.
    #[arg(long, env = "INVESTMAP_REGION", value_name = "CODE", default_value = "533100")]
    region: RegionCode,
    #[command(flatten)]
    configured: Configured,
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
        if self.place.has_accounts() {
            let audit =
                self.place.register()?.inspect().map_err(|error| Trouble::failed(error.to_string()))?;
            say(format_args!("audit    {audit} entries, dense and unbroken"))?;
        }
        if self.place.has_vault() {
            vault::verify(&self.configured, &self.place)?;
        }
        let faults = faults(full.world());
        for fault in faults.iter().take(SHOWN) {
            say(told(fault, &log))?;
        }
        if faults.len() > SHOWN {
            say(format_args!("fault    and {} more", faults.len() - SHOWN))?;
        }
        match faults.len() {
            0 => say("sense    every fact makes sense where it stands"),
            n => Err(Trouble::failed(format!(
                "the log is unharmed, but {n} of what was imported into it does not make sense where it stands, see above: put each \
                 right with the command `correct` (its stream and version are given; `survey_hall` for the area of a hall), \
                 or mend the file and import it into a new folder"
            ))),
        }
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

/// A fault: which fact, where it stands in the log, what is wrong with it and how it would be right.
fn told(fault: &Fault, log: &dyn Log) -> String {
    let stream = shared::fact::stream(fault.entity, fault.key);
    let reason = fault.refusal.word(Lang::En);
    let (Some(version), Some(day)) = (fault.version, fault.day) else {
        return format!("fault    {stream}: {reason}");
    };
    // Where it cannot be read again, stream and version name it as well.
    let facts = log.stream(&stream, version.saturating_sub(1)).unwrap_or_default();
    let position = facts.first().map(|fact| format!("position {}, ", fact.position())).unwrap_or_default();
    format!("fault    {stream} version {version} ({position}{day}): {reason}")
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
