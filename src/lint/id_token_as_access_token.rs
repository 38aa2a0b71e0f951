use super::members::usage;
use super::{About, Check, Outcome, Subject};
use crate::claims::{Profile, Use};
use crate::finding::{Confidence, Part, Place, Severity};

/// An ID token is sent where a policy guards an API.
pub(super) static CHECK: Check = Check {
    code: "id-token-as-access-token",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "this is an ID token: it tells an application who signed in, and is not meant for an API",
    why: "An ID token names no permission, and every application that the user signs in to gets one: an API that takes it takes it from all of them.",
    help: "have the client send the access token that it got beside the ID token, and ask for a scope of the API",
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
    match usage(token) {
        Use::IdToken => CHECK.found(&[], Place::Token(Part::Payload)),
        Use::Unknown => Outcome::NotApplicable,
        _ => Outcome::Passed,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn an_id_token_is_known_by_its_marks() {
        const POLICY: &str = "<validate-jwt header-name='Authorization'/>";
        table(
            &CHECK,
            &[(
                r#"{"iss":"https://a.example","at_hash":"h","nonce":"n"}"#,
                POLICY,
            )],
            &[(
                r#"{"iss":"https://a.example","scope":"read","nonce":"n"}"#,
                POLICY,
            )],
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
