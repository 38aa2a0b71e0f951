use super::spots::Spots;
use super::{About, Check, Outcome, Subject, required_claims};
use crate::finding::{Confidence, Severity};
use crate::text::Span;

/// Several values are demanded at once of a claim that mostly has one.
pub(super) static CHECK: Check = Check {
    code: "match-all-of-several",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "{names}, line {lines}, must have every listed value at once",
    why: "`all` is the default. A claim such as `appid` has one value and never matches; of roles and groups a caller mostly has one.",
    help: "write `match=\"any\"`, line {lines}, if one of the values is enough",
    see: "the `<claim>` has several `<value>`s and no `match`, or `match=\"all\"`",
    source: "API Management: validate-jwt, claim, match",
};

/// Claims of which a token has one value, or a caller mostly one.
static ONE: [&str; 13] = [
    "roles",
    "role",
    "groups",
    "wids",
    "aud",
    "iss",
    "tid",
    "appid",
    "azp",
    "client_id",
    "oid",
    "sub",
    "email",
];

fn run(subject: &Subject<'_>) -> Outcome {
    let mut spots = Spots::default();
    for claim in required_claims(subject.policy) {
        let name = claim.name.text.as_str();
        if claim.values.len() < 2 || claim.separator.is_some() || !ONE.contains(&name) {
            continue;
        }
        spots.looked = true;
        if claim.match_all != Some(true) {
            continue;
        }
        let at = claim.attributes_at;
        let (span, xml) = match &claim.written_match {
            Some(value) => (value.span, "any"),
            None => (Span::new(at, at), " match=\"any\""),
        };
        spots.mend(name, claim.line, span, xml);
    }
    let fix = "in the policy, line {lines}, write `match=\"any\"`";
    spots.tell(&CHECK, subject, fix)
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn one_of_several_is_mostly_meant() {
        let policy = |attributes: &str, values: &str| {
            format!(
                "<validate-jwt header-name='a'><required-claims><claim {attributes}>{values}</claim></required-claims></validate-jwt>"
            )
        };
        let (one, two) = ("<value>a</value>", "<value>a</value><value>b</value>");
        table(
            &CHECK,
            &[
                ("", &policy("name='roles'", two)),
                ("", &policy("name='appid' match='all'", two)),
            ],
            &[
                ("", &policy("name='roles' match='any'", two)),
                ("", &policy("name='roles' match='@(context.Api.Id)'", two)),
            ],
            &[
                ("", &policy("name='roles'", one)),
                ("", &policy("name='scp' separator=' '", two)),
                ("", &policy("name='licences'", two)),
                ("{}", ""),
            ],
        );
    }
}
