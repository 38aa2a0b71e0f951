//! Selective disclosure (RFC 9901): the claims that a holder shows of those that an issuer signed the digests of.

use super::Token;
use super::segment::say;
use crate::finding::{Part, Problem};
use crate::text::digest::digest;
use crate::text::json::{self, Json};
use crate::text::{Span, base64url};

/// Disclosures beyond this many are not read.
const MAX_DISCLOSURES: usize = 128;
/// The hash that is used where `_sd_alg` names none (RFC 9901 §4.1.1).
const DEFAULT_HASH: &str = "sha-256";

/// Whether the token has what a disclosure says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its digest stands in the payload, or in another disclosure that is in it.
    Disclosed,
    /// Nothing in the token has its digest: anybody could have written it.
    Unmatched,
    /// It is no array of two or three elements (RFC 9901 §4.2).
    Unreadable,
}

impl State {
    /// The name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Disclosed => "disclosed",
            Self::Unmatched => "unmatched",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A disclosure: one claim, or one element of an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Where it stands in the token's text, in bytes.
    pub span: Span,
    /// Its JSON text; empty when it is none.
    pub text: String,
    /// What makes it hard to guess from its digest.
    pub salt: String,
    /// The claim's name; `None` for an element of an array.
    pub name: Option<String>,
    /// The value; its span lies in `text`.
    pub value: Json,
    /// The digest that the token has to have, as base64url; empty when its hash is not known here.
    pub digest: String,
    /// Whether the token has it.
    pub state: State,
}

/// What a holder presents of an SD-JWT.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presentation {
    /// Every disclosure, in order.
    pub disclosures: Vec<Disclosure>,
    /// Digests without a disclosure: claims that are kept back, and decoys, which nobody but the issuer can tell apart.
    pub undisclosed: usize,
    /// The key binding JWT behind the last `~`, and where it stands.
    pub key_binding: Option<(Span, String)>,
    /// The digest of all that stands before it: what its `sd_hash` has to be (RFC 9901 §4.3.1).
    pub sd_hash: String,
    /// What is wrong with the disclosures.
    pub problems: Vec<Problem>,
}

/// The issuer-signed JWT of an SD-JWT, and what follows it from the first `~` on; `None` for a text that is none.
pub fn split(text: &str) -> Option<(&str, &str)> {
    let (jwt, rest) = text.split_at_checked(text.find('~')?)?;
    let dots = jwt.bytes().filter(|&byte| byte == b'.').count();
    (dots == 2).then_some((jwt, rest))
}

/// Reads what follows the issuer-signed JWT, as [`split`] found it.
#[inline(never)]
pub fn present(token: &Token, jwt: &str, rest: &str) -> Presentation {
    let mut presented = Presentation::default();
    let hash = token
        .claim("_sd_alg")
        .map_or(Some(DEFAULT_HASH), Json::as_str);
    let hash_of = |text: &str| {
        let bytes = hash.and_then(|hash| digest(hash, text.as_bytes()));
        bytes.map_or_else(String::new, |bytes| base64url::encode(&bytes))
    };
    let parts = rest.get(1..).unwrap_or_default();
    let last = parts
        .bytes()
        .rposition(|byte| byte == b'~')
        .map_or(0, |at| at + 1);
    let (parts, key_binding) = parts.split_at_checked(last).unwrap_or_default();
    let mut start = jwt.len() + 1;
    for text in parts.split_terminator('~') {
        let span = Span::new(start, start + text.len());
        start = span.end + 1;
        if presented.disclosures.len() < MAX_DISCLOSURES {
            presented.disclosures.push(read(span, text, hash_of(text)));
        }
    }
    if !key_binding.is_empty() {
        let span = Span::new(start, start + key_binding.len());
        presented.key_binding = Some((span, key_binding.to_owned()));
    }
    presented.sd_hash = hash_of(&[jwt, "~", parts].concat());
    if presented.sd_hash.is_empty() {
        presented.wrong("sd-alg-unknown", None, &["`_sd_alg` names a hash that is not known here, so no disclosure can be matched: `sha-256`, `sha-384` and `sha-512` are"]);
    }
    if let Some((_, claims)) = token.payload().json() {
        presented.disclose(claims);
    }
    presented.tell();
    presented
}

fn read(span: Span, text: &str, digest: String) -> Disclosure {
    let mut disclosure = Disclosure {
        span,
        text: String::new(),
        salt: String::new(),
        name: None,
        value: Json {
            kind: json::Kind::Null,
            span: Span::default(),
        },
        digest,
        state: State::Unreadable,
    };
    let decoded = base64url::decode(text);
    let text = String::from_utf8(decoded.bytes).unwrap_or_default();
    let Ok(root) = json::parse(&text) else {
        return disclosure;
    };
    let (salt, name, value) = match root.elements() {
        [salt, value] => (salt.as_str(), None, value),
        [salt, name, value] if name.as_str().is_some() => (salt.as_str(), name.as_str(), value),
        _ => return disclosure,
    };
    if let Some(salt) = salt {
        salt.clone_into(&mut disclosure.salt);
        disclosure.name = name.map(str::to_owned);
        disclosure.value = value.clone();
        disclosure.text = text;
        disclosure.state = State::Unmatched;
    }
    disclosure
}

/// A digest, and the object that it stands in; an element of an array has none.
type Place<'a> = (&'a str, Option<&'a Json>);

/// The digests that stand in a value, at every depth (RFC 9901 §7.1).
fn digests<'a>(value: &'a Json, found: &mut Vec<Place<'a>>) {
    for member in value.members() {
        if member.name == "_sd" {
            for element in member.value.elements() {
                found.extend(element.as_str().map(|digest| (digest, Some(value))));
            }
        } else {
            digests(&member.value, found);
        }
    }
    for element in value.elements() {
        match element.get("...").and_then(Json::as_str) {
            Some(digest) => found.push((digest, None)),
            None => digests(element, found),
        }
    }
}

impl Presentation {
    /// Matches the disclosures with the digests of the claims, then with those of what was disclosed.
    fn disclose(&mut self, claims: &Json) {
        let mut states = Vec::new();
        for disclosure in &self.disclosures {
            states.push(disclosure.state);
        }
        let mut undisclosed = 0;
        let mut problems = Vec::new();
        let mut ahead = vec![claims];
        while let Some(value) = ahead.pop() {
            let mut found = Vec::new();
            digests(value, &mut found);
            for (digest, object) in found {
                let mut all = self.disclosures.iter().zip(&mut states);
                let Some((disclosure, state)) = all.find(|(one, _)| one.digest == digest) else {
                    undisclosed += 1;
                    continue;
                };
                let name = disclosure.name.as_deref();
                let wrong = match (object, name) {
                    _ if *state == State::Disclosed => "its digest stands in the token twice",
                    _ if *state == State::Unreadable => continue,
                    (Some(_), Some("_sd" | "...")) => "its name is one that digests stand under",
                    (Some(object), Some(name)) if object.get(name).is_some() => {
                        "the token has a claim of this name already"
                    }
                    (Some(_), None) => {
                        "it is an element of an array, and its digest stands where a claim's does"
                    }
                    (None, Some(_)) => "it is a claim, and its digest stands in an array",
                    _ => {
                        *state = State::Disclosed;
                        ahead.push(&disclosure.value);
                        continue;
                    }
                };
                problems.push((disclosure.span.start, wrong));
            }
        }
        for (disclosure, state) in self.disclosures.iter_mut().zip(states) {
            disclosure.state = state;
        }
        self.undisclosed = undisclosed;
        for (start, wrong) in problems {
            self.wrong(
                "disclosure-misplaced",
                Some(start),
                &["a disclosure is refused: ", wrong, " (RFC 9901 §7.1)"],
            );
        }
    }

    /// Says which disclosures are none of the token's, and which stand there twice.
    fn tell(&mut self) {
        let mut problems = Vec::new();
        for (index, disclosure) in self.disclosures.iter().enumerate() {
            let name = disclosure
                .name
                .as_deref()
                .unwrap_or("an element of an array");
            let mut before = self.disclosures.iter().take(index);
            let wrong = match disclosure.state {
                _ if before
                    .any(|other| !other.digest.is_empty() && other.digest == disclosure.digest) =>
                {
                    (
                        "disclosure-twice",
                        "` stands there twice (RFC 9901 §7.1 refuses the token)",
                    )
                }
                State::Unreadable => (
                    "disclosure-unreadable",
                    "` could not be read: it is no array of a salt, a name and a value (RFC 9901 §4.2); copy the token again",
                ),
                State::Unmatched => (
                    "disclosure-unmatched",
                    "` belongs to no digest of the token: it was changed, or is another token's (RFC 9901 §7.1 refuses the token)",
                ),
                State::Disclosed => continue,
            };
            problems.push((disclosure.span.start, name.to_owned(), wrong));
        }
        for (start, name, (code, wrong)) in problems {
            self.wrong(code, Some(start), &["the disclosure of `", &name, wrong]);
        }
    }

    fn wrong(&mut self, code: &'static str, offset: Option<usize>, message: &[&str]) {
        say(&mut self.problems, code, Part::Token, offset, message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;

    fn sealed(disclosure: &str) -> (String, String) {
        let text = base64url::encode(disclosure.as_bytes());
        let digest = base64url::encode(&digest("sha-256", text.as_bytes()).unwrap());
        (text, digest)
    }

    fn jwt(claims: &str) -> String {
        [
            base64url::encode(br#"{"alg":"ES256"}"#),
            base64url::encode(claims.as_bytes()),
            "c2ln".to_owned(),
        ]
        .join(".")
    }

    fn presented(text: &str) -> Presentation {
        let (jwt, rest) = split(text).unwrap();
        let presented = present(&decode(jwt), jwt, rest);
        for disclosure in &presented.disclosures {
            assert!(
                text.get(disclosure.span.start..disclosure.span.end)
                    .is_some()
            );
        }
        presented
    }

    #[track_caller]
    fn check(text: &str, states: &[State], undisclosed: usize, problems: &[&str]) -> Presentation {
        let presented = presented(text);
        let found: Vec<_> = presented.disclosures.iter().map(|one| one.state).collect();
        let codes: Vec<_> = presented
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect();
        assert_eq!(
            (found.as_slice(), presented.undisclosed, codes.as_slice()),
            (states, undisclosed, problems),
            "{text}"
        );
        presented
    }

    #[test]
    fn the_digest_is_that_of_the_specification() {
        // The example of RFC 9901 §4.2.3.
        let text = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
        let bytes = digest("sha-256", text.as_bytes()).unwrap();
        assert_eq!(
            base64url::encode(&bytes),
            "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"
        );
    }

    #[test]
    fn disclosures_are_matched_at_every_depth() {
        let (street, street_digest) = sealed(r#"["s1","street","Main 1"]"#);
        let (address, address_digest) = sealed(&format!(
            r#"["s2","address",{{"_sd":["{street_digest}","decoy"],"city":"X"}}]"#
        ));
        let (nation, nation_digest) = sealed(r#"["s3","DE"]"#);
        let claims = format!(
            r#"{{"_sd":["{address_digest}","other"],"_sd_alg":"sha-256","nations":["FR",{{"...":"{nation_digest}"}}]}}"#
        );
        let jwt = jwt(&claims);
        let all = check(
            &format!("{jwt}~{street}~{address}~{nation}~"),
            &[State::Disclosed; 3],
            2,
            &[],
        );
        let names: Vec<_> = all
            .disclosures
            .iter()
            .map(|one| {
                (
                    one.salt.as_str(),
                    one.name.as_deref(),
                    one.value.span.of(&one.text),
                )
            })
            .collect();
        assert_eq!(names[0], ("s1", Some("street"), "\"Main 1\""));
        assert_eq!(names[2], ("s3", None, "\"DE\""));
        assert_eq!(all.key_binding, None);
        // Without the disclosure that it stands in, nothing has the digest of the inner one.
        check(
            &format!("{jwt}~{street}~"),
            &[State::Unmatched],
            3,
            &["disclosure-unmatched"],
        );
        check(
            &format!("{jwt}~{nation}~{nation}~"),
            &[State::Disclosed, State::Unmatched],
            2,
            &["disclosure-twice"],
        );
        let bound = check(
            &format!("{jwt}~{address}~a.b.c"),
            &[State::Disclosed],
            4,
            &[],
        );
        let (span, text) = bound.key_binding.unwrap();
        assert_eq!((span.end - span.start, text.as_str()), (5, "a.b.c"));
        let hash = digest("sha-256", format!("{jwt}~{address}~").as_bytes()).unwrap();
        assert_eq!(bound.sd_hash, base64url::encode(&hash));
    }

    #[test]
    fn what_the_specification_refuses_is_said() {
        let (claim, digest) = sealed(r#"["s","sub","a"]"#);
        let (element, element_digest) = sealed(r#"["s","a"]"#);
        let (digests, digests_digest) = sealed(r#"["s","_sd",["x"]]"#);
        let (one, one_digest) = sealed(r#"["s"]"#);
        let (number, number_digest) = sealed(r#"[1,"a","b"]"#);
        let misplaced = &["disclosure-misplaced", "disclosure-unmatched"][..];
        for (claims, disclosure, state, problems) in [
            (
                format!(r#"{{"_sd":["{digest}"],"sub":"b"}}"#),
                &claim,
                State::Unmatched,
                misplaced,
            ),
            (
                format!(r#"{{"_sd":["{element_digest}"]}}"#),
                &element,
                State::Unmatched,
                misplaced,
            ),
            (
                format!(r#"{{"a":[{{"...":"{digest}"}}]}}"#),
                &claim,
                State::Unmatched,
                misplaced,
            ),
            (
                format!(r#"{{"_sd":["{digests_digest}"]}}"#),
                &digests,
                State::Unmatched,
                misplaced,
            ),
            (
                format!(r#"{{"_sd":["{digest}","{digest}"]}}"#),
                &claim,
                State::Disclosed,
                &["disclosure-misplaced"],
            ),
            (
                format!(r#"{{"_sd":["{one_digest}"]}}"#),
                &one,
                State::Unreadable,
                &["disclosure-unreadable"],
            ),
            (
                format!(r#"{{"_sd":["{number_digest}"]}}"#),
                &number,
                State::Unreadable,
                &["disclosure-unreadable"],
            ),
            (
                "{}".to_owned(),
                &"WyJ!".to_owned(),
                State::Unreadable,
                &["disclosure-unreadable"],
            ),
        ] {
            check(
                &format!("{}~{disclosure}~", jwt(&claims)),
                &[state],
                0,
                problems,
            );
        }
        let unknown = format!(r#"{{"_sd":["{digest}"],"_sd_alg":"md5"}}"#);
        check(
            &format!("{}~{claim}~", jwt(&unknown)),
            &[State::Unmatched],
            1,
            &["sd-alg-unknown", "disclosure-unmatched"],
        );
        for none in ["a.b~c", "a.b.c", "a.b.c.d.e~f"] {
            assert_eq!(split(none), None, "{none}");
        }
    }
}
