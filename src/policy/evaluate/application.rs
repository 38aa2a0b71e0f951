//! The applications of `validate-azure-ad-token`: the one that calls, and the one that is called.
//!
//! The documentation page "validate-azure-ad-token-policy" says which applications are meant; with which claims the gateway
//! compares them, it does not say.

use super::Context;
use super::cause::Cause;
use super::requirement::{MAX_VALUES, Requirement, State, TOO_MANY};
use crate::claims::issuer::Version;
use crate::claims::{audiences, entra_version, well_known};
use crate::policy::value::{Value, is_expression};

/// The client by its id: `azp` in a v2.0 token, `appid` in a v1.0 token.
pub(super) fn client(context: &Context<'_>, out: &mut Requirement) {
    let policy = context.policy;
    let has_audience = policy.audiences.as_ref().is_some_and(|all| !all.is_empty());
    let why = if has_audience {
        "the policy lists no client applications: every one of the tenant is let through"
    } else {
        "the policy lists neither client applications nor audiences: likely every token of the tenant is let through, for any API; no documentation says so"
    };
    let list = policy.client_application_ids.as_ref();
    let Some((allowed, token)) = context.listed(list, why, out) else {
        return;
    };
    let has = |name| token.claim(name).is_some();
    let name = match entra_version(token.claims()) {
        Some(Version::V1) => "appid",
        None if !has("azp") && has("appid") => "appid",
        _ => "azp",
    };
    let Some(client) = token.claim(name).and_then(|client| client.as_str()) else {
        let template = "the token has no `{}`, the policy wants one of its client applications";
        return out.refuse(Cause::ClientMissing, &[name], template, &[name]);
    };
    out.actual.push(client.to_owned());
    match listed(allowed, client) {
        Ok(true) => out.say(State::Met, "the client in `{}` is listed", &[name]),
        Ok(false) => {
            let all = audiences(token.claims(), token.claims_text()).present();
            for aud in all.iter().flatten().take(MAX_VALUES) {
                let id = aud.strip_prefix("api://").unwrap_or(aud);
                if listed(allowed, id) == Ok(true) {
                    let template = "the policy lists the API, `{}`, as the client; the token's client is `{}`, in `{}`";
                    return out.refuse(
                        Cause::ClientMismatch,
                        &[name, client],
                        template,
                        &[id, client, name],
                    );
                }
            }
            let known = well_known(client);
            let template = match known {
                Some(_) => {
                    "the token's client, {} (`{}` in `{}`), is none of those that the policy lists"
                }
                None => "the token's client, `{}` in `{}`, is none of those that the policy lists",
            };
            let both = [known.unwrap_or_default(), client, name];
            let arguments = if known.is_some() {
                &both[..]
            } else {
                &both[1..]
            };
            out.refuse(Cause::ClientMismatch, &[name, client], template, arguments);
        }
        Err(why) => {
            let template = "none of the known client applications fits, and {}";
            out.say(State::Unknown, template, &[&why]);
        }
    }
}

/// The API by its id. The likeliest is that it is compared with `aud`; where that does not fit, nobody knows.
pub(super) fn backend(context: &Context<'_>, out: &mut Requirement) {
    let list = context.policy.backend_application_ids.as_ref();
    let why = "the policy lists no backend applications";
    let Some((allowed, token)) = context.listed(list, why, out) else {
        return;
    };
    let all = audiences(token.claims(), token.claims_text()).present();
    for aud in all.iter().flatten().take(MAX_VALUES) {
        out.actual.push(aud.clone());
        let id = aud.strip_prefix("api://").unwrap_or(aud);
        if listed(allowed, id) == Ok(true) {
            let template = "the token's audience `{}` is listed; that the gateway compares `aud`, no documentation says";
            return out.say(State::Met, template, &[aud]);
        }
    }
    let why =
        "the token's audience is none of them; what the gateway compares, no documentation says";
    out.say(State::Unknown, why, &[]);
}

/// Whether an id is listed. Ids are GUIDs: their case does not matter. `Err` says why that is not known.
fn listed(allowed: &[Value], id: &str) -> Result<bool, String> {
    let mut unknown = None;
    for value in allowed.iter().take(MAX_VALUES) {
        match &value.unknown {
            _ if is_expression(&value.written) => {
                unknown = Some(
                    "what the gateway makes of an expression here, no documentation says"
                        .to_owned(),
                );
            }
            Some(why) => unknown = Some(why.explain()),
            None if value.text.trim().eq_ignore_ascii_case(id) => return Ok(true),
            None => {}
        }
    }
    if allowed.len() > MAX_VALUES {
        unknown = Some(TOO_MANY.to_owned());
    }
    unknown.map_or(Ok(false), Err)
}
