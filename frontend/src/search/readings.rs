//! The table of pinyin readings, fetched once, when somebody searches for the first time.

use crate::prelude::*;
use leptos::task::spawn_local;
use shared::search::pinyin::PinyinTable;

use crate::net;

/// Where the server keeps the table.
const ADDRESS: &str = "/ground/pinyin.bin";

/// Fetches the table unless it is there. Without it names are found by themselves only.
pub fn readings(table: RwSignal<Option<PinyinTable>>) {
    if table.with_untracked(Option::is_some) {
        return;
    }
    spawn_local(async move {
        match net::bytes(ADDRESS).await {
            Ok(bytes) => match PinyinTable::decode(&bytes) {
                Ok(read) => table.set(Some(read)),
                Err(trouble) => leptos::logging::warn!("{ADDRESS}: {trouble}"),
            },
            Err(trouble) => leptos::logging::warn!("{trouble}"),
        }
    });
}
