//! The forms in which receivers are told: what is sent, and how to know from the answer that it arrived.

mod cloud_event;
mod robot;

use shared::{Stamp, World};

use super::Failure;
use super::post::{Answer, Message};
use super::receiver::{Receiver, Told};
use crate::config::Form;

impl Form {
    /// How many facts one message tells of.
    pub(super) const fn at_once(self) -> usize {
        match self {
            Form::CloudEvents => 1,
            _ => usize::MAX,
        }
    }

    /// Whether messages go to a group of people, who are told at a gentle pace, and whose robot says in its answer whether
    /// it took them.
    pub(super) const fn is_robot(self) -> bool {
        !matches!(self, Form::CloudEvents)
    }

    /// Whether the answer says that the message arrived.
    pub(super) fn judge(self, answer: &Answer) -> Result<(), Failure> {
        match answer.status {
            200..=299 if self.is_robot() => robot::judge(&answer.body),
            200..=299 => Ok(()),
            410 => Err(Failure::Gone),
            status @ 300..=399 => Err(Failure::Redirect(status)),
            status => Err(Failure::Status(status)),
        }
    }
}

/// The message that tells of facts, signed at a moment; `public` is the world as everyone knows it.
pub(super) fn message(receiver: &Receiver, facts: &[Told], public: &World, now: Stamp) -> Message {
    match receiver.form {
        Form::CloudEvents => cloud_event::message(receiver, facts, now),
        _ => robot::message(receiver, facts, public, now),
    }
}
