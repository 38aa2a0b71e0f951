use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Part, Place, Severity};
use crate::verify::{Origin, Outcome as Trial};

/// The signature was made with a key that the token carries.
pub(super) static CHECK: Check = Check {
    code: "signed-with-its-own-key",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Keys(run),
    title: "the signature fits the key that the token itself carries, which proves nothing",
    why: "Whoever writes a token can put a key of their own into its header and sign with it. A library that takes the key from there lets everybody in.",
    help: "have whatever verifies tokens take keys from the issuer's metadata only, and pass over `jwk` and `x5c` of the header",
    see: "the signature verifies with `jwk` or `x5c` of the header, and with no key of the issuer",
    source: "RFC 8725 §3.10; RFC 7515 §10.10; CVE-2018-0114",
};

fn run(subject: &KeySubject<'_>) -> Outcome {
    // A proof of possession is signed with the key that it carries (RFC 9449 §4.2).
    let kind = subject
        .token
        .and_then(|token| token.header_parameter("typ")?.as_str());
    if kind.is_some_and(|kind| kind.eq_ignore_ascii_case("dpop+jwt")) {
        return Outcome::NotApplicable;
    }
    let (mut carries, mut fits_own, mut fits_other) = (false, false, false);
    for trial in &subject.verification.trials {
        let is_own = trial.origin == Origin::Token;
        let fits = trial.outcome == Ok(Trial::Fits);
        carries |= is_own;
        fits_own |= is_own && fits;
        fits_other |= !is_own && fits;
    }
    if !carries {
        return Outcome::NotApplicable;
    }
    // The issuer may carry its key along, too.
    if fits_own && !fits_other {
        return CHECK.found(&[], Place::Token(Part::Signature));
    }
    Outcome::Passed
}

#[cfg(test)]
mod tests {
    use super::super::testing::{of_verification, titles};
    use super::CHECK;
    use crate::verify::Outcome;

    #[test]
    fn a_key_that_came_along_is_told_where_it_fits() {
        let header = r#"{"alg":"EdDSA","jwk":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}"#;
        assert_eq!(
            titles(of_verification(&CHECK, header, Outcome::Fits)).len(),
            1
        );
        assert!(titles(of_verification(&CHECK, header, Outcome::DoesNotFit)).is_empty());
        let proof = header.replacen('{', r#"{"typ":"dpop+jwt","#, 1);
        assert_eq!(
            titles(of_verification(&CHECK, &proof, Outcome::Fits)),
            ["not applicable"]
        );
        assert_eq!(
            titles(of_verification(&CHECK, r#"{"alg":"EdDSA"}"#, Outcome::Fits)),
            ["not applicable"]
        );
    }
}
