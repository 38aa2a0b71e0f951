//! The one table of algorithms (RFC 7518, 8037, 8812, 9864): what each needs to be verified.

/// How a JWS algorithm signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// HMAC with a shared secret.
    Hmac,
    /// RSA, either padding.
    Rsa,
    /// ECDSA on one curve.
    Ecdsa,
    /// `EdDSA` on either curve.
    EdDsa,
    /// No signature at all.
    None,
}

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Algorithm {
    /// The value of `alg`.
    pub name: &'static str,
    /// How it signs.
    pub family: Family,
    /// Whether API Management's documentation lists it for `validate-jwt`.
    pub gateway_documents: bool,
}

const fn row(name: &'static str, family: Family, gateway_documents: bool) -> Algorithm {
    Algorithm {
        name,
        family,
        gateway_documents,
    }
}

static ALGORITHMS: [Algorithm; 17] = [
    row("HS256", Family::Hmac, true),
    row("HS384", Family::Hmac, false),
    row("HS512", Family::Hmac, false),
    row("RS256", Family::Rsa, true),
    row("RS384", Family::Rsa, false),
    row("RS512", Family::Rsa, true),
    row("PS256", Family::Rsa, true),
    row("PS384", Family::Rsa, false),
    row("PS512", Family::Rsa, false),
    row("ES256", Family::Ecdsa, true),
    row("ES384", Family::Ecdsa, false),
    row("ES512", Family::Ecdsa, false),
    row("ES256K", Family::Ecdsa, false),
    row("EdDSA", Family::EdDsa, false),
    row("Ed25519", Family::EdDsa, false),
    row("Ed448", Family::EdDsa, false),
    row("none", Family::None, false),
];

/// The row of an `alg`; names are case-sensitive (RFC 7515 §4.1.1). `None` for what the table does not have.
pub fn algorithm(name: &str) -> Option<&'static Algorithm> {
    ALGORITHMS.iter().find(|row| row.name == name)
}
