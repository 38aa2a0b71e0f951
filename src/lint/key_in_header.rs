use super::members::usage;
use super::{About, Check, Outcome};
use crate::claims::{Use, find_text};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// The token brings along the key that it says it is signed with.
pub(super) static CHECK: Check = Check {
    code: "key-in-header",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "the token brings its own key (`jwk`)",
    why: "Whoever forges a token signs it with a key of their own and puts that into the header: that it verifies proves nothing. Only a proof of possession (DPoP) may bring its key.",
    help: "see that the validator takes keys from the issuer's metadata or from the policy only, and never from the token",
    see: "the row `jwk` of the JOSE Header",
    source: "RFC 7515 §4.1.3; RFC 8725 §3.10; CVE-2018-0114",
};

fn run(token: &Token) -> Outcome {
    if token.header_parameter("jwk").is_none() {
        return Outcome::NotApplicable;
    }
    let typ = find_text(token.header_members(), "typ").unwrap_or_default();
    if usage(token) == Use::DpopProof || typ.ends_with("proof+jwt") {
        return Outcome::Passed;
    }
    CHECK.found(&[], Place::Header("jwk".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn only_a_proof_brings_its_key() {
        let found = |header| run(&CHECK, header, "{}", "");
        assert_eq!(found(r#"{"alg":"RS256","jwk":{"kty":"RSA"}}"#).len(), 1);
        assert_eq!(found(r#"{"jwk":null}"#).len(), 1);
        assert!(found(r#"{"typ":"dpop+jwt","jwk":{"kty":"EC"}}"#).is_empty());
        assert!(found(r#"{"typ":"openid4vci-proof+jwt","jwk":{}}"#).is_empty());
        assert_eq!(found(r#"{"kid":"a"}"#), ["not applicable"]);
    }
}
