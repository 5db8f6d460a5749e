//! Keeping up with the log while the server runs, and writing a snapshot now and then.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{Follower, Unfollowable};
use crate::log::{Log, LogError};

/// A snapshot is written when so many facts, and a tenth of all, were recorded since the last one: reading them from the
/// log takes a fraction of the time that writing everything does.
const FACTS_A_SNAPSHOT: u64 = 50_000;
/// At the end of the server it is worth writing one for fewer.
const FACTS_A_LAST_SNAPSHOT: u64 = 5_000;
/// A log that does not answer is asked again after this long.
const AGAIN: Duration = Duration::from_secs(1);

/// Follows a log until told to stop, and keeps the snapshot in its folder fresh.
///
/// # Errors
/// If the log is damaged or holds a fact that this program does not know; what was folded so far stays readable, but the
/// server stops rather than show an old day as today.
pub async fn follow(
    follower: Arc<Follower>,
    log: Arc<dyn Log>,
    folder: PathBuf,
    stop: CancellationToken,
) -> Result<(), Unfollowable> {
    let followed = keep_up(&follower, &log, &folder, &stop).await;
    stop.cancel();
    if followed.is_ok() && follower.not_saved() >= FACTS_A_LAST_SNAPSHOT {
        save(&follower, &log, &folder).await;
    }
    followed
}

async fn keep_up(
    follower: &Arc<Follower>,
    log: &Arc<dyn Log>,
    folder: &Path,
    stop: &CancellationToken,
) -> Result<(), Unfollowable> {
    let mut recorded = log.watch();
    let mut saving = tokio::task::JoinSet::new();
    loop {
        recorded.borrow_and_update();
        let (one, other) = (Arc::clone(follower), Arc::clone(log));
        let caught_up = tokio::task::spawn_blocking(move || one.catch_up(&*other)).await;
        match caught_up.map_err(|e| LogError::Unavailable(e.to_string()))? {
            Ok(()) => {}
            Err(Unfollowable::Log(error @ (LogError::Unavailable(_) | LogError::Full))) => {
                tracing::error!(%error, "the log does not answer; it is asked again");
                tokio::select! {
                    () = stop.cancelled() => break,
                    () = tokio::time::sleep(AGAIN) => continue,
                }
            }
            Err(error) => return Err(error),
        }
        let _done = saving.try_join_next();
        if saving.is_empty() && follower.not_saved() >= FACTS_A_SNAPSHOT.max(follower.head() / 10) {
            let (one, other, folder) = (Arc::clone(follower), Arc::clone(log), folder.to_owned());
            saving.spawn(async move { save(&one, &other, &folder).await });
        }
        tokio::select! {
            () = stop.cancelled() => break,
            woken = recorded.changed() => if woken.is_err() { break },
        }
    }
    while saving.join_next().await.is_some() {}
    Ok(())
}

/// Writes a snapshot. It is a cache: without it the next start takes longer.
async fn save(follower: &Arc<Follower>, log: &Arc<dyn Log>, folder: &Path) {
    let (one, other, folder) = (Arc::clone(follower), Arc::clone(log), folder.to_owned());
    let written = tokio::task::spawn_blocking(move || one.write_snapshot(&*other, &folder)).await;
    match written {
        Ok(Ok(position)) => tracing::info!(position, "wrote a snapshot"),
        Ok(Err(error)) => tracing::warn!(%error, "no snapshot was written"),
        Err(error) => tracing::warn!(%error, "no snapshot was written"),
    }
}
