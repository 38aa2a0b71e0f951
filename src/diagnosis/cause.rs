//! What the cause of an unmet requirement is called.

use super::next::is_of_another_api;
use crate::policy::evaluate::{Cause, Code, Requirement};
use crate::policy::near_miss::NearMiss;

/// The cause's code: what the headline is known by and ranked by; empty when nothing is unmet.
pub(super) fn cause(requirement: &Requirement) -> &'static str {
    let Some(cause) = requirement.cause() else {
        return "";
    };
    match cause {
        Cause::TokenMissing => "token-missing",
        Cause::SchemeMismatch => "scheme-mismatch",
        Cause::TooLong
        | Cause::SegmentCount
        | Cause::NotBase64url
        | Cause::SchemeLeft
        | Cause::HeaderUnreadable
        | Cause::PayloadUnreadable => "token-malformed",
        Cause::NotDecrypted => "token-encrypted",
        Cause::NoKeys => "no-keys",
        Cause::Unsigned => "token-unsigned",
        Cause::SignatureMismatch => "signature-mismatch",
        Cause::KeyNotFound | Cause::KeyNotNamed => "key-not-found",
        Cause::KeyOfAnotherKind | Cause::NamedKeyOfAnotherKind => "key-of-another-kind",
        Cause::ExpMissing => "exp-missing",
        Cause::NeverUsable | Cause::NotYetValid => "token-not-yet-valid",
        Cause::Expired => "token-expired",
        Cause::IdToken => "id-token-sent",
        Cause::ClientAsAudience => "client-as-audience",
        Cause::AudienceMismatch if is_of_another_api(requirement) => "token-for-another-api",
        Cause::AudienceMissing | Cause::AudienceMismatch => "audience-mismatch",
        Cause::IssuerMismatch
            if requirement.near_miss == Some(NearMiss::Tenant)
                || requirement.code == Code::Tenant =>
        {
            "tenant-mismatch"
        }
        Cause::IssuerMismatch if requirement.near_miss == Some(NearMiss::Slash) => "issuer-slash",
        Cause::IssuerMissing => "issuer-missing",
        Cause::IssuerMismatch => "issuer-mismatch",
        Cause::ClientMissing | Cause::ClientMismatch => "client-mismatch",
        Cause::ClaimMissing => "claim-missing",
        Cause::ClaimMismatch => "claim-value-mismatch",
    }
}
