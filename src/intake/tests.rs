use super::*;

// {"alg":"HS256"} . {"sub":"1"} . 32 zero bytes
const T: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[track_caller]
fn check(input: &str, found_in: FoundIn, scheme: Option<&str>, tokens: &[&str], codes: &[&str]) {
    let found = find(input);
    let texts: Vec<&str> = found
        .iter()
        .map(|candidate| candidate.text.as_str())
        .collect();
    assert_eq!(texts, tokens, "{input}");
    for candidate in &found {
        assert!(
            input
                .get(candidate.span.start..candidate.span.end)
                .is_some(),
            "{input}"
        );
    }
    let first = &found[0];
    let problems: Vec<&str> = first.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        (first.found_in, first.scheme.as_deref(), problems.as_slice()),
        (found_in, scheme, codes),
        "{input}"
    );
}

#[test]
fn tokens_are_found_in_what_people_paste() {
    use FoundIn::*;
    let bearer = Some("Bearer");
    check(T, Raw, None, &[T], &[]);
    check(&format!("\n  {T}\r\n"), Raw, None, &[T], &[]);
    check(
        &format!("Bearer {T}"),
        AuthorizationHeader,
        bearer,
        &[T],
        &[],
    );
    check(
        &format!("authorization:  bearer {T}"),
        AuthorizationHeader,
        Some("bearer"),
        &[T],
        &[],
    );
    check(
        &format!("Authorization: {T}"),
        AuthorizationHeader,
        Some(""),
        &[T],
        &[],
    );
    check(
        &format!("\"{T}\""),
        Raw,
        None,
        &[T],
        &["quotes-around-token"],
    );
    check(&format!("{T},"), Raw, None, &[T], &[]);
    check(
        &format!("\u{200b}{T}"),
        Raw,
        None,
        &[T],
        &["invisible-character"],
    );
    check(
        &T.replace('.', "%2E"),
        Raw,
        None,
        &[T],
        &["percent-encoded"],
    );
    check(&format!("{T} expired yesterday"), Text, None, &[T], &[]);
    check(&format!("{T}\n{T}"), Raw, None, &[T, T], &[]);
    check(
        &format!("curl -H \"Authorization: Bearer {T}\" https://x"),
        Curl,
        bearer,
        &[T],
        &[],
    );
    check(
        &format!("{{\"access_token\":\"{T}\",\"token_type\":\"Bearer\"}}"),
        TokenResponse,
        None,
        &[T],
        &[],
    );
    check(&format!("{{\"a\":[\"{T}\"]}}"), Json, None, &[T], &[]);
    check(
        &format!("{{\"log\":{{\"entries\":[\"Bearer {T}\"]}}}}"),
        Har,
        bearer,
        &[T],
        &[],
    );
    check(&format!("Cookie: s={T}; a=b"), Cookie, None, &[T], &[]);
    check(
        &format!("https://x/#access_token={T}&state=1"),
        Url,
        None,
        &[T],
        &[],
    );
    check(
        &format!("GET / HTTP/1.1\nHost: x\nAuthorization: Bearer {T}\n\n"),
        AuthorizationHeader,
        bearer,
        &[T],
        &[],
    );
    check(&format!("the token was {T}."), Text, None, &[T], &[]);
    check(
        &format!("“Bearer {T}”"),
        AuthorizationHeader,
        bearer,
        &[T],
        &[],
    );
}

#[test]
fn a_broken_token_is_put_together() {
    let wrapped: Vec<&str> = [0, 24, 48, 72]
        .iter()
        .filter_map(|&at| T.get(at..(at + 24).min(T.len())))
        .collect();
    let wrapped = wrapped.join("\n");
    check(&wrapped, FoundIn::Raw, None, &[&wrapped], &[]);
    let spaced = T.replace("eyJzdWIi", "eyJz dWIi");
    check(&spaced, FoundIn::Raw, None, &[&spaced], &[]);
    let (head, tail) = T.split_at(60);
    let once = format!("{head}\n{tail}");
    assert_eq!(find(&once).len(), 1);
}

#[test]
fn what_is_no_token_is_said() {
    check("EwB4A8l6BAAU", FoundIn::Raw, None, &["EwB4A8l6BAAU"], &[]);
    check("hello world", FoundIn::Text, None, &[""], &["no-token"]);
    check(
        "#error=access_denied&error_description=AAD_1234%3a+no",
        FoundIn::Text,
        None,
        &[""],
        &["error-response"],
    );
    check(
        "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215\"}",
        FoundIn::Text,
        None,
        &[""],
        &["error-response"],
    );
    let parts: Vec<&str> = T.split('.').collect();
    let [header, payload, signature] = parts[..] else {
        panic!("{T}")
    };
    let flat = format!(
        "{{\"payload\":\"{payload}\",\"protected\":\"{header}\",\"signature\":\"{signature}\"}}"
    );
    for text in [
        flat.as_str(),
        "{\"protected\":\"eyJhIjoxfQ\",\"ciphertext\":\"eA\"}",
    ] {
        check(text, FoundIn::Raw, None, &[text], &[]);
        let inside = format!("[1, {{\"a\": {text}, \"b\": \"{T}\"}}]");
        check(&inside, FoundIn::Json, None, &[text, T], &[]);
        let several = format!("{{\"b\":\"{T}\",\"a\":[{text},{text}]}}");
        check(&several, FoundIn::Json, None, &[T, text, text], &[]);
    }
    let half = format!("{{\"payload\":\"{payload}\",\"signatures\":[]}}");
    check(&half, FoundIn::Json, None, &[payload], &[]);
    let policy = &find("\n<policies><inbound/></policies>")[0].problems[0].message;
    assert!(policy.contains("paste it into Policy"), "{policy}");
    let latin_1 = &find("?error=caf%E9+%C3")[0].problems[0].message;
    assert!(latin_1.ends_with("`café Ã`"), "{latin_1}");
    assert!(find(" \n ").is_empty());
    assert_eq!(find(&"eyJ ".repeat(1000)).len(), MAX_TOKENS);
}
