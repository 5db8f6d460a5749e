//! Serving a listener until the office closes.

use std::io;
use std::sync::Arc;

use axum::serve::ListenerExt;
use tokio::net::TcpListener;

use super::{Doors, router_of, settings};
use crate::office::Office;

/// Serves until `office.stop` is cancelled; then open requests are finished and open streams end.
///
/// # Errors
/// If the listener fails.
pub async fn serve(listener: TcpListener, office: Office) -> io::Result<()> {
    let stop = office.stop.clone();
    let doors = Doors::open(office);
    prewarm(&doors);
    // A frame of a stream is a small packet that must leave at once.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "the connection keeps Nagle's algorithm");
        }
    });
    axum::serve(listener, router_of(doors)).with_graceful_shutdown(stop.cancelled_owned()).await
}

/// Makes what the first visitors will ask for, before they do.
fn prewarm(doors: &Doors) {
    let (ground, region) = (Arc::clone(&doors.ground), doors.office.config.home());
    let around = settings::home(doors.office.follower.public().world().get(), region);
    if let Some(around) = around {
        tokio::task::spawn_blocking(move || ground.prewarm(&around));
    }
    let doors = doors.clone();
    tokio::task::spawn_blocking(move || doors.units.now(&doors.office.follower.public(), |_| ()));
}
