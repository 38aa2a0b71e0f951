use super::key_spots::tell;
use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Severity};
use crate::jose::alg::{Family, algorithm};
use crate::keys::{Form, Key, Material};
use crate::text::fill_in_order;

/// A shared secret is shorter than the hash it is used with.
pub(super) static CHECK: Check = Check {
    code: "secret-too-short",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Keys(run),
    title: "the secret {keys} has {reason}",
    why: "A secret that is shorter than the hash is guessed by trying, offline and unseen: one token is enough to try on.",
    help: "make a secret of random bytes, as many as the hash has: 32 for HS256, 48 for HS384, 64 for HS512",
    see: "the bytes of the secret, counted: HS256 wants 32, HS384 48, HS512 64",
    source: "RFC 7518 §3.2; RFC 8725 §3.5",
};

fn run(subject: &KeySubject<'_>) -> Outcome {
    let token = subject.token.and_then(|token| token.alg());
    tell(&CHECK, subject, &|key| too_short(key, token))
}

fn too_short(key: &Key, token: Option<&str>) -> Option<String> {
    let Material::Secret(bytes) = &key.material else {
        return None;
    };
    // A text is read in several ways, the longest as it stands: only where that is too short, all are.
    let is_one_of_several = matches!(key.form, Form::Base64 | Form::Base64url | Form::Hex);
    if is_one_of_several || key.usage.as_deref() == Some("enc") {
        return None;
    }
    // Where nobody says what it is for, it is for the shortest.
    let alg = key.algorithm.as_deref().or(token).unwrap_or("HS256");
    let row = algorithm(alg).filter(|row| row.family == Family::Hmac)?;
    let needed = match row.name {
        "HS384" => 48,
        "HS512" => 64,
        _ => 32,
    };
    let template = "{} bytes, `{}` needs {}";
    let values = [&*bytes.len().to_string(), row.name, &needed.to_string()];
    (bytes.len() < needed).then(|| fill_in_order(template, &values))
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_keys;
    use super::CHECK;

    #[test]
    fn a_secret_is_as_long_as_the_hash() {
        let jwk = r#"{"kty":"oct","kid":"k","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#;
        let hs = |alg: &str| format!(r#"{{"alg":"{alg}"}}"#);
        assert!(of_keys(&CHECK, jwk, &hs("HS256")).is_empty());
        assert_eq!(
            of_keys(&CHECK, jwk, &hs("HS512")),
            ["the secret `k` has 32 bytes, `HS512` needs 64"]
        );
        let own = jwk.replace("oct\"", "oct\",\"alg\":\"HS384\"");
        assert_eq!(of_keys(&CHECK, &own, "").len(), 1);
        assert!(of_keys(&CHECK, jwk, &hs("RS256")).is_empty());
        let short = r#"{"kty":"oct","k":"AQAB"}"#;
        assert_eq!(of_keys(&CHECK, short, "").len(), 1);
        let wraps = r#"{"kty":"oct","k":"AQAB","use":"enc"}"#;
        assert!(of_keys(&CHECK, wraps, "").is_empty());
        assert_eq!(of_keys(&CHECK, "short", &hs("HS256")).len(), 1);
        assert!(of_keys(&CHECK, &"ab".repeat(16), &hs("HS256")).is_empty());
    }
}
