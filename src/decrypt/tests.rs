#![expect(clippy::too_many_lines, reason = "a table is as long as its rows")]

use std::rc::Rc;

use super::plan::other_info;
use super::run::agreed;
use super::*;
use crate::jose::{Token, decode};
use crate::keys::{self, Form, Key};
use crate::text::base64url::{self, encode};
use crate::text::json;
use crate::verify::Sources;

const RSA: &str = r#"{"kty":"RSA","kid":"k","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs","e":"AQAB","d":"X4cTteJY"}"#;
const P256: &str = r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}"#;
const X25519: &str =
    r#"{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"AA"}"#;

/// A token with this header and parts of these lengths in bytes: encrypted key, initialization vector, ciphertext, tag.
fn token(header: &str, sizes: [usize; 4]) -> Token {
    let mut text = encode(header.as_bytes());
    for (fill, size) in (1..).zip(sizes) {
        text.push('.');
        text.push_str(&encode(&vec![fill; size]));
    }
    decode(&text)
}

fn jwk(text: &str) -> Key {
    keys::from_jwk(&json::parse(text).unwrap()).unwrap()
}

fn secret(bytes: usize) -> Key {
    keys::secret(vec![7; bytes], Form::Text)
}

fn tried(token: &Token, pasted: &[Key]) -> Vec<Decryption> {
    let pasted: Vec<Rc<Key>> = pasted.iter().cloned().map(Rc::new).collect();
    let mut all = Vec::new();
    let sources = Sources {
        pasted: &pasted,
        policies: &[],
    };
    decryptions(0, token, sources, &mut all);
    all
}

fn planned(header: &str, key: &Key) -> Result<Plan, Unfit> {
    let token = token(header, [40, 12, 5, 16]);
    tried(&token, std::slice::from_ref(key))[0].plan.clone()
}

#[test]
fn a_key_is_tried_where_it_fits_and_else_it_is_said_why_not() {
    let public = jwk(&P256.replace(r#","d":"#, r#","no":"#));
    let epk = format!(
        r#""epk":{}"#,
        P256.split_once(r#","d""#).unwrap().0.to_owned() + "}"
    );
    let header = |alg: &str, members: &str| {
        let comma = if members.is_empty() { "" } else { "," };
        format!(r#"{{"alg":"{alg}","enc":"A256GCM"{comma}{members}}}"#)
    };
    let with = |key: &str, members: &str| jwk(&key.replacen('{', &["{", members, ","].concat(), 1));
    for (header, key, expected) in [
        (header("RSA-OAEP", ""), jwk(RSA), ""),
        (header("RSA-OAEP-512", r#""zip":"DEF""#), jwk(RSA), ""),
        (header("ECDH-ES", &epk), jwk(P256), ""),
        (header("dir", ""), secret(32), ""),
        (header("A192KW", ""), secret(24), ""),
        (
            header("PBES2-HS256+A128KW", r#""p2s":"AAAAAAAAAAA","p2c":1000"#),
            secret(5),
            "",
        ),
        (
            header("PBES2-HS256+A128KW", r#""p2s":"AAAAAAAAAAA","p2c":1200000"#),
            secret(5),
            "",
        ),
        (
            header(
                "A256GCMKW",
                r#""iv":"AAAAAAAAAAAAAAAA","tag":"AAAAAAAAAAAAAAAAAAAAAA""#,
            ),
            secret(32),
            "",
        ),
        (
            header("dir", ""),
            with(
                r#"{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#,
                r#""alg":"A256GCM","use":"enc","key_ops":["decrypt"]"#,
            ),
            "",
        ),
        (
            header("RSA1_5", ""),
            jwk(RSA),
            "no browser decrypts `RSA1_5`, which is unsafe: have the issuer encrypt with `RSA-OAEP-256`",
        ),
        (
            header("RS256", ""),
            jwk(RSA),
            "`alg` is `RS256`, which encrypts no key",
        ),
        (
            header("dir", "").replace("A256GCM", "A256"),
            secret(32),
            "`enc` is `A256`, which encrypts no content",
        ),
        (
            header("dir", r#""zip":"GZ""#),
            secret(32),
            "`zip` is `GZ`, and nothing but `DEF` is known (RFC 7516 §4.1.3)",
        ),
        (
            header("dir", r#""crit":["exp"],"exp":1"#),
            secret(32),
            "`crit` demands that `exp` is understood",
        ),
        (
            header("dir", "").replace("A256GCM", "A128CBC-HS256"),
            secret(32),
            "the initialization vector has 96 bits, `A128CBC-HS256` wants 128",
        ),
        (
            header("RSA-OAEP", ""),
            jwk(P256),
            "the key is of type EC, `RSA-OAEP` needs an RSA key",
        ),
        (
            header("A256KW", ""),
            jwk(RSA),
            "the key is of type RSA, `A256KW` needs a shared secret",
        ),
        (
            header("ECDH-ES+A128KW", &epk),
            jwk(RSA),
            "the key is of type RSA, `ECDH-ES+A128KW` needs an EC key or one on X25519",
        ),
        (
            header("ECDH-ES", &epk),
            jwk(X25519),
            "the key is on the curve `X25519`, `epk` in the header on `P-256`",
        ),
        (
            header("ECDH-ES", ""),
            jwk(P256),
            "the header has no `epk` that is a public key, which `ECDH-ES` needs (RFC 7518 §4.6.1.1)",
        ),
        (
            header("ECDH-ES", &epk),
            public,
            "only the public key was pasted: the private key is needed",
        ),
        (
            header("A256KW", ""),
            secret(16),
            "the secret has 128 bits, `A256KW` wants 256",
        ),
        (
            header("dir", ""),
            secret(33),
            "the secret has 264 bits, `A256GCM` wants 256",
        ),
        (
            header("A256GCMKW", r#""iv":"AAAA""#),
            secret(32),
            "`iv` in the header has 24 bits, `A256GCMKW` wants 96",
        ),
        (
            header("A256GCMKW", r#""iv":5"#),
            secret(32),
            "`iv` is no base64url",
        ),
        (
            header("PBES2-HS256+A128KW", r#""p2s":"AAAAAAAAAAA","p2c":999"#),
            secret(5),
            "`p2c` is `999`, the rounds of PBKDF2: fewer than 1,000 protect nothing, more than 1,200,000 are an attack on whoever reads the token",
        ),
        (
            header("PBES2-HS256+A128KW", r#""p2s":"AAAAAAAAAAA","p2c":1200001"#),
            secret(5),
            "`p2c` is `1200001`, the rounds of PBKDF2: fewer than 1,000 protect nothing, more than 1,200,000 are an attack on whoever reads the token",
        ),
        (
            header("RSA-OAEP", ""),
            with(RSA, r#""use":"sig""#),
            "the key is for signatures: its `use` is `sig`",
        ),
        (
            header("RSA-OAEP", ""),
            with(RSA, r#""alg":"RS256""#),
            "the key says that it is for `RS256`, the token says `RSA-OAEP`",
        ),
        (
            header("RSA-OAEP", ""),
            with(RSA, r#""key_ops":["sign"]"#),
            "`key_ops` of the key has neither `decrypt` nor `unwrapKey`, `deriveKey`, `deriveBits`",
        ),
    ] {
        let found = planned(&header, &key).map_or_else(|unfit| unfit.why, |_| String::new());
        assert_eq!(found, expected, "{header} {}", key.describe());
    }
}

/// All that is asked, when the browser's answers are these.
fn asked(header: &str, sizes: [usize; 4], key: &Key, answers: &[Vec<u8>]) -> (Vec<Question>, Next) {
    let all = tried(&token(header, sizes), std::slice::from_ref(key));
    let plan = all[0].plan.as_ref().unwrap();
    let mut run = Run::new(plan);
    let mut questions = Vec::new();
    let mut next = run.next(Vec::new());
    for answer in answers {
        let Next::Ask(question) = next else {
            panic!("asked too little: {next:?}");
        };
        questions.push(question);
        next = run.next(answer.clone());
    }
    (questions, next)
}

#[test]
fn the_browser_is_asked_one_question_after_the_other() {
    let wrapped = r#"{"alg":"A256KW","enc":"A128GCM"}"#;
    let (questions, end) = asked(
        wrapped,
        [24, 12, 5, 16],
        &secret(32),
        &[vec![9; 16], b"text".to_vec()],
    );
    assert_eq!(end, Next::Done(b"text".to_vec()));
    let [unwrap, content] = &questions[..] else {
        panic!("{questions:?}");
    };
    assert_eq!(
        (unwrap.method, &unwrap.key, &unwrap.data),
        ("unwrapKey", &Import::Raw(vec![7; 32]), &vec![1; 24])
    );
    assert_eq!(content.algorithm, r#"{"name":"AES-GCM","tagLength":128}"#);
    assert_eq!(content.key, Import::Raw(vec![9; 16]));
    assert_eq!(content.data, [vec![3; 5], vec![4; 16]].concat());
    let aad = encode(wrapped.as_bytes()).into_bytes();
    assert_eq!(
        content.buffers,
        [("iv", vec![2; 12]), ("additionalData", aad)]
    );

    // A key of another length than the content wants is no key of it.
    let (_, end) = asked(wrapped, [24, 12, 5, 16], &secret(32), &[vec![9; 17]]);
    assert!(
        matches!(&end, Next::Refused(why) if why.contains("136 bits")),
        "{end:?}"
    );

    // The tag is half of an HMAC with the first half of the key; the second half decrypts.
    let direct = r#"{"alg":"dir","enc":"A128CBC-HS256","zip":"DEF"}"#;
    let mut key = secret(32);
    key.material = keys::Material::Secret([vec![5; 16], vec![6; 16]].concat());
    let sizes = [0, 16, 16, 16];
    let (questions, end) = asked(direct, sizes, &key, &[vec![4; 32], b"text".to_vec()]);
    assert_eq!(end, Next::Inflate(b"text".to_vec()));
    let [mac, content] = &questions[..] else {
        panic!("{questions:?}");
    };
    let aad = encode(direct.as_bytes()).into_bytes();
    let bits = (aad.len() as u64 * 8).to_be_bytes().to_vec();
    assert_eq!(mac.algorithm, r#"{"name":"HMAC","hash":"SHA-256"}"#);
    assert_eq!(mac.key, Import::Raw(vec![5; 16]));
    assert_eq!(mac.data, [aad, vec![2; 16], vec![3; 16], bits].concat());
    assert_eq!(
        (content.method, &content.key),
        ("decrypt", &Import::Raw(vec![6; 16]))
    );
    let (_, end) = asked(direct, sizes, &key, &[[vec![4; 15], vec![0; 17]].concat()]);
    assert_eq!(end, Next::DoesNotOpen);
}

#[test]
fn the_first_question_is_what_the_algorithm_manages_keys_with() {
    let epk = P256.split_once(r#","d""#).unwrap().0.to_owned() + "}";
    for (header, key, method, algorithm, bits) in [
        (
            r#"{"alg":"RSA-OAEP","enc":"A128GCM"}"#.to_owned(),
            jwk(RSA),
            "decrypt",
            r#"{"name":"RSA-OAEP","hash":"SHA-1"}"#,
            0,
        ),
        (
            format!(r#"{{"alg":"ECDH-ES+A192KW","enc":"A128GCM","epk":{epk}}}"#),
            jwk(P256),
            "deriveBits",
            r#"{"name":"ECDH","namedCurve":"P-256"}"#,
            256,
        ),
        (
            r#"{"alg":"PBES2-HS384+A192KW","enc":"A128GCM","p2c":2000,"p2s":"c2FsdA"}"#.to_owned(),
            secret(5),
            "deriveBits",
            r#"{"name":"PBKDF2","hash":"SHA-384","iterations":2000}"#,
            192,
        ),
    ] {
        let (questions, _) = asked(&header, [24, 12, 5, 16], &key, &[vec![1; 32]]);
        let first = &questions[0];
        assert_eq!(
            (first.method, &*first.algorithm, first.bits),
            (method, algorithm, bits)
        );
        match first.method {
            "decrypt" => assert_eq!(first.data, [1; 24]),
            _ if first.peer.is_empty() => assert_eq!(
                first.buffers,
                [("salt", b"PBES2-HS384+A192KW\0salt".to_vec())]
            ),
            _ => assert!(!first.peer.contains("\"d\"") && first.peer.contains("MKBCTNIc")),
        }
    }
}

#[test]
fn an_agreed_key_is_the_one_of_rfc_7518_appendix_c() {
    let secret = [
        158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110,
        163, 218, 128, 106, 72, 246, 218, 167, 121, 140, 254, 144, 196,
    ];
    let info = other_info("A128GCM", b"Alice", b"Bob", 128);
    assert_eq!(
        encode(&agreed(&secret, &info, 128)),
        "VqqN6vgjbSBcIijNcacQGg"
    );
    // Two rounds of the hash.
    let long = agreed(&secret, &info, 512);
    assert_eq!(long.len(), 64);
    assert_eq!(
        long[..16],
        base64url::decode("VqqN6vgjbSBcIijNcacQGg").bytes
    );
    assert_ne!(long[..32], long[32..]);
}

#[test]
fn what_is_not_as_it_was_sent_is_not_tried() {
    let header = encode(br#"{"alg":"dir","enc":"A128GCM"}"#);
    let (iv, tag) = (encode(&[1; 12]), encode(&[1; 16]));
    for (text, is_tried) in [
        (format!("{header}..{iv}.YQ.{tag}"), true),
        (format!("{header}..{iv}.YQ==.{tag}"), false),
        (format!("{header}..{iv}.YR.{tag}"), false),
        (format!("{header}..{iv}.YQ.{}", encode(&[1; 12])), false),
    ] {
        let all = tried(&decode(&text), &[secret(16)]);
        assert_eq!(all[0].plan.is_ok(), is_tried, "{text}: {:?}", all[0].plan);
    }
    let signed = decode(&[&*encode(br#"{"alg":"HS256"}"#), "e30", "c2ln"].join("."));
    assert_eq!(tried(&signed, &[secret(16)]), []);
}

#[test]
fn what_is_known_follows_from_what_came_of_the_keys() {
    let token = token(
        r#"{"alg":"RSA-OAEP","enc":"A128GCM","kid":"k"}"#,
        [24, 12, 5, 16],
    );
    let all = tried(&token, &[secret(16), jwk(RSA)]);
    assert_eq!(all[0].origin, Origin::Pasted(1));
    let closed = |outcome| vec![Opening::Closed(outcome), Opening::Closed(Outcome::NotAsked)];
    for (openings, why) in [
        (
            vec![],
            "not decrypted: only the page decrypts, with the browser's WebCrypto",
        ),
        (closed(Outcome::Pending), "being decrypted"),
        (
            closed(Outcome::DoesNotFit),
            "none of the keys opens the token: it is encrypted for another key, or was changed",
        ),
        (
            closed(Outcome::NotOffered),
            "with none of the keys: cannot be tried: this browser does not have the algorithm",
        ),
        (
            vec![Opening::Opened(b"x".as_slice().into())],
            "decrypted with the key `k` that you pasted",
        ),
        (
            vec![Opening::Bomb],
            "decrypted with the key `k` that you pasted",
        ),
    ] {
        let known = conclude((0, 0), &all, &openings);
        assert_eq!((known.why.as_str(), known.trials.len()), (why, 2));
        assert!(known.trials[1].outcome.is_err());
    }
    assert!(conclude((0, 1), &all, &[]).trials.is_empty());
}
