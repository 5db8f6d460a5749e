//! The table of unit states: four bytes a unit (status, flags, status before, tenths of the zoom it is drawn from), written by a day step and read by the shaders as a texture.
//!
//! This is why a step costs next to nothing: it writes bytes in our own memory and asks for one repaint.

use super::event::UnitPaint;

/// Rows of a texture are this long; the shaders' `& 1023` and `>> 10` say the same.
pub const WIDTH: usize = 1024;

/// What a unit that was never painted holds: no status, so it is not drawn.
const UNKNOWN: [u8; 4] = [255, 0, 255, 0];

/// States by row, and the way from ids to rows.
#[derive(Default)]
pub struct States {
    rows: Vec<(u32, u32)>,
    bytes: Vec<[u8; 4]>,
    settled: bool,
}

/// What a step changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Painted {
    /// Rows with another state.
    pub rows: Vec<u32>,
    /// Whether any unit went and left bare what it covered.
    pub bared: bool,
}

impl States {
    /// Gives every id a row. `fresh` units take their status from here and keep what was dimmed or absent; `known` ones
    /// keep their whole state if they have one.
    pub fn adopt(&mut self, fresh: impl Iterator<Item = (u32, u8)>, known: impl Iterator<Item = (u32, u8)>) {
        let before = |id| self.row(id).and_then(|row| self.get(row));
        let unit = |id, status| {
            let flags = before(id).map_or(0, |[_, flags, ..]| flags);
            (id, [status, flags, status, u8::MAX])
        };
        let fresh = fresh.map(|(id, status)| unit(id, status));
        let known =
            known.map(|(id, status)| before(id).map_or_else(|| unit(id, status), |state| (id, state)));
        let mut units: Vec<(u32, [u8; 4])> = fresh.chain(known).collect();
        // Stable: of two with the same id the first one counts.
        shared::order::sort_by(&mut units, |(a, _), (b, _)| a.cmp(b));
        units.dedup_by_key(|(id, _)| *id);
        self.rows = units.iter().zip(0..).map(|((id, _), row)| (*id, row)).collect();
        self.bytes = units.into_iter().map(|(_, state)| state).collect();
        self.bytes.resize(self.bytes.len().next_multiple_of(WIDTH).max(WIDTH), UNKNOWN);
    }

    /// The row of a unit.
    pub fn row(&self, id: u32) -> Option<u32> {
        let at = self.rows.binary_search_by_key(&id, |(known, _)| *known).ok()?;
        self.rows.get(at).map(|(_, row)| *row)
    }

    /// Status, flags, status before.
    pub fn get(&self, row: u32) -> Option<[u8; 4]> {
        self.bytes.get(row as usize).copied()
    }

    /// Paints units; answers which changed.
    pub fn paint(&mut self, changed: &[(u32, UnitPaint)]) -> Painted {
        self.settle();
        let mut painted = Painted::default();
        for (id, paint) in changed {
            let Some(row) = self.row(*id) else { continue };
            let Some(state) = self.bytes.get_mut(row as usize) else { continue };
            let [status, flags, ..] = *state;
            let wanted = [paint.status as u8, u8::from(paint.dimmed) | (u8::from(paint.absent) << 1)];
            if [status, flags] != wanted {
                let [now, flags] = wanted;
                let [.., zoom] = *state;
                *state = [now, flags, status, zoom];
                painted.rows.push(row);
                painted.bared |= paint.absent;
            }
        }
        self.settled = painted.rows.is_empty();
        painted
    }

    /// Forgets the statuses before, so that a new step eases only what it changes itself.
    fn settle(&mut self) {
        if self.settled {
            return;
        }
        for state in &mut self.bytes {
            let [now, _, before, _] = state;
            *before = *now;
        }
    }

    /// Sets the zoom from which a unit is drawn.
    pub fn set_zoom(&mut self, row: u32, zoom: f64) {
        if let Some([.., tenths]) = self.bytes.get_mut(row as usize) {
            *tenths = (zoom * 10.0).ceil().clamp(0.0, 254.0) as u8;
        }
    }

    /// All bytes, whole rows of [`WIDTH`].
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_flattened()
    }

    /// Number of texture rows.
    pub fn height(&self) -> usize {
        self.bytes.len() / WIDTH
    }
}

/// Whether the unit exists on the chosen day and is drawn at a zoom.
pub fn is_drawn([status, flags, _, tenths]: [u8; 4], zoom: f64) -> bool {
    status < 7 && flags & 2 == 0 && zoom * 10.0 >= f64::from(tenths)
}

#[cfg(test)]
mod tests {
    use shared::entity::unit::UnitStatus;

    use super::*;

    fn paint(status: UnitStatus) -> UnitPaint {
        UnitPaint { status, dimmed: false, absent: false }
    }

    fn two() -> States {
        let mut states = States::default();
        states.adopt([(40, 3), (7, 0)].into_iter(), std::iter::empty());
        states
    }

    #[test]
    fn only_what_changes_is_counted_and_remembers_what_it_was() {
        let mut states = two();
        let step = [
            (40, paint(UnitStatus::Leased)),
            (7, paint(UnitStatus::Leased)),
            (99, paint(UnitStatus::Planned)),
        ];
        assert_eq!(states.paint(&step), Painted { rows: vec![1], bared: false });
        assert_eq!(states.get(states.row(40).unwrap()), Some([0, 0, 3, 255]));
        states.paint(&[(7, paint(UnitStatus::Withheld))]);
        assert_eq!(
            states.get(states.row(40).unwrap()),
            Some([0, 0, 0, 255]),
            "the earlier change has settled"
        );
    }

    #[test]
    fn new_geometry_keeps_what_is_dimmed() {
        let mut states = two();
        states.paint(&[(40, UnitPaint { status: UnitStatus::Available, dimmed: true, absent: false })]);
        states.adopt([(40, 2), (41, 0)].into_iter(), std::iter::empty());
        assert_eq!(states.get(states.row(40).unwrap()), Some([2, 1, 2, 255]));
        assert_eq!(states.row(7), None);
        assert_eq!(states.bytes().len(), WIDTH * 4);
    }

    #[test]
    fn a_unit_is_drawn_from_its_zoom_unless_it_is_absent_or_unknown() {
        let mut states = two();
        let row = states.row(40).unwrap();
        assert!(!is_drawn(states.get(row).unwrap(), 20.0), "no zoom yet");
        states.set_zoom(row, 12.34);
        assert!(is_drawn(states.get(row).unwrap(), 12.4) && !is_drawn(states.get(row).unwrap(), 12.3));
        states.paint(&[(40, UnitPaint { status: UnitStatus::Available, dimmed: false, absent: true })]);
        assert!(!is_drawn(states.get(row).unwrap(), 20.0));
        assert!(!is_drawn(UNKNOWN, 20.0));
    }
}
