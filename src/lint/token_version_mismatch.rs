use super::issuers::{Named, named};
use super::{About, Check, Outcome, Subject};
use crate::claims::guid::is_guid;
use crate::claims::issuer::{Provider, Version, parse_issuer};
use crate::claims::{entra_version, well_known};
use crate::finding::{Confidence, Place, Recipe, Severity, enumerate};
use crate::jose::Token;
use crate::policy::edit::{self, Edit};
use crate::text::fill;

/// The policy accepts only issuers of the other version than the token's.
pub(super) static CHECK: Check = Check {
    code: "token-version-mismatch",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the token is version {version}, the policy wants version {wanted}",
    why: "The API's app registration decides the version of its tokens, whichever endpoint the client asks: v1.0 tokens name the issuer `sts.windows.net`, v2.0 tokens `login.microsoftonline.com/…/v2.0`. The gateway compares the issuer exactly.",
    help: "in the API's app registration, Manifest, set `accessTokenAcceptedVersion` (in the Microsoft Graph manifest `api.requestedAccessTokenVersion`) to {number}; or change the policy, line {lines}, to version {version}",
    see: "`ver` and `iss` of the token, beside `issuer` in the discovery document that `<openid-config>` names",
    source: "Microsoft identity platform: access tokens, token formats; API Management: validate-jwt, openid-config",
};

/// How the API comes to issue tokens of the version that the policy wants.
static CHANGE_MANIFEST: Recipe = Recipe {
    title: "in the API's app registration, Manifest: `\"accessTokenAcceptedVersion\": {number}`; new tokens follow within minutes",
    steps: &[
        "Microsoft Entra admin center, App registrations, the API `{aud}`, Manifest",
        "set `requestedAccessTokenVersion` under `api` to {number} (in the older manifest: `accessTokenAcceptedVersion`), save",
        "{audience}",
        "get a new token after a few minutes; a cached one keeps its version until it expires",
    ],
    commands: &[
        "az rest --method PATCH --uri \"https://graph.microsoft.com/v1.0/applications(appId='{id}')\" --headers Content-Type=application/json --body '{\"api\":{\"requestedAccessTokenVersion\":{number}}}'",
    ],
};

/// A policy that names more issuers than this is nobody's to change by a click.
const MAX_EDITS: usize = 64;

fn run(subject: &Subject<'_>) -> Outcome {
    let issuer = parse_issuer(subject.text_claim("iss").unwrap_or_default());
    let mut sites = Vec::new();
    let (mut is_known, mut is_tenant_right) = (true, false);
    for site in named(subject.policy) {
        if site.provider.version().is_none() {
            // Whoever else is accepted has no part in it, as long as it is known who that is.
            is_known &= !site.is_url && site.value.unknown.is_none();
            continue;
        }
        // Those of the token's tenant are what counts, where there are any.
        let of_tenant = site.provider.may_be(issuer);
        if of_tenant && !is_tenant_right {
            is_tenant_right = true;
            sites.clear();
        }
        if of_tenant == is_tenant_right {
            sites.push(site);
        }
    }
    let claims = subject.token.map_or(&[] as &[_], Token::claims);
    let version = entra_version(claims);
    let Some(version) = version.filter(|_| !sites.is_empty() && is_known) else {
        return Outcome::NotApplicable;
    };
    let mut versions = sites.iter().map(|site| site.provider.version());
    if versions.any(|accepted| accepted == Some(version)) {
        return Outcome::Passed;
    }
    let (number, audience, drop_or_add) = match version {
        Version::V1 => (
            "2",
            "list the API's client id among the policy's audiences: a version 2.0 token has it as `aud`",
            "drop",
        ),
        Version::V2 => (
            "1",
            "list the App ID URI among the policy's audiences, if clients ask for the API by it",
            "add",
        ),
    };
    let aud = subject.text_claim("aud").unwrap_or_default();
    let id = aud.strip_prefix("api://").unwrap_or(aud);
    let mut lines = String::new();
    let mut places = vec![Place::Claim("iss".to_owned())];
    for site in &sites {
        enumerate(&mut lines, &[&site.value.line.to_string()]);
        places.push(Place::Policy(site.value.line));
    }
    let values = [
        ("version", version.text()),
        ("wanted", version.other().text()),
        ("number", number),
        ("lines", &lines),
        ("drop or add", drop_or_add),
        ("audience", audience),
        ("aud", aud),
        (
            "id",
            if is_guid(id) {
                id
            } else {
                "<client id of the API>"
            },
        ),
    ];
    let mut finding = CHECK.finding(&values, places);
    if !is_tenant_right {
        // Another version would not mend it.
        finding.help = None;
        return Outcome::Found(finding);
    }
    // An API of Microsoft has no manifest that anybody could change.
    let has_manifest = well_known(aud).is_none();
    let manifest = || {
        let mut fix = CHANGE_MANIFEST.fix(&values);
        if let Provider::Entra { cloud, .. } = issuer {
            cloud.localize(&mut fix);
        }
        fix
    };
    // v2.0 is where Microsoft wants everybody to be, so the step towards it comes first.
    if has_manifest && version == Version::V1 {
        finding.fixes.push(manifest());
    }
    if sites.len() <= MAX_EDITS {
        let title = fill(
            "in the policy, line {lines}, {drop or add} `/v2.0`: it then accepts version {version} tokens",
            &values,
        );
        let edits = to_version(version, &sites);
        finding
            .fixes
            .push(edit::replace(subject.policy_text, &edits, title));
    }
    if has_manifest && version == Version::V2 {
        finding.fixes.push(manifest());
    }
    Outcome::Found(finding)
}

/// What makes each place that names another version name the issuer of this one.
pub(super) fn to_version(version: Version, sites: &[Named<'_>]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for site in sites {
        if site.provider.version() == Some(version) {
            continue;
        }
        let tenant = tenant(&site.value.written);
        if let (Provider::Entra { cloud, .. }, Some(tenant)) = (&site.provider, tenant) {
            edits.push(site.renamed(*cloud, tenant, version));
        }
    }
    edits
}

/// The tenant as written behind the host: it may be a named value.
pub(super) fn tenant(written: &str) -> Option<&str> {
    let (_, host_and_path) = written.split_once("//")?;
    let (_, path) = host_and_path.split_once('/')?;
    Some(path.split_once('/').map_or(path, |(tenant, _)| tenant))
}

#[cfg(test)]
mod tests {
    use super::super::Outcome;
    use super::super::testing::{TENANT, table, token};
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
                (&v1, &policy("contoso.com/v2.0", "https://a/")),
            ],
            &[
                (&v1, &v1_policy),
                (&v2, &v2_policy),
                (&v1, &both),
                (&v2, &both),
                (&v1, &policy("common", "joe")),
            ],
            &[
                (&v1, ""),
                ("", &v1_policy),
                ("{\"iss\":\"joe\"}", &v1_policy),
                (&v1, &policy("common", "{{issuer}}")),
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
        let outcome = CHECK.run(
            Some(&token),
            document.policies.first(),
            &document.text,
            None,
        );
        let Outcome::Found(finding) = outcome else {
            panic!("nothing found")
        };
        let [manifest, change] = finding.fixes.as_slice() else {
            panic!("two fixes")
        };
        assert!(manifest.commands[0].contains("appId='b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d'"));
        assert_eq!(
            change.changed_policy.as_deref(),
            Some(policy("{{tenant}}", "https://sts.windows.net/{{tenant}}/").as_str())
        );
    }
}
