//! Texts of a policy that may be known only to the gateway.

use crate::text::Span;

/// Named values (`{{name}}`) that the user filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedValues(pub Vec<(String, String)>);

impl NamedValues {
    /// The value of a name; names are case-sensitive.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Why a value is not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// A named value that was not given.
    NamedValue(String),
    /// A policy expression, which only the gateway computes.
    Expression,
}

impl Unknown {
    /// What is missing and what to do about it, one clause.
    pub fn explain(&self) -> String {
        match self {
            Self::NamedValue(name) => format!("the named value `{{{{{name}}}}}` was not given"),
            Self::Expression => "a policy expression is computed only by the gateway".to_owned(),
        }
    }
}

/// A text as written, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As it stands in the policy, entities resolved.
    pub written: String,
    /// With the named values put in.
    pub text: String,
    /// Where it stands in the policy's text.
    pub span: Span,
    /// The same with the blanks around it: the whole text of the element, or of the attribute.
    pub whole: Span,
    /// Where the element ends that has it as its text; of an attribute, where its value ends.
    pub element_end: usize,
    /// The line of that place, from 1.
    pub line: usize,
    /// Why `text` is not what the gateway uses; `None` when it is.
    pub unknown: Option<Unknown>,
}

impl Value {
    /// Puts the named values in; an expression stays as it is.
    pub fn new(written: String, span: Span, line: usize, values: &NamedValues) -> Self {
        let trimmed = written.trim_start();
        let (text, unknown) = if trimmed.starts_with("@(") || trimmed.starts_with("@{") {
            (written.clone(), Some(Unknown::Expression))
        } else {
            fill(&written, values)
        };
        Self {
            written,
            text,
            span,
            whole: span,
            element_end: span.end,
            line,
            unknown,
        }
    }

    /// The text the gateway uses, when that is known.
    pub fn known(&self) -> Option<&str> {
        self.unknown.is_none().then_some(self.text.as_str())
    }
}

fn fill(written: &str, values: &NamedValues) -> (String, Option<Unknown>) {
    let mut text = String::new();
    let mut unknown = None;
    let mut rest = written;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, tail)) = after.split_once("}}") else {
            break;
        };
        text.push_str(before);
        let name = name.trim();
        if let Some(value) = values.get(name) {
            text.push_str(value);
        } else {
            text.push_str("{{");
            text.push_str(name);
            text.push_str("}}");
            unknown.get_or_insert_with(|| Unknown::NamedValue(name.to_owned()));
        }
        rest = tail;
    }
    text.push_str(rest);
    (text, unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_values_are_put_in_and_the_rest_stays_unknown() {
        let values = NamedValues(vec![("tenant-id".to_owned(), "t1".to_owned())]);
        for (written, text, known) in [
            ("api://x", "api://x", true),
            ("https://h/{{tenant-id}}/v2.0", "https://h/t1/v2.0", true),
            ("{{ tenant-id }}", "t1", true),
            ("a{{other}}b{{tenant-id}}", "a{{other}}bt1", false),
            ("@(context.Api.Id)", "@(context.Api.Id)", false),
            ("{{open", "{{open", true),
        ] {
            let value = Value::new(written.to_owned(), Span::default(), 1, &values);
            assert_eq!(
                (value.text.as_str(), value.unknown.is_none()),
                (text, known),
                "{written}"
            );
        }
    }
}
