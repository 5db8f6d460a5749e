//! What nearly every file of the client needs: signals, elements, and the browser.

pub use leptos::prelude::{
    TimeoutHandle, WindowListenerHandle, document, event_target_value, on_cleanup, request_animation_frame,
    set_timeout, set_timeout_with_handle, window, window_event_listener,
};
pub use markup::{component, view};

pub use crate::dom::{AnyView, IntoAny, IntoView, NodeRef, View};
pub use crate::signal::{
    Effect, Memo, RwSignal, Signal, StoredValue, expect_context, provide_context, untrack,
};
