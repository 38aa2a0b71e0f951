//! Which of several causes comes first: the one whose repair matters first.
//!
//! What needs a new token anyway (another API, another version, another role) comes before the age of this one.

static RANKS: [(&str, u8); 20] = [
    ("token-missing", 0),
    ("token-malformed", 1),
    ("token-encrypted", 2),
    ("alg-none", 3),
    ("token-unsigned", 3),
    ("no-keys", 4),
    ("token-for-microsoft-graph", 5),
    ("tenant-mismatch", 6),
    ("token-version-mismatch", 7),
    ("issuer-mismatch", 8),
    ("audience-mismatch", 9),
    ("client-claim-of-other-version", 10),
    // Of two claims the gateway reports the one that stands first in the policy.
    ("claim-missing", 11),
    ("claim-value-mismatch", 11),
    ("scheme-mismatch", 13),
    ("signature-mismatch", 14),
    ("exp-missing", 15),
    ("date-in-milliseconds", 16),
    ("token-not-yet-valid", 17),
    ("token-expired", 18),
];

/// The rank of a cause by its code; a lower one is told first.
pub(super) fn rank(code: &str) -> u8 {
    let known = RANKS.iter().find(|(known, _)| *known == code);
    known.map_or(u8::MAX, |(_, rank)| *rank)
}

/// Findings that say why a requirement is unmet: the finding's code, the requirement's code.
pub(super) static EXPLAINS: [(&str, &str); 7] = [
    ("alg-none", "signature"),
    ("token-for-microsoft-graph", "audience"),
    ("token-for-microsoft-graph", "issuer"),
    ("token-version-mismatch", "issuer"),
    ("client-claim-of-other-version", "claim"),
    ("exp-missing", "lifetime"),
    ("date-in-milliseconds", "lifetime"),
];

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn if_both_the_headline_is_the_first() {
        for (first, second) in [
            ("token-malformed", "token-expired"),
            ("token-for-microsoft-graph", "token-version-mismatch"),
            ("token-for-microsoft-graph", "audience-mismatch"),
            ("tenant-mismatch", "audience-mismatch"),
            ("token-version-mismatch", "audience-mismatch"),
            ("token-version-mismatch", "token-expired"),
            ("audience-mismatch", "claim-missing"),
            ("client-claim-of-other-version", "claim-missing"),
            ("claim-missing", "token-expired"),
        ] {
            assert!(rank(first) < rank(second), "{first} before {second}");
        }
    }
}
