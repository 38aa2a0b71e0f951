//! The core's decoding as a module of its own, so that a benchmark can call it.

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
