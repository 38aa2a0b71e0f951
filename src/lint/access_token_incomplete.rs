use super::members::{Told, usage};
use super::{About, Check, Outcome};
use crate::claims::{Profile, Use, value};
use crate::finding::{Confidence, Part, Place, Severity};
use crate::jose::Token;

/// An access token lacks claims that it needs.
pub(super) static CHECK: Check = Check {
    code: "access-token-incomplete",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "an access token without {names}",
    why: "Without `iss` nobody knows whose key to verify the token with; a token with `at+jwt` as its `typ` promises the other claims of RFC 9068 as well.",
    help: "have the authorization server set {names}",
    see: "compare the rows of the JWT Claims Set with RFC 9068: `iss`, `exp`, `aud`, `sub`, `client_id`, `iat`, `jti`",
    source: "RFC 9068 §2.2; RFC 8725 §3.8, §3.9",
};

/// What `typ` of `at+jwt` promises: names in one place mean the same.
const PROMISED: [&str; 7] = [
    "iss",
    "exp",
    "aud",
    "sub",
    "client_id azp cid",
    "iat",
    "jti",
];
/// What any access token needs; a missing `exp` or `aud` is told by a check of its own.
const NEEDED: [&str; 1] = ["iss"];

fn run(token: &Token) -> Outcome {
    if token.claims().is_empty() {
        return Outcome::NotApplicable;
    }
    let typ = token.header_parameter("typ");
    let typ = typ.and_then(|typ| typ.as_str()).unwrap_or_default();
    // What is not of an issuer that is known has no other rules than those of the RFC.
    let wanted: &[&str] = if value::media_type(typ) == Some(Use::AccessToken.name()) {
        &PROMISED
    } else if usage(token) == Use::AccessToken && Profile::of(token.claims()) == Profile::Generic {
        &NEEDED
    } else {
        return Outcome::NotApplicable;
    };
    let mut told = Told::default();
    for names in wanted {
        if names.split(' ').all(|name| token.claim(name).is_none()) {
            let name = names.split(' ').next().unwrap_or_default();
            told.add(Place::Token(Part::Payload), &["`", name, "`"]);
        }
    }
    told.tell(&CHECK)
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    const ALL: &str = r#"{"iss":"https://a.example","exp":1,"aud":"a","sub":"s","client_id":"c","iat":1,"jti":"j"}"#;

    #[test]
    fn what_at_jwt_promises_is_there() {
        let found = |header: &str, claims: &str| run(&CHECK, header, claims, "");
        for typ in ["at+jwt", "application/AT+JWT"] {
            let header = format!(r#"{{"typ":"{typ}"}}"#);
            assert!(found(&header, ALL).is_empty());
            let without = ALL.replace(r#""client_id":"c","#, "");
            assert_eq!(
                found(&header, &without),
                ["an access token without `client_id`"]
            );
            assert!(found(&header, &ALL.replace("client_id", "azp")).is_empty());
        }
        assert_eq!(
            found(r#"{"typ":"JWT"}"#, r#"{"scope":"a","sub":"s"}"#),
            ["an access token without `iss`"]
        );
        for claims in [
            r#"{"sub":"s"}"#,
            "{}",
            r#"{"iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","token_use":"access","client_id":"c"}"#,
        ] {
            assert_eq!(found(r#"{"typ":"JWT"}"#, claims), ["not applicable"]);
        }
    }
}
