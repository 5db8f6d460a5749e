//! What nearly every file of the client needs: signals and effects from Leptos, elements from `dom`.

pub use leptos::prelude::{
    Dispose, Effect, Get, GetUntracked, GetValue, LocalStorage, Memo, RwSignal, Set, SetValue, Signal, StoredValue,
    TimeoutHandle, Track, Update, UpdateUntracked, UpdateValue, WindowListenerHandle, With, WithUntracked, WithValue,
    document, event_target_value, expect_context, on_cleanup, provide_context,
    request_animation_frame, set_timeout, set_timeout_with_handle, untrack, window, window_event_listener,
};
pub use markup::{component, view};

pub use crate::dom::{AnyView, IntoAny, IntoView, NodeRef, View};
