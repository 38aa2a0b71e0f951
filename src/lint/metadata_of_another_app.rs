use super::spots::Spots;
use super::{About, Check, Outcome, Subject};
use crate::claims::guid::is_guid;
use crate::finding::{Confidence, Severity};

/// The metadata has the keys of another application than the token is for.
pub(super) static CHECK: Check = Check {
    code: "metadata-of-another-app",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "the metadata, line {lines}, has the keys of the application {names}, the token is for another",
    why: "Tokens for an API with claims mapping are signed with keys of its own: `?appid=` has to name the API, as `aud` does.",
    help: "write the API's client id behind `?appid=`, line {lines}, or delete it if the API maps no claims",
    see: "`appid=` in the URL of `<openid-config>`, beside `aud` of the token",
    source: "Microsoft identity platform: access tokens, signing keys",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let aud = subject.text_claim("aud").unwrap_or_default();
    let api = aud.strip_prefix("api://").unwrap_or(aud);
    let mut spots = Spots::default();
    for config in &subject.policy.openid_configs {
        let (_, query) = config.url.text.split_once('?').unwrap_or_default();
        for parameter in query.split('&') {
            let app = parameter.strip_prefix("appid=").unwrap_or_default();
            if is_guid(app) && is_guid(api) {
                spots.looked = true;
                if !app.eq_ignore_ascii_case(api) {
                    spots.add(app, config.line);
                }
            }
        }
    }
    spots.tell(&CHECK, subject, "")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TENANT, table};
    use super::CHECK;

    #[test]
    fn the_keys_are_those_of_the_api() {
        let policy = |query: &str| {
            format!(
                "<validate-jwt header-name='a'><openid-config url='https://h/{query}'/></validate-jwt>"
            )
        };
        let app = policy(&format!("?x=1&amp;appid={TENANT}"));
        let other = r#"{"aud":"api://b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d"}"#;
        table(
            &CHECK,
            &[(other, &app)],
            &[(&format!(r#"{{"aud":"{TENANT}"}}"#), &app)],
            &[
                (other, &policy("")),
                (other, &policy("?appid={{app}}")),
                (r#"{"aud":"api://orders"}"#, &app),
                ("", &app),
                ("{}", ""),
            ],
        );
    }
}
