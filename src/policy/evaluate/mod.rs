//! What the gateway decides: every requirement, in its order, and its answer to the caller.
//!
//! The order is that of Microsoft.IdentityModel, which the gateway uses: signature, lifetime, audience, issuer; then the
//! gateway's own required claims.

mod audience;
mod claim;
mod issuer;
mod lifetime;
mod requirement;
mod response;
mod token;

pub use requirement::{Code, Failure, Requirement, State};
pub use response::{Response, idx};

use super::Policy;
use super::effective::{Effective, effective};
use crate::jose::{Kind, Token};
use crate::keys::Metadata;
use crate::text::instant::Instant;

/// What is known about a token's signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Signature {
    /// Nobody checked it.
    #[default]
    Unchecked,
    /// It fits this key (its `kid` or thumbprint).
    Verified(String),
    /// It fits none of the keys.
    Mismatch,
}

/// The token as it is presented to the gateway.
#[derive(Clone, Copy, Debug)]
pub struct Presented<'a> {
    /// The decoded token.
    pub token: &'a Token,
    /// The scheme in front of it; `None` when the input does not show it.
    pub scheme: Option<&'a str>,
    /// What is known about the signature.
    pub signature: &'a Signature,
}

/// The gateway's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every requirement is met.
    Accepted,
    /// A requirement is unmet.
    Rejected,
    /// None is unmet, at least one is unknown.
    Undetermined,
}

impl Verdict {
    /// The name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Undetermined => "undetermined",
        }
    }
}

/// The outcome of one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The settings in force.
    pub effective: Effective,
    /// In the gateway's order; also those after the decisive one.
    pub requirements: Vec<Requirement>,
    /// What follows from them.
    pub verdict: Verdict,
    /// What the caller is told; `None` unless rejected.
    pub response: Option<Response>,
    /// The first instant after the evaluated one at which the outcome may be another.
    pub next_change: Option<Instant>,
}

impl Evaluation {
    /// The requirement that the gateway reports.
    pub fn decisive(&self) -> Option<&Requirement> {
        self.requirements
            .iter()
            .find(|requirement| requirement.decisive)
    }
}

/// What every requirement is held against.
struct Context<'a> {
    policy: &'a Policy,
    effective: &'a Effective,
    presented: Option<Presented<'a>>,
    metadata: &'a [Metadata],
    now: Instant,
}

impl<'a> Context<'a> {
    /// The token with claims to look at, or why there are none.
    fn claims(&self) -> Result<&'a Token, &'static str> {
        let Some(presented) = self.presented else {
            return Err("no token was pasted");
        };
        let readable = presented
            .token
            .payload()
            .json()
            .is_some_and(|(_, root)| matches!(root.kind, crate::text::json::Kind::Object(_)));
        if readable {
            Ok(presented.token)
        } else if presented.token.kind == Kind::Jwe {
            Err("the claims are encrypted")
        } else {
            Err("the token's claims could not be read")
        }
    }
}

/// Evaluates a policy against a token at an instant. Without a token, whatever is demanded is unknown.
pub fn evaluate(
    policy: &Policy,
    presented: Option<Presented<'_>>,
    metadata: &[Metadata],
    now: Instant,
) -> Evaluation {
    let effective = effective(policy);
    let context = Context {
        policy,
        effective: &effective,
        presented,
        metadata,
        now,
    };
    let (lifetime, next_change) = lifetime::lifetime(&context);
    let mut requirements = vec![
        token::present(&context),
        token::scheme(&context),
        token::well_formed(&context),
        token::decryption(&context),
        token::signature(&context),
        lifetime,
        audience::audience(&context),
        issuer::issuer(&context),
    ];
    requirements.extend(claim::claims(&context));
    if let Some(decisive) = requirements
        .iter_mut()
        .find(|requirement| requirement.state == State::Unmet)
    {
        decisive.decisive = true;
    }
    let verdict = if requirements.iter().any(|requirement| requirement.decisive) {
        Verdict::Rejected
    } else if requirements
        .iter()
        .any(|requirement| requirement.state == State::Unknown)
    {
        Verdict::Undetermined
    } else {
        Verdict::Accepted
    };
    let response = response::response(&effective, &requirements);
    Evaluation {
        effective,
        requirements,
        verdict,
        response,
        next_change,
    }
}

#[cfg(test)]
mod tests;
