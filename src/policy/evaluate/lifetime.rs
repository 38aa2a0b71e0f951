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
        let assumed = if context.effective.clock_skew.assumed {
            ", assumed"
        } else {
            ""
        };
        let skew = match self.skew {
            Some(seconds) => format!("clock skew {seconds} s{assumed}"),
            None => "clock skew unknown".to_owned(),
        };
        self.missing(context.effective.require_expiration.value)
            .or_else(|| self.never_usable())
            .or_else(|| self.too_early(&skew))
            .unwrap_or_else(|| self.expiry(&skew))
    }

    fn missing(&self, required: Option<bool>) -> Option<Requirement> {
        let found = match &self.exp {
            Reading::Present(_) => return None,
            Reading::Malformed(found) => format!("{found}, which is no date"),
            Reading::Absent => "the token has no `exp`".to_owned(),
        };
        match required {
            Some(false) => matches!(self.exp, Reading::Malformed(_)).then(|| {
                let unread = format!("{found}; whether the gateway reads it as one is not known");
                Requirement::new(Code::Lifetime, State::Unknown, unread).known(Certainty::Likely)
            }),
            None => Some(Requirement::new(
                Code::Lifetime,
                State::Unknown,
                format!("{found}; whether one is required, an expression decides"),
            )),
            Some(true) => {
                let message = "IDX10225: Lifetime validation failed. The token is missing an Expiration Time. Tokentype: 'JWT'.";
                let explanation = format!("{found}, and the policy requires one");
                let requirement = unmet(explanation, "JwtInvalid", message.to_owned());
                Some(requirement.compared(vec!["exp".to_owned()], Vec::new()))
            }
        }
    }

    fn never_usable(&self) -> Option<Requirement> {
        let (nbf, exp) = (present(&self.nbf)?, present(&self.exp)?);
        (nbf > exp).then(|| {
            let message = format!(
                "IDX10224: Lifetime validation failed. The NotBefore (UTC): '{}' is after Expires (UTC): '{}'.",
                nbf.invariant(),
                exp.invariant()
            );
            let explanation = "`nbf` is after `exp`: the token is never usable".to_owned();
            unmet(explanation, "JwtInvalid", message).compared(
                vec![format!("nbf ≤ {}", date(exp))],
                vec![format!("nbf {}", date(nbf))],
            )
        })
    }

    fn too_early(&self, skew: &str) -> Option<Requirement> {
        let limit = self.now.plus(self.skew.unwrap_or(0));
        let nbf = present(&self.nbf).filter(|nbf| *nbf > limit)?;
        let wait = duration(nbf.since(self.now));
        let message = format!(
            "IDX10222: Lifetime validation failed. The token is not yet valid. ValidFrom (UTC): '{}', Current time (UTC): '{}'.",
            nbf.invariant(),
            self.now.invariant()
        );
        let early = format!("not yet valid: usable in {wait} ({skew})");
        let requirement = self.unmet_or_unknown(early, "JwtInvalid", message);
        Some(requirement.compared(
            vec![format!("nbf ≤ {}", date(limit))],
            vec![format!("nbf {}", date(nbf))],
        ))
    }

    fn expiry(&self, skew: &str) -> Requirement {
        let Some(exp) = present(&self.exp) else {
            let never = "no `exp`, and the policy does not require one: the token never expires";
            return Requirement::new(Code::Lifetime, State::Met, never);
        };
        let limit = self.now.plus(self.skew.unwrap_or(0).saturating_neg());
        let distance = duration(exp.since(self.now));
        let requirement = if exp >= self.now {
            let left = format!("expires in {distance} ({skew})");
            Requirement::new(Code::Lifetime, State::Met, left)
        } else if exp >= limit {
            let late = format!(
                "expired {distance} before the evaluated time, within the clock skew ({skew})"
            );
            Requirement::new(Code::Lifetime, State::Met, late)
        } else {
            let message = format!(
                "IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '{}', Current time (UTC): '{}'.",
                exp.invariant(),
                self.now.invariant()
            );
            let late = format!("expired {distance} before the evaluated time ({skew})");
            self.unmet_or_unknown(late, "TokenExpired", message)
        };
        requirement.compared(
            vec![format!("exp ≥ {}", date(limit))],
            vec![format!("exp {}", date(exp))],
        )
    }

    /// A larger clock skew would let the token through: unknown when only the gateway knows the skew.
    fn unmet_or_unknown(
        &self,
        explanation: String,
        reason: &'static str,
        message: String,
    ) -> Requirement {
        match self.skew {
            Some(_) => unmet(explanation, reason, message),
            None => Requirement::new(Code::Lifetime, State::Unknown, explanation),
        }
    }

    /// The next instant at which the state changes.
    fn next_change(&self) -> Option<Instant> {
        let skew = self.skew.unwrap_or(0);
        let moments = [
            present(&self.nbf).map(|nbf| nbf.plus(skew.saturating_neg())),
            present(&self.exp).map(|exp| exp.plus(skew).plus(1)),
        ];
        let moments = moments.into_iter().flatten();
        moments.filter(|moment| *moment > self.now).min()
    }
}

fn present(reading: &Reading<Instant>) -> Option<Instant> {
    match reading {
        Reading::Present(instant) => Some(*instant),
        Reading::Absent | Reading::Malformed(_) => None,
    }
}

fn unmet(explanation: String, reason: &'static str, message: String) -> Requirement {
    // Which reason the gateway gives for the other three is not documented.
    let certainty = if reason == "TokenExpired" {
        Certainty::Documented
    } else {
        Certainty::Likely
    };
    let failure = Failure::library(reason, message, certainty);
    Requirement::unmet(Code::Lifetime, explanation, failure)
}

fn date(instant: Instant) -> String {
    let beyond = if instant.0 < 0 {
        "before the year 0"
    } else {
        "after the year 9999"
    };
    instant.rfc3339().unwrap_or_else(|| beyond.to_owned())
}
