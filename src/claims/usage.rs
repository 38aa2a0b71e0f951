//! What a token is for: access token, ID token, and the others.

use super::value::media_type;
use super::{Profile, find, find_text, has_any, same, says};
use crate::text::json::Member;

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Shown to an API.
    AccessToken,
    /// Tells an application who signed in; no API should take it.
    IdToken,
    /// Tells an application that a session ended (OIDC Back-Channel Logout 1.0 §2.4).
    LogoutToken,
    /// Proves to the token endpoint who the client is (RFC 7523 §3).
    ClientAssertion,
    /// Proves that the sender holds a key (RFC 9449 §4.2).
    DpopProof,
    /// Nothing in the token says.
    Unknown,
}

impl Use {
    /// Kebab-case, stable: as in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AccessToken => "access-token",
            Self::IdToken => "id-token",
            Self::LogoutToken => "logout-token",
            Self::ClientAssertion => "client-assertion",
            Self::DpopProof => "dpop-proof",
            Self::Unknown => "unknown",
        }
    }

    /// In words: `access token`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "access token",
            Self::IdToken => "ID token",
            Self::LogoutToken => "logout token",
            Self::ClientAssertion => "client assertion",
            Self::DpopProof => "DPoP proof",
            Self::Unknown => "token",
        }
    }

    /// Finds the use: what `typ` says first, then what the issuer's own marks say, then which claims there are.
    #[inline(never)]
    pub fn of(header: &[Member], claims: &[Member], profile: Profile) -> Self {
        if let Some(found) = by_type(find_text(header, "typ").unwrap_or_default()) {
            return found;
        }
        if find(claims, "events").is_some_and(|events| events.get(LOGOUT).is_some()) {
            return Self::LogoutToken;
        }
        if has_any(claims, "htm") && has_any(claims, "htu") {
            return Self::DpopProof;
        }
        let marks: &[(&str, Self)] = match profile {
            Profile::Google => return Self::IdToken,
            Profile::Cognito => return Self::by_word(claims, "token_use"),
            Profile::Keycloak => return Self::by_word(claims, "typ"),
            Profile::GithubActions | Profile::Kubernetes => return Self::Unknown,
            Profile::Auth0 | Profile::Okta | Profile::Generic => &MARKS,
            _ => &ENTRA_MARKS,
        };
        for (names, found) in marks {
            if has_any(claims, names) {
                return *found;
            }
        }
        if same(claims, "iss", "sub") && has_any(claims, "aud") && has_any(claims, "exp") {
            return Self::ClientAssertion;
        }
        Self::Unknown
    }

    /// The use in a word of Amazon Cognito or of Keycloak.
    fn by_word(claims: &[Member], name: &str) -> Self {
        if says(claims, name, "access Bearer") {
            Self::AccessToken
        } else if says(claims, name, "id ID") {
            Self::IdToken
        } else {
            Self::Unknown
        }
    }
}

/// The event of a logout token.
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Claims and the use that one of them shows; what comes first decides.
static MARKS: [(&str, Use); 3] = [
    ("at_hash c_hash", Use::IdToken),
    ("scope scp client_id cid permissions gty", Use::AccessToken),
    ("nonce", Use::IdToken),
];

/// Those of Entra ID. An ID token names no client beside `aud`; an access token always does.
static ENTRA_MARKS: [(&str, Use); 2] = [
    ("appid appidacr azp azpacr scp idtyp", Use::AccessToken),
    (
        "nonce at_hash c_hash auth_time preferred_username name unique_name emails",
        Use::IdToken,
    ),
];

/// The use that a media type names (RFC 8725 §3.11); `JWT` names none.
fn by_type(typ: &str) -> Option<Use> {
    let named = media_type(typ)?;
    let uses = [
        Use::AccessToken,
        Use::DpopProof,
        Use::LogoutToken,
        Use::ClientAssertion,
    ];
    uses.into_iter().find(|found| found.name() == named)
}

#[cfg(test)]
mod tests {
    use super::super::tests::members;
    use super::*;

    #[test]
    fn the_use_follows_from_type_marks_and_claims() {
        const V1: &str = "https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/";
        for (header, claims, expected) in [
            ("{}", "{}", "unknown"),
            (r#"{"typ":"JWT"}"#, r#"{"sub":"1"}"#, "unknown"),
            (r#"{"typ":"at+jwt"}"#, "{}", "access-token"),
            (r#"{"typ":"application/AT+JWT"}"#, "{}", "access-token"),
            (r#"{"typ":"dpop+jwt"}"#, "{}", "dpop-proof"),
            (
                "{}",
                r#"{"htm":"GET","htu":"https://api.example/","jti":"1","iat":1}"#,
                "dpop-proof",
            ),
            (
                "{}",
                r#"{"events":{"http://schemas.openid.net/event/backchannel-logout":{}}}"#,
                "logout-token",
            ),
            ("{}", r#"{"iss":"V1","appid":"a"}"#, "access-token"),
            ("{}", r#"{"iss":"V1","name":"a","nonce":"n"}"#, "id-token"),
            ("{}", r#"{"iss":"V1","name":"a"}"#, "id-token"),
            ("{}", r#"{"iss":"V1"}"#, "unknown"),
            (
                "{}",
                r#"{"iss":"https://accounts.google.com","azp":"a"}"#,
                "id-token",
            ),
            (
                "{}",
                r#"{"iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","token_use":"access"}"#,
                "access-token",
            ),
            (
                "{}",
                r#"{"iss":"https://a.example/realms/r","typ":"ID"}"#,
                "id-token",
            ),
            (
                "{}",
                r#"{"iss":"https://a.example/realms/r","typ":"Refresh","scope":"a"}"#,
                "unknown",
            ),
            (
                "{}",
                r#"{"iss":"https://a.example","scope":"read"}"#,
                "access-token",
            ),
            (
                "{}",
                r#"{"iss":"https://a.example","nonce":"n"}"#,
                "id-token",
            ),
            (
                "{}",
                r#"{"iss":"c","sub":"c","aud":"https://t.example","exp":1}"#,
                "client-assertion",
            ),
        ] {
            let claims = members(&claims.replace("V1", V1));
            let profile = Profile::of(&claims);
            assert_eq!(
                Use::of(&members(header), &claims, profile).code(),
                expected,
                "{header} {claims:?}"
            );
        }
    }
}
