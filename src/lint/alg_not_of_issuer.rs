use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Place, Severity, enumerate};

/// The token's algorithm is none of those that the issuer's discovery document names.
pub(super) static CHECK: Check = Check {
    code: "alg-not-of-issuer",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Keys(run),
    title: "`alg` is `{alg}`, and the discovery document of `{issuer}` names only {algorithms}",
    why: "An issuer signs with the algorithms that it announces: another is a sign that somebody else made the token, or that the document is of another issuer or out of date.",
    help: "compare `iss` and `kid` with the issuer's documents as they are today, and refuse the token if they do not have this algorithm",
    see: "`alg` of the JOSE Header, beside `id_token_signing_alg_values_supported` of the discovery document",
    source: "OpenID Connect Discovery 1.0 §3, id_token_signing_alg_values_supported; RFC 8725 §3.1",
};

fn run(subject: &KeySubject<'_>) -> Outcome {
    let Some(token) = subject.token else {
        return Outcome::NotApplicable;
    };
    let iss = token.claim("iss").and_then(|iss| iss.as_str());
    let mut documents = subject.keys.metadata.iter();
    let of_issuer = documents
        .find(|document| Some(document.issuer.as_str()) == iss && !document.algorithms.is_empty());
    let (Some(document), Some(alg)) = (of_issuer, token.alg()) else {
        return Outcome::NotApplicable;
    };
    if document.algorithms.iter().any(|known| known == alg) {
        return Outcome::Passed;
    }
    let mut algorithms = String::new();
    for known in document.algorithms.iter().take(8) {
        enumerate(&mut algorithms, &["`", known, "`"]);
    }
    let values = [
        ("alg", alg),
        ("issuer", &*document.issuer),
        ("algorithms", &algorithms),
    ];
    CHECK.found(&values, Place::Header("alg".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_token_and_keys;
    use super::CHECK;

    #[test]
    fn an_issuer_signs_with_what_it_announces() {
        let claims = r#"{"iss":"https://idp.example"}"#;
        let document = |issuer: &str, more: &str| format!(r#"{{"issuer":"{issuer}"{more}}}"#);
        let algorithms = r#","id_token_signing_alg_values_supported":["RS256","ES256"]"#;
        let own = document("https://idp.example", algorithms);
        for (alg, pasted, expected) in [
            (
                "HS256",
                own.clone(),
                "`alg` is `HS256`, and the discovery document of `https://idp.example` names only `RS256`, `ES256`",
            ),
            ("RS256", own, ""),
            (
                "HS256",
                document("https://idp.example", ""),
                "not applicable",
            ),
            (
                "HS256",
                document("https://other.example", algorithms),
                "not applicable",
            ),
            ("HS256", String::new(), "not applicable"),
        ] {
            let header = format!(r#"{{"alg":"{alg}"}}"#);
            let found = of_token_and_keys(&CHECK, &header, claims, &pasted);
            assert_eq!(found.join(""), expected, "{pasted}");
        }
    }
}
