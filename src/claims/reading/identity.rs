//! Who and for whom: audiences, issuers, ids.

use super::{Read, counted};
use crate::claims::guid::is_guid;
use crate::claims::issuer::{Provider, Tenant, parse_issuer};
use crate::claims::well_known::well_known;

/// Names each audience that is known, and says what form a single one has.
pub(super) fn audience(read: &mut Read, audiences: &[&str]) {
    let named = |audience: &str| -> Option<String> {
        if let Some(found) = well_known(audience) {
            return Some(found.name.to_owned());
        }
        match audience.strip_prefix("api://") {
            Some(id) if is_guid(id) => Some(format!("App ID URI made of the client ID {id}")),
            Some(_) => Some("App ID URI".to_owned()),
            None if is_guid(audience) => Some("client ID".to_owned()),
            None => None,
        }
    };
    match audiences {
        [] => {
            if read.problem.is_none() {
                read.problem("empty: the token is for nobody");
            }
        }
        [only] => {
            read.reading = named(only);
            read.tag = match well_known(only) {
                Some(found) => Some(found.name.to_owned()),
                None if only.starts_with("api://") => Some("App ID URI".to_owned()),
                None => read.reading.clone(),
            };
        }
        many => {
            let many: Vec<String> = many
                .iter()
                .map(|audience| match well_known(audience) {
                    Some(found) => format!("{audience} ({})", found.name),
                    None => (*audience).to_owned(),
                })
                .collect();
            let many: Vec<&str> = many.iter().map(String::as_str).collect();
            read.read(counted("audiences", &many));
        }
    }
    for audience in audiences {
        padded(read, audience);
    }
}

/// Says so when whitespace at an end keeps a value from being equal to what it looks like.
fn padded(read: &mut Read, value: &str) {
    if value.is_empty() {
        read.problem("empty");
    } else if value.trim() != value {
        read.problem(format!(
            "`{value}` begins or ends with whitespace, which counts when it is compared"
        ));
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
            read.tag(format!("version {}", version.text()));
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
