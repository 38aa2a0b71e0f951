//! Values word by word: what single values of a few claims mean, a line each.

/// Authentication methods (RFC 8176 §2; Entra ID access token claims reference).
const AMR: &str = "\
pwd|password or client secret
mfa|multiple factors
rsa|RSA key, such as the Authenticator app or a certificate
otp|one-time passcode
fed|federated
wia|Windows Integrated Authentication
ngcmfa|multiple factors, to set up a credential
wiaormfa|Windows or multiple factors
none|no completed sign-in
fido|FIDO2 security key or passkey
fpt|fingerprint
hwk|hardware key
kba|knowledge
mca|multiple channels
pop|proof of possession
rba|risk-based
sc|smart card
sms|text message
swk|software key
tel|telephone call
vbm|voice";

/// Ways in which a client proves who it is (Entra ID access token claims reference).
pub(super) const CLIENT_AUTH: &str = "\
0|public client
1|client secret
2|certificate";

/// Account status (Entra ID optional claims reference).
pub(super) const ACCT: &str = "\
0|member
1|guest";

/// Token types (Entra ID optional claims reference).
const ID_TYPE: &str = "\
app|application only, nobody is signed in
user|a user is signed in
device|a device";

/// Media types of tokens, without `application/`, lower case.
const MEDIA_TYPES: &str = "\
jwt|JSON Web Token
at+jwt|access token
dpop+jwt|DPoP proof
logout+jwt|logout token
secevent+jwt|security event
kb+jwt|key binding of an SD-JWT
dc+sd-jwt|SD-JWT, a digital credential
client-authentication+jwt|client assertion";

/// The rest of the line that begins with this key and a `|`; case does not matter.
pub(super) fn look_up(table: &'static str, key: &str) -> Option<&'static str> {
    for line in table.split('\n') {
        if let Some((name, rest)) = line.split_once('|')
            && name.eq_ignore_ascii_case(key)
        {
            return Some(rest);
        }
    }
    None
}

/// What a value of `amr` means; `None` for one whose name says it, or that nobody registered.
pub fn amr(value: &str) -> Option<&'static str> {
    look_up(AMR, value)
}

/// What a value of `idtyp` means.
pub fn id_type(value: &str) -> Option<&'static str> {
    look_up(ID_TYPE, value)
}

/// What a media type in `typ` or `cty` means; case and `application/` do not matter (RFC 7515 §4.1.9).
pub fn media_type(value: &str) -> Option<&'static str> {
    let value = value.trim();
    look_up(
        MEDIA_TYPES,
        value.strip_prefix("application/").unwrap_or(value),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_unique_in_their_tables_and_found() {
        for table in [AMR, CLIENT_AUTH, ACCT, ID_TYPE, MEDIA_TYPES] {
            for line in table.lines() {
                let (name, meaning) = line.split_once('|').unwrap();
                assert_eq!(look_up(table, name), Some(meaning), "{name}");
                assert!(!meaning.is_empty() && !meaning.ends_with('.'));
            }
        }
        assert_eq!(media_type("application/AT+JWT"), Some("access token"));
        assert_eq!(media_type("JWT"), Some("JSON Web Token"));
        assert_eq!(amr("retina"), None);
        assert_eq!(look_up(CLIENT_AUTH, "2"), Some("certificate"));
        assert_eq!(look_up(ACCT, "1"), Some("guest"));
        assert!(id_type("app").is_some());
    }
}
