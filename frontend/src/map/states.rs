//! The table of unit states: four bytes a unit, written by a day step and read by the shaders as a texture.
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

impl States {
    /// Gives every id a row; ids known before keep what is not in `status` (dimmed, absent).
    pub fn adopt(&mut self, units: impl Iterator<Item = (u32, u8)>) {
        let mut known: Vec<(u32, [u8; 4])> = Vec::new();
        for (id, status) in units {
            let flags = self.row(id).and_then(|row| self.get(row)).map_or(0, |[_, flags, ..]| flags);
            known.push((id, [status, flags, status, 0]));
        }
        known.sort_by_key(|(id, _)| *id);
        known.dedup_by_key(|(id, _)| *id);
        self.rows = known.iter().zip(0..).map(|((id, _), row)| (*id, row)).collect();
        self.bytes = known.into_iter().map(|(_, state)| state).collect();
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

    /// Paints units; answers how many changed.
    pub fn paint(&mut self, changed: &[(u32, UnitPaint)]) -> usize {
        self.settle();
        let mut count = 0;
        for (id, paint) in changed {
            let Some(row) = self.row(*id) else { continue };
            let Some(state) = self.bytes.get_mut(row as usize) else { continue };
            let [status, flags, ..] = *state;
            let wanted = [paint.status as u8, u8::from(paint.dimmed) | (u8::from(paint.absent) << 1)];
            if [status, flags] != wanted {
                let [now, flags] = wanted;
                *state = [now, flags, status, 0];
                count += 1;
            }
        }
        self.settled = count == 0;
        count
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

    /// All bytes, whole rows of [`WIDTH`].
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_flattened()
    }

    /// Number of texture rows.
    pub fn height(&self) -> usize {
        self.bytes.len() / WIDTH
    }
}

/// Whether the unit exists on the chosen day.
pub fn is_present([status, flags, ..]: [u8; 4]) -> bool {
    status < 7 && flags & 2 == 0
}

#[cfg(test)]
mod tests {
    use super::super::event::UnitStatus;
    use super::*;

    fn paint(status: UnitStatus) -> UnitPaint {
        UnitPaint { status, dimmed: false, absent: false }
    }

    fn two() -> States {
        let mut states = States::default();
        states.adopt([(40, 3), (7, 0)].into_iter());
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
        assert_eq!(states.paint(&step), 1);
        assert_eq!(states.get(states.row(40).unwrap()), Some([0, 0, 3, 0]));
        states.paint(&[(7, paint(UnitStatus::Withheld))]);
        assert_eq!(states.get(states.row(40).unwrap()), Some([0, 0, 0, 0]), "the earlier change has settled");
    }

    #[test]
    fn new_geometry_keeps_what_is_dimmed() {
        let mut states = two();
        states.paint(&[(40, UnitPaint { status: UnitStatus::Available, dimmed: true, absent: false })]);
        states.adopt([(40, 2), (41, 0)].into_iter());
        assert_eq!(states.get(states.row(40).unwrap()), Some([2, 1, 2, 0]));
        assert_eq!(states.row(7), None);
        assert_eq!(states.bytes().len(), WIDTH * 4);
    }

    #[test]
    fn a_unit_that_is_absent_or_unknown_is_not_there() {
        let mut states = two();
        states.paint(&[(40, UnitPaint { status: UnitStatus::Available, dimmed: false, absent: true })]);
        assert!(!is_present(states.get(states.row(40).unwrap()).unwrap()));
        assert!(is_present(states.get(states.row(7).unwrap()).unwrap()));
        assert!(!is_present(UNKNOWN));
    }
}
