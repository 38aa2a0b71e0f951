use super::{About, Check, Outcome};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// The number of rounds that make a key of a password is too low or too high.
pub(super) static CHECK: Check = Check {
    code: "pbes2-count",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "`p2c` {found}",
    why: "The sender chooses how often the password is hashed. Very many rounds keep the receiver busy for minutes with one token; few let whoever has the token guess the password.",
    help: "have the sender use 600,000 rounds or so, and the receiver refuse less than 1,000 and more than 1,200,000",
    see: "the row `p2c` of the JOSE Header",
    source: "RFC 7518 §4.8.1.2, §8.8; draft-ietf-oauth-rfc8725bis §3.13; CVE-2023-50658",
};

fn run(token: &Token) -> Outcome {
    if !token.alg().is_some_and(|alg| alg.starts_with("PBES2")) {
        return Outcome::NotApplicable;
    }
    let header = token.header().json().map_or("", |(text, _)| text);
    let Some(p2c) = token.header_parameter("p2c") else {
        return told("is missing: nothing says how often the password is hashed");
    };
    let digits = p2c.span.of(header);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return told("is no whole number of rounds");
    }
    // What does not fit is more than any bound.
    match digits.parse::<u32>().unwrap_or(u32::MAX) {
        0..1_000 => told("is below 1,000 rounds"),
        1_000..=1_200_000 => Outcome::Passed,
        _ => told("is above 1,200,000 rounds"),
    }
}

fn told(found: &str) -> Outcome {
    CHECK.found(&[("found", found)], Place::Header("p2c".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn rounds_are_bounded() {
        for (p2c, expected) in [
            ("1000", ""),
            ("1200000", ""),
            ("999", "`p2c` is below"),
            ("1200001", "`p2c` is above"),
            ("99999999999999999999", "`p2c` is above"),
            ("1e9", "`p2c` is no whole"),
            ("-1", "`p2c` is no whole"),
            ("\"600000\"", "`p2c` is no whole"),
        ] {
            let header = format!(r#"{{"alg":"PBES2-HS256+A128KW","p2c":{p2c}}}"#);
            let found = run(&CHECK, &header, "{}", "").concat();
            assert_eq!(
                found.get(..expected.len()),
                Some(expected),
                "{p2c}: {found}"
            );
            assert_eq!(found.is_empty(), expected.is_empty(), "{p2c}: {found}");
        }
        let missing = run(&CHECK, r#"{"alg":"PBES2-HS256+A128KW"}"#, "{}", "").concat();
        assert!(missing.contains("missing"));
        assert_eq!(run(&CHECK, r#"{"p2c":5}"#, "{}", ""), ["not applicable"]);
    }
}
