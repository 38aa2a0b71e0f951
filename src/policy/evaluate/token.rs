//! Requirements on the token itself, before its claims are looked at.

use super::cause::Cause;
use super::requirement::{Requirement, State};
use super::{Context, NO_TOKEN};
use crate::finding::{Certainty, Part};
use crate::jose::Kind;
use crate::policy::Format;
use crate::policy::effective::TokenSource;
use crate::text::has_word;
use crate::verify::{Origin, Outcome, Trial};

/// `MaximumTokenSizeInBytes` of the library.
const MAX_TOKEN_BYTES: usize = 256_000;

pub(super) fn present(context: &Context<'_>, out: &mut Requirement) {
    let Some(presented) = context.presented else {
        let why = "no token was pasted: paste the one that was sent";
        return out.say(State::Unknown, why, &[]);
    };
    let mut segments = presented.token.segments.iter();
    if segments.all(|segment| segment.text.is_empty()) {
        let why = "there is no token in what was pasted";
        return out.refuse(Cause::TokenMissing, &[], why, &[]);
    }
    out.say(State::Met, "there is a token", &[]);
}

pub(super) fn scheme(context: &Context<'_>, out: &mut Requirement) {
    let Some(demanded) = context.policy.attribute("require-scheme") else {
        out.certainty = Certainty::Documented;
        return out.say(State::NotApplicable, "the policy demands no scheme", &[]);
    };
    out.span = demanded.span;
    if !in_authorization(context) {
        let why = "`require-scheme` has no effect: it is about the header `Authorization`, and the token is elsewhere";
        return out.say(State::NotApplicable, why, &[]);
    }
    out.expected.push(demanded.text.clone());
    let sent = context.presented.and_then(|presented| presented.scheme);
    let sent = sent.map(|sent| sent.split_once(' ').map_or(sent, |(first, _)| first));
    if let Some(sent) = sent {
        out.actual.push(sent.to_owned());
    }
    match (demanded.known(), sent) {
        (None, _) => {
            let why = "the scheme is known only to the gateway";
            out.say(State::Unknown, why, &[]);
        }
        (_, None) => {
            let why = "the input does not show how the token is sent: paste the whole `Authorization` line";
            out.say(State::Unknown, why, &[]);
        }
        (Some(demanded), Some(sent)) if demanded.eq_ignore_ascii_case(sent) => {
            out.say(State::Met, "the token is sent as `{}`", &[sent]);
        }
        (Some(demanded), Some(sent)) => {
            let (template, arguments) = if sent.is_empty() {
                let template = "the `Authorization` header has no scheme, the policy demands `{}`";
                (template, [demanded, ""])
            } else {
                let template = "the token is sent as `{}`, the policy demands `{}`";
                (template, [sent, demanded])
            };
            out.refuse(Cause::SchemeMismatch, &[], template, &arguments);
        }
    }
}

fn in_authorization(context: &Context<'_>) -> bool {
    match &context.effective.source {
        TokenSource::Header(name) => name.eq_ignore_ascii_case("authorization"),
        source => *source == TokenSource::Authorization,
    }
}

/// The scheme that the gateway leaves in front of the token, and why.
fn scheme_left<'a>(context: &Context<'a>) -> Option<(&'a str, &'static str)> {
    let sent = context.presented?.scheme?;
    if in_authorization(context) {
        let template = "the gateway takes off one scheme and reads `{} …`";
        return sent.split_once(' ').map(|(_, left)| (left, template));
    }
    let header = context.policy.attribute("header-name")?.known();
    let template = "only in the header `Authorization` the gateway takes off a scheme: here it likely reads `{} …`";
    (header.is_some() && !sent.is_empty()).then_some((sent, template))
}

/// Problems of a token's form that the library refuses, in its order: the codes, the part, and what it says.
static REFUSED: [(&str, Option<Part>, Cause); 4] = [
    (
        "opaque segment-count json-serialization",
        None,
        Cause::SegmentCount,
    ),
    (
        "segment-padded segment-in-standard-alphabet segment-has-whitespace \
        segment-not-base64url header-empty payload-empty payload-not-encoded \
        selective-disclosure",
        None,
        Cause::NotBase64url,
    ),
    (
        "header-not-json header-not-object not-utf8",
        Some(Part::Header),
        Cause::HeaderUnreadable,
    ),
    (
        "payload-not-json payload-not-object not-utf8",
        Some(Part::Payload),
        Cause::PayloadUnreadable,
    ),
];

pub(super) fn well_formed(context: &Context<'_>, out: &mut Requirement) {
    let Some(presented) = context.presented(out) else {
        return;
    };
    let token = presented.token;
    let mut size = token.segments.len().saturating_sub(1);
    for segment in &token.segments {
        size += segment.text.len();
    }
    if size > MAX_TOKEN_BYTES {
        let template = "the token is {} bytes long, the gateway takes {}";
        let sizes = [&*size.to_string(), &MAX_TOKEN_BYTES.to_string()];
        return out.refuse(Cause::TooLong, &sizes, template, &sizes);
    }
    if let Some((left, template)) = scheme_left(context) {
        // Of a header of one's own the documentation of `validate-azure-ad-token` says it, that of `validate-jwt` does not.
        out.certainty = match context.policy.format {
            Format::ValidateAzureAdToken if !in_authorization(context) => Certainty::Documented,
            _ => Certainty::Likely,
        };
        return out.refuse(Cause::SchemeLeft, &[], template, &[left]);
    }
    for (codes, part, cause) in &REFUSED {
        let found = token.problems.iter().find(|problem| {
            has_word(codes, problem.code) && part.is_none_or(|part| part == problem.part)
        });
        if let Some(problem) = found {
            let index = usize::from(*part == Some(Part::Payload));
            let segment = token.segments.get(index);
            let text = segment.map_or("", |segment| segment.text.as_str());
            return out.refuse(*cause, &[text], "{}", &[&problem.message]);
        }
    }
    let explanation = if token.kind == Kind::Jwe {
        "five segments, a JOSE Header"
    } else {
        "three segments, a JOSE Header and a JWT Claims Set"
    };
    out.say(State::Met, explanation, &[]);
}

pub(super) fn decryption(context: &Context<'_>, out: &mut Requirement) {
    let keys = context.policy.decryption_keys.is_some();
    let own = Origin::Policy(context.policy.span.start);
    let opens = |trial: &Trial| trial.origin == own && trial.outcome == Ok(Outcome::Fits);
    match context.presented {
        None if keys => out.say(State::Unknown, NO_TOKEN, &[]),
        Some(presented)
            if presented.token.kind == Kind::Jwe
                && presented.signature.trials.iter().any(opens) =>
        {
            let why = "the policy's own key decrypts the token";
            out.say(State::Met, why, &[]);
        }
        Some(presented) if presented.token.kind == Kind::Jwe && keys => {
            let why = "the token is encrypted: only a holder of the decryption key can tell";
            out.say(State::Unknown, why, &[]);
        }
        Some(presented) if presented.token.kind == Kind::Jwe => {
            let why = "the token is encrypted, and the policy has no `<decryption-keys>`";
            out.refuse(Cause::NotDecrypted, &[], why, &[]);
        }
        _ => out.say(State::NotApplicable, "the token is not encrypted", &[]),
    }
}
