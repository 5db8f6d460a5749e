//! What runs again when something that it has read changes.

use leptos::reactive::effect::RenderEffect;

use super::stored::keep;

/// An effect; it ends with the owner under which it was made.
pub struct Effect;

impl Effect {
    /// Runs now and again; is given what it answered the last time.
    #[expect(clippy::new_ret_no_self, reason = "the notation of Leptos; nobody needs a handle of it")]
    pub fn new<T: 'static>(mut act: impl FnMut(Option<T>) -> T + 'static) {
        let mut before = None;
        follow(Box::new(move || before = Some(act(before.take()))));
    }
}

/// Runs at once, and again whenever what it has read changes.
pub fn follow(mut act: Box<dyn FnMut()>) {
    keep(RenderEffect::new(move |_: Option<()>| act()));
}
