//! Rates, presets of the traffic light, columns of the board, deadlines and promises, as data: methods, not invented firms.
//!
//! The presets of Yinchuan and Sanya, and two of the rates, follow rules that were published; their source says so.
//! The others are the default of this program and are marked as samples.

use std::sync::Arc;

use shared::fact::project::Node;
use shared::fact::rule::{
    BoardColumn, BoardDefined, BoardField, Counted, Lateness, LightRule, Measured, PresetDefined,
    RateDefined, RateWindow, RuleFact,
};
use shared::fact::upkeep::{Deadline, DeadlinesDefined, FreshnessDefined, Major, Promise, PromiseOf, Step};
use shared::measure::Wan;
use shared::{Area, Text};

use super::halls::key;
use super::journal::{Journal, Note};
use super::names::region;
use super::works::day;
use super::zones::OPENING;

/// The source of the preset that Yinchuan published.
pub const YINCHUAN: &str = "yinchuan-2025";
/// The source of the preset that Sanya published.
pub const SANYA: &str = "sanya-2022";
/// The source of the rates as Yunnan published them of its parks.
pub const YUNNAN_PARKS: &str = "yunnan-parks-2015";

/// Enters the rules.
pub fn enter(journal: &mut Journal) {
    let sample = Note::sample(day(OPENING), region(530_000));
    rates(journal, &sample);
    presets(journal, &sample);
    boards(journal, &sample);
    deadlines(journal);
    freshness(journal);
}

fn rates(journal: &mut Journal, sample: &Note) {
    let projects = |node| Counted { node, measured: Measured::Projects };
    let money = |measured| Counted { node: Node::Signed, measured };
    let published = sample.clone().from(YUNNAN_PARKS);
    let signed = projects(Node::Signed);
    let mut rate = |note: &Note, name: &str, (zh, en): (&str, &str), numerator, denominator, window| {
        let defined = RateDefined { name: Text::new(zh, en), numerator, denominator, window };
        journal.put(note, key(name), RuleFact::RateDefined(Arc::new(defined)));
    };
    rate(sample, "landing", ("落地率", "Landing rate"), projects(Node::Landed), signed, RateWindow::Both);
    // A contract is being performed once its project is filed (备案).
    rate(
        &published,
        "performing",
        ("履约率", "Performing rate"),
        projects(Node::Filed),
        signed,
        RateWindow::Cohort,
    );
    rate(
        &published,
        "funds",
        ("资金到位率", "Funds in place"),
        money(Measured::Funded),
        money(Measured::Contracted),
        RateWindow::Cohort,
    );
    rate(sample, "start", ("开工率", "Start rate"), projects(Node::Started), signed, RateWindow::Cohort);
    let negotiating = projects(Node::Negotiating);
    rate(sample, "conversion", ("转化率", "Conversion rate"), signed, negotiating, RateWindow::Cohort);
}

fn presets(journal: &mut Journal, sample: &Note) {
    let rule = |measure, yellow_from, red_above| LightRule { measure, yellow_from, red_above };
    let mut preset = |source: Option<&str>, name: &str, (zh, en): (&str, &str), rules: Vec<LightRule>| {
        let note = source.map_or(sample.clone(), |source| sample.clone().from(source));
        let defined = PresetDefined { name: Text::new(zh, en), rules };
        journal.put(&note, key(name), RuleFact::PresetDefined(Arc::new(defined)));
    };
    // 10 to 30 points behind; the planned month, and three months in a row; one month, and more than two.
    let yinchuan = vec![
        rule(Lateness::Progress, 10.0, 30.0),
        rule(Lateness::Start, 1.0, 2.0),
        rule(Lateness::Entry, 1.0, 2.0),
    ];
    preset(Some(YINCHUAN), "yinchuan-2025", ("银川 2025", "Yinchuan 2025"), yinchuan);
    let sanya = vec![rule(Lateness::Investment, 1.0, 50.0)];
    preset(Some(SANYA), "sanya-2022", ("三亚 2022", "Sanya 2022"), sanya);
    let leads = vec![rule(Lateness::Action, 1.0, 14.0)];
    preset(None, "leads", ("目标企业跟进（示例）", "Following up targets (sample)"), leads);
}

fn boards(journal: &mut Journal, sample: &Note) {
    const PROJECTS: &[(BoardField, &str, &str)] = &[
        (BoardField::Progress, "进展", "Progress"),
        (BoardField::Investment, "总投资", "Total investment"),
        (BoardField::YearPlan, "年度计划", "Year's plan"),
        (BoardField::Physical, "形象进度", "Physical progress"),
        (BoardField::Problems, "存在问题", "Problems"),
        (BoardField::Leader, "包保领导", "Leader in charge"),
        (BoardField::Unit, "责任单位", "Responsible unit"),
        (BoardField::Person, "责任人", "Responsible person"),
        (BoardField::Next, "下一步", "Next action"),
        (BoardField::Why, "为何", "Why"),
    ];
    const TARGETS: &[(BoardField, &str, &str)] = &[
        (BoardField::Progress, "进展", "Progress"),
        (BoardField::Next, "下一步", "Next action"),
        (BoardField::Leader, "包保领导", "Leader in charge"),
        (BoardField::Unit, "责任单位", "Responsible unit"),
        (BoardField::Person, "责任人", "Responsible person"),
        (BoardField::Why, "为何", "Why"),
    ];
    let boards =
        [("projects", "项目台账", "Projects", PROJECTS), ("targets", "目标企业台账", "Targets", TARGETS)];
    for (board, zh, en, columns) in boards {
        let column = |(field, zh, en): &(BoardField, &str, &str)| BoardColumn {
            field: *field,
            name: Text::new(*zh, *en),
        };
        let defined = BoardDefined { name: Text::new(zh, en), columns: columns.iter().map(column).collect() };
        journal.put(sample, key(board), RuleFact::BoardDefined(Arc::new(defined)));
    }
}

/// The days are those of Jiangmen 2024; from when on a lead is major it does not say, so the rule as a whole is a sample. It
/// came in June: what came in before is bound by none.
fn deadlines(journal: &mut Journal) {
    let step = |step, days| Deadline { step, days, major_days: None };
    let steps = vec![
        step(Step::Answer, 1),
        Deadline { major_days: Some(7), ..step(Step::Assess, 3) },
        step(Step::Feedback, 7),
        step(Step::Report, 14),
    ];
    let major = Major { invest_wan: Some(Wan::whole(20_000)), need_area_m2: Some(Area::whole(15_000)) };
    let name = Text::new("线索办理时限（江门 2024，示例）", "Deadlines of leads (Jiangmen 2024, sample)");
    let defined = DeadlinesDefined { name, steps, major: Some(major) };
    let note = Note::sample(day("2024-06-03"), region(530_000));
    journal.put(&note, key("leads-2024"), RuleFact::DeadlinesDefined(Arc::new(defined)));
}

fn freshness(journal: &mut Journal) {
    let promise = |of, days| Promise { of, days };
    let promises = vec![
        promise(PromiseOf::PortStatus, 7),
        promise(PromiseOf::Supply, 90),
        promise(PromiseOf::Unit, 180),
        promise(PromiseOf::Parcel, 180),
        promise(PromiseOf::Project, 90),
        promise(PromiseOf::Target, 30),
    ];
    let name = Text::new("信息时效（示例）", "How long information stands (sample)");
    let defined = FreshnessDefined { name, promises };
    let note = Note::sample(day("2023-01-09"), region(530_000));
    journal.put(&note, key("freshness"), RuleFact::FreshnessDefined(Arc::new(defined)));
}
