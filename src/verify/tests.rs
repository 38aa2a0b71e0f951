#![expect(clippy::too_many_lines, reason = "a table is as long as its rows")]

use std::rc::Rc;

use super::*;
use crate::jose::{Token, decode};
use crate::keys::{self, Form, Key};
use crate::text::base64url::encode;
use crate::text::json;

const RSA: &str = r#"{"kty":"RSA","kid":"k","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs","e":"AQAB"}"#;
const P256: &str = r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#;
const ED25519: &str =
    r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

fn token(header: &str) -> Token {
    let parts = [encode(header.as_bytes()), encode(b"{}"), encode(b"sig")];
    decode(&parts.join("."))
}

fn jwk(text: &str) -> Key {
    keys::from_jwk(&json::parse(text).unwrap()).unwrap()
}

fn with(jwk: &str, members: &str) -> String {
    jwk.replacen('{', &["{", members, ","].concat(), 1)
}

fn tried(token: &Token, pasted: &[Key]) -> Vec<Attempt> {
    let pasted: Vec<Rc<Key>> = pasted.iter().cloned().map(Rc::new).collect();
    let mut all = Vec::new();
    let sources = Sources {
        pasted: &pasted,
        policies: &[],
    };
    attempts(0, token, sources, &mut all);
    all
}

/// The parameters that the browser is asked with, or why it is not.
fn asked(header: &str, key: &Key) -> String {
    let all = tried(&token(header), std::slice::from_ref(key));
    match &all[0].request {
        Ok(request) => request.parameters.clone(),
        Err(unfit) => unfit.why.clone(),
    }
}

#[test]
fn a_key_is_tried_where_it_fits_the_algorithm_and_nothing_forbids_it() {
    let secret = r#"{"kty":"oct","k":"c2VjcmV0"}"#;
    for (alg, key, expected) in [
        ("RS256", RSA.to_owned(), "RSASSA-PKCS1-v1_5"),
        ("PS256", RSA.to_owned(), "RSA-PSS"),
        ("ES256", P256.to_owned(), "P-256"),
        ("EdDSA", ED25519.to_owned(), "Ed25519"),
        ("Ed25519", with(ED25519, r#""alg":"EdDSA""#), "Ed25519"),
        ("HS512", secret.to_owned(), "HMAC"),
        (
            "RS256",
            with(RSA, r#""alg":"RS256","use":"sig","key_ops":["verify"]"#),
            "RSASSA-PKCS1-v1_5",
        ),
        (
            "RS256",
            P256.to_owned(),
            "the key is of type EC, `RS256` needs an RSA key",
        ),
        (
            "HS256",
            RSA.to_owned(),
            "the key is of type RSA, `HS256` needs a shared secret",
        ),
        (
            "ES384",
            P256.to_owned(),
            "the key is on the curve `P-256`, `ES384` needs `P-384`",
        ),
        (
            "Ed448",
            ED25519.to_owned(),
            "the key is on the curve `Ed25519`, `Ed448` needs `Ed448`",
        ),
        (
            "RS256",
            with(RSA, r#""alg":"PS256""#),
            "the key says that it is for `PS256`, the token says `RS256`",
        ),
        (
            "RS256",
            with(RSA, r#""use":"enc""#),
            "the key is for encryption: its `use` is `enc`",
        ),
        (
            "RS256",
            with(RSA, r#""key_ops":["encrypt"]"#),
            "`key_ops` of the key has no `verify`",
        ),
        (
            "RS257",
            RSA.to_owned(),
            "`RS257` is no registered algorithm",
        ),
        ("RSA-OAEP", RSA.to_owned(), "`RSA-OAEP` signs nothing"),
    ] {
        let found = asked(&format!(r#"{{"alg":"{alg}"}}"#), &jwk(&key));
        assert!(found.contains(expected), "{alg} {key}: {found}");
    }
}

#[test]
fn nothing_is_relied_on_that_is_not_understood_or_not_as_it_was_sent() {
    let key = jwk(RSA);
    for (members, expected) in [
        (r#""crit":["b64"],"b64":true"#, "RSASSA"),
        (
            r#""crit":["exp"],"exp":1"#,
            "`crit` demands that `exp` is there and understood",
        ),
        (
            r#""crit":["b64"]"#,
            "`crit` demands that `b64` is there and understood",
        ),
        (r#""crit":[]"#, "`crit` names nothing"),
        (
            r#""crit":[5]"#,
            "`crit` demands that `` is there and understood",
        ),
    ] {
        let found = asked(&format!(r#"{{"alg":"RS256",{members}}}"#), &key);
        assert!(found.contains(expected), "{members}: {found}");
    }
    let (header, payload, signature) = (
        encode(br#"{"alg":"RS256" }"#),
        encode(b"{} "),
        encode(b"sig1"),
    );
    for (header, payload, signature, is_tried) in [
        (&*header, &*payload, &*signature, true),
        (&header, &payload, "c2lnMQ==", false),
        // As the load balancers of AWS write it: every part that could has its padding.
        ("eyJhbGciOiJSUzI1NiIgfQ==", "e30g", "c2lnMQ==", true),
        (&header, &payload, "c2ln MQ", false),
        (&header, "e3 0g", &signature, false),
        (&header, &payload, "c2lnMR", false),
        (&header, &payload, "c2+/", false),
    ] {
        let text = [header, payload, signature].join(".");
        let all = tried(&decode(&text), std::slice::from_ref(&key));
        assert_eq!(
            all[0].request.is_ok(),
            is_tried,
            "{text}: {:?}",
            all[0].request
        );
    }
}

#[test]
fn the_key_that_is_named_is_tried_however_many_there_are() {
    let mut keys = vec![jwk(ED25519); 300];
    keys.push(jwk(RSA));
    let all = tried(&token(r#"{"alg":"RS256","kid":"k"}"#), &keys);
    assert_eq!(all[0].origin, Origin::Pasted(300));
    assert!(all.len() < 300);
}

#[test]
fn no_part_of_a_json_serialization_hides_a_dot() {
    let header = encode(br#"{"alg":"RS256","b64":false,"crit":["b64"]}"#);
    for (protected, payload, is_tried) in [
        (&*header, "a.b", true),
        (&[&*header, ".a"].concat(), "b", false),
    ] {
        let text =
            format!(r#"{{"protected":"{protected}","payload":"{payload}","signature":"c2ln"}}"#);
        let all = tried(&decode(&text), &[jwk(RSA)]);
        assert_eq!(
            all.iter().any(|one| one.request.is_ok()),
            is_tried,
            "{text}"
        );
    }
}

#[test]
fn the_keys_that_the_header_names_come_first() {
    let mut certificate = jwk(P256);
    certificate.form = Form::Certificate;
    certificate.x5t = Some("AQL_".to_owned());
    let keys = [jwk(ED25519), certificate, jwk(RSA)];
    for (header, order) in [
        (r#"{"alg":"RS256","kid":"k"}"#, [2, 0, 1]),
        (r#"{"alg":"RS256","kid":"k","x5t":"AQL_"}"#, [2, 1, 0]),
        (r#"{"alg":"RS256","kid":"K"}"#, [0, 1, 2]),
        (r#"{"alg":"RS256","kid":"0102ff"}"#, [1, 0, 2]),
        (r#"{"alg":"RS256","kid":"AQL_"}"#, [1, 0, 2]),
        (r#"{"alg":"RS256"}"#, [0, 1, 2]),
    ] {
        let found: Vec<_> = tried(&token(header), &keys)
            .iter()
            .map(|one| one.origin)
            .collect();
        assert_eq!(found, order.map(Origin::Pasted), "{header}");
    }
}

#[test]
fn what_is_known_follows_from_what_came_of_the_keys() {
    use Outcome::{DoesNotFit, Fits, NotAsked, NotOffered, Pending, Refused};
    let header = r#"{"alg":"RS256"}"#;
    let brought = format!(r#"{{"alg":"RS256","jwk":{RSA}}}"#);
    let graph = r#"{"alg":"RS256","nonce":"n"}"#;
    let other = jwk(P256);
    for (header, pasted, outcomes, state, origin) in [
        (header, vec![], vec![], State::Unchecked, None),
        (header, vec![jwk(RSA)], vec![], State::Unchecked, None),
        (
            header,
            vec![jwk(RSA)],
            vec![NotAsked],
            State::Unchecked,
            None,
        ),
        (
            header,
            vec![jwk(RSA)],
            vec![Pending],
            State::Unchecked,
            None,
        ),
        (
            header,
            vec![jwk(RSA)],
            vec![Fits],
            State::Verified,
            Some("pasted"),
        ),
        (
            header,
            vec![jwk(RSA)],
            vec![DoesNotFit],
            State::Mismatch,
            None,
        ),
        (
            header,
            vec![jwk(RSA)],
            vec![NotOffered],
            State::Unverifiable,
            None,
        ),
        (
            header,
            vec![jwk(RSA)],
            vec![Refused("DataError".to_owned())],
            State::Unverifiable,
            None,
        ),
        (
            header,
            vec![other.clone()],
            vec![NotAsked],
            State::Unverifiable,
            None,
        ),
        (
            header,
            vec![other, jwk(RSA)],
            vec![NotAsked, Fits],
            State::Verified,
            Some("pasted"),
        ),
        (
            header,
            vec![jwk(RSA), jwk(RSA)],
            vec![DoesNotFit, Fits],
            State::Verified,
            Some("pasted"),
        ),
        (&brought, vec![], vec![Fits], State::Verified, Some("token")),
        (&brought, vec![], vec![DoesNotFit], State::Unchecked, None),
        // A key that came along is no reason to believe what the pasted one denies.
        (
            &brought,
            vec![jwk(RSA)],
            vec![DoesNotFit, Fits],
            State::Mismatch,
            None,
        ),
        (
            graph,
            vec![jwk(RSA)],
            vec![DoesNotFit],
            State::Unverifiable,
            None,
        ),
        (graph, vec![], vec![], State::Unverifiable, None),
    ] {
        let token = token(header);
        let all = tried(&token, &pasted);
        let known = conclude(&token, (0, 0), &all, &outcomes);
        let found = (known.state, known.origin.map(Origin::code));
        assert_eq!(
            found,
            (state, origin),
            "{header} {outcomes:?}: {}",
            known.why
        );
        assert_eq!(known.key.is_some(), state == State::Verified);
        assert!(
            !known.why.is_empty() && !known.why.contains("{}"),
            "{}",
            known.why
        );
    }
}

#[test]
fn where_there_is_no_signature_none_is_checked() {
    for (text, state) in [
        (
            decode(&[&*encode(br#"{"alg":"none"}"#), "e30", ""].join(".")),
            State::Absent,
        ),
        (
            decode(&[&*encode(br#"{"alg":"RS256"}"#), "e30", ""].join(".")),
            State::Absent,
        ),
        (decode("opaque"), State::Absent),
        (
            decode(
                &[
                    &*encode(br#"{"alg":"dir","enc":"A256GCM"}"#),
                    "",
                    "aXY",
                    "Y3Q",
                    "dGFn",
                ]
                .join("."),
            ),
            State::Unchecked,
        ),
    ] {
        assert_eq!(conclude(&text, (0, 0), &[], &[]).state, state);
    }
}
