use super::*;

const TENANT: &str = "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01";

#[test]
fn issuers_and_metadata_urls_agree_on_cloud_tenant_and_version() {
    for cloud in [Cloud::Public, Cloud::UsGovernment, Cloud::China] {
        for version in [Version::V1, Version::V2] {
            let expected = Provider::Entra {
                cloud,
                tenant: Tenant::Id(TENANT),
                version,
            };
            assert_eq!(parse_issuer(&cloud.issuer(TENANT, version)), expected);
            assert_eq!(
                parse_metadata_url(&cloud.metadata(TENANT, version)),
                expected
            );
        }
    }
}

#[test]
fn every_form_of_a_url_is_read() {
    for (url, description) in [
        (
            "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
            "Entra ID, public cloud, any account, version 2.0",
        ),
        (
            "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration?appid=x",
            "Entra ID, public cloud, any work or school account, version 2.0",
        ),
        (
            "https://login.windows.net/contoso.onmicrosoft.com/.well-known/openid-configuration",
            "Entra ID, public cloud, tenant contoso.onmicrosoft.com, version 1.0",
        ),
        (
            "https://contoso.b2clogin.com/tfp/contoso.onmicrosoft.com/b2c_1_si/v2.0/",
            "Azure AD B2C, tenant contoso.onmicrosoft.com, user flow b2c_1_si",
        ),
        (
            "https://contoso.b2clogin.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration?p=B2C_1_si",
            "Azure AD B2C, tenant contoso.onmicrosoft.com, user flow B2C_1_si",
        ),
        (
            "https://contoso.b2clogin.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/",
            "Azure AD B2C, tenant 5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01",
        ),
        (
            "https://login.microsoftonline.com/te/contoso.onmicrosoft.com/b2c_1_si/v2.0/.well-known/openid-configuration",
            "Azure AD B2C, tenant contoso.onmicrosoft.com, user flow b2c_1_si",
        ),
        (
            "https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration?p=b2c_1_si",
            "Azure AD B2C, tenant contoso.onmicrosoft.com, user flow b2c_1_si",
        ),
        (
            "https://login.partner.microsoftonline.cn/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/.well-known/openid-configuration",
            "Entra ID, China cloud, tenant 5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01, version 1.0",
        ),
        (
            "https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0",
            "Entra External ID, tenant contoso.onmicrosoft.com",
        ),
    ] {
        assert_eq!(
            parse_metadata_url(url).describe().as_deref(),
            Some(description),
            "{url}"
        );
    }
    for text in [
        "https://accounts.google.com",
        "joe",
        "",
        "https://",
        "https://login.microsoftonline.com/",
    ] {
        assert_eq!(parse_issuer(text).describe(), None, "{text}");
    }
}

#[test]
fn a_tenant_is_read_in_every_form() {
    const PUBLIC: &str = "Entra ID, public cloud, ";
    const GOVERNMENT: &str = "Entra ID, US government cloud, ";
    for (text, cloud, tenant) in [
        (TENANT, PUBLIC, Tenant::Id(TENANT)),
        (" contoso.com ", PUBLIC, Tenant::Domain("contoso.com")),
        ("common", PUBLIC, Tenant::Common),
        ("Organizations", PUBLIC, Tenant::Organizations),
        (
            "https://login.microsoftonline.com/organizations",
            PUBLIC,
            Tenant::Organizations,
        ),
        (
            "https://login.microsoftonline.us/contoso.com/v2.0",
            GOVERNMENT,
            Tenant::Domain("contoso.com"),
        ),
        (
            "login.microsoftonline.us/common/",
            GOVERNMENT,
            Tenant::Common,
        ),
    ] {
        let provider = parse_tenant(text);
        let said = provider.describe().unwrap_or_default();
        assert!(said.starts_with(cloud), "{text}: {said}");
        let found = match provider {
            Provider::Entra { tenant, .. } => Some(tenant),
            _ => None,
        };
        assert_eq!(found, Some(tenant), "{text}");
    }
    for text in ["https://idp.example/x", "{tenant-id}", "a. b", ""] {
        assert_eq!(
            parse_tenant(text),
            Provider::Other(match text {
                "https://idp.example/x" => "idp.example",
                text => text,
            })
        );
    }
}

#[test]
fn a_query_is_taken_apart() {
    for (url, name, value) in [
        ("https://h/p?appid=a&p=b#f", "appid", Some("a")),
        ("https://h/p?appid=a&P=b#f", "p", Some("b")),
        ("https://h/p?x", "p", None),
        ("https://h/p", "p", None),
    ] {
        assert_eq!(query_parameter(url, name), value, "{url}");
    }
}
