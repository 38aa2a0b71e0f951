//! Well-formed XML as a small tree that knows where everything stands.

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use crate::text::Span;

const MAX_BYTES: usize = 1 << 20;
const MAX_DEPTH: usize = 64;
const MAX_ATTRIBUTES: usize = 64;

/// An element with its attributes and children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// The tag's name.
    pub name: String,
    /// From `<` to the end of its end tag.
    pub span: Span,
    /// In the order written.
    pub attributes: Vec<Attribute>,
    /// The elements inside, in order.
    pub children: Vec<Self>,
    /// The text inside, entities resolved, comments left out.
    pub text: String,
    /// Where the text stands: from its first to its last character that is not blank.
    pub text_span: Span,
    /// The text of the comments directly inside.
    pub comments: Vec<String>,
}

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    /// Its name.
    pub name: String,
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

impl Element {
    fn new(name: String, start: usize) -> Self {
        Self {
            name,
            span: Span::new(start, start),
            attributes: Vec::new(),
            children: Vec::new(),
            text: String::new(),
            text_span: Span::default(),
            comments: Vec::new(),
        }
    }
}

/// Reads a text as XML: one root or several. The result is one nameless element that holds them.
pub(super) fn parse(text: &str) -> Result<Element, Fault> {
    if text.len() > MAX_BYTES {
        return Err(fault(
            "too-large",
            MAX_BYTES,
            "the policy is larger than 1 MB: paste only the part with the JWT policy",
        ));
    }
    // The reader skips a byte order mark without counting it.
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let base = text.len() - body.len();
    let position = |position: u64| {
        usize::try_from(position)
            .unwrap_or(usize::MAX)
            .saturating_add(base)
    };
    let mut reader = Reader::from_str(body);
    let mut open = vec![Element::new(String::new(), 0)];
    loop {
        let start = position(reader.buffer_position());
        let event = reader
            .read_event()
            .map_err(|error| syntax(text, position(reader.error_position()), &error.to_string()))?;
        let end = position(reader.buffer_position());
        match event {
            Event::Start(tag) => {
                if open.len() > MAX_DEPTH {
                    return Err(fault(
                        "too-deep",
                        start,
                        "elements are nested deeper than 64: no policy is",
                    ));
                }
                open.push(element(text, &tag, start)?);
            }
            Event::Empty(tag) => {
                let mut element = element(text, &tag, start)?;
                element.span.end = end;
                if let Some(parent) = open.last_mut() {
                    parent.children.push(element);
                }
            }
            Event::End(_) => {
                if let Some(mut element) = open.pop()
                    && let Some(parent) = open.last_mut()
                {
                    element.span.end = end;
                    parent.children.push(element);
                }
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                let written = Span::new(start, end).of(text);
                if let Some(element) = open.last_mut() {
                    add_text(element, &event, written, start);
                }
            }
            Event::Comment(comment) => {
                if let Some(element) = open.last_mut() {
                    element.comments.push(comment.to_string());
                }
            }
            Event::DocType(_) => {
                return Err(fault(
                    "doctype",
                    start,
                    "a document type declaration is refused: the gateway takes none, and it can do harm; delete it",
                ));
            }
            Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let mut open = open.into_iter();
    match (open.next(), open.last()) {
        (Some(root), None) => Ok(root),
        (_, Some(unclosed)) => Err(fault(
            "not-xml",
            unclosed.span.start,
            &format!(
                "`<{}>` is never closed: add `</{}>`",
                unclosed.name, unclosed.name
            ),
        )),
        (None, None) => Ok(Element::new(String::new(), 0)),
    }
}

fn element(text: &str, tag: &BytesStart<'_>, start: usize) -> Result<Element, Fault> {
    let mut element = Element::new(tag.name().as_ref().to_owned(), start);
    // The library's own check for duplicates hashes names; here there are few.
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| syntax(text, start, &error.to_string()))?;
        let written: &str = &attribute.value;
        if element.attributes.len() == MAX_ATTRIBUTES {
            return Err(fault(
                "too-many-attributes",
                start,
                "an element has more than 64 attributes: no policy has",
            ));
        }
        let name: &str = attribute.key.as_ref();
        if element.attributes.iter().any(|known| known.name == name) {
            let message = format!("the attribute `{name}` stands twice: delete one of them");
            return Err(fault("not-xml", start, &message));
        }
        element.attributes.push(Attribute {
            name: name.to_owned(),
            value: unescape(written)
                .map_or_else(|_| written.to_owned(), std::borrow::Cow::into_owned),
            span: Span::locate(text, written).unwrap_or(Span::new(start, start)),
        });
    }
    Ok(element)
}

fn add_text(element: &mut Element, event: &Event<'_>, written: &str, start: usize) {
    match event {
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(character)) => element.text.push(character),
            _ => element
                .text
                .push_str(resolve_predefined_entity(reference).unwrap_or(written)),
        },
        Event::CData(data) => element.text.push_str(data),
        _ => element.text.push_str(written),
    }
    let trimmed = written.trim();
    if let Some(place) = Span::locate(written, trimmed).filter(|_| !trimmed.is_empty()) {
        let place = place.shifted(start);
        element.text_span = if element.text_span == Span::default() {
            place
        } else {
            Span::new(element.text_span.start, place.end)
        };
    }
}

fn fault(code: &'static str, offset: usize, message: &str) -> Fault {
    Fault {
        code,
        offset,
        message: message.to_owned(),
    }
}

fn syntax(text: &str, offset: usize, error: &str) -> Fault {
    let rest = text.get(offset..).unwrap_or_default();
    let tag = rest.split('>').next().unwrap_or_default();
    let hint = if tag.contains("@(") || tag.contains("@{") {
        "; a policy expression with raw quotes or `<` in it is not XML: write `&quot;` and `&lt;`"
    } else {
        ""
    };
    fault(
        "not-xml",
        offset,
        &format!("not well-formed XML here: {error}{hint}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_places_in_the_source() {
        let text = "\u{feff}<a x='1 &amp; 2'>\n <b>  v<!-- c --> &lt;w\n</b><c/></a><d/>";
        let root = parse(text).unwrap();
        let [a, d] = root.children.as_slice() else {
            panic!("two roots")
        };
        assert_eq!(
            (
                a.attributes[0].value.as_str(),
                a.attributes[0].span.of(text)
            ),
            ("1 & 2", "1 &amp; 2")
        );
        let b = &a.children[0];
        assert_eq!(b.text, "  v <w\n");
        assert_eq!(b.text_span.of(text), "v<!-- c --> &lt;w");
        assert_eq!(d.span.of(text), "<d/>");
        assert_eq!(a.children[1].span.of(text), "<c/>");
    }

    #[test]
    fn what_is_not_xml_is_said_at_its_place() {
        for (text, code, offset) in [
            ("<a><b></a>", "not-xml", 6),
            ("<a>", "not-xml", 0),
            ("<a x=1/>", "not-xml", 0),
            ("<a x='1' x='2'/>", "not-xml", 0),
            ("<!DOCTYPE a><a/>", "doctype", 0),
            ("<a/></b>", "not-xml", 4),
        ] {
            let fault = parse(text).unwrap_err();
            assert_eq!(
                (fault.code, fault.offset),
                (code, offset),
                "{text}: {}",
                fault.message
            );
        }
        assert_eq!(parse(&"<a>".repeat(1000)).unwrap_err().code, "too-deep");
    }
}
