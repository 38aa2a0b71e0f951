//! Who and for whom: audiences, issuers, ids.

use super::{Read, counted};
use crate::claims::guid::is_guid;
use crate::claims::issuer::{Provider, Tenant, Version, parse_issuer};
use crate::claims::well_known::well_known;

/// Names each audience that is known, and says what form a single one has.
pub(super) fn audience(read: &mut Read, audiences: &[&str]) {
    let mut many = Vec::with_capacity(audiences.len());
    for audience in audiences {
        match well_known(audience) {
            Some(found) if audiences.len() == 1 => read.name(found.name),
            Some(found) => many.push([*audience, " (", found.name, ")"].concat()),
            None => many.push((*audience).to_owned()),
        }
        padded(read, audience);
    }
    match audiences {
        [] if read.problem.is_none() => read.problem("empty: the token is for nobody"),
        [] => {}
        [only] => {
            if let Some(id) = only.strip_prefix("api://") {
                read.name("App ID URI");
                if is_guid(id) {
                    read.reading = Some(["App ID URI made of the client ID ", id].concat());
                }
            } else if is_guid(only) && read.tag.is_none() {
                read.name("client ID");
            }
        }
        _ => {
            let many: Vec<&str> = many.iter().map(String::as_str).collect();
            read.reading = Some(counted("audiences", &many));
        }
    }
}

/// Says so when whitespace at an end keeps a value from being equal to what it looks like.
fn padded(read: &mut Read, value: &str) {
    if value.is_empty() {
        read.problem("empty");
    } else if value.trim() != value {
        let found = [
            "`",
            value,
            "` begins or ends with whitespace, which counts when it is compared",
        ];
        read.problem(&found.concat());
    }
}

/// Takes an issuer apart.
pub(super) fn issuer(read: &mut Read, issuer: &str) {
    let provider = parse_issuer(issuer);
    read.reading = provider.describe();
    padded(read, issuer);
    if let Provider::Entra {
        tenant, version, ..
    } = &provider
    {
        if let Tenant::Id(_) | Tenant::Consumers = tenant {
            read.tag(match version {
                Version::V1 => "version 1.0",
                Version::V2 => "version 2.0",
            });
        } else {
            read.problem("the tenant in it is no GUID, as it is in every token of Entra ID");
        }
    }
}

/// Names an id that is known.
pub(super) fn guid(read: &mut Read, written: Option<&str>) {
    let Some(written) = written else { return };
    if let Some(found) = well_known(written) {
        read.name(found.name);
    } else if !is_guid(written) {
        read.problem("no GUID, as Entra ID writes it here");
    }
}

/// The identity provider in words; `None` where it says no more than its text.
pub(super) fn identity_provider(written: &str) -> Option<String> {
    match written {
        "live.com" => Some("personal Microsoft account".to_owned()),
        "mail" => Some("one-time passcode by mail".to_owned()),
        _ => parse_issuer(written)
            .describe()
            .or_else(|| well_known(written).map(|found| found.name.to_owned())),
    }
}
