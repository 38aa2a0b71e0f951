//! The sentence for a refusal: the cause that matters first, and where the gateway stops.

use super::Judged;
use super::cause::cause;
use super::headline::{Facts, Headline, Tally, Tone, are_met, mistakes, sentence, spoken, tally};
use super::rank::{EXPLAINS, rank};
use crate::finding::Finding;
use crate::policy::evaluate::{Cause, Requirement, State, Verdict};
use crate::text::fill;

/// The policy that refuses, by its index: one that always runs before one under a condition.
pub(super) fn refusing(policies: &[Judged]) -> Option<usize> {
    let mut refusing = None;
    for (index, judged) in policies.iter().enumerate() {
        if judged.evaluation.verdict == Verdict::Rejected {
            if judged.policy.condition.is_none() {
                return Some(index);
            }
            refusing = refusing.or(Some(index));
        }
    }
    refusing
}

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
        ("condition", condition.unwrap_or_default()),
        ("others", &others),
        ("met", &are_met(met)),
        ("unknown", &unknown),
        ("mistakes", &mistakes(judged)),
    ];
    let text = if requirement.decisive {
        "Refused: {status}, `{failure}`: {cause}"
    } else {
        "Refused: {status}: {cause} (the gateway stops earlier, at the {stop}, with `{failure}`)"
    };
    let (tone, lead, where_it_holds) = match condition {
        None => (Tone::Refused, "Refused, {status}.", ""),
        Some(_) => (
            Tone::Undetermined,
            "Refused, {status}, where its condition holds.",
            " (where `{condition}` holds)",
        ),
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
        "The gateway stops at the {stop} with `{failure}`.",
        also,
        " {met}",
        not_known,
        ".{mistakes}",
    ];
    Some(Headline {
        code,
        tone,
        lead: fill(lead, &values),
        cause: sentence(clause),
        detail: fill(&detail.concat(), &values),
        text: fill(&[text, where_it_holds].concat(), &values),
        help: help.clone(),
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
                if EXPLAINS.contains(&(finding.code, requirement.code.code())) {
                    consider(finding.code, requirement, Some(finding));
                }
            }
        }
    }
    foremost
}

/// The explanation as a clause of its own.
fn said(requirement: &Requirement) -> String {
    let subject = match requirement.cause() {
        Some(Cause::NotYetValid) => "the token is ",
        Some(Cause::Expired) => "the token ",
        _ => "",
    };
    [subject, &requirement.explanation].concat()
}
