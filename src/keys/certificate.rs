//! X.509 certificates, as far as somebody needs who compares keys (RFC 5280 §4.1).

use super::der::{BIT_STRING, INTEGER, OID, Reader, SEQUENCE, SET};
use super::fault::Fault;
use super::key::{Certificate, Form, Key};
use super::structure;
use crate::text::base64url;
use crate::text::digest::digest;
use crate::text::instant::Instant;

/// What is written for the type of an attribute, by the content of its identifier (RFC 4514 §3, and what `openssl` prints).
static ATTRIBUTES: [(&[u8], &str); 11] = [
    (b"\x55\x04\x03", "CN"),
    (b"\x55\x04\x05", "serialNumber"),
    (b"\x55\x04\x06", "C"),
    (b"\x55\x04\x07", "L"),
    (b"\x55\x04\x08", "ST"),
    (b"\x55\x04\x09", "STREET"),
    (b"\x55\x04\x0a", "O"),
    (b"\x55\x04\x0b", "OU"),
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", "emailAddress"),
    (b"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01", "UID"),
    (b"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", "DC"),
];
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The key of a certificate, given whole.
pub(super) fn read(der: &[u8]) -> Result<Key, Fault> {
    let mut outer = Reader::new(der);
    let mut signed = outer.expect(SEQUENCE, "a certificate")?;
    outer.finish()?;
    let mut content = signed.expect(SEQUENCE, "what the certificate says")?;
    signed.expect(SEQUENCE, "the algorithm of the signature")?;
    signed.expect(BIT_STRING, "the signature")?;
    signed.finish()?;
    // The version is [0], and left out in the first.
    if content.tag() == 0xa0 {
        content.skip()?;
    }
    content.expect(INTEGER, "the serial number")?;
    content.expect(SEQUENCE, "the algorithm of the signature")?;
    let issuer = name(content.expect(SEQUENCE, "the issuer")?)?;
    let mut validity = content.expect(SEQUENCE, "the dates")?;
    let (not_before, not_after) = (date(&mut validity)?, date(&mut validity)?);
    let subject = name(content.expect(SEQUENCE, "the subject")?)?;
    let key = content.expect(SEQUENCE, "the public key")?;
    let hash = |name| base64url::encode(&digest(name, der).unwrap_or_default());
    let certificate = Certificate {
        subject,
        issuer,
        not_before,
        not_after,
        sha1: hash("sha-1"),
        sha256: hash("sha-256"),
    };
    let mut key = Key::new(Form::Certificate, structure::spki(key)?);
    key.x5t = Some(certificate.sha1.clone());
    key.x5t_s256 = Some(certificate.sha256.clone());
    key.certificates.push(certificate);
    Ok(key)
}

/// The keys of a chain as one: that of the first certificate.
pub(super) fn read_chain(chain: &[Vec<u8>]) -> Result<Key, Fault> {
    let mut first: Option<Key> = None;
    for der in chain {
        let key = read(der)?;
        match &mut first {
            Some(first) => first.certificates.extend(key.certificates),
            None => first = Some(key),
        }
    }
    first.ok_or_else(|| Fault::new(0, "no certificate stands in it"))
}

/// A name in the form of RFC 4514: the last part first.
fn name(mut content: Reader<'_>) -> Result<String, Fault> {
    let mut parts = Vec::new();
    while content.tag() != 0 {
        let mut attributes = content.expect(SET, "a part of the name")?;
        let mut part = String::new();
        while attributes.tag() != 0 {
            let mut attribute =
                attributes.expect(SEQUENCE, "type and value of a part of the name")?;
            let oid = attribute.expect(OID, "the type of a part of the name")?;
            let tag = attribute.tag();
            let value = attribute.skip()?;
            if !part.is_empty() {
                part.push('+');
            }
            let known = ATTRIBUTES.iter().find(|(known, _)| *known == oid.bytes());
            match known {
                Some((_, short)) => part.push_str(short),
                None => part.push_str(&dotted(oid.bytes())),
            }
            part.push('=');
            push_value(&mut part, tag, value.bytes());
        }
        parts.push(part);
    }
    parts.reverse();
    Ok(parts.join(", "))
}

/// Adds the value of an attribute, escaped as in RFC 4514 §2.4.
fn push_value(part: &mut String, tag: u8, bytes: &[u8]) {
    let value = match tag {
        // BMPString; all others are ASCII, or UTF-8 as nearly everybody writes them.
        0x1e => {
            let (units, _) = bytes.as_chunks::<2>();
            char::decode_utf16(units.iter().map(|&unit| u16::from_be_bytes(unit)))
                .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    let last = value.chars().count();
    for (index, character) in value.chars().enumerate() {
        let outer_blank = character == ' ' && (index == 0 || index + 1 == last);
        if outer_blank
            || matches!(character, ',' | '+' | '"' | '\\' | '<' | '>' | ';')
            || (character == '#' && index == 0)
        {
            part.push('\\');
        }
        // A control character would break the line that it is shown in.
        part.push(if character.is_control() {
            ' '
        } else {
            character
        });
    }
}

/// `2.5.4.3`, from the content of an object identifier (X.690 §8.19).
pub(super) fn dotted(oid: &[u8]) -> String {
    let mut text = String::new();
    let mut number = 0_u64;
    for &byte in oid {
        number = (number & (u64::MAX >> 8)) << 7 | u64::from(byte & 0x7f);
        if byte >= 0x80 {
            continue;
        }
        // The first number holds two.
        if text.is_empty() {
            let first = (number / 40).min(2);
            text.push_str(&first.to_string());
            number -= first * 40;
        }
        text.push('.');
        text.push_str(&number.to_string());
        number = 0;
    }
    text
}

/// A date in either form (RFC 5280 §4.1.2.5): both end with seconds and `Z`.
fn date(content: &mut Reader<'_>) -> Result<Instant, Fault> {
    let (start, tag) = (content.offset(), content.tag());
    let value = content.skip()?;
    let text = String::from_utf8_lossy(value.bytes());
    let century = match tag {
        UTC_TIME if *text >= *"50" => "19",
        UTC_TIME => "20",
        GENERALIZED_TIME => "",
        _ => return Err(Fault::new(start, "expected a date")),
    };
    let text = [century, &text].concat();
    let mut written = String::new();
    for (index, character) in text.chars().enumerate() {
        match index {
            4 | 6 => written.push('-'),
            8 => written.push('T'),
            10 | 12 => written.push(':'),
            _ => {}
        }
        written.push(character);
    }
    Instant::parse(&written).ok_or_else(|| Fault::new(start, "a date that does not exist"))
}
