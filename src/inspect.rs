//! Everything the page calls: [`read`] the texts, [`judge`] at an instant, or both at once with [`inspect`].

use std::rc::Rc;

use crate::claims::{self, Annotated, Profile, Reading, Use};
use crate::diagnosis::headline::{Facts, Headline, headline};
use crate::diagnosis::{Situation, remedy};
use crate::finding::{Finding, PolicyProblem, Problem};
use crate::intake::{self, Candidate, FoundIn};
use crate::jose::{self, Kind, Token};
use crate::keys::{self, Keys};
use crate::lint::lint;
use crate::policy::Policy;
use crate::policy::document::{self, Document};
use crate::policy::evaluate::{Evaluation, Presented, Signature, State, Verdict, evaluate};
use crate::policy::value::NamedValues;
use crate::text::instant::Instant;
use crate::text::{Span, json};

/// Unmet requirements of a policy that get remedies: each may hold the whole changed policy.
const MAX_REMEDIES: usize = 16;

/// The texts that a person pastes; every one may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inputs<'a> {
    /// A token, or anything with tokens in it.
    pub token: &'a str,
    /// A policy document.
    pub policy: &'a str,
    /// Keys and discovery documents.
    pub keys: &'a str,
    /// Named values as a JSON object: `{"tenant-id": "…"}`.
    pub values: &'a str,
}

/// A token as it was read: nothing in it depends on the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadToken {
    /// What it stood in.
    pub found_in: FoundIn,
    /// Where it stands in the input, in bytes.
    pub span: Span,
    /// The scheme in front of it; `None` when the input does not show it.
    pub scheme: Option<String>,
    /// The decoded token.
    pub token: Token,
    /// Whose token it is.
    pub profile: Profile,
    /// What it is for.
    pub usage: Use,
    /// In one line: `Entra ID access token, version 1.0, application permissions`.
    pub description: String,
    /// The JOSE Header, annotated.
    pub header: Vec<Annotated>,
    /// The JWT Claims Set, annotated.
    pub claims: Vec<Annotated>,
    /// What is wrong with how it was pasted, then with its form.
    pub problems: Vec<Problem>,
}

/// The texts, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// Every token found, in the order of the input.
    pub tokens: Vec<Rc<ReadToken>>,
    /// The policy document.
    pub policy: Rc<Document>,
    /// Keys and metadata.
    pub keys: Rc<Keys>,
    /// What is wrong with the named values.
    pub values_problem: Option<String>,
}

/// What only a browser can find out: the state of each token's signature, by the token's index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Missing entries are unchecked.
    pub signatures: Vec<Signature>,
}

/// A policy and its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// As written.
    pub policy: Policy,
    /// What the gateway decides.
    pub evaluation: Evaluation,
}

/// Everything that is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The evaluated instant.
    pub at: Instant,
    /// Every token found; the policies are evaluated against the first.
    pub tokens: Vec<Rc<ReadToken>>,
    /// Every JWT policy found, in document order.
    pub policies: Vec<Judged>,
    /// What is wrong with the policy document as a whole.
    pub policy_problems: Vec<PolicyProblem>,
    /// What was recognised in keys and metadata, a sentence each.
    pub key_notes: Vec<String>,
    /// What is wrong with the named values.
    pub values_problem: Option<String>,
    /// Worst first.
    pub findings: Vec<Finding>,
    /// The one thing to say.
    pub headline: Option<Headline>,
    /// The state of each token's signature.
    pub signatures: Vec<Signature>,
    /// The first instant after `at` at which anything may be another.
    pub next_change: Option<Instant>,
}

impl Inspection {
    /// The token that the policies are evaluated against.
    pub fn token(&self) -> Option<&Rc<ReadToken>> {
        self.tokens.first()
    }

    /// All policies together. `None` without a policy.
    pub fn verdict(&self) -> Option<Verdict> {
        verdict(&self.policies, &self.policy_problems)
    }
}

/// Policies are in sequence, so one that always runs and refuses refuses; one under a condition may not run.
fn verdict(policies: &[Judged], problems: &[PolicyProblem]) -> Option<Verdict> {
    let has = |verdict| {
        policies
            .iter()
            .any(|judged| judged.evaluation.verdict == verdict)
    };
    let refused = policies.iter().any(|judged| {
        judged.policy.condition.is_none() && judged.evaluation.verdict == Verdict::Rejected
    });
    let unread = problems
        .iter()
        .any(|problem| problem.code != "text-outside-elements");
    if refused {
        Some(Verdict::Rejected)
    } else if unread || has(Verdict::Rejected) || has(Verdict::Undetermined) {
        Some(Verdict::Undetermined)
    } else {
        has(Verdict::Accepted).then_some(Verdict::Accepted)
    }
}

/// Reads the texts. Total: whatever is wrong is said in the result.
pub fn read(inputs: &Inputs<'_>) -> Documents {
    let (values, values_problem) = named_values(inputs.values);
    Documents {
        tokens: intake::find(inputs.token)
            .into_iter()
            .map(|candidate| Rc::new(read_token(candidate)))
            .collect(),
        policy: Rc::new(document::read(inputs.policy, &values)),
        keys: Rc::new(keys::read(inputs.keys)),
        values_problem,
    }
}

/// Decides at an instant.
pub fn judge(documents: &Documents, evidence: &Evidence, now: Instant) -> Inspection {
    let unchecked = Signature::Unchecked;
    let signatures: Vec<Signature> = (0..documents.tokens.len())
        .map(|index| evidence.signatures.get(index).unwrap_or(&unchecked).clone())
        .collect();
    let chosen = documents.tokens.first();
    // Pasted text without a token is no evidence about the request, unless it shows the header.
    let sent = chosen.filter(|read| {
        read.scheme.is_some()
            || read
                .token
                .segments
                .iter()
                .any(|segment| !segment.text.is_empty())
    });
    let presented = sent.map(|read| Presented {
        token: &read.token,
        scheme: read.scheme.as_deref(),
        signature: signatures.first().unwrap_or(&unchecked),
    });
    let token = chosen.map(|read| &read.token);
    let document = &documents.policy;
    let metadata = &documents.keys.metadata;
    let policies: Vec<&Policy> = document.policies.iter().collect();
    let findings = lint(token, &policies, &document.text, metadata);
    let policies: Vec<Judged> = document
        .policies
        .iter()
        .map(|policy| {
            let mut evaluation = evaluate(policy, presented, metadata, now);
            let situation = Situation {
                token,
                policy,
                policy_text: &document.text,
                findings: &findings,
            };
            let (unmet, others): (Vec<_>, Vec<_>) = evaluation
                .requirements
                .iter_mut()
                .partition(|requirement| requirement.state == State::Unmet);
            for requirement in unmet.into_iter().take(MAX_REMEDIES).chain(others) {
                remedy(&situation, requirement);
            }
            Judged {
                policy: policy.clone(),
                evaluation,
            }
        })
        .collect();
    let evaluations: Vec<&Evaluation> = policies.iter().map(|judged| &judged.evaluation).collect();
    let conditions: Vec<Option<&str>> = policies
        .iter()
        .map(|judged| judged.policy.condition.as_deref())
        .collect();
    let text_problems: Vec<&[PolicyProblem]> = policies
        .iter()
        .map(|judged| judged.policy.problems.as_slice())
        .collect();
    let exp = token.and_then(|token| date(token, "exp"));
    let headline = headline(&Facts {
        token,
        problems: chosen.map_or(&[], |read| &read.problems),
        verdict: verdict(&policies, &document.problems),
        conditions: &conditions,
        evaluations: &evaluations,
        policy_problems: &document.problems,
        text_problems: &text_problems,
        findings: &findings,
        exp,
        now,
    });
    let token_changes = token
        .and_then(|token| date(token, "nbf"))
        .into_iter()
        .chain(exp.map(|exp| exp.plus(1)));
    let next_change = evaluations
        .iter()
        .filter_map(|evaluation| evaluation.next_change)
        .chain(token_changes)
        .filter(|moment| *moment > now)
        .min();
    Inspection {
        at: now,
        tokens: documents.tokens.clone(),
        policy_problems: document.problems.clone(),
        key_notes: documents.keys.notes.clone(),
        values_problem: documents.values_problem.clone(),
        findings,
        headline,
        signatures,
        next_change,
        policies,
    }
}

/// Reads and judges in one call.
pub fn inspect(inputs: &Inputs<'_>, now: Instant) -> Inspection {
    judge(&read(inputs), &Evidence::default(), now)
}

fn read_token(candidate: Candidate) -> ReadToken {
    let token = jose::decode(&candidate.text);
    let header_text = token.header().json().map_or("", |(text, _)| text);
    let profile = Profile::of(token.claims());
    let usage = Use::of(token.header_members(), token.claims(), profile);
    let mut problems = candidate.problems;
    // A text without a token says what it is; that it is opaque besides would say nothing.
    if !candidate.text.is_empty() {
        problems.extend(token.problems.iter().cloned());
    }
    ReadToken {
        found_in: candidate.found_in,
        span: candidate.span,
        scheme: candidate.scheme,
        profile,
        usage,
        description: match token.kind {
            Kind::Jws | Kind::Unsecured => claims::describe(profile, usage, token.claims()),
            Kind::Jwe => "encrypted token (JWE)".to_owned(),
            Kind::Malformed => "not a JSON Web Token as it stands".to_owned(),
            Kind::Opaque => "no JSON Web Token".to_owned(),
        },
        header: claims::annotate_header(header_text, token.header_members()),
        claims: claims::annotate_claims(token.claims_text(), token.claims(), profile),
        problems,
        token,
    }
}

fn date(token: &Token, name: &str) -> Option<Instant> {
    match claims::numeric_date(token.claims(), token.claims_text(), name) {
        Reading::Present(instant) => Some(instant),
        Reading::Absent | Reading::Malformed(_) => None,
    }
}

fn named_values(text: &str) -> (NamedValues, Option<String>) {
    if text.trim().is_empty() {
        return (NamedValues::default(), None);
    }
    match json::parse(text) {
        Ok(root) if matches!(root.kind, json::Kind::Object(_)) => {
            let values = root
                .members()
                .iter()
                .map(|member| {
                    (
                        member.name.clone(),
                        member
                            .value
                            .as_str()
                            .map_or_else(|| member.value.span.of(text).to_owned(), str::to_owned),
                    )
                })
                .collect();
            (NamedValues(values), None)
        }
        Ok(root) => (
            NamedValues::default(),
            Some(format!(
                "the named values are {}, where an object is wanted: `{{\"tenant-id\": \"…\"}}`",
                root.describe()
            )),
        ),
        Err(fault) => (
            NamedValues::default(),
            Some(format!(
                "the named values are not JSON at byte {}: {}",
                fault.offset, fault.message
            )),
        ),
    }
}
