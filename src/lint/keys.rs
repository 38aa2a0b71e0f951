//! The shared secrets that a policy holds, as the gateway reads them: base64 of an HMAC key.

use super::placeholder_left::is_placeholder;
use super::spots::Spots;
use super::{Check, Outcome, Subject};
use crate::policy::KeyMaterial;
use crate::text::base64url;

/// What a text that stands for a shared secret turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A secret that is long enough.
    Secret,
    /// A secret shorter than the hash of its algorithm.
    Short,
    /// A certificate or public key.
    Certificate,
    /// No base64.
    NotBase64,
}

/// Tells the keys of this form, with the fix if there is one.
pub(super) fn tell(check: &Check, subject: &Subject<'_>, wanted: Form) -> Outcome {
    let mut spots = Spots::default();
    for key in subject
        .policy
        .issuer_signing_keys
        .as_deref()
        .unwrap_or_default()
    {
        let KeyMaterial::Symmetric(value) = &key.material else {
            continue;
        };
        let text = value.known().unwrap_or_default().trim();
        if text.is_empty() || is_placeholder(value) {
            continue;
        }
        spots.looked = true;
        if form(text, hash_bytes(subject)) == wanted {
            if wanted == Form::NotBase64 && value.written == value.text {
                spots.mend("key", value.line, value.span, &base64(text));
            } else {
                spots.add("key", value.line);
            }
        }
    }
    spots.tell(
        check,
        subject,
        "in the policy, line {lines}, write the base64 of the text",
    )
}

/// How many bytes the key needs: those of the hash (RFC 7518 §3.2).
fn hash_bytes(subject: &Subject<'_>) -> usize {
    match subject.token.and_then(|token| token.alg()) {
        Some("HS384") => 48,
        Some("HS512") => 64,
        _ => 32,
    }
}

/// What a text is, where the key needs so many bytes.
pub(super) fn form(text: &str, needed: usize) -> Form {
    if text.starts_with("-----BEGIN") {
        return Form::Certificate;
    }
    let mut length = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'+' | b'/' | b'=' => length += 1,
            _ if byte.is_ascii_alphanumeric() => length += 1,
            _ if byte.is_ascii_whitespace() => {}
            _ => return Form::NotBase64,
        }
    }
    if !length.is_multiple_of(4) {
        return Form::NotBase64;
    }
    let bytes = base64url::decode(text).bytes;
    if is_der(&bytes) {
        Form::Certificate
    } else if bytes.len() < needed {
        Form::Short
    } else {
        Form::Secret
    }
}

/// Whether bytes are one ASN.1 sequence, as certificates and public keys are (X.690 §8.1.3).
fn is_der(bytes: &[u8]) -> bool {
    let inside = match *bytes {
        [0x30, 0x82, high, low, ..] => usize::from(u16::from_be_bytes([high, low])) + 4,
        [0x30, 0x81, length, ..] => usize::from(length) + 3,
        [0x30, length, ..] => usize::from(length) + 2,
        _ => 0,
    };
    inside == bytes.len() && inside > 2
}

/// Base64 with the standard alphabet and padding.
fn base64(text: &str) -> String {
    let mut encoded = base64url::encode(text.as_bytes())
        .replace('-', "+")
        .replace('_', "/");
    while !encoded.len().is_multiple_of(4) {
        encoded.push('=');
    }
    encoded
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A policy with this key.
    pub(in super::super) fn policy(key: &str) -> String {
        format!(
            "<validate-jwt header-name='a'><issuer-signing-keys>\n<key>{key}</key></issuer-signing-keys></validate-jwt>"
        )
    }

    #[test]
    fn a_key_is_known_by_its_text() {
        let secret = base64(&"s".repeat(32));
        for (text, expected) in [
            (&*secret, Form::Secret),
            ("c2VjcmV0", Form::Short),
            ("c2VjcmU=", Form::Short),
            ("c2Vj\n cmV0", Form::Short),
            ("c2VjcmU", Form::NotBase64),
            ("my-secret", Form::NotBase64),
            ("-----BEGIN CERTIFICATE-----", Form::Certificate),
            ("MAA=", Form::Short),
            ("MAMCAQU=", Form::Certificate),
        ] {
            assert_eq!(form(text, 32), expected, "{text}");
        }
    }
}
