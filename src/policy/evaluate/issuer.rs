//! `iss` among the issuers that the policy accepts (RFC 7519 §4.1.1).

use super::Context;
use super::cause::Cause;
use super::mismatch::mismatch;
use super::requirement::{Requirement, State};
use crate::claims::find_text;
use crate::finding::Certainty;
use crate::jose::Token;
use crate::policy::issuers::{Accepted, Origin, accepted};

pub(super) fn issuer(context: &Context<'_>, out: &mut Requirement) {
    let policy = context.policy;
    let tid = context
        .token()
        .ok()
        .and_then(|token| find_text(token.claims(), "tid"));
    let accepted = accepted(policy, context.metadata, tid);
    if accepted.is_empty() {
        let why =
            "the policy has neither `<issuers>` nor `<openid-config>`: the issuer is not looked at";
        return out.say(State::NotApplicable, why, &[]);
    }
    let listed = policy.issuers.as_deref().unwrap_or_default();
    let configured = policy.openid_configs.first().map(|config| &config.url);
    out.span = listed
        .first()
        .or(configured)
        .map(|value| value.span)
        .unwrap_or_default();
    for issuer in &accepted {
        out.expected.push(issuer.text.clone());
    }
    let Some(token) = context.claims(out) else {
        return;
    };
    let Some(actual) = read_issuer(token, out) else {
        return;
    };
    let mut open = None;
    for issuer in &accepted {
        match issuer.accepts(actual) {
            Some(true) => return met(issuer, accepted.len() > 1, out),
            Some(false) => {}
            None => open = open.or(Some(issuer)),
        }
    }
    if let Some(open) = open {
        return out.say(State::Unknown, "{}", &[&open.why]);
    }
    for issuer in &accepted {
        out.certainty = out.certainty.max(issuer.certainty);
    }
    if let Some(nearest) = mismatch(Cause::IssuerMismatch, out) {
        // Each list as `accepted` has it: the listed ones, then those of the metadata.
        let urls = policy.openid_configs.iter().map(|config| &config.url);
        if let Some(near) = listed.iter().chain(urls).nth(nearest) {
            out.span = near.span;
        }
    }
}

/// The token's issuer; without one the requirement is unmet.
pub(super) fn read_issuer<'a>(token: &'a Token, out: &mut Requirement) -> Option<&'a str> {
    if let Some(actual) = find_text(token.claims(), "iss").filter(|iss| !iss.trim().is_empty()) {
        out.actual.push(actual.to_owned());
        return Some(actual);
    }
    let other = token.claim("iss").filter(|value| value.as_str().is_none());
    let (template, found) = match other {
        Some(value) => (
            "`iss` is {}, the policy wants one of its issuers",
            value.describe(),
        ),
        None => (
            "the token has no `iss`, the policy wants one of its issuers",
            "",
        ),
    };
    out.refuse(Cause::IssuerMissing, &[], template, &[found]);
    None
}

fn met(issuer: &Accepted, among_others: bool, out: &mut Requirement) {
    out.certainty = out.certainty.max(issuer.certainty);
    let explanation = match issuer.origin {
        Origin::Listed => "the issuer is listed",
        Origin::MetadataUrl => "the issuer that the metadata URL stands for",
        Origin::Discovery => "the issuer of the discovery document",
    };
    if among_others && issuer.origin != Origin::Listed {
        // That the metadata's issuer counts beside others is nowhere documented.
        out.certainty = Certainty::Likely;
    }
    out.say(State::Met, explanation, &[]);
}
