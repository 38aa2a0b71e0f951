//! The JSON report of an inspection: `claimscope.report/1`.

mod design;
mod signatures;
mod writer;

use crate::claims::Annotated;
use crate::finding::{Certainty, Confidence, Finding, Fix, Part, Place, Severity};
use crate::inspect::{Inspection, Judged, ReadToken};
use crate::jose::Kind;
use crate::policy::evaluate::Requirement;
use crate::policy::near_miss::NearMiss;
use crate::verify::Verification;
use writer::Writer;

/// The report as indented JSON.
#[inline(never)]
pub fn json(inspection: &Inspection) -> String {
    let mut out = Writer::new();
    out.open("", '{');
    out.string("schema", "claimscope.report/1");
    out.string("at", &inspection.at.rfc3339().unwrap_or_default());
    out.open("tokens", '[');
    for (read, known) in inspection.tokens.iter().zip(&inspection.signatures) {
        token(&mut out, read, known);
    }
    out.close(']');
    signatures::keys(&mut out, &inspection.keys.keys);
    out.open("policies", '[');
    for judged in &inspection.policies {
        policy(&mut out, inspection, judged);
    }
    out.close(']');
    out.open("findings", '[');
    // What is wrong with the policy document has no policy to stand in: it is reported as a finding.
    for problem in inspection.policy_problems.iter() {
        let place = Some(Place::Policy(problem.line));
        let fixes = inspection.fixes(problem);
        unread(&mut out, problem.code, &problem.message, place, fixes);
    }
    if let Some(problem) = &inspection.values_problem {
        let code = "named-values-unreadable";
        unread(&mut out, code, problem, None, Vec::new());
    }
    for found in &inspection.findings {
        finding(&mut out, found);
    }
    out.close(']');
    // Not yet.
    out.strings("explanations", &[]);
    out.open("suggested_policies", '[');
    for suggestion in inspection.suggestions().policies {
        out.open("", '{');
        out.string("format", suggestion.format);
        out.string("title", &suggestion.title);
        out.string("text", &suggestion.text);
        out.close('}');
    }
    out.close(']');
    design::apps(&mut out, &inspection.apps);
    design::design(&mut out, inspection.design.as_ref());
    match &inspection.headline {
        Some(headline) => {
            out.open("headline", '{');
            out.string("code", headline.code);
            out.string("text", &headline.text);
            out.optional("next", headline.next.as_deref());
            out.close('}');
        }
        None => out.raw("headline", "null"),
    }
    out.close('}');
    out.finish()
}

fn token(out: &mut Writer, read: &ReadToken, known: &[Verification]) {
    let compact = matches!(read.token.kind, Kind::Jws | Kind::Jwe | Kind::Unsecured);
    out.open("", '{');
    out.string("found_in", read.found_in.code());
    out.open("span", '[');
    out.number("", read.span.start);
    out.number("", read.span.end);
    out.close(']');
    out.string("kind", read.token.kind.code());
    out.optional("serialization", compact.then_some("compact"));
    out.string("profile", read.profile.code());
    out.string("use", read.usage.code());
    out.open("traits", '[');
    for each in &read.traits {
        out.open("", '{');
        out.string("what", each.what);
        out.string("value", &each.value);
        out.string("because", &each.because);
        out.boolean("likely", each.likely);
        out.close('}');
    }
    out.close(']');
    members(out, "header", &read.header);
    members(out, "claims", &read.claims);
    signatures::signatures(out, known);
    out.open("problems", '[');
    for problem in &read.problems {
        out.open("", '{');
        out.string("code", problem.code);
        out.string("part", part(problem.part));
        match problem.offset {
            Some(offset) => out.number("offset", offset),
            None => out.raw("offset", "null"),
        }
        out.string("message", &problem.message);
        out.close('}');
    }
    out.close(']');
    out.close('}');
}

fn members(out: &mut Writer, name: &str, members: &[Annotated]) {
    out.open(name, '[');
    for member in members {
        out.open("", '{');
        out.string("name", &member.name);
        out.string("raw", &member.raw);
        out.optional("title", member.title);
        out.optional("meaning", member.meaning);
        out.optional("source", member.source);
        out.optional("reading", member.reading.as_deref());
        out.optional("problem", member.problem.as_deref());
        out.close('}');
    }
    out.close(']');
}

fn policy(out: &mut Writer, inspection: &Inspection, judged: &Judged) {
    let (policy, evaluation) = (&judged.policy, &judged.evaluation);
    out.open("", '{');
    out.string("format", policy.format.code());
    out.number("line", policy.line);
    out.optional("condition", policy.condition.as_deref());
    out.string("verdict", evaluation.verdict.code());
    match &evaluation.response {
        Some(response) => {
            out.open("response", '{');
            out.number("status", usize::from(response.status));
            out.string("source", policy.format.code());
            out.string("reason", response.reason);
            out.string("message", &response.message);
            out.string("detail", &response.detail);
            out.string("certainty", certainty(response.certainty));
            out.close('}');
        }
        None => out.raw("response", "null"),
    }
    out.open("requirements", '[');
    for each in &evaluation.requirements {
        requirement(out, each);
    }
    out.close(']');
    out.open("problems", '[');
    for problem in &policy.problems {
        out.open("", '{');
        out.string("code", problem.code);
        out.number("line", problem.line);
        out.string("message", &problem.message);
        fixes(out, &inspection.fixes(problem));
        out.close('}');
    }
    out.close(']');
    out.close('}');
}

fn requirement(out: &mut Writer, requirement: &Requirement) {
    out.open("", '{');
    out.string("code", requirement.code.code());
    out.optional("claim", requirement.claim.as_deref());
    out.string("state", requirement.state.code());
    out.boolean("decisive", requirement.decisive);
    out.strings("expected", &requirement.expected);
    out.strings("actual", &requirement.actual);
    out.string("explanation", &requirement.explanation);
    out.optional("near_miss", requirement.near_miss.map(NearMiss::code));
    out.optional("help", requirement.help.as_deref());
    fixes(out, &requirement.fixes);
    out.string("certainty", certainty(requirement.certainty));
    out.close('}');
}

fn fixes(out: &mut Writer, fixes: &[Fix]) {
    out.open("fixes", '[');
    for fix in fixes {
        out.open("", '{');
        out.string("title", &fix.title);
        out.optional("changed_policy", fix.changed_policy.as_deref());
        out.strings("steps", &fix.steps);
        out.strings("commands", &fix.commands);
        out.close('}');
    }
    out.close(']');
}

fn finding(out: &mut Writer, finding: &Finding) {
    out.open("", '{');
    out.string("code", finding.code);
    out.string("severity", severity(finding.severity));
    out.string("confidence", confidence(finding.confidence));
    out.string("title", &finding.title);
    out.string("why", finding.why);
    out.optional("help", finding.help.as_deref());
    let source = Some(finding.source).filter(|source| !source.is_empty());
    out.optional("source", source);
    fixes(out, &finding.fixes);
    out.open("places", '[');
    for each in &finding.places {
        out.string("", &place(each));
    }
    out.close(']');
    out.close('}');
}

/// An input that could not be read, as a finding; it stands in no source.
fn unread(
    out: &mut Writer,
    code: &'static str,
    message: &str,
    place: Option<Place>,
    fixes: Vec<Fix>,
) {
    let mut places = Vec::new();
    if let Some(place) = place {
        places.push(place);
    }
    let unread = Finding {
        code,
        severity: Severity::Error,
        confidence: Confidence::Certain,
        title: message.to_owned(),
        why: "What depends on it could not be evaluated.",
        help: None,
        source: "",
        fixes,
        places,
    };
    finding(out, &unread);
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        Confidence::Possible => "possible",
    }
}

const fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Documented => "documented",
        Certainty::Observed => "observed",
        Certainty::Likely => "likely",
    }
}

/// The name of a part of the token.
pub const fn part(part: Part) -> &'static str {
    match part {
        Part::Header => "header",
        Part::Payload => "payload",
        Part::Signature => "signature",
        Part::Token => "token",
    }
}

/// A place as the report writes it: `claim:iss`, `header:alg`, `token:payload`, `policy:12`.
pub fn place(place: &Place) -> String {
    let (kind, name) = match place {
        Place::Header(name) => ("header:", name.as_str()),
        Place::Claim(name) => ("claim:", name.as_str()),
        Place::Token(token_part) => ("token:", part(*token_part)),
        Place::Policy(line) => ("policy:", &*line.to_string()),
        Place::Key(index) => ("key:", &*index.saturating_add(1).to_string()),
    };
    [kind, name].concat()
}
