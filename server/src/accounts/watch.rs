//! Keeps sessions true to the accounts that they belong to: whoever's account was ended, or is trusted with something else by
//! now, signs in anew. The command line changes accounts while the server runs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::Accounts;
use crate::sessions::Sessions;

/// How often the register is asked whether another process changed it.
const OFTEN: Duration = Duration::from_secs(1);

/// Ends sessions whose accounts changed, until told to stop.
pub async fn watch(accounts: Accounts, sessions: Arc<Sessions>, stop: CancellationToken) {
    let mut known = None;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(OFTEN) => {}
        }
        let (asked, sessions) = (accounts.clone(), Arc::clone(&sessions));
        let seen = tokio::task::spawn_blocking(move || {
            let now = asked.changed()?;
            if known != Some(now) {
                let all = asked.all()?;
                let all: BTreeMap<_, _> = all.into_iter().map(|account| (account.id, account)).collect();
                sessions.end_where(|session| {
                    session.holder.account().is_some_and(|then| all.get(&then.id) != Some(then))
                });
            }
            Ok::<_, crate::log::LogError>(now)
        });
        match seen.await {
            Ok(Ok(now)) => known = Some(now),
            Ok(Err(error)) => tracing::warn!(%error, "the register of accounts does not answer"),
            Err(error) => tracing::warn!(%error, "the register of accounts was not asked"),
        }
    }
}
