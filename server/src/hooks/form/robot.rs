//! Texts for group robots of DingTalk, WeCom and Feishu. A group takes 20 messages a minute, so one message tells of everything
//! that has happened meanwhile: the first facts by a line each, the others by their number.
//!
//! Plain texts, not markdown: nothing that stands in a name becomes a link, a picture or a call to everybody.

use serde_json::{Value, json};
use shared::words::HookWord;
use shared::{Lang, Stamp, World, tidings};

use crate::config::Form;
use crate::hooks::Failure;
use crate::hooks::post::Message;
use crate::hooks::receiver::{Receiver, Signing, Told};
use crate::hooks::sign;

/// Facts that are told by a line of their own, at most.
const LINES: usize = 20;
/// A text for WeCom has 2,048 bytes at most; the others take more, and nobody reads it.
const BYTES: usize = 2_000;
/// What is left for saying how many more there are.
const REST: usize = 100;

/// A line, and where to read more.
type Line = (String, Option<String>);

/// The message about some facts.
pub(super) fn message(receiver: &Receiver, facts: &[Told], public: &World, now: Stamp) -> Message {
    let (url, secret) = (receiver.url.reveal(), &receiver.signing);
    let (lang, millis) = (receiver.lang, now.micros().div_euclid(1_000));
    let title = HookWord::HookTitle.with(lang, &[("n", &facts.len().to_string())]);
    let lines = lines(receiver, facts, public, BYTES.saturating_sub(title.len() + REST));
    let (url, body) = match (receiver.form, secret) {
        (Form::Feishu, signing) => {
            let mut body = post(lang, &title, lines);
            if let (Signing::Robot(secret), Value::Object(body)) = (signing, &mut body) {
                let seconds = millis.div_euclid(1_000);
                body.insert("timestamp".into(), seconds.to_string().into());
                body.insert("sign".into(), sign::feishu(secret.reveal(), seconds).into());
            }
            (url.to_owned(), body)
        }
        (Form::DingTalk, Signing::Robot(secret)) => {
            let joint = if url.contains('?') { '&' } else { '?' };
            let sign = sign::dingtalk(secret.reveal(), millis);
            (format!("{url}{joint}timestamp={millis}&sign={sign}"), text(&title, &lines))
        }
        _ => (url.to_owned(), text(&title, &lines)),
    };
    let headers = vec![("content-type", "application/json; charset=utf-8".to_owned())];
    Message { url, headers, body: body.to_string().into_bytes() }
}

/// Whether a robot took the message: DingTalk and WeCom say `errcode`, Feishu `code`, each 0 when it did.
pub(super) fn judge(body: &[u8]) -> Result<(), Failure> {
    let said: Value = serde_json::from_slice(body).map_err(|_| Failure::Strange)?;
    let code = said.get("errcode").or_else(|| said.get("code")).and_then(Value::as_i64);
    match code {
        Some(0) => Ok(()),
        Some(code) => Err(Failure::Robot(code)),
        None => Err(Failure::Strange),
    }
}

/// As many lines as there is room for.
fn lines(receiver: &Receiver, facts: &[Told], public: &World, room: usize) -> Vec<Line> {
    let link = |stream: &str| receiver.root.as_ref().map(|root| format!("{root}{}", tidings::page(stream)));
    let mut lines: Vec<Line> = Vec::new();
    let mut taken = 0;
    for Told { event, .. } in facts.iter().take(LINES) {
        let line = (tidings::line(public, event, receiver.lang), link(&event.stream));
        taken += line.0.len() + line.1.as_ref().map_or(0, String::len) + 2;
        if taken > room && !lines.is_empty() {
            break;
        }
        lines.push(line);
    }
    let more = facts.len() - lines.len();
    if more > 0 {
        let said = HookWord::HookMore.with(receiver.lang, &[("n", &more.to_string())]);
        lines.push((said, receiver.root.as_ref().map(|root| format!("{root}/"))));
    }
    lines
}

/// What DingTalk and WeCom take.
fn text(title: &str, lines: &[Line]) -> Value {
    let mut content = title.to_owned();
    for (line, link) in lines {
        content.push('\n');
        content.push_str(line);
        if let Some(link) = link {
            content.push(' ');
            content.push_str(link);
        }
    }
    json!({ "msgtype": "text", "text": { "content": content } })
}

/// What Feishu takes: in its plain texts `<at …>` would call people, in a post a text is a text.
fn post(lang: Lang, title: &str, lines: Vec<Line>) -> Value {
    let open = HookWord::HookOpen.text(lang);
    let rows = lines.into_iter().map(|(line, link)| {
        let mut row = vec![json!({ "tag": "text", "text": line })];
        if let Some(link) = link {
            row.push(json!({ "tag": "text", "text": " " }));
            row.push(json!({ "tag": "a", "text": open, "href": link }));
        }
        Value::Array(row)
    });
    let language = match lang {
        Lang::Zh => "zh_cn",
        Lang::En => "en_us",
    };
    let content = json!({ "title": title, "content": rows.collect::<Vec<_>>() });
    json!({ "msg_type": "post", "content": { "post": { language: content } } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_robot_says_in_its_answer_whether_it_took_the_message() {
        for (body, judged) in [
            (r#"{"errcode":0,"errmsg":"ok"}"#, Ok(())),
            (r#"{"code":0,"msg":"success","data":{}}"#, Ok(())),
            (r#"{"errcode":310000,"errmsg":"sign not match"}"#, Err(Failure::Robot(310_000))),
            (r#"{"code":19021,"msg":"sign match fail"}"#, Err(Failure::Robot(19_021))),
            ("<html>", Err(Failure::Strange)),
            ("{}", Err(Failure::Strange)),
        ] {
            assert_eq!(judge(body.as_bytes()), judged, "{body}");
        }
    }
}
