//! From a policy text to the JWT policies in it.

use super::Policy;
use super::apim::{self, Source};
use super::problems::Problems;
use super::text::PolicyText;
use super::value::NamedValues;
use super::xml::{self, Element};
use crate::finding::PolicyProblem;
use crate::text::{Lines, Span};

/// Policies beyond this many are not evaluated.
pub const MAX_POLICIES: usize = 16;

/// A policy text, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The text as pasted.
    pub text: PolicyText,
    /// The JWT policies, in document order.
    pub policies: Vec<Policy>,
    /// What is wrong with the document as a whole.
    pub problems: Vec<PolicyProblem>,
}

/// Reads a policy text: a bare element, a section, or a whole document. Blank text is an empty document.
#[inline(never)]
pub fn read(text: &str, values: &NamedValues) -> Document {
    let lines = Lines::new(text);
    let mut walk = Walk {
        source: Source {
            lines: &lines,
            values,
        },
        policies: Vec::new(),
        problems: Problems::new(&lines),
        commented: false,
    };
    if !text.trim().is_empty() {
        match xml::parse(text) {
            Ok(root) => walk.root(&root),
            Err(fault) => {
                let span = Span::new(fault.offset, fault.offset);
                walk.problems.say(fault.code, span, "{}", &[&fault.message]);
            }
        }
    }
    Document {
        text: PolicyText::new(text.to_owned()),
        policies: walk.policies,
        problems: walk.problems.found,
    }
}

struct Walk<'a> {
    source: Source<'a>,
    policies: Vec<Policy>,
    problems: Problems<'a>,
    /// A JWT policy stands in a comment.
    commented: bool,
}

impl Walk<'_> {
    fn root(&mut self, root: &Element<'_>) {
        // Text at the top: what is left of a policy that was not copied whole, or no policy at all.
        let stray = root
            .text
            .trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
        if !stray.is_empty() {
            let (code, message) = if root.children.is_empty() && stray.contains("eyJ") {
                ("not-xml", "this is a token: paste it into Token")
            } else if root.children.is_empty() {
                (
                    "not-xml",
                    "this is not an XML policy: paste the `<validate-jwt>` element or the policy document that holds it",
                )
            } else {
                (
                    "text-outside-elements",
                    "text outside of all elements: it is not part of the policy and was passed over",
                )
            };
            self.problems.say(code, root.text_span, message, &[]);
        }
        self.element(root, None);
        if self.policies.is_empty() && self.problems.found.is_empty() {
            let message = if self.commented {
                "the JWT policy in this document is commented out: the gateway does not run it"
            } else {
                "no JWT policy in this document: paste the `<validate-jwt>` element or the policy document that holds it"
            };
            self.problems
                .say("no-jwt-policy", Span::default(), message, &[]);
        }
    }

    fn element(&mut self, element: &Element<'_>, condition: Option<&str>) {
        for comment in &element.comments {
            self.commented |= comment.contains("<validate-");
        }
        match element.name {
            "validate-jwt" | "validate-azure-ad-token" if self.policies.len() == MAX_POLICIES => {
                let said = |problem: &PolicyProblem| problem.code == "too-many-policies";
                if !self.problems.found.iter().any(said) {
                    let template = "only the first {} policies are evaluated";
                    let most = MAX_POLICIES.to_string();
                    self.problems
                        .say("too-many-policies", element.span, template, &[&most]);
                }
            }
            "validate-jwt" | "validate-azure-ad-token" => {
                let policy = apim::read(self.source, element, condition);
                self.policies.push(policy);
            }
            _ => {
                for child in &element.children {
                    let own = match child.name {
                        "when" => child
                            .attribute("condition")
                            .map(|found| found.value.as_str()),
                        "otherwise" => Some("otherwise"),
                        _ => None,
                    };
                    self.element(child, own.or(condition));
                }
            }
        }
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
        let token = read("Bearer eyJhbGciOiJub25lIn0.e30.", &NamedValues::default());
        assert!(token.problems[0].message.contains("paste it into Token"));
        check("<policies>\n<inbound>\n</policies>", &[], &[("not-xml", 3)]);
        check(
            "<inbound>\n<validate-azure-ad-token tenant-id=\"x\"/></inbound>",
            &[(2, None)],
            &[],
        );
        check(
            "policy:\n<validate-jwt/>",
            &[(2, None)],
            &[("text-outside-elements", 1)],
        );
    }
}
