use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Place, Severity};

/// The token is signed with a public key taken for a secret.
pub(super) static CHECK: Check = Check {
    code: "hmac-with-public-key",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Keys(run),
    title: "the token is an attack: it says `{alg}` and is signed with the text of the public key `{key}`, as if that were a secret",
    why: "Everybody has the public key. A library that lets the token choose the algorithm takes the key for a secret, and the forged token for a good one.",
    help: "have whatever verifies tokens allow only the issuer's algorithms, `RS256` say, whatever `alg` says; find out who sent this token",
    see: "HMAC over the signing input with the bytes of the PEM or JWK as the secret gives the signature",
    source: "RFC 8725 §2.1, §3.1; CVE-2016-10555",
};

fn run(subject: &KeySubject<'_>) -> Outcome {
    let key = subject.guessed.public_key;
    let key = key.and_then(|index| Some((index, subject.keys.keys.get(index)?)));
    match (key, subject.token) {
        (Some((index, key)), Some(token)) => {
            let alg = token.alg().unwrap_or_default();
            CHECK.found(&[("alg", alg), ("key", key.name())], Place::Key(index))
        }
        (None, Some(_)) => Outcome::Passed,
        (_, None) => Outcome::NotApplicable,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{of_evidence, titles};
    use super::CHECK;
    use crate::keys::guess::Guessed;

    #[test]
    fn a_public_key_is_no_secret() {
        let key = r#"{"kty":"OKP","kid":"k","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        let guessed = |public_key| Guessed {
            public_key,
            ..Guessed::default()
        };
        let header = r#"{"alg":"HS256"}"#;
        let found = titles(of_evidence(&CHECK, key, header, &guessed(Some(0))));
        assert!(found[0].contains("public key `k`"), "{found:?}");
        assert!(titles(of_evidence(&CHECK, key, header, &guessed(None))).is_empty());
        assert_eq!(
            titles(of_evidence(&CHECK, key, "", &guessed(None))),
            ["not applicable"]
        );
    }
}
