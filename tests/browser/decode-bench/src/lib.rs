//! The core's decoding as a module of its own, so that a benchmark can call it.

use wasm_bindgen::prelude::wasm_bindgen;

/// A token's text where the page has it too: in the program's memory.
#[wasm_bindgen]
pub struct Held(String);

#[wasm_bindgen]
impl Held {
    /// Takes the text over from JavaScript.
    #[wasm_bindgen(constructor)]
    pub fn new(token: String) -> Self {
        Self(token)
    }

    /// Decodes it into the core's model and says how many members its header and payload have.
    pub fn decode(&self) -> usize {
        let token = claimscope::jose::decode(&self.0);
        token
            .header_members()
            .len()
            .saturating_add(token.claims().len())
    }
}
