//! Values word by word: what single values of a few claims mean, each a row.

/// Authentication methods (RFC 8176 §2; Entra ID access token claims reference).
static AMR: &[(&str, &str)] = &[
    ("pwd", "password or client secret"),
    ("mfa", "multiple factors"),
    (
        "rsa",
        "RSA key, such as the Authenticator app or a certificate",
    ),
    ("otp", "one-time passcode"),
    ("fed", "federated"),
    ("wia", "Windows Integrated Authentication"),
    ("ngcmfa", "multiple factors, to set up a credential"),
    ("wiaormfa", "Windows or multiple factors"),
    ("none", "no completed sign-in"),
    ("face", "face"),
    ("fido", "FIDO2 security key or passkey"),
    ("fpt", "fingerprint"),
    ("geo", "location"),
    ("hwk", "hardware key"),
    ("iris", "iris"),
    ("kba", "knowledge"),
    ("mca", "multiple channels"),
    ("pin", "PIN"),
    ("pop", "proof of possession"),
    ("rba", "risk-based"),
    ("retina", "retina"),
    ("sc", "smart card"),
    ("sms", "text message"),
    ("swk", "software key"),
    ("tel", "telephone call"),
    ("user", "presence of the user"),
    ("vbm", "voice"),
];

/// Ways in which a client proves who it is (Entra ID access token claims reference).
static CLIENT_AUTH: &[(&str, &str)] = &[
    ("0", "public client"),
    ("1", "client secret"),
    ("2", "certificate"),
];

/// Account status (Entra ID optional claims reference).
static ACCT: &[(&str, &str)] = &[("0", "member"), ("1", "guest")];

/// Token types (Entra ID optional claims reference).
static ID_TYPE: &[(&str, &str)] = &[
    ("app", "application only, nobody is signed in"),
    ("user", "a user is signed in"),
    ("device", "a device"),
];

/// Regions of tenants, as seen in tokens.
static REGION: &[(&str, &str)] = &[
    ("AF", "Africa"),
    ("AS", "Asia"),
    ("EU", "Europe"),
    ("NA", "North America"),
    ("OC", "Oceania"),
    ("SA", "South America"),
    ("USG", "US government"),
    ("USGov", "US government"),
    ("WW", "worldwide"),
];

/// Media types of tokens, without `application/`, lower case.
static MEDIA_TYPES: &[(&str, &str)] = &[
    ("jwt", "JSON Web Token"),
    ("at+jwt", "access token"),
    (
        "dpop+jwt",
        "DPoP proof: it proves a key, and opens nothing by itself",
    ),
    ("logout+jwt", "logout token"),
    ("secevent+jwt", "security event"),
    ("client-authentication+jwt", "client assertion"),
    ("token-introspection+jwt", "answer about a token"),
    ("kb+jwt", "key binding of a selective disclosure"),
    ("jose", "compact serialization"),
    ("jose+json", "JSON serialization"),
];

fn look_up(table: &'static [(&str, &str)], value: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(name, _)| *name == value)
        .map(|(_, meaning)| *meaning)
}

/// What a value of `amr` means; `None` for one that nobody registered.
pub fn amr(value: &str) -> Option<&'static str> {
    look_up(AMR, value)
}

/// What a value of `appidacr` or `azpacr` means.
pub fn client_auth(value: &str) -> Option<&'static str> {
    look_up(CLIENT_AUTH, value)
}

/// What a value of `acct` means.
pub fn acct(value: &str) -> Option<&'static str> {
    look_up(ACCT, value)
}

/// What a value of `idtyp` means.
pub fn id_type(value: &str) -> Option<&'static str> {
    look_up(ID_TYPE, value)
}

/// What a value of `tenant_region_scope` means, as far as seen.
pub fn region(value: &str) -> Option<&'static str> {
    look_up(REGION, value)
}

/// What a media type in `typ` or `cty` means; case and `application/` do not matter (RFC 7515 §4.1.9).
pub fn media_type(value: &str) -> Option<&'static str> {
    let value = value.to_ascii_lowercase();
    look_up(
        MEDIA_TYPES,
        value.strip_prefix("application/").unwrap_or(&value),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_unique_in_their_tables_and_found() {
        for table in [AMR, CLIENT_AUTH, ACCT, ID_TYPE, REGION, MEDIA_TYPES] {
            for (index, (name, meaning)) in table.iter().enumerate() {
                assert!(!meaning.is_empty() && !meaning.ends_with('.'));
                assert!(
                    table[..index].iter().all(|(other, _)| other != name),
                    "{name}"
                );
            }
        }
        assert_eq!(media_type("application/AT+JWT"), Some("access token"));
        assert_eq!(media_type("JWT"), Some("JSON Web Token"));
        assert_eq!(amr("PWD"), None);
        assert_eq!(client_auth("2"), Some("certificate"));
        assert_eq!(
            (acct("1"), id_type("app").is_some(), region("EU")),
            (Some("guest"), true, Some("Europe"))
        );
    }
}
