//! A directory of a PMTiles archive, and a tile's number along the Hilbert curve.

/// A run of tiles with the same bytes, or (run 0) a directory below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number of the first tile.
    pub first: u64,
    /// How many tiles share these bytes; 0 for a directory below.
    pub run: u64,
    /// Where the bytes begin in their part of the file.
    pub offset: u64,
    /// How many they are.
    pub length: u64,
}

/// The number of a tile: all of the zooms before, then its place along the Hilbert curve of its zoom.
pub fn number(z: u8, x: u32, y: u32) -> u64 {
    let before: u64 = (0..z).map(|z| 1_u64 << (2 * u32::from(z))).sum();
    let (mut x, mut y) = (u64::from(x), u64::from(y));
    let mut along = 0;
    for level in (0..u32::from(z)).rev() {
        let side = 1_u64 << level;
        let (right, below) = (u64::from(x & side > 0), u64::from(y & side > 0));
        along += side * side * ((3 * right) ^ below);
        if below == 0 {
            if right == 1 {
                (x, y) = (side.wrapping_sub(1).wrapping_sub(x), side.wrapping_sub(1).wrapping_sub(y));
            }
            (x, y) = (y, x);
        }
    }
    before + along
}

/// The entry that a tile is under.
pub fn seek(entries: &[Entry], wanted: u64) -> Option<Entry> {
    let next = entries.partition_point(|entry| entry.first <= wanted);
    let entry = *entries.get(next.checked_sub(1)?)?;
    (entry.run == 0 || wanted - entry.first < entry.run).then_some(entry)
}

/// Reads a directory: columns of variable-length numbers. None if it is damaged.
pub fn directory(bytes: &[u8]) -> Option<Vec<Entry>> {
    let mut rest = bytes;
    let count = usize::try_from(varint(&mut rest)?).ok().filter(|count| *count <= bytes.len())?;
    let mut column = || (0..count).map(|_| varint(&mut rest)).collect::<Option<Vec<u64>>>();
    let (steps, runs, lengths, offsets) = (column()?, column()?, column()?, column()?);
    let (mut first, mut end) = (0_u64, 0_u64);
    let mut entries = Vec::with_capacity(count);
    for (((step, run), length), offset) in steps.into_iter().zip(runs).zip(lengths).zip(offsets) {
        first = first.checked_add(step)?;
        // 0 means: right behind the entry before; else one more than the offset.
        let offset = if offset == 0 { end } else { offset - 1 };
        end = offset.checked_add(length)?;
        entries.push(Entry { first, run, offset, length });
    }
    Some(entries)
}

/// A number in groups of seven bits, the lowest first.
fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, left) = rest.split_first()?;
        *rest = left;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_numbered_along_the_curve() {
        // From the specification, and every tile of a zoom has a number of its own.
        for ((z, x, y), n) in [
            ((0, 0, 0), 0),
            ((1, 0, 0), 1),
            ((1, 0, 1), 2),
            ((1, 1, 1), 3),
            ((1, 1, 0), 4),
            ((2, 0, 0), 5),
            ((12, 3423, 1763), 19_078_479),
        ] {
            assert_eq!(number(z, x, y), n, "{z}/{x}/{y}");
        }
        let mut all: Vec<u64> = (0..8).flat_map(|x| (0..8).map(move |y| number(3, x, y))).collect();
        all.sort_unstable();
        assert_eq!(all, (21..85).collect::<Vec<_>>());
    }

    #[test]
    fn damage_is_recognised() {
        assert_eq!(directory(&[]), None);
        assert_eq!(directory(&[200, 1, 0]), None);
        assert_eq!(directory(&[0xff; 12]), None);
        let one = directory(&[1, 5, 2, 9, 1]).unwrap();
        assert_eq!(one, [Entry { first: 5, run: 2, offset: 0, length: 9 }]);
        assert_eq!(seek(&one, 4), None);
        assert!(seek(&one, 6).is_some());
        assert_eq!(seek(&one, 7), None);
    }
}
