//! The issuers that a policy names, taken apart: what several checks look at.

use crate::claims::issuer::{Cloud, Provider, Version, parse_issuer};
use crate::policy::Policy;
use crate::policy::edit::{Edit, escape};
use crate::policy::metadata_url;
use crate::policy::value::Value;

/// A place in a policy that names an issuer.
pub(crate) struct Named<'a> {
    /// The issuer, or the URL of its discovery document.
    pub(crate) value: &'a Value,
    /// Whether it is the URL.
    pub(crate) is_url: bool,
    /// Who that is.
    pub(crate) provider: Provider<'a>,
}

/// Every such place: first the discovery documents, then the issuers.
pub(crate) fn named(policy: &Policy) -> Vec<Named<'_>> {
    let mut named = Vec::new();
    for config in &policy.openid_configs {
        named.push(Named {
            value: &config.url,
            is_url: true,
            provider: metadata_url::provider(&config.url.text),
        });
    }
    for value in policy.issuers.iter().flatten() {
        named.push(Named {
            value,
            is_url: false,
            provider: parse_issuer(&value.text),
        });
    }
    named
}

impl Named<'_> {
    /// What makes the place name the issuer of a tenant instead; the query of a URL stays.
    pub(crate) fn renamed(&self, cloud: Cloud, tenant: &str, version: Version) -> Edit {
        let mut changed = cloud.issuer(tenant, version);
        if self.is_url {
            changed = cloud.metadata(tenant, version);
            if let Some((_, query)) = self.value.written.split_once('?') {
                changed.push('?');
                changed.push_str(query);
            }
        }
        (self.value.span, escape(&changed))
    }
}
