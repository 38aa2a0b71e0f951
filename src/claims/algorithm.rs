//! Algorithm names in words (RFC 7518 §3.1, §4.1, §5.1; RFC 8037; RFC 8812; RFC 9864; the JOSE registry of IANA).

/// What an `alg` or `enc` value means: `RSA signature with SHA-256, PKCS #1 v1.5`; `None` for a name that is not registered.
/// Names are case-sensitive (RFC 7515 §4.1.1).
pub fn algorithm_meaning(name: &str) -> Option<&'static str> {
    MEANINGS
        .iter()
        .find(|(registered, _)| *registered == name)
        .map(|(_, meaning)| *meaning)
}

/// The registered spelling of a name that differs only in case or surrounding whitespace; `None` when there is none.
pub fn registered_spelling(name: &str) -> Option<&'static str> {
    MEANINGS
        .iter()
        .find(|(registered, _)| registered.eq_ignore_ascii_case(name.trim()))
        .map(|(registered, _)| *registered)
}

static MEANINGS: &[(&str, &str)] = &[
    (
        "none",
        "no signature at all: anybody could have written this token",
    ),
    (
        "HS256",
        "HMAC with SHA-256: whoever can verify can also sign",
    ),
    (
        "HS384",
        "HMAC with SHA-384: whoever can verify can also sign",
    ),
    (
        "HS512",
        "HMAC with SHA-512: whoever can verify can also sign",
    ),
    ("RS256", "RSA signature with SHA-256, PKCS #1 v1.5"),
    ("RS384", "RSA signature with SHA-384, PKCS #1 v1.5"),
    ("RS512", "RSA signature with SHA-512, PKCS #1 v1.5"),
    ("PS256", "RSA signature with SHA-256, PSS"),
    ("PS384", "RSA signature with SHA-384, PSS"),
    ("PS512", "RSA signature with SHA-512, PSS"),
    ("ES256", "ECDSA with SHA-256 on the curve P-256"),
    ("ES384", "ECDSA with SHA-384 on the curve P-384"),
    ("ES512", "ECDSA with SHA-512 on the curve P-521"),
    ("ES256K", "ECDSA with SHA-256 on the curve secp256k1"),
    ("EdDSA", "EdDSA, on the curve that the key names"),
    ("Ed25519", "EdDSA on the curve Ed25519"),
    ("Ed448", "EdDSA on the curve Ed448"),
    ("ML-DSA-44", "ML-DSA-44, a post-quantum signature"),
    ("ML-DSA-65", "ML-DSA-65, a post-quantum signature"),
    ("ML-DSA-87", "ML-DSA-87, a post-quantum signature"),
    ("RSA1_5", "key encrypted with RSA, PKCS #1 v1.5"),
    ("RSA-OAEP", "key encrypted with RSA, OAEP with SHA-1"),
    ("RSA-OAEP-256", "key encrypted with RSA, OAEP with SHA-256"),
    ("RSA-OAEP-384", "key encrypted with RSA, OAEP with SHA-384"),
    ("RSA-OAEP-512", "key encrypted with RSA, OAEP with SHA-512"),
    ("A128KW", "key wrapped with AES-128"),
    ("A192KW", "key wrapped with AES-192"),
    ("A256KW", "key wrapped with AES-256"),
    ("dir", "the shared key itself encrypts the content"),
    ("ECDH-ES", "key agreed by ECDH with a one-time key"),
    (
        "ECDH-ES+A128KW",
        "key agreed by ECDH with a one-time key, wrapped with AES-128",
    ),
    (
        "ECDH-ES+A192KW",
        "key agreed by ECDH with a one-time key, wrapped with AES-192",
    ),
    (
        "ECDH-ES+A256KW",
        "key agreed by ECDH with a one-time key, wrapped with AES-256",
    ),
    ("A128GCMKW", "key wrapped with AES-128 GCM"),
    ("A192GCMKW", "key wrapped with AES-192 GCM"),
    ("A256GCMKW", "key wrapped with AES-256 GCM"),
    (
        "PBES2-HS256+A128KW",
        "key from a password, PBKDF2 with SHA-256, wrapped with AES-128",
    ),
    (
        "PBES2-HS384+A192KW",
        "key from a password, PBKDF2 with SHA-384, wrapped with AES-192",
    ),
    (
        "PBES2-HS512+A256KW",
        "key from a password, PBKDF2 with SHA-512, wrapped with AES-256",
    ),
    (
        "A128CBC-HS256",
        "content encrypted with AES-128 CBC, HMAC with SHA-256",
    ),
    (
        "A192CBC-HS384",
        "content encrypted with AES-192 CBC, HMAC with SHA-384",
    ),
    (
        "A256CBC-HS512",
        "content encrypted with AES-256 CBC, HMAC with SHA-512",
    ),
    ("A128GCM", "content encrypted with AES-128 GCM"),
    ("A192GCM", "content encrypted with AES-192 GCM"),
    ("A256GCM", "content encrypted with AES-256 GCM"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_case_sensitive() {
        for (index, (name, meaning)) in MEANINGS.iter().enumerate() {
            assert!(!meaning.is_empty() && !meaning.ends_with('.'));
            assert!(
                MEANINGS[..index].iter().all(|(other, _)| other != name),
                "{name}"
            );
        }
        assert_eq!(
            algorithm_meaning("RS256"),
            Some("RSA signature with SHA-256, PKCS #1 v1.5")
        );
        for unknown in ["rs256", "nOnE", "HS256 ", ""] {
            assert_eq!(algorithm_meaning(unknown), None, "{unknown}");
        }
        assert_eq!(registered_spelling("HS256 "), Some("HS256"));
        assert_eq!(registered_spelling("nOnE"), Some("none"));
        assert_eq!(registered_spelling("RS257"), None);
    }
}
