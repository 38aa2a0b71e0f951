//! What `validate-azure-ad-token` decides.

use super::*;

const OTHER: &str = "00000000-3c1d-4f0e-9b55-0d6f6b1d2a01";
const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";
const GOVERNMENT: &str = "https://login.microsoftonline.us";

/// State, near miss and code of one requirement, and how its rule is known.
fn judged(claims: &str, attributes: &str, inside: &str, known: &[Metadata], code: Code) -> String {
    let xml = format!("<validate-azure-ad-token {attributes}>{inside}</validate-azure-ad-token>");
    let document = document::read(&xml, &NamedValues::default());
    let token = token(r#"{"alg":"RS256"}"#, claims, "c2ln");
    let presented = Presented {
        token: &token,
        scheme: None,
        signature: &Verification::default(),
    };
    let evaluation = evaluate(&document.policies[0], Some(presented), known, NOW);
    let requirement = one(&evaluation, code);
    let certainty = match requirement.certainty {
        Certainty::Documented => " documented",
        Certainty::Observed => " observed",
        Certainty::Likely => "",
    };
    shown(&requirement).replace("  ", " ") + certainty
}

fn attributes(tenant: &str, endpoint: &str) -> String {
    let endpoint = match endpoint {
        "" => String::new(),
        endpoint => format!(" authentication-endpoint=\"{endpoint}\""),
    };
    format!("tenant-id=\"{tenant}\"{endpoint}")
}

#[test]
fn the_tenant_in_every_form() {
    let v1 = |cloud: &str, id: &str| format!("https://{cloud}/{id}/");
    let v2 = |cloud: &str, id: &str| format!("https://{cloud}/{id}/v2.0");
    let (sts, login) = ("sts.windows.net", "login.microsoftonline.com");
    let (us_sts, us) = ("sts.microsoftonline.us", "login.microsoftonline.us");
    let upper = TENANT.to_ascii_uppercase();
    let url = |tenant: &str| format!("https://{login}/{tenant}");
    for (iss, tenant, endpoint, expected) in [
        (&v1(sts, TENANT), TENANT, "", "met"),
        (&v2(login, TENANT), TENANT, "", "met"),
        (&v2(login, TENANT), &upper, "", "met"),
        (&v2(login, TENANT), &url(TENANT), "", "met"),
        (&v1(sts, TENANT), &(url(TENANT) + "/v2.0"), "", "met"),
        (&v2(login, OTHER), TENANT, "", "unmet tenant IDX10205"),
        (&v1(sts, OTHER), TENANT, "", "unmet tenant IDX10205"),
        (&v2(login, PERSONAL), TENANT, "", "unmet tenant IDX10205"),
        (
            &(v2(login, TENANT) + "/"),
            TENANT,
            "",
            "unmet slash IDX10205",
        ),
        (&v1(sts, &upper), TENANT, "", "unmet case IDX10205"),
        (
            &(v2(login, TENANT) + "/"),
            "common",
            "",
            "unmet slash IDX10205",
        ),
        // Any tenant.
        (&v2(login, OTHER), "organizations", "", "met"),
        (&v1(sts, OTHER), "organizations", "", "met"),
        (&v2(login, OTHER), &url("organizations"), "", "met"),
        (&v2(login, PERSONAL), "organizations", "", "unmet IDX10205"),
        (&v2(login, PERSONAL), "common", "", "met"),
        (&v2(login, PERSONAL), &url("common"), "", "met"),
        (&v2(login, OTHER), "common", "", "met"),
        (&"joe".to_owned(), "common", "", "unmet IDX10205"),
        // A domain has an id that it does not say.
        (&v2(login, TENANT), "contoso.com", "", "unknown"),
        (&v1(sts, TENANT), &url("contoso.com"), "", "unknown"),
        (&v2(login, PERSONAL), "contoso.com", "", "unmet IDX10205"),
        (&v2(us, TENANT), "contoso.com", "", "unmet IDX10205"),
        // Clouds.
        (&v2(us, TENANT), TENANT, GOVERNMENT, "met"),
        (&v2(us, TENANT), "organizations", GOVERNMENT, "met"),
        (
            &v2(us, TENANT),
            &format!("{GOVERNMENT}/{TENANT}"),
            "",
            "met",
        ),
        (&v2(us, TENANT), &url(TENANT), GOVERNMENT, "met"),
        (&v2(login, TENANT), TENANT, GOVERNMENT, "unmet IDX10205"),
        (&v2(us, TENANT), TENANT, "", "unmet IDX10205"),
        (&v1(us_sts, TENANT), TENANT, "", "unmet IDX10205"),
        (&v1(us_sts, TENANT), TENANT, GOVERNMENT, "unknown"),
        (&v1(sts, TENANT), TENANT, GOVERNMENT, "unknown"),
        (&v1(sts, OTHER), TENANT, GOVERNMENT, "unmet IDX10205"),
        // What only the gateway knows, or nobody.
        (&v2(login, TENANT), "{{tenant}}", "", "unknown"),
        (&v2(login, TENANT), "@(context.Tenant)", "", "unknown"),
        (&v2(login, TENANT), TENANT, "{{endpoint}}", "unknown"),
        (&v2(login, TENANT), TENANT, "https://idp.example", "unknown"),
        (&v2(login, TENANT), "https://idp.example/x", "", "unknown"),
        (&v2(login, TENANT), "", "", "unknown"),
    ] {
        let attributes = attributes(tenant, endpoint);
        let claims = format!("{{\"iss\":\"{iss}\"}}");
        let found = judged(&claims, &attributes, "", &[], Code::Tenant);
        assert_eq!(found, expected, "{iss} {attributes}");
    }
    assert_eq!(
        judged("{}", "tenant-id=\"common\"", "", &[], Code::Tenant),
        "unmet IDX10211"
    );
    assert_eq!(judged("{}", "", "", &[], Code::Tenant), "unknown");
}

#[test]
fn a_pasted_discovery_document_tells_the_id_of_a_domain() {
    for (issuer, iss, endpoint, expected) in [
        (V2, V2, "", "met"),
        (V2, V1, "", "met"),
        (V1, V2, "", "met"),
        (&V2.replace(TENANT, OTHER), V2, "", "unmet tenant IDX10205"),
        (&V2.replace(".com", ".us"), V2, "", "unknown"),
        ("https://idp.example", V2, "", "unknown"),
        // The v1.0 issuer of another cloud is known once it is pasted.
        (V1, V1, GOVERNMENT, "met"),
        (
            "https://sts.microsoftonline.us/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/",
            "https://sts.microsoftonline.us/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/",
            GOVERNMENT,
            "met",
        ),
    ] {
        let attributes = attributes("contoso.com", endpoint);
        let known = [Metadata {
            issuer: issuer.to_owned(),
            ..Metadata::default()
        }];
        let claims = format!("{{\"iss\":\"{iss}\"}}");
        let found = judged(&claims, &attributes, "", &known, Code::Tenant);
        assert_eq!(found, expected, "{issuer} {iss} {endpoint}");
    }
}

#[test]
fn client_and_backend_applications() {
    let list = |element: &str, ids: &[&str]| {
        let ids: String = ids
            .iter()
            .map(|id| format!("<application-id>{id}</application-id>"))
            .collect();
        format!("<{element}>{ids}</{element}>")
    };
    let clients = |ids: &[&str]| list("client-application-ids", ids);
    let backends = |ids: &[&str]| list("backend-application-ids", ids);
    let (client, backend) = (Code::ClientApplication, Code::BackendApplication);
    let v1 = |name: &str| format!("{{\"iss\":\"{V1}\",\"ver\":\"1.0\",\"{name}\":\"c\"}}");
    let v2 = |name: &str| format!("{{\"iss\":\"{V2}\",\"ver\":\"2.0\",\"{name}\":\"c\"}}");
    for (code, claims, inside, expected) in [
        (client, v1("appid"), clients(&["b", "c"]), "met"),
        (client, v2("azp"), clients(&["c"]), "met"),
        (client, v2("azp"), clients(&[" C\n"]), "met"),
        (client, v2("azp"), clients(&["{{x}}", "c"]), "met"),
        (
            client,
            v1("appid"),
            clients(&["b"]),
            "unmet TokenClaimValueNotAllowed",
        ),
        (
            client,
            v2("azp"),
            clients(&["b"]),
            "unmet TokenClaimValueNotAllowed",
        ),
        (
            client,
            v1("azp"),
            clients(&["c"]),
            "unmet TokenClaimNotFound",
        ),
        (
            client,
            v2("appid"),
            clients(&["c"]),
            "unmet TokenClaimNotFound",
        ),
        (
            client,
            "{\"appid\":\"c\"}".to_owned(),
            clients(&["c"]),
            "met",
        ),
        (
            client,
            "{\"azp\":5}".to_owned(),
            clients(&["c"]),
            "unmet TokenClaimNotFound",
        ),
        (client, v2("azp"), clients(&["{{x}}"]), "unknown"),
        (client, v2("azp"), clients(&["@(context.X)"]), "unknown"),
        (client, v2("azp"), clients(&[]), "not-applicable"),
        (client, v2("azp"), String::new(), "not-applicable"),
        (backend, v2("aud"), backends(&["b", "C"]), "met"),
        (backend, v2("aud"), backends(&["b"]), "unknown"),
        (backend, v2("aud"), backends(&["{{x}}"]), "unknown"),
        (
            backend,
            "{\"aud\":\"api://c\"}".to_owned(),
            backends(&["c"]),
            "met",
        ),
        (backend, "{}".to_owned(), backends(&["c"]), "unknown"),
        (backend, v2("aud"), String::new(), "not-applicable"),
    ] {
        let found = judged(&claims, "tenant-id=\"common\"", &inside, &[], code);
        assert_eq!(found, expected, "{claims} {inside}");
    }
}

/// What both policies have is decided alike; how it is known may be another.
#[test]
fn what_it_shares_with_validate_jwt_and_what_it_lacks() {
    let exp = |offset: i64| format!("{{\"exp\":{}}}", NOW.0 + offset);
    let audiences = "<audiences><audience>a</audience></audiences>";
    let claim = "<required-claims><claim name=\"scp\"><value>A</value></claim></required-claims>";
    for (code, claims, inside, expected) in [
        (Code::Scheme, "{}", "", "not-applicable documented"),
        (Code::WellFormed, "{}", "", "met observed"),
        (Code::Signature, "{}", "", "unknown documented"),
        (Code::Lifetime, &exp(1000), "", "met observed"),
        (Code::Lifetime, &exp(100), "", "met observed"),
        // Nobody knows the clock skew, but more than the library's is unlikely.
        (Code::Lifetime, &exp(-300), "", "unmet IDX10223"),
        (Code::Lifetime, &exp(-301), "", "unmet IDX10223 observed"),
        (Code::Lifetime, "{}", "", "unmet IDX10225 observed"),
        (Code::Audience, "{\"aud\":\"a\"}", audiences, "met observed"),
        (
            Code::Audience,
            "{\"aud\":\"b\"}",
            audiences,
            "unmet IDX10214 observed",
        ),
        (Code::Claim, "{\"scp\":\"A\"}", claim, "met documented"),
        (
            Code::Claim,
            "{}",
            claim,
            "unmet TokenClaimNotFound documented",
        ),
    ] {
        let found = judged(claims, "tenant-id=\"common\"", inside, &[], code);
        assert_eq!(found, expected, "{claims} {inside}");
    }
}

#[test]
fn its_requirements_come_in_their_order_and_every_answer_is_likely() {
    let xml = "<validate-azure-ad-token tenant-id=\"common\"><required-claims><claim name=\"a\"/></required-claims></validate-azure-ad-token>";
    let document = document::read(xml, &NamedValues::default());
    let policy = &document.policies[0];
    assert_eq!(policy.problems, []);
    let claims = format!("{{\"iss\":\"{V2}\",\"exp\":9999999999}}");
    let evaluation = run(&token(r#"{"alg":"RS256"}"#, &claims, "c2ln"), None, policy);
    let codes: Vec<_> = evaluation
        .requirements
        .iter()
        .map(|requirement| requirement.code.code())
        .collect();
    assert_eq!(
        codes,
        [
            "token-present",
            "scheme",
            "well-formed",
            "decryption",
            "signature",
            "lifetime",
            "audience",
            "tenant",
            "client-application",
            "backend-application",
            "claim",
        ]
    );
    let source = evaluation.effective.rows().into_iter().next();
    let header = "header `Authorization`".to_owned();
    assert_eq!(source, Some(("token from", header, true)));
    let response = evaluation.response.unwrap();
    assert_eq!(response.reason, "TokenClaimNotFound");
    assert_eq!(response.certainty, Certainty::Likely);
}
