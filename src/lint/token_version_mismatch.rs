use super::{About, Check, Outcome, Subject};
use crate::claims::guid::is_guid;
use crate::claims::issuer::{Provider, Version, parse_issuer, parse_metadata_url};
use crate::claims::{entra_version, find_text, well_known};
use crate::finding::{Confidence, Fix, Place, Severity};
use crate::jose::Token;
use crate::policy::{Policy, edit};
use crate::text::Span;

/// The policy accepts only issuers of the other version than the token's.
pub(super) static CHECK: Check = Check {
    code: "token-version-mismatch",
    severity: Severity::Error,
    about: About::Policy,
    why: "The API's app registration decides the version of its tokens, whichever endpoint the client asks: v1.0 tokens name the issuer `sts.windows.net`, v2.0 tokens `login.microsoftonline.com/…/v2.0`. The gateway compares the issuer exactly.",
    source: "Microsoft identity platform: access tokens, token formats; API Management: validate-jwt, openid-config",
    run,
};

/// A policy that names more issuers than this is nobody's to change by a click.
const MAX_EDITS: usize = 64;

/// A place in the policy that names an issuer, with its provider.
struct Site<'a> {
    span: Span,
    line: usize,
    provider: Provider<'a>,
    is_url: bool,
    written: String,
}

fn run(subject: &Subject<'_>) -> Outcome {
    let (Some(policy), Some(token)) = (subject.policy, subject.token) else {
        return Outcome::NotApplicable;
    };
    let Some(version) = entra_version(token.claims()) else {
        return Outcome::NotApplicable;
    };
    let sites = sites(policy);
    let versions: Vec<Option<Version>> = sites.iter().map(|site| site.provider.version()).collect();
    if versions.is_empty() || versions.contains(&None) {
        return Outcome::NotApplicable;
    }
    if versions.contains(&Some(version)) {
        return Outcome::Passed;
    }
    let wanted = version.other();
    let mut places = vec![Place::Claim("iss".to_owned())];
    places.extend(sites.iter().map(|site| Place::Policy(site.line)));
    let lines: Vec<String> = sites.iter().map(|site| site.line.to_string()).collect();
    let mut fixes = Vec::new();
    if sites.len() <= MAX_EDITS {
        fixes.push(change_policy(
            subject.policy_text,
            &sites,
            version,
            &lines.join(", "),
        ));
    }
    let first_party = token
        .claim("aud")
        .and_then(|aud| aud.as_str())
        .is_some_and(|aud| well_known(aud).is_some());
    if !first_party {
        // v2.0 is where Microsoft wants everybody to be, so the step towards it comes first.
        let index = fixes.len().min(usize::from(wanted == Version::V1));
        fixes.insert(index, change_manifest(token, wanted));
    }
    CHECK.finding(
        Confidence::Certain,
        format!("the token is version {}, the policy wants version {}", version.text(), wanted.text()),
        format!(
            "in the API's app registration, Manifest, set `accessTokenAcceptedVersion` (in the Microsoft Graph manifest `api.requestedAccessTokenVersion`) to {}; or change the policy, line {}, to version {}",
            number(wanted),
            lines.join(", "),
            version.text()
        ),
        places,
        fixes,
    )
}

const fn number(version: Version) -> u8 {
    match version {
        Version::V1 => 1,
        Version::V2 => 2,
    }
}

fn sites(policy: &Policy) -> Vec<Site<'_>> {
    let urls = policy.openid_configs.iter().map(|config| Site {
        span: config.url.span,
        line: config.url.line,
        provider: parse_metadata_url(&config.url.text),
        is_url: true,
        written: config.url.written.clone(),
    });
    let issuers = policy.issuers.iter().flatten().map(|issuer| Site {
        span: issuer.span,
        line: issuer.line,
        provider: parse_issuer(&issuer.text),
        is_url: false,
        written: issuer.written.clone(),
    });
    urls.chain(issuers).collect()
}

fn change_policy(text: &str, sites: &[Site<'_>], version: Version, lines: &str) -> Fix {
    let edits: Vec<(Span, String)> = sites
        .iter()
        .filter_map(|site| {
            let Provider::Entra { cloud, .. } = &site.provider else {
                return None;
            };
            // The tenant as written: it may be a named value.
            let tenant = site.written.split('/').nth(3)?;
            let query = site
                .written
                .find('?')
                .and_then(|at| site.written.get(at..))
                .unwrap_or_default();
            let changed = if site.is_url {
                format!("{}{query}", cloud.metadata(tenant, version))
            } else {
                cloud.issuer(tenant, version)
            };
            Some((site.span, changed))
        })
        .collect();
    let what = match version {
        Version::V1 => "drop `/v2.0`",
        Version::V2 => "add `/v2.0`",
    };
    edit::replace_all(
        text,
        &edits,
        format!(
            "in the policy, line {lines}, {what}: it then accepts version {} tokens",
            version.text()
        ),
    )
}

fn change_manifest(token: &Token, wanted: Version) -> Fix {
    let aud = find_text(token.claims(), "aud").unwrap_or_default();
    let id = aud.strip_prefix("api://").unwrap_or(aud);
    let id = if is_guid(id) {
        id
    } else {
        "<client id of the API>"
    };
    let number = number(wanted);
    let audience = match wanted {
        Version::V2 => {
            "list the API's client id among the policy's audiences: a version 2.0 token has it as `aud`"
        }
        Version::V1 => {
            "list the App ID URI among the policy's audiences, if clients ask for the API by it"
        }
    };
    Fix {
        title: format!(
            "in the API's app registration, Manifest: `\"accessTokenAcceptedVersion\": {number}`; new tokens follow within minutes"
        ),
        changed_policy: None,
        steps: vec![
            format!("Microsoft Entra admin center, App registrations, the API `{aud}`, Manifest"),
            format!(
                "set `requestedAccessTokenVersion` under `api` to {number} (in the older manifest: `accessTokenAcceptedVersion`), save"
            ),
            audience.to_owned(),
            "get a new token after a few minutes; a cached one keeps its version until it expires"
                .to_owned(),
        ],
        commands: vec![format!(
            "az rest --method PATCH --uri \"https://graph.microsoft.com/v1.0/applications(appId='{id}')\" --headers Content-Type=application/json --body '{{\"api\":{{\"requestedAccessTokenVersion\":{number}}}}}'"
        )],
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TENANT, table, token};
    use super::super::{Outcome, Subject};
    use super::CHECK;
    use crate::policy::document;
    use crate::policy::value::NamedValues;

    fn policy(path: &str, issuer: &str) -> String {
        let issuers = if issuer.is_empty() {
            String::new()
        } else {
            format!("<issuers><issuer>{issuer}</issuer></issuers>")
        };
        format!(
            "<validate-jwt header-name='a'>\n<openid-config url='https://login.microsoftonline.com/{path}/.well-known/openid-configuration'/>{issuers}</validate-jwt>"
        )
    }

    #[test]
    fn versions_must_agree() {
        let v1 = format!(
            r#"{{"aud":"api://b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d","ver":"1.0","iss":"https://sts.windows.net/{TENANT}/"}}"#
        );
        let v2 =
            format!(r#"{{"ver":"2.0","iss":"https://login.microsoftonline.com/{TENANT}/v2.0"}}"#);
        let (v1_policy, v2_policy) = (policy(TENANT, ""), policy(&format!("{TENANT}/v2.0"), ""));
        let both = policy(
            &format!("{TENANT}/v2.0"),
            &format!("https://sts.windows.net/{TENANT}/"),
        );
        table(
            &CHECK,
            &[
                (&v1, &v2_policy),
                (&v2, &v1_policy),
                (&v1, &policy("{{tenant}}/v2.0", "")),
                (&v1, &policy("contoso.com/v2.0", "")),
            ],
            &[
                (&v1, &v1_policy),
                (&v2, &v2_policy),
                (&v1, &both),
                (&v2, &both),
            ],
            &[
                (&v1, ""),
                ("", &v1_policy),
                ("{\"iss\":\"joe\"}", &v1_policy),
                (&v1, &policy("common", "joe")),
            ],
        );
    }

    #[test]
    fn the_fixes_change_what_the_user_wrote_and_nothing_else() {
        let claims = format!(
            r#"{{"aud":"api://b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d","ver":"1.0","iss":"https://sts.windows.net/{TENANT}/"}}"#
        );
        let xml = policy(
            "{{tenant}}/v2.0",
            "https://login.microsoftonline.com/{{tenant}}/v2.0",
        );
        let document = document::read(&xml, &NamedValues::default());
        let token = token("{}", &claims);
        let subject = Subject {
            token: Some(&token),
            policy: document.policies.first(),
            policy_text: &xml,
            metadata: &[],
        };
        let Outcome::Found(findings) = CHECK.run(&subject) else {
            panic!("nothing found")
        };
        let [manifest, change] = findings[0].fixes.as_slice() else {
            panic!("two fixes")
        };
        assert!(manifest.commands[0].contains("appId='b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d'"));
        assert_eq!(
            change.changed_policy.as_deref(),
            Some(policy("{{tenant}}", "https://sts.windows.net/{{tenant}}/").as_str())
        );
    }
}
