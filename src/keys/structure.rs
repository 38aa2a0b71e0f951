//! Keys in DER, known by their structure and not by what they are called.

use super::certificate;
use super::der::{self, BIT_STRING, Der, INTEGER, OCTET_STRING, OID, SEQUENCE, without_zeros};
use super::fault::Fault;
use super::key::{Form, Key, Material, Private};
use super::kind::{self, Kind};
use crate::text::Span;

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
#[inline(never)]
pub(super) fn read(bytes: &[u8], form: &mut Option<Form>) -> Result<Key, Fault> {
    let mut der = Der::new(bytes);
    let [content] = der.parts(der.whole(), "s");
    let [first] = der.parts(content, "?~");
    let found = match (der.tag(content.start), der.tag(first.end)) {
        (INTEGER, SEQUENCE) => Form::Pkcs8,
        (INTEGER, OCTET_STRING) => Form::Sec1,
        (INTEGER, INTEGER) => Form::Pkcs1,
        (SEQUENCE, BIT_STRING) => Form::Spki,
        (SEQUENCE, SEQUENCE) => Form::Certificate,
        (_, tag) => {
            let is_encrypted = tag == OCTET_STRING && der.tag(first.start) == OID;
            let message = if is_encrypted {
                ENCRYPTED
            } else {
                "a structure that no key has"
            };
            der.wrong(0, message);
            Form::Text
        }
    };
    *form = (found != Form::Text).then_some(found);
    let mut private = None;
    let material = match found {
        Form::Certificate => return certificate::read(bytes),
        Form::Pkcs8 => {
            private = Some(Private::Pkcs8(bytes.to_vec()));
            pkcs8(&mut der, content)
        }
        Form::Sec1 => {
            let (curve, material) = sec1(&mut der, content, &[]);
            let name = der::element(OID, &[EC_PUBLIC_KEY]);
            let curve = der::element(OID, &[curve]);
            private = Some(wrapped(&[name, curve].concat(), bytes));
            material
        }
        // The version of a private key is one byte.
        Form::Pkcs1 if der.of(first).len() == 1 => {
            private = Some(wrapped(RSA_IDENTIFIER, bytes));
            pkcs1(&mut der, content)
        }
        Form::Pkcs1 => rsa(&mut der, content),
        _ => spki(&mut der, content),
    };
    let mut key = Key::new(found, material);
    key.private = private;
    der.finish(key)
}

/// The content of `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7).
pub(super) fn spki(der: &mut Der<'_>, content: Span) -> Material {
    let [oid, parameters, bits] = der.parts(content, "{d~}b");
    let Some(kind) = kind_of(der, oid, parameters) else {
        let [content] = der.parts(bits, "s");
        return rsa(der, content);
    };
    material(der, kind, bits)
}

/// The kind of key that an `AlgorithmIdentifier` names; `None` for RSA, and where it is not known, which is wrong.
fn kind_of(der: &mut Der<'_>, mut oid: Span, parameters: Span) -> Option<&'static Kind> {
    if let Some([number]) = der.of(oid).strip_prefix(PKCS_1)
        && RSA.contains(number)
    {
        return None;
    }
    if der.of(oid) == EC_PUBLIC_KEY {
        [oid] = der.parts(parameters, "d");
    }
    known(der, oid)
}

/// The kind of key that an object identifier names.
fn known(der: &mut Der<'_>, oid: Span) -> Option<&'static Kind> {
    let kind = kind::by_oid(der.of(oid));
    if kind.is_none() {
        let name = certificate::dotted(der.of(oid));
        let message = ["`", &name, "`, which is no algorithm or curve of JOSE"];
        der.wrong(oid.start, &message.concat());
    }
    kind
}

/// The public key of a kind.
fn material(der: &mut Der<'_>, kind: &Kind, bits: Span) -> Material {
    let (material, wrong) = kind.material(der.of(bits));
    if !wrong.is_empty() {
        der.wrong(bits.start, wrong);
    }
    material
}

/// Modulus and exponent (RFC 8017 appendix A.1.1).
fn rsa(der: &mut Der<'_>, content: Span) -> Material {
    let [modulus, exponent] = der.parts(content, "ii");
    rsa_of(der, modulus, exponent)
}

/// The content of `RSAPrivateKey`: its public half (RFC 8017 appendix A.1.2).
fn pkcs1(der: &mut Der<'_>, content: Span) -> Material {
    let [_, modulus, exponent] = der.parts(content, "iiiiiiiii~");
    rsa_of(der, modulus, exponent)
}

fn rsa_of(der: &mut Der<'_>, modulus: Span, exponent: Span) -> Material {
    let [modulus, exponent] = [modulus, exponent].map(|number| {
        let bytes = without_zeros(der.of(number)).to_vec();
        if bytes.is_empty() {
            der.wrong(number.start, "modulus or exponent is zero");
        }
        bytes
    });
    Material::Rsa { modulus, exponent }
}

/// The content of `OneAsymmetricKey`: its public half (RFC 5958 §2).
fn pkcs8(der: &mut Der<'_>, content: Span) -> Material {
    let [_, oid, parameters, secret, _, public] = der.parts(content, "i{d~}o0p~");
    let Some(kind) = kind_of(der, oid, parameters) else {
        let [content] = der.parts(secret, "s");
        return pkcs1(der, content);
    };
    if public.start == public.end && kind.kty == "EC" {
        let [content] = der.parts(secret, "s");
        return sec1(der, content, kind.oid).1;
    }
    if public.start == public.end {
        without_public(der, kind, secret);
    }
    material(der, kind, public)
}

/// The content of `ECPrivateKey` (RFC 5915 §3): the name of its curve, which is `around` where it says none itself, and
/// its public half.
fn sec1<'a>(der: &mut Der<'a>, content: Span, around: &'a [u8]) -> (&'a [u8], Material) {
    let [_, secret, parameters, public] = der.parts(content, "io01~");
    let mut curve = around;
    if parameters.start < parameters.end {
        let [oid] = der.parts(parameters, "d");
        curve = der.of(oid);
        known(der, oid);
    }
    let Some(kind) = kind::by_oid(curve) else {
        der.wrong(secret.start, "an EC private key without its curve");
        return (curve, Material::Secret(Vec::new()));
    };
    if public.start == public.end {
        without_public(der, kind, secret);
    }
    let [bits] = der.parts(public, "b");
    (curve, material(der, kind, bits))
}

fn without_public(der: &mut Der<'_>, kind: &Kind, secret: Span) {
    let message = [
        "a private key for ",
        kind.name,
        " without its public key, which is not computed here: paste what `openssl pkey -in key.pem -pubout` writes",
    ];
    der.wrong(secret.start, &message.concat());
}

/// A private key in PKCS #8, given in the structure of its own algorithm.
fn wrapped(identifier: &[u8], der: &[u8]) -> Private {
    let identifier = der::element(SEQUENCE, &[identifier]);
    let octets = der::element(OCTET_STRING, &[der]);
    let whole = der::element(SEQUENCE, &[ZERO, &identifier, &octets]);
    Private::Pkcs8(whole)
}
