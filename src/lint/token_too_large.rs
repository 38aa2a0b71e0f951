use super::{About, Check, Outcome};
use crate::finding::{Confidence, Part, Place, Severity};
use crate::jose::{Kind, Token};

/// The token is larger than many servers take in a header.
pub(super) static CHECK: Check = Check {
    code: "token-too-large",
    severity: Severity::Info,
    confidence: Confidence::Possible,
    about: About::Token(run),
    title: "the token has {size} bytes: many servers refuse a header of more than 8 kB",
    why: "A server that limits its headers answers 400, 413 or 431 before any policy is asked; so may a proxy in front of the gateway or an application behind it.",
    help: "have the issuer leave out what the API does not need: most often groups, which roles of the application can stand for",
    see: "count the token's characters; look for `groups` or `wids` with very many values",
    source: "RFC 9110 §5.4; RFC 6585 §5",
};

const MAX: usize = 8192;

fn run(token: &Token) -> Outcome {
    if matches!(token.kind, Kind::Malformed | Kind::Opaque) {
        return Outcome::NotApplicable;
    }
    let size = token.segments.last().map_or(0, |last| last.span.end);
    if size <= MAX {
        return Outcome::Passed;
    }
    CHECK.found(&[("size", &size.to_string())], Place::Token(Part::Token))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{of_token, run};
    use super::CHECK;
    use crate::jose::decode;

    #[test]
    fn eight_kilobytes_are_enough() {
        // With a header of 3 characters and a signature of 4, two dots.
        for (size, title) in [
            (6134, ""),
            (
                6138,
                "the token has 8193 bytes: many servers refuse a header of more than 8 kB",
            ),
        ] {
            let claims = format!("{{\"a\":\"{}\"}}", "x".repeat(size - 8));
            assert_eq!(run(&CHECK, "{}", &claims, "").concat(), title, "{size}");
        }
        let no_token = decode(&"prose ".repeat(2_000));
        assert_eq!(of_token(&CHECK, &no_token), ["not applicable"]);
    }
}
