//! Which keys are tried on an encrypted token, what a browser is asked one question after the other, and what follows
//! (RFC 7516 §5.2). Computes nothing with keys but the one hash of a key agreement.

mod conclude;
mod plan;
mod run;

pub use conclude::{conclude, opened_with};
pub use plan::{Plan, decryptions};
pub use run::{Next, Run};

use std::rc::Rc;

use crate::keys::{Key, Private};
use crate::verify::{Named, Origin, Outcome, Unfit, explained};

/// Bytes that come out of a compressed content at most: more is a bomb.
pub const MAX_INFLATED: usize = 250_000;

/// A key that is held against a recipient of an encrypted token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decryption {
    /// The token, by its index.
    pub token: usize,
    /// Which of the token's recipients, by its index.
    pub recipient: usize,
    /// Where the key comes from.
    pub origin: Origin,
    /// The key.
    pub key: Rc<Key>,
    /// How the token points at it.
    pub named: Named,
    /// What is to be done, or why nothing is.
    pub plan: Result<Plan, Unfit>,
}

impl Decryption {
    /// That a browser does not take the key, in words that say more than the browser's.
    pub fn refused(&self, words: String) -> Outcome {
        let alg = self.plan.as_ref().map_or("", |plan| plan.algorithm.name);
        explained(Outcome::Refused(words), alg, &self.key)
    }
}

/// What came of a decryption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// The key did not open the token, or not yet; never [`Outcome::Fits`].
    Closed(Outcome),
    /// The plaintext, decompressed where `zip` says so.
    Opened(Rc<[u8]>),
    /// The key opens the token, but more than [`MAX_INFLATED`] bytes come out of it.
    Bomb,
    /// The key opens the token, but its content is not compressed as `zip` says.
    NotCompressed,
}

/// What a key is imported from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Import {
    /// Its bytes.
    Raw(Vec<u8>),
    /// A private key.
    Private(Private),
}

/// One question to `WebCrypto` (Web Cryptography API §14.3): import a key, and do one thing with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// `decrypt`, `deriveBits`, `sign`, or `unwrapKey` for AES Key Wrap: the method, and what the key is imported for.
    pub method: &'static str,
    /// What the key is imported for and used with, as JSON.
    pub algorithm: String,
    /// Parameters that are bytes, by name.
    pub buffers: Vec<(&'static str, Vec<u8>)>,
    /// The key.
    pub key: Import,
    /// The other side's public key of an agreement, as a JWK; empty where there is none.
    pub peer: String,
    /// What is decrypted, signed or unwrapped.
    pub data: Vec<u8>,
    /// How many bits are derived; 0 where none are.
    pub bits: usize,
}

#[cfg(test)]
mod tests;
