//! Words and sentences of the chart, the same on screen, on paper and in a workbook. How a number or a day is written is
//! the caller's business: a browser writes numbers itself.

use super::{Bucket, Colour, Criterion, Element, Gap, GapClass, GapRule, Miss, Next, Why};
use crate::fact::outreach::{Action, Intent, RequestKind};
use crate::fact::project::Node;
use crate::fact::rule::Lateness;
use crate::{Day, Lang, Word};

/// Writes sentences in one language.
#[derive(Clone, Copy)]
pub struct Pen {
    /// The reader's language.
    pub lang: Lang,
    /// A number with at most so many decimals.
    pub number: fn(f64, usize) -> String,
    /// A day.
    pub date: fn(Day, Lang) -> String,
}

/// The word of a class of gap.
#[must_use]
pub const fn gap_word(class: GapClass) -> Word {
    match class {
        GapClass::Fill => Word::GapFill,
        GapClass::Strengthen => Word::GapStrengthen,
        GapClass::Extend => Word::GapExtend,
    }
}

/// The word of an element.
#[must_use]
pub const fn element_word(element: Element) -> Word {
    match element {
        Element::Steam => Word::ElementSteam,
        Element::Dyeing => Word::ElementDyeing,
        Element::Wastewater => Word::ElementWastewater,
        Element::Water => Word::ElementWater,
        Element::Power => Word::ElementPower,
        Element::Workers => Word::ElementWorkers,
        Element::Space => Word::ElementSpace,
    }
}

/// The word of a light.
#[must_use]
pub const fn light_word(colour: Colour) -> Word {
    match colour {
        Colour::Red => Word::LightRed,
        Colour::Yellow => Word::LightYellow,
        Colour::Green => Word::LightGreen,
    }
}

/// The word of an action with a target.
#[must_use]
pub const fn action_word(action: Action) -> Word {
    match action {
        Action::Call => Word::ActionCall,
        Action::Visit => Word::ActionVisit,
        Action::Invite => Word::ActionInvite,
        Action::Offer => Word::ActionOffer,
        Action::FirstTalk => Word::ActionFirstTalk,
        Action::Negotiate => Word::ActionNegotiate,
        Action::Sign => Word::ActionSign,
    }
}

/// The word of what comes next.
#[must_use]
pub const fn next_word(next: Next) -> Word {
    match next {
        Next::Node(node, _) => node_word(node),
        Next::Action(action, _) => action_word(action),
    }
}

/// The word of a node of the life cycle.
#[must_use]
pub const fn node_word(node: Node) -> Word {
    match node {
        Node::Lead => Word::NodeLead,
        Node::Assessed => Word::NodeAssessed,
        Node::FirstTalk => Word::NodeFirstTalk,
        Node::Negotiating => Word::NodeNegotiating,
        Node::Signed => Word::NodeSigned,
        Node::Landed => Word::NodeLanded,
        Node::Filed => Word::NodeFiled,
        Node::Approved => Word::NodeApproved,
        Node::Permitted => Word::NodePermitted,
        Node::Started => Word::NodeStarted,
        Node::Entered => Word::NodeEntered,
        Node::Completed => Word::NodeCompleted,
        Node::InProduction => Word::NodeInProduction,
        Node::AboveScale => Word::NodeAboveScale,
        Node::FullOutput => Word::NodeFullOutput,
    }
}

/// The word of a problem.
#[must_use]
pub const fn problem_word(kind: RequestKind) -> Word {
    match kind {
        RequestKind::Land => Word::ProblemLand,
        RequestKind::Hall => Word::ProblemHall,
        RequestKind::Labour => Word::ProblemLabour,
        RequestKind::PowerWater => Word::ProblemPowerWater,
        RequestKind::Permit => Word::ProblemPermit,
        RequestKind::Finance => Word::ProblemFinance,
        RequestKind::Customs => Word::ProblemCustoms,
        RequestKind::Logistics => Word::ProblemLogistics,
        RequestKind::Other => Word::ProblemOther,
    }
}

/// The word of a bucket of the front.
#[must_use]
pub const fn bucket_word(bucket: Bucket) -> Word {
    match bucket {
        Bucket::Untouched => Word::BucketUntouched,
        Bucket::Willing => Word::BucketWilling,
        Bucket::Negotiating => Word::BucketNegotiating,
        Bucket::Signed => Word::BucketSigned,
    }
}

/// The word of an intent.
#[must_use]
pub const fn intent_word(intent: Intent) -> Word {
    match intent {
        Intent::None => Word::IntentNone,
        Intent::Watching => Word::IntentWatching,
        Intent::Willing => Word::IntentWilling,
        Intent::Negotiating => Word::IntentNegotiating,
    }
}

/// The word of a criterion.
#[must_use]
pub const fn criterion_word(criterion: Criterion) -> Word {
    match criterion {
        Criterion::Area => Word::CriterionArea,
        Criterion::Time => Word::CriterionTime,
        Criterion::Power => Word::CriterionPower,
        Criterion::Dyeing => Word::CriterionDyeing,
        Criterion::Steam => Word::CriterionSteam,
        Criterion::Water => Word::CriterionWater,
        Criterion::Wastewater => Word::CriterionWastewater,
        Criterion::Height => Word::CriterionHeight,
        Criterion::Load => Word::CriterionLoad,
        Criterion::Rent => Word::CriterionRent,
        Criterion::Stage => Word::CriterionStage,
        Criterion::Promise => Word::CriterionPromise,
    }
}

/// The unit in which a criterion is told.
const fn unit_of(criterion: Criterion, lang: Lang) -> &'static str {
    match (criterion, lang) {
        (Criterion::Area, Lang::Zh) => "㎡",
        (Criterion::Area, Lang::En) => "m²",
        (Criterion::Power, _) => "kVA",
        (Criterion::Dyeing | Criterion::Water | Criterion::Wastewater, _) => "t/d",
        (Criterion::Steam, _) => "t/h",
        (Criterion::Height, _) => "m",
        (Criterion::Load, Lang::Zh) => "t/㎡",
        (Criterion::Load, Lang::En) => "t/m²",
        _ => "",
    }
}

impl Pen {
    /// Why a stage is a gap.
    #[must_use]
    pub fn gap(&self, gap: Gap) -> String {
        let (firms, wanted) = (gap.firms.to_string(), gap.wanted.to_string());
        let mut values = vec![("n", firms.as_str()), ("wanted", wanted.as_str())];
        let percent = match gap.rule {
            GapRule::Below { percent } => percent.to_string(),
            GapRule::Nobody | GapRule::EndOfChain => String::new(),
        };
        values.push(("percent", &percent));
        let word = match gap.rule {
            GapRule::Nobody => Word::GapNobody,
            GapRule::EndOfChain => Word::GapEnd,
            GapRule::Below { .. } => Word::GapBelow,
        };
        word.with(self.lang, &values)
    }

    /// Why a light is what it is, in one sentence: the rule, plan and actual value, the days.
    #[must_use]
    pub fn why(&self, why: Why, colour: Colour) -> String {
        let number = |value: f64| (self.number)(value, 0);
        let (late, days) = (number(why.late.abs()), why.days.max(0).to_string());
        let node = why.node.map_or("", |node| node_word(node).text(self.lang));
        let since = why.since.map_or_else(String::new, |day| (self.date)(day, self.lang));
        let (plan, actual) = (number(why.plan), number(why.actual));
        let (yellow, red) = (number(why.rule.yellow_from), number(why.rule.red_above));
        let values = [
            ("late", late.as_str()),
            ("days", &days),
            ("node", node),
            ("since", &since),
            ("plan", &plan),
            ("actual", &actual),
            ("yellow", &yellow),
            ("red", &red),
        ];
        let word = match (why.rule.measure, colour) {
            (Lateness::Progress, Colour::Green) if why.late < 0.0 => Word::WhyAhead,
            (Lateness::Progress, Colour::Red) => Word::WhyProgressRed,
            (Lateness::Progress, Colour::Yellow) => Word::WhyProgressYellow,
            (Lateness::Progress, Colour::Green) => Word::WhyProgressGreen,
            (Lateness::Start, Colour::Green) => Word::WhyStartGreen,
            (Lateness::Start, Colour::Yellow) if why.days < 0 => Word::WhyStartMonth,
            (Lateness::Start, _) => Word::WhyStartLate,
            (Lateness::Entry, Colour::Green) => Word::WhyEntryGreen,
            (Lateness::Entry, _) => Word::WhyEntryLate,
            (Lateness::Investment, Colour::Green) => Word::WhyInvestmentGreen,
            (Lateness::Investment, _) => Word::WhyInvestmentLate,
            (Lateness::Node, Colour::Green) => Word::WhyNodeGreen,
            (Lateness::Node, _) => Word::WhyNodeLate,
            (Lateness::Action, Colour::Green) => Word::WhyActionGreen,
            (Lateness::Action, _) => Word::WhyActionLate,
        };
        word.with(self.lang, &values)
    }

    /// What a hall misses, in words and numbers.
    #[must_use]
    pub fn miss(&self, miss: &Miss) -> String {
        let what = criterion_word(miss.criterion).text(self.lang);
        let by = |places: usize| (self.number)(miss.by(), places);
        match (miss.criterion, miss.offered) {
            (Criterion::Stage, _) => Word::MissStage.text(self.lang).to_owned(),
            (Criterion::Promise, _) => Word::MissPromise.text(self.lang).to_owned(),
            (Criterion::Dyeing, Some(offered)) if offered <= 0.0 => {
                Word::MissDyeing.text(self.lang).to_owned()
            }
            (Criterion::Time, None) => Word::MissTimeUnknown.text(self.lang).to_owned(),
            (Criterion::Time, Some(offered)) => {
                let from = (self.date)(Day::from_number(offered as i32), self.lang);
                Word::MissTime.with(self.lang, &[("days", &by(0)), ("from", &from)])
            }
            (_, None) => Word::MissUnknown.with(self.lang, &[("what", what)]),
            (Criterion::Rent, Some(_)) => Word::MissRent.with(self.lang, &[("by", &by(1))]),
            (criterion, Some(_)) => {
                let by = format!("{} {}", by(1), unit_of(criterion, self.lang));
                Word::MissShort.with(self.lang, &[("what", what), ("by", &by)])
            }
        }
    }
}
