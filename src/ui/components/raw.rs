use crate::inspect::ReadToken;
use crate::jose::{Content, Kind as TokenKind, Segment};
use crate::text::json::{Json, Kind};
use crate::text::{Lines, Span};
use crate::ui::markup::{Markup, count};

/// Values that are shown; a copy has them all.
const MOST_NODES: usize = 1_500;
/// Bytes that are shown of what is no text.
const MOST_BYTES: usize = 64;

/// The JSON of the token as it stands there: order, repeated names, number text and escapes included.
pub(super) fn raw(m: &mut Markup, read: &ReadToken) {
    let names: &[&str] = match read.token.kind {
        TokenKind::Jwe => &[
            "JOSE Header",
            "Encrypted key",
            "Initialization vector",
            "Ciphertext",
            "Authentication tag",
        ],
        _ => &["JOSE Header", "JWS Payload", "JWS Signature"],
    };
    let pieces = read.token.pieces();
    for (index, each) in read.token.segments.iter().enumerate() {
        // Behind the parts of the first signature or recipient stand those of the others.
        let mut entries = read.token.entries.iter();
        let name = match names.get(index) {
            Some(name) => name,
            None if entries.any(|entry| entry.protected == Some(index)) => "JOSE Header",
            None if read.token.kind == TokenKind::Jwe => "Encrypted key",
            None => "JWS Signature",
        };
        m.tag("section", "", |m| {
            segment(m, name, each);
            // The header is none of them.
            if let Some(piece) = index.checked_sub(1).and_then(|index| pieces.get(index)) {
                m.leaf("p", "hint", &piece.meaning);
            }
        });
    }
    for disclosure in read.presentation.iter().flat_map(|all| &all.disclosures) {
        m.tag("section", "", |m| {
            m.leaf("h3", "view__title", "Disclosure");
            m.tag("p", "tree", |m| m.value(&disclosure.text));
        });
    }
    if read.plaintext != Content::Absent {
        m.tag("section", "", |m| {
            m.leaf("h3", "view__title", "Plaintext");
            content(m, &read.plaintext, &[]);
        });
    }
}

fn segment(m: &mut Markup, name: &str, segment: &Segment) {
    m.tag("h3", "view__title", |m| {
        m.text(name);
        let sizes = format!(
            "{} encoded, {} decoded",
            count(segment.text.len(), "character"),
            count(segment.bytes.len(), "byte")
        );
        m.leaf("small", "", &sizes);
    });
    content(m, &segment.content, &segment.bytes);
}

/// What was read; what is no text is shown as these bytes.
fn content(m: &mut Markup, content: &Content, as_bytes: &[u8]) {
    let text = match content {
        Content::Json(text, root) => {
            let mut tree = Tree {
                text,
                lines: Lines::new(text),
                left: MOST_NODES,
            };
            m.tag("ul", "tree", |m| tree.node(m, None, root));
            if tree.left == 0 {
                let hint =
                    format!("Only the first {MOST_NODES} values are shown; the copy has them all.");
                m.leaf("p", "hint", &hint);
            }
            text
        }
        Content::Text(text) => {
            m.tag("p", "tree", |m| m.value(text));
            text
        }
        Content::Bytes | Content::Absent => return bytes(m, as_bytes),
    };
    m.copy("Copy as it stands", text);
}

fn bytes(m: &mut Markup, bytes: &[u8]) {
    if bytes.is_empty() {
        return m.leaf("p", "hint", "Empty.");
    }
    let mut shown = String::new();
    for byte in bytes.iter().take(MOST_BYTES) {
        for nibble in [byte >> 4, byte & 15] {
            shown.extend(char::from_digit(nibble.into(), 16));
        }
        shown.push(' ');
    }
    if bytes.len() > MOST_BYTES {
        shown.push('…');
    }
    m.tag("p", "tree", |m| m.leaf("code", "value", shown.trim_end()));
}

struct Tree<'a> {
    text: &'a str,
    lines: Lines,
    /// How many more values may be shown.
    left: usize,
}

impl Tree<'_> {
    fn node(&mut self, m: &mut Markup, name: Option<Span>, value: &Json) {
        let Some(left) = self.left.checked_sub(1) else {
            return;
        };
        self.left = left;
        let start = name.unwrap_or(value.span).start;
        m.tag("li", "", |m| {
            let (open, close, size) = match &value.kind {
                Kind::Object(members) => ("{", "}", count(members.len(), "member")),
                Kind::Array(elements) => ("[", "]", count(elements.len(), "element")),
                _ => {
                    self.label(m, start, name);
                    return m.value(value.span.of(self.text));
                }
            };
            m.tag("details", "", |m| {
                m.set("open", "");
                m.tag("summary", "", |m| {
                    self.label(m, start, name);
                    m.text(open);
                    m.leaf("span", "quiet", &format!(" {size} "));
                });
                m.tag("ul", "", |m| {
                    for member in value.members() {
                        self.node(m, Some(member.name_span), &member.value);
                    }
                    for element in value.elements() {
                        self.node(m, None, element);
                    }
                });
                m.text(close);
            });
        });
    }

    /// Where a value stands, and its name.
    fn label(&self, m: &mut Markup, start: usize, name: Option<Span>) {
        m.tag("span", "tree__at", |m| {
            let line = self.lines.line(start);
            m.set("title", &format!("line {line}, byte {start}"));
            m.text(&format!("{line}:{start}"));
        });
        if let Some(name) = name {
            m.value(name.of(self.text));
            m.text(": ");
        }
    }
}
