use super::{About, Check, Outcome};
use crate::finding::{Confidence, Part, Place, Severity};
use crate::jose::alg::{Family, alike};
use crate::jose::{Kind, Token};

/// The header is of an encrypted token and the rest of a signed one, or the other way round.
pub(super) static CHECK: Check = Check {
    code: "jws-and-jwe-confused",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "{found}",
    why: "A library that picks what to do by `alg` or by the number of segments alone may take encryption with a public key for a signature: whoever has that key then writes tokens.",
    help: "have the API accept one form only, with the algorithms that it expects; ask the issuer for a token of that form",
    see: "the number of segments, three or five, beside `alg` and `enc` of the JOSE Header",
    source: "RFC 7516 §9; RFC 8725 §2.8; CVE-2023-51774",
};

fn run(token: &Token) -> Outcome {
    let encrypts = |name| {
        let family = alike(name).map(|row| row.family);
        matches!(
            family,
            Some(Family::KeyManagement | Family::ContentEncryption)
        )
    };
    let alg = token.alg().unwrap_or_default();
    let has_enc = token.header_parameter("enc").is_some();
    let found = match token.kind {
        Kind::Jwe if !has_enc => {
            "five segments, as of an encrypted token, but the header has no `enc`"
        }
        Kind::Jwe if alike(alg).is_some() && !encrypts(alg) => {
            "five segments, as of an encrypted token, but `alg` is an algorithm that signs"
        }
        Kind::Jws if encrypts(alg) => {
            "three segments, as of a signed token, but `alg` is an algorithm that encrypts"
        }
        Kind::Jws if has_enc => "three segments, as of a signed token, but the header has `enc`",
        Kind::Jws | Kind::Jwe => return Outcome::Passed,
        _ => return Outcome::NotApplicable,
    };
    CHECK.found(&[("found", found)], Place::Token(Part::Header))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{encode, of_token};
    use super::CHECK;
    use crate::jose::decode;

    #[test]
    fn header_and_segments_are_of_one_form() {
        for (header, segments, found) in [
            (r#"{"alg":"RS256"}"#, 3, false),
            (r#"{"alg":"dir","enc":"A256GCM"}"#, 5, false),
            (r#"{"alg":"X9","enc":"A256GCM"}"#, 5, false),
            (r#"{"alg":"HS256"}"#, 5, true),
            (r#"{"alg":"HS256","enc":"A256GCM"}"#, 5, true),
            (r#"{"alg":"RSA-OAEP"}"#, 3, true),
            (r#"{"alg":"RS256","enc":"A256GCM"}"#, 3, true),
        ] {
            let token = decode(&[&encode(header), &*".YWJj".repeat(segments - 1)].concat());
            assert_eq!(
                of_token(&CHECK, &token).len(),
                usize::from(found),
                "{header} {segments}"
            );
        }
    }
}
