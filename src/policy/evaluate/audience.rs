//! `aud` among the policy's audiences (RFC 7519 §4.1.3).

use super::Context;
use super::cause::Cause;
use super::mismatch::mismatch;
use super::requirement::{MAX_VALUES, Requirement, State, TOO_MANY};
use crate::claims::{Profile, Reading, Use, audiences, find_text};
use crate::finding::Certainty;

pub(super) fn audience(context: &Context<'_>, out: &mut Requirement) {
    let list = context.policy.audiences.as_ref();
    let why = "the policy lists no audiences: a token for any other API is let through";
    let Some((allowed, token)) = context.listed(list, why, out) else {
        return;
    };
    let (mut actual, mut found) = (Vec::new(), String::new());
    match audiences(token.claims(), token.claims_text()) {
        Reading::Present(audiences) => actual = audiences,
        Reading::Malformed(text) => found = text,
        Reading::Absent => {}
    }
    if actual.is_empty() {
        let template = if found.is_empty() {
            "the token has no audience in `aud`, the policy wants one of its audiences"
        } else {
            "{}: the policy wants one of its audiences"
        };
        return out.refuse(Cause::AudienceMissing, &[], template, &[&found]);
    }
    let known: Vec<&str> = allowed.iter().filter_map(|value| value.known()).collect();
    let (mut exact, mut but_for_slash) = (None, None);
    for aud in actual.iter().take(MAX_VALUES) {
        for allowed in known.iter().take(MAX_VALUES) {
            if allowed == aud {
                exact = exact.or(Some(aud));
            } else if equal_but_for_slash(allowed, aud) {
                but_for_slash = but_for_slash.or(Some(aud));
            }
        }
    }
    if let Some(aud) = exact {
        out.say(State::Met, "`{}` is listed", &[aud]);
    } else if let Some(aud) = but_for_slash {
        out.certainty = Certainty::Likely;
        let template =
            "`{}` is listed but for a slash at its end, which the gateway's library passes over";
        out.say(State::Met, template, &[aud]);
    } else if let Some(unknown) = allowed.iter().find_map(|value| value.unknown.as_ref()) {
        let template = "none of the known audiences fits, and {}";
        out.say(State::Unknown, template, &[&unknown.explain()]);
    } else if actual.len().max(known.len()) > MAX_VALUES {
        out.say(State::Unknown, TOO_MANY, &[]);
    } else {
        out.actual = actual;
        let (header, claims) = (token.header_members(), token.claims());
        let client = find_text(claims, "azp").or(find_text(claims, "appid"));
        let mut expected = out.expected.iter();
        let is_client = |aud: &String| Some(aud.strip_prefix("api://").unwrap_or(aud)) == client;
        let cause = match Use::of(header, claims, Profile::of(claims)) {
            Use::IdToken => Cause::IdToken,
            _ if expected.len() > 0 && expected.all(is_client) => Cause::ClientAsAudience,
            _ => Cause::AudienceMismatch,
        };
        mismatch(cause, out);
        return;
    }
    out.actual = actual;
}

/// The library's `IgnoreTrailingSlashWhenValidatingAudience`, on by default: one slash.
fn equal_but_for_slash(a: &str, b: &str) -> bool {
    a.strip_suffix('/') == Some(b) || b.strip_suffix('/') == Some(a)
}
