//! The signatures of a JWS and the recipients of a JWE: what of a token is each one's own, and what each one covers.

use super::{Kind, Token};
use crate::text::json::{self, Json};

/// How the parts of a token are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serialization {
    /// Joined by dots (RFC 7515 §7.1, RFC 7516 §7.1): the only one that a JWT has.
    Compact,
    /// A JSON object with one signature or recipient (RFC 7515 §7.2.2, RFC 7516 §7.2.2).
    FlattenedJson,
    /// A JSON object with a list of them (RFC 7515 §7.2.1, RFC 7516 §7.2.1).
    GeneralJson,
}

impl Serialization {
    /// The name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::FlattenedJson => "flattened-json",
            Self::GeneralJson => "general-json",
        }
    }
}

/// One signature of a JWS, or one recipient of a JWE.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The segment that holds the protected header; `None` without one.
    pub protected: Option<usize>,
    /// The objects of header parameters that nothing protects, the entry's own first.
    pub unprotected: Vec<Json>,
    /// The segment that holds the JWS Signature or the JWE Encrypted Key; `None` without one.
    pub value: Option<usize>,
}

impl Entry {
    /// The one entry of a Compact Serialization.
    pub(super) const fn compact(value: usize) -> Self {
        Self {
            protected: Some(0),
            unprotected: Vec::new(),
            value: Some(value),
        }
    }
}

impl Token {
    /// A header parameter of an entry, the last of its name: in the protected header, else in the unprotected ones.
    /// A name in both is a problem of the token (RFC 7515 §7.2.1).
    pub fn entry_parameter(&self, index: usize, name: &str) -> Option<&Json> {
        let entry = self.entries.get(index)?;
        let protected = entry.protected.and_then(|at| self.segments.get(at));
        let protected = protected.and_then(|segment| segment.content.json()?.1.get(name));
        protected.or_else(|| entry.unprotected.iter().find_map(|root| root.get(name)))
    }

    /// The JWS Signing Input of a signature (RFC 7515 §5.1 step 8): the text as it was pasted, padding and all, without
    /// the blanks that decoding leaves out.
    ///
    /// `None` where what was signed is not there or not certain: no such signature, a token that is no JWS, a detached payload
    /// (RFC 7515 appendix F), a `b64` that is no boolean or that `crit` does not list (RFC 7797 §6).
    pub fn signing_input(&self, index: usize) -> Option<Vec<u8>> {
        let entry = self.signature(index)?;
        let payload = self.segments.get(1)?;
        let protected = entry.protected.and_then(|at| self.segments.get(at));
        let header = protected.and_then(|segment| Some(segment.content.json()?.1));
        let unprotected = || {
            entry
                .unprotected
                .iter()
                .any(|root| root.get("b64").is_some())
        };
        let encoding = payload_encoding(header);
        if payload.text.is_empty() || encoding == Encoding::Uncertain || unprotected() {
            return None;
        }
        let mut input = Vec::new();
        if let Some(protected) = protected {
            push_encoded(&mut input, &protected.text);
        }
        input.push(b'.');
        if encoding == Encoding::Plain {
            input.extend_from_slice(payload.text.as_bytes());
        } else {
            push_encoded(&mut input, &payload.text);
        }
        Some(input)
    }

    /// The decoded JWS Signature of a signature; `None` when there is none, or it is empty.
    pub fn signature_bytes(&self, index: usize) -> Option<&[u8]> {
        let value = self.signature(index)?.value?;
        let bytes = self.segments.get(value)?.bytes.as_slice();
        Some(bytes).filter(|bytes| !bytes.is_empty())
    }

    fn signature(&self, index: usize) -> Option<&Entry> {
        let entry = self.entries.get(index)?;
        matches!(self.kind, Kind::Jws | Kind::Unsecured).then_some(entry)
    }
}

/// How a JWS Payload is written in the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As base64url.
    Base64url,
    /// As it is (RFC 7797 §3).
    Plain,
    /// Who knows RFC 7797 and who does not would read two different payloads.
    Uncertain,
}

/// What a JWS Protected Header says about the payload by `b64`, which has to be listed in `crit` (RFC 7797 §6).
pub(super) fn payload_encoding(header: Option<&Json>) -> Encoding {
    let parameter = |name| header.and_then(|header: &Json| header.get(name));
    let is_critical = parameter("crit").is_some_and(|crit| {
        let mut names = crit.elements().iter();
        names.any(|name| name.as_str() == Some("b64"))
    });
    match parameter("b64").map(|b64| &b64.kind) {
        None | Some(json::Kind::Bool(true)) => Encoding::Base64url,
        Some(json::Kind::Bool(false)) if is_critical => Encoding::Plain,
        Some(_) => Encoding::Uncertain,
    }
}

/// Adds base64url text without the blanks that decoding leaves out.
pub(super) fn push_encoded(input: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
            input.push(byte);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, decode};
    use crate::text::base64url::encode;

    #[test]
    fn what_was_signed_is_the_text_as_pasted() {
        let token = |header: &str, payload: &str, signature: &str| {
            [&encode(header.as_bytes()), payload, signature].join(".")
        };
        let (plain, base64) = (
            r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#,
            r#"{"alg":"HS256"}"#,
        );
        for (header, payload, signature, signed) in [
            (base64, "eyJhIjoxfQ", "c2ln", Some("eyJhIjoxfQ")),
            (base64, "eyJhIjoxfQ==", "c2ln", Some("eyJhIjoxfQ==")),
            (base64, "eyJh\n IjoxfQ", "c2ln", Some("eyJhIjoxfQ")),
            (base64, "", "c2ln", None),
            (base64, "eyJhIjoxfQ", "", Some("eyJhIjoxfQ")),
            (plain, "$02 é", "c2ln", Some("$02 é")),
            (plain, "{\"a\":\n1}", "c2ln", Some("{\"a\":\n1}")),
            (r#"{"alg":"HS256","b64":false}"#, "eyJhIjoxfQ", "c2ln", None),
            (
                r#"{"alg":"HS256","b64":"false","crit":["b64"]}"#,
                "eyJhIjoxfQ",
                "c2ln",
                None,
            ),
            (
                r#"{"alg":"HS256","b64":true}"#,
                "eyJhIjoxfQ",
                "c2ln",
                Some("eyJhIjoxfQ"),
            ),
        ] {
            let text = token(header, payload, signature);
            let token = decode(&text);
            let expected = signed.map(|signed| {
                [&encode(header.as_bytes()), ".", signed]
                    .concat()
                    .into_bytes()
            });
            assert_eq!(token.signing_input(0), expected, "{text}");
            let bytes = (!signature.is_empty()).then_some(b"sig".as_slice());
            assert_eq!(token.signature_bytes(0), bytes, "{text}");
            let is_plain = payload.contains(['$', '{']);
            assert_eq!(token.kind, Kind::Jws, "{text}");
            let said = token
                .problems
                .iter()
                .any(|problem| problem.code == "payload-not-encoded");
            assert_eq!(said, is_plain, "{text}");
            let has_claims = !payload.is_empty() && !payload.contains('$');
            assert_eq!(token.claim("a").is_some(), has_claims, "{text}");
            assert_eq!(
                (token.signing_input(1), token.signature_bytes(1)),
                (None, None)
            );
        }
    }

    #[test]
    fn what_is_no_jws_was_not_signed() {
        let header = encode(br#"{"alg":"dir","enc":"A128GCM"}"#);
        for text in [&[&header, "..aXY.Y3Q.dGFn"].concat(), &header, ""] {
            let token = decode(text);
            assert_eq!(
                (token.signing_input(0), token.signature_bytes(0)),
                (None, None)
            );
        }
    }
}
