//! What waits for a reviewer: for those who publish, what others put forward in their region; for everybody who records, what
//! has become of the own. The server decides; here only what it would refuse is not offered.

mod card;

use std::time::Duration;

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::access::{Action, Role, Who, may};
use shared::json::{FromJson, Json, Misfit, quoted};
use shared::words::DeskWord;
use shared::{Audience, Lang, RegionCode, Stamp};

use crate::feed::Feed;
use crate::net;
use crate::scene::Scene;

/// Proposals are no facts, and come with no stream: they are asked for again.
const AGAIN: Duration = Duration::from_secs(15);

/// Proposals as they are answered.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Page {
    proposals: Vec<Proposal>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Proposal {
    proposal: u64,
    state: String,
    #[serde(default)]
    record: Option<String>,
    command: Raw,
    #[serde(default)]
    region: Option<RegionCode>,
    map: Vec<String>,
    at: Stamp,
    #[serde(default)]
    name: Option<String>,
    mine: bool,
    #[serde(default)]
    settled: Option<Settled>,
    #[serde(default)]
    head: Option<u64>,
    #[serde(default)]
    refusal: Option<Hindrance>,
    #[serde(default)]
    missed: Vec<Missed>,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Settled {
    #[serde(default)]
    name: Option<String>,
    at: Stamp,
    #[serde(default)]
    reason: Option<String>,
}

/// Why it cannot be published as things are.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Hindrance {
    detail: String,
}

/// What was recorded of the same record meanwhile.
#[derive(Clone, Debug, PartialEq, FromJson)]
struct Missed {
    kind: String,
}

/// A JSON value as it is written.
#[derive(Clone, Debug, PartialEq)]
struct Raw(String);

impl FromJson for Raw {
    fn from_json(json: Json<'_>) -> Result<Self, Misfit> {
        Ok(Self(json.text().to_owned()))
    }
}

/// What waits, and what has become of the own.
#[derive(Clone, Copy)]
pub(super) struct Review {
    scene: Scene,
    feed: Feed,
    who: RwSignal<Who>,
    /// Changes when the words of the desk have come.
    learned: RwSignal<u32>,
    waiting: RwSignal<Vec<Proposal>>,
    mine: RwSignal<Vec<Proposal>>,
    /// The one that is being looked at, with what it would lead to.
    opened: RwSignal<Option<Proposal>>,
    /// The reason that is being written: kept when the list is drawn anew meanwhile.
    reason: RwSignal<String>,
    /// What the server said why not.
    trouble: RwSignal<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Review {
    /// Nothing yet.
    pub fn new(scene: Scene, feed: Feed, learned: RwSignal<u32>) -> Self {
        let review = Self {
            scene,
            feed,
            who: RwSignal::new(Who::Visitor),
            learned,
            waiting: RwSignal::new(Vec::new()),
            mine: RwSignal::new(Vec::new()),
            opened: RwSignal::new(None),
            reason: RwSignal::new(String::new()),
            trouble: RwSignal::new(None),
            timer: StoredValue::new(None),
        };
        on_cleanup(move || review.rest());
        review
    }

    /// Follows what somebody may see for as long as the page is open.
    pub fn follow(self, who: Who) {
        self.who.set(who);
        self.rest();
        if who.records() {
            self.look();
            self.arm();
        } else {
            self.waiting.set(Vec::new());
            self.mine.set(Vec::new());
        }
    }

    fn rest(self) {
        if let Some(before) = self.timer.try_update_value(Option::take).flatten() {
            before.clear();
        }
    }

    fn arm(self) {
        let again = move || {
            // A page that nobody sees asks nothing; it is brought up to date soon after it is seen again.
            if !document().hidden() {
                self.look();
            }
            self.arm();
        };
        self.timer.set_value(set_timeout_with_handle(again, AGAIN).ok());
    }

    /// Asks for both lists.
    pub fn look(self) {
        if publishes(self.who.get_untracked()) {
            fetch("/api/proposals?state=waiting&limit=100", self.waiting);
        }
        fetch("/api/proposals?mine=true&limit=20", self.mine);
    }

    /// How many wait for the reader, behind the number of other matters.
    pub fn counted(self, lang: Lang) -> String {
        self.learned.get();
        match self.waiting.with(Vec::len) {
            n if n == 0 || !DeskWord::is_known(lang) => String::new(),
            n => format!(" · {}", DeskWord::DeskReviewCount.with(lang, &[("n", &n.to_string())])),
        }
    }

    /// Both lists; nothing for those who record nothing, and before the words have come.
    pub fn part(self) -> Option<View> {
        self.learned.get();
        let (lang, who) = (self.scene.lang.get(), self.who.get());
        if !who.records() || !DeskWord::is_known(lang) {
            return None;
        }
        let mut view = View::new();
        if publishes(who) {
            let listed = move || list(self, self.waiting.get(), lang);
            let count = move || self.waiting.with(Vec::len);
            view.add(view! {
                <section class="agenda-list review" id="review">
                    <h3>{DeskWord::DeskReviewTitle.text(lang)}" "<span class="quiet">{count}</span></h3>
                    {listed}
                    <p><a class="link" href="/api/map-review?format=csv&limit=10000" download="map-review.csv">{DeskWord::DeskReviewMapList.text(lang)}</a></p>
                </section>
            });
        }
        let mine = move || {
            let mine = self.mine.get();
            (!mine.is_empty()).then(|| {
                view! {
                    <section class="agenda-list review" id="review-mine">
                        <h3>{DeskWord::DeskReviewMine.text(lang)}</h3>
                        {list(self, mine, lang)}
                    </section>
                }
            })
        };
        view.add(view! { {mine} });
        Some(view)
    }

    /// Opens a proposal with what it would lead to now.
    fn open(self, number: u64) {
        self.trouble.set(None);
        if self.opened.with_untracked(|opened| opened.as_ref().is_none_or(|opened| opened.proposal != number))
        {
            self.reason.set(String::new());
        }
        spawn_local(async move {
            match net::json::<Proposal>(&format!("/api/proposals/{number}")).await {
                Ok(found) => self.opened.set(Some(found)),
                Err(trouble) => {
                    leptos::logging::warn!("{trouble}");
                    self.look();
                }
            }
        });
    }

    /// Sends what is to become of a proposal; what the server refuses is told in its words, and looked at again.
    fn send(self, number: u64, verdict: String) {
        let lang = self.scene.lang.get_untracked();
        spawn_local(async move {
            match net::post(&format!("/api/proposals/{number}"), &verdict, lang).await {
                Ok(_) => self.opened.set(None),
                Err(words) => {
                    self.open(number);
                    self.trouble.set(Some(words));
                }
            }
            self.look();
        });
    }

    fn publish(self, shown: &Proposal) {
        let seen = shown.head.map(|head| format!(r#","seen":{head}"#)).unwrap_or_default();
        self.send(shown.proposal, format!(r#"{{"publish":true{seen}}}"#));
    }

    fn give_back(self, number: u64, reason: &str) {
        self.send(number, format!(r#"{{"return":{}}}"#, quoted(reason)));
    }

    fn withdraw(self, number: u64) {
        self.send(number, r#"{"withdraw":true}"#.to_owned());
    }
}

/// What is told to whoever put something forward.
pub(crate) fn waits(number: u64, lang: Lang) -> String {
    DeskWord::DeskReviewWaits.with(lang, &[("n", &number.to_string())])
}

fn fetch(address: &'static str, list: RwSignal<Vec<Proposal>>) {
    spawn_local(async move {
        match net::json::<Page>(address).await {
            // Only what changed is drawn anew: somebody may be writing a reason.
            Ok(page) if list.with_untracked(|known| *known != page.proposals) => list.set(page.proposals),
            Ok(_) => {}
            Err(trouble) => leptos::logging::warn!("{trouble}"),
        }
    });
}

fn list(review: Review, proposals: Vec<Proposal>, lang: Lang) -> View {
    if proposals.is_empty() {
        return view! { <p class="quiet">{DeskWord::DeskReviewEmpty.text(lang)}</p> };
    }
    let cards = proposals.into_iter().map(|proposal| card::card(review, proposal, lang));
    view! { <ul class="review-list">{cards.collect::<Vec<_>>()}</ul> }
}

/// Whether somebody publishes anything.
fn publishes(who: Who) -> bool {
    match who {
        Who::Official { region, .. } => may(who, Action::Publish, Some(region), Audience::Public),
        other => other == Who::Operator,
    }
}

/// Whether somebody may publish what they put forward themselves.
fn administers(who: Who) -> bool {
    matches!(who, Who::Operator | Who::Official { role: Role::Administrator, .. })
}
