//! Which remedy belongs to which unmet requirement. What is said is a template, filled in by [`super::remedy`].

use super::change::Change;
use super::claim::claim;
use super::recipe::{
    ADD_AUDIENCE, ADD_CLIENT, ADD_OTHER_AUDIENCE, ASK_FOR_JWT, ASK_FOR_SCOPE, COPY_AGAIN,
    DECRYPTION, DEMAND_BEARER, NEW_TOKEN, OWN_TENANT, READ_AUTHORIZATION, SEND, SEND_SCHEME, SKEW,
    TENANT, UNEXPIRING,
};
use super::remedy::{Situation, is_api};
use crate::claims::issuer::{CONSUMERS, Cloud, Provider, Version, parse_issuer};
use crate::claims::{entra_version, well_known};
use crate::finding::Recipe;
use crate::jose::Token;
use crate::policy::Format;
use crate::policy::evaluate::{Cause, Code, Requirement};
use crate::policy::near_miss::{NearMiss, is_scope_of, is_spelling};

/// What to say about a requirement, and what to offer.
#[derive(Default)]
pub(super) struct Advice<'a> {
    pub(super) help: &'static str,
    pub(super) recipe: Option<&'static Recipe>,
    /// Changes of the policy; each is offered where it is enough.
    pub(super) changes: &'static [Change],
    /// The API that a token is to be asked for.
    pub(super) scope: Option<&'a str>,
}

/// Seconds that clocks may differ: the value that the library has by default.
const MAX_SKEW: i64 = 300;

const EXACTLY: &str = "write `{actual}` in the policy, line {line}, exactly as the token has it";

/// The advice for an unmet requirement.
#[expect(clippy::too_many_lines, reason = "a table is as long as its rows")]
pub(super) fn advice<'a>(situation: &Situation<'a>, requirement: &'a Requirement) -> Advice<'a> {
    let mut advice = Advice::default();
    let Some(cause) = requirement.cause() else {
        return advice;
    };
    let is_azure = situation.policy.format == Format::ValidateAzureAdToken;
    advice.help = match cause {
        Cause::TokenMissing => {
            advice.recipe = Some(&SEND);
            "send {carrier}"
        }
        Cause::SchemeMismatch => {
            advice.recipe = Some(&SEND_SCHEME);
            if requirement
                .actual
                .iter()
                .any(|sent| sent.eq_ignore_ascii_case("Bearer"))
            {
                advice.changes = DEMAND_BEARER;
            }
            "send the header `Authorization: {expected} <token>`"
        }
        Cause::TooLong => {
            "have the issuer put less into the token: mostly it is groups, for which app roles can stand"
        }
        Cause::SchemeLeft => {
            advice.recipe = Some(&SEND);
            if !situation.takes_scheme() {
                advice.changes = READ_AUTHORIZATION;
            }
            "send the token with one `Bearer` in front in the header `Authorization`, and with none in another header"
        }
        Cause::SegmentCount
        | Cause::NotBase64url
        | Cause::HeaderUnreadable
        | Cause::PayloadUnreadable => malformed(situation, &mut advice),
        Cause::NotDecrypted => {
            advice.changes = &[Change::DecryptionKeys];
            advice.recipe = Some(&DECRYPTION);
            "switch token encryption off in the API's enterprise application, or add `<decryption-keys>` with the certificate's key"
        }
        Cause::NoKeys => {
            advice.changes = &[Change::Keys];
            "if you trust the token's issuer, add `<openid-config url=\"{metadata}\" />` as the first element"
        }
        Cause::Unsigned => "ask the authorization server for a signed token",
        Cause::SignatureMismatch | Cause::KeyNotFound | Cause::KeyNotNamed
            if situation.policy.openid_configs.is_empty() && !is_azure =>
        {
            "the policy's `<key>` is not the one that signed: write the issuer's key there, or `<openid-config>` with its discovery document, from which the gateway takes new keys by itself"
        }
        Cause::SignatureMismatch => {
            "compare `kid` with the keys of the issuer's discovery document: another tenant, rotated keys, or an application with signing keys of its own (`?appid=`)"
        }
        Cause::KeyNotFound | Cause::KeyNotNamed => {
            "the key set is older than the token (keys are replaced every few weeks: load it again), it is of another tenant, cloud or version than `iss` says, or the API has signing keys of its own: then the metadata URL ends in `?appid=` and the API's client ID"
        }
        Cause::KeyOfAnotherKind | Cause::NamedKeyOfAnotherKind => {
            "HS256 is verified with the secret that signed, RS256 and ES256 with a public key: write `<openid-config>` with the discovery document of the token's issuer in place of the key"
        }
        Cause::NotYetValid => {
            if is_azure {
                "the clocks of issuer and gateway differ, or the token was made for later: wait, check the issuer's clock, or use `validate-jwt`, which has a `clock-skew`"
            } else if situation.usable_within(MAX_SKEW) {
                advice.changes = SKEW;
                "the clocks of issuer and gateway differ, or the token was made for later: wait, or allow a difference with `clock-skew`, in seconds"
            } else {
                "the token was made for later, or the issuer's clock is wrong: check that clock, or wait"
            }
        }
        Cause::Expired => {
            advice.recipe = Some(&NEW_TOKEN);
            advice.scope = situation.api();
            if situation.has_skew() && situation.expired_within(MAX_SKEW) {
                advice.changes = SKEW;
            }
            match situation.expired() {
                Some((ago, _)) if ago <= MAX_SKEW => {
                    "get a new token: this one ran out between being fetched and the call, or the clocks of issuer and gateway differ; a client must ask again some minutes before `exp`"
                }
                Some((ago, lived)) if ago > lived => {
                    "get a new token: this one lived {lived} and was issued {age} before the evaluated time, so the client keeps it somewhere and sends it again; it must ask again before `exp`"
                }
                Some(_) => {
                    "get a new token: this one lived {lived}; a client that keeps tokens must ask again before `exp`"
                }
                None => "get a new token; a client that keeps tokens must ask again before `exp`",
            }
        }
        Cause::ExpMissing if is_azure => "have the issuer set `exp` in seconds",
        Cause::ExpMissing => {
            advice.changes = UNEXPIRING;
            "have the issuer set `exp` in seconds; taking tokens that never expire is the way out of last resort"
        }
        Cause::NeverUsable => "have the issuer set `nbf` before `exp`",
        Cause::AudienceMissing => "ask for a token whose `aud` is this API",
        Cause::AudienceMismatch => audience(situation, requirement, &mut advice),
        Cause::ClientAsAudience => {
            advice.changes = &[Change::Write];
            "write the API's own id, `{actual}`, as the audience, line {line}: the client has its place in `azp`, `appid` or `<client-application-ids>`"
        }
        Cause::IdToken => {
            let expected = requirement.expected.first().map_or("", String::as_str);
            if situation.issuer().is_some() && is_api(expected) {
                advice.recipe = Some(&ASK_FOR_SCOPE);
            }
            "send the access token that came with the ID token: have the client ask for a scope of the API, `{expected}/…`"
        }
        Cause::IssuerMissing => "the token must name its issuer in `iss`",
        Cause::IssuerMismatch if requirement.code == Code::Tenant => {
            tenant(situation, requirement, &mut advice)
        }
        Cause::IssuerMismatch => issuer(situation, requirement, &mut advice),
        Cause::ClientMissing => {
            "have the client ask Entra ID for an access token of this API: such a token names its client in `azp` (v2.0) or `appid` (v1.0)"
        }
        Cause::ClientMismatch => {
            advice.changes = ADD_CLIENT;
            "have the client get its token under an id that the policy lists; or, if `{actual}` may call this API, list it in `<client-application-ids>`, line {line}"
        }
        Cause::ClaimMissing | Cause::ClaimMismatch => {
            let missing = cause == Cause::ClaimMissing;
            claim(situation, requirement, missing, &mut advice)
        }
    };
    advice
}

/// Whether it was copied wrongly or made so, the problems of the token tell.
fn malformed(situation: &Situation<'_>, advice: &mut Advice<'_>) -> &'static str {
    let problems = situation.token.map_or(&[] as &[_], |token| &token.problems);
    for (code, help) in [
        (
            "opaque",
            "the policy takes JSON Web Tokens only: have the client ask for a scope of this API, whose issuer makes such a token",
        ),
        (
            "segment-padded",
            "whoever makes the token must leave out the `=` at the end of a segment: base64url is without",
        ),
        (
            "json-serialization",
            "have the client send the token in Compact Serialization: its parts joined by dots, with one signature or one recipient",
        ),
        (
            "selective-disclosure",
            "send an access token: an SD-JWT is shown to a verifier that reads disclosures, and no gateway is one",
        ),
        ("header-not-object", OBJECT),
        ("payload-not-object", OBJECT),
    ] {
        if problems.iter().any(|problem| problem.code == code) {
            if code == "opaque" {
                advice.recipe = Some(&ASK_FOR_JWT);
            }
            return help;
        }
    }
    advice.recipe = Some(&COPY_AGAIN);
    "copy the token again, from `eyJ` to its last character, and send it without quotes, blanks or line breaks"
}

const OBJECT: &str = "whoever makes the token must put a JSON object there";

fn audience<'a>(
    situation: &Situation<'_>,
    requirement: &'a Requirement,
    advice: &mut Advice<'a>,
) -> &'static str {
    let actual = requirement.actual.first().map_or("", String::as_str);
    advice.changes = match requirement.near_miss {
        Some(miss) if is_spelling(miss) => &[Change::Write],
        Some(_) => ADD_AUDIENCE,
        // An API of Microsoft is not this one: every client of the tenant gets tokens for it.
        None if well_known(actual).is_some() => &[],
        None => ADD_OTHER_AUDIENCE,
    };
    match requirement.near_miss {
        Some(NearMiss::ApiPrefix) => {
            let claims = situation.token.map_or(&[] as &[_], Token::claims);
            if entra_version(claims) == Some(Version::V2) {
                "a v2.0 token always has the API's client id: list `{actual}` in the policy, line {line}"
            } else {
                "list `{actual}` in the policy too, line {line}: a v1.0 token has the form that the client asked for"
            }
        }
        Some(_) => EXACTLY,
        None => {
            // Letting another API's tokens in is right only for the one who says so: it comes second.
            let expected = requirement.expected.first().map_or("", String::as_str);
            if expected.trim().is_empty() {
                advice.changes = &[Change::Write];
                return "write the API's client id or App ID URI in place of the empty audience, line {line}";
            }
            if is_scope_of(expected, actual) && requirement.expected.len() == 1 {
                advice.changes = &[Change::Write];
                return "write `{actual}`, line {line}: a scope is what a client asks for, and stands in `scp`";
            }
            if situation.issuer().is_none() || !is_api(expected) {
                return "have the client ask for a token of this API, `{expected}`; or, if `{actual}` is the API that is meant, list it in the policy, line {line}";
            }
            advice.recipe = Some(&ASK_FOR_SCOPE);
            advice.scope = Some(expected);
            if well_known(actual).is_some_and(|name| name.starts_with("Azure AD Graph")) {
                return "have the client name this API: a request without `resource` (v1.0 endpoint) gets a token for Azure AD Graph. Ask the v2.0 endpoint for the scope `{expected}/.default`, or name `resource={expected}`";
            }
            if well_known(actual).is_some() {
                return "have the client ask for a token of this API, scope `{expected}/.default`: the one it has is for an API of Microsoft";
            }
            "have the client ask for a token of this API, scope `{expected}/.default`; or, if `{actual}` is the API that is meant, list it in the policy, line {line}"
        }
    }
}

fn issuer(
    situation: &Situation<'_>,
    requirement: &Requirement,
    advice: &mut Advice<'_>,
) -> &'static str {
    let mut listed = situation.policy.issuers.iter().flatten();
    let is_listed = listed.any(|issuer| issuer.span == requirement.span);
    let mut expected = requirement.expected.iter();
    let names_tenant = expected.any(|issuer| parse_issuer(issuer).tenant_id().is_some());
    match requirement.near_miss {
        // Whose tenant it is, a multitenant address does not say.
        Some(NearMiss::Tenant) if names_tenant => {
            advice.changes = &[Change::Tenant];
            if situation.issuer().is_some() {
                advice.recipe = Some(&TENANT);
            }
            if matches!(situation.issuer(), Some((_, CONSUMERS))) {
                advice.changes = &[];
                return "have the user sign in with a work or school account of the tenant that the policy names{token endpoint}; a personal account gets in as a guest, once it is invited and signs in at that tenant";
            }
            if situation.text_claim("scp").is_some() {
                return "have the user sign in at the tenant that the policy names{token endpoint}, guests too: `common` and `organizations` lead everybody to their home tenant; or, if the token's tenant is right, put it into the policy, line {line}";
            }
            "have the client get its token from the tenant that the policy names{token endpoint}; or, if the token's tenant is right, put it into the policy, line {line}"
        }
        Some(miss) if is_listed && is_spelling(miss) => {
            advice.changes = &[Change::Write];
            EXACTLY
        }
        None if is_of_other_cloud(situation, requirement, is_listed) => {
            advice.changes = &[Change::Tenant];
            "have the client get its token in the cloud of the policy's tenant{token endpoint}; or, if the token's cloud is right, name its issuer and its metadata, line {line}"
        }
        _ => {
            "get the token from an issuer that the policy expects{token endpoint}: it accepts {all expected}, and another provider's tokens are not for this API"
        }
    }
}

/// Whether the token is from another cloud than every tenant that is expected, and to name its own is enough: the v1.0
/// issuer of a national cloud is known only where the policy lists it.
fn is_of_other_cloud(
    situation: &Situation<'_>,
    requirement: &Requirement,
    is_listed: bool,
) -> bool {
    let provider = parse_issuer(situation.text_claim("iss").unwrap_or_default());
    let Provider::Entra { cloud, version, .. } = provider else {
        return false;
    };
    let is_known = is_listed || cloud == Cloud::Public || version == Version::V2;
    let mut expected = requirement.expected.iter();
    let is_other = |issuer: &String| {
        let expected = parse_issuer(issuer);
        expected.version().is_some() && !expected.same_cloud(provider)
    };
    is_known && expected.len() > 0 && expected.all(is_other)
}

fn tenant(
    situation: &Situation<'_>,
    requirement: &Requirement,
    advice: &mut Advice<'_>,
) -> &'static str {
    match (requirement.near_miss, situation.issuer()) {
        // To let in personal accounts is more than this token needs: that is for the one who says so to write.
        (_, Some((_, CONSUMERS))) => {
            "have the user sign in with a work or school account that the policy lets in{token endpoint}: personal accounts are let in by `tenant-id=\"common\"`, line {line}"
        }
        (Some(NearMiss::Tenant), _) => {
            advice.changes = OWN_TENANT;
            "have the client get its token from the tenant that the policy names{token endpoint}; or, if the token's tenant is right, write its id as `tenant-id`, line {line}"
        }
        (None, Some(_)) => {
            if is_of_other_cloud(situation, requirement, false) {
                advice.changes = &[Change::Cloud];
            }
            "have the client get its token in the cloud of the policy's tenant{token endpoint}; or, if the token's cloud is right, name it and its tenant in `authentication-endpoint` and `tenant-id`, line {line}"
        }
        _ => {
            "get the token from Entra ID{token endpoint}: for another provider's tokens use `validate-jwt`"
        }
    }
}
