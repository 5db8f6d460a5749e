//! Numbers, areas, money and days as the reader writes them: 万㎡ and 亩 in Chinese, ha and m² in English.

use shared::measure::{Mu, Wan};
use shared::{Area, Day, Lang, Word};

/// 1,234,567.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with at most `places` decimals, without trailing zeros.
pub fn trimmed(number: f64, places: usize) -> String {
    let text = crate::number::fixed(number, places);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    match fraction.trim_end_matches('0') {
        "" => whole,
        fraction => format!("{whole}.{fraction}"),
    }
}

/// A number with exactly `places` decimals.
pub fn fixed(number: f64, places: usize) -> String {
    let text = crate::number::fixed(number, places);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
}

/// Floor space in 万㎡, which is also ha, to one decimal, half up.
pub fn wan(area: Area) -> String {
    tenths(area.hundredths(), 100_000)
}

/// Tenths of a unit that is `tenth` × 10 of the given number.
fn tenths(number: i64, tenth: i64) -> String {
    let rounded = (number + tenth / 2).div_euclid(tenth);
    format!("{}.{}", grouped(rounded.div_euclid(10)), rounded.rem_euclid(10))
}

/// 万㎡ or ha.
pub fn wan_unit(lang: Lang) -> &'static str {
    Word::UnitWanM2.text(lang)
}

/// "46.2 万㎡", "46.2 ha".
pub fn wan_with_unit(area: Area, lang: Lang) -> String {
    format!("{} {}", wan(area), wan_unit(lang))
}

/// "4,320 ㎡", "4,320 m²".
pub fn square_metres(area: Area, lang: Lang) -> String {
    format!("{} {}", trimmed(area.value(), 2), Word::UnitM2.text(lang))
}

/// Land: "92 亩", "6.1 ha".
pub fn land(area: Mu, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{} 亩", trimmed(area.value(), 2)),
        Lang::En => format!("{} ha", land_number(area, lang)),
    }
}

/// The number of [`land`] alone.
pub fn land_number(area: Mu, lang: Lang) -> String {
    match lang {
        Lang::Zh => trimmed(area.value(), 0),
        // 15 亩 are one hectare.
        Lang::En => fixed(area.value() / 15.0, 1),
    }
}

/// Money in 亿元, or in CNY million.
pub fn money_number(money: Wan, lang: Lang) -> String {
    match lang {
        Lang::Zh => tenths(money.hundredths(), 100_000),
        Lang::En => trimmed(money.value() / 100.0, 0),
    }
}

/// "1.2 亿元", "3,500 万元", "CNY 120 m".
pub fn money(money: Wan, lang: Lang) -> String {
    match lang {
        Lang::Zh if money < Wan::whole(10_000) => format!("{} 万元", trimmed(money.value(), 2)),
        Lang::Zh => format!("{} 亿元", trimmed(money.value() / 10_000.0, 2)),
        Lang::En => format!("CNY {} m", trimmed(money.value() / 100.0, 2)),
    }
}

/// A fraction in per cent: 0.8974 is "89.74".
pub fn percent(numerator: i64, denominator: i64, places: usize) -> String {
    trimmed(numerator as f64 * 100.0 / denominator as f64, places)
}

/// 2023-06-15, or 15 Jun 2023.
pub fn date(day: Day, lang: Lang) -> String {
    match lang {
        Lang::Zh => day.to_string(),
        Lang::En => {
            let (year, month, day) = day.ymd();
            format!("{day} {} {year}", month_name(month, lang))
        }
    }
}

/// The month as an axis writes it: "6", "Jun".
pub fn month_name(month: u32, lang: Lang) -> &'static str {
    const ZH: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
    const EN: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let names = if lang == Lang::Zh { &ZH } else { &EN };
    names.get(month as usize - 1).copied().unwrap_or("")
}

/// 星期四, Thursday.
pub fn weekday(day: Day, lang: Lang) -> &'static str {
    const WORDS: [Word; 7] = [
        Word::WeekdayMonday,
        Word::WeekdayTuesday,
        Word::WeekdayWednesday,
        Word::WeekdayThursday,
        Word::WeekdayFriday,
        Word::WeekdaySaturday,
        Word::WeekdaySunday,
    ];
    WORDS.get(day.weekday() as usize).map_or("", |word| word.text(lang))
}

/// Parts in a row, separated as lists of facts are: "，" or ", ".
pub fn listed(parts: &[String], lang: Lang) -> String {
    parts.join(if lang == Lang::Zh { "，" } else { ", " })
}

/// 一层 … 十二层 in Chinese, the number in English.
pub fn floor(floor: u8, lang: Lang) -> String {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u8| ONES.get(usize::from(n)).copied().unwrap_or("");
    match (lang, floor) {
        (Lang::En, n) => n.to_string(),
        (Lang::Zh, 1..=9) => digit(floor).to_owned(),
        (Lang::Zh, 10..=19) => format!("十{}", digit(floor - 10)),
        (Lang::Zh, n) => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(
            [grouped(0), grouped(999), grouped(1000), grouped(-1_234_567)],
            ["0", "999", "1,000", "−1,234,567"]
        );
        assert_eq!([trimmed(5.40, 2), trimmed(1080.0, 2), trimmed(0.75, 2)], ["5.4", "1,080", "0.75"]);
        assert_eq!(fixed(72.2, 2), "72.20");
    }

    #[test]
    fn floor_space_is_rounded_half_up() {
        assert_eq!(wan(Area::whole(462_000)), "46.2");
        assert_eq!(wan(Area::whole(462_500)), "46.3");
        assert_eq!(wan(Area::whole(499)), "0.0");
        assert_eq!(wan_with_unit(Area::whole(690_000), Lang::En), "69.0 ha");
    }

    #[test]
    fn rates_days_and_money() {
        assert_eq!(percent(35, 39, 2), "89.74");
        let day = "2024-07-24".parse().unwrap();
        assert_eq!([date(day, Lang::Zh), date(day, Lang::En)], ["2024-07-24", "24 Jul 2024"]);
        assert_eq!(money(Wan::whole(3500), Lang::Zh), "3,500 万元");
        assert_eq!(money(Wan::whole(12_000), Lang::Zh), "1.2 亿元");
        assert_eq!(money(Wan::whole(12_000), Lang::En), "CNY 120 m");
        assert_eq!(floor(12, Lang::Zh), "十二");
    }
}
