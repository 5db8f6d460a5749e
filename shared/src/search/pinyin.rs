//! Readings of Chinese characters, so that pinyin and initials find Chinese names.
//!
//! The table is made by `geodata` and fetched by the client once. Its bytes, all numbers little-endian:
//!
//! | part | bytes |
//! |---|---|
//! | mark | `PYT1` |
//! | syllables | `u16` count, then the syllables in ASCII, each ended by `\n` |
//! | characters | `u16` count, then for each the distance from the one before (the first from U+0000), as LEB128 |
//! | readings | `u16` count, then all low bytes, then all high bytes of the entries, in order of the characters |
//!
//! An entry is twice the number of a syllable, plus one if another reading of the same character follows. The
//! low bytes and the high bytes stand apart because they compress better so. Syllables have no tone; ü is `v`.

/// The readings of characters.
#[derive(Clone, Debug, Default)]
pub struct PinyinTable {
    syllables: Vec<String>,
    /// Ascending, each with the place of its first reading.
    characters: Vec<(char, usize)>,
    /// Numbers of syllables.
    readings: Vec<u16>,
}

/// Bytes that are not such a table, or not a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a pinyin table, or cut short")]
pub struct NotAPinyinTable;

impl PinyinTable {
    /// Reads the bytes of a table.
    ///
    /// # Errors
    /// When they are not a whole table in the format above.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotAPinyinTable> {
        Self::read(bytes).ok_or(NotAPinyinTable)
    }

    /// The readings of a character without tones, the usual one first; none for what is not in the table.
    pub fn readings(&self, c: char) -> impl Iterator<Item = &str> {
        let place = self.characters.binary_search_by_key(&c, |(c, _)| *c).ok();
        let range = place.and_then(|i| {
            let (_, from) = *self.characters.get(i)?;
            let to = self.characters.get(i + 1).map_or(self.readings.len(), |(_, next)| *next);
            self.readings.get(from..to)
        });
        let numbers = range.unwrap_or_default().iter();
        numbers.filter_map(|n| self.syllables.get(usize::from(*n))).map(String::as_str)
    }

    /// How many characters it knows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.characters.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(b"PYT1")?;
        let mut table = Self::default();
        for _ in 0..number(&mut rest)? {
            let end = rest.iter().position(|b| *b == b'\n')?;
            let (syllable, after) = rest.split_at_checked(end)?;
            table.syllables.push(String::from_utf8(syllable.to_vec()).ok()?);
            rest = after.split_first()?.1;
        }
        let mut characters = Vec::new();
        let mut code = 0u32;
        for _ in 0..number(&mut rest)? {
            let gap = varint(&mut rest)?;
            code = code.checked_add(gap).filter(|_| gap > 0)?;
            characters.push(char::from_u32(code)?);
        }
        let count = usize::from(number(&mut rest)?);
        let (low, high) = rest.split_at_checked(count)?;
        if high.len() != count {
            return None;
        }
        let mut characters = characters.into_iter();
        let mut first = true;
        for (low, high) in low.iter().zip(high) {
            let entry = u16::from_le_bytes([*low, *high]);
            if first {
                table.characters.push((characters.next()?, table.readings.len()));
            }
            table.readings.push(Some(entry / 2).filter(|n| usize::from(*n) < table.syllables.len())?);
            first = entry % 2 == 0;
        }
        (first && characters.next().is_none()).then_some(table)
    }
}

fn number(rest: &mut &[u8]) -> Option<u16> {
    let (&[low, high], after) = rest.split_first_chunk::<2>()?;
    *rest = after;
    Some(u16::from_le_bytes([low, high]))
}

fn varint(rest: &mut &[u8]) -> Option<u32> {
    let mut value = 0u32;
    for shift in [0, 7, 14] {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        value |= u32::from(byte & 127) << shift;
        if byte < 128 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 丁 (U+4E01) ding, zheng; 丽 (U+4E3D) li.
    const SMALL: &[u8] =
        b"PYT1\x03\x00ding\nli\nzheng\n\x02\x00\x81\x9c\x01\x3c\x03\x00\x01\x04\x02\x00\x00\x00";

    fn readings(table: &PinyinTable, c: char) -> Vec<&str> {
        table.readings(c).collect()
    }

    #[test]
    fn a_table_is_read_as_the_format_says() {
        let table = PinyinTable::decode(SMALL).unwrap();
        assert_eq!(readings(&table, '丁'), ["ding", "zheng"]);
        assert_eq!(readings(&table, '丽'), ["li"]);
        assert_eq!(readings(&table, 'a'), [""; 0]);
        assert_eq!(readings(&table, '瑞'), [""; 0]);
        assert_eq!(table.len(), 2);
    }

    #[test]
    fn anything_cut_or_lengthened_is_refused() {
        for end in 0..SMALL.len() {
            assert_eq!(PinyinTable::decode(&SMALL[..end]).unwrap_err(), NotAPinyinTable, "{end}");
        }
        assert!(PinyinTable::decode(&[SMALL, b"x"].concat()).is_err());
        assert!(PinyinTable::decode(b"PYT2").is_err());
    }

    #[test]
    fn no_flipped_byte_brings_it_down() {
        for (i, _) in SMALL.iter().enumerate() {
            for value in 0..=255 {
                let mut bytes = SMALL.to_vec();
                bytes[i] = value;
                if let Ok(table) = PinyinTable::decode(&bytes) {
                    assert!(readings(&table, '丽').len() <= 3);
                }
            }
        }
    }
}
