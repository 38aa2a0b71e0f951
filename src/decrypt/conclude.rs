use super::{Decryption, Opening};
use crate::text::fill_in_order;
use crate::verify::{Origin, Outcome, State, Trial, Verification};

/// What is known about a recipient of an encrypted token, both by their index, from what came of the decryptions, in their order; missing ones are
/// not asked.
#[inline(never)]
pub fn conclude(
    place: (usize, usize),
    decryptions: &[Decryption],
    openings: &[Opening],
) -> Verification {
    let mut trials = Vec::new();
    let mut with = None;
    for (index, decryption) in decryptions.iter().enumerate() {
        if (decryption.token, decryption.recipient) != place {
            continue;
        }
        let outcome = match openings.get(index) {
            None => Outcome::NotAsked,
            Some(Opening::Closed(outcome)) => outcome.clone(),
            Some(_) => Outcome::Fits,
        };
        if outcome == Outcome::Fits && with.is_none() {
            with = Some(opened_with(decryption));
        }
        trials.push(Trial {
            origin: decryption.origin,
            key: decryption.key.clone(),
            named: decryption.named,
            outcome: match &decryption.plan {
                Ok(_) => Ok(outcome),
                Err(unfit) => Err(unfit.clone()),
            },
        });
    }
    let any = |wanted: &Outcome| {
        let mut trials = trials.iter();
        trials.any(|trial| trial.outcome.as_ref() == Ok(wanted))
    };
    let why = if let Some(with) = with {
        with
    } else if any(&Outcome::Pending) {
        "being decrypted".to_owned()
    } else if any(&Outcome::NotAsked) {
        "not decrypted: only the page decrypts, with the browser's WebCrypto".to_owned()
    } else if any(&Outcome::DoesNotFit) {
        "none of the keys opens the token: it is encrypted for another key, or was changed"
            .to_owned()
    } else if let Some(first) = trials.first() {
        ["with none of the keys: ", &first.words()].concat()
    } else {
        "the token is encrypted: what is signed is inside".to_owned()
    };
    Verification {
        state: State::Unchecked,
        why,
        trials,
        ..Verification::default()
    }
}

/// With which key a token was opened: `decrypted with the key …`.
pub fn opened_with(decryption: &Decryption) -> String {
    let template = match decryption.origin {
        Origin::Policy(_) => "decrypted with the policy's own key `{}`",
        _ => "decrypted with the key `{}` that you pasted",
    };
    fill_in_order(template, &[decryption.key.name()])
}
