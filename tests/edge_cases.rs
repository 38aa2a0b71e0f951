//! Every input of the list gives its decoded parts and a located explanation.

mod support;

use claimscope::inspect::{Inputs, inspect};
use claimscope::text::instant::Instant;
use support::EDGE_CASES;

#[test]
fn every_edge_case_is_read_as_far_as_it_goes() {
    for row in EDGE_CASES {
        let inputs = Inputs {
            token: row.input,
            ..Inputs::default()
        };
        let inspection = inspect(&inputs, Instant(1_795_400_000));
        let read = &inspection.tokens[0];
        let problems: Vec<&str> = read.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(
            (read.token.kind.code(), problems.as_slice()),
            (row.kind, row.problems),
            "{}",
            row.name
        );
        for problem in &read.problems {
            assert!(
                !problem.message.is_empty()
                    && problem
                        .offset
                        .is_none_or(|offset| offset <= row.input.len()),
                "{}",
                row.name
            );
        }
        if let Some((name, raw)) = row.claim {
            let claim = read.claims.iter().find(|claim| claim.name == name);
            assert_eq!(
                claim.map(|claim| claim.raw.as_str()),
                Some(raw),
                "{}",
                row.name
            );
        }
        if let Some(found_in) = row.found_in {
            assert_eq!(read.found_in.code(), found_in, "{}", row.name);
        }
    }
}

#[test]
fn the_same_inputs_are_judged_without_a_panic() {
    let policy = "<validate-jwt header-name='Authorization' require-scheme='Bearer'><openid-config url='https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration'/><required-claims><claim name='sub'><value>a</value></claim></required-claims></validate-jwt>";
    for row in EDGE_CASES {
        let inputs = Inputs {
            token: row.input,
            policy,
            ..Inputs::default()
        };
        let inspection = inspect(&inputs, Instant(1_795_400_000));
        assert!(inspection.headline.is_some(), "{}", row.name);
    }
}
