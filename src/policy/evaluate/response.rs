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
    let mut failure = decisive.failure.clone()?;
    if failure.cause == Cause::ClaimMissing {
        // The documented message lists every missing claim, not only the first.
        let mut missing: Vec<&str> = Vec::new();
        for requirement in requirements {
            let same = requirement
                .failure
                .as_ref()
                .is_some_and(|other| other.cause == failure.cause);
            if let Some(claim) = requirement.claim.as_deref().filter(|_| same) {
                missing.push(claim);
            }
        }
        failure = Failure::new(Cause::ClaimMissing, &[&missing.join(", ")]);
    }
    // That the gateway answers so is no surer than that it refuses.
    let mut certainty = failure.certainty.max(decisive.certainty);
    let mut message = failure.message;
    if let Some(own) = &effective.message {
        match own.known() {
            Some(own) => own.clone_into(&mut message),
            // What an expression yields, only the gateway knows.
            None => certainty = Certainty::Likely,
        }
    }
    if effective.status.value.is_none() {
        certainty = Certainty::Likely;
    }
    Some(Response {
        status: effective.status.value.unwrap_or(401),
        cause: failure.cause,
        reason: failure.reason,
        message,
        detail: failure.detail,
        certainty,
    })
}
