use std::rc::Rc;

use super::reading::{self, MAX_TOKENS};
use super::{Documents, ReadToken, hold_keys, read_token};
use crate::claims::{self, Profile};
use crate::decrypt::{Opening, opened_with};
use crate::finding::{Part, Problem};
use crate::intake::{Candidate, FoundIn};
use crate::jose::{Content, Kind};
use crate::text::json;

/// Reads what the decryptions have shown: a token inside is one more, behind all others; what else there is, is the content of
/// the token that it was in. There may be more [`Documents::decryptions`] then; those before stay in their places.
#[inline(never)]
pub fn open(documents: &mut Documents, openings: &[Opening]) {
    let mut count = usize::MAX;
    while documents.tokens.len() != count {
        count = documents.tokens.len();
        open_each(documents, openings);
        hold_keys(documents, count);
    }
}

/// The same for the decryptions that are there.
fn open_each(documents: &mut Documents, openings: &[Opening]) {
    for (decryption, opening) in documents.decryptions.iter().zip(openings) {
        let Some(read) = documents.tokens.get(decryption.token) else {
            continue;
        };
        // One key is enough.
        if !matches!(opening, Opening::Closed(_)) && !is_opened(read) {
            let mut outer = ReadToken::clone(read);
            outer.description.push_str(", ");
            outer.description.push_str(&opened_with(decryption));
            let inner = take_out(&mut outer, opening);
            if let Some(place) = documents.tokens.get_mut(decryption.token) {
                *place = Rc::new(outer);
            }
            if let Some(inner) = inner.filter(|_| documents.tokens.len() < MAX_TOKENS) {
                reading::push(&mut documents.tokens, inner);
            }
        }
    }
}

fn is_opened(read: &ReadToken) -> bool {
    let mut problems = read.problems.iter();
    read.plaintext != Content::Absent || problems.any(|problem| problem.part == Part::Payload)
}

/// Puts what a token holds into it; a token that it holds is given back.
fn take_out(outer: &mut ReadToken, opening: &Opening) -> Option<ReadToken> {
    let mut wrong = |code, message: &str| {
        outer.problems.push(Problem {
            code,
            part: Part::Payload,
            offset: None,
            message: message.to_owned(),
        });
    };
    let bytes = match opening {
        Opening::Opened(bytes) => bytes,
        Opening::Bomb => {
            wrong(
                "zip-bomb",
                "the compressed content becomes more than 250,000 bytes, so reading it was stopped: whoever decompresses without a bound runs out of memory (RFC 8725 §3.6, RFC 7516 §4.1.3)",
            );
            return None;
        }
        _ => {
            wrong(
                "content-not-compressed",
                "`zip` is `DEF`, but the decrypted content is not compressed with DEFLATE (RFC 1951): it cannot be read",
            );
            return None;
        }
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        outer.plaintext = Content::Bytes;
        return None;
    };
    let inner = read_token(Candidate {
        span: outer.span,
        text: text.trim().to_owned(),
        found_in: FoundIn::Jwe,
        scheme: None,
        problems: Vec::new(),
    });
    outer.plaintext = Content::Text(text.to_owned());
    if matches!(inner.token.kind, Kind::Jws | Kind::Jwe | Kind::Unsecured) {
        return Some(inner);
    }
    if let Ok(root) = json::parse(text) {
        outer.profile = Profile::of(root.members());
        outer.claims = claims::annotate_claims(text, root.members(), outer.profile);
        outer.plaintext = Content::Json(text.to_owned(), root);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::{Evidence, Inputs, judge, read};
    use super::*;
    use crate::text::base64url::encode;
    use crate::text::instant::Instant;
    use crate::verify::Outcome;

    fn jwe(header: &str) -> String {
        let parts = [header.as_bytes(), b"", &[1; 12], b"text", &[2; 16]];
        parts.map(encode).join(".")
    }

    /// The documents with what each decryption is said to have shown.
    fn opened(token: &str, openings: &[Opening]) -> Documents {
        let mut documents = read(&Inputs {
            token,
            keys: r#"{"kty":"oct","kid":"one","k":"AAAAAAAAAAAAAAAAAAAAAA"}"#,
            ..Inputs::default()
        });
        open(&mut documents, openings);
        documents
    }

    fn plaintext(text: &str) -> Opening {
        Opening::Opened(text.as_bytes().into())
    }

    #[test]
    fn what_is_inside_is_read() {
        let outer = jwe(r#"{"alg":"dir","enc":"A128GCM"}"#);
        let signed = [
            &*encode(br#"{"alg":"HS256"}"#),
            &encode(br#"{"sub":"a"}"#),
            "c2ln",
        ]
        .join(".");
        for (opening, claims, problems, tokens) in [
            (Opening::Closed(Outcome::Pending), 0, "", 1),
            (Opening::Closed(Outcome::DoesNotFit), 0, "", 1),
            (plaintext(r#"{"iss":"a","aud":"b"}"#), 2, "", 1),
            (plaintext("hello"), 0, "", 1),
            (plaintext(""), 0, "", 1),
            (Opening::Opened([0xff].as_slice().into()), 0, "", 1),
            (plaintext(&signed), 0, "", 2),
            (Opening::Bomb, 0, "zip-bomb", 1),
            (Opening::NotCompressed, 0, "content-not-compressed", 1),
        ] {
            let is_open = !matches!(opening, Opening::Closed(_));
            let documents = opened(&outer, std::slice::from_ref(&opening));
            let first = &documents.tokens[0];
            let said: Vec<_> = first.problems.iter().map(|problem| problem.code).collect();
            assert_eq!(
                (first.claims.len(), &*said.concat(), documents.tokens.len()),
                (claims, problems, tokens),
                "{opening:?}"
            );
            let with = first
                .description
                .ends_with("decrypted with the key `one` that you pasted");
            assert_eq!(with, is_open, "{opening:?}");
        }
    }

    #[test]
    fn tokens_inside_tokens_are_opened_as_far_as_keys_go() {
        let outer = jwe(r#"{"alg":"dir","enc":"A128GCM"}"#);
        let inner = jwe(r#"{"alg":"dir","enc":"A128GCM","cty":"JWT"}"#);
        let signed = [
            &*encode(br#"{"alg":"HS256"}"#),
            &encode(br#"{"sub":"a"}"#),
            "c2ln",
        ]
        .join(".");
        let openings = [plaintext(&inner), plaintext(&signed)];
        let once = opened(&outer, &openings[..1]);
        assert_eq!((once.tokens.len(), once.decryptions.len()), (2, 2));
        let twice = opened(&outer, &openings);
        assert_eq!((twice.tokens.len(), twice.decryptions.len()), (3, 2));
        assert!(twice.decryptions.starts_with(&once.decryptions));
        assert_eq!(twice.attempts.last().map(|attempt| attempt.token), Some(2));
        let mut again = twice.clone();
        open(&mut again, &openings);
        assert_eq!(again, twice);
        let evidence = Evidence {
            openings: openings.to_vec(),
            ..Evidence::default()
        };
        let inspection = judge(&twice, &evidence, Instant(0));
        assert_eq!((inspection.chosen, inspection.signatures.len()), (0, 3));
        assert!(
            inspection.signatures[0][0]
                .why
                .contains("decrypted with the key `one`")
        );
        // A token that holds itself ends somewhere.
        let endless = vec![plaintext(&outer); 500];
        assert_eq!(opened(&outer, &endless).tokens.len(), MAX_TOKENS);
    }
}
