//! Each folder of `tests/cases/` holds what somebody pasted and what a person then reads.
//! `BLESS=1 cargo test --test cases` writes what is read now; look at the difference before you commit it.

mod support;

use std::fs;

use claimscope::finding::Finding;
use claimscope::inspect::{Inputs, inspect};
use claimscope::policy::evaluate::{Requirement, State};

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

/// A fix that does not mend is worse than none: the changed policy, judged again, no longer refuses for this.
#[test]
fn every_changed_policy_mends_its_requirement() {
    let mut tried = 0;
    for case in support::cases() {
        let inspection = inspect(&case.inputs(), case.at);
        for (policy, judged) in inspection.policies.iter().enumerate() {
            for (index, requirement) in judged.evaluation.requirements.iter().enumerate() {
                for changed in requirement
                    .fixes
                    .iter()
                    .filter_map(|fix| fix.changed_policy.as_deref())
                {
                    let again = inspect(
                        &Inputs {
                            policy: changed,
                            ..case.inputs()
                        },
                        case.at,
                    );
                    let state = |requirement: &Requirement| requirement.state;
                    let mended = again
                        .policies
                        .get(policy)
                        .and_then(|judged| judged.evaluation.requirements.get(index));
                    assert_ne!(
                        mended.map(state),
                        Some(State::Unmet),
                        "{}: {}\n{changed}",
                        case.name,
                        requirement.explanation
                    );
                    tried += 1;
                }
            }
        }
    }
    assert!(tried >= 5, "only {tried} fixes were tried");
}

/// The same for findings: the changed policy, judged again, is no longer found, and nothing else is found for it.
#[test]
fn every_changed_policy_mends_its_finding() {
    let mut tried = 0;
    for case in support::cases() {
        let before = inspect(&case.inputs(), case.at);
        for finding in &before.findings {
            let fixes = finding.fixes.iter();
            for changed in fixes.filter_map(|fix| fix.changed_policy.as_deref()) {
                let inputs = Inputs {
                    policy: changed,
                    ..case.inputs()
                };
                let after = inspect(&inputs, case.at);
                let context = format!("{}: {}\n{changed}", case.name, finding.code);
                assert_eq!(after.policies.len(), before.policies.len(), "{context}");
                let count = |findings: &[Finding]| {
                    let same = findings.iter().filter(|found| found.code == finding.code);
                    same.count()
                };
                assert!(
                    count(&after.findings) < count(&before.findings),
                    "{context}"
                );
                assert!(after.findings.len() < before.findings.len(), "{context}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 10, "only {tried} fixes were tried");
}
