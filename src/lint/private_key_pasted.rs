use super::key_spots::tell;
use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Severity};

/// A private key was pasted.
pub(super) static CHECK: Check = Check {
    code: "private-key-pasted",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Keys(run),
    title: "the private half of the key {keys} was pasted: to verify a signature the public one is enough",
    why: "Claimscope keeps and sends nothing, but whoever has this key signs tokens that every gateway takes: it has no business in a browser, a chat or a key set.",
    help: "paste the public key instead; if this one was ever pasted elsewhere or published, replace it at the issuer",
    see: "`BEGIN … PRIVATE KEY`, or a JWK with the member `d`",
    source: "RFC 7517 §9.2; RFC 8725 §3.5",
};

fn run(subject: &KeySubject<'_>) -> Outcome {
    let decrypts = subject
        .token
        .is_some_and(|token| token.kind == crate::jose::Kind::Jwe);
    tell(&CHECK, subject, &|key| {
        (key.private.is_some() && !decrypts).then(String::new)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_keys;
    use super::CHECK;

    #[test]
    fn a_public_key_is_enough() {
        let key = |members: &str| {
            format!(
                r#"{{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"{members}}}"#
            )
        };
        let private = r#","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A""#;
        assert_eq!(of_keys(&CHECK, &key(private), "").len(), 1);
        assert!(of_keys(&CHECK, &key(""), "").is_empty());
        // To decrypt, there is no other way.
        assert!(
            of_keys(
                &CHECK,
                &key(private),
                r#"{"alg":"ECDH-ES","enc":"A128GCM"}"#
            )
            .is_empty()
        );
    }
}
