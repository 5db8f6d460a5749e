//! Finding a record by name, alias, pinyin or initials: "rl" finds 瑞丽.

pub mod pinyin;

use crate::atlas::Atlas;
use crate::{Key, Lang};
use pinyin::PinyinTable;

/// A record that fits what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Kind of record, such as `park`.
    pub entity: &'static str,
    /// Its key.
    pub key: Key,
    /// What it is called, in the reader's language.
    pub title: String,
    /// Lower is better.
    rank: u32,
}

/// The names that are searched, prepared once for a world and a day.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    entity: &'static str,
    key: Key,
    zh: String,
    en: String,
    /// Everything that may be typed, in lower case, shortest first.
    forms: Vec<String>,
    /// Kinds people look for first come first.
    weight: u32,
}

impl Index {
    /// Prepares the names of everything that can be shown on the map. Without a pinyin table only the names
    /// themselves are found.
    #[must_use]
    pub fn of(atlas: &Atlas<'_>, pinyin: Option<&PinyinTable>) -> Self {
        let world = atlas.world();
        let day = atlas.day();
        let mut index = Self::default();
        let mut add = |entity, key: Key, weight, zh: &str, en: &str, more: &[String]| {
            index.add(entity, key, weight, zh, en, more, pinyin);
        };
        for (key, ledger, ()) in atlas.on(&world.parks) {
            if let Some(park) = ledger.on(day) {
                let a = &park.attributes;
                let mut more = a.aliases.clone();
                more.extend([a.short.zh.clone(), a.short.en.clone()]);
                add("park", key, 0, &a.name.zh, &a.name.en, &more);
            }
        }
        for (key, ledger, _) in atlas.on(&world.ports) {
            if let Some(port) = ledger.on(day) {
                add(
                    "port",
                    key,
                    1,
                    &port.attributes.name.zh,
                    &port.attributes.name.en,
                    &port.attributes.aliases,
                );
            }
        }
        for (key, ledger, _) in atlas.on(&world.projects) {
            if let Some(project) = ledger.on(day) {
                let a = &project.attributes;
                let more: Vec<String> =
                    a.investor.iter().flat_map(|t| [t.zh.clone(), t.en.clone()]).collect();
                add("project", key, 2, &a.title.zh, &a.title.en, &more);
            }
        }
        for (key, ledger, present) in atlas.on(&world.enterprises) {
            if let Some(enterprise) = ledger.on(day).filter(|_| *present) {
                add(
                    "enterprise",
                    key,
                    3,
                    &enterprise.attributes.name.zh,
                    &enterprise.attributes.name.en,
                    &[],
                );
            }
        }
        for (key, ledger, _) in atlas.on(&world.halls) {
            if let Some(hall) = ledger.on(day) {
                let zone =
                    atlas.park(hall.attributes.park).map(|p| p.attributes.short.clone()).unwrap_or_default();
                let name = &hall.attributes.name;
                let (zh, en) = (format!("{} {}", zone.zh, name.zh), format!("{} {}", zone.en, name.en));
                add("hall", key, 4, &zh, &en, &[name.zh.clone(), name.en.clone()]);
            }
        }
        for (key, ledger, _) in atlas.on(&world.parcels) {
            if let Some(parcel) = ledger.on(day) {
                add("parcel", key, 5, &parcel.attributes.number, &parcel.attributes.number, &[]);
            }
        }
        for (key, ..) in atlas.units() {
            add("unit", key, 6, key.as_str(), key.as_str(), &[]);
        }
        index
    }

    #[expect(clippy::too_many_arguments, reason = "one row of the index")]
    fn add(
        &mut self,
        entity: &'static str,
        key: Key,
        weight: u32,
        zh: &str,
        en: &str,
        more: &[String],
        pinyin: Option<&PinyinTable>,
    ) {
        let mut forms = vec![fold(zh), fold(en), fold(key.as_str())];
        forms.extend(more.iter().map(|m| fold(m)));
        if let Some(table) = pinyin {
            for name in std::iter::once(zh).chain(more.iter().map(String::as_str)) {
                forms.extend(spell(name, table));
            }
        }
        forms.retain(|f| !f.is_empty());
        crate::order::sort_by(&mut forms, |a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        forms.dedup();
        self.entries.push(Entry { entity, key, zh: zh.to_owned(), en: en.to_owned(), forms, weight });
    }

    /// The best `limit` records for what was typed.
    #[must_use]
    pub fn find(&self, typed: &str, lang: Lang, limit: usize) -> Vec<Hit> {
        let typed = fold(typed);
        if typed.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<Hit> = self
            .entries
            .iter()
            .filter_map(|e| {
                let best = e.forms.iter().filter_map(|form| fit(form, &typed)).min()?;
                let title = if lang == Lang::Zh { &e.zh } else { &e.en };
                Some(Hit { entity: e.entity, key: e.key, title: title.clone(), rank: best * 10 + e.weight })
            })
            .collect();
        crate::order::sort_by(&mut hits, |a, b| {
            a.rank
                .cmp(&b.rank)
                .then_with(|| a.title.len().cmp(&b.title.len()))
                .then_with(|| a.key.cmp(&b.key))
        });
        hits.truncate(limit);
        hits
    }
}

/// How well a form fits: 0 the same, 1 its beginning, 2 within it.
fn fit(form: &str, typed: &str) -> Option<u32> {
    if form == typed {
        Some(0)
    } else if form.starts_with(typed) {
        Some(1)
    } else {
        form.contains(typed).then_some(2)
    }
}

/// Lower case, full-width forms made half-width, without spaces and punctuation.
fn fold(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            other => other,
        })
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A Chinese name as full pinyin and as initials; for characters with several readings, each of the
/// combinations (at most 16).
fn spell(name: &str, table: &PinyinTable) -> Vec<String> {
    let mut full = vec![String::new()];
    let mut initials = vec![String::new()];
    for c in name.chars().filter(|c| c.is_alphanumeric()) {
        let readings: Vec<&str> = table.readings(c).collect();
        if readings.is_empty() {
            let plain = fold(&c.to_string());
            full.iter_mut().chain(&mut initials).for_each(|f| f.push_str(&plain));
            continue;
        }
        let branch = |forms: &[String], ends: &[&str]| -> Vec<String> {
            let mut grown: Vec<String> =
                forms.iter().flat_map(|f| ends.iter().map(move |end| format!("{f}{end}"))).collect();
            crate::order::sort(&mut grown);
            grown.dedup();
            grown.truncate(16);
            grown
        };
        full = branch(&full, &readings);
        let firsts: Vec<&str> = readings.iter().filter_map(|r| r.get(..1)).collect();
        initials = branch(&initials, &firsts);
    }
    full.append(&mut initials);
    full
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{SMALL, world};

    #[test]
    fn names_and_keys_are_found_in_both_languages() {
        let world = world(SMALL);
        let index = Index::of(&world.atlas("2023-06-15".parse().unwrap()), None);
        let first =
            |typed: &str| index.find(typed, Lang::Zh, 5).first().map(|h| format!("{}/{}", h.entity, h.key));
        assert_eq!(first("瑞丽").as_deref(), Some("park/RL"));
        assert_eq!(first("mengmao").as_deref(), Some("park/RL-MM"));
        assert_eq!(first("ＲＬ-01-2").as_deref(), Some("unit/RL-01-201"));
        assert_eq!(first("示例项目").as_deref(), Some("project/P-1"));
        assert_eq!(first("<script>"), None);
        assert_eq!(first(" "), None);
    }
}
