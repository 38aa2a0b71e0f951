//! What a person pastes as keys and metadata, in whatever form; and the keys that stand in policies and tokens.
//!
//! ```text
//! text ─ reading ┬ jwk ────────────────────────────┐
//!                ├ pem, base64_text ─ structure ─┤
//!                │                  certificate ─┼─ Key
//!                └ secret ───────────────────────┘
//! ```

mod base64_text;
mod certificate;
pub mod curve;
mod der;
mod documents;
mod fault;
pub mod guess;
mod jwk;
mod key;
mod kind;
mod pem;
mod reading;
pub mod roca;
mod secret;
mod structure;
mod thumbprint;
mod words;

pub use key::{Certificate, Form, Key, Material, Private};

use crate::text::Span;
use crate::text::base64url;
use crate::text::json::Json;

/// An OpenID discovery document (OpenID Connect Discovery 1.0 §3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The issuer it names.
    pub issuer: String,
    /// Where its keys are, as written; never fetched.
    pub jwks_uri: Option<String>,
    /// `id_token_signing_alg_values_supported`; empty where it says none.
    pub algorithms: Vec<String>,
}

/// Everything recognised in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The discovery documents, in order.
    pub metadata: Vec<Metadata>,
    /// The keys, in order; a secret once for each way in which it can be read.
    pub keys: Vec<Key>,
    /// What else is to be said about the text, in order.
    pub notes: Vec<Note>,
}

/// One sentence about what was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about, in bytes of the text; empty at the place where something stops being a key.
    pub span: Span,
    /// What was recognised, or what is wrong and what to do.
    pub message: String,
    /// Whether somebody should look after it.
    pub is_trouble: bool,
}

/// Reads the text: JWKs, JWK Sets, discovery documents, PEM blocks, DER in base64 and secrets, one after the other and
/// with words in between. Total: what cannot be read is said in the notes.
#[inline(never)]
pub fn read(text: &str) -> Keys {
    reading::read(text)
}

/// The key of a JWK (RFC 7517 §4); what is wrong with it, otherwise.
pub fn from_jwk(root: &Json) -> Result<Key, String> {
    jwk::read(root, &mut Vec::new()).map_err(|fault| fault.message)
}

/// The key of the first of these certificates, each in DER, with all of them (`x5c`, RFC 7515 §4.1.6).
pub fn from_certificates(der: &[Vec<u8>]) -> Result<Key, String> {
    certificate::read_chain(der).map_err(|fault| fault.message)
}

/// An RSA key from modulus and exponent in base64url, as a policy's `<key n="…" e="…">` has them. Padding and the
/// standard alphabet are read as well.
pub fn rsa(n: &str, e: &str) -> Result<Key, String> {
    let mut numbers = [Vec::new(), Vec::new()];
    for ((name, text), number) in [("n", n), ("e", e)].iter().zip(&mut numbers) {
        let text = text.trim();
        let decoded = base64url::decode(text);
        number.extend(der::without_zeros(&decoded.bytes));
        if number.is_empty() || decoded.broken_at(text).is_some() {
            return Err(["`", name, "` is no number in base64url"].concat());
        }
    }
    let [modulus, exponent] = numbers;
    Ok(Key::new(Form::Jwk, Material::Rsa { modulus, exponent }))
}

/// A shared secret of these bytes, which were written in this form.
pub fn secret(bytes: Vec<u8>, form: Form) -> Key {
    secret::secret(bytes, form)
}
