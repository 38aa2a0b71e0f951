//! Why a requirement is unmet: the one place that looks into the library's texts for it.

use crate::policy::evaluate::{Code, Requirement, idx};
use crate::policy::near_miss::NearMiss;

/// The `IDX` code of the library; empty when the gateway's own sentence says it, or nothing is unmet.
pub(super) fn library_code(requirement: &Requirement) -> &str {
    let failure = requirement.failure.as_ref();
    failure
        .and_then(|failure| idx(&failure.detail))
        .unwrap_or_default()
}

/// The cause's code: what the headline is known by and ranked by.
pub(super) fn cause(requirement: &Requirement) -> &'static str {
    let failure = requirement.failure.as_ref();
    let reason = failure.map_or("", |failure| failure.reason);
    match (requirement.code, library_code(requirement)) {
        (Code::TokenPresent, _) => "token-missing",
        (Code::Scheme, _) => "scheme-mismatch",
        (Code::WellFormed, _) => "token-malformed",
        (Code::Decryption, _) => "token-encrypted",
        (Code::Signature, "IDX10504") => "token-unsigned",
        (Code::Signature, "IDX10500") => "no-keys",
        (Code::Signature, _) => "signature-mismatch",
        (Code::Lifetime, "IDX10223") => "token-expired",
        (Code::Lifetime, "IDX10225") => "exp-missing",
        (Code::Lifetime, _) => "token-not-yet-valid",
        (Code::Audience, _) => "audience-mismatch",
        (Code::Issuer, _) if requirement.near_miss == Some(NearMiss::Tenant) => "tenant-mismatch",
        (Code::Issuer, _) => "issuer-mismatch",
        (Code::Claim, _) if reason == "TokenClaimNotFound" => "claim-missing",
        (Code::Claim, _) => "claim-value-mismatch",
    }
}
