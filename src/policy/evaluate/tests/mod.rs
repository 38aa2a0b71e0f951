//! The decision tables: claims and policy in, state of one requirement out.
#![expect(
    clippy::too_many_lines,
    clippy::format_collect,
    reason = "a table is as long as its rows"
)]

mod azure;
mod bounds;
mod certainty;
mod signature;

use base64::Engine as _;

use super::*;
use crate::policy::document;
use crate::policy::value::NamedValues;

const NOW: Instant = Instant(1_795_400_000);
const TENANT: &str = "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01";
const V1: &str = "https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/";
const V2: &str = "https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0";

fn token(header: &str, claims: &str, signature: &str) -> Token {
    let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    crate::jose::decode(&format!(
        "{}.{}.{signature}",
        encode(header),
        encode(claims)
    ))
}

fn policy(attributes: &str, inside: &str) -> Policy {
    let mut values = NamedValues::default();
    values.set("known", "api://known");
    let xml =
        format!("<validate-jwt header-name=\"Authorization\" {attributes}>{inside}</validate-jwt>");
    let document = document::read(&xml, &values);
    assert_eq!(document.problems, [], "{xml}");
    document.policies.into_iter().next().unwrap()
}

fn run(token: &Token, scheme: Option<&str>, policy: &Policy) -> Evaluation {
    let presented = Presented {
        token,
        scheme,
        signature: &Verification::default(),
    };
    evaluate(policy, Some(presented), &[], NOW)
}

fn one(evaluation: &Evaluation, code: Code) -> Requirement {
    evaluation
        .requirements
        .iter()
        .find(|requirement| requirement.code == code)
        .unwrap()
        .clone()
}

/// State, near miss and IDX code (or reason) of one requirement.
fn shown(requirement: &Requirement) -> String {
    let miss = requirement
        .near_miss
        .map_or("", super::super::near_miss::NearMiss::code);
    let why = requirement.cause().map_or("", Cause::code);
    [requirement.state.code(), miss, why]
        .join(" ")
        .trim()
        .to_owned()
}

#[track_caller]
fn table(code: Code, attributes: &str, rows: &[(&str, &str, &str)]) {
    for (claims, inside, expected) in rows {
        let requirement = one(
            &run(
                &token(r#"{"alg":"RS256"}"#, claims, "c2ln"),
                None,
                &policy(attributes, inside),
            ),
            code,
        );
        assert_eq!(
            shown(&requirement).replace("  ", " "),
            *expected,
            "{claims} {inside}: {}",
            requirement.explanation
        );
    }
}

#[test]
fn lifetime() {
    let at = |offset: i64| NOW.0 + offset;
    let exp = |offset| format!("{{\"exp\":{}}}", at(offset));
    let both = |nbf, exp| format!("{{\"nbf\":{},\"exp\":{}}}", at(nbf), at(exp));
    table(
        Code::Lifetime,
        "",
        &[
            (&exp(1), "", "met"),
            (&exp(0), "", "met"),
            (&exp(-1), "", "unmet IDX10223"),
            (&both(0, 1), "", "met"),
            (&both(1, 2), "", "unmet IDX10222"),
            (&both(2, 1), "", "unmet IDX10224"),
            ("{}", "", "unmet IDX10225"),
            ("{\"exp\":null}", "", "unmet IDX10225"),
            (
                "{\"exp\":\"2021-02-15T11:37:25.067Z\"}",
                "",
                "unmet IDX10225",
            ),
            ("{\"exp\":-5}", "", "unmet IDX10223"),
            ("{\"exp\":1684248669016}", "", "met"),
            ("{\"exp\":9223372036854775807}", "", "met"),
            ("{\"exp\":1.9e9}", "", "met"),
        ],
    );
    table(
        Code::Lifetime,
        "clock-skew=\"10\"",
        &[
            (&exp(-10), "", "met"),
            (&exp(-11), "", "unmet IDX10223"),
            (&both(10, 20), "", "met"),
            (&both(11, 20), "", "unmet IDX10222"),
        ],
    );
    table(
        Code::Lifetime,
        "clock-skew=\"{{skew}}\"",
        &[
            (&exp(1), "", "met"),
            (&exp(-1), "", "unknown"),
            (&both(1, 2), "", "unknown"),
        ],
    );
    table(
        Code::Lifetime,
        "require-expiration-time=\"false\"",
        &[("{}", "", "met"), (&exp(-1), "", "unmet IDX10223")],
    );
    table(
        Code::Lifetime,
        "require-expiration-time=\"@(context.Deployment.Region == null)\"",
        &[("{}", "", "unknown")],
    );
}

#[test]
fn audience() {
    let list = |values: &[&str]| {
        let audiences: String = values
            .iter()
            .map(|value| format!("<audience>{value}</audience>"))
            .collect();
        format!("<audiences>{audiences}</audiences>")
    };
    table(
        Code::Audience,
        "",
        &[
            ("{\"aud\":\"a\"}", "", "not-applicable"),
            ("{\"aud\":\"a\"}", "<audiences/>", "not-applicable"),
            ("{\"aud\":\"a\"}", &list(&["b", "a"]), "met"),
            ("{\"aud\":[\"x\",\"a\"]}", &list(&["a"]), "met"),
            ("{\"aud\":\"a/\"}", &list(&["a"]), "met"),
            ("{\"aud\":\"a\"}", &list(&["a/"]), "met"),
            ("{\"aud\":\"a//\"}", &list(&["a"]), "unmet slash IDX10214"),
            ("{\"aud\":\"A\"}", &list(&["a"]), "unmet case IDX10214"),
            (
                "{\"aud\":\"a\"}",
                &list(&[" a "]),
                "unmet whitespace IDX10214",
            ),
            (
                "{\"aud\":\"api://a\"}",
                &list(&["a"]),
                "unmet api-prefix IDX10214",
            ),
            ("{\"aud\":\"a\"}", &list(&["b"]), "unmet IDX10214"),
            ("{}", &list(&["b"]), "unmet IDX10206"),
            ("{\"aud\":[]}", &list(&["b"]), "unmet IDX10206"),
            ("{\"aud\":\"a\"}", &list(&["b", "{{n}}"]), "unknown"),
            ("{\"aud\":\"a\"}", &list(&["a", "{{n}}"]), "met"),
            ("{\"aud\":\"api://known\"}", &list(&["{{known}}"]), "met"),
            (
                "{\"aud\":\"a\"}",
                &list(&["@(context.Request.OriginalUrl.Host)"]),
                "unknown",
            ),
        ],
    );
}

#[test]
fn issuer() {
    let iss = |text: &str| format!("{{\"iss\":\"{text}\",\"tid\":\"{TENANT}\"}}");
    let config = |path: &str| {
        format!(
            "<openid-config url=\"https://login.microsoftonline.com/{path}/.well-known/openid-configuration\"/>"
        )
    };
    let listed = |text: &str| format!("<issuers><issuer>{text}</issuer></issuers>");
    let v2 = format!("{TENANT}/v2.0");
    table(
        Code::Issuer,
        "",
        &[
            (&iss(V1), "", "not-applicable"),
            (&iss(V2), &config(&v2), "met"),
            (&iss(V1), &config(TENANT), "met"),
            (&iss(V1), &config(&v2), "unmet version IDX10205"),
            (&iss(V2), &config(TENANT), "unmet version IDX10205"),
            (&iss(V1), &(config(&v2) + &listed(V1)), "met"),
            (&iss(V2), &listed(V2), "met"),
            (&iss(V2), &listed(&format!("{V2}/")), "unmet slash IDX10205"),
            (
                &iss(V1),
                &listed(V1.trim_end_matches('/')),
                "unmet slash IDX10205",
            ),
            (&iss(V2), &listed(&V2.to_uppercase()), "unmet case IDX10205"),
            (
                &iss(V2),
                &config("00000000-0000-0000-0000-000000000000/v2.0"),
                "unmet tenant IDX10205",
            ),
            (&iss(V2), &config("common/v2.0"), "met"),
            (&iss(V2), &config("organizations/v2.0"), "met"),
            (&iss(V1), &config("common/v2.0"), "unmet version IDX10205"),
            (&iss(V2), &config("consumers/v2.0"), "unmet tenant IDX10205"),
            (&iss(V2), &config("contoso.onmicrosoft.com/v2.0"), "unknown"),
            (
                &iss(V1),
                &config("contoso.onmicrosoft.com/v2.0"),
                "unmet version IDX10205",
            ),
            (&iss(V2), &config("{{tenant}}/v2.0"), "unknown"),
            (
                &iss(V2),
                "<openid-config url=\"https://idp.example/.well-known/openid-configuration\"/>",
                "unknown",
            ),
            (
                &iss(V2),
                "<openid-config url=\"@(context.Variables[0])\"/>",
                "unknown",
            ),
            ("{}", &config(&v2), "unmet IDX10211"),
            (&iss("joe"), &listed("jim"), "unmet IDX10205"),
        ],
    );
}

#[test]
fn required_claims() {
    let claim = |attributes: &str, values: &[&str]| {
        let values: String = values
            .iter()
            .map(|value| format!("<value>{value}</value>"))
            .collect();
        format!("<required-claims><claim {attributes}>{values}</claim></required-claims>")
    };
    let not_found = "unmet TokenClaimNotFound";
    let mismatch = "unmet TokenClaimValueNotAllowed";
    let near = |miss: &str| format!("unmet {miss} TokenClaimValueNotAllowed");
    table(
        Code::Claim,
        "",
        &[
            ("{\"oid\":\"x\"}", &claim("name=\"oid\"", &[]), "met"),
            ("{}", &claim("name=\"oid\"", &[]), not_found),
            (
                "{\"roles\":[\"A\",\"B\"]}",
                &claim("name=\"roles\"", &["A", "B"]),
                "met",
            ),
            (
                "{\"roles\":[\"A\"]}",
                &claim("name=\"roles\"", &["A", "B"]),
                mismatch,
            ),
            (
                "{\"roles\":[\"A\"]}",
                &claim("name=\"roles\" match=\"any\"", &["A", "B"]),
                "met",
            ),
            (
                "{\"roles\":[\"C\"]}",
                &claim("name=\"roles\" match=\"any\"", &["A", "B"]),
                mismatch,
            ),
            (
                "{\"scp\":\"A B\"}",
                &claim("name=\"scp\"", &["A"]),
                &near("separator"),
            ),
            (
                "{\"scp\":\"A B\"}",
                &claim("name=\"scp\" separator=\" \"", &["A"]),
                "met",
            ),
            ("{\"scp\":\"A\"}", &claim("name=\"scp\"", &["A"]), "met"),
            (
                "{\"admin\":true}",
                &claim("name=\"admin\"", &["true"]),
                "met",
            ),
            ("{\"n\":1.50}", &claim("name=\"n\"", &["1.50"]), "met"),
            ("{\"n\":null}", &claim("name=\"n\"", &["x"]), mismatch),
            (
                "{\"o\":{\"roles\":[\"A\"]}}",
                &claim("name=\"o\"", &["A"]),
                &near("type"),
            ),
            (
                "{\"roles\":[\"a\"]}",
                &claim("name=\"roles\"", &["A"]),
                &near("case"),
            ),
            (
                "{\"roles\":[\" A\"]}",
                &claim("name=\"roles\"", &["A"]),
                &near("whitespace"),
            ),
            (
                "{\"aud\":\"api://a\"}",
                &claim("name=\"aud\"", &["a"]),
                &near("api-prefix"),
            ),
            (
                "{\"scope\":\"A B\"}",
                &claim("name=\"scp\" separator=\" \"", &["A"]),
                "unmet claim-name TokenClaimNotFound",
            ),
            (
                "{\"azp\":\"c\"}",
                &claim("name=\"appid\"", &["c"]),
                "unmet claim-name TokenClaimNotFound",
            ),
            (
                "{\"azp\":\"d\"}",
                &claim("name=\"appid\"", &["c"]),
                not_found,
            ),
            (
                "{\"Roles\":[\"A\"]}",
                &claim("name=\"roles\"", &["A"]),
                "unmet claim-name TokenClaimNotFound",
            ),
            (
                "{\"roles\":[\"A\"]}",
                &claim("name=\"scp\"", &["A"]),
                not_found,
            ),
            (
                "{\"r\":\"A\"}",
                &claim("name=\"r\"", &["A", "{{n}}"]),
                "unknown",
            ),
            (
                "{\"r\":\"B\"}",
                &claim("name=\"r\"", &["A", "{{n}}"]),
                mismatch,
            ),
            (
                "{\"r\":\"A\"}",
                &claim("name=\"r\" match=\"any\"", &["A", "{{n}}"]),
                "met",
            ),
            (
                "{\"r\":\"B\"}",
                &claim("name=\"r\" match=\"any\"", &["A", "{{n}}"]),
                "unknown",
            ),
            (
                "{\"r\":\"A\"}",
                &claim("name=\"r\" match=\"@(x)\"", &["A"]),
                "met",
            ),
            (
                "{\"r\":\"A\"}",
                &claim("name=\"r\" match=\"@(x)\"", &["A", "B"]),
                "unknown",
            ),
            ("{\"r\":\"A\"}", &claim("name=\"{{n}}\"", &["A"]), "unknown"),
            ("{\"r\":\"A\"}", &claim("name=\"{n}\"", &["A"]), "unknown"),
            ("{\"r\":\"A\"}", &claim("name=\"r\"", &["{b}"]), "unknown"),
            (
                "{\"r\":\"A\"}",
                &claim("name=\"r\"", &["{b}", "C"]),
                mismatch,
            ),
            (
                "{\"r\":\"A\"}",
                &claim("name=\"r\" match=\"any\"", &["{b}", "A"]),
                "met",
            ),
            ("{\"n\":100}", &claim("name=\"n\"", &["100"]), "met"),
            ("{\"n\":100}", &claim("name=\"n\"", &["1e2"]), mismatch),
            ("{\"n\":1e2}", &claim("name=\"n\"", &["100"]), "unknown"),
            ("{\"n\":1.0}", &claim("name=\"n\"", &["1"]), "unknown"),
            ("{\"n\":[2,1.0]}", &claim("name=\"n\"", &["1"]), "unknown"),
            ("{\"n\":-0}", &claim("name=\"n\"", &["0"]), "unknown"),
            ("{\"n\":1.0}", &claim("name=\"n\"", &["admin"]), mismatch),
            ("{\"n\":1.0}", &claim("name=\"n\"", &["1.0"]), "met"),
            (
                "{\"n\":12345678901234567890}",
                &claim("name=\"n\"", &["1.2345678901234567E+19"]),
                "unknown",
            ),
            ("{\"n\":\"1.0\"}", &claim("name=\"n\"", &["1"]), mismatch),
            (
                "{\"r\":\"A\"}",
                &claim("name=\"r\" separator=\"{{n}}\"", &["A"]),
                "unknown",
            ),
        ],
    );
}

struct Case<'a> {
    header: &'a str,
    signature: &'a str,
    scheme: Option<&'a str>,
    attributes: &'a str,
    inside: &'a str,
}

#[test]
fn what_comes_before_the_claims() {
    let plain = Case {
        header: r#"{"alg":"RS256"}"#,
        signature: "c2ln",
        scheme: None,
        attributes: "",
        inside: "<openid-config url=\"https://idp.example/.well-known/openid-configuration\"/>",
    };
    let sent = |scheme| Case {
        scheme: Some(scheme),
        attributes: "require-scheme=\"Bearer\"",
        ..plain
    };
    let signed = |signature| Case { signature, ..plain };
    let unsigned = |header, attributes| Case {
        header,
        signature: "",
        attributes,
        ..plain
    };
    let (none, odd) = (r#"{"alg":"none"}"#, r#"{"alg":"nOnE"}"#);
    for (code, case, expected) in [
        (Code::TokenPresent, &plain, "met"),
        (Code::Scheme, &plain, "not-applicable"),
        (
            Code::Scheme,
            &Case {
                scheme: None,
                ..sent("")
            },
            "unknown",
        ),
        (Code::Scheme, &sent("bearer"), "met"),
        (Code::Scheme, &sent(""), "unmet TokenNotPresent"),
        (Code::Scheme, &sent("DPoP"), "unmet TokenNotPresent"),
        (Code::WellFormed, &plain, "met"),
        (Code::WellFormed, &signed("c2l="), "unmet IDX12709"),
        (Code::WellFormed, &signed("c2 ln"), "unmet IDX12709"),
        (Code::WellFormed, &signed("c2\nln"), "met"),
        (Code::WellFormed, &signed("a.b"), "unmet IDX12741"),
        (
            Code::WellFormed,
            &Case {
                header: "[1]",
                ..plain
            },
            "unmet IDX12729",
        ),
        (Code::Decryption, &plain, "not-applicable"),
        (Code::Signature, &plain, "unknown"),
        (
            Code::Signature,
            &Case {
                inside: "",
                ..plain
            },
            "unmet IDX10500",
        ),
        (
            Code::Signature,
            &Case {
                inside: "",
                attributes: "require-signed-tokens=\"false\"",
                ..plain
            },
            "unknown",
        ),
        (Code::Signature, &unsigned(none, ""), "unmet IDX10504"),
        (Code::Signature, &unsigned(odd, ""), "unmet IDX10504"),
        (Code::Signature, &signed(""), "unmet IDX10504"),
        (
            Code::Signature,
            &unsigned(none, "require-signed-tokens=\"false\""),
            "not-applicable",
        ),
        (
            Code::Signature,
            &Case {
                signature: "c2ln",
                ..unsigned(none, "require-signed-tokens=\"false\"")
            },
            "unknown",
        ),
        (
            Code::Signature,
            &unsigned(none, "require-signed-tokens=\"{{x}}\""),
            "unknown",
        ),
    ] {
        let token = token(case.header, "{\"sub\":\"a\"}", case.signature);
        let requirement = one(
            &run(&token, case.scheme, &policy(case.attributes, case.inside)),
            code,
        );
        let context = format!(
            "{} {} {}: {}",
            case.header, case.signature, case.attributes, requirement.explanation
        );
        assert_eq!(
            shown(&requirement).replace("  ", " "),
            expected,
            "{context}"
        );
    }
}

#[test]
fn the_first_unmet_requirement_is_decisive_and_the_rest_is_judged_all_the_same() {
    let policy = policy(
        "failed-validation-httpcode=\"403\" failed-validation-error-message=\"no\"",
        "<openid-config url=\"https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration\"/><audiences><audience>b</audience></audiences><required-claims><claim name=\"x\"/><claim name=\"sub\"/><claim name=\"y\"/></required-claims>",
    );
    let evaluation = run(
        &token(
            r#"{"alg":"RS256"}"#,
            &format!("{{\"sub\":\"a\",\"aud\":\"a\",\"iss\":\"{V1}\",\"exp\":1}}"),
            "c2ln",
        ),
        None,
        &policy,
    );
    let states: Vec<_> = evaluation
        .requirements
        .iter()
        .map(|requirement| {
            (
                requirement.code.code(),
                requirement.state.code(),
                requirement.decisive,
            )
        })
        .collect();
    assert_eq!(
        states,
        [
            ("token-present", "met", false),
            ("scheme", "not-applicable", false),
            ("well-formed", "met", false),
            ("decryption", "not-applicable", false),
            ("signature", "unknown", false),
            ("lifetime", "unmet", true),
            ("audience", "unmet", false),
            ("issuer", "unmet", false),
            ("claim", "unmet", false),
            ("claim", "met", false),
            ("claim", "unmet", false),
        ]
    );
    let response = evaluation.response.unwrap();
    assert_eq!(
        (response.status, response.reason, response.message.as_str()),
        (403, "TokenExpired", "no")
    );
    assert_eq!(
        response.detail,
        "JWT Validation Failed: IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '01/01/1970 00:00:01', Current time (UTC): '11/23/2026 02:13:20'.."
    );
}

#[test]
fn all_missing_claims_are_listed_together() {
    let policy = policy(
        "require-expiration-time=\"false\"",
        "<issuer-signing-keys><key certificate-id=\"c\"/></issuer-signing-keys><required-claims><claim name=\"x\"/><claim name=\"y\"/></required-claims>",
    );
    let response = run(&token(r#"{"alg":"RS256"}"#, "{}", "c2ln"), None, &policy)
        .response
        .unwrap();
    assert_eq!(
        response.message,
        "JWT is missing the following claims: x, y. Access denied."
    );
}

#[test]
fn without_a_token_nothing_is_met_or_unmet() {
    let policy = policy(
        "require-scheme=\"Bearer\"",
        "<audiences><audience>b</audience></audiences><issuers><issuer>i</issuer></issuers><required-claims><claim name=\"x\"/></required-claims>",
    );
    let evaluation = evaluate(&policy, None, &[], NOW);
    assert_eq!(evaluation.verdict, Verdict::Undetermined);
    assert!(
        evaluation
            .requirements
            .iter()
            .all(|requirement| matches!(requirement.state, State::Unknown | State::NotApplicable))
    );
}

#[test]
fn an_encrypted_token_is_refused_without_keys_and_unknown_with_them() {
    let jwe = crate::jose::decode("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.Y3Q.dGFn");
    let refused = run(&jwe, None, &policy("", ""));
    assert_eq!(
        shown(&one(&refused, Code::Decryption)).replace("  ", " "),
        "unmet IDX10609"
    );
    let keys = policy(
        "",
        "<decryption-keys><key certificate-id=\"c\"/></decryption-keys><audiences><audience>b</audience></audiences>",
    );
    let open = run(&jwe, None, &keys);
    assert_eq!(open.verdict, Verdict::Undetermined);
    assert_eq!(one(&open, Code::Audience).state, State::Unknown);
}

#[test]
fn a_pasted_discovery_document_answers_for_the_issuer() {
    let metadata = |issuer: &str| {
        vec![Metadata {
            issuer: issuer.to_owned(),
            ..Metadata::default()
        }]
    };
    let other = policy(
        "",
        "<openid-config url=\"https://idp.example/.well-known/openid-configuration\"/>",
    );
    let domain = policy(
        "",
        "<openid-config url=\"https://login.microsoftonline.com/contoso.com/v2.0/.well-known/openid-configuration\"/>",
    );
    for (policy, issuer, iss, state) in [
        (
            &other,
            "https://idp.example",
            "https://idp.example",
            State::Met,
        ),
        (
            &other,
            "https://idp.example",
            "https://idp.example/",
            State::Unmet,
        ),
        (&domain, V2, V2, State::Met),
        (
            &domain,
            "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0",
            V2,
            State::Unmet,
        ),
        (&domain, "https://idp.example", V2, State::Unknown),
    ] {
        let token = token(
            r#"{"alg":"RS256"}"#,
            &format!("{{\"iss\":\"{iss}\"}}"),
            "c2ln",
        );
        let presented = Presented {
            token: &token,
            scheme: None,
            signature: &Verification::default(),
        };
        let evaluation = evaluate(policy, Some(presented), &metadata(issuer), NOW);
        assert_eq!(
            one(&evaluation, Code::Issuer).state,
            state,
            "{issuer} {iss}"
        );
    }
}
