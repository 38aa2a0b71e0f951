//! RFC 7515 to 7519 as types: what is written in a token, never whether it is good.

pub mod alg;
mod decode;
pub mod disclosure;
mod encrypted;
mod entry;
pub mod key_binding;
mod segment;
mod serialization;

pub use decode::decode;
pub use encrypted::Piece;
pub use entry::{Entry, Serialization};
pub use segment::{Content, Segment};

use crate::finding::Problem;
use crate::text::json::{Json, Member};

/// What a text turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A signed token: three segments, a JOSE Header (RFC 7515).
    Jws,
    /// An encrypted token: five segments, a JOSE Header (RFC 7516).
    Jwe,
    /// An Unsecured JWT: `alg` is `none` (RFC 7519 §6).
    Unsecured,
    /// Meant as a token, but not one as it stands.
    Malformed,
    /// No structure that anybody but its issuer could read.
    Opaque,
}

impl Kind {
    /// The name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jws => "jws",
            Self::Jwe => "jwe",
            Self::Unsecured => "unsecured",
            Self::Malformed => "malformed",
            Self::Opaque => "opaque",
        }
    }
}

/// A token, decoded as far as it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// How its parts are written.
    pub serialization: Serialization,
    /// The text between the dots, in order; at most five. Of a JSON Serialization the same parts of the first entry, then those
    /// of the others.
    pub segments: Vec<Segment>,
    /// The signatures of a JWS, the recipients of a JWE: one in Compact Serialization, none in what is no token.
    pub entries: Vec<Entry>,
    /// The `aad` of a JWE JSON Serialization (RFC 7516 §7.2.1); `None` without it.
    pub aad: Option<Segment>,
    /// Everything that is wrong with its form, in the order of the segments.
    pub problems: Vec<Problem>,
}

impl Token {
    /// The JOSE Header, where there is one.
    pub fn header(&self) -> &Content {
        self.segments
            .first()
            .map_or(&Content::Absent, |segment| &segment.content)
    }

    /// The JWS Payload; absent for a JWE, whose payload is encrypted.
    pub fn payload(&self) -> &Content {
        if self.kind == Kind::Jwe {
            return &Content::Absent;
        }
        self.segments
            .get(1)
            .map_or(&Content::Absent, |segment| &segment.content)
    }

    /// The members of the JOSE Header; empty when it could not be read.
    pub fn header_members(&self) -> &[Member] {
        self.header().json().map_or(&[], |(_, root)| root.members())
    }

    /// The JWT Claims Set; empty when it could not be read.
    pub fn claims(&self) -> &[Member] {
        self.payload()
            .json()
            .map_or(&[], |(_, root)| root.members())
    }

    /// The payload's JSON text, to read a claim's raw text from; empty when it is no JSON.
    pub fn claims_text(&self) -> &str {
        self.payload().json().map_or("", |(text, _)| text)
    }

    /// The last header parameter of this name; where there are several entries, of the first.
    pub fn header_parameter(&self, name: &str) -> Option<&Json> {
        let header = self.header().json();
        let parameter = header.and_then(|(_, root)| root.get(name));
        parameter.or_else(|| self.entry_parameter(0, name))
    }

    /// The last claim of this name.
    pub fn claim(&self, name: &str) -> Option<&Json> {
        self.payload().json()?.1.get(name)
    }

    /// The text of `alg`; `None` when it is missing or no string.
    pub fn alg(&self) -> Option<&str> {
        self.header_parameter("alg")?.as_str()
    }

    /// Whether the JWS Signature is there: a third segment that is not empty.
    pub fn has_signature(&self) -> bool {
        self.segments
            .get(2)
            .is_some_and(|segment| !segment.text.is_empty())
    }
}
