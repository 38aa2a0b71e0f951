use super::failure::{Cause, Failure};
use super::requirement::Requirement;
use crate::finding::Certainty;
use crate::policy::effective::Effective;

/// What the caller is told, and what the trace says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Why the gateway refuses.
    pub cause: Cause,
    /// `context.LastError.Reason`.
    pub reason: &'static str,
    /// The body's message: the policy's own, where it sets one.
    pub message: String,
    /// What trace and logs say.
    pub detail: String,
    /// How that is known.
    pub certainty: Certainty,
}

/// The gateway's answer for the decisive requirement; `None` when nothing is unmet.
pub(super) fn response(effective: &Effective, requirements: &[Requirement]) -> Option<Response> {
    let decisive = requirements
        .iter()
        .find(|requirement| requirement.decisive)?;
    let mut failure = decisive.failure.as_ref()?;
    let all_missing;
    if failure.cause == Cause::ClaimMissing {
        // The documented message lists every missing claim, not only the first.
        let mut names: Vec<&str> = Vec::new();
        for requirement in requirements {
            let cause = requirement.failure.as_ref().map(|failure| failure.cause);
            if cause == Some(Cause::ClaimMissing) {
                names.extend(requirement.claim.as_deref());
            }
        }
        all_missing = Failure::new(Cause::ClaimMissing, &[&names.join(", ")]);
        failure = &all_missing;
    }
    // That the gateway answers so is no surer than that it refuses.
    let mut certainty = failure.certainty.max(decisive.certainty);
    let own = effective.message.as_ref();
    // What an expression yields, only the gateway knows.
    if effective.status.value.is_none() || own.is_some_and(|own| own.unknown.is_some()) {
        certainty = Certainty::Likely;
    }
    let message = own.and_then(|own| own.known());
    Some(Response {
        status: effective.status.value.unwrap_or(401),
        cause: failure.cause,
        reason: failure.reason,
        message: message.unwrap_or(&failure.message).to_owned(),
        detail: failure.detail.clone(),
        certainty,
    })
}
