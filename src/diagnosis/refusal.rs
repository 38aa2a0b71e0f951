//! The sentence for a refusal: the cause that matters first, and where the gateway stops.

use super::Judged;
use super::cause::cause;
use super::headline::{Facts, Headline, Tally, Tone, are_met, mistakes, sentence, spoken, tally};
use super::rank::{EXPLAINS, rank};
use super::together::{clip, otherwise, which};
use crate::finding::Finding;
use crate::policy::evaluate::{Cause, Requirement, State, Verdict};
use crate::text::fill;

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
        ("otherwise", &otherwise(facts.policies, index)),
        ("others", &others),
        ("met", &are_met(met)),
        ("unknown", &unknown),
        ("mistakes", &mistakes(judged)),
    ];
    // What the verdict depends on, by itself and in one sentence with the cause.
    let several = facts.policies.len() > 1;
    let (tone, lead, depends, [before, after]) = match condition {
        None if several => (
            Tone::Refused,
            "",
            "{which} refuses. ",
            ["Refused by {which}: ", ""],
        ),
        None => (Tone::Refused, "", "", ["Refused: ", ""]),
        Some(_) if facts.verdict == Some(Verdict::Rejected) => (
            Tone::Refused,
            ", in every branch",
            "{which} refuses if `{condition}`, and so does one in every other branch. ",
            [
                "Refused in every branch of `<choose>`; if `{condition}`: ",
                "",
            ],
        ),
        Some(_) => (
            Tone::Undetermined,
            ", where its condition holds",
            "{which} refuses if `{condition}`; {otherwise}. ",
            ["If `{condition}`: refused, ", "; {otherwise}"],
        ),
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
        depends,
        "The gateway stops at the {stop} with `{failure}`.",
        also,
        " {met}",
        not_known,
        ".{mistakes}",
    ];
    Some(Headline {
        code,
        tone,
        lead: fill(&["Refused, {status}", lead, "."].concat(), &values),
        cause: sentence(clause),
        detail: sentence(&fill(&detail.concat(), &values)),
        text: fill(&[before, text, after].concat(), &values),
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
