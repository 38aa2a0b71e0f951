//! Keys in DER, known by their structure and not by what they are called.

use super::certificate;
use super::der::{self, BIT_STRING, INTEGER, OCTET_STRING, OID, Reader, SEQUENCE};
use super::fault::Fault;
use super::key::{Form, Key, Material, Private};
use super::kind::{self, Family, Kind};

/// 1.2.840.113549.1.1: what stands in front of the number of an algorithm of RFC 8017.
const PKCS_1: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01";
/// Of these, what keys are made for: rsaEncryption, id-RSAES-OAEP, id-RSASSA-PSS.
const RSA: [u8; 3] = [1, 7, 10];
/// 1.2.840.10045.2.1: the curve is named beside it.
const EC_PUBLIC_KEY: &[u8] = b"\x2a\x86\x48\xce\x3d\x02\x01";
/// What stands in the `AlgorithmIdentifier` of an RSA key (RFC 8017 appendix A.1).
const RSA_IDENTIFIER: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
/// Version 0.
const ZERO: &[u8] = b"\x02\x01\x00";

/// What is said of a private key that is encrypted.
pub(super) const ENCRYPTED: &str = "it is an encrypted private key: paste its public half, which `openssl pkey -in key.pem -pubout` writes";

/// Reads one key. `form` is what it turned out to be, or came closest to; `None` where it is like none of them.
pub(super) fn read(der: &[u8], form: &mut Option<Form>) -> Result<Key, Fault> {
    let mut outer = Reader::new(der);
    let content = outer.expect(SEQUENCE, "a sequence, which every key begins with")?;
    outer.finish()?;
    let mut ahead = content;
    let first = ahead.tag();
    let inner = ahead.skip()?;
    let second = ahead.tag();
    let found = match (first, second) {
        (INTEGER, SEQUENCE) => Form::Pkcs8,
        (INTEGER, OCTET_STRING) => Form::Sec1,
        (INTEGER, INTEGER) => Form::Pkcs1,
        (SEQUENCE, BIT_STRING) => Form::Spki,
        (SEQUENCE, SEQUENCE) => Form::Certificate,
        (SEQUENCE, OCTET_STRING) if inner.tag() == OID => {
            return Err(Fault::new(0, ENCRYPTED));
        }
        _ => return Err(Fault::new(0, "a structure that no key has")),
    };
    *form = Some(found);
    let (material, private) = match found {
        Form::Certificate => return certificate::read(der),
        Form::Pkcs8 => (pkcs8(content)?, Some(Private::Pkcs8(der.to_vec()))),
        Form::Sec1 => {
            let (kind, material) = sec1(content, None)?;
            let name = der::element(OID, &[EC_PUBLIC_KEY]);
            let curve = der::element(OID, &[kind.oid]);
            (material, Some(wrapped(&[name, curve].concat(), der)))
        }
        // The version of a private key is one byte.
        Form::Pkcs1 if inner.bytes().len() == 1 => {
            (pkcs1(content)?, Some(wrapped(RSA_IDENTIFIER, der)))
        }
        Form::Pkcs1 => (rsa(content)?, None),
        _ => (spki(content)?, None),
    };
    let mut key = Key::new(found, material);
    key.private = private;
    Ok(key)
}

/// The content of `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7).
pub(super) fn spki(mut content: Reader<'_>) -> Result<Material, Fault> {
    let algorithm = content.expect(SEQUENCE, "the algorithm of the key")?;
    let mut bits = content.bits(BIT_STRING)?;
    content.finish()?;
    match kind_of(algorithm)? {
        Some(kind) => material(kind, bits),
        None => rsa(bits.expect(SEQUENCE, "a sequence of modulus and exponent")?),
    }
}

/// The kind of key that an `AlgorithmIdentifier` names; `None` for RSA.
fn kind_of(mut algorithm: Reader<'_>) -> Result<Option<&'static Kind>, Fault> {
    let mut oid = algorithm.expect(OID, "the name of an algorithm")?;
    if let Some(&[number]) = oid.bytes().strip_prefix(PKCS_1)
        && RSA.contains(&number)
    {
        return Ok(None);
    }
    if oid.bytes() == EC_PUBLIC_KEY {
        oid = algorithm.expect(OID, "the name of a curve")?;
    }
    let kind = kind::by_oid(oid.bytes());
    kind.map(Some).ok_or_else(|| unknown(oid))
}

fn material(kind: &Kind, bits: Reader<'_>) -> Result<Material, Fault> {
    let material = kind.material(bits.bytes());
    material.map_err(|message| Fault::new(bits.offset(), message))
}

/// Modulus and exponent (RFC 8017 appendix A.1.1), and whatever follows.
fn rsa(mut content: Reader<'_>) -> Result<Material, Fault> {
    let start = content.offset();
    let modulus = content.unsigned("the modulus")?.to_vec();
    let exponent = content.unsigned("the exponent")?.to_vec();
    if modulus.is_empty() || exponent.is_empty() {
        return Err(Fault::new(start, "modulus or exponent is zero"));
    }
    Ok(Material::Rsa { modulus, exponent })
}

/// The content of `RSAPrivateKey`: its public half (RFC 8017 appendix A.1.2).
fn pkcs1(mut content: Reader<'_>) -> Result<Material, Fault> {
    content.unsigned("the version")?;
    let public = content;
    for _ in ["n", "e", "d", "p", "q", "dp", "dq", "qi"] {
        content.unsigned("a number of the RSA private key")?;
    }
    rsa(public)
}

/// The content of `OneAsymmetricKey`: its public half (RFC 5958 §2).
fn pkcs8(mut content: Reader<'_>) -> Result<Material, Fault> {
    content.unsigned("the version")?;
    let algorithm = content.expect(SEQUENCE, "the algorithm of the key")?;
    let mut secret = content.expect(OCTET_STRING, "the private key")?;
    let Some(kind) = kind_of(algorithm)? else {
        return pkcs1(secret.expect(SEQUENCE, "an RSA private key")?);
    };
    // Attributes are [0], the public key is [1].
    if content.tag() == 0xa0 {
        content.skip()?;
    }
    if content.tag() == 0x81 {
        return material(kind, content.bits(0x81)?);
    }
    if kind.family == Family::Ec {
        let inner = secret.expect(SEQUENCE, "an EC private key")?;
        return Ok(sec1(inner, Some(kind))?.1);
    }
    Err(without_public(kind, secret))
}

/// The content of `ECPrivateKey` (RFC 5915 §3); on this curve, if it says none itself.
fn sec1(
    mut content: Reader<'_>,
    around: Option<&'static Kind>,
) -> Result<(&'static Kind, Material), Fault> {
    content.unsigned("the version")?;
    let secret = content.expect(OCTET_STRING, "the private key")?;
    let mut curve = around;
    if content.tag() == 0xa0 {
        let mut parameters = content.skip()?;
        let oid = parameters.expect(OID, "the name of a curve")?;
        curve = kind::by_oid(oid.bytes());
        if curve.is_none() {
            return Err(unknown(oid));
        }
    }
    let Some(kind) = curve else {
        return Err(Fault::new(
            secret.offset(),
            "an EC private key without its curve",
        ));
    };
    if content.tag() != 0xa1 {
        return Err(without_public(kind, secret));
    }
    let bits = content.skip()?.bits(BIT_STRING)?;
    Ok((kind, material(kind, bits)?))
}

fn without_public(kind: &Kind, secret: Reader<'_>) -> Fault {
    let message = [
        "a private key for ",
        kind.name,
        " without its public key, which is not computed here: paste what `openssl pkey -in key.pem -pubout` writes",
    ];
    Fault::new(secret.offset(), &message.concat())
}

fn unknown(oid: Reader<'_>) -> Fault {
    let name = certificate::dotted(oid.bytes());
    let message = ["`", &name, "`, which is no algorithm or curve of JOSE"];
    Fault::new(oid.offset(), &message.concat())
}

/// A private key in PKCS #8, given in the structure of its own algorithm.
fn wrapped(identifier: &[u8], der: &[u8]) -> Private {
    let identifier = der::element(SEQUENCE, &[identifier]);
    let octets = der::element(OCTET_STRING, &[der]);
    let whole = der::element(SEQUENCE, &[ZERO, &identifier, &octets]);
    Private::Pkcs8(whole)
}
