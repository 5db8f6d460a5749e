//! `/api/stream`: new facts as server-sent events. Only the tail: what came before is fetched from `/api/log`.
//!
//! Each open stream is a cursor in a ring of encoded frames that all share; nothing is queued for a slow reader. When
//! the ring has moved on without it, its next frame says so (`after` is beyond what it knows) and it fetches pages.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use futures_util::stream::unfold;
use shared::access::Sight;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};
use tokio_util::sync::CancellationToken;
use utoipa::IntoParams;

use super::Doors;
use super::openapi::ProblemBody;
use super::operator::Caller;
use super::params::{Asked, Given, Parameters};
use super::problem::{Kind, Problem};
use crate::live::{Cursor, Ring};
use crate::sessions::Session;

/// Streams that may be open at a time.
pub const STREAMS: usize = 4_096;
/// A sign of life this often keeps proxies from closing a quiet stream, and finds readers that are gone.
const BEAT: Duration = Duration::from_secs(15);
/// After a cut the browser waits this long, ms.
const OPENING: &str = "retry: 2000\n: open\n\n";

/// Where to go on.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct From {
    /// The last position the caller knows (default: the end of the log). `Last-Event-ID` goes before it.
    #[param(minimum = 0, example = 4711)]
    after: Option<u64>,
}

impl Parameters for From {
    fn read(asked: &mut Asked) -> Result<Self, Problem> {
        Ok(Self { after: asked.take_within("after", 0..=u64::from(u32::MAX))? })
    }
}

/// New facts as they are recorded, as server-sent events.
///
/// `id` is the last position a frame covers; `data` is `{"after": 4708, "events": […]}`, where `after` is the last
/// visible position before it (`StreamFrame`): whoever knows less has missed facts, and fetches them from `/api/log`. A frame without
/// events says that something was recorded that the caller may not see, or that more was recorded than is worth
/// sending. A comment comes every 15 seconds.
#[utoipa::path(
    get,
    path = "/api/stream",
    tag = "facts",
    params(
        From,
        ("Last-Event-ID" = Option<u64>, Header, description = "The last position received; sent by browsers after a cut", example = 4711),
    ),
    responses(
        (status = 200, description = "The stream", body = String, content_type = "text/event-stream"),
        (status = 400, description = "A parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "The operator token is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "Too many streams are open", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn stream(
    State(doors): State<Doors>,
    caller: Caller,
    headers: HeaderMap,
    Given(from): Given<From>,
) -> Result<Response, Problem> {
    let ring = match caller {
        Caller::Visitor => doors.office.follower.ring(Sight::PUBLIC),
        Caller::Operator => doors.office.follower.ring(Sight::OFFICIALS),
    };
    open(&doors, &ring, &doors.streams, &headers, from, None)
}

/// Opens a stream out of a ring, if a seat is left; it ends with the session, if there is one.
///
/// # Errors
/// If there is no seat, or `Last-Event-ID` is wrong.
pub fn open(
    doors: &Doors,
    ring: &Arc<Ring>,
    seats: &Arc<Semaphore>,
    headers: &HeaderMap,
    from: From,
    session: Option<Arc<Session>>,
) -> Result<Response, Problem> {
    let seat = Arc::clone(seats).try_acquire_owned().map_err(|_| Problem::new(Kind::Busy))?;
    let after = last_event_id(headers)?.or(from.after).unwrap_or_else(|| doors.office.follower.head());
    let mut beat = interval_at(Instant::now() + BEAT, BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let reader = Reader {
        cursor: ring.after(after),
        beat,
        stop: doors.office.stop.clone(),
        session,
        opened: false,
        _seat: seat,
    };
    let body = Body::from_stream(unfold(reader, |mut reader| async {
        reader.next().await.map(|bytes| (Ok::<_, std::convert::Infallible>(bytes), reader))
    }));
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Asks a reverse proxy not to collect what must arrive at once.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

fn last_event_id(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(id) = headers.get("last-event-id") else { return Ok(None) };
    let text = id.to_str().unwrap_or("?");
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| {
        let wrong = shared::Text::new(
            format!("Last-Event-ID“{text}”有误：应为位置编号。"),
            format!("Last-Event-ID is \"{text}\"; expected a position."),
        );
        Problem::parameter("Last-Event-ID", wrong, "Last-Event-ID: 4711")
    })
}

/// One open stream.
struct Reader {
    cursor: Cursor,
    beat: Interval,
    stop: CancellationToken,
    session: Option<Arc<Session>>,
    opened: bool,
    /// Its place among the open streams, given up when it ends.
    _seat: OwnedSemaphorePermit,
}

impl Reader {
    /// What is to be written next; none when the server stops or the session is over.
    async fn next(&mut self) -> Option<Bytes> {
        let session = self.session.clone();
        let over = async {
            match session {
                Some(session) => session.over().await,
                None => std::future::pending().await,
            }
        };
        if !self.opened {
            self.opened = true;
            return Some(Bytes::from_static(OPENING.as_bytes()));
        }
        tokio::select! {
            biased;
            () = self.stop.cancelled() => None,
            // Before the next frame: nothing is shown after the end.
            () = over => None,
            frame = self.cursor.next() => Some(frame.bytes),
            _ = self.beat.tick() => Some(Bytes::from_static(b": beat\n\n")),
        }
    }
}
