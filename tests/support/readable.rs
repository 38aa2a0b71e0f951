//! An inspection as a person reads it, one fact a line.

use claimscope::diagnosis::Headline;
use claimscope::finding::{PolicyProblem, Severity};
use claimscope::inspect::{Inspection, Judged, ReadToken};
use claimscope::policy::evaluate::Requirement;
use claimscope::report;

/// The whole inspection.
pub(crate) fn readable(inspection: &Inspection) -> String {
    let mut lines = Vec::new();
    if let Some(headline) = &inspection.headline {
        say_headline(&mut lines, headline);
    }
    for judged in &inspection.policies {
        lines.push(String::new());
        say_policy(&mut lines, judged);
        for problem in &judged.policy.problems {
            lines.push(format!(
                "  line {}: {}: {}",
                problem.line, problem.code, problem.message
            ));
            say_fixes(&mut lines, inspection, problem);
        }
    }
    for problem in inspection.policy_problems.iter() {
        lines.push(format!(
            "\npolicy, line {}: {}: {}",
            problem.line, problem.code, problem.message
        ));
        say_fixes(&mut lines, inspection, problem);
    }
    for finding in &inspection.findings {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let places: Vec<String> = finding.places.iter().map(report::place).collect();
        lines.push(format!(
            "\n{severity}: {}: {} ({})",
            finding.code,
            finding.title,
            places.join(", ")
        ));
    }
    if inspection.tokens.len() > 1 {
        lines.push(format!("\njudged: {}", inspection.description()));
    }
    for read in &inspection.tokens {
        lines.push(String::new());
        say_token(&mut lines, read);
    }
    for note in &inspection.keys.notes {
        lines.push(format!("\nkeys: {}", note.message));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn say_headline(lines: &mut Vec<String>, headline: &Headline) {
    lines.push(headline.text.clone());
    lines.push(format!("[{}] {}", headline.code, headline.detail));
    lines.extend(headline.next.iter().map(|next| format!("next: {next}")));
    lines.extend(headline.help.iter().map(|help| format!("help: {help}")));
    for fix in &headline.fixes {
        lines.push(format!("fix: {}", fix.title));
        let steps = fix.steps.iter().chain(&fix.commands);
        lines.extend(steps.map(|step| format!("   - {step}")));
        let policy = fix.changed_policy.iter().flat_map(|policy| policy.lines());
        lines.extend(policy.map(|line| format!("   | {line}")));
    }
}

fn say_policy(lines: &mut Vec<String>, judged: &Judged) {
    let (policy, evaluation) = (&judged.policy, &judged.evaluation);
    let condition = policy.condition.as_ref();
    let condition = condition.map_or_else(String::new, |text| format!(", when {text}"));
    let effect = if policy.surroundings.without_effect {
        ", without effect"
    } else {
        ""
    };
    lines.push(format!(
        "{} in line {}{condition}{effect}: {}",
        policy.format.code(),
        policy.line,
        evaluation.verdict.code()
    ));
    if let Some(response) = &evaluation.response {
        lines.push(format!(
            "  {} {}: {}",
            response.status, response.reason, response.message
        ));
        lines.push(format!("  {}", response.detail));
    }
    lines.extend(evaluation.requirements.iter().map(requirement));
}

fn say_fixes(lines: &mut Vec<String>, inspection: &Inspection, problem: &PolicyProblem) {
    for fix in inspection.fixes(problem) {
        lines.push(format!("    fix: {}", fix.title));
    }
}

fn requirement(requirement: &Requirement) -> String {
    let code = requirement.code.code();
    let claim = requirement.claim.as_ref();
    let name = claim.map_or_else(|| code.to_owned(), |claim| format!("claim {claim}"));
    let miss = requirement.near_miss;
    let miss = miss.map_or_else(String::new, |miss| format!(" [{}]", miss.code()));
    let stops = if requirement.decisive {
        " <- stops here"
    } else {
        ""
    };
    format!(
        "  {}: {name}: {}{miss}{stops}",
        requirement.state.code(),
        requirement.explanation
    )
}

fn say_token(lines: &mut Vec<String>, read: &ReadToken) {
    lines.push(format!(
        "{}: {} in {}",
        read.token.kind.code(),
        read.description,
        read.found_in.code()
    ));
    for problem in &read.problems {
        let offset = problem.offset;
        let offset = offset.map_or_else(String::new, |offset| format!(" at {offset}"));
        lines.push(format!(
            "  {}: {}{offset}: {}",
            report::part(problem.part),
            problem.code,
            problem.message
        ));
    }
    for each in &read.traits {
        let likely = if each.likely { ", likely" } else { "" };
        lines.push(format!(
            "  is {}: {} ({}{likely})",
            each.what, each.value, each.because
        ));
    }
    for member in read.header.iter().chain(&read.claims) {
        let optional = |sign: &str, text: &Option<String>| {
            let text = text.as_ref();
            text.map_or_else(String::new, |text| format!(" {sign} {text}"))
        };
        let raw: Vec<&str> = member.raw.split_whitespace().collect();
        lines.push(format!(
            "  {}: {}{}{}{}",
            member.name,
            raw.join(" "),
            optional("=", &member.reading),
            optional("#", &member.tag.map(str::to_owned)),
            optional("!!", &member.problem)
        ));
    }
}
