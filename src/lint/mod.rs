//! Opinions on token and policy: one file a check. A check says what it looks at, why it matters and where that is written.

mod alg_none;
mod any_client_accepted;
mod audience_unchecked;
mod client_claim_of_other_version;
mod date_in_milliseconds;
mod duplicate_name;
mod exp_missing;
mod issuer_unchecked;
pub(crate) mod issuers;
mod scope_without_separator;
mod token_for_microsoft_graph;
mod token_version_mismatch;

use std::rc::Rc;

use crate::finding::{Confidence, Finding, Place, Severity};
use crate::jose::Token;
use crate::policy::text::PolicyText;
use crate::policy::value::Value;
use crate::policy::{Claim, Policy};
use crate::text::{Values, fill};

/// Every check, in the order of their codes.
pub(super) static CHECKS: [&Check; 11] = [
    &alg_none::CHECK,
    &any_client_accepted::CHECK,
    &audience_unchecked::CHECK,
    &client_claim_of_other_version::CHECK,
    &date_in_milliseconds::CHECK,
    &duplicate_name::CHECK,
    &exp_missing::CHECK,
    &issuer_unchecked::CHECK,
    &scope_without_separator::CHECK,
    &token_for_microsoft_graph::CHECK,
    &token_version_mismatch::CHECK,
];

/// What a check about policies looks at.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The token, when one was pasted.
    pub token: Option<&'a Token>,
    /// The policy.
    pub policy: &'a Policy,
    /// The text the policy was read from.
    pub policy_text: &'a PolicyText,
}

impl<'a> Subject<'a> {
    /// The text of a claim; `None` where there is none.
    fn text_claim(&self, name: &str) -> Option<&'a str> {
        self.token?.claim(name)?.as_str()
    }
}

/// What a check looks at, and how: once for the token or once for each policy.
#[derive(Clone, Copy, Debug)]
pub enum About {
    /// The token alone.
    Token(fn(&Token) -> Outcome),
    /// A policy, and the token where there is one.
    Policy(fn(&Subject<'_>) -> Outcome),
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing here that it could be about.
    NotApplicable,
    /// It looked and found nothing.
    Passed,
    /// What it found.
    Found(Finding),
}

/// A check: what is known about it without running it, and how to run it.
pub struct Check {
    /// Kebab-case, equal to the file's name.
    pub code: &'static str,
    /// How much its findings matter.
    pub severity: Severity,
    /// How sure its findings are.
    pub confidence: Confidence,
    /// What it looks at, and how.
    pub about: About,
    /// What was found, in one sentence with places for the values.
    pub title: &'static str,
    /// Why it matters, one or two sentences.
    pub why: &'static str,
    /// What to change, where, with places for the same values.
    pub help: &'static str,
    /// Where that is written down.
    pub source: &'static str,
}

impl Check {
    /// Runs the check, where there is what it looks at.
    pub fn run(
        &self,
        token: Option<&Token>,
        policy: Option<&Policy>,
        policy_text: &PolicyText,
    ) -> Outcome {
        match (self.about, token, policy) {
            (About::Token(run), Some(token), _) => run(token),
            (About::Policy(run), _, Some(policy)) => run(&Subject {
                token,
                policy,
                policy_text,
            }),
            _ => Outcome::NotApplicable,
        }
    }

    fn finding(&self, values: Values<'_>, places: Vec<Place>) -> Finding {
        Finding {
            code: self.code,
            severity: self.severity,
            confidence: self.confidence,
            title: fill(self.title, values),
            why: self.why,
            help: Some(fill(self.help, values)),
            source: self.source,
            fixes: Vec::new(),
            places,
        }
    }

    fn found(&self, values: Values<'_>, place: Place) -> Outcome {
        Outcome::Found(self.finding(values, vec![place]))
    }
}

/// Whether a policy looks at a claim: by the list that is for it, or among the required claims.
fn demanded(policy: &Policy, listed: Option<&[Value]>, name: &str) -> bool {
    let mut claims = required_claims(policy).iter();
    listed.is_some_and(|listed| !listed.is_empty()) || claims.any(|claim| claim.name.text == name)
}

fn required_claims(policy: &Policy) -> &[Claim] {
    policy.required_claims.as_deref().unwrap_or_default()
}

/// Runs every check: those about the token once, those about policies for each of them. Worst first.
#[inline(never)]
pub fn lint(
    token: Option<&Token>,
    policies: &[Rc<Policy>],
    policy_text: &PolicyText,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        for check in &CHECKS {
            let times = match check.about {
                _ if check.severity != severity => 0,
                About::Token(_) => 1,
                About::Policy(_) => policies.len(),
            };
            for index in 0..times {
                let policy = policies.get(index).map(Rc::as_ref);
                if let Outcome::Found(found) = check.run(token, policy, policy_text) {
                    findings.push(found);
                }
            }
        }
    }
    findings
}

#[cfg(test)]
mod testing;

#[cfg(test)]
mod tests {
    use super::CHECKS;

    #[test]
    fn the_codes_are_unique_sorted_and_these() {
        let codes: Vec<_> = CHECKS.iter().map(|check| check.code).collect();
        assert_eq!(
            codes,
            [
                "alg-none",
                "any-client-accepted",
                "audience-unchecked",
                "client-claim-of-other-version",
                "date-in-milliseconds",
                "duplicate-name",
                "exp-missing",
                "issuer-unchecked",
                "scope-without-separator",
                "token-for-microsoft-graph",
                "token-version-mismatch",
            ]
        );
        for check in &CHECKS {
            assert!(
                !check.why.is_empty() && !check.source.is_empty(),
                "{}",
                check.code
            );
        }
    }
}
