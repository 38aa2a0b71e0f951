//! Keys and metadata as people paste them.

mod support;

use std::{env, fs, path::Path};

use claimscope::keys::{self, Form, Keys, Material, Private};
use claimscope::text::{base64url, json};
use support::pasted_keys::{body, described, file, one, pem, troubles};

/// What node's crypto says of the public keys.
const THUMBPRINTS: [(&str, &str); 9] = [
    ("rsa", "rSLXjP221e1tmUmuhfCp6hD2Wu38MM8bCIp5t361pl8"),
    ("P-256", "15OOhv_lc7Gaxd2hYE6NCdOkVUrC_GBUL0u1W7QNl4Y"),
    ("P-384", "G1dDgrZ_hP6rA0S-hzq5-538IZ6f-xPY4wSCB-9knDo"),
    ("P-521", "nBIbPRX64GXcRRA2hIdPp9KJJgWYtO026cgr3s4UQpo"),
    ("secp256k1", "9f8-dCGUNWjNtsdMIZDwH9KHzqajC57me2hhSz5iqGM"),
    ("ed25519", "E0v1m9fbV-gbWhiCcVguv4jcEwHiyfJZTDGhkmEcTns"),
    ("ed448", "myNgSD1IWxaRG42t_FPmHWuphtRcTw_ZLxAHr8pH1Yk"),
    ("x25519", "n6kavbaDu-NAkSnhULybi4kUp3ENapHCikGsK96BSe0"),
    ("x448", "EqL-dTvkEHywCD5rqjGzYNo9HRiw43FpMLhU39MpeWk"),
];
const RSA: &str = THUMBPRINTS[0].1;
const P_256: &str = THUMBPRINTS[1].1;

#[test]
fn every_form_of_one_key_is_that_key() {
    for (name, thumbprint) in THUMBPRINTS {
        for form in ["spki", "pkcs8", "sec1", "pkcs1", "pkcs1-private"] {
            let Ok(text) = fs::read_to_string(format!("tests/keys/{name}.{form}.pem")) else {
                continue;
            };
            // Without its public half such a key says nothing about it.
            if form == "pkcs8" && (name.starts_with("ed") || name.starts_with('x')) {
                let found = keys::read(&text);
                assert_eq!(found.keys, []);
                assert!(
                    troubles(&found)[0].contains("without its public key"),
                    "{name}"
                );
                continue;
            }
            let key = one(&text);
            assert_eq!(key.thumbprint, thumbprint, "{name} {form}");
            let expected = match form {
                "spki" => Form::Spki,
                "pkcs8" => Form::Pkcs8,
                "sec1" => Form::Sec1,
                _ => Form::Pkcs1,
            };
            assert_eq!(key.form, expected);
            assert_eq!(key.span.of(&text), text.trim());
            // A private key stays one, in the only structure that a browser imports.
            match &key.private {
                None => assert!(form == "spki" || form == "pkcs1"),
                Some(Private::Pkcs8(der)) => {
                    assert_eq!(one(&pem("PRIVATE KEY", der)).thumbprint, thumbprint);
                }
                Some(Private::Jwk(_)) => panic!("{name} {form}"),
            }
            assert_eq!(
                !troubles(&keys::read(&text)).is_empty(),
                key.private.is_some()
            );
            // The JWK that it comes to is the same key again.
            assert_eq!(one(&key.material.jwk()).material, key.material);
        }
    }
    assert_eq!(one(&file("leaf.pem")).thumbprint, RSA);
    for form in ["spki", "pkcs8"] {
        assert_eq!(one(&file(&format!("pss.{form}.pem"))).bits(), 1024);
    }
}

#[test]
fn however_it_was_copied_it_is_the_same_key() {
    let text = file("rsa.spki.pem");
    let lines = |before: &str, after: &str| -> String {
        text.lines()
            .map(|line| [before, line, after].concat())
            .collect()
    };
    let json = serde_json::to_string(&text).unwrap();
    for copied in [
        text.clone(),
        lines("", "\r\n"),
        lines("    ", "\n"),
        lines("", " "),
        lines("", ""),
        lines("", "\\n"),
        lines("", "\\r\\n"),
        lines("\"", "\\n\" +\n"),
        lines("> ", "\n"),
        lines("# ", "\n"),
        format!("PUBLIC_KEY='{}'", lines("", "\\n")),
        format!("key: |\n{}other: no", lines("  ", "\n")),
        format!("\u{feff}{json}"),
        format!("{{\"key\": {json}}}"),
        format!(
            "{{\"key\": {}}}",
            json.replace('+', "\\u002B").replace('/', "\\/")
        ),
        format!("[{json}]"),
        body("rsa.spki.pem"),
        body("rsa.spki.pem").replace('\n', ""),
        body("rsa.spki.pem").replace('\n', "\\n"),
        format!("\"{}\"", body("rsa.spki.pem").replace('\n', "")),
        body("rsa.pkcs1.pem"),
        body("leaf.pem"),
        format!("[\"{}\"]", body("leaf.pem").replace('\n', "")),
        format!("\"x5c\": [\"{}\"],", body("leaf.pem").replace('\n', "")),
        text.replace(" PUBLIC", " RSA PUBLIC"),
        text.replace("END PUBLIC", "END RSA PUBLIC"),
        text.replace("-----END PUBLIC KEY-----", ""),
    ] {
        assert_eq!(one(&copied).thumbprint, RSA, "{copied}");
    }
}

#[test]
fn a_certificate_says_whose_it_is() {
    let key = one(&file("leaf.pem"));
    assert_eq!(
        key.describe(),
        "RSA public key, 2048 bits, from an X.509 certificate for `OU=Ünit+CN=orders.example, O=Contoso, DC=example`"
    );
    let [certificate] = &key.certificates[..] else {
        panic!()
    };
    assert_eq!(certificate.issuer, "CN=Test CA, O=Example\\, Inc., C=NL");
    let dates = [certificate.not_before, certificate.not_after].map(|date| date.rfc3339().unwrap());
    assert_eq!(dates, ["2026-11-26T01:36:03Z", "2027-11-26T01:36:03Z"]);
    // What `openssl x509 -fingerprint` prints.
    let hexadecimal = |text: &str| -> String {
        let bytes = base64url::decode(text).bytes;
        let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let digits = digits.map(|digit| char::from_digit(u32::from(digit), 16));
        digits.map(Option::unwrap).collect()
    };
    assert_eq!(
        hexadecimal(&certificate.sha1),
        "703487e46e9eb621560f6af5034253163a825257"
    );
    assert_eq!(
        hexadecimal(&certificate.sha256),
        "8fcb52d07184772ba3ab9e7d5e47cce83b1086b9d315a2bd94ddfe5fa8c0466a"
    );
    assert_eq!(key.x5t.as_deref(), Some(&*certificate.sha1));
    assert_eq!(key.x5t_s256.as_deref(), Some(&*certificate.sha256));

    let authority = one(&file("ca.pem"));
    // Beyond 2049 the date is written in another form.
    let until = authority.certificates[0].not_after.rfc3339();
    assert_eq!(until.as_deref(), Some("2136-06-02T01:36:03Z"));
}

#[test]
fn a_chain_is_one_key_and_other_certificates_are_others() {
    let chain = file("chain.pem");
    let key = one(&chain);
    assert_eq!(key.thumbprint, RSA);
    let subjects: Vec<_> = key.certificates.iter().map(|each| &*each.subject).collect();
    assert_eq!(subjects[1..], ["CN=Test CA, O=Example\\, Inc., C=NL"]);
    assert_eq!(key.span.of(&chain), chain.trim());

    let turned = [file("ca.pem"), file("leaf.pem")].concat();
    assert_eq!(keys::read(&turned).keys.len(), 2);

    let der = |name| base64url::decode(&body(name)).bytes;
    let listed = keys::from_certificates(&[der("leaf.pem"), der("ca.pem")]).unwrap();
    assert_eq!(
        (listed.certificates, listed.thumbprint),
        (key.certificates, key.thumbprint)
    );
    assert!(keys::from_certificates(&[]).is_err());
    assert!(keys::from_certificates(&[der("rsa.spki.pem")]).is_err());
}

#[test]
fn the_examples_of_the_standards() {
    let rsa = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    // RFC 7517 appendix A.1 and A.3, RFC 7638 §3.1, RFC 8037 appendix A.1 and A.6.
    let text = format!(
        r#"{{"keys": [
        {{"kty":"EC", "crv":"P-256", "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM", "use":"enc", "kid":"1"}},
        {{"kty":"RSA", "n":"{rsa}", "e":"AQAB", "alg":"RS256", "kid":"2011-04-29"}},
        {{"kty":"oct", "alg":"A128KW", "k":"GawgguFyGrWKav7AX4VKUg"}},
        {{"kty":"OKP", "crv":"Ed25519", "d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A", "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}},
        {{"kty":"OKP", "crv":"X25519", "kid":"Bob", "x":"3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08", "key_ops":["deriveBits"]}}]}}"#
    );
    let found = keys::read(&text);
    assert_eq!(
        described(&found),
        [
            "EC public key on P-256, from a JWK Set, kid `1`",
            "RSA public key, 2048 bits, from a JWK Set, kid `2011-04-29`",
            "secret, 128 bits, from a JWK Set",
            "Ed25519 private key, from a JWK Set",
            "X25519 public key, from a JWK Set, kid `Bob`",
        ]
    );
    let [ec, rsa_key, oct, ed, x] = &found.keys[..] else {
        panic!()
    };
    assert_eq!(ec.usage.as_deref(), Some("enc"));
    assert_eq!(
        rsa_key.thumbprint,
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    );
    assert_eq!(rsa_key.algorithm.as_deref(), Some("RS256"));
    assert_eq!(keys::rsa(rsa, "AQAB").unwrap().material, rsa_key.material);
    assert_eq!(
        oct.material,
        Material::Secret(base64url::decode("GawgguFyGrWKav7AX4VKUg").bytes)
    );
    assert_eq!(ed.thumbprint, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assert_eq!(
        ed.private,
        Some(Private::Jwk(
            r#"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}"#.to_owned()
        ))
    );
    assert_eq!(x.operations, Some(vec!["deriveBits".to_owned()]));
    let spans: Vec<_> = found.keys.iter().map(|key| key.span.of(&text)).collect();
    assert!(
        spans
            .iter()
            .all(|text| text.starts_with("{\"kty\"") && text.ends_with('}'))
    );
}

#[test]
fn keys_of_ml_dsa_are_read_from_both_forms() {
    for (number, length) in [(0x11, 1312_u16), (0x12, 1952), (0x13, 2592)] {
        let [high, low] = (length + 1).to_be_bytes();
        let mut inner = vec![
            0x30, 0x0b, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, number, 3, 0x82, high, low, 0,
        ];
        inner.resize(inner.len() + usize::from(length), 7);
        let [high, low] = u16::try_from(inner.len()).unwrap().to_be_bytes();
        let der = [vec![0x30, 0x82, high, low], inner].concat();
        let key = one(&pem("PUBLIC KEY", &der));
        assert_eq!(key.bits(), usize::from(length) * 8);
        let again = one(&key.material.jwk());
        assert_eq!(again.material, key.material);
        assert!(
            again.describe().starts_with("ML-DSA-"),
            "{}",
            again.describe()
        );
    }
}

/// RFC 5958 §2: the second version of PKCS #8 may hold the public key.
#[test]
fn a_private_key_that_holds_its_public_half_is_read() {
    let private = base64url::decode(&body("ed25519.pkcs8.pem")).bytes;
    let public = base64url::decode(&body("ed25519.spki.pem")).bytes;
    let (rest, public) = (private.get(5..).unwrap(), public.get(12..).unwrap());
    let der = [&[0x30, 0x51, 2, 1, 1], rest, &[0x81, 0x21, 0], public].concat();
    let key = one(&pem("PRIVATE KEY", &der));
    assert_eq!(key.thumbprint, THUMBPRINTS[5].1);
    assert_eq!(key.private, Some(Private::Pkcs8(der)));
}

#[test]
fn a_secret_is_read_in_every_way_that_works() {
    use Form::*;
    for (text, forms) in [
        ("secret", &[Text][..]),
        ("correct horse battery staple", &[Text]),
        ("p\u{e4}ssword!", &[Text]),
        ("c2VjcmV0", &[Text, Base64]),
        ("c2VjcmU=", &[Text, Base64]),
        ("c2VjcmU", &[Text, Base64url]),
        ("c2Vj-_V0", &[Text, Base64url]),
        ("c2Vj+/V0", &[Text, Base64]),
        ("c2Vj+_V0", &[Text]),
        ("c2=jcmV0", &[Text]),
        ("c2VjcmU==", &[Text]),
        ("a.b.c.d.", &[Text]),
        ("00ff", &[Text, Base64, Hex]),
        ("00FF00", &[Text, Hex]),
        ("00ff0", &[Text]),
    ] {
        let found = keys::read(text);
        let read: Vec<_> = found.keys.iter().map(|key| key.form).collect();
        assert_eq!(read, forms, "{text}");
        assert_eq!(
            found.keys[0].material,
            Material::Secret(text.as_bytes().to_vec())
        );
        assert_eq!(found.notes, [], "{text}");
        assert!(found.keys.iter().all(|key| key.span.of(text) == text));
    }
    let found = keys::read("00ff");
    assert_eq!(found.keys[2].material, Material::Secret(vec![0, 0xff]));
    assert_eq!(
        described(&found),
        [
            "secret, 32 bits, read as text",
            "secret, 24 bits, read as base64",
            "secret, 16 bits, read as hexadecimal digits",
        ]
    );
    // What `openssl rand -base64 60` and `-hex 32` print: one secret, and two.
    let line = "r".repeat(64);
    assert_eq!(
        keys::read(&format!("{line}\ncmFuZG9tbmVzcw==\n")).keys[1].bits(),
        58 * 8
    );
    let line = "0f".repeat(32);
    assert_eq!(keys::read(&format!("{line}\n{line}\n")).keys.len(), 6);
}

#[test]
fn several_things_stand_in_one_text() {
    let text = [
        "Our keys:\n\n{\"issuer\":\"https://a/}\", \"jwks_uri\": \"https://a/keys\", \"id_token_signing_alg_values_supported\": [\"RS256\"]}",
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"a\"}]}{\"issuer\":\"b\"}",
        &file("bag.pem"),
        "and one in base64:",
        &body("P-256.spki.pem"),
        "```",
        "https://idp.example/.well-known/openid-configuration",
        "the secret:",
        "our-own-secret",
    ]
    .join("\n");
    let found = keys::read(&text);
    assert_eq!(
        described(&found),
        [
            "secret, 48 bits, from a JWK Set, kid `a`",
            "RSA public key, 2048 bits, from an X.509 certificate for `OU=Ünit+CN=orders.example, O=Contoso, DC=example`",
            "RSA private key, 2048 bits, from `PRIVATE KEY` (PKCS #8)",
            "EC public key on P-256, from `PUBLIC KEY` (SubjectPublicKeyInfo)",
            "secret, 112 bits, read as text",
        ]
    );
    let issuers: Vec<_> = found
        .metadata
        .iter()
        .map(|document| &*document.issuer)
        .collect();
    assert_eq!(issuers, ["https://a/}", "b"]);
    assert_eq!(
        found.metadata[0].jwks_uri.as_deref(),
        Some("https://a/keys")
    );
    assert_eq!(found.metadata[0].algorithms, ["RS256"]);
    let notes: Vec<_> = found.notes.iter().map(|note| &*note.message).collect();
    assert_eq!(
        notes,
        [
            "a discovery document: its issuer `https://a/}` is used for the `openid-config` or `tenant-id` it belongs to; its keys are not fetched: open `https://a/keys` and paste what it answers",
            "a JWK Set with 1 key",
            "a discovery document: its issuer `b` is used for the `openid-config` or `tenant-id` it belongs to",
            "a private key: it is used to decrypt, its public half to verify, and it stays in this page; whoever else sees it can act in its owner's name",
            "a URL: nothing is fetched; open it and paste the JSON that it answers",
        ]
    );
    assert_eq!(keys::read(" \n\u{feff}"), Keys::default());
}

#[test]
fn keys_within_other_json_are_found() {
    let google = format!(
        "{{\"0a1b2c3d4e\": {}}}",
        serde_json::to_string(&file("leaf.pem")).unwrap()
    );
    assert_eq!(one(&google).kid.as_deref(), Some("0a1b2c3d4e"));
    let embedded =
        "{\"issuer\":\"https://a\",\"jwks\":{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}}";
    assert_eq!(one(embedded).form, Form::JwkSet);
    assert_eq!(keys::read(embedded).metadata.len(), 1);
    let named = "{\"certificate\":{\"issuer\":\"CN=a\"},\"key\":{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":null,\"d\":null}}";
    assert_eq!(one(named).describe(), "secret, 48 bits, from a JWK");
    assert_eq!(
        keys::read(named).metadata.len() + keys::read(named).notes.len(),
        0
    );
    let array = "[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}, {\"kty\":\"oct\",\"k\":\"c2VjcmV0cw\"}]";
    assert_eq!(keys::read(array).keys.len(), 2);
}

#[test]
fn certificates_of_a_jwk_are_held_against_it() {
    let key = one(&file("leaf.pem"));
    let jwk = key.material.jwk().replace('}', "");
    let x5c = |name: &str| format!("{jwk},\"x5c\":[\"{}\"]}}", body(name).replace('\n', ""));
    let same = keys::read(&x5c("leaf.pem"));
    assert_eq!(same.keys[0].certificates, key.certificates);
    assert_eq!((same.keys[0].form, troubles(&same)), (Form::Jwk, vec![]));
    let other = keys::read(&x5c("ca.pem"));
    assert_eq!(other.keys[0].material, key.material);
    assert!(troubles(&other)[0].contains("holds another key than the JWK itself"));
    let broken = keys::read(&format!("{jwk},\"x5c\":[\"MIIB\"]}}"));
    assert!(troubles(&broken)[0].contains("`x5c` cannot be read"));
}

#[test]
fn what_policies_and_tokens_hold_is_read_the_same_way() {
    let key = one(&file("P-256.spki.pem"));
    let json = json::parse(&key.material.jwk()).unwrap();
    assert_eq!(keys::from_jwk(&json).unwrap().thumbprint, P_256);
    assert!(keys::rsa(" AQ+/ ", "AQAB\n").is_ok());
    assert_eq!(
        keys::from_jwk(&json::parse("{}").unwrap()),
        Err("`kty` is missing".to_owned())
    );
    for (n, e) in [
        ("", "AQAB"),
        ("AQAB", ""),
        ("AQ!B", "AQAB"),
        ("AQ.B", "AQAB"),
        ("AA", "AQAB"),
    ] {
        assert!(keys::rsa(n, e).is_err(), "{n} {e}");
    }
    assert_eq!(
        keys::secret(vec![1; 32], Form::Base64).describe(),
        "secret, 256 bits, read as base64"
    );
}

#[test]
fn the_cookbook_is_read() {
    let Some(corpus) = env::var_os("CLAIMSCOPE_CORPUS") else {
        return;
    };
    let mut read = 0;
    for entry in fs::read_dir(Path::new(&corpus).join("jose/jwk")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let found = keys::read(&text);
        assert_eq!(found.keys.len(), 1, "{text}: {:?}", found.notes);
        read += 1;
    }
    assert_eq!(read, 6);
}
