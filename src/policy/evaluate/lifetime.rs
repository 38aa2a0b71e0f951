//! `exp` and `nbf` against the gateway's clock (RFC 7519 §4.1.4, §4.1.5).

use super::Context;
use super::cause::Cause;
use super::requirement::{Requirement, State};
use crate::claims::{Reading, numeric_date};
use crate::finding::Certainty;
use crate::jose::Token;
use crate::policy::Format;
use crate::text::fill_in_order;
use crate::text::instant::{Instant, duration};

/// The clock skew that the library has where nobody sets another, in seconds.
const DEFAULT_SKEW: i64 = 300;

pub(super) fn lifetime(context: &Context<'_>, out: &mut Requirement) {
    let Some(token) = context.claims(out) else {
        return;
    };
    if let Some(written) = context.policy.attribute("clock-skew") {
        out.span = written.span;
    }
    let (exp, nbf) = (read(token, "exp"), read(token, "nbf"));
    if missing(context, &exp, out) {
        return;
    }
    let now = context.now;
    let skew = context.effective.clock_skew.value;
    let seconds = skew.unwrap_or(0);
    let (earliest, latest) = (now.plus(seconds.saturating_neg()), now.plus(seconds));
    let (exp, nbf) = (exp.present(), nbf.present());
    let (cause, date, other, template) = match (nbf, exp) {
        (Some(nbf), Some(exp)) if nbf > exp => (
            Some(Cause::NeverUsable),
            nbf,
            exp,
            "`nbf` is after `exp`: the token is never usable",
        ),
        (Some(nbf), _) if nbf > latest => (
            Some(Cause::NotYetValid),
            nbf,
            now,
            "not yet valid: usable in {} ({})",
        ),
        (_, Some(exp)) if exp >= now => (None, exp, now, "expires in {} ({})"),
        (_, Some(exp)) if exp >= earliest => (
            None,
            exp,
            now,
            "expired {} before the evaluated time, within the clock skew ({})",
        ),
        (_, Some(exp)) => (
            Some(Cause::Expired),
            exp,
            now,
            "expired {} before the evaluated time ({})",
        ),
        (_, None) => {
            let never = "no `exp`, and the policy does not require one: the token never expires";
            return out.say(State::Met, never, &[]);
        }
    };
    let skew_text = match skew {
        Some(_) if context.effective.clock_skew.assumed => "clock skew {} s, assumed",
        Some(_) => "clock skew {} s",
        None => "clock skew unknown",
    };
    let skew_text = fill_in_order(skew_text, &[&seconds.to_string()]);
    let away = date.since(other);
    let is_by_skew =
        matches!(cause, Some(Cause::NotYetValid | Cause::Expired)) && away.abs() <= DEFAULT_SKEW;
    if is_by_skew && context.policy.format == Format::ValidateAzureAdToken {
        // Nobody documents which clock skew the gateway takes where none can be written.
        out.certainty = Certainty::Likely;
    }
    let arguments = [&*duration(away), &skew_text];
    match cause {
        None => out.say(State::Met, template, &arguments),
        // A larger clock skew would let the token through.
        Some(Cause::NotYetValid | Cause::Expired) if skew.is_none() => {
            out.say(State::Unknown, template, &arguments);
        }
        Some(cause) => {
            let differs = [&*date.invariant(), &other.invariant()];
            out.refuse(cause, &differs, template, &arguments);
        }
    }
    let (name, sign, limit) = match cause {
        Some(Cause::NeverUsable) => ("nbf", " ≤ ", other),
        Some(Cause::NotYetValid) => ("nbf", " ≤ ", latest),
        _ => ("exp", " ≥ ", earliest),
    };
    out.expected.push([name, sign, &written(limit)].concat());
    out.actual.push([name, " ", &written(date)].concat());
}

/// Says that `exp` is missing, where that decides.
fn missing(context: &Context<'_>, exp: &Reading<Instant>, out: &mut Requirement) -> bool {
    let (found, no_date) = match exp {
        Reading::Present(_) => return false,
        Reading::Malformed(found) => (found.as_str(), ", which is no date"),
        Reading::Absent => ("the token has no `exp`", ""),
    };
    match context.effective.require_expiration.value {
        Some(true) => {
            let template = "{}{}, and the policy requires one";
            out.refuse(Cause::ExpMissing, &[], template, &[found, no_date]);
            out.expected.push("exp".to_owned());
        }
        None => {
            let template = "{}{}; whether one is required, an expression decides";
            out.say(State::Unknown, template, &[found, no_date]);
        }
        Some(false) if no_date.is_empty() => return false,
        Some(false) => {
            let template = "{}{}; whether the gateway reads it as one is not known";
            out.say(State::Unknown, template, &[found, no_date]);
            out.certainty = Certainty::Likely;
        }
    }
    true
}

/// The next instant at which the state changes.
pub(super) fn next_change(context: &Context<'_>) -> Option<Instant> {
    let token = context.token().ok()?;
    let skew = context.effective.clock_skew.value.unwrap_or(0);
    let usable = read(token, "nbf").present();
    let expired = read(token, "exp").present();
    let changes = [
        usable.map(|nbf| nbf.plus(skew.saturating_neg())),
        expired.map(|exp| exp.plus(skew).plus(1)),
    ];
    context.now.first_after(&changes)
}

fn read(token: &Token, name: &str) -> Reading<Instant> {
    numeric_date(token.claims(), token.claims_text(), name)
}

fn written(instant: Instant) -> String {
    let beyond = if instant.0 < 0 {
        "before the year 0"
    } else {
        "after the year 9999"
    };
    instant.rfc3339().unwrap_or_else(|| beyond.to_owned())
}
