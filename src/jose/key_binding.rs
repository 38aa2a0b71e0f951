//! The key binding JWT of an SD-JWT (RFC 9901 §4.3): shows that who presents it holds the key that it was issued for.

use super::Token;
use super::segment::say;
use crate::finding::{Part, Problem, enumerate};
use crate::text::json::{Json, Kind};

/// What `typ` has to be.
pub const MEDIA_TYPE: &str = "kb+jwt";

/// Says what a key binding JWT lacks; `sd_hash` is the digest of what it binds, empty where it could not be computed.
#[inline(never)]
pub fn check(token: &Token, sd_hash: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let typ = token.header_parameter("typ").and_then(Json::as_str);
    if !typ.is_some_and(is_key_binding) {
        say(
            &mut problems,
            "key-binding-type",
            Part::Header,
            None,
            &[
                "`typ` of a key binding JWT has to be `kb+jwt` (RFC 9901 §4.3): a verifier refuses any other, so that no other token of the holder can stand in its place",
            ],
        );
    }
    let mut lacking = String::new();
    for (name, is_number) in [
        ("iat", true),
        ("aud", false),
        ("nonce", false),
        ("sd_hash", false),
    ] {
        let claim = token.claim(name).map(|claim| &claim.kind);
        let fits = match claim {
            Some(Kind::Number) => is_number,
            Some(Kind::String(_)) => !is_number,
            _ => false,
        };
        if !fits {
            enumerate(&mut lacking, &["`", name, "`"]);
        }
    }
    if !lacking.is_empty() {
        say(
            &mut problems,
            "key-binding-incomplete",
            Part::Payload,
            None,
            &[
                "the key binding JWT has no ",
                &lacking,
                " as RFC 9901 §4.3 wants it: a verifier could not tell when, for whom or for which presentation it was made",
            ],
        );
    }
    let bound = token.claim("sd_hash").and_then(Json::as_str);
    if let Some(bound) = bound
        && !sd_hash.is_empty()
        && bound != sd_hash
    {
        say(
            &mut problems,
            "sd-hash-mismatch",
            Part::Payload,
            None,
            &[
                "`sd_hash` is `",
                bound,
                "`, but what stands before the key binding JWT has the digest `",
                sd_hash,
                "`: disclosures were added or left out after the holder signed, or it is of another presentation (RFC 9901 §4.3.1)",
            ],
        );
    }
    problems
}

/// Whether a media type, with or without `application/`, is that of a key binding JWT.
pub fn is_key_binding(typ: &str) -> bool {
    let lower = typ.to_ascii_lowercase();
    lower.strip_prefix("application/").unwrap_or(&lower) == MEDIA_TYPE
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::check;
    use crate::text::base64url::encode;

    #[test]
    fn a_key_binding_says_when_for_whom_and_what() {
        let (typed, all) = (
            r#"{"alg":"ES256","typ":"kb+jwt"}"#,
            r#"{"iat":1,"aud":"https://a.example","nonce":"n","sd_hash":"h"}"#,
        );
        let (typ, lacks, other) = (
            "key-binding-type",
            "key-binding-incomplete",
            "sd-hash-mismatch",
        );
        for (header, claims, hash, codes) in [
            (typed, all, "h", &[][..]),
            (typed, all, "", &[]),
            (typed, all, "H", &[other]),
            (
                r#"{"alg":"ES256","typ":"application/KB+JWT"}"#,
                all,
                "h",
                &[],
            ),
            (r#"{"alg":"ES256","typ":"JWT"}"#, all, "h", &[typ]),
            (r#"{"alg":"ES256"}"#, all, "h", &[typ]),
            (
                typed,
                r#"{"iat":"1","aud":"a","nonce":"n","sd_hash":"h"}"#,
                "h",
                &[lacks],
            ),
            (
                typed,
                r#"{"iat":1,"aud":["a"],"sd_hash":"h"}"#,
                "h",
                &[lacks],
            ),
            (typed, "{}", "h", &[lacks]),
        ] {
            let text = [
                &*encode(header.as_bytes()),
                &encode(claims.as_bytes()),
                "c2ln",
            ];
            let problems = check(&decode(&text.join(".")), hash);
            let found: Vec<_> = problems.iter().map(|problem| problem.code).collect();
            assert_eq!(found, codes, "{header} {claims}");
        }
    }
}
