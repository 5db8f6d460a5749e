//! An official's day at `/desk`: what is late and what comes due in the own region, each item with the way to its record;
//! requests that wait, the year's tasks, what is to be checked, and what others recorded.
//!
//! A part of its own: neither the map nor the chart loads any of it.

mod acts;
mod names;
mod news;
mod requests;
pub mod review;
mod stale;
mod tasks;
mod told;
mod written;

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::access::{Action, Role, Who, may};
use shared::agenda::{Item, Matter, agenda};
use shared::chart::say::{action_word, node_word, problem_word};
use shared::fact::upkeep::Step;
use shared::json::FromJson;
use shared::words::DeskWord;
use shared::{Audience, Command, Context, Day, Lang, RegionCode, Word, decide};

use wasm_bindgen::JsCast;

use crate::feed::Feed;
use crate::format::date;
use crate::forms::Forms;
use crate::moment::Moment;
use crate::net;
use crate::scene::{Page, Scene};
use crate::tables::Tables;
use crate::{vault, words};

/// Days ahead that are looked at.
const AHEAD: i32 = 14;

/// Where the official belongs.
#[derive(Clone, Copy, Debug, PartialEq, FromJson)]
struct Me {
    official: bool,
    #[serde(default)]
    role: Option<Role>,
    #[serde(default)]
    region: Option<RegionCode>,
}

impl Me {
    /// Who that is, to `may`: the operator token has neither role nor region.
    fn who(self) -> Who {
        match (self.official, self.role, self.region) {
            (true, Some(role), Some(region)) => Who::Official { role, region },
            (true, ..) => Who::Operator,
            (false, ..) => Who::Visitor,
        }
    }
}

/// When an item is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// It is late.
    Late,
    /// Today or soon.
    Soon,
    /// A lease that ends within its time.
    Later,
}

impl When {
    fn of(item: &Item, day: Day) -> Self {
        match item.late(day) {
            1.. => When::Late,
            left if left >= -AHEAD => When::Soon,
            _ => When::Later,
        }
    }

    fn word(self) -> Word {
        match self {
            When::Late => Word::AgendaLate,
            When::Soon => Word::AgendaSoon,
            When::Later => Word::AgendaLater,
        }
    }
}

/// The page.
#[component]
pub fn Agenda() -> impl IntoView {
    let (scene, feed, moment) = (Scene::here(), Feed::here(), Moment::here());
    let me = RwSignal::new(None::<Me>);
    spawn_local(async move {
        let who =
            net::json::<Me>("/api/session").await.unwrap_or(Me { official: false, role: None, region: None });
        let is_there = !who.official || feed.is_office.get_untracked() || feed.enter_prepared();
        if !is_there && let Err(trouble) = feed.enter_office().await {
            leptos::logging::warn!("{trouble}");
            scene.notice.set(Some(scene.say(Word::PartFailed).to_owned()));
        }
        me.set(Some(who));
    });
    let region = Memo::new(move || {
        let own = me.get().and_then(|me| me.region);
        own.unwrap_or_else(|| scene.scope.get().region)
    });
    let items = Memo::new(move || {
        let day = moment.today.get();
        let mut items = feed.world.with(|world| agenda(world, day, region.get(), AHEAD));
        // Requests have a list of their own, with those that nobody promised a day.
        items.retain(|item| !matches!(item.matter, Matter::Request(_)));
        items
    });
    vault::Shown::share();
    let doing = RwSignal::new(None::<(Item, String)>);
    // What the rules say is told before anything is sent: in words that nobody else needs.
    let learned = RwSignal::new(0u32);
    Effect::new(move |_| {
        let lang = scene.lang.get();
        spawn_local(async move {
            match words::learn_desk(lang).await {
                Ok(()) => learned.update(|times| *times += 1),
                Err(trouble) => leptos::logging::warn!("{trouble}"),
            }
        });
    });
    let review = review::Review::new(scene, feed, learned);
    Effect::new(move |_| {
        let who = me.get().map_or(Who::Visitor, Me::who);
        review.follow(if feed.is_office.get() { who } else { Who::Visitor });
    });
    let content = move || {
        let lang = scene.lang.get();
        learned.get();
        let who = me.get()?;
        if !who.official || !feed.is_office.get() {
            return Some(closed(scene, lang));
        }
        let day = moment.today.get();
        let items = items.get();
        let look = Look { scene, feed, who: who.who(), doing, learned, review };
        let mut view = View::new();
        let title = feed.world.with_untracked(|world| crate::header::region_name(world, region.get(), lang));
        let late = items.iter().filter(|item| When::of(item, day) == When::Late).count();
        let count =
            Word::AgendaCount.with(lang, &[("n", &items.len().to_string()), ("late", &late.to_string())]);
        view.add(view! {
            <header class="agenda-head">
                <h2 class="title">{Word::AgendaTitle.text(lang)}</h2>
                <p class="quiet">{title}" · "{date(day, lang)}" · "{count}{move || review.counted(lang)}</p>
                {who.who().records().then(|| crate::forms::opening(scene, lang))}
            </header>
        });
        if learned.get() > 0 {
            view.add(jumps(lang));
        }
        for when in [When::Late, When::Soon, When::Later] {
            let listed: Vec<_> = items.iter().filter(|item| When::of(item, day) == when).copied().collect();
            if !listed.is_empty() {
                view.add(list(look, &listed, when, day, lang));
            }
        }
        if items.is_empty() {
            view.add(view! { <p class="quiet">{Word::AgendaEmpty.text(lang)}</p> });
        }
        Some(view)
    };
    // Each follows for itself: what is typed in one stays when another changes.
    let sections = Memo::new(move || me.get().filter(|me| me.official && feed.is_office.get()));
    let sections = move || {
        let look = Look { scene, feed, who: sections.get()?.who(), doing, learned, review };
        let mut view = requests::section(look, moment, region);
        view.add(tasks::section(look, moment, region));
        view.add(stale::section(look, moment, region));
        view.add(news::section(look, moment, region));
        Some(view)
    };
    // Kept while the day changes above it: a file may be waiting there. Its words are the desk's own.
    let tables = Tables::new(scene, region);
    let is_told = Memo::new(move || learned.get() > 0 && feed.is_office.get());
    let tables = move || {
        let who = me.get().filter(|me| me.official)?.who();
        is_told.get().then(|| crate::tables::part(tables, who))
    };
    // The day, or the form of what is being recorded.
    let recording = Memo::new(move || {
        let is_in = me.with(|me| me.is_some_and(|me| me.official)) && feed.is_office.get();
        is_in && scene.recording.with(Option::is_some)
    });
    let whole = move || match recording.get() {
        true => {
            view! { <Forms who=Signal::derive(move || me.get().map_or(Who::Visitor, Me::who)) learned /> }
        }
        false => view! { {content}{move || review.part()}{sections}{tables} },
    };
    view! { <main class="agenda" id="agenda">{whole}{vault::place()}</main> }
}

/// The way to what stands further down.
fn jumps(lang: Lang) -> View {
    const PARTS: [(&str, DeskWord); 5] = [
        ("requests", DeskWord::DeskRequestsTitle),
        ("tasks", DeskWord::DeskTasksTitle),
        ("stale", DeskWord::DeskStaleTitle),
        ("news", DeskWord::DeskNewsTitle),
        ("tables", DeskWord::DeskTablesTitle),
    ];
    let links = PARTS.map(|(id, word)| {
        let go = move |_| {
            let element = |id| document().get_element_by_id(id)?.dyn_into::<web_sys::HtmlElement>().ok();
            // The desk alone moves: a browser asked to show the part would push the header out of the page, too.
            if let Some((desk, part)) = element("agenda").zip(element(id)) {
                desk.set_scroll_top(part.offset_top() - desk.offset_top());
            }
        };
        view! { <button type="button" class="link" on:click=go>{word.text(lang)}</button> }
    });
    view! { <nav class="agenda-jumps" aria-label=DeskWord::DeskJumps.text(lang)>{links.into_iter().collect::<Vec<_>>()}</nav> }
}

/// What visitors see: where officials sign in.
fn closed(scene: Scene, lang: Lang) -> View {
    let go = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        crate::header::open_page(scene, Page::Login);
    };
    view! {
        <div class="chart-closed">
            <p>{Word::AgendaClosed.text(lang)}</p>
            <a class="link" href="/login" on:click=go>{Word::OfficeSignIn.text(lang)}</a>
        </div>
    }
}

/// What the rows are made with.
#[derive(Clone, Copy)]
struct Look {
    scene: Scene,
    feed: Feed,
    who: Who,
    /// The item that is being recorded as done, and the name of that command.
    doing: RwSignal<Option<(Item, String)>>,
    /// Changes when the words of refusals have come.
    learned: RwSignal<u32>,
    /// What waits for a reviewer.
    review: review::Review,
}

fn list(look: Look, items: &[Item], when: When, day: Day, lang: Lang) -> View {
    let Look { scene, feed, who, doing, .. } = look;
    let rows = items.iter().map(|item| {
        let item = *item;
        let (name, place, unit) = feed.world.with_untracked(|world| {
            (
                names::name(world, item.entity, item.key, lang),
                crate::header::region_name(world, item.region, lang),
                names::unit_name(world, item.entity, item.key, day, lang),
            )
        });
        let days = match item.late(day) {
            late @ 1.. => Word::AgendaDaysLate.with(lang, &[("n", &late.to_string())]),
            0 => Word::AgendaToday.text(lang).to_owned(),
            left => Word::AgendaDaysLeft.with(lang, &[("n", &(-left).to_string())]),
        };
        let open = move |_| names::open(scene, feed, item.entity, item.key);
        let contacts = vault::button(shared::fact::stream(item.entity, item.key), name.clone(), Word::VaultShort, lang);
        let name = view! { <button type="button" class="row-button" on:click=open>{name}</button> };
        // The server decides; here only what it would refuse is not offered.
        let may_record = may(who, Action::Record, Some(item.region), Audience::Public);
        let act = item.done(day).filter(|_| may_record).map(|_| {
            let begin = move |_| doing.set(Some((item, new_name())));
            let is_doing = move || doing.with(|doing| doing.as_ref().is_some_and(|(of, _)| *of == item));
            view! {
                {move || if is_doing() {
                    form(look, item, day, lang)
                } else {
                    view! { <button type="button" class="link agenda-done" on:click=begin>{done_word(item.matter, lang)}</button> }
                }}
            }
        });
        view! {
            <tr data-key=item.key.to_string() class:late=when == When::Late>
                <td class="agenda-day">{date(item.due, lang)}</td>
                <td class="agenda-left">{days}</td>
                <td>{matter(item.matter, lang)}</td>
                <th scope="row">{name}</th>
                <td class="quiet">{place}<span class="line">{unit}</span></td>
                <td class="agenda-act">{act}" "{contacts}</td>
            </tr>
        }
    });
    view! {
        <section class="agenda-list">
            <h3>{when.word().text(lang)}" "<span class="quiet">{items.len()}</span></h3>
            <table class="chart-table agenda-table">
                <thead><tr>
                    <th scope="col">{Word::AgendaDue.text(lang)}</th>
                    <th scope="col">{Word::AgendaLeft.text(lang)}</th>
                    <th scope="col">{Word::AgendaMatter.text(lang)}</th>
                    <th scope="col">{Word::ColumnName.text(lang)}</th>
                    <th scope="col">{Word::KeepRegion.text(lang)}</th>
                    <th scope="col"><span class="unseen">{Word::KeepActions.text(lang)}" "</span>{Word::VaultOpen.text(lang)}</th>
                </tr></thead>
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
            </table>
        </section>
    }
}

/// What was done about a matter.
fn done_word(matter: Matter, lang: Lang) -> &'static str {
    match matter {
        Matter::Request(_) => Word::AgendaResolve.text(lang),
        Matter::Problem(_) => Word::AgendaSolve.text(lang),
        Matter::Reservation => Word::AgendaRelease.text(lang),
        Matter::Lease => Word::AgendaVacate.text(lang),
        Matter::Task => DeskWord::DeskDoneTask.text(lang),
        Matter::Lead(Step::Report) => DeskWord::DeskDoneConfirm.text(lang),
        Matter::Lead(_) | Matter::Node(_) | Matter::Action(_) | Matter::FirstTalk => {
            Word::AgendaReach.text(lang)
        }
    }
}

/// A name for a command that nobody gave before.
pub fn new_name() -> String {
    let random = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("desk-{:08x}{:08x}{:08x}", random(), random(), random())
}

/// The day on which it was done, and what the rules say of it before anything is sent.
fn form(look: Look, item: Item, today: Day, lang: Lang) -> View {
    let Look { scene, feed, doing, learned, review, .. } = look;
    let on = RwSignal::new(today);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let refused = Memo::new(move || {
        learned.get();
        let command = item.done(on.get()).and_then(|text| Command::read(&text).ok())?;
        let decided = feed.world.with(|world| decide(world, &command, &Context { today }));
        decided.err().map(|refusal| refusal.word(lang))
    });
    let choose = move |event: web_sys::Event| {
        trouble.set(None);
        if let Ok(day) = event_target_value(&event).parse() {
            on.set(day);
        }
    };
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        let name = doing.with_untracked(|doing| doing.as_ref().map(|(_, name)| name.clone()));
        let Some((text, name)) = item.done(on.get_untracked()).zip(name) else { return };
        if busy.get_untracked() || refused.get_untracked().is_some() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match net::command(&text, &name, lang).await {
                Ok(told) => {
                    doing.set(None);
                    if let net::Told::Waits(number) = told {
                        scene.notice.set(Some(review::waits(number, lang)));
                        review.look();
                    }
                }
                Err(words) => trouble.set(Some(words)),
            }
            busy.set(false);
        });
    };
    let words = move || refused.get().or_else(|| trouble.get());
    view! {
        <form class="agenda-form" on:submit=send>
            <label><span class="unseen">{Word::AgendaOn.text(lang)}</span>
                <input type="date" value=today.to_string() max=today.to_string() required=true on:input=choose />
            </label>
            <button type="submit" class="button primary" disabled=move || refused.get().is_some() || busy.get()>{Word::AgendaRecord.text(lang)}</button>
            <button type="button" class="link" on:click=move |_| doing.set(None)>{Word::AgendaCancel.text(lang)}</button>
            {move || words().map(|words| view! { <p class="login-trouble" role="alert">{words}</p> })}
        </form>
    }
}

fn matter(matter: Matter, lang: Lang) -> String {
    let of = |word: Word, what: Word| word.with(lang, &[("what", what.text(lang))]);
    match matter {
        Matter::Request(kind) => of(Word::AgendaRequest, problem_word(kind)),
        Matter::Problem(kind) => of(Word::AgendaProblem, problem_word(kind)),
        Matter::Action(action) => action_word(action).text(lang).to_owned(),
        Matter::FirstTalk => Word::AgendaFirstTalk.text(lang).to_owned(),
        Matter::Task => DeskWord::DeskTaskDue.text(lang).to_owned(),
        Matter::Lead(step) => {
            let word = match step {
                Step::Answer => DeskWord::DeskLeadAnswer,
                Step::Assess => DeskWord::DeskLeadAssess,
                Step::Feedback => DeskWord::DeskLeadFeedback,
                Step::Report => DeskWord::DeskLeadReport,
            };
            word.text(lang).to_owned()
        }
        Matter::Node(node) => of(Word::AgendaNode, node_word(node)),
        Matter::Reservation => Word::AgendaReservation.text(lang).to_owned(),
        Matter::Lease => Word::AgendaLease.text(lang).to_owned(),
    }
}
