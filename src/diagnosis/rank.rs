//! Which of several causes comes first: the one whose repair matters first.
//!
//! That is the one that the gateway reports, with two exceptions: what needs another token anyway (another API, another
//! version, another role) comes before the age of this one and before its signature, which is by that issuer's keys.

static RANKS: [(&str, u8); 27] = [
    ("token-missing", 0),
    ("scheme-mismatch", 1),
    ("token-malformed", 2),
    ("token-encrypted", 3),
    ("alg-none", 4),
    ("token-unsigned", 4),
    ("no-keys", 5),
    ("key-of-another-kind", 5),
    ("exp-missing", 6),
    ("date-in-milliseconds", 7),
    ("token-not-yet-valid", 8),
    ("token-for-microsoft-graph", 9),
    ("tenant-mismatch", 10),
    ("token-version-mismatch", 11),
    ("issuer-slash", 12),
    ("issuer-mismatch", 12),
    ("audience-mismatch", 13),
    ("issuer-missing", 13),
    ("client-claim-of-other-version", 14),
    ("client-mismatch", 14),
    ("scope-instead-of-scp", 14),
    ("group-overage-cannot-match", 14),
    // Of two with the same rank the first: of two claims the gateway reports the one that stands first in the policy.
    ("claim-missing", 15),
    ("claim-value-mismatch", 15),
    ("signature-mismatch", 16),
    ("key-not-found", 16),
    ("token-expired", 17),
];

/// The rank of a cause by its code; a lower one is told first.
pub(super) fn rank(code: &str) -> u8 {
    let known = RANKS.iter().find(|(known, _)| *known == code);
    known.map_or(u8::MAX, |(_, rank)| *rank)
}

/// Findings that say why a requirement is unmet: the finding's code, the requirement's code.
pub(super) static EXPLAINS: [(&str, &str); 9] = [
    ("alg-none", "signature"),
    ("token-for-microsoft-graph", "audience"),
    ("token-for-microsoft-graph", "issuer"),
    ("token-version-mismatch", "issuer"),
    ("client-claim-of-other-version", "claim"),
    ("scope-instead-of-scp", "claim"),
    ("group-overage-cannot-match", "claim"),
    ("exp-missing", "lifetime"),
    ("date-in-milliseconds", "lifetime"),
];

/// The codes of all causes.
#[cfg(test)]
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    RANKS.iter().map(|(code, _)| *code)
}

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
            ("audience-mismatch", "client-mismatch"),
            ("client-mismatch", "claim-missing"),
            ("client-mismatch", "token-expired"),
            ("issuer-slash", "audience-mismatch"),
            ("tenant-mismatch", "issuer-slash"),
            ("group-overage-cannot-match", "claim-missing"),
            ("scope-instead-of-scp", "claim-missing"),
            ("audience-mismatch", "group-overage-cannot-match"),
            ("scheme-mismatch", "token-malformed"),
            ("exp-missing", "issuer-mismatch"),
            ("exp-missing", "audience-mismatch"),
            ("token-not-yet-valid", "audience-mismatch"),
            ("tenant-mismatch", "signature-mismatch"),
        ] {
            assert!(rank(first) < rank(second), "{first} before {second}");
        }
    }
}
