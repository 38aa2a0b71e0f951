use super::keys::{self, Form};
use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};

/// A shared secret shorter than its hash.
pub(super) static CHECK: Check = Check {
    code: "hmac-key-too-short",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "the shared key in line {lines} is shorter than its hash, which is 256 bits for HS256",
    why: "A short secret can be guessed offline from one token. The present library refuses it (`IDX10720`).",
    help: "write the base64 of a secret of 32 random bytes or more; of the secret, if this is not its base64 but the secret itself",
    see: "decode the key's text with `base64 -d` and count: HS256 wants 32 bytes, HS384 48, HS512 64",
    source: "RFC 7518 §3.2; IdentityModel: IDX10720",
};

fn run(subject: &Subject<'_>) -> Outcome {
    keys::tell(&CHECK, subject, Form::Short)
}

#[cfg(test)]
mod tests {
    use super::super::keys::tests::policy;
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn a_secret_is_as_long_as_the_hash() {
        let long = policy("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        table(
            &CHECK,
            &[("", &policy("c2VjcmV0"))],
            &[("", &long), ("", &policy("my-secret"))],
            &[
                ("", &policy("")),
                ("", &policy("{{key}}")),
                (
                    "",
                    "<validate-jwt header-name='a'><openid-config url='u'/></validate-jwt>",
                ),
                ("{}", ""),
            ],
        );
    }
}
