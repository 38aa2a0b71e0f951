use super::members::{StringAt, Told, each_string};
use super::{About, Check, Outcome};
use crate::finding::{Confidence, Severity};
use crate::jose::Token;

/// A letter of another alphabet stands among Latin ones that it looks like.
pub(super) static CHECK: Check = Check {
    code: "look-alike-letter",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Token(run),
    title: "letters that look like Latin ones and are not in {names}",
    why: "To the eye the value is one that is trusted; it is equal to none that a policy or a key set lists.",
    help: "compare the value character by character with the one that is expected; an issuer's URL has plain ASCII only",
    see: "in a browser's console: `[...value].map(c => c.codePointAt(0).toString(16))` has numbers above 7f",
    source: "Unicode UTS #39 §4; RFC 3986 §2",
};

fn run(token: &Token) -> Outcome {
    each_string(&CHECK, token, look)
}

fn look(told: &mut Told, at: &StringAt<'_>) {
    if at.is_name || at.text.is_ascii() {
        return;
    }
    match at.name {
        "iss" => told.add_string(at, "(not ASCII)"),
        "sub" | "kid" if is_mixed(at.text) => {
            told.add_string(at, "(two alphabets in one word)");
        }
        _ => {}
    }
}

/// Whether a word has letters of Latin and of an alphabet whose letters look like those.
fn is_mixed(text: &str) -> bool {
    let (mut latin, mut alike) = (false, false);
    for character in text.chars() {
        match character {
            'a'..='z' | 'A'..='Z' => latin = true,
            // Greek, Cyrillic, Armenian, Cherokee, mathematical letters, full width.
            '\u{370}'..='\u{58f}'
            | '\u{13a0}'..='\u{13ff}'
            | '\u{1d400}'..='\u{1d7ff}'
            | '\u{ff21}'..='\u{ff5a}' => alike = true,
            _ if character.is_ascii() => (latin, alike) = (false, false),
            _ => {}
        }
        if latin && alike {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn letters_of_another_alphabet_are_told() {
        table(
            &CHECK,
            &[
                ("{\"iss\":\"https://idp.ex\u{430}mple.com/\"}", ""),
                ("{\"sub\":\"\u{430}dmin\"}", ""),
                ("{\"sub\":\"x-adm\u{456}n\"}", ""),
                ("{\"iss\":\"https://münchen.example/\"}", ""),
            ],
            &[
                ("{\"sub\":\"Иван Ivanov\",\"name\":\"\u{430}dmin\"}", ""),
                ("{\"sub\":\"Chloé\"}", ""),
                ("{\"sub\":\"超级admin\"}", ""),
            ],
            &[("", "")],
        );
    }
}
