//! From a text to its elements, one piece of markup after the other.

use std::mem;

use super::reference::{add, resolve};
use super::{
    Element, Fault, MAX_SHOWN, PLACEHOLDER, begins_name, blanks, fault, head, is_jwt_policy,
    is_name, local, until, word,
};
use crate::policy::edit::Edit;
use crate::policy::nearest::is_near;
use crate::text::{Span, has_word};

const MAX_DEPTH: usize = 64;
/// A text with more faults than this is no policy: the rest would help nobody.
const MAX_FAULTS: usize = 50;

/// So much of a text is quoted where it cannot be read.
const MAX_QUOTED: usize = 40;

/// Markup of which only the ends matter.
static SECTIONS: [(&str, &str); 3] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];

/// What a policy begins with, in a text that is not only policy.
const ROOTS: &str = "policies fragment inbound backend outbound on-error validate-jwt validate-azure-ad-token choose \
    when otherwise base include-fragment set-header set-variable authentication-managed-identity \
    get-authorization-context retry wait limit-concurrency";

/// Elements that hold a text and nothing else: a tag inside them stands in place of a value.
const LEAVES: &str = "audience issuer value key application-id";

/// Elements of which none stands in another of its group: the one before was never closed.
static APART: [&str; 5] = [
    "validate-jwt validate-azure-ad-token",
    "inbound backend outbound on-error",
    "openid-config issuer-signing-keys decryption-keys audiences issuers required-claims \
    client-application-ids backend-application-ids",
    "claim",
    LEAVES,
];

/// Faults that are told in two places.
const NO_END: &str = "a tag without `>`";
pub(super) const NO_NAME: &str = "`{}` is no name: write each attribute as `name=\"value\"` with a blank before it, and `<` as `&lt;`";
const NOT_CLOSED: &str = "`<{}>` is never closed: add `</{}>`";

pub(super) struct Parser<'a> {
    pub text: &'a str,
    /// The innermost element that is open.
    pub inner: Element<'a>,
    /// Those around it, the outermost first.
    pub outer: Vec<Element<'a>>,
    /// Whether it reads expressions as the gateway does, and goes on behind a fault.
    pub lenient: bool,
    pub faults: Vec<Fault>,
    /// What mends the fault that is said next.
    pub edits: Vec<Edit>,
    /// How many more bytes it may look ahead. Without a bound, time would grow with the square of a hostile text.
    pub patience: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    /// Says what is wrong at a place; `None` where it may not go on.
    pub(super) fn say(
        &mut self,
        code: &'static str,
        offset: usize,
        template: &str,
        arguments: &[&str],
    ) -> Option<()> {
        let edits = mem::take(&mut self.edits);
        if self.faults.len() < MAX_FAULTS {
            let mut fault = fault(code, offset, template, arguments);
            fault.edits = edits;
            self.faults.push(fault);
        }
        self.lenient.then_some(())
    }

    /// Says why nobody can go on.
    pub(super) fn stop(&mut self, code: &'static str, offset: usize, message: &str) {
        self.faults.push(fault(code, offset, message, &[]));
    }

    /// Says what is not well-formed, and quotes it.
    pub(super) fn syntax(
        &mut self,
        offset: usize,
        template: &str,
        arguments: &[&str],
    ) -> Option<()> {
        let template = ["not well-formed XML at `{}`: ", template].concat();
        let rest = self.rest(offset);
        let start = head(rest, rest.floor_char_boundary(MAX_QUOTED));
        let quoted = [start.lines().next().unwrap_or_default()];
        self.say("not-xml", offset, &template, &[&quoted, arguments].concat())
    }

    /// Reads the whole text.
    pub(super) fn document(&mut self) {
        let mut at = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        while at < self.text.len() {
            let Some(end) = self.next(at) else {
                return;
            };
            at = end;
        }
        if !self.outer.is_empty() {
            let (name, at) = (self.inner.name, self.inner.span.start);
            self.say("not-xml", at, NOT_CLOSED, &[name, name]);
        }
    }

    /// Reads what begins at `start`, a text or one piece of markup, and says where it ends; `None` where the reading ends.
    fn next(&mut self, start: usize) -> Option<usize> {
        let rest = self.rest(start);
        let sections: &[_] = if rest.starts_with('<') {
            &SECTIONS
        } else {
            &[]
        };
        for (begin, end) in sections {
            let Some(after) = rest.strip_prefix(*begin) else {
                continue;
            };
            let Some((inside, _)) = after.split_once(*end) else {
                self.syntax(start, "`{}` without `{}`", &[begin, end])?;
                return Some(self.text.len());
            };
            let length = begin.len() + inside.len() + end.len();
            match *begin {
                "<!--" => self.inner.comments.push(inside),
                "<?" => {}
                _ => {
                    add(inside, '\n', &mut self.inner.text);
                    let written = head(rest, length);
                    self.inner.add_place(start, written);
                }
            }
            return Some(start + length);
        }
        if self.lenient && self.outer.is_empty() && !self.begins_policy(start) {
            return Some(self.as_text(start, until(rest, 1, |byte| byte == b'<')));
        }
        if !rest.starts_with('<') {
            return self.text(start);
        }
        let doctype = head(rest, 9);
        if doctype.eq_ignore_ascii_case("<!DOCTYPE") {
            let message = "the gateway takes no document type declaration: delete it";
            self.say("doctype", start, message, &[])?;
            return Some(self.as_text(start, 1));
        }
        if rest.starts_with("</") {
            self.close(start)
        } else {
            self.open(start)
        }
    }

    /// Whether a policy begins here rather than a tag of something else, or one that is only spoken of.
    fn begins_policy(&self, start: usize) -> bool {
        let name = word(self.rest(start).strip_prefix('<').unwrap_or_default());
        let behind = self.rest(start + "<".len() + name.len());
        let before = head(self.text, start);
        has_word(ROOTS, local(name))
            && !before.ends_with('`')
            && (behind.trim_ascii_start() != behind || !is_jwt_policy(name))
    }

    /// Takes so many bytes as they stand for text.
    fn as_text(&mut self, start: usize, length: usize) -> usize {
        let end = start + length;
        let written = Span::new(start, end).of(self.text);
        self.inner.add_place(start, written);
        self.inner.text.push_str(written);
        end
    }

    fn text(&mut self, start: usize) -> Option<usize> {
        let rest = self.rest(start);
        let plain = rest.find('<').unwrap_or(rest.len());
        let mut length = plain;
        let first = start + blanks(rest);
        let is_expression =
            self.rest(first).starts_with(['@']) && self.rest(first + 1).starts_with(['(', '{']);
        if self.lenient
            && is_expression
            && let Some(end) = self.expression(first)
            && self.rest(end).trim_ascii_start().starts_with('<')
        {
            length = length.max(end - start);
        }
        if length > plain {
            return Some(self.as_text(start, length));
        }
        let written = head(rest, length);
        // Terraform's directives are gone before the gateway reads.
        if !is_directive(written.trim_ascii()) || has_word(LEAVES, self.inner.name) {
            self.inner.add_place(start, written);
        }
        let bare = resolve(written, '\n', &mut self.inner.text);
        if let Some(bare) = bare.filter(|_| !(self.lenient && is_expression)) {
            let message = "an `&` that begins nothing: write `&amp;`";
            self.syntax(start + bare, message, &[])?;
        }
        Some(start + length)
    }

    /// Where the expression ends that begins at `start` with two characters, if there is one.
    pub(super) fn expression(&mut self, start: usize) -> Option<usize> {
        if self.patience == 0 {
            return None;
        }
        let found = super::expression::end(self.text.as_bytes(), start + 1);
        let (Ok(end) | Err(end)) = found;
        self.look(end - start);
        found.ok()
    }

    /// Notes that so many bytes were looked at.
    pub(super) const fn look(&mut self, length: usize) {
        self.patience = self.patience.saturating_sub(length);
    }

    /// Reads the tag that begins at `start`, and says where it ends.
    fn open(&mut self, start: usize) -> Option<usize> {
        let name = word(self.rest(start + 1));
        let attributes_at = start + "<".len() + name.len();
        if !is_name(name) || self.rest(attributes_at).starts_with('<') {
            if begins_name(name) {
                self.syntax(start, NO_NAME, &[name])?;
            } else {
                let message = "a `<` that begins no tag: write `&lt;`";
                self.syntax(start, message, &[])?;
            }
            return Some(self.as_text(start, 1));
        }
        let mut element = Element {
            name: local(name),
            name_span: Span::new(attributes_at - local(name).len(), attributes_at),
            attributes_at,
            ..Element::default()
        };
        if self.lenient {
            if has_word(LEAVES, self.inner.name) && !has_word(LEAVES, element.name) {
                let rest = self.rest(attributes_at);
                let length =
                    attributes_at - start + until(rest, 0, |byte| matches!(byte, b'<' | b'>'));
                let length = length + usize::from(self.rest(start + length).starts_with('>'));
                let written = head(self.rest(start), length);
                self.say("placeholder", start, PLACEHOLDER, &[written])?;
                return Some(self.as_text(start, length));
            }
            self.make_room(start, element.name)?;
        }
        let mut at = attributes_at;
        let tail = loop {
            at += blanks(self.rest(at));
            let rest = self.rest(at);
            if rest.starts_with("/>") {
                break "/>";
            }
            if rest.starts_with('>') {
                break ">";
            }
            if rest.is_empty() || self.lenient && rest.starts_with('<') {
                self.syntax(start, NO_END, &[])?;
                break "";
            }
            at = self.attribute(&mut element, at)?;
        };
        let end = at + tail.len();
        element.span.start = start;
        element.span.end = end;
        element.inner = Span::new(end, end);
        if tail == "/>" {
            self.inner.children.push(element);
        } else if self.outer.len() == MAX_DEPTH {
            let message = "elements are nested deeper than 64: no policy is";
            self.stop("too-deep", start, message);
            return None;
        } else {
            self.outer.push(mem::replace(&mut self.inner, element));
        }
        Some(end)
    }

    /// Ends what was never closed, where it cannot hold an element of this name.
    fn make_room(&mut self, start: usize, name: &str) -> Option<()> {
        let is_document = matches!(name, "policies" | "fragment");
        let group = APART.iter().find(|group| has_word(group, name));
        if !is_document && group.is_none() {
            return Some(());
        }
        let is_apart = |open: &Element<'_>| match group {
            Some(group) => has_word(group, open.name),
            None => !open.name.is_empty(),
        };
        let around = self.outer.iter().position(is_apart);
        let around = around.or(is_apart(&self.inner).then_some(self.outer.len()));
        if let Some(depth) = around {
            let open = self.inner.name;
            let at = self.inner.span.start;
            self.syntax(at, NOT_CLOSED, &[open, open])?;
            while self.outer.len() >= depth.max(1) {
                self.end(start, start);
            }
        }
        Some(())
    }

    fn close(&mut self, start: usize) -> Option<usize> {
        let name = word(self.rest(start + "</".len()));
        let name_end = start + "</".len() + name.len();
        let mut end = name_end;
        end += blanks(self.rest(end));
        if self.rest(end).starts_with('>') {
            end += 1;
        } else {
            self.syntax(start, NO_END, &[])?;
        }
        let closed = local(name);
        let open = self.inner.name;
        if self.outer.is_empty() || open != closed {
            let (template, arguments) = if self.outer.is_empty() {
                ("`</{}>` closes nothing: delete it", [name, "", ""])
            } else {
                (
                    "close `<{}>` with `</{}>` before `</{}>`",
                    [open, open, name],
                )
            };
            self.syntax(start, template, &arguments)?;
            let mut around = self.outer.iter().skip(1);
            if around.any(|element| element.name == closed) {
                while self.inner.name != closed {
                    self.end(start, start);
                }
            } else if open.len() > MAX_SHOWN || !is_near(closed, open) {
                return Some(end);
            }
        }
        if open == closed {
            self.inner.end_name = Span::new(name_end - closed.len(), name_end);
        }
        self.end(start, end);
        Some(end)
    }

    /// Ends the innermost element: its inside, and itself.
    pub(super) fn end(&mut self, inner: usize, end: usize) {
        if let Some(parent) = self.outer.pop() {
            let mut element = mem::replace(&mut self.inner, parent);
            element.inner.end = inner;
            element.span.end = end;
            self.inner.children.push(element);
        }
    }
}

/// Whether a text is a directive of a Terraform template, such as `%{ for … }`, or several.
fn is_directive(text: &str) -> bool {
    text.starts_with("%{") && text.ends_with('}')
}
