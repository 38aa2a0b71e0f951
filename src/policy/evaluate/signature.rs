//! The JWS Signature (RFC 7515 §5.2): whether there is one, and what is known about it.

use super::cause::Cause;
use super::requirement::{Requirement, State};
use super::{Context, Signature};
use crate::claims::audiences;
use crate::claims::issuer::query_parameter;
use crate::finding::Certainty;
use crate::jose::{Kind, Token};
use crate::policy::{Format, KeyMaterial, Policy};
use crate::text::Span;

pub(super) fn signature(context: &Context<'_>, out: &mut Requirement) {
    let Some(presented) = context.presented(out) else {
        return;
    };
    let token = presented.token;
    if token.kind == Kind::Jwe {
        let why = "the token is encrypted: what is signed is inside";
        return out.say(State::Unknown, why, &[]);
    }
    let alg = token.alg().unwrap_or_default();
    if !token.has_signature() || token.kind == Kind::Unsecured {
        return unsigned(context, token, alg, out);
    }
    let policy = context.policy;
    out.span = keys_span(policy);
    match presented.signature {
        Signature::Verified(key) => {
            return out.say(State::Met, "verified with the key `{}`", &[key]);
        }
        Signature::Mismatch => {
            let kid = token.header_parameter("kid").and_then(|kid| kid.as_str());
            let why = "the signature fits none of the keys";
            return out.refuse(
                Cause::SignatureMismatch,
                &[kid.unwrap_or_default()],
                why,
                &[],
            );
        }
        Signature::Unchecked => {}
    }
    let keys = policy.issuer_signing_keys.as_deref().unwrap_or_default();
    let required = context.effective.require_signed.value == Some(true);
    let by_tenant = policy.format == Format::ValidateAzureAdToken;
    if policy.openid_configs.is_empty() && keys.is_empty() && required && !by_tenant {
        out.certainty = Certainty::Observed;
        let why = "the policy has no keys: neither `<openid-config>` nor `<issuer-signing-keys>`";
        return out.refuse(Cause::NoKeys, &[], why, &[]);
    }
    out.actual.push(alg.to_owned());
    let explanation = if token.header_parameter("nonce").is_some() {
        "not checked: a token with a `nonce` in its header can be verified by Microsoft Graph alone"
    } else {
        "not checked: this version verifies no signatures"
    };
    match other_application(policy, token) {
        Some(appid) => {
            let template = "not checked; the metadata URL has the keys of the application `{}` (`?appid=`), the token is for another";
            out.say(State::Unknown, template, &[appid]);
        }
        None => out.say(State::Unknown, explanation, &[]),
    }
}

/// The application whose own keys the metadata URL asks for, when the token is for another one.
fn other_application<'a>(policy: &'a Policy, token: &Token) -> Option<&'a str> {
    let url = policy.openid_configs.first()?.url.known()?;
    let appid = query_parameter(url, "appid")?;
    let audiences = audiences(token.claims(), token.claims_text()).present()?;
    let is_for = |aud: &String| {
        aud.to_ascii_lowercase()
            .contains(&appid.to_ascii_lowercase())
    };
    (!audiences.iter().any(is_for)).then_some(appid)
}

fn unsigned(context: &Context<'_>, token: &Token, alg: &str, out: &mut Requirement) {
    let (state, certainty, consequence) = match context.effective.require_signed.value {
        Some(true) => (
            State::Unmet,
            Certainty::Documented,
            ", the policy requires a signature",
        ),
        Some(false) if token.has_signature() => (
            State::Unknown,
            Certainty::Likely,
            ", yet its signature is not empty: the library passes over an empty one only",
        ),
        Some(false) => (
            State::NotApplicable,
            Certainty::Observed,
            ", and the policy accepts that: anybody can make such a token",
        ),
        None => (
            State::Unknown,
            Certainty::Documented,
            "; whether a signature is required, an expression decides",
        ),
    };
    out.certainty = certainty;
    let (template, arguments) = if token.kind == Kind::Unsecured {
        (
            "the token is unsecured: `alg` is `{}`{}",
            [alg, consequence],
        )
    } else {
        ("the token has no signature{}", [consequence, ""])
    };
    if state == State::Unmet {
        out.refuse(Cause::Unsigned, &[], template, &arguments);
        out.expected.push("a signature".to_owned());
        out.actual.push(alg.to_owned());
    } else {
        out.say(state, template, &arguments);
    }
}

/// The first place in the policy that says where the keys are.
fn keys_span(policy: &Policy) -> Span {
    if let Some(config) = policy.openid_configs.first() {
        return config.url.span;
    }
    for key in policy.issuer_signing_keys.iter().flatten() {
        if let KeyMaterial::Symmetric(value) | KeyMaterial::Certificate(value) = &key.material {
            return value.span;
        }
    }
    let tenant = policy.attribute("tenant-id");
    tenant.map_or_else(Span::default, |tenant| tenant.span)
}
