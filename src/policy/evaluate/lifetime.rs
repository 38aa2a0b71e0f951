//! `exp` and `nbf` against the gateway's clock (RFC 7519 §4.1.4, §4.1.5).

use super::Context;
use super::requirement::{Code, Failure, Requirement, State};
use crate::claims::{Reading, numeric_date};
use crate::finding::Certainty;
use crate::text::instant::{Instant, duration};

/// The requirement, and the next instant at which its state changes.
pub(super) fn lifetime(context: &Context<'_>) -> (Requirement, Option<Instant>) {
    let token = match context.claims() {
        Ok(token) => token,
        Err(why) => return (Requirement::new(Code::Lifetime, State::Unknown, why), None),
    };
    let read = |name| numeric_date(token.claims(), token.claims_text(), name);
    let times = Times {
        exp: read("exp"),
        nbf: read("nbf"),
        skew: context.effective.clock_skew.value,
        now: context.now,
    };
    let span = context
        .policy
        .attribute("clock-skew")
        .map(|value| value.span)
        .unwrap_or_default();
    let requirement = times.judge(context).at(span);
    (requirement, times.next_change())
}

struct Times {
    exp: Reading<Instant>,
    nbf: Reading<Instant>,
    /// Seconds; `None` when an expression decides.
    skew: Option<i64>,
    now: Instant,
}

impl Times {
    fn judge(&self, context: &Context<'_>) -> Requirement {
        let now = self.now;
        let skew = self.skew.unwrap_or(0);
        let exp = match &self.exp {
            Reading::Present(exp) => Some(*exp),
            Reading::Absent | Reading::Malformed(_) => None,
        };
        let nbf = match &self.nbf {
            Reading::Present(nbf) => Some(*nbf),
            Reading::Absent | Reading::Malformed(_) => None,
        };
        let skew_text = match self.skew {
            Some(seconds) => format!(
                "clock skew {seconds} s{}",
                if context.effective.clock_skew.assumed {
                    ", assumed"
                } else {
                    ""
                }
            ),
            None => "clock skew unknown".to_owned(),
        };
        if exp.is_none() {
            let found = match &self.exp {
                Reading::Malformed(found) => format!("{found}, which is no date"),
                _ => "the token has no `exp`".to_owned(),
            };
            match context.effective.require_expiration.value {
                Some(true) => {
                    return Requirement::unmet(
                        Code::Lifetime,
                        format!("{found}, and the policy requires one"),
                        library("IDX10225: Lifetime validation failed. The token is missing an Expiration Time. Tokentype: 'JWT'.".to_owned(), "JwtInvalid"),
                    )
                    .compared(vec!["exp".to_owned()], Vec::new());
                }
                None => {
                    return Requirement::new(
                        Code::Lifetime,
                        State::Unknown,
                        format!("{found}; whether one is required, an expression decides"),
                    );
                }
                Some(false) => {}
            }
        }
        if let (Some(nbf), Some(exp)) = (nbf, exp)
            && nbf > exp
        {
            return Requirement::unmet(
                Code::Lifetime,
                "`nbf` is after `exp`: the token is never usable",
                library(
                    format!(
                        "IDX10224: Lifetime validation failed. The NotBefore (UTC): '{}' is after Expires (UTC): '{}'.",
                        nbf.invariant(),
                        exp.invariant()
                    ),
                    "JwtInvalid",
                ),
            )
            .compared(vec![format!("nbf ≤ {}", date(exp))], vec![format!("nbf {}", date(nbf))]);
        }
        if let Some(nbf) = nbf.filter(|nbf| *nbf > now.plus(skew)) {
            let early = format!(
                "not yet valid: usable in {} ({skew_text})",
                duration(nbf.since(now))
            );
            let expected = vec![format!("nbf ≤ {}", date(now.plus(skew)))];
            let actual = vec![format!("nbf {}", date(nbf))];
            if self.skew.is_none() {
                return Requirement::new(Code::Lifetime, State::Unknown, early)
                    .compared(expected, actual);
            }
            let message = format!(
                "IDX10222: Lifetime validation failed. The token is not yet valid. ValidFrom (UTC): '{}', Current time (UTC): '{}'.",
                nbf.invariant(),
                now.invariant()
            );
            return Requirement::unmet(Code::Lifetime, early, library(message, "JwtInvalid"))
                .compared(expected, actual);
        }
        let Some(exp) = exp else {
            return Requirement::new(
                Code::Lifetime,
                State::Met,
                "no `exp`, and the policy does not require one: the token never expires",
            );
        };
        let expected = vec![format!("exp ≥ {}", date(now.plus(-skew)))];
        let actual = vec![format!("exp {}", date(exp))];
        if exp >= now.plus(-skew) {
            let left = if exp >= now {
                format!("expires in {} ({skew_text})", duration(exp.since(now)))
            } else {
                format!(
                    "expired {} ago, within the clock skew ({skew_text})",
                    duration(now.since(exp))
                )
            };
            return Requirement::new(Code::Lifetime, State::Met, left).compared(expected, actual);
        }
        let late = format!(
            "expired {} before the evaluated time ({skew_text})",
            duration(now.since(exp))
        );
        if self.skew.is_none() {
            return Requirement::new(Code::Lifetime, State::Unknown, late)
                .compared(expected, actual);
        }
        let message = format!(
            "IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '{}', Current time (UTC): '{}'.",
            exp.invariant(),
            now.invariant()
        );
        Requirement::unmet(Code::Lifetime, late, library(message, "TokenExpired"))
            .compared(expected, actual)
    }

    fn next_change(&self) -> Option<Instant> {
        let skew = self.skew.unwrap_or(0);
        let moments = [
            match &self.nbf {
                Reading::Present(nbf) => Some(nbf.plus(-skew)),
                _ => None,
            },
            match &self.exp {
                Reading::Present(exp) => Some(exp.plus(skew).plus(1)),
                _ => None,
            },
        ];
        moments
            .into_iter()
            .flatten()
            .filter(|moment| *moment > self.now)
            .min()
    }
}

fn library(message: String, reason: &'static str) -> Failure {
    let certainty = if reason == "TokenExpired" {
        Certainty::Documented
    } else {
        Certainty::Likely
    };
    Failure::library(reason, message, certainty)
}

fn date(instant: Instant) -> String {
    instant.rfc3339().unwrap_or_else(|| {
        if instant.0 < 0 {
            "before the year 0".to_owned()
        } else {
            "after the year 9999".to_owned()
        }
    })
}
