//! Which issuers a policy accepts: the listed ones and those of its metadata.

use super::Policy;
use super::metadata_url;
use super::value::{Unknown, Value};
use crate::claims::guid::is_guid;
use crate::claims::issuer::{
    CONSUMERS, Cloud, Provider, Tenant, Version, is_under, parse_issuer, parse_tenant,
};
use crate::finding::Certainty;
use crate::keys::Metadata;
use crate::text::fill_in_order;

/// An issuer that the policy accepts, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The issuer, or what stands in its place for a person to read.
    pub text: String,
    /// How much of it is known.
    pub known: Known,
    /// What is missing to know it; empty when it is known.
    pub why: String,
    /// Where it comes from.
    pub origin: Origin,
    /// How it is known that it is this one.
    pub certainty: Certainty,
}

/// How much of an accepted issuer is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is this text exactly.
    Exactly,
    /// All but the tenant's id, which braces stand for.
    ButForTheTenant,
    /// Only that it stands under this domain, which is that of one service alone.
    ButForTheService(&'static str),
    /// Only the gateway knows it.
    No,
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
    const fn new(origin: Origin) -> Self {
        Self {
            text: String::new(),
            known: Known::Exactly,
            why: String::new(),
            origin,
            certainty: Certainty::Documented,
        }
    }

    /// Whether the gateway takes this issuer; `None` when that is not known.
    pub fn accepts(&self, actual: &str) -> Option<bool> {
        match self.known {
            Known::Exactly => Some(self.text == actual),
            Known::ButForTheTenant => {
                let (before, rest) = self.text.split_once('{')?;
                let (_, end) = rest.split_once("}/")?;
                let actual = actual.strip_prefix(before).unwrap_or_default();
                let (tenant, after) = actual.split_once('/').unwrap_or_default();
                let same = is_guid(tenant) && end == after;
                (!same).then_some(false)
            }
            Known::ButForTheService(domain) => {
                (!actual.is_empty() && !is_under(host(actual), domain)).then_some(false)
            }
            Known::No => None,
        }
    }
}

/// Every issuer that the policy accepts; empty when it does not look at the issuer.
///
/// `tid` is the token's tenant, which the gateway puts into the issuer of a multitenant discovery document.
pub fn accepted(policy: &Policy, metadata: &[Metadata], tid: Option<&str>) -> Vec<Accepted> {
    let mut accepted = Vec::new();
    for value in policy.issuers.iter().flatten() {
        let mut issuer = Accepted::new(Origin::Listed);
        issuer.text.clone_from(&value.text);
        if let Some(unknown) = &value.unknown {
            issuer.known = Known::No;
            issuer.why = to_paste(unknown);
        }
        accepted.push(issuer);
    }
    for config in &policy.openid_configs {
        let mut issuer = from_url(&config.url, tid);
        // A pasted discovery document tells it where the URL alone does not.
        let fits = |document: &&Metadata| match issuer.known {
            Known::Exactly => false,
            Known::ButForTheTenant => issuer.accepts(&document.issuer).is_none(),
            // A URL that only the gateway knows may be that of any document.
            Known::No | Known::ButForTheService(_) => {
                config.url.unknown.is_some() || same_provider(&config.url.text, &document.issuer)
            }
        };
        if let Some(document) = metadata.iter().find(fits) {
            issuer.text = document
                .issuer
                .replace("{tenantid}", tid.unwrap_or("{tenantid}"));
            issuer.known = Known::Exactly;
            issuer.origin = Origin::Discovery;
        }
        accepted.push(issuer);
    }
    accepted
}

/// The issuer in the discovery document at this URL.
fn from_url(url: &Value, tid: Option<&str>) -> Accepted {
    let mut accepted = Accepted::new(Origin::MetadataUrl);
    let provider = metadata_url::provider(&url.text);
    match provider {
        Provider::Entra {
            cloud,
            tenant,
            version,
        } if cloud == Cloud::Public || version == Version::V2 => {
            if provider.tenant_id().is_none() {
                // The gateway has the id that the URL has not.
                accepted.certainty = Certainty::Likely;
            }
            if let Tenant::Domain(domain) = tenant {
                accepted.known = Known::ButForTheTenant;
                let template = "whether the token's tenant is `{}`, only its discovery document tells: paste it into Keys and metadata";
                accepted.why = fill_in_order(template, &[domain]);
            } else if provider.tenant_id().is_none() && tid.is_none() {
                accepted.known = Known::ButForTheTenant;
                "the token names no tenant in `tid`: what the gateway puts into the issuer instead is not known"
                    .clone_into(&mut accepted.why);
            }
            accepted.text = cloud.issuer(&id_of(tenant, tid), version);
        }
        Provider::ExternalId { tenant } if is_guid(tenant) => {
            accepted.text = ["https://", tenant, ".ciamlogin.com/", tenant, "/v2.0"].concat();
        }
        _ => {
            accepted.known = Known::No;
            for domain in ["b2clogin.com", "ciamlogin.com"] {
                if is_under(host(&url.text), domain) && url.unknown.is_none() {
                    // Each has its issuers under its own domain; no documentation says that it always will.
                    accepted.known = Known::ButForTheService(domain);
                    accepted.certainty = Certainty::Likely;
                }
            }
            accepted.text = ["the issuer in ", &url.text].concat();
            accepted.why = match (provider, &url.unknown) {
                (Provider::Entra { .. }, _) => UNDOCUMENTED_ISSUER.to_owned(),
                _ if metadata_url::fault(&url.text).is_some() => {
                    "the metadata URL is no address that Entra ID has: mend it to know".to_owned()
                }
                (_, Some(unknown)) => to_paste(unknown),
                (_, None) => "the discovery document was not pasted: paste it to know".to_owned(),
            };
        }
    }
    accepted
}

/// The id of a tenant as an issuer has it; in braces where it is not known. That of any tenant is the token's own, `tid`.
pub(super) fn id_of(tenant: Tenant<'_>, tid: Option<&str>) -> String {
    match tenant {
        Tenant::Id(id) => id.to_ascii_lowercase(),
        Tenant::Domain(domain) => ["{id of ", domain, "}"].concat(),
        Tenant::Consumers => CONSUMERS.to_owned(),
        _ => tid.unwrap_or("{tenantid}").to_owned(),
    }
}

/// Why an issuer of v1.0 is not known.
pub(super) const UNDOCUMENTED_ISSUER: &str = "the v1.0 issuer of this cloud is not documented, and the discovery document was not pasted: paste it to know";

fn to_paste(unknown: &Unknown) -> String {
    let what_to_do = match unknown {
        Unknown::Placeholder(_) => "",
        _ => ": paste it to know",
    };
    unknown.explain() + what_to_do
}

/// The tenant that a `validate-azure-ad-token` lets in, with its cloud; what the provider says of a version means nothing.
/// [`Provider::Other`] where it is none of Entra ID; `Err` says why it is not known.
pub fn tenant_of(policy: &Policy) -> Result<Provider<'_>, String> {
    let Some(written) = policy.attribute("tenant-id") else {
        return Err("the policy has no `tenant-id`: the gateway refuses it on save".to_owned());
    };
    let endpoint = policy.attribute("authentication-endpoint");
    for value in [Some(written), endpoint].into_iter().flatten() {
        if let Some(unknown) = &value.unknown {
            return Err(to_paste(unknown));
        }
    }
    let tenant = parse_tenant(&written.text);
    let Some(endpoint) = endpoint else {
        return Ok(tenant);
    };
    // The endpoint says which cloud, whatever address the tenant is written with.
    let endpoint = parse_issuer(&endpoint.text);
    Ok(match (tenant, endpoint) {
        (
            Provider::Entra {
                tenant, version, ..
            },
            Provider::Entra { cloud, .. },
        ) => Provider::Entra {
            cloud,
            tenant,
            version,
        },
        _ => endpoint,
    })
}

/// Whether a discovery document may be the one at a URL. That of Entra External ID has the tenant's id in its host.
fn same_provider(url: &str, issuer: &str) -> bool {
    let is_external = |text| matches!(parse_issuer(text), Provider::ExternalId { .. });
    let (own, other) = (host(url), host(issuer));
    is_external(url) && is_external(issuer) || !own.is_empty() && own.eq_ignore_ascii_case(other)
}

fn host(url: &str) -> &str {
    let (_, rest) = url.split_once("://").unwrap_or_default();
    rest.split('/').next().unwrap_or_default()
}
