//! Each folder of `tests/cases/` holds what somebody pasted and what a person then reads.
//! `BLESS=1 cargo test --test cases` writes what is read now; look at the difference before you commit it.

mod support;

use std::fs;

use claimscope::inspect::inspect;

#[test]
fn every_case_reads_as_it_did() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut changed = Vec::new();
    let cases = support::cases();
    assert!(cases.len() >= 15, "only {} cases were found", cases.len());
    for case in cases {
        let read = support::readable(&inspect(&case.inputs(), case.at));
        let path = case.folder.join("report.txt");
        if fs::read_to_string(&path).unwrap_or_default() != read {
            if bless {
                fs::write(&path, &read).unwrap();
            } else {
                changed.push(format!("--- {}\n{read}", case.name));
            }
        }
    }
    assert!(
        changed.is_empty(),
        "BLESS=1 accepts:\n{}",
        changed.join("\n")
    );
}
