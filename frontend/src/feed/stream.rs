//! The stream of new facts: server-sent events, opened again by ourselves when they break off.
//!
//! The browser would open it again too, but not after every kind of failure, and always after the last event it saw
//! on this connection; we go on after the last fact that was taken in.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use shared::json::{self, FromJson};
use wasm_bindgen::prelude::*;
use web_sys::{EventSource, MessageEvent};

use super::Link;
use super::page::Opened;

/// What one message holds.
#[derive(FromJson)]
pub struct Frame {
    /// The last visible position before it: whoever knows less has missed facts.
    pub after: u64,
    /// The facts; none when there are so many that they are to be fetched.
    pub events: Vec<Opened>,
    /// The last position it covers.
    #[serde(skip)]
    pub position: u64,
}

/// First and longest pause before the stream is opened again, ms.
const FIRST_PAUSE: u32 = 500;
const LONGEST_PAUSE: u32 = 15_000;

/// An open stream. Dropping it closes it.
#[derive(Clone)]
pub struct Stream(Rc<Inner>);

struct Inner {
    source: RefCell<Option<Open>>,
    address: Box<dyn Fn() -> &'static str>,
    head: Box<dyn Fn() -> u64>,
    on_frame: Box<dyn Fn(Frame)>,
    on_link: Box<dyn Fn(Link)>,
    pause: Cell<u32>,
    timer: Cell<Option<TimeoutHandle>>,
}

/// A connection with the closures that it calls.
struct Open {
    source: EventSource,
    _on_open: Closure<dyn FnMut()>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut()>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onmessage(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}

impl Stream {
    /// Opens the stream at an address after the position that `head` tells, now and whenever it breaks off.
    pub fn open(
        address: impl Fn() -> &'static str + 'static,
        head: impl Fn() -> u64 + 'static,
        on_frame: impl Fn(Frame) + 'static,
        on_link: impl Fn(Link) + 'static,
    ) -> Self {
        let stream = Self(Rc::new(Inner {
            source: RefCell::new(None),
            address: Box::new(address),
            head: Box::new(head),
            on_frame: Box::new(on_frame),
            on_link: Box::new(on_link),
            pause: Cell::new(FIRST_PAUSE),
            timer: Cell::new(None),
        }));
        stream.connect();
        stream
    }

    /// Closes and opens again after a pause, which grows while nothing comes.
    pub fn reopen(&self) {
        (self.0.on_link)(Link::Lost);
        if let Some(timer) = self.0.timer.take() {
            timer.clear();
        }
        let pause = self.0.pause.get();
        self.0.pause.set((pause * 2).min(LONGEST_PAUSE));
        let stream = self.clone();
        let again = move || {
            stream.0.source.replace(None);
            stream.connect();
        };
        self.0.timer.set(set_timeout_with_handle(again, std::time::Duration::from_millis(pause.into())).ok());
    }

    /// Goes on at another address at once: nothing was lost, somebody signed in or left.
    pub fn change_over(&self) {
        if let Some(timer) = self.0.timer.take() {
            timer.clear();
        }
        self.0.source.replace(None);
        self.connect();
    }

    fn connect(&self) {
        let address = format!("{}?after={}", (self.0.address)(), (self.0.head)());
        let Ok(source) = EventSource::new(&address) else { return self.reopen() };
        let inner = Rc::downgrade(&self.0);
        let on_open = Closure::<dyn FnMut()>::new(move || {
            if let Some(inner) = inner.upgrade() {
                inner.pause.set(FIRST_PAUSE);
                (inner.on_link)(Link::Live);
            }
        });
        let inner = Rc::downgrade(&self.0);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            if let (Some(inner), Some(frame)) = (inner.upgrade(), read(&message)) {
                (inner.on_frame)(frame);
            }
        });
        let inner = Rc::downgrade(&self.0);
        let on_error = Closure::<dyn FnMut()>::new(move || {
            if let Some(inner) = inner.upgrade() {
                Stream(inner).reopen();
            }
        });
        source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        self.0.source.replace(Some(Open {
            source,
            _on_open: on_open,
            _on_message: on_message,
            _on_error: on_error,
        }));
    }
}

fn read(message: &MessageEvent) -> Option<Frame> {
    let text = message.data().as_string()?;
    let mut frame: Frame = json::read(&text)
        .inspect_err(|trouble| leptos::logging::warn!("a frame could not be read: {trouble}"))
        .ok()?;
    let known = frame.events.iter().filter_map(|event| Some(event.0.as_ref()?.position));
    let covered = known.max().unwrap_or(frame.after);
    frame.position = message.last_event_id().parse().unwrap_or(covered);
    Some(frame)
}
