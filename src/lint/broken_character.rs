use super::members::Told;
use super::{About, Check, Outcome};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;
use crate::text::json::Member;

/// An escape stands for half a character, or for the one that ends strings in C.
pub(super) static CHECK: Check = Check {
    code: "broken-character",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "characters that readers disagree about in {names}",
    why: "Half a surrogate pair becomes U+FFFD in one reader, is kept or refused by another; a NUL ends the text for some. What one compares is then not what another compares.",
    help: "have the issuer write whole characters, and no NUL",
    see: "the Raw tab: look for `\\ud8` to `\\udf` without its other half, and for `\\u0000`",
    source: "RFC 8259 §8.2; RFC 8725 §3.7; RFC 7493 §2.1",
};

fn run(token: &Token) -> Outcome {
    let (header, claims) = (token.header_members(), token.claims());
    if header.is_empty() && claims.is_empty() {
        return Outcome::NotApplicable;
    }
    let header_text = token.header().json().map_or("", |(text, _)| text);
    let mut told = Told::default();
    look(&mut told, Place::Header, header, header_text);
    look(&mut told, Place::Claim, claims, token.claims_text());
    told.tell(&CHECK)
}

fn look(told: &mut Told, place: fn(String) -> Place, members: &[Member], text: &str) {
    for member in members {
        for span in [member.name_span, member.value.span] {
            let about = broken(span.of(text));
            if !about.is_empty() {
                told.add(
                    place(member.name.clone()),
                    &["`", &member.name, "` (", about, ")"],
                );
                break;
            }
        }
    }
}

/// What is wrong with the escapes of a JSON text; empty when nothing is.
fn broken(text: &str) -> &'static str {
    const LONE: &str = "half a surrogate pair";
    let mut rest = text.as_bytes();
    // The first half of a pair was read.
    let mut half = false;
    loop {
        let number = match rest {
            [b'\\', b'u', digits @ ..] => {
                rest = digits.get(4..).unwrap_or_default();
                hexadecimal(digits)
            }
            [b'\\', _, after @ ..] | [_, after @ ..] => {
                rest = after;
                u32::from(b' ')
            }
            [] => return if half { LONE } else { "" },
        };
        let second = (0xdc00..0xe000).contains(&number);
        if half != second {
            return LONE;
        }
        if number == 0 {
            return "U+0000";
        }
        half = (0xd800..0xdc00).contains(&number);
    }
}

/// The number that four digits stand for.
fn hexadecimal(digits: &[u8]) -> u32 {
    let mut number = 0;
    for &digit in digits.iter().take(4) {
        number = number << 4 | char::from(digit).to_digit(16).unwrap_or_default();
    }
    number
}

#[cfg(test)]
mod tests {
    use super::super::testing::{run, table};
    use super::CHECK;

    #[test]
    fn escapes_stand_for_whole_characters() {
        table(
            &CHECK,
            &[
                (r#"{"sub":"\ud800"}"#, ""),
                (r#"{"sub":"\udc00"}"#, ""),
                (r#"{"sub":"\ud800x\udc00"}"#, ""),
                (r#"{"sub":"\ud800\ud800\udc00"}"#, ""),
                (r#"{"sub":"admin\u0000"}"#, ""),
                (r#"{"a\udfff":1}"#, ""),
                (r#"{"a":[{"b":"\uDBFF"}]}"#, ""),
            ],
            &[
                (r#"{"sub":"\ud83d\ude00"}"#, ""),
                (r#"{"sub":"\\ud800 \\u0000 \u0001\n\/"}"#, ""),
                ("{\"sub\":\"\u{fffd}\"}", ""),
            ],
            &[("", "")],
        );
        assert_eq!(
            run(&CHECK, r#"{"kid":"\u0000"}"#, r#"{"a":"\ud800"}"#, ""),
            [
                "characters that readers disagree about in `kid` (U+0000), `a` (half a surrogate pair)"
            ]
        );
    }
}
