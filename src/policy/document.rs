//! From a policy text to the JWT policies in it.

use super::value::NamedValues;
use super::xml::{self, Element};
use super::{Policy, validate_jwt};
use crate::finding::PolicyProblem;
use crate::text::{Lines, Span};

/// Policies beyond this many are not evaluated.
pub const MAX_POLICIES: usize = 16;

/// A policy text, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The text as pasted.
    pub text: String,
    /// The JWT policies, in document order.
    pub policies: Vec<Policy>,
    /// What is wrong with the document as a whole.
    pub problems: Vec<PolicyProblem>,
}

/// Reads a policy text: a bare element, a section, or a whole document. Blank text is an empty document.
pub fn read(text: &str, values: &NamedValues) -> Document {
    let mut document = Document {
        text: text.to_owned(),
        ..Document::default()
    };
    if text.trim().is_empty() {
        return document;
    }
    let lines = Lines::new(text);
    match xml::parse(text) {
        Ok(root) => {
            document.problems.extend(stray_text(&lines, &root));
            let mut walk = Walk {
                lines: &lines,
                values,
                document: &mut document,
                commented: false,
            };
            walk.element(&root, None);
            let commented = walk.commented;
            if document.policies.is_empty() && document.problems.is_empty() {
                let message = if commented {
                    "the JWT policy in this document is commented out: the gateway does not run it"
                } else {
                    "no JWT policy in this document: paste the `<validate-jwt>` element or the policy document that holds it"
                };
                document.problems.push(problem(
                    &lines,
                    "no-jwt-policy",
                    Span::default(),
                    message.to_owned(),
                ));
            }
        }
        Err(fault) => {
            let span = Span::new(fault.offset, fault.offset);
            document
                .problems
                .push(problem(&lines, fault.code, span, fault.message));
        }
    }
    document
}

struct Walk<'a> {
    lines: &'a Lines,
    values: &'a NamedValues,
    document: &'a mut Document,
    commented: bool,
}

impl Walk<'_> {
    fn element(&mut self, element: &Element, condition: Option<&str>) {
        self.commented |= element
            .comments
            .iter()
            .any(|comment| comment.contains("<validate-"));
        match element.name.as_str() {
            "validate-jwt" if self.document.policies.len() == MAX_POLICIES => {
                if !self.document.problems.iter().any(|problem| problem.code == "too-many-policies") {
                    let message = format!("only the first {MAX_POLICIES} policies are evaluated");
                    self.document.problems.push(problem(self.lines, "too-many-policies", element.span, message));
                }
            }
            "validate-jwt" => {
                let policy = validate_jwt::read(self.lines, element, condition, self.values);
                self.document.policies.push(policy);
            }
            "validate-azure-ad-token" => self.document.problems.push(problem(
                self.lines,
                "policy-not-evaluated",
                element.span,
                "`validate-azure-ad-token` is not evaluated by this version: its checks are missing from the verdict".to_owned(),
            )),
            _ => {
                for child in &element.children {
                    let own = match child.name.as_str() {
                        "when" => child
                            .attributes
                            .iter()
                            .find(|attribute| attribute.name == "condition")
                            .map(|attribute| attribute.value.as_str()),
                        "otherwise" => Some("otherwise"),
                        _ => None,
                    };
                    self.element(child, own.or(condition));
                }
            }
        }
    }
}

/// Text between the elements at the top: what is left of a policy that was not copied whole, or no policy at all.
fn stray_text(lines: &Lines, root: &Element) -> Option<PolicyProblem> {
    let stray = root
        .text
        .trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
    (!stray.is_empty()).then(|| {
        let message = if root.children.is_empty() {
            "this is not an XML policy: paste the `<validate-jwt>` element or the policy document that holds it"
        } else {
            "text outside of all elements: it is not part of the policy and was passed over"
        };
        let code = if root.children.is_empty() { "not-xml" } else { "text-outside-elements" };
        problem(lines, code, root.text_span, message.to_owned())
    })
}

pub(super) fn problem(
    lines: &Lines,
    code: &'static str,
    span: Span,
    message: String,
) -> PolicyProblem {
    PolicyProblem {
        code,
        line: lines.line(span.start),
        span,
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, policies: &[(usize, Option<&str>)], problems: &[(&str, usize)]) {
        let document = read(text, &NamedValues::default());
        let found: Vec<_> = document
            .policies
            .iter()
            .map(|policy| (policy.line, policy.condition.as_deref()))
            .collect();
        assert_eq!(found, policies, "{text}");
        let found: Vec<_> = document
            .problems
            .iter()
            .map(|problem| (problem.code, problem.line))
            .collect();
        assert_eq!(found, problems, "{text}");
    }

    #[test]
    fn policies_are_found_wherever_they_stand() {
        check("", &[], &[]);
        check("<validate-jwt header-name=\"A\"/>", &[(1, None)], &[]);
        check(
            "<inbound>\n<base />\n<validate-jwt/>\n<validate-jwt/></inbound>",
            &[(3, None), (4, None)],
            &[],
        );
        check(
            "<policies><inbound><choose>\n<when condition=\"@(true)\">\n<validate-jwt/></when>\n<otherwise>\n<validate-jwt/></otherwise></choose></inbound></policies>",
            &[(3, Some("@(true)")), (5, Some("otherwise"))],
            &[],
        );
    }

    #[test]
    fn what_is_no_policy_is_said_at_its_line() {
        check("\nhello", &[], &[("not-xml", 2)]);
        check(
            "<policies>\n<inbound/></policies>",
            &[],
            &[("no-jwt-policy", 1)],
        );
        check(
            "<inbound><!-- <validate-jwt/> --></inbound>",
            &[],
            &[("no-jwt-policy", 1)],
        );
        check("<policies>\n<inbound>\n</policies>", &[], &[("not-xml", 3)]);
        check(
            "<inbound>\n<validate-azure-ad-token tenant-id=\"x\"/></inbound>",
            &[],
            &[("policy-not-evaluated", 2)],
        );
        check(
            "policy:\n<validate-jwt/>",
            &[(2, None)],
            &[("text-outside-elements", 1)],
        );
    }
}
