use super::requirement::{Requirement, State};
use crate::finding::Certainty;
use crate::policy::effective::Effective;

/// What the caller is told, and what the trace says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
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
    if failure.reason == "TokenClaimNotFound" {
        // The documented message lists every missing claim, not only the first.
        let missing: Vec<&str> = requirements
            .iter()
            .filter(|requirement| requirement.state == State::Unmet)
            .filter(|requirement| {
                requirement
                    .failure
                    .as_ref()
                    .is_some_and(|failure| failure.reason == "TokenClaimNotFound")
            })
            .filter_map(|requirement| requirement.claim.as_deref())
            .collect();
        failure.message = format!(
            "JWT is missing the following claims: {}. Access denied.",
            missing.join(", ")
        );
        failure.detail = failure.message.clone();
    }
    let own = effective.message.as_ref();
    // What an expression yields, only the gateway knows.
    if effective.status.value.is_none() || own.is_some_and(|message| message.unknown.is_some()) {
        failure.certainty = Certainty::Likely;
    }
    let own = own.and_then(|message| message.known()).map(str::to_owned);
    Some(Response {
        status: effective.status.value.unwrap_or(401),
        reason: failure.reason,
        message: own.unwrap_or(failure.message),
        detail: failure.detail,
        certainty: failure.certainty,
    })
}

/// The `IDX` code in a text of the library.
pub fn idx(detail: &str) -> Option<&str> {
    let start = detail.find("IDX")?;
    let code = detail.get(start..start + 8)?;
    code.get(3..)?
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(code)
}
