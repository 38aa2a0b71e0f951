use super::members::{Told, shown};
use super::{About, Check, Outcome};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;
use crate::text::has_word;
use crate::text::json::Kind;

/// `crit` is not as it has to be, or names what hardly anybody understands.
pub(super) static CHECK: Check = Check {
    code: "crit-not-understood",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "`crit` {names}",
    why: "`crit` lists extensions without which the token must not be accepted. A validator has to refuse a token whose `crit` it does not understand, and one whose `crit` is not well formed; some ignore it, and accept what others refuse.",
    help: "have the issuer list in `crit` only the extensions that stand in this header and that every reader knows, or leave `crit` out",
    see: "the row `crit` of the JOSE Header: each name in it is a row, too, and none is of RFC 7515 itself",
    source: "RFC 7515 §4.1.11; CVE-2025-59420",
};

/// What `crit` may not name (RFC 7515 §4.1.11): the parameters of RFC 7515, 7516 and 7518.
const STANDARD: &str =
    "alg jku jwk kid x5u x5c x5t x5t#S256 typ cty crit enc zip epk apu apv iv tag p2s p2c";
/// So many names are looked at.
const MAX_NAMES: usize = 16;

fn run(token: &Token) -> Outcome {
    let Some(crit) = token.header_parameter("crit") else {
        return Outcome::NotApplicable;
    };
    let mut told = Told::default();
    let mut say = |said: &[&str]| told.add(Place::Header("crit".to_owned()), said);
    let Kind::Array(elements) = &crit.kind else {
        say(&[
            "is ",
            crit.describe(),
            ", where RFC 7515 wants a list of names",
        ]);
        return told.tell(&CHECK);
    };
    if elements.is_empty() {
        say(&["is empty, which RFC 7515 forbids"]);
    }
    for (index, element) in elements.iter().take(MAX_NAMES).enumerate() {
        let Some(name) = element.as_str() else {
            say(&["has ", element.describe(), " in its list of names"]);
            continue;
        };
        let mut before = elements.iter().take(index);
        let about = if before.any(|other| other.as_str() == Some(name)) {
            " twice"
        } else if has_word(STANDARD, name) {
            ", a standard parameter, which may not be in it"
        } else if token.header_parameter(name).is_none() {
            ", which the header does not have"
        } else if name == "b64" {
            continue;
        } else {
            ", an extension: who does not know it has to refuse the token"
        };
        say(&["names `", &shown(name), "`", about]);
    }
    told.tell(&CHECK)
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn crit_is_a_list_of_extensions_that_are_there() {
        for (header, expected) in [
            (r#"{"crit":[]}"#, "is empty"),
            (r#"{"crit":"b64","b64":true}"#, "is a string"),
            (r#"{"crit":[5]}"#, "has a number"),
            (r#"{"crit":["exp"],"exp":1}"#, "names `exp`, an extension"),
            (r#"{"crit":["exp"]}"#, "names `exp`, which the header"),
            (r#"{"crit":["b64"]}"#, "names `b64`, which the header"),
            (
                r#"{"crit":["alg"],"alg":"RS256"}"#,
                "names `alg`, a standard",
            ),
            (r#"{"crit":["b64","b64"],"b64":true}"#, "names `b64` twice"),
        ] {
            let found = run(&CHECK, header, "{}", "").concat();
            assert!(found.starts_with(&format!("`crit` {expected}")), "{found}");
        }
        let found = |header| run(&CHECK, header, "{}", "");
        assert!(found(r#"{"crit":["b64"],"b64":true}"#).is_empty());
        assert_eq!(found(r#"{"alg":"RS256"}"#), ["not applicable"]);
    }
}
