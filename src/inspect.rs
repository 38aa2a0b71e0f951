//! Everything the page calls: [`read`] the texts, [`judge`] at an instant, or both at once with [`inspect`].

use std::rc::Rc;

use crate::claims::{self, Annotated, Profile, Use};
pub use crate::diagnosis::Judged;
use crate::diagnosis::headline::{Facts, Headline, headline};
use crate::diagnosis::{Situation, remedy};
use crate::finding::{Finding, PolicyProblem, Problem};
use crate::intake::{self, Candidate, FoundIn};
use crate::jose::{self, Kind, Token};
use crate::keys::{self, Keys};
use crate::lint::lint;
use crate::policy::Policy;
use crate::policy::document;
use crate::policy::evaluate::{Presented, Signature, State, Verdict, evaluate};
use crate::policy::text::PolicyText;
use crate::policy::value::NamedValues;
use crate::text::instant::Instant;
use crate::text::{Span, fill, json};

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
    /// The policy document as pasted.
    pub policy_text: PolicyText,
    /// The JWT policies in it, in document order.
    pub policies: Vec<Rc<Policy>>,
    /// What is wrong with the policy document as a whole.
    pub policy_problems: Rc<Vec<PolicyProblem>>,
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

/// Everything that is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The evaluated instant.
    pub at: Instant,
    /// Every token found, in the order of the input.
    pub tokens: Vec<Rc<ReadToken>>,
    /// The token that the policies are evaluated against, by its index.
    pub chosen: usize,
    /// Every JWT policy found, in document order.
    pub policies: Vec<Judged>,
    /// What is wrong with the policy document as a whole.
    pub policy_problems: Rc<Vec<PolicyProblem>>,
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
        self.tokens.get(self.chosen)
    }

    /// What that token is, and which of them where there are several; empty without one.
    pub fn description(&self) -> String {
        let description = self.token().map_or("", |read| &read.description);
        if self.tokens.len() < 2 {
            return description.to_owned();
        }
        let number = (self.chosen + 1).to_string();
        let count = self.tokens.len().to_string();
        [description, ", number ", &number, " of ", &count].concat()
    }

    /// All policies together. `None` without a policy.
    pub fn verdict(&self) -> Option<Verdict> {
        verdict(&self.policies, &self.policy_problems)
    }
}

/// Problems of a policy document that leave its policies as they are.
const HARMLESS: [&str; 4] = [
    "text-outside-elements",
    "commented-out",
    "curly-quotes",
    "no-break-space",
];

/// Policies are in sequence, so one that always runs and refuses refuses; one under a condition may not run.
fn verdict(policies: &[Judged], problems: &[PolicyProblem]) -> Option<Verdict> {
    let mut verdict = (!policies.is_empty()).then_some(Verdict::Accepted);
    for problem in problems {
        if !HARMLESS.contains(&problem.code) {
            verdict = Some(Verdict::Undetermined);
        }
    }
    for judged in policies {
        match judged.evaluation.verdict {
            Verdict::Accepted => {}
            Verdict::Rejected if judged.policy.condition.is_none() => {
                return Some(Verdict::Rejected);
            }
            Verdict::Rejected | Verdict::Undetermined => verdict = Some(Verdict::Undetermined),
        }
    }
    verdict
}

/// Reads the texts. Total: whatever is wrong is said in the result.
#[inline(never)]
pub fn read(inputs: &Inputs<'_>) -> Documents {
    let mut documents = Documents::default();
    let mut values = NamedValues::default();
    documents.values_problem = named_values(inputs.values, &mut values);
    for candidate in intake::find(inputs.token) {
        documents.tokens.push(Rc::new(read_token(candidate)));
    }
    let document = document::read(inputs.policy, &values);
    for policy in document.policies {
        documents.policies.push(Rc::new(policy));
    }
    documents.policy_text = document.text;
    documents.policy_problems = Rc::new(document.problems);
    documents.keys = Rc::new(keys::read(inputs.keys));
    documents
}

/// Decides at an instant.
#[inline(never)]
pub fn judge(documents: &Documents, evidence: &Evidence, now: Instant) -> Inspection {
    let unchecked = Signature::Unchecked;
    let signature = |index| evidence.signatures.get(index).unwrap_or(&unchecked);
    let mut signatures = Vec::new();
    for index in 0..documents.tokens.len() {
        signatures.push(signature(index).clone());
    }
    let chosen = chosen(&documents.tokens);
    let read = documents.tokens.get(chosen);
    let sent = read.filter(|read| is_sent(read));
    let presented = sent.map(|read| Presented {
        token: &read.token,
        scheme: read.scheme.as_deref(),
        signature: signature(chosen),
    });
    let token = read.map(|read| &read.token);
    let metadata = &documents.keys.metadata;
    let policy_text = &documents.policy_text;
    let findings = lint(token, &documents.policies, policy_text);
    let exp = token.and_then(|token| date(token, "exp"));
    let nbf = token.and_then(|token| date(token, "nbf"));
    let mut changes = vec![nbf, exp.map(|exp| exp.plus(1))];
    let mut policies = Vec::new();
    for policy in &documents.policies {
        let mut evaluation = evaluate(policy, presented, metadata, now);
        changes.push(evaluation.next_change);
        let situation = Situation {
            token,
            policy,
            policy_text,
            findings: &findings,
            now,
        };
        let mut unmet = 0;
        for requirement in &mut evaluation.requirements {
            unmet += usize::from(requirement.state == State::Unmet);
            if requirement.state != State::Unmet || unmet <= MAX_REMEDIES {
                remedy(&situation, requirement);
            }
        }
        policies.push(Judged {
            policy: Rc::clone(policy),
            evaluation,
        });
    }
    let headline = headline(&Facts {
        token,
        problems: read.map_or(&[], |read| &read.problems),
        verdict: verdict(&policies, &documents.policy_problems),
        policies: &policies,
        policy_problems: &documents.policy_problems,
        findings: &findings,
        exp,
        now,
    });
    Inspection {
        at: now,
        tokens: documents.tokens.clone(),
        chosen,
        policy_problems: Rc::clone(&documents.policy_problems),
        key_notes: documents.keys.notes.clone(),
        values_problem: documents.values_problem.clone(),
        findings,
        headline,
        signatures,
        next_change: now.first_after(&changes),
        policies,
    }
}

/// The token that is judged: the first. But where that is an ID token that nothing shows as sent, as in the answer of a
/// token endpoint, it is the access token beside it that goes to the API.
fn chosen(tokens: &[Rc<ReadToken>]) -> usize {
    let mut all = tokens.iter();
    match tokens.first() {
        Some(first) if first.usage == Use::IdToken && first.scheme.is_none() => {
            let access = all.position(|read| read.usage == Use::AccessToken);
            access.unwrap_or_default()
        }
        _ => 0,
    }
}

/// Pasted text without a token is no evidence about the request, unless it shows the header.
fn is_sent(read: &ReadToken) -> bool {
    let mut segments = read.token.segments.iter();
    read.scheme.is_some() || segments.any(|segment| !segment.text.is_empty())
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
        problems.extend_from_slice(&token.problems);
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
    claims::numeric_date(token.claims(), token.claims_text(), name).present()
}

/// Reads the named values; says what is wrong with them.
fn named_values(text: &str, values: &mut NamedValues) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    let offset;
    let (template, values) = match json::parse(text) {
        Ok(root) if matches!(root.kind, json::Kind::Object(_)) => {
            for member in root.members() {
                let text = member.value.as_str().unwrap_or(member.value.span.of(text));
                values.0.push((member.name.clone(), text.to_owned()));
            }
            return None;
        }
        Ok(root) => (
            "the named values are {found}, where an object is wanted: `{\"tenant-id\": \"…\"}`",
            [("found", root.describe()), ("", "")],
        ),
        Err(fault) => {
            offset = fault.offset.to_string();
            (
                "the named values are not JSON at byte {offset}: {fault}",
                [("offset", &*offset), ("fault", fault.message)],
            )
        }
    };
    Some(fill(template, &values))
}
