//! Which issuers a policy accepts: the listed ones and those of its metadata.

use super::value::Unknown;
use super::{OpenIdConfig, Policy};
use crate::claims::issuer::{
    CONSUMERS, Cloud, Provider, Tenant, Version, parse_issuer, parse_metadata_url,
};
use crate::finding::Certainty;
use crate::keys::Metadata;

/// An issuer that the policy accepts, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// This text exactly.
    Exactly {
        /// The issuer.
        issuer: String,
        /// Where it comes from.
        origin: Origin,
        /// How that is known.
        certainty: Certainty,
    },
    /// An Entra ID issuer of this cloud and version, of a tenant whose id is not known.
    SomeTenant {
        /// The cloud.
        cloud: Cloud,
        /// The version.
        version: Version,
        /// The tenant as written.
        tenant: String,
    },
    /// Known only to the gateway.
    Unknown {
        /// What stands in the policy.
        written: String,
        /// Why it is not known.
        why: String,
    },
}

/// Where an accepted issuer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `<issuers>`.
    Listed,
    /// `<openid-config>`, by its URL.
    MetadataUrl,
    /// `<openid-config>`, by the discovery document that the user pasted.
    Discovery,
}

impl Accepted {
    /// For a person to read.
    pub fn text(&self) -> String {
        match self {
            Self::Exactly { issuer, .. } => issuer.clone(),
            Self::SomeTenant {
                cloud,
                version,
                tenant,
            } => cloud.issuer(&format!("{{id of {tenant}}}"), *version),
            Self::Unknown { written, .. } => written.clone(),
        }
    }

    /// Whether the gateway takes this issuer; `None` when that is not known.
    pub fn accepts(&self, actual: &str) -> Option<bool> {
        match self {
            Self::Exactly { issuer, .. } => Some(issuer == actual),
            Self::SomeTenant { cloud, version, .. } => match parse_issuer(actual) {
                Provider::Entra {
                    tenant: Tenant::Id(id),
                    ..
                } if cloud.issuer(id, *version) == actual => None,
                _ => Some(false),
            },
            Self::Unknown { .. } => None,
        }
    }
}

/// Every issuer that the policy accepts; empty when it does not look at the issuer.
///
/// `tid` is the token's tenant, which the gateway puts into the issuer of a multitenant discovery document.
pub fn accepted(policy: &Policy, metadata: &[Metadata], tid: Option<&str>) -> Vec<Accepted> {
    let listed = policy
        .issuers
        .iter()
        .flatten()
        .map(|value| match &value.unknown {
            Some(unknown) => Accepted::Unknown {
                written: value.text.clone(),
                why: unknown.explain(),
            },
            None => Accepted::Exactly {
                issuer: value.text.clone(),
                origin: Origin::Listed,
                certainty: Certainty::Documented,
            },
        });
    let configured = policy.openid_configs.iter().map(|config| {
        let unknown = config.url.unknown.as_ref().map(Unknown::explain);
        discovered(
            from_url(&config.url.text, unknown, tid),
            config,
            metadata,
            tid,
        )
    });
    listed.chain(configured).collect()
}

fn from_url(url: &str, unknown: Option<String>, tid: Option<&str>) -> Accepted {
    let exactly = |issuer: String, certainty| Accepted::Exactly {
        issuer,
        origin: Origin::MetadataUrl,
        certainty,
    };
    match parse_metadata_url(url) {
        Provider::Entra {
            cloud,
            tenant,
            version,
        } => {
            if cloud != Cloud::Public && version == Version::V1 {
                return Accepted::Unknown {
                    written: format!("the issuer in {url}"),
                    why: "the v1.0 issuer of this cloud stands in no documentation, and its discovery document was not pasted".to_owned(),
                };
            }
            match tenant {
                Tenant::Id(id) => exactly(
                    cloud.issuer(&id.to_ascii_lowercase(), version),
                    Certainty::Documented,
                ),
                Tenant::Consumers => {
                    exactly(cloud.issuer(CONSUMERS, version), Certainty::Documented)
                }
                Tenant::Common | Tenant::Organizations | Tenant::Template => exactly(
                    cloud.issuer(tid.unwrap_or("{tenantid}"), version),
                    Certainty::Likely,
                ),
                Tenant::Domain(tenant) => Accepted::SomeTenant {
                    cloud,
                    version,
                    tenant: tenant.to_owned(),
                },
            }
        }
        Provider::ExternalId { tenant } if crate::claims::guid::is_guid(tenant) => exactly(
            format!("https://{tenant}.ciamlogin.com/{tenant}/v2.0"),
            Certainty::Documented,
        ),
        _ => Accepted::Unknown {
            written: format!("the issuer in {url}"),
            why: unknown.unwrap_or_else(|| "the discovery document was not pasted".to_owned()),
        },
    }
}

/// Takes the issuer from a pasted discovery document where the URL alone does not tell it.
fn discovered(
    accepted: Accepted,
    config: &OpenIdConfig,
    metadata: &[Metadata],
    tid: Option<&str>,
) -> Accepted {
    let fits = |issuer: &str| match &accepted {
        Accepted::Exactly { .. } => false,
        Accepted::SomeTenant { .. } => accepted.accepts(issuer).is_none(),
        // A URL that only the gateway knows may be that of any document.
        Accepted::Unknown { .. } => {
            config.url.unknown.is_some() || same_host(&config.url.text, issuer)
        }
    };
    match metadata.iter().find(|document| fits(&document.issuer)) {
        Some(document) => Accepted::Exactly {
            issuer: document
                .issuer
                .replace("{tenantid}", tid.unwrap_or("{tenantid}")),
            origin: Origin::Discovery,
            certainty: Certainty::Documented,
        },
        None => accepted,
    }
}

fn same_host(written: &str, issuer: &str) -> bool {
    let host = |text: &str| {
        text.split("://")
            .nth(1)
            .and_then(|rest| rest.split('/').next())
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    let (a, b) = (host(written), host(issuer));
    !a.is_empty() && a == b
}
