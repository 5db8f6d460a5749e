//! The funnel, landings, rates.

use super::super::funnel::Lead;
use super::super::{Chart, Funnel, Rate, Selection};
use super::{Log, day, key};
use crate::Day;
use crate::fact::project::Node;
use crate::fact::rule::{Counted, Measured, RateDefined, RateWindow};

/// Two targets that became projects, one that did not, one project without a target.
fn leads() -> Log {
    let mut log = Log::opened();
    log.target("T-1", "garments", "330000", "willing", "2023-01-01", "")
        .add("target/T-1", "intent_observed", "2023-01-05", r#"{"intent":"willing"}"#)
        .add("target/T-1", "first_talk_registered", "2023-01-20", r#"{"by":"533102","until":"2023-04-20"}"#)
        .add("target/T-1", "intent_observed", "2023-02-01", r#"{"intent":"negotiating"}"#)
        .project("P-1", "garments", "2023-03-01", r#","invest_wan":1000.5"#)
        .reached("P-1", "signed", "2023-03-01")
        .add("target/T-1", "linked", "2023-03-01", r#"{"project":"P-1"}"#)
        .reached("P-1", "landed", "2023-03-11")
        .reached("P-1", "started", "2023-04-10")
        .reached("P-1", "in_production", "2023-08-28")
        .target("T-2", "garments", "330000", "none", "2023-01-01", "")
        .add("target/T-2", "intent_observed", "2023-01-03", r#"{"intent":"watching"}"#)
        // Signed in one year, landed in the next; landed before it signed nothing that is known.
        .project("P-2", "garments", "2023-10-01", r#","invest_wan":2000.25"#)
        .reached("P-2", "negotiating", "2023-10-01")
        .reached("P-2", "signed", "2023-12-20")
        .reached("P-2", "landed", "2024-01-15")
        .reached("P-2", "started", "2024-01-05")
        .project("P-3", "garments", "2023-05-01", r#","invest_wan":300"#)
        .reached("P-3", "signed", "2023-05-01")
        .reached("P-3", "in_production", "2023-06-27")
        // Offered to investors: no lead of anybody's.
        .add(
            "project/P-4",
            "registered",
            "2023-05-01",
            r#"{"kind":"offered","title":{"zh":"示例"},"chain":"textile","region":"533102"}"#,
        )
        .add("project/P-1", "funded", "2023-06-01", r#"{"wan":100.1}"#)
        .add("project/P-1", "funded", "2024-02-01", r#"{"wan":200.2}"#);
    log
}

fn year(year: i32) -> Option<(Day, Day)> {
    Some((Day::from_ymd(year, 1, 1).unwrap(), Day::from_ymd(year, 12, 31).unwrap()))
}

/// How many reached each node, median days since the node before, and of how many.
fn steps(funnel: &Funnel) -> Vec<(Node, u32, Option<i32>, u32)> {
    let reached = funnel.steps.iter().filter(|step| step.leads > 0);
    reached.map(|step| (step.node, step.leads, step.median_days, step.measured)).collect()
}

#[test]
fn nodes_are_counted_by_themselves_and_medians_over_those_with_both_dates() {
    let chart = leads().chart("2024-12-31");
    let funnel = chart.funnel(Selection::default(), None);
    let expected = [
        (Node::Lead, 2, None, 0),
        (Node::Assessed, 2, Some(2), 2), // 4 and 2 days: the lower of two middle ones
        (Node::FirstTalk, 1, Some(15), 1),
        (Node::Negotiating, 2, Some(12), 1), // P-2 has no first talk
        (Node::Signed, 3, Some(28), 2),      // 28 and 80 days
        (Node::Landed, 2, Some(10), 2),      // 10 and 26 days
        (Node::Started, 2, Some(30), 1),     // P-2 started before it landed
        (Node::InProduction, 2, None, 0),    // nobody told when they were completed
    ];
    assert_eq!(steps(&funnel), expected);
    let signed = chart.reached(Node::Signed, Selection::default(), None);
    let signed: Vec<Lead> = signed.into_iter().map(|(lead, _)| lead).collect();
    let (target, project) = (|k| Lead::Target(key(k)), |k| Lead::Project(key(k)));
    assert_eq!(signed, [target("T-1"), project("P-2"), project("P-3")], "target and project are one lead");
}

#[test]
fn a_window_counts_the_nodes_that_were_reached_within_it() {
    let chart = leads().chart("2024-12-31");
    let expected = [(Node::Landed, 1, Some(26), 1), (Node::Started, 1, None, 0)];
    assert_eq!(
        steps(&chart.funnel(Selection::default(), year(2024))),
        expected,
        "since a day of the year before"
    );
    let days = |from, to| Some((day(from), day(to)));
    let on_the_day = chart.funnel(Selection::default(), days("2023-03-11", "2023-03-11"));
    assert_eq!(steps(&on_the_day), [(Node::Landed, 1, Some(10), 1)]);
    assert_eq!(steps(&chart.funnel(Selection::default(), days("2025-01-01", "2025-12-31"))), []);
    // On an earlier day the later ones have not happened.
    let then = leads().chart("2023-03-05").funnel(Selection::default(), None);
    assert_eq!(steps(&then).last().map(|step| (step.0, step.1)), Some((Node::Signed, 1)));
}

#[test]
fn landings_are_days_from_signing_to_production_the_fastest_first() {
    let mut log = leads();
    // Produced here before it signed: not landed by signing.
    log.project("P-5", "garments", "2023-01-01", "").reached("P-5", "in_production", "2023-01-01").reached(
        "P-5",
        "signed",
        "2023-02-01",
    );
    let days =
        |funnel: Funnel| funnel.landings.iter().map(|l| (l.project.to_string(), l.days)).collect::<Vec<_>>();
    let chart = log.chart("2024-12-31");
    let all = chart.funnel(Selection::default(), None);
    assert_eq!(all.median_landing(), Some(57));
    assert_eq!(days(all), [("P-3".to_owned(), 57), ("P-1".to_owned(), 180)]);
    let none = chart.funnel(Selection::default(), year(2024));
    assert_eq!((none.median_landing(), none.landings), (None, vec![]));
}

#[test]
fn a_project_that_two_targets_became_is_one_lead() {
    let mut log = leads();
    log.add("target/T-2", "linked", "2023-03-02", r#"{"project":"P-1"}"#);
    let funnel = log.chart("2024-12-31").funnel(Selection::default(), None);
    let signed = funnel.steps.iter().find(|step| step.node == Node::Signed).unwrap();
    assert_eq!(signed.leads, 3);
    assert_eq!(funnel.steps[0].leads, 2, "both were leads");
}

fn rule(numerator: (Node, Measured), denominator: (Node, Measured), window: RateWindow) -> RateDefined {
    let counted = |(node, measured)| Counted { node, measured };
    let name = crate::Text::new("落地率", "Landing rate");
    RateDefined { name, numerator: counted(numerator), denominator: counted(denominator), window }
}

fn landing(
    chart: &Chart,
    window: RateWindow,
    year: Option<(Day, Day)>,
) -> (Vec<String>, Vec<String>, Option<f64>) {
    let count = Measured::Projects;
    let rate =
        chart.rate(&rule((Node::Landed, count), (Node::Signed, count), window), Selection::default(), year);
    let names = |keys: &[crate::Key]| keys.iter().map(|k| k.to_string()).collect();
    assert_eq!((rate.numerator, rate.denominator), (rate.counted.len() as f64, rate.out_of.len() as f64));
    (names(&rate.counted), names(&rate.out_of), rate.value())
}

#[test]
fn signed_in_one_year_and_landed_in_the_next_each_window_counts_in_its_own_way() {
    let chart = leads().chart("2024-12-31");
    let texts = |keys: &[&str]| keys.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>();
    let told = |counted: &[&str], out_of: &[&str], value| (texts(counted), texts(out_of), value);
    let all = &["P-1", "P-2", "P-3"][..];
    // 2023: three signed; one of them landed within the year, two in all.
    assert_eq!(landing(&chart, RateWindow::Both, year(2023)), told(&["P-1"], all, Some(1.0 / 3.0)));
    assert_eq!(landing(&chart, RateWindow::Cohort, year(2023)), told(&["P-1", "P-2"], all, Some(2.0 / 3.0)));
    assert_eq!(landing(&chart, RateWindow::Apart, year(2023)), told(&["P-1"], all, Some(1.0 / 3.0)));
    // 2024: nothing signed; what landed is counted by itself, out of nothing.
    assert_eq!(landing(&chart, RateWindow::Both, year(2024)), told(&[], &[], None));
    assert_eq!(landing(&chart, RateWindow::Cohort, year(2024)), told(&[], &[], None));
    assert_eq!(landing(&chart, RateWindow::Apart, year(2024)), told(&["P-2"], &[], None));
    // On New Year's Eve the second one had not landed.
    let then = leads().chart("2023-12-31");
    assert_eq!(landing(&then, RateWindow::Cohort, year(2023)), told(&["P-1"], all, Some(1.0 / 3.0)));
    assert_eq!(landing(&chart, RateWindow::Both, None), told(&["P-1", "P-2"], all, Some(2.0 / 3.0)));
}

#[test]
fn money_is_summed_exactly_and_nothing_is_no_rate() {
    let funds =
        rule((Node::Signed, Measured::Funded), (Node::Signed, Measured::Contracted), RateWindow::Both);
    let rate = |on| -> Rate { leads().chart(on).rate(&funds, Selection::default(), None) };
    let now = rate("2024-12-31");
    assert_eq!((now.numerator, now.denominator), (300.3, 3300.75));
    assert_eq!(now.value(), Some(300.3 / 3300.75));
    let then = rate("2023-06-01");
    assert_eq!((then.numerator, then.denominator), (100.1, 1300.5));
    assert_eq!(rate("2023-01-01").value(), None);
}
