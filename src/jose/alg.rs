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
    /// What a browser is asked for, in words; empty where the key decides or nothing is computed.
    browser: &'static str,
    /// The same for a person: `RSA signature with SHA-256, PKCS #1 v1.5`.
    pub meaning: &'static str,
}

/// `name|family|browser|meaning`, a line an algorithm; a `+` after the family where the gateway documents it. What a browser's
/// `WebCrypto` is asked for: name, hash, and the curve or the length of the salt in bytes; of what encrypts the length of the key
/// in bits.
const ALGORITHMS: &str = "\
none|-||no signature at all: anybody could have written this token
HS256|h+|HMAC SHA-256|HMAC with SHA-256: whoever can verify can also sign
HS384|h|HMAC SHA-384|HMAC with SHA-384: whoever can verify can also sign
HS512|h|HMAC SHA-512|HMAC with SHA-512: whoever can verify can also sign
RS256|r+|RSASSA-PKCS1-v1_5 SHA-256|RSA signature with SHA-256, PKCS #1 v1.5
RS384|r|RSASSA-PKCS1-v1_5 SHA-384|RSA signature with SHA-384, PKCS #1 v1.5
RS512|r+|RSASSA-PKCS1-v1_5 SHA-512|RSA signature with SHA-512, PKCS #1 v1.5
PS256|r+|RSA-PSS SHA-256 32|RSA signature with SHA-256, PSS
PS384|r|RSA-PSS SHA-384 48|RSA signature with SHA-384, PSS
PS512|r|RSA-PSS SHA-512 64|RSA signature with SHA-512, PSS
ES256|e+|ECDSA SHA-256 P-256|ECDSA with SHA-256 on the curve P-256
ES384|e|ECDSA SHA-384 P-384|ECDSA with SHA-384 on the curve P-384
ES512|e|ECDSA SHA-512 P-521|ECDSA with SHA-512 on the curve P-521
ES256K|e|ECDSA SHA-256 secp256k1|ECDSA with SHA-256 on the curve secp256k1
EdDSA|d||EdDSA on the curve that the key names
Ed25519|d|Ed25519|EdDSA on the curve Ed25519
Ed448|d|Ed448|EdDSA on the curve Ed448
ML-DSA-44|q|ML-DSA-44|post-quantum signature
ML-DSA-65|q|ML-DSA-65|post-quantum signature
ML-DSA-87|q|ML-DSA-87|post-quantum signature
RSA1_5|k|RSAES-PKCS1-v1_5|key encrypted with RSA, PKCS #1 v1.5
RSA-OAEP|k|RSA-OAEP SHA-1|key encrypted with RSA, OAEP with SHA-1
RSA-OAEP-256|k|RSA-OAEP SHA-256|key encrypted with RSA, OAEP with SHA-256
RSA-OAEP-384|k|RSA-OAEP SHA-384|key encrypted with RSA, OAEP with SHA-384
RSA-OAEP-512|k|RSA-OAEP SHA-512|key encrypted with RSA, OAEP with SHA-512
A128KW|k|AES-KW - 128|key wrapped with AES-128
A192KW|k|AES-KW - 192|key wrapped with AES-192
A256KW|k|AES-KW - 256|key wrapped with AES-256
dir|k||the shared key itself encrypts the content
ECDH-ES|k|ECDH|key agreed by ECDH
ECDH-ES+A128KW|k|ECDH - 128|key agreed by ECDH, wrapped with AES-128
ECDH-ES+A192KW|k|ECDH - 192|key agreed by ECDH, wrapped with AES-192
ECDH-ES+A256KW|k|ECDH - 256|key agreed by ECDH, wrapped with AES-256
A128GCMKW|k|AES-GCM - 128|key wrapped with AES-128 GCM
A192GCMKW|k|AES-GCM - 192|key wrapped with AES-192 GCM
A256GCMKW|k|AES-GCM - 256|key wrapped with AES-256 GCM
PBES2-HS256+A128KW|k|PBKDF2 SHA-256 128|key from a password, wrapped with AES-128
PBES2-HS384+A192KW|k|PBKDF2 SHA-384 192|key from a password, wrapped with AES-192
PBES2-HS512+A256KW|k|PBKDF2 SHA-512 256|key from a password, wrapped with AES-256
A128CBC-HS256|c|AES-CBC SHA-256 256|content encrypted with AES-128 CBC, HMAC with SHA-256
A192CBC-HS384|c|AES-CBC SHA-384 384|content encrypted with AES-192 CBC, HMAC with SHA-384
A256CBC-HS512|c|AES-CBC SHA-512 512|content encrypted with AES-256 CBC, HMAC with SHA-512
A128GCM|c|AES-GCM - 128|content encrypted with AES-128 GCM
A192GCM|c|AES-GCM - 192|content encrypted with AES-192 GCM
A256GCM|c|AES-GCM - 256|content encrypted with AES-256 GCM
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
        let (family, rest) = rest.split_once('|')?;
        let (browser, meaning) = rest.split_once('|')?;
        Some(Algorithm {
            name: registered,
            family: family_of(family),
            gateway_documents: family.ends_with('+'),
            browser,
            meaning,
        })
    })
}

impl Algorithm {
    /// The curve of its keys; `None` where the key names it, or there is none.
    pub fn curve(&self) -> Option<&'static str> {
        match self.family {
            Family::Ecdsa => self.browser.split(' ').nth(2),
            Family::EdDsa => Some(self.browser).filter(|curve| !curve.is_empty()),
            _ => None,
        }
    }

    /// What `WebCrypto` imports a key for and verifies a signature with, as JSON: the parameters of both in one object
    /// (Web Cryptography API §18 to §32). The key's curve is used where the algorithm names none.
    pub fn parameters(&self, curve: &str) -> String {
        let mut words = self.browser.split(' ').filter(|word| !word.is_empty());
        let mut json = ["{\"name\":\"", words.next().unwrap_or(curve), "\""].concat();
        if let Some(hash) = words.next() {
            json.push_str(&[",\"hash\":\"", hash, "\""].concat());
        }
        match words.next() {
            Some(length) if self.family == Family::Rsa => {
                json.push_str(&[",\"saltLength\":", length].concat());
            }
            Some(curve) => json.push_str(&[",\"namedCurve\":\"", curve, "\""].concat()),
            None => {}
        }
        json.push('}');
        json
    }

    /// What encrypts: its name in `WebCrypto`, its hash (`-` without one), and how many bits its key has. Empty and 0 where
    /// there is none: `dir` has no name, RSA and `ECDH-ES` no length.
    pub fn encryption(&self) -> (&'static str, &'static str, usize) {
        let mut words = self.browser.split(' ');
        let mut next = || words.next().unwrap_or_default();
        let (name, hash, bits) = (next(), next(), next());
        (name, hash, bits.parse().unwrap_or_default())
    }
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
            assert_eq!((fields.len(), row.meaning), (4, fields[3]));
            assert_eq!(row.family == Family::None, row.name == "none", "{line}");
            assert!(!row.meaning.is_empty() && !row.meaning.ends_with('.'));
        }
    }

    #[test]
    fn a_browser_is_asked_in_its_words() {
        for (name, curve, parameters) in [
            ("HS256", None, r#"{"name":"HMAC","hash":"SHA-256"}"#),
            (
                "RS512",
                None,
                r#"{"name":"RSASSA-PKCS1-v1_5","hash":"SHA-512"}"#,
            ),
            (
                "PS384",
                None,
                r#"{"name":"RSA-PSS","hash":"SHA-384","saltLength":48}"#,
            ),
            (
                "ES512",
                Some("P-521"),
                r#"{"name":"ECDSA","hash":"SHA-512","namedCurve":"P-521"}"#,
            ),
            ("EdDSA", None, r#"{"name":"Ed448"}"#),
            ("Ed25519", Some("Ed25519"), r#"{"name":"Ed25519"}"#),
            ("ML-DSA-65", None, r#"{"name":"ML-DSA-65"}"#),
        ] {
            let row = algorithm(name).unwrap();
            assert_eq!(
                (row.curve(), &*row.parameters("Ed448")),
                (curve, parameters)
            );
        }
    }

    #[test]
    fn what_encrypts_has_a_name_a_hash_and_a_length() {
        for (name, expected) in [
            ("dir", ("", "", 0)),
            ("RSA-OAEP", ("RSA-OAEP", "SHA-1", 0)),
            ("ECDH-ES", ("ECDH", "", 0)),
            ("ECDH-ES+A192KW", ("ECDH", "-", 192)),
            ("PBES2-HS512+A256KW", ("PBKDF2", "SHA-512", 256)),
            ("A256CBC-HS512", ("AES-CBC", "SHA-512", 512)),
            ("A128GCM", ("AES-GCM", "-", 128)),
        ] {
            assert_eq!(algorithm(name).unwrap().encryption(), expected, "{name}");
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
