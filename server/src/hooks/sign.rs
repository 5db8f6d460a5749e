//! Signatures, each as its receiver checks them; all are HMAC-SHA256.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What a Standard Webhooks secret begins with.
const PREFIX: &str = "whsec_";

/// The key in a Standard Webhooks secret, `whsec_` and 24 to 64 bytes in base64; none if it is none.
#[must_use]
pub fn standard_key(secret: &str) -> Option<Vec<u8>> {
    let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    (24..=64).contains(&key.len()).then_some(key)
}

/// The header `webhook-signature` of a message: what is signed is `id.timestamp.body`.
#[must_use]
pub fn standard(key: &[u8], id: &str, seconds: i64, body: &[u8]) -> String {
    let head = format!("{id}.{seconds}.");
    format!("v1,{}", STANDARD.encode(digest(key, &[head.as_bytes(), body])))
}

/// What DingTalk wants in the address as `sign`, beside `timestamp`; already fit for an address.
#[must_use]
pub fn dingtalk(secret: &str, millis: i64) -> String {
    let signed = format!("{millis}\n{secret}");
    let sign = STANDARD.encode(digest(secret.as_bytes(), &[signed.as_bytes()]));
    sign.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}

/// What Feishu wants in the body as `sign`, beside `timestamp`: time and secret are the key, and nothing is signed.
#[must_use]
pub fn feishu(secret: &str, seconds: i64) -> String {
    let key = format!("{seconds}\n{secret}");
    STANDARD.encode(digest(key.as_bytes(), &[]))
}

fn digest(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Standard Webhooks reference libraries.
    #[test]
    fn a_standard_signature_is_that_of_the_reference() {
        let key = STANDARD.decode("plJ3nmyCDGBKInavdOK15jsl").unwrap();
        let body = br#"{"event_type":"ping","data":{"success":true}}"#;
        assert_eq!(
            standard(&key, "msg_loFOjxBNrRLzqYUf", 1_731_705_121, body),
            "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="
        );
    }

    #[test]
    fn a_secret_is_whsec_and_enough_bytes() {
        for wrong in
            ["", "whsec_", "whsec_c2hvcnQ=", "plJ3nmyCDGBKInavdOK15jsl", "whsec_plJ3nmyCDGBKInavdOK15js!"]
        {
            assert_eq!(standard_key(wrong), None, "{wrong}");
        }
        assert_eq!(standard_key("whsec_C2FVsBQIhrscChlQIMV+b5sSYob7oldM").unwrap().len(), 24);
        assert_eq!(standard_key(&format!("whsec_{}", STANDARD.encode([7; 65]))), None);
    }

    /// Worked out apart from this program, with Python's hmac as the robots' own documentation does it.
    #[test]
    fn robots_get_theirs() {
        assert_eq!(
            dingtalk("SECdemo", 1_599_360_473_000),
            "tGWkA5eQOQNCNPDgphtxIoNLO%2B%2FgD8Lcb705KQoRzeY%3D"
        );
        assert_eq!(feishu("SECdemo", 1_599_360_473), "UNvK0aHeWrPUMl0ySOUpIoYdvBDU1mnjgkbX5JtMxkk=");
    }
}
