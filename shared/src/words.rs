//! The words of the interface, the server's messages and the sheets, from one catalogue in both languages.
//!
//! Translators edit `shared/words/zh.ftl` and `en.ftl` (Fluent syntax); the build turns them into [`Word`].

//! A catalogue is one text for each language, cut apart when it is first asked: tables of pointers to 1,200 wordings
//! weighed more in the browser than the wordings. A browser carries no language at all: it [learns](Word::learn) the
//! one its reader reads from a file that the build writes from [`Word::wordings`].

use std::sync::OnceLock;

use crate::Lang;

/// The wordings of a catalogue, in the order of its enum, by language.
struct Catalogue([OnceLock<Vec<&'static str>>; 2]);

impl Catalogue {
    const fn new() -> Self {
        Self([OnceLock::new(), OnceLock::new()])
    }

    fn of(&self, lang: Lang) -> &OnceLock<Vec<&'static str>> {
        let [zh, en] = &self.0;
        if lang == Lang::En { en } else { zh }
    }
}

/// What an enum of words can say.
macro_rules! catalogue {
    ($name:ident [$($word:ident,)*] $names:literal, $zh:literal, $en:literal) => {
        impl $name {
            /// Every word, in the order of its number.
            pub const ALL: &'static [Self] = &[$(Self::$word,)*];

            // Apart from the wordings: most programs never ask for a name.
            const NAMES: &'static str = $names;

            /// All wordings of a language, in the order of their numbers, with U+0000 between them.
            #[cfg(not(target_arch = "wasm32"))]
            #[must_use]
            pub const fn wordings(lang: Lang) -> &'static str {
                match lang {
                    Lang::Zh => $zh,
                    Lang::En => $en,
                }
            }

            /// Takes in what [`Self::wordings`] wrote, for the rest of the program's life; whether it was that.
            pub fn learn(lang: Lang, wordings: String) -> bool {
                let wordings: Vec<&'static str> = wordings.leak().split('\0').collect();
                wordings.len() == Self::ALL.len() && Self::catalogue().of(lang).set(wordings).is_ok()
            }

            /// Whether a language can be spoken.
            #[must_use]
            pub fn is_known(lang: Lang) -> bool {
                cfg!(not(target_arch = "wasm32")) || Self::catalogue().of(lang).get().is_some()
            }

            fn catalogue() -> &'static Catalogue {
                static CATALOGUE: Catalogue = Catalogue::new();
                &CATALOGUE
            }

            fn wording(self, lang: Lang) -> &'static str {
                let wordings = Self::catalogue().of(lang);
                #[cfg(not(target_arch = "wasm32"))]
                wordings.get_or_init(|| Self::wordings(lang).split('\0').collect());
                wordings.get().and_then(|wordings| wordings.get(self as usize)).copied().unwrap_or("")
            }

            /// The name in the catalogue.
            #[must_use]
            pub fn name(self) -> &'static str {
                Self::NAMES.split('\0').nth(self as usize).unwrap_or("")
            }

            /// The word of that name in the catalogue.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                let at = Self::NAMES.split('\0').position(|known| known == name)?;
                Self::ALL.get(at).copied()
            }

            /// A wording without values.
            #[must_use]
            pub fn text(self, lang: Lang) -> &'static str {
                let wording = self.wording(lang);
                if wording.contains([VALUE, CHOICE]) { "" } else { wording }
            }

            /// A wording with its values.
            #[must_use]
            pub fn with(self, lang: Lang, values: &[(&str, &str)]) -> String {
                fill(self.wording(lang), values)
            }
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));

// The marks of `build.rs`.
const VALUE: char = '\u{1}';
const NAMED: char = '\u{2}';
const CHOICE: char = '\u{3}';
const BRANCH_ENDS: char = '\u{4}';
const CHOICE_ENDS: char = '\u{5}';

/// A wording with its values filled in.
fn fill(wording: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    write(Some(&mut text), wording, values);
    text
}

/// Writes a wording up to the end of its branch, or passes it over; answers what comes after it.
fn write<'w>(mut text: Option<&mut String>, mut rest: &'w str, values: &[(&str, &str)]) -> &'w str {
    let value = |name: &str| values.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| *v);
    loop {
        let mark = rest.find([VALUE, CHOICE, BRANCH_ENDS]).unwrap_or(rest.len());
        let (plain, marked) = rest.split_at(mark);
        if let Some(text) = &mut text {
            text.push_str(plain);
        }
        let mut after = marked.chars();
        match after.next() {
            Some(VALUE) => {
                let (name, left) = until_named(after.as_str());
                if let Some(text) = &mut text {
                    text.push_str(value(name));
                }
                rest = left;
            }
            Some(CHOICE) => {
                let (name, branches) = until_named(after.as_str());
                let wanted = value(name);
                let (mut left, mut chosen, mut fits) = (branches, "", false);
                while let Some((key, branch)) =
                    left.split_once(NAMED).filter(|_| !left.starts_with(CHOICE_ENDS))
                {
                    let exactly = key == wanted || (key == "one" && wanted == "1");
                    if !fits && (exactly || key == "*") {
                        (chosen, fits) = (branch, exactly);
                    }
                    left = write(None, branch, values);
                }
                if let Some(text) = &mut text {
                    write(Some(text), chosen, values);
                }
                rest = left.strip_prefix(CHOICE_ENDS).unwrap_or(left);
            }
            _ => return after.as_str(),
        }
    }
}

/// The name at the beginning, and what follows it.
fn until_named(text: &str) -> (&str, &str) {
    text.split_once(NAMED).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_name() {
        for word in Word::ALL.iter().copied() {
            assert_eq!(Word::named(word.name()), Some(word));
        }
        assert_eq!(Word::StatusAvailable.text(Lang::Zh), "可租");
    }

    #[test]
    fn values_and_choices_are_filled_in() {
        assert_eq!(Word::CountUnits.with(Lang::En, &[("n", "1")]), "1 unit");
        assert_eq!(Word::CountUnits.with(Lang::En, &[("n", "12")]), "12 units");
        assert_eq!(Word::CountUnits.with(Lang::Zh, &[("n", "12")]), "12 间");
    }

    #[test]
    fn choices_stand_within_choices_and_fall_back() {
        let wording = "a \u{3}n\u{2}one\u{2}unit\u{4}*\u{2}\u{3}m\u{2}x\u{2}X\u{4}*\u{2}\u{1}n\u{2} units\u{4}\u{5}\u{4}\u{5} z";
        let fill = |n, m| fill(wording, &[("n", n), ("m", m)]);
        assert_eq!([fill("1", "x"), fill("2", "x"), fill("2", "")], ["a unit z", "a X z", "a 2 units z"]);
    }

    #[test]
    fn chinese_says_no_nin_and_does_not_shout() {
        let interface = Word::ALL.iter().map(|word| (word.name(), word.with(Lang::Zh, &[])));
        let refusals = RefusalWord::ALL.iter().map(|word| (word.name(), word.with(Lang::Zh, &[])));
        let desk = DeskWord::ALL.iter().map(|word| (word.name(), word.with(Lang::Zh, &[])));
        let hooks = HookWord::ALL.iter().map(|word| (word.name(), word.with(Lang::Zh, &[])));
        for (name, zh) in interface.chain(refusals).chain(desk).chain(hooks) {
            assert!(!zh.contains(['您', '！', '!']), "{name}: {zh}");
        }
    }
}
