//! The keys that a policy itself has, as the gateway reads them.

use std::rc::Rc;

use super::value::Value;
use super::{KeyMaterial, Policy};
use crate::keys::{self, Form, Key};
use crate::text::base64url::{self, Fault, FaultKind};

/// The keys of `issuer-signing-keys` that can be computed with.
pub fn signing_keys(policy: &Policy) -> Vec<Rc<Key>> {
    known(policy.issuer_signing_keys.as_deref())
}

/// The keys of `decryption-keys` that can be computed with.
pub fn decryption_keys(policy: &Policy) -> Vec<Rc<Key>> {
    known(policy.decryption_keys.as_deref())
}

/// Of a policy's keys those that are here: not a certificate that only the gateway has, no named value that
/// was not given, and no text that is no base64. Their `kid` is the `id`.
fn known(keys: Option<&[super::Key]>) -> Vec<Rc<Key>> {
    let keys = keys.unwrap_or_default().iter();
    keys.filter_map(key).map(Rc::new).collect()
}

/// The key that an element stands for; `None` where only the gateway knows it, or it is none.
pub fn key(written: &super::Key) -> Option<Key> {
    let mut key = match &written.material {
        KeyMaterial::Symmetric(value) => secret(value)?,
        KeyMaterial::Rsa { n, e } => rsa(n.as_ref(), e.as_ref())?,
        KeyMaterial::Certificate(_) => return None,
    };
    let id = written.id.as_ref().and_then(Value::known);
    key.kid = id.map(str::to_owned);
    Some(key)
}

fn secret(value: &Value) -> Option<Key> {
    let text = value.known()?.trim();
    let decoded = base64url::decode(text);
    let is_broken = |fault: &Fault| matches!(fault.kind, FaultKind::Character | FaultKind::Length);
    if text.is_empty() || decoded.length < text.len() || decoded.faults.iter().any(is_broken) {
        return None;
    }
    Some(keys::secret(decoded.bytes, Form::Base64))
}

fn rsa(n: Option<&Value>, e: Option<&Value>) -> Option<Key> {
    keys::rsa(n?.known()?, e?.known()?).ok()
}
