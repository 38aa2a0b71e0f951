//! Well-formed XML as a small tree that knows where everything stands.
//!
//! By hand: a policy uses the least part of XML, and a library that reads all of it weighs three times as much.

mod reference;

use crate::text::{Span, fill_in_order};
use reference::resolve;

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

struct Parser<'a> {
    text: &'a str,
    /// The innermost element that is open.
    inner: Element<'a>,
    /// Those around it, the outermost first.
    outer: Vec<Element<'a>>,
}

impl<'a> Parser<'a> {
    /// Reads what begins at `start`, a text or one piece of markup, and says where it ends.
    fn next(&mut self, start: usize) -> Result<usize, Fault> {
        let rest = self.text.get(start..).unwrap_or_default();
        if !rest.starts_with('<') {
            let written = rest.split('<').next().unwrap_or_default();
            self.inner.add_place(start, written);
            return match resolve(written, &mut self.inner.text) {
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
                    self.inner.text.push_str(inside);
                    let written = rest.get(..length).unwrap_or_default();
                    self.inner.add_place(start, written);
                }
            }
            return Ok(start + length);
        }
        if rest.starts_with("<!DOCTYPE") {
            let message = "a document type declaration is refused: the gateway takes none, and it can do harm; delete it";
            return Err(fault("doctype", start, message, &[]));
        }
        let Some(length) = tag_length(rest) else {
            return Err(self.syntax(start, "a tag without `>`", &[]));
        };
        let tag = rest.get(1..length).unwrap_or_default();
        let end = start + length + 1;
        match tag.strip_prefix('/') {
            Some(name) => self.close(start, end, name.trim_ascii_end())?,
            None => self.open(start, end, tag)?,
        }
        Ok(end)
    }

    fn open(&mut self, start: usize, end: usize, tag: &'a str) -> Result<(), Fault> {
        let inside = tag.strip_suffix('/').unwrap_or(tag);
        let name = inside.split_ascii_whitespace().next().unwrap_or_default();
        if name.starts_with('!') || !inside.starts_with(name) || name.is_empty() {
            return Err(self.syntax(start, "a `<` that begins no tag: write `&lt;`", &[]));
        }
        let mut element = Element {
            name,
            span: Span::new(start, end),
            ..Element::default()
        };
        let mut rest = inside.get(name.len()..).unwrap_or_default();
        loop {
            rest = rest.trim_ascii_start();
            if rest.is_empty() {
                break;
            }
            let name = word(rest);
            let Some((written, after)) =
                quoted(rest.get(name.len()..).unwrap_or_default()).filter(|_| !name.is_empty())
            else {
                return Err(self.syntax(start, "an attribute without a value in quotes", &[]));
            };
            if element.attributes.len() == MAX_ATTRIBUTES {
                let message = "an element has more than 64 attributes: no policy has";
                return Err(fault("too-many-attributes", start, message, &[]));
            }
            if element.attribute(name).is_some() {
                let template = "the attribute `{}` stands twice: delete one of them";
                return Err(fault("not-xml", start, template, &[name]));
            }
            let mut value = String::new();
            resolve(written, &mut value);
            element.attributes.push(Attribute {
                name,
                value,
                span: Span::locate(self.text, written).unwrap_or(element.span),
            });
            rest = after;
        }
        if inside.len() < tag.len() {
            self.inner.children.push(element);
        } else if self.outer.len() == MAX_DEPTH {
            let message = "elements are nested deeper than 64: no policy is";
            return Err(fault("too-deep", start, message, &[]));
        } else {
            self.outer.push(std::mem::replace(&mut self.inner, element));
        }
        Ok(())
    }

    fn close(&mut self, start: usize, end: usize, name: &str) -> Result<(), Fault> {
        let open = self.inner.name;
        let Some(parent) = self.outer.pop_if(|_| name == open) else {
            let (template, arguments) = if self.outer.is_empty() {
                ("`</{}>` closes nothing: delete it", [name, ""])
            } else {
                let expected = "ill-formed document: expected `</{}>`, but `</{}>` was found";
                (expected, [open, name])
            };
            return Err(self.syntax(start, template, &arguments));
        };
        let mut element = std::mem::replace(&mut self.inner, parent);
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

/// How far it is from the `<` of a tag to its `>`, which may stand inside quotes as well.
fn tag_length(rest: &str) -> Option<usize> {
    let mut quote = None;
    rest.bytes().position(|byte| {
        match quote {
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            Some(open) if open == byte => quote = None,
            _ => {}
        }
        quote.is_none() && byte == b'>'
    })
}

/// The name at the beginning of a text.
fn word(text: &str) -> &str {
    let ends = |byte: u8| byte == b'=' || byte.is_ascii_whitespace();
    let length = text.bytes().position(ends).unwrap_or(text.len());
    text.get(..length).unwrap_or_default()
}

/// The value in `= "value"` and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let text = text
        .trim_ascii_start()
        .strip_prefix('=')?
        .trim_ascii_start();
    let quote = if text.starts_with('"') { '"' } else { '\'' };
    text.strip_prefix(quote)?.split_once(quote)
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
