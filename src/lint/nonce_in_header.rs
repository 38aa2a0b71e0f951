use super::{About, Check, Outcome};
use crate::claims::{audiences, is_graph};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// The header has the `nonce` of tokens that only their own resource can verify.
pub(super) static CHECK: Check = Check {
    code: "nonce-in-header",
    severity: Severity::Info,
    confidence: Confidence::Likely,
    about: About::Token(run),
    title: "the header has a `nonce`, as in tokens for Microsoft Graph: the signature covers another header than this one",
    why: "Entra ID signs such a token with the hash of the `nonce` in its place. Only the API of Microsoft that it is for knows that, by design: with the right key the signature is still not that of this text.",
    help: "do not verify this token; ask for one of your own API",
    see: "the row `nonce` of the JOSE Header",
    source: "Microsoft identity platform: access tokens, token ownership; seen in tokens",
};

fn run(token: &Token) -> Outcome {
    let has = |name| token.header_parameter(name).is_some();
    // ACME requests have a `nonce` too, and a `url` (RFC 8555 §6.4).
    if !has("nonce") || has("url") {
        return Outcome::NotApplicable;
    }
    let listed = audiences(token.claims(), token.claims_text()).present();
    // A check of its own tells that the token is for Graph.
    if listed.is_some_and(|listed| listed.iter().any(|audience| is_graph(audience))) {
        return Outcome::NotApplicable;
    }
    CHECK.found(&[], Place::Header("nonce".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn a_nonce_in_the_header_is_told_once() {
        let found = |header, claims| run(&CHECK, header, claims, "");
        assert_eq!(found(r#"{"nonce":"a"}"#, r#"{"aud":"api://a"}"#).len(), 1);
        for (header, claims) in [
            (
                r#"{"nonce":"a"}"#,
                r#"{"aud":"https://graph.microsoft.com"}"#,
            ),
            (r#"{"nonce":"a","url":"https://a.example/"}"#, "{}"),
            (r#"{"alg":"RS256"}"#, r#"{"nonce":"a"}"#),
        ] {
            assert_eq!(found(header, claims), ["not applicable"], "{header}");
        }
    }
}
