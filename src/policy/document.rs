//! From a policy text to the JWT policies in it.

use super::Policy;
use super::apim::Source;
use super::reading;
use super::text::PolicyText;
use super::value::NamedValues;
use super::walk::Walk;
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
    /// What else is in force, as far as the document shows it: each a sentence that is only to be known.
    pub mentions: Vec<PolicyProblem>,
}

/// Reads a policy text: a bare element, a section, a whole document, or a file with policies in it. Blank text is an
/// empty document.
#[inline(never)]
pub fn read(text: &str, values: &NamedValues) -> Document {
    let lines = Lines::new(text);
    let mut walk = Walk::new(Source {
        lines: &lines,
        values,
    });
    let mut inner = String::new();
    let reading = reading::read(text, &mut inner);
    for fault in reading.faults {
        let span = Span::new(fault.offset, fault.offset);
        walk.problems.edits = fault.edits;
        walk.problems.say(fault.code, span, "{}", &[&fault.message]);
    }
    if let Some(root) = reading.root.filter(|_| !text.trim().is_empty()) {
        walk.root(&root, !reading.commented.is_empty());
    }
    // Without another policy the walk says it.
    if !walk.policies.is_empty() {
        for span in reading.commented {
            let message =
                "a JWT policy here is commented out: neither the gateway nor this page looks at it";
            walk.mentions.say("commented-out", span, message, &[]);
        }
    }
    Document {
        text: reading.text,
        policies: walk.policies,
        problems: walk.problems.found,
        mentions: walk.mentions.found,
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
            "<policies><inbound><choose>\n<when condition=\"@(c)\">\n<validate-jwt/></when>\n<otherwise>\n<validate-jwt/></otherwise></choose></inbound></policies>",
            &[(3, Some("@(c)")), (5, Some("not @(c)"))],
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
