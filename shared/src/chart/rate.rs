//! Rates: name, numerator, denominator and window are data; the records behind both are told.

use super::select::Selection;
use super::{Chart, Work};
use crate::fact::project::Node;
use crate::fact::rule::{Counted, Measured, RateDefined, RateWindow};
use crate::measure::Wan;
use crate::{Day, Key};

/// A rate of what passes.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// What was counted: projects, or 万元.
    pub numerator: f64,
    /// Out of what.
    pub denominator: f64,
    /// The projects counted in the numerator.
    pub counted: Vec<Key>,
    /// The projects counted in the denominator.
    pub out_of: Vec<Key>,
}

impl Rate {
    /// The rate as a fraction; none where there is nothing to divide by.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        (self.denominator > 0.0).then(|| self.numerator / self.denominator)
    }
}

/// What a project adds to a rate. Money and projects alike are summed as hundredths, so that sums are exact.
fn amount(work: &Work, measured: Measured) -> Wan {
    match measured {
        Measured::Projects => Wan::whole(1),
        Measured::Contracted => work.attributes.invest_wan.unwrap_or_default(),
        Measured::Funded => work.funded,
    }
}

impl Chart {
    /// A rate within a window; the whole history up to the day when absent.
    #[must_use]
    pub fn rate(&self, rule: &RateDefined, selection: Selection, window: Option<(Day, Day)>) -> Rate {
        let within = |work: &Work, node: Node| work.reached(node).is_some_and(|on| Self::within(on, window));
        let counts = |work: &Work, counted: Counted| match rule.window {
            RateWindow::Both => within(work, rule.denominator.node) && within(work, counted.node),
            RateWindow::Cohort => {
                within(work, rule.denominator.node)
                    && work.reached(counted.node).is_some_and(|on| on <= self.day)
            }
            RateWindow::Apart => within(work, counted.node),
        };
        let (mut numerator, mut denominator) = (Wan::ZERO, Wan::ZERO);
        let (mut counted, mut out_of) = (Vec::new(), Vec::new());
        for work in self.works(selection) {
            if within(work, rule.denominator.node) {
                denominator += amount(work, rule.denominator.measured);
                out_of.push(work.key);
            }
            if counts(work, rule.numerator) {
                numerator += amount(work, rule.numerator.measured);
                counted.push(work.key);
            }
        }
        Rate { numerator: numerator.value(), denominator: denominator.value(), counted, out_of }
    }
}
