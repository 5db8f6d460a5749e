//! Who asks for contacts and notes, which records they may ask about, and what is noted of it.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::access::{Action, Owner, is_internal, may};
use shared::decide::region_of;
use shared::{Audience, Key, RegionCode};

use crate::accounts::audit::{Done, Note};
use crate::http::Doors;
use crate::http::operator::Official;
use crate::http::problem::{Kind, Problem};
use crate::http::session::{Peer, sender};
use crate::log::LogError;
use crate::vault::entry::Header;

/// An official who asks, and where from.
#[derive(Clone, Debug)]
pub struct Asker {
    pub(super) official: Official,
    from: IpAddr,
}

impl FromRequestParts<Doors> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Problem> {
        let official = Official::from_request_parts(parts, doors).await?;
        official.touch();
        let from = sender(parts.extensions.get::<Peer>().copied(), &parts.headers);
        Ok(Self { official, from })
    }
}

impl Asker {
    /// The region of a record whose contacts and notes the official may know of. A record of another office is answered like
    /// one that does not exist, and so is what belongs to no office. Blocks.
    pub(super) fn region(&self, doors: &Doors, stream: &str) -> Result<RegionCode, Problem> {
        let unknown = || Problem::unknown_record(stream).about("stream");
        let named = stream.split_once('/').and_then(|(entity, key)| Some((entity, key.parse::<Key>().ok()?)));
        let (entity, key) = named.ok_or_else(unknown)?;
        let sight = self.official.sight();
        let (mut is_seen, mut last) = (false, None);
        for stored in doors.office.log.stream(stream, 0)? {
            let (region, audience) = (stored.event.region, stored.event.audience);
            last = region.or(last);
            // The follower has refused to start or go on with facts that are not understood.
            let Ok(fact) = stored.event.open() else { continue };
            is_seen |= sight.shows(Owner::of(entity, region), audience, is_internal(&fact.fact));
        }
        let region = region_of(doors.office.follower.full().world(), entity, key).or(last);
        let region = region.filter(|_| is_seen).ok_or_else(unknown)?;
        if !may(self.official.who(), Action::See, Some(region), Audience::Officials) {
            self.refused(doors, region);
            return Err(unknown());
        }
        Ok(region)
    }

    /// Whether the official may read what is for an audience of a region.
    pub(super) fn reads(&self, region: RegionCode, audience: Audience) -> bool {
        self.official.sight().shows(Owner::Region(region), audience, true)
    }

    /// Whether the official may write what is for an audience of a region: nobody writes what they may not read.
    pub(super) fn writes(
        &self,
        doors: &Doors,
        region: RegionCode,
        audience: Audience,
    ) -> Result<(), Problem> {
        if self.records(region) && self.reads(region, audience) {
            return Ok(());
        }
        self.refused(doors, region);
        Err(Problem::new(Kind::Forbidden).with("region", region.to_string()))
    }

    /// Whether the official may write anything of a region.
    pub(super) fn records(&self, region: RegionCode) -> bool {
        may(self.official.who(), Action::Record, Some(region), Audience::Officials)
    }

    /// Whether the official may know who read what.
    pub(super) fn reads_audit(&self, doors: &Doors, region: RegionCode) -> Result<(), Problem> {
        if may(self.official.who(), Action::ReadAudit, Some(region), Audience::Officials) {
            return Ok(());
        }
        self.refused(doors, region);
        Err(Problem::new(Kind::Forbidden))
    }

    /// Notes what is about to be done with entries: which, and on which record; never what they say.
    pub(super) fn note<'h>(
        &self,
        doors: &Doors,
        done: Done,
        headers: impl IntoIterator<Item = &'h Header>,
    ) -> Result<(), LogError> {
        let note = |header: &Header| {
            let note = Note { by: self.official.id(), ..Note::of(done) };
            note.from(self.from).saying(format!("{} {} {}", header.stream, header.kind.slug(), header.id))
        };
        let notes: Vec<_> = headers.into_iter().map(note).collect();
        if notes.is_empty() { Ok(()) } else { doors.office.accounts.note_first(&notes) }
    }

    /// Noted on the side: how long an answer takes does not tell whether there is such a record.
    fn refused(&self, doors: &Doors, region: RegionCode) {
        let note = Note { by: self.official.id(), ..Note::of(Done::Refused) };
        doors.office.accounts.note_soon(note.from(self.from).saying(format!("vault in {region}")));
    }
}

/// Whether a note tells of the entries of a record.
pub(super) fn is_about(note: &Note, stream: &str) -> bool {
    matches!(note.done, Done::VaultRead | Done::VaultWrote | Done::VaultErased)
        && note.detail.split(' ').next() == Some(stream)
}
