//! Work that nobody waits for: done one after another by a thread that runs only when nobody else wants to.
//!
//! Squeezing a page of the log as far as it goes keeps a core busy for seconds a megabyte. At the usual priority it took
//! half of a small machine away from answers, and from the browser of whoever tries the program on his own.

use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};

use tokio::sync::oneshot;

type Work = Box<dyn FnOnce() + Send>;

/// Does something at leisure; the answer comes when it is done, and never when the program ends before.
pub async fn at_leisure<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, waits) = oneshot::channel();
    begin(move || {
        // Nobody may be waiting any more.
        let _ = done.send(work());
    });
    waits.await.ok()
}

/// The same for what has no answer.
pub fn begin(work: impl FnOnce() + Send + 'static) {
    static THREAD: OnceLock<Sender<Work>> = OnceLock::new();
    let thread = THREAD.get_or_init(|| {
        let (sender, receiver) = channel::<Work>();
        let started = std::thread::Builder::new().name("leisure".into()).spawn(move || {
            step_back();
            receiver.into_iter().for_each(|work| work());
        });
        if let Err(error) = started {
            tracing::warn!(%error, "nothing is prepared ahead");
        }
        sender
    });
    // Without the thread nothing is prepared, and everything is made when it is asked for.
    let _ = thread.send(Box::new(work));
}

/// Gives this thread the lowest priority. On Linux each thread has its own; elsewhere the work is done at the usual one.
fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(Some(rustix::thread::gettid()), 19) {
        tracing::debug!(%error, "the thread keeps the usual priority");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_is_done_in_turn_and_answered() {
        let (first, second) =
            (at_leisure(|| 1), at_leisure(|| std::thread::current().name().map(str::to_owned)));
        assert_eq!(first.await, Some(1));
        assert_eq!(second.await.flatten().as_deref(), Some("leisure"));
    }
}
