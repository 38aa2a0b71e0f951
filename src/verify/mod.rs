//! Which keys are tried on a signature, and what follows (RFC 7515 §5.2, appendix D). Computes nothing: a browser does that,
//! and hands the outcomes in.

mod attempt;
mod conclude;

pub use attempt::{Sources, attempts, embedded, named};
pub use conclude::{conclude, explained};

use std::rc::Rc;

use crate::jose::alg::Algorithm;
use crate::keys::Key;

/// Where a key comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Somebody pasted it; its index among the keys.
    Pasted(usize),
    /// It stands in the policy whose element begins at this byte.
    Policy(usize),
    /// The token carries it itself, so that anybody could have put it there.
    Token,
}

/// How a token's header points at a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// By `kid`.
    Kid,
    /// By `x5t` or `x5t#S256`.
    Thumbprint,
    /// Not at all.
    Not,
}

/// Why a key is not tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Whether the key itself is of another kind than the algorithm, and not only meant for something else.
    pub is_other_kind: bool,
    /// In words, after "not tried: ".
    pub why: String,
}

/// What a browser is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The row of the token's `alg`.
    pub algorithm: Algorithm,
    /// What the key is imported for and the signature verified with: [`Algorithm::parameters`].
    pub parameters: String,
    /// The public key, or the secret, as a JWK that says nothing but what is computed with.
    pub jwk: String,
    /// The JWS Signing Input.
    pub data: Rc<[u8]>,
    /// The JWS Signature, decoded.
    pub signature: Rc<[u8]>,
}

/// A key that is held against a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The token, by its index.
    pub token: usize,
    /// Which of the token's signatures, by its index.
    pub signature: usize,
    /// Where the key comes from.
    pub origin: Origin,
    /// The key.
    pub key: Rc<Key>,
    /// How the token points at it.
    pub named: Named,
    /// What is to be done, or why nothing is.
    pub request: Result<Request, Unfit>,
}

/// What came of an attempt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody asked a browser.
    #[default]
    NotAsked,
    /// A browser was asked and has not answered yet.
    Pending,
    /// The signature was made with this key.
    Fits,
    /// It was not.
    DoesNotFit,
    /// This browser does not have the algorithm.
    NotOffered,
    /// The browser did not take the key, and these are its words.
    Refused(String),
}

/// An attempt and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Where the key comes from.
    pub origin: Origin,
    /// The key.
    pub key: Rc<Key>,
    /// How the token points at it.
    pub named: Named,
    /// What came of it, or why it was not tried.
    pub outcome: Result<Outcome, Unfit>,
}

impl Trial {
    /// What came of it, in words: `fits`, `does not fit`, `not tried: …`.
    pub fn words(&self) -> String {
        match &self.outcome {
            Err(unfit) => ["not tried: ", &unfit.why].concat(),
            Ok(Outcome::NotAsked) => "not tried: only the page can, in a browser".to_owned(),
            Ok(Outcome::Pending) => "being tried".to_owned(),
            Ok(Outcome::Fits) => "fits".to_owned(),
            Ok(Outcome::DoesNotFit) => "does not fit".to_owned(),
            Ok(Outcome::NotOffered) => {
                "cannot be tried: this browser does not have the algorithm".to_owned()
            }
            Ok(Outcome::Refused(words)) => words.clone(),
        }
    }
}

/// What is known about a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// A key fits.
    Verified,
    /// Keys were tried, none fits.
    Mismatch,
    /// Nobody checked it.
    #[default]
    Unchecked,
    /// It cannot be checked: not with these keys, not by this browser, or by nobody but the one it is meant for.
    Unverifiable,
    /// There is none.
    Absent,
}

impl State {
    /// The name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Mismatch => "mismatch",
            Self::Unchecked => "unchecked",
            Self::Unverifiable => "unverifiable",
            Self::Absent => "absent",
        }
    }
}

/// What is known about one signature of a token, and with which keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// What is known.
    pub state: State,
    /// The key that fits: `kid`, or its thumbprint.
    pub key: Option<String>,
    /// Where that key comes from.
    pub origin: Option<Origin>,
    /// The same in one clause.
    pub why: String,
    /// Every key that was held against it, in the order in which the gateway would take them.
    pub trials: Vec<Trial>,
}

impl Origin {
    /// The name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pasted(_) => "pasted",
            Self::Policy(_) => "policy",
            Self::Token => "token",
        }
    }
}

#[cfg(test)]
mod tests;
