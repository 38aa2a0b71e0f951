//! Keys that cannot be read or are not as they should be, and pastes without end.

mod support;

use claimscope::keys::{self, Form};
use support::pasted_keys::{body, file, pem};

/// Each stops being a key at the mark `^`, which is not part of it.
#[test]
fn what_is_broken_is_told_at_its_character() {
    let spki = file("rsa.spki.pem");
    let cut = |text: &str, count: usize| text.lines().take(count).collect::<Vec<_>>().join("\n");
    let damaged = |text: &str, at: usize, with: &str| {
        let (before, behind) = text.split_at(at);
        [before, "^", with, behind.get(1..).unwrap()].concat()
    };
    let marked = |name: &str, at: usize| {
        let text = file(name);
        let (before, behind) = text.split_at(at);
        [before, "^", behind].concat()
    };
    for (text, message) in [
        (format!("{}^", cut(&spki, 5)), "closest to PEM `PUBLIC KEY`: it ends before all that it announces"),
        (damaged(&spki, 100, "!"), "closest to PEM `PUBLIC KEY`: a character that is no base64"),
        (damaged(&spki, 100, "="), "closest to PEM `PUBLIC KEY`: `=` stands before the end"),
        (spki.replace("-----END", "^-----AND"), "PEM `PUBLIC KEY`: expected `-----END PUBLIC KEY-----`"),
        (spki.replace("PUBLIC KEY-----\nM", "PUBLIC KEY-----\n^N"), "closest to PEM `PUBLIC KEY`: expected a sequence"),
        ("-----BEGIN ^PUBLIC KEY".to_owned(), "closest to PEM: expected a label and `-----`"),
        (file("brainpool.spki.pem").replace("KyQD", "^KyQD"), "closest to PEM `PUBLIC KEY`: `1.3.36.3.3.2.8.1.1.7`, which is no algorithm"),
        (marked("brainpool.pkcs8.pem", 53), "closest to PEM `PRIVATE KEY`: `1.3.36.3.3.2.8.1.1.7`, which is no algorithm"),
        (marked("P-256.no-public.pem", 40), "closest to PEM `EC PRIVATE KEY`: a private key for P-256 without its public key"),
        (marked("ed25519.pkcs8.pem", 46), "closest to PEM `PRIVATE KEY`: a private key for Ed25519 without its public key"),
        (file("P-256.compressed.pem").replace("ADniF", "^ADniF"), "closest to PEM `PUBLIC KEY`: a compressed point"),
        (file("rsa.encrypted-pkcs8.pem").replace("\nMII", "\n^MII"), "closest to PEM `ENCRYPTED PRIVATE KEY`: it is an encrypted private key"),
        (file("rsa.encrypted.pem").replacen("\n\n", "\n\n^", 1), "closest to PEM `RSA PRIVATE KEY`: it is an encrypted private key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\n^b3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE KEY-----".to_owned(), "closest to PEM `OPENSSH PRIVATE KEY`: no such block is read"),
        (format!("{}^", cut(&body("leaf.pem"), 4)), "closest to DER in base64, a key: it ends before all that it announces"),
        (format!("{}^!{}", cut(&body("leaf.pem"), 4), body("leaf.pem")), "closest to DER in base64, a key: it ends before"),
        ("{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"AQA^!\"}".to_owned(), "closest to a JWK: `n` stops being base64url"),
        ("^{\"kty\":\"RSA\",\"e\":\"AQAB\"}".to_owned(), "closest to a JWK: `n` is missing"),
        ("{\"kty\":\"RSA\",\"n\":^5}".to_owned(), "closest to a JWK: `n` is a number instead of a string"),
        ("{\"kty\":\"RSA\",\"n\":^\"\"}".to_owned(), "closest to a JWK: `n` is zero"),
        ("{\"kty\":^\"rsa\"}".to_owned(), "closest to a JWK: `kty` is `rsa`, and none of"),
        ("^{\"n\":\"AQAB\",\"e\":\"AQAB\"}".to_owned(), "closest to a JWK: `kty` is missing"),
        ("{\"kty\":\"EC\",\"crv\":^\"Ed25519\"}".to_owned(), "closest to a JWK: `crv` is `Ed25519`, which is not known for this `kty`"),
        ("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":^\"AQAB\",\"y\":\"AQAB\"}".to_owned(), "closest to a JWK: `x` has 3 bytes instead of 32"),
        ("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":^\"AQAB\"}".to_owned(), "closest to a JWK: `x` has 3 bytes instead of 32"),
        ("{\"keys\":^{}}".to_owned(), "closest to a JWK Set: `keys` is an object"),
        ("{\"keys\":[^5]}".to_owned(), "closest to a JWK: `kty` is missing"),
        ("{\"kty\":\"oct\" ^\"k\":\"AAAA\"}".to_owned(), "closest to JSON: expected `,` or `}`"),
        ("[\"MII^!\"]".to_owned(), "closest to `x5c`: a character that is no base64"),
    ] {
        let mark = text.find('^').unwrap();
        let text = text.replace('^', "");
        let found = keys::read(&text);
        let note = found.notes.iter().find(|note| note.is_trouble).unwrap();
        assert!(note.message.starts_with(message), "{text}: {}", note.message);
        assert_eq!(note.span.start, mark, "{text}: {}", note.message);
        let line = text.get(..mark).unwrap().matches('\n').count() + 1;
        let place = format!("(character {}, line {line})", mark + 1);
        assert!(note.message.ends_with(&place), "{}", note.message);
        assert!(found.keys.iter().all(|key| !matches!(key.form, Form::Text | Form::Base64)), "{text}");
    }
}

#[test]
fn one_comma_does_not_hide_the_keys() {
    let text = "{\"keys\": [{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}, {\"kty\":\"oct\",}, {\"kty\":\"oct\",\"k\":\"c2VjcmU\"},]} a.secret";
    let found = keys::read(text);
    let spans: Vec<_> = found.keys.iter().map(|key| key.span.of(text)).collect();
    assert_eq!(
        spans,
        [
            "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}",
            "{\"kty\":\"oct\",\"k\":\"c2VjcmU\"}",
            "a.secret"
        ]
    );
    assert_eq!(found.notes.len(), 1);
    assert!(found.notes[0].message.starts_with("closest to JSON: "));
}

#[test]
fn what_is_odd_is_read_and_told() {
    for (text, message) in [
        (
            "{\"kty\":\"oct\",\"k\":\"c2VjcmU=\"}",
            "a JWK: `k` is not written as base64url without padding",
        ),
        (
            "{\"kty\":\"oct\",\"k\":\"c2VjcmU\",\"kid\":5}",
            "a JWK: `kid` is no string",
        ),
        (
            "{\"kty\":\"RSA\",\"n\":\"AAEB\",\"e\":\"AQAB\"}",
            "a JWK: `n` has leading zeros",
        ),
        (
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"QEzU0hwpRIOKLXXJKzfnbqINnwCJOjtO7oo8Cq_sPg\",\"y\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\"}",
            "a JWK: `x` is shorter than its curve asks for",
        ),
    ] {
        let found = keys::read(text);
        assert_eq!(found.keys.len(), 1, "{text}");
        assert!(
            found.notes[0].message.starts_with(message),
            "{}",
            found.notes[0].message
        );
    }
    for (text, message) in [
        (
            "ssh-ed25519 AAAA me@here",
            "an SSH public key, closest to PEM",
        ),
        ("eyJhbGciOiJub25lIn0.e30.", "a token, which is passed over"),
        (
            "<validate-jwt\nheader-name=\"Authorization\">\n</validate-jwt>\n",
            "XML, which is passed over",
        ),
        ("{\"a\":1}", "JSON without `issuer`, `keys` or `kty`"),
        ("two words\nand more", "no key: expected a JWK"),
    ] {
        let found = keys::read(text);
        assert_eq!((found.keys.len(), found.notes.len()), (0, 1), "{text}");
        assert!(
            found.notes[0].message.starts_with(message),
            "{}",
            found.notes[0].message
        );
    }
}

#[test]
fn a_paste_without_end_has_an_end() {
    let repeated = |text: &str| text.repeat(1_100_000 / text.len());
    let certificate = file("leaf.pem");
    for text in [
        repeated("{} "),
        repeated("-----BEGIN "),
        repeated("-----BEGIN X-----\n"),
        repeated("{ "),
        repeated("[{"),
        repeated("{\n-----BEGIN "),
        repeated("a-secret\n"),
        repeated("two words\n"),
        "MIIB".repeat(50_000),
        repeated("{\"kty\":\"oct\",\"k\":\"AA=\"}"),
        repeated(&certificate),
        format!(
            "{{\"keys\":[{}{{}}]}}",
            "{\"kty\":\"oct\",\"k\":\"AA==\"},".repeat(30_000)
        ),
        format!("{{\"keys\":[{}{{}}]}}", "{},".repeat(100_000)),
        // As deep as can be written.
        pem("CERTIFICATE", &[0x30, 0x80].repeat(300_000)),
        pem("CERTIFICATE", &[0x30, 0x82, 0xff, 0xff].repeat(100_000)),
    ] {
        let found = keys::read(&text);
        assert!(found.keys.len() <= 200 && found.notes.len() <= 100);
        let rest = "the rest was not read";
        let is_whole = found
            .notes
            .iter()
            .all(|note| !note.message.starts_with(rest));
        assert_eq!(
            is_whole,
            text.len() <= 1_000_000 && !text.contains("AA=="),
            "{}",
            text.get(..40).unwrap()
        );
    }
}
