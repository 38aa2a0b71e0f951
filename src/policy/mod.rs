//! What is demanded: one reader a format, one shared [`Policy`], one evaluation.

pub mod document;
pub mod edit;
pub mod effective;
pub mod evaluate;
pub mod issuers;
pub mod near_miss;
mod nearest;
mod problems;
pub mod text;
mod validate_jwt;
pub mod value;
mod xml;

use crate::finding::PolicyProblem;
use crate::text::Span;
use value::Value;

/// The policies that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// API Management's `<validate-jwt>`.
    ValidateJwt,
}

impl Format {
    /// The element's name, which is the name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ValidateJwt => "validate-jwt",
        }
    }
}

/// A policy as written: `None` where nothing was written and the gateway assumes a default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Which policy it is.
    pub format: Format,
    /// Line of its element, from 1.
    pub line: usize,
    /// Its element.
    pub span: Span,
    /// Where another attribute of its element may begin: behind the name.
    pub attributes_at: usize,
    /// What stands between its tags; empty at its end where there is only one.
    pub inner: Span,
    /// The elements directly inside that are known for the format: name and place, in the order written.
    pub elements: Vec<(&'static str, Span)>,
    /// The condition of the `when` around it, or `otherwise`; `None` when it always runs.
    pub condition: Option<String>,
    /// The attributes that are known for the format, in the order written.
    pub attributes: Vec<(&'static str, Value)>,
    /// `openid-config`.
    pub openid_configs: Vec<OpenIdConfig>,
    /// `issuer-signing-keys`.
    pub issuer_signing_keys: Option<Vec<Key>>,
    /// `decryption-keys`.
    pub decryption_keys: Option<Vec<Key>>,
    /// `audiences`.
    pub audiences: Option<Vec<Value>>,
    /// `issuers`.
    pub issuers: Option<Vec<Value>>,
    /// `required-claims`.
    pub required_claims: Option<Vec<Claim>>,
    /// What is wrong with its text.
    pub problems: Vec<PolicyProblem>,
}

/// Where the gateway gets the keys and the issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenIdConfig {
    /// Address of the discovery document.
    pub url: Value,
    /// Line of the element, from 1.
    pub line: usize,
}

/// A key written into the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// `id`.
    pub id: Option<Value>,
    /// What the key is.
    pub material: KeyMaterial,
}

/// The three forms of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyMaterial {
    /// The element's text: base64 of a shared secret.
    Symmetric(Value),
    /// Attributes `n` and `e`, base64url: an RSA public key.
    Rsa,
    /// Attribute `certificate-id`: a certificate that only the gateway has.
    Certificate(Value),
}

/// A required claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Claim Name.
    pub name: Value,
    /// `all` of the values or `any`; `None` when an expression decides.
    pub match_all: Option<bool>,
    /// `match` as written.
    pub written_match: Option<Value>,
    /// What splits the token's value into several.
    pub separator: Option<Value>,
    /// The values; none means that the claim must be there.
    pub values: Vec<Value>,
    /// Line of the element, from 1.
    pub line: usize,
    /// The element.
    pub span: Span,
    /// Where another attribute of it may begin: behind the name.
    pub attributes_at: usize,
}

impl Policy {
    /// The attribute of this name, when it was written.
    pub fn attribute(&self, name: &str) -> Option<&Value> {
        self.attributes
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// Hands on every value of the elements inside, in no particular order.
    pub fn each_value<'a>(&'a self, take: &mut dyn FnMut(&'a Value)) {
        for config in &self.openid_configs {
            take(&config.url);
        }
        for list in [&self.audiences, &self.issuers] {
            list.iter().flatten().for_each(&mut *take);
        }
        for key in self.issuer_signing_keys.iter().flatten() {
            if let KeyMaterial::Symmetric(value) | KeyMaterial::Certificate(value) = &key.material {
                take(value);
            }
        }
        for claim in self.required_claims.iter().flatten() {
            take(&claim.name);
            claim.values.iter().for_each(&mut *take);
        }
    }

    /// The value that stands at this place.
    pub fn value_at(&self, place: Span) -> Option<&Value> {
        let mut found = None;
        self.each_value(&mut |value| {
            if value.span == place {
                found = Some(value);
            }
        });
        found
    }
}
