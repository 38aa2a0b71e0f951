use super::explain;
use crate::jose::decode;
use crate::text::base64url::encode;

fn codes(text: &str) -> Vec<String> {
    explain(text, None)
        .into_iter()
        .map(|one| one.code)
        .collect()
}

const UNASSIGNED: &str = "AADSTS501051: Application 'e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7'(Billing) is not assigned to a role for the application 'api://orders'(Orders).\r\nTrace ID: 0d4c8f6a-2b1e-4c3d-9a8b-7c6d5e4f3a2b\r\nCorrelation ID: 11111111-2222-4333-8444-555555555555\r\nTimestamp: 2026-11-23 03:00:00Z";
const ISSUER: &str = "JWT Validation Failed: IDX10205: Issuer validation failed. Issuer: 'https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/'. Did not match: validationParameters.ValidIssuer: '' or validationParameters.ValidIssuers: 'https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0'..";

#[test]
fn a_message_is_found_in_whatever_it_stands() {
    let percent = |text: &str| {
        let bytes = text.bytes();
        bytes
            .map(|byte| {
                if byte == b' ' {
                    "+".to_owned()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect::<String>()
    };
    let json = |text: &str| text.replace('\r', "\\r").replace('\n', "\\n");
    for (text, expected) in [
        (UNASSIGNED.to_owned(), vec!["AADSTS501051"]),
        (format!("prefix {UNASSIGNED} suffix"), vec!["AADSTS501051"]),
        (
            format!(r#"{{"error":"invalid_grant","error_description":"{}","error_codes":[501051]}}"#, json(UNASSIGNED)),
            vec!["invalid_grant", "AADSTS501051"],
        ),
        (
            format!("https://app.example/cb#error=invalid_grant&error_description={}", percent(UNASSIGNED)),
            vec!["invalid_grant", "AADSTS501051"],
        ),
        (ISSUER.to_owned(), vec!["IDX10205"]),
        (
            r#"{"statusCode":401,"message":"JWT not present."}"#.to_owned(),
            vec!["TokenNotPresent"],
        ),
        (
            r#"WWW-Authenticate: Bearer error="invalid_token", error_description="The token expired at '11/23/2026 03:00:00'""#.to_owned(),
            vec!["invalid_token"],
        ),
        (
            r#"{"Source":"validate-jwt","Reason":"TokenExpired","Message":"IDX10223: Lifetime validation failed."}"#.to_owned(),
            vec!["TokenExpired", "IDX10223"],
        ),
        ("AADSTS9999999: something new.".to_owned(), vec!["AADSTS9999999"]),
        ("IDX1020: no code, AADSTS: neither".to_owned(), vec![]),
        ("nothing".to_owned(), vec![]),
        (String::new(), vec![]),
    ] {
        assert_eq!(codes(&text), expected, "{text}");
    }
}

#[test]
fn whom_it_is_about_is_taken_out() {
    for (message, expected) in [
        (
            UNASSIGNED,
            vec![
                ("api", "api://orders"),
                ("client", "e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7"),
                ("trace", "0d4c8f6a-2b1e-4c3d-9a8b-7c6d5e4f3a2b"),
                ("correlation", "11111111-2222-4333-8444-555555555555"),
                ("timestamp", "2026-11-23 03:00:00Z"),
            ],
        ),
        (
            ISSUER,
            vec![
                (
                    "issuer",
                    "https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/",
                ),
                (
                    "accepted issuers",
                    "https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0",
                ),
            ],
        ),
        (
            "AADSTS700016: Application with identifier 'e1f2' was not found in the directory 'Contoso'.",
            vec![("client", "e1f2"), ("tenant", "Contoso")],
        ),
        (
            "AADSTS500011: The resource principal named api://order was not found in the tenant named 5c2f.",
            vec![("api", "api://order"), ("tenant", "5c2f")],
        ),
    ] {
        let explained = explain(message, None);
        let found: Vec<_> = explained[0]
            .ids
            .iter()
            .map(|(role, value)| (*role, value.as_str()))
            .collect();
        assert_eq!(found, expected, "{message}");
    }
}

#[test]
fn a_message_is_held_against_the_token() {
    let token = |claims: &str| {
        decode(
            &[
                &encode(br#"{"alg":"RS256"}"#),
                ".",
                &encode(claims.as_bytes()),
                ".c2ln",
            ]
            .concat(),
        )
    };
    for (claims, expected) in [
        (
            r#"{"iss":"https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/"}"#,
            "the issuer of the message is that of the pasted token",
        ),
        (
            r#"{"iss":"https://idp.example"}"#,
            "it is about another token",
        ),
        ("{}", ""),
    ] {
        let compared = explain(ISSUER, Some(&token(claims)))[0].compared.join(" ");
        assert!(
            compared.contains(expected) && compared.is_empty() == expected.is_empty(),
            "{compared}"
        );
    }
}

#[test]
fn hostile_texts_are_answered() {
    for text in [
        "AADSTS",
        "IDX",
        "AADSTS50001: ",
        "%",
        "error=%&error_description=%C3%28",
        "{\"a\":",
    ] {
        for text in [text.to_owned(), text.repeat(50_000)] {
            assert!(explain(&text, None).len() <= 12);
        }
    }
}
