//! Who issued a token, as far as its claims tell.

use super::issuer::{CONSUMERS, Provider, Version, is_under, parse_issuer};
use super::{find_text, has_any};
use crate::text::json::Member;

/// The kind of issuer: it decides which table explains a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Entra ID, version 1.0.
    EntraV1,
    /// Entra ID, version 2.0.
    EntraV2,
    /// Azure AD B2C.
    EntraB2c,
    /// Entra External ID.
    EntraExternal,
    /// Personal Microsoft accounts: the tenant of consumers.
    Msa,
    /// Google accounts.
    Google,
    /// Amazon Cognito user pools.
    Cognito,
    /// Auth0.
    Auth0,
    /// Okta.
    Okta,
    /// Keycloak.
    Keycloak,
    /// GitHub Actions workflows.
    GithubActions,
    /// Service accounts of Kubernetes.
    Kubernetes,
    /// Anybody else.
    Generic,
}

impl Profile {
    /// All of them, for tests and lists.
    pub const ALL: [Self; 13] = [
        Self::EntraV1,
        Self::EntraV2,
        Self::EntraB2c,
        Self::EntraExternal,
        Self::Msa,
        Self::Google,
        Self::Cognito,
        Self::Auth0,
        Self::Okta,
        Self::Keycloak,
        Self::GithubActions,
        Self::Kubernetes,
        Self::Generic,
    ];

    /// Kebab-case, stable: as in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EntraV1 => "entra-v1",
            Self::EntraV2 => "entra-v2",
            Self::EntraB2c => "entra-b2c",
            Self::EntraExternal => "entra-external",
            Self::Msa => "msa",
            Self::Google => "google",
            Self::Cognito => "cognito",
            Self::Auth0 => "auth0",
            Self::Okta => "okta",
            Self::Keycloak => "keycloak",
            Self::GithubActions => "github-actions",
            Self::Kubernetes => "kubernetes",
            Self::Generic => "generic",
        }
    }

    /// The issuer's name for a person; `None` for anybody else.
    pub const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::EntraV1 | Self::EntraV2 => "Entra ID",
            Self::EntraB2c => "Azure AD B2C",
            Self::EntraExternal => "Entra External ID",
            Self::Msa => "Microsoft account",
            Self::Google => "Google",
            Self::Cognito => "Amazon Cognito",
            Self::Auth0 => "Auth0",
            Self::Okta => "Okta",
            Self::Keycloak => "Keycloak",
            Self::GithubActions => "GitHub Actions",
            Self::Kubernetes => "Kubernetes",
            Self::Generic => return None,
        })
    }

    /// Whether Entra ID or one of its relatives issued the token, so that the claims of Entra ID apply.
    pub const fn is_entra(self) -> bool {
        matches!(
            self,
            Self::EntraV1 | Self::EntraV2 | Self::EntraB2c | Self::EntraExternal | Self::Msa
        )
    }

    /// Finds the profile from `iss`, `ver` and `tid`, and from claims that only one issuer has.
    pub fn of(claims: &[Member]) -> Self {
        profile_and_version(claims).0
    }
}

/// The version of an Entra ID token: what `ver` says, else what `iss` says; `None` when Entra ID did not issue it.
/// A B2C token has none: its `ver` is "1.0" under an issuer that ends in `/v2.0/`.
pub fn entra_version(claims: &[Member]) -> Option<Version> {
    profile_and_version(claims).1
}

fn profile_and_version(claims: &[Member]) -> (Profile, Option<Version>) {
    // B2C may issue under a domain of the customer, and under Entra ID's own.
    if has_any(claims, "tfp trustFrameworkPolicy") {
        return (Profile::EntraB2c, None);
    }
    let written = match find_text(claims, "ver") {
        Some("1.0") => Some(Version::V1),
        Some("2.0") => Some(Version::V2),
        _ => None,
    };
    let issuer = find_text(claims, "iss").unwrap_or_default();
    let tenant = find_text(claims, "tid");
    let provider = parse_issuer(issuer);
    let entra = |version| match version {
        Version::V1 => (Profile::EntraV1, Some(version)),
        Version::V2 => (Profile::EntraV2, Some(version)),
    };
    match provider {
        Provider::Entra { version, .. } => {
            let found = entra(written.unwrap_or(version));
            match provider.tenant_id().or(tenant) {
                Some(id) if id.eq_ignore_ascii_case(CONSUMERS) => (Profile::Msa, found.1),
                _ => found,
            }
        }
        Provider::B2c { .. } => (Profile::EntraB2c, None),
        Provider::ExternalId { .. } => (Profile::EntraExternal, written),
        Provider::Other(host) => match written {
            Some(version) if issuer.is_empty() && tenant.is_some() => entra(version),
            _ => (other(host, issuer, claims), None),
        },
    }
}

/// Who issued what Microsoft did not.
fn other(host: &str, issuer: &str, claims: &[Member]) -> Profile {
    for (domain, profile) in &HOSTS {
        if is_under(host, domain) {
            return *profile;
        }
    }
    if host.starts_with("cognito-idp.") {
        Profile::Cognito
    } else if issuer.split('/').any(|part| part == "realms") {
        Profile::Keycloak
    } else if issuer == "kubernetes/serviceaccount" || has_any(claims, "kubernetes.io") {
        Profile::Kubernetes
    } else {
        Profile::Generic
    }
}

/// The hosts of issuers that are not Microsoft's, or the domains that they stand under.
static HOSTS: [(&str, Profile); 9] = [
    ("accounts.google.com", Profile::Google),
    ("auth0.com", Profile::Auth0),
    ("okta.com", Profile::Okta),
    ("oktapreview.com", Profile::Okta),
    ("okta-emea.com", Profile::Okta),
    ("actions.githubusercontent.com", Profile::GithubActions),
    ("kubernetes.default.svc", Profile::Kubernetes),
    ("kubernetes.default.svc.cluster.local", Profile::Kubernetes),
    ("kubernetes.default", Profile::Kubernetes),
];

#[cfg(test)]
mod tests {
    use super::super::tests::members;
    use super::*;

    const TENANT: &str = "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01";

    #[test]
    fn the_profile_follows_from_the_claims() {
        for (claims, profile) in [
            (r#"{"iss":"https://sts.windows.net/T/"}"#, "entra-v1"),
            (
                r#"{"iss":"https://sts.windows.net/T/","ver":"1.0"}"#,
                "entra-v1",
            ),
            (
                r#"{"iss":"https://login.microsoftonline.com/T/v2.0"}"#,
                "entra-v2",
            ),
            (
                r#"{"iss":"https://login.microsoftonline.us/T/v2.0","ver":"2.0"}"#,
                "entra-v2",
            ),
            (
                r#"{"iss":"https://sts.windows.net/T/","ver":"2.0"}"#,
                "entra-v2",
            ),
            (r#"{"tid":"T","ver":"1.0"}"#, "entra-v1"),
            (r#"{"tid":"T"}"#, "generic"),
            (
                r#"{"iss":"https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0","ver":"2.0"}"#,
                "msa",
            ),
            (
                r#"{"iss":"https://contoso.b2clogin.com/T/v2.0/","ver":"1.0"}"#,
                "entra-b2c",
            ),
            (
                r#"{"iss":"https://login.contoso.example/T/v2.0/","tfp":"B2C_1_si","ver":"1.0"}"#,
                "entra-b2c",
            ),
            (
                r#"{"iss":"https://T.ciamlogin.com/T/v2.0"}"#,
                "entra-external",
            ),
            (r#"{"iss":"https://accounts.google.com"}"#, "google"),
            (r#"{"iss":"accounts.google.com"}"#, "google"),
            (
                r#"{"iss":"https://evilaccounts.google.com.example"}"#,
                "generic",
            ),
            (r#"{"iss":"https://notauth0.com/"}"#, "generic"),
            (
                r#"{"iss":"https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a"}"#,
                "cognito",
            ),
            (r#"{"iss":"https://contoso.eu.auth0.com/"}"#, "auth0"),
            (
                r#"{"iss":"https://contoso.okta.com/oauth2/default"}"#,
                "okta",
            ),
            (
                r#"{"iss":"https://id.contoso.example/realms/main"}"#,
                "keycloak",
            ),
            (
                r#"{"iss":"https://token.actions.githubusercontent.com"}"#,
                "github-actions",
            ),
            (
                r#"{"iss":"https://kubernetes.default.svc.cluster.local"}"#,
                "kubernetes",
            ),
            (
                r#"{"iss":"https://oidc.eks.example/id/A","kubernetes.io":{}}"#,
                "kubernetes",
            ),
            (r#"{"iss":"joe"}"#, "generic"),
            (r#"{"iss":5,"ver":1}"#, "generic"),
            ("{}", "generic"),
        ] {
            let claims = claims
                .replace("\"T\"", &format!("\"{TENANT}\""))
                .replace("/T/", &format!("/{TENANT}/"));
            assert_eq!(Profile::of(&members(&claims)).code(), profile, "{claims}");
        }
    }

    #[test]
    fn ver_decides_before_iss_and_b2c_has_no_version() {
        for (claims, version) in [
            (r#"{"iss":"https://sts.windows.net/x/"}"#, Some("1.0")),
            (
                r#"{"iss":"https://sts.windows.net/x/","ver":"2.0"}"#,
                Some("2.0"),
            ),
            (
                r#"{"iss":"https://x.b2clogin.com/x/v2.0/","ver":"1.0"}"#,
                None,
            ),
            (
                r#"{"iss":"https://x.ciamlogin.com/x/v2.0","ver":"2.0"}"#,
                Some("2.0"),
            ),
            (r#"{"iss":"joe","ver":"2.0"}"#, None),
        ] {
            assert_eq!(
                entra_version(&members(claims)).map(Version::text),
                version,
                "{claims}"
            );
        }
    }

    #[test]
    fn codes_are_unique() {
        for (index, profile) in Profile::ALL.iter().enumerate() {
            for other in &Profile::ALL[..index] {
                assert_ne!(profile.code(), other.code());
            }
        }
    }
}
