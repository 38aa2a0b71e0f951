//! What the gateway decides: every requirement, in its order, and its answer to the caller.
//!
//! The order is that of Microsoft.IdentityModel, which the gateway uses: signature, lifetime, audience, issuer; then the
//! gateway's own required claims.

mod application;
mod audience;
mod cause;
mod claim;
mod issuer;
mod lifetime;
mod mismatch;
mod requirement;
mod response;
mod signature;
mod tenant;
mod token;

pub use cause::Cause;
pub use claim::texts;
pub(super) use requirement::MAX_VALUES;
pub use requirement::{Code, Failure, Requirement, State};
pub use response::Response;

use super::effective::{Effective, effective};
use super::value::Value;
use super::{Format, Policy};
use crate::finding::Certainty;
use crate::jose::{Kind, Token};
use crate::keys::Metadata;
use crate::text::instant::Instant;
use crate::text::json;
use crate::verify::Verification;

/// The token as it is presented to the gateway.
#[derive(Clone, Copy, Debug)]
pub struct Presented<'a> {
    /// The decoded token.
    pub token: &'a Token,
    /// The scheme in front of it; `None` when the input does not show it.
    pub scheme: Option<&'a str>,
    /// What is known about the signature.
    pub signature: &'a Verification,
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
    /// The token as presented; without one the requirement is unknown.
    fn presented(&self, out: &mut Requirement) -> Option<Presented<'a>> {
        if self.presented.is_none() {
            out.say(State::Unknown, NO_TOKEN, &[]);
        }
        self.presented
    }

    /// The token with claims to look at; without them the requirement is unknown.
    fn claims(&self, out: &mut Requirement) -> Option<&'a Token> {
        let token = self.token();
        if let Err(why) = token {
            out.say(State::Unknown, why, &[]);
        }
        token.ok()
    }

    /// The token with claims to hold against the policy's list; where that is empty, nothing is demanded, and `why` says so.
    fn listed(
        &self,
        list: Option<&'a Vec<Value>>,
        why: &str,
        out: &mut Requirement,
    ) -> Option<Listed<'a>> {
        let list = list.map(Vec::as_slice).unwrap_or_default();
        let Some(first) = list.first() else {
            out.certainty = Certainty::Likely;
            out.say(State::NotApplicable, why, &[]);
            return None;
        };
        out.span = first.span;
        out.expect(list);
        Some((list, self.claims(out)?))
    }

    /// The token with claims to look at, or why there are none.
    fn token(&self) -> Result<&'a Token, &'static str> {
        let Some(Presented { token, .. }) = self.presented else {
            return Err(NO_TOKEN);
        };
        match token.payload().json() {
            Some((_, root)) if matches!(root.kind, json::Kind::Object(_)) => Ok(token),
            _ if token.kind == Kind::Jwe => Err("the claims are encrypted"),
            _ => Err("the token's claims could not be read"),
        }
    }
}

/// What a policy lists, and the token with claims to hold against it.
type Listed<'a> = (&'a [Value], &'a Token);

/// Required claims that are evaluated.
pub(super) const MAX_CLAIMS: usize = 200;

const NO_TOKEN: &str = "no token was pasted";

type Judge = fn(&Context<'_>, &mut Requirement);

/// Every requirement but the claims, in the gateway's order, and how its rule is known where nothing else is said.
static ORDER: [(Code, Certainty, Judge); 11] = [
    (Code::TokenPresent, Certainty::Documented, token::present),
    (Code::Scheme, Certainty::Likely, token::scheme),
    (Code::WellFormed, Certainty::Observed, token::well_formed),
    (Code::Decryption, Certainty::Observed, token::decryption),
    (Code::Signature, Certainty::Documented, signature::signature),
    (Code::Lifetime, Certainty::Observed, lifetime::lifetime),
    (Code::Audience, Certainty::Observed, audience::audience),
    (Code::Issuer, Certainty::Observed, issuer::issuer),
    (Code::Tenant, Certainty::Likely, tenant::tenant),
    (
        Code::ClientApplication,
        Certainty::Likely,
        application::client,
    ),
    (
        Code::BackendApplication,
        Certainty::Likely,
        application::backend,
    ),
];

/// Evaluates a policy against a token at an instant. Without a token, whatever is demanded is unknown.
#[inline(never)]
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
    let mut requirements = Vec::new();
    for (code, certainty, judge) in &ORDER {
        if code.format().is_some_and(|format| format != policy.format) {
            continue;
        }
        let judge = |out: &mut Requirement| judge(&context, out);
        requirements.push(judged(*code, *certainty, &judge));
    }
    key_not_found_comes_last(&mut requirements);
    let claims = policy.required_claims.iter().flatten();
    for (index, claim) in claims.take(MAX_CLAIMS + 1).enumerate() {
        let judge = |out: &mut Requirement| {
            if index < MAX_CLAIMS {
                return claim::claim(&context, claim, out);
            }
            out.claim = Some(claim.name.text.clone());
            out.span = claim.span;
            let why = "of more than 200 claims the rest is not looked at";
            out.say(State::Unknown, why, &[]);
        };
        requirements.push(judged(Code::Claim, Certainty::Documented, &judge));
    }
    let mut verdict = Verdict::Accepted;
    for requirement in &mut requirements {
        if requirement.state == State::Unmet {
            requirement.decisive = true;
            verdict = Verdict::Rejected;
            break;
        }
        if requirement.state == State::Unknown {
            verdict = Verdict::Undetermined;
        }
    }
    let response = response::response(&context, &requirements);
    let next_change = lifetime::next_change(&context);
    Evaluation {
        effective,
        requirements,
        verdict,
        response,
        next_change,
    }
}

/// Where the token names a key that is not there, the library looks at lifetime, issuer and audience before it says so, in this order.
fn key_not_found_comes_last(requirements: &mut Vec<Requirement>) {
    let of = |code: Code, all: &[Requirement]| all.iter().position(|one| one.code == code);
    let named = matches!(
        of(Code::Signature, requirements).and_then(|place| requirements.get(place)),
        Some(one) if matches!(one.cause(), Some(Cause::KeyNotFound | Cause::KeyOfAnotherKind))
    );
    for code in [Code::Audience, Code::Signature] {
        let last = of(Code::Issuer, requirements).or_else(|| of(Code::Tenant, requirements));
        if named
            && let Some(from) = of(code, requirements)
            && let Some(last) = last.max(of(Code::Audience, requirements))
        {
            let one = requirements.remove(from);
            requirements.insert(last, one);
        }
    }
}

/// One requirement, cut down to what somebody reads.
fn judged(code: Code, certainty: Certainty, judge: &dyn Fn(&mut Requirement)) -> Requirement {
    let mut requirement = Requirement::new(code, certainty);
    judge(&mut requirement);
    requirement.shorten();
    requirement
}

#[cfg(test)]
mod tests;
