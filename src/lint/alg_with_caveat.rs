use super::{About, Check, Outcome};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// `alg` is an algorithm of which one has to know something.
pub(super) static CHECK: Check = Check {
    code: "alg-with-caveat",
    severity: Severity::Info,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "`alg` is `{alg}`, which {reason}",
    why: "A validator that lists the algorithms it accepts has to know this one, by this name and with this key.",
    help: "look whether the gateway and the API list `{alg}`; the safe choice is `{other}`",
    see: "the row `alg` of the JOSE Header, beside the list of algorithms in the validator's configuration",
    source: "RFC 9864 §2; RFC 8812 §3.2",
};

/// A name, what about it, what to take in its place.
static CAVEATS: [(&str, &str, &str); 2] = [
    (
        "EdDSA",
        "says no curve: RFC 9864 deprecates it, since only the key tells Ed25519 from Ed448",
        "Ed25519",
    ),
    (
        "ES256K",
        "is on the curve of Bitcoin, secp256k1: no browser checks it, and few gateways do",
        "ES256",
    ),
];

fn run(token: &Token) -> Outcome {
    let Some(alg) = token.alg() else {
        return Outcome::NotApplicable;
    };
    for (name, reason, other) in CAVEATS {
        if alg == name {
            let values = [("alg", alg), ("reason", reason), ("other", other)];
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
    fn what_one_has_to_know_is_said() {
        for (alg, count) in [("EdDSA", 1), ("ES256K", 1), ("Ed25519", 0), ("ES256", 0)] {
            let header = format!(r#"{{"alg":"{alg}"}}"#);
            assert_eq!(run(&CHECK, &header, "{}", "").len(), count, "{alg}");
        }
        assert_eq!(run(&CHECK, "{}", "{}", ""), ["not applicable"]);
    }
}
