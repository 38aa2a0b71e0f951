use super::thumbprint::thumbprint;
use crate::text::instant::Instant;
use crate::text::{Span, fill};

/// What a key was written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A JWK (RFC 7517 §4).
    Jwk,
    /// A JWK of a JWK Set (RFC 7517 §5).
    JwkSet,
    /// `PUBLIC KEY`: `SubjectPublicKeyInfo` (RFC 5280 §4.1).
    Spki,
    /// `RSA PUBLIC KEY` or `RSA PRIVATE KEY` (RFC 8017 appendix A.1).
    Pkcs1,
    /// `PRIVATE KEY` (RFC 5208, RFC 5958).
    Pkcs8,
    /// `EC PRIVATE KEY` (RFC 5915).
    Sec1,
    /// `CERTIFICATE`: X.509 (RFC 5280).
    Certificate,
    /// The bytes of the text.
    Text,
    /// What the text is in base64.
    Base64,
    /// What the text is in base64url.
    Base64url,
    /// What the text is in hexadecimal digits.
    Hex,
}

/// What is computed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Material {
    /// RSA: modulus and public exponent, the highest byte first, without leading zeros.
    Rsa {
        /// `n`.
        modulus: Vec<u8>,
        /// `e`.
        exponent: Vec<u8>,
    },
    /// A point on `P-256`, `P-384`, `P-521` or `secp256k1`: coordinates as long as the curve's field.
    Ec {
        /// `crv`.
        curve: String,
        /// `x`.
        x: Vec<u8>,
        /// `y`.
        y: Vec<u8>,
    },
    /// `Ed25519`, `Ed448`, `X25519` or `X448` (RFC 8037).
    Okp {
        /// `crv`.
        curve: String,
        /// `x`.
        x: Vec<u8>,
    },
    /// A key that says itself which algorithm it is for: `ML-DSA-44` and its like (`kty` is `AKP`).
    Akp {
        /// `alg`.
        algorithm: String,
        /// `pub`.
        public: Vec<u8>,
    },
    /// A shared secret (`kty` is `oct`).
    Secret(Vec<u8>),
}

/// The private half, in a form that a browser imports; the public one is in [`Material`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Private {
    /// A JWK's text, without `use`, `key_ops`, `alg` and `kid`.
    Jwk(String),
    /// PKCS #8, in DER.
    Pkcs8(Vec<u8>),
}

/// An X.509 certificate as far as it matters here (RFC 5280 §4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Whom it is for, as in RFC 4514: `CN=orders.example, O=Contoso`.
    pub subject: String,
    /// Who made it, in the same form.
    pub issuer: String,
    /// From when on it holds.
    pub not_before: Instant,
    /// Until when it holds, that second included.
    pub not_after: Instant,
    /// SHA-1 of the DER, base64url: `x5t` (RFC 7515 §4.1.7).
    pub sha1: String,
    /// SHA-256 of the DER, base64url: `x5t#S256` (RFC 7515 §4.1.8).
    pub sha256: String,
}

/// A key that somebody pasted, or that stands in a policy or a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What it was written as.
    pub form: Form,
    /// Where it stands in the text, in bytes.
    pub span: Span,
    /// What is computed with.
    pub material: Material,
    /// The private half, where it was pasted too.
    pub private: Option<Private>,
    /// `kid` as written; `None` without one.
    pub kid: Option<String>,
    /// `use` as written.
    pub usage: Option<String>,
    /// `alg` as written.
    pub algorithm: Option<String>,
    /// `key_ops` as written.
    pub operations: Option<Vec<String>>,
    /// `x5t`: as written in a JWK, or computed from the certificate.
    pub x5t: Option<String>,
    /// `x5t#S256`: as written in a JWK, or computed from the certificate.
    pub x5t_s256: Option<String>,
    /// Its certificates, its own first.
    pub certificates: Vec<Certificate>,
    /// The thumbprint of the JWK (RFC 7638, RFC 8037 appendix A.3), SHA-256, base64url.
    pub thumbprint: String,
}

impl Form {
    /// What a key of this form is read from, as one says it behind "from".
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Jwk => "a JWK",
            Self::JwkSet => "a JWK Set",
            Self::Spki => "`PUBLIC KEY` (SubjectPublicKeyInfo)",
            Self::Pkcs1 => "PKCS #1",
            Self::Pkcs8 => "`PRIVATE KEY` (PKCS #8)",
            Self::Sec1 => "`EC PRIVATE KEY` (SEC 1)",
            Self::Certificate => "an X.509 certificate",
            Self::Text => "text",
            Self::Base64 => "base64",
            Self::Base64url => "base64url",
            Self::Hex => "hexadecimal digits",
        }
    }
}

impl Key {
    /// What it is called: its `kid`, or its thumbprint. That of a secret is not told: by it, a weak one can be guessed (RFC 7638 §7).
    pub fn name(&self) -> &str {
        let unnamed = match self.material {
            Material::Secret(_) => "the secret",
            _ => &self.thumbprint,
        };
        self.kid.as_deref().unwrap_or(unnamed)
    }

    /// A key that says nothing about itself.
    pub(super) fn new(form: Form, material: Material) -> Self {
        Self {
            form,
            span: Span::default(),
            thumbprint: thumbprint(&material),
            material,
            private: None,
            kid: None,
            usage: None,
            algorithm: None,
            operations: None,
            x5t: None,
            x5t_s256: None,
            certificates: Vec::new(),
        }
    }

    /// What it is, in one line: "RSA public key, 2048 bits, from a JWK Set, kid `abc`".
    pub fn describe(&self) -> String {
        let half = if self.private.is_some() {
            "private"
        } else {
            "public"
        };
        let (template, name) = match &self.material {
            Material::Secret(_) if matches!(self.form, Form::Jwk | Form::JwkSet) => {
                ("secret, {bits} bits, from {form}", "")
            }
            Material::Secret(_) => ("secret, {bits} bits, read as {form}", ""),
            Material::Rsa { .. } => ("RSA {half} key, {bits} bits, from {form}", ""),
            Material::Ec { curve, .. } => ("EC {half} key on {name}, from {form}", &**curve),
            Material::Okp { curve, .. } => ("{name} {half} key, from {form}", &**curve),
            Material::Akp { algorithm, .. } => ("{name} {half} key, from {form}", &**algorithm),
        };
        let mut text = fill(
            template,
            &[
                ("half", half),
                ("name", name),
                ("bits", &self.bits().to_string()),
                ("form", self.form.describe()),
            ],
        );
        let subject = self
            .certificates
            .first()
            .filter(|_| self.form == Form::Certificate);
        let subject = subject.map(|certificate| certificate.subject.as_str());
        for (what, value) in [(" for `", subject), (", kid `", self.kid.as_deref())] {
            if let Some(value) = value {
                text.push_str(what);
                text.push_str(value);
                text.push('`');
            }
        }
        text
    }

    /// How long it is, in bits: of the modulus, the curve's field, or the secret.
    pub fn bits(&self) -> usize {
        let bits = |bytes: &[u8]| match bytes.first() {
            Some(first) => (bytes.len() * 8).saturating_sub(first.leading_zeros() as usize),
            None => 0,
        };
        match &self.material {
            Material::Rsa { modulus, .. } => bits(modulus),
            Material::Secret(bytes) => bytes.len() * 8,
            Material::Akp { public, .. } => public.len() * 8,
            Material::Ec { curve, .. } | Material::Okp { curve, .. } => match curve.as_str() {
                "P-384" => 384,
                "P-521" => 521,
                "Ed448" | "X448" => 448,
                _ => 256,
            },
        }
    }
}
