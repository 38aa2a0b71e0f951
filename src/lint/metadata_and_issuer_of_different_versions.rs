use super::issuers::named;
use super::spots::Spots;
use super::token_version_mismatch::to_version;
use super::{About, Check, Outcome, Subject};
use crate::claims::entra_version;
use crate::finding::{Confidence, Severity};
use crate::policy::value::Unknown;

/// The metadata and the listed issuer are of different versions.
pub(super) static CHECK: Check = Check {
    code: "metadata-and-issuer-of-different-versions",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the issuer {names}, line {lines}, is of another version than the metadata",
    why: "A token has one version. That the gateway accepts the listed issuer beside that of the metadata is likely, not documented.",
    help: "name the version of the API's tokens in both: v2.0 metadata and issuers have `/v2.0` in them",
    see: "`/v2.0` stands in the URL of `<openid-config>` or in `<issuer>`, and not in the other",
    source: "API Management: validate-jwt, openid-config, issuers",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let sites = named(subject.policy);
    let (mut of_metadata, mut of_issuers) = (None, None);
    let mut spots = Spots::default();
    for site in &sites {
        let Some(version) = site.provider.version() else {
            continue;
        };
        // Whoever has to write it anew may write any version.
        if matches!(site.value.unknown, Some(Unknown::Placeholder(_))) {
            continue;
        }
        let own = if site.is_url {
            &mut of_metadata
        } else {
            &mut of_issuers
        };
        // Who names both versions in one place, or the same in both, means it.
        let is_meant = own.is_some_and(|own| own != version);
        *own = Some(version);
        if is_meant || of_metadata == of_issuers {
            return Outcome::Passed;
        }
        if !site.is_url {
            spots.add(&site.value.text, site.value.line);
        }
    }
    let (Some(_), Some(listed)) = (of_metadata, of_issuers) else {
        return Outcome::NotApplicable;
    };
    let of_token = subject
        .token
        .and_then(|token| entra_version(token.claims()));
    let wanted = of_token.unwrap_or(listed);
    spots.edits = to_version(wanted, &sites);
    let fix = ["in the policy, write version ", wanted.text(), " in both"].concat();
    spots.tell(&CHECK, subject, &fix)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TENANT, fixed, table};
    use super::CHECK;

    fn policy(version: &str, issuers: &str) -> String {
        format!(
            "<validate-jwt header-name='a'><openid-config url='https://login.microsoftonline.com/{TENANT}{version}/.well-known/openid-configuration'/><issuers>{issuers}</issuers></validate-jwt>"
        )
    }

    fn issuers() -> (String, String) {
        (
            format!("<issuer>https://sts.windows.net/{TENANT}/</issuer>"),
            format!("<issuer>https://login.microsoftonline.com/{TENANT}/v2.0</issuer>"),
        )
    }

    #[test]
    fn both_name_one_version() {
        let (v1, v2) = issuers();
        table(
            &CHECK,
            &[
                ("", &policy("", &v2)),
                ("", &policy("/v2.0", &v1)),
                (
                    "",
                    &policy("/v2.0", &[&*v1, "<issuer>joe</issuer>"].concat()),
                ),
            ],
            &[
                ("", &policy("", &v1)),
                ("", &policy("/v2.0", &v2)),
                ("", &policy("", &[&*v1, &v2].concat())),
                ("", &policy("", &[&*v2, &v1].concat())),
            ],
            &[
                ("", &policy("", "<issuer>joe</issuer>")),
                ("", &policy("", "")),
                (
                    "",
                    &policy(
                        "/v2.0",
                        "<issuer>https://sts.windows.net/{tenant}/</issuer>",
                    ),
                ),
                ("{}", ""),
            ],
        );
    }

    #[test]
    fn the_token_decides_which_version_it_is() {
        let (v1, v2) = issuers();
        let token =
            format!(r#"{{"ver":"2.0","iss":"https://login.microsoftonline.com/{TENANT}/v2.0"}}"#);
        let xml = policy("/v2.0", &v1);
        assert_eq!(fixed(&CHECK, "", &xml), [policy("", &v1)]);
        assert_eq!(fixed(&CHECK, &token, &xml), [policy("/v2.0", &v2)]);
    }
}
