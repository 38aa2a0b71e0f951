use super::cause::Cause;
use crate::finding::{Certainty, Fix};
use crate::policy::Format;
use crate::policy::near_miss::NearMiss;
use crate::policy::value::Value;
use crate::text::{Span, fill_in_order};

/// Values of the policy, and of the token, that are compared: each with each.
pub(in crate::policy) const MAX_VALUES: usize = 2_000;

/// Why something beyond them is not known.
pub(super) const TOO_MANY: &str = "of more than 2000 values the rest is not compared";

/// Texts that a requirement carries of what is wanted and what is there, and bytes of each of a claim's.
const MAX_TEXTS: usize = 100;
const MAX_BYTES: usize = 4_000;

/// The texts in one, as many of them as a requirement carries.
pub(super) fn joined(texts: &[&str]) -> String {
    let few = texts.get(..MAX_TEXTS).unwrap_or(texts);
    let mut joined = few.join(", ");
    if few.len() < texts.len() {
        joined.push_str(", …");
    }
    joined
}

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
    /// `iss` is of the tenant in `tenant-id`.
    Tenant,
    /// The client among `<client-application-ids>`.
    ClientApplication,
    /// The API among `<backend-application-ids>`.
    BackendApplication,
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
            Self::Tenant => "tenant",
            Self::ClientApplication => "client-application",
            Self::BackendApplication => "backend-application",
            Self::Claim => "claim",
        }
    }

    /// The policy that alone has such a requirement; `None` where every policy has it.
    pub(super) const fn format(self) -> Option<Format> {
        match self {
            Self::Issuer => Some(Format::ValidateJwt),
            Self::Tenant | Self::ClientApplication | Self::BackendApplication => {
                Some(Format::ValidateAzureAdToken)
            }
            _ => None,
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
    /// Why the gateway refuses, when it is unmet.
    pub failure: Option<Failure>,
}

/// Why an unmet requirement makes the gateway refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What the gateway's reason, text and code follow from.
    pub cause: Cause,
    /// What the gateway's wording of the cause names. After that, of a missing claim, its other name in the token; and of
    /// other values what the policy wants, of a claim the first that it lacks, and what the token has that nearly is it.
    pub differs: Vec<String>,
}

impl Requirement {
    pub(super) const fn new(code: Code, certainty: Certainty) -> Self {
        Self {
            code,
            claim: None,
            state: State::NotApplicable,
            decisive: false,
            expected: Vec::new(),
            actual: Vec::new(),
            explanation: String::new(),
            near_miss: None,
            help: None,
            fixes: Vec::new(),
            certainty,
            span: Span::new(0, 0),
            failure: None,
        }
    }

    /// Why the gateway refuses, when it is unmet.
    pub fn cause(&self) -> Option<Cause> {
        self.failure.as_ref().map(|failure| failure.cause)
    }

    /// Says what the policy wants.
    pub(super) fn expect(&mut self, values: &[Value]) {
        for value in values.iter().take(MAX_VALUES + 1) {
            self.expected.push(value.text.clone());
        }
    }

    /// Cuts what it carries down to what somebody reads: many requirements may carry the same.
    pub(super) fn shorten(&mut self) {
        let is_claim = self.code == Code::Claim;
        for texts in [&mut self.expected, &mut self.actual] {
            let count = texts.len();
            if count > MAX_TEXTS {
                let over = if count > MAX_VALUES { "over " } else { "" };
                let more = (count.min(MAX_VALUES) - MAX_TEXTS).to_string();
                texts.truncate(MAX_TEXTS);
                texts.push(["… and ", over, &more, " more"].concat());
            }
            for text in texts {
                if is_claim && text.len() > MAX_BYTES {
                    text.truncate(text.floor_char_boundary(MAX_BYTES));
                    text.push('…');
                }
            }
        }
    }

    /// Says how it stands, and why: a sentence with `{}` where an argument stands.
    pub(super) fn say(&mut self, state: State, template: &str, arguments: &[&str]) {
        self.state = state;
        self.explanation = fill_in_order(template, arguments);
    }

    /// Says that it is unmet, and what differs in the gateway's words.
    pub(super) fn refuse(
        &mut self,
        cause: Cause,
        differs: &[&str],
        template: &str,
        arguments: &[&str],
    ) {
        let mut failure = Failure {
            cause,
            differs: Vec::new(),
        };
        for text in differs {
            failure.differs.push((*text).to_owned());
        }
        self.failure = Some(failure);
        self.say(State::Unmet, template, arguments);
    }
}
