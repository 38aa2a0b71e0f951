//! Tables for checks: tokens as JSON, policies as XML, in one line each.

use base64::Engine as _;

use super::{Check, KeySubject, Outcome};
use crate::finding::Finding;
use crate::jose;
use crate::keys::guess::Guessed;
use crate::keys::{self, Keys};
use crate::policy::document;
use crate::policy::text::PolicyText;
use crate::policy::value::NamedValues;
use crate::text::base64url;
use crate::verify::{self, Verification};

pub(super) const TENANT: &str = "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01";

/// A segment of this text.
pub(super) fn encode(text: &str) -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
}

/// A token of this header and these claims, as JSON.
pub(super) fn token(header: &str, claims: &str) -> jose::Token {
    jose::decode(&format!("{}.{}.c2ln", encode(header), encode(claims)))
}

/// A token of this algorithm with these bytes as its signature.
pub(super) fn signed(alg: &str, signature: &[u8]) -> jose::Token {
    let header = encode(&format!(r#"{{"alg":"{alg}"}}"#));
    jose::decode(&format!("{header}.e30.{}", base64url::encode(signature)))
}

/// Runs a check on claims (JSON, empty for no token) and a policy (XML, empty for none): the findings' titles,
/// or `not applicable`.
pub(super) fn run(check: &Check, header: &str, claims: &str, xml: &str) -> Vec<String> {
    let token = (!claims.is_empty()).then(|| token(header, claims));
    let document = document::read(xml, &NamedValues::default());
    let policy = document.policies.first();
    titles(check.run(token.as_ref(), policy, &document.text, None))
}

/// Runs a check on a token of any form: the same.
pub(super) fn of_token(check: &Check, token: &jose::Token) -> Vec<String> {
    titles(check.run(Some(token), None, &PolicyText::default(), None))
}

/// Runs a check on keys as they are pasted, and a token of this header (empty for none): the same.
pub(super) fn of_keys(check: &Check, pasted: &str, header: &str) -> Vec<String> {
    titles(of_evidence(check, pasted, header, &Guessed::default()))
}

/// Runs a check on keys, a token, and what was guessed about it.
pub(super) fn of_evidence(check: &Check, pasted: &str, header: &str, guessed: &Guessed) -> Outcome {
    let content = if header.contains("\"enc\"") {
        ".e30.aXY.Y3Q.dGFn"
    } else {
        ".e30.c2ln"
    };
    let token = jose::decode(&[&*encode(header), content].concat());
    let subject = KeySubject {
        token: (!header.is_empty()).then_some(&token),
        keys: &keys::read(pasted),
        verification: &Verification::default(),
        guessed,
    };
    check.run(None, None, &PolicyText::default(), Some(&subject))
}

/// Runs a check on a token and keys as they are pasted.
pub(super) fn of_token_and_keys(
    check: &Check,
    header: &str,
    claims: &str,
    pasted: &str,
) -> Vec<String> {
    let subject = KeySubject {
        token: Some(&token(header, claims)),
        keys: &keys::read(pasted),
        verification: &Verification::default(),
        guessed: &Guessed::default(),
    };
    titles(check.run(None, None, &PolicyText::default(), Some(&subject)))
}

/// Runs a check on a token of which every key came to this.
pub(super) fn of_verification(check: &Check, header: &str, outcome: verify::Outcome) -> Outcome {
    let token = token(header, "{}");
    let mut attempts = Vec::new();
    verify::attempts(0, &token, verify::Sources::default(), &mut attempts);
    let outcomes = vec![outcome; attempts.len()];
    let subject = KeySubject {
        token: Some(&token),
        keys: &Keys::default(),
        verification: &verify::conclude(&token, (0, 0), &attempts, &outcomes),
        guessed: &Guessed::default(),
    };
    check.run(None, None, &PolicyText::default(), Some(&subject))
}

/// What was found, or `not applicable`.
pub(super) fn titles(outcome: Outcome) -> Vec<String> {
    match outcome {
        Outcome::NotApplicable => vec!["not applicable".to_owned()],
        Outcome::Passed => Vec::new(),
        Outcome::Found(finding) => vec![finding.title],
    }
}

/// What a check finds.
pub(super) fn finding(check: &Check, claims: &str, xml: &str) -> Option<Finding> {
    let token = (!claims.is_empty()).then(|| token(r#"{"alg":"RS256"}"#, claims));
    let document = document::read(xml, &NamedValues::default());
    let policy = document.policies.first();
    match check.run(token.as_ref(), policy, &document.text, None) {
        Outcome::Found(finding) => Some(finding),
        Outcome::Passed | Outcome::NotApplicable => None,
    }
}

/// The policy changed by each fix of what a check finds.
pub(super) fn fixed(check: &Check, claims: &str, xml: &str) -> Vec<String> {
    let fixes = finding(check, claims, xml).map(|finding| finding.fixes);
    let fixes = fixes.into_iter().flatten();
    fixes.filter_map(|fix| fix.changed_policy).collect()
}

/// Asserts that a check finds something, passes, or is not applicable, for each row of claims and policy.
#[track_caller]
pub(super) fn table(
    check: &Check,
    finds: &[(&str, &str)],
    passes: &[(&str, &str)],
    not_applicable: &[(&str, &str)],
) {
    let header = r#"{"alg":"RS256"}"#;
    for (claims, xml) in finds {
        let found = run(check, header, claims, xml);
        assert!(
            !found.is_empty() && found != ["not applicable"],
            "finds nothing: {claims} {xml}: {found:?}"
        );
        for changed in fixed(check, claims, xml) {
            let left = run(check, header, claims, &changed);
            assert!(
                left.is_empty() || left == ["not applicable"],
                "not mended: {xml}\n{changed}: {left:?}"
            );
            let problems = |xml: &str| {
                let document = document::read(xml, &NamedValues::default());
                let policies = document.policies.iter();
                let own = policies.map(|policy| policy.problems.len());
                own.sum::<usize>() + document.problems.len()
            };
            assert!(problems(&changed) <= problems(xml), "{xml}\n{changed}");
        }
    }
    for (claims, xml) in passes {
        assert_eq!(
            run(check, header, claims, xml),
            Vec::<String>::new(),
            "passes: {claims} {xml}"
        );
    }
    for (claims, xml) in not_applicable {
        assert_eq!(
            run(check, header, claims, xml),
            ["not applicable"],
            "{claims} {xml}"
        );
    }
}
