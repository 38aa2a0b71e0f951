//! XML as a small tree that knows where everything stands: [`parse`] takes what is well-formed, [`salvage`] what people have.
//!
//! By hand: a policy uses the least part of XML, and a library that reads all of it weighs three times as much.

mod attribute;
mod expression;
mod parser;
mod reference;

use super::edit::Edit;
use crate::text::{Span, fill_in_order};
use parser::Parser;
pub(super) use reference::character;

const MAX_BYTES: usize = 1 << 20;

/// Bytes that [`salvage`] looks at in vain, for each byte of the text.
const PATIENCE: usize = 8;

/// Longer texts of the user are cut in a message.
const MAX_SHOWN: usize = 80;

/// An element with its attributes and children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element<'a> {
    /// The tag's name, without a namespace prefix.
    pub name: &'a str,
    /// From `<` to the end of its end tag.
    pub span: Span,
    /// Its name in the start tag.
    pub name_span: Span,
    /// Its name in the end tag; empty where there is none.
    pub end_name: Span,
    /// Behind the name in its start tag.
    pub attributes_at: usize,
    /// What stands between its tags; empty at its end where there is only one.
    pub inner: Span,
    /// In the order written.
    pub attributes: Vec<Attribute<'a>>,
    /// The elements inside, in order.
    pub children: Vec<Self>,
    /// The text inside, entities resolved, comments left out.
    pub text: String,
    /// Where the text stands: from its first to its last character that is not blank.
    pub text_span: Span,
    /// The text of the comments directly inside.
    pub comments: Vec<&'a str>,
}

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value, entities resolved; an expression that is not escaped stands as written.
    pub value: String,
    /// Where the value stands, without the quotes.
    pub span: Span,
    /// Where the name stands.
    pub name_span: Span,
    /// Behind the closing quote.
    pub end: usize,
}

/// Why a text is not the XML that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Kebab-case.
    pub code: &'static str,
    /// Byte offset.
    pub offset: usize,
    /// What is wrong and what to do.
    pub message: String,
    /// What mends it, where one change is right.
    pub edits: Vec<Edit>,
}

impl Fault {
    /// Whether what follows it can be read all the same.
    pub(super) fn is_passed_over(&self) -> bool {
        !matches!(self.code, "too-large" | "doctype")
    }
}

impl<'a> Element<'a> {
    /// The attribute of this name.
    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|known| known.name == name)
    }

    /// What gives the element another name.
    pub(super) fn renamed(&self, name: &str) -> Vec<Edit> {
        let mut edits = vec![(self.name_span, name.to_owned())];
        if self.end_name.start < self.end_name.end {
            edits.push((self.end_name, name.to_owned()));
        }
        edits
    }

    /// Whether its text is one piece: nothing else stands where the text stands.
    pub(super) fn is_one_text(&self) -> bool {
        let place = self.text_span;
        let is_inside = |child: &Self| (place.start..place.end).contains(&child.span.start);
        self.comments.is_empty() && !self.children.iter().any(is_inside)
    }

    /// Widens the place of the text to one more piece of it, which stands at `start`.
    fn add_place(&mut self, start: usize, written: &str) {
        let Some(place) = Span::locate(written, written.trim()).filter(|at| at.start < at.end)
        else {
            return;
        };
        let place = place.shifted(start);
        if self.text_span == Span::default() {
            self.text_span.start = place.start;
        }
        self.text_span.end = place.end;
    }
}

/// Reads a text as XML: one root or several. The result is one nameless element that holds them.
#[inline(never)]
pub(super) fn parse(text: &str) -> Result<Element<'_>, Fault> {
    if text.len() > MAX_BYTES {
        let message = "the policy is larger than 1 MB: paste the part with the JWT policy";
        return Err(fault("too-large", MAX_BYTES, message, &[]));
    }
    let mut parser = parser(text, false);
    parser.document();
    parser.faults.pop().map_or(Ok(parser.inner), Err)
}

/// Reads what can be read, and says the rest: expressions with raw quotes and `<`, as the gateway takes them, policies
/// in a text of another kind, and what follows a mistake. A text larger than [`parse`] takes is not for it.
#[inline(never)]
pub(super) fn salvage(text: &str) -> (Element<'_>, Vec<Fault>) {
    let mut parser = parser(text, true);
    parser.document();
    while !parser.outer.is_empty() {
        parser.end(text.len(), text.len());
    }
    (parser.inner, parser.faults)
}

fn parser(text: &str, lenient: bool) -> Parser<'_> {
    Parser {
        text,
        inner: Element::default(),
        outer: Vec::new(),
        lenient,
        faults: Vec::new(),
        edits: Vec::new(),
        patience: text.len().saturating_mul(PATIENCE),
    }
}

/// Whether an element is a policy about a JSON Web Token.
pub(super) fn is_jwt_policy(name: &str) -> bool {
    matches!(name, "validate-jwt" | "validate-azure-ad-token")
}

const PLACEHOLDER: &str =
    "`{}` stands in place of a value: put the value there; the gateway refuses the policy on save";

/// A name without its namespace prefix.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// The name at the beginning of a text.
fn word(text: &str) -> &str {
    // No letter begins with this byte, and a no-break space does.
    let ends =
        |byte: u8| matches!(byte, b'=' | b'>' | b'/' | b'<' | 0xc2) || byte.is_ascii_whitespace();
    head(text, until(text, 0, ends))
}

/// So many bytes of a text; none of it where a character would be cut.
fn head(text: &str, length: usize) -> &str {
    text.get(..length).unwrap_or_default()
}

/// Where the first such ASCII character stands, from an offset on; the end of the text where there is none.
fn until(text: &str, from: usize, stops: fn(u8) -> bool) -> usize {
    let mut bytes = text.as_bytes().iter().skip(from);
    let found = bytes.position(|byte| stops(*byte));
    found.map_or(text.len(), |at| from + at)
}

/// Stands where a blank should, in what was copied from a web page.
const NO_BREAK_SPACE: char = '\u{a0}';

/// How long the blanks are that a text begins with.
fn blanks(text: &str) -> usize {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
    let mut length = 0;
    loop {
        let rest = text.get(length..).unwrap_or_default();
        length += rest.bytes().take_while(is_blank).count();
        if !text
            .get(length..)
            .is_some_and(|rest| rest.starts_with(NO_BREAK_SPACE))
        {
            return length;
        }
        length += NO_BREAK_SPACE.len_utf8();
    }
}

/// Whether a text begins as a name does; characters beyond ASCII are let through.
fn begins_name(text: &str) -> bool {
    let first = text.as_bytes().first();
    first.is_some_and(|&first| first.is_ascii_alphabetic() || matches!(first, b'_' | b':' | 0x80..))
}

fn is_name(text: &str) -> bool {
    begins_name(text) && !text.bytes().any(|byte| matches!(byte, b'"' | b'\'' | b'&'))
}

fn fault(code: &'static str, offset: usize, template: &str, arguments: &[&str]) -> Fault {
    let mut shown = Vec::new();
    for argument in arguments {
        shown.push(head(argument, argument.floor_char_boundary(MAX_SHOWN)));
    }
    Fault {
        code,
        offset,
        message: fill_in_order(template, &shown),
        edits: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
