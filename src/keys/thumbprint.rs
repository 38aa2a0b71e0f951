use super::key::Material;
use crate::text::digest::digest;
use crate::text::{base64url, fill_in_order};

/// The SHA-256 thumbprint of a key, in base64url (RFC 7638 §3, RFC 8037 appendix A.3).
pub(super) fn thumbprint(material: &Material) -> String {
    let hash = digest("sha-256", material.jwk().as_bytes());
    base64url::encode(&hash.unwrap_or_default())
}

impl Material {
    /// The JWK of this key: the members that it must have, in the order of their names, without blanks (RFC 7638 §3.3).
    pub fn jwk(&self) -> String {
        let encode = base64url::encode;
        let (template, values) = match self {
            Self::Rsa { modulus, exponent } => (
                r#"{"e":"{}","kty":"RSA","n":"{}"}"#,
                [&*encode(exponent), &encode(modulus), ""],
            ),
            Self::Ec { curve, x, y } => (
                r#"{"crv":"{}","kty":"EC","x":"{}","y":"{}"}"#,
                [curve.as_str(), &encode(x), &encode(y)],
            ),
            Self::Okp { curve, x } => (
                r#"{"crv":"{}","kty":"OKP","x":"{}"}"#,
                [curve, &encode(x), ""],
            ),
            Self::Akp { algorithm, public } => (
                r#"{"alg":"{}","kty":"AKP","pub":"{}"}"#,
                [algorithm, &encode(public), ""],
            ),
            Self::Secret(bytes) => (r#"{"k":"{}","kty":"oct"}"#, [&encode(bytes), "", ""]),
        };
        fill_in_order(template, &values)
    }
}
