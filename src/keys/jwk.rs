//! A JSON Web Key (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2): read leniently, and what is not as it should be is noted.

use super::certificate;
use super::der::without_zeros;
use super::fault::Fault;
use super::key::{Certificate, Form, Key, Material, Private};
use super::kind;
use crate::text::base64url;
use crate::text::json::{self, Json};

/// What is private in a JWK that is not a shared secret (RFC 7518 §6.2.2, §6.3.2, RFC 8037 §2, draft-ietf-cose-dilithium).
const PRIVATE: [&str; 7] = ["d", "dp", "dq", "p", "priv", "q", "qi"];

/// Zeros in front of a coordinate that somebody's library may have left out; where more is missing it was cut.
const MOST_ZEROS: usize = 2;

/// Reads one JWK. What is read all the same is added to `oddities`; offsets are those of the JSON text.
#[inline(never)]
pub(super) fn read(root: &Json, oddities: &mut Vec<Fault>) -> Result<Key, Fault> {
    let mut jwk = Jwk {
        root,
        oddities,
        fault: None,
    };
    let mut key = Key::new(Form::Jwk, jwk.material());
    for (member, place) in [
        ("kid", &mut key.kid),
        ("use", &mut key.usage),
        ("alg", &mut key.algorithm),
        ("x5t", &mut key.x5t),
        ("x5t#S256", &mut key.x5t_s256),
    ] {
        *place = jwk.text(member);
    }
    if let Some(listed) = jwk.get("key_ops") {
        let mut operations = Vec::new();
        for element in listed.elements() {
            operations.extend(element.as_str().map(str::to_owned));
        }
        key.operations = Some(operations);
    }
    key.private = jwk.private(&key.material);
    key.certificates = jwk.certificates(&key.material);
    match jwk.fault {
        Some(fault) => Err(fault),
        None => Ok(key),
    }
}

/// A JWK that is read to its end whatever is wrong; only the first fault counts.
struct Jwk<'a> {
    root: &'a Json,
    oddities: &'a mut Vec<Fault>,
    fault: Option<Fault>,
}

impl<'a> Jwk<'a> {
    fn material(&mut self) -> Material {
        let kty = self.required("kty");
        match kty.as_str() {
            "RSA" => Material::Rsa {
                modulus: self.number("n"),
                exponent: self.number("e"),
            },
            "EC" | "OKP" | "AKP" => self.of_kind(&kty),
            "oct" => Material::Secret(self.bytes("k")),
            _ => {
                self.wrong(
                    "kty",
                    &[
                        "`kty` is `",
                        &kty,
                        "`, and none of `RSA`, `EC`, `OKP`, `oct` and `AKP`",
                    ],
                );
                Material::Secret(Vec::new())
            }
        }
    }

    /// A key that is not RSA, with this `kty`.
    fn of_kind(&mut self, kty: &str) -> Material {
        let (member, public) = if kty == "AKP" {
            ("alg", "pub")
        } else {
            ("crv", "x")
        };
        let name = self.required(member);
        let Some(kind) = kind::by_name(kty, &name) else {
            self.wrong(
                member,
                &[
                    "`",
                    member,
                    "` is `",
                    &name,
                    "`, which is not known for this `kty`",
                ],
            );
            return Material::Secret(Vec::new());
        };
        let mut bytes = Vec::new();
        if kty == "EC" {
            bytes.push(4);
        }
        bytes.extend(self.sized(public, kty, kind.length));
        if kty == "EC" {
            bytes.extend(self.sized("y", kty, kind.length));
        }
        kind.material(&bytes).0
    }

    /// The bytes of a number, without leading zeros.
    fn number(&mut self, member: &str) -> Vec<u8> {
        let bytes = self.bytes(member);
        let number = without_zeros(&bytes);
        if number.is_empty() {
            self.wrong(member, &["`", member, "` is zero"]);
        } else if number.len() < bytes.len() {
            self.odd(member, "has leading zeros, which RFC 7518 §2 leaves out");
        }
        number.to_vec()
    }

    /// So many bytes; where zeros in front of a coordinate were left out they are put back.
    fn sized(&mut self, member: &str, kty: &str, length: usize) -> Vec<u8> {
        let bytes = self.bytes(member);
        let found = bytes.len();
        if kty == "EC" && found < length && found + MOST_ZEROS >= length {
            self.odd(member, "is shorter than its curve asks for (RFC 7518 §6.2.1.2): it is read with zeros in front");
            let mut padded = vec![0; length - found];
            padded.extend(bytes);
            return padded;
        }
        if found != length {
            let numbers = [found, length].map(|number| number.to_string());
            self.wrong(
                member,
                &[
                    "`",
                    member,
                    "` has ",
                    &numbers[0],
                    " bytes instead of ",
                    &numbers[1],
                    ": copy it whole",
                ],
            );
        }
        bytes
    }

    /// The bytes of a member that must be there.
    fn bytes(&mut self, member: &str) -> Vec<u8> {
        let text = self.required(member);
        let decoded = base64url::decode(&text);
        if let Some(end) = decoded.broken_at(&text) {
            // One for the quotation mark.
            self.wrong_at(
                1 + end,
                member,
                &["`", member, "` stops being base64url: copy it whole"],
            );
        } else if !decoded.faults.is_empty() {
            self.odd(member, "is not written as base64url without padding (RFC 7515 §2): it is read all the same");
        }
        decoded.bytes
    }

    /// The text of a member that must be there.
    fn required(&mut self, member: &str) -> String {
        let message = match self.get(member) {
            None => ["` is missing", "", ""],
            Some(value) => match value.as_str() {
                Some(text) => return text.to_owned(),
                None => ["` is ", value.describe(), " instead of a string"],
            },
        };
        self.wrong(member, &["`", member, &message.concat()]);
        String::new()
    }

    /// The text of a member that may be missing.
    fn text(&mut self, member: &str) -> Option<String> {
        let value = self.get(member)?;
        let text = value.as_str();
        if text.is_none() {
            self.odd(member, "is no string: it is passed over");
        }
        text.map(str::to_owned)
    }

    /// The whole key again, as a browser imports it.
    fn private(&mut self, material: &Material) -> Option<Private> {
        let public = material.jwk();
        let mut jwk = public.trim_end_matches('}').to_owned();
        let length = jwk.len();
        for member in PRIVATE {
            if self.get(member).is_some() {
                let value = base64url::encode(&self.bytes(member));
                for part in [",\"", member, "\":\"", &value, "\""] {
                    jwk.push_str(part);
                }
            }
        }
        let is_private = jwk.len() > length && !matches!(material, Material::Secret(_));
        jwk.push('}');
        is_private.then_some(Private::Jwk(jwk))
    }

    /// The certificates of `x5c` (RFC 7517 §4.7), as far as they can be read; the first should hold this key.
    fn certificates(&mut self, material: &Material) -> Vec<Certificate> {
        let Some(listed) = self.get("x5c") else {
            return Vec::new();
        };
        match chain(listed) {
            Ok(key) => {
                if key.material != *material {
                    self.odd("x5c", "holds another key than the JWK itself, which counts");
                }
                key.certificates
            }
            Err(fault) => {
                self.odd("x5c", &["cannot be read: ", &fault.message].concat());
                Vec::new()
            }
        }
    }

    /// Says what is wrong at a member's value, or where there is none at the object.
    fn wrong(&mut self, member: &str, message: &[&str]) {
        self.wrong_at(0, member, message);
    }

    /// The same, so far inside the value.
    fn wrong_at(&mut self, inside: usize, member: &str, message: &[&str]) {
        if self.fault.is_none() {
            let offset = self.start(member) + inside;
            self.fault = Some(Fault::new(offset, &message.concat()));
        }
    }

    /// Notes what was read all the same.
    fn odd(&mut self, member: &str, what: &str) {
        if self.fault.is_none() {
            let message = ["`", member, "` ", what].concat();
            self.oddities.push(Fault::new(self.start(member), &message));
        }
    }

    /// A member's value; some write `null` where there is none.
    fn get(&self, member: &str) -> Option<&'a Json> {
        let value = self.root.get(member)?;
        (value.kind != json::Kind::Null).then_some(value)
    }

    fn start(&self, member: &str) -> usize {
        self.get(member).unwrap_or(self.root).span.start
    }
}

/// The key of an array like `x5c`: certificates in base64 with the standard alphabet.
pub(super) fn chain(listed: &Json) -> Result<Key, Fault> {
    let mut chain = Vec::new();
    for element in listed.elements() {
        let text = element.as_str().unwrap_or_default();
        let decoded = base64url::decode(text);
        if let Some(end) = decoded.broken_at(text) {
            let offset = element.span.start + 1 + end;
            return Err(Fault::new(offset, "a character that is no base64"));
        }
        chain.push(decoded.bytes);
    }
    let key = certificate::read_chain(&chain);
    key.map_err(|fault| Fault::new(listed.span.start, &fault.message))
}
