use super::{About, Check, Outcome, Subject};
use crate::claims::entra_version;
use crate::claims::issuer::{Version, parse_issuer, parse_metadata_url};
use crate::finding::{Confidence, Place, Severity};
use crate::policy::{Policy, edit};

/// The policy names the client by the claim of the other token version.
pub(super) static CHECK: Check = Check {
    code: "client-claim-of-other-version",
    severity: Severity::Error,
    about: About::Policy,
    why: "The client's id is `appid` in a v1.0 token and `azp` in a v2.0 token, how it authenticated `appidacr` and `azpacr`: the claim of the other version is never there.",
    source: "Entra ID: access token claims reference",
    run,
};

/// The claims of v1.0 with their names in v2.0.
static NAMES: [(&str, &str); 2] = [("appid", "azp"), ("appidacr", "azpacr")];

fn run(subject: &Subject<'_>) -> Outcome {
    let Some(policy) = subject.policy else {
        return Outcome::NotApplicable;
    };
    let of_token = subject
        .token
        .and_then(|token| entra_version(token.claims()));
    let Some(version) = of_token.or_else(|| of_policy(policy)) else {
        return Outcome::NotApplicable;
    };
    let wrong = policy.required_claims.iter().flatten().find_map(|claim| {
        NAMES.iter().find_map(|(v1, v2)| {
            let (other, right) = if version == Version::V1 {
                (v2, v1)
            } else {
                (v1, v2)
            };
            (claim.name.text == *other
                && subject
                    .token
                    .is_none_or(|token| token.claim(other).is_none()))
            .then_some((claim, *other, *right))
        })
    });
    let Some((claim, other, right)) = wrong else {
        return Outcome::Passed;
    };
    let fixes = vec![edit::replace(
        subject.policy_text,
        claim.name.span,
        right,
        format!("write `{right}` for `{other}`, line {}", claim.line),
    )];
    CHECK.finding(
        if of_token.is_some() {
            Confidence::Certain
        } else {
            Confidence::Likely
        },
        format!(
            "the policy demands `{other}`, which a v{} token does not have: it says `{right}`",
            version.text()
        ),
        format!(
            "write `{right}` in line {}, or have the API issue v{} tokens",
            claim.line,
            version.other().text()
        ),
        vec![Place::Policy(claim.line)],
        fixes,
    )
}

fn of_policy(policy: &Policy) -> Option<Version> {
    let urls = policy
        .openid_configs
        .iter()
        .filter_map(|config| parse_metadata_url(&config.url.text).version());
    let issuers = policy
        .issuers
        .iter()
        .flatten()
        .filter_map(|issuer| parse_issuer(&issuer.text).version());
    let mut versions = urls.chain(issuers);
    let first = versions.next()?;
    versions.all(|version| version == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn the_client_has_one_name_a_version() {
        let policy = |name: &str, url: &str| {
            format!(
                "<validate-jwt header-name='a'><openid-config url='{url}'/><required-claims><claim name='{name}'/></required-claims></validate-jwt>"
            )
        };
        let v1 = "https://login.microsoftonline.com/common/.well-known/openid-configuration";
        let v2 = "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";
        let (token1, token2) = (
            r#"{"ver":"1.0","iss":"https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/"}"#,
            r#"{"ver":"2.0","iss":"https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0"}"#,
        );
        table(
            &CHECK,
            &[
                (token1, &policy("azp", "u")),
                (token2, &policy("appid", "u")),
                (token2, &policy("appidacr", v1)),
                ("", &policy("azp", v1)),
                ("", &policy("appid", v2)),
            ],
            &[
                (token1, &policy("appid", "u")),
                (token2, &policy("azp", v1)),
                ("", &policy("azp", v2)),
            ],
            &[("", &policy("azp", "u")), (token1, ""), ("", "")],
        );
    }
}
