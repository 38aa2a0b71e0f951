//! The token's tenant against `tenant-id`: of that tenant the issuers of both versions are let in.
//!
//! The documentation page "validate-azure-ad-token-policy" says which tenants are meant; that their issuers are the two that
//! Entra ID has, is likely.

use super::Context;
use super::cause::Cause;
use super::issuer::read_issuer;
use super::mismatch::mismatch;
use super::requirement::{Requirement, State};
use crate::claims::issuer::{CONSUMERS, Cloud, Provider, Tenant, Version, parse_issuer};
use crate::policy::issuers::{UNDOCUMENTED_ISSUER, id_of, tenant_of};
use crate::text::fill_in_order;

pub(super) fn tenant(context: &Context<'_>, out: &mut Requirement) {
    if let Some(written) = context.policy.attribute("tenant-id") {
        out.span = written.span;
    }
    let wanted = match tenant_of(context.policy) {
        Ok(wanted) => wanted,
        Err(why) => return out.say(State::Unknown, "{}", &[&why]),
    };
    let Provider::Entra { cloud, tenant, .. } = wanted else {
        let why = "`tenant-id` names no tenant of Entra ID, or `authentication-endpoint` no cloud of it: what the gateway does then, no documentation says";
        return out.say(State::Unknown, why, &[]);
    };
    let is_pasted = |issuer: &str| context.metadata.iter().any(|known| known.issuer == issuer);
    // What the v1.0 issuer of another cloud is, no documentation says: it may be that of the public one.
    let may_be_of_cloud = |provider: Provider<'_>| {
        matches!(provider, Provider::Entra { cloud: own, version, .. }
            if own == cloud || own == Cloud::Public && version == Version::V1)
    };
    let token = context.token().ok();
    let iss = token.and_then(|token| token.claim("iss")?.as_str());
    let actual = parse_issuer(iss.unwrap_or_default());
    let actual_id = actual.tenant_id();
    // The id of a domain stands in its discovery document.
    let mut id = wanted.tenant_id();
    for document in context.metadata {
        let pasted = parse_issuer(&document.issuer);
        if matches!(tenant, Tenant::Domain(_)) && may_be_of_cloud(pasted) {
            id = id.or(pasted.tenant_id());
        }
    }
    let let_in = |id: &&str| *id != CONSUMERS || tenant == Tenant::Common;
    let named = id_of(id.map_or(tenant, Tenant::Id), actual_id.filter(let_in));
    // The token's version first: of several small differences the first is told.
    let version = actual.version().unwrap_or(Version::V2);
    for version in [version, version.other()] {
        if version == Version::V2 || cloud == Cloud::Public {
            out.expected.push(cloud.issuer(&named, version));
        }
    }
    let Some(iss) = context
        .claims(out)
        .and_then(|token| read_issuer(token, out))
    else {
        return;
    };
    let (mut is_exact, mut own_cloud) = (false, cloud);
    if let (Provider::Entra { cloud: own, .. }, Some(id)) = (actual, actual_id) {
        is_exact = own.issuer(&id.to_ascii_lowercase(), version) == iss;
        own_cloud = own;
    }
    let is_open = version == Version::V1 && cloud != Cloud::Public && !is_pasted(iss);
    let is_personal = actual_id == Some(CONSUMERS);
    let is_tenant = match id {
        Some(id) => actual_id.is_some_and(|actual| id.eq_ignore_ascii_case(actual)),
        None => !is_personal || tenant == Tenant::Common,
    };
    let (template, arguments) = if own_cloud != cloud && !may_be_of_cloud(actual) {
        let template = "the token is from the {}, the policy's tenant is in the {}";
        (template, [own_cloud.name(), cloud.name()])
    } else if is_personal && id.is_none() && !is_tenant {
        let template = "the token is of a personal Microsoft account, the policy lets in work and school accounts only";
        (template, ["", ""])
    } else if !is_exact || !is_tenant {
        ("", ["", ""])
    } else if is_open {
        return out.say(State::Unknown, UNDOCUMENTED_ISSUER, &[]);
    } else if let (None, Tenant::Domain(domain)) = (id, tenant) {
        let template = "whether the token's tenant is `{}`, only its discovery document tells: paste what `{}` answers into Keys and metadata";
        let address = cloud.metadata(domain, version);
        return out.say(State::Unknown, template, &[domain, &address]);
    } else {
        let why = match tenant {
            Tenant::Common => "`common` lets in every tenant, and personal accounts",
            Tenant::Organizations => "`organizations` lets in every tenant",
            _ => "the token is from the tenant that the policy names",
        };
        return out.say(State::Met, why, &[]);
    };
    mismatch(Cause::IssuerMismatch, out);
    if !template.is_empty() {
        out.near_miss = None;
        out.explanation = fill_in_order(template, &arguments);
    }
}
