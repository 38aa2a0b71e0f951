use super::members::usage;
use super::{About, Check, Outcome};
use crate::claims::{Profile, Use};
use crate::finding::{Confidence, Part, Place, Severity};
use crate::jose::Token;

/// An access token says nowhere that it is one.
pub(super) static CHECK: Check = Check {
    code: "access-token-without-type",
    severity: Severity::Info,
    confidence: Confidence::Likely,
    about: About::Token(run),
    title: "the header has no `typ`, and the claims are an access token's",
    why: "Without `typ` other tokens of the same issuer, such as an ID token, may be taken for an access token.",
    help: "have the authorization server set `typ` to `at+jwt`, and the API demand it",
    see: "the JOSE Header shows no row `typ`, or one that says only `JWT`",
    source: "RFC 9068 §2.1; RFC 8725 §3.11",
};

fn run(token: &Token) -> Outcome {
    // The great providers do as they do, and are told apart by other marks.
    let claims = token.claims();
    if usage(token) != Use::AccessToken || Profile::of(claims) != Profile::Generic {
        return Outcome::NotApplicable;
    }
    if token.header_parameter("typ").is_some() {
        return Outcome::Passed;
    }
    CHECK.found(&[], Place::Token(Part::Header))
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn an_access_token_says_what_it_is() {
        let claims = r#"{"iss":"https://a.example","scope":"read","client_id":"c"}"#;
        let found = |header, claims| run(&CHECK, header, claims, "");
        assert_eq!(found(r#"{"alg":"RS256"}"#, claims).len(), 1);
        assert!(found(r#"{"typ":"JWT"}"#, claims).is_empty());
        for claims in [
            r#"{"iss":"https://a.example","sub":"s"}"#,
            r#"{"iss":"https://a.okta.com/oauth2/default","scp":["a"],"cid":"c"}"#,
        ] {
            assert_eq!(found(r#"{"alg":"RS256"}"#, claims), ["not applicable"]);
        }
    }
}
