//! The advice for a required claim that is missing, or has another value: by its name, and by who calls.

use super::advice::Advice;
use super::change::Change;
use super::recipe::{
    ASK_FOR_NAMED_SCOPE, ASSIGN_MANAGED, ASSIGN_ROLE, ASSIGN_USER, GROUPS_CLAIM, JOIN_GROUP,
    LISTED, OPTIONAL, OPTIONAL_CLAIM, ROLE_INSTEAD,
};
use super::remedy::Situation;
use crate::claims::guid::is_guid;
use crate::claims::{Permissions, permissions};
use crate::jose::Token;
use crate::policy::evaluate::Requirement;
use crate::policy::near_miss::{NearMiss, is_spelling};

/// What to do about it; `advice` gets what is offered.
pub(super) fn claim(
    situation: &Situation<'_>,
    requirement: &Requirement,
    missing: bool,
    advice: &mut Advice<'_>,
) -> &'static str {
    let name = requirement.claim.as_deref().unwrap_or_default();
    let claims = situation.token.map_or(&[] as &[_], Token::claims);
    let acts = permissions(claims);
    let delegated = acts == Permissions::Delegated || situation.text_claim("scp").is_some();
    let (mut recipe, mut changes): (_, &'static [Change]) = (None, &[Change::MatchAny]);
    let help = match (requirement.near_miss, name) {
        (Some(NearMiss::Separator), _) => {
            changes = &[Change::Separator];
            "write `separator=\"{separator}\"` in the claim `{claim}`, line {line}: the gateway then compares each value on its own"
        }
        (Some(NearMiss::ClaimName), _) => {
            changes = &[Change::Rename];
            "{explanation}: name the claim of the token in the policy, line {line}"
        }
        (Some(NearMiss::Type), _) => {
            "the gateway does not look into `{claim}`: have the issuer put `{wanted}` into a claim of its own, as a text or in an array, and demand that, line {line}"
        }
        (Some(miss), _) if is_spelling(miss) || miss == NearMiss::ApiPrefix => {
            changes = &[Change::Values, Change::AddValue];
            "write the value in the policy, line {line}, exactly as the token has it: {all actual}"
        }
        (_, "roles") if !missing && requirement.expected.iter().any(|wanted| is_guid(wanted)) => {
            changes = LISTED;
            "`roles` has the values of app roles, not their ids: write the role's value, line {line}, as it stands among the API's App roles (the token has {all actual})"
        }
        (_, "roles") if delegated => {
            recipe = Some(&ASSIGN_USER);
            changes = LISTED;
            "assign the app role `{wanted}` to the user or a group: enterprise application of the API, Users and groups; then get a new token"
        }
        (_, "roles") => {
            let is_managed = situation.text_claim("xms_mirid").is_some();
            recipe = Some(if is_managed {
                &ASSIGN_MANAGED
            } else {
                &ASSIGN_ROLE
            });
            changes = LISTED;
            if missing {
                "assign the app role `{wanted}` of the API to the client and consent to it: app registration of the client, API permissions, Application permissions, then Grant admin consent; then get a new token"
            } else {
                "assign the app role `{wanted}` to the client or user (the token has {all actual}), or list that role in the policy, line {line}"
            }
        }
        (_, "scp") if missing => {
            recipe = Some(if acts == Permissions::AppOnly {
                &ROLE_INSTEAD
            } else {
                &ASK_FOR_NAMED_SCOPE
            });
            "for a user's token ask for the scope `{api}/{wanted}`; a token from client credentials never has `scp`: demand `roles` of it instead, line {line}"
        }
        (_, "scp" | "scope") => {
            recipe = Some(&ASK_FOR_NAMED_SCOPE);
            changes = LISTED;
            "ask for the scope `{api}/{wanted}` (the token has {all actual}), or list that scope in the policy, line {line}"
        }
        (_, "groups") => {
            recipe = Some(if missing { &GROUPS_CLAIM } else { &JOIN_GROUP });
            if missing { MISSING } else { COMPARE }
        }
        (_, "azp" | "appid" | "client_id" | "cid") if !missing => {
            changes = LISTED;
            "use a client that the policy lists, {all expected}; or, if {all actual} may call this API, list it in the policy, line {line}"
        }
        _ if missing => {
            if OPTIONAL.split(' ').any(|known| known == name) {
                recipe = Some(&OPTIONAL_CLAIM);
            }
            MISSING
        }
        _ => COMPARE,
    };
    advice.changes = changes;
    // They are steps in Entra ID.
    advice.recipe = recipe.filter(|_| situation.issuer().is_some());
    help
}

const MISSING: &str = "have the issuer put `{claim}` into the token, or take the claim out of the policy, line {line}";
const COMPARE: &str = "compare with the policy, line {line}: it wants {all expected}";
