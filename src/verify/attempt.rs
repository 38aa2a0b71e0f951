use std::rc::Rc;

use super::{Attempt, Named, Origin, Request, Unfit};
use crate::jose::alg::{Algorithm, Family, algorithm};
use crate::jose::{Kind, Token};
use crate::keys::{self, Form, Key, Material};
use crate::text::base64url::{self, FaultKind};
use crate::text::fill_in_order;
use crate::text::json::Json;

/// Keys beyond this many are not held against a signature.
const MAX_KEYS: usize = 256;
/// Signatures beyond this many of one token are not looked at.
const MAX_SIGNATURES: usize = 8;

/// The keys at hand, apart from those in the token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    /// What was pasted as keys.
    pub pasted: &'a [Rc<Key>],
    /// The keys in policies, each with the byte at which its policy's element begins.
    pub policies: &'a [(usize, Rc<Key>)],
}

/// Every key held against every signature of a token: the keys that its header names first, as the gateway takes them.
#[inline(never)]
pub fn attempts(index: usize, token: &Token, sources: Sources<'_>, all: &mut Vec<Attempt>) {
    // What is encrypted has recipients, and what is signed is inside.
    if token.kind == Kind::Jwe {
        return;
    }
    for signature in 0..token.entries.len().min(MAX_SIGNATURES) {
        let mut keys = Vec::new();
        for (start, key) in sources.policies {
            keys.push((Origin::Policy(*start), Rc::clone(key)));
        }
        for (origin, key) in sources.pasted.iter().enumerate() {
            keys.push((Origin::Pasted(origin), Rc::clone(key)));
        }
        for key in embedded(token, signature) {
            keys.push((Origin::Token, Rc::new(key)));
        }
        let asked = asked(token, signature);
        // The keys that are named come first, so that what is left out is none of them.
        let most = all.len() + MAX_KEYS;
        for wanted in [Named::Kid, Named::Thumbprint, Named::Not] {
            for (origin, key) in &keys {
                let named = named(token, signature, key);
                if named == wanted && all.len() < most {
                    all.push(Attempt {
                        token: index,
                        signature,
                        origin: *origin,
                        key: Rc::clone(key),
                        named,
                        request: request(&asked, key),
                    });
                }
            }
        }
    }
}

/// The keys that a header carries: `jwk` and the first of `x5c` (RFC 7515 §4.1.3, §4.1.6).
pub fn embedded(token: &Token, signature: usize) -> Vec<Key> {
    let mut found = Vec::new();
    if let Some(jwk) = token.entry_parameter(signature, "jwk")
        && let Ok(key) = keys::from_jwk(jwk)
    {
        found.push(key);
    }
    if let Some(chain) = token.entry_parameter(signature, "x5c") {
        let mut certificates = Vec::new();
        for text in chain.elements() {
            certificates.push(base64url::decode(text.as_str().unwrap_or_default()).bytes);
        }
        found.extend(keys::from_certificates(&certificates));
    }
    found
}

/// What does not depend on the key.
struct Asked {
    algorithm: Algorithm,
    data: Rc<[u8]>,
    signature: Rc<[u8]>,
}

fn asked(token: &Token, signature: usize) -> Result<Asked, String> {
    let alg = token
        .entry_parameter(signature, "alg")
        .and_then(Json::as_str);
    let alg = alg.unwrap_or_default();
    let Some(row) = algorithm(alg) else {
        return Err(fill_in_order("`{}` is no registered algorithm", &[alg]));
    };
    if matches!(
        row.family,
        Family::None | Family::KeyManagement | Family::ContentEncryption
    ) {
        return Err(fill_in_order("`{}` signs nothing", &[alg]));
    }
    if let Some(why) = critical(token, signature) {
        return Err(why);
    }
    let bytes = token.signature_bytes(signature).unwrap_or_default();
    if !is_strict(token, signature) {
        return Err("the token is no base64url as it stands".to_owned());
    }
    match token.signing_input(signature) {
        Some(data) => Ok(Asked {
            algorithm: row,
            data: data.into(),
            signature: bytes.into(),
        }),
        None => Err("the payload is detached: what was signed is not here".to_owned()),
    }
}

/// Why `crit` forbids to rely on the signature (RFC 7515 §4.1.11): it names what is not understood here, which is all but `b64`.
fn critical(token: &Token, signature: usize) -> Option<String> {
    let names = token.entry_parameter(signature, "crit")?.elements();
    for name in names {
        let name = name.as_str().unwrap_or_default();
        if name != "b64" || token.entry_parameter(signature, name).is_none() {
            let why = "`crit` demands that `{}` is there and understood";
            return Some(fill_in_order(why, &[name]));
        }
    }
    names.is_empty().then(|| "`crit` names nothing".to_owned())
}

/// Whether the parts are base64url as they stand. Padding is let through where every part has it that could: the load balancers
/// of AWS sign it along, and nobody else writes it.
fn is_strict(token: &Token, signature: usize) -> bool {
    let Some(entry) = token.entries.get(signature) else {
        return false;
    };
    let (mut padded, mut bare) = (false, false);
    // With `b64` the payload is no base64url (RFC 7797 §3).
    let is_encoded = token.entry_parameter(signature, "b64").is_none();
    let payload = is_encoded.then_some(1);
    for index in [entry.protected, payload, entry.value]
        .into_iter()
        .flatten()
    {
        let text = token
            .segments
            .get(index)
            .map_or("", |segment| &segment.text);
        let decoded = base64url::decode(text);
        // A dot inside a part would let what was signed be cut elsewhere.
        if decoded.length < text.len() {
            return false;
        }
        for fault in decoded.faults {
            padded = true;
            if fault.kind != FaultKind::Padding {
                return false;
            }
        }
        bare |= !text.len().is_multiple_of(4);
    }
    !(padded && bare)
}

fn request(asked: &Result<Asked, String>, key: &Key) -> Result<Request, Unfit> {
    let unfit = |is_other_kind: bool, why: &str, values: &[&str]| {
        let why = fill_in_order(why, values);
        Err(Unfit { is_other_kind, why })
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(why) => return unfit(false, "{}", &[why]),
    };
    let row = asked.algorithm;
    let (family, kind, curve) = match &key.material {
        Material::Rsa { .. } => (Family::Rsa, "RSA", ""),
        Material::Ec { curve, .. } => (Family::Ecdsa, "EC", &**curve),
        Material::Okp { curve, .. } => (Family::EdDsa, "OKP", &**curve),
        Material::Akp { algorithm, .. } => (Family::MlDsa, "AKP", &**algorithm),
        Material::Secret(_) => (Family::Hmac, "shared secret", ""),
    };
    if family != row.family {
        let needs = match row.family {
            Family::Rsa => "an RSA key",
            Family::Ecdsa => "an EC key",
            Family::EdDsa => "an OKP key",
            Family::MlDsa => "an AKP key",
            _ => "a shared secret",
        };
        let why = "the key is of type {}, `{}` needs {}";
        return unfit(true, why, &[kind, row.name, needs]);
    }
    let wanted = row.curve().unwrap_or(curve);
    let is_for_agreement = matches!(curve, "X25519" | "X448");
    if curve != wanted && family != Family::MlDsa || is_for_agreement {
        let wanted = if is_for_agreement {
            "Ed25519 or Ed448"
        } else {
            wanted
        };
        let why = "the key is on the curve `{}`, `{}` needs `{}`";
        return unfit(true, why, &[curve, row.name, wanted]);
    }
    if family == Family::MlDsa && curve != row.name {
        return unfit(true, "the key is for `{}`", &[curve]);
    }
    if let Some(alg) = &key.algorithm
        && alg != row.name
        && !(family == Family::EdDsa && (alg == "EdDSA" || row.name == "EdDSA"))
    {
        let why = "the key says that it is for `{}`, the token says `{}`";
        return unfit(false, why, &[alg, row.name]);
    }
    if let Some(usage) = &key.usage
        && usage != "sig"
    {
        let why = "the key is for encryption: its `use` is `{}`";
        return unfit(false, why, &[usage]);
    }
    if let Some(operations) = &key.operations
        && !operations
            .iter()
            .any(|name| name == "verify" || name == "sign")
    {
        return unfit(false, "`key_ops` of the key has no `verify`", &[]);
    }
    Ok(Request {
        algorithm: row,
        parameters: row.parameters(curve),
        jwk: key.material.jwk(),
        data: Rc::clone(&asked.data),
        signature: Rc::clone(&asked.signature),
    })
}

/// How the header points at the key. A certificate is also known by the digits of its SHA-1, as .NET names it.
pub fn named(token: &Token, signature: usize, key: &Key) -> Named {
    let text = |name| {
        token
            .entry_parameter(signature, name)
            .and_then(Json::as_str)
    };
    let is = |known: &Option<String>, wanted: Option<&str>| {
        known.is_some() && known.as_deref() == wanted
    };
    let kid = text("kid");
    if is(&key.kid, kid) {
        return Named::Kid;
    }
    if key.form == Form::Certificate
        && let (Some(kid), Some(x5t)) = (kid, &key.x5t)
        && (kid == x5t || kid.eq_ignore_ascii_case(&hexadecimal(x5t)))
    {
        return Named::Kid;
    }
    if is(&key.x5t, text("x5t")) || is(&key.x5t_s256, text("x5t#S256")) {
        return Named::Thumbprint;
    }
    Named::Not
}

/// The bytes of a base64url text as hexadecimal digits.
fn hexadecimal(text: &str) -> String {
    let mut digits = String::new();
    for byte in base64url::decode(text).bytes {
        for half in [byte >> 4, byte & 15] {
            digits.extend(char::from_digit(half.into(), 16));
        }
    }
    digits
}
