//! How each rule and each wording is known.

use super::*;

/// The tags are those of the collected sources: documented, observed (or in the library's source, or the schema),
/// inferred.
#[test]
fn every_rule_says_how_it_is_known() {
    let (documented, observed, likely) = (
        Certainty::Documented,
        Certainty::Observed,
        Certainty::Likely,
    );
    let claim = |attributes: &str, value: &str| {
        format!(
            "<required-claims><claim {attributes}><value>{value}</value></claim></required-claims>"
        )
    };
    let audience = |text: &str| format!("<audiences><audience>{text}</audience></audiences>");
    let listed = |text: &str| format!("<issuers><issuer>{text}</issuer></issuers>");
    let config = |tenant: &str| {
        format!(
            "<openid-config url=\"https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration\"/>"
        )
    };
    let iss = format!("{{\"iss\":\"{V2}\",\"tid\":\"{TENANT}\"}}");
    let at = |name: &str, offset: i64| {
        format!("{{\"{name}\":{},\"exp\":{}}}", NOW.0 + offset, NOW.0 + 9)
    };
    for (code, claims, inside, rule, wording) in [
        (Code::TokenPresent, "{}", String::new(), documented, None),
        (Code::WellFormed, "{}", String::new(), observed, None),
        (
            Code::WellFormed,
            "[1]",
            String::new(),
            observed,
            Some(likely),
        ),
        (Code::Signature, "{}", String::new(), observed, Some(likely)),
        (Code::Lifetime, "{}", String::new(), observed, Some(likely)),
        (
            Code::Lifetime,
            "{\"exp\":1}",
            String::new(),
            observed,
            Some(observed),
        ),
        (
            Code::Lifetime,
            &at("nbf", 5),
            String::new(),
            observed,
            Some(likely),
        ),
        (
            Code::Lifetime,
            &at("nbf", 10),
            String::new(),
            observed,
            Some(likely),
        ),
        (Code::Audience, "{}", String::new(), likely, None),
        (
            Code::Audience,
            "{}",
            audience("a"),
            observed,
            Some(observed),
        ),
        (
            Code::Audience,
            "{\"aud\":\"a\"}",
            audience("a"),
            observed,
            None,
        ),
        (
            Code::Audience,
            "{\"aud\":\"a/\"}",
            audience("a"),
            likely,
            None,
        ),
        (
            Code::Audience,
            "{\"aud\":\"A\"}",
            audience("a"),
            observed,
            Some(observed),
        ),
        (
            Code::Audience,
            "{\"aud\":\"a\"}",
            audience(" a"),
            likely,
            Some(observed),
        ),
        (Code::Issuer, &iss, String::new(), observed, None),
        (Code::Issuer, &iss, listed(V2), observed, None),
        (Code::Issuer, &iss, config(TENANT), observed, None),
        (
            Code::Issuer,
            &iss,
            config(TENANT) + &listed("i"),
            likely,
            None,
        ),
        (
            Code::Issuer,
            &iss,
            config(TENANT) + &listed(V2),
            observed,
            None,
        ),
        (Code::Issuer, &iss, config("common"), likely, None),
        (Code::Issuer, &iss, listed("i"), observed, Some(observed)),
        (
            Code::Issuer,
            "{\"iss\":\"i\"}",
            config("common"),
            likely,
            Some(observed),
        ),
        (
            Code::Issuer,
            "{\"iss\":\"i\"}",
            config("contoso.com"),
            likely,
            Some(observed),
        ),
        (Code::Issuer, "{}", listed("i"), observed, Some(observed)),
        (
            Code::Claim,
            "{\"a\":\"b\"}",
            claim("name=\"a\"", "b"),
            documented,
            None,
        ),
        (
            Code::Claim,
            "{\"a\":[\"b\"]}",
            claim("name=\"a\"", "b"),
            observed,
            None,
        ),
        (
            Code::Claim,
            "{\"a\":true}",
            claim("name=\"a\"", "true"),
            observed,
            None,
        ),
        (
            Code::Claim,
            "{\"a\":1}",
            claim("name=\"a\"", "1"),
            likely,
            None,
        ),
        (
            Code::Claim,
            "{\"a\":[1]}",
            claim("name=\"a\"", "1"),
            likely,
            None,
        ),
        (
            Code::Claim,
            "{\"a\":null}",
            "<required-claims><claim name=\"a\"/></required-claims>".to_owned(),
            likely,
            None,
        ),
        (
            Code::Claim,
            "{\"a\":[]}",
            "<required-claims><claim name=\"a\"/></required-claims>".to_owned(),
            likely,
            None,
        ),
        (
            Code::Claim,
            "{\"a\":[\"b\"]}",
            "<required-claims><claim name=\"a\"/></required-claims>".to_owned(),
            observed,
            None,
        ),
        (
            Code::Claim,
            "{\"a\":null}",
            claim("name=\"a\"", "b"),
            likely,
            Some(observed),
        ),
        (
            Code::Claim,
            "{\"a\":\"c\"}",
            claim("name=\"a\"", "b"),
            documented,
            Some(observed),
        ),
        (
            Code::Claim,
            "{\"a\":\"B\"}",
            claim("name=\"a\"", "b"),
            likely,
            Some(observed),
        ),
        (
            Code::Claim,
            "{\"a\":\"b c\"}",
            claim("name=\"a\"", "b"),
            likely,
            Some(observed),
        ),
        (
            Code::Claim,
            "{\"A\":\"b\"}",
            claim("name=\"a\"", "b"),
            likely,
            Some(documented),
        ),
        (
            Code::Claim,
            "{}",
            claim("name=\"a\"", "b"),
            documented,
            Some(documented),
        ),
    ] {
        let token = token(r#"{"alg":"RS256"}"#, claims, "c2ln");
        let requirement = one(&run(&token, None, &policy("", &inside)), code);
        let failure = requirement.cause().map(|cause| cause.wording().2);
        assert_eq!(
            (requirement.certainty, failure),
            (rule, wording),
            "{code:?} {claims} {inside}"
        );
    }
}

/// The documentation has the list of missing claims, but nobody has seen it with more than one.
#[test]
fn how_several_missing_claims_are_told_is_likely() {
    for (claims, certainty) in [
        ("<claim name=\"a\"/>", Certainty::Documented),
        ("<claim name=\"a\"/><claim name=\"b\"/>", Certainty::Likely),
    ] {
        let keys = "<issuer-signing-keys><key certificate-id=\"c\"/></issuer-signing-keys>";
        let inside = format!("{keys}<required-claims>{claims}</required-claims>");
        let policy = policy("require-expiration-time=\"false\"", &inside);
        let evaluation = run(&token(r#"{"alg":"RS256"}"#, "{}", "c2ln"), None, &policy);
        let response = evaluation.response.map(|response| response.certainty);
        assert_eq!(response, Some(certainty), "{claims}");
    }
}

/// What the gateway answers is no surer than that it refuses.
#[test]
fn a_response_is_likely_where_its_rule_is() {
    let policy = policy(
        "require-expiration-time=\"false\"",
        "<issuer-signing-keys><key certificate-id=\"c\"/></issuer-signing-keys><required-claims><claim name=\"a\"><value>b</value></claim></required-claims>",
    );
    for (claims, certainty) in [
        ("{\"a\":\"c\"}", Certainty::Observed),
        ("{\"a\":\"B\"}", Certainty::Likely),
        ("{}", Certainty::Documented),
    ] {
        let evaluation = run(&token(r#"{"alg":"RS256"}"#, claims, "c2ln"), None, &policy);
        let response = evaluation.response.map(|response| response.certainty);
        assert_eq!(response, Some(certainty), "{claims}");
    }
}
