use super::keys::{self, Form};
use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};

/// A certificate or public key stands where a shared secret is read.
pub(super) static CHECK: Check = Check {
    code: "certificate-as-symmetric-key",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "a certificate or public key is used as a shared secret, line {lines}",
    why: "The gateway takes the text of a `<key>` for an HMAC secret: RS256 and ES256 cannot be verified with it (`IDX10634`), and whoever has the certificate can sign with HS256.",
    help: "upload the certificate to API Management and write `<key certificate-id=\"…\" />`; or write `n` and `e` of an RSA key, or `<openid-config>`",
    see: "the text of `<key>` begins with `MII` or `-----BEGIN`: that is a certificate or a public key",
    source: "API Management: validate-jwt, key",
};

fn run(subject: &Subject<'_>) -> Outcome {
    keys::tell(&CHECK, subject, Form::Certificate)
}

#[cfg(test)]
mod tests {
    use super::super::keys::tests::policy;
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn a_certificate_is_no_secret() {
        table(
            &CHECK,
            &[
                ("", &policy("-----BEGIN CERTIFICATE-----")),
                ("", &policy("MAMCAQU=")),
            ],
            &[("", &policy("c2VjcmV0")), ("", &policy("my-secret"))],
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
