//! The issuers that a policy names, taken apart: what several checks look at.

use crate::claims::issuer::{Provider, Version, parse_issuer, parse_metadata_url};
use crate::policy::value::Value;
use crate::policy::{Policy, edit};
use crate::text::Span;

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
    for value in policy.issuers.as_deref().unwrap_or_default() {
        named.push(Named {
            value,
            is_url: false,
            provider: parse_issuer(&value.text),
        });
    }
    named
}

/// What makes each place that names another version name the issuer of this one.
pub(super) fn to_version(version: Version, sites: &[Named<'_>]) -> Vec<(Span, String)> {
    let mut edits = Vec::new();
    for site in sites {
        let written = &site.value.written;
        let (Provider::Entra { cloud, .. }, Some(tenant)) = (&site.provider, tenant(written))
        else {
            continue;
        };
        if site.provider.version() == Some(version) {
            continue;
        }
        let mut changed = cloud.issuer(tenant, version);
        if site.is_url {
            changed = cloud.metadata(tenant, version);
            if let Some((_, query)) = written.split_once('?') {
                changed.push('?');
                changed.push_str(query);
            }
        }
        edits.push((site.value.span, edit::escape(&changed)));
    }
    edits
}

/// The tenant as written behind the host: it may be a named value.
pub(super) fn tenant(written: &str) -> Option<&str> {
    let (_, host_and_path) = written.split_once("//")?;
    let (_, path) = host_and_path.split_once('/')?;
    Some(path.split_once('/').map_or(path, |(tenant, _)| tenant))
}
