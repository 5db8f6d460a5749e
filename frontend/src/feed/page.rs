//! A page of the log as `/api/log` gives it, and the facts in it.

use shared::Envelope;
use shared::json::{FromJson, Json, Misfit, Pieces};

use crate::net::{self, NoAnswer};

/// Facts after a position, up to a number of positions: what is told beside the facts themselves.
#[derive(FromJson)]
pub struct Page {
    /// The last position of the log, hidden facts counted; then the last that this page covers.
    pub head: u64,
    /// Whether there are pages after it.
    #[serde(skip)]
    pub has_more: bool,
}

/// A fact; none where this program is too old for it: that is told to the console and passed over.
pub struct Opened(pub Option<Envelope>);

impl FromJson for Opened {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        let read = Envelope::read(json);
        Ok(Self(read.inspect_err(|trouble| leptos::logging::warn!("a fact was passed over: {trouble}")).ok()))
    }
}

/// Positions asked for at once; a full page never changes and can be kept for ever.
const PAGE: u64 = 10_000;

impl Page {
    /// The page of a log after a position; its facts are taken one by one while they arrive, in order of position.
    ///
    /// # Errors
    /// When it does not come, or not to its end. Some facts may have been taken then.
    pub async fn after(log: &str, after: u64, take: &mut dyn FnMut(Envelope)) -> Result<Self, NoAnswer> {
        // A first load thus asks for pages that begin where everybody's begin, and caches answer.
        let address = format!("{log}?after={after}&limit={PAGE}");
        let mut pieces = Pieces::default();
        let read = &mut |piece: Json<'_>| {
            let fact = Opened::from_json(piece).ok().and_then(|opened| opened.0);
            fact.filter(|fact| fact.position > after).into_iter().for_each(&mut *take);
        };
        net::pieces(&address, &mut |few| pieces.take(few, read)).await?;
        let mut page: Self = net::read(&address, pieces.around())?;
        let full = after + PAGE;
        page.has_more = page.head > full;
        page.head = page.head.min(full);
        Ok(page)
    }
}
