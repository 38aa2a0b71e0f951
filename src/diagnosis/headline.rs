//! The one sentence at the top: the verdict, the cause, and what to change.

use super::Judged;
use super::rank::rank;
use super::refusal::refusal;
use super::together::{refusing, which};
use crate::explain::Explanation;
use crate::finding::{Confidence, Finding, Fix, PolicyProblem, Problem, Severity, enumerate};
use crate::jose::{Kind, Token};
use crate::policy::edit;
use crate::policy::evaluate::{Code, Evaluation, Requirement, State, Verdict};
use crate::policy::text::PolicyText;
use crate::text::fill;
use crate::text::instant::{Instant, duration};

/// How the sentence is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The gateway refuses.
    Refused,
    /// The input cannot be used as it is.
    Wrong,
    /// Nothing refuses, not everything is known.
    Undetermined,
    /// Every requirement is met.
    Accepted,
    /// There is no verdict to give, only something to know.
    Note,
}

/// The one thing to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// Of the cause: a lint's or requirement's code.
    pub code: &'static str,
    /// How it is to be taken.
    pub tone: Tone,
    /// The verdict in two words: `Refused, 401.`
    pub lead: String,
    /// The cause, a sentence.
    pub cause: String,
    /// Where the gateway stops and what else there is, a sentence or two; may be empty.
    pub detail: String,
    /// The whole as one sentence.
    pub text: String,
    /// What to change, where.
    pub help: Option<String>,
    /// What the gateway will refuse once that is mended, a sentence; `None` where nothing is left, or only a new token tells.
    pub next: Option<String>,
    /// Ways to mend it.
    pub fixes: Vec<Fix>,
    /// The policy it is about, by its index.
    pub policy: Option<usize>,
}

/// What the sentence is made of.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The first error text, explained, where it is all that was pasted.
    pub explained: Option<&'a Explanation>,
    /// The chosen token.
    pub token: Option<&'a Token>,
    /// What was wrong with how the token was pasted, then with its form.
    pub problems: &'a [Problem],
    /// All policies together.
    pub verdict: Option<Verdict>,
    /// Each policy and its outcome, in document order.
    pub policies: &'a [Judged],
    /// The policy document as pasted.
    pub policy_text: &'a PolicyText,
    /// What is wrong with the policy document as a whole.
    pub policy_problems: &'a [PolicyProblem],
    /// What the lints found.
    pub findings: &'a [Finding],
    /// When `exp` is, if it can be read.
    pub exp: Option<Instant>,
    /// The evaluated instant.
    pub now: Instant,
}

/// The one thing to say; `None` when there is nothing.
#[inline(never)]
pub fn headline(facts: &Facts<'_>) -> Option<Headline> {
    if let Some(index) = refusing(facts.policies) {
        return refusal(facts, index);
    }
    if let Some(explained) = facts.explained {
        let lead = [&explained.code, ":"].concat();
        let mut headline = note(Tone::Wrong, "error-explained", &lead, &explained.title);
        headline.detail = sentence(&["mostly: ", &explained.cause].concat());
        headline.help = Some(explained.help.clone());
        return Some(headline);
    }
    let unread = facts.policy_problems.first();
    let without_policy = facts.policies.is_empty();
    if let Some(problem) = unread.filter(|_| without_policy) {
        let values = [
            ("line", &*problem.line.to_string()),
            ("message", &problem.message),
        ];
        let cause = fill("line {line}: {message}", &values);
        let lead = "The policy could not be read.";
        return Some(Headline {
            fixes: edit::mend(facts.policy_text, problem),
            ..note(Tone::Wrong, problem.code, lead, &cause)
        });
    }
    let Some(token) = facts.token else {
        let cause = "the policy is read; the token that was refused is missing";
        return (!without_policy)
            .then(|| note(Tone::Note, "token-missing", "Paste the token.", cause));
    };
    if let Some(problem) = unusable(token, facts.problems) {
        let lead = "Not a JSON Web Token as it stands.";
        return Some(note(Tone::Wrong, problem.code, lead, &problem.message));
    }
    if without_policy {
        return of_token(facts);
    }
    if facts.verdict == Some(Verdict::Undetermined) {
        return Some(undetermined(facts));
    }
    let cause = [
        "every requirement of the policy is met",
        &unread_part(facts),
    ]
    .concat();
    let mut headline = note(Tone::Accepted, "accepted", "Accepted.", &cause);
    headline.policy = Some(0);
    headline.help = Some(ELSEWHERE.to_owned());
    Some(headline)
}

/// Problems of pasting that leave the token readable.
const PASTING: [&str; 4] = [
    "quotes-around-token",
    "invisible-character",
    "percent-encoded",
    "input-too-long",
];

/// Why the text is no token: that a part is missing says more than what is wrong with the parts that are there.
fn unusable<'a>(token: &Token, problems: &'a [Problem]) -> Option<&'a Problem> {
    let unusable = matches!(token.kind, Kind::Malformed | Kind::Opaque);
    let mut found = None;
    for problem in problems.iter().filter(|_| unusable) {
        let first = found.is_none() && !PASTING.contains(&problem.code);
        if first || problem.code == "segment-count" {
            found = Some(problem);
        }
    }
    found
}

fn undetermined(facts: &Facts<'_>) -> Headline {
    let lead = "Nothing refuses this token.";
    let note = |code, cause: &str| note(Tone::Undetermined, code, lead, cause);
    let undetermined =
        |judged: &Judged| judged.has_effect() && judged.evaluation.verdict == Verdict::Undetermined;
    let index = facts.policies.iter().position(undetermined);
    // That the token, or the policy, is not the one that decides says more than what is not known of it.
    let found = |code| facts.findings.iter().find(|finding| finding.code == code);
    let without_effect = found("policy-without-effect").filter(|_| index.is_none());
    let other_flow = found("user-flow-mismatch");
    let replaced = found("token-replaced-before-validation")
        .filter(|finding| finding.confidence != Confidence::Possible);
    let unfilled = found("placeholder-left");
    if let Some(finding) = replaced.or(without_effect).or(unfilled).or(other_flow) {
        let mut headline = note(finding.code, &finding.title);
        headline.help.clone_from(&finding.help);
        return headline;
    }
    let Some((index, judged)) = index.and_then(|index| Some((index, facts.policies.get(index)?)))
    else {
        let unread = facts.policy_problems.first();
        return note(
            "undetermined",
            unread.map_or("", |problem| &problem.message),
        );
    };
    let Tally {
        met, mut unknown, ..
    } = tally(&judged.evaluation);
    if facts.policies.len() > 1 {
        unknown.push_str(" of ");
        unknown.push_str(&which(facts.policies, index));
    }
    unknown.push_str(&unread_part(facts));
    let mut headline = note("undetermined", &["not known: ", &unknown].concat());
    headline.detail = [&are_met(met), ".", &mistakes(judged)].concat();
    headline.text = ["Nothing refuses this token; not known: ", &unknown].concat();
    headline.policy = Some(index);
    let mut problems = judged.policy.problems.iter();
    if let Some(problem) = problems.find(|problem| KEYLESS.contains(&problem.code)) {
        let values = [
            ("line", &*problem.line.to_string()),
            ("message", &problem.message),
        ];
        let cause = fill("line {line} of the policy: {message}", &values);
        return Headline {
            fixes: edit::mend(facts.policy_text, problem),
            detail: headline.detail,
            policy: headline.policy,
            ..note(problem.code, &cause)
        };
    }
    let only_signature = ["signature", "scheme, signature"].contains(&&*unknown);
    if only_signature && judged.policy.problems.is_empty() {
        headline.help = Some([FIRST, ELSEWHERE].concat());
    }
    headline
}

/// Mistakes for which the gateway has no keys, so that it refuses whatever the token says.
const KEYLESS: [&str; 5] = [
    "metadata-url-broken",
    "metadata-url-unusable",
    "metadata-url-incomplete",
    "tenant-unusable",
    "endpoint-unusable",
];

/// Where else a refusal comes from when it is not the policy's.
const ELSEWHERE: &str = "if the gateway refused this very token all the same, look for a missing subscription key (the answer then says so), for a JWT policy of another scope (`<base />`), and for the backend, which may want an audience and an issuer of its own";
const FIRST: &str =
    "paste the issuer's keys into Keys and metadata, and the signature is checked too; ";

/// That a part of the document could not be read, when that is so: what stands there is in force all the same.
fn unread_part(facts: &Facts<'_>) -> String {
    let mut problems = facts.policy_problems.iter();
    let Some(problem) = problems.find(|problem| problem.code == "not-xml") else {
        return String::new();
    };
    let line = problem.line.to_string();
    fill(
        "; part of the document, line {line}, went unread",
        &[("line", &line)],
    )
}

/// That the policy's own text has mistakes, when it has.
pub(super) fn mistakes(judged: &Judged) -> String {
    let problems = &judged.policy.problems;
    let Some(first) = problems.first() else {
        return String::new();
    };
    let template = if problems.len() == 1 {
        " The policy has a mistake in line {line}."
    } else {
        " The policy has {count} mistakes, the first in line {line}."
    };
    let (count, line) = (problems.len().to_string(), first.line.to_string());
    fill(template, &[("count", &count), ("line", &line)])
}

/// What is to be known about a token without a policy: the worst that was found, or its age.
fn of_token(facts: &Facts<'_>) -> Option<Headline> {
    let (tone, lead) = (Tone::Note, "No policy yet.");
    let mut worst: Option<&Finding> = None;
    for finding in facts.findings {
        let earlier = worst.is_none_or(|worst| rank(finding.code) < rank(worst.code));
        if earlier && finding.severity == Severity::Error {
            worst = Some(finding);
        }
    }
    if let Some(finding) = worst {
        return Some(Headline {
            help: finding.help.clone(),
            fixes: finding.fixes.clone(),
            ..note(tone, finding.code, lead, &finding.title)
        });
    }
    let exp = facts.exp.filter(|exp| *exp < facts.now)?;
    let ago = duration(facts.now.since(exp));
    let cause = ["the token expired ", &ago, " before the evaluated time"].concat();
    Some(note(tone, "token-expired", lead, &cause))
}

fn note(tone: Tone, code: &'static str, lead: &str, cause: &str) -> Headline {
    let cause = sentence(cause);
    Headline {
        code,
        tone,
        lead: lead.to_owned(),
        text: [lead, " ", &cause].concat(),
        cause,
        detail: String::new(),
        help: None,
        next: None,
        fixes: Vec::new(),
        policy: None,
    }
}

/// How the requirements stand.
#[derive(Default)]
pub(super) struct Tally {
    /// How many are met.
    pub(super) met: usize,
    /// Which are unmet, but for the decisive one.
    pub(super) others: String,
    /// Which are unknown.
    pub(super) unknown: String,
}

pub(super) fn tally(evaluation: &Evaluation) -> Tally {
    let mut tally = Tally::default();
    for requirement in &evaluation.requirements {
        let names = match requirement.state {
            State::Unmet if !requirement.decisive => &mut tally.others,
            State::Unknown => &mut tally.unknown,
            State::Met => {
                tally.met += 1;
                continue;
            }
            _ => continue,
        };
        enumerate(names, &[&spoken(requirement)]);
    }
    tally
}

pub(super) fn spoken(requirement: &Requirement) -> String {
    let name = match (&requirement.claim, requirement.code) {
        (Some(claim), _) => return ["claim `", claim, "`"].concat(),
        (None, Code::TokenPresent) => "token itself",
        (None, Code::WellFormed) => "token's form",
        (None, Code::ClientApplication) => "client application",
        (None, Code::BackendApplication) => "backend application",
        (None, code) => code.code(),
    };
    name.to_owned()
}

/// How many requirements are met, as a clause.
pub(super) fn are_met(count: usize) -> String {
    let are_met = match count {
        1 => " requirement is met",
        _ => " requirements are met",
    };
    [&count.to_string(), are_met].concat()
}

/// With a capital letter and a full stop.
pub(super) fn sentence(clause: &str) -> String {
    let mut sentence = clause.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}
