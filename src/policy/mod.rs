//! What is demanded: one reader a format, one shared [`Policy`], one evaluation.

mod apim;
pub mod backend;
pub mod document;
pub mod edit;
pub mod effective;
pub mod evaluate;
mod expression;
pub mod issuers;
pub mod keys;
pub mod metadata_url;
pub mod named_values;
pub mod near_miss;
mod nearest;
pub mod placeholder;
mod problems;
mod reading;
pub mod suggestion;
pub mod surroundings;
pub mod text;
pub mod value;
mod variables;
mod walk;
mod xml;

use std::slice;

use crate::finding::PolicyProblem;
use crate::text::Span;
use surroundings::Surroundings;
use value::Value;

/// The policies that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// API Management's `<validate-jwt>`.
    ValidateJwt,
    /// API Management's `<validate-azure-ad-token>`: the tenant decides issuer and keys.
    ValidateAzureAdToken,
}

impl Format {
    /// The element's name, which is the name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ValidateJwt => "validate-jwt",
            Self::ValidateAzureAdToken => "validate-azure-ad-token",
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
    /// The conditions of the branches around it, in words where it is an `otherwise`; `None` when it always runs.
    pub condition: Option<String>,
    /// What else stands around it.
    pub surroundings: Surroundings,
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
    /// `client-application-ids`.
    pub client_application_ids: Option<Vec<Value>>,
    /// `backend-application-ids`.
    pub backend_application_ids: Option<Vec<Value>>,
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
    Rsa {
        /// Modulus.
        n: Option<Value>,
        /// Public exponent.
        e: Option<Value>,
    },
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

    /// The value that stands at this place.
    pub fn value_at(&self, place: Span) -> Option<&Value> {
        self.values().into_iter().find(|value| value.span == place)
    }

    /// Everything in it that may be a named value or an expression.
    pub fn values(&self) -> Vec<&Value> {
        let mut values = Vec::new();
        for (_, attribute) in &self.attributes {
            add(slice::from_ref(attribute), &mut values);
        }
        for config in &self.openid_configs {
            add(slice::from_ref(&config.url), &mut values);
        }
        for keys in [&self.issuer_signing_keys, &self.decryption_keys] {
            for key in keys.iter().flatten() {
                add(key.id.as_slice(), &mut values);
                if let KeyMaterial::Symmetric(value) | KeyMaterial::Certificate(value) =
                    &key.material
                {
                    add(slice::from_ref(value), &mut values);
                }
            }
        }
        for list in [
            &self.client_application_ids,
            &self.backend_application_ids,
            &self.audiences,
            &self.issuers,
        ] {
            add(list.as_deref().unwrap_or_default(), &mut values);
        }
        for claim in self.required_claims.iter().flatten() {
            add(slice::from_ref(&claim.name), &mut values);
            add(claim.written_match.as_slice(), &mut values);
            add(claim.separator.as_slice(), &mut values);
            add(&claim.values, &mut values);
        }
        values
    }
}

fn add<'a>(more: &'a [Value], values: &mut Vec<&'a Value>) {
    for value in more {
        values.push(value);
    }
}
