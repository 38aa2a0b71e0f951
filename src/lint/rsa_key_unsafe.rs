use super::key_spots::tell;
use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Severity};
use crate::keys::roca::has_fingerprint;
use crate::keys::{Key, Material};

/// An RSA key is none, or one that can be taken apart.
pub(super) static CHECK: Check = Check {
    code: "rsa-key-unsafe",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Keys(run),
    title: "the RSA key {keys} is unsafe: {reason}",
    why: "Whoever computes the private key from the public one signs whatever tokens they like.",
    help: "make a new key with a library that is kept up to date, and take this one out of the key set",
    see: "`openssl rsa -pubin -text -noout` shows modulus and exponent",
    source: "RFC 8017 §3.1; RFC 8725 §3.5; CVE-2017-15361",
};

fn run(subject: &KeySubject<'_>) -> Outcome {
    tell(&CHECK, subject, &|key| {
        unsafe_because(key).map(str::to_owned)
    })
}

fn unsafe_because(key: &Key) -> Option<&'static str> {
    let Material::Rsa { modulus, exponent } = &key.material else {
        return None;
    };
    let is_even = |number: &[u8]| number.last().is_none_or(|last| last % 2 == 0);
    if is_even(modulus) {
        Some("its modulus is even, and the product of two primes is not")
    } else if exponent.as_slice() == [1] {
        Some("its exponent is 1: every number is its own signature")
    } else if is_even(exponent) {
        Some("its exponent is even, for which there is no private key")
    } else if exponent.len() < 3 {
        Some(
            "its exponent is less than 65537: with such a one, careless libraries take forged signatures for good (CVE-2006-4339)",
        )
    } else if has_fingerprint(modulus) {
        Some(
            "it has the fingerprint of ROCA: the library of Infineon that made it chose primes that can be found",
        )
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_keys;
    use super::CHECK;

    #[test]
    fn modulus_and_exponent_are_odd_and_of_no_known_bad_kind() {
        for (n, e, reason) in [
            ("gAAAAAAAAAAAAg", "AQAB", "even, and"),
            ("gAAAAAAAAAAAAw", "AQ", "is 1"),
            ("gAAAAAAAAAAAAw", "Ag", "no private key"),
            ("AQAEAAYABAAB", "AQAB", "ROCA"),
            ("gAAAAAAAAAAAAw", "AQAB", ""),
            ("gAAAAAAAAAAAAw", "Aw", "less than 65537"),
            ("gAAAAAAAAAAAAw", "AQE", "less than 65537"),
        ] {
            let found = of_keys(
                &CHECK,
                &format!(r#"{{"kty":"RSA","e":"{e}","n":"{n}"}}"#),
                "",
            );
            assert_eq!(
                found.len(),
                usize::from(!reason.is_empty()),
                "{n} {e}: {found:?}"
            );
            assert!(
                found.iter().all(|title| title.contains(reason)),
                "{found:?}"
            );
        }
    }
}
