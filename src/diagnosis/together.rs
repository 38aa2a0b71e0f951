//! What several policies come to: all that run must accept, and of the branches of one `choose` exactly one runs.

use super::Judged;
use crate::policy::evaluate::Verdict;
use crate::policy::surroundings::Branch;
use crate::text::fill;

/// All policies together; `None` without a policy. Where they refuse only if a condition holds, that is undetermined;
/// so it is where none of them has an effect, and where the token is not the one that they see.
pub fn verdict(policies: &[Judged]) -> Option<Verdict> {
    if refuses(policies, 0) {
        return Some(Verdict::Rejected);
    }
    let mut accepting = 0;
    let mut without_effect = 0;
    for judged in policies {
        let replaced = judged.policy.surroundings.replaced;
        let another_token = replaced.is_some_and(|replaced| !replaced.may_be_own);
        let accepts = judged.evaluation.verdict == Verdict::Accepted && !another_token;
        accepting += usize::from(judged.has_effect() && accepts);
        without_effect += usize::from(!judged.has_effect());
    }
    let all_accept = accepting > 0 && accepting + without_effect == policies.len();
    let verdict = if all_accept {
        Verdict::Accepted
    } else {
        Verdict::Undetermined
    };
    (!policies.is_empty()).then_some(verdict)
}

/// Whether policies refuse whichever branches run; they share the first `depth` branches.
fn refuses(policies: &[Judged], depth: usize) -> bool {
    let (mut choose, mut refusing) = (None, 0);
    let branch = |judged: &Judged| judged.policy.surroundings.branches.get(depth).copied();
    for group in policies.chunk_by(|one, next| branch(one) == branch(next)) {
        let Some(Branch {
            choose: own, ways, ..
        }) = group.first().and_then(branch)
        else {
            if group.iter().any(Judged::refuses) {
                return true;
            }
            continue;
        };
        if choose != Some(own) {
            (choose, refusing) = (Some(own), 0);
        }
        refusing += usize::from(refuses(group, depth + 1));
        if refusing == ways {
            return true;
        }
    }
    false
}

/// The policy that refuses, by its index: one that always runs before one under a condition.
pub(super) fn refusing(policies: &[Judged]) -> Option<usize> {
    let mut refusing = None;
    for (index, judged) in policies.iter().enumerate() {
        if judged.refuses() {
            if judged.policy.condition.is_none() {
                return Some(index);
            }
            refusing = refusing.or(Some(index));
        }
    }
    refusing
}

/// Which of the policies one is, in words.
pub(super) fn which(policies: &[Judged], index: usize) -> String {
    let Some(judged) = policies.get(index).filter(|_| policies.len() > 1) else {
        return "the policy".to_owned();
    };
    let number = (index + 1).to_string();
    let count = policies.len().to_string();
    let line = judged.policy.line.to_string();
    let values = [("number", &*number), ("count", &count), ("line", &line)];
    fill("policy {number} of {count} (line {line})", &values)
}

/// What comes if the condition does not hold under which a policy refuses: one clause.
pub(super) fn otherwise(policies: &[Judged]) -> &'static str {
    let mut refusing = 0;
    let mut clause = "otherwise these policies accept the token";
    for judged in policies {
        refusing += usize::from(judged.refuses());
        if judged.has_effect() && judged.evaluation.verdict == Verdict::Undetermined {
            clause = "otherwise nothing refuses the token";
        }
    }
    if refusing > 1 {
        clause = "otherwise it depends on the other conditions";
    }
    clause
}

/// The beginning of a condition, as much as a sentence bears.
pub(super) fn clip(condition: &str) -> String {
    let mut clipped = condition.to_owned();
    if clipped.len() > MAX_CONDITION {
        clipped.truncate(clipped.floor_char_boundary(MAX_CONDITION));
        clipped.push('…');
    }
    clipped
}

/// In bytes.
const MAX_CONDITION: usize = 200;

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::policy::document;
    use crate::policy::evaluate::evaluate;
    use crate::policy::value::NamedValues;
    use crate::text::instant::Instant;

    /// Policies that are given their outcome: `R` is one that rejects, `A` accepts, `U` is undetermined.
    fn judged(template: &str) -> Vec<Judged> {
        let mut xml = template.to_owned();
        for outcome in ["R", "A", "U"] {
            let policy = format!("<validate-jwt header-name='{outcome}'/>");
            xml = xml.replace(outcome, &policy);
        }
        for (short, long) in [("[w", "<when condition='c'>"), ("w]", "</when>")] {
            xml = xml.replace(short, long);
        }
        xml = xml
            .replace("[o", "<otherwise>")
            .replace("o]", "</otherwise>");
        xml = xml.replace('(', "<choose>").replace(')', "</choose>");
        let mut judged = Vec::new();
        for policy in document::read(&xml, &NamedValues::default()).policies {
            let mut evaluation = evaluate(&policy, None, &[], Instant(0));
            evaluation.verdict = match policy.attributes.first() {
                Some((_, outcome)) if outcome.text == "R" => Verdict::Rejected,
                Some((_, outcome)) if outcome.text == "A" => Verdict::Accepted,
                _ => Verdict::Undetermined,
            };
            let policy = Rc::new(policy);
            judged.push(Judged { policy, evaluation });
        }
        judged
    }

    #[test]
    fn those_in_sequence_must_all_accept_and_one_branch_runs() {
        let (rejected, accepted) = (Some(Verdict::Rejected), Some(Verdict::Accepted));
        let undetermined = Some(Verdict::Undetermined);
        for (template, expected) in [
            ("", None),
            ("A", accepted),
            ("A A", accepted),
            ("A U", undetermined),
            ("A R", rejected),
            ("U R", rejected),
            ("([w R w])", undetermined),
            ("([w A w])", accepted),
            ("([w R w]) R", rejected),
            ("([w R w][o A o])", undetermined),
            ("([w R w][o R o])", rejected),
            ("([w R w][w R w])", undetermined),
            ("([w R w][w R w][o U R o])", rejected),
            ("([w R w][w <base/> w][o R o])", undetermined),
            // Two chooses side by side are not one.
            ("([w R w])([o R o])", rejected),
            ("([w R w])([w R w])", undetermined),
            ("([w ([w R w][o R o]) w][o R o])", rejected),
            ("([w ([w R w][o A o]) w][o R o])", undetermined),
            ("<retry condition='c'>R</retry>", rejected),
            ("<outbound>R</outbound>", undetermined),
            ("<inbound>A</inbound><outbound>R</outbound>", accepted),
            ("<inbound>A<return-response/>R</inbound>", accepted),
            (
                "<set-header name='a' exists-action='delete'/>A",
                undetermined,
            ),
            ("<set-header name='a' exists-action='delete'/>R", rejected),
            (
                "<set-header name='a'><value>@{context.Variables}</value></set-header>A",
                accepted,
            ),
        ] {
            assert_eq!(verdict(&judged(template)), expected, "{template}");
        }
    }

    #[test]
    fn the_policy_that_always_refuses_is_named_first() {
        for (template, index) in [
            ("A", None),
            ("A R", Some(1)),
            ("([w R w]) A R", Some(2)),
            ("([w A w][o R o]) A", Some(1)),
            ("<outbound>R</outbound>", None),
        ] {
            assert_eq!(refusing(&judged(template)), index, "{template}");
        }
    }

    #[test]
    fn what_else_may_happen_is_said() {
        for (template, clause) in [
            ("([w R w])", "otherwise these policies accept the token"),
            ("U ([w R w])", "otherwise nothing refuses the token"),
            (
                "([w R w][w A w][o R o]) A",
                "otherwise it depends on the other conditions",
            ),
        ] {
            assert_eq!(otherwise(&judged(template)), clause, "{template}");
        }
    }
}
