//! The pages that a browser loads first, squeezed as far as they go before anybody asks: at the start, and again whenever
//! the log has been quiet for a while after it grew.

use std::sync::Arc;
use std::time::Duration;

use super::pages::Range;
use crate::http::Doors;
use crate::http::leisure::at_leisure;

/// Positions of a page, as the client asks for them.
const PAGE: u64 = 10_000;
/// The log is quiet when nothing was recorded for so long; and a server that has just started has more urgent things to do.
const QUIET: Duration = Duration::from_secs(3);
/// Squeezing takes seconds: not more often than this, however often the log falls quiet.
const REST: Duration = Duration::from_secs(30);

/// Keeps the first page and the last one ready, until told to stop.
pub async fn ahead(doors: Doors) {
    let mut head = doors.office.follower.watch();
    tokio::time::sleep(QUIET).await;
    loop {
        let now = *head.borrow_and_update();
        let last = now.saturating_sub(1) / PAGE * PAGE;
        for after in [0, last] {
            squeeze(&doors, Range { after, limit: PAGE, head: now }).await;
        }
        let grown = async {
            tokio::time::sleep(REST).await;
            head.changed().await?;
            while let Ok(more) = tokio::time::timeout(QUIET, head.changed()).await {
                more?;
            }
            Ok::<_, tokio::sync::watch::error::RecvError>(())
        };
        tokio::select! {
            () = doors.office.stop.cancelled() => return,
            grown = grown => if grown.is_err() { return },
        }
    }
}

async fn squeeze(doors: &Doors, range: Range) {
    let (pages, log) = (Arc::clone(&doors.pages), Arc::clone(&doors.office.log));
    let made = at_leisure(move || pages.perfect(&*log, range)).await;
    if let Some(Err(error)) = made {
        // The page is read anew, and squeezed less, for whoever asks.
        tracing::warn!(%error, after = range.after, "a page of the log was not made ahead");
    }
}
