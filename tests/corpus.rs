//! Real policies, where `CLAIMSCOPE_CORPUS` names a folder of them: every one is read or refused at a place, none panics.

use std::path::PathBuf;

use claimscope::inspect::{Inputs, inspect};
use claimscope::text::instant::Instant;

#[test]
fn every_policy_of_the_corpus_is_read_or_refused_at_a_place() {
    let Some(folder) = std::env::var_os("CLAIMSCOPE_CORPUS").map(PathBuf::from) else {
        return;
    };
    let index = std::fs::read_to_string(folder.join("policies/index.tsv")).unwrap();
    let mut read = 0;
    for row in index.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let policy = std::fs::read_to_string(folder.join("policies").join(columns[0])).unwrap();
        let inspection = inspect(
            &Inputs {
                policy: &policy,
                ..Inputs::default()
            },
            Instant(1_795_400_000),
        );
        assert!(
            !inspection.policies.is_empty() || !inspection.policy_problems.is_empty(),
            "{} says nothing",
            columns[0]
        );
        if columns[5] == "well-formed" {
            let count = |column: usize| columns[column].parse::<usize>().unwrap();
            let expected = count(3) + count(4);
            assert_eq!(
                inspection.policies.len(),
                expected,
                "{}: {:?}",
                columns[0],
                inspection.policy_problems
            );
            read += 1;
        }
    }
    assert!(read > 0, "the index lists no well-formed policy");
}
