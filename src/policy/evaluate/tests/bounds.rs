//! Lists that no one reads: what is compared of them, and what is carried.

use super::{TENANT, V2, one, policy, run, token};
use crate::policy::evaluate::{Code, State, Verdict};

fn many(before: &str, count: usize, after: &str) -> String {
    (0..count)
        .map(|index| format!("{before}{index}{after}"))
        .collect()
}

#[test]
fn only_so_many_values_are_compared_and_carried() {
    use State::{Met, Unknown, Unmet};
    for (roles, values, wanted, state, more) in [
        (2_000, 1, "other", Unmet, "… and 1900 more"),
        (2_001, 1, "other", Unknown, "… and over 1900 more"),
        (2_001, 1, "r7", Met, "… and over 1900 more"),
        (101, 3_000, "r7", Met, "… and 1 more"),
        (101, 3_000, "other", Unknown, "… and 1 more"),
    ] {
        let claims = format!("{{\"roles\":[{}\"\"]}}", many("\"r", roles - 1, "\","));
        let values = many("<value>v", values - 1, "</value>");
        let inside = format!(
            "<required-claims><claim name='roles' match='any'><value>{wanted}</value>{values}</claim></required-claims>"
        );
        let token = token(r#"{"alg":"RS256"}"#, &claims, "c2ln");
        let requirement = one(&run(&token, None, &policy("", &inside)), Code::Claim);
        let carried = (requirement.actual.len(), requirement.actual.last());
        assert_eq!(requirement.state, state, "{roles} {wanted}");
        assert_eq!(carried, (101, Some(&more.to_owned())), "{roles} {wanted}");
        assert!(requirement.expected.len() <= 101);
    }
}

#[test]
fn a_policy_with_too_many_claims_is_cut_and_says_so() {
    let claims = format!(
        r#"{{"iss":"{V2}","tid":"{TENANT}","exp":1795403600,"a":"{}"}}"#,
        "x".repeat(5_000)
    );
    let list = many("<claim name='a'><!--", 300, "--></claim>");
    let policy = policy("", &format!("<required-claims>{list}</required-claims>"));
    let codes: Vec<_> = policy.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["too-many-entries"]);
    let evaluation = run(&token(r#"{"alg":"none"}"#, &claims, ""), None, &policy);
    let claims: Vec<_> = evaluation
        .requirements
        .iter()
        .filter(|requirement| requirement.code == Code::Claim)
        .collect();
    assert_eq!(claims.len(), 201);
    assert_eq!(claims[200].state, State::Unknown);
    assert_eq!(evaluation.verdict, Verdict::Rejected);
    assert!(claims[0].actual[0].len() < 4_010);
}
