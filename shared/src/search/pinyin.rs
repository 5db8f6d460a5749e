//! Readings of Chinese characters, so that pinyin and initials find Chinese names.

/// The readings of characters.
#[derive(Clone, Debug, Default)]
pub struct PinyinTable {}

impl PinyinTable {
    /// The readings of a character without tones.
    pub fn readings(&self, _c: char) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }
}
