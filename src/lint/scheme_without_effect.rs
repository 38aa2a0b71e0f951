use super::placeholder_left::is_placeholder;
use super::spots::Spots;
use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};
use crate::policy::edit;
use crate::policy::effective::{TokenSource, effective};

/// A scheme is demanded where the gateway looks at none.
pub(super) static CHECK: Check = Check {
    code: "scheme-without-effect",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "`require-scheme` has no effect: the token comes from {names}",
    why: "The gateway looks for the scheme in the `Authorization` header only.",
    help: "delete `require-scheme`, line {lines}, or take the token from the header `Authorization`",
    see: "`require-scheme` beside `query-parameter-name`, `token-value` or another `header-name`",
    source: "API Management: validate-jwt, require-scheme",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let mut spots = Spots::default();
    if let Some(scheme) = policy.attribute("require-scheme") {
        let source = effective(policy).source;
        // Which header it is, a placeholder does not say.
        let header = policy.attribute("header-name");
        if header.is_some_and(|name| name.unknown.is_some() || is_placeholder(name)) {
            return Outcome::NotApplicable;
        }
        spots.looked = source != TokenSource::Missing;
        let name = match &source {
            TokenSource::Header(name) if !name.trim().eq_ignore_ascii_case("Authorization") => name,
            TokenSource::QueryParameter(name) => name,
            TokenSource::Value => "token-value",
            _ => "",
        };
        if !name.is_empty() {
            let attribute = edit::with_blanks_before(subject.policy_text, scheme.whole);
            spots.mend(name, scheme.line, attribute, "");
        }
    }
    let fix = "in the policy, line {lines}, delete `require-scheme`";
    spots.tell(&CHECK, subject, fix)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fixed, table};
    use super::CHECK;

    #[test]
    fn a_scheme_stands_in_the_authorization_header_only() {
        let policy = |attributes: &str| format!("<validate-jwt {attributes}/>");
        let scheme = |from: &str| policy(&format!("{from} require-scheme='Bearer'"));
        table(
            &CHECK,
            &[
                ("", &scheme("header-name='X-Token'")),
                ("", &scheme("query-parameter-name='t'")),
                ("", &scheme("token-value='@(1)'")),
            ],
            &[
                ("", &scheme("header-name='Authorization'")),
                ("", &scheme("header-name='authorization'")),
            ],
            &[
                ("", &policy("header-name='X-Token'")),
                ("", &scheme("")),
                ("{}", ""),
            ],
        );
        let wrong = "<validate-jwt header-name='X-Token'\n  require-scheme = 'Bearer'\n  id='a'/>";
        let right = "<validate-jwt header-name='X-Token'\n  id='a'/>";
        assert_eq!(fixed(&CHECK, "", wrong), [right]);
    }
}
