//! Where an issuer has its discovery document.

use super::guid::is_guid;
use super::issuer::{Provider, parse_issuer};
use super::{Profile, find_text};
use crate::text::json::Member;

/// The address of the discovery document of an issuer, whose token has these claims (OIDC Discovery 1.0 §4). `None` for an
/// issuer that is no `https` address, and for Entra ID without a tenant's id.
pub fn discovery(claims: &[Member], issuer: &str) -> Option<String> {
    let provider = parse_issuer(issuer);
    if let Provider::Entra { cloud, version, .. } = provider {
        let claimed = find_text(claims, "tid").filter(|tid| is_guid(tid));
        return Some(cloud.metadata(provider.tenant_id().or(claimed)?, version));
    }
    let host = issuer.strip_prefix("https://")?;
    let mut base = issuer.trim_end_matches('/');
    let mut flow = String::new();
    // B2C has one for each user flow, which its issuer mostly does not name.
    if Profile::of(claims) == Profile::EntraB2c && !host.contains("/tfp/") {
        let name = find_text(claims, "tfp").or_else(|| find_text(claims, "acr"))?;
        base = base.strip_suffix("/v2.0")?;
        flow = ["/", name, "/v2.0"].concat();
    }
    let address = [base, &flow, "/.well-known/openid-configuration"].concat();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/".contains(&byte);
    address.bytes().all(is_plain).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::super::tests::members;
    use super::*;

    #[test]
    fn every_issuer_has_its_own_place() {
        const TENANT: &str = "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01";
        for (issuer, claims, address) in [
            (
                "https://sts.windows.net/T/",
                "{}",
                Some("https://login.microsoftonline.com/T"),
            ),
            (
                "https://login.microsoftonline.us/T/v2.0",
                "{}",
                Some("https://login.microsoftonline.us/T/v2.0"),
            ),
            (
                "https://T.ciamlogin.com/T/v2.0",
                "{}",
                Some("https://T.ciamlogin.com/T/v2.0"),
            ),
            (
                "https://contoso.b2clogin.com/T/v2.0/",
                r#"{"tfp":"B2C_1_signin"}"#,
                Some("https://contoso.b2clogin.com/T/B2C_1_signin/v2.0"),
            ),
            (
                "https://contoso.b2clogin.com/tfp/T/b2c_1_signin/v2.0/",
                r#"{"tfp":"B2C_1_signin"}"#,
                Some("https://contoso.b2clogin.com/tfp/T/b2c_1_signin/v2.0"),
            ),
            (
                "https://contoso.eu.auth0.com/",
                "{}",
                Some("https://contoso.eu.auth0.com"),
            ),
            ("https://sts.windows.net/contoso/", "{}", None),
            (
                "https://contoso.b2clogin.com/T/v2.0/",
                r#"{"tfp":"a b"}"#,
                None,
            ),
            ("https://contoso.b2clogin.com/T/v2.0/", "{}", None),
            ("https://a/?b", "{}", None),
            ("kubernetes/serviceaccount", "{}", None),
            ("", "{}", None),
        ] {
            let issuer = issuer.replace('T', TENANT);
            let iss = ["{\"iss\":\"", &issuer, "\","].concat();
            let claims = claims.replace('{', &iss).replace(",}", "}");
            let found = discovery(&members(&claims), &issuer);
            let address = address
                .map(|address| address.replace('T', TENANT) + "/.well-known/openid-configuration");
            assert_eq!(found, address, "{issuer}");
        }
    }
}
