//! Attributes, and where their values end.

use super::parser::{NO_NAME, Parser};
use super::reference::resolve;
use super::{Attribute, Element, NO_BREAK_SPACE, PLACEHOLDER, blanks, head, is_name, until, word};
use crate::text::Span;

const MAX_ATTRIBUTES: usize = 64;

/// What word processors and blogs make of quotes; they end with a straight one, too.
static CURLY: [char; 6] = [
    '\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}', '"',
];

impl<'a> Parser<'a> {
    /// Reads the attribute that begins at `at`, and says where it ends; `None` where the reading ends.
    pub(super) fn attribute(&mut self, element: &mut Element<'a>, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let name = word(rest);
        if Span::new(0, at).of(self.text).ends_with(NO_BREAK_SPACE) {
            let space = Span::new(at - NO_BREAK_SPACE.len_utf8(), at);
            self.edits.push((space, " ".to_owned()));
            let message = "a no-break space in a tag: the gateway refuses it; write a blank";
            self.say("no-break-space", at, message, &[])?;
        }
        let name_end = at + name.len();
        let value = self.rest(name_end);
        let value = value.trim_ascii_start().strip_prefix('=');
        let quoted = value.unwrap_or_default().trim_ascii_start();
        let closing: &[char] = match quoted.chars().next() {
            Some('"') => &['"'],
            Some('\'') => &['\''],
            Some(other) if self.lenient && CURLY.contains(&other) => &CURLY,
            _ => &[],
        };
        let named = is_name(name);
        if closing.is_empty() || !named {
            let piece = head(
                rest,
                until(rest, 0, |byte| {
                    matches!(byte, b'<' | b'>') || byte.is_ascii_whitespace()
                }),
            );
            let piece = piece.strip_suffix('/').unwrap_or(piece);
            let template = if named {
                "the attribute `{}` has no value in quotes"
            } else {
                NO_NAME
            };
            let shown = if name.is_empty() { piece } else { name };
            self.syntax(at, template, &[shown])?;
            return Some(at + piece.len().max(1));
        }
        let start = self.text.len() - behind_quote(quoted, closing).len();
        let (end, wrong) = self.value_end(start, closing);
        if !wrong.is_empty() {
            self.syntax(at, wrong, &[name])?;
        }
        let after = self.text.len() - behind_quote(self.rest(end), closing).len();
        let place = Span::new(start, end);
        let written = place.of(self.text);
        if closing.len() > 1 {
            let opening = self.text.len() - quoted.len();
            for quote in [Span::new(opening, start), Span::new(end, after)] {
                self.edits.push((quote, "\"".to_owned()));
            }
            let template = "curly quotes around the value of `{}`: the gateway refuses them; write straight ones";
            self.say("curly-quotes", at, template, &[name])?;
        }
        let mut value = String::new();
        let is_expression = self.lenient && expression(written).is_some();
        if is_expression && written.contains(|byte| byte == '<' || closing.contains(&byte)) {
            value.push_str(written);
        } else {
            if let Some((_, inside)) = written.split_once('<').filter(|_| !is_expression) {
                let inside = inside.split('>').next().unwrap_or_default();
                let shown = ["<", inside, ">"].concat();
                self.say("placeholder", at, PLACEHOLDER, &[&shown])?;
            }
            resolve(written, ' ', &mut value);
        }
        if element.attributes.len() == MAX_ATTRIBUTES {
            let message = "an element has more than 64 attributes: no policy has";
            self.stop("too-many-attributes", at, message);
            return None;
        }
        if element.attribute(name).is_some() {
            self.edits.push((Span::new(at, after), String::new()));
            let template = "the attribute `{}` stands twice: delete one of them";
            self.say("not-xml", at, template, &[name])?;
        } else {
            element.attributes.push(Attribute {
                name,
                value,
                span: place,
                name_span: Span::new(at, name_end),
                end: after,
            });
        }
        Some(after)
    }

    /// Where the value that begins at `start` ends, and what is wrong with that, if anything.
    fn value_end(&mut self, start: usize, closing: &[char]) -> (usize, &'static str) {
        let mut wrong = "the value of `{}` is never closed by a quote";
        if let Some(end) = self.quote(start, closing) {
            if may_follow_value(behind_quote(self.rest(end), closing)) {
                return (end, "");
            }
            wrong = "no blank follows the value of `{}`: one of its quotes is missing or too many";
        }
        // Quotes in quotes: the first that can end a value, if it is on the line.
        let rest = self.rest(start);
        let line = head(rest, until(rest, 0, |byte| matches!(byte, b'<' | b'\n')));
        self.look(line.len());
        for (at, _) in line.match_indices(closing).filter(|_| self.patience > 0) {
            if may_follow_value(behind_quote(self.rest(start + at), closing)) {
                return (start + at, wrong);
            }
        }
        (
            start + until(line, 0, |byte| matches!(byte, b'>' | b'"' | b'\'')),
            wrong,
        )
    }

    /// The quote that ends the value: not one inside of an expression.
    fn quote(&mut self, start: usize, closing: &[char]) -> Option<usize> {
        let mut quote = start + find_quote(self.rest(start), closing)?;
        let written = Span::new(start, quote).of(self.text);
        // One that is escaped as XML has it is not read as C#.
        if !self.lenient || expression(written).is_none() || written.contains("&quot;") {
            return Some(quote);
        }
        let mut at = start;
        while let Some(found) = expression(Span::new(at, quote).of(self.text)) {
            at += found;
            let is_ours = self.rest(at).starts_with('@');
            if let Some(end) = self.expression(at)
                && (!is_ours || self.rest(end).trim_ascii_start().starts_with(closing))
            {
                at = end;
                if quote < end {
                    quote = end + find_quote(self.rest(end), closing)?;
                }
            } else {
                at += 2;
            }
        }
        Some(quote)
    }
}

/// Where a text has an expression, or one of Terraform.
fn expression(text: &str) -> Option<usize> {
    let mut pairs = text.as_bytes().windows(2);
    pairs.position(|two| matches!(two, [b'@' | b'$' | b'%', b'(' | b'{']))
}

/// One quote is found much faster than one of several.
fn find_quote(text: &str, closing: &[char]) -> Option<usize> {
    match closing {
        [quote] => text.find(*quote),
        _ => text.find(closing),
    }
}

fn behind_quote<'a>(text: &'a str, closing: &[char]) -> &'a str {
    text.strip_prefix(closing).unwrap_or(text)
}

fn may_follow_value(text: &str) -> bool {
    text.is_empty() || text.starts_with(['/', '>']) || blanks(text) > 0
}
