//! The core as a module of its own, so that a benchmark can call it.

use claimscope::inspect::{Inputs, inspect};
use claimscope::text::instant::Instant;
use wasm_bindgen::prelude::wasm_bindgen;

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
