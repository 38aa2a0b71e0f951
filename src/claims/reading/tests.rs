use proptest::prelude::*;

use super::*;
use crate::claims::Profile;
use crate::claims::dictionary::tests::{all, claim};
use crate::claims::dictionary::{find, header};
use crate::text::json::parse;

#[track_caller]
fn read_as(row: &Row, value: &str) -> Read {
    read(Some(row), &parse(value).unwrap(), value)
}

#[track_caller]
fn claims(profile: Profile, table: &[(&str, &str, Option<&str>, Option<&str>)]) {
    for (name, value, reading, problem) in table {
        let row = claim(profile, name).unwrap();
        let found = read_as(&row, value);
        assert_eq!(
            (found.reading.as_deref(), found.problem.as_deref()),
            (*reading, *problem),
            "{name} {value}"
        );
    }
}

#[test]
fn dates_are_read_however_they_are_written() {
    const MS: &str = "NumericDate in milliseconds: RFC 7519 §2 wants seconds; as seconds this is after the year 5000";
    const TEXT: &str = "a date as text; RFC 7519 §2 wants a JSON number of seconds since 1970";
    const WHOLE: &str = "not written as a whole number; some libraries read no other";
    const FAR: &str = "beyond the year 9999; many libraries overflow or refuse it";
    const STRING: &str = "a string; RFC 7519 §2 wants a JSON number";
    claims(
        Profile::EntraV1,
        &[
            ("exp", "1715097085", Some("2024-05-07T15:51:25Z"), None),
            (
                "exp",
                "1684248669016",
                Some("2023-05-16T14:51:09Z"),
                Some(MS),
            ),
            (
                "exp",
                "\"1684248669016\"",
                Some("2023-05-16T14:51:09Z"),
                Some(&format!("{MS}; {STRING}")),
            ),
            (
                "exp",
                "\"1715097085\"",
                Some("2024-05-07T15:51:25Z"),
                Some(STRING),
            ),
            (
                "exp",
                "1715097085.5",
                Some("2024-05-07T15:51:25Z"),
                Some(WHOLE),
            ),
            ("exp", "1.9e9", Some("2030-03-17T17:46:40Z"), Some(WHOLE)),
            ("exp", "\"2021-02-15T11:37:25.067Z\"", None, Some(TEXT)),
            ("iat", "\"07/07/2020 12:35:40\"", None, Some(TEXT)),
            ("exp", "\"2021-05-17T07:09:48.000+0545\"", None, Some(TEXT)),
            (
                "exp",
                "9223372036854775807",
                Some("after the year 9999"),
                Some(FAR),
            ),
            (
                "exp",
                "1.5e400",
                Some("after the year 9999"),
                Some(
                    "beyond the year 9999; many libraries overflow or refuse it; not written as a whole number; some libraries read no other",
                ),
            ),
            (
                "exp",
                "-5",
                Some("1969-12-31T23:59:55Z"),
                Some("negative: a date before 1970"),
            ),
            (
                "exp",
                "-1e99",
                Some("before the year 0"),
                Some(
                    "negative: a date before 1970; not written as a whole number; some libraries read no other",
                ),
            ),
            (
                "nbf",
                "null",
                None,
                Some("null; RFC 7519 §2 wants a JSON number of seconds"),
            ),
            (
                "nbf",
                "true",
                None,
                Some("a boolean; RFC 7519 §2 wants a JSON number of seconds"),
            ),
            (
                "nbf",
                "\"soon\"",
                None,
                Some("a string that is no number; RFC 7519 §2 wants a JSON number of seconds"),
            ),
            (
                "nbf",
                "{}",
                None,
                Some("an object; RFC 7519 §2 wants a JSON number of seconds"),
            ),
        ],
    );
    let exp = claim(Profile::Generic, "exp").unwrap();
    for (value, instant) in [
        ("1684248669016", Some(Instant(1_684_248_669))),
        ("9223372036854775808", Some(Instant(i64::MAX))),
        ("\"2021-02-15T11:37:25.067Z\"", None),
    ] {
        assert_eq!(read_as(&exp, value).instant, instant, "{value}");
    }
}

#[test]
fn audiences_and_issuers_are_named() {
    const GUID: &str = "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01";
    let app_uri = format!("\"api://{GUID}\"");
    let uri_reading = format!("App ID URI made of the client ID {GUID}");
    let issuer = format!("\"https://sts.windows.net/{GUID}/\"");
    let issuer_reading = format!("Entra ID, public cloud, tenant {GUID}, version 1.0");
    claims(
        Profile::EntraV1,
        &[
            (
                "aud",
                "\"00000003-0000-0000-c000-000000000000\"",
                Some("Microsoft Graph"),
                None,
            ),
            (
                "aud",
                "\"https://management.azure.com/\"",
                Some("Azure Resource Manager"),
                None,
            ),
            ("aud", &app_uri, Some(&uri_reading), None),
            ("aud", "\"api://orders\"", Some("App ID URI"), None),
            ("aud", &format!("\"{GUID}\""), Some("client ID"), None),
            ("aud", "[\"api://orders\"]", Some("App ID URI"), None),
            (
                "aud",
                "[\"https://vault.azure.net\",\"b\"]",
                Some("2 audiences: https://vault.azure.net (Azure Key Vault), b"),
                None,
            ),
            ("aud", "[]", None, Some("empty: the token is for nobody")),
            ("aud", "\"\"", None, Some("empty")),
            (
                "aud",
                "\"api://orders \"",
                Some("App ID URI"),
                Some(
                    "`api://orders ` begins or ends with whitespace, which counts when it is compared",
                ),
            ),
            (
                "aud",
                "[\"a\",5]",
                None,
                Some(
                    "an array with more than strings in it; Entra ID access token claims reference wants a string or an array of strings",
                ),
            ),
            ("iss", &issuer, Some(&issuer_reading), None),
            (
                "iss",
                "\"https://sts.windows.net/contoso.com/\"",
                Some("Entra ID, public cloud, tenant contoso.com, version 1.0"),
                Some("the tenant in it is no GUID, as it is in every token of Entra ID"),
            ),
            (
                "iss",
                "5",
                None,
                Some("a number; Entra ID access token claims reference wants a string"),
            ),
            ("idp", &issuer, Some(&issuer_reading), None),
            (
                "appid",
                "\"04b07795-8ddb-461a-bbee-02f9e1bf7b46\"",
                Some("Azure CLI"),
                None,
            ),
            (
                "appid",
                "\"my app\"",
                None,
                Some("no GUID, as Entra ID writes it here"),
            ),
            (
                "tid",
                "\"9188040d-6c67-4c5b-b112-36a304b66dad\"",
                Some("personal Microsoft accounts"),
                None,
            ),
        ],
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table, one line a value")]
fn permissions_roles_and_words_are_read() {
    claims(
        Profile::EntraV2,
        &[
            (
                "scp",
                "\"Orders.Read Orders.Write\"",
                Some("2 scopes: Orders.Read, Orders.Write"),
                None,
            ),
            (
                "scp",
                "\"access_as_user\"",
                Some("1 scope: access_as_user"),
                None,
            ),
            ("scp", "\"\"", Some("no scopes"), None),
            (
                "scp",
                "\"a,b\"",
                Some("1 scope: a,b"),
                Some("a comma in it, but scopes are separated by spaces"),
            ),
            (
                "scp",
                "[\"a\",\"b\"]",
                Some("2 scopes: a, b"),
                Some("an array; Entra ID access token claims reference wants a string"),
            ),
            (
                "roles",
                "[\"Orders.Read.All\"]",
                Some("1 role: Orders.Read.All"),
                None,
            ),
            ("roles", "[]", Some("no roles"), None),
            (
                "roles",
                "\"Admin\"",
                Some("1 role: Admin"),
                Some("a string; Entra ID access token claims reference wants an array of strings"),
            ),
            ("ver", "\"2.0\"", Some("version 2.0"), None),
            (
                "ver",
                "\"3.0\"",
                None,
                Some("neither `1.0` nor `2.0`, the versions that Entra ID issues"),
            ),
            (
                "ver",
                "1.0",
                Some("version 1.0"),
                Some("a number; Entra ID access token claims reference wants a string"),
            ),
            ("azpacr", "\"1\"", Some("client secret"), None),
            ("appidacr", "\"0\"", Some("public client"), None),
            ("appidacr", "\"7\"", None, Some("`7` has no meaning here")),
            ("acct", "0", Some("member"), None),
            ("acct", "\"1\"", Some("guest"), None),
            (
                "idtyp",
                "\"app\"",
                Some("application only, nobody is signed in"),
                None,
            ),
            (
                "amr",
                "[\"pwd\",\"mfa\",\"new\"]",
                Some("pwd (password or client secret), mfa (multiple factors), new"),
                None,
            ),
            ("amr", "[\"\"]", Some("(empty)"), None),
            (
                "wids",
                "[\"62e90394-69f5-4237-9190-012177145e10\",\"00000000-1111-2222-3333-444444444444\"]",
                Some("Global Administrator, 00000000-1111-2222-3333-444444444444"),
                None,
            ),
            ("xms_cc", "[\"CP1\"]", Some("1 value: CP1"), None),
            ("groups", "[\"a\",\"b\"]", Some("2 groups"), None),
            (
                "groups",
                "\"src1\"",
                Some("the groups are not in the token: there were too many"),
                None,
            ),
            ("aio", "\"AXQAi/8IAAAA\"", None, None),
            (
                "cnf",
                "[]",
                None,
                Some("an array; RFC 7800 §3.1 wants an object"),
            ),
        ],
    );
    claims(
        Profile::Okta,
        &[
            ("scope", "\"a b\"", Some("2 scopes: a, b"), None),
            (
                "sub",
                "100002348117421473",
                None,
                Some(
                    "a number; RFC 7519 §4.1.2 wants a string; larger than 2^53: JavaScript and others round it, so compare it as text",
                ),
            ),
            (
                "email_verified",
                "\"true\"",
                None,
                Some("a string; OpenID Connect Core 1.0 §5.1 wants a boolean"),
            ),
        ],
    );
}

#[test]
fn header_parameters_are_read() {
    for (name, value, reading, problem) in [
        (
            "alg",
            "\"RS256\"",
            Some("RSA signature with SHA-256, PKCS #1 v1.5"),
            None,
        ),
        (
            "alg",
            "\"nOnE\"",
            None,
            Some(
                "`nOnE` is no registered algorithm; names are compared exactly, and `none` is one",
            ),
        ),
        (
            "alg",
            "\"HS256 \"",
            None,
            Some(
                "`HS256 ` is no registered algorithm; names are compared exactly, and `HS256` is one",
            ),
        ),
        ("alg", "\"\"", None, Some("`` is no registered algorithm")),
        (
            "alg",
            "null",
            None,
            Some("null; RFC 7515 §4.1.1 wants a string"),
        ),
        (
            "alg",
            "5",
            None,
            Some("a number; RFC 7515 §4.1.1 wants a string"),
        ),
        (
            "enc",
            "\"A256GCM\"",
            Some("content encrypted with AES-256 GCM"),
            None,
        ),
        ("typ", "\"at+jwt\"", Some("access token"), None),
        ("typ", "\"JWT\"", Some("JSON Web Token"), None),
        ("typ", "\"else\"", None, None),
        ("crit", "[\"b64\"]", Some("1 value: b64"), None),
        (
            "crit",
            "\"exp\"",
            Some("1 value: exp"),
            Some("a string; RFC 7515 §4.1.11 wants an array of strings"),
        ),
        ("b64", "false", None, None),
        (
            "p2c",
            "9007199254740993",
            None,
            Some("larger than 2^53: JavaScript and others round it, so compare it as text"),
        ),
    ] {
        let found = read_as(find(&header(), name).unwrap(), value);
        assert_eq!(
            (found.reading.as_deref(), found.problem.as_deref()),
            (reading, problem),
            "{name} {value}"
        );
    }
}

#[test]
fn large_numbers_are_said_where_nothing_else_is_known() {
    for (value, said) in [
        ("9007199254740992", false),
        ("9007199254740993", true),
        ("-18446744073709551615", true),
        ("1.5e400", false),
        ("\"18446744073709551615\"", false),
    ] {
        let found = read(None, &parse(value).unwrap(), value);
        assert_eq!(found.problem.is_some(), said, "{value}");
    }
}

/// Any JSON text: what a token may hold, however unlikely.
fn json() -> impl Strategy<Value = String> {
    let number = "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,22})?";
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        number.prop_map(String::from),
        number.prop_map(|number| format!("\"{number}\"")),
        any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap()),
        "(api|https)://[a-zé./{}]{0,20} ?".prop_map(|text| format!("\"{text}\"")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(("[a-z_]{0,8}", inner), 0..4).prop_map(|members| {
                let members: Vec<String> = members
                    .into_iter()
                    .map(|(name, value)| format!("\"{name}\":{value}"))
                    .collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

/// One row of every kind.
fn rows() -> Vec<Row> {
    let mut found: Vec<Row> = Vec::new();
    for row in all() {
        if found
            .iter()
            .all(|other| other.kind.letter != row.kind.letter)
        {
            found.push(row);
        }
    }
    found
}

proptest! {
    #[test]
    fn no_value_panics_for_any_kind(value in json()) {
        let parsed = parse(&value).unwrap();
        for row in rows() {
            let found = read(Some(&row), &parsed, &value);
            prop_assert_ne!(found.reading.as_deref(), Some(""));
            prop_assert_ne!(found.problem.as_deref(), Some(""));
        }
        read(None, &parsed, &value);
    }

    #[test]
    fn no_claims_panic(values in prop::collection::vec(json(), 8)) {
        let names = ["iss", "aud", "exp", "ver", "tid", "scp", "oid", "sub"];
        let text = names
            .iter()
            .zip(&values)
            .map(|(name, value)| format!("\"{name}\":{value}"))
            .collect::<Vec<_>>()
            .join(",");
        let text = format!("{{{text}}}");
        let parsed = parse(&text).unwrap();
        let members = parsed.members();
        let profile = Profile::of(members);
        let usage = crate::claims::Use::of(members, members, profile);
        crate::claims::describe(profile, usage, members);
        crate::claims::numeric_date(members, &text, "exp");
        crate::claims::audiences(members, &text);
        crate::claims::entra_version(members);
        for profile in Profile::ALL {
            let annotated = crate::claims::annotate_claims(&text, members, profile);
            prop_assert_eq!(annotated.len(), members.len());
        }
        crate::claims::annotate_header(&text, members);
    }
}
