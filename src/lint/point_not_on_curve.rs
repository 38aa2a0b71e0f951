use super::key_spots::tell;
use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Severity};
use crate::keys::Material;
use crate::keys::curve::is_on_curve;

/// The point of a key is not on its curve, or is zero.
pub(super) static CHECK: Check = Check {
    code: "point-not-on-curve",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Keys(run),
    title: "the point of the key {keys} is no usable point of the curve `{reason}`",
    why: "Such a key is damaged, or made to draw a private key out of whoever computes with it.",
    help: "copy the key again from where it comes from: `x` and `y` as they stand there",
    see: "put `x` and `y` into the curve's equation, or have OpenSSL read the key: `openssl pkey -pubin -check`",
    source: "RFC 7518 §6.2.1; RFC 8725 §3.4; SEC 1 §3.2.2",
};

fn run(subject: &KeySubject<'_>) -> Outcome {
    tell(&CHECK, subject, &|key| match &key.material {
        Material::Ec { curve, x, y } if !is_on_curve(curve, x, y) => Some(curve.clone()),
        Material::Okp { curve, x } if x.iter().all(|byte| *byte == 0) => Some(curve.clone()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_keys;
    use super::CHECK;

    #[test]
    fn a_point_is_on_its_curve() {
        let key = |x: &str| {
            format!(
                r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}}"#
            )
        };
        assert!(
            of_keys(
                &CHECK,
                &key("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"),
                ""
            )
            .is_empty()
        );
        assert_eq!(
            of_keys(
                &CHECK,
                &key("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D8"),
                ""
            )
            .len(),
            1
        );
        let zeros = format!(r#"{{"kty":"OKP","crv":"X25519","x":"{}"}}"#, "A".repeat(43));
        assert_eq!(of_keys(&CHECK, &zeros, "").len(), 1);
    }
}
