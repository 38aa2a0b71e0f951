use super::issuers::named;
use super::{About, Check, Outcome, Subject, required_claims};
use crate::finding::{Confidence, Place, Severity};

/// Nothing in the policy tells one client of the tenant from another.
pub(super) static CHECK: Check = Check {
    code: "any-client-accepted",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "any application of the tenant gets in: the policy demands neither `roles` nor `scp` nor `azp`/`appid`",
    why: "Every application of the tenant can get a token for this API with client credentials and `/.default`, even without a permission, unless the API's enterprise application requires assignment.",
    help: "require an app role (`roles`) or a scope (`scp`), or list the client's id as `azp` (v2.0) or `appid` (v1.0) in `<required-claims>`; or switch on `Assignment required` in the API's enterprise application",
    source: "Microsoft identity platform: client credentials flow, application permissions",
};

/// Claims that tell callers apart.
static CALLER: [&str; 14] = [
    "roles",
    "role",
    "scp",
    "scope",
    "azp",
    "appid",
    "client_id",
    "groups",
    "wids",
    "oid",
    "sub",
    "upn",
    "preferred_username",
    "xms_mirid",
];

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let mut sites = named(policy).into_iter();
    if sites.all(|site| site.provider.version().is_none()) {
        return Outcome::NotApplicable;
    }
    for claim in required_claims(policy) {
        if CALLER.contains(&claim.name.text.as_str()) || claim.name.unknown.is_some() {
            return Outcome::Passed;
        }
    }
    CHECK.found(&[], Place::Policy(policy.line))
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn a_caller_must_be_demanded_where_entra_issues() {
        let entra = |inside: &str| {
            format!(
                "<validate-jwt header-name='a'><openid-config url='https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration'/>{inside}</validate-jwt>"
            )
        };
        let claim = |name: &str| {
            entra(&format!(
                "<required-claims><claim name='{name}'/></required-claims>"
            ))
        };
        table(
            &CHECK,
            &[("", &entra("")), ("", &claim("aud")), ("", &claim("tid"))],
            &[
                ("", &claim("roles")),
                ("", &claim("scp")),
                ("", &claim("azp")),
                ("", &claim("appid")),
                ("", &claim("{{name}}")),
            ],
            &[
                ("{}", ""),
                (
                    "",
                    "<validate-jwt header-name='a'><openid-config url='https://accounts.google.com/.well-known/openid-configuration'/></validate-jwt>",
                ),
            ],
        );
    }
}
