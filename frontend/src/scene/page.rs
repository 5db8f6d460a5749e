//! Which page is open: the map, or the battle chart of a chain, and what is chosen on it.

use shared::Key;
use shared::chart::{Grouping, Selection};

/// A page of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The map.
    #[default]
    Map,
    /// The battle chart of a chain.
    Chart(Key),
    /// What an official has to see to.
    Desk,
    /// Where officials sign in.
    Login,
}

impl Page {
    /// The page of a path; none where there is no such page.
    pub fn of_path(path: &str) -> Option<Self> {
        match path.trim_end_matches('/') {
            "" | "/index.html" => Some(Page::Map),
            "/desk" => Some(Page::Desk),
            "/login" => Some(Page::Login),
            path => path.strip_prefix("/chart/")?.parse().ok().map(Page::Chart),
        }
    }

    /// Its path.
    pub fn path(self) -> String {
        match self {
            Page::Map => "/".to_owned(),
            Page::Chart(chain) => format!("/chart/{chain}"),
            Page::Desk => "/desk".to_owned(),
            Page::Login => "/login".to_owned(),
        }
    }
}

/// What is being recorded at the desk, in the words of its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// A record (`unit/RL-02-201`), a kind of record (`unit`), or `all` of them.
    pub record: String,
    /// The command, or the version of a fact that is corrected; empty while none is chosen.
    pub order: String,
}

/// Which state of the chain is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Picture {
    /// 现状图: who is there.
    Present,
    /// 未来图: who is to be there.
    Future,
    /// The difference: who is wanted.
    #[default]
    Difference,
}

impl Picture {
    /// All, in the order of the switch.
    pub const ALL: [Picture; 3] = [Picture::Present, Picture::Future, Picture::Difference];

    /// The word of the address.
    pub const fn slug(self) -> &'static str {
        match self {
            Picture::Present => "present",
            Picture::Future => "future",
            Picture::Difference => "difference",
        }
    }

    /// The picture of that word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|picture| picture.slug() == slug)
    }
}

/// What is chosen on the battle chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The chain whose chart was opened last: stages are its.
    pub chain: Option<Key>,
    /// What filters its parts.
    pub selection: Selection,
    /// What the board is grouped by.
    pub grouping: Grouping,
    /// Which state of the chain is drawn.
    pub picture: Picture,
    /// The preset of the traffic light; the first there is when absent.
    pub preset: Option<Key>,
    /// The target whose halls are shown.
    pub target: Option<Key>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_path() {
        for page in [Page::Map, Page::Desk, Page::Login, Page::Chart("textile".parse().unwrap())] {
            assert_eq!(Page::of_path(&page.path()), Some(page));
        }
        assert_eq!(Page::of_path("/index.html"), Some(Page::Map));
        assert_eq!(Page::of_path("/login/"), Some(Page::Login));
        // A chain that does not exist is a page: it says so, and tells which there are.
        assert_eq!(Page::of_path("/chart/shipyards"), Some(Page::Chart("shipyards".parse().unwrap())));
        for path in ["/chart", "/chart/", "/chart/a b", "/charts/textile", "/units/RL-02-201", "/nowhere"] {
            assert_eq!(Page::of_path(path), None, "{path}");
        }
    }

    #[test]
    fn a_picture_has_a_word() {
        for picture in Picture::ALL {
            assert_eq!(Picture::from_slug(picture.slug()), Some(picture));
        }
        assert_eq!(Picture::from_slug("past"), None);
    }
}
