use super::{About, Check, Outcome};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// `alg` is an algorithm that is no longer safe.
pub(super) static CHECK: Check = Check {
    code: "alg-deprecated",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "`alg` is `{alg}`: {reason}",
    why: "RFC 8725 has applications refuse algorithms that are known to be weak; browsers do not offer this one.",
    help: "have the issuer use another: `RSA-OAEP-256` or `ECDH-ES` to encrypt, `RS256`, `PS256` or `ES256` to sign",
    see: "the row `alg` of the JOSE Header",
    source: "RFC 8725 §3.2; RFC 8017 §7.2; draft-ietf-jose-deprecate-none-rsa15",
};

static WEAK: [(&str, &str); 3] = [
    (
        "RSA1_5",
        "its padding lets whoever sees that decryption fails find the key, message by message (Bleichenbacher 1998)",
    ),
    (
        "RS1",
        "it signs SHA-1 hashes, for which collisions are made",
    ),
    ("HS1", "it rests on SHA-1, for which collisions are made"),
];

fn run(token: &Token) -> Outcome {
    let Some(alg) = token.alg() else {
        return Outcome::NotApplicable;
    };
    for (name, reason) in WEAK {
        if alg.trim().eq_ignore_ascii_case(name) {
            let values = [("alg", alg), ("reason", reason)];
            return CHECK.found(&values, Place::Header("alg".to_owned()));
        }
    }
    Outcome::Passed
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn weak_algorithms_are_named() {
        for (alg, count) in [("RSA1_5", 1), ("rs1", 1), ("RSA-OAEP", 0), ("RS256", 0)] {
            let header = format!(r#"{{"alg":"{alg}"}}"#);
            assert_eq!(run(&CHECK, &header, "{}", "").len(), count, "{alg}");
        }
        assert_eq!(run(&CHECK, "{}", "{}", ""), ["not applicable"]);
    }
}
