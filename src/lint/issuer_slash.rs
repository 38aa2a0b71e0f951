use super::spots::Spots;
use super::token_version_mismatch::tenant;
use super::{About, Check, Outcome, Subject};
use crate::claims::issuer::{Provider, Version, parse_issuer};
use crate::finding::{Confidence, Severity};
use crate::policy::edit;

/// A listed issuer of Entra ID ends in a slash where it has none, or the reverse.
pub(super) static CHECK: Check = Check {
    code: "issuer-slash",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "no token has the issuer {names}: the slash at its end is wrong",
    why: "The gateway compares the issuer exactly. That of v1.0 tokens ends in `/`, that of v2.0 tokens does not.",
    help: "end a v1.0 issuer in `/`, a v2.0 one in `/v2.0`, line {lines}",
    see: "the last character of `iss` in a token, beside that in `<issuer>`",
    source: "Microsoft identity platform: access token claims, iss",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let mut spots = Spots::default();
    for value in subject.policy.issuers.as_deref().unwrap_or_default() {
        let text = value.text.trim();
        let (Provider::Entra { cloud, version, .. }, Some(tenant)) =
            (parse_issuer(text), tenant(text))
        else {
            continue;
        };
        let right = cloud.issuer(tenant, version);
        spots.looked = true;
        let bare = text.trim_end_matches('/');
        if text != right && bare == right.trim_end_matches('/') {
            let mut written = value.written.trim().trim_end_matches('/').to_owned();
            if version == Version::V1 {
                written.push('/');
            }
            spots.mend(text, value.line, value.span, &edit::escape(&written));
        }
    }
    let fix = "in the policy, line {lines}, correct the slash at the end of the issuer";
    spots.tell(&CHECK, subject, fix)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TENANT, table};
    use super::CHECK;

    #[test]
    fn the_slash_goes_with_the_version() {
        let policy = |issuers: &str| {
            format!("<validate-jwt header-name='a'><issuers>{issuers}</issuers></validate-jwt>")
        };
        let (v1, v2) = (
            format!("<issuer>https://sts.windows.net/{TENANT}</issuer>"),
            format!("<issuer> https://login.microsoftonline.com/{TENANT}/v2.0/ </issuer>"),
        );
        table(
            &CHECK,
            &[
                ("", &policy(&v1)),
                ("", &policy(&v2)),
                ("", &policy(&format!("{v1}\n{v2}"))),
                (
                    "",
                    &policy("<issuer>https://sts.windows.net/{{tenant}}</issuer>"),
                ),
            ],
            &[
                (
                    "",
                    &policy("<issuer>https://sts.windows.net/{{tenant}}/</issuer>"),
                ),
                (
                    "",
                    &policy("<issuer>https://login.microsoftonline.com/{{t}}/v2.0</issuer>"),
                ),
            ],
            &[
                ("", &policy("<issuer>https://example.auth0.com</issuer>")),
                ("", &policy("<issuer>@(1)</issuer>")),
                ("{}", ""),
            ],
        );
    }
}
