//! From whatever was pasted to the tokens in it. Decides nothing about them.

mod context;
mod glue;
mod objects;
mod scan;

use crate::finding::{Part, Problem};
use crate::text::Span;

/// Input beyond this many bytes is not searched.
pub const MAX_INPUT: usize = 4 << 20;
/// Tokens beyond this many are not read.
pub const MAX_TOKENS: usize = 32;

/// What a token stood in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundIn {
    /// The token alone.
    Raw,
    /// `Bearer …` or an `Authorization:` line.
    AuthorizationHeader,
    /// The JSON answer of a token endpoint (RFC 6749 §5.1).
    TokenResponse,
    /// A URL's query or fragment.
    Url,
    /// A cURL command.
    Curl,
    /// An HTTP archive.
    Har,
    /// Any other JSON.
    Json,
    /// A `Cookie:` or `Set-Cookie:` line.
    Cookie,
    /// Another token, as its payload or its key binding.
    Token,
    /// Another token, which was decrypted.
    Jwe,
    /// Any other text.
    Text,
}

impl FoundIn {
    /// The name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::AuthorizationHeader => "authorization-header",
            Self::TokenResponse => "token-response",
            Self::Url => "url",
            Self::Curl => "curl",
            Self::Har => "har",
            Self::Json => "json",
            Self::Cookie => "cookie",
            Self::Token => "token",
            Self::Jwe => "jwe",
            Self::Text => "text",
        }
    }
}

/// A text that is, or was meant as, a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where it stands in the input, in bytes.
    pub span: Span,
    /// The token's text: the input's, percent-decoded where it was encoded.
    pub text: String,
    /// What it stood in.
    pub found_in: FoundIn,
    /// The authentication scheme in front of it, as written; empty when an `Authorization:` line has none,
    /// `None` when the input does not show how the token is sent.
    pub scheme: Option<String>,
    /// What is wrong with how it was pasted.
    pub problems: Vec<Problem>,
}

impl Candidate {
    /// Adds a problem of the pasting, about the token as a whole.
    fn say(&mut self, code: &'static str, message: &str) {
        self.problems.push(Problem {
            code,
            part: Part::Token,
            offset: None,
            message: message.to_owned(),
        });
    }
}

/// Finds the tokens of an input, in order. Empty only for an empty input: when there is no token, the whole
/// input is returned as the one candidate, for the reader to say what it is.
pub fn find(input: &str) -> Vec<Candidate> {
    let searched = input
        .get(..input.floor_char_boundary(MAX_INPUT))
        .unwrap_or_default();
    let mut found = match context::whole(searched) {
        Some(candidate) => vec![candidate],
        None => scan::scan(searched),
    };
    if found.iter().all(|one| one.found_in == FoundIn::Json) {
        objects::find(searched, &mut found);
    }
    if found.is_empty() {
        found.extend(context::no_token(searched));
    }
    if let Some(last) = found.last_mut()
        && searched.len() < input.len()
    {
        last.say(
            "input-too-long",
            &format!("only the first {MAX_INPUT} bytes were searched for tokens"),
        );
    }
    found
}

#[cfg(test)]
mod tests;
