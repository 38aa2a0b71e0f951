use std::rc::Rc;

use super::{Documents, ReadToken, hold_keys, read_token};
use crate::claims::{self, Profile};
use crate::decrypt::{Opening, opened_with};
use crate::finding::{Part, Problem};
use crate::intake::{Candidate, FoundIn};
use crate::jose::{Content, Kind};
use crate::text::json;

/// Tokens beyond this many are not taken out of others: an encrypted token may hold an encrypted one, and so on.
const MAX_TOKENS: usize = 40;

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
            if documents.tokens.len() < MAX_TOKENS {
                documents.tokens.extend(inner.map(Rc::new));
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
