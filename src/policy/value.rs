//! Texts of a policy that may be known only to the gateway.

use super::expression::plain;
use super::named_values::next_name;
use super::placeholder::{has_broken_name, is_placeholder};
use crate::text::Span;

pub use super::named_values::NamedValues;

/// Why a value is not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// A named value or placeholder that was not given, as written: `{{tenant-id}}`, `${var.tenant}`.
    Name(String),
    /// A policy expression, which only the gateway computes.
    Expression,
    /// What a sample writes where a value has to be, as written: `{tenant}`.
    Placeholder(String),
}

impl Unknown {
    /// What is missing and what to do about it, one clause.
    pub fn explain(&self) -> String {
        match self {
            Self::Name(name) => {
                let is_placeholder = name.starts_with('$');
                let kind = if is_placeholder {
                    "placeholder"
                } else {
                    "named value"
                };
                ["the ", kind, " `", name, "` was not given"].concat()
            }
            Self::Expression => "a policy expression is computed only by the gateway".to_owned(),
            Self::Placeholder(text) => {
                ["`", text, "` is a placeholder: put the real value in"].concat()
            }
        }
    }
}

/// A text as written, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As it stands in the policy, entities resolved.
    pub written: String,
    /// With the named values put in, and computed where it is a plain expression.
    pub text: String,
    /// Where it stands in the policy's text.
    pub span: Span,
    /// The whole text of the element, with the blanks around it; or the whole attribute, with its name.
    pub whole: Span,
    /// Where the element ends that has it as its text, or the attribute.
    pub element_end: usize,
    /// The line of that place, from 1.
    pub line: usize,
    /// Why `text` is not what the gateway uses; `None` when it is.
    pub unknown: Option<Unknown>,
}

impl Value {
    /// Puts the named values in, and computes an expression whose value is plain; any other stays as it is.
    pub fn new(written: String, span: Span, line: usize, values: &NamedValues) -> Self {
        let (mut text, mut unknown) = fill(&written, values);
        if unknown.is_none() && is_expression(&text) {
            match plain(text.trim()) {
                Some(value) => text = value,
                None => unknown = Some(Unknown::Expression),
            }
        }
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

    /// The value of a place that must hold the user's own: a sample's placeholder there is not known.
    pub(super) fn or_placeholder(mut self) -> Self {
        let is_sample = is_placeholder(&self.text) || has_broken_name(&self.text);
        if self.unknown.is_none() && !is_expression(&self.written) && is_sample {
            self.unknown = Some(Unknown::Placeholder(self.text.trim().to_owned()));
        }
        self
    }

    /// The text the gateway uses, when that is known.
    pub fn known(&self) -> Option<&str> {
        self.unknown.is_none().then_some(self.text.as_str())
    }
}

/// Whether a text is a policy expression: `@(…)` or `@{…}`.
pub fn is_expression(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("@(") || text.starts_with("@{")
}

fn fill(written: &str, values: &NamedValues) -> (String, Option<Unknown>) {
    let mut text = String::new();
    let mut unknown = None;
    let mut rest = written;
    while let Some((before, name, after)) = next_name(rest) {
        text.push_str(before);
        if let Some(value) = values.get(name) {
            text.push_str(value);
        } else {
            text.push_str(name);
            unknown.get_or_insert_with(|| Unknown::Name(name.to_owned()));
        }
        rest = after;
    }
    text.push_str(rest);
    (text, unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_values_are_put_in_and_the_rest_stays_unknown() {
        let mut values = NamedValues::default();
        values.read(r#"{"tenant-id": "t1", "var.api": "a", "computed": "@(context.Api.Id)"}"#);
        for (written, text, unknown) in [
            ("api://x", "api://x", ""),
            ("https://h/{{tenant-id}}/v2.0", "https://h/t1/v2.0", ""),
            ("{{ tenant-id }}", "t1", ""),
            ("api://${var.api}", "api://a", ""),
            (
                "a{{other}}b{{tenant-id}}",
                "a{{other}}bt1",
                "the named value `{{other}}` was not given",
            ),
            (
                "${local.tenant}",
                "${local.tenant}",
                "the placeholder `${local.tenant}` was not given",
            ),
            (
                "@(context.Api.Id)",
                "@(context.Api.Id)",
                "a policy expression is computed only by the gateway",
            ),
            ("@(\"api://\" + \"{{tenant-id}}\")", "api://t1", ""),
            (
                "@(\"api://\" + \"{{other}}\")",
                "@(\"api://\" + \"{{other}}\")",
                "the named value `{{other}}` was not given",
            ),
            (
                "{{computed}}",
                "@(context.Api.Id)",
                "a policy expression is computed only by the gateway",
            ),
            ("{{open", "{{open", ""),
            ("{{no name}}", "{{no name}}", ""),
        ] {
            let value = Value::new(written.to_owned(), Span::default(), 1, &values);
            let said = value.unknown.as_ref().map(Unknown::explain);
            assert_eq!(
                (value.text.as_str(), said.unwrap_or_default().as_str()),
                (text, unknown),
                "{written}"
            );
        }
    }
}
