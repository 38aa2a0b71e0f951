//! What comes after the first cause: token and policy have several things wrong, and one repair is made.
#![expect(
    clippy::unwrap_used,
    reason = "a headline that is not there stops its test"
)]

use claimscope::diagnosis::Headline;
use claimscope::inspect::{Inputs, inspect};
use claimscope::text::base64url;
use claimscope::text::instant::Instant;

const TENANT: &str = "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01";
const API: &str = "b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d";
const OTHER: &str = "11111111-2222-4333-8444-555555555555";

/// The headline for a v2.0 token with these claims in place of the usual ones, under a policy that demands what is written.
fn headline(claims: &str, inside: &str) -> Headline {
    let usual = format!(
        r#""aud":"{API}","iss":"https://login.microsoftonline.com/{TENANT}/v2.0","ver":"2.0","iat":0,"exp":3600,"azp":"c","idtyp":"app""#
    );
    let claims = format!("{{{usual}{claims}}}");
    let encode = |text: &str| base64url::encode(text.as_bytes());
    let token = [&*encode(r#"{"alg":"RS256"}"#), &encode(&claims), "c2ln"].join(".");
    let policy = format!("<validate-jwt header-name='Authorization'>{inside}</validate-jwt>");
    let inputs = Inputs {
        token: &token,
        policy: &policy,
        ..Inputs::default()
    };
    inspect(&inputs, Instant(1000)).headline.unwrap()
}

/// A policy that demands a version (the end of the metadata's path), a tenant, an audience and a role.
fn policy(version: &str, tenant: &str, audience: &str, role: &str) -> String {
    let config = format!(
        "<openid-config url='https://login.microsoftonline.com/{tenant}{version}/.well-known/openid-configuration'/>"
    );
    format!(
        "{config}<audiences><audience>{audience}</audience></audiences><required-claims><claim name='roles'><value>{role}</value></claim></required-claims>"
    )
}

#[test]
fn what_comes_next_is_what_the_first_repair_leaves() {
    const ROLES: &str = r#","roles":["Read"]"#;
    const EXPIRED: &str = r#","roles":["Read"],"exp":900"#;
    let (api_uri, other_uri) = (format!("api://{API}"), format!("api://{OTHER}"));
    let of_graph = r#","aud":"https://graph.microsoft.com","roles":["Read"]"#;
    for (claims, policy, first, next) in [
        // A role stays missing in a token of the right version, and the age of this one does not matter then.
        (
            "",
            policy("", TENANT, API, "Read"),
            "token-version-mismatch",
            "Once that is mended, the gateway will refuse the claim `roles`",
        ),
        (
            EXPIRED,
            policy("", TENANT, API, "Read"),
            "token-version-mismatch",
            "If it is the policy that you change, the gateway will refuse this token next for the lifetime",
        ),
        // The other version has the audience in another form: that it will be refused is not promised.
        (
            ROLES,
            policy("", TENANT, &api_uri, "Read"),
            "token-version-mismatch",
            "If it is the policy that you change, the gateway will refuse this token next for the audience",
        ),
        // Another API needs a token of its own, with its own version, roles and age.
        (
            ROLES,
            policy("", TENANT, OTHER, "Read"),
            "token-for-another-api",
            "If it is the policy that you change, the gateway will refuse this token next for the issuer",
        ),
        (
            EXPIRED,
            policy("/v2.0", TENANT, &other_uri, "Write"),
            "token-for-another-api",
            "If it is the policy that you change, the gateway will refuse this token next for the lifetime",
        ),
        (
            of_graph,
            policy("/v2.0", TENANT, API, "Write"),
            "token-for-microsoft-graph",
            "",
        ),
        (
            of_graph,
            policy("/v2.0", OTHER, API, "Write"),
            "token-for-microsoft-graph",
            "Once that is mended, the gateway will refuse the issuer",
        ),
        (
            EXPIRED,
            policy("/v2.0", TENANT, "api://orders", "Read"),
            "audience-mismatch",
            "If it is the policy that you change, the gateway will refuse this token next for the lifetime",
        ),
        // A client registered in another tenant asks for the same API there.
        (
            ROLES,
            policy("/v2.0", OTHER, OTHER, "Read"),
            "tenant-mismatch",
            "Once that is mended, the gateway will refuse the audience",
        ),
        (
            ROLES,
            policy("/v2.0", OTHER, API, "Write"),
            "tenant-mismatch",
            "If it is the policy that you change, the gateway will refuse this token next for the claim `roles`",
        ),
        // A change of the policy leaves the token as it is.
        (
            EXPIRED,
            policy("/v2.0", TENANT, &api_uri, "Read"),
            "audience-mismatch",
            "Once that is mended, the gateway will refuse the lifetime",
        ),
        (
            "",
            policy("/v2.0", TENANT, &api_uri, "Read"),
            "audience-mismatch",
            "Once that is mended, the gateway will refuse the claim `roles`",
        ),
        // A new token is fresh.
        (
            r#","exp":900"#,
            policy("/v2.0", TENANT, API, "Read"),
            "role-missing",
            "",
        ),
        (
            EXPIRED,
            policy("/v2.0", TENANT, API, "Read"),
            "token-expired",
            "",
        ),
    ] {
        let headline = headline(claims, &policy);
        assert_eq!(headline.code, first, "{claims} {policy}");
        let told = headline.next.unwrap_or_default();
        let told = told.split(": ").next().unwrap_or_default();
        assert_eq!(told, next, "{claims} {policy}");
    }
}

#[test]
fn a_repair_that_breaks_what_was_right_is_told() {
    let v1 = format!(
        r#","aud":"api://{API}","iss":"https://sts.windows.net/{TENANT}/","ver":"1.0","roles":["Read"]"#
    );
    let api_uri = format!("api://{API}");
    for (audience, told) in [(&*api_uri, true), (API, false)] {
        let headline = headline(&v1, &policy("/v2.0", TENANT, audience, "Read"));
        assert_eq!(headline.code, "token-version-mismatch");
        let next = headline.next.unwrap_or_default();
        assert_eq!(next.contains("list it in the policy too"), told, "{next}");
    }
}
