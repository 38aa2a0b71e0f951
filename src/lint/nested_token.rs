use super::members::{StringAt, Told, each_string};
use super::{About, Check, Outcome};
use crate::finding::{Confidence, Severity};
use crate::jose::Token;

/// There is a token inside of the token.
pub(super) static CHECK: Check = Check {
    code: "nested-token",
    severity: Severity::Info,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "a token inside of the token: {names}",
    why: "The signature outside says nothing about who signed the token inside: it has an issuer, an audience and an end of its own, and gateways look at none of them.",
    help: "paste the inner token by itself to see what it says, and see that whoever uses it verifies it",
    see: "the value begins with `eyJ` and has two or four dots",
    source: "RFC 7519 §5.2, appendix A.2; RFC 8725 §3.3",
};

fn run(token: &Token) -> Outcome {
    each_string(&CHECK, token, look)
}

fn look(told: &mut Told, at: &StringAt<'_>) {
    if at.is_name {
        return;
    }
    if is_token(at.text) {
        told.add_string(at, "");
    } else if at.name == "cty" && at.text.to_ascii_lowercase().ends_with("jwt") {
        told.add_string(at, "says so");
    }
}

/// Whether a text has the form of a token: the base64url of `{"` at its start, and as many segments.
fn is_token(text: &str) -> bool {
    let of_token = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.starts_with("eyJ")
        && matches!(text.bytes().filter(|&byte| byte == b'.').count(), 2 | 4)
        && text.bytes().all(of_token)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{run, table};
    use super::CHECK;

    #[test]
    fn a_token_is_known_by_its_form() {
        table(
            &CHECK,
            &[
                (r#"{"inner":"eyJhbGciOiJub25lIn0.eyJhIjoxfQ."}"#, ""),
                (r#"{"a":["b",{"c":"eyJhbGciOiJub25lIn0..a.b.c"}]}"#, ""),
            ],
            &[
                (r#"{"a":"eyJhbGciOiJub25lIn0","b":"a.b.c"}"#, ""),
                (r#"{"a":"eyJ is how they begin. All. "}"#, ""),
            ],
            &[("", "")],
        );
        for (cty, count) in [("JWT", 1), ("application/jwt", 1), ("json", 0)] {
            let header = format!(r#"{{"cty":"{cty}"}}"#);
            assert_eq!(run(&CHECK, &header, "{}", "").len(), count, "{cty}");
        }
    }
}
