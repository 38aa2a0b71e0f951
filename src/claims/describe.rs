//! One line that says what a token is.

use super::{Profile, Use, entra_version, permissions};
use crate::text::json::Member;

/// A line for the head of a token: `Entra ID access token, version 1.0, application permissions`; `JSON Web Token` when
/// neither issuer nor use is known.
#[inline(never)]
pub fn describe(profile: Profile, usage: Use, claims: &[Member]) -> String {
    let (issuer, space) = match profile.name() {
        Some(name) => (name, " "),
        None if usage == Use::Unknown => return "JSON Web Token".to_owned(),
        None => ("", ""),
    };
    let (with, version) = match entra_version(claims) {
        Some(version) => (", version ", version.text()),
        None => ("", ""),
    };
    let (comma, permissions) = match permissions(claims).name() {
        Some(name) if profile.is_entra() && usage == Use::AccessToken => (", ", name),
        _ => ("", ""),
    };
    let usage = usage.name();
    let mut line = [issuer, space, usage, with, version, comma, permissions].concat();
    // It stands at the head: a capital, whichever word comes first.
    if let Some(first) = line.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::tests::members;
    use super::*;

    #[test]
    fn a_line_says_issuer_use_version_and_permissions() {
        for (claims, expected) in [
            ("{}", "JSON Web Token"),
            (r#"{"scope":"a"}"#, "Access token"),
            (r#"{"at_hash":"a"}"#, "ID token"),
            (
                r#"{"iss":"https://accounts.google.com"}"#,
                "Google ID token",
            ),
            (
                r#"{"iss":"https://token.actions.githubusercontent.com"}"#,
                "GitHub Actions token",
            ),
            (
                r#"{"iss":"https://sts.windows.net/x/","appid":"a","idtyp":"app","ver":"1.0"}"#,
                "Entra ID access token, version 1.0, application permissions",
            ),
            (
                r#"{"iss":"https://login.microsoftonline.com/x/v2.0","azp":"a","scp":"a"}"#,
                "Entra ID access token, version 2.0, delegated permissions",
            ),
            (
                r#"{"iss":"https://login.microsoftonline.com/x/v2.0","name":"a"}"#,
                "Entra ID ID token, version 2.0",
            ),
            (
                r#"{"iss":"https://x.b2clogin.com/x/v2.0/","azp":"a","ver":"1.0"}"#,
                "Azure AD B2C access token",
            ),
        ] {
            let claims = members(claims);
            let profile = Profile::of(&claims);
            let usage = Use::of(&[], &claims, profile);
            assert_eq!(describe(profile, usage, &claims), expected);
        }
    }
}
