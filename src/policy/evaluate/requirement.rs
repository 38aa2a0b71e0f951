use crate::finding::{Certainty, Fix};
use crate::policy::near_miss::NearMiss;
use crate::text::Span;

/// What a requirement is about, in the gateway's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// There is a token.
    TokenPresent,
    /// The scheme in front of it.
    Scheme,
    /// Segments, base64url, JSON.
    WellFormed,
    /// An encrypted token can be decrypted.
    Decryption,
    /// The JWS Signature.
    Signature,
    /// `exp` and `nbf`.
    Lifetime,
    /// `aud` among `<audiences>`.
    Audience,
    /// `iss` among `<issuers>` and those of the metadata.
    Issuer,
    /// A required claim.
    Claim,
}

impl Code {
    /// The name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TokenPresent => "token-present",
            Self::Scheme => "scheme",
            Self::WellFormed => "well-formed",
            Self::Decryption => "decryption",
            Self::Signature => "signature",
            Self::Lifetime => "lifetime",
            Self::Audience => "audience",
            Self::Issuer => "issuer",
            Self::Claim => "claim",
        }
    }
}

/// How a requirement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Met,
    /// It does not hold.
    Unmet,
    /// Only something that was not pasted could tell.
    Unknown,
    /// The policy does not demand it.
    NotApplicable,
}

impl State {
    /// The name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// How the gateway words an unmet requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// `context.LastError.Reason`.
    pub reason: &'static str,
    /// `context.LastError.Message`, as the documentation has it.
    pub message: String,
    /// What trace and logs say.
    pub detail: String,
    /// How that is known.
    pub certainty: Certainty,
}

impl Failure {
    /// A failure that the JWT library reports. The gateway ends its own sentence with a full stop more.
    pub(super) fn library(reason: &'static str, message: String, certainty: Certainty) -> Self {
        Self {
            reason,
            detail: format!("JWT Validation Failed: {message}."),
            message: if reason == "JwtInvalid" {
                message
            } else {
                format!("{message} Access denied.")
            },
            certainty,
        }
    }
}

/// One requirement of a policy, held against the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// What it is about.
    pub code: Code,
    /// The claim's name, for [`Code::Claim`].
    pub claim: Option<String>,
    /// How it stands.
    pub state: State,
    /// Whether it is the one that the gateway reports: the first unmet.
    pub decisive: bool,
    /// What the policy wants.
    pub expected: Vec<String>,
    /// What the token has.
    pub actual: Vec<String>,
    /// One sentence.
    pub explanation: String,
    /// The small difference, when there is one.
    pub near_miss: Option<NearMiss>,
    /// What to change, where.
    pub help: Option<String>,
    /// Ways to mend it.
    pub fixes: Vec<Fix>,
    /// How the rule is known.
    pub certainty: Certainty,
    /// The place in the policy's text that demands it; empty when it is a default.
    pub span: Span,
    /// How the gateway words it, when it is unmet.
    pub failure: Option<Failure>,
}

impl Requirement {
    pub(super) fn new(code: Code, state: State, explanation: impl Into<String>) -> Self {
        Self {
            code,
            claim: None,
            state,
            decisive: false,
            expected: Vec::new(),
            actual: Vec::new(),
            explanation: explanation.into(),
            near_miss: None,
            help: None,
            fixes: Vec::new(),
            certainty: Certainty::Documented,
            span: Span::default(),
            failure: None,
        }
    }

    pub(super) fn unmet(code: Code, explanation: impl Into<String>, failure: Failure) -> Self {
        Self {
            failure: Some(failure),
            ..Self::new(code, State::Unmet, explanation)
        }
    }

    pub(super) fn compared(mut self, expected: Vec<String>, actual: Vec<String>) -> Self {
        self.expected = expected;
        self.actual = actual;
        self
    }

    pub(super) fn at(mut self, span: Span) -> Self {
        self.span = span;
        self
    }

    pub(super) fn known(mut self, certainty: Certainty) -> Self {
        self.certainty = certainty;
        self
    }

    pub(super) fn near(mut self, miss: Option<NearMiss>) -> Self {
        self.near_miss = miss;
        self
    }
}
