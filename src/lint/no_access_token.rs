use super::members::usage;
use super::{About, Check, Outcome, Subject};
use crate::claims::{Profile, Use};
use crate::finding::{Confidence, Part, Place, Severity};

/// A token of another use is sent where a policy guards an API.
pub(super) static CHECK: Check = Check {
    code: "no-access-token",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "this is {found}; an API takes access tokens",
    why: "Only an access token says what its holder may do at this API. An API that takes another takes it from whoever else gets to see it: an ID token from every application that the user signs in to.",
    help: "have the client ask for a scope of the API, and send the access token that it gets",
    see: "`aud` is the client's own id, and there is neither `scp` nor `roles`; or `typ` names another kind",
    source: "RFC 9068 §5; RFC 8725 §3.11; OpenID Connect Core 1.0 §2",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let Some(token) = subject.token else {
        return Outcome::NotApplicable;
    };
    // APIs of Google and of Amazon take ID tokens.
    if matches!(
        Profile::of(token.claims()),
        Profile::Google | Profile::Cognito
    ) {
        return Outcome::NotApplicable;
    }
    let found = match usage(token) {
        Use::IdToken => "an ID token, which tells an application who signed in",
        Use::LogoutToken => "a logout token, which tells an application that a session ended",
        Use::DpopProof => "a DPoP proof, which goes beside a token in a header of its own",
        // A service may sign its own access tokens, which look like client assertions.
        Use::AccessToken | Use::ClientAssertion => return Outcome::Passed,
        Use::Unknown => return Outcome::NotApplicable,
    };
    CHECK.found(&[("found", found)], Place::Token(Part::Payload))
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn what_is_for_others_is_known_by_its_marks() {
        const POLICY: &str = "<validate-jwt header-name='Authorization'/>";
        table(
            &CHECK,
            &[
                (
                    r#"{"iss":"https://a.example","at_hash":"h","nonce":"n"}"#,
                    POLICY,
                ),
                (
                    r#"{"iss":"https://a.example","htm":"GET","htu":"h"}"#,
                    POLICY,
                ),
            ],
            &[
                (
                    r#"{"iss":"https://a.example","scope":"read","nonce":"n"}"#,
                    POLICY,
                ),
                (r#"{"iss":"c","sub":"c","aud":"a","exp":1}"#, POLICY),
            ],
            &[
                (r#"{"iss":"https://a.example","sub":"s"}"#, POLICY),
                (
                    r#"{"iss":"https://accounts.google.com","at_hash":"h"}"#,
                    POLICY,
                ),
                (r#"{"iss":"https://a.example","at_hash":"h"}"#, ""),
                ("", POLICY),
            ],
        );
    }
}
