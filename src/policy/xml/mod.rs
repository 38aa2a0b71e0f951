//! Well-formed XML as a small tree that knows where everything stands.
//!
//! By hand: a policy uses the least part of XML, and a library that reads all of it weighs three times as much.

mod reference;

use crate::text::{Span, fill_in_order};
use reference::{add, resolve};

const MAX_BYTES: usize = 1 << 20;
const MAX_DEPTH: usize = 64;
const MAX_ATTRIBUTES: usize = 64;

/// An element with its attributes and children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element<'a> {
    /// The tag's name.
    pub name: &'a str,
    /// From `<` to the end of its end tag.
    pub span: Span,
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
    /// Its value, entities resolved.
    pub value: String,
    /// Where the value stands, without the quotes.
    pub span: Span,
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
}

impl<'a> Element<'a> {
    /// The attribute of this name.
    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|known| known.name == name)
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
        let message = "the policy is larger than 1 MB: paste only the part with the JWT policy";
        return Err(fault("too-large", MAX_BYTES, message, &[]));
    }
    let mut parser = Parser {
        text,
        inner: Element::default(),
        outer: Vec::new(),
    };
    let mut at = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    while at < text.len() {
        at = parser.next(at)?;
    }
    if parser.outer.is_empty() {
        return Ok(parser.inner);
    }
    let (name, at) = (parser.inner.name, parser.inner.span.start);
    let template = "`<{}>` is never closed: add `</{}>`";
    Err(fault("not-xml", at, template, &[name, name]))
}

/// Markup of which only the ends matter.
static SECTIONS: [(&str, &str); 3] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];

/// Faults that are told in two places.
const NO_END: &str = "a tag without `>`";
const NO_NAME: &str = "`{}` is no name: write each attribute as `name=\"value\"` with a blank before it, and `<` as `&lt;`";

struct Parser<'a> {
    text: &'a str,
    /// The innermost element that is open.
    inner: Element<'a>,
    /// Those around it, the outermost first.
    outer: Vec<Element<'a>>,
}

impl Parser<'_> {
    /// Reads what begins at `start`, a text or one piece of markup, and says where it ends.
    fn next(&mut self, start: usize) -> Result<usize, Fault> {
        let rest = self.text.get(start..).unwrap_or_default();
        if !rest.starts_with('<') {
            let written = rest.split('<').next().unwrap_or_default();
            self.inner.add_place(start, written);
            return match resolve(written, '\n', &mut self.inner.text) {
                Some(bare) => Err(self.syntax(
                    start + bare,
                    "an `&` that begins nothing: write `&amp;`",
                    &[],
                )),
                None => Ok(start + written.len()),
            };
        }
        for (begin, end) in SECTIONS {
            let Some(after) = rest.strip_prefix(begin) else {
                continue;
            };
            let Some((inside, _)) = after.split_once(end) else {
                return Err(self.syntax(start, "`{}` without `{}`", &[begin, end]));
            };
            let length = begin.len() + inside.len() + end.len();
            match begin {
                "<!--" => self.inner.comments.push(inside),
                "<?" => {}
                _ => {
                    add(inside, '\n', &mut self.inner.text);
                    let written = rest.get(..length).unwrap_or_default();
                    self.inner.add_place(start, written);
                }
            }
            return Ok(start + length);
        }
        let doctype = rest.get(..9).unwrap_or_default();
        if doctype.eq_ignore_ascii_case("<!DOCTYPE") {
            let message = "a document type declaration is refused: the gateway takes none, and it can do harm; delete it";
            return Err(fault("doctype", start, message, &[]));
        }
        let Some(name) = rest.strip_prefix("</") else {
            return self.open(start);
        };
        let Some((name, _)) = name.split_once('>') else {
            return Err(self.syntax(start, NO_END, &[]));
        };
        let end = start + "</>".len() + name.len();
        self.close(start, end, name.trim_ascii_end())?;
        Ok(end)
    }

    /// Reads the tag that begins at `start`, and says where it ends.
    fn open(&mut self, start: usize) -> Result<usize, Fault> {
        let name = word(self.text.get(start + 1..).unwrap_or_default());
        if !begins_name(name) {
            return Err(self.syntax(start, "a `<` that begins no tag: write `&lt;`", &[]));
        }
        if !is_name(name) {
            return Err(self.syntax(start, NO_NAME, &[name]));
        }
        let mut element = Element {
            name,
            attributes_at: start + "<".len() + name.len(),
            ..Element::default()
        };
        let mut rest = self.text.get(element.attributes_at..).unwrap_or_default();
        loop {
            rest = rest.trim_ascii_start();
            let at = self.text.len() - rest.len();
            if rest.is_empty() {
                return Err(self.syntax(start, NO_END, &[]));
            }
            if rest.starts_with('>') || rest.starts_with("/>") {
                break;
            }
            let name = word(rest);
            let (written, after) = match attribute(name, rest) {
                Ok(read) => read,
                Err(template) => {
                    let piece = rest.split_ascii_whitespace().next().unwrap_or_default();
                    let shown = if name.is_empty() { piece } else { name };
                    return Err(self.syntax(at, template, &[shown]));
                }
            };
            if element.attributes.len() == MAX_ATTRIBUTES {
                let message = "an element has more than 64 attributes: no policy has";
                return Err(fault("too-many-attributes", at, message, &[]));
            }
            if element.attribute(name).is_some() {
                let template = "the attribute `{}` stands twice: delete one of them";
                return Err(fault("not-xml", at, template, &[name]));
            }
            let mut value = String::new();
            resolve(written, ' ', &mut value);
            element.attributes.push(Attribute {
                name,
                value,
                span: Span::locate(self.text, written).unwrap_or_default(),
            });
            rest = after;
        }
        let is_whole = rest.starts_with('/');
        let end = self.text.len() - rest.len() + 1 + usize::from(is_whole);
        element.span = Span::new(start, end);
        element.inner = Span::new(end, end);
        if is_whole {
            self.inner.children.push(element);
        } else if self.outer.len() == MAX_DEPTH {
            let message = "elements are nested deeper than 64: no policy is";
            return Err(fault("too-deep", start, message, &[]));
        } else {
            self.outer.push(std::mem::replace(&mut self.inner, element));
        }
        Ok(end)
    }

    fn close(&mut self, start: usize, end: usize, name: &str) -> Result<(), Fault> {
        let open = self.inner.name;
        let Some(parent) = self.outer.pop_if(|_| name == open) else {
            let (template, arguments) = if self.outer.is_empty() {
                ("`</{}>` closes nothing: delete it", [name, "", ""])
            } else {
                (
                    "close `<{}>` with `</{}>` before `</{}>`",
                    [open, open, name],
                )
            };
            return Err(self.syntax(start, template, &arguments));
        };
        let mut element = std::mem::replace(&mut self.inner, parent);
        element.inner.end = start;
        element.span.end = end;
        self.inner.children.push(element);
        Ok(())
    }

    fn syntax(&self, offset: usize, template: &str, arguments: &[&str]) -> Fault {
        let rest = self.text.get(offset..).unwrap_or_default();
        let tag = rest.split('>').next().unwrap_or_default();
        let hint = if tag.contains("@(") || tag.contains("@{") {
            "; a policy expression with raw quotes or `<` in it is not XML: write `&quot;` and `&lt;`"
        } else {
            ""
        };
        let error = fill_in_order(template, arguments);
        let template = "not well-formed XML here: {}{}";
        fault("not-xml", offset, template, &[&error, hint])
    }
}

/// The name at the beginning of a text.
fn word(text: &str) -> &str {
    let ends = |byte: u8| matches!(byte, b'=' | b'>' | b'/') || byte.is_ascii_whitespace();
    let length = text.bytes().position(ends).unwrap_or(text.len());
    text.get(..length).unwrap_or_default()
}

/// Whether a text begins as a name does; characters beyond ASCII are let through.
fn begins_name(text: &str) -> bool {
    let first = text.as_bytes().first();
    first.is_some_and(|&first| first.is_ascii_alphabetic() || matches!(first, b'_' | b':' | 0x80..))
}

fn is_name(text: &str) -> bool {
    begins_name(text)
        && !text
            .bytes()
            .any(|byte| matches!(byte, b'"' | b'\'' | b'<' | b'&'))
}

/// The value of the attribute of this name that a text begins with, as written, and what follows; or what is wrong.
fn attribute<'a>(name: &str, text: &'a str) -> Result<(&'a str, &'a str), &'static str> {
    if !is_name(name) {
        return Err(NO_NAME);
    }
    let rest = text.get(name.len()..).unwrap_or_default();
    let value = rest.trim_ascii_start().strip_prefix('=');
    let value = value.unwrap_or_default().trim_ascii_start();
    let quote = if value.starts_with('"') { '"' } else { '\'' };
    let Some(value) = value.strip_prefix(quote) else {
        return Err("the attribute `{}` has no value in quotes");
    };
    let Some((written, after)) = value.split_once(quote) else {
        return Err("the value of `{}` is never closed by a quote");
    };
    match after.bytes().next() {
        Some(next) if !next.is_ascii_whitespace() && !matches!(next, b'/' | b'>') => {
            Err("no blank follows the value of `{}`: one of its quotes is missing or too many")
        }
        _ => Ok((written, after)),
    }
}

fn fault(code: &'static str, offset: usize, template: &str, arguments: &[&str]) -> Fault {
    Fault {
        code,
        offset,
        message: fill_in_order(template, arguments),
    }
}

#[cfg(test)]
mod tests;
