use super::segment::{Content, Segment, problem};
use super::{Kind, Token};
use crate::finding::{Part, Problem};
use crate::text::Span;
use crate::text::json::Kind as JsonKind;

/// Segments that are kept; the rest of a text with more dots is not read.
pub(super) const MAX_SEGMENTS: usize = 5;

/// Decodes a text as a Compact Serialization (RFC 7515 §7.1, RFC 7516 §7.1), each segment on its own.
///
/// Never fails: a text that is no token yields [`Kind::Malformed`] or [`Kind::Opaque`] with located problems.
pub fn decode(text: &str) -> Token {
    let mut problems = Vec::new();
    let count = text.bytes().filter(|&byte| byte == b'.').count() + 1;
    let encrypted = count == 5;
    let mut start = 0;
    let mut segments = Vec::new();
    for (index, part_text) in text.split('.').take(MAX_SEGMENTS).enumerate() {
        let span = Span::new(start, start + part_text.len());
        start = span.end + 1;
        let part = match index {
            0 => Part::Header,
            1 if !encrypted => Part::Payload,
            2 if !encrypted => Part::Signature,
            _ => Part::Token,
        };
        let segment = Segment::decode(part, span, part_text, &mut problems);
        segments.push(match part {
            Part::Header | Part::Payload => segment.read(part, &mut problems),
            Part::Signature | Part::Token => segment,
        });
    }
    let mut token = Token {
        kind: Kind::Malformed,
        segments,
        problems,
    };
    token.kind = kind(&token, count);
    if token.kind == Kind::Opaque {
        token.problems.clear();
    }
    let form = form_problems(&token, count);
    token.problems.extend(form);
    token
}

fn kind(token: &Token, count: usize) -> Kind {
    let header_is_object = matches!(token.header().json(), Some((_, root)) if matches!(root.kind, JsonKind::Object(_)));
    if count == 1 && !header_is_object {
        return Kind::Opaque;
    }
    let unreadable = |part| {
        token
            .problems
            .iter()
            .any(|problem| problem.part == part && problem.code == "segment-not-base64url")
    };
    match count {
        _ if !header_is_object || unreadable(Part::Header) => Kind::Malformed,
        5 => Kind::Jwe,
        3 if unreadable(Part::Payload) => Kind::Malformed,
        3 if token
            .alg()
            .is_some_and(|alg| alg.eq_ignore_ascii_case("none")) =>
        {
            Kind::Unsecured
        }
        3 => Kind::Jws,
        _ => Kind::Malformed,
    }
}

fn form_problems(token: &Token, count: usize) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut say = |code, part, message: String| problems.push(problem(code, part, None, message));
    if token.kind == Kind::Opaque {
        say(
            "opaque",
            Part::Token,
            "no JSON Web Token: it has no dots and no header, so only its issuer can read it; tokens of personal Microsoft accounts and many refresh tokens look like this: ask for a token with the scope of your own API".to_owned(),
        );
        return problems;
    }
    if count != 3 && count != 5 {
        say(
            "segment-count",
            Part::Token,
            match count {
                1 => "only a header: a JWT has three segments, `header.payload.signature`; copy the whole token".to_owned(),
                2 => "two segments: the signature is missing; a JWT has three, and an Unsecured JWT ends in a dot".to_owned(),
                _ => format!("{count} segments: a signed token has three (RFC 7515 §7.1), an encrypted one five (RFC 7516 §7.1)"),
            },
        );
    }
    let empty = |index: usize| {
        token
            .segments
            .get(index)
            .is_some_and(|segment| segment.text.is_empty())
    };
    if empty(0) {
        say(
            "header-empty",
            Part::Header,
            "the JOSE Header is empty: nothing says how the token is signed (RFC 7515 §4.1.1 demands `alg`)".to_owned(),
        );
    }
    match token.header().json() {
        Some((_, root)) if !matches!(root.kind, JsonKind::Object(_)) => say(
            "header-not-object",
            Part::Header,
            format!("the JOSE Header is {}, where RFC 7515 §4 wants an object", root.describe()),
        ),
        Some((_, root)) => match root.get("alg") {
            None => say(
                "alg-missing",
                Part::Header,
                "the JOSE Header has no `alg`, which RFC 7515 §4.1.1 demands: no gateway can verify this token".to_owned(),
            ),
            Some(value) if value.as_str().is_none() => say(
                "alg-not-text",
                Part::Header,
                format!("`alg` is {}, where RFC 7515 §4.1.1 wants a string", value.describe()),
            ),
            Some(_) => {}
        },
        None => {}
    }
    if count == 5 {
        return problems;
    }
    if count >= 2 && empty(1) {
        say(
            "payload-empty",
            Part::Payload,
            "the payload is empty: there are no claims (a detached payload is sent apart from the token, RFC 7515 appendix F)".to_owned(),
        );
    }
    if let Content::Json(_, root) = token.payload()
        && !matches!(root.kind, JsonKind::Object(_))
    {
        say(
            "payload-not-object",
            Part::Payload,
            format!(
                "the payload is {}, where a JWT Claims Set is an object (RFC 7519 §7.2)",
                root.describe()
            ),
        );
    }
    if count == 3 && empty(2) && token.kind == Kind::Jws {
        say(
            "signature-empty",
            Part::Signature,
            format!(
                "the header says `{}`, but the signature is empty: it was cut off, or the token is a forgery",
                token.alg().unwrap_or_default()
            ),
        );
    }
    if token.kind == Kind::Unsecured && token.has_signature() {
        say(
            "signature-on-unsecured",
            Part::Signature,
            "`alg` is `none`, yet there is a signature: RFC 7518 §3.6 wants it empty".to_owned(),
        );
    }
    problems
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
            &[],
        );
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
