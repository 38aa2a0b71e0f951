use super::members::{StringAt, Told, each_string, is_bidi, is_invisible};
use super::{About, Check, Outcome};
use crate::finding::{Confidence, Severity};
use crate::jose::Token;
use crate::text::has_word;

/// A text is not what it looks like: characters in it are invisible, or turn others around.
pub(super) static CHECK: Check = Check {
    code: "hidden-character",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "characters that are not seen in {names}",
    why: "Such a value looks like another one to whoever reads it on a screen or in a log, and is not equal to it: no policy that lists the other matches it.",
    help: "compare the values in the JSON view, and have the issuer refuse such characters in names and identifiers",
    see: "in a browser's console: `value.length` is more than the characters that you see",
    source: "Trojan Source, 2021 (CVE-2021-42574); Unicode UAX #9, UTS #39",
};

/// Whose values identify: in other claims a zero-width character belongs to the writing of a language, or to an emoji.
const IDENTIFIERS: &str = "iss sub aud kid jku x5u azp appid client_id cid oid tid upn email preferred_username unique_name scp scope roles groups";

fn run(token: &Token) -> Outcome {
    each_string(&CHECK, token, look)
}

fn look(told: &mut Told, at: &StringAt<'_>) {
    // Nearly every string is printable ASCII, which is quick to see.
    if at.text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return;
    }
    let identifies = at.is_name || has_word(IDENTIFIERS, at.name);
    if at.text.chars().any(is_bidi) {
        told.add_string(at, "(the direction of the text is turned)");
    } else if identifies && at.text.chars().any(is_invisible) {
        told.add_string(at, "(of no width)");
    } else if identifies && at.text.chars().any(is_control) {
        told.add_string(at, "(a control character)");
    }
}

/// A control character that is not told elsewhere, as NUL is.
fn is_control(character: char) -> bool {
    character.is_control() && character != '\0'
}

#[cfg(test)]
mod tests {
    use super::super::testing::{run, table};
    use super::CHECK;

    #[test]
    fn what_cannot_be_seen_is_told() {
        table(
            &CHECK,
            &[
                ("{\"sub\":\"user\u{202e}nimda\"}", ""),
                (r#"{"note":"a\u2066b"}"#, ""),
                (r#"{"aud":["api://a\u200b"]}"#, ""),
                (r#"{"ro\u00adles":["a"]}"#, ""),
                (r#"{"sub":"a\nb"}"#, ""),
                (r#"{"sub":"a\u007f"}"#, ""),
            ],
            &[
                ("{\"name\":\"می\u{200c}خواهم 👩\u{200d}🚀\"}", ""),
                (
                    r#"{"sub":"超级管理员","name":"Chloé","address":"a\nb"}"#,
                    "",
                ),
            ],
            &[("", "")],
        );
        assert_eq!(
            run(&CHECK, r#"{"kid":"a\u200b"}"#, r#"{"a\u202eb":1}"#, ""),
            [
                "characters that are not seen in `kid` (of no width), `aU+202Eb` (the direction of the text is turned)"
            ]
        );
    }
}
