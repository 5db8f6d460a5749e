//! Serving a listener until the office closes.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::leisure;
use super::session::Peer;
use super::{Doors, log, router_of, settings};
use crate::office::Office;

/// How long a caller may take, and how many there may be: whoever sends a byte a minute must not keep a place for ever.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From the end of one request to the end of the next one's head.
    pub head: Duration,
    /// From the end of the head to the end of the body.
    pub body: Duration,
    /// Connections that are open at a time. More wait until one ends.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { head: Duration::from_secs(20), body: Duration::from_secs(20), connections: 8_192 }
    }
}

/// Serves until `office.stop` is cancelled; then open requests are finished and open streams end.
///
/// # Errors
/// If the listener fails.
pub async fn serve(listener: TcpListener, office: Office) -> io::Result<()> {
    serve_within(listener, office, Limits::default()).await
}

/// As [`serve`], within other limits.
///
/// axum's own loop has no limit of time for the head of a request, so this is hyper's.
///
/// # Errors
/// If the listener fails.
pub async fn serve_within(listener: TcpListener, office: Office, limits: Limits) -> io::Result<()> {
    let stop = office.stop.clone();
    let doors = Doors::open(office);
    prewarm(&doors);
    let service = TowerToHyperService::new(router_of(doors, limits.body));
    let (seats, open) = (Arc::new(Semaphore::new(limits.connections)), GracefulShutdown::new());
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head);
    loop {
        let ((connection, peer), seat) = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            next = next(&listener, &seats) => next?,
        };
        let service = service.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer.ip()));
            service.call(request)
        });
        let served = open.watch(http.serve_connection(TokioIo::new(connection), service));
        tokio::spawn(async move {
            if let Err(error) = served.await {
                // The reader went away, or took too long: no trouble of ours.
                tracing::debug!(%error, "a connection broke off");
            }
            drop(seat);
        });
    }
    drop(listener);
    open.shutdown().await;
    Ok(())
}

/// The next connection, once there is a seat for it.
async fn next(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
) -> io::Result<((TcpStream, SocketAddr), OwnedSemaphorePermit)> {
    let seat = Arc::clone(seats).acquire_owned().await.map_err(io::Error::other)?;
    loop {
        match listener.accept().await {
            Ok((connection, peer)) => {
                // A frame of a stream is a small packet that must leave at once.
                if let Err(error) = connection.set_nodelay(true) {
                    tracing::debug!(%error, "the connection keeps Nagle's algorithm");
                }
                return Ok(((connection, peer), seat));
            }
            Err(error) if is_of_caller(&error) => {}
            Err(error) => {
                // Mostly too many open files: it passes when some are closed.
                tracing::error!(%error, "no connection can be accepted at the moment");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// Whether a connection was given up before it was accepted.
fn is_of_caller(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Makes what the first visitors will ask for, before they do.
fn prewarm(doors: &Doors) {
    let (ground, region) = (Arc::clone(&doors.ground), doors.office.config.home());
    let around = settings::home(doors.office.follower.public().world().get(), region);
    if let Some(around) = around {
        leisure::begin(move || ground.prewarm(&around));
    }
    tokio::spawn(log::ahead(doors.clone()));
    let doors = doors.clone();
    tokio::task::spawn_blocking(move || doors.units.now(&doors.office.follower.public(), |_| ()));
}
