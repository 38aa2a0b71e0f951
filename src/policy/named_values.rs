//! Named values (`{{name}}`) and what other tools put in before the gateway sees the policy (`${name}`).

use super::Policy;
use crate::text::fill;
use crate::text::json::{self, Json, Kind};

/// Names that are asked for: nobody fills in more.
const MAX_NAMES: usize = 50;

/// Bytes of a name, with what its tool computes in it.
const MAX_NAME: usize = 256;

/// What the user says that names stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedValues(Vec<(String, String)>);

/// A name that stands in a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written: `{{tenant-id}}`, `${var.tenant}`.
    pub written: String,
    /// What it stands for; `None` where nobody said.
    pub value: Option<String>,
}

impl NamedValues {
    /// The value of a name as written, with its braces; names are case-sensitive. Of a Terraform variable the last part
    /// of the name is enough, as in a `.tfvars` file.
    pub fn get(&self, written: &str) -> Option<&str> {
        let name = bare(written);
        let short = name.strip_prefix("var.").or(name.strip_prefix("local."));
        // What was said last counts.
        let mut known = self.0.iter().rev();
        let found =
            known.find(|(known, _)| known == written || known == name || Some(&**known) == short);
        found.map(|(_, value)| value.as_str())
    }

    /// Says what a name stands for.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// The names in these policies, in the order of the text, each once.
    pub fn names(&self, policies: &[Policy]) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for policy in policies {
            for value in policy.values() {
                let mut rest = value.written.as_str();
                while let Some((_, written, after)) = next_name(rest) {
                    rest = after;
                    let known = names.iter().any(|name| name.written == written);
                    if !known && names.len() < MAX_NAMES {
                        names.push(Name {
                            written: written.to_owned(),
                            value: self.get(written).map(str::to_owned),
                        });
                    }
                }
            }
        }
        names
    }

    /// Reads what people have: a JSON object of names and values; the answer of `az apim nv list`, of the REST API or an
    /// ARM template; lines `name = "value"`. Values that are kept secret there stay unknown. Says what is wrong with it.
    #[inline(never)]
    pub fn read(&mut self, text: &str) -> Option<String> {
        let text = text.trim();
        let before = self.0.len();
        let mut problem = None;
        if text.starts_with(['{', '[']) {
            match json::parse(text) {
                Ok(root) => self.add(&root, text),
                Err(fault) => {
                    let offset = fault.offset.to_string();
                    let template = "the named values are not JSON at byte {offset}: {fault}";
                    problem = Some(fill(
                        template,
                        &[("offset", &offset), ("fault", fault.message)],
                    ));
                }
            }
        } else {
            for line in text.lines() {
                if let Some((name, value)) = line.split_once(['=', ':']) {
                    let value = value.trim().trim_end_matches(',');
                    self.set(name.trim().trim_matches('"'), value.trim_matches('"'));
                }
            }
        }
        if problem.is_none() && self.0.len() == before && !text.is_empty() {
            let wanted = if text.contains("\"displayName\"") {
                "no value in this: the values of secrets are not listed; fill them in one by one"
            } else {
                "no named value in this: paste `{\"name\": \"value\"}`, lines `name = value`, or what `az apim nv list` prints"
            };
            problem = Some(wanted.to_owned());
        }
        problem
    }

    fn add(&mut self, value: &Json, text: &str) {
        for element in value.elements() {
            self.add(element, text);
        }
        let entry = member(value, "properties").unwrap_or(value);
        if let Some(name) = member(entry, "displayName").and_then(Json::as_str) {
            // One of a list. What is secret there has no value.
            if let Some(given) = member(entry, "value").and_then(Json::as_str) {
                self.set(name, given);
            }
            return;
        }
        for member in value.members() {
            match member.value.kind {
                Kind::Array(_) | Kind::Object(_) => self.add(&member.value, text),
                Kind::Null => {}
                _ => {
                    let written = member.value.span.of(text);
                    self.set(&member.name, member.value.as_str().unwrap_or(written));
                }
            }
        }
    }
}

fn member<'a>(of: &'a Json, name: &str) -> Option<&'a Json> {
    let mut members = of.members().iter();
    let found = members.find(|member| member.name == name);
    found.map(|member| &member.value)
}

/// What stands before the first name in a text, the name as written, and what follows it.
pub(super) fn next_name(text: &str) -> Option<(&str, &str, &str)> {
    for (at, byte) in text.bytes().enumerate() {
        if matches!(byte, b'{' | b'$') {
            let (before, rest) = text.split_at_checked(at)?;
            if let Some((name, after)) = name(rest) {
                return Some((before, name, after));
            }
        }
    }
    None
}

/// The name that a text begins with, with its braces, and what follows it.
fn name(text: &str) -> Option<(&str, &str)> {
    let (after, end) = match text.strip_prefix("{{") {
        Some(after) => (after, "}}"),
        None => (text.strip_prefix("${")?, "}"),
    };
    // Nobody looks further than this for its end: a text may open many.
    let near = after.get(..after.floor_char_boundary(MAX_NAME))?;
    let (name, _) = near.split_once(end)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    // Of a placeholder anything in one line is the name: it may be an expression of its tool.
    let is_name = match end {
        "}}" => name.trim().bytes().all(plain),
        _ => !name.contains('\n'),
    };
    if !is_name || name.trim().is_empty() {
        return None;
    }
    text.split_at_checked("{{".len() + name.len() + end.len())
}

/// A name without its braces.
fn bare(written: &str) -> &str {
    let name = written.trim_start_matches(['{', '$']);
    name.trim_end_matches('}').trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[(&str, Option<&str>)], problem: &str) {
        let mut values = NamedValues::default();
        let said = values.read(text).unwrap_or_default();
        assert!(
            said.starts_with(problem) && said.is_empty() == problem.is_empty(),
            "{text}: {said}"
        );
        for (name, value) in names {
            assert_eq!(values.get(name), *value, "{text}: {name}");
        }
    }

    #[test]
    fn values_are_read_from_what_people_have() {
        check("", &[("{{a}}", None)], "");
        check(
            r#"{"tenant-id": "t", "count": 3}"#,
            &[
                ("{{tenant-id}}", Some("t")),
                ("{{count}}", Some("3")),
                ("{{Tenant-Id}}", None),
            ],
            "",
        );
        check(
            r#"[{"displayName": "tenant-id", "id": "/subscriptions/s", "name": "tenantid", "secret": false, "value": "t"},
                {"displayName": "key", "name": "key", "secret": true, "value": null}]"#,
            &[
                ("{{ tenant-id }}", Some("t")),
                ("{{key}}", None),
                ("{{id}}", None),
            ],
            "",
        );
        check(
            r#"{"value": [{"name": "n", "properties": {"displayName": "tenant-id", "value": "t", "secret": false}}], "count": 1}"#,
            &[("{{tenant-id}}", Some("t"))],
            "",
        );
        check(
            r#"{"resources": [{"type": "Microsoft.ApiManagement/service/namedValues", "properties": {"displayName": "a", "value": "b"}}]}"#,
            &[("{{a}}", Some("b"))],
            "",
        );
        check(
            "tenant = \"t\"\napi: a\n\"other\": \"o\",",
            &[
                ("${var.tenant}", Some("t")),
                ("{{api}}", Some("a")),
                ("{{other}}", Some("o")),
            ],
            "",
        );
        check("{\"a\": ", &[], "the named values are not JSON at byte 5");
        check("nothing", &[], "no named value in this");
        check("[]", &[], "no named value in this");
        check(
            r#"[{"displayName": "key", "secret": true, "value": null}]"#,
            &[("{{key}}", None)],
            "no value in this",
        );
    }

    #[test]
    fn what_was_said_last_counts() {
        let mut values = NamedValues::default();
        values.read(r#"{"a": "1"}"#);
        values.set("{{a}}", "2");
        assert_eq!(values.get("{{a}}"), Some("2"));
        values.set("${a}", "3");
        assert_eq!(values.get("${a}"), Some("3"));
    }

    #[test]
    fn names_are_found_where_they_stand() {
        for (text, found) in [
            ("a", None),
            ("a{{b}}c", Some(("a", "{{b}}", "c"))),
            ("{{ b }}", Some(("", "{{ b }}", ""))),
            ("{ {{b}}", Some(("{ ", "{{b}}", ""))),
            ("{{{b}}}", Some(("{", "{{b}}", "}"))),
            ("a${var.b}c", Some(("a", "${var.b}", "c"))),
            (
                "${lookup(var.a, \"b\")}",
                Some(("", "${lookup(var.a, \"b\")}", "")),
            ),
            ("{{}}${}$ {b}", None),
            ("{{a b}}", None),
            ("{{a", None),
        ] {
            assert_eq!(next_name(text), found, "{text}");
        }
    }
}
