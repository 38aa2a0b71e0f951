//! Walks through a document's elements: finds the JWT policies, and what stands around each.

use std::mem;

use super::Policy;
use super::apim::{self, Source};
use super::backend::Backend;
use super::document::MAX_POLICIES;
use super::nearest::nearest;
use super::problems::Problems;
use super::surroundings::{Branch, Replaced};
use super::variables::Variables;
use super::xml::{Element, is_jwt_policy};
use crate::finding::PolicyProblem;
use crate::text::{Span, has_word};

/// Sections in which API Management takes no JWT policy.
static SECTIONS: [&str; 3] = ["backend", "outbound", "on-error"];

/// Other elements whose inside says nothing of what comes behind: it does not always run, or is about another message.
const SCOPES: &str = "inbound when otherwise send-request send-one-way-request return-response";

/// The code of a policy that protects nothing where it stands.
const WITHOUT_EFFECT: &str = "policy-without-effect";

/// Policies that write the header `Authorization`, unless they are told to write a variable.
static AUTHENTICATIONS: [&str; 2] = ["authentication-managed-identity", "authentication-basic"];

/// What is found on the way.
pub(super) struct Walk<'a> {
    source: Source<'a>,
    /// The JWT policies, in document order.
    pub policies: Vec<Policy>,
    /// What is wrong with the document as a whole.
    pub problems: Problems<'a>,
    /// What else is in force, as far as the document shows it.
    pub mentions: Problems<'a>,
    /// Line of the first `return-response` in `<on-error>`.
    answered_on_error: Option<usize>,
}

/// Where the walk is, and what has always happened before the gateway comes there.
#[derive(Default)]
struct Here<'e> {
    /// The section, when it is one of [`SECTIONS`].
    section: Option<&'static str>,
    /// The elements whose branches are open, each with the number of the child that is the branch.
    branches: Vec<(&'e Element<'e>, usize)>,
    /// Where the element ends that it stands in: what tells one from another.
    parent: usize,
    /// Line of the `return-response` that has ended the request.
    ended: Option<usize>,
    /// Whether it stands in a branch that never runs.
    is_skipped: bool,
    /// The headers that were written, each with what did so.
    written: Vec<Written<'e>>,
    /// Those that were written in a branch that has ended.
    perhaps: Vec<Written<'e>>,
    /// The variables that hold a token of the gateway's own.
    tokens: Vec<&'e str>,
}

/// A header that was written.
struct Written<'e> {
    header: &'e str,
    by: Replaced,
    /// As [`Here::parent`].
    parent: usize,
}

impl<'a> Walk<'a> {
    pub(super) const fn new(source: Source<'a>) -> Self {
        Self {
            source,
            policies: Vec::new(),
            problems: Problems::new(source.lines),
            mentions: Problems::new(source.lines),
            answered_on_error: None,
        }
    }

    /// Walks through a whole document, in which a JWT policy may stand in a comment.
    #[inline(never)]
    pub(super) fn root(&mut self, root: &Element<'_>, is_commented: bool) {
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
                    "this is not an XML policy: paste the `<validate-jwt>` element or the document around it",
                )
            } else {
                // What is more than a leftover may be a file of another kind around the policy.
                let is_leftover = stray.bytes().all(|byte| b"<>/-,;.".contains(&byte));
                if is_leftover && root.is_one_text() {
                    self.problems.edits.push((root.text_span, String::new()));
                }
                (
                    "text-outside-elements",
                    "text outside of all elements: it was passed over",
                )
            };
            self.problems.say(code, root.text_span, message, &[]);
        }
        self.element(root, &mut Here::default());
        if self.policies.is_empty() && self.problems.found.is_empty() {
            let message = if is_commented {
                "the JWT policy in this document is commented out: the gateway does not run it"
            } else if !self.mentions.found.is_empty() {
                "no JWT policy in this document itself: paste the fragment that it includes, or the policy of the scope around it"
            } else {
                "no JWT policy in this document: paste the `<validate-jwt>` element or the document around it"
            };
            self.problems
                .say("no-jwt-policy", Span::default(), message, &[]);
        }
        if !self.policies.is_empty() {
            self.look_back(root);
        }
    }

    /// What is known of each policy only at the end of the document.
    fn look_back(&mut self, root: &Element<'_>) {
        let variables = Variables::of(root);
        let backend = Backend::of(root, self.source);
        for policy in &mut self.policies {
            policy.surroundings.answered_on_error = self.answered_on_error;
            policy.surroundings.untested = variables.untested(policy, self.source.lines);
            policy.surroundings.backend.clone_from(&backend);
        }
    }

    fn element<'e>(&mut self, element: &'e Element<'e>, here: &mut Here<'e>) {
        match element.name {
            name if is_jwt_policy(name) && self.policies.len() == MAX_POLICIES => {
                let said = |problem: &PolicyProblem| problem.code == "too-many-policies";
                if !self.problems.found.iter().any(said) {
                    let template = "only the first {} policies are evaluated";
                    let most = MAX_POLICIES.to_string();
                    self.problems
                        .say("too-many-policies", element.span, template, &[&most]);
                }
            }
            name if is_jwt_policy(name) => {
                let mut policy = apim::read(self.source, element);
                here.surround(&mut policy);
                let line = here.ended.unwrap_or_default().to_string();
                let why = match (here.section, here.ended) {
                    (Some(section), _) => Some((ELSEWHERE, section)),
                    (None, Some(_)) => Some((ENDED, line.as_str())),
                    (None, None) if here.is_skipped => Some((SKIPPED, "")),
                    (None, None) => None,
                };
                if let Some((template, name)) = why {
                    policy.surroundings.without_effect = true;
                    let span = element.span;
                    self.mentions.say(WITHOUT_EFFECT, span, template, &[name]);
                }
                self.policies.push(policy);
            }
            name => {
                if let Some(near) = nearest(name, "validate-jwt validate-azure-ad-token") {
                    let template = "unknown element `{}`: the policy is called `{}`; the gateway refuses the document on save";
                    let span = Span::new(element.span.start, element.attributes_at);
                    self.problems.edits = element.renamed(near);
                    self.problems
                        .say("unknown-element", span, template, &[name, near]);
                }
                self.inside(element, here);
            }
        }
    }

    /// Walks through the inside of an element; what holds only there is forgotten behind it.
    fn inside<'e>(&mut self, element: &'e Element<'e>, here: &mut Here<'e>) {
        let (section, ended, written) = (here.section, here.ended, here.written.len());
        let parent = mem::replace(&mut here.parent, element.span.end);
        let own = SECTIONS.iter().find(|name| **name == element.name);
        here.section = own.copied().or(section);
        let is_skipped = here.is_skipped;
        // What is known of the branches so far: whether one of them runs, and whether one may.
        let (mut runs, mut may_run) = (false, false);
        for (index, child) in element.children.iter().enumerate() {
            let holds = match child.name {
                "when" => self.holds(child),
                "otherwise" => Some(true),
                _ => {
                    self.element(child, here);
                    continue;
                }
            };
            let always = holds == Some(true) && !may_run;
            here.is_skipped |= runs || holds == Some(false);
            if !always {
                here.branches.push((element, index));
            }
            self.element(child, here);
            if !always {
                here.branches.pop();
            }
            here.is_skipped = is_skipped;
            runs |= holds == Some(true);
            may_run |= holds != Some(false);
        }
        here.section = section;
        here.parent = parent;
        if own.is_some() || has_word(SCOPES, element.name) {
            here.ended = ended;
            let forgotten = here.written.split_off(written.min(here.written.len()));
            if matches!(element.name, "when" | "otherwise") {
                here.perhaps.extend(forgotten);
            }
        }
        self.effect(element, here);
    }

    /// Whether the condition of a branch holds, where that is plain.
    fn holds(&self, when: &Element<'_>) -> Option<bool> {
        match self.source.attribute(when, "condition")?.known()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// What an element does to everything behind it.
    fn effect<'e>(&mut self, element: &'e Element<'e>, here: &mut Here<'e>) {
        let line = self.source.lines.line(element.span.start);
        let text = |name| element.attribute(name).map(|found| found.value.as_str());
        let (mut header, mut by, mut may_be_own) = (None, "set-header", false);
        match element.name {
            "return-response" if here.section == Some("on-error") => {
                self.answered_on_error.get_or_insert(line);
            }
            "return-response" => {
                here.ended.get_or_insert(line);
            }
            "base" if here.section.is_none() => {
                self.mentions.say("base-not-seen", element.span, BASE, &[]);
            }
            "include-fragment" if here.section.is_none() => {
                let name = text("fragment-id").unwrap_or_default();
                let span = element.span;
                self.mentions
                    .say("fragment-not-seen", span, FRAGMENT, &[name]);
            }
            "set-header" => {
                let mut children = element.children.iter();
                let value = children.find(|child| child.name == "value");
                let action = text("exists-action").unwrap_or("override");
                if action == "delete" || (action == "override" && value.is_some()) {
                    header = text("name");
                }
                // What the request has elsewhere is the caller's own, and so may be what a variable holds.
                let text = value.map_or("", |value| value.text.as_ref());
                let is_known = here.tokens.iter().any(|name| text.contains(*name));
                let is_own = text.contains("context.Request") || text.contains("context.Variables");
                may_be_own = is_own && !is_known && action != "delete";
            }
            name => {
                if let Some(own) = AUTHENTICATIONS.iter().find(|own| **own == name) {
                    by = own;
                    match text("output-token-variable-name") {
                        Some(variable) => here.tokens.push(variable),
                        None => header = Some("Authorization"),
                    }
                }
            }
        }
        if let Some(header) = header {
            let start = element.span.start;
            let by = Replaced {
                by,
                line,
                start,
                may_be_own,
                is_conditional: false,
                is_alone: true,
            };
            let parent = here.parent;
            here.written.push(Written { header, by, parent });
        }
    }
}

impl Here<'_> {
    /// Says what stands around a policy and in front of it.
    fn surround(&self, policy: &mut Policy) {
        // `validate-azure-ad-token` reads this one where no source is written.
        let mut header = "Authorization";
        for (name, value) in &policy.attributes {
            match *name {
                "header-name" => {
                    header = &value.text;
                    break;
                }
                "query-parameter-name" | "token-value" => header = "",
                _ => {}
            }
        }
        let mut replaced: Option<Replaced> = None;
        let mut is_alone = true;
        for written in &self.written {
            if written.header.eq_ignore_ascii_case(header) {
                is_alone &= replaced.is_none() && written.parent == self.parent;
                replaced = Some(written.by);
            }
        }
        if let Some(replaced) = &mut replaced {
            replaced.is_alone = is_alone;
        }
        // Another token under a condition says more than one that may be the caller's own.
        for written in &self.perhaps {
            let may_say_more =
                replaced.is_none_or(|replaced| replaced.may_be_own && !written.by.may_be_own);
            if may_say_more && written.header.eq_ignore_ascii_case(header) {
                replaced = Some(Replaced {
                    is_conditional: true,
                    ..written.by
                });
            }
        }
        policy.condition = self.condition();
        policy.surroundings.replaced = replaced;
        for (choose, index) in &self.branches {
            let mut ways = 1;
            for child in &choose.children {
                ways += usize::from(child.name == "when");
            }
            policy.surroundings.branches.push(Branch {
                choose: choose.span.start,
                index: *index,
                ways,
            });
        }
    }

    /// When the gateway comes to this place: the conditions around it, each as the document has it.
    fn condition(&self) -> Option<String> {
        let mut text = String::new();
        for (choose, index) in &self.branches {
            let before = choose.children.get(..*index).unwrap_or_default();
            let own = choose.children.get(*index);
            // An `otherwise` runs when none of the conditions before it holds.
            let (not, whens) = match own {
                Some(own) if own.name == "when" => ("", std::slice::from_ref(own)),
                _ => ("not ", before),
            };
            for when in whens.iter().filter(|child| child.name == "when") {
                let condition = when.attribute("condition");
                let condition = condition.map_or("…", |found| found.value.trim_ascii());
                let and = if text.is_empty() { "" } else { " and " };
                for part in [and, not, condition] {
                    text.push_str(part);
                }
            }
        }
        Some(text).filter(|text| !text.is_empty())
    }
}

const BASE: &str = "`<base />` stands for the policies of the scopes around this one: a JWT policy there runs too, and was not seen";
const FRAGMENT: &str =
    "the fragment `{}` was not seen: a JWT policy in it runs too; paste it to have it judged";
const ELSEWHERE: &str = "the JWT policy in `<{}>` has no effect: API Management takes it in `<inbound>` only; move it there";
const SKIPPED: &str = "the JWT policy stands in a branch that never runs: its condition never holds, or that of a branch before it always does";
const ENDED: &str =
    "the JWT policy behind `return-response`, line {}, never runs: move it in front";

#[cfg(test)]
mod tests {
    use crate::policy::document::{self, Document};
    use crate::policy::value::NamedValues;

    fn read(xml: &str) -> Document {
        document::read(xml, &NamedValues::default())
    }

    #[test]
    fn a_condition_is_that_of_all_branches_around_the_policy() {
        const POLICY: &str = "<validate-jwt header-name='a'/>";
        for (xml, condition) in [
            ("P", None),
            ("<retry condition='@(r)'>P</retry>", None),
            ("<limit-concurrency key='k'>P</limit-concurrency>", None),
            (
                "<choose><when condition='@(a)'>P</when></choose>",
                Some("@(a)"),
            ),
            (
                "<choose><when condition=' @(a) '/><when condition='@(b)'>P</when></choose>",
                Some("@(b)"),
            ),
            (
                "<choose><when condition='@(a)'/><otherwise>P</otherwise></choose>",
                Some("not @(a)"),
            ),
            (
                "<choose><when condition='@(a)'/><when condition='@(b)'/><otherwise>P</otherwise></choose>",
                Some("not @(a) and not @(b)"),
            ),
            (
                "<choose><when condition='@(a)'><wait><choose><when condition='@(b)'/><otherwise>P</otherwise></choose></wait></when></choose>",
                Some("@(a) and not @(b)"),
            ),
            ("<choose><when>P</when></choose>", Some("…")),
            ("<choose><when condition='@(true)'>P</when></choose>", None),
            (
                "<choose><when condition='@(false)'/><otherwise>P</otherwise></choose>",
                None,
            ),
            (
                "<choose><when condition='@(a)'/><when condition='@(true)'>P</when></choose>",
                Some("@(true)"),
            ),
            ("<choose><otherwise>P</otherwise></choose>", None),
        ] {
            let document = read(&xml.replace('P', POLICY));
            let found = document.policies[0].condition.as_deref();
            assert_eq!(found, condition, "{xml}");
        }
    }

    #[test]
    fn what_else_is_in_force_is_mentioned() {
        for (xml, expected) in [
            ("<inbound><validate-jwt/></inbound>", vec![]),
            (
                "<inbound>\n<base/>\n<include-fragment fragment-id='a'/>\n<include-fragment fragment-id='b'/><base/></inbound>",
                vec![
                    ("base-not-seen", 2),
                    ("fragment-not-seen", 3),
                    ("fragment-not-seen", 4),
                    ("base-not-seen", 4),
                ],
            ),
            (
                "<policies><backend><base/></backend><outbound><include-fragment fragment-id='a'/></outbound></policies>",
                vec![],
            ),
            (
                "<policies><inbound><validate-jwt/><return-response/><validate-jwt/></inbound>\n<outbound><validate-jwt/></outbound></policies>",
                vec![("policy-without-effect", 1), ("policy-without-effect", 2)],
            ),
            (
                "<choose><when condition='@(a)'><return-response/>\n<validate-jwt/></when></choose><validate-jwt/>",
                vec![("policy-without-effect", 2)],
            ),
            (
                "<choose><when condition='@(\"a\" == \"b\")'><validate-jwt/></when><when condition='@(c)'/></choose>",
                vec![("policy-without-effect", 1)],
            ),
            (
                "<choose><when condition='@(!false)'/><otherwise><validate-jwt/></otherwise></choose>",
                vec![("policy-without-effect", 1)],
            ),
            (
                "<on-error><validate-jwt/></on-error><backend>\n<validate-jwt/></backend><fragment><validate-jwt/></fragment>",
                vec![("policy-without-effect", 1), ("policy-without-effect", 2)],
            ),
        ] {
            let document = read(xml);
            let mut found = Vec::new();
            for mention in &document.mentions {
                found.push((mention.code, mention.line));
            }
            assert_eq!(found, expected, "{xml}");
        }
    }
}
