//! `aud` among the policy's audiences (RFC 7519 §4.1.3).

use super::Context;
use super::cause::Cause;
use super::requirement::{Requirement, State};
use crate::claims::{Reading, audiences, is_graph};
use crate::finding::Certainty;
use crate::policy::near_miss::{NearMiss, nearest};

pub(super) fn audience(context: &Context<'_>, out: &mut Requirement) {
    let allowed = context.policy.audiences.as_deref().unwrap_or_default();
    let Some(first) = allowed.first() else {
        out.certainty = Certainty::Likely;
        let why = "the policy lists no audiences: a token for any other API is let through";
        return out.say(State::NotApplicable, why, &[]);
    };
    out.span = first.span;
    out.expect(allowed);
    let Some(token) = context.claims(out) else {
        return;
    };
    let (actual, found) = match audiences(token.claims(), token.claims_text()) {
        Reading::Present(actual) => (actual, String::new()),
        Reading::Malformed(found) => (Vec::new(), found),
        Reading::Absent => (Vec::new(), String::new()),
    };
    if actual.is_empty() {
        let template = if found.is_empty() {
            "the token has no audience in `aud`, the policy wants one of its audiences"
        } else {
            "{}: the policy wants one of its audiences"
        };
        return out.refuse(Cause::AudienceMissing, &[], template, &[&found]);
    }
    let known: Vec<&str> = allowed.iter().filter_map(|value| value.known()).collect();
    let matched = |equal: fn(&str, &str) -> bool| {
        let fits = |aud: &&String| known.iter().any(|allowed| equal(allowed, aud));
        actual.iter().find(fits)
    };
    if let Some(matched) = matched(|allowed, aud| allowed == aud) {
        out.say(State::Met, "`{}` is listed", &[matched]);
    } else if let Some(matched) = matched(equal_but_for_slash) {
        out.certainty = Certainty::Likely;
        let template =
            "`{}` is listed but for a slash at its end, which the gateway's library passes over";
        out.say(State::Met, template, &[matched]);
    } else if let Some(unknown) = allowed.iter().find_map(|value| value.unknown.as_ref()) {
        let template = "none of the known audiences fits, and {}";
        out.say(State::Unknown, template, &[&unknown.explain()]);
    } else {
        mismatch(&known, &actual, out);
    }
    out.actual = actual;
}

fn mismatch(known: &[&str], actual: &[String], out: &mut Requirement) {
    let texts: Vec<&str> = actual.iter().map(String::as_str).collect();
    let near = nearest(known, &texts);
    out.near_miss = near.map(|(miss, ..)| miss);
    if out.near_miss == Some(NearMiss::Whitespace) {
        // The library trims nothing; whether the gateway does before it asks the library is not documented.
        out.certainty = Certainty::Likely;
    }
    let exactly = out.near_miss.and_then(NearMiss::explain);
    let (template, arguments) = match (near, exactly) {
        (Some((NearMiss::ApiPrefix, expected, actual)), _) => (
            "the token has `{}`, the policy `{}`: the same API, once with `api://` and once without",
            [actual, expected],
        ),
        (_, Some(exactly)) => (exactly, [""; 2]),
        _ if texts.iter().any(|aud| is_graph(aud)) => (
            "the token is for Microsoft Graph, not for this API",
            [""; 2],
        ),
        _ => (
            "the token is for another API than the policy lists",
            [""; 2],
        ),
    };
    let differs = [&*texts.join(", "), &known.join(", ")];
    out.refuse(Cause::AudienceMismatch, &differs, template, &arguments);
}

/// The library's `IgnoreTrailingSlashWhenValidatingAudience`, on by default: one slash.
fn equal_but_for_slash(a: &str, b: &str) -> bool {
    a.strip_suffix('/') == Some(b) || b.strip_suffix('/') == Some(a)
}
