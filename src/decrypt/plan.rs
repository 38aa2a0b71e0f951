use std::rc::Rc;

use super::{Decryption, Import, Question};
use crate::jose::alg::{Algorithm, Family, algorithm};
use crate::jose::{Kind, Token};
use crate::keys::{self, Key, Material};
use crate::text::json::Json;
use crate::text::{base64url, fill_in_order};
use crate::verify::{Named, Origin, Sources, Unfit, named};

/// Keys beyond this many are not held against a recipient.
const MAX_KEYS: usize = 64;
/// Recipients beyond this many of one token are not looked at.
const MAX_RECIPIENTS: usize = 8;
/// Rounds of PBKDF2 (RFC 8725 §3.11 and its readers; RFC 7518 §4.8.1.2 wants 1,000).
const ROUNDS: std::ops::RangeInclusive<u32> = 1_000..=1_200_000;

/// Where the parts of a JWE stand among the segments; those of further recipients stand behind.
const IV: usize = 2;
const CIPHERTEXT: usize = 3;
const TAG: usize = 4;

/// The content of a JWE, and how it is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sealed {
    /// The row of `enc`.
    pub(super) enc: Algorithm,
    /// The Additional Authenticated Data (RFC 7516 §5.1 step 14).
    pub(super) aad: Vec<u8>,
    pub(super) iv: Vec<u8>,
    pub(super) ciphertext: Vec<u8>,
    pub(super) tag: Vec<u8>,
    /// Whether `zip` is `DEF` (RFC 7516 §4.1.3).
    pub(super) is_compressed: bool,
}

/// What opens a JWE with a key: a first question, if any, then the unwrapping of the content's key, if any, then the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The row of `alg`.
    pub algorithm: Algorithm,
    /// The first question; where there is none the shared secret is its answer.
    pub(super) first: Result<Question, Vec<u8>>,
    /// What the answer is hashed with, and how many bits come out of that, for a key agreement (RFC 7518 §4.6.2).
    pub(super) agreement: Option<(Vec<u8>, usize)>,
    /// Whether the key so far unwraps the content's key.
    pub(super) wraps: bool,
    /// The JWE Encrypted Key.
    pub(super) encrypted_key: Vec<u8>,
    pub(super) sealed: Rc<Sealed>,
}

/// Every key at hand held against every recipient of a token: the keys that its header names first. What is no JWE has none.
#[inline(never)]
pub fn decryptions(index: usize, token: &Token, sources: Sources<'_>, all: &mut Vec<Decryption>) {
    let recipients = token.entries.len().min(MAX_RECIPIENTS);
    for recipient in 0..if token.kind == Kind::Jwe {
        recipients
    } else {
        0
    } {
        let mut keys = Vec::new();
        for (origin, key) in sources.pasted.iter().enumerate() {
            keys.push((Origin::Pasted(origin), key));
        }
        for (start, key) in sources.policies {
            keys.push((Origin::Policy(*start), key));
        }
        keys.truncate(MAX_KEYS);
        let asked = if keys.is_empty() {
            continue;
        } else {
            asked(token, recipient)
        };
        for wanted in [Named::Kid, Named::Thumbprint, Named::Not] {
            for (origin, key) in &keys {
                let named = named(token, recipient, key);
                if named == wanted {
                    all.push(Decryption {
                        token: index,
                        recipient,
                        origin: *origin,
                        key: Rc::clone(key),
                        named,
                        plan: plan(&asked, key),
                    });
                }
            }
        }
    }
}

/// What does not depend on the key.
struct Asked<'a> {
    token: &'a Token,
    recipient: usize,
    algorithm: Algorithm,
    encrypted_key: Vec<u8>,
    sealed: Rc<Sealed>,
}

impl<'a> Asked<'a> {
    fn parameter(&self, name: &str) -> Option<&'a Json> {
        self.token.entry_parameter(self.recipient, name)
    }

    /// The bytes of a header parameter in base64url; none where it is missing.
    fn bytes(&self, name: &str) -> Result<Vec<u8>, String> {
        let Some(value) = self.parameter(name) else {
            return Ok(Vec::new());
        };
        let decoded = value.as_str().map(base64url::decode);
        match decoded {
            Some(decoded) if decoded.faults.is_empty() => Ok(decoded.bytes),
            _ => Err(fill_in_order("`{}` is no base64url", &[name])),
        }
    }
}

fn asked(token: &Token, recipient: usize) -> Result<Asked<'_>, String> {
    let parameter = |name| token.entry_parameter(recipient, name);
    let text = |name| parameter(name).and_then(Json::as_str).unwrap_or_default();
    let row = |name, family, template: &str| {
        let written = text(name);
        let found = algorithm(written).filter(|row| row.family == family);
        found.ok_or_else(|| fill_in_order(template, &[written]))
    };
    let algorithm = row(
        "alg",
        Family::KeyManagement,
        "`alg` is `{}`, which encrypts no key",
    )?;
    let enc = row(
        "enc",
        Family::ContentEncryption,
        "`enc` is `{}`, which encrypts no content",
    )?;
    if algorithm.name == "RSA1_5" {
        return Err("no browser decrypts `RSA1_5`, which is unsafe: have the issuer encrypt with `RSA-OAEP-256`".to_owned());
    }
    // It names what has to be understood beyond the standard, and nothing is here.
    if let Some(names) = parameter("crit") {
        let name = names.elements().first().and_then(Json::as_str);
        let why = "`crit` demands that `{}` is understood";
        return Err(fill_in_order(why, &[name.unwrap_or_default()]));
    }
    let zip = parameter("zip").map(|_| text("zip"));
    if let Some(zip) = zip.filter(|zip| *zip != "DEF") {
        let why = "`zip` is `{}`, and nothing but `DEF` is known (RFC 7516 §4.1.3)";
        return Err(fill_in_order(why, &[zip]));
    }
    let part = |place: Option<usize>| {
        let segment = place.and_then(|place| token.segments.get(place));
        segment.map_or_else(Vec::new, |segment| segment.bytes.clone())
    };
    let entry = token.entries.get(recipient);
    let sealed = Sealed {
        enc,
        aad: token.aad(),
        iv: part(Some(IV)),
        ciphertext: part(Some(CIPHERTEXT)),
        tag: part(Some(TAG)),
        is_compressed: zip.is_some(),
    };
    for segment in &token.segments {
        if !base64url::decode(&segment.text).faults.is_empty() {
            return Err("the token is no base64url as it stands".to_owned());
        }
    }
    let (iv, tag) = sizes(enc);
    fits("the initialization vector", &sealed.iv, enc, iv)?;
    fits("the authentication tag", &sealed.tag, enc, tag)?;
    Ok(Asked {
        token,
        recipient,
        algorithm,
        encrypted_key: part(entry.and_then(|entry| entry.value)),
        sealed: Rc::new(sealed),
    })
}

/// The bits of initialization vector and authentication tag (RFC 7518 §5.2.2.1, §5.3): a shorter tag would prove less.
fn sizes(enc: Algorithm) -> (usize, usize) {
    match enc.encryption() {
        ("AES-CBC", _, bits) => (128, bits / 2),
        _ => (96, 128),
    }
}

/// Whether there are as many bits as an algorithm wants.
fn fits(what: &str, bytes: &[u8], algorithm: Algorithm, bits: usize) -> Result<(), String> {
    if bytes.len() * 8 == bits {
        return Ok(());
    }
    let numbers = [bytes.len() * 8, bits].map(|number| number.to_string());
    let why = "{} has {} bits, `{}` wants {}";
    let values = [what, &numbers[0], algorithm.name, &numbers[1]];
    Err(fill_in_order(why, &values))
}

fn plan(asked: &Result<Asked<'_>, String>, key: &Key) -> Result<Plan, Unfit> {
    let unfit = |is_other_kind| move |why| Unfit { is_other_kind, why };
    let asked = asked.as_ref().map_err(|why| unfit(false)(why.clone()))?;
    kind_fits(asked, key).map_err(unfit(true))?;
    purpose_fits(asked, key).map_err(unfit(false))?;
    let mut plan = Plan {
        algorithm: asked.algorithm,
        first: Err(Vec::new()),
        agreement: None,
        wraps: asked.algorithm.name.ends_with("KW"),
        encrypted_key: asked.encrypted_key.clone(),
        sealed: Rc::clone(&asked.sealed),
    };
    match (&key.material, &key.private) {
        (Material::Secret(bytes), _) => with_secret(asked, bytes, &mut plan),
        (_, Some(private)) => with_private(asked, key, Import::Private(private.clone()), &mut plan),
        _ => Err("only the public key was pasted: the private key is needed".to_owned()),
    }
    .map_err(unfit(false))?;
    Ok(plan)
}

/// Whether a key is of the type and on a curve that the algorithm is for.
fn kind_fits(asked: &Asked<'_>, key: &Key) -> Result<(), String> {
    let (kind, curve) = match &key.material {
        Material::Rsa { .. } => ("RSA", ""),
        Material::Ec { curve, .. } => ("EC", &**curve),
        Material::Okp { curve, .. } => ("OKP", &**curve),
        Material::Akp { .. } => ("AKP", ""),
        Material::Secret(_) => ("shared secret", ""),
    };
    let (name, ..) = asked.algorithm.encryption();
    let (needs, fits) = match name {
        "RSA-OAEP" => ("an RSA key", kind == "RSA"),
        "ECDH" => ("an EC key or one on X25519", matches!(kind, "EC" | "OKP")),
        _ => ("a shared secret", kind == "shared secret"),
    };
    if !fits {
        let why = "the key is of type {}, `{}` needs {}";
        return Err(fill_in_order(why, &[kind, asked.algorithm.name, needs]));
    }
    if name == "ECDH" {
        let Some(Ok(peer)) = asked.parameter("epk").map(keys::from_jwk) else {
            return Err("the header has no `epk` that is a public key, which `ECDH-ES` needs (RFC 7518 §4.6.1.1)".to_owned());
        };
        let (Material::Ec { curve: other, .. } | Material::Okp { curve: other, .. }) =
            &peer.material
        else {
            return Err("`epk` is on no curve, which `ECDH-ES` needs".to_owned());
        };
        if curve != other {
            let why = "the key is on the curve `{}`, `epk` in the header on `{}`";
            return Err(fill_in_order(why, &[curve, other]));
        }
        if matches!(curve, "Ed25519" | "Ed448") {
            return Err(fill_in_order("keys on `{}` only sign", &[curve]));
        }
    }
    Ok(())
}

/// Whether a key says itself that it is for something else.
fn purpose_fits(asked: &Asked<'_>, key: &Key) -> Result<(), String> {
    let alg = asked.algorithm.name;
    if let Some(said) = &key.algorithm
        && said != alg
        && !(alg == "dir" && said == asked.sealed.enc.name)
    {
        let why = "the key says that it is for `{}`, the token says `{}`";
        return Err(fill_in_order(why, &[said, alg]));
    }
    if let Some(usage) = &key.usage
        && usage != "enc"
    {
        let why = "the key is for signatures: its `use` is `{}`";
        return Err(fill_in_order(why, &[usage]));
    }
    let decrypts = |name: &String| {
        matches!(
            name.as_str(),
            "decrypt" | "unwrapKey" | "deriveKey" | "deriveBits"
        )
    };
    if let Some(operations) = &key.operations
        && !operations.iter().any(decrypts)
    {
        return Err(
            "`key_ops` of the key has neither `decrypt` nor `unwrapKey`, `deriveKey`, `deriveBits`"
                .to_owned(),
        );
    }
    Ok(())
}

/// A shared secret: the content's own key, one that wraps it, or a password (RFC 7518 §4.4, §4.5, §4.7, §4.8).
fn with_secret(asked: &Asked<'_>, secret: &[u8], plan: &mut Plan) -> Result<(), String> {
    let row = asked.algorithm;
    let (name, hash, bits) = row.encryption();
    let (wanted, by) = match name {
        "" => (asked.sealed.enc.encryption().2, asked.sealed.enc),
        "PBKDF2" => (secret.len() * 8, row),
        _ => (bits, row),
    };
    fits("the secret", secret, by, wanted)?;
    plan.first = match name {
        "AES-GCM" => {
            plan.wraps = false;
            let (iv, tag) = (asked.bytes("iv")?, asked.bytes("tag")?);
            fits("`iv` in the header", &iv, row, 96)?;
            fits("`tag` in the header", &tag, row, 128)?;
            Ok(Question {
                method: "decrypt",
                algorithm: GCM.to_owned(),
                buffers: vec![("iv", iv)],
                key: Import::Raw(secret.to_vec()),
                peer: String::new(),
                data: [&*asked.encrypted_key, &tag].concat(),
                bits: 0,
            })
        }
        "PBKDF2" => {
            let header = asked.token.header().json().map_or("", |(text, _)| text);
            let count = asked.parameter("p2c").map_or("", |p2c| p2c.span.of(header));
            if !count.parse().is_ok_and(|count| ROUNDS.contains(&count)) {
                let why = "`p2c` is `{}`, the rounds of PBKDF2: fewer than 1,000 protect nothing, more than 1,200,000 are an attack on whoever reads the token";
                return Err(fill_in_order(why, &[count]));
            }
            let salt = [row.name.as_bytes(), &[0], &*asked.bytes("p2s")?].concat();
            let algorithm = r#"{"name":"PBKDF2","hash":"{}","iterations":{}}"#;
            Ok(Question {
                method: "deriveBits",
                algorithm: fill_in_order(algorithm, &[hash, count]),
                buffers: vec![("salt", salt)],
                key: Import::Raw(secret.to_vec()),
                peer: String::new(),
                data: Vec::new(),
                bits,
            })
        }
        _ => Err(secret.to_vec()),
    };
    Ok(())
}

/// A private key: RSA decrypts the content's key, the others agree on it, or on one that wraps it (RFC 7518 §4.3, §4.6).
fn with_private(
    asked: &Asked<'_>,
    key: &Key,
    private: Import,
    plan: &mut Plan,
) -> Result<(), String> {
    let row = asked.algorithm;
    let (_, hash, bits) = row.encryption();
    let mut question = Question {
        method: "decrypt",
        algorithm: fill_in_order(r#"{"name":"RSA-OAEP","hash":"{}"}"#, &[hash]),
        buffers: Vec::new(),
        key: private,
        peer: String::new(),
        data: Vec::new(),
        bits: 0,
    };
    match &key.material {
        Material::Ec { curve, .. } | Material::Okp { curve, .. } => {
            let template = if curve.starts_with('X') {
                r#"{"name":"{}"}"#
            } else {
                r#"{"name":"ECDH","namedCurve":"{}"}"#
            };
            let peer = asked.parameter("epk").map(keys::from_jwk);
            let peer = peer.transpose()?;
            question.method = "deriveBits";
            question.algorithm = fill_in_order(template, &[curve]);
            question.peer = peer.map_or_else(String::new, |peer| peer.material.jwk());
            // Whole bytes: 66 of them on P-521.
            question.bits = key.bits().next_multiple_of(8);
            let (name, bits) = if plan.wraps {
                (row.name, bits)
            } else {
                (asked.sealed.enc.name, asked.sealed.enc.encryption().2)
            };
            let info = other_info(name, &asked.bytes("apu")?, &asked.bytes("apv")?, bits);
            plan.agreement = Some((info, bits));
        }
        _ => question.data.clone_from(&asked.encrypted_key),
    }
    plan.first = Ok(question);
    Ok(())
}

/// What encrypts with Galois/Counter Mode; its tags are whole (RFC 7518 §5.3).
pub(super) const GCM: &str = r#"{"name":"AES-GCM","tagLength":128}"#;

/// What an agreed secret is hashed with, apart from itself (RFC 7518 §4.6.2): each part behind its length, in four bytes.
pub(super) fn other_info(name: &str, apu: &[u8], apv: &[u8], bits: usize) -> Vec<u8> {
    let four = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
    let mut info = Vec::new();
    for part in [name.as_bytes(), apu, apv] {
        info.extend(four(part.len()));
        info.extend(part);
    }
    info.extend(four(bits));
    info
}
