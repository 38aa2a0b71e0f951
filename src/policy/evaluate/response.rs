use super::cause::Cause;
use super::requirement::Requirement;
use super::{Context, Format};
use crate::finding::{Certainty, enumerate};
use crate::text::fill_in_order;

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
pub(super) fn response(context: &Context<'_>, requirements: &[Requirement]) -> Option<Response> {
    let mut all = requirements.iter();
    let decisive = all.find(|requirement| requirement.decisive)?;
    let failure = decisive.failure.as_ref()?;
    let cause = failure.cause;
    let mut differs: Vec<&str> = failure.differs.iter().map(String::as_str).collect();
    let (mut missing, mut count) = (String::new(), 0);
    if cause == Cause::ClaimMissing {
        // The documented message lists every missing claim, not only the first.
        for requirement in requirements {
            if requirement.cause() == Some(cause) {
                count += 1;
                enumerate(
                    &mut missing,
                    &[requirement.claim.as_deref().unwrap_or_default()],
                );
            }
        }
        differs = vec![&missing];
    }
    let (reason, text, wording) = cause.wording();
    let of_library = text.starts_with("IDX");
    let detail = match cause {
        // Somebody saw this in a trace; the documentation has the other words.
        Cause::ClaimMismatch => "JWT Validation Failed: Claim value mismatch: {}={}.",
        // The gateway ends the library's sentence with a full stop more.
        _ if of_library => &["JWT Validation Failed: ", text, "."].concat(),
        _ => text,
    };
    let denied = if of_library && reason != "JwtInvalid" {
        " Access denied."
    } else {
        ""
    };
    let own = context.policy.attribute("failed-validation-error-message");
    let message = match own.and_then(|own| own.known()) {
        Some(own) => own.to_owned(),
        None => fill_in_order(&[text, denied].concat(), &differs),
    };
    // That the gateway answers so is no surer than that it refuses.
    let mut certainty = wording.max(decisive.certainty);
    // How several missing claims are told, nobody has shown.
    // What an expression yields, only the gateway knows. What `validate-azure-ad-token` answers, no documentation says.
    let status = context.effective.status.value;
    let is_documented = context.policy.format == Format::ValidateJwt;
    if count > 1
        || !is_documented
        || status.is_none()
        || own.is_some_and(|own| own.unknown.is_some())
    {
        certainty = Certainty::Likely;
    }
    Some(Response {
        status: status.unwrap_or(401),
        cause,
        reason,
        message,
        detail: fill_in_order(detail, &differs),
        certainty,
    })
}
