use super::members::{Told, usage};
use super::{About, Check, Outcome};
use crate::claims::Use;
use crate::finding::{Confidence, Part, Place, Severity};
use crate::jose::Token;
use crate::text::json::Json;

/// A proof of possession that no server takes.
pub(super) static CHECK: Check = Check {
    code: "dpop-proof-incomplete",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "every server refuses this DPoP proof: {names}",
    why: "A proof is for one request and made with a key that it shows: `htm` and `htu` say which request, `jti` and `iat` keep it from being sent again, `jwk` is the public key whose holder sends it.",
    help: "have the client write the proof as RFC 9449 says, with a key pair of its own",
    see: "the rows `jti`, `htm`, `htu` and `iat` of the JWT Claims Set, and `typ`, `alg` and `jwk` of the JOSE Header",
    source: "RFC 9449 §4.2, §4.3",
};

fn run(token: &Token) -> Outcome {
    if usage(token) != Use::DpopProof {
        return Outcome::NotApplicable;
    }
    let mut told = Told::default();
    for name in ["jti", "htm", "htu", "iat"] {
        if token.claim(name).is_none() {
            told.add(Place::Token(Part::Payload), &["no `", name, "`"]);
        }
    }
    let mut wrong = |name: &str, said: &str| {
        told.add(Place::Header(name.to_owned()), &["`", name, "` ", said]);
    };
    let typ = token.header_parameter("typ").and_then(Json::as_str);
    if !typ.is_some_and(|typ| typ.to_ascii_lowercase().ends_with("dpop+jwt")) {
        wrong("typ", "is not `dpop+jwt`");
    }
    let alg = token.alg().unwrap_or("none");
    if alg.starts_with("HS") || alg.eq_ignore_ascii_case("none") {
        wrong("alg", "is none of a key pair");
    }
    match token.header_parameter("jwk") {
        None => wrong("jwk", "is missing"),
        Some(jwk) if jwk.get("d").is_some() || jwk.get("k").is_some() => {
            wrong("jwk", "shows the private key, which is spent with that");
        }
        Some(_) => {}
    }
    told.tell(&CHECK)
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn a_proof_says_for_which_request_and_shows_its_key() {
        let header = r#"{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC"}}"#;
        let claims = r#"{"jti":"a","htm":"GET","htu":"https://api.example/","iat":1}"#;
        let found = |header: &str, claims: &str| run(&CHECK, header, claims, "").join(", ");
        assert_eq!(found(header, claims), "");
        assert_eq!(found(r#"{"alg":"ES256"}"#, "{}"), "not applicable");
        for (from, to, said) in [
            (r#""jti":"a","#, "", "no `jti`"),
            (r#""htm":"GET","#, "", "no `htm`"),
            (r#","iat":1"#, "", "no `iat`"),
            ("dpop+jwt", "JWT", "`typ` is not `dpop+jwt`"),
            ("ES256", "HS256", "`alg` is none of a key pair"),
            (r#","jwk":{"kty":"EC"}"#, "", "`jwk` is missing"),
            (
                r#""EC"}"#,
                r#""EC","d":"a"}"#,
                "`jwk` shows the private key, which is spent with that",
            ),
        ] {
            let (header, claims) = (header.replace(from, to), claims.replace(from, to));
            let title = ["every server refuses this DPoP proof: ", said].concat();
            assert_eq!(found(&header, &claims), title);
        }
    }
}
