use super::design::design;
use super::fixes::fixes;
use super::more::more;
use super::requirements::policy_result;
use crate::diagnosis::design::Design;
use crate::diagnosis::headline::{Headline, Tone};
use crate::diagnosis::page::page;
use crate::inspect::Inspection;
use crate::ui::markup::Markup;

/// Causes by which a token is for another application than the policy lists.
const WRONG_APP: [&str; 4] = [
    "audience-mismatch",
    "token-for-another-api",
    "token-for-microsoft-graph",
    "client-as-audience",
];

/// The verdict, the cause, what to change; then every requirement. `policy` is the text that a change is shown against.
pub(crate) fn answer(m: &mut Markup, inspection: &Inspection, policy: &str, asked: bool) {
    let headline = inspection.headline.as_ref();
    let (look, icon) = match headline.map(|headline| headline.tone) {
        Some(Tone::Refused) => ("card verdict verdict--refused", "✕ "),
        Some(Tone::Wrong) => ("card verdict verdict--wrong", "! "),
        Some(Tone::Undetermined) => ("card verdict verdict--undetermined", "? "),
        Some(Tone::Accepted) => ("card verdict verdict--accepted", "✓ "),
        Some(Tone::Note) => ("card verdict", "i "),
        None => ("card verdict", ""),
    };
    m.tag("section", look, |m| {
        m.tag("div", "", |m| {
            m.set("role", "status");
            m.set("aria-label", "Verdict");
            match headline {
                Some(headline) => {
                    said(m, headline, icon);
                    if WRONG_APP.contains(&headline.code) {
                        wrong_app(m, headline, inspection);
                    }
                }
                None if asked => without_policy(m, inspection),
                None => m.leaf("h2", "verdict__title", "Why was this token refused?"),
            }
        });
        if let Some(headline) = headline {
            change(m, headline, policy);
            if let Some(page) = page(headline.code) {
                more(m, &page, true);
            }
        }
    });
    for (index, judged) in inspection.policies.iter().enumerate() {
        policy_result(m, index, inspection.policies.len(), judged, policy);
    }
    let known = |design: &&Design| design.client.is_some() || design.token_audience.is_some();
    if let Some(found) = inspection.design.as_ref().filter(known) {
        design(m, found);
    }
}

fn said(m: &mut Markup, headline: &Headline, icon: &str) {
    m.tag("h2", "verdict__title", |m| {
        m.tag("span", "verdict__lead", |m| {
            m.sign("", icon);
            m.text(&headline.lead);
        });
        m.text(" ");
        m.prose(&headline.cause);
    });
    if !headline.detail.is_empty() {
        m.tag("p", "verdict__detail", |m| m.prose(&headline.detail));
    }
    if let Some(next) = &headline.next {
        m.tag("p", "verdict__detail", |m| m.prose(next));
    }
}

/// Whom the token is for and whom it should be for: with names, where these applications have any.
fn wrong_app(m: &mut Markup, headline: &Headline, inspection: &Inspection) {
    let Some(design) = &inspection.design else {
        return;
    };
    if let (Some(is), Some(wanted)) = (&design.token_audience, &design.gateway_audience) {
        m.tag("p", "verdict__detail", |m| {
            if !headline.cause.contains(is) {
                m.text("The token is for ");
                m.value(is);
                m.text(". ");
            }
            m.text("The gateway wants one for ");
            m.value(wanted);
            m.text(".");
        });
    }
}

fn without_policy(m: &mut Markup, inspection: &Inspection) {
    m.tag("h2", "verdict__title", |m| {
        m.leaf("span", "verdict__lead", "No policy yet.");
        m.text(" Paste the one that refused the token.");
    });
    if let Some(read) = inspection.token() {
        m.tag("p", "verdict__detail", |m| {
            m.prose(&format!(
                "What was pasted: {}. What it says is below.",
                read.description
            ));
        });
    }
}

fn change(m: &mut Markup, headline: &Headline, policy: &str) {
    let help = headline
        .help
        .as_deref()
        .filter(|_| headline.fixes.is_empty());
    let mut whole = headline.text.clone();
    let mut add = |start: &str, text: &str| {
        if !text.is_empty() {
            whole.push_str(start);
            whole.push_str(text);
        }
    };
    add("\n", &headline.detail);
    add("\n", headline.next.as_deref().unwrap_or_default());
    for fix in &headline.fixes {
        add("\n- ", &fix.title);
    }
    add("\n", help.unwrap_or_default());
    let title = match (headline.fixes.len(), help) {
        (0, None) => return m.tag("div", "verdict__foot", |m| m.copy("Copy answer", &whole)),
        (0, Some(_)) => "What to do",
        (1, _) => "Change this",
        _ => "Change one of these",
    };
    m.tag("div", "fixes", |m| {
        m.tag("div", "fixes__head", |m| {
            m.leaf("h3", "", title);
            m.copy("Copy answer", &whole);
        });
        if let Some(help) = help {
            m.tag("p", "", |m| m.sentence(help));
        }
        fixes(m, &headline.fixes, policy);
    });
}
