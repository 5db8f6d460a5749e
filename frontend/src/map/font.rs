//! The system fonts of signs and labels: Chinese is drawn from what the reader's machine has, nothing is fetched.

use shared::Lang;

const CHINESE: [&str; 7] = [
    "PingFang SC",
    "HarmonyOS Sans SC",
    "MiSans",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
];
const LATIN: [&str; 3] = ["Segoe UI", "Helvetica Neue", "Noto Sans"];

/// A CSS font of a size in px, for canvases.
pub fn css(size: f64, bold: bool) -> String {
    let families: Vec<String> = CHINESE.into_iter().map(|family| format!("\"{family}\"")).collect();
    let size = crate::number::shortest(size);
    format!("{} {size}px {},sans-serif", if bold { 700 } else { 400 }, families.join(","))
}

/// The value of `text-font`. The library reads the weight out of the first name and takes the first family that exists.
pub fn stack(lang: Lang, bold: bool) -> String {
    let first = if bold { "Bold" } else { "Regular" };
    let latin = LATIN.into_iter().filter(|_| lang == Lang::En);
    let names: Vec<&str> = [first].into_iter().chain(latin).chain(CHINESE).collect();
    format!("[\"{}\"]", names.join("\",\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_faces_come_first_in_english_only() {
        assert!(stack(Lang::En, true).starts_with(r#"["Bold","Segoe UI""#));
        assert!(stack(Lang::Zh, false).starts_with(r#"["Regular","PingFang SC""#));
    }
}
