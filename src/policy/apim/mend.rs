//! What mends a text that does not fit the schema, where one change is right; empty where it takes more, or a choice.

use super::schema::{Content, Form, LACKING, RULES, Rule, SOURCES};
use super::{parse_seconds, parse_status};
use crate::claims::issuer::{Provider, parse_metadata_url};
use crate::policy::Format;
use crate::policy::edit::{Edit, escape};
use crate::policy::metadata_url;
use crate::policy::nearest::nearest;
use crate::policy::xml::{Attribute, Element};
use crate::text::{Span, has_word};

/// An attribute that the schema has not: it gets the name that it nearly has.
pub(super) fn attribute(element: &Element<'_>, rule: &Rule, odd: &Attribute<'_>) -> Vec<Edit> {
    if is_lacking(rule, odd.name) {
        return vec![deleted(odd)];
    }
    let Some(near) = nearest(odd.name, rule.attributes) else {
        return Vec::new();
    };
    let is_taken = element.attribute(near).is_some();
    let is_second_source = has_word(SOURCES, near) && has_source(element);
    if is_taken || is_second_source {
        return Vec::new();
    }
    vec![(odd.name_span, near.to_owned())]
}

/// An element that the schema has not: it gets the name that it nearly has, or the list that it belongs into.
pub(super) fn element(parent: &Element<'_>, rule: &Rule, odd: &Element<'_>) -> Vec<Edit> {
    if is_lacking(rule, odd.name) {
        return vec![(odd.span, String::new())];
    }
    let Some(near) = nearest(odd.name, rule.children) else {
        return Vec::new();
    };
    let mut children = parent.children.iter();
    let is_single = rule.content == Content::Policy && near != "openid-config";
    if is_single && children.any(|child| child.name == near) {
        return Vec::new();
    }
    match RULES.iter().find(|rule| rule.name == near) {
        Some(list) if list.children == odd.name => around(odd.span, near),
        Some(entry) if entry.children.is_empty() && !odd.children.is_empty() => Vec::new(),
        _ => odd.renamed(near),
    }
}

/// A second element of a name that the schema allows once, with its number among the children: where it follows the
/// first, both become one.
pub(super) fn second(parent: &Element<'_>, index: usize) -> Vec<Edit> {
    let before = index.checked_sub(1);
    let first = before.and_then(|before| parent.children.get(before));
    match (first, parent.children.get(index)) {
        (Some(first), Some(second))
            if first.name == second.name
                && first.inner.end < first.span.end
                && second.inner.end < second.span.end
                && parent.comments.is_empty() =>
        {
            let between = Span::new(first.inner.end, second.inner.start);
            vec![(between, String::new())]
        }
        _ => Vec::new(),
    }
}

/// A text where the schema has none: a list's one entry without its tags, or what goes.
pub(super) fn stray_text(element: &Element<'_>, rule: &Rule) -> Vec<Edit> {
    let entry = RULES.iter().find(|entry| entry.name == rule.children);
    let is_entry = entry.is_some_and(|entry| entry.content == Content::Text);
    let parts = |character: char| character.is_whitespace() || character == ',';
    if !element.is_one_text() {
        Vec::new()
    } else if !is_entry || !element.children.is_empty() {
        vec![(element.text_span, String::new())]
    } else if element.text.trim().contains(parts) {
        Vec::new()
    } else {
        around(element.text_span, rule.children)
    }
}

/// Without a source of the token: the header that it mostly is in.
pub(super) fn source(element: &Element<'_>) -> Vec<Edit> {
    let mut attributes = element.attributes.iter();
    // A source that is misspelt is mended where it stands.
    if attributes.any(|attribute| nearest(attribute.name, SOURCES).is_some()) {
        return Vec::new();
    }
    let at = Span::new(element.attributes_at, element.attributes_at);
    vec![(at, " header-name=\"Authorization\"".to_owned())]
}

/// With several sources of the token: all go but for the one that is looked at here.
pub(super) fn sources(element: &Element<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut written = SOURCES
        .split(' ')
        .filter_map(|name| element.attribute(name));
    written.next();
    for other in written {
        edits.push(deleted(other));
    }
    edits
}

/// A value that is not of the form that its attribute has.
pub(super) fn value(form: Form, attribute: &Attribute<'_>) -> Vec<Edit> {
    let text = attribute.value.trim();
    let right = match form {
        Form::VariableName if text.is_empty() => return vec![deleted(attribute)],
        Form::Boolean => boolean(text).map(str::to_owned),
        Form::Match => nearest(text, "all any").map(str::to_owned),
        Form::Seconds => seconds(text).map(|seconds| seconds.to_string()),
        Form::Status => {
            let code = text.split_ascii_whitespace().next().unwrap_or_default();
            parse_status(code).map(|_| code.to_owned())
        }
        Form::Address => address(text),
        Form::VariableName | Form::Tenant | Form::Login => None,
    };
    let mut edits = Vec::new();
    if let Some(right) = right {
        edits.push((attribute.span, escape(&right)));
    }
    edits
}

/// `true` or `false` for a word that means it.
fn boolean(text: &str) -> Option<&'static str> {
    for (words, right) in [("yes on 1", "true"), ("no off 0", "false")] {
        if words.split(' ').any(|word| word.eq_ignore_ascii_case(text)) {
            return Some(right);
        }
    }
    nearest(text, "true false")
}

/// Seconds of a time span as .NET writes it, `00:05:00`, or of a number with its unit, `5m`, `300 s`.
fn seconds(text: &str) -> Option<u32> {
    let digits = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let number = text.strip_suffix(digits)?;
    let factor = match digits.trim_ascii() {
        "s" | "sec" | "seconds" => 1,
        "m" | "min" | "minutes" => 60,
        _ => {
            let mut seconds: u32 = 0;
            let mut parts = 0;
            for part in text.split(':') {
                seconds = seconds.checked_mul(60)?.checked_add(parse_seconds(part)?)?;
                parts += 1;
            }
            return (parts == 3).then_some(seconds);
        }
    };
    parse_seconds(number)?.checked_mul(factor)
}

/// The address of a discovery document that has no scheme, or not the end that all have at a provider that is known.
fn address(text: &str) -> Option<String> {
    let right = metadata_url::mended(text);
    if right.is_some() {
        return right;
    }
    let path = text.split(['?', '#']).next()?;
    let query = text.strip_prefix(path)?;
    let path = path.split("/.well-known").next()?.trim_end_matches('/');
    let provider = parse_metadata_url(text);
    let is_known = !matches!(provider, Provider::Other(_)) && !metadata_url::lacks_tenant(provider);
    if !is_known || path.contains("/oauth2") {
        return None;
    }
    let bare = path
        .strip_prefix("https://")
        .or(path.strip_prefix("http://"));
    let bare = bare.unwrap_or(path);
    // The host and a tenant.
    bare.split_once('/')?;
    Some(["https://", bare, metadata_url::END, query].concat())
}

/// Whether it is what `validate-jwt` has and this policy has not.
fn is_lacking(rule: &Rule, name: &str) -> bool {
    rule.name == Format::ValidateAzureAdToken.code()
        && LACKING.iter().any(|(lacking, _)| *lacking == name)
}

fn has_source(element: &Element<'_>) -> bool {
    let mut attributes = element.attributes.iter();
    attributes.any(|attribute| has_word(SOURCES, attribute.name))
}

fn deleted(attribute: &Attribute<'_>) -> Edit {
    let whole = Span::new(attribute.name_span.start, attribute.end);
    (whole, String::new())
}

/// Tags of this name around what stands at a place.
fn around(place: Span, name: &str) -> Vec<Edit> {
    let (start, end) = (place.start, place.end);
    vec![
        (Span::new(start, start), ["<", name, ">"].concat()),
        (Span::new(end, end), ["</", name, ">"].concat()),
    ]
}

#[cfg(test)]
mod tests;
