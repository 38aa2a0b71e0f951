//! X.509 certificates, as far as somebody needs who compares keys (RFC 5280 §4.1).

use super::der::Der;
use super::fault::Fault;
use super::key::{Certificate, Form, Key};
use super::structure;
use crate::text::digest::digest;
use crate::text::instant::Instant;
use crate::text::{Span, base64url};

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
/// The tag of UTF-16; other strings are UTF-8, or else Latin-1.
const BMP_STRING: u8 = 0x1e;
/// The length of a `UTCTime`: `YYMMDDhhmmssZ`.
const UTC_TIME: usize = 13;

/// The key of a certificate, given whole.
#[inline(never)]
pub(super) fn read(bytes: &[u8]) -> Result<Key, Fault> {
    let mut der = Der::new(bytes);
    // Version and serial number, the algorithm; then issuer, dates, subject, key and extensions.
    let [_, _, _, issuer, not_before, not_after, subject, key] =
        der.parts(der.whole(), "{{0?ss{??}ss~}sb}");
    let issuer = name(&mut der, issuer);
    let not_before = date(&mut der, not_before);
    let not_after = date(&mut der, not_after);
    let subject = name(&mut der, subject);
    let material = structure::spki(&mut der, key);
    let hash = |name| base64url::encode(&digest(name, bytes).unwrap_or_default());
    let certificate = Certificate {
        subject,
        issuer,
        not_before,
        not_after,
        sha1: hash("sha-1"),
        sha256: hash("sha-256"),
    };
    let mut key = Key::new(Form::Certificate, material);
    key.x5t = Some(certificate.sha1.clone());
    key.x5t_s256 = Some(certificate.sha256.clone());
    key.certificates.push(certificate);
    der.finish(key)
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
fn name(der: &mut Der<'_>, mut rest: Span) -> String {
    let mut parts = Vec::new();
    while rest.start < rest.end {
        let mut set;
        [set, rest] = der.parts(rest, "?~");
        let mut part = String::new();
        while set.start < set.end {
            let (oid, value);
            [oid, value, set] = der.parts(set, "{d~}~");
            if !part.is_empty() {
                part.push('+');
            }
            let oid = der.of(oid);
            match ATTRIBUTES.iter().find(|(known, _)| *known == oid) {
                Some((_, short)) => part.push_str(short),
                None => part.push_str(&dotted(oid)),
            }
            part.push('=');
            let tag = der.tag(value.start);
            let [value] = der.parts(value, "?");
            push_value(&mut part, tag, der.of(value));
        }
        parts.push(part);
    }
    parts.reverse();
    parts.join(", ")
}

/// Adds the value of an attribute, escaped as in RFC 4514 §2.4.
fn push_value(part: &mut String, tag: u8, bytes: &[u8]) {
    let start = part.len();
    let mut push = |character| {
        let is_special = matches!(character, ',' | '+' | '"' | '\\' | '<' | '>' | ';');
        if is_special || (part.len() == start && matches!(character, '#' | ' ')) {
            part.push('\\');
        }
        // A control character would break the line that it is shown in.
        part.push(if character < ' ' { ' ' } else { character });
    };
    if tag == BMP_STRING {
        for unit in bytes.as_chunks::<2>().0 {
            char::from_u32(u16::from_be_bytes(*unit).into()).map(&mut push);
        }
    } else if let Ok(text) = str::from_utf8(bytes) {
        text.chars().for_each(push);
    } else {
        for &byte in bytes {
            push(byte.into());
        }
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
fn date(der: &mut Der<'_>, value: Span) -> Instant {
    // Two digits of the year are of 1950 to 2049.
    let digits = der.of(value);
    let mut written = String::from(match digits {
        [b'5'..=b'9', ..] if digits.len() == UTC_TIME => "19",
        _ if digits.len() == UTC_TIME => "20",
        _ => "",
    });
    for &byte in digits {
        match written.len() {
            4 | 7 => written.push('-'),
            10 => written.push('T'),
            13 | 16 => written.push(':'),
            _ => {}
        }
        written.push(char::from(byte));
    }
    Instant::parse(&written).unwrap_or_else(|| {
        der.wrong(value.start, "a date that does not exist");
        Instant(0)
    })
}

#[cfg(test)]
mod tests {
    use super::super::der::{OID, SEQUENCE, element};
    use super::*;

    #[test]
    fn a_name_is_written_from_its_end() {
        let attribute = |oid: &[u8], tag: u8, value: &[u8]| {
            let parts = [element(OID, &[oid]), element(tag, &[value])];
            element(SEQUENCE, &[&parts.concat()])
        };
        for (tag, value, written) in [
            (0x13, &b"a.example"[..], "CN=a.example"),
            (0x0c, "\u{dc}".as_bytes(), "CN=\u{dc}"),
            (0x14, b"\xdc", "CN=\u{dc}"),
            (0x1e, b"\x00\xdc\x20\xac", "CN=\u{dc}\u{20ac}"),
            (
                0x0c,
                b"a, b+\"c\"\\;<>",
                "CN=a\\, b\\+\\\"c\\\"\\\\\\;\\<\\>",
            ),
            (0x0c, b"#1", "CN=\\#1"),
            (0x0c, b" 1\n#", "CN=\\ 1 #"),
        ] {
            let set = element(0x31, &[&attribute(b"\x55\x04\x03", tag, value)]);
            let mut der = Der::new(&set);
            assert_eq!(name(&mut der, Span::new(0, set.len())), written);
        }
        let both = [
            attribute(b"\x55\x04\x0a", 0x0c, b"a"),
            attribute(b"\x2a\x03", 0x0c, b"b"),
        ];
        let sets = [element(0x31, &[&both[0]]), element(0x31, &[&both.concat()])].concat();
        let mut der = Der::new(&sets);
        assert_eq!(name(&mut der, Span::new(0, sets.len())), "O=a+1.2.3=b, O=a");
    }

    #[test]
    fn a_date_has_two_forms() {
        for (text, expected) in [
            ("491231235959Z", Some("2049-12-31T23:59:59Z")),
            ("500101000000Z", Some("1950-01-01T00:00:00Z")),
            ("20500101000000Z", Some("2050-01-01T00:00:00Z")),
            ("00991231235959Z", Some("0099-12-31T23:59:59Z")),
            ("991331235959Z", None),
            ("9912312359Z", None),
            ("\u{e4}91231235959", None),
            ("", None),
        ] {
            let mut der = Der::new(text.as_bytes());
            let date = date(&mut der, Span::new(0, text.len()));
            let read = der.finish(date).ok().and_then(Instant::rfc3339);
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_object_identifier_has_its_numbers() {
        for (oid, written) in [
            (&b"\x55\x04\x03"[..], "2.5.4.3"),
            (b"\x2a\x86\x48\x86\xf7\x0d", "1.2.840.113549"),
            (b"\x88\x37\x03", "2.999.3"),
            (b"\x00", "0.0"),
            (b"", ""),
        ] {
            assert_eq!(dotted(oid), written);
        }
    }
}
