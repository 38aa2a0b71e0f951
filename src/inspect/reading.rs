use std::rc::Rc;

use super::ReadToken;
use crate::claims::{self, Annotated, Profile, Use};
use crate::finding::{Part, Problem};
use crate::intake::{Candidate, FoundIn};
use crate::jose::disclosure::{self, Presentation, State};
use crate::jose::{self, Content, Kind, Token, key_binding};
use crate::text::Span;
use crate::text::json::{Json, Member};

/// No token is taken out of another where there are this many: a token may hold a token, and so on.
pub(super) const MAX_TOKENS: usize = 40;
/// Tokens are not read deeper inside of signed ones.
const MAX_DEPTH: usize = 4;

/// Adds a token, and behind it those that can be read in it without a key.
pub(super) fn push(tokens: &mut Vec<Rc<ReadToken>>, read: ReadToken) {
    let mut next = Some(read);
    for _ in 0..MAX_DEPTH {
        let Some(read) = next.take() else {
            return;
        };
        if tokens.len() < MAX_TOKENS {
            next = inside(&read);
        }
        tokens.push(Rc::new(read));
    }
}

/// The token that stands in another: its key binding, or its payload (RFC 7519 §5.2).
fn inside(read: &ReadToken) -> Option<ReadToken> {
    let inner = |span, text: &str| {
        read_token(Candidate {
            span,
            text: text.to_owned(),
            found_in: FoundIn::Token,
            scheme: None,
            problems: Vec::new(),
        })
    };
    let presentation = read.presentation.as_ref();
    if let Some((span, text)) = presentation.and_then(|all| all.key_binding.as_ref()) {
        let mut bound = inner(span.shifted(read.span.start), text);
        // A text that had to be decoded is longer where it stands.
        if bound.span.end != read.span.end {
            bound.span = read.span;
        }
        let sd_hash = presentation.map_or("", |all| &all.sd_hash);
        bound
            .problems
            .extend(key_binding::check(&bound.token, sd_hash));
        return Some(bound);
    }
    let Content::Text(text) = read.token.payload() else {
        return None;
    };
    let nested = inner(read.span, text.trim());
    matches!(nested.token.kind, Kind::Jws | Kind::Jwe | Kind::Unsecured).then_some(nested)
}

/// Reads a candidate as the one token that it is.
pub(super) fn read_token(candidate: Candidate) -> ReadToken {
    let (token, presentation) = decode(&candidate.text);
    let header_text = token.header().json().map_or("", |(text, _)| text);
    let profile = Profile::of(token.claims());
    let usage = Use::of(token.header_members(), token.claims(), profile);
    let mut problems = candidate.problems;
    // A text without a token says what it is; that it is opaque besides would say nothing.
    if !candidate.text.is_empty() {
        problems.extend_from_slice(&token.problems);
    }
    if let Some(presentation) = &presentation {
        problems.extend_from_slice(&presentation.problems);
    }
    let mut header = claims::annotate_header(header_text, token.header_members());
    let mut other_headers = Vec::new();
    for (index, entry) in token.entries.iter().enumerate() {
        let mut other = Vec::new();
        let own = entry.protected.filter(|_| index > 0);
        let own = own.and_then(|at| token.segments.get(at)?.content.json());
        if let Some((text, root)) = own {
            other = claims::annotate_header(text, root.members());
        }
        let parameters = if index == 0 { &mut header } else { &mut other };
        for unprotected in &entry.unprotected {
            parameters.extend(claims::annotate_header(
                &candidate.text,
                unprotected.members(),
            ));
        }
        if index > 0 {
            other_headers.push(other);
        }
    }
    ReadToken {
        found_in: candidate.found_in,
        span: candidate.span,
        scheme: candidate.scheme,
        profile,
        usage,
        description: description(&token, profile, usage, presentation.is_some()),
        traits: claims::traits(profile, usage, token.claims(), token.claims_text()),
        header,
        other_headers,
        claims: claims::annotate_claims(token.claims_text(), token.claims(), profile),
        disclosed: disclosed(presentation.as_ref(), profile),
        presentation,
        plaintext: Content::Absent,
        problems,
        token,
    }
}

/// Decodes a token; of an SD-JWT (RFC 9901) the one that its issuer signed, and what follows it.
fn decode(text: &str) -> (Token, Option<Presentation>) {
    let Some((jwt, rest)) = disclosure::split(text) else {
        return (jose::decode(text), None);
    };
    let mut token = jose::decode(jwt);
    if !matches!(token.kind, Kind::Jws | Kind::Unsecured) {
        return (jose::decode(text), None);
    }
    let presentation = disclosure::present(&token, jwt, rest);
    let message = "this is an SD-JWT (RFC 9901), a token with disclosures behind `~`, which the gateway refuses as not well formed: it reads neither them nor the claims that they disclose";
    token.problems.push(Problem {
        code: "selective-disclosure",
        part: Part::Token,
        offset: Some(jwt.len()),
        message: message.to_owned(),
    });
    (token, Some(presentation))
}

fn description(token: &Token, profile: Profile, usage: Use, is_presented: bool) -> String {
    let mut line = match token.kind {
        Kind::Jws | Kind::Unsecured => {
            let typ = token.header_parameter("typ").and_then(Json::as_str);
            if typ.is_some_and(key_binding::is_key_binding) {
                return "Key binding JWT of an SD-JWT".to_owned();
            }
            claims::describe(profile, usage, token.claims())
        }
        Kind::Jwe => "encrypted token (JWE)".to_owned(),
        Kind::Malformed => return "not a JSON Web Token as it stands".to_owned(),
        Kind::Opaque => return "no JSON Web Token".to_owned(),
    };
    if is_presented {
        line.push_str(", selectively disclosed (SD-JWT)");
    }
    let several = token.entries.len();
    if several > 1 {
        let noun = if token.kind == Kind::Jwe {
            " recipients"
        } else {
            " signatures"
        };
        for part in [", ", &several.to_string(), noun] {
            line.push_str(part);
        }
    }
    line
}

/// The claims that disclosures add, annotated; an element of an array by the name that its digest stood under.
fn disclosed(presentation: Option<&Presentation>, profile: Profile) -> Vec<Annotated> {
    let mut all = Vec::new();
    for one in presentation.map_or(&[][..], |all| &all.disclosures) {
        if one.state == State::Disclosed {
            let member = Member {
                name: one.name.clone().unwrap_or_else(|| "...".to_owned()),
                name_span: Span::default(),
                value: one.value.clone(),
            };
            all.extend(claims::annotate_claims(&one.text, &[member], profile));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::{Documents, Inputs, read};
    use super::*;
    use crate::text::base64url::encode;
    use crate::text::digest::digest;

    fn jws(header: &str, payload: &str) -> String {
        let parts = [header, payload, "sig"];
        parts.map(|part| encode(part.as_bytes())).join(".")
    }

    fn documents(token: &str) -> Documents {
        read(&Inputs {
            token,
            ..Inputs::default()
        })
    }

    fn codes(read: &ReadToken) -> Vec<&'static str> {
        read.problems.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn a_key_binding_is_a_token_of_its_own() {
        let disclosure = encode(br#"["salt","email","a@b.example"]"#);
        let hash = |text: &str| encode(&digest("sha-256", text.as_bytes()).unwrap());
        let claims = format!(r#"{{"_sd":["{}"],"exp":1}}"#, hash(&disclosure));
        let issued = format!("{}~{disclosure}~", jws(r#"{"alg":"ES256"}"#, &claims));
        let binding = |sd_hash: &str| {
            let claims = format!(r#"{{"iat":1,"aud":"a","nonce":"n","sd_hash":"{sd_hash}"}}"#);
            jws(r#"{"alg":"ES256","typ":"kb+jwt"}"#, &claims)
        };
        let bound = format!("{issued}{}", binding(&hash(&issued)));
        for (text, said, start) in [
            (bound.clone(), &[][..], issued.len()),
            (
                format!("{issued}{}", binding("x")),
                &["sd-hash-mismatch"],
                issued.len(),
            ),
            (
                format!("Authorization: Bearer {bound}"),
                &[],
                issued.len() + 22,
            ),
            (format!("see {bound} there"), &[], issued.len() + 4),
        ] {
            let documents = documents(&text);
            let [token, key] = &*documents.tokens else {
                panic!("{text}: {}", documents.tokens.len());
            };
            assert_eq!(codes(token), ["selective-disclosure"]);
            assert_eq!(token.disclosed.len(), 1, "{text}");
            assert_eq!(token.disclosed[0].raw, "\"a@b.example\"");
            assert_eq!((codes(key).as_slice(), key.span.start), (said, start));
            assert_eq!(key.span.end, token.span.end);
            assert_eq!(key.description, "Key binding JWT of an SD-JWT");
        }
        let alone = documents(&issued);
        assert_eq!(alone.tokens.len(), 1);
        assert!(alone.tokens[0].description.ends_with("(SD-JWT)"));
    }

    #[test]
    fn tokens_inside_tokens_are_read_as_far_as_is_reasonable() {
        let header = r#"{"alg":"HS256","cty":"JWT"}"#;
        let mut text = jws(header, r#"{"sub":"a"}"#);
        for depth in 1..8 {
            let documents = documents(&text);
            assert_eq!(documents.tokens.len(), depth.min(MAX_DEPTH));
            let innermost = documents.tokens.last().unwrap();
            assert_eq!(innermost.claims.len(), usize::from(depth <= MAX_DEPTH));
            text = jws(header, &text);
        }
        assert_eq!(documents(&jws(header, "a.b")).tokens.len(), 1);
    }

    #[test]
    fn each_signature_has_its_header() {
        let text = format!(
            r#"{{"payload":"{}","signatures":[{{"protected":"{}","header":{{"kid":"a"}},"signature":"c2ln"}},{{"header":{{"alg":"ES256","kid":"b"}},"signature":"c2ln"}}]}}"#,
            encode(br#"{"sub":"a"}"#),
            encode(br#"{"alg":"RS256"}"#)
        );
        let documents = documents(&text);
        let [read] = &*documents.tokens else {
            panic!("{}", documents.tokens.len());
        };
        let raw = |all: &[Annotated]| -> Vec<_> { all.iter().map(|one| one.raw.clone()).collect() };
        assert_eq!(raw(&read.header), ["\"RS256\"", "\"a\""]);
        assert_eq!(read.other_headers.len(), 1);
        assert_eq!(raw(&read.other_headers[0]), ["\"ES256\"", "\"b\""]);
        assert!(read.description.ends_with(", 2 signatures"));
    }
}
