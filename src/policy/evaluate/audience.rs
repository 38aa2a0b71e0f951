//! `aud` among the policy's audiences (RFC 7519 §4.1.3).

use super::Context;
use super::requirement::{Code, Failure, Requirement, State};
use crate::claims::{Reading, audiences, is_graph};
use crate::finding::Certainty;
use crate::policy::near_miss::{NearMiss, nearest};

pub(super) fn audience(context: &Context<'_>) -> Requirement {
    let Some(allowed) = context
        .policy
        .audiences
        .as_ref()
        .filter(|allowed| !allowed.is_empty())
    else {
        return Requirement::new(
            Code::Audience,
            State::NotApplicable,
            "the policy lists no audiences: a token for any other API is let through",
        )
        .known(Certainty::Observed);
    };
    let expected: Vec<String> = allowed.iter().map(|value| value.text.clone()).collect();
    let span = allowed.first().map(|value| value.span).unwrap_or_default();
    let token = match context.claims() {
        Ok(token) => token,
        Err(why) => {
            return Requirement::new(Code::Audience, State::Unknown, why)
                .compared(expected, Vec::new())
                .at(span);
        }
    };
    let actual = match audiences(token.claims(), token.claims_text()) {
        Reading::Present(actual) if !actual.is_empty() => actual,
        other => {
            let found = match other {
                Reading::Malformed(found) => {
                    format!("{found}: the policy wants one of its audiences")
                }
                _ => "the token has no audience in `aud`, the policy wants one of its audiences"
                    .to_owned(),
            };
            return Requirement::unmet(
                Code::Audience,
                found,
                library(
                    "IDX10206: Unable to validate audience. The 'audiences' parameter is empty."
                        .to_owned(),
                ),
            )
            .compared(expected, Vec::new())
            .at(span);
        }
    };
    let compared = |requirement: Requirement| {
        requirement
            .compared(expected.clone(), actual.clone())
            .at(span)
    };
    let known: Vec<&str> = allowed.iter().filter_map(|value| value.known()).collect();
    if let Some(matched) = actual.iter().find(|aud| known.contains(&aud.as_str())) {
        return compared(Requirement::new(
            Code::Audience,
            State::Met,
            format!("`{matched}` is listed"),
        ));
    }
    if let Some(matched) = actual.iter().find(|aud| {
        known
            .iter()
            .any(|allowed| equal_but_for_slash(allowed, aud))
    }) {
        return compared(Requirement::new(
            Code::Audience,
            State::Met,
            format!("`{matched}` is listed but for a slash at its end, which the gateway's library passes over"),
        ))
        .known(Certainty::Likely);
    }
    if let Some(unknown) = allowed.iter().find_map(|value| value.unknown.as_ref()) {
        return compared(Requirement::new(
            Code::Audience,
            State::Unknown,
            format!(
                "none of the known audiences fits, and {}",
                unknown.explain()
            ),
        ));
    }
    compared(mismatch(&known, &expected, &actual))
}

fn mismatch(known: &[&str], expected: &[String], actual: &[String]) -> Requirement {
    let actual_texts: Vec<&str> = actual.iter().map(String::as_str).collect();
    let near = nearest(known, &actual_texts);
    let explanation = match near {
        Some((NearMiss::ApiPrefix, expected, actual)) => {
            format!(
                "the token has `{actual}`, the policy `{expected}`: the same API, once with `api://` and once without"
            )
        }
        Some((miss, ..)) if miss.explain().is_some() => {
            miss.explain().unwrap_or_default().to_owned()
        }
        _ if actual.iter().any(|aud| is_graph(aud)) => {
            "the token is for Microsoft Graph, not for this API".to_owned()
        }
        _ => "the token is for another API than the policy lists".to_owned(),
    };
    let message = format!(
        "IDX10214: Audience validation failed. Audiences: '{}'. Did not match: validationParameters.ValidAudience: '' or validationParameters.ValidAudiences: '{}'.",
        actual.join(", "),
        expected.join(", ")
    );
    let miss = near.map(|(miss, ..)| miss);
    let likely = matches!(miss, Some(NearMiss::Case | NearMiss::Whitespace));
    Requirement::unmet(Code::Audience, explanation, library(message))
        .near(miss)
        .known(if likely {
            Certainty::Likely
        } else {
            Certainty::Documented
        })
}

/// The library's `IgnoreTrailingSlashWhenValidatingAudience`, on by default: one slash.
fn equal_but_for_slash(a: &str, b: &str) -> bool {
    a.strip_suffix('/') == Some(b) || b.strip_suffix('/') == Some(a)
}

fn library(message: String) -> Failure {
    Failure::library("TokenAudienceNotAllowed", message, Certainty::Documented)
}
