//! From whatever was pasted to the elements in it: a policy alone, or in a file of another kind, which may escape it.

mod form;

use super::text::PolicyText;
use super::xml::{Element, Fault, is_jwt_policy, parse, salvage};
use crate::text::{Span, json};
pub(super) use form::Form;
use form::Places;

/// A policy that is escaped more often than this is none: a string in a string in a web page has three.
const MAX_FORMS: usize = 4;

/// A text, read. Every place is one in the text as pasted.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// The text with how it has to be written into.
    pub text: PolicyText,
    /// A nameless element that holds the roots; `None` where nothing was found.
    pub root: Option<Element<'a>>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// Where JWT policies stand that are commented out.
    pub commented: Vec<Span>,
}

/// Reads a text: strictly where it is XML, and else as well as can be. `inner` is for what was escaped.
#[inline(never)]
pub(super) fn read<'a>(text: &'a str, inner: &'a mut String) -> Reading<'a> {
    let strict = parse(text);
    let mut reading = Reading {
        text: PolicyText::new(text.to_owned()),
        root: None,
        faults: Vec::new(),
        commented: Vec::new(),
    };
    let mut places = Vec::new();
    let is_policy = strict
        .as_ref()
        .is_ok_and(|root| root.text_span == Span::default() && holds_jwt_policy(root));
    let is_final = strict.as_ref().is_err_and(|fault| !fault.is_passed_over());
    let mut form = None;
    if !is_policy && !is_final {
        form = if is_json(text) {
            Some(Form::Backslash('"'))
        } else {
            Form::of(text)
        };
    }
    while let Some(next) = form.filter(|_| places.len() < MAX_FORMS) {
        let mut unescaped = String::new();
        let escaped = if places.is_empty() {
            text
        } else {
            inner.as_str()
        };
        places.push(next.unescape(escaped, &mut unescaped));
        reading.text.forms.push(next);
        *inner = unescaped;
        form = Form::of(inner);
    }
    let inner: &str = inner;
    let (read, again) = if places.is_empty() {
        (text, strict)
    } else {
        (inner, parse(inner))
    };
    match again {
        Ok(root) => reading.root = Some(root),
        Err(fault) => {
            if fault.is_passed_over() {
                let (root, faults) = salvage(read);
                if !root.children.is_empty() {
                    reading.root = Some(root);
                    reading.faults = faults;
                }
            }
            if reading.root.is_none() {
                reading.faults.push(fault);
            }
        }
    }
    if let Some(root) = &mut reading.root {
        if !places.is_empty() {
            // The file around the policy.
            root.text.clear();
            root.text_span = Span::default();
        }
        settle(root, read, &places, &mut reading.commented);
    }
    for fault in &mut reading.faults {
        reading.text.is_broken |= fault.code == "not-xml";
        fault.offset = pasted(fault.offset, &places);
        for (span, _) in &mut fault.edits {
            *span = moved(*span, &places);
        }
    }
    reading
}

/// Whether a text is JSON that a policy can stand in.
fn is_json(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    start.starts_with(['{', '[', '"']) && json::parse(text).is_ok()
}

fn holds_jwt_policy(element: &Element<'_>) -> bool {
    is_jwt_policy(element.name) || element.children.iter().any(holds_jwt_policy)
}

/// Where a place of the text that was read stands in the text as pasted.
fn pasted(mut offset: usize, places: &[Places]) -> usize {
    for places in places.iter().rev() {
        offset = places.before(offset);
    }
    offset
}

fn moved(span: Span, places: &[Places]) -> Span {
    Span::new(pasted(span.start, places), pasted(span.end, places))
}

/// Gives an element and those in it their places in the text as pasted.
fn settle(element: &mut Element<'_>, text: &str, places: &[Places], commented: &mut Vec<Span>) {
    for comment in &element.comments {
        let is_policy =
            comment.contains("<validate-jwt") || comment.contains("<validate-azure-ad-token");
        if let Some(span) = Span::locate(text, comment).filter(|_| is_policy) {
            commented.push(moved(span, places));
        }
    }
    for child in &mut element.children {
        settle(child, text, places, commented);
    }
    if places.is_empty() {
        return;
    }
    let moved = |span: Span| moved(span, places);
    element.span = moved(element.span);
    element.inner = moved(element.inner);
    element.text_span = moved(element.text_span);
    element.name_span = moved(element.name_span);
    element.end_name = moved(element.end_name);
    for attribute in &mut element.attributes {
        attribute.span = moved(attribute.span);
        attribute.name_span = moved(attribute.name_span);
        attribute.end = pasted(attribute.end, places);
    }
    element.attributes_at = pasted(element.attributes_at, places);
}

#[cfg(test)]
mod tests;
