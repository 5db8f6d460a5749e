//! The caller's language, out of `Accept-Language`: 中文 unless English is clearly preferred.

use axum::http::{HeaderMap, header};
use shared::Lang;

/// The language a caller asked for. Without a wish it is 中文.
#[must_use]
pub fn tongue(headers: &HeaderMap) -> Lang {
    let wishes = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let mut best = (0, Lang::Zh);
    for wish in wishes.split(',') {
        let (tag, weight) = wish.split_once(';').unwrap_or((wish, ""));
        let lang = match tag.trim().get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("zh") => Lang::Zh,
            Some("en") => Lang::En,
            _ => continue,
        };
        let weight = thousandths(weight);
        if weight > best.0 {
            best = (weight, lang);
        }
    }
    best.1
}

/// `q=0.8` as 800; 1000 where nothing is said.
fn thousandths(weight: &str) -> u32 {
    let Some(q) = weight.trim().strip_prefix("q=") else { return 1000 };
    q.trim().parse::<f32>().map_or(0, |q| (q.clamp(0.0, 1.0) * 1000.0) as u32)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_strongest_wish_wins() {
        for (wish, lang) in [
            ("", Lang::Zh),
            ("en", Lang::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
            ("en-GB,en;q=0.9,zh;q=0.8", Lang::En),
            ("fr, en;q=0.5, zh;q=0.2", Lang::En),
            ("fr", Lang::Zh),
            ("en;q=0", Lang::Zh),
            ("en;q=pear", Lang::Zh),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(wish));
            assert_eq!(tongue(&headers), lang, "{wish}");
        }
    }
}
