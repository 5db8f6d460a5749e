//! Group robots: bodies and signatures as their makers document them, and many facts in one message.

use serde_json::{Value, json};
use server::config::{Form, Secret, Webhook};
use shared::Lang;

use super::receiver::{Got, Receiver, answer};
use super::{Site, rent, signature, telling, until, webhook};

fn robot(form: Form, secret: &str, receiver: &Receiver) -> Webhook {
    Webhook { form, secret: Secret::from(secret.to_owned()), ..webhook(receiver.url()) }
}

/// What a message says, of all forms.
fn said(got: &Got) -> String {
    let body = got.json();
    match body["text"]["content"].as_str() {
        Some(text) => text.to_owned(),
        None => body["content"]["post"].to_string(),
    }
}

fn asked(got: &Got, name: &str) -> String {
    let query = got.path.split_once('?').unwrap().1;
    query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn dingtalk_gets_a_text_and_a_signature_in_the_address() {
    let receiver = Receiver::open();
    let site = Site::office(telling(vec![robot(Form::DingTalk, "SECdemo", &receiver)]));
    rent(&site, 9.5).await;
    let got = &receiver.after(1).await[0];
    assert_eq!(asked(got, "key"), "s3cret");
    let time = asked(got, "timestamp");
    assert_eq!(time.len(), 13, "milliseconds: {time}");
    let sign = asked(got, "sign").replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
    assert_eq!(sign, signature(b"SECdemo", &[time.as_bytes(), b"\nSECdemo"]));
    let body = got.json();
    assert_eq!((&body["msgtype"], body.as_object().unwrap().len()), (&json!("text"), 2));
    let text = body["text"]["content"].as_str().unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("Investment map: 1 new record"));
    let line = lines.next().unwrap();
    assert!(line.contains("Rent of a unit set: HK-01-101 ("), "{line}");
    assert!(line.ends_with(" https://map.example.cn/units/HK-01-101"), "{line}");
    assert!(line.starts_with("20") && line.as_bytes()[4] == b'-', "a day: {line}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wecom_gets_a_text_that_is_not_too_long() {
    let receiver = Receiver::open();
    let site = Site::office(telling(vec![Webhook { lang: Lang::Zh, ..robot(Form::WeCom, "", &receiver) }]));
    let many = 40;
    for n in 0..many {
        rent(&site, 9.0 + f64::from(n)).await;
    }
    let counted = |got: &[Got]| -> usize {
        let number = |got: &Got| {
            let said = said(got);
            let title = said.lines().next().unwrap().to_owned();
            let number = title.strip_prefix("招商地图：").and_then(|rest| rest.strip_suffix(" 条新记录"));
            number.unwrap_or_else(|| panic!("{title}")).parse::<usize>().unwrap()
        };
        got.iter().map(number).sum()
    };
    let got = receiver.until(|got| counted(got) >= many as usize).await;
    assert_eq!(counted(&got), many as usize, "every fact is counted once");
    for got in &got {
        assert_eq!(got.path, "/facts?key=s3cret", "nothing is signed");
        let body = got.json();
        assert_eq!(body["msgtype"], "text");
        let text = body["text"]["content"].as_str().unwrap();
        assert!(text.len() <= 2_048, "{} bytes", text.len());
        assert!(text.contains("单元租金调整：HK-01-101"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn feishu_gets_a_post_and_a_signature_in_the_body() {
    let receiver = Receiver::open();
    let site = Site::office(telling(vec![Webhook {
        lang: Lang::Zh,
        ..robot(Form::Feishu, "feishu-secret", &receiver)
    }]));
    rent(&site, 9.5).await;
    let body = receiver.after(1).await[0].json();
    let time = body["timestamp"].as_str().unwrap();
    assert_eq!(time.len(), 10, "seconds: {time}");
    assert_eq!(body["sign"], signature(format!("{time}\nfeishu-secret").as_bytes(), &[]));
    assert_eq!(body["msg_type"], "post");
    let post = &body["content"]["post"]["zh_cn"];
    assert_eq!(post["title"], "招商地图：1 条新记录");
    let row = post["content"][0].as_array().unwrap();
    assert_eq!(row[0]["tag"], "text");
    let link = json!({"tag": "a", "text": "查看", "href": "https://map.example.cn/units/HK-01-101"});
    assert_eq!(row.last(), Some(&link));
}

#[tokio::test(flavor = "multi_thread")]
async fn robots_tell_of_many_facts_in_one_message_and_never_of_names_that_are_internal() {
    for form in [Form::DingTalk, Form::WeCom, Form::Feishu] {
        // At first it refuses, as a robot does that was told too much: with a good status and a bad code.
        let receiver = Receiver::answering(|nth| match nth {
            0 => answer(200, "", r#"{"errcode":130101,"code":11232}"#),
            _ => answer(200, "", r#"{"errcode":0,"code":0}"#),
        });
        let internal = Webhook { audience: shared::Audience::Officials, ..robot(form, "", &receiver) };
        let site = Site::office(telling(vec![internal]));
        let mut last = 0;
        for n in 0..6 {
            last = super::hidden(&site, &format!("T-N{n}")).await;
        }
        until(&site, |state| state.position == last).await;
        let got = receiver.got();
        assert!(said(&got[0]) == said(&got[1]), "the same once more");
        let all: String = got[1..].iter().map(said).collect();
        for n in 0..6 {
            assert!(all.contains(&format!("Target enterprise entered: T-N{n}")), "{all}");
        }
        assert!(all.contains("https://map.example.cn/desk"), "{all}");
        assert!(!all.contains("Sample-Secret") && !all.contains("示例企业"), "{all}");
        assert!(got.len() <= 7);
    }
}

/// What stands in a name is text to a robot: no link, no call to everybody, no further line.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_text() {
    let receiver = Receiver::open();
    let hook = Webhook { lang: Lang::Zh, ..robot(Form::Feishu, "", &receiver) };
    let site = Site::office(telling(vec![hook]));
    let evil = "<at user_id=\"all\">所有人</at>[x](http://evil.example)";
    let command = json!({
        "command": "register_enterprise", "enterprise": "E-EVIL", "name": {"zh": evil, "en": evil},
        "chain": "textile", "region": "533102",
    });
    let recorded = site.command(&command, &[]).await;
    assert_eq!(recorded.status, 201, "{}", recorded.text());
    let body = receiver.after(1).await[0].json();
    let row = body["content"]["post"]["zh_cn"]["content"][0].clone();
    let tags: Vec<&Value> = row.as_array().unwrap().iter().map(|part| &part["tag"]).collect();
    assert_eq!(tags, ["text", "text", "a"]);
    assert!(row[0]["text"].as_str().unwrap().contains("<at user_id"), "{row}");
}
