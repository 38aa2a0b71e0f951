//! Real policies, where `CLAIMSCOPE_CORPUS` names a folder of them: every one is read, and each JWT policy in it found.

use std::path::PathBuf;

use claimscope::finding::PolicyProblem;
use claimscope::inspect::{Inputs, Inspection, inspect};
use claimscope::text::instant::Instant;

/// What is wrong with the text of a document and of the policies in it.
fn mistakes(inspection: &Inspection) -> Vec<&PolicyProblem> {
    let policies = inspection.policies.iter();
    let own = policies.flat_map(|judged| &judged.policy.problems);
    inspection.policy_problems.iter().chain(own).collect()
}

#[test]
fn every_policy_of_the_corpus_is_read() {
    let Some(folder) = std::env::var_os("CLAIMSCOPE_CORPUS").map(PathBuf::from) else {
        return;
    };
    let index = std::fs::read_to_string(folder.join("policies/index.tsv")).unwrap();
    let mut files = 0;
    let mut unread = Vec::new();
    for row in index.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let policy = std::fs::read_to_string(folder.join("policies").join(columns[0])).unwrap();
        let inputs = Inputs {
            policy: &policy,
            ..Inputs::default()
        };
        let inspection = inspect(&inputs, Instant(1_795_400_000));
        let found = inspection.policies.len();
        let count = |column: usize| columns[column].parse::<usize>().unwrap();
        if found != count(3) + count(4) {
            unread.push(format!("{}: {found} found", columns[0]));
        }
        // What is broken is said; everything else is read without a fault.
        let faults = inspection.policy_problems.iter();
        let faults = faults.filter(|problem| problem.code == "not-xml");
        let lines: Vec<_> = faults.map(|fault| (fault.line, &fault.message)).collect();
        if lines.is_empty() == (columns[5] == "BROKEN") {
            unread.push(format!("{}: {lines:?}", columns[0]));
        }
        // What mends one mistake makes no other.
        let all = mistakes(&inspection);
        for problem in &all {
            for fix in inspection.fixes(problem) {
                let changed = Inputs {
                    policy: fix.changed_policy.as_deref().unwrap(),
                    ..Inputs::default()
                };
                let left = inspect(&changed, Instant(1_795_400_000));
                if mistakes(&left).len() >= all.len() {
                    unread.push(format!("{}: {}: {problem:?}", columns[0], fix.title));
                }
            }
        }
        files += 1;
    }
    assert!(files > 0, "the index lists no policy");
    assert_eq!(unread, Vec::<String>::new(), "of {files}");
}
