//! Reads `<validate-jwt>`: every attribute and element of the schema, in the gateway's own order.
//!
//! Source: the documentation page "validate-jwt-policy" and the schema `validate-jwt.xsd`.

use super::document::problem;
use super::nearest::nearest;
use super::value::{NamedValues, Value};
use super::xml::{Attribute, Element};
use super::{Claim, Format, Key, KeyMaterial, OpenIdConfig, Policy};
use crate::finding::PolicyProblem;
use crate::text::{Lines, Span};

/// What the value of an attribute must be; an expression is allowed everywhere but for [`Form::VariableName`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Boolean,
    Integer,
    VariableName,
}

static ATTRIBUTES: [(&str, Form); 12] = [
    ("header-name", Form::Text),
    ("query-parameter-name", Form::Text),
    ("token-value", Form::Text),
    ("failed-validation-httpcode", Form::Integer),
    ("failed-validation-error-message", Form::Text),
    ("require-expiration-time", Form::Boolean),
    ("require-scheme", Form::Text),
    ("require-signed-tokens", Form::Boolean),
    ("clock-skew", Form::Integer),
    ("output-token-variable-name", Form::VariableName),
    ("id", Form::Text),
    // Accepted on every policy by the schema's base type.
    ("description", Form::Text),
];

/// The three attributes that say where the token is; exactly one must be there.
pub(super) static SOURCES: [&str; 3] = ["header-name", "query-parameter-name", "token-value"];

/// The elements in the order that the schema demands.
static ELEMENTS: [&str; 7] = [
    "openid-config",
    "issuer-signing-tokens",
    "issuer-signing-keys",
    "decryption-keys",
    "audiences",
    "issuers",
    "required-claims",
];

/// A text with more mistakes than this is no policy: the rest would help nobody.
const MAX_PROBLEMS: usize = 50;

/// Reads the element. What is wrong with it is said, the rest is read all the same.
pub(super) fn read(
    lines: &Lines,
    element: &Element,
    condition: Option<&str>,
    values: &NamedValues,
) -> Policy {
    let mut reader = Reader {
        lines,
        values,
        problems: Vec::new(),
    };
    let mut policy = Policy {
        format: Format::ValidateJwt,
        line: lines.line(element.span.start),
        span: element.span,
        condition: condition.map(str::to_owned),
        attributes: reader.attributes(element),
        openid_configs: Vec::new(),
        issuer_signing_keys: None,
        decryption_keys: None,
        audiences: None,
        issuers: None,
        required_claims: None,
        problems: Vec::new(),
    };
    reader.token_source(element, &policy);
    let mut last: Option<usize> = None;
    let mut seen = [false; ELEMENTS.len()];
    for child in &element.children {
        let name = child.name.as_str();
        let Some(order) = ELEMENTS.iter().position(|known| *known == name) else {
            reader.unknown(
                "unknown-element",
                "element",
                name,
                child.span,
                "validate-jwt",
                &ELEMENTS,
            );
            continue;
        };
        if let Some(before) = last
            .filter(|&before| before > order)
            .and_then(|before| ELEMENTS.get(before))
        {
            reader.say(
                "elements-out-of-order",
                child.span,
                format!("`<{name}>` stands after `<{before}>`: the gateway's schema demands it before, and refuses the policy on save; it is evaluated all the same"),
            );
        }
        last = last.max(Some(order));
        let before = seen
            .get_mut(order)
            .map(|seen| std::mem::replace(seen, true));
        if name != "openid-config" && before == Some(true) {
            reader.say(
                "duplicate-element",
                child.span,
                format!(
                    "a second `<{name}>`: the schema allows one; put the entries into the first"
                ),
            );
        }
        reader.child(&mut policy, child);
    }
    policy.problems = reader.problems;
    policy
}

struct Reader<'a> {
    lines: &'a Lines,
    values: &'a NamedValues,
    problems: Vec<PolicyProblem>,
}

impl Reader<'_> {
    fn say(&mut self, code: &'static str, span: Span, message: String) {
        if self.problems.len() == MAX_PROBLEMS {
            return;
        }
        self.problems.push(problem(self.lines, code, span, message));
    }

    fn unknown(
        &mut self,
        code: &'static str,
        what: &str,
        name: &str,
        span: Span,
        of: &str,
        known: &[&'static str],
    ) {
        let hint = nearest(name, known.iter().copied()).map_or_else(
            || format!("`<{of}>` knows {}", list(known)),
            |near| format!("the schema has `{near}`"),
        );
        self.say(
            code,
            span,
            format!("unknown {what} `{name}`: {hint}; the gateway refuses the policy on save"),
        );
    }

    fn value(&self, attribute: &Attribute) -> Value {
        let line = self.lines.line(attribute.span.start);
        Value::new(attribute.value.clone(), attribute.span, line, self.values)
    }

    fn attributes(&mut self, element: &Element) -> Vec<(&'static str, Value)> {
        let mut found = Vec::new();
        for attribute in &element.attributes {
            if attribute.name.starts_with("xmlns") {
                continue;
            }
            let Some((name, form)) = ATTRIBUTES.iter().find(|(name, _)| *name == attribute.name)
            else {
                let known: Vec<&'static str> = ATTRIBUTES.iter().map(|(name, _)| *name).collect();
                self.unknown(
                    "unknown-attribute",
                    "attribute",
                    &attribute.name,
                    attribute.span,
                    "validate-jwt",
                    &known,
                );
                continue;
            };
            let value = self.value(attribute);
            self.check_form(name, *form, &value);
            found.push((*name, value));
        }
        found
    }

    fn check_form(&mut self, name: &str, form: Form, value: &Value) {
        if form == Form::VariableName {
            if value.text.is_empty() {
                self.say(
                    "empty-variable-name",
                    value.span,
                    format!("`{name}` is empty: the schema wants a name of at least one character"),
                );
            } else if value.unknown.is_some() {
                self.say(
                    "expression-not-allowed",
                    value.span,
                    format!("`{name}` takes no expression: write the name itself"),
                );
            }
            return;
        }
        let Some(text) = value.known() else { return };
        match form {
            Form::Integer if !is_allowed_number(name, text) => {
                let (code, wants) = if name == "clock-skew" {
                    (
                        "skew-not-integer",
                        "a whole number of seconds, such as `300`; 0 is assumed here",
                    )
                } else {
                    (
                        "httpcode-not-integer",
                        "a status code, such as `401`, which is assumed here",
                    )
                };
                self.say(
                    code,
                    value.span,
                    format!("`{name}` is `{text}`: it takes {wants}"),
                );
            }
            Form::Boolean if parse_bool(text).is_none() => {
                self.say(
                    "not-boolean",
                    value.span,
                    format!(
                        "`{name}` is `{text}`: it takes `true` or `false`; `true` is assumed here"
                    ),
                );
            }
            _ => {}
        }
    }

    fn token_source(&mut self, element: &Element, policy: &Policy) {
        let mut written = policy
            .attributes
            .iter()
            .filter(|(name, _)| SOURCES.contains(name));
        match (written.next(), written.next()) {
            (None, _) => self.say(
                "no-token-source",
                Span::new(element.span.start, element.span.start),
                "nothing says where the token is: one of `header-name`, `query-parameter-name` and `token-value` is needed, mostly `header-name=\"Authorization\"`".to_owned(),
            ),
            (Some((first, _)), Some((second, value))) => self.say(
                "second-token-source",
                value.span,
                format!("`{second}` beside `{first}`: exactly one of them is allowed; delete one"),
            ),
            _ => {}
        }
    }

    fn child(&mut self, policy: &mut Policy, element: &Element) {
        let line = self.lines.line(element.span.start);
        match element.name.as_str() {
            "openid-config" => match self.attribute(element, "url") {
                Some(url) => {
                    self.check_address(&url);
                    policy.openid_configs.push(OpenIdConfig { url, line });
                }
                None => self.say("missing-attribute", element.span, "`<openid-config>` has no `url`: it needs the address of the discovery document".to_owned()),
            },
            "issuer-signing-keys" => policy.issuer_signing_keys.get_or_insert_default().extend(self.keys(element)),
            "decryption-keys" => policy.decryption_keys.get_or_insert_default().extend(self.keys(element)),
            "audiences" => policy.audiences.get_or_insert_default().extend(self.texts(element, "audience")),
            "issuers" => policy.issuers.get_or_insert_default().extend(self.texts(element, "issuer")),
            "required-claims" => {
                let claims = self.claims(element);
                policy.required_claims.get_or_insert_default().extend(claims);
            }
            // `issuer-signing-tokens` is a relic of the schema that no documentation explains.
            _ => {}
        }
    }

    fn check_address(&mut self, url: &Value) {
        let Some(text) = url.known() else { return };
        let path = text.split(['?', '#']).next().unwrap_or_default();
        if !text.starts_with("https://") && !text.starts_with("http://") {
            self.say(
                "metadata-url-unusable",
                url.span,
                format!(
                    "`{text}` is no address: the gateway can load no keys from it (`IDX20803`)"
                ),
            );
        } else if !path.ends_with("/.well-known/openid-configuration") {
            self.say(
                "metadata-url-incomplete",
                url.span,
                format!("`{text}` does not end in `/.well-known/openid-configuration`: most issuers have their discovery document there, and without it the gateway loads no keys (`IDX20803`)"),
            );
        }
    }

    fn attribute(&self, element: &Element, name: &str) -> Option<Value> {
        element
            .attributes
            .iter()
            .find(|attribute| attribute.name == name)
            .map(|attribute| self.value(attribute))
    }

    /// The children of one name; others are said, and so is an empty list.
    fn list<'e>(&mut self, element: &'e Element, name: &'static str) -> Vec<&'e Element> {
        let mut found = Vec::new();
        for child in &element.children {
            if child.name == name {
                found.push(child);
            } else if child.name != "zumo-master-key" {
                self.unknown(
                    "unknown-element",
                    "element",
                    &child.name,
                    child.span,
                    &element.name,
                    &[name],
                );
            }
        }
        if found.is_empty() {
            self.say(
                "empty-list",
                element.span,
                format!(
                    "`<{}>` is empty: nothing is checked by it; add a `<{name}>` or delete it",
                    element.name
                ),
            );
        }
        found
    }

    fn text_of(&self, element: &Element) -> Value {
        let span = if element.text_span == Span::default() {
            element.span
        } else {
            element.text_span
        };
        let line = self.lines.line(span.start);
        Value::new(element.text.clone(), span, line, self.values)
    }

    fn texts(&mut self, element: &Element, name: &'static str) -> Vec<Value> {
        self.list(element, name)
            .into_iter()
            .map(|child| self.text_of(child))
            .collect()
    }

    fn keys(&mut self, element: &Element) -> Vec<Key> {
        let keys = self.list(element, "key");
        keys.into_iter()
            .map(|key| Key {
                id: self.attribute(key, "id"),
                material: if let Some(certificate) = self.attribute(key, "certificate-id") {
                    KeyMaterial::Certificate(certificate)
                } else if self.attribute(key, "n").is_some() {
                    KeyMaterial::Rsa
                } else {
                    KeyMaterial::Symmetric(self.text_of(key))
                },
            })
            .collect()
    }

    fn claims(&mut self, element: &Element) -> Vec<Claim> {
        let mut claims = Vec::new();
        for claim in self.list(element, "claim") {
            for attribute in &claim.attributes {
                if !["name", "match", "separator"].contains(&attribute.name.as_str()) {
                    self.unknown(
                        "unknown-attribute",
                        "attribute",
                        &attribute.name,
                        attribute.span,
                        "claim",
                        &["name", "match", "separator"],
                    );
                }
            }
            let Some(name) = self.attribute(claim, "name") else {
                self.say(
                    "missing-attribute",
                    claim.span,
                    "`<claim>` has no `name`: it needs the name of the claim".to_owned(),
                );
                continue;
            };
            let match_all = match self.attribute(claim, "match") {
                None => Some(true),
                Some(value) => match value.known() {
                    None => None,
                    Some("all") => Some(true),
                    Some("any") => Some(false),
                    Some(other) => {
                        self.say("unknown-match", value.span, format!("`match` is `{other}`: it takes `all` or `any`; `all` is assumed here"));
                        Some(true)
                    }
                },
            };
            let mut values = Vec::new();
            for child in &claim.children {
                if child.name == "value" {
                    values.push(self.text_of(child));
                } else {
                    self.unknown(
                        "unknown-element",
                        "element",
                        &child.name,
                        child.span,
                        "claim",
                        &["value"],
                    );
                }
            }
            claims.push(Claim {
                name,
                match_all,
                separator: self.attribute(claim, "separator"),
                values,
                line: self.lines.line(claim.span.start),
                span: claim.span,
            });
        }
        claims
    }
}

fn is_allowed_number(name: &str, text: &str) -> bool {
    let number = text.trim().parse::<u32>().ok();
    number.is_some_and(|number| name == "clock-skew" || (100..=599).contains(&number))
}

/// `true` and `false` in any case, as .NET reads them.
pub(super) fn parse_bool(text: &str) -> Option<bool> {
    ["false", "true"]
        .iter()
        .position(|word| text.trim().eq_ignore_ascii_case(word))
        .map(|index| index == 1)
}

fn list(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::document;
    use super::*;

    #[track_caller]
    fn problems(xml: &str, expected: &[(&str, usize)]) -> Policy {
        let document = document::read(xml, &NamedValues::default());
        let policy = document.policies[0].clone();
        let found: Vec<_> = policy
            .problems
            .iter()
            .map(|problem| (problem.code, problem.line))
            .collect();
        assert_eq!(found, expected, "{xml}");
        policy
    }

    #[test]
    fn a_complete_policy_is_read_whole() {
        let policy = problems(
            r#"<validate-jwt header-name="Authorization" failed-validation-httpcode="403" failed-validation-error-message="no"
                 require-expiration-time="false" require-scheme="Bearer" require-signed-tokens="True" clock-skew="300" output-token-variable-name="jwt" id="p">
              <openid-config url="https://a/.well-known/openid-configuration" /><openid-config url="https://b/.well-known/openid-configuration" />
              <issuer-signing-keys><key id="k">c2VjcmV0</key><key n="x" e="AQAB"/><key certificate-id="c"/></issuer-signing-keys>
              <decryption-keys><key certificate-id="d"/></decryption-keys>
              <audiences><audience>api://a</audience><audience>b</audience></audiences>
              <issuers><issuer>i</issuer></issuers>
              <required-claims><claim name="scp" match="any" separator=" "><value>A</value><value>B</value></claim><claim name="oid"/></required-claims>
            </validate-jwt>"#,
            &[],
        );
        assert_eq!(policy.attributes.len(), 9);
        assert_eq!(policy.openid_configs.len(), 2);
        assert_eq!(policy.issuer_signing_keys.as_ref().map(Vec::len), Some(3));
        let claims = policy.required_claims.unwrap();
        assert_eq!(
            (
                claims[0].match_all,
                claims[0].values.len(),
                claims[1].match_all
            ),
            (Some(false), 2, Some(true))
        );
    }

    #[test]
    fn everything_wrong_is_said_at_its_line() {
        problems(
            "<validate-jwt header-name='a'>\n<openid-config url='u'/></validate-jwt>",
            &[("metadata-url-unusable", 2)],
        );
        problems(
            "<validate-jwt header-name='a'><openid-config url='https://h/v2.0'/></validate-jwt>",
            &[("metadata-url-incomplete", 1)],
        );
        problems("<validate-jwt/>", &[("no-token-source", 1)]);
        problems(
            "<validate-jwt header-name='a'\n query-parameter-name='b'/>",
            &[("second-token-source", 2)],
        );
        problems(
            "<validate-jwt headername='a'/>",
            &[("unknown-attribute", 1), ("no-token-source", 1)],
        );
        problems(
            "<validate-jwt header-name='a' clock-skew='5m'/>",
            &[("skew-not-integer", 1)],
        );
        problems(
            "<validate-jwt header-name='a' clock-skew='-5'/>",
            &[("skew-not-integer", 1)],
        );
        problems(
            "<validate-jwt header-name='a' require-signed-tokens='yes'/>",
            &[("not-boolean", 1)],
        );
        problems(
            "<validate-jwt header-name='a' output-token-variable-name=''/>",
            &[("empty-variable-name", 1)],
        );
        problems(
            "<validate-jwt header-name='a'>\n<audiences/>\n<issuers>\n<issuer>i</issuer><audience/></issuers></validate-jwt>",
            &[("empty-list", 2), ("unknown-element", 4)],
        );
        problems(
            "<validate-jwt header-name='a'><audiences><audience>a</audience></audiences>\n<openid-config url='https://u/.well-known/openid-configuration'/></validate-jwt>",
            &[("elements-out-of-order", 2)],
        );
        problems(
            "<validate-jwt header-name='a'><audience>a</audience></validate-jwt>",
            &[("unknown-element", 1)],
        );
        problems(
            "<validate-jwt header-name='a'><openid-config/></validate-jwt>",
            &[("missing-attribute", 1)],
        );
        problems(
            "<validate-jwt header-name='a'><required-claims><claim/><claim name='a' match='some'/></required-claims></validate-jwt>",
            &[("missing-attribute", 1), ("unknown-match", 1)],
        );
    }
}
