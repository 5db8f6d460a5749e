//! What the handlers share: the rooms behind, the client's files, the indexes and what is kept of earlier answers.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::Uri;
use bytes::Bytes;
use geodata::ground::Ground;
use shared::Day;
use shared::access::Sight;
use tokio::sync::Semaphore;

use super::answer::Squeezed;
use super::base_map::BaseMaps;
use super::client::Client;
use super::features::Shelf;
use super::fresh::Tag;
use super::ground::GroundTiles;
use super::log::Pages;
use super::officials;
use super::session::Throttle;
use super::stream::STREAMS;
use crate::imports::Imports;
use crate::office::Office;

/// What the handlers share. Cheap to clone.
#[derive(Clone)]
pub struct Doors(Arc<Shared>);

/// See [`Doors`].
pub struct Shared {
    /// The rooms behind.
    pub office: Office,
    /// Files that wait for their sender's yes.
    pub imports: Imports,
    /// The client's files.
    pub client: Client,
    /// Indexes of units.
    pub units: Shelf,
    /// Compressed answers.
    pub squeezed: Arc<Squeezed>,
    /// Pages of the log, as everyone may see them.
    pub pages: Arc<Pages>,
    /// Pages of the log, for each set of officials that sees the same.
    office_pages: Mutex<BTreeMap<Sight, Arc<Pages>>>,
    /// Tiles of the neutral ground.
    pub ground: Arc<GroundTiles>,
    /// Approved base maps.
    pub base_maps: BaseMaps,
    /// Readings of names, for the search.
    pub readings: OnceLock<Bytes>,
    /// Whoever wants a state of knowledge made takes turns.
    pub one_by_one: Semaphore,
    /// Open streams there may still be.
    pub streams: Arc<Semaphore>,
    /// The same for officials.
    pub office_streams: Arc<Semaphore>,
    /// Wrong tokens and passwords, by address.
    pub throttle: Throttle<IpAddr>,
    /// Wrong passwords, by the name that was given.
    pub name_throttle: Throttle<String>,
    /// Tells answers of this process from those of an earlier one, whose log may have been another.
    born: u64,
    description: OnceLock<Bytes>,
}

impl Doors {
    /// Doors of an office.
    #[must_use]
    pub fn open(office: Office) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let base_maps = BaseMaps::of(&office.config);
        Self(Arc::new(Shared {
            office,
            imports: Imports::default(),
            client: Client::embedded(),
            units: Shelf::default(),
            squeezed: Arc::default(),
            pages: Arc::new(Pages::of(Sight::PUBLIC)),
            office_pages: Mutex::default(),
            ground: Arc::new(GroundTiles::new(Ground::load)),
            base_maps,
            readings: OnceLock::new(),
            one_by_one: Semaphore::new(1),
            streams: Arc::new(Semaphore::new(STREAMS)),
            office_streams: Arc::new(Semaphore::new(officials::STREAMS)),
            throttle: Throttle::default(),
            name_throttle: Throttle::default(),
            born: since.as_millis() as u64,
            description: OnceLock::new(),
        }))
    }

    /// The doors with their OpenAPI description.
    #[must_use]
    pub fn described(self, description: &utoipa::openapi::OpenApi) -> Self {
        let text =
            description.to_json().expect("the description consists of strings, numbers and maps of them");
        self.0.description.get_or_init(|| Bytes::from(text));
        self
    }
}

impl Shared {
    /// Pages of the log as some officials see them.
    #[must_use]
    pub fn office_pages(&self, sight: Sight) -> Arc<Pages> {
        let mut pages = self.office_pages.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(pages.entry(sight).or_insert_with(|| Arc::new(Pages::of(sight))))
    }

    /// The tag of an answer that depends on the facts, the day and the address; and today.
    #[must_use]
    pub fn tag(&self, uri: &Uri) -> (Tag, Day) {
        let (head, today) = {
            let view = self.office.follower.public();
            (view.head(), view.today())
        };
        let address = uri.path_and_query().map_or_else(|| uri.path(), |address| address.as_str());
        (Tag::of(&[head, u64::from(today.number().unsigned_abs()), self.born], address), today)
    }

    /// The tag of an answer that changes only with the program.
    #[must_use]
    pub fn fixed_tag(&self, name: &str) -> Tag {
        Tag::of(&[self.born], name)
    }

    /// The OpenAPI description.
    #[must_use]
    pub fn description(&self) -> Bytes {
        self.description.get().cloned().unwrap_or_default()
    }
}

impl Deref for Doors {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl std::fmt::Debug for Doors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Doors").field("office", &self.office).finish_non_exhaustive()
    }
}
