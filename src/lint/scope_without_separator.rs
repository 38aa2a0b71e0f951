use super::spots::Spots;
use super::{About, Check, Outcome, Subject, required_claims};
use crate::finding::{Confidence, Severity};
use crate::text::Span;

/// A required scope that matches only a token with exactly one scope.
pub(super) static CHECK: Check = Check {
    code: "scope-without-separator",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "{names} is compared as a whole: its `<claim>` has no `separator`",
    why: "Scopes come as one text with spaces between them. Without `separator` the gateway compares the whole text, so the day a client asks for a second scope its tokens are refused.",
    help: "write `separator=\" \"` in the `<claim>` of {names}, line {lines}",
    see: "the row `scp` or `scope` of a token with two scopes: one text with a space in it",
    source: "API Management: validate-jwt, claim, separator; RFC 8693 §4.2",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let mut spots = Spots::default();
    for claim in required_claims(subject.policy) {
        let name = claim.name.text.as_str();
        if !["scp", "scope"].contains(&name) || claim.values.is_empty() {
            continue;
        }
        spots.looked = true;
        if claim.separator.is_none() {
            let at = Span::new(claim.attributes_at, claim.attributes_at);
            spots.mend(name, claim.line, at, " separator=\" \"");
        }
    }
    let fix = "add `separator=\" \"` to the claim {names}, line {lines}";
    spots.tell(&CHECK, subject, fix)
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
