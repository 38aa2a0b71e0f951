//! Indented JSON, written member by member.

/// A JSON text being written. Whoever opens a bracket closes it.
pub(super) struct Writer {
    text: String,
    depth: usize,
    /// Something stands in the open bracket already.
    begun: bool,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            text: String::new(),
            depth: 0,
            begun: false,
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Opens an object or array: as a member when it has a name, as an element when it has none.
    pub(super) fn open(&mut self, name: &str, bracket: char) {
        self.name(name);
        self.text.push(bracket);
        self.depth += 1;
        self.begun = false;
    }

    pub(super) fn close(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if self.begun {
            self.line();
        }
        self.text.push(bracket);
        self.begun = true;
    }

    /// A member whose value is JSON already: a number, `true`, `null`.
    pub(super) fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.text.push_str(json);
    }

    pub(super) fn number(&mut self, name: &str, number: usize) {
        self.raw(name, &number.to_string());
    }

    pub(super) fn boolean(&mut self, name: &str, value: bool) {
        self.raw(name, if value { "true" } else { "false" });
    }

    pub(super) fn string(&mut self, name: &str, value: &str) {
        self.name(name);
        self.quote(value);
    }

    /// A string, or `null`.
    pub(super) fn optional(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.string(name, value),
            None => self.raw(name, "null"),
        }
    }

    pub(super) fn strings(&mut self, name: &str, values: &[String]) {
        self.open(name, '[');
        for value in values {
            self.string("", value);
        }
        self.close(']');
    }

    fn name(&mut self, name: &str) {
        if self.begun {
            self.text.push(',');
        }
        if self.depth > 0 {
            self.line();
        }
        self.begun = true;
        if !name.is_empty() {
            self.quote(name);
            self.text.push_str(": ");
        }
    }

    fn line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }

    /// RFC 8259 §7: the quotation mark, the backslash and the control characters are escaped.
    fn quote(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => {
                    self.text.push('\\');
                    self.text.push(character);
                }
                '\n' => self.text.push_str("\\n"),
                '\u{0}'..='\u{1f}' => {
                    self.text.push_str("\\u00");
                    for nibble in [u32::from(character) >> 4, u32::from(character) & 15] {
                        self.text.extend(char::from_digit(nibble, 16));
                    }
                }
                _ => self.text.push(character),
            }
        }
        self.text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::Writer;

    #[test]
    fn what_is_written_is_what_serde_json_reads() {
        let text = "a\"\\\n\u{1}\u{1f}é\u{1f600}";
        let mut writer = Writer::new();
        writer.open("", '{');
        writer.string("text", text);
        writer.optional("none", None);
        writer.open("empty", '[');
        writer.close(']');
        writer.open("list", '[');
        writer.open("", '{');
        writer.number("n", 5);
        writer.boolean("b", true);
        writer.close('}');
        writer.string("", "x");
        writer.close(']');
        writer.close('}');
        let written = writer.finish();
        let expected = serde_json::json!({"text": text, "none": null, "empty": [], "list": [{"n": 5, "b": true}, "x"]});
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&written).unwrap(),
            expected
        );
        assert!(written.contains("\"empty\": [],\n  \"list\": [\n    {\n      \"n\": 5,"));
    }
}
