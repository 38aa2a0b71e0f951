use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Part, Place, Severity};

/// The token is signed with a secret that everybody knows.
pub(super) static CHECK: Check = Check {
    code: "weak-secret",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Keys(run),
    title: "the token is signed with a secret that everybody knows: `{secret}`",
    why: "It stands in samples and templates, and is the first that an attacker tries: whoever knows it signs tokens as they like.",
    help: "make a secret of random bytes, 32 or more for HS256, keep it where only issuer and gateway read it, and treat every token signed so far as forged",
    see: "`HMAC` of the signing input with that secret gives the signature",
    source: "RFC 8725 §3.5; RFC 7518 §3.2",
};

fn run(subject: &KeySubject<'_>) -> Outcome {
    match subject.guessed.secret {
        Some(secret) => {
            let secret = if secret.is_empty() {
                "the empty text"
            } else {
                secret
            };
            let place = Place::Token(Part::Signature);
            CHECK.found(&[("secret", secret)], place)
        }
        None if subject.token.is_some() => Outcome::Passed,
        None => Outcome::NotApplicable,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{of_evidence, titles};
    use super::CHECK;
    use crate::keys::guess::Guessed;

    #[test]
    fn a_known_secret_is_told() {
        let guessed = Guessed {
            secret: Some("changeme"),
            ..Guessed::default()
        };
        let found = titles(of_evidence(&CHECK, "", r#"{"alg":"HS256"}"#, &guessed));
        assert_eq!(
            found,
            ["the token is signed with a secret that everybody knows: `changeme`"]
        );
        let nothing = Guessed::default();
        assert!(titles(of_evidence(&CHECK, "", r#"{"alg":"HS256"}"#, &nothing)).is_empty());
        assert_eq!(
            titles(of_evidence(&CHECK, "", "", &nothing)),
            ["not applicable"]
        );
    }
}
