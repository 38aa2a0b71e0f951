//! The one table of algorithms (RFC 7518 §3.1, §4.1, §5.1; RFC 8037; RFC 8812; RFC 9864; the JOSE registry of IANA):
//! what each does, and whether the gateway documents it.

/// What an algorithm does, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `h`: signs by HMAC with a shared secret.
    Hmac,
    /// `r`: signs with RSA, either padding.
    Rsa,
    /// `e`: signs by ECDSA on one curve.
    Ecdsa,
    /// `d`: signs by `EdDSA` on either curve.
    EdDsa,
    /// `q`: signs by a lattice, which is proof against quantum computers.
    MlDsa,
    /// `-`: no signature at all.
    None,
    /// `k`: encrypts, wraps or agrees on the key of an encrypted token.
    KeyManagement,
    /// `c`: encrypts the content (`enc`).
    ContentEncryption,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Algorithm {
    /// The value of `alg` or `enc`.
    pub name: &'static str,
    /// What it does.
    pub family: Family,
    /// Whether API Management's documentation lists it for `validate-jwt`.
    pub gateway_documents: bool,
    /// The same for a person: `RSA signature with SHA-256, PKCS #1 v1.5`.
    pub meaning: &'static str,
}

/// `name|family|meaning`, a line an algorithm; a `+` after the family where the gateway documents it.
const ALGORITHMS: &str = "\
none|-|no signature at all: anybody could have written this token
HS256|h+|HMAC with SHA-256: whoever can verify can also sign
HS384|h|HMAC with SHA-384: whoever can verify can also sign
HS512|h|HMAC with SHA-512: whoever can verify can also sign
RS256|r+|RSA signature with SHA-256, PKCS #1 v1.5
RS384|r|RSA signature with SHA-384, PKCS #1 v1.5
RS512|r+|RSA signature with SHA-512, PKCS #1 v1.5
PS256|r+|RSA signature with SHA-256, PSS
PS384|r|RSA signature with SHA-384, PSS
PS512|r|RSA signature with SHA-512, PSS
ES256|e+|ECDSA with SHA-256 on the curve P-256
ES384|e|ECDSA with SHA-384 on the curve P-384
ES512|e|ECDSA with SHA-512 on the curve P-521
ES256K|e|ECDSA with SHA-256 on the curve secp256k1
EdDSA|d|EdDSA on the curve that the key names
Ed25519|d|EdDSA on the curve Ed25519
Ed448|d|EdDSA on the curve Ed448
ML-DSA-44|q|post-quantum signature
ML-DSA-65|q|post-quantum signature
ML-DSA-87|q|post-quantum signature
RSA1_5|k|key encrypted with RSA, PKCS #1 v1.5
RSA-OAEP|k|key encrypted with RSA, OAEP with SHA-1
RSA-OAEP-256|k|key encrypted with RSA, OAEP with SHA-256
RSA-OAEP-384|k|key encrypted with RSA, OAEP with SHA-384
RSA-OAEP-512|k|key encrypted with RSA, OAEP with SHA-512
A128KW|k|key wrapped with AES-128
A192KW|k|key wrapped with AES-192
A256KW|k|key wrapped with AES-256
dir|k|the shared key itself encrypts the content
ECDH-ES|k|key agreed by ECDH
ECDH-ES+A128KW|k|key agreed by ECDH, wrapped with AES-128
ECDH-ES+A192KW|k|key agreed by ECDH, wrapped with AES-192
ECDH-ES+A256KW|k|key agreed by ECDH, wrapped with AES-256
A128GCMKW|k|key wrapped with AES-128 GCM
A192GCMKW|k|key wrapped with AES-192 GCM
A256GCMKW|k|key wrapped with AES-256 GCM
PBES2-HS256+A128KW|k|key from a password, wrapped with AES-128
PBES2-HS384+A192KW|k|key from a password, wrapped with AES-192
PBES2-HS512+A256KW|k|key from a password, wrapped with AES-256
A128CBC-HS256|c|content encrypted with AES-128 CBC, HMAC with SHA-256
A192CBC-HS384|c|content encrypted with AES-192 CBC, HMAC with SHA-384
A256CBC-HS512|c|content encrypted with AES-256 CBC, HMAC with SHA-512
A128GCM|c|content encrypted with AES-128 GCM
A192GCM|c|content encrypted with AES-192 GCM
A256GCM|c|content encrypted with AES-256 GCM
";

/// The row of an `alg` or `enc`; names are case-sensitive (RFC 7515 §4.1.1). `None` for a name that is not registered.
pub fn algorithm(name: &str) -> Option<Algorithm> {
    alike(name).filter(|row| row.name == name)
}

/// The row of a name that differs from this one at most in case or surrounding whitespace; `None` when there is none.
pub fn alike(name: &str) -> Option<Algorithm> {
    let name = name.trim();
    ALGORITHMS.split('\n').find_map(|line| {
        let (registered, rest) = line.split_once('|')?;
        if !registered.eq_ignore_ascii_case(name) {
            return None;
        }
        let (family, meaning) = rest.split_once('|')?;
        Some(Algorithm {
            name: registered,
            family: family_of(family),
            gateway_documents: family.ends_with('+'),
            meaning,
        })
    })
}

fn family_of(letter: &str) -> Family {
    match letter.as_bytes().first() {
        Some(b'h') => Family::Hmac,
        Some(b'r') => Family::Rsa,
        Some(b'e') => Family::Ecdsa,
        Some(b'd') => Family::EdDsa,
        Some(b'q') => Family::MlDsa,
        Some(b'k') => Family::KeyManagement,
        Some(b'c') => Family::ContentEncryption,
        _ => Family::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_row_and_no_two_names_are_alike() {
        for line in ALGORITHMS.lines() {
            let fields: Vec<&str> = line.split('|').collect();
            let row = algorithm(fields[0]).unwrap();
            assert_eq!((fields.len(), row.meaning), (3, fields[2]));
            assert_eq!(row.family == Family::None, row.name == "none", "{line}");
            assert!(!row.meaning.is_empty() && !row.meaning.ends_with('.'));
        }
    }

    #[test]
    fn names_are_case_sensitive() {
        let row = algorithm("RS256").unwrap();
        assert_eq!(row.meaning, "RSA signature with SHA-256, PKCS #1 v1.5");
        assert_eq!((row.family, row.gateway_documents), (Family::Rsa, true));
        for unknown in ["rs256", "nOnE", "HS256 ", "RS384|r", ""] {
            assert_eq!(algorithm(unknown), None, "{unknown}");
        }
        let spelling = |name| alike(name).map(|row| row.name);
        assert_eq!(spelling("HS256 "), Some("HS256"));
        assert_eq!(spelling("nOnE"), Some("none"));
        assert_eq!(spelling("RS257"), None);
    }
}
