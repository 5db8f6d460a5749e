//! The words of the reader's language, fetched once: each language is a file of its own, named in the page's head.

use shared::words::{DeskWord, RefusalWord};
use shared::{Lang, Word};

use crate::net::{self, NoAnswer};
use crate::prelude::document;

/// Makes sure that a language can be spoken.
///
/// # Errors
/// When its words do not arrive, or are not those of this program.
pub async fn learn(lang: Lang) -> Result<(), NoAnswer> {
    if Word::is_known(lang) {
        return Ok(());
    }
    let address = address("words", lang).unwrap_or_default();
    let wordings = net::text(&address).await?;
    // Two that ask at once both get it; the second finds it known.
    if Word::learn(lang, wordings) || Word::is_known(lang) {
        return Ok(());
    }
    Err(NoAnswer::Unreadable { address, reason: "not the words of this program".to_owned() })
}

/// The same for the wordings of refusals and the words of the desk: only where officials work.
///
/// # Errors
/// When they do not arrive, or are not those of this program.
pub async fn learn_desk(lang: Lang) -> Result<(), NoAnswer> {
    if !RefusalWord::is_known(lang) {
        let address = address("refusals", lang).unwrap_or_default();
        let wordings = net::text(&address).await?;
        if !RefusalWord::learn(lang, wordings) && !RefusalWord::is_known(lang) {
            return Err(NoAnswer::Unreadable {
                address,
                reason: "not the refusals of this program".to_owned(),
            });
        }
    }
    if !DeskWord::is_known(lang) {
        let address = address("desk", lang).unwrap_or_default();
        let wordings = net::text(&address).await?;
        if !DeskWord::learn(lang, wordings) && !DeskWord::is_known(lang) {
            return Err(NoAnswer::Unreadable { address, reason: "not the desk of this program".to_owned() });
        }
    }
    Ok(())
}

/// The address of a file that the page's head names.
pub fn named(file: &str) -> Option<String> {
    let named = document().query_selector(&format!("meta[name={file}]")).ok()??;
    named.get_attribute("content")
}

fn address(file: &str, lang: Lang) -> Option<String> {
    named(&format!("{file}-{}", lang.tag()))
}
