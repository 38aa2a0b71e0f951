//! Requirements on the token itself, before its claims are looked at.

use super::requirement::{Code, Failure, Requirement, State};
use super::{Context, Signature};
use crate::finding::{Certainty, Part, Problem};
use crate::jose::{Kind, Token};
use crate::policy::KeyMaterial;
use crate::policy::effective::TokenSource;
use crate::text::Span;

const NO_TOKEN: &str = "no token was pasted";
/// `MaximumTokenSizeInBytes` of the library.
const MAX_TOKEN_BYTES: usize = 256_000;

pub(super) fn present(context: &Context<'_>) -> Requirement {
    match context.presented {
        None => Requirement::new(
            Code::TokenPresent,
            State::Unknown,
            "no token was pasted: paste the one that was sent",
        ),
        Some(presented)
            if presented
                .token
                .segments
                .iter()
                .all(|segment| segment.text.is_empty()) =>
        {
            Requirement::unmet(
                Code::TokenPresent,
                "there is no token in what was pasted",
                Failure {
                    reason: "TokenNotPresent",
                    message: "JWT not present.".to_owned(),
                    detail: "JWT not present.".to_owned(),
                    certainty: Certainty::Documented,
                },
            )
        }
        Some(_) => Requirement::new(Code::TokenPresent, State::Met, "there is a token"),
    }
}

pub(super) fn scheme(context: &Context<'_>) -> Requirement {
    let Some(demanded) = &context.effective.scheme else {
        return Requirement::new(
            Code::Scheme,
            State::NotApplicable,
            "the policy demands no scheme",
        );
    };
    let in_authorization = matches!(&context.effective.source, TokenSource::Header(name) if name.eq_ignore_ascii_case("authorization"));
    if !in_authorization {
        return Requirement::new(
            Code::Scheme,
            State::NotApplicable,
            "`require-scheme` has no effect: it is about the `Authorization` header, and the token comes from elsewhere",
        )
        .at(demanded.span);
    }
    let expected = vec![demanded.text.clone()];
    let requirement = match (
        demanded.known(),
        context.presented.and_then(|presented| presented.scheme),
    ) {
        (None, _) => Requirement::new(
            Code::Scheme,
            State::Unknown,
            "the demanded scheme is known only to the gateway",
        ),
        (_, None) => Requirement::new(
            Code::Scheme,
            State::Unknown,
            "the input does not show how the token is sent: paste the whole `Authorization` line",
        ),
        (Some(demanded), Some(sent)) if demanded.eq_ignore_ascii_case(sent) => Requirement::new(
            Code::Scheme,
            State::Met,
            format!("the token is sent as `{sent}`"),
        ),
        (Some(demanded), Some(sent)) => Requirement::unmet(
            Code::Scheme,
            if sent.is_empty() {
                format!("the `Authorization` header has no scheme, the policy demands `{demanded}`")
            } else {
                format!("the token is sent as `{sent}`, the policy demands `{demanded}`")
            },
            Failure {
                reason: "TokenNotPresent",
                message: "JWT not present.".to_owned(),
                detail: "JWT not present.".to_owned(),
                certainty: Certainty::Likely,
            },
        ),
    };
    let actual = context
        .presented
        .and_then(|presented| presented.scheme)
        .map(str::to_owned);
    requirement
        .compared(expected, actual.into_iter().collect())
        .at(demanded.span)
        .known(Certainty::Likely)
}

pub(super) fn well_formed(context: &Context<'_>) -> Requirement {
    let Some(presented) = context.presented else {
        return Requirement::new(Code::WellFormed, State::Unknown, NO_TOKEN);
    };
    let token = presented.token;
    let invalid = |explanation: String, message: &str| {
        Requirement::unmet(
            Code::WellFormed,
            explanation,
            Failure::library("JwtInvalid", message.to_owned(), Certainty::Likely),
        )
        .known(Certainty::Likely)
    };
    let size: usize = token
        .segments
        .iter()
        .map(|segment| segment.text.len())
        .sum::<usize>()
        + token.segments.len().saturating_sub(1);
    if size > MAX_TOKEN_BYTES {
        return invalid(
            format!("the token is {size} bytes long, the gateway takes {MAX_TOKEN_BYTES}"),
            &format!(
                "IDX10209: Token has length: '{size}' which is larger than the MaximumTokenSizeInBytes: '{MAX_TOKEN_BYTES}'."
            ),
        );
    }
    let problem_of = |codes: &[&str]| {
        token
            .problems
            .iter()
            .find(|problem| codes.contains(&problem.code))
    };
    let says = |problem: Option<&Problem>| {
        problem.map_or_else(
            || "the token is not well formed".to_owned(),
            |problem| problem.message.clone(),
        )
    };
    if let Some(problem) = problem_of(&["opaque", "segment-count"]) {
        return invalid(
            problem.message.clone(),
            "IDX12741: JWT must have three segments (JWS) or five segments (JWE).",
        );
    }
    if let Some(problem) = problem_of(&[
        "segment-padded",
        "segment-in-standard-alphabet",
        "segment-has-whitespace",
        "segment-not-base64url",
        "header-empty",
        "payload-empty",
    ]) {
        return invalid(
            problem.message.clone(),
            "IDX12709: CanReadToken() returned false. JWT is not well formed.\nThe token needs to be in JWS or JWE Compact Serialization Format. (JWS): 'EncodedHeader.EncodedPayload.EncodedSignature'. (JWE): 'EncodedProtectedHeader.EncodedEncryptedKey.EncodedInitializationVector.EncodedCiphertext.EncodedAuthenticationTag'.",
        );
    }
    let segment = |index: usize| {
        token
            .segments
            .get(index)
            .map_or("", |segment| segment.text.as_str())
    };
    let unreadable = |part: Part| {
        token.problems.iter().find(|problem| {
            problem.part == part
                && [
                    "header-not-json",
                    "header-not-object",
                    "payload-not-json",
                    "payload-not-object",
                    "not-utf8",
                ]
                .contains(&problem.code)
        })
    };
    if let Some(problem) = unreadable(Part::Header) {
        return invalid(
            says(Some(problem)),
            &format!(
                "IDX12729: Unable to decode the header '{}' as Base64Url encoded string.",
                segment(0)
            ),
        );
    }
    if let Some(problem) = unreadable(Part::Payload) {
        return invalid(
            says(Some(problem)),
            &format!(
                "IDX12723: Unable to decode the payload '{}' as Base64Url encoded string.",
                segment(1)
            ),
        );
    }
    let explanation = if token.kind == Kind::Jwe {
        "five segments, a JOSE Header"
    } else {
        "three segments, a JOSE Header and a JWT Claims Set"
    };
    Requirement::new(Code::WellFormed, State::Met, explanation)
}

pub(super) fn decryption(context: &Context<'_>) -> Requirement {
    let keys = context.policy.decryption_keys.is_some();
    match context.presented {
        None if keys => Requirement::new(Code::Decryption, State::Unknown, NO_TOKEN),
        Some(presented) if presented.token.kind == Kind::Jwe => {
            if keys {
                return Requirement::new(
                    Code::Decryption,
                    State::Unknown,
                    "the token is encrypted: only a holder of the decryption key can tell",
                );
            }
            Requirement::unmet(
                Code::Decryption,
                "the token is encrypted, and the policy has no `<decryption-keys>`",
                Failure::library(
                    "JwtInvalid",
                    "IDX10609: Decryption failed. No Keys tried: token: '…'.".to_owned(),
                    Certainty::Likely,
                ),
            )
            .known(Certainty::Likely)
        }
        _ => Requirement::new(
            Code::Decryption,
            State::NotApplicable,
            "the token is not encrypted",
        ),
    }
}

pub(super) fn signature(context: &Context<'_>) -> Requirement {
    let Some(presented) = context.presented else {
        return Requirement::new(Code::Signature, State::Unknown, NO_TOKEN);
    };
    let token = presented.token;
    if token.kind == Kind::Jwe {
        return Requirement::new(
            Code::Signature,
            State::Unknown,
            "the token is encrypted: what is signed is inside",
        );
    }
    let alg = token.alg().unwrap_or_default();
    if !token.has_signature() || token.kind == Kind::Unsecured {
        return unsigned(context, token, alg);
    }
    let span = keys_span(context);
    match presented.signature {
        Signature::Verified(key) => {
            return Requirement::new(
                Code::Signature,
                State::Met,
                format!("verified with the key `{key}`"),
            )
            .at(span);
        }
        Signature::Mismatch => {
            let kid = token
                .header_parameter("kid")
                .and_then(|kid| kid.as_str())
                .unwrap_or_default();
            return Requirement::unmet(
                Code::Signature,
                "the signature fits none of the keys",
                Failure::library(
                    "TokenSignatureInvalid",
                    format!(
                        "IDX10511: Signature validation failed. Keys tried: '…'. \nkid: '{kid}'."
                    ),
                    Certainty::Documented,
                ),
            )
            .at(span);
        }
        Signature::Unchecked => {}
    }
    let policy = context.policy;
    if policy.openid_configs.is_empty()
        && policy
            .issuer_signing_keys
            .as_ref()
            .is_none_or(Vec::is_empty)
        && context.effective.require_signed.value == Some(true)
    {
        return Requirement::unmet(
            Code::Signature,
            "the policy has no keys: neither `<openid-config>` nor `<issuer-signing-keys>`",
            Failure::library(
                "TokenSignatureKeyNotFound",
                "IDX10500: Signature validation failed. No security keys were provided to validate the signature.".to_owned(),
                Certainty::Observed,
            ),
        )
        .known(Certainty::Observed);
    }
    let explanation = if token.header_parameter("nonce").is_some() {
        "not checked: a token with a `nonce` in its header can be verified by Microsoft Graph alone"
    } else {
        "not checked: this version verifies no signatures"
    };
    Requirement::new(Code::Signature, State::Unknown, explanation)
        .at(span)
        .compared(Vec::new(), vec![alg.to_owned()])
}

fn unsigned(context: &Context<'_>, token: &Token, alg: &str) -> Requirement {
    let what = if token.kind == Kind::Unsecured {
        format!("the token is unsecured: `alg` is `{alg}`")
    } else {
        "the token has no signature".to_owned()
    };
    match context.effective.require_signed.value {
        Some(false) if token.has_signature() => Requirement::new(
            Code::Signature,
            State::Unknown,
            format!("{what}, yet it carries signature bytes, and the library passes over an empty signature only"),
        )
        .known(Certainty::Likely),
        Some(false) => Requirement::new(
            Code::Signature,
            State::NotApplicable,
            format!("{what}, and the policy accepts that: anybody can make such a token"),
        ),
        None => Requirement::new(
            Code::Signature,
            State::Unknown,
            format!("{what}; whether a signature is required, an expression decides"),
        ),
        Some(true) => Requirement::unmet(
            Code::Signature,
            format!("{what}, the policy requires a signature"),
            Failure::library(
                "TokenSignatureInvalid",
                "IDX10504: Unable to validate signature, token does not have a signature: '…'."
                    .to_owned(),
                Certainty::Observed,
            ),
        )
        .compared(vec!["a signature".to_owned()], vec![alg.to_owned()]),
    }
}

fn keys_span(context: &Context<'_>) -> Span {
    let keys = context.policy.issuer_signing_keys.iter().flatten();
    let inline = keys.filter_map(|key| match &key.material {
        KeyMaterial::Symmetric(value) | KeyMaterial::Certificate(value) => Some(value.span),
        KeyMaterial::Rsa => None,
    });
    let urls = context
        .policy
        .openid_configs
        .iter()
        .map(|config| config.url.span);
    urls.chain(inline).next().unwrap_or_default()
}
