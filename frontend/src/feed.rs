//! Facts as they come: the whole log once, then the stream; nothing missing, nothing taken in twice.
//!
//! One queue holds what the stream has sent. It is emptied by one task at a time, so that a gap can be fetched
//! without later frames overtaking it.

mod page;
mod stream;

use std::collections::VecDeque;
use std::time::Duration;

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::census::Census;
use shared::json::FromJson;
use shared::{Envelope, Key, World};

use crate::net::{self, NoAnswer};
use page::Page;
use stream::{Frame, Stream};

/// How the page hears of new facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The log is being loaded.
    Opening,
    /// The stream is open.
    Live,
    /// The stream is cut; it is being opened again.
    Lost,
}

/// A record that a live fact has touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Kind of record, such as `unit`.
    pub entity: &'static str,
    /// Its key.
    pub key: Key,
}

/// The facts, and how they come.
#[derive(Clone, Copy)]
pub struct Feed {
    /// Everything that is known.
    pub world: RwSignal<World>,
    /// Target enterprises, as counts.
    pub census: RwSignal<Census>,
    /// The state of the connection.
    pub link: RwSignal<Link>,
    /// What live facts have touched since somebody last looked.
    pub touched: RwSignal<Vec<Touched>>,
    /// Whether the facts of officials are among them.
    pub is_office: RwSignal<bool>,
    /// The officials' world, fetched while the pointer was still on its way to their page.
    prepared: StoredValue<Option<World>>,
    /// Whether it is on its way.
    pub preparing: RwSignal<bool>,
    queue: StoredValue<VecDeque<Frame>>,
    busy: StoredValue<bool>,
    stream: StoredValue<Option<Stream>>,
    counting: StoredValue<Option<TimeoutHandle>>,
}

/// How long after the last frame the targets are counted anew.
const COUNT_PAUSE: Duration = Duration::from_millis(800);

impl Feed {
    /// Loads the whole public log and the census.
    ///
    /// # Errors
    /// When the server does not give them.
    pub async fn load() -> Result<Self, NoAnswer> {
        let world = whole_world(PUBLIC).await?;
        let census = net::json("/api/census").await?;
        Ok(Self {
            world: RwSignal::new(world),
            census: RwSignal::new(census),
            link: RwSignal::new(Link::Opening),
            touched: RwSignal::new(Vec::new()),
            is_office: RwSignal::new(false),
            prepared: StoredValue::new(None),
            preparing: RwSignal::new(false),
            queue: StoredValue::new(VecDeque::new()),
            busy: StoredValue::new(false),
            stream: StoredValue::new(None),
            counting: StoredValue::new(None),
        })
    }

    /// The feed of the page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Opens the stream and keeps it open.
    pub fn follow(self) {
        let head = move || self.world.with_untracked(World::head);
        let on_frame = move |frame| {
            self.queue.update_value(|queue| queue.push_back(frame));
            self.empty_queue();
        };
        let on_link = move |link| {
            if self.link.get_untracked() != link {
                self.link.set(link);
            }
            // At every failure: a session also ends between two attempts.
            if link == Link::Lost && self.is_office.get_untracked() {
                self.leave_if_ended();
            }
        };
        let address = move || self.doors().stream;
        self.stream.set_value(Some(Stream::open(address, head, on_frame, on_link)));
    }

    /// Where its facts come from.
    fn doors(self) -> FactDoors {
        if self.is_office.get_untracked() { OFFICE } else { PUBLIC }
    }

    /// Whether this browser session is an official's.
    pub async fn is_signed_in() -> bool {
        net::json::<WhoIsIn>("/api/session").await.is_ok_and(|who| who.official)
    }

    /// The stream of officials ends with their session: whoever is no longer signed in sees what everybody sees.
    fn leave_if_ended(self) {
        spawn_local(async move {
            let who = net::json::<WhoIsIn>("/api/session").await;
            if who.is_ok_and(|who| !who.official)
                && let Err(trouble) = self.leave_office().await
            {
                leptos::logging::warn!("{trouble}");
            }
        });
    }

    /// Takes in everybody's facts again.
    ///
    /// # Errors
    /// When the server does not give them; then everything stays as it was.
    pub async fn leave_office(self) -> Result<(), NoAnswer> {
        let world = whole_world(PUBLIC).await?;
        self.prepared.set_value(None);
        self.queue.update_value(VecDeque::clear);
        self.is_office.set(false);
        self.world.set(world);
        self.stream.with_value(|stream| stream.iter().for_each(Stream::change_over));
        Ok(())
    }

    /// Fetches the facts of officials before they are needed, if this browser session is one's.
    pub fn prepare_office(self) {
        let is_there = self.is_office.get_untracked() || self.prepared.with_value(Option::is_some);
        if is_there || self.preparing.get_untracked() {
            return;
        }
        self.preparing.set(true);
        spawn_local(async move {
            // Asked for again, with words, when they are needed.
            if Self::is_signed_in().await
                && let Ok(world) = whole_world(OFFICE).await
            {
                self.prepared.set_value(Some(world));
            }
            self.preparing.set(false);
        });
    }

    /// Somebody else signed in: what was fetched for whoever was in before is not theirs.
    pub fn forget_office(self) {
        self.prepared.set_value(None);
        self.is_office.set(false);
    }

    /// Takes in the facts of officials that were fetched before; whether there were any. What was recorded since then comes
    /// with the stream.
    pub fn enter_prepared(self) -> bool {
        let world = self.prepared.try_update_value(Option::take).flatten();
        let is_there = world.is_some();
        world.into_iter().for_each(|world| self.change_to(world));
        is_there
    }

    /// Takes in the facts of officials instead of everybody's, and goes on with their stream.
    ///
    /// # Errors
    /// When the server does not give them; then everything stays as it was.
    pub async fn enter_office(self) -> Result<(), NoAnswer> {
        self.change_to(whole_world(OFFICE).await?);
        Ok(())
    }

    /// The officials' world from now on.
    fn change_to(self, world: World) {
        self.queue.update_value(VecDeque::clear);
        self.is_office.set(true);
        self.world.set(world);
        self.stream.with_value(|stream| stream.iter().for_each(Stream::change_over));
    }

    fn empty_queue(self) {
        if self.busy.get_value() {
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            while let Some(frame) = self.queue.try_update_value(VecDeque::pop_front).flatten() {
                if let Err(trouble) = self.take_in(frame).await {
                    // The gap stays; the stream is opened again after our head and tells of it anew.
                    leptos::logging::warn!("{trouble}");
                    self.queue.update_value(VecDeque::clear);
                    self.stream.with_value(|stream| stream.iter().for_each(Stream::reopen));
                }
            }
            self.busy.set_value(false);
        });
    }

    /// Targets are hidden from the stream; their counts may have changed with what was recorded. Asked for once,
    /// a while after the last frame.
    fn count_anew(self) {
        let count = move || {
            spawn_local(async move {
                if let Ok(census) = net::json::<Census>("/api/census").await
                    && self.census.with_untracked(|known| *known != census)
                {
                    self.census.set(census);
                }
            });
        };
        if let Some(waiting) = self.counting.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
        self.counting.set_value(set_timeout_with_handle(count, COUNT_PAUSE).ok());
    }

    async fn take_in(self, frame: Frame) -> Result<(), NoAnswer> {
        let head = self.world.with_untracked(World::head);
        let mut fresh = Vec::new();
        if frame.after > head {
            // All that was missed at once: nobody sees half of it.
            let (mut missed, mut until, mut more) = (Vec::new(), head, true);
            while more {
                let page = Page::after(self.doors().log, until, &mut |fact| missed.push(fact)).await?;
                (until, more) = (page.head, page.has_more);
            }
            fresh.extend(missed.iter().map(touched));
            self.world.update(|world| {
                missed.into_iter().for_each(|fact| world.take(fact));
                world.pass_over(until);
            });
        }
        let head = self.world.with_untracked(World::head);
        let events = frame.events.into_iter().filter_map(|event| event.0);
        let events: Vec<Envelope> = events.filter(|e| e.position > head).collect();
        if !events.is_empty() || frame.position > head {
            fresh.extend(events.iter().map(touched));
            self.world.update(|world| {
                events.into_iter().for_each(|event| world.take(event));
                world.pass_over(frame.position);
            });
        }
        if !fresh.is_empty() {
            self.touched.update(|all| all.extend(fresh));
        }
        if frame.position > head {
            self.count_anew();
        }
        Ok(())
    }
}

fn touched(envelope: &Envelope) -> Touched {
    Touched { entity: envelope.fact.entity(), key: envelope.key }
}

/// Where facts come from.
#[derive(Clone, Copy)]
struct FactDoors {
    log: &'static str,
    stream: &'static str,
}

/// Everybody's facts.
const PUBLIC: FactDoors = FactDoors { log: "/api/log", stream: "/api/stream" };
/// The facts of officials.
const OFFICE: FactDoors = FactDoors { log: "/api/office/log", stream: "/api/office/stream" };

/// Who this browser session is.
#[derive(FromJson)]
struct WhoIsIn {
    official: bool,
}

/// The world of all facts that come from there.
async fn whole_world(doors: FactDoors) -> Result<World, NoAnswer> {
    let mut world = World::default();
    // Fact by fact: a long log lies in memory as a world only.
    let mut more = true;
    while more {
        let page = Page::after(doors.log, world.head(), &mut |fact| world.take(fact)).await?;
        world.pass_over(page.head);
        more = page.has_more;
    }
    Ok(world)
}
