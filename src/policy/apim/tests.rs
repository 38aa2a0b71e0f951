//! What is read of a policy, and what is said of its mistakes.

use super::*;
use crate::policy::document;

#[track_caller]
fn problems(xml: &str, expected: &[(&str, usize)]) -> Policy {
    let document = document::read(xml, &NamedValues::default());
    let policy = document.policies[0].clone();
    let found: Vec<_> = policy
        .problems
        .iter()
        .map(|problem| (problem.code, problem.line))
        .collect();
    assert_eq!(found, expected, "{xml}");
    policy
}

#[test]
fn a_complete_policy_is_read_whole() {
    let policy = problems(
        r#"<validate-jwt header-name="Authorization" failed-validation-httpcode="403" failed-validation-error-message="no"
             require-expiration-time="false" require-scheme="Bearer" require-signed-tokens="True" clock-skew="300" output-token-variable-name="jwt" id="p">
          <openid-config url="https://a/.well-known/openid-configuration" /><openid-config url="https://b/.well-known/openid-configuration" />
          <issuer-signing-keys><key id="k">c2VjcmV0</key><key n="x" e="AQAB"/><key certificate-id="c"/></issuer-signing-keys>
          <decryption-keys><key certificate-id="d"/></decryption-keys>
          <audiences><audience>api://a</audience><audience>b</audience></audiences>
          <issuers><issuer>i</issuer></issuers>
          <required-claims><claim name="scp" match="any" separator=" "><value>A</value><value>B</value></claim><claim name="oid"/></required-claims>
        </validate-jwt>"#,
        &[],
    );
    assert_eq!(policy.attributes.len(), 9);
    assert_eq!(policy.openid_configs.len(), 2);
    assert_eq!(policy.issuer_signing_keys.as_ref().map(Vec::len), Some(3));
    let claims = policy.required_claims.unwrap();
    assert_eq!(
        (
            claims[0].match_all,
            claims[0].values.len(),
            claims[1].match_all
        ),
        (Some(false), 2, Some(true))
    );
}

#[test]
fn everything_wrong_is_said_at_its_line() {
    problems(
        "<validate-jwt header-name='a'>\n<openid-config url='u'/></validate-jwt>",
        &[("metadata-url-unusable", 2)],
    );
    problems(
        "<validate-jwt header-name='a'><openid-config url='https://h/v2.0'/></validate-jwt>",
        &[("metadata-url-incomplete", 1)],
    );
    problems("<validate-jwt/>", &[("no-token-source", 1)]);
    problems(
        "<validate-jwt header-name='a'\n query-parameter-name='b'/>",
        &[("second-token-source", 2)],
    );
    problems(
        "<validate-jwt headername='a'/>",
        &[("unknown-attribute", 1), ("no-token-source", 1)],
    );
    problems(
        "<validate-jwt header-name='a' clock-skew='5m'/>",
        &[("skew-not-integer", 1)],
    );
    problems(
        "<validate-jwt header-name='a' clock-skew='-5'/>",
        &[("skew-not-integer", 1)],
    );
    problems(
        "<validate-jwt header-name='a' require-signed-tokens='yes'/>",
        &[("not-boolean", 1)],
    );
    problems(
        "<validate-jwt header-name='a' output-token-variable-name=''/>",
        &[("empty-variable-name", 1)],
    );
    problems(
        "<validate-jwt header-name='a'>\n<audiences/>\n<issuers>\n<issuer>i</issuer><audience/></issuers></validate-jwt>",
        &[("unknown-element", 4)],
    );
    problems(
        "<validate-jwt header-name='a'><audiences><audience>a</audience></audiences>\n<openid-config url='https://u/.well-known/openid-configuration'/></validate-jwt>",
        &[],
    );
    problems(
        "<validate-jwt header-name='a'><audience>a</audience></validate-jwt>",
        &[("unknown-element", 1)],
    );
    problems(
        "<validate-jwt header-name='a'><openid-config/></validate-jwt>",
        &[("missing-attribute", 1)],
    );
    problems(
        "<validate-jwt header-name='a'><required-claims><claim/><claim name='a' match='some'/></required-claims></validate-jwt>",
        &[("missing-attribute", 1), ("unknown-match", 1)],
    );
}

const ATTRIBUTE: &str = "unknown-attribute";
const ELEMENT: &str = "unknown-element";
const TEXT: &str = "stray-text";

/// Each piece has its one mistake on its second line.
static UNKNOWN: [(&str, &str); 36] = [
    ("<openid-config url='URL'\nx=''/>", ATTRIBUTE),
    ("<openid-config url='URL'>\n<x/></openid-config>", ELEMENT),
    ("<openid-config url='URL'>\nx</openid-config>", TEXT),
    ("<issuer-signing-tokens\nx=''/>", ATTRIBUTE),
    (
        "<issuer-signing-tokens>\n<key>AAAA</key></issuer-signing-tokens>",
        ELEMENT,
    ),
    ("<issuer-signing-tokens>\nx</issuer-signing-tokens>", TEXT),
    (
        "<issuer-signing-tokens><token>\n<x/></token></issuer-signing-tokens>",
        ELEMENT,
    ),
    (
        "<issuer-signing-keys\nx=''><key>AAAA</key></issuer-signing-keys>",
        ATTRIBUTE,
    ),
    (
        "<issuer-signing-keys><key>AAAA</key>\n<x/></issuer-signing-keys>",
        ELEMENT,
    ),
    (
        "<issuer-signing-keys><key>AAAA</key>\nx</issuer-signing-keys>",
        TEXT,
    ),
    (
        "<issuer-signing-keys><key\nx=''>AAAA</key></issuer-signing-keys>",
        ATTRIBUTE,
    ),
    (
        "<issuer-signing-keys><key>AAAA\n<x/></key></issuer-signing-keys>",
        ELEMENT,
    ),
    (
        "<issuer-signing-keys><key>AAAA</key><zumo-master-key\nx=''/></issuer-signing-keys>",
        ATTRIBUTE,
    ),
    (
        "<issuer-signing-keys><key>AAAA</key><zumo-master-key>\nx</zumo-master-key></issuer-signing-keys>",
        TEXT,
    ),
    (
        "<decryption-keys\nx=''><key>AAAA</key></decryption-keys>",
        ATTRIBUTE,
    ),
    (
        "<decryption-keys><key>AAAA</key>\n<zumo-master-key/></decryption-keys>",
        ELEMENT,
    ),
    (
        "<decryption-keys><key>AAAA</key>\nx</decryption-keys>",
        TEXT,
    ),
    (
        "<audiences\nx=''><audience>a</audience></audiences>",
        ATTRIBUTE,
    ),
    (
        "<audiences><audience>a</audience>\n<issuer>i</issuer></audiences>",
        ELEMENT,
    ),
    ("<audiences><audience>a</audience>\nx</audiences>", TEXT),
    (
        "<audiences><audience\nx=''>a</audience></audiences>",
        ATTRIBUTE,
    ),
    (
        "<audiences><audience>a\n<b/></audience></audiences>",
        ELEMENT,
    ),
    ("<issuers\nx=''><issuer>i</issuer></issuers>", ATTRIBUTE),
    ("<issuers><issuer>i</issuer>\n<x/></issuers>", ELEMENT),
    ("<issuers>\nx<issuer>i</issuer></issuers>", TEXT),
    ("<issuers><issuer\nx=''>i</issuer></issuers>", ATTRIBUTE),
    ("<issuers><issuer>i\n<x/></issuer></issuers>", ELEMENT),
    (
        "<required-claims\nmatch='all'><claim name='a'/></required-claims>",
        ATTRIBUTE,
    ),
    (
        "<required-claims><claim name='a'/>\n<value/></required-claims>",
        ELEMENT,
    ),
    (
        "<required-claims><claim name='a'/>\nx</required-claims>",
        TEXT,
    ),
    (
        "<required-claims><claim name='a'\nvalue='b'/></required-claims>",
        ATTRIBUTE,
    ),
    (
        "<required-claims><claim name='a'>\n<claim name='b'/></claim></required-claims>",
        ELEMENT,
    ),
    (
        "<required-claims><claim name='a'>\nb</claim></required-claims>",
        TEXT,
    ),
    (
        "<required-claims><claim name='a'><value\nx=''>b</value></claim></required-claims>",
        ATTRIBUTE,
    ),
    (
        "<required-claims><claim name='a'><value>b\n<x/></value></claim></required-claims>",
        ELEMENT,
    ),
    ("<issuers><issuer>i</issuer></issuers>\nx", TEXT),
];

#[test]
fn an_address_of_entra_id_is_one_that_it_has() {
    let end = "/.well-known/openid-configuration";
    for (url, right) in [
        ("https://login.microsoftonline.com/contoso.com/v2.0", ""),
        ("https://login.microsoftonline.com/contoso.com", ""),
        ("https://sts.windows.net/contoso.com", ""),
        ("http://idp.example//a", ""),
        ("https://contoso.b2clogin.com/contoso.com//v2.0", ""),
        (
            "https://login.microsoftonline.com/contoso.com/v2.0/v2.0",
            "https://login.microsoftonline.com/contoso.com/v2.0",
        ),
        (
            "https://login.microsoftonline.com/contoso.com/2.0",
            "https://login.microsoftonline.com/contoso.com/v2.0",
        ),
        (
            "http://login.microsoftonline.com/contoso.com",
            "https://login.microsoftonline.com/contoso.com",
        ),
        (
            "https://login.microsoftonline.com//contoso.com/v2.0/",
            "https://login.microsoftonline.com/contoso.com/v2.0",
        ),
    ] {
        let xml = format!(
            "<validate-jwt header-name='a'><openid-config url='{url}{end}?appid=a'/></validate-jwt>"
        );
        let document = document::read(&xml, &NamedValues::default());
        let [problem] = &*document.policies[0].problems else {
            assert_eq!(right, "", "{url}");
            continue;
        };
        assert_eq!(problem.code, "metadata-url-broken", "{url}");
        let (_, written) = &problem.edits[0];
        assert!(
            written.contains(&format!("{right}{end}?appid=a")),
            "{url}: {written}"
        );
    }
}

#[test]
fn a_key_has_one_form() {
    for (key, is_whole) in [
        ("<key>AAAA</key>", true),
        ("<key n='a' e='b'/>", true),
        ("<key certificate-id='c'/>", true),
        ("<key/>", false),
        ("<key id='k'> </key>", false),
        ("<key n='a'/>", false),
        ("<key e='b'>AAAA</key>", false),
        ("<key n='a' e='b'>AAAA</key>", false),
        ("<key n='a' e='b' certificate-id='c'/>", false),
    ] {
        let xml = format!(
            "<validate-jwt header-name='a'><issuer-signing-keys>{key}</issuer-signing-keys></validate-jwt>"
        );
        let document = document::read(&xml, &NamedValues::default());
        let problems = document.policies[0].problems.iter();
        let codes: Vec<_> = problems.map(|problem| problem.code).collect();
        let expected: &[_] = if is_whole { &[] } else { &["key-incomplete"] };
        assert_eq!(codes, expected, "{key}");
    }
}

#[test]
fn what_the_schema_does_not_know_is_said_wherever_it_stands() {
    for (piece, code) in UNKNOWN {
        let piece = piece.replace("URL", "https://u/.well-known/openid-configuration");
        let xml = format!("<validate-jwt header-name='a'>\n{piece}</validate-jwt>");
        problems(&xml, &[(code, 3)]);
    }
}

#[test]
fn a_mistake_is_said_with_what_may_stand_there() {
    for (inside, message) in [
        (
            "<required-claims><claim name='a' seperator=','/></required-claims>",
            "unknown attribute `seperator`: the schema has `separator`; the gateway refuses the policy on save",
        ),
        (
            "<required-claims><claim name='a' values='b'/></required-claims>",
            "unknown attribute `values`: `<claim>` knows `name`, `match`, `separator`; the gateway refuses the policy on save",
        ),
        (
            "<issuers><issuer>i<x/></issuer></issuers>",
            "unknown element `x`: `<issuer>` takes none; the gateway refuses the policy on save",
        ),
        (
            "<required-claims><claim name='a'>b</claim></required-claims>",
            "`<claim>` takes no text: put it into a `<value>` or delete it; the gateway refuses the policy on save",
        ),
        (
            "nothing",
            "`<validate-jwt>` takes no text: delete it; the gateway refuses the policy on save",
        ),
    ] {
        let xml = format!("<validate-jwt header-name='a'>{inside}</validate-jwt>");
        let document = document::read(&xml, &NamedValues::default());
        let said: Vec<&str> = document.policies[0]
            .problems
            .iter()
            .map(|problem| problem.message.as_str())
            .collect();
        assert_eq!(said, [message], "{inside}");
    }
}

const OPEN: &str = "<validate-azure-ad-token tenant-id='contoso.com'>";

#[test]
fn a_complete_azure_ad_policy_is_read_whole_in_any_order() {
    let policy = problems(
        r#"<validate-azure-ad-token tenant-id="organizations" header-name="A" authentication-endpoint="https://login.microsoftonline.us/"
             failed-validation-httpcode="403" failed-validation-error-message="no" output-token-variable-name="jwt" require-scheme="Bearer"
             allow-protected-forwarded-tokens="true" allow-proof-of-possession-tokens="true" id="p">
          <required-claims><claim name="oid"/></required-claims>
          <decryption-keys><key certificate-id="d"/></decryption-keys>
          <audiences><audience>api://a</audience></audiences>
          <backend-application-ids><application-id>b</application-id></backend-application-ids>
          <client-application-ids><application-id>c</application-id><application-id>{{d}}</application-id></client-application-ids>
        </validate-azure-ad-token>"#,
        &[],
    );
    assert_eq!(policy.format.code(), "validate-azure-ad-token");
    assert_eq!(policy.attributes.len(), 10);
    let listed = [
        &policy.audiences,
        &policy.backend_application_ids,
        &policy.client_application_ids,
    ];
    assert_eq!(
        listed.map(|list| list.as_ref().map_or(0, Vec::len)),
        [1, 1, 2]
    );
    assert!(policy.decryption_keys.is_some() && policy.required_claims.is_some());
}

#[test]
fn everything_wrong_with_an_azure_ad_policy_is_said() {
    problems("<validate-azure-ad-token/>", &[("missing-attribute", 1)]);
    for (attribute, code) in [
        ("header-name='a' token-value='b'", "second-token-source"),
        ("headername='a'", "unknown-attribute"),
        ("clock-skew='300'", "unknown-attribute"),
        ("failed-validation-httpcode='x'", "httpcode-not-integer"),
        (
            "output-token-variable-name='@(1)'",
            "expression-not-allowed",
        ),
        (
            "authentication-endpoint='https://idp.example'",
            "endpoint-unusable",
        ),
    ] {
        let xml = format!("<validate-azure-ad-token tenant-id='common'\n{attribute}/>");
        problems(&xml, &[(code, 2)]);
    }
    for (tenant, expected) in [
        ("{tenant-id}", &[("tenant-unusable", 1)][..]),
        ("", &[("tenant-unusable", 1)]),
        ("https://idp.example/contoso.com", &[("tenant-unusable", 1)]),
        ("https://login.microsoftonline.com/contoso.com", &[]),
        ("5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01", &[]),
        ("@(context.Tenant)", &[]),
    ] {
        problems(
            &format!("<validate-azure-ad-token tenant-id='{tenant}'/>"),
            expected,
        );
    }
    for (inside, code) in [
        (
            "<decryption-keys><key id='a'/></decryption-keys>",
            "missing-attribute",
        ),
        (
            "<decryption-keys><key certificate-id='a'>c2VjcmV0</key></decryption-keys>",
            "stray-text",
        ),
        (
            "<decryption-keys><key certificate-id='a' n='x'/></decryption-keys>",
            "unknown-attribute",
        ),
        ("<issuers><issuer>i</issuer></issuers>", "unknown-element"),
        (
            "<openid-config url='https://u/.well-known/openid-configuration'/>",
            "unknown-element",
        ),
        (
            "<issuer-signing-keys><key>c2VjcmV0</key></issuer-signing-keys>",
            "unknown-element",
        ),
        ("<application-id>a</application-id>", "unknown-element"),
        (
            "<client-application-ids><audience>a</audience><application-id>a</application-id></client-application-ids>",
            "unknown-element",
        ),
        (
            "<client-application-ids><application-id>@(context.X)</application-id></client-application-ids>",
            "expression-not-allowed",
        ),
        (
            "<backend-application-ids><application-id> @{return 1;}</application-id></backend-application-ids>",
            "expression-not-allowed",
        ),
        (
            "<audiences><audience>@(context.Request.OriginalUrl.Host)</audience></audiences>",
            "expression-not-allowed",
        ),
    ] {
        problems(
            &format!("{OPEN}\n{inside}</validate-azure-ad-token>"),
            &[(code, 2)],
        );
    }
    let twice = "<audiences><audience>a</audience></audiences>";
    problems(
        &format!("{OPEN}{twice}\n{twice}</validate-azure-ad-token>"),
        &[("duplicate-element", 2)],
    );
}

#[test]
fn what_an_azure_ad_policy_lacks_is_said_with_what_to_do() {
    for (attribute, message) in [
        (
            "clock-skew='300'",
            "`validate-azure-ad-token` has no `clock-skew`: what clocks may differ by cannot be set; delete it, or use `validate-jwt`, which has it; the gateway refuses the policy on save",
        ),
        (
            "require-signed-tokens='false'",
            "`validate-azure-ad-token` has no `require-signed-tokens`: a token without a signature is likely refused; delete it, or use `validate-jwt`, which has it; the gateway refuses the policy on save",
        ),
    ] {
        let xml = format!("<validate-azure-ad-token tenant-id='common' {attribute}/>");
        let policy = problems(&xml, &[("unknown-attribute", 1)]);
        assert_eq!(policy.problems[0].message, message);
        // What is not in the schema has no effect.
        assert!(policy.attribute("clock-skew").is_none());
    }
}
