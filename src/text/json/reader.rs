use std::borrow::Cow;
use std::rc::Rc;

use super::{Fault, Json, Kind, MAX_DEPTH, Member, Text};
use crate::text::Span;

/// Closes the text itself: a byte that no text has.
const END: u8 = 0xff;

pub(super) fn read(text: &str) -> Result<Json, Fault> {
    let mut reader = Reader {
        text,
        source: Rc::new(text.to_owned()),
        at: 0,
        open: vec![begun(Kind::Array(Vec::new()), 0)],
        closers: vec![END],
        wrong: "",
    };
    let root = reader.document();
    root.ok_or(Fault {
        offset: reader.at,
        message: if reader.at < text.len() {
            reader.wrong
        } else {
            "the text ends too early"
        },
    })
}

/// A place in a text. Whatever reads and cannot go on returns `None`, and leaves it where the text is wrong.
struct Reader<'a> {
    text: &'a str,
    /// The same, for the strings to share.
    source: Rc<String>,
    at: usize,
    /// The containers that are not closed yet, down to the first that is too deep. In the first one is the root.
    open: Vec<Json>,
    /// What closes each container, however deep.
    closers: Vec<u8>,
    /// What is wrong here.
    wrong: &'static str,
}

impl<'a> Reader<'a> {
    /// The one value of the text: a loop, since nesting has no bound.
    fn document(&mut self) -> Option<Json> {
        let mut just_opened = false;
        loop {
            self.blanks();
            let closer = self.closers.last().copied()?;
            if self.peek() != closer {
                if closer == b'}' {
                    self.name()?;
                    self.blanks();
                }
                let opened = match self.peek() {
                    b'{' => b'}',
                    b'[' => b']',
                    _ => END,
                };
                just_opened = opened != END;
                if just_opened {
                    self.open(opened);
                    continue;
                }
                let start = self.at;
                let kind = self.scalar()?;
                self.keep(begun(kind, start));
            } else if !just_opened {
                self.wrong = "a comma with nothing behind it";
                return None;
            }
            // Behind a value, or at the end of a container without any.
            loop {
                self.blanks();
                if self.closers.len() == 1 {
                    self.wrong = "something follows behind the end of the JSON";
                    return match innermost(&mut self.open) {
                        Some(Kind::Array(root)) if self.at == self.text.len() => root.pop(),
                        _ => None,
                    };
                }
                if self.eat(b',') {
                    break;
                }
                self.close()?;
                just_opened = false;
            }
        }
    }

    /// Passes the bracket of a container; this will close it.
    fn open(&mut self, closer: u8) {
        if self.open.len() <= MAX_DEPTH + 1 {
            let kind = match closer {
                _ if self.open.len() > MAX_DEPTH => Kind::TooDeep,
                b'}' => Kind::Object(Vec::new()),
                _ => Kind::Array(Vec::new()),
            };
            self.open.push(begun(kind, self.at));
        }
        self.closers.push(closer);
        self.at += 1;
    }

    /// Passes the bracket that closes the innermost container.
    fn close(&mut self) -> Option<()> {
        let closer = self.closers.last().copied()?;
        self.wrong = match closer {
            b'}' => "expected `,` or `}`",
            _ => "expected `,` or `]`",
        };
        self.need(closer)?;
        if self.open.len() == self.closers.len()
            && let Some(container) = self.open.pop()
        {
            self.keep(container);
        }
        self.closers.pop();
        Some(())
    }

    /// Puts a value that ends here into the container around it; what is too deep keeps none.
    fn keep(&mut self, mut value: Json) {
        value.span.end = self.at;
        match innermost(&mut self.open) {
            Some(Kind::Array(elements)) => elements.push(value),
            Some(Kind::Object(members)) => {
                if let Some(member) = members.last_mut() {
                    member.value = value;
                }
            }
            _ => {}
        }
    }

    /// A member's name and the colon; its value is yet to come.
    fn name(&mut self) -> Option<()> {
        self.wrong = "expected a name in double quotes";
        let start = self.at;
        let name = self.string()?.into_owned();
        let name_span = Span::new(start, self.at);
        if let Some(Kind::Object(members)) = innermost(&mut self.open) {
            members.push(Member {
                name,
                name_span,
                value: begun(Kind::Null, start),
            });
        }
        self.blanks();
        self.wrong = "expected `:`";
        self.need(b':')
    }

    /// A value that is neither object nor array.
    fn scalar(&mut self) -> Option<Kind> {
        self.wrong = "expected a value: text in double quotes, a number, `{`, `[`, `true`, `false` or `null`";
        let (word, kind) = match self.peek() {
            b'"' => return self.text().map(Kind::String),
            b'-' | b'0'..=b'9' => return self.number(),
            b't' => ("true", Kind::Bool(true)),
            b'f' => ("false", Kind::Bool(false)),
            b'n' => ("null", Kind::Null),
            _ => return None,
        };
        self.wrong = "expected `true`, `false` or `null`";
        for byte in word.bytes() {
            self.need(byte)?;
        }
        Some(kind)
    }

    fn number(&mut self) -> Option<Kind> {
        self.wrong = "a number that JSON does not have: expected digits, without a zero in front";
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        } else if self.peek().is_ascii_digit() {
            return None;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _signed = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        Some(Kind::Number)
    }

    /// One digit or more.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn text(&mut self) -> Option<Text> {
        let start = self.at + 1;
        Some(match self.string()? {
            Cow::Borrowed(_) => Text {
                source: Rc::clone(&self.source),
                span: Span::new(start, self.at - 1),
            },
            Cow::Owned(text) => Text {
                span: Span::new(0, text.len()),
                source: Rc::new(text),
            },
        })
    }

    /// A string with its escapes resolved, owned if it has any.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.need(b'"')?;
        let mut resolved = String::new();
        loop {
            let start = self.at;
            self.plain();
            let plain = Span::new(start, self.at).of(self.text);
            if self.eat(b'"') {
                return Some(if resolved.is_empty() {
                    Cow::Borrowed(plain)
                } else {
                    resolved.push_str(plain);
                    Cow::Owned(resolved)
                });
            }
            self.wrong =
                "a line break or another control character in a string: write `\\n` and the like";
            self.need(b'\\')?;
            resolved.push_str(plain);
            resolved.push(self.escape()?);
        }
    }

    /// Goes to the next byte that does not stand for itself in a string, eight at a time: most of a token is strings.
    fn plain(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let (eights, _) = rest.as_chunks::<8>();
        for eight in eights {
            let marks = marks(u64::from_le_bytes(*eight));
            if marks != 0 {
                self.at += marks.trailing_zeros() as usize / 8;
                return;
            }
            self.at += 8;
        }
        while !matches!(self.peek(), 0..b' ' | b'"' | b'\\') {
            self.at += 1;
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Option<char> {
        self.wrong = "an escape that JSON does not have";
        let escaped = self.peek();
        self.at += 1;
        Some(match escaped {
            b'"' | b'\\' | b'/' => char::from(escaped),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => {
                self.at -= 1;
                return None;
            }
        })
    }

    /// Four hexadecimal digits; two times four, where they are a pair of surrogates.
    fn unicode(&mut self) -> Option<char> {
        let mut code = self.hexadecimal()?;
        let behind = self.at;
        if (0xd800..0xdc00).contains(&code) && self.eat(b'\\') && self.eat(b'u') {
            let low = self.hexadecimal()?;
            if (0xdc00..0xe000).contains(&low) {
                code = 0x1_0000 + ((code & 0x3ff) << 10 | low & 0x3ff);
            }
        }
        if code < 0x1_0000 {
            self.at = behind;
        }
        Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            code = code << 4 | char::from(self.peek()).to_digit(16)?;
            self.at += 1;
        }
        Some(code)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    /// Passes this byte, or nothing can be read here.
    fn need(&mut self, byte: u8) -> Option<()> {
        self.eat(byte).then_some(())
    }

    /// Passes this byte, if it comes next.
    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        self.at += usize::from(found);
        found
    }

    /// The next byte; zero at the end, which nothing in JSON begins with.
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }
}

fn innermost(open: &mut [Json]) -> Option<&mut Kind> {
    open.last_mut().map(|container| &mut container.kind)
}

fn begun(kind: Kind, start: usize) -> Json {
    let span = Span::new(start, start);
    Json { kind, span }
}

/// Sets the highest bit of the first byte, from the low end, that is a control character, a quotation mark or a
/// backslash; perhaps of others behind it.
const fn marks(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    // A byte borrows from its highest bit where it is less than what is taken from it.
    let control = eight.wrapping_sub(ONES * 0x20) & !eight;
    let (quote, backslash) = (eight ^ (ONES * 0x22), eight ^ (ONES * 0x5c));
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quote | backslash) & (ONES * 0x80)
}
