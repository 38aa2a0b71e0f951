use super::fixes::fixes;
use crate::finding::Certainty;
use crate::inspect::Judged;
use crate::policy::evaluate::{Evaluation, Requirement, Response, State};
use crate::ui::diff::{Piece, differences, distance};
use crate::ui::markup::{Markup, clip};

/// Requirements that are shown.
const MOST_ROWS: usize = 100;
/// Values of a list that are shown.
const MOST_VALUES: usize = 8;
/// A value longer than this is not compared.
const MOST_COMPARED: usize = 400;

/// The result of one policy: its requirements in the gateway's order. `policy` is the text that a change is shown against.
pub(super) fn policy_result(
    m: &mut Markup,
    index: usize,
    of: usize,
    judged: &Judged,
    policy: &str,
) {
    let evaluation = &judged.evaluation;
    let title = format!("requirements-{index}");
    m.tag("section", "card", |m| {
        m.set("aria-labelledby", &title);
        m.tag("h2", "card__title", |m| {
            m.set("id", &title);
            m.text("Requirements, in the gateway's order");
            if of > 1 {
                let which = format!(
                    "policy {} of {of}, line {}: {}",
                    index.saturating_add(1),
                    judged.policy.line,
                    evaluation.verdict.code()
                );
                m.leaf("small", "", &which);
            }
            if judged.policy.surroundings.without_effect {
                m.leaf("small", "", "without effect where it stands");
            }
            if let Some(condition) = &judged.policy.condition {
                m.tag("small", "", |m| {
                    m.text("only when ");
                    m.leaf("code", "", &clip(condition, 200));
                });
            }
        });
        let mut rows = 0_usize;
        m.tag("ol", "requirements", |m| {
            for requirement in &evaluation.requirements {
                if requirement.state != State::NotApplicable {
                    rows = rows.saturating_add(1);
                    if rows <= MOST_ROWS {
                        row(m, requirement, policy);
                    }
                }
            }
        });
        if rows > MOST_ROWS {
            let hint = format!(
                "Only the first {MOST_ROWS} of {rows} requirements are shown; the report has them all."
            );
            m.leaf("p", "hint", &hint);
        }
        m.tag("div", "folds", |m| folded(m, evaluation));
    });
}

/// What a requirement is called.
fn name(requirement: &Requirement) -> String {
    match &requirement.claim {
        Some(claim) => format!("claim `{}`", clip(claim, 80)),
        None => requirement.code.code().replace('-', " "),
    }
}

fn row(m: &mut Markup, requirement: &Requirement, policy: &str) {
    let (class, icon, word) = match requirement.state {
        State::Met => ("requirement requirement--met", "✓", ": met."),
        State::Unmet if requirement.decisive => (
            "requirement requirement--unmet requirement--stop",
            "✕",
            ": unmet.",
        ),
        State::Unmet => ("requirement requirement--unmet", "✕", ": unmet."),
        State::Unknown => ("requirement", "?", ": not known."),
        State::NotApplicable => ("requirement", "–", ": not demanded."),
    };
    // What is met needs no comparison, and of what is not known there is only one side.
    let compared = requirement.state == State::Unmet
        || (requirement.state == State::Unknown && !requirement.expected.is_empty());
    m.tag("li", class, |m| {
        m.sign("requirement__icon", icon);
        m.tag("div", "requirement__name", |m| {
            m.prose(&name(requirement));
            m.leaf("span", "hidden", word);
            if requirement.decisive {
                m.leaf("small", "", "the gateway stops here");
            }
        });
        m.tag("div", "requirement__said", |m| {
            m.prose(&requirement.explanation);
            // Beside what is met only the doubt is of use: how else it is known matters where it refuses.
            if requirement.state == State::Unmet || requirement.certainty == Certainty::Likely {
                certainty(m, requirement.certainty);
            }
            if compared {
                comparison(m, requirement);
            } else if let [only] = requirement.actual.as_slice()
                && !requirement.explanation.contains(only)
            {
                m.text(" ");
                m.value(only);
            }
            if requirement.state == State::Unmet {
                mend(m, requirement, policy);
            }
        });
    });
}

/// What mends this one: the answer above has it for one of those that are unmet only.
fn mend(m: &mut Markup, requirement: &Requirement, policy: &str) {
    let help = requirement.help.as_deref();
    if help.is_some() || !requirement.fixes.is_empty() {
        m.fold("What to do", |m| {
            if let Some(help) = help {
                m.tag("p", "", |m| m.sentence(help));
            }
            fixes(m, &requirement.fixes, policy);
        });
    }
}

fn comparison(m: &mut Markup, requirement: &Requirement) {
    let (expected, actual) = (&requirement.expected, &requirement.actual);
    if expected.is_empty() && actual.is_empty() {
        return;
    }
    // Only the two that are most alike are marked: between the others nothing is small.
    let mut nearest: Option<(usize, &str, &str)> = None;
    for one in expected.iter().take(MOST_VALUES) {
        for other in actual.iter().take(MOST_VALUES) {
            if one.len() > MOST_COMPARED || other.len() > MOST_COMPARED || one == other {
                continue;
            }
            let apart = distance(one, other);
            if nearest.is_none_or(|(least, ..)| apart < least) {
                nearest = Some((apart, one, other));
            }
        }
    }
    let (one, other) = nearest.map_or(("", ""), |(_, one, other)| (one, other));
    let (left, right) = differences(one, other);
    m.tag("dl", "comparison", |m| {
        side(m, "expected", "nothing in particular", expected, one, &left);
        side(m, "actual", "nothing", actual, other, &right);
    });
}

/// One side; of its values the marked one is shown in pieces.
fn side(
    m: &mut Markup,
    name: &str,
    without: &str,
    values: &[String],
    marked: &str,
    pieces: &[Piece],
) {
    m.leaf("dt", "", name);
    if values.is_empty() {
        m.leaf("dd", "nothing", without);
    }
    for value in values.iter().take(MOST_VALUES) {
        m.tag("dd", "", |m| {
            if value != marked || marked.is_empty() {
                return m.value(value);
            }
            for piece in pieces {
                if piece.differs {
                    m.leaf("mark", "", &piece.text);
                } else {
                    m.text(&piece.text);
                }
            }
            m.named(value);
        });
    }
    let more = values.len().saturating_sub(MOST_VALUES);
    if more > 0 {
        m.leaf("dd", "nothing", &format!("and {more} more"));
    }
}

/// How a statement about the gateway is known, where the documentation does not say it.
fn certainty(m: &mut Markup, certainty: Certainty) {
    match certainty {
        Certainty::Documented => {}
        Certainty::Observed => m.badge(
            "badge",
            "observed",
            "not documented, but seen on a real gateway or in the library's source",
        ),
        Certainty::Likely => m.badge(
            "badge",
            "likely",
            "it follows from what is documented; only a live gateway could show it",
        ),
    }
}

fn folded(m: &mut Markup, evaluation: &Evaluation) {
    if let Some(answered) = &evaluation.response {
        response(m, answered);
    }
    let mut idle = String::new();
    for requirement in &evaluation.requirements {
        if requirement.state == State::NotApplicable {
            idle.push_str(if idle.is_empty() {
                "Not demanded: "
            } else {
                ", "
            });
            idle.push_str(&name(requirement).replace('`', ""));
        }
    }
    if !idle.is_empty() {
        m.fold(&idle, |m| {
            m.tag("dl", "terms", |m| {
                for requirement in &evaluation.requirements {
                    if requirement.state == State::NotApplicable {
                        m.term(&name(requirement).replace('`', ""), |m| {
                            m.prose(&requirement.explanation);
                        });
                    }
                }
            });
        });
    }
    let rows = evaluation.effective.rows();
    let mut settings = String::new();
    for (name, value, assumed) in &rows {
        if *assumed {
            settings.push_str(if settings.is_empty() {
                "Assumed, as nothing is written: "
            } else {
                ", "
            });
            settings.push_str(name);
            settings.push(' ');
            settings.push_str(value);
        }
    }
    if settings.is_empty() {
        settings.push_str("Settings in force");
    }
    m.fold(&settings, |m| {
        m.tag("dl", "terms", |m| {
            for (name, value, assumed) in &rows {
                m.term(name, |m| {
                    m.prose(value);
                    if *assumed {
                        m.badge("badge", "assumed", "");
                    }
                });
            }
        });
    });
}

fn response(m: &mut Markup, response: &Response) {
    let status = response.status.to_string();
    let summary = format!("The gateway's response: {status} {}", response.reason);
    m.fold(&summary, |m| {
        m.tag("dl", "terms", |m| {
            m.term("status", |m| {
                m.text(&status);
                certainty(m, response.certainty);
            });
            for (name, text) in [
                ("reason", response.reason),
                ("message", &response.message),
                ("detail", &response.detail),
            ] {
                m.term(name, |m| m.value(text));
            }
        });
    });
}
