use super::{About, Check, Outcome, Subject};
use crate::claims::issuer::{Provider, parse_issuer, parse_metadata_url};
use crate::finding::{Confidence, Place, Severity};
use crate::policy::Policy;

/// Nothing in the policy tells one client of the tenant from another.
pub(super) static CHECK: Check = Check {
    code: "any-client-accepted",
    severity: Severity::Warning,
    about: About::Policy,
    why: "Every application of the tenant can get a token for this API with client credentials and `/.default`, even without a permission, unless the API's enterprise application requires assignment.",
    source: "Microsoft identity platform: client credentials flow, application permissions",
    run,
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
    let Some(policy) = subject.policy.filter(|policy| is_entra(policy)) else {
        return Outcome::NotApplicable;
    };
    let demanded =
        policy.required_claims.iter().flatten().any(|claim| {
            CALLER.contains(&claim.name.text.as_str()) || claim.name.unknown.is_some()
        });
    if demanded {
        return Outcome::Passed;
    }
    CHECK.finding(
        Confidence::Likely,
        "any application of the tenant gets in: the policy demands neither `roles` nor `scp` nor `azp`/`appid`".to_owned(),
        "require an app role (`roles`) or a scope (`scp`), or list the client's id as `azp` (v2.0) or `appid` (v1.0) in `<required-claims>`; or switch on `Assignment required` in the API's enterprise application".to_owned(),
        vec![Place::Policy(policy.line)],
        Vec::new(),
    )
}

fn is_entra(policy: &Policy) -> bool {
    let urls = policy
        .openid_configs
        .iter()
        .map(|config| parse_metadata_url(&config.url.text));
    let issuers = policy
        .issuers
        .iter()
        .flatten()
        .map(|issuer| parse_issuer(&issuer.text));
    urls.chain(issuers)
        .any(|provider| matches!(provider, Provider::Entra { .. }))
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
