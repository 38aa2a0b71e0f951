//! The core as a module of its own, so that a benchmark can call it.

use std::rc::Rc;

use claimscope::inspect::{Inputs, inspect, read};
use claimscope::text::instant::Instant;
use claimscope::ui::webcrypto::outcomes;
use claimscope::verify::{Attempt, Outcome};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::future_to_promise;

/// Decodes a token into the core's model and says how many members its header and payload have.
#[wasm_bindgen]
pub fn decode(token: &str) -> usize {
    let token = claimscope::jose::decode(token);
    token
        .header_members()
        .len()
        .saturating_add(token.claims().len())
}

/// Reads a token and a policy document, judges them at an instant (seconds since 1970) and says how many requirements the
/// JWT policies have.
#[wasm_bindgen]
pub fn judge(token: &str, policy: &str, now: i32) -> usize {
    let inputs = Inputs {
        token,
        policy,
        ..Inputs::default()
    };
    let inspection = inspect(&inputs, Instant(i64::from(now)));
    let policies = inspection.policies.iter();
    policies
        .map(|judged| judged.evaluation.requirements.len())
        .sum()
}

/// A token and the keys it may be signed with, read once.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Signed(Rc<Vec<Attempt>>);

#[wasm_bindgen]
impl Signed {
    /// Reads them.
    #[wasm_bindgen(constructor)]
    pub fn new(token: &str, keys: &str) -> Self {
        let inputs = Inputs {
            token,
            keys,
            ..Inputs::default()
        };
        Self(read(&inputs).attempts)
    }

    /// Tries the keys as the page does; whether one fits.
    pub fn verify(&self) -> js_sys::Promise {
        let attempts = Rc::clone(&self.0);
        future_to_promise(async move {
            let outcomes = outcomes(&attempts).await;
            Ok(outcomes.contains(&Outcome::Fits).into())
        })
    }
}
