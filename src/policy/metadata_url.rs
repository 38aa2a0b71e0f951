//! The address of a discovery document, held against those that Entra ID has.
//!
//! Source: Microsoft identity platform, OpenID Connect: `https://{host}/{tenant}[/v2.0]/.well-known/openid-configuration`.

use crate::claims::issuer::{Provider, Tenant, Version, parse_metadata_url};

/// What every address of a discovery document ends in.
pub(super) const END: &str = "/.well-known/openid-configuration";

/// How people write the version 2.0.
static V2: [&str; 3] = ["v2.0", "2.0", "v2"];

/// Whose discovery document is at an address; [`Provider::Other`] where none is.
pub fn provider(text: &str) -> Provider<'_> {
    if fault(text).is_some() {
        Provider::Other("")
    } else {
        parse_metadata_url(text)
    }
}

/// Why Entra ID has no such address, as a template with the address in `{}`; `None` where it has, and for any other provider.
pub(super) fn fault(text: &str) -> Option<&'static str> {
    let path = text.split(['?', '#']).next()?;
    if !path.ends_with(END) {
        return None;
    }
    if lacks_tenant(parse_metadata_url(text)) {
        return Some(
            "`{}` names no tenant: write its id between the host and what follows; as it is the gateway loads no keys from it (`IDX20803`)",
        );
    }
    mended(text).map(
        |_| "`{}` is no address that Entra ID has: the gateway loads no keys from it (`IDX20803`)",
    )
}

/// The address that Entra ID has for this tenant and version, where what was written is another: a version twice or by
/// another name, plain HTTP, an empty part.
pub(super) fn mended(text: &str) -> Option<String> {
    let provider = parse_metadata_url(text);
    let Provider::Entra { version, .. } = provider else {
        return None;
    };
    let (address, query) = text.split_at_checked(text.find('?').unwrap_or(text.len()))?;
    let (_, bare) = address.split_once("://")?;
    if bare.contains("/oauth2") || lacks_tenant(provider) {
        return None;
    }
    let mut parts = bare.split('/').filter(|part| !part.is_empty());
    let (host, tenant) = (parts.next()?, parts.next()?);
    let is_v2 = version == Version::V2 || parts.any(is_version_2);
    let version = if is_v2 { "/v2.0" } else { "" };
    let right = ["https://", host, "/", tenant, version, END].concat();
    (!right.eq_ignore_ascii_case(address)).then(|| [&right, query].concat())
}

/// Whether nothing, or what follows a tenant, stands in its place.
pub(super) fn lacks_tenant(provider: Provider<'_>) -> bool {
    matches!(provider, Provider::Entra { tenant: Tenant::Domain(tenant), .. }
        if tenant.is_empty() || tenant == "oauth2" || is_version_2(tenant))
}

fn is_version_2(part: &str) -> bool {
    V2.iter().any(|version| version.eq_ignore_ascii_case(part))
}

#[cfg(test)]
mod tests {
    use super::{END, fault, mended};

    #[test]
    fn an_address_without_a_tenant_is_told_and_not_mended() {
        for (address, wrong) in [
            ("https://login.microsoftonline.com/v2.0", "names no tenant"),
            ("https://login.microsoftonline.com", "names no tenant"),
            ("https://login.microsoftonline.us//V2.0", "names no tenant"),
            (
                "https://login.microsoftonline.com/oauth2",
                "names no tenant",
            ),
            ("https://login.microsoftonline.com/v2.com/v2.0", ""),
            ("https://login.microsoftonline.com/common/v2.0", ""),
            ("https://login.microsoftonline.com/{{tenant}}/v2.0", ""),
            ("https://contoso.b2clogin.com/v2.0", ""),
            ("https://idp.example/v2.0", ""),
            ("https://idp.example", ""),
        ] {
            let address = [address, END].concat();
            let said = fault(&address).unwrap_or_default();
            assert_eq!(said.is_empty(), wrong.is_empty(), "{address}: {said}");
            assert!(said.contains(wrong), "{address}: {said}");
            assert_eq!(mended(&address), None, "{address}");
        }
    }

    #[test]
    fn a_version_by_another_name_is_mended() {
        for version in ["2.0", "v2", "V2", "v2.0/v2.0"] {
            let address =
                |version| ["https://login.microsoftonline.com/c.com/", version, END].concat();
            let written = address(version);
            let said = fault(&written).unwrap_or_default();
            assert!(said.contains("no address that Entra ID has"), "{written}");
            assert_eq!(mended(&written), Some(address("v2.0")));
        }
    }
}
