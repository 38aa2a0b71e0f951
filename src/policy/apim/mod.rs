//! Reads the two JWT policies of API Management, `<validate-jwt>` and `<validate-azure-ad-token>`: the schema, what of the
//! text does not fit it, and the policy as written.

mod check;
mod mend;
mod schema;

use super::surroundings::Surroundings;
use super::value::{NamedValues, Unknown, Value, is_expression};
use super::xml::{Attribute, Element};
use super::{Claim, Format, Key, KeyMaterial, OpenIdConfig, Policy};
use crate::text::{Lines, Span};
pub(super) use schema::SOURCES;

/// Where texts stand, and what is known of their named values.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub lines: &'a Lines,
    pub values: &'a NamedValues,
}

impl Source<'_> {
    fn value(self, written: &str, span: Span) -> Value {
        let line = self.lines.line(span.start);
        Value::new(written.to_owned(), span, line, self.values)
    }

    pub(super) fn attribute(self, element: &Element<'_>, name: &str) -> Option<Value> {
        let found = element.attribute(name)?;
        Some(self.of_attribute(found))
    }

    fn of_attribute(self, attribute: &Attribute<'_>) -> Value {
        let mut value = self.value(&attribute.value, attribute.span);
        value.whole = Span::new(attribute.name_span.start, attribute.end);
        value.element_end = attribute.end;
        value
    }

    fn text(self, element: &Element<'_>) -> Value {
        let span = if element.text_span == Span::default() {
            element.span
        } else {
            element.text_span
        };
        let mut value = self.value(&element.text, span);
        value.whole = element.inner;
        value.element_end = element.span.end;
        value
    }
}

/// Reads the element, without what stands around it. What is wrong with it is said, the rest is read all the same.
#[inline(never)]
pub(super) fn read(source: Source<'_>, element: &Element<'_>) -> Policy {
    let root = schema::root(element.name);
    let mut policy = Policy {
        format: root.format,
        line: source.lines.line(element.span.start),
        span: element.span,
        attributes_at: element.attributes_at,
        inner: element.inner,
        elements: Vec::new(),
        condition: None,
        surroundings: Surroundings::default(),
        attributes: Vec::new(),
        openid_configs: Vec::new(),
        issuer_signing_keys: None,
        decryption_keys: None,
        audiences: None,
        issuers: None,
        client_application_ids: None,
        backend_application_ids: None,
        required_claims: None,
        problems: check::check(source, element, root),
    };
    for attribute in &element.attributes {
        if let Some(name) = known(root.rule.attributes, attribute.name) {
            let mut value = source.of_attribute(attribute);
            if name == "tenant-id" {
                value = value.or_placeholder();
            }
            policy.attributes.push((name, value));
        }
    }
    for child in &element.children {
        let Some(name) = known(root.rule.children, child.name) else {
            continue;
        };
        policy.elements.push((name, child.span));
        let (entry, list) = match name {
            "audiences" => ("audience", &mut policy.audiences),
            "issuers" => ("issuer", &mut policy.issuers),
            "client-application-ids" => ("application-id", &mut policy.client_application_ids),
            "backend-application-ids" => ("application-id", &mut policy.backend_application_ids),
            "openid-config" => {
                if let Some(url) = source.attribute(child, "url") {
                    let line = source.lines.line(child.span.start);
                    policy.openid_configs.push(OpenIdConfig { url, line });
                }
                continue;
            }
            "issuer-signing-keys" => {
                keys(source, child, &mut policy.issuer_signing_keys);
                continue;
            }
            "decryption-keys" => {
                keys(source, child, &mut policy.decryption_keys);
                continue;
            }
            "required-claims" => {
                let claims = policy.required_claims.get_or_insert_default();
                read_claims(source, child, claims);
                continue;
            }
            _ => continue,
        };
        texts(source, child, entry, list.get_or_insert_default());
    }
    if policy.format == Format::ValidateAzureAdToken {
        // What the gateway makes of an expression here is not known, however plain it is.
        for audience in policy.audiences.iter_mut().flatten() {
            if is_expression(&audience.written) {
                audience.unknown = Some(Unknown::Expression);
            }
        }
    }
    policy
}

/// The word of the schema that is this name.
fn known(words: &'static str, name: &str) -> Option<&'static str> {
    words.split(' ').find(|known| *known == name)
}

fn texts(source: Source<'_>, list: &Element<'_>, name: &str, out: &mut Vec<Value>) {
    for child in list.children.iter().filter(|child| child.name == name) {
        out.push(source.text(child).or_placeholder());
    }
}

fn keys(source: Source<'_>, list: &Element<'_>, out: &mut Option<Vec<Key>>) {
    let out = out.get_or_insert_default();
    for key in list.children.iter().filter(|child| child.name == "key") {
        out.push(Key {
            id: source.attribute(key, "id"),
            material: match source.attribute(key, "certificate-id") {
                Some(certificate) => KeyMaterial::Certificate(certificate),
                None if key.attribute("n").is_some() => KeyMaterial::Rsa {
                    n: source.attribute(key, "n"),
                    e: source.attribute(key, "e"),
                },
                None => KeyMaterial::Symmetric(source.text(key)),
            },
        });
    }
}

fn read_claims(source: Source<'_>, list: &Element<'_>, out: &mut Vec<Claim>) {
    for claim in list.children.iter().filter(|child| child.name == "claim") {
        let Some(name) = source.attribute(claim, "name") else {
            continue;
        };
        let written = source.attribute(claim, "match");
        let mut values = Vec::new();
        texts(source, claim, "value", &mut values);
        out.push(Claim {
            name: name.or_placeholder(),
            match_all: match written.as_ref().map(Value::known) {
                Some(None) => None,
                known => Some(known.flatten() != Some("any")),
            },
            written_match: written,
            separator: source.attribute(claim, "separator"),
            values,
            line: source.lines.line(claim.span.start),
            span: claim.span,
            attributes_at: claim.attributes_at,
        });
    }
}

/// `true` and `false` in any case, as .NET reads them.
pub(super) fn parse_bool(text: &str) -> Option<bool> {
    let is = |word: &str| text.trim().eq_ignore_ascii_case(word);
    is("true")
        .then_some(true)
        .or_else(|| is("false").then_some(false))
}

/// A clock skew: whole seconds.
pub(super) fn parse_seconds(text: &str) -> Option<u32> {
    text.trim().parse().ok()
}

/// A status code.
pub(super) fn parse_status(text: &str) -> Option<u16> {
    let status = u16::try_from(parse_seconds(text)?).ok()?;
    (100..=599).contains(&status).then_some(status)
}

#[cfg(test)]
mod tests;
