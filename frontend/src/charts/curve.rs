//! A figure over time as the path of an SVG: solid up to the chosen day, dashed after it.

use shared::Day;

use crate::number::fixed;

/// Values over time, oldest first.
pub type Curve = Vec<(Day, f64)>;

/// The rectangle that a curve is drawn in: days across, values upward from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// The value at the top.
    pub top: f64,
    /// Width, px.
    pub width: f64,
    /// Height, px.
    pub height: f64,
}

impl Frame {
    /// Across for a day.
    pub fn x(&self, day: Day) -> f64 {
        let days = f64::from(self.to.since(self.from).max(1));
        f64::from(day.since(self.from)) / days * self.width
    }

    /// Downward for a value.
    pub fn y(&self, value: f64) -> f64 {
        let top = if self.top > 0.0 { self.top } else { 1.0 };
        self.height - value / top * self.height
    }
}

/// The path of a curve within a span of days; nothing when fewer than two points lie in it.
pub fn line(curve: &[(Day, f64)], frame: &Frame, from: Day, to: Day) -> String {
    let within = curve.iter().filter(|(day, _)| (from..=to).contains(day));
    let mut path = String::new();
    for (day, value) in within {
        path.push(if path.is_empty() { 'M' } else { 'L' });
        path.push_str(&format!("{} {}", fixed(frame.x(*day), 1), fixed(frame.y(*value), 1)));
    }
    path
}

/// The value of a curve on a day, on the straight line between its points.
pub fn value_on(curve: &[(Day, f64)], day: Day) -> Option<f64> {
    let after = curve.partition_point(|(d, _)| *d <= day);
    let (d1, v1) = curve.get(after.checked_sub(1)?)?;
    let Some((d2, v2)) = curve.get(after) else { return Some(*v1) };
    let share = f64::from(day.since(*d1)) / f64::from(d2.since(*d1).max(1));
    Some(v1 + (v2 - v1) * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_cut_at_the_chosen_day() {
        let day = Day::from_number;
        let curve = [(day(0), 0.0), (day(10), 10.0), (day(20), 5.0)];
        let frame = Frame { from: day(0), to: day(20), top: 10.0, width: 200.0, height: 50.0 };
        assert_eq!(line(&curve, &frame, day(0), day(10)), "M0.0 50.0L100.0 0.0");
        assert_eq!(value_on(&curve, day(5)), Some(5.0));
        assert_eq!(value_on(&curve, day(30)), Some(5.0));
        assert_eq!(value_on(&curve, day(-1)), None);
    }
}
