//! Why `aud` or `iss` is none of those that the policy wants.

use super::cause::Cause;
use super::requirement::{Requirement, joined};
use crate::claims::guid::is_guid;
use crate::claims::issuer::{CONSUMERS, Provider, Version, parse_issuer};
use crate::claims::{is_graph, well_known};
use crate::finding::Certainty;
use crate::policy::near_miss::{NearMiss, is_scope_of, nearest};

/// Refuses what is there, as it is none of what is expected. The expected text that it nearly is, by its index.
pub(super) fn mismatch(cause: Cause, out: &mut Requirement) -> Option<usize> {
    let texts = (
        std::mem::take(&mut out.expected),
        std::mem::take(&mut out.actual),
    );
    let (expected, actual) = (borrowed(&texts.0), borrowed(&texts.1));
    let near = nearest(&expected, &actual);
    let nearest = near.and_then(|(_, near, _)| expected.iter().position(|text| *text == near));
    out.near_miss = near.map(|(miss, ..)| miss);
    if out.near_miss == Some(NearMiss::Whitespace) {
        // The library trims nothing; whether the gateway does before it asks the library is not documented.
        out.certainty = Certainty::Likely;
    }
    let version = |text: &str| parse_issuer(text).version().map_or("", Version::text);
    let exactly = out.near_miss.and_then(NearMiss::explain);
    let mut arguments = [""; 2];
    let template = match (cause, near, exactly) {
        (Cause::IdToken, ..) => {
            out.near_miss = None;
            "this is an ID token, for the client; the API needs an access token"
        }
        (Cause::ClientAsAudience, ..) => {
            let (aud, client) = (actual.first(), expected.first());
            arguments = [aud, client].map(|text| text.copied().unwrap_or_default());
            "the token is for the API `{}`; the policy lists the client, `{}`, in its place"
        }
        (_, _, Some(exactly)) => exactly,
        (Cause::AudienceMismatch, Some((NearMiss::ApiPrefix, expected, actual)), _) => {
            arguments = [actual, expected];
            "the token has `{}`, the policy `{}`: the same API, once with `api://` and once without"
        }
        (Cause::AudienceMismatch, ..) if actual.iter().any(|aud| is_graph(aud)) => {
            "the token is for Microsoft Graph, not for this API"
        }
        (Cause::AudienceMismatch, ..) if expected.iter().all(|text| text.trim().is_empty()) => {
            "the policy lists an empty audience, and the token has another"
        }
        (Cause::AudienceMismatch, ..) if matches!((&*expected, &*actual), ([one], [aud]) if is_scope_of(one, aud)) =>
        {
            arguments =
                [expected.first(), actual.first()].map(|text| text.copied().unwrap_or_default());
            "the policy lists `{}`, which is a scope: the audience is the API alone, `{}`"
        }
        (Cause::AudienceMismatch, ..) if is_name(&expected, &actual) => {
            arguments =
                [expected.first(), actual.first()].map(|text| text.copied().unwrap_or_default());
            "the policy lists `{}`, which is a name: the token has the API's client id, `{}`"
        }
        (Cause::AudienceMismatch, ..) => {
            let aud = actual.first().copied().unwrap_or_default();
            arguments = [aud, well_known(aud).unwrap_or_default()];
            if well_known(aud).is_none() {
                "the token is for `{}`, another API than the policy lists"
            } else {
                "the token is for `{}`, {}, another API than the policy lists"
            }
        }
        (_, Some((NearMiss::Version, expected, actual)), _) => {
            arguments = [version(actual), version(expected)];
            "the token's issuer is of version {}, the policy wants version {}"
        }
        (_, Some((NearMiss::Tenant, expected, actual)), _) => {
            arguments = [actual, expected].map(|text| parse_issuer(text).tenant_id().unwrap_or(""));
            match arguments {
                [CONSUMERS, tenant] if !tenant.is_empty() => {
                    arguments = [tenant, ""];
                    "the token is of a personal Microsoft account, the policy accepts only the tenant `{}`"
                }
                [_, CONSUMERS] => {
                    "the token is from the tenant `{}`, the policy accepts personal Microsoft accounts"
                }
                ["", _] | [_, ""] => "the token is from another tenant than the policy accepts",
                _ => "the token is from the tenant `{}`, the policy accepts `{}`",
            }
        }
        _ => {
            let wanted = expected.first().copied().unwrap_or_default();
            let found = actual.first().copied().unwrap_or_default();
            match (parse_issuer(wanted), parse_issuer(found)) {
                (Provider::Entra { cloud: wanted, .. }, Provider::Entra { cloud, .. })
                    if cloud != wanted =>
                {
                    arguments = [cloud.name(), wanted.name()];
                    "the token is from the {}, the policy accepts the {}"
                }
                _ => {
                    arguments = [found, ""];
                    "the token's issuer is `{}`, none of those that the policy accepts"
                }
            }
        }
    };
    let (wanted, found) = near.map_or(("", ""), |(_, wanted, found)| (wanted, found));
    let differs = [&*joined(&actual), &joined(&expected), wanted, found];
    out.refuse(cause, &differs, template, &arguments);
    (out.expected, out.actual) = texts;
    nearest
}

/// Whether names stand where the token has a client id: an audience of Entra ID is an id or a URI.
fn is_name(expected: &[&str], actual: &[&str]) -> bool {
    let mut expected = expected.iter();
    actual.iter().all(|text| is_guid(text))
        && expected.all(|text| !is_guid(text.trim()) && !text.contains([':', '/', '.']))
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}
