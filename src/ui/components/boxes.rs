use super::findings::{policy_problems, selection};
use super::keys::about_keys;
use super::segments::{chips, coloured};
use crate::finding::enumerate;
use crate::inspect::Inspection;
use crate::jose::Kind;
use crate::policy::evaluate::State as Judged;
use crate::text::Span;
use crate::ui::clock;
use crate::ui::markup::{Markup, clip};
use crate::ui::model::{Field, Model};
use crate::verify::State;

/// A stretch of a box's text, and the class it is shown in.
pub(super) type Part = (Span, &'static str);

/// Problems shown at a box; the rest is in the findings.
const MOST_PROBLEMS: usize = 3;
/// Texts longer than this are not coloured: laying them out twice is felt.
const MOST_COLOURED: usize = 20_000;

/// What is said about each box's text, below it and beside its name, and the text's colours behind it.
pub(crate) fn boxes(m: &mut Markup, inspection: &Inspection, model: &Model) {
    token_box(m, inspection, model.texts.get(Field::Token));
    policy_box(m, inspection, model.texts.get(Field::Policy));
    names(m, inspection);
    m.place("keys-notes", |m| about_keys(m, inspection));
    m.place("instant-notes", |m| {
        m.leaf("p", "hint", &clock::utc(inspection.at).unwrap_or_default());
        if let Some(problem) = model.instant_problem() {
            wrong(m, 1, |m, _| m.prose(problem));
        }
    });
}

fn token_box(m: &mut Markup, inspection: &Inspection, text: &str) {
    m.place("token-backdrop", |m| {
        backdrop(m, text, &coloured(&inspection.tokens, text));
    });
    let read = inspection.token();
    m.place("token-about", |m| {
        if read.is_some() {
            m.prose(&clip(&inspection.description(), 200));
        }
    });
    m.place("token-notes", |m| {
        if let Some(read) = read {
            let signatures = inspection.signatures.get(inspection.chosen);
            let signature = signatures.and_then(|all| all.first());
            chips(m, read, signature);
            if let Some(signature) = signature.filter(|known| known.state != State::Absent) {
                m.tag("p", "hint", |m| {
                    m.text(match read.token.kind {
                        Kind::Jwe => "Encryption: ",
                        _ => "Signature: ",
                    });
                    m.prose(&signature.why);
                });
            }
            wrong(m, read.problems.len(), |m, index| {
                if let Some(problem) = read.problems.get(index) {
                    m.prose(&problem.message);
                }
            });
        }
    });
}

fn policy_box(m: &mut Markup, inspection: &Inspection, text: &str) {
    let problems = policy_problems(inspection);
    let mut parts: Vec<Part> = Vec::new();
    for problem in &problems {
        parts.push((problem.span, "wrong"));
    }
    for judged in &inspection.policies {
        for requirement in &judged.evaluation.requirements {
            if requirement.state == Judged::Unmet {
                parts.push((requirement.span, "marked"));
            }
        }
    }
    parts.sort_unstable_by_key(|(span, _)| (span.start, span.end));
    m.place("policy-backdrop", |m| backdrop(m, text, &parts));
    m.place("policy-about", |m| about_policy(m, inspection));
    m.place("policy-notes", |m| {
        wrong(m, problems.len(), |m, index| {
            if let Some(problem) = problems.get(index) {
                let label = format!("Line {}", problem.line);
                m.button(
                    "button button--link",
                    &label,
                    "select",
                    &selection(problem.span),
                );
                m.text(": ");
                m.prose(&problem.message);
            }
        });
    });
}

/// A line to fill in for each named value and each application, and what is wrong with the list of them.
fn names(m: &mut Markup, inspection: &Inspection) {
    m.place("values-names", |m| {
        for name in inspection.names.iter() {
            let placeholder = name.value.as_deref().unwrap_or("not given");
            line(m, &name.written, "", placeholder);
        }
    });
    m.place("apps-names", |m| {
        for app in inspection.apps.iter() {
            let placeholder = app.name.as_deref().unwrap_or("what you call it");
            line(m, &app.id, app.found_in, placeholder);
        }
    });
    m.place("values-notes", |m| {
        if let Some(problem) = &inspection.values_problem {
            wrong(m, 1, |m, _| m.prose(problem));
        }
    });
}

/// A line to fill in what a name stands for, with where it is met.
fn line(m: &mut Markup, name: &str, found_in: &str, placeholder: &str) {
    m.tag("label", "name", |m| {
        m.tag("code", "", |m| {
            m.text(&clip(name, 60));
            if !found_in.is_empty() {
                m.text(" ");
                m.leaf("small", "", found_in);
            }
        });
        m.tag("input", "editor__line", |m| {
            m.set("data-name", name);
            m.set("autocomplete", "off");
            m.set("placeholder", placeholder);
        });
    });
}

fn about_policy(m: &mut Markup, inspection: &Inspection) {
    let mut about = String::new();
    let mut last = "";
    for judged in &inspection.policies {
        let format = judged.policy.format.code();
        let line = judged.policy.line.to_string();
        if format == last {
            enumerate(&mut about, &[&line]);
        } else {
            enumerate(&mut about, &[format, " in line ", &line]);
        }
        last = format;
    }
    m.text(&clip(&about, 80));
}

/// What is wrong with what stands in the box, each written by its index.
fn wrong(m: &mut Markup, count: usize, write: impl Fn(&mut Markup, usize)) {
    if count == 0 {
        return;
    }
    m.tag("ul", "notes notes--wrong", |m| {
        for index in 0..count.min(MOST_PROBLEMS) {
            m.tag("li", "", |m| write(m, index));
        }
        if count > MOST_PROBLEMS {
            let more = format!("{} more in Findings", count.saturating_sub(MOST_PROBLEMS));
            m.leaf("li", "", &more);
        }
    });
}

/// The box's text in colours, to lie behind it; nothing where nothing is to be coloured.
fn backdrop(m: &mut Markup, text: &str, parts: &[Part]) {
    if parts.is_empty() || text.len() > MOST_COLOURED {
        return;
    }
    let mut at = 0;
    for (span, class) in parts {
        // A part that overlaps the one before it or is no part of the text is left as it is.
        if span.start < at || span.of(text).is_empty() {
            continue;
        }
        m.text(Span::new(at, span.start).of(text));
        m.leaf("span", class, span.of(text));
        at = span.end;
    }
    m.text(Span::new(at, text.len()).of(text));
    // A last line that is empty has no height without a character in it.
    m.text("\n");
}
