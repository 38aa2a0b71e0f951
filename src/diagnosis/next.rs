//! What the gateway will refuse once the first cause is mended: the next unmet requirement that the repair leaves as it is.
//!
//! A new token says other things than this one. What it may say differently, by the cause that it is got for, stands in
//! [`CHANGES`]; what stands there is not promised, unless the policy is changed and this token is sent again.

use super::headline::{sentence, spoken};
use super::refusal::said;
use crate::claims::guid::is_guid;
use crate::claims::well_known;
use crate::policy::evaluate::{Code, Requirement, State};
use crate::policy::near_miss::NearMiss;
use crate::text::{fill, has_word};

/// A cause, and what is another in the token that is got for it: codes of requirements, names of claims; `claim` for all.
/// Causes that are not here need no other token.
static CHANGES: [(&str, &str); 24] = [
    ("token-missing", ALL),
    ("token-malformed", ALL),
    ("token-encrypted", ALL),
    ("alg-none", ALL),
    ("token-unsigned", ALL),
    ("issuer-missing", ALL),
    ("issuer-of-another-service", ALL),
    ("issuer-mismatch", ALL),
    ("signature-mismatch", ALL),
    ("exp-missing", SAME),
    ("date-in-milliseconds", SAME),
    ("token-not-yet-valid", SAME),
    ("token-expired", SAME),
    ("claim-missing", SAME),
    ("claim-value-mismatch", SAME),
    ("scope-of-app-only-token", SAME),
    ("role-missing", SAME),
    ("group-overage-cannot-match", SAME),
    ("token-for-microsoft-graph", OTHER_API),
    ("token-for-another-api", OTHER_API),
    ("id-token-sent", OTHER_API),
    ("token-version-mismatch", OTHER_VERSION),
    ("tenant-mismatch", "signature lifetime issuer tenant claim"),
    (
        "client-mismatch",
        "signature lifetime client-application claim",
    ),
];

const ALL: &str =
    "signature lifetime audience issuer tenant client-application backend-application claim";
const SAME: &str = "signature lifetime";
const OTHER_API: &str = "signature lifetime audience issuer backend-application claim";
/// Of the claims those that one of the versions names otherwise, or does not have (access token claims reference).
const OTHER_VERSION: &str = "signature lifetime audience issuer backend-application appid appidacr azp azpacr aud iss ver upn unique_name preferred_username name email family_name given_name ipaddr amr acr";

/// What comes next, a sentence; `None` where nothing is left, or where it cannot be told.
#[inline(never)]
pub(super) fn next(code: &str, foremost: &Requirement, all: &[Requirement]) -> Option<String> {
    let row = CHANGES.iter().find(|(known, _)| *known == code);
    let changed = match row {
        Some((_, changed)) => *changed,
        // What is no small difference may be another API, for all that is known.
        None if code == "audience-mismatch" && foremost.near_miss.is_none() => OTHER_API,
        None => "",
    };
    let changed = match foremost.near_miss {
        Some(NearMiss::Tenant) => changed,
        // Another cloud, or no Entra ID at all.
        _ if code == "tenant-mismatch" => ALL,
        _ => changed,
    };
    if code == "token-version-mismatch"
        && let Some(met) = all.iter().find(|one| one.code == Code::Audience)
        && let Some(id) = new_audience(met)
    {
        return Some(fill(NEW_AUDIENCE, &[("id", id)]));
    }
    let in_policy = foremost
        .fixes
        .iter()
        .any(|fix| fix.changed_policy.is_some());
    let mut with_this_token = None;
    for requirement in all {
        if requirement.state != State::Unmet || std::ptr::eq(requirement, foremost) {
            continue;
        }
        if !is_changed(changed, requirement) {
            return Some(told(STILL, requirement));
        }
        with_this_token = with_this_token.or(Some(requirement));
    }
    // The policy may be changed instead: then it is this token that comes again.
    let left = with_this_token.filter(|_| in_policy)?;
    Some(told(THIS_TOKEN, left))
}

/// The API's client id, which a v2.0 token has as its audience, where the policy lists the App ID URI of a v1.0 token and not
/// the id; `None` where the id is not known, or the policy lists it.
fn new_audience(audience: &Requirement) -> Option<&str> {
    let actual = audience.actual.first()?;
    let id = actual.strip_prefix("api://").filter(|id| is_guid(id))?;
    let mut expected = audience.expected.iter();
    let is_listed = expected.any(|text| text.eq_ignore_ascii_case(id));
    (audience.state == State::Met && !is_listed).then_some(id)
}

const NEW_AUDIENCE: &str = "Once the token is version 2.0, its audience is the client id, `{id}`: list it in the policy too, or the gateway will refuse the new token for its audience.";
const STILL: &str = "once that is mended, the gateway will refuse the {what}: {why}";
const THIS_TOKEN: &str = "if it is the policy that you change, the gateway will refuse this token next for the {what}: {why}";

fn told(template: &str, requirement: &Requirement) -> String {
    let values = [("what", &*spoken(requirement)), ("why", &said(requirement))];
    sentence(&fill(template, &values))
}

/// Whether another token may meet the requirement.
fn is_changed(changed: &str, requirement: &Requirement) -> bool {
    let is_claim = requirement.code == Code::Claim;
    if is_claim && has_word(changed, requirement.claim.as_deref().unwrap_or_default()) {
        return true;
    }
    match requirement.code {
        // The other version writes the same API in another form, but not another API.
        Code::Audience if changed == OTHER_VERSION => !is_of_another_api(requirement),
        // The client gets its tokens for every API from the same tenant.
        _ if changed == OTHER_API && requirement.near_miss == Some(NearMiss::Tenant) => false,
        code => has_word(changed, code.code()),
    }
}

/// Whether the token is of another API for certain: one of Microsoft's, or an application with another client id than every
/// one that is expected, so that no other form of the audience will do.
pub(super) fn is_of_another_api(requirement: &Requirement) -> bool {
    let is_known = |text: &String| well_known(text).is_some();
    let is_id = |text: &String| is_guid(text.strip_prefix("api://").unwrap_or(text));
    let mut expected = requirement.expected.iter();
    requirement.near_miss.is_none()
        && !requirement.actual.is_empty()
        && (requirement.actual.iter().all(is_known)
            || requirement.actual.iter().all(is_id) && expected.all(is_id))
}
