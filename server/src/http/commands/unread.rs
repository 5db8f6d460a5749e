//! Why a command could not be read, in Chinese: what reads it, serde, speaks English only.

/// What serde expects, by how it begins.
const EXPECTED: &[(&str, &str)] = &[
    ("a day such as", "日期，例如"),
    ("a key of 1 to 30 characters such as", "1 至 30 个字符的编号，例如"),
    ("a six-digit code such as", "六位代码，例如"),
    ("a string", "文字"),
    ("a boolean", "true 或 false"),
    ("a sequence", "列表"),
    ("a tuple of size 2", "两个数的列表"),
    ("tuple ", "两个数的列表"),
    ("a map", "对象"),
    ("struct ", "对象"),
    ("internally tagged enum ", "带 is 字段的对象"),
    ("f64", "数"),
    ("f32", "数"),
    ("u", "不小于 0 的整数"),
    ("i", "整数"),
];

/// What was found instead, by how it begins.
const FOUND: &[(&str, &str)] = &[
    ("string ", "文字 "),
    ("integer ", "整数 "),
    ("floating point ", "数 "),
    ("boolean ", "布尔值 "),
    ("map", "对象"),
    ("sequence", "列表"),
    ("null", "null"),
];

/// A reason of serde's, or of our own reading of commands; as it is where it is none of those that are known.
#[must_use]
pub fn in_chinese(reason: &str) -> String {
    let reason = reason.trim();
    if let Some((name, _)) = named(reason, "missing field `", '`') {
        return format!("缺少字段“{name}”");
    }
    if let Some((name, rest)) = named(reason, "unknown field `", '`') {
        return format!("没有名为“{name}”的字段；可用字段：{}", listed(rest));
    }
    if let Some((name, rest)) = named(reason, "unknown variant `", '`') {
        return format!("没有“{name}”这个值；可用的值：{}", listed(rest));
    }
    if let Some((name, rest)) = named(reason, "unknown command \"", '"') {
        return format!("没有名为“{name}”的指令；可用指令：{}", rest.trim_start_matches("; known: "));
    }
    if let Some((found, expected)) = either(reason).and_then(|rest| rest.split_once(", expected ")) {
        return format!("收到的是{}，应为{}", begun(found, FOUND), begun(expected, EXPECTED));
    }
    if reason.starts_with("the name of a command is expected") {
        return "应给出指令名称，例如 \"lease_unit\"".into();
    }
    if reason == "a command is a JSON object" {
        return "一条指令是一个 JSON 对象".into();
    }
    if reason.starts_with("audience ") {
        return "应为 0（公开）、1（干部）或 2（主管单位）".into();
    }
    if reason.contains("is not a position") {
        return "不是有效的位置：经度（−180 至 180）在前，纬度（−90 至 90）在后，单位为度".into();
    }
    match reason.rsplit_once(" at line ").and_then(|(_, place)| place.split_once(" column ")) {
        Some((line, column)) => format!("不是完整、有效的 JSON：第 {line} 行第 {column} 列附近有误"),
        None => reason.to_owned(),
    }
}

fn either(reason: &str) -> Option<&str> {
    ["invalid type: ", "invalid value: "].iter().find_map(|start| reason.strip_prefix(start))
}

fn named<'r>(reason: &'r str, start: &str, end: char) -> Option<(&'r str, &'r str)> {
    reason.strip_prefix(start)?.split_once(end)
}

/// The names in `, expected one of ...`, which stand between backticks.
fn listed(rest: &str) -> String {
    let names: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    if names.is_empty() { "无".into() } else { names.join("、") }
}

fn begun(text: &str, words: &[(&str, &str)]) -> String {
    match words.iter().find_map(|(start, word)| Some((word, text.strip_prefix(start)?, start))) {
        // Names of our own types, and widths of numbers, say nothing to the reader.
        Some((word, _, start)) if start.ends_with(' ') && words.len() == EXPECTED.len() => (*word).to_owned(),
        Some((word, _, start)) if start.len() <= 3 => (*word).to_owned(),
        Some((word, rest, _)) => format!("{word}{}", rest.replace('`', "")),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_says_is_said_in_chinese() {
        for (reason, said) in [
            ("missing field `until`", "缺少字段“until”"),
            ("missing field `unit`: the key of the record", "缺少字段“unit”"),
            (
                "unknown field `rent`, expected one of `tenant`, `until`",
                "没有名为“rent”的字段；可用字段：tenant、until",
            ),
            ("unknown field `x`, there are no fields", "没有名为“x”的字段；可用字段：无"),
            ("unknown variant `x`, expected `road` or `rail`", "没有“x”这个值；可用的值：road、rail"),
            ("invalid type: string \"12\", expected f64", "收到的是文字 \"12\"，应为数"),
            ("invalid type: integer `3`, expected a string", "收到的是整数 3，应为文字"),
            ("invalid type: null, expected struct Text", "收到的是null，应为对象"),
            ("invalid value: integer `-1`, expected u32", "收到的是整数 -1，应为不小于 0 的整数"),
            (
                "invalid value: string \"morgen\", expected a day such as \"2023-06-15\"",
                "收到的是文字 \"morgen\"，应为日期，例如 \"2023-06-15\"",
            ),
            (
                "EOF while parsing an object at line 1 column 1",
                "不是完整、有效的 JSON：第 1 行第 1 列附近有误",
            ),
            ("something else", "something else"),
        ] {
            assert_eq!(in_chinese(reason), said);
        }
    }
}
