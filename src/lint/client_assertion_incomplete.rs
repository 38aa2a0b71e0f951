use super::members::{Told, usage};
use super::{About, Check, Outcome};
use crate::claims::{Use, find_text};
use crate::finding::{Confidence, Part, Place, Severity};
use crate::jose::Token;

/// A client that proves who it is leaves out what the token endpoint wants to see.
pub(super) static CHECK: Check = Check {
    code: "client-assertion-incomplete",
    severity: Severity::Info,
    // A service may sign its own access tokens, which look the same.
    confidence: Confidence::Likely,
    about: About::Token(run),
    title: "a client assertion without {names}",
    why: "The token endpoint refuses a client assertion that does not say who it is from and for whom, when it ends, and which one it is; Entra ID finds the certificate to verify it with by its thumbprint.",
    help: "have the client set {names}",
    see: "the rows `iss`, `sub`, `aud`, `exp` and `jti` of the JWT Claims Set, and `x5t#S256` of the JOSE Header; the token endpoint answers `invalid_client`",
    source: "RFC 7523 §3; OpenID Connect Core 1.0 §9; Entra ID certificate credentials",
};

fn run(token: &Token) -> Outcome {
    if usage(token) != Use::ClientAssertion {
        return Outcome::NotApplicable;
    }
    let mut told = Told::default();
    for name in ["iss", "sub", "aud", "exp", "jti"] {
        if token.claim(name).is_none() {
            told.add(Place::Token(Part::Payload), &["`", name, "`"]);
        }
    }
    let aud = find_text(token.claims(), "aud").unwrap_or_default();
    let names = ["x5t#S256", "x5t", "kid"];
    if aud.starts_with("https://login.microsoftonline.")
        && names
            .iter()
            .all(|name| token.header_parameter(name).is_none())
    {
        let place = Place::Token(Part::Header);
        told.add(place, &["`x5t#S256` in its header"]);
    }
    told.tell(&CHECK)
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn an_assertion_says_who_for_whom_and_until_when() {
        let typed = r#"{"alg":"PS256","typ":"client-authentication+jwt","x5t":"a"}"#;
        let claims = r#"{"iss":"c","sub":"c","aud":"https://login.microsoftonline.com/t/oauth2/v2.0/token","exp":1,"jti":"j"}"#;
        let found = |header: &str, claims: &str| run(&CHECK, header, claims, "").join(", ");
        assert_eq!(found(typed, claims), "");
        let without = |text: &str| claims.replace(text, "");
        let jti = "a client assertion without `jti`";
        assert_eq!(found(typed, &without(r#","jti":"j""#)), jti);
        assert_eq!(
            found(typed, &without(r#""sub":"c","#)),
            "a client assertion without `sub`"
        );
        assert_eq!(
            found(r#"{"alg":"PS256"}"#, claims),
            "a client assertion without `x5t#S256` in its header"
        );
        let other = claims.replace("login.microsoftonline.com", "login.example");
        assert_eq!(found(r#"{"alg":"PS256"}"#, &other), "");
        assert_eq!(found("{}", r#"{"iss":"a","sub":"b"}"#), "not applicable");
    }
}
