use super::plan::GCM;
use super::{Import, Plan, Question};
use crate::text::digest::digest;
use crate::text::fill_in_order;

/// What is to be done next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Ask this, and go on with the answer.
    Ask(Question),
    /// This is the plaintext.
    Done(Vec<u8>),
    /// This is the plaintext in DEFLATE (RFC 1951).
    Inflate(Vec<u8>),
    /// The key does not open the token.
    DoesNotOpen,
    /// The key opens what is no key of the content, and why that is so.
    Refused(String),
}

/// How far it has come: what the next answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// None yet.
    Start,
    /// The answer to the first question.
    First,
    /// The content's key.
    ContentKey,
    /// The whole of what the tag is the first half of.
    Authentication,
    /// The plaintext.
    Content,
}

/// A plan that is carried out.
#[derive(Debug)]
pub struct Run<'a> {
    plan: &'a Plan,
    stage: Stage,
    content_key: Vec<u8>,
}

impl<'a> Run<'a> {
    /// A plan of which nothing is done yet.
    pub const fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            stage: Stage::Start,
            content_key: Vec::new(),
        }
    }

    /// What is to be done after this answer; the first one is not looked at.
    pub fn next(&mut self, answer: Vec<u8>) -> Next {
        match self.stage {
            Stage::Start => {
                self.stage = Stage::First;
                match &self.plan.first {
                    Ok(question) => Next::Ask(question.clone()),
                    Err(secret) => self.managed(secret.clone()),
                }
            }
            Stage::First => self.managed(answer),
            Stage::ContentKey => self.content(answer),
            // Nothing of this is hidden from whoever has the key and watches the clock.
            Stage::Authentication if !answer.starts_with(&self.plan.sealed.tag) => {
                Next::DoesNotOpen
            }
            Stage::Authentication => {
                self.stage = Stage::Content;
                let (_, key) = halves(&self.content_key);
                let iv = self.plan.sealed.iv.clone();
                let data = self.plan.sealed.ciphertext.clone();
                question("decrypt", CBC, vec![("iv", iv)], key.to_vec(), data)
            }
            Stage::Content if self.plan.sealed.is_compressed => Next::Inflate(answer),
            Stage::Content => Next::Done(answer),
        }
    }

    /// What is done with the answer to the first question.
    fn managed(&mut self, mut key: Vec<u8>) -> Next {
        if let Some((info, bits)) = &self.plan.agreement {
            key = agreed(&key, info, *bits);
        }
        if !self.plan.wraps {
            return self.content(key);
        }
        self.stage = Stage::ContentKey;
        let data = self.plan.encrypted_key.clone();
        question("unwrapKey", WRAP, Vec::new(), key, data)
    }

    fn content(&mut self, key: Vec<u8>) -> Next {
        let sealed = &*self.plan.sealed;
        let (name, hash, bits) = sealed.enc.encryption();
        if key.len() * 8 != bits {
            let numbers = [key.len() * 8, bits].map(|number| number.to_string());
            let why = "opens a key of {} bits, where `{}` wants {}: the token was made wrong";
            let values = [&*numbers[0], sealed.enc.name, &numbers[1]];
            return Next::Refused(fill_in_order(why, &values));
        }
        if name == "AES-GCM" {
            self.stage = Stage::Content;
            let buffers = vec![
                ("iv", sealed.iv.clone()),
                ("additionalData", sealed.aad.clone()),
            ];
            let data = [&*sealed.ciphertext, &sealed.tag].concat();
            return question("decrypt", GCM, buffers, key, data);
        }
        self.stage = Stage::Authentication;
        let aad_bits = (sealed.aad.len() as u64).wrapping_mul(8).to_be_bytes();
        let data = [&*sealed.aad, &sealed.iv, &sealed.ciphertext, &aad_bits].concat();
        let (mac_key, _) = halves(&key);
        let mac_key = mac_key.to_vec();
        self.content_key = key;
        let algorithm = fill_in_order(r#"{"name":"HMAC","hash":"{}"}"#, &[hash]);
        question("sign", &algorithm, Vec::new(), mac_key, data)
    }
}

/// AES Key Wrap (RFC 3394).
const WRAP: &str = r#"{"name":"AES-KW"}"#;
/// Cipher Block Chaining with PKCS #7 padding.
const CBC: &str = r#"{"name":"AES-CBC"}"#;

fn question(
    method: &'static str,
    algorithm: &str,
    buffers: Vec<(&'static str, Vec<u8>)>,
    key: Vec<u8>,
    data: Vec<u8>,
) -> Next {
    Next::Ask(Question {
        method,
        algorithm: algorithm.to_owned(),
        buffers,
        key: Import::Raw(key),
        peer: String::new(),
        data,
        bits: 0,
    })
}

/// The key of the tag, and the key of the text (RFC 7518 §5.2.2.1).
fn halves(key: &[u8]) -> (&[u8], &[u8]) {
    key.split_at_checked(key.len() / 2).unwrap_or_default()
}

/// So many bits of an agreed secret: the Concat KDF with SHA-256 (RFC 7518 §4.6.2, NIST SP 800-56A §5.8.1).
pub(super) fn agreed(secret: &[u8], info: &[u8], bits: usize) -> Vec<u8> {
    let mut key = Vec::new();
    for counter in 1_u32..=4 {
        let round = [&counter.to_be_bytes(), secret, info].concat();
        key.extend(digest("sha-256", &round).unwrap_or_default());
    }
    key.truncate(bits / 8);
    key
}
