use super::fixes::fixes;
use super::more::more;
use crate::claims::Annotated;
use crate::diagnosis::page::page;
use crate::finding::{Confidence, Finding, Part, Place, PolicyProblem, Severity};
use crate::inspect::Inspection;
use crate::report;
use crate::text::Span;
use crate::ui::markup::Markup;
use crate::ui::model::Tab;

/// Places of a finding that get a button.
const MOST_PLACES: usize = 20;

/// What is wrong with the policy's text: with the document, then with each policy.
pub(crate) fn policy_problems(inspection: &Inspection) -> Vec<&PolicyProblem> {
    let mut problems: Vec<_> = inspection.policy_problems.iter().collect();
    for judged in &inspection.policies {
        problems.extend(&judged.policy.problems);
    }
    problems
}

/// How many things were found.
pub(super) fn count(inspection: &Inspection) -> usize {
    let token = inspection.token().map_or(0, |read| read.problems.len());
    let policy = policy_problems(inspection).len();
    token
        .saturating_add(policy)
        .saturating_add(inspection.findings.len())
}

/// Everything that was found wrong: in how it was pasted, in the policy's text, and by the lints.
pub(super) fn findings(m: &mut Markup, inspection: &Inspection, policy: &str) {
    if count(inspection) == 0 {
        return m.leaf("p", "hint", "Nothing was found wrong.");
    }
    // The page of a code stands once: at the answer above, or at the first finding.
    let mut told = vec![inspection.headline.as_ref().map_or("", |all| all.code)];
    let mut more_once = |m: &mut Markup, code, whole| {
        if let Some(page) = page(code).filter(|_| !told.contains(&code)) {
            told.push(code);
            more(m, &page, whole);
        }
    };
    m.tag("ul", "findings", |m| {
        for problem in inspection
            .token()
            .into_iter()
            .flat_map(|read| &read.problems)
        {
            item(m, Severity::Warning, &problem.message, |m| {
                places(m, |m| {
                    token_place(m, problem.part, problem.offset);
                });
                more_once(m, problem.code, true);
            });
        }
        for problem in policy_problems(inspection) {
            item(m, Severity::Error, &problem.message, |m| {
                fixes(m, &inspection.fixes(problem), policy);
                places(m, |m| problem_place(m, problem));
                more_once(m, problem.code, true);
            });
        }
        for finding in &inspection.findings {
            item(m, finding.severity, &finding.title, |m| {
                of_lint(m, finding, inspection, policy);
                more_once(m, finding.code, false);
            });
        }
    });
}

fn of_lint(m: &mut Markup, finding: &Finding, inspection: &Inspection, policy: &str) {
    m.tag("p", "", |m| m.prose(finding.why));
    if let Some(help) = &finding.help {
        m.tag("p", "", |m| {
            m.leaf("strong", "", "What to do: ");
            m.sentence(help);
        });
    }
    fixes(m, &finding.fixes, policy);
    places(m, |m| {
        for place in finding.places.iter().take(MOST_PLACES) {
            go(m, place, inspection, policy);
        }
    });
    let sure = match finding.confidence {
        Confidence::Certain => "certain · ",
        Confidence::Likely => "likely · ",
        Confidence::Possible => "possible · ",
    };
    m.tag("small", "", |m| {
        m.text(sure);
        m.text(finding.source);
    });
}

fn item(m: &mut Markup, severity: Severity, title: &str, more: impl FnOnce(&mut Markup)) {
    let (class, icon, word) = match severity {
        Severity::Error => ("finding finding--error", "✕ ", "Error"),
        Severity::Warning => ("finding finding--warning", "! ", "Warning"),
        Severity::Info => ("finding", "i ", "To know"),
    };
    m.tag("li", class, |m| {
        m.tag("h3", "finding__title", |m| {
            m.tag("span", "finding__word", |m| {
                m.sign("", icon);
                m.text(word);
            });
            m.sentence(title);
        });
        more(m);
    });
}

fn places(m: &mut Markup, inside: impl FnOnce(&mut Markup)) {
    m.tag("p", "places", inside);
}

/// A button that leads to the place.
fn go(m: &mut Markup, place: &Place, inspection: &Inspection, policy: &str) {
    let (members, kind, name): (fn(&_) -> &Vec<Annotated>, _, _) = match place {
        Place::Policy(line) => return policy_place(m, *line, line_span(policy, *line)),
        Place::Token(part) => return token_place(m, *part, None),
        Place::Key(index) => {
            let span = inspection
                .keys
                .keys
                .get(*index)
                .map_or_else(Span::default, |key| key.span);
            let label = format!("key {}", index.saturating_add(1));
            return m.button(
                "button button--small",
                &label,
                "select-key",
                &selection(span),
            );
        }
        Place::Claim(name) => (
            |read: &crate::inspect::ReadToken| &read.claims,
            "claim",
            name,
        ),
        Place::Header(name) => (
            |read: &crate::inspect::ReadToken| &read.header,
            "header",
            name,
        ),
    };
    let Some(read) = inspection.token() else {
        return;
    };
    let row = members(read)
        .iter()
        .rposition(|member| member.name == *name);
    let row = row.map_or(String::new(), |index| format!("{kind}-{index}"));
    leads_to(m, &format!("{kind} {name}"), Tab::Claims, &row);
}

fn token_place(m: &mut Markup, part: Part, offset: Option<usize>) {
    if part == Part::Token {
        return m.button("button button--small", "the token", "focus", "token");
    }
    let name = report::part(part);
    let label = match offset {
        Some(offset) => format!("{name}, byte {offset}"),
        None => name.to_owned(),
    };
    leads_to(m, &label, Tab::Raw, "");
}

/// A button that opens a tab and goes to an element in it, or to the tab itself.
fn leads_to(m: &mut Markup, label: &str, tab: Tab, target: &str) {
    let to = format!("{} {target}", tab as usize);
    m.button("button button--small", label, "go", &to);
}

fn policy_place(m: &mut Markup, line: usize, span: Span) {
    let label = format!("policy, line {line}");
    m.button("button button--small", &label, "select", &selection(span));
}

/// A button that leads to the text of a problem in the policy.
fn problem_place(m: &mut Markup, problem: &PolicyProblem) {
    policy_place(m, problem.line, problem.span);
}

/// What is to be selected, as a button has it.
pub(super) fn selection(span: Span) -> String {
    format!("{} {}", span.start, span.end)
}

/// The text of a line, counted from 1.
fn line_span(text: &str, line: usize) -> Span {
    let mut start = 0;
    for (index, each) in text.split_inclusive('\n').enumerate() {
        if index.saturating_add(1) == line {
            return Span::new(start, start.saturating_add(each.trim_end().len()));
        }
        start = start.saturating_add(each.len());
    }
    Span::new(start, start)
}
