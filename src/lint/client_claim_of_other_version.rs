use super::issuers::named;
use super::{About, Check, Outcome, Subject, required_claims};
use crate::claims::entra_version;
use crate::claims::issuer::Version;
use crate::finding::{Confidence, Place, Severity};
use crate::policy::{Policy, edit};
use crate::text::fill;

/// The policy names the client by the claim of the other token version.
pub(super) static CHECK: Check = Check {
    code: "client-claim-of-other-version",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the policy demands `{other}`, which a v{version} token does not have: it says `{right}`",
    why: "The client's id is `appid` in a v1.0 token and `azp` in a v2.0 token, how it authenticated `appidacr` and `azpacr`: the claim of the other version is never there.",
    help: "write `{right}` in line {line}, or have the API issue v{wanted} tokens",
    see: "the row `ver`, and whether the client stands in `appid` (1.0) or in `azp` (2.0)",
    source: "Entra ID: access token claims reference",
};

/// The claims of v1.0 with their names in v2.0.
static NAMES: [(&str, &str); 2] = [("appid", "azp"), ("appidacr", "azpacr")];

fn run(subject: &Subject<'_>) -> Outcome {
    let of_token = subject
        .token
        .and_then(|token| entra_version(token.claims()));
    let Some(version) = of_token.or_else(|| of_policy(subject.policy)) else {
        return Outcome::NotApplicable;
    };
    for claim in required_claims(subject.policy) {
        for &(v1, v2) in &NAMES {
            let (other, right) = match version {
                Version::V1 => (v2, v1),
                Version::V2 => (v1, v2),
            };
            let there = subject
                .token
                .is_some_and(|token| token.claim(other).is_some());
            if claim.name.text != other || there {
                continue;
            }
            let values = [
                ("other", other),
                ("right", right),
                ("version", version.text()),
                ("wanted", version.other().text()),
                ("line", &claim.line.to_string()),
            ];
            let mut finding = CHECK.finding(&values, vec![Place::Policy(claim.line)]);
            if of_token.is_none() {
                finding.confidence = Confidence::Likely;
            }
            let title = fill("write `{right}` for `{other}`, line {line}", &values);
            let edits = [(claim.name.span, right.to_owned())];
            finding
                .fixes
                .push(edit::replace(subject.policy_text, &edits, title));
            return Outcome::Found(finding);
        }
    }
    Outcome::Passed
}

/// The version of all the issuers that it names; `None` when they differ.
fn of_policy(policy: &Policy) -> Option<Version> {
    let mut version = None;
    for site in &named(policy) {
        let own = site.provider.version();
        if version.is_some() && own.is_some() && own != version {
            return None;
        }
        version = version.or(own);
    }
    version
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
