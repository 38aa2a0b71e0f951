//! Members of a token in which a check found the same, told in one finding: and the walk that looks at every string.

use std::fmt::Write as _;

use super::{Check, Outcome};
use crate::claims::{Profile, Use};
use crate::finding::{Place, enumerate};
use crate::jose::Token;
use crate::text::json::{Json, Member};

/// So many are told.
const MAX: usize = 16;
/// Bytes of a value that are shown.
const MAX_SHOWN: usize = 80;

/// A string of a token, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct StringAt<'a> {
    /// In the header or in the claims.
    pub(super) place: fn(String) -> Place,
    /// The name of the top-level member that it stands in.
    pub(super) top: &'a str,
    /// The name of the nearest member; of a name, that itself.
    pub(super) name: &'a str,
    /// The string: of a value, its text; of a name, that itself.
    pub(super) text: &'a str,
    /// Whether it is a name.
    pub(super) is_name: bool,
}

/// Hands every name and every string value of header and claims to `look`, at every depth, in their order: what it adds
/// is what the check found.
pub(super) fn each_string(
    check: &Check,
    token: &Token,
    look: fn(&mut Told, &StringAt<'_>),
) -> Outcome {
    let (header, claims) = (token.header_members(), token.claims());
    if header.is_empty() && claims.is_empty() {
        return Outcome::NotApplicable;
    }
    let mut told = Told::default();
    each_member(Place::Header, None, header, &mut |at| look(&mut told, at));
    each_member(Place::Claim, None, claims, &mut |at| look(&mut told, at));
    told.tell(check)
}

/// Looks at members of an object, inside of the top-level member `top` where it is not the topmost.
fn each_member<'a>(
    place: fn(String) -> Place,
    top: Option<&'a str>,
    members: &'a [Member],
    look: &mut dyn FnMut(&StringAt<'_>),
) {
    for member in members {
        let name = &member.name;
        let at = StringAt {
            place,
            top: top.unwrap_or(name),
            name,
            text: name,
            is_name: true,
        };
        look(&at);
        each_value(at, &member.value, look);
    }
}

/// Looks at the value of the name that is `at` hand.
fn each_value<'a>(mut at: StringAt<'a>, value: &'a Json, look: &mut dyn FnMut(&StringAt<'_>)) {
    at.is_name = false;
    if let Some(text) = value.as_str() {
        at.text = text;
        look(&at);
    }
    for element in value.elements() {
        each_value(at, element, look);
    }
    each_member(at.place, Some(at.top), value.members(), look);
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Told {
    /// What was found, as it stands in `{names}`.
    names: String,
    places: Vec<Place>,
}

impl Told {
    /// Adds what was found, given in parts, and its place; beyond the bound it is left out.
    pub(super) fn add(&mut self, place: Place, said: &[&str]) {
        if self.places.len() < MAX {
            enumerate(&mut self.names, said);
            self.places.push(place);
        }
    }

    /// Adds the member that a string stands in, and what about it; a member is told once.
    pub(super) fn add_string(&mut self, at: &StringAt<'_>, about: &str) {
        let place = (at.place)(at.top.to_owned());
        if self.places.last() != Some(&place) {
            let between = if about.is_empty() { "" } else { " " };
            self.add(place, &["`", &shown(at.name), "`", between, about]);
        }
    }

    /// What that comes to, with `{names}`.
    pub(super) fn tell(self, check: &Check) -> Outcome {
        if self.places.is_empty() {
            return Outcome::Passed;
        }
        Outcome::Found(check.finding(&[("names", &self.names)], self.places))
    }
}

/// A text for a title: its beginning, with what cannot be seen by its number.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        if shown.len() >= MAX_SHOWN {
            shown.push('…');
            break;
        }
        if character.is_control() || is_bidi(character) || is_invisible(character) {
            let _ = write!(shown, "U+{:04X}", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a character changes the direction of what stands around it (Unicode UAX #9, explicit formatting).
pub(super) const fn is_bidi(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is not seen: zero width, or a tag.
pub(super) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// What a token is for.
pub(super) fn usage(token: &Token) -> Use {
    let claims = token.claims();
    Use::of(token.header_members(), claims, Profile::of(claims))
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::super::{About, Check};
    use super::{MAX, MAX_SHOWN, Outcome, StringAt, Told, each_string, shown};
    use crate::finding::{Confidence, Place, Severity};

    static EVERYTHING: Check = Check {
        code: "everything",
        severity: Severity::Info,
        confidence: Confidence::Certain,
        about: About::Token(|token| each_string(&EVERYTHING, token, tell)),
        title: "{names}",
        why: "",
        help: "",
        see: "s",
        source: "",
    };

    fn tell(told: &mut Told, at: &StringAt<'_>) {
        let place = (at.place)(at.top.to_owned());
        told.add(place, &[at.top, "/", at.name, "=", at.text]);
    }

    #[test]
    fn every_string_is_looked_at_once() {
        let found = |header, claims| run(&EVERYTHING, header, claims, "").concat();
        assert_eq!(
            found(
                r#"{"alg":"none"}"#,
                r#"{"a":["b",{"c":"d"},5],"e":{"f":{"g":null}}}"#
            ),
            "alg/alg=alg, alg/alg=none, a/a=a, a/a=b, a/c=c, a/c=d, e/e=e, e/f=f, e/g=g"
        );
        assert_eq!(found("5", "5"), "not applicable");
        let many = format!("{{\"a\":[{}]}}", vec!["\"b\""; 99].join(","));
        assert_eq!(found("{}", &many).matches("a/").count(), MAX);
    }

    #[test]
    fn a_member_is_told_once() {
        let mut told = Told::default();
        for (top, name) in [("a", "x"), ("a", "y"), ("b", "b")] {
            let at = StringAt {
                place: Place::Claim,
                top,
                name,
                text: "",
                is_name: false,
            };
            told.add_string(&at, "(why)");
        }
        assert_eq!(told.names, "`x` (why), `b` (why)");
        assert_eq!(Told::default().tell(&EVERYTHING), Outcome::Passed);
    }

    #[test]
    fn what_is_shown_is_short_and_visible() {
        assert_eq!(shown("a\u{202e}b\0é"), "aU+202EbU+0000é");
        let long = shown(&"x".repeat(100_000));
        assert_eq!(long.chars().count(), MAX_SHOWN + 1);
        assert!(long.ends_with('…'));
    }
}
