//! The JSON report of an inspection: `claimscope.report/1`.

use serde::Serialize;

use crate::claims::Annotated;
use crate::finding::{Certainty, Confidence, Finding, Fix, Part, Place, Severity};
use crate::inspect::{Inspection, Judged, ReadToken};
use crate::jose::Kind;
use crate::policy::evaluate::{Requirement, Signature};

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    at: String,
    tokens: Vec<TokenReport<'a>>,
    policies: Vec<PolicyReport<'a>>,
    findings: Vec<FindingReport<'a>>,
    explanations: [(); 0],
    suggested_policies: [(); 0],
    headline: Option<HeadlineReport<'a>>,
}

#[derive(Serialize)]
struct TokenReport<'a> {
    found_in: &'static str,
    span: [usize; 2],
    kind: &'static str,
    serialization: Option<&'static str>,
    profile: &'static str,
    r#use: &'static str,
    header: Vec<Member<'a>>,
    claims: Vec<Member<'a>>,
    signature: SignatureReport<'a>,
    problems: Vec<ProblemReport<'a>>,
}

#[derive(Serialize)]
struct Member<'a> {
    name: &'a str,
    raw: &'a str,
    title: Option<&'static str>,
    meaning: Option<&'static str>,
    source: Option<&'static str>,
    reading: Option<&'a str>,
    problem: Option<&'a str>,
}

#[derive(Serialize)]
struct SignatureReport<'a> {
    state: &'static str,
    key: Option<&'a str>,
    provenance: Option<&'static str>,
    why: Option<&'static str>,
}

#[derive(Serialize)]
struct ProblemReport<'a> {
    code: &'static str,
    part: &'static str,
    offset: Option<usize>,
    message: &'a str,
}

#[derive(Serialize)]
struct PolicyReport<'a> {
    format: &'static str,
    line: usize,
    condition: Option<&'a str>,
    verdict: &'static str,
    response: Option<ResponseReport<'a>>,
    requirements: Vec<RequirementReport<'a>>,
    problems: Vec<PolicyProblemReport<'a>>,
}

#[derive(Serialize)]
struct ResponseReport<'a> {
    status: u16,
    reason: &'static str,
    message: &'a str,
    detail: &'a str,
    certainty: &'static str,
}

#[derive(Serialize)]
struct RequirementReport<'a> {
    code: &'static str,
    claim: Option<&'a str>,
    state: &'static str,
    decisive: bool,
    expected: &'a [String],
    actual: &'a [String],
    explanation: &'a str,
    near_miss: Option<&'static str>,
    help: Option<&'a str>,
    fixes: Vec<FixReport<'a>>,
    certainty: &'static str,
}

#[derive(Serialize)]
struct FixReport<'a> {
    title: &'a str,
    changed_policy: Option<&'a str>,
    steps: &'a [String],
    commands: &'a [String],
}

#[derive(Serialize)]
struct PolicyProblemReport<'a> {
    code: &'static str,
    line: usize,
    message: &'a str,
}

#[derive(Serialize)]
struct FindingReport<'a> {
    code: &'a str,
    severity: &'static str,
    confidence: &'static str,
    title: &'a str,
    why: &'a str,
    help: Option<&'a str>,
    source: Option<&'static str>,
    fixes: Vec<FixReport<'a>>,
    places: Vec<String>,
}

#[derive(Serialize)]
struct HeadlineReport<'a> {
    code: &'static str,
    text: &'a str,
}

/// The report as indented JSON.
pub fn json(inspection: &Inspection) -> String {
    let mut findings: Vec<FindingReport<'_>> = inspection
        .policy_problems
        .iter()
        .map(document_problem)
        .collect();
    findings.extend(inspection.values_problem.as_deref().map(values_problem));
    findings.extend(inspection.findings.iter().map(finding));
    let report = Report {
        schema: "claimscope.report/1",
        at: inspection.at.rfc3339().unwrap_or_default(),
        tokens: inspection
            .tokens
            .iter()
            .zip(&inspection.signatures)
            .map(|(read, signature)| token(read, signature))
            .collect(),
        policies: inspection.policies.iter().map(policy).collect(),
        findings,
        explanations: [],
        suggested_policies: [],
        headline: inspection.headline.as_ref().map(|headline| HeadlineReport {
            code: headline.code,
            text: &headline.text,
        }),
    };
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

fn token<'a>(read: &'a ReadToken, signature: &'a Signature) -> TokenReport<'a> {
    let compact = matches!(read.token.kind, Kind::Jws | Kind::Jwe | Kind::Unsecured);
    TokenReport {
        found_in: read.found_in.code(),
        span: [read.span.start, read.span.end],
        kind: read.token.kind.code(),
        serialization: compact.then_some("compact"),
        profile: read.profile.code(),
        r#use: read.usage.code(),
        header: read.header.iter().map(member).collect(),
        claims: read.claims.iter().map(member).collect(),
        signature: signature_report(read, signature),
        problems: read
            .problems
            .iter()
            .map(|problem| ProblemReport {
                code: problem.code,
                part: part(problem.part),
                offset: problem.offset,
                message: &problem.message,
            })
            .collect(),
    }
}

fn member(annotated: &Annotated) -> Member<'_> {
    Member {
        name: &annotated.name,
        raw: &annotated.raw,
        title: annotated.title,
        meaning: annotated.meaning,
        source: annotated.source,
        reading: annotated.reading.as_deref(),
        problem: annotated.problem.as_deref(),
    }
}

fn signature_report<'a>(read: &ReadToken, signature: &'a Signature) -> SignatureReport<'a> {
    let (state, key, provenance, why) = match signature {
        Signature::Verified(key) => ("verified", Some(key.as_str()), Some("pasted"), None),
        Signature::Mismatch => (
            "mismatch",
            None,
            None,
            Some("the signature fits none of the keys"),
        ),
        Signature::Unchecked if read.token.kind == Kind::Jwe => {
            ("unchecked", None, None, Some("the token is encrypted"))
        }
        Signature::Unchecked if !read.token.has_signature() => {
            ("absent", None, None, Some("the token has no signature"))
        }
        Signature::Unchecked => (
            "unchecked",
            None,
            None,
            Some("this version verifies no signatures"),
        ),
    };
    SignatureReport {
        state,
        key,
        provenance,
        why,
    }
}

fn policy(judged: &Judged) -> PolicyReport<'_> {
    let evaluation = &judged.evaluation;
    PolicyReport {
        format: judged.policy.format.code(),
        line: judged.policy.line,
        condition: judged.policy.condition.as_deref(),
        verdict: evaluation.verdict.code(),
        response: evaluation.response.as_ref().map(|response| ResponseReport {
            status: response.status,
            reason: response.reason,
            message: &response.message,
            detail: &response.detail,
            certainty: certainty(response.certainty),
        }),
        requirements: evaluation.requirements.iter().map(requirement).collect(),
        problems: judged
            .policy
            .problems
            .iter()
            .map(|problem| PolicyProblemReport {
                code: problem.code,
                line: problem.line,
                message: &problem.message,
            })
            .collect(),
    }
}

fn requirement(requirement: &Requirement) -> RequirementReport<'_> {
    RequirementReport {
        code: requirement.code.code(),
        claim: requirement.claim.as_deref(),
        state: requirement.state.code(),
        decisive: requirement.decisive,
        expected: &requirement.expected,
        actual: &requirement.actual,
        explanation: &requirement.explanation,
        near_miss: requirement
            .near_miss
            .map(crate::policy::near_miss::NearMiss::code),
        help: requirement.help.as_deref(),
        fixes: requirement.fixes.iter().map(fix).collect(),
        certainty: certainty(requirement.certainty),
    }
}

fn fix(fix: &Fix) -> FixReport<'_> {
    FixReport {
        title: &fix.title,
        changed_policy: fix.changed_policy.as_deref(),
        steps: &fix.steps,
        commands: &fix.commands,
    }
}

fn finding(finding: &Finding) -> FindingReport<'_> {
    FindingReport {
        code: finding.code,
        severity: severity(finding.severity),
        confidence: match finding.confidence {
            Confidence::Certain => "certain",
            Confidence::Likely => "likely",
            Confidence::Possible => "possible",
        },
        title: &finding.title,
        why: &finding.why,
        help: finding.help.as_deref(),
        source: Some(finding.source),
        fixes: finding.fixes.iter().map(fix).collect(),
        places: finding.places.iter().map(place).collect(),
    }
}

/// What is wrong with the policy document has no policy to stand in: it is reported as a finding.
fn document_problem(problem: &crate::finding::PolicyProblem) -> FindingReport<'_> {
    FindingReport {
        code: problem.code,
        severity: "error",
        confidence: "certain",
        title: &problem.message,
        why: "The policy could not be evaluated as a whole.",
        help: None,
        source: None,
        fixes: Vec::new(),
        places: vec![format!("policy:{}", problem.line)],
    }
}

fn values_problem(message: &str) -> FindingReport<'_> {
    FindingReport {
        code: "named-values-unreadable",
        severity: "error",
        confidence: "certain",
        title: message,
        why: "Without them every named value in the policy is unknown.",
        help: None,
        source: None,
        fixes: Vec::new(),
        places: Vec::new(),
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
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
    match place {
        Place::Header(name) => format!("header:{name}"),
        Place::Claim(name) => format!("claim:{name}"),
        Place::Token(token_part) => format!("token:{}", part(*token_part)),
        Place::Policy(line) => format!("policy:{line}"),
    }
}
