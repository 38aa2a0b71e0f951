//! What a shared secret gives away: known secrets, and public keys taken for secrets, tried on a token. Signs nothing.

use super::key::{Key, Material};
use super::kind;
use crate::jose::Token;
use crate::jose::alg::{Family, algorithm};
use crate::text::base64url;
use crate::text::digest::digest;

/// Tokens with a longer JWS Signing Input are not tried: each secret would cost a hash of it. In bytes.
const MAX_INPUT: usize = 8_192;
/// Public keys beyond this many are not tried as secrets.
const MAX_KEYS: usize = 8;

/// Secrets that stand in samples, templates and documentation, or that people type in their place; the empty one is tried too.
static KNOWN: &str = "secret
your-256-bit-secret
your-384-bit-secret
your-512-bit-secret
a-string-secret-at-least-256-bits-long
a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long
a-valid-string-secret-that-is-at-least-384-bits-long
secretkey
secret-key
secret_key
Secret
SECRET
mysecret
my-secret
my_secret
mysecretkey
my-secret-key
my_secret_key
my super secret key
supersecret
super-secret
super_secret
supersecretkey
super-secret-key
super_secret_key
topsecret
top-secret
verysecret
very-secret
yoursecret
your-secret
your_secret
your-secret-key
your_secret_key
your_jwt_secret
your-jwt-secret
yoursecretkey
jwtsecret
jwt-secret
jwt_secret
JWT_SECRET
jwt
jwt_secret_key
jwt-secret-key
jwtSecret
token
tokensecret
tokenSecret
access_token_secret
changeme
changeit
change-me
change_me
CHANGE_ME
password
Password
passw0rd
P@ssw0rd
password123
pass
admin
admin123
root
test
test123
testing
testsecret
test-secret
test_secret
dev
develop
development
production
default
example
sample
demo
foo
bar
foobar
hello
hello world
key
private
privatekey
private_key
public
shhhhh
shhhhhared-secret
keyboard cat
s3cr3t
s3cret
sekrit
abc
abc123
123
1234
12345
123456
1234567
12345678
123456789
1234567890
0123456789
qwerty
qwerty123
letmein
iloveyou
welcome
null
undefined
none
django-insecure
gfg_jwt_secret_key
thisisasecret
this is a secret
this-is-a-secret
this_is_a_secret
thisismysecret
this is my custom Secret key for authentication
THIS IS USED TO SIGN AND VERIFY JWT TOKENS, REPLACE IT WITH YOUR OWN SECRET, IT CAN BE ANY STRING
AllYourBase
auth0
hmacsecret
signingkey
signing-key
signing_key
SigningKey
somesecret
some-secret
some_secret
secret123
secret1234
00000000000000000000000000000000
11111111111111111111111111111111
12345678901234567890123456789012
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
abcdefghijklmnopqrstuvwxyz123456
0123456789abcdef0123456789abcdef";

/// What was guessed about a token's signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guessed {
    /// The known secret that it was made with.
    pub secret: Option<&'static str>,
    /// The public key, by its index, that it was made with as if it were a secret.
    pub public_key: Option<usize>,
}

/// Tries what anybody could know on a token that is signed with a shared secret. `keys` were read from `pasted`. Nothing for
/// tokens of another kind and for long ones.
#[inline(never)]
pub fn guess(token: &Token, keys: &[Key], pasted: &str) -> Guessed {
    let mut guessed = Guessed::default();
    let row = token.alg().and_then(algorithm);
    let Some(row) = row.filter(|row| row.family == Family::Hmac) else {
        return guessed;
    };
    let input = token.signing_input(0).unwrap_or_default();
    let signature = token.signature_bytes(0).unwrap_or_default();
    if input.is_empty() || signature.is_empty() || input.len() > MAX_INPUT {
        return guessed;
    }
    let bits = row
        .name
        .trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let hash = ["sha-", bits].concat();
    let fits = |secret: &[u8]| hmac(&hash, secret, &input).as_deref() == Some(signature);
    guessed.secret = KNOWN
        .split('\n')
        .chain([""])
        .find(|known| fits(known.as_bytes()));
    for (index, key) in keys.iter().enumerate().take(MAX_KEYS) {
        let mut secrets = spellings(key, pasted).into_iter();
        if guessed.public_key.is_none() && secrets.any(|secret| fits(&secret)) {
            guessed.public_key = Some(index);
        }
    }
    guessed
}

/// HMAC (RFC 2104 §2). `None` for a hash that is not known.
fn hmac(hash: &str, secret: &[u8], text: &[u8]) -> Option<Vec<u8>> {
    let block = if hash == "sha-256" { 64 } else { 128 };
    let mut key = secret.to_vec();
    if key.len() > block {
        key = digest(hash, &key)?;
    }
    key.resize(block, 0);
    let padded = |pad: u8, text: &[u8]| {
        let mut whole: Vec<u8> = key.iter().map(|byte| byte ^ pad).collect();
        whole.extend(text);
        digest(hash, &whole)
    };
    padded(0x5c, &padded(0x36, text)?)
}

/// How a public key is written, for those who take it for a secret (CVE-2016-10555): as it was pasted, as a JWK, as DER and PEM.
fn spellings(key: &Key, pasted: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    if matches!(key.material, Material::Secret(_)) {
        return found;
    }
    let mut add = |text: &str| {
        for end in ["", "\n"] {
            found.push([text, end].concat().into_bytes());
        }
    };
    add(key.span.of(pasted).trim());
    add(&key.material.jwk());
    if let Some(der) = spki(&key.material) {
        let base64 = base64url::encode(&der).replace('-', "+").replace('_', "/");
        let mut pem = "-----BEGIN PUBLIC KEY-----".to_owned();
        let padding = "=".repeat((4 - base64.len() % 4) % 4);
        for (index, letter) in base64.chars().chain(padding.chars()).enumerate() {
            if index % 64 == 0 {
                pem.push('\n');
            }
            pem.push(letter);
        }
        pem.push_str("\n-----END PUBLIC KEY-----");
        add(&pem);
        found.push(der);
    }
    found
}

/// `SubjectPublicKeyInfo` of an RSA or EC key (RFC 5280 §4.1, RFC 3279 §2.3.1, RFC 5480 §2).
fn spki(material: &Material) -> Option<Vec<u8>> {
    const RSA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
    const EC: &[u8] = b"\x2a\x86\x48\xce\x3d\x02\x01";
    let (algorithm, key) = match material {
        Material::Rsa { modulus, exponent } => {
            let numbers = [number(modulus), number(exponent)].concat();
            let algorithm = [element(6, RSA), element(5, &[])].concat();
            (algorithm, element(0x30, &numbers))
        }
        Material::Ec { curve, x, y } => {
            let kind = kind::by_name("EC", curve)?;
            let algorithm = [element(6, EC), element(6, kind.oid)].concat();
            (algorithm, [&[4], &**x, y].concat())
        }
        _ => return None,
    };
    let key = [&[0], &*key].concat();
    Some(element(
        0x30,
        &[element(0x30, &algorithm), element(3, &key)].concat(),
    ))
}

/// An integer that is not negative.
fn number(bytes: &[u8]) -> Vec<u8> {
    let sign: &[u8] = if bytes.first() >= Some(&0x80) {
        &[0]
    } else {
        &[]
    };
    element(2, &[sign, bytes].concat())
}

/// An element in DER (X.690 §8.1.3), of less than 64 kB.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let [.., high, low] = content.len().to_be_bytes();
    let mut found = match content.len() {
        0..128 => vec![tag, low],
        128..256 => vec![tag, 0x81, low],
        _ => vec![tag, 0x82, high, low],
    };
    found.extend(content);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::decode;
    use crate::keys;

    fn signed(alg: &str, secret: &[u8]) -> Token {
        let header = base64url::encode(format!("{{\"alg\":\"{alg}\"}}").as_bytes());
        let input = [&*header, ".e30"].concat();
        let hash = alg.replace("HS", "sha-");
        let signature = hmac(&hash, secret, input.as_bytes()).unwrap();
        decode(&[&*input, ".", &base64url::encode(&signature)].concat())
    }

    #[test]
    fn the_example_of_rfc_4231() {
        let mac = hmac("sha-256", b"Jefe", b"what do ya want for nothing?").unwrap();
        assert_eq!(mac.get(..4), Some(&b"\x5b\xdc\xc1\x46"[..]));
        let long = hmac(
            "sha-512",
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
        );
        assert_eq!(long.unwrap().get(..4), Some(&b"\x80\xb2\x42\x63"[..]));
    }

    #[test]
    fn secrets_that_everybody_knows_are_found() {
        for alg in ["HS256", "HS384", "HS512"] {
            for secret in ["secret", "", "0123456789abcdef0123456789abcdef"] {
                assert_eq!(
                    guess(&signed(alg, secret.as_bytes()), &[], "").secret,
                    Some(secret)
                );
            }
            assert_eq!(
                guess(&signed(alg, b"a secret of one's own"), &[], ""),
                Guessed::default()
            );
        }
        let mut secrets: Vec<_> = KNOWN.split('\n').collect();
        secrets.sort_unstable();
        assert!(
            secrets.len() > 100 && secrets.is_sorted_by(|one, other| one < other),
            "{secrets:?}"
        );
    }

    #[test]
    fn a_public_key_taken_for_a_secret_is_found_in_every_spelling() {
        let pasted = "\n -----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMKBCTNIcKUSDii11ySs3526iDZ8A\niTo7Tu6KPAqv7D7gS2XpJFbZiItSs3m9+9Ue6GnvHw/GW2ZZaVtszggXIw==\n-----END PUBLIC KEY-----\n";
        let found = keys::read(pasted).keys;
        let [key] = &*found else { panic!("{found:?}") };
        let pem = pasted.trim();
        let der = spki(&key.material).unwrap();
        for secret in [
            pem.as_bytes(),
            &[pem, "\n"].concat().into_bytes(),
            &der,
            key.material.jwk().as_bytes(),
        ] {
            assert_eq!(
                guess(&signed("HS256", secret), &found, pasted).public_key,
                Some(0)
            );
        }
        assert_eq!(
            guess(&signed("HS256", b"other"), &found, pasted),
            Guessed::default()
        );
        let set = format!("{{\"keys\":[{}]}}", key.material.jwk());
        let read = keys::read(&set).keys;
        assert_eq!(
            guess(&signed("HS256", pem.as_bytes()), &read, &set).public_key,
            Some(0)
        );
    }
}
