//! `docs/findings.md` has a section for every code, at `#<code>`: the texts that the page shows.
//! `BLESS=1 cargo test --test findings` writes it.
#![expect(
    clippy::unwrap_used,
    reason = "a text that is not as expected stops the test"
)]

use std::fs;
use std::path::Path;

use claimscope::diagnosis::page::{Page, pages};
use claimscope::inspect::inspect;
use claimscope::lint::CHECKS;

mod support;

const BEGIN: &str = "\
# What Claimscope finds

Every finding and every cause of a refusal has a code, and a section here under that code. `…` stands for what depends on
the token and the policy. The page shows the same texts, with the values in them. This file is written from the program:
`BLESS=1 cargo test --no-default-features --test findings`.
";

#[test]
fn the_document_has_the_texts_of_the_program() {
    let text = document();
    let path = Path::new("docs/findings.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &text).unwrap();
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(written == text, "BLESS=1 writes docs/findings.md anew");
}

#[test]
fn whatever_is_found_in_a_case_has_its_section() {
    let document = document();
    let mut seen = 0;
    for case in support::cases() {
        for finding in inspect(&case.inputs(), case.at).findings {
            let heading = format!("\n## {}\n", finding.code);
            assert!(document.contains(&heading), "{}", finding.code);
            seen += 1;
        }
    }
    assert!(seen > 50, "only {seen} findings were seen");
}

fn document() -> String {
    let mut all: Vec<_> = pages().collect();
    all.sort_unstable_by_key(|page| page.code);
    let mut text = BEGIN.to_owned();
    for page in &all {
        text.push_str(&section(page));
    }
    text
}

fn section(page: &Page) -> String {
    let kind = CHECKS.iter().find(|check| check.code == page.code);
    let kind = kind.map_or_else(
        || "Cause or problem".to_owned(),
        |check| format!("{:?}, {:?}", check.severity, check.confidence),
    );
    format!(
        "\n## {}\n\n{}*{kind}.*\n\n- **Why it matters**: {}\n- **How to see it**: {}\n- **What to do**: {}\n- **Source**: {}\n",
        page.code,
        // Of a lint whose words are all values, the reasons say what it is.
        if page.title == "{found}" {
            String::new()
        } else {
            sentence(page.title) + " "
        },
        page.why,
        sentence(page.see),
        sentence(page.help),
        page.source
    )
}

/// A clause of the program as a sentence, with `…` for each value.
fn sentence(clause: &str) -> String {
    let mut text = String::new();
    let mut rest = clause;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        // `{{name}}` is how a named value is written.
        if let Some(named) = after.strip_prefix('{') {
            text.push_str("{{");
            rest = named;
        } else {
            text.push('…');
            rest = after.split_once('}').unwrap().1;
        }
    }
    text.push_str(rest);
    let mut letters = text.chars();
    let first = letters.next().unwrap();
    let end = if text.ends_with('…') { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), letters.as_str())
}
