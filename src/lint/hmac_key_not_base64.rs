use super::keys::{self, Form};
use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};

/// A shared secret that is no base64.
pub(super) static CHECK: Check = Check {
    code: "hmac-key-not-base64",
    severity: Severity::Error,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "the shared key in line {lines} is no base64",
    why: "The gateway uses the bytes that the base64 stands for: from a plain secret it gets another key, or none.",
    help: "write the base64 of the secret, with `+`, `/` and the `=` at the end",
    see: "`base64 -d` refuses the key's text: `-`, `_`, a space, or a length that is no multiple of 4",
    source: "API Management: validate-jwt, key; RFC 4648 §4",
};

fn run(subject: &Subject<'_>) -> Outcome {
    keys::tell(&CHECK, subject, Form::NotBase64)
}

#[cfg(test)]
mod tests {
    use super::super::keys::tests::policy;
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn a_secret_is_base64() {
        table(
            &CHECK,
            &[
                ("", &policy("my-secret")),
                ("", &policy("a &amp; b")),
                ("", &policy("c2VjcmU")),
            ],
            &[("", &policy("c2VjcmV0")), ("", &policy("-----BEGIN"))],
            &[
                ("", &policy("")),
                ("", &policy("{{key}}")),
                ("", &policy("your-key")),
                (
                    "",
                    "<validate-jwt header-name='a'><openid-config url='u'/></validate-jwt>",
                ),
                ("{}", ""),
            ],
        );
    }
}
