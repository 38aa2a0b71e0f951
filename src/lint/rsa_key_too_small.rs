use super::key_spots::tell;
use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Severity};
use crate::keys::Material;

/// An RSA key is shorter than 2048 bits.
pub(super) static CHECK: Check = Check {
    code: "rsa-key-too-small",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Keys(run),
    title: "the RSA key {keys} has {reason} bits: less than 2048",
    why: "RFC 7518 demands 2048 bits at least; a key of 1024 is within the reach of states, one of 512 of anybody.",
    help: "have the issuer sign with a key of 2048 bits or more",
    see: "the length of `n`: 342 base64url characters are 2048 bits, 171 are 1024",
    source: "RFC 7518 §3.3; RFC 8725 §3.5",
};

/// In bits.
const LEAST: usize = 2048;

fn run(subject: &KeySubject<'_>) -> Outcome {
    tell(&CHECK, subject, &|key| {
        let is_rsa = matches!(key.material, Material::Rsa { .. });
        (is_rsa && key.bits() < LEAST).then(|| key.bits().to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_keys;
    use super::CHECK;

    #[test]
    fn a_modulus_has_2048_bits() {
        let key = |bytes: usize| {
            format!(
                r#"{{"kty":"RSA","kid":"k","e":"AQAB","n":"{}B"}}"#,
                "g".repeat(bytes / 3 * 4 + bytes % 3)
            )
        };
        assert_eq!(
            of_keys(&CHECK, &key(128), ""),
            ["the RSA key `k` has 1024 bits: less than 2048"]
        );
        assert!(of_keys(&CHECK, &key(256), "").is_empty());
        assert!(of_keys(&CHECK, r#"{"kty":"oct","k":"AQAB"}"#, "").is_empty());
        assert_eq!(of_keys(&CHECK, "", ""), ["not applicable"]);
    }
}
