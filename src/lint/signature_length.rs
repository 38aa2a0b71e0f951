use super::{About, Check, Outcome};
use crate::finding::{Confidence, Part, Place, Severity};
use crate::jose::alg::{Family, alike};
use crate::jose::{Kind, Token};

/// The signature is shorter or longer than its algorithm makes it.
pub(super) static CHECK: Check = Check {
    code: "signature-length",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "the signature has {has} bytes, where `{alg}` makes {wants}",
    why: "No key makes a signature of this length, so every validator refuses the token: the signature was cut off or replaced, or `alg` was changed.",
    help: "copy the whole token; where it is whole, have the issuer sign as RFC 7518 says, RSA with a key of 2048 bits or more",
    see: "the number of characters behind the last dot: 342 for RSA with 2048 bits, 86 for ES256, 43 for HS256",
    source: "RFC 7518 §3.2 to §3.5; RFC 8032 §5; FIPS 204",
};

/// How many bytes a signature has, by algorithm. RSA is not among them: its key decides.
static LENGTHS: [(&str, &[usize]); 13] = [
    ("HS256", &[32]),
    ("HS384", &[48]),
    ("HS512", &[64]),
    ("ES256", &[64]),
    ("ES256K", &[64]),
    ("ES384", &[96]),
    ("ES512", &[132]),
    ("EdDSA", &[64, 114]),
    ("Ed25519", &[64]),
    ("Ed448", &[114]),
    ("ML-DSA-44", &[2420]),
    ("ML-DSA-65", &[3309]),
    ("ML-DSA-87", &[4627]),
];
/// An RSA signature is as long as the modulus of its key, which has 2048 bits or more (RFC 7518 §3.3).
const RSA: usize = 256;

fn run(token: &Token) -> Outcome {
    let row = token.alg().and_then(alike);
    let (Kind::Jws, Some(row), Some(segment)) = (token.kind, row, token.segments.get(2)) else {
        return Outcome::NotApplicable;
    };
    let is_rsa = row.family == Family::Rsa;
    let lengths = LENGTHS.iter().find(|(name, _)| *name == row.name);
    let lengths = lengths.map_or(&[][..], |(_, lengths)| lengths);
    // That it is empty is told where the token is read.
    let length = segment.bytes.len();
    if length == 0 || (lengths.is_empty() && !is_rsa) {
        return Outcome::NotApplicable;
    }
    if lengths.contains(&length) || (is_rsa && length >= RSA) {
        return Outcome::Passed;
    }
    let mut wants = String::from(if is_rsa {
        "256 or more, as many as its key"
    } else {
        ""
    });
    for length in lengths {
        wants.push_str(if wants.is_empty() { "" } else { " or " });
        wants.push_str(&length.to_string());
    }
    let has = length.to_string();
    CHECK.found(
        &[("has", &has), ("alg", row.name), ("wants", &wants)],
        Place::Token(Part::Signature),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{of_token, signed};
    use super::CHECK;

    #[test]
    fn the_length_follows_from_the_algorithm() {
        for (alg, length, expected) in [
            ("HS256", 32, ""),
            (
                "HS256",
                31,
                "the signature has 31 bytes, where `HS256` makes 32",
            ),
            ("ES512", 132, ""),
            (
                "ES512",
                128,
                "the signature has 128 bytes, where `ES512` makes 132",
            ),
            ("EdDSA", 114, ""),
            (
                "EdDSA",
                5,
                "the signature has 5 bytes, where `EdDSA` makes 64 or 114",
            ),
            ("ML-DSA-44", 2420, ""),
            ("RS256", 256, ""),
            ("PS512", 512, ""),
            (
                "RS256",
                128,
                "the signature has 128 bytes, where `RS256` makes 256 or more, as many as its key",
            ),
            ("RSA-OAEP", 9, "not applicable"),
            ("none", 9, "not applicable"),
            ("X9", 9, "not applicable"),
            ("HS256", 0, "not applicable"),
        ] {
            let found = of_token(&CHECK, &signed(alg, &vec![1; length]));
            assert_eq!(found.concat(), expected, "{alg} {length}");
        }
    }
}
