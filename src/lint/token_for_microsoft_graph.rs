use super::{About, Check, Outcome};
use crate::claims::{audiences, is_graph};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// The token was asked for with a scope of Microsoft Graph.
pub(super) static CHECK: Check = Check {
    code: "token-for-microsoft-graph",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "the token is for Microsoft Graph: `aud` is `{audience}`",
    why: "Only Microsoft Graph can verify and use this token: its signature covers a `nonce` that others cannot know. The client asked for a scope of Graph, such as `User.Read`, or for none.",
    help: "ask for a token of your own API: scope `api://<client id of the API>/.default` with client credentials, or one of its scopes such as `api://<client id of the API>/Orders.Read` for a user; one request gets a token for one API",
    see: "`aud` is `https://graph.microsoft.com` or `00000003-0000-0000-c000-000000000000`",
    source: "Microsoft identity platform: access tokens, token ownership",
};

fn run(token: &Token) -> Outcome {
    let Some(audiences) = audiences(token.claims(), token.claims_text()).present() else {
        return Outcome::NotApplicable;
    };
    let Some(audience) = audiences.iter().find(|audience| is_graph(audience)) else {
        return Outcome::Passed;
    };
    CHECK.found(&[("audience", audience)], Place::Claim("aud".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn graph_is_known_by_id_and_by_address() {
        table(
            &CHECK,
            &[
                (r#"{"aud":"00000003-0000-0000-c000-000000000000"}"#, ""),
                (r#"{"aud":"https://graph.microsoft.com"}"#, ""),
                (r#"{"aud":["a","https://graph.microsoft.com/"]}"#, ""),
            ],
            &[(r#"{"aud":"api://graph"}"#, "")],
            &[(r#"{"sub":"a"}"#, ""), ("", "")],
        );
    }
}
