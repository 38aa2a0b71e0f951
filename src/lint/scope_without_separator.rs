use super::{About, Check, Outcome, Subject, required_claims};
use crate::finding::{Confidence, Place, Severity};
use crate::policy::edit;
use crate::text::{Span, fill};

/// A required scope that matches only a token with exactly one scope.
pub(super) static CHECK: Check = Check {
    code: "scope-without-separator",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "`{name}` is compared as a whole: its `<claim>` has no `separator`",
    why: "Scopes come as one text with spaces between them. Without `separator` the gateway compares the whole text, so the day a client asks for a second scope its tokens are refused.",
    help: "write `<claim name=\"{name}\" separator=\" \" …>`",
    source: "API Management: validate-jwt, claim, separator; RFC 8693 §4.2",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let mut without = Outcome::NotApplicable;
    for claim in required_claims(subject.policy) {
        let name = claim.name.text.as_str();
        if !["scp", "scope"].contains(&name) || claim.values.is_empty() {
            continue;
        }
        if claim.separator.is_some() {
            without = Outcome::Passed;
            continue;
        }
        let values = [("name", name), ("line", &claim.line.to_string())];
        let mut finding = CHECK.finding(&values, vec![Place::Policy(claim.line)]);
        let title = fill(
            "add `separator=\" \"` to the claim `{name}`, line {line}",
            &values,
        );
        let at = Span::new(claim.attributes_at, claim.attributes_at);
        let added = [(at, " separator=\" \"".to_owned())];
        finding
            .fixes
            .push(edit::replace(subject.policy_text, &added, title));
        return Outcome::Found(finding);
    }
    without
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
