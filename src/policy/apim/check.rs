//! Holds what was written against the schema and says what does not fit, in the order of the text.

use super::mend;
use super::schema::{Content, FORMS, Form, LACKING, RULES, Root, Rule, SOURCES};
use super::{Source, parse_bool, parse_seconds, parse_status};
use crate::claims::issuer::{Provider, parse_issuer, parse_tenant};
use crate::finding::PolicyProblem;
use crate::policy::Format;
use crate::policy::evaluate::{MAX_CLAIMS, MAX_VALUES};
use crate::policy::metadata_url;
use crate::policy::nearest::nearest;
use crate::policy::problems::Problems;
use crate::policy::value::is_expression;
use crate::policy::xml::{Attribute, Element};
use crate::text::{Span, has_word};

/// What is wrong with the policy.
pub(super) fn check(
    source: Source<'_>,
    policy: &Element<'_>,
    root: &'static Root,
) -> Vec<PolicyProblem> {
    let mut check = Check {
        source,
        root,
        problems: Problems::new(source.lines),
    };
    check.element(policy, &root.rule);
    check.problems.found
}

struct Check<'a> {
    source: Source<'a>,
    root: &'static Root,
    problems: Problems<'a>,
}

impl Check<'_> {
    fn element(&mut self, element: &Element<'_>, rule: &Rule) {
        for attribute in &element.attributes {
            if attribute.name.starts_with("xmlns") {
                continue;
            }
            if has_word(rule.attributes, attribute.name) {
                self.form(attribute);
            } else {
                self.problems.edits = mend::attribute(element, rule, attribute);
                let (name, span) = (attribute.name, attribute.span);
                self.unknown("attribute", name, span, rule.name, rule.attributes);
            }
        }
        if let Some((name, what)) = rule.required
            && element.attribute(name).is_none()
        {
            let template = "`<{}>` has no `{}`: it needs {}";
            let arguments = [rule.name, name, what];
            self.problems
                .say("missing-attribute", element.span, template, &arguments);
        }
        if rule.content == Content::Policy {
            self.token_source(element);
        }
        if rule.content == Content::Text {
            self.expression(element, rule);
        }
        // That of the other policy has a rule of its own, which demands a certificate.
        if rule.name == "key" && rule.required.is_none() {
            self.key_form(element);
        }
        if rule.content != Content::Text && element.text_span != Span::default() {
            self.problems.edits = mend::stray_text(element, rule);
            self.stray_text(element.text_span, rule);
        }
        self.children(element, rule);
    }

    /// A key has one form: base64 of a secret, modulus and exponent, or a certificate.
    fn key_form(&mut self, key: &Element<'_>) {
        let has = |name| usize::from(key.attribute(name).is_some());
        let text = usize::from(!key.text.trim().is_empty());
        let numbers = has("n") + has("e");
        let template = match (text + numbers.min(1) + has("certificate-id"), numbers) {
            (_, 1) => "`<key>` has one of `n` and `e`: an RSA key needs both, in base64url",
            (0, _) => {
                "`<key>` is empty: write the base64 of the secret into it, or `n` and `e`, or `certificate-id`"
            }
            (1, _) => return,
            _ => {
                "`<key>` is written in several forms: keep the text, or `n` and `e`, or `certificate-id`"
            }
        };
        self.problems.say("key-incomplete", key.span, template, &[]);
    }

    fn children(&mut self, element: &Element<'_>, rule: &Rule) {
        let mut seen: Vec<&str> = Vec::new();
        for (index, child) in element.children.iter().enumerate() {
            let name = child.name;
            if !has_word(rule.children, name) {
                if self.problems.is_next_mended() {
                    self.problems.edits = mend::element(element, rule, child);
                }
                self.unknown("element", name, child.span, rule.name, rule.children);
                continue;
            }
            if !seen.contains(&name) {
                seen.push(name);
            } else if rule.content == Content::Policy && name != "openid-config" {
                self.problems.edits = mend::second(element, index);
                let template =
                    "a second `<{}>`: the schema allows one; put the entries into the first";
                self.problems
                    .say("duplicate-element", child.span, template, &[name]);
            }
            let own = self.root.own.as_ref().filter(|rule| rule.name == name);
            let rule = own.or_else(|| RULES.iter().find(|rule| rule.name == name));
            if let Some(rule) = rule {
                self.element(child, rule);
            }
        }
        let most = if rule.name == "required-claims" {
            MAX_CLAIMS
        } else {
            MAX_VALUES
        };
        if let Some(first) = element.children.get(most) {
            let template = "`<{}>` has more than {} entries: the rest is not looked at";
            let arguments = [rule.name, &most.to_string()];
            self.problems
                .say("too-many-entries", first.span, template, &arguments);
        }
    }

    fn stray_text(&mut self, span: Span, rule: &Rule) {
        let entry = rule.children;
        let template = if entry.is_empty() || entry.contains(' ') {
            "`<{}>` takes no text: delete it; the gateway refuses the policy on save"
        } else {
            "`<{}>` takes no text: put it into a `<{}>` or delete it; the gateway refuses the policy on save"
        };
        self.problems
            .say("stray-text", span, template, &[rule.name, entry]);
    }

    fn unknown(&mut self, what: &str, name: &str, span: Span, of: &str, known: &str) {
        let code = if what == "element" {
            "unknown-element"
        } else {
            "unknown-attribute"
        };
        let all = known.replace(' ', "`, `");
        let lacking = LACKING.iter().find(|(lacking, _)| *lacking == name);
        let lacking = lacking.filter(|_| of == Format::ValidateAzureAdToken.code());
        if let Some((_, instead)) = lacking {
            let template = "`{}` has no `{}`: {}; delete it, or use `validate-jwt`, which has it; the gateway refuses the policy on save";
            let arguments = [of, name, instead];
            return self.problems.say(code, span, template, &arguments);
        }
        let (template, arguments) = match nearest(name, known) {
            Some(near) => (
                "unknown {} `{}`: the schema has `{}`; the gateway refuses the policy on save",
                [what, name, near, ""],
            ),
            None if known.is_empty() => (
                "unknown {} `{}`: `<{}>` takes none; the gateway refuses the policy on save",
                [what, name, of, ""],
            ),
            None => (
                "unknown {} `{}`: `<{}>` knows `{}`; the gateway refuses the policy on save",
                [what, name, of, &all],
            ),
        };
        self.problems.say(code, span, template, &arguments);
    }

    /// Says where an expression stands that the gateway does not compute.
    fn expression(&mut self, element: &Element<'_>, rule: &Rule) {
        let template = match (self.root.format, rule.name) {
            (_, "application-id") => {
                "`<{}>` takes no expression: write the id itself or a named value"
            }
            (Format::ValidateAzureAdToken, "audience") => {
                "`<{}>` holds an expression: it is documented, yet the gateway was seen not to compute it; write the audience itself or a named value"
            }
            _ => return,
        };
        if is_expression(&element.text) {
            let (code, span) = ("expression-not-allowed", element.text_span);
            self.problems.say(code, span, template, &[rule.name]);
        }
    }

    fn form(&mut self, attribute: &Attribute<'_>) {
        let name = attribute.name;
        let Some((_, form)) = FORMS.iter().find(|(known, _)| *known == name) else {
            return;
        };
        let value = self.source.value(&attribute.value, attribute.span);
        let text = value.text.as_str();
        let is_address = text.starts_with("https://") || text.starts_with("http://");
        let path = text.split(['?', '#']).next().unwrap_or_default();
        let broken = metadata_url::fault(text).unwrap_or_default();
        let (code, template) = match form {
            Form::VariableName if text.is_empty() => (
                "empty-variable-name",
                "`{}` is empty: the schema wants a name of at least one character",
            ),
            Form::VariableName if is_expression(&attribute.value) => (
                "expression-not-allowed",
                "`{}` takes no expression: write the name itself",
            ),
            // That a part of it is not known mends no other.
            Form::Address if !broken.is_empty() => ("metadata-url-broken", broken),
            _ if value.unknown.is_some() => return,
            Form::Boolean if parse_bool(text).is_none() => (
                "not-boolean",
                "`{}` is `{}`: it takes `true` or `false`; `true` is assumed here",
            ),
            Form::Seconds if parse_seconds(text).is_none() => (
                "skew-not-integer",
                "`{}` is `{}`: it takes a whole number of seconds, such as `300`; 0 is assumed here",
            ),
            Form::Status if parse_status(text).is_none() => (
                "httpcode-not-integer",
                "`{}` is `{}`: it takes a status code, such as `401`, which is assumed here",
            ),
            Form::Match if text != "all" && text != "any" => (
                "unknown-match",
                "`{}` is `{}`: it takes `all` or `any`; `all` is assumed here",
            ),
            Form::Address if !is_address => (
                "metadata-url-unusable",
                "`{}` is no address: the gateway can load no keys from it (`IDX20803`)",
            ),
            Form::Address if !path.ends_with(metadata_url::END) => (
                "metadata-url-incomplete",
                "`{}` does not end in `/.well-known/openid-configuration`, as most discovery documents do: without one the gateway loads no keys (`IDX20803`)",
            ),
            Form::Tenant if !matches!(parse_tenant(text), Provider::Entra { .. }) => (
                "tenant-unusable",
                "`{}` is `{}`: it takes a tenant's id, one of its domains, `organizations`, `common`, or a URL of these",
            ),
            Form::Login if !matches!(parse_issuer(text), Provider::Entra { .. }) => (
                "endpoint-unusable",
                "`{}` is `{}`: it takes the address of a cloud's sign-in, such as `https://login.microsoftonline.us`",
            ),
            _ => return,
        };
        // What a named value comes to is not what stands there.
        if text == attribute.value {
            self.problems.edits = mend::value(*form, attribute);
        }
        let subject = if *form == Form::Address { text } else { name };
        self.problems
            .say(code, attribute.span, template, &[subject, text]);
    }

    fn token_source(&mut self, element: &Element<'_>) {
        let mut written = element
            .attributes
            .iter()
            .filter(|attribute| has_word(SOURCES, attribute.name));
        match (written.next(), written.next()) {
            (None, _) if self.root.format == Format::ValidateJwt => {
                self.problems.edits = mend::source(element);
                let start = Span::new(element.span.start, element.span.start);
                let message = "nothing says where the token is: write `header-name`, `query-parameter-name` or `token-value`, mostly `header-name=\"Authorization\"`";
                self.problems.say("no-token-source", start, message, &[]);
            }
            (Some(first), Some(second)) => {
                self.problems.edits = mend::sources(element);
                let template = "`{}` beside `{}`: exactly one of them is allowed; delete one";
                let arguments = [second.name, first.name];
                self.problems
                    .say("second-token-source", second.span, template, &arguments);
            }
            _ => {}
        }
    }
}
