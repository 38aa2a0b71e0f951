//! The required claims, each on its own, in document order.

use super::Context;
use super::requirement::{Code, Failure, Requirement, State};
use crate::finding::Certainty;
use crate::jose::Token;
use crate::policy::Claim;
use crate::policy::near_miss::{MAX_COMPARED, NearMiss, nearest, splitting};
use crate::text::json::{Json, Kind};

/// Other names that the same fact has in other tokens, or in the claims of ASP.NET.
static OTHER_NAMES: [(&str, &[&str]); 16] = [
    ("scp", &["scope"]),
    ("scope", &["scp"]),
    ("scopes", &["scp", "scope"]),
    ("roles", &["role"]),
    ("role", &["roles"]),
    ("group", &["groups"]),
    ("appid", &["azp", "client_id"]),
    ("azp", &["appid", "client_id"]),
    ("client_id", &["azp", "appid"]),
    ("appidacr", &["azpacr"]),
    ("azpacr", &["appidacr"]),
    ("upn", &["preferred_username", "unique_name", "email"]),
    ("preferred_username", &["upn", "unique_name", "email"]),
    (
        "http://schemas.microsoft.com/identity/claims/scope",
        &["scp"],
    ),
    (
        "http://schemas.microsoft.com/identity/claims/objectidentifier",
        &["oid"],
    ),
    (
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
        &["roles"],
    ),
];

/// One requirement a claim.
pub(super) fn claims(context: &Context<'_>) -> Vec<Requirement> {
    let claims = context.policy.required_claims.iter().flatten();
    claims
        .map(|claim| {
            let mut requirement = judge(context, claim).at(claim.span);
            requirement.claim = Some(claim.name.text.clone());
            requirement
        })
        .collect()
}

fn judge(context: &Context<'_>, claim: &Claim) -> Requirement {
    let expected: Vec<String> = claim
        .values
        .iter()
        .map(|value| value.text.clone())
        .collect();
    let token = match context.claims() {
        Ok(token) => token,
        Err(why) => {
            return Requirement::new(Code::Claim, State::Unknown, why)
                .compared(expected, Vec::new());
        }
    };
    if let Some(unknown) = &claim.name.unknown {
        return Requirement::new(Code::Claim, State::Unknown, unknown.explain())
            .compared(expected, Vec::new());
    }
    let name = claim.name.text.as_str();
    let Some(value) = token.claim(name) else {
        return absent(token, claim).compared(expected, Vec::new());
    };
    let separator = match &claim.separator {
        Some(separator) if separator.unknown.is_some() => {
            return Requirement::new(
                Code::Claim,
                State::Unknown,
                "the separator is known only to the gateway",
            )
            .compared(expected, texts(value, token, None));
        }
        separator => separator.as_ref().map(|value| value.text.as_str()),
    };
    let actual = texts(value, token, separator);
    if claim.values.is_empty() {
        return Requirement::new(Code::Claim, State::Met, format!("`{name}` is there"))
            .compared(expected, actual)
            .known(Certainty::Observed);
    }
    let has = |wanted: &str| actual.iter().any(|text| text == wanted);
    let known: Vec<&str> = claim
        .values
        .iter()
        .filter_map(|value| value.known())
        .collect();
    let unknown = claim.values.iter().find_map(|value| value.unknown.as_ref());
    let missing: Vec<&str> = known
        .iter()
        .copied()
        .filter(|wanted| !has(wanted))
        .collect();
    let all = match (missing.is_empty(), unknown) {
        (false, _) => Some(false),
        (true, None) => Some(true),
        (true, Some(_)) => None,
    };
    let any = match (known.iter().any(|wanted| has(wanted)), unknown) {
        (true, _) => Some(true),
        (false, None) => Some(false),
        (false, Some(_)) => None,
    };
    let outcome = match claim.match_all {
        Some(true) => all,
        Some(false) => any,
        // An expression decides between `all` and `any`: known only where both agree.
        None => all.filter(|outcome| any == Some(*outcome)),
    };
    match outcome {
        Some(true) => {
            let explanation = if claim.match_all == Some(false) {
                "one of the values is there"
            } else {
                "every value is there"
            };
            Requirement::new(Code::Claim, State::Met, explanation).compared(expected, actual)
        }
        None => {
            let why = unknown.map_or_else(
                || "whether all values or any are wanted, an expression decides".to_owned(),
                super::super::value::Unknown::explain,
            );
            Requirement::new(Code::Claim, State::Unknown, why).compared(expected, actual)
        }
        Some(false) => mismatch(claim, value, &missing, actual).with_expected(expected),
    }
}

impl Requirement {
    fn with_expected(mut self, expected: Vec<String>) -> Self {
        self.expected = expected;
        self
    }
}

fn absent(token: &Token, claim: &Claim) -> Requirement {
    let name = claim.name.text.as_str();
    let other = other_name(token, claim);
    let explanation = match (&other, name) {
        (Some(other), _) => format!("the token has no `{name}`; it says `{other}`"),
        (None, "scp") if token.claim("roles").is_some() => {
            "the token has no `scp`: it is app-only and carries `roles`, the policy expects a user's delegated scope".to_owned()
        }
        (None, "roles") if token.claim("scp").is_some() => {
            "the token has no `roles`: it is delegated and carries `scp`; no app role is assigned to the user, or the policy expects an application".to_owned()
        }
        (None, "roles") => "the token has no `roles`: no app role is assigned to the client".to_owned(),
        _ => format!("the token has no `{name}`"),
    };
    let message = format!("JWT is missing the following claims: {name}. Access denied.");
    Requirement::unmet(
        Code::Claim,
        explanation,
        Failure {
            reason: "TokenClaimNotFound",
            detail: message.clone(),
            message,
            certainty: Certainty::Documented,
        },
    )
    .near(other.map(|_| NearMiss::ClaimName))
}

/// The claim under its other name, when its value would have matched there.
fn other_name(token: &Token, claim: &Claim) -> Option<String> {
    let name = claim.name.text.as_str();
    let listed = OTHER_NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(&[] as &[&str], |(_, others)| others);
    let fits = |value: &Json| {
        let separated = texts(
            value,
            token,
            Some(
                claim
                    .separator
                    .as_ref()
                    .map_or(" ", |separator| separator.text.as_str()),
            ),
        );
        claim.values.is_empty()
            || claim
                .values
                .iter()
                .filter_map(|value| value.known())
                .any(|wanted| separated.iter().any(|text| text == wanted))
    };
    token
        .claims()
        .iter()
        .find(|member| {
            (listed.contains(&member.name.as_str()) || member.name.eq_ignore_ascii_case(name))
                && fits(&member.value)
        })
        .map(|member| member.name.clone())
}

fn mismatch(claim: &Claim, value: &Json, missing: &[&str], actual: Vec<String>) -> Requirement {
    let name = claim.name.text.as_str();
    let texts: Vec<&str> = actual
        .iter()
        .take(MAX_COMPARED)
        .map(String::as_str)
        .collect();
    let missing = missing.get(..MAX_COMPARED).unwrap_or(missing);
    let separable = missing
        .iter()
        .any(|wanted| splitting(texts.iter().map(|text| text.trim()), wanted).is_some());
    let near = if separable {
        Some(NearMiss::Separator)
    } else if is_other_type(value, missing, &texts) {
        Some(NearMiss::Type)
    } else {
        nearest(missing, &texts).map(|(miss, ..)| miss)
    };
    let explanation = match near {
        Some(NearMiss::Separator) => format!(
            "`{name}` holds several values in one text, which the policy does not split: it is compared as a whole"
        ),
        Some(NearMiss::Type) => format!(
            "`{name}` is {}: its inner values are not compared",
            value.describe()
        ),
        Some(miss) if miss.explain().is_some() => miss.explain().unwrap_or_default().to_owned(),
        _ if claim.match_all == Some(false) => format!("`{name}` has none of the values"),
        _ => format!(
            "`{name}` lacks {}",
            missing
                .iter()
                .map(|value| format!("`{value}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    let shown = actual.join(", ");
    Requirement::unmet(
        Code::Claim,
        explanation,
        Failure {
            reason: "TokenClaimValueNotAllowed",
            message: format!("Claim {name} value of {shown} is not allowed. Access denied."),
            detail: format!("JWT Validation Failed: Claim value mismatch: {name}={shown}."),
            certainty: Certainty::Observed,
        },
    )
    .compared(Vec::new(), actual)
    .known(
        if matches!(near, Some(NearMiss::Case | NearMiss::Whitespace)) {
            Certainty::Likely
        } else {
            Certainty::Documented
        },
    )
    .near(near)
}

/// The value has it, but inside an object, or as the text of a JSON array.
fn is_other_type(value: &Json, missing: &[&str], texts: &[&str]) -> bool {
    let nested = matches!(value.kind, Kind::Object(_))
        || texts
            .iter()
            .any(|text| text.trim_start().starts_with(['[', '{']));
    nested
        && missing.iter().any(|wanted| {
            texts
                .iter()
                .any(|text| text.contains(&format!("\"{wanted}\"")))
        })
}

/// The claim's values as the gateway compares them: texts, split by the separator where there is one.
pub(super) fn texts(value: &Json, token: &Token, separator: Option<&str>) -> Vec<String> {
    let split = |text: String| match separator {
        Some(separator) if !separator.is_empty() => {
            text.split(separator).map(str::to_owned).collect()
        }
        _ => vec![text],
    };
    match &value.kind {
        Kind::Array(elements) => elements
            .iter()
            .flat_map(|element| split(text(element, token)))
            .collect(),
        _ => split(text(value, token)),
    }
}

fn text(value: &Json, token: &Token) -> String {
    match &value.kind {
        Kind::String(text) => text.to_string(),
        Kind::Null => String::new(),
        _ => value.span.of(token.claims_text()).to_owned(),
    }
}
