//! The sentence for a refusal: the cause that matters first, and where the gateway stops.

use super::Judged;
use super::cause::cause;
use super::headline::{Facts, Headline, Tally, Tone, are_met, mistakes, sentence, spoken, tally};
use super::next::next;
use super::rank::{EXPLAINS, rank};
use super::together::{clip, otherwise, which};
use crate::finding::{Finding, Place};
use crate::policy::evaluate::{Cause, Code, Requirement, State, Verdict};
use crate::policy::text::PolicyText;
use crate::text::{fill, line_of};

/// What is said around the cause, as templates.
struct Form {
    tone: Tone,
    lead: &'static str,
    /// In front of the cause and behind it, in one sentence.
    before: &'static str,
    after: &'static str,
    /// Which policy refuses, when.
    detail: &'static str,
}

static ONLY: Form = Form {
    tone: Tone::Refused,
    lead: "Refused, {status}.",
    before: "Refused: ",
    after: "",
    detail: "",
};

static ONE_OF: Form = Form {
    before: "Refused by {which}: ",
    detail: "{which} refuses. ",
    ..ONLY
};

static EVERY_BRANCH: Form = Form {
    lead: "Refused, {status}, in every branch.",
    before: "Refused in every branch of `<choose>`; if `{condition}`: ",
    detail: "{which} refuses if `{condition}`, and so does one in every other branch. ",
    ..ONLY
};

static ONE_BRANCH: Form = Form {
    tone: Tone::Undetermined,
    lead: "Refused, {status}, where its condition holds.",
    before: "If `{condition}`: refused, ",
    after: "; {otherwise}",
    detail: "{which} refuses if `{condition}`; {otherwise}. ",
};

/// The headline for the policy that refuses.
#[inline(never)]
pub(super) fn refusal(facts: &Facts<'_>, index: usize) -> Option<Headline> {
    let judged = facts.policies.get(index)?;
    let response = judged.evaluation.response.as_ref()?;
    let decisive = judged.evaluation.decisive()?;
    let (requirement, finding) = foremost(facts, judged)?;
    let (mut code, mut clause) = (cause(requirement), &said(requirement));
    let (mut help, mut fixes) = (&requirement.help, &requirement.fixes);
    if let Some(finding) = finding {
        (code, clause, help) = (finding.code, &finding.title, &finding.help);
        if !finding.fixes.is_empty() {
            fixes = &finding.fixes;
        }
    }
    let condition = judged.policy.condition.as_deref();
    let Tally {
        met,
        others,
        unknown,
    } = tally(&judged.evaluation);
    let values = [
        ("status", &*response.status.to_string()),
        ("failure", response.cause.code()),
        ("cause", clause),
        ("stop", &spoken(decisive)),
        ("condition", &clip(condition.unwrap_or_default())),
        ("which", &which(facts.policies, index)),
        ("otherwise", otherwise(facts.policies)),
        ("others", &others),
        ("met", &are_met(met)),
        ("unknown", &unknown),
        ("mistakes", &mistakes(judged)),
    ];
    let form = match condition {
        None if facts.policies.len() > 1 => &ONE_OF,
        None => &ONLY,
        Some(_) if facts.verdict == Some(Verdict::Rejected) => &EVERY_BRANCH,
        Some(_) => &ONE_BRANCH,
    };
    let text = if requirement.decisive {
        "{status}, `{failure}`: {cause}"
    } else {
        "{status}: {cause} (the gateway stops earlier, at the {stop}, with `{failure}`)"
    };
    let also = if others.is_empty() {
        ""
    } else {
        " Also unmet: {others}."
    };
    let not_known = if unknown.is_empty() {
        ""
    } else {
        "; not known: {unknown}"
    };
    let detail = [
        form.detail,
        "The gateway stops at the {stop} with `{failure}`.",
        also,
        " {met}",
        not_known,
        ".{mistakes}",
    ];
    Some(Headline {
        code,
        tone: form.tone,
        lead: fill(form.lead, &values),
        cause: sentence(clause),
        detail: sentence(&fill(&detail.concat(), &values)),
        text: fill(&[form.before, text, form.after].concat(), &values),
        help: help.clone(),
        next: next(code, requirement, &judged.evaluation.requirements),
        fixes: fixes.clone(),
        policy: Some(index),
    })
}

/// The unmet requirement whose cause is told, with the finding that says more about it.
fn foremost<'a>(
    facts: &Facts<'a>,
    judged: &'a Judged,
) -> Option<(&'a Requirement, Option<&'a Finding>)> {
    let mut foremost = None;
    let mut least = u8::MAX;
    let mut consider = |code, requirement, finding| {
        if rank(code) < least {
            least = rank(code);
            foremost = Some((requirement, finding));
        }
    };
    for requirement in &judged.evaluation.requirements {
        if requirement.state == State::Unmet {
            consider(cause(requirement), requirement, None);
            for finding in facts.findings {
                let explains = EXPLAINS.contains(&(finding.code, requirement.code.code()));
                if explains && is_about(finding, requirement, facts.policy_text) {
                    consider(finding.code, requirement, Some(finding));
                }
            }
        }
    }
    foremost
}

/// Whether a finding is about this requirement: of several claims the one in its line.
fn is_about(finding: &Finding, requirement: &Requirement, policy_text: &PolicyText) -> bool {
    let here = Place::Policy(line_of(policy_text, requirement.span.start));
    requirement.code != Code::Claim || finding.places.contains(&here)
}

/// The explanation as a clause of its own.
pub(super) fn said(requirement: &Requirement) -> String {
    let subject = match requirement.cause() {
        Some(Cause::NotYetValid) => "the token is ",
        Some(Cause::Expired) => "the token ",
        _ => "",
    };
    [subject, &requirement.explanation].concat()
}
