//! Collects what happened, puts it in the order in which it was recorded, and writes it as wire events.

use std::collections::BTreeMap;

use shared::envelope::{Source, WireEvent};
use shared::fact::{Correction, Entry};
use shared::{Audience, Day, Fact, Key, RegionCode, Stamp};

/// The source of what the article says.
pub const ARTICLE: &str = "article-2024-07-24";
/// The source of region codes and names.
pub const GB_T_2260: &str = "gb-t-2260";

/// The circumstances of a fact.
#[derive(Clone, Debug)]
pub struct Note {
    /// The day it happened.
    pub on: Day,
    /// The day it was recorded.
    pub recorded: Day,
    /// Who may see it.
    pub audience: Audience,
    /// Where it comes from.
    pub source: Source,
    /// The region that owns the record.
    pub region: RegionCode,
    /// Facts of one act are recorded in the same moment.
    pub act: Option<usize>,
}

impl Note {
    /// An invented public fact, recorded on its day.
    #[must_use]
    pub fn sample(on: Day, region: RegionCode) -> Self {
        Self { on, recorded: on, audience: Audience::Public, source: Source::Sample, region, act: None }
    }

    /// The same for officials only.
    #[must_use]
    pub fn internal(self) -> Self {
        Self { audience: Audience::Officials, ..self }
    }

    /// The same from a named source.
    #[must_use]
    pub fn from(self, source: &str) -> Self {
        Self { source: Source::from(source), ..self }
    }

    /// The same, recorded so many days after it happened.
    #[must_use]
    pub fn late(self, days: i32) -> Self {
        Self { recorded: self.on.plus(days), ..self }
    }

    /// The same as part of an act.
    #[must_use]
    pub fn within(self, act: usize) -> Self {
        Self { act: Some(act), ..self }
    }
}

/// A fact in the journal: its number there.
pub type Line = usize;

#[derive(Clone, Debug)]
enum Content {
    Happened(Fact),
    /// What was wrong with an earlier line: right day, right content, or taken back.
    Corrects {
        line: Line,
        occurred_on: Option<Day>,
        fact: Option<Fact>,
        retracted: bool,
    },
}

#[derive(Clone, Debug)]
struct Draft {
    note: Note,
    entity: &'static str,
    key: Key,
    content: Content,
}

/// What happened, in any order.
#[derive(Debug, Default)]
pub struct Journal {
    drafts: Vec<Draft>,
    acts: usize,
}

impl Journal {
    /// Begins an act whose facts are recorded in one moment.
    pub fn act(&mut self) -> usize {
        self.acts += 1;
        self.acts
    }

    /// Enters a fact.
    pub fn put(&mut self, note: &Note, key: Key, fact: impl Into<Fact>) -> Line {
        let fact = fact.into();
        self.push(note, fact.entity(), key, Content::Happened(fact))
    }

    /// Enters that an earlier line was wrong: its day, its content, or (when neither is given) altogether.
    pub fn correct(&mut self, note: &Note, line: Line, occurred_on: Option<Day>, fact: Option<Fact>) -> Line {
        let wrong = self.drafts.get(line).expect("a correction names a line of this journal");
        let (entity, key) = (wrong.entity, wrong.key);
        let retracted = occurred_on.is_none() && fact.is_none();
        self.push(note, entity, key, Content::Corrects { line, occurred_on, fact, retracted })
    }

    /// How many facts have been entered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.drafts.len()
    }

    /// Whether nothing has been entered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    fn push(&mut self, note: &Note, entity: &'static str, key: Key, content: Content) -> Line {
        let mut note = note.clone();
        if note.act.is_none() {
            note.act = Some(self.act());
        }
        self.drafts.push(Draft { note, entity, key, content });
        self.drafts.len() - 1
    }

    /// The events in the order in which they were recorded, none later than `last`.
    #[must_use]
    pub fn finish(mut self, last: Day) -> Vec<WireEvent> {
        self.settle(last);
        let mut order: Vec<Line> = (0..self.drafts.len()).collect();
        order.sort_by_key(|line| self.drafts.get(*line).map(|d| (d.note.recorded, d.note.act, *line)));
        let moments = self.moments(&order);
        let mut versions: BTreeMap<(&str, Key), u32> = BTreeMap::new();
        let mut version_of: BTreeMap<Line, u32> = BTreeMap::new();
        let mut events = Vec::with_capacity(order.len());
        for line in order {
            let Some(draft) = self.drafts.get(line) else { continue };
            let version = versions.entry((draft.entity, draft.key)).or_default();
            *version += 1;
            version_of.insert(line, *version);
            let fact = match &draft.content {
                Content::Happened(fact) => fact.clone(),
                Content::Corrects { line, occurred_on, fact, retracted } => {
                    let version = version_of
                        .get(line)
                        .copied()
                        .expect("a correction is recorded after what it corrects");
                    let wrong = self.drafts.get(*line).and_then(|d| match &d.content {
                        Content::Happened(fact) => Some(fact),
                        Content::Corrects { .. } => None,
                    });
                    correction(
                        wrong.expect("a correction corrects a fact, not a correction"),
                        version,
                        *occurred_on,
                        fact.clone(),
                        *retracted,
                    )
                }
            };
            events.push(WireEvent {
                position: None,
                stream: shared::fact::stream(draft.entity, draft.key),
                version: None,
                event_id: None,
                kind: fact.kind().to_owned(),
                schema: shared::fact::SCHEMA,
                occurred_on: draft.note.on,
                recorded_at: draft.note.act.and_then(|act| moments.get(&act)).copied(),
                actor: None,
                region: Some(draft.note.region),
                audience: draft.note.audience,
                source: draft.note.source.clone(),
                payload: fact.payload(),
            });
        }
        events
    }

    /// Settles the day each act is recorded: not before its facts, not after the last day, facts of one
    /// day and one record in the order in which they were entered, all facts of an act together.
    fn settle(&mut self, last: Day) {
        let mut of_act: BTreeMap<Option<usize>, Day> = BTreeMap::new();
        let mut of_day: BTreeMap<(&str, Key, Day), Day> = BTreeMap::new();
        for draft in &self.drafts {
            let mut day = draft.note.recorded.max(draft.note.on).min(last);
            let earlier = of_day.entry((draft.entity, draft.key, draft.note.on)).or_insert(day);
            day = day.max(*earlier);
            *earlier = day;
            let act = of_act.entry(draft.note.act).or_insert(day);
            *act = day.max(*act);
        }
        for draft in &mut self.drafts {
            if let Some(day) = of_act.get(&draft.note.act) {
                draft.note.recorded = *day;
            }
        }
    }

    /// A moment for each act: spread over the working hours (09:00 to 17:30 in China) of its day.
    fn moments(&self, order: &[Line]) -> BTreeMap<usize, Stamp> {
        const WORK_S: i64 = 8 * 3600 + 1800;
        let mut days: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
        for draft in order.iter().filter_map(|line| self.drafts.get(*line)) {
            let acts = days.entry(draft.note.recorded).or_default();
            if let Some(act) = draft.note.act
                && acts.last() != Some(&act)
            {
                acts.push(act);
            }
        }
        let mut moments = BTreeMap::new();
        for (day, acts) in days {
            // 09:00 in China is 01:00 UTC; whole minutes while they last.
            let opening = i64::from(day.number()) * 86_400 + 3600;
            let pace = WORK_S / (acts.len() as i64 + 1);
            let pace = if pace >= 60 { pace / 60 * 60 } else { pace.max(1) };
            for (number, act) in (1..).zip(acts) {
                moments.insert(act, Stamp::from_micros((opening + pace * number) * 1_000_000));
            }
        }
        moments
    }
}

/// The correction of a fact as a fact of the same kind of record.
fn correction(
    wrong: &Fact,
    version: u32,
    occurred_on: Option<Day>,
    right: Option<Fact>,
    retracted: bool,
) -> Fact {
    macro_rules! of {
        ($($variant:ident),+) => {
            match wrong {
                $(Fact::$variant(_) => {
                    let fact = right.and_then(|fact| match fact { Fact::$variant(Entry::Happened(fact)) => Some(fact), _ => None });
                    Correction { version, occurred_on, fact, retracted, reason: None }.into()
                })+
            }
        };
    }
    of!(
        Region, Chain, Park, Hall, Unit, Parcel, Port, Project, Enterprise, Target, Visit, Activity,
        Invitation, Request, Task, Rule
    )
}
