//! The table of readings that the client fetches for its search: common characters only, to stay small.
//!
//! The format is described at its reader, [`shared::search::pinyin`]. Characters are those of GB 2312 (6,763, what
//! Chinese place and firm names are written with) and some that are frequent in personal and firm names since. Rare ones
//! are still found by typing themselves. All 20,924 the dictionary knows would more than double the size.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::GBK;
use pinyin::ToPinyinMulti as _;

/// Readings kept for a character: the dictionary goes on with archaic ones that only make false hits.
const MOST_READINGS: usize = 3;

/// Characters of names that came into use after GB 2312 was drawn up in 1980.
const NAMES: &str = "喆堃垚犇昇昉旻炘焜烜珺珵琋瑄璟翀赟韡頔玥翾甦垵洣溁瀞嶍峂崀堽塱墘塆峃祎禛晞曈燚瓅穎緈翃芃詠贇釆铔镕陞飏龑龢";

/// The bytes of the table; always the same.
#[must_use]
pub fn pinyin_table() -> Vec<u8> {
    let readings: BTreeMap<char, Vec<String>> =
        characters().into_iter().map(|c| (c, readings(c))).filter(|(_, r)| !r.is_empty()).collect();
    let syllables = by_frequency(&readings);
    let number: BTreeMap<&str, u16> = syllables.iter().map(|s| s.as_str()).zip(0..).collect();
    let entries: Vec<u16> = readings.values().flat_map(|r| entries(r, &number)).collect();

    let mut bytes = b"PYT1".to_vec();
    bytes.extend(count(syllables.len()));
    bytes.extend(syllables.iter().flat_map(|s| format!("{s}\n").into_bytes()));
    bytes.extend(count(readings.len()));
    let mut before = 0;
    for c in readings.keys() {
        bytes.extend(leb128(u32::from(*c) - before));
        before = u32::from(*c);
    }
    bytes.extend(count(entries.len()));
    bytes.extend(entries.iter().map(|e| e.to_le_bytes()[0]));
    bytes.extend(entries.iter().map(|e| e.to_le_bytes()[1]));
    bytes
}

/// The rows of GB 2312 that hold characters; GBK contains them unchanged.
fn characters() -> BTreeSet<char> {
    let rows = (0xB0..=0xF7u8).flat_map(|row| (0xA1..=0xFEu8).map(move |cell| [row, cell]));
    let decoded: Vec<char> = rows
        .filter_map(|pair| GBK.decode_without_bom_handling_and_without_replacement(&pair)?.chars().next())
        .collect();
    decoded.into_iter().chain(NAMES.chars()).filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect()
}

/// Without tones, each once, the usual one first.
fn readings(c: char) -> Vec<String> {
    let mut found = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let plain = reading.plain().replace('ü', "v").replace('ê', "e");
        if !found.contains(&plain) && found.len() < MOST_READINGS {
            found.push(plain);
        }
    }
    found
}

/// Frequent syllables get small numbers, so that most entries have the same high byte.
fn by_frequency(readings: &BTreeMap<char, Vec<String>>) -> Vec<String> {
    let mut seen: BTreeMap<&String, usize> = BTreeMap::new();
    for syllable in readings.values().flatten() {
        *seen.entry(syllable).or_default() += 1;
    }
    let mut order: Vec<_> = seen.into_iter().collect();
    order.sort_by_key(|(syllable, times)| (std::cmp::Reverse(*times), *syllable));
    order.into_iter().map(|(syllable, _)| syllable.clone()).collect()
}

fn entries(readings: &[String], number: &BTreeMap<&str, u16>) -> Vec<u16> {
    let last = readings.len().saturating_sub(1);
    let numbered = readings.iter().filter_map(|r| number.get(r.as_str()));
    numbered.enumerate().map(|(i, n)| n * 2 + u16::from(i < last)).collect()
}

fn count(n: usize) -> [u8; 2] {
    u16::try_from(n).expect("fewer than 7,500 characters with at most three readings each").to_le_bytes()
}

fn leb128(mut n: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    while n > 127 {
        bytes.push((n & 127) as u8 | 128);
        n >>= 7;
    }
    bytes.push(n as u8);
    bytes
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use shared::search::pinyin::PinyinTable;

    use super::*;
    use crate::regions;

    #[test]
    fn the_client_reads_back_what_was_written() {
        let table = PinyinTable::decode(&pinyin_table()).unwrap();
        assert!(table.len() > 6_763, "{}", table.len());
        for c in characters() {
            assert_eq!(table.readings(c).collect::<Vec<_>>(), readings(c), "{c}");
        }
        for (c, wanted) in [
            ('瑞', &["rui"][..]),
            ('丽', &["li"]),
            ('行', &["xing", "hang", "heng"]),
            ('长', &["zhang", "chang"]),
        ] {
            assert_eq!(table.readings(c).collect::<Vec<_>>(), wanted, "{c}");
        }
        assert_eq!(table.readings('绿').next(), Some("lv"));
        assert_eq!(table.readings('龘').next(), None);
    }

    #[test]
    fn every_name_of_the_ground_can_be_spelt() {
        let table = PinyinTable::decode(&pinyin_table()).unwrap();
        let names = regions::all()
            .map(|r| r.official.clone())
            .chain([include_str!("../ground/names.csv").to_owned()]);
        for c in names
            .flat_map(|n| n.chars().collect::<Vec<_>>())
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        {
            assert!(table.readings(c).next().is_some(), "{c}");
        }
    }

    #[test]
    fn it_is_small_on_the_wire() {
        let bytes = pinyin_table();
        let mut out = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
        out.write_all(&bytes).unwrap();
        let wire = out.into_inner().len();
        eprintln!("pinyin table: {} B, {wire} B brotli", bytes.len());
        assert!((8_000..=25_000).contains(&wire), "{wire}");
    }
}
