//! Tokens that carry attacks, where `CLAIMSCOPE_CORPUS` names a folder of them, and ordinary tokens, which carry none.

use std::path::PathBuf;

use claimscope::inspect::{Inputs, inspect};
use claimscope::text::instant::Instant;
use claimscope::text::json::{self, Json};

/// When everything is judged: 2026-01-01T00:20:00Z.
const NOW: Instant = Instant(1_767_226_800);

/// A flag of the corpus, and what tells it here: the code of a finding or of a problem, or the name of the claim that has
/// a problem, behind `problem of `.
const FLAGS: [(&str, &[&str]); 34] = [
    ("alg-none", &["alg-none"]),
    ("b64-false", &["b64-in-jwt"]),
    ("base64-padding", &["segment-padded"]),
    ("bidi-control", &["hidden-character"]),
    ("claim-type", &["problem of exp", "problem of aud"]),
    ("crit-invalid", &["crit-not-understood"]),
    ("duplicate-claim", &["duplicate-name"]),
    (
        "ecdsa-der-or-length",
        &["signature-misshapen", "signature-length"],
    ),
    ("embedded-jwk", &["key-in-header"]),
    ("entra-nonce", &["nonce-in-header"]),
    ("header-type", &["alg-not-text"]),
    ("html-in-claim", &["markup-in-claim"]),
    ("kid-suspicious", &["kid-suspicious"]),
    ("lone-surrogate", &["broken-character"]),
    ("long-lifetime", &["lifetime-long"]),
    ("nested-jwt", &["nested-token"]),
    ("nesting", &["nested-too-deep"]),
    ("never-valid", &["lifetime-impossible"]),
    ("non-ascii-issuer", &["look-alike-letter"]),
    ("not-utf8", &["not-utf8"]),
    ("number-range", &["problem of exp"]),
    ("p2c-high", &["pbes2-count"]),
    ("payload-not-object", &["payload-not-object"]),
    ("polymorphic-alg-info", &["alg-with-caveat"]),
    // That there is a scheme in front is no fault: it is where the token was found.
    ("prefix", &["found in authorization-header"]),
    ("secret-in-claim", &["secret-in-token"]),
    ("segment-count", &["segment-count"]),
    ("sig-present-with-none", &["signature-on-unsecured"]),
    ("typ-missing", &["access-token-without-type"]),
    ("x5c", &["certificate-in-header"]),
    ("x5u", &["key-url-in-header"]),
    ("zip-on-jws", &["zip-on-jws"]),
    ("jku", &["key-url-in-header"]),
    ("jws-jwe", &["jws-and-jwe-confused"]),
];

/// Flags that need a key, or the content of an encrypted token: not yet checked.
const NOT_YET: [&str; 3] = ["alg-confusion", "weak-hmac-secret", "zip-bomb"];

/// Everything that is told of the first token of a text.
fn told(token: &str) -> Vec<String> {
    let inputs = Inputs {
        token,
        ..Inputs::default()
    };
    let inspection = inspect(&inputs, NOW);
    let mut told = Vec::new();
    for finding in &inspection.findings {
        told.push(finding.code.to_owned());
    }
    for read in inspection.tokens.iter().take(1) {
        told.push(format!("found in {}", read.found_in.code()));
        for problem in &read.problems {
            told.push(problem.code.to_owned());
        }
        for member in read.header.iter().chain(&read.claims) {
            if member.problem.is_some() {
                told.push(format!("problem of {}", member.name));
            }
        }
    }
    told
}

#[test]
fn every_attack_of_the_corpus_is_told() {
    let Some(folder) = std::env::var_os("CLAIMSCOPE_CORPUS").map(PathBuf::from) else {
        return;
    };
    let text = std::fs::read_to_string(folder.join("attacks.json")).unwrap();
    let root = json::parse(&text).unwrap();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for case in root.get("cases").unwrap().elements() {
        let of = |name| case.get(name).and_then(Json::as_str).unwrap();
        let told = told(of("token"));
        for flag in case.get("expect_flags").unwrap().elements() {
            let flag = flag.as_str().unwrap();
            let known = FLAGS.iter().find(|(known, _)| *known == flag);
            let is_told = known.is_some_and(|(_, codes)| {
                let mut codes = codes.iter();
                codes.any(|code| told.iter().any(|told| told == code))
            });
            if !is_told && !NOT_YET.contains(&flag) {
                wrong.push(format!("{}: {flag} is not among {told:?}", of("id")));
            }
            tried += 1;
        }
        if of("id").starts_with("baseline") && told != ["found in raw"] {
            wrong.push(format!("{}: {told:?}", of("id")));
        }
    }
    assert!(tried > 30, "only {tried} flags");
    assert_eq!(wrong, Vec::<String>::new());
}
