use super::super::tests::members;
use super::*;

/// What is said of a token of a workforce tenant with these claims besides: `what: value (because)`, a line each.
fn said(more: &str) -> Vec<String> {
    let text = format!(
        r#"{{"iss":"https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0","tid":"5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01","ver":"2.0"{more}}}"#
    );
    let claims = members(&text);
    let profile = Profile::of(&claims);
    let usage = Use::of(&[], &claims, profile);
    let all = traits(profile, usage, &claims, &text).into_iter();
    all.map(|one| {
        let likely = if one.likely { ", likely" } else { "" };
        format!("{}: {} ({}{likely})", one.what, one.value, one.because)
    })
    .collect()
}

static SAID: &[(&str, &str)] = &[
    (
        r#","azp":"c","scp":"a""#,
        "use: an access token (it has `azp`, `scp`: an ID token names no client beside `aud`)",
    ),
    (
        r#","nonce":"n","aud":"c""#,
        "use: an ID token: for the application that signed the user in, not for an API (it has `nonce`, and no client beside `aud`)",
    ),
    (
        r#","nonce":"n","aud":"c""#,
        "audience: the client that signed the user in (`aud` is `c`)",
    ),
    (
        "",
        "issuer: a tenant for work and school accounts (`tid` is `5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01`)",
    ),
    (
        "",
        "version: 2.0: the issuer ends in `/v2.0`, the client stands in `azp`, `aud` is the API's client id (`ver` is `2.0`)",
    ),
    (
        r#","tfp":"B2C_1_in""#,
        "issuer: a user flow of Azure AD B2C (`tfp` is `B2C_1_in`)",
    ),
    (
        r#","aud":"https://graph.microsoft.com""#,
        "audience: Microsoft Graph, not an API of your own (`aud` is `https://graph.microsoft.com`)",
    ),
    (
        r#","azp":"c","aud":"api://C""#,
        "audience: the client itself: it is its own API (`aud` is `api://C`)",
    ),
    (
        r#","azp":"c","aud":"o""#,
        "audience: the API `o` (`aud` is `o`)",
    ),
    (
        r#","scp":"a""#,
        "acts-for: a user (delegated permissions) (a user is there: `scp`)",
    ),
    (
        r#","scp":"a","azpacr":"1""#,
        "acts-for: a user, through a client that proves who it is: a web application, or an API that acts on the user's behalf (`azpacr` is `1`, and a user is there: `scp`, likely)",
    ),
    (
        r#","idtyp":"app""#,
        "acts-for: the application itself, nobody is signed in (application permissions) (`idtyp` is `app`)",
    ),
    (
        r#","oid":"a","sub":"a""#,
        "acts-for: the application itself, nobody is signed in (application permissions) (`oid` and `sub` are the same, and there is no `scp`, likely)",
    ),
    (
        r#","azpacr":"0""#,
        "client: a public client: it cannot prove who it is (`azpacr` is `0`)",
    ),
    (
        r#","azpacr":"2","idtyp":"app""#,
        "client: proved itself with a certificate, or is a managed identity (`azpacr` is `2`)",
    ),
    (
        r#","azpacr":"2","xms_mirid":"/s/userAssignedIdentities/a""#,
        "client: a managed identity, user-assigned (`xms_mirid` is `/s/userAssignedIdentities/a`, likely)",
    ),
    (
        r#","acct":1"#,
        "account: a guest in this tenant (`acct` is 1)",
    ),
    (
        r#","idp":"live.com""#,
        "account: a guest in this tenant, with a personal Microsoft account (`idp` is `live.com`)",
    ),
    (
        r#","idp":"https://sts.windows.net/11111111-2222-4333-8444-555555555555/""#,
        "account: a guest in this tenant, at home in `11111111-2222-4333-8444-555555555555` (`idp` is `https://sts.windows.net/11111111-2222-4333-8444-555555555555/`)",
    ),
    (r#","scp":"a b""#, "permissions: scopes: `a`, `b` (`scp`)"),
    (
        r#","hasgroups":true"#,
        "groups: too many for the token: it names none, so a policy cannot match them (`hasgroups`)",
    ),
    (r#","groups":["a","b"]"#, "groups: 2 listed (`groups`)"),
    (
        r#","scp":"a","roles":["R"]"#,
        "may: what the user may as `R`, within the scopes `a` (`scp`, `roles`)",
    ),
    (
        r#","idtyp":"app","roles":["R"]"#,
        "may: what the API lets an application do with `R` (`roles`)",
    ),
    (
        r#","idtyp":"app""#,
        "may: nothing by permission: it has no app role, and any application of the tenant may get a token like it unless assignment is required (there is neither `roles` nor `scp`)",
    ),
];

#[test]
fn each_fact_has_the_claim_that_shows_it() {
    for (claims, expected) in SAID.iter().copied() {
        let said = said(claims);
        assert!(
            said.iter().any(|line| *line == expected),
            "{claims}: {expected}\n{said:#?}"
        );
    }
}

#[test]
fn what_is_not_shown_is_not_said() {
    for (claims, what) in [
        (r#","acct":0"#, "account"),
        (
            r#","idp":"https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/""#,
            "account",
        ),
        ("", "use"),
        ("", "acts-for"),
        ("", "may"),
        ("", "groups"),
        (r#","nonce":"n","oid":"a","sub":"a""#, "acts-for"),
        (r#","tfp":"B2C_1_in""#, "version"),
    ] {
        let said = said(claims);
        let start = format!("{what}: ");
        assert!(
            !said.iter().any(|line| line.starts_with(&start)),
            "{claims}: {said:#?}"
        );
    }
    let text = r#"{"iss":"https://a.example","scope":"a"}"#;
    let others = traits(Profile::Generic, Use::AccessToken, &members(text), text);
    assert_eq!(others, []);
}
