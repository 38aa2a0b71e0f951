//! Which of several causes comes first: the one whose repair matters first.
//!
//! That is the one that the gateway reports, with two exceptions: what needs another token anyway (another API, another
//! version, another role) comes before the age of this one and before its signature, which is by that issuer's keys. And a
//! token of another API comes before its version, which is that API's, and not to be changed for this one's sake.

static RANKS: [(&str, u8); 35] = [
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
    ("id-token-sent", 9),
    ("issuer-of-another-service", 10),
    ("tenant-mismatch", 11),
    ("token-for-another-api", 12),
    ("client-as-audience", 15),
    ("token-version-mismatch", 13),
    ("issuer-slash", 14),
    ("issuer-mismatch", 14),
    ("audience-mismatch", 15),
    ("issuer-missing", 15),
    ("client-claim-of-other-version", 16),
    ("client-mismatch", 16),
    ("scope-instead-of-scp", 16),
    ("scope-with-its-api", 16),
    ("scope-of-app-only-token", 16),
    ("role-missing", 16),
    ("group-by-name", 16),
    ("group-overage-cannot-match", 16),
    // Of two with the same rank the first: of two claims the gateway reports the one that stands first in the policy.
    ("claim-missing", 17),
    ("claim-value-mismatch", 17),
    ("signature-mismatch", 18),
    ("key-not-found", 18),
    ("token-expired", 19),
];

/// The rank of a cause by its code; a lower one is told first.
pub(super) fn rank(code: &str) -> u8 {
    let known = RANKS.iter().find(|(known, _)| *known == code);
    known.map_or(u8::MAX, |(_, rank)| *rank)
}

/// Findings that say why a requirement is unmet: the finding's code, the requirement's code.
pub(super) static EXPLAINS: [(&str, &str); 14] = [
    ("alg-none", "signature"),
    ("token-for-microsoft-graph", "audience"),
    ("token-for-microsoft-graph", "issuer"),
    ("issuer-of-another-service", "issuer"),
    ("token-version-mismatch", "issuer"),
    ("client-claim-of-other-version", "claim"),
    ("scope-instead-of-scp", "claim"),
    ("scope-with-its-api", "claim"),
    ("scope-of-app-only-token", "claim"),
    ("role-missing", "claim"),
    ("group-by-name", "claim"),
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
            ("id-token-sent", "token-version-mismatch"),
            ("token-for-another-api", "token-version-mismatch"),
            ("tenant-mismatch", "token-for-another-api"),
            ("issuer-of-another-service", "tenant-mismatch"),
            ("scope-with-its-api", "claim-value-mismatch"),
            ("group-by-name", "claim-value-mismatch"),
            ("token-for-another-api", "role-missing"),
            ("role-missing", "claim-missing"),
            ("token-version-mismatch", "client-as-audience"),
            ("scope-of-app-only-token", "claim-missing"),
            ("client-mismatch", "token-expired"),
        ] {
            assert!(rank(first) < rank(second), "{first} before {second}");
        }
    }
}
