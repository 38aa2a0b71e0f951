use super::members::usage;
use super::{About, Check, Outcome};
use crate::claims::{Profile, Use, audiences};
use crate::finding::{Confidence, Part, Place, Severity};
use crate::jose::Token;

/// The token is for nobody, or for everybody.
pub(super) static CHECK: Check = Check {
    code: "audience-missing",
    severity: Severity::Info,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "the token {found}: nothing says whom it is for",
    why: "Where one issuer serves several APIs, a token without `aud` that was given to one of them works at all of them: the first can use it at the others.",
    help: "have the issuer set `aud` to the API that the token is for, and the policy demand it",
    see: "the JWT Claims Set shows no `aud`, or one with nothing in it",
    source: "RFC 8725 §3.9; RFC 7519 §4.1.3",
};

fn run(token: &Token) -> Outcome {
    let claims = token.claims();
    if let Some(audiences) = audiences(claims, token.claims_text()).present() {
        if audiences.iter().any(|audience| !audience.is_empty()) {
            return Outcome::Passed;
        }
        let found = [("found", "has an empty `aud`")];
        return CHECK.found(&found, Place::Claim("aud".to_owned()));
    }
    // Some providers and some kinds of tokens have none; one that says neither who issued it is a test or a cookie.
    let is_of_rfc = matches!(usage(token), Use::AccessToken | Use::Unknown)
        && Profile::of(claims) == Profile::Generic;
    if !is_of_rfc || token.claim("iss").is_none() || token.claim("aud").is_some() {
        return Outcome::NotApplicable;
    }
    CHECK.found(&[("found", "has no `aud`")], Place::Token(Part::Payload))
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn a_token_is_for_somebody() {
        table(
            &CHECK,
            &[
                (r#"{"iss":"https://a.example","sub":"s"}"#, ""),
                (r#"{"iss":"https://a.example","scope":"read"}"#, ""),
                (r#"{"aud":[]}"#, ""),
                (r#"{"aud":""}"#, ""),
                (r#"{"aud":["",""]}"#, ""),
            ],
            &[(r#"{"aud":"a"}"#, ""), (r#"{"aud":["","a"]}"#, "")],
            &[
                (r#"{"iss":"https://a.example","aud":5}"#, ""),
                (r#"{"iss":"https://a.example","htm":"GET","htu":"a"}"#, ""),
                (
                    r#"{"iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","token_use":"access"}"#,
                    "",
                ),
                (r#"{"sub":"s"}"#, ""),
                ("", ""),
            ],
        );
    }
}
