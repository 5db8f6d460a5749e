//! Why a command is not carried out: typed, with a stable slug, and worded in the reader's language.
//!
//! Each wording says what is wrong, where, and how to mend it; see `refusal-…` in `shared/words/*.ftl`.

mod said;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

pub use said::Said;

use crate::entity::{HallPhase, ParcelStatus, UnitStatus};
use crate::fact::outreach::RequestKind;
use crate::fact::project::Node;
use crate::words::RefusalWord;
use crate::{Area, Day, Key, Lang, RegionCode};

/// Declares the refusals: variant, slug, word, and the values that its wording uses.
macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident = $slug:literal, $word:ident { $($field:ident: $type:ty),+ $(,)? })+) => {
        /// Why a command is not carried out.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Refusal {
            $($(#[$doc])* #[allow(missing_docs, reason = "the wording explains the values")] $variant { $($field: $type),+ },)+
        }

        impl Refusal {
            /// Every slug.
            pub const SLUGS: &'static [&'static str] = &[$($slug,)+];

            /// The name by which programs know it, such as `unit-not-available`. Never changes.
            #[must_use]
            pub fn slug(&self) -> &'static str {
                match self { $(Refusal::$variant { .. } => $slug,)+ }
            }

            /// The values of the case, by name.
            #[must_use]
            pub fn values(&self) -> Vec<(&'static str, &dyn Said)> {
                match self { $(Refusal::$variant { $($field),+ } => vec![$((stringify!($field), $field as &dyn Said)),+],)+ }
            }

            fn wording(&self) -> RefusalWord {
                match self { $(Refusal::$variant { .. } => RefusalWord::$word,)+ }
            }
        }
    };
}

refusals! {
    /// The command cannot be read.
    Unreadable = "unreadable", RefusalUnreadable { field: String, reason: String }
    /// Latitude stands before longitude.
    AxesSwapped = "axes-swapped", RefusalAxesSwapped { field: String, lon: f64, lat: f64 }

    /// No such record.
    UnknownRecord = "unknown-record", RefusalUnknownRecord { entity: &'static str, key: String }
    /// The key is taken.
    AlreadyExists = "already-exists", RefusalAlreadyExists { entity: &'static str, key: Key, since: Day }
    /// The record was entered only later.
    NotYetThere = "not-yet-there", RefusalNotYetThere { entity: &'static str, key: Key, day: Day, since: Day }

    /// A day to come.
    InFuture = "in-future", RefusalInFuture { day: Day, today: Day }
    /// Before anything of this kind can have happened: a slip of the pen.
    TooEarly = "too-early", RefusalTooEarly { day: Day, earliest: Day }
    /// The last day lies before the first.
    EndBeforeStart = "end-before-start", RefusalEndBeforeStart { day: Day, until: Day }
    /// A fact that is already recorded for a later day would no longer make sense.
    ContradictsLater = "contradicts-later", RefusalContradictsLater {
        stream: String, version: u32, day: Day, because: Box<Refusal>,
    }

    /// Someone else has the unit, or it is off the market.
    UnitNotAvailable = "unit-not-available", RefusalUnitNotAvailable {
        unit: Key, day: Day, status: UnitStatus, until: Option<Day>,
    }
    /// The unit is not built yet.
    UnitNotFinished = "unit-not-finished", RefusalUnitNotFinished { unit: Key, day: Day, status: UnitStatus }
    /// Nobody rents the unit.
    UnitNotLeased = "unit-not-leased", RefusalUnitNotLeased { unit: Key, day: Day, status: UnitStatus }
    /// No reservation runs.
    UnitNotReserved = "unit-not-reserved", RefusalUnitNotReserved { unit: Key, day: Day, status: UnitStatus }
    /// The unit is on the market.
    UnitNotWithheld = "unit-not-withheld", RefusalUnitNotWithheld { unit: Key, day: Day, status: UnitStatus }
    /// Building of the unit began before.
    UnitNotPlanned = "unit-not-planned", RefusalUnitNotPlanned { unit: Key, day: Day, status: UnitStatus }
    /// The unit is finished.
    UnitFinished = "unit-finished", RefusalUnitFinished { unit: Key, day: Day, status: UnitStatus }
    /// Longer than the law allows.
    LeaseTooLong = "lease-too-long", RefusalLeaseTooLong { until: Day, latest: Day }
    /// A renewal that ends no later than the lease.
    RenewalNotLonger = "renewal-not-longer", RefusalRenewalNotLonger { unit: Key, until: Day, held: Day }

    /// The units of a hall would be larger than the hall.
    HallAreaExceeded = "hall-area-exceeded", RefusalHallAreaExceeded {
        hall: Key, day: Day, area: Area, sum: Area,
    }
    /// The units of a fully divided hall would no longer add up to it.
    AreasMustBalance = "areas-must-balance", RefusalAreasMustBalance { hall: Key, area: Area, sum: Area }
    /// The unit is part of another hall.
    UnitOfOtherHall = "unit-of-other-hall", RefusalUnitOfOtherHall { unit: Key, hall: Key, other: Key }
    /// The hall has no such floor or bays.
    OutsideHall = "outside-hall", RefusalOutsideHall { hall: Key, floors: u8, bays: u8 }
    /// Another unit stands there.
    PlaceTaken = "place-taken", RefusalPlaceTaken { other: Key, floor: u8 }
    /// Building of the hall began before.
    HallNotPlanned = "hall-not-planned", RefusalHallNotPlanned { hall: Key, phase: HallPhase }
    /// The hall is complete.
    HallComplete = "hall-complete", RefusalHallComplete { hall: Key, day: Day }

    /// The parcel cannot be had in its status.
    ParcelNotAvailable = "parcel-not-available", RefusalParcelNotAvailable {
        parcel: Key, day: Day, status: ParcelStatus,
    }

    /// The project ended.
    ProjectEnded = "project-ended", RefusalProjectEnded { project: Key, on: Day }
    /// The project goes on.
    ProjectNotEnded = "project-not-ended", RefusalProjectNotEnded { project: Key, day: Day }
    /// The node was reached before.
    NodeReached = "node-reached", RefusalNodeReached { project: Key, node: Node, on: Day }
    /// A flagship already.
    AlreadyFlagship = "already-flagship", RefusalAlreadyFlagship { project: Key }
    /// The unit or parcel lies in another park.
    OutsidePark = "outside-park", RefusalOutsidePark { entity: &'static str, key: Key, park: Key }

    /// The enterprise left.
    EnterpriseGone = "enterprise-gone", RefusalEnterpriseGone { enterprise: Key, on: Day }
    /// The target is off the register.
    TargetDropped = "target-dropped", RefusalTargetDropped { target: Key }
    /// The target is linked to that project.
    AlreadyLinked = "already-linked", RefusalAlreadyLinked { target: Key, project: Key }
    /// Another place holds the first talk.
    FirstTalkProtected = "first-talk-protected", RefusalFirstTalkProtected {
        target: Key, by: RegionCode, until: Day,
    }
    /// Another target was promised the same unit.
    UnitPromised = "unit-promised", RefusalUnitPromised { unit: Key, target: Key, since: Day }
    /// Nothing is promised to the target.
    NothingPromised = "nothing-promised", RefusalNothingPromised { target: Key, day: Day }
    /// The problem is open already.
    ProblemOpen = "problem-open", RefusalProblemOpen { project: Key, kind: RequestKind, on: Day }
    /// No such problem is open.
    ProblemNotOpen = "problem-not-open", RefusalProblemNotOpen { project: Key, kind: RequestKind }
    /// A rule stays a rule of its kind.
    RuleOfOtherKind = "rule-of-other-kind", RefusalRuleOfOtherKind { rule: Key }
    /// Red would come before yellow.
    LightContradicts = "light-contradicts", RefusalLightContradicts { field: String, yellow: f64, red: f64 }
    /// A rule says the same thing twice.
    SaidTwice = "said-twice", RefusalSaidTwice { rule: Key, field: String }
    /// Days for major leads, and no word on which leads are major.
    MajorUnsaid = "major-unsaid", RefusalMajorUnsaid { field: String }
    /// The request is resolved.
    AlreadyResolved = "already-resolved", RefusalAlreadyResolved { request: Key, on: Day }

    /// The task is done, or was given up.
    TaskOver = "task-over", RefusalTaskOver { task: Key, on: Day }

    /// The chain has no such stage.
    UnknownStage = "unknown-stage", RefusalUnknownStage { chain: Key, stage: Key }
    /// A stage stands twice in a chain.
    StageTwice = "stage-twice", RefusalStageTwice { stage: Key }
    /// A stage would feed itself.
    StageLoop = "stage-loop", RefusalStageLoop { stage: Key }

    /// Not a stream.
    StreamUnknown = "stream-unknown", RefusalStreamUnknown { stream: String }
    /// Records of that kind need no confirmation.
    NotConfirmable = "not-confirmable", RefusalNotConfirmable { stream: String }
    /// The stream has no such version.
    VersionUnknown = "version-unknown", RefusalVersionUnknown { stream: String, version: u32, last: u32 }
    /// A correction is not itself corrected; the fact is.
    CorrectsCorrection = "corrects-correction", RefusalCorrectsCorrection {
        stream: String, version: u32, corrected: u32,
    }
    /// The correction would change nothing.
    CorrectsNothing = "corrects-nothing", RefusalCorrectsNothing { stream: String, version: u32 }
    /// The fact belongs to another kind of record.
    OtherEntity = "other-entity", RefusalOtherEntity { stream: String, kind: String }
    /// What entered a record was its entry, and nothing else was.
    EntryStays = "entry-stays", RefusalEntryStays { stream: String, version: u32 }
    /// Retract, or put right: not both.
    RetractsAndCorrects = "retracts-and-corrects", RefusalRetractsAndCorrects { stream: String, version: u32 }

    /// Another record refers to the one that would be taken back.
    StillInUse = "still-in-use", RefusalStillInUse {
        entity: &'static str, key: Key, by_entity: &'static str, by: Key,
    }

    /// This kind of record is never public.
    AlwaysInternal = "always-internal", RefusalAlwaysInternal { entity: &'static str, key: Key }
    /// The record is hidden from this audience; one of its facts cannot be shown alone.
    RecordHidden = "record-hidden", RefusalRecordHidden { entity: &'static str, key: Key }
    /// A fact would be seen by readers to whom the record is shown only later, or never.
    NotShown = "not-shown", RefusalNotShown {
        entity: &'static str, key: Key, stream: String, version: u32, day: Day,
    }
    /// A correction reaches those who saw the fact.
    AudienceFixed = "audience-fixed", RefusalAudienceFixed { stream: String, version: u32 }

    /// A name is empty.
    TextMissing = "text-missing", RefusalTextMissing { field: String }
    /// A name is too long.
    TextTooLong = "text-too-long", RefusalTextTooLong { field: String, length: usize, max: usize }
    /// A name holds characters that do not print.
    TextUnprintable = "text-unprintable", RefusalTextUnprintable { field: String, character: String }
    /// A number out of range.
    OutOfRange = "out-of-range", RefusalOutOfRange { field: String, value: f64, min: f64, max: f64 }
    /// Not an ISO 3166-1 code.
    NotACountry = "not-a-country", RefusalNotACountry { field: String, value: String }
    /// A command that records nothing.
    SaysNothing = "says-nothing", RefusalSaysNothing { command: &'static str }

    /// A position far from the region.
    FarAway = "far-away", RefusalFarAway { field: String, lon: f64, lat: f64 }
    /// The last position of a ring is not its first.
    RingOpen = "ring-open", RefusalRingOpen { field: String }
    /// Too few positions for a ring.
    RingTooShort = "ring-too-short", RefusalRingTooShort { field: String, positions: usize }
    /// Sides of a ring cross.
    RingCrosses = "ring-crosses", RefusalRingCrosses { field: String, lon: f64, lat: f64 }
    /// A ring without an inside.
    RingFlat = "ring-flat", RefusalRingFlat { field: String }
    /// A hall's footprint has four corners.
    NotFourCorners = "not-four-corners", RefusalNotFourCorners { field: String, corners: usize }
}

impl Refusal {
    /// What is wrong, where, and how to mend it.
    #[must_use]
    pub fn word(&self, lang: Lang) -> String {
        let values = self.values();
        let said = values.iter().map(|(name, v)| ((*name).to_owned(), v.said(lang)));
        // A wording can choose by the name of a status, which is the same in all languages.
        let names = values.iter().filter_map(|(name, v)| Some((format!("{name}_is"), v.name()?)));
        let all: Vec<_> = said.chain(names).collect();
        let all: Vec<_> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.wording().with(lang, &all)
    }

    /// What is wrong and where: the first sentence of its wording.
    #[must_use]
    pub fn case(&self, lang: Lang) -> String {
        let word = self.word(lang);
        let end = match lang {
            Lang::Zh => word.find('。').map(|at| at + '。'.len_utf8()),
            Lang::En => word.find(". ").map(|at| at + 1),
        };
        word.get(..end.unwrap_or(word.len())).unwrap_or_default().to_owned()
    }

    /// The values of the case as JSON, for programs.
    #[must_use]
    pub fn json(&self) -> Map<String, Value> {
        self.values().into_iter().map(|(name, v)| (name.to_owned(), v.json())).collect()
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.word(Lang::En))
    }
}

impl std::error::Error for Refusal {}

impl Serialize for Refusal {
    /// `{"refusal": "unit-not-available", "unit": "RL-02-201", …}`
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut fields = self.json();
        fields.insert("refusal".into(), self.slug().into());
        fields.serialize(s)
    }
}
