//! Who and for whom: audiences, issuers, ids.

use super::{Read, Value};
use crate::claims::guid::is_guid;
use crate::claims::issuer::{Provider, Tenant, parse_issuer};
use crate::claims::well_known::well_known;

/// Names each audience that is known, and says what form a single one has.
pub(super) fn audience(read: &mut Read, value: &Value<'_>) {
    match value.strings.as_slice() {
        [] if read.problem.is_none() => read.problem("empty: the token is for nobody"),
        [] => {}
        [only] => match only.strip_prefix("api://") {
            Some(id) if is_guid(id) => read.read_all(&["App ID URI made of the client ID ", id]),
            Some(_) => read.read("App ID URI"),
            None if !known(read, only) && is_guid(only) => read.read("client ID"),
            None => {}
        },
        several => {
            read.count("audiences", several.len());
            let mut between = ": ";
            for audience in several {
                read.explain(between, audience, well_known(audience));
                between = ", ";
            }
        }
    }
    for audience in &value.strings {
        padded(read, audience);
    }
}

/// Says so when whitespace at an end keeps a value from being equal to what it looks like.
fn padded(read: &mut Read, value: &str) {
    if value.is_empty() {
        read.problem("empty");
    } else if value.trim() != value {
        read.problem_of(&[
            "`",
            value,
            "` begins or ends with whitespace, which counts when it is compared",
        ]);
    }
}

/// Takes an issuer apart.
pub(super) fn issuer(read: &mut Read, value: &Value<'_>) {
    let Some(written) = value.json.as_str() else {
        return;
    };
    let provider = parse_issuer(written);
    read.reading = provider.describe();
    padded(read, written);
    if let Provider::Entra { tenant, .. } = provider
        && !matches!(tenant, Tenant::Id(_) | Tenant::Consumers)
    {
        read.problem("the tenant in it is no GUID, as it is in every token of Entra ID");
    }
}

/// Names an id that is known.
pub(super) fn guid(read: &mut Read, value: &Value<'_>) {
    if let Some(written) = value.json.as_str()
        && !known(read, written)
        && !is_guid(written)
    {
        read.problem("no GUID, as Entra ID writes it here");
    }
}

/// Names what is well known, and says whether it is.
fn known(read: &mut Read, id: &str) -> bool {
    let found = well_known(id);
    if let Some(found) = found {
        read.read(found);
    }
    found.is_some()
}

/// The identity provider in words, where it says more than its text.
pub(super) fn identity_provider(read: &mut Read, value: &Value<'_>) {
    if let Some(written) = value.json.as_str()
        && !known(read, written)
    {
        read.reading = parse_issuer(written).describe();
    }
}
