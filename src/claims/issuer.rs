//! Issuer and metadata URLs taken apart: provider, cloud, tenant, version.

pub use super::cloud::Cloud;
use super::guid::is_guid;
use crate::text::fill_in_order;

/// Tenant of all personal Microsoft accounts.
pub const CONSUMERS: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// The version of an Entra ID token or endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// v1.0: `sts.windows.net`, `appid`.
    V1,
    /// v2.0: `login.microsoftonline.com/…/v2.0`, `azp`.
    V2,
}

impl Version {
    /// `1.0` or `2.0`, as in the claim `ver`.
    pub const fn text(self) -> &'static str {
        match self {
            Self::V1 => "1.0",
            Self::V2 => "2.0",
        }
    }

    /// The other of the two.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::V1 => Self::V2,
            Self::V2 => Self::V1,
        }
    }
}

/// What stands in place of the tenant in an Entra ID URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tenant<'a> {
    /// The tenant's id, as written.
    Id(&'a str),
    /// A domain name: the id is not known from it.
    Domain(&'a str),
    /// Every account there is.
    Common,
    /// Every work or school account.
    Organizations,
    /// Personal accounts.
    Consumers,
    /// The placeholder `{tenantid}` of a multitenant discovery document.
    Template,
}

/// Who issues, as far as the URL tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider<'a> {
    /// Entra ID, workforce tenants.
    Entra {
        /// Which cloud.
        cloud: Cloud,
        /// Which tenant.
        tenant: Tenant<'a>,
        /// Which version.
        version: Version,
    },
    /// Azure AD B2C: `{name}.b2clogin.com`, or `login.microsoftonline.com/te/…` as it was before.
    B2c {
        /// The tenant as written: an id or a domain.
        tenant: &'a str,
        /// The user flow or custom policy; empty where the URL has none.
        flow: &'a str,
    },
    /// Entra External ID: `{name}.ciamlogin.com`.
    ExternalId {
        /// The tenant as written: an id or a domain.
        tenant: &'a str,
    },
    /// Anybody else, by host.
    Other(&'a str),
}

/// Takes the URL of a discovery document (`openid-config url`) apart.
/// One that asks for a user flow (`?p=`) is of Azure AD B2C, whatever its host.
pub fn parse_metadata_url(text: &str) -> Provider<'_> {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let path = path.split("/.well-known").next().unwrap_or_default();
    let provider = parse_issuer(path);
    match (provider, query_parameter(text, "p")) {
        (
            Provider::B2c { tenant, .. }
            | Provider::Entra {
                tenant: Tenant::Id(tenant) | Tenant::Domain(tenant),
                ..
            },
            Some(flow),
        ) => Provider::B2c { tenant, flow },
        _ => provider,
    }
}

/// A parameter in a URL's query, as written: `p` is B2C's user flow, `appid` the application whose own keys are wanted.
pub fn query_parameter<'a>(url: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = url.split_once('?')?;
    for pair in query.split(['&', '#']) {
        match pair.split_once('=') {
            Some((key, value)) if key.eq_ignore_ascii_case(name) => return Some(value),
            _ => {}
        }
    }
    None
}

/// Takes the `tenant-id` of `validate-azure-ad-token` apart: an id, a domain, `organizations`, `common`, or a URL of these.
/// Without a URL it is in the public cloud. Both versions are let in; the one that is told says nothing.
/// Text that is none of these yields `Other` with the text itself.
pub fn parse_tenant(text: &str) -> Provider<'_> {
    let text = text.trim();
    let provider = if text.contains('/') {
        parse_metadata_url(text)
    } else {
        Provider::Entra {
            cloud: Cloud::Public,
            tenant: tenant(text),
            version: Version::V2,
        }
    };
    match provider {
        Provider::Entra {
            tenant: Tenant::Domain(domain),
            ..
        } if !domain.contains('.') || domain.contains(' ') => Provider::Other(text),
        _ => provider,
    }
}

/// Takes an issuer (`iss`, `<issuer>`) apart. Text that is no URL yields `Other` with the text itself.
pub fn parse_issuer(text: &str) -> Provider<'_> {
    let bare = text.trim();
    let rest = bare
        .strip_prefix("https://")
        .or_else(|| bare.strip_prefix("http://"))
        .unwrap_or(bare);
    let parts = rest.split('/').filter(|part| !part.is_empty());
    let part = |index| parts.clone().nth(index).unwrap_or_default();
    let host = part(0);
    let cloud = Cloud::of(host);
    let is_flow = |part: &str| part.eq_ignore_ascii_case("tfp") || part.eq_ignore_ascii_case("te");
    let before = usize::from(is_flow(part(1)));
    if is_under(host, "b2clogin.com") || (cloud.is_some() && before > 0) {
        let flow = part(before + 2);
        let has_none = ["v2.0", "oauth2"].contains(&flow);
        Provider::B2c {
            tenant: part(before + 1),
            flow: if has_none { "" } else { flow },
        }
    } else if let Some(cloud) = cloud {
        let mut version = Version::V1;
        for part in parts.clone().skip(2) {
            if part.eq_ignore_ascii_case("v2.0") {
                version = Version::V2;
            }
        }
        Provider::Entra {
            cloud,
            tenant: tenant(part(1)),
            version,
        }
    } else if is_under(host, "ciamlogin.com") {
        Provider::ExternalId { tenant: part(1) }
    } else {
        Provider::Other(host)
    }
}

/// Whether a host is this domain or stands under it; case does not matter.
pub fn is_under(host: &str, domain: &str) -> bool {
    let parted = host
        .len()
        .checked_sub(domain.len())
        .and_then(|at| host.split_at_checked(at));
    parted.is_some_and(|(before, end)| {
        end.eq_ignore_ascii_case(domain) && (before.is_empty() || before.ends_with('.'))
    })
}

fn tenant(text: &str) -> Tenant<'_> {
    for (word, tenant) in [
        ("common", Tenant::Common),
        ("organizations", Tenant::Organizations),
        ("consumers", Tenant::Consumers),
        ("{tenantid}", Tenant::Template),
    ] {
        if text.eq_ignore_ascii_case(word) {
            return tenant;
        }
    }
    if is_guid(text) {
        Tenant::Id(text)
    } else {
        Tenant::Domain(text)
    }
}

impl<'a> Provider<'a> {
    /// The Entra ID version, when it is Entra ID.
    pub const fn version(self) -> Option<Version> {
        match self {
            Self::Entra { version, .. } => Some(version),
            _ => None,
        }
    }

    /// The tenant's id, when the URL has it.
    pub fn tenant_id(self) -> Option<&'a str> {
        match self {
            Self::Entra {
                tenant: Tenant::Id(id),
                ..
            } => Some(id),
            Self::Entra {
                tenant: Tenant::Consumers,
                ..
            } => Some(CONSUMERS),
            Self::B2c { tenant, .. } | Self::ExternalId { tenant } if is_guid(tenant) => {
                Some(tenant)
            }
            _ => None,
        }
    }

    /// Whether both are Entra ID in the same cloud.
    pub fn same_cloud(self, other: Self) -> bool {
        match (self, other) {
            (Self::Entra { cloud: a, .. }, Self::Entra { cloud: b, .. }) => a == b,
            _ => false,
        }
    }

    /// Whether both may be the same tenant of Entra ID: what is no id may stand for any.
    pub fn may_be(self, other: Self) -> bool {
        let same = match (self.tenant_id(), other.tenant_id()) {
            (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
            _ => true,
        };
        same && self.same_cloud(other)
    }

    /// In words: `Entra ID, public cloud, tenant 5c2f…, version 1.0`; `None` for a provider that is not known.
    pub fn describe(self) -> Option<String> {
        let (template, parts) = match self {
            Self::Entra {
                cloud,
                tenant,
                version,
            } => {
                let (word, tenant) = match tenant {
                    Tenant::Domain("") => return None,
                    Tenant::Id(CONSUMERS) | Tenant::Consumers => {
                        ("", "personal Microsoft accounts")
                    }
                    Tenant::Id(tenant) | Tenant::Domain(tenant) => ("tenant ", tenant),
                    Tenant::Common => ("", "any account"),
                    Tenant::Organizations => ("", "any work or school account"),
                    Tenant::Template => ("", "any tenant"),
                };
                (
                    "Entra ID, {}, {}{}, version {}",
                    [cloud.name(), word, tenant, version.text()],
                )
            }
            Self::B2c { tenant, flow: "" } => ("Azure AD B2C, tenant {}", [tenant, "", "", ""]),
            Self::B2c { tenant, flow } => (
                "Azure AD B2C, tenant {}, user flow {}",
                [tenant, flow, "", ""],
            ),
            Self::ExternalId { tenant } => ("Entra External ID, tenant {}", [tenant, "", "", ""]),
            Self::Other(_) => return None,
        };
        Some(fill_in_order(template, &parts))
    }
}

#[cfg(test)]
mod tests;
