//! The words of the reader's language, fetched once: each language is a file of its own, named in the page's head.

use shared::words::RefusalWord;
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

/// The same for the wordings of refusals: only where rules are asked before anything is sent.
///
/// # Errors
/// When they do not arrive, or are not those of this program.
pub async fn learn_refusals(lang: Lang) -> Result<(), NoAnswer> {
    if RefusalWord::is_known(lang) {
        return Ok(());
    }
    let address = address("refusals", lang).unwrap_or_default();
    let wordings = net::text(&address).await?;
    if RefusalWord::learn(lang, wordings) || RefusalWord::is_known(lang) {
        return Ok(());
    }
    Err(NoAnswer::Unreadable { address, reason: "not the refusals of this program".to_owned() })
}

fn address(file: &str, lang: Lang) -> Option<String> {
    let named = document().query_selector(&format!("meta[name={file}-{}]", lang.tag())).ok()??;
    named.get_attribute("content")
}
