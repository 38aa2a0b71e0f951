use super::{Attempt, Named, Origin, Outcome, State, Trial, Verification};
use crate::jose::{Kind, Token};
use crate::keys::Key;
use crate::text::fill_in_order;
use crate::text::json::Json;

/// What is known about a signature of a token, from the outcomes of the attempts, in their order; missing ones are not asked.
pub fn conclude(
    token: &Token,
    (index, signature): (usize, usize),
    attempts: &[Attempt],
    outcomes: &[Outcome],
) -> Verification {
    let mut trials = Vec::new();
    for (place, attempt) in attempts.iter().enumerate() {
        if (attempt.token, attempt.signature) != (index, signature) {
            continue;
        }
        let outcome = outcomes.get(place).cloned().unwrap_or_default();
        trials.push(Trial {
            origin: attempt.origin,
            key: attempt.key.clone(),
            named: attempt.named,
            outcome: match &attempt.request {
                Ok(request) => Ok(explained(outcome, request.algorithm.name, &attempt.key)),
                Err(unfit) => Err(unfit.clone()),
            },
        });
    }
    let mut verification = Verification {
        trials,
        ..Verification::default()
    };
    state(token, signature, &mut verification);
    verification
}

/// The browser's refusal in words that say more than the browser's.
pub fn explained(outcome: Outcome, algorithm: &str, key: &Key) -> Outcome {
    let Outcome::Refused(words) = outcome else {
        return outcome;
    };
    let bits = key.bits().to_string();
    let why = "cannot be tried: the browser does not take this key of {} bits for `{}` (`{}`)";
    Outcome::Refused(fill_in_order(why, &[&bits, algorithm, &words]))
}

fn state(token: &Token, signature: usize, out: &mut Verification) {
    let (state, why) = match token.kind {
        Kind::Jwe => (
            State::Unchecked,
            "the token is encrypted: what is signed is inside",
        ),
        Kind::Malformed | Kind::Opaque if !token.has_signature() => {
            (State::Absent, "there is no signature in what was pasted")
        }
        Kind::Unsecured => (
            State::Absent,
            "`alg` is `none`: anybody could have written this token",
        ),
        _ if !token.has_signature() => (State::Absent, "the signature is empty"),
        _ => return checked(token, signature, out),
    };
    out.state = state;
    why.clone_into(&mut out.why);
}

/// The state of a signature that is there.
fn checked(token: &Token, signature: usize, out: &mut Verification) {
    let from_outside = |trial: &&Trial| trial.origin != Origin::Token;
    let fits = |trial: &&Trial| trial.outcome == Ok(Outcome::Fits);
    let outside = || out.trials.iter().filter(from_outside);
    let tried = |wanted: &Outcome| outside().any(|trial| trial.outcome.as_ref() == Ok(wanted));
    let found = outside().find(fits);
    // What the token brings along counts only where nothing else does.
    let brought = || out.trials.iter().find(fits);
    let for_graph = token.entry_parameter(signature, "nonce").is_some();
    let (state, template, value) = if let Some(trial) = found {
        let with = match trial.origin {
            Origin::Policy(_) => "verified with the policy's own key `{}`",
            _ => "verified with the key `{}` that you pasted",
        };
        (State::Verified, with, trial.key.name())
    } else if tried(&Outcome::Pending) {
        (State::Unchecked, "being checked", "")
    } else if for_graph {
        (
            State::Unverifiable,
            "cannot be verified by anyone but Microsoft Graph, by design: its header has a `nonce`, which Graph replaces by its hash before it verifies",
            "",
        )
    } else if tried(&Outcome::NotAsked) {
        (
            State::Unchecked,
            "not checked: only the page checks signatures, with the browser's WebCrypto",
            "",
        )
    } else if tried(&Outcome::DoesNotFit) {
        mismatch(token, signature, out)
    } else if tried(&Outcome::NotOffered) {
        (
            State::Unverifiable,
            "cannot be checked in this browser: it does not have `{}`",
            alg(token, signature),
        )
    } else if let Some(trial) = outside().next() {
        out.why = trial.words();
        (State::Unverifiable, "with none of the keys: {}", "")
    } else if let Some(trial) = brought() {
        (
            State::Verified,
            "verified with the key `{}` that the token itself carries, which proves nothing: whoever wrote the token chose the key",
            trial.key.name(),
        )
    } else {
        (
            State::Unchecked,
            "no key that can be used was given: paste the issuer's JWK Set, a certificate, a PEM or the secret into Keys and metadata",
            "",
        )
    };
    let (key, origin) = match found.or_else(brought).filter(|_| state == State::Verified) {
        Some(trial) => (Some(trial.key.name().to_owned()), Some(trial.origin)),
        None => (None, None),
    };
    let value = if value.is_empty() {
        out.why.clone()
    } else {
        value.to_owned()
    };
    out.state = state;
    out.why = fill_in_order(template, &[&value]);
    out.key = key;
    out.origin = origin;
}

fn mismatch<'a>(
    token: &'a Token,
    signature: usize,
    out: &Verification,
) -> (State, &'static str, &'a str) {
    let by_name = out
        .trials
        .iter()
        .any(|trial| trial.named != Named::Not && trial.origin != Origin::Token);
    let kid = token
        .entry_parameter(signature, "kid")
        .and_then(Json::as_str);
    match kid {
        Some(kid) if by_name => (
            State::Mismatch,
            "the signature does not fit the key `{}`, which the token names: header or payload were changed after signing, or it is another key of that name",
            kid,
        ),
        Some(kid) => (
            State::Mismatch,
            "the signature fits none of the keys, and none of them is `{}`, which the token names",
            kid,
        ),
        None => (State::Mismatch, "the signature fits none of the keys", ""),
    }
}

fn alg(token: &Token, signature: usize) -> &str {
    let alg = token
        .entry_parameter(signature, "alg")
        .and_then(Json::as_str);
    alg.unwrap_or_default()
}
