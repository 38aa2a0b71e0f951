//! The one sentence at the top: the verdict, the cause, and what to change.

use super::rank::{EXPLAINS, rank};
use crate::finding::{Finding, Fix, PolicyProblem, Problem, Severity};
use crate::jose::{Kind, Token};
use crate::policy::evaluate::{Code, Evaluation, Requirement, State, Verdict, idx};
use crate::policy::near_miss::NearMiss;
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
    /// Ways to mend it.
    pub fixes: Vec<Fix>,
    /// The policy it is about, by its index.
    pub policy: Option<usize>,
}

/// What the sentence is made of.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The chosen token.
    pub token: Option<&'a Token>,
    /// What was wrong with how the token was pasted, then with its form.
    pub problems: &'a [Problem],
    /// All policies together.
    pub verdict: Option<Verdict>,
    /// The condition of each policy, `None` where it always runs.
    pub conditions: &'a [Option<&'a str>],
    /// The outcome of each policy, in document order.
    pub evaluations: &'a [&'a Evaluation],
    /// What is wrong with the policy document as a whole.
    pub policy_problems: &'a [PolicyProblem],
    /// What is wrong with the text of each policy.
    pub text_problems: &'a [&'a [PolicyProblem]],
    /// What the lints found.
    pub findings: &'a [Finding],
    /// When `exp` is, if it can be read.
    pub exp: Option<Instant>,
    /// The evaluated instant.
    pub now: Instant,
}

struct Cause<'a> {
    code: &'static str,
    text: String,
    help: Option<String>,
    fixes: Vec<Fix>,
    requirement: Option<&'a Requirement>,
}

/// The one thing to say; `None` when there is nothing.
pub fn headline(facts: &Facts<'_>) -> Option<Headline> {
    if let Some((index, evaluation)) = rejected(facts) {
        return refused(facts, index, evaluation);
    }
    if let Some(problem) = facts
        .policy_problems
        .first()
        .filter(|_| facts.evaluations.is_empty())
    {
        return Some(note(
            Tone::Wrong,
            problem.code,
            "The policy could not be read.",
            &format!("line {}: {}", problem.line, problem.message),
        ));
    }
    let Some(token) = facts.token else {
        return (!facts.evaluations.is_empty()).then(|| {
            note(
                Tone::Note,
                "token-missing",
                "Paste the token.",
                "the policy is read; the token that was refused is missing",
            )
        });
    };
    let unusable = matches!(token.kind, Kind::Malformed | Kind::Opaque);
    let mut problems = facts
        .problems
        .iter()
        .filter(|problem| !PASTING.contains(&problem.code));
    // That a part is missing says more than what is wrong with the parts that are there.
    let count = problems
        .clone()
        .find(|problem| problem.code == "segment-count");
    if let Some(problem) = count.or_else(|| problems.next()).filter(|_| unusable) {
        return Some(note(
            Tone::Wrong,
            problem.code,
            "Not a JSON Web Token as it stands.",
            &problem.message,
        ));
    }
    if let Some(index) = facts
        .evaluations
        .iter()
        .position(|evaluation| evaluation.verdict == Verdict::Undetermined)
    {
        return Some(undetermined(facts, index));
    }
    if facts.verdict == Some(Verdict::Undetermined) {
        let unread = facts
            .policy_problems
            .first()
            .map_or("", |problem| problem.message.as_str());
        return Some(note(
            Tone::Undetermined,
            "undetermined",
            "Nothing refuses this token.",
            unread,
        ));
    }
    if !facts.evaluations.is_empty() {
        let mut headline = note(
            Tone::Accepted,
            "accepted",
            "Accepted.",
            "every requirement of the policy is met",
        );
        headline.policy = Some(0);
        return Some(headline);
    }
    without_policy(facts)
}

/// Problems of pasting that leave the token readable.
const PASTING: [&str; 4] = [
    "quotes-around-token",
    "invisible-character",
    "percent-encoded",
    "input-too-long",
];

/// The policy that refuses: one that always runs before one under a condition.
fn rejected<'a>(facts: &Facts<'a>) -> Option<(usize, &'a Evaluation)> {
    let always = |index: &usize| facts.conditions.get(*index).is_none_or(Option::is_none);
    let mut all = facts.evaluations.iter().copied().enumerate();
    let rejected = |(_, evaluation): &(usize, &Evaluation)| evaluation.verdict == Verdict::Rejected;
    all.clone()
        .filter(rejected)
        .find(|(index, _)| always(index))
        .or_else(|| all.find(rejected))
}

fn refused(facts: &Facts<'_>, index: usize, evaluation: &Evaluation) -> Option<Headline> {
    let response = evaluation.response.as_ref()?;
    let decisive = evaluation.decisive()?;
    let unmet: Vec<&Requirement> = evaluation
        .requirements
        .iter()
        .filter(|requirement| requirement.state == State::Unmet)
        .collect();
    let mut causes: Vec<Cause<'_>> = unmet
        .iter()
        .map(|requirement| of_requirement(requirement))
        .collect();
    causes.extend(facts.findings.iter().filter_map(|finding| {
        let explained = unmet
            .iter()
            .find(|requirement| EXPLAINS.contains(&(finding.code, requirement.code.code())))?;
        Some(of_finding(finding, explained))
    }));
    let cause = causes.into_iter().min_by_key(|cause| rank(cause.code))?;
    let code = idx(&response.detail).unwrap_or(response.reason);
    let others: Vec<String> = unmet
        .iter()
        .filter(|requirement| !requirement.decisive)
        .map(|requirement| spoken(requirement))
        .collect();
    let also = if others.is_empty() {
        String::new()
    } else {
        format!(" Also unmet: {}.", others.join(", "))
    };
    let unknown = names(evaluation, State::Unknown).join(", ");
    let not_known = if unknown.is_empty() {
        String::new()
    } else {
        format!("; not known: {unknown}")
    };
    let met = names(evaluation, State::Met).len();
    let detail = format!(
        "The gateway stops at the {} with `{code}`.{also} {met} requirements are met{not_known}.{}",
        spoken(decisive),
        mistakes(facts, index)
    );
    let is_decisive = cause
        .requirement
        .is_some_and(|requirement| requirement.decisive);
    let text = if is_decisive {
        format!("Refused: {}, `{code}`: {}", response.status, cause.text)
    } else {
        format!(
            "Refused: {}: {} (the gateway stops earlier, at the {}, with `{code}`)",
            response.status,
            cause.text,
            spoken(decisive)
        )
    };
    let condition = facts.conditions.get(index).copied().flatten();
    let (tone, lead, text) = match condition {
        None => (
            Tone::Refused,
            format!("Refused, {}.", response.status),
            text,
        ),
        Some(condition) => (
            Tone::Undetermined,
            format!("Refused, {}, where its condition holds.", response.status),
            format!("{text} (where `{condition}` holds)"),
        ),
    };
    Some(Headline {
        code: cause.code,
        tone,
        lead,
        cause: sentence(&cause.text),
        detail,
        text,
        help: cause.help,
        fixes: cause.fixes,
        policy: Some(index),
    })
}

fn undetermined(facts: &Facts<'_>, index: usize) -> Headline {
    let unknown: Vec<String> = facts
        .evaluations
        .get(index)
        .map(|evaluation| names(evaluation, State::Unknown))
        .unwrap_or_default();
    let list = unknown.join(", ");
    let mut headline = note(
        Tone::Undetermined,
        "undetermined",
        "Nothing refuses this token.",
        &format!("not known: {list}"),
    );
    headline.detail = facts
        .evaluations
        .get(index)
        .map(|evaluation| {
            let met = evaluation
                .requirements
                .iter()
                .filter(|requirement| requirement.state == State::Met)
                .count();
            format!("{met} requirements are met.{}", mistakes(facts, index))
        })
        .unwrap_or_default();
    headline.text = format!("Nothing refuses this token; not known: {list}");
    headline.policy = Some(index);
    headline
}

/// That the policy's own text has mistakes, when it has.
fn mistakes(facts: &Facts<'_>, index: usize) -> String {
    match facts.text_problems.get(index) {
        Some([only]) => format!(" The policy has a mistake in line {}.", only.line),
        Some([first, rest @ ..]) if !rest.is_empty() => format!(
            " The policy has {} mistakes, the first in line {}.",
            rest.len() + 1,
            first.line
        ),
        _ => String::new(),
    }
}

fn without_policy(facts: &Facts<'_>) -> Option<Headline> {
    let finding = facts
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .min_by_key(|finding| rank(finding.code));
    if let Some(finding) = finding {
        let mut headline = note(Tone::Note, finding.code, "No policy yet.", &finding.title);
        headline.help.clone_from(&finding.help);
        headline.fixes.clone_from(&finding.fixes);
        return Some(headline);
    }
    let exp = facts.exp.filter(|exp| *exp < facts.now)?;
    let ago = duration(facts.now.since(exp));
    Some(note(
        Tone::Note,
        "token-expired",
        "No policy yet.",
        &format!("the token expired {ago} before the evaluated time"),
    ))
}

fn note(tone: Tone, code: &'static str, lead: &str, cause: &str) -> Headline {
    Headline {
        code,
        tone,
        lead: lead.to_owned(),
        text: format!("{lead} {}", sentence(cause)),
        cause: sentence(cause),
        detail: String::new(),
        help: None,
        fixes: Vec::new(),
        policy: None,
    }
}

fn of_finding<'a>(finding: &Finding, requirement: &'a Requirement) -> Cause<'a> {
    Cause {
        code: finding.code,
        text: finding.title.clone(),
        help: finding.help.clone(),
        fixes: if finding.fixes.is_empty() {
            requirement.fixes.clone()
        } else {
            finding.fixes.clone()
        },
        requirement: Some(requirement),
    }
}

fn of_requirement(requirement: &Requirement) -> Cause<'_> {
    let reason = requirement
        .failure
        .as_ref()
        .map_or("", |failure| failure.reason);
    let detail = requirement
        .failure
        .as_ref()
        .map_or("", |failure| failure.detail.as_str());
    let code = match (requirement.code, requirement.near_miss) {
        (Code::TokenPresent, _) => "token-missing",
        (Code::Scheme, _) => "scheme-mismatch",
        (Code::WellFormed, _) => "token-malformed",
        (Code::Decryption, _) => "token-encrypted",
        (Code::Signature, _) if detail.contains("IDX10504") => "token-unsigned",
        (Code::Signature, _) if detail.contains("IDX10500") => "no-keys",
        (Code::Signature, _) => "signature-mismatch",
        (Code::Lifetime, _) if reason == "TokenExpired" => "token-expired",
        (Code::Lifetime, _) if detail.contains("IDX10225") => "exp-missing",
        (Code::Lifetime, _) => "token-not-yet-valid",
        (Code::Audience, _) => "audience-mismatch",
        (Code::Issuer, Some(NearMiss::Tenant)) => "tenant-mismatch",
        (Code::Issuer, _) => "issuer-mismatch",
        (Code::Claim, _) if reason == "TokenClaimNotFound" => "claim-missing",
        (Code::Claim, _) => "claim-value-mismatch",
    };
    let text = match requirement.code {
        Code::Lifetime if requirement.explanation.starts_with("expired") => {
            format!("the token {}", requirement.explanation)
        }
        Code::Lifetime if requirement.explanation.starts_with("not yet") => {
            format!("the token is {}", requirement.explanation)
        }
        _ => requirement.explanation.clone(),
    };
    Cause {
        code,
        text,
        help: requirement.help.clone(),
        fixes: requirement.fixes.clone(),
        requirement: Some(requirement),
    }
}

fn names(evaluation: &Evaluation, state: State) -> Vec<String> {
    evaluation
        .requirements
        .iter()
        .filter(|requirement| requirement.state == state)
        .map(spoken)
        .collect()
}

fn spoken(requirement: &Requirement) -> String {
    match &requirement.claim {
        Some(claim) => format!("claim `{claim}`"),
        None => requirement.code.code().replace('-', " "),
    }
}

/// With a capital letter and a full stop.
fn sentence(clause: &str) -> String {
    let mut sentence = clause.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}
