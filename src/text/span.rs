/// A byte range in a text: `start` inclusive, `end` exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`, in bytes.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text at this place; empty when the span does not lie inside `text` on character boundaries.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The same range, `by` bytes further on: from a place in a part to the place in the whole.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self::new(self.start.saturating_add(by), self.end.saturating_add(by))
    }

    /// The range of `part` in `whole`, when `part` is a slice of it; `None` otherwise.
    pub fn locate(whole: &str, part: &str) -> Option<Self> {
        let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
        let end = start.checked_add(part.len())?;
        (end <= whole.len()).then_some(Self { start, end })
    }
}

/// The line of a byte offset, counted from 1. An offset past the end is on the last line.
pub fn line_of(text: &str, offset: usize) -> usize {
    let bytes = text.as_bytes();
    let mut line = 1;
    for at in 0..offset.min(bytes.len()) {
        line += usize::from(ends_line(bytes, at));
    }
    line
}

/// Whether a line ends at this byte: at a line feed, or at a carriage return without one behind it.
fn ends_line(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        Some(b'\n') => true,
        Some(b'\r') => text.get(at + 1) != Some(&b'\n'),
        _ => false,
    }
}

/// What stands behind the last line break of a text.
pub fn last_line(text: &str) -> &str {
    let newline = text.bytes().rposition(|byte| byte == b'\n');
    newline.map_or(text, |at| Span::new(at + 1, text.len()).of(text))
}

/// Where the lines of a text begin: for texts that are asked for many lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Looks through the text once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut ends = Vec::new();
        for at in 0..bytes.len() {
            if ends_line(bytes, at) {
                ends.push(at);
            }
        }
        Self(ends)
    }

    /// The line of a byte offset, counted from 1, as [`line_of`] has it.
    pub fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|&newline| newline < offset) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_is_located_in_its_whole_and_nothing_else_is() {
        let whole = String::from("header.payload");
        let part = whole.get(7..).unwrap();
        assert_eq!(Span::locate(&whole, part), Some(Span::new(7, 14)));
        assert_eq!(Span::locate(part, &whole), None);
    }

    #[test]
    fn the_last_line_may_be_empty_or_the_only_one() {
        for (text, line) in [("", ""), ("é", "é"), ("a\né", "é"), ("a\r\n", "")] {
            assert_eq!(last_line(text), line, "{text:?}");
        }
    }

    #[test]
    fn lines_count_from_one() {
        for (offset, line) in [(0, 1), (1, 1), (2, 2), (3, 3), (99, 3)] {
            for text in ["a\n\nb", "a\r\rb"] {
                assert_eq!(line_of(text, offset), line, "offset {offset}");
                assert_eq!(Lines::new(text).line(offset), line, "offset {offset}");
            }
        }
        for (offset, line) in [(1, 1), (2, 1), (3, 2), (5, 3), (99, 3)] {
            assert_eq!(line_of("a\r\n\r\nb", offset), line, "offset {offset}");
            assert_eq!(
                Lines::new("a\r\n\r\nb").line(offset),
                line,
                "offset {offset}"
            );
        }
    }
}
