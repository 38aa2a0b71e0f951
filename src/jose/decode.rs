use super::encrypted::missized;
use super::entry::{Encoding, payload_encoding};
use super::segment::{Segment, faulty, read, say};
use super::serialization::{decode_object, is_serialization};
use super::{Entry, Kind, Serialization, Token};
use crate::finding::{Part, Problem};
use crate::text::{Span, base64url, json};

/// Segments that are kept; the rest of a text with more dots is not read.
const MAX_SEGMENTS: usize = 5;

/// Decodes a text as a Compact Serialization (RFC 7515 §7.1, RFC 7516 §7.1), each segment on its own; an object as a JSON
/// Serialization.
///
/// Never fails: a text that is no token yields [`Kind::Malformed`] or [`Kind::Opaque`] with located problems.
pub fn decode(text: &str) -> Token {
    if text.trim_start().starts_with('{')
        && let Ok(root) = json::parse(text)
        && is_serialization(&root)
    {
        return decode_object(text, &root);
    }
    // What a tool cut off stands for no segments, however many dots it left; no token has three in a row.
    let cut = text.find("...").or_else(|| text.find("…"));
    let text = text.get(..cut.unwrap_or(text.len())).unwrap_or_default();
    let mut segments = Vec::new();
    let mut faults = Vec::new();
    let mut start = 0;
    let mut rest = Some(text);
    while let Some(ahead) = rest
        && segments.len() < MAX_SEGMENTS
    {
        let decoded = base64url::decode(ahead);
        let span = Span::new(start, start + decoded.length);
        segments.push(Segment::new(span, text, decoded.bytes));
        faults.push(decoded.faults);
        start = span.end + 1;
        rest = text.get(start..);
    }
    let count = segments.len() + rest.map_or(0, |rest| rest.split('.').count());
    let mut problems = Vec::new();
    let mut is_plain = false;
    for (index, (segment, faults)) in segments.iter_mut().zip(&faults).enumerate() {
        let part = match index {
            0 => Part::Header,
            1 if count != 5 => Part::Payload,
            2 if count != 5 => Part::Signature,
            _ => Part::Token,
        };
        // What is base64url all the same is read as a reader does that knows no `b64`; the text that was signed is one.
        if part == Part::Payload && is_plain && !faults.is_empty() {
            say(
                &mut problems,
                "payload-not-encoded",
                part,
                None,
                &[
                    "the payload is not base64url, as `b64` says: RFC 7797 §7 forbids that for a JWT, and the gateway refuses it",
                ],
            );
            segment.bytes = segment.text.clone().into_bytes();
        } else {
            faulty(&mut problems, part, &segment.text, faults);
        }
        if matches!(part, Part::Header | Part::Payload) {
            segment.content = read(&mut problems, part, &segment.bytes);
        }
        if part == Part::Header {
            let header = segment.content.json().map(|(_, root)| root);
            is_plain = payload_encoding(header) == Encoding::Plain;
        }
    }
    let mut token = Token {
        kind: Kind::Malformed,
        serialization: Serialization::Compact,
        segments,
        entries: Vec::new(),
        aad: None,
        problems: Vec::new(),
    };
    if cut.is_none() {
        token.kind = kind(&token, &problems, count);
    }
    match token.kind {
        Kind::Jws | Kind::Unsecured => token.entries.push(Entry::compact(2)),
        Kind::Jwe => token.entries.push(Entry::compact(1)),
        Kind::Malformed | Kind::Opaque => {}
    }
    if token.kind == Kind::Opaque {
        problems.clear();
        say(
            &mut problems,
            "opaque",
            Part::Token,
            None,
            &[
                "no JSON Web Token: it has no dots and no header, so only its issuer can read it; tokens of personal Microsoft accounts and many refresh tokens look like this: ask for a token with the scope of your own API",
            ],
        );
    } else {
        misshapen(&mut problems, &token, if cut.is_some() { 0 } else { count });
    }
    token.problems = problems;
    token
}

fn kind(token: &Token, problems: &[Problem], count: usize) -> Kind {
    let unreadable = |part| {
        let mut problems = problems.iter();
        problems.any(|problem| problem.part == part && problem.code == "segment-not-base64url")
    };
    let is_header = matches!(token.header().json(), Some((_, root)) if root.is_object());
    let unsecured = || matches!(token.alg(), Some(alg) if alg.eq_ignore_ascii_case("none"));
    match count {
        1 if !is_header => Kind::Opaque,
        _ if !is_header || unreadable(Part::Header) => Kind::Malformed,
        5 => Kind::Jwe,
        3 if unreadable(Part::Payload) => Kind::Malformed,
        3 if unsecured() => Kind::Unsecured,
        3 => Kind::Jws,
        _ => Kind::Malformed,
    }
}

/// What is wrong with the token's form, beyond its single segments; it has a `count` of none when it was cut off.
fn misshapen(problems: &mut Vec<Problem>, token: &Token, count: usize) {
    let has = |name| token.header_parameter(name).is_some();
    let claims_alone = count == 1 && !has("alg") && (has("iss") || has("aud") || has("exp"));
    if count != 3 && count != 5 {
        let counted = count.to_string();
        let message: &[&str] = match count {
            0 => &["the token was cut off where `...` stands: copy the whole token"],
            1 if claims_alone => &[
                "only a payload: it stands between the two dots of `header.payload.signature`; copy the whole token",
            ],
            1 => &[
                "only a header: a JWT has three segments, `header.payload.signature`; copy the whole token",
            ],
            2 => &[
                "two segments: the signature is missing; a JWT has three, and an Unsecured JWT ends in a dot",
            ],
            _ => &[
                &counted,
                " segments: a signed token has three (RFC 7515 §7.1), an encrypted one five (RFC 7516 §7.1)",
            ],
        };
        say(problems, "segment-count", Part::Token, None, message);
    }
    if !claims_alone {
        misshapen_header(problems, token);
    }
    if token.kind == Kind::Jwe {
        missized(problems, token);
    } else if count != 5 {
        misshapen_payload(problems, token);
    }
}

fn misshapen_header(problems: &mut Vec<Problem>, token: &Token) {
    let mut wrong = |code, message: &[&str]| say(problems, code, Part::Header, None, message);
    if is_empty(token, 0) {
        wrong(
            "header-empty",
            &[
                "the JOSE Header is empty: nothing says how the token is signed (RFC 7515 §4.1.1 demands `alg`)",
            ],
        );
    }
    if let Some((_, root)) = token.header().json() {
        let alg = root.get("alg");
        if !root.is_object() {
            wrong(
                "header-not-object",
                &[
                    "the JOSE Header is ",
                    root.describe(),
                    ", where RFC 7515 §4 wants an object",
                ],
            );
        } else if alg.is_none() {
            wrong(
                "alg-missing",
                &[
                    "the JOSE Header has no `alg`, which RFC 7515 §4.1.1 demands: no gateway can verify this token",
                ],
            );
        } else if let Some(value) = alg
            && value.as_str().is_none()
        {
            wrong(
                "alg-not-text",
                &[
                    "`alg` is ",
                    value.describe(),
                    ", where RFC 7515 §4.1.1 wants a string",
                ],
            );
        }
    }
}

/// The payload, and the signature behind it.
pub(super) fn misshapen_payload(problems: &mut Vec<Problem>, token: &Token) {
    let mut wrong = |code, part, message: &[&str]| say(problems, code, part, None, message);
    if is_empty(token, 1) {
        wrong(
            "payload-empty",
            Part::Payload,
            &[
                "the payload is empty: there are no claims (a detached payload is sent apart from the token, RFC 7515 appendix F)",
            ],
        );
    }
    if let Some((_, root)) = token.payload().json()
        && !root.is_object()
    {
        wrong(
            "payload-not-object",
            Part::Payload,
            &[
                "the payload is ",
                root.describe(),
                ", where a JWT Claims Set is an object (RFC 7519 §7.2)",
            ],
        );
    }
    if token.kind == Kind::Jws && is_empty(token, 2) {
        wrong(
            "signature-empty",
            Part::Signature,
            &[
                "the header says `",
                token.alg().unwrap_or_default(),
                "`, but the signature is empty: it was cut off, or the token is a forgery",
            ],
        );
    }
    if token.kind == Kind::Unsecured && token.has_signature() {
        wrong(
            "signature-on-unsecured",
            Part::Signature,
            &["`alg` is `none`, yet there is a signature: RFC 7518 §3.6 wants it empty"],
        );
    }
}

fn is_empty(token: &Token, index: usize) -> bool {
    let segment = token.segments.get(index);
    segment.is_some_and(|segment| segment.text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;

    fn b64(text: &str) -> String {
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
    }

    #[track_caller]
    fn check(text: &str, kind: Kind, codes: &[&str]) -> Token {
        let token = decode(text);
        let found: Vec<_> = token.problems.iter().map(|problem| problem.code).collect();
        assert_eq!((token.kind, found.as_slice()), (kind, codes));
        token
    }

    #[test]
    fn a_token_is_decoded_as_far_as_it_goes() {
        let header = b64(r#"{"alg":"RS256"}"#);
        let payload = b64(r#"{"sub":"a"}"#);
        check(&format!("{header}.{payload}.c2ln"), Kind::Jws, &[]);
        check(
            &format!("{header}.{payload}."),
            Kind::Jws,
            &["signature-empty"],
        );
        check(
            &format!("{header}.{payload}"),
            Kind::Malformed,
            &["segment-count"],
        );
        check(&header, Kind::Malformed, &["segment-count"]);
        let claims = check(
            &b64(r#"{"iss":"a","exp":1}"#),
            Kind::Malformed,
            &["segment-count"],
        );
        assert!(claims.problems[0].message.starts_with("only a payload"));
        check("EwB4A8l6BAAU", Kind::Opaque, &["opaque"]);
        check(
            &format!(".{payload}.c2ln"),
            Kind::Malformed,
            &["header-empty"],
        );
        check(
            &format!("{header}.{}.c2ln", b64("[1]")),
            Kind::Jws,
            &["payload-not-object"],
        );
        check(
            &format!("{header}.{}.c2ln", b64("hello")),
            Kind::Jws,
            &["payload-not-json"],
        );
        // UTF-16, with its byte order mark and without.
        for payload in [
            "__57ACIAYQAiADoAMQB9AA",
            "ewAiAGEAIgA6ADEAfQA",
            "AHsAIgBhACIAOgAxAH0",
        ] {
            let text = format!("{header}.{payload}.c2ln");
            let token = check(&text, Kind::Jws, &["not-utf8"]);
            assert!(token.problems[0].message.contains("UTF-16"));
        }
        check(&format!("{header}..c2ln"), Kind::Jws, &["payload-empty"]);
        check(
            &format!("{header}.{payload}=.c2ln"),
            Kind::Jws,
            &["segment-padded"],
        );
        check(
            &format!("{header}.{payload}!.c2ln"),
            Kind::Malformed,
            &["segment-not-base64url"],
        );
        check(
            &format!("{}.{payload}.", b64(r#"{"alg":"nOnE"}"#)),
            Kind::Unsecured,
            &[],
        );
        check(
            &format!("{}.{payload}.c2ln", b64(r#"{"alg":null}"#)),
            Kind::Jws,
            &["alg-not-text"],
        );
        check(
            &format!("{}..aXY.Y3Q.dGFn", b64(r#"{"alg":"dir","enc":"A256GCM"}"#)),
            Kind::Jwe,
            &["encrypted-part-size", "encrypted-part-size"],
        );
    }

    #[test]
    fn a_token_that_a_tool_cut_off_is_no_encrypted_one() {
        let header = b64(r#"{"alg":"RS256"}"#);
        let payload = b64(r#"{"sub":"abc"}"#);
        for mark in ["...", "…"] {
            for (before, codes) in [
                ("eyJhbGci", &["header-not-json", "segment-count"][..]),
                (&header, &["segment-count"]),
                (
                    &format!("{header}.eyJzdWIi"),
                    &["payload-not-json", "segment-count"],
                ),
                (&format!("{header}.{payload}"), &["segment-count"]),
                (&format!("{header}.{payload}.c2ln"), &["segment-count"]),
            ] {
                let token = check(&format!("{before}{mark}"), Kind::Malformed, codes);
                let problem = token.problems.last().unwrap();
                assert!(problem.message.contains("cut off"), "{}", problem.message);
            }
        }
    }

    #[test]
    fn a_bad_signature_hides_no_claims() {
        let token = check(
            &format!(
                "{}.{}.s!g",
                b64(r#"{"alg":"RS256"}"#),
                b64(r#"{"sub":"a"}"#)
            ),
            Kind::Jws,
            &["segment-not-base64url"],
        );
        assert_eq!(
            token.claim("sub").and_then(|value| value.as_str()),
            Some("a")
        );
    }
}
