//! Project stage: a disc that fills as the project becomes real.

use crate::prelude::*;
use shared::Word;
use shared::entity::ProjectStage;

/// The word for a stage.
pub const fn stage_word(stage: ProjectStage) -> Word {
    match stage {
        ProjectStage::Offered => Word::StageOffered,
        ProjectStage::Negotiating => Word::StageNegotiating,
        ProjectStage::Signed => Word::StageSigned,
        ProjectStage::Started => Word::StageStarted,
        ProjectStage::Completed => Word::StageCompleted,
        ProjectStage::Production => Word::StageProduction,
        ProjectStage::Full => Word::StageFull,
        ProjectStage::Ended => Word::StageEnded,
    }
}

/// What lies within the ring: an outline on a square of 18, and whether it is filled.
pub const fn within(stage: ProjectStage) -> (&'static str, bool) {
    match stage {
        ProjectStage::Offered => ("", false),
        ProjectStage::Negotiating => ("M9 7.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 1 1 0-3.6", true),
        ProjectStage::Signed => ("M9 9V2.2A6.8 6.8 0 0 1 15.8 9Z", true),
        ProjectStage::Started => ("M9 2.2a6.8 6.8 0 0 1 0 13.6Z", true),
        ProjectStage::Completed => ("M9 9V2.2A6.8 6.8 0 1 1 2.2 9Z", true),
        ProjectStage::Production | ProjectStage::Full => {
            ("M9 2.2a6.8 6.8 0 1 1 0 13.6a6.8 6.8 0 1 1 0-13.6", true)
        }
        ProjectStage::Ended => ("M5 9H13", false),
    }
}

/// The disc of a stage.
#[component]
pub fn StageSign(stage: ProjectStage) -> impl IntoView {
    let dashes = if stage == ProjectStage::Offered { "3.1 2.2" } else { "" };
    let (path, filled) = within(stage);
    let fill = if filled { "var(--ink-d)" } else { "none" };
    let ring_inside = (stage == ProjectStage::Full).then(
        || view! { <circle cx="9" cy="9" r="4" fill="none" stroke="var(--paper)" stroke-width="1.6" /> },
    );
    view! {
        <svg class="disc" viewBox="0 0 18 18" aria-hidden="true">
            <circle cx="9" cy="9" r="6.8" fill="var(--paper)" stroke="var(--ink-d)" stroke-width="1.7" stroke-dasharray=dashes />
            <path d=path fill=fill stroke="var(--ink-d)" stroke-width=if filled { "0" } else { "1.7" } />
            {ring_inside}
        </svg>
    }
}
