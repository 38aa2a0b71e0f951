//! What the gateway sends on to the backend in place of the caller's token, as far as the document shows it.

use super::apim::Source;
use super::value::Value;
use super::xml::Element;
use crate::text::{Span, has_word};

/// Elements whose inside is about another message than the request to the backend.
const OTHER_MESSAGES: &str = "send-request send-one-way-request return-response outbound on-error";

/// How the gateway answers for itself at the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// The element that does it: `authentication-managed-identity`, `set-header`.
    pub by: &'static str,
    /// Its line, from 1.
    pub line: usize,
    /// For whom the credential is: the `resource` of a managed identity; `None` where the document does not say.
    pub resource: Option<String>,
    /// Whether it stands in a branch, so that it is not always done.
    pub is_conditional: bool,
}

/// What is sent to the backend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backend {
    /// The gateway's own credential in place of the caller's; `None` where nothing is seen to replace that.
    pub own: Option<Own>,
    /// The address, from `set-backend-service`.
    pub address: Option<String>,
    /// Whether more than the JWT policy alone was pasted.
    pub is_seen: bool,
    /// A managed identity's token that waits in a variable: the variable, and for whom the token is.
    waiting: Option<(String, Option<String>)>,
}

impl Backend {
    /// Looks through all elements; of two that do it the last counts.
    pub(super) fn of(root: &Element<'_>, source: Source<'_>) -> Self {
        let mut backend = Self::default();
        backend.element(root, source, false);
        backend
    }

    fn element(&mut self, element: &Element<'_>, source: Source<'_>, is_conditional: bool) {
        if has_word(OTHER_MESSAGES, element.name) {
            return;
        }
        self.is_seen |= element.name == "inbound";
        let text = |name| known(element, source, name);
        let mut by = None;
        let mut resource = None;
        match element.name {
            "authentication-managed-identity" => {
                resource = text("resource");
                match text("output-token-variable-name") {
                    Some(name) => self.waiting = Some((name, resource.take())),
                    None => by = Some("authentication-managed-identity"),
                }
            }
            "authentication-basic" => by = Some("authentication-basic"),
            "set-header" if is_authorization(element) => {
                let mut values = element.children.iter();
                let value = values.find(|child| child.name == "value");
                let value = value.map_or("", |value| &value.text);
                let action = text("exists-action");
                if action.as_deref() == Some("skip") || value.contains("context.Request") {
                    // The caller's own token stays, or is put back.
                    if value.contains("context.Request") {
                        self.own = None;
                    }
                } else {
                    by = Some("set-header");
                    let waits = |(name, _): &&(String, _)| value.contains(name.as_str());
                    let waiting = self.waiting.as_ref().filter(waits);
                    resource = waiting.and_then(|(_, resource)| resource.clone());
                }
            }
            "set-backend-service" => self.address = text("base-url").or(self.address.take()),
            _ => {}
        }
        if let Some(by) = by {
            self.own = Some(Own {
                by,
                line: source.lines.line(element.span.start),
                resource,
                is_conditional,
            });
        }
        let is_conditional = is_conditional || element.name == "choose";
        for child in &element.children {
            self.element(child, source, is_conditional);
        }
    }
}

fn is_authorization(element: &Element<'_>) -> bool {
    let name = element.attribute("name");
    name.is_some_and(|name| name.value.eq_ignore_ascii_case("Authorization"))
}

/// An attribute with its named values put in, where there is one.
fn known(element: &Element<'_>, source: Source<'_>, name: &str) -> Option<String> {
    let written = element.attribute(name)?.value.clone();
    Some(Value::new(written, Span::default(), 0, source.values).text)
}
