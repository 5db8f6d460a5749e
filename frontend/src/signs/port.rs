//! Port of entry: a dark tile with a gate; half-barred when limited, barred when closed.

use crate::prelude::*;
use shared::Word;
use shared::fact::registry::PortStatus;

/// The word for a state.
pub const fn port_word(status: PortStatus) -> Word {
    match status {
        PortStatus::Open => Word::PortOpen,
        PortStatus::Limited => Word::PortLimited,
        PortStatus::Closed => Word::PortClosed,
    }
}

/// The tile of a port.
#[component]
pub fn PortSign(status: Option<PortStatus>) -> impl IntoView {
    let bar = match status {
        Some(PortStatus::Limited) => "M5 9.8H9",
        Some(PortStatus::Closed) => "M5 9.8H13",
        _ => "",
    };
    view! {
        <svg class="disc" viewBox="0 0 18 18" aria-hidden="true">
            <rect x="1" y="1" width="16" height="16" fill="var(--t1)" />
            <path d="M5 14V5H13V14" fill="none" stroke="var(--paper)" stroke-width="2" />
            <path d=bar fill="none" stroke="var(--paper)" stroke-width="1.6" />
        </svg>
    }
}
