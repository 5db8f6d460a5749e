//! What others recorded in the own region since the official last looked, newest first, record by record, in words.
//!
//! How far somebody has looked is kept by the server with the account, so that it is the same on every machine.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::access::Who;
use shared::fact::Happening;
use shared::json::FromJson;
use shared::ledger::{Entity, Ledger};
use shared::words::DeskWord;
use shared::world::Ledgers;
use shared::{Day, Key, Lang, RegionCode, World};

use super::{Look, names};
use crate::format::date;
use crate::moment::Moment;
use crate::net;
use crate::tell::{Line, Mark, Telling, Told, history};

const SEEN: &str = "/api/session/seen";
/// Who never said how far they looked is told of so many days.
const DAYS: i32 = 7;
/// Records that are told of, at most; of more only the number.
const MOST: usize = 60;

/// How far the official has looked, and what they recorded since.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Seen {
    #[serde(default)]
    position: Option<u64>,
    own: Vec<u64>,
}

/// The same, and up to which position it is known what is the official's own.
#[derive(Clone, Debug, PartialEq)]
struct Looked {
    seen: Seen,
    head: u64,
}

/// A record that others changed.
#[derive(Clone, Debug, PartialEq)]
struct Changed {
    entity: &'static str,
    key: Key,
    /// The position of its newest fact.
    last: u64,
    lines: Vec<Line>,
}

/// The section.
pub fn section(look: Look, moment: Moment, region: Memo<RegionCode>) -> View {
    // The operator token has no account, and nothing to be kept with it.
    if !matches!(look.who, Who::Official { .. }) {
        return View::new();
    }
    let looked = RwSignal::new(None::<Looked>);
    let reached = move || look.feed.world.with_untracked(World::head);
    let head = Memo::new(move || look.feed.world.with(World::head));
    let asking = StoredValue::new(false);
    Effect::new(move |_| {
        head.get();
        // One question at a time, however fast facts come: it is put again when they have come.
        if asking.try_update_value(|asking| std::mem::replace(asking, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            loop {
                let head = reached();
                match net::json::<Seen>(SEEN).await {
                    Ok(seen) => looked.set(Some(Looked { seen, head })),
                    Err(trouble) => leptos::logging::warn!("{trouble}"),
                }
                if reached() == head || asking.try_with_value(|_| ()).is_none() {
                    break;
                }
            }
            asking.set_value(false);
        });
    });
    let changed = Memo::new(move || {
        // In words that may come after everything else.
        look.learned.get();
        let (lang, region) = (look.scene.lang.get(), region.get());
        let today = moment.today.get();
        looked.get().map(|looked| look.feed.world.with(|world| changes(world, &looked, region, today, lang)))
    });
    let content = move || {
        let lang = look.scene.lang.get();
        let changed = changed.get()?;
        let never = looked.with(|looked| looked.as_ref().is_none_or(|looked| looked.seen.position.is_none()));
        let title = if never { DeskWord::DeskNewsWeek } else { DeskWord::DeskNewsTitle };
        let many = changed.len();
        let rest = many.saturating_sub(MOST);
        let more = (rest > 0).then(|| {
            view! { <p class="quiet">{DeskWord::DeskNewsMore.with(lang, &[("n", &rest.to_string())])}</p> }
        });
        let records = changed.into_iter().take(MOST).map(|one| record(look, one, lang)).collect::<Vec<_>>();
        let seen = move |_| {
            let reached = reached();
            let lang = look.scene.lang.get_untracked();
            spawn_local(async move {
                match net::exchange("PUT", SEEN, Some(&format!(r#"{{"position":{reached}}}"#)), &[], lang)
                    .await
                {
                    Ok(answer) => {
                        if let Ok(seen) = shared::json::read::<Seen>(&answer) {
                            looked.set(Some(Looked { seen, head: reached }));
                        }
                    }
                    Err(words) => look.scene.notice.set(Some(words)),
                }
            });
        };
        let button = (many > 0 || never).then(|| {
            view! { <button type="button" class="link news-seen" on:click=seen>{DeskWord::DeskNewsSeen.text(lang)}</button> }
        });
        let empty = (many == 0).then(|| view! { <p class="quiet">{DeskWord::DeskNewsEmpty.text(lang)}</p> });
        Some(view! {
            <div class="agenda-tools">
                <h3>{title.text(lang)}" "<span class="quiet">{many}</span></h3>
                {button}
            </div>
            {empty}
            <ul class="news">{records}</ul>
            {more}
        })
    };
    view! { <section class="agenda-list" id="news">{content}</section> }
}

fn record(look: Look, one: Changed, lang: Lang) -> View {
    let Changed { entity, key, lines, .. } = one;
    let (name, kind) = look.feed.world.with_untracked(|world| {
        (names::name(world, entity, key, lang), shared::Word::named(&format!("record-{entity}")))
    });
    let open = move |_| names::open(look.scene, look.feed, entity, key);
    let name = view! { <button type="button" class="row-button" on:click=open>{name}</button> };
    let lines = lines.into_iter().map(|line| {
        let is_correction = line.mark == Mark::Correction;
        let word = is_correction.then(|| view! { <b>{shared::Word::HistoryCorrection.text(lang)}" "</b> });
        view! {
            <li>
                <time class="quiet" datetime=line.day.to_string()>{date(line.day, lang)}</time>" "
                {word}{crate::panels::emphasised(&line.text)}
            </li>
        }
    });
    let lines = lines.collect::<Vec<_>>();
    view! {
        <li data-key=key.to_string()>
            <span class="quiet">{kind.map(|word| word.text(lang))}" "</span>{name}
            <ul class="news-lines">{lines}</ul>
        </li>
    }
}

/// What others recorded of the records of a region, the record that changed last first.
fn changes(world: &World, looked: &Looked, region: RegionCode, today: Day, lang: Lang) -> Vec<Changed> {
    let mut search = Search { world, looked, region, since: today.plus(-DAYS), lang, found: Vec::new() };
    macro_rules! each {
        ($($field:ident),+) => { $(search.each(&world.$field);)+ };
    }
    each!(
        regions,
        chains,
        parks,
        halls,
        units,
        parcels,
        ports,
        projects,
        enterprises,
        targets,
        visits,
        activities,
        invitations,
        requests,
        tasks,
        rules
    );
    let mut found = search.found;
    shared::order::sort_by(&mut found, |a, b| b.last.cmp(&a.last));
    found
}

struct Search<'w> {
    world: &'w World,
    looked: &'w Looked,
    region: RegionCode,
    /// For whoever never said how far they looked.
    since: Day,
    lang: Lang,
    found: Vec<Changed>,
}

impl Search<'_> {
    /// Whether a fact is news: recorded by somebody else, after the official looked.
    fn is_news(&self, position: u64, recorded: Day) -> bool {
        let Looked { seen, head } = self.looked;
        let is_new = match seen.position {
            Some(seen) => position > seen,
            None => recorded > self.since,
        };
        is_new && position <= *head && !seen.own.contains(&position)
    }

    fn each<E: Told>(&mut self, ledgers: &Ledgers<E>) {
        let entity = <<E as Entity>::Fact as Happening>::ENTITY;
        for (key, ledger) in ledgers {
            let news = ledger.records().iter().filter(|r| self.is_news(r.position, r.recorded_at.day()));
            let positions: Vec<u64> = news.map(|record| record.position).collect();
            let Some(last) = positions.iter().max().copied() else { continue };
            let own = shared::decide::region_of(self.world, entity, *key);
            if own.is_some_and(|own| !self.region.contains(own)) {
                continue;
            }
            self.found.push(Changed { entity, key: *key, last, lines: self.told(ledger, &positions) });
        }
    }

    fn told<E: Told>(&self, ledger: &Ledger<E>, positions: &[u64]) -> Vec<Line> {
        let mut lines = history(ledger, Day::MAX, &Telling { lang: self.lang, world: self.world });
        lines.retain(|line| positions.contains(&line.position));
        lines
    }
}
