//! Play, step, stride and speed.

use crate::prelude::*;
use shared::Word;

use crate::moment::{Moment, Stride};
use crate::scene::Scene;

/// The word for a stride.
const fn stride_word(stride: Stride) -> Word {
    match stride {
        Stride::Day => Word::StrideDay,
        Stride::Month => Word::StrideMonth,
        Stride::Quarter => Word::StrideQuarter,
    }
}

/// The shortest word for a stride.
const fn stride_letter(stride: Stride) -> Word {
    match stride {
        Stride::Day => Word::StrideDayShort,
        Stride::Month => Word::StrideMonthShort,
        Stride::Quarter => Word::StrideQuarterShort,
    }
}

/// The row of buttons.
#[component]
pub fn Controls() -> impl IntoView {
    let (scene, moment) = (Scene::here(), Moment::here());
    let step = move |by: i32| {
        moment.playing.set(false);
        moment.step(moment.stride.get_untracked(), by);
    };
    let stride_name = move || scene.say(stride_word(moment.stride.get()));
    let strides = Stride::ALL.into_iter().map(|stride| {
        view! {
            <button
                type="button"
                class="button"
                role="radio"
                aria-checked=move || (moment.stride.get() == stride).to_string()
                aria-label=move || scene.say(stride_word(stride))
                on:click=move |_| moment.stride.set(stride)
            >
                {move || scene.say(stride_letter(stride))}
            </button>
        }
    });
    let play = move || scene.say(if moment.playing.get() { Word::TimePause } else { Word::TimePlay });
    let icon = move || if moment.playing.get() { "M4 3H7V13H4ZM9 3H12V13H9Z" } else { "M4 2.5L13 8L4 13.5Z" };
    let label = move |word: Word| word.with(scene.lang.get(), &[("stride", stride_name())]);
    view! {
        <div class="controls">
            <button type="button" class="button primary play" aria-label=play title=play on:click=move |_| moment.play_or_pause()>
                <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=icon fill="currentColor" /></svg>
            </button>
            <button type="button" class="button" aria-label=move || label(Word::TimeBack) on:click=move |_| step(-1)>"‹"</button>
            <button type="button" class="button" aria-label=move || label(Word::TimeForth) on:click=move |_| step(1)>"›"</button>
            <span class="strides" role="radiogroup" aria-label=move || scene.say(Word::StrideLabel)>
                {strides.collect::<Vec<_>>()}
            </span>
            <button
                type="button"
                class="button speed"
                aria-label=move || Word::TimeSpeed.with(scene.lang.get(), &[("n", &moment.speed.get().times().to_string())])
                on:click=move |_| moment.speed.update(|speed| *speed = speed.next())
            >
                {move || moment.speed.get().times()}"×"
            </button>
        </div>
    }
}
