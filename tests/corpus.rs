//! Real policies, where `CLAIMSCOPE_CORPUS` names a folder of them: every one is read, and each JWT policy in it found.

use std::path::PathBuf;

use claimscope::finding::PolicyProblem;
use claimscope::inspect::{Inputs, Inspection, inspect};
use claimscope::jose::{Kind, decode};
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

/// The tokens of RFC 7520 in both JSON Serializations: what was signed is computed to the byte, and no part is missing.
#[test]
fn every_serialization_of_the_cookbook_is_read() {
    let Some(folder) = std::env::var_os("CLAIMSCOPE_CORPUS").map(PathBuf::from) else {
        return;
    };
    let mut signed = 0;
    let mut encrypted = 0;
    for part in ["jws", "jwe"] {
        for entry in std::fs::read_dir(folder.join("jose").join(part)).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let example: serde_json::Value = serde_json::from_str(&text).unwrap();
            for form in ["json", "json_flat"] {
                let Some(output) = example["output"].get(form) else {
                    continue;
                };
                let token = decode(&serde_json::to_string_pretty(output).unwrap());
                let codes: Vec<_> = token.problems.iter().map(|problem| problem.code).collect();
                if part == "jwe" {
                    assert_eq!(
                        (token.kind, &*codes),
                        (Kind::Jwe, &["json-serialization"][..])
                    );
                    assert!(!token.iv().is_empty() && !token.tag().is_empty());
                    assert!(!token.ciphertext().is_empty());
                    encrypted += 1;
                    continue;
                }
                assert_eq!(token.kind, Kind::Jws, "{}", example["title"]);
                if output.get("payload").is_none() {
                    assert_eq!(token.signing_input(0), None);
                    continue;
                }
                let one = std::slice::from_ref(&example["signing"]);
                let each = example["signing"].as_array().map_or(one, Vec::as_slice);
                assert_eq!(token.entries.len(), each.len());
                for (index, signing) in each.iter().enumerate() {
                    let expected = signing["sig-input"].as_str().unwrap();
                    let input = token.signing_input(index).unwrap();
                    assert_eq!(String::from_utf8(input).unwrap(), expected);
                    signed += 1;
                }
            }
        }
    }
    assert!(signed >= 10 && encrypted >= 20, "{signed} {encrypted}");
}
