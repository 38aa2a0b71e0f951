//! A JSON Web Key (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2): read leniently, and what is not as it should be is noted.

use super::certificate;
use super::der::without_zeros;
use super::fault::Fault;
use super::key::{Certificate, Form, Key, Material, Private};
use super::kind::{self, Family};
use crate::text::base64url::{self, FaultKind};
use crate::text::json::Json;

/// What is private in a JWK that is not a secret, with what is public in it (RFC 7518 §6.2.2, §6.3.2).
const PRIVATE: [&str; 7] = ["d", "dp", "dq", "p", "priv", "q", "qi"];

/// Reads one JWK. What is read all the same is added to `oddities`.
pub(super) fn read(root: &Json, oddities: &mut Vec<Fault>) -> Result<Key, Fault> {
    let mut jwk = Jwk { root, oddities };
    let material = jwk.material()?;
    let mut key = Key::new(Form::Jwk, material);
    key.kid = jwk.text("kid");
    key.usage = jwk.text("use");
    key.algorithm = jwk.text("alg");
    key.x5t = jwk.text("x5t");
    key.x5t_s256 = jwk.text("x5t#S256");
    if let Some(listed) = root.get("key_ops") {
        let mut operations = Vec::new();
        for element in listed.elements() {
            operations.extend(element.as_str().map(str::to_owned));
        }
        key.operations = Some(operations);
    }
    key.private = jwk.private(&key.material)?;
    key.certificates = jwk.certificates(&key.material);
    Ok(key)
}

struct Jwk<'a> {
    root: &'a Json,
    oddities: &'a mut Vec<Fault>,
}

impl Jwk<'_> {
    fn material(&mut self) -> Result<Material, Fault> {
        let name = self.required_text("kty")?;
        Ok(match name.as_str() {
            "RSA" => Material::Rsa {
                modulus: self.number("n")?,
                exponent: self.number("e")?,
            },
            "EC" => {
                let (curve, length) = self.kind("crv", Family::Ec)?;
                Material::Ec {
                    curve,
                    x: self.coordinate("x", length)?,
                    y: self.coordinate("y", length)?,
                }
            }
            "OKP" => {
                let (curve, length) = self.kind("crv", Family::Okp)?;
                let x = self.sized("x", length)?;
                Material::Okp { curve, x }
            }
            "AKP" => {
                let (algorithm, length) = self.kind("alg", Family::Akp)?;
                let public = self.sized("pub", length)?;
                Material::Akp { algorithm, public }
            }
            "oct" => Material::Secret(self.bytes("k")?),
            _ => {
                return Err(self.fault(
                    "kty",
                    &[
                        "`kty` is `",
                        &name,
                        "`, and none of `RSA`, `EC`, `OKP`, `oct` and `AKP`",
                    ],
                ));
            }
        })
    }

    /// The curve or algorithm that a member names, and its length.
    fn kind(&self, member: &str, family: Family) -> Result<(String, usize), Fault> {
        let name = self.required_text(member)?;
        match kind::by_name(family, &name) {
            Some(kind) => Ok((name, kind.length)),
            None => Err(self.fault(
                member,
                &[
                    "`",
                    member,
                    "` is `",
                    &name,
                    "`, which is not known for this `kty`",
                ],
            )),
        }
    }

    /// The bytes of a number, without leading zeros.
    fn number(&mut self, member: &str) -> Result<Vec<u8>, Fault> {
        let bytes = self.bytes(member)?;
        let number = without_zeros(&bytes);
        if number.is_empty() {
            return Err(self.fault(member, &["`", member, "` is zero"]));
        }
        if number.len() < bytes.len() {
            self.odd(member, "has leading zeros, which RFC 7518 §2 leaves out");
        }
        Ok(number.to_vec())
    }

    /// The bytes of a coordinate; where leading zeros were left out they are put back.
    fn coordinate(&mut self, member: &str, length: usize) -> Result<Vec<u8>, Fault> {
        let bytes = self.bytes(member)?;
        let missing = length.saturating_sub(bytes.len());
        if missing == 0 || bytes.is_empty() {
            return self.sized(member, length);
        }
        self.odd(member, "is shorter than its curve asks for (RFC 7518 §6.2.1.2): it is read with zeros in front");
        let mut padded = vec![0; missing];
        padded.extend(bytes);
        Ok(padded)
    }

    /// So many bytes, no more and no less.
    fn sized(&mut self, member: &str, length: usize) -> Result<Vec<u8>, Fault> {
        let bytes = self.bytes(member)?;
        if bytes.len() == length {
            return Ok(bytes);
        }
        Err(self.fault(
            member,
            &[
                "`",
                member,
                "` has ",
                &bytes.len().to_string(),
                " bytes instead of ",
                &length.to_string(),
                ": copy it whole",
            ],
        ))
    }

    /// The bytes of a member that must be there.
    fn bytes(&mut self, member: &str) -> Result<Vec<u8>, Fault> {
        let text = self.required_text(member)?;
        let decoded = base64url::decode(&text);
        let mut end = (decoded.length < text.len()).then_some(decoded.length);
        let mut odd = false;
        for fault in &decoded.faults {
            match fault.kind {
                FaultKind::Character | FaultKind::Length => {
                    end = Some(end.map_or(fault.span.start, |end| end.min(fault.span.start)));
                }
                _ => odd = true,
            }
        }
        if let Some(end) = end {
            let mut fault = self.fault(
                member,
                &["`", member, "` stops being base64url: copy it whole"],
            );
            fault.offset += 1 + end;
            return Err(fault);
        }
        if odd {
            self.odd(member, "is not written as base64url without padding (RFC 7515 §2): it is read all the same");
        }
        Ok(decoded.bytes)
    }

    fn required_text(&self, member: &str) -> Result<String, Fault> {
        let Some(value) = self.root.get(member) else {
            return Err(self.fault("", &["`", member, "` is missing"]));
        };
        let text = value.as_str().map(str::to_owned);
        text.ok_or_else(|| {
            self.fault(
                member,
                &[
                    "`",
                    member,
                    "` is ",
                    value.describe(),
                    " instead of a string",
                ],
            )
        })
    }

    /// A member that may be missing.
    fn text(&mut self, member: &str) -> Option<String> {
        let value = self.root.get(member)?;
        let text = value.as_str();
        if text.is_none() {
            self.odd(member, "is no string: it is passed over");
        }
        text.map(str::to_owned)
    }

    /// The whole key again, as a browser imports it.
    fn private(&mut self, material: &Material) -> Result<Option<Private>, Fault> {
        let mut members = String::new();
        for member in PRIVATE {
            if self.root.get(member).is_some() {
                let bytes = self.bytes(member)?;
                members
                    .push_str(&[",\"", member, "\":\"", &base64url::encode(&bytes), "\""].concat());
            }
        }
        let is_private = !members.is_empty() && !matches!(material, Material::Secret(_));
        Ok(is_private.then(|| {
            let public = material.jwk();
            let public = public.trim_end_matches('}');
            Private::Jwk([public, &members, "}"].concat())
        }))
    }

    /// The certificates of `x5c` (RFC 7517 §4.7), as far as they can be read; the first should hold this key.
    fn certificates(&mut self, material: &Material) -> Vec<Certificate> {
        let Some(listed) = self.root.get("x5c") else {
            return Vec::new();
        };
        let chain = chain(listed);
        match chain.and_then(|chain| certificate::read_chain(&chain)) {
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

    /// A fault at a member's value, or where there is none at the object.
    fn fault(&self, member: &str, message: &[&str]) -> Fault {
        let value = self.root.get(member).unwrap_or(self.root);
        Fault::new(value.span.start, &message.concat())
    }

    /// Notes what was read all the same.
    fn odd(&mut self, member: &str, what: &str) {
        let fault = self.fault(member, &["`", member, "` ", what]);
        self.oddities.push(fault);
    }
}

/// The certificates of an array like `x5c`: base64 with the standard alphabet.
pub(super) fn chain(listed: &Json) -> Result<Vec<Vec<u8>>, Fault> {
    let mut chain = Vec::new();
    for element in listed.elements() {
        let decoded = base64url::decode(element.as_str().unwrap_or_default());
        let broken = decoded
            .faults
            .iter()
            .find(|fault| matches!(fault.kind, FaultKind::Character | FaultKind::Length));
        if let Some(fault) = broken {
            return Err(Fault::new(
                element.span.start + 1 + fault.span.start,
                "no base64",
            ));
        }
        chain.push(decoded.bytes);
    }
    Ok(chain)
}
