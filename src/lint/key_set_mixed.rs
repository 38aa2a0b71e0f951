use super::key_spots::tell;
use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Severity};
use crate::keys::{Form, Key, Material};

/// A JWK Set has shared secrets beside public keys.
pub(super) static CHECK: Check = Check {
    code: "key-set-mixed",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Keys(run),
    title: "the JWK Set has the shared secret {keys} beside public keys",
    why: "Whoever may read the set to verify tokens can sign them too; and a library that takes the wrong one of the two kinds verifies what anybody signed.",
    help: "take the secret out of the set, and treat it as known if the set is published",
    see: "`\"kty\":\"oct\"` beside `RSA` or `EC` in one set",
    source: "RFC 7517 §5, §9.3; RFC 8725 §3.1",
};

fn run(subject: &KeySubject<'_>) -> Outcome {
    let of_set = |key: &&Key| key.form == Form::JwkSet;
    let is_secret = |key: &Key| matches!(key.material, Material::Secret(_));
    let is_mixed = !subject.keys.keys.iter().filter(of_set).all(is_secret);
    tell(&CHECK, subject, &|key| {
        (is_mixed && of_set(&key) && is_secret(key)).then(String::new)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_keys;
    use super::CHECK;

    #[test]
    fn a_set_is_of_public_keys_or_of_secrets() {
        let secret = r#"{"kty":"oct","kid":"s","k":"AQAB"}"#;
        let public = r#"{"kty":"OKP","crv":"Ed25519","kid":"p","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        let set = |keys: &[&str]| format!(r#"{{"keys":[{}]}}"#, keys.join(","));
        assert_eq!(of_keys(&CHECK, &set(&[secret, public]), "").len(), 1);
        assert!(of_keys(&CHECK, &set(&[secret, secret]), "").is_empty());
        assert!(of_keys(&CHECK, &set(&[public]), "").is_empty());
        assert!(of_keys(&CHECK, &[secret, public].join("\n"), "").is_empty());
    }
}
