//! Every policy that is written for a token accepts it and has the schema's order; what a stranger puts into a token
//! stays a text.
#![expect(
    clippy::unwrap_used,
    reason = "a token that cannot be read stops the test"
)]

mod support;

use std::path::PathBuf;

use claimscope::inspect::{Inputs, Inspection, inspect};
use claimscope::policy::evaluate::{Code, State};
use claimscope::policy::suggestion::Suggestion;
use claimscope::report;
use claimscope::text::instant::Instant;
use proptest::prelude::*;

const NOW: i64 = 1_795_402_800;
const TENANT: &str = "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01";

/// The children of both policies in the order of the schema and of the documentation.
const ORDER: [&str; 6] = [
    "openid-config",
    "issuer-signing-keys",
    "client-application-ids",
    "audiences",
    "issuers",
    "required-claims",
];

fn token(header: &str, claims: &str) -> String {
    use base64::Engine as _;
    let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.c2ln", encode(header), encode(claims))
}

fn of(token: &str, policy: &str, now: i64) -> Inspection {
    let inputs = Inputs {
        token,
        policy,
        ..Inputs::default()
    };
    inspect(&inputs, Instant(now))
}

/// The names of the elements directly inside the root, by another parser of XML.
fn children(text: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut depth, mut names) = (0, Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                if depth == 1 {
                    names.push(start.name().as_ref().to_owned());
                }
                depth += 1;
            }
            Event::Empty(start) if depth == 1 => {
                names.push(start.name().as_ref().to_owned());
            }
            Event::End(_) => depth -= 1,
            Event::Eof => return names,
            _ => {}
        }
    }
}

/// Holds a suggestion against its token, at a time at which that is usable.
fn check(token: &str, suggestion: &Suggestion, at: i64) {
    let text = &suggestion.text;
    let names = children(text);
    let places = names
        .iter()
        .map(|name| ORDER.iter().position(|known| known == name).unwrap());
    assert!(places.is_sorted(), "{text}");
    let judged = of(token, text, at);
    assert!(judged.policy_problems.is_empty(), "{text}");
    assert_eq!(judged.policies.len(), 1, "{text}");
    for judged in &judged.policies {
        assert_eq!(judged.policy.format.code(), suggestion.format, "{text}");
        assert!(judged.policy.problems.is_empty(), "{text}");
        for requirement in &judged.evaluation.requirements {
            let is_met = match requirement.state {
                State::Met | State::NotApplicable => true,
                State::Unknown => requirement.code == Code::Signature,
                State::Unmet => false,
            };
            assert!(
                is_met,
                "{}: {}\n{text}",
                requirement.code.code(),
                requirement.explanation
            );
        }
    }
}

/// Checks every suggestion of a token; how many there are.
fn check_all(token: &str) -> usize {
    let inspection = of(token, "", NOW);
    let Some(read) = inspection.token() else {
        return 0;
    };
    let date = |name: &str| {
        let claim = read.token.claim(name)?;
        claim.span.of(read.token.claims_text()).parse::<f64>().ok()
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "NumericDate is a JSON number"
    )]
    let at = date("exp").or(date("nbf")).map_or(NOW, |at| at as i64);
    for suggestion in &inspection.suggestions().policies {
        check(token, suggestion, at);
    }
    let is_there = read.token.segments.iter().any(|one| !one.text.is_empty());
    if is_there || !inspection.suggestions().policies.is_empty() {
        let is_none = inspection.suggestions().policies.is_empty();
        assert_eq!(
            !inspection.suggestions().none.is_empty(),
            is_none,
            "{token}"
        );
    }
    inspection.suggestions().policies.len()
}

#[test]
fn every_token_that_there_is_gets_policies_that_accept_it() {
    let mut tokens = Vec::new();
    for case in support::cases() {
        tokens.push(case.inputs().token.to_owned());
    }
    for row in support::EDGE_CASES {
        tokens.push(row.input.to_owned());
    }
    if let Some(folder) = std::env::var_os("CLAIMSCOPE_CORPUS").map(PathBuf::from) {
        for entry in std::fs::read_dir(folder.join("tokens")).unwrap() {
            tokens.push(std::fs::read_to_string(entry.unwrap().path()).unwrap());
        }
    }
    let offered: usize = tokens.iter().map(|token| check_all(token)).sum();
    assert!(
        offered >= 100,
        "only {offered} policies for {} tokens",
        tokens.len()
    );
}

const RS256: &str = r#"{"alg":"RS256"}"#;

/// The titles of the policies for a token of these claims, those of both formats once; or why there are none.
fn titles(header: &str, claims: &str) -> Vec<String> {
    let claims = claims
        .replace("TENANT", TENANT)
        .replace("EXP", "\"exp\":1795405800");
    let token = token(header, &claims);
    check_all(&token);
    let suggestions = of(&token, "", NOW).suggestions();
    let mut titles: Vec<String> = Vec::new();
    for suggestion in &suggestions.policies {
        if titles.last() != Some(&suggestion.title) {
            titles.push(suggestion.title.clone());
        }
    }
    if titles.is_empty() {
        titles.push(
            suggestions
                .none
                .split(':')
                .next()
                .unwrap_or_default()
                .to_owned(),
        );
    }
    titles
}

#[test]
fn what_is_offered_goes_from_the_least_to_the_most_strict() {
    let graph = "00000003-0000-0000-c000-000000000000";
    for (header, claims, expected) in [
        (
            RS256,
            r#"{"iss":"https://sts.windows.net/TENANT/","aud":"api://a","appid":"c","scp":"A B","ver":"1.0",EXP}"#,
            &[
                "tenant and audience",
                "tenant, audience and client",
                "tenant, audience, client and scopes",
            ][..],
        ),
        (
            RS256,
            r#"{"iss":"https://login.microsoftonline.us/TENANT/v2.0","aud":"a","roles":["R"],"ver":"2.0",EXP}"#,
            &["tenant and audience", "tenant, audience and roles"],
        ),
        (
            RS256,
            r#"{"iss":"https://a.auth0.com/","aud":["https://a","https://a.auth0.com/userinfo"],"azp":"c","scope":"openid email",EXP}"#,
            &["issuer and audience", "issuer, audience and client"],
        ),
        (
            RS256,
            r#"{"iss":"https://cognito-idp.eu-west-1.amazonaws.com/p","token_use":"access","client_id":"c","scope":"api/read",EXP}"#,
            &["issuer and client", "issuer, client and scopes"],
        ),
        (
            RS256,
            r#"{"iss":"https://contoso.b2clogin.com/TENANT/v2.0/","tfp":"B2C_1_si","aud":"a","azp":"c","scp":"A",EXP}"#,
            &[
                "issuer and audience",
                "issuer, audience and client",
                "issuer, audience, client and scopes",
            ],
        ),
        (r#"{"alg":"HS256"}"#, r#"{"aud":"a"}"#, &["audience"]),
        (
            RS256,
            r#"{"iss":"kubernetes/serviceaccount","aud":"a",EXP}"#,
            &["issuer and audience"],
        ),
        (
            RS256,
            r#"{"iss":"https://a/","aud":"@(context.User)",EXP}"#,
            &["no policy accepts this token for what it says"],
        ),
        (
            RS256,
            r#"{"iss":"https://a/","aud":"a","exp":1,"nbf":2}"#,
            &["no policy accepts this token for what it says"],
        ),
        (
            RS256,
            &format!(r#"{{"iss":"https://sts.windows.net/TENANT/","aud":"{graph}","appid":"c"}}"#),
            &["the token is for Microsoft Graph"],
        ),
        (
            RS256,
            r#"{"iss":"https://login.microsoftonline.com/TENANT/v2.0","aud":"a","nonce":"n",EXP}"#,
            &["the token is not meant for an API"],
        ),
        (
            r#"{"alg":"none"}"#,
            r#"{"aud":"a"}"#,
            &["the token has no signature"],
        ),
        (
            r#"{"alg":5"#,
            r#"{"aud":"a"}"#,
            &["there is no token that could be read"],
        ),
    ] {
        assert_eq!(titles(header, claims), expected, "{claims}");
    }
}

#[test]
fn the_policies_are_these() {
    let claims = r#"{"iss":"https://login.partner.microsoftonline.cn/TENANT/v2.0","aud":"api://a&b","azp":"c","scp":"A B","ver":"2.0","exp":1795405800}"#;
    let inspection = of(&token(RS256, &claims.replace("TENANT", TENANT)), "", NOW);
    let last = |format: &str| {
        let suggestions = inspection.suggestions();
        let all = suggestions.policies.iter();
        let mut of_format = all.filter(|suggestion| suggestion.format == format);
        of_format
            .next_back()
            .unwrap()
            .text
            .replace(TENANT, "TENANT")
    };
    assert_eq!(
        last("validate-jwt"),
        r#"<validate-jwt header-name="Authorization">
  <openid-config url="https://login.partner.microsoftonline.cn/TENANT/v2.0/.well-known/openid-configuration" />
  <audiences>
    <audience>api://a&amp;b</audience>
  </audiences>
  <issuers>
    <issuer>https://login.partner.microsoftonline.cn/TENANT/v2.0</issuer>
  </issuers>
  <required-claims>
    <claim name="azp">
      <value>c</value>
    </claim>
    <claim name="scp" match="any" separator=" ">
      <value>A</value>
      <value>B</value>
    </claim>
  </required-claims>
</validate-jwt>"#
    );
    assert_eq!(
        last("validate-azure-ad-token"),
        r#"<validate-azure-ad-token tenant-id="TENANT" authentication-endpoint="https://login.partner.microsoftonline.cn">
  <client-application-ids>
    <application-id>c</application-id>
  </client-application-ids>
  <audiences>
    <audience>api://a&amp;b</audience>
  </audiences>
  <required-claims>
    <claim name="scp" match="any" separator=" ">
      <value>A</value>
      <value>B</value>
    </claim>
  </required-claims>
</validate-azure-ad-token>"#
    );
    let report: serde_json::Value = serde_json::from_str(&report::json(&inspection)).unwrap();
    let reported = report
        .get("suggested_policies")
        .unwrap()
        .as_array()
        .unwrap();
    assert_eq!(reported.len(), 6);
}

/// What would break out of the XML, or be more than a text in a policy.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<",
        ">",
        "&",
        "\"",
        "'",
        "]]>",
        "<!--",
        "-->",
        "</audience>",
        "<audience>",
        "&lt;",
        "&#60;",
        "@(",
        "@{",
        "{{",
        "}}",
        "${",
        "%{",
        "(",
        "{",
        "@",
        "\\",
        " ",
        "\n",
        "\u{0}",
        "\u{ffff}",
        "\u{feff}",
        "é",
        "a",
        "1",
        "/",
        "https://",
        "api://",
        "?",
        "#",
        "{value}",
    ]);
    prop::collection::vec(pieces, 1..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_claim_breaks_out(aud in hostile(), host in hostile(), azp in hostile(), scp in hostile(), role in hostile(), entra in any::<bool>()) {
        let iss = if entra { format!("https://login.microsoftonline.com/{TENANT}/v2.0") } else { format!("https://{host}") };
        let claims = serde_json::json!({"iss": iss, "aud": aud, "azp": azp, "scp": scp, "roles": [role], "exp": NOW + 60});
        let token = token(RS256, &claims.to_string());
        check_all(&token);
        for suggestion in &of(&token, "", NOW).suggestions().policies {
            let plain = suggestion.text.replace("{{jwt-signing-certificate}}", "");
            prop_assert!(!["@(", "@{", "{{", "<!", "${", "%{"].iter().any(|mark| plain.contains(mark)), "{}", plain);
        }
    }
}
