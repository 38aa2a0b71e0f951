//! The issuers that a policy names, taken apart: what several checks look at.

use crate::claims::issuer::{Provider, parse_issuer, parse_metadata_url};
use crate::policy::Policy;
use crate::policy::value::Value;

/// A place in a policy that names an issuer.
pub(super) struct Named<'a> {
    /// The issuer, or the URL of its discovery document.
    pub(super) value: &'a Value,
    /// Whether it is the URL.
    pub(super) is_url: bool,
    /// Who that is.
    pub(super) provider: Provider<'a>,
}

/// Every such place: first the discovery documents, then the issuers.
pub(super) fn named(policy: &Policy) -> Vec<Named<'_>> {
    let mut named = Vec::new();
    for config in &policy.openid_configs {
        named.push(Named {
            value: &config.url,
            is_url: true,
            provider: parse_metadata_url(&config.url.text),
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
