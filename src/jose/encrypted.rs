//! The parts of a JWE (RFC 7516 §2), for who decrypts it, and their sizes, for who does not (RFC 7518 §4, §5).

use super::entry::push_encoded;
use super::segment::say;
use super::{Kind, Segment, Token};
use crate::finding::{Part, Problem};

/// Where the parts stand among the segments.
const ENCRYPTED_KEY: usize = 1;
const IV: usize = 2;
const CIPHERTEXT: usize = 3;
const TAG: usize = 4;

/// The bits that an `enc` wants (RFC 7518 §5.2, §5.3): `name key iv tag block`; the ciphertext is a multiple of the block.
const ENC_SIZES: &str = "\
A128CBC-HS256 256 128 128 128
A192CBC-HS384 384 128 192 128
A256CBC-HS512 512 128 256 128
A128GCM 128 96 128 8
A192GCM 192 96 128 8
A256GCM 256 96 128 8";

/// A part of a JWE, for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// `encrypted key`, `initialization vector`, `ciphertext`, `authentication tag`.
    pub name: &'static str,
    /// How many bits there are.
    pub bits: usize,
    /// What it is, in one clause.
    pub meaning: String,
}

impl Token {
    /// The JWE Encrypted Key of a recipient, decoded; empty where there is none.
    pub fn encrypted_key(&self, index: usize) -> &[u8] {
        let entry = self.entries.get(index).filter(|_| self.kind == Kind::Jwe);
        self.part(entry.and_then(|entry| entry.value))
    }

    /// The JWE Initialization Vector, decoded; empty where there is none.
    pub fn iv(&self) -> &[u8] {
        self.part(Some(IV))
    }

    /// The JWE Ciphertext, decoded; empty where there is none.
    pub fn ciphertext(&self) -> &[u8] {
        self.part(Some(CIPHERTEXT))
    }

    /// The JWE Authentication Tag, decoded; empty where there is none.
    pub fn tag(&self) -> &[u8] {
        self.part(Some(TAG))
    }

    /// The Additional Authenticated Data of the encryption (RFC 7516 §5.1 step 14): the protected header as it is encoded, and
    /// behind a dot the `aad` of a JSON Serialization as it is encoded.
    pub fn aad(&self) -> Vec<u8> {
        let mut data = Vec::new();
        if let Some(protected) = self.segments.first() {
            push_encoded(&mut data, &protected.text);
        }
        if let Some(aad) = &self.aad {
            data.push(b'.');
            push_encoded(&mut data, &aad.text);
        }
        data
    }

    /// What each part of a JWE is; empty for every other token.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if self.kind != Kind::Jwe {
            return pieces;
        }
        let text = |name| self.header_parameter(name).and_then(|value| value.as_str());
        let meaning = |name| {
            text(name)
                .and_then(super::alg::algorithm)
                .map_or("", |row| row.meaning)
        };
        let key = match text("alg") {
            Some("RSA1_5") => {
                "key encrypted with RSA, PKCS #1 v1.5: unsafe, since whoever may ask often enough learns the key; browsers do not offer it"
            }
            Some("dir") => "none: the shared key itself encrypts the content",
            Some("ECDH-ES") => "none: the key is agreed by ECDH",
            _ => meaning("alg"),
        };
        let content = match text("zip") {
            Some(_) => [meaning("enc"), ", compressed before"].concat(),
            None => meaning("enc").to_owned(),
        };
        for (index, name, meaning) in [
            (ENCRYPTED_KEY, "encrypted key", key),
            (
                IV,
                "initialization vector",
                "makes each encryption with one key another",
            ),
            (CIPHERTEXT, "ciphertext", &content),
            (
                TAG,
                "authentication tag",
                "shows that neither header nor content was changed",
            ),
        ] {
            pieces.push(Piece {
                name,
                bits: self.part(Some(index)).len() * 8,
                meaning: meaning.to_owned(),
            });
        }
        pieces
    }

    fn part(&self, index: Option<usize>) -> &[u8] {
        let segment = index.and_then(|index| self.segments.get(index));
        segment
            .filter(|_| self.kind == Kind::Jwe)
            .map_or(&[], |segment| &segment.bytes)
    }
}

/// Says which parts of a JWE have a size that its `alg` and `enc` do not give.
pub(super) fn missized(problems: &mut Vec<Problem>, token: &Token) {
    let enc = token.header_parameter("enc").and_then(|enc| enc.as_str());
    let Some(enc) = enc else {
        say(
            problems,
            "enc-missing",
            Part::Header,
            None,
            &[
                "the JOSE Header has no `enc`, which RFC 7516 §4.1.2 demands: nothing says how the content is encrypted",
            ],
        );
        return;
    };
    let Some(sizes) = sizes_of(enc) else {
        return;
    };
    let [key, iv, tag, block] = sizes;
    for index in 0..token.entries.len() {
        wrong_key(problems, token, index, key);
    }
    for (index, name, wanted) in [
        (IV, "initialization vector", iv),
        (TAG, "authentication tag", tag),
    ] {
        let bits = token.part(Some(index)).len() * 8;
        if bits != wanted {
            wrong_size(
                problems,
                token.segments.get(index),
                name,
                bits,
                enc,
                &wanted.to_string(),
            );
        }
    }
    let bits = token.ciphertext().len() * 8;
    if !bits.is_multiple_of(block) || bits == 0 && block > 8 {
        let wanted = ["a multiple of ", &block.to_string()].concat();
        wrong_size(
            problems,
            token.segments.get(CIPHERTEXT),
            "ciphertext",
            bits,
            enc,
            &wanted,
        );
    }
}

fn sizes_of(enc: &str) -> Option<[usize; 4]> {
    let mut lines = ENC_SIZES.split('\n');
    let row = lines.find_map(|line| line.strip_prefix(enc)?.strip_prefix(' '))?;
    let mut sizes = [0; 4];
    for (size, word) in sizes.iter_mut().zip(row.split(' ')) {
        *size = word.parse().ok()?;
    }
    Some(sizes)
}

/// The encrypted key of a recipient: it has `bits` of key in it, and eight bytes more where AES Key Wrap adds them
/// (RFC 3394 §2.2.1). What RSA makes has the size of a key that is not known here.
fn wrong_key(problems: &mut Vec<Problem>, token: &Token, index: usize, bits: usize) {
    let alg = token
        .entry_parameter(index, "alg")
        .and_then(|alg| alg.as_str());
    let alg = alg.unwrap_or_default();
    let wanted = if matches!(alg, "dir" | "ECDH-ES") {
        0
    } else if alg.ends_with("GCMKW") {
        bits
    } else if alg.ends_with("KW") {
        bits + 64
    } else {
        return;
    };
    let found = token.encrypted_key(index).len() * 8;
    if found != wanted {
        let value = token.entries.get(index).and_then(|entry| entry.value);
        let segment = value.and_then(|value| token.segments.get(value));
        wrong_size(
            problems,
            segment,
            "encrypted key",
            found,
            alg,
            &wanted.to_string(),
        );
    }
}

fn wrong_size(
    problems: &mut Vec<Problem>,
    segment: Option<&Segment>,
    name: &str,
    bits: usize,
    algorithm: &str,
    wanted: &str,
) {
    say(
        problems,
        "encrypted-part-size",
        Part::Token,
        segment.map(|segment| segment.span.start),
        &[
            "the ",
            name,
            " has ",
            &bits.to_string(),
            " bits, `",
            algorithm,
            "` wants ",
            wanted,
            " (RFC 7518 §4, §5): nobody can decrypt this token; copy it again",
        ],
    );
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use crate::text::base64url::encode;

    fn token(header: &str, sizes: [usize; 4]) -> String {
        let mut text = encode(header.as_bytes());
        for size in sizes {
            text.push('.');
            text.push_str(&encode(&vec![7; size]));
        }
        text
    }

    #[test]
    fn sizes_follow_from_alg_and_enc() {
        for (alg, enc, sizes, wrong) in [
            ("dir", "A256GCM", [0, 12, 5, 16], &[][..]),
            ("dir", "A256GCM", [0, 12, 0, 16], &[]),
            (
                "dir",
                "A256GCM",
                [1, 12, 5, 16],
                &["the encrypted key has 8 bits, `dir` wants 0"],
            ),
            (
                "ECDH-ES",
                "A128GCM",
                [16, 12, 5, 16],
                &["the encrypted key has 128 bits, `ECDH-ES` wants 0"],
            ),
            ("ECDH-ES+A128KW", "A128GCM", [24, 12, 5, 16], &[]),
            ("PBES2-HS256+A128KW", "A128CBC-HS256", [40, 16, 32, 16], &[]),
            ("A256KW", "A256CBC-HS512", [72, 16, 16, 32], &[]),
            (
                "A256KW",
                "A256CBC-HS512",
                [64, 16, 16, 32],
                &["the encrypted key has 512 bits, `A256KW` wants 576"],
            ),
            ("A192GCMKW", "A192CBC-HS384", [48, 16, 16, 24], &[]),
            ("RSA-OAEP", "A192GCM", [256, 12, 1, 16], &[]),
            (
                "RSA1_5",
                "A128CBC-HS256",
                [256, 12, 17, 32],
                &[
                    "the initialization vector has 96 bits, `A128CBC-HS256` wants 128",
                    "the authentication tag has 256 bits, `A128CBC-HS256` wants 128",
                    "the ciphertext has 136 bits, `A128CBC-HS256` wants a multiple of 128",
                ],
            ),
            (
                "dir",
                "A128CBC-HS256",
                [0, 16, 0, 16],
                &["the ciphertext has 0 bits, `A128CBC-HS256` wants a multiple of 128"],
            ),
            ("dir", "own", [3, 3, 3, 3], &[]),
        ] {
            let text = token(&format!(r#"{{"alg":"{alg}","enc":"{enc}"}}"#), sizes);
            let token = decode(&text);
            let found: Vec<_> = token
                .problems
                .iter()
                .filter_map(|problem| problem.message.split(" (RFC").next())
                .collect();
            assert_eq!(found, wrong, "{alg} {enc}");
            assert!(
                token
                    .problems
                    .iter()
                    .all(|problem| problem.offset.is_some_and(|offset| offset < text.len()))
            );
        }
    }

    #[test]
    fn the_parts_are_there_for_who_decrypts() {
        let text = token(
            r#"{"alg":"A128KW","enc":"A128GCM","zip":"DEF"}"#,
            [24, 12, 5, 16],
        );
        let token = decode(&text);
        assert_eq!(
            (token.encrypted_key(0), token.encrypted_key(1)),
            ([7; 24].as_slice(), [].as_slice())
        );
        assert_eq!(
            (
                token.iv().len(),
                token.ciphertext().len(),
                token.tag().len()
            ),
            (12, 5, 16)
        );
        assert_eq!(token.aad(), text.split('.').next().unwrap().as_bytes());
        let pieces = token.pieces();
        let bits: Vec<_> = pieces.iter().map(|piece| piece.bits).collect();
        assert_eq!(bits, [192, 96, 40, 128]);
        assert_eq!(
            pieces[2].meaning,
            "content encrypted with AES-128 GCM, compressed before"
        );
        let signed = decode("eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln");
        assert!(
            signed.pieces().is_empty()
                && signed.iv().is_empty()
                && signed.encrypted_key(0).is_empty()
        );
    }
}
