use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Place, Severity};
use crate::policy::{Claim, edit};

/// A required scope that matches only a token with exactly one scope.
pub(super) static CHECK: Check = Check {
    code: "scope-without-separator",
    severity: Severity::Warning,
    about: About::Policy,
    why: "Scopes come as one text with spaces between them. Without `separator` the gateway compares the whole text, so the day a client asks for a second scope its tokens are refused.",
    source: "API Management: validate-jwt, claim, separator; RFC 8693 §4.2",
    run,
};

fn run(subject: &Subject<'_>) -> Outcome {
    let Some(policy) = subject.policy else {
        return Outcome::NotApplicable;
    };
    let mut scopes = policy
        .required_claims
        .iter()
        .flatten()
        .filter(|claim| is_scope(claim))
        .peekable();
    if scopes.peek().is_none() {
        return Outcome::NotApplicable;
    }
    let Some(claim) = scopes.find(|claim| claim.separator.is_none()) else {
        return Outcome::Passed;
    };
    let name = &claim.name.text;
    let opening = format!(
        "<claim separator=\" \"{}",
        claim
            .span
            .of(subject.policy_text)
            .strip_prefix("<claim")
            .unwrap_or_default()
    );
    let fixes = vec![edit::replace_raw(
        subject.policy_text,
        &[(claim.span, opening)],
        format!(
            "add `separator=\" \"` to the claim `{name}`, line {}",
            claim.line
        ),
    )];
    CHECK.finding(
        Confidence::Likely,
        format!("`{name}` is compared as a whole: its `<claim>` has no `separator`"),
        format!("write `<claim name=\"{name}\" separator=\" \" …>`"),
        vec![Place::Policy(claim.line)],
        fixes,
    )
}

fn is_scope(claim: &Claim) -> bool {
    ["scp", "scope"].contains(&claim.name.text.as_str()) && !claim.values.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn a_scope_needs_a_separator() {
        let policy = |claim: &str| {
            format!(
                "<validate-jwt header-name='a'><required-claims>{claim}</required-claims></validate-jwt>"
            )
        };
        table(
            &CHECK,
            &[
                ("", &policy("<claim name='scp'><value>A</value></claim>")),
                (
                    "",
                    &policy("<claim name='scope' match='any'><value>A</value></claim>"),
                ),
            ],
            &[(
                "",
                &policy("<claim name='scp' separator=' '><value>A</value></claim>"),
            )],
            &[
                ("", &policy("<claim name='scp'/>")),
                ("", &policy("<claim name='roles'><value>A</value></claim>")),
                ("{}", ""),
            ],
        );
    }
}
