//! `iss` among the issuers that the policy accepts (RFC 7519 §4.1.1).

use super::Context;
use super::requirement::{Code, Failure, Requirement, State};
use crate::claims::find_text;
use crate::claims::issuer::{Version, parse_issuer};
use crate::finding::Certainty;
use crate::policy::issuers::{Accepted, Origin, accepted};
use crate::policy::near_miss::{NearMiss, nearest};
use crate::text::Span;

pub(super) fn issuer(context: &Context<'_>) -> Requirement {
    let claims = context.claims();
    let tid = claims
        .ok()
        .and_then(|token| find_text(token.claims(), "tid"));
    let accepted = accepted(context.policy, context.metadata, tid);
    if accepted.is_empty() {
        return Requirement::new(
            Code::Issuer,
            State::NotApplicable,
            "the policy has neither `<issuers>` nor `<openid-config>`: the issuer is not looked at",
        )
        .known(Certainty::Observed);
    }
    let expected: Vec<String> = accepted.iter().map(Accepted::text).collect();
    let span = span(context);
    let token = match claims {
        Ok(token) => token,
        Err(why) => {
            return Requirement::new(Code::Issuer, State::Unknown, why)
                .compared(expected, Vec::new())
                .at(span);
        }
    };
    let Some(actual) = find_text(token.claims(), "iss").filter(|iss| !iss.trim().is_empty()) else {
        return Requirement::unmet(
            Code::Issuer,
            match token.claim("iss") {
                Some(value) if value.as_str().is_none() => {
                    format!("`iss` is {}, where the policy wants one of its issuers", value.describe())
                }
                _ => "the token has no `iss`, the policy wants one of its issuers".to_owned(),
            },
            library("IDX10211: Unable to validate issuer. The 'issuer' parameter is null or whitespace.".to_owned(), Certainty::Documented),
        )
        .compared(expected, Vec::new())
        .at(span);
    };
    let compared = |requirement: Requirement| {
        requirement
            .compared(expected.clone(), vec![actual.to_owned()])
            .at(span)
    };
    if let Some(Accepted::Exactly {
        origin, certainty, ..
    }) = accepted
        .iter()
        .find(|accepted| accepted.accepts(actual) == Some(true))
    {
        let explanation = match origin {
            Origin::Listed => "the issuer is listed",
            Origin::MetadataUrl => "the issuer that the metadata URL stands for",
            Origin::Discovery => "the issuer of the discovery document",
        };
        return compared(Requirement::new(Code::Issuer, State::Met, explanation)).known(*certainty);
    }
    if let Some(open) = accepted
        .iter()
        .find(|accepted| accepted.accepts(actual).is_none())
    {
        let why = match open {
            Accepted::SomeTenant { tenant, .. } => format!(
                "whether the token's tenant is `{tenant}`, only its discovery document tells: paste it into Keys and metadata"
            ),
            Accepted::Unknown { why, .. } => format!("{why}: paste it to know"),
            Accepted::Exactly { .. } => String::new(),
        };
        return compared(Requirement::new(Code::Issuer, State::Unknown, why));
    }
    compared(mismatch(&expected, actual))
}

fn mismatch(expected: &[String], actual: &str) -> Requirement {
    let expected_texts: Vec<&str> = expected.iter().map(String::as_str).collect();
    let near = nearest(&expected_texts, &[actual]);
    let version = |text: &str| parse_issuer(text).version().map_or("", Version::text);
    let explanation = match near {
        Some((NearMiss::Version, expected, _)) => format!(
            "the token's issuer is of version {}, the policy wants version {}",
            version(actual),
            version(expected)
        ),
        Some((NearMiss::Tenant, ..)) => {
            "the token is from another tenant than the policy accepts".to_owned()
        }
        Some((miss, ..)) if miss.explain().is_some() => {
            miss.explain().unwrap_or_default().to_owned()
        }
        _ => "the token is from another issuer than the policy accepts".to_owned(),
    };
    let message = format!(
        "IDX10205: Issuer validation failed. Issuer: '{actual}'. Did not match: validationParameters.ValidIssuer: '' or validationParameters.ValidIssuers: '{}'.",
        expected.join(", ")
    );
    Requirement::unmet(
        Code::Issuer,
        explanation,
        library(message, Certainty::Observed),
    )
    .near(near.map(|(miss, ..)| miss))
}

fn span(context: &Context<'_>) -> Span {
    let listed = context
        .policy
        .issuers
        .iter()
        .flatten()
        .map(|value| value.span)
        .next();
    let configured = context
        .policy
        .openid_configs
        .first()
        .map(|config| config.url.span);
    listed.or(configured).unwrap_or_default()
}

fn library(message: String, certainty: Certainty) -> Failure {
    Failure::library("TokenIssuerNotAllowed", message, certainty)
}
