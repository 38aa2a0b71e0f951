//! PEM: what stands between `-----BEGIN` and `-----END` (RFC 7468), wherever it was copied from.

use super::base64_text::{Base64Text, collect};
use super::fault::Fault;
use super::key::{Form, Key};
use super::structure;

/// What a block begins with; its label and five hyphens follow.
pub(super) const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const HYPHENS: &str = "-----";
/// The longest label that is looked for.
const LONGEST_LABEL: usize = 40;

/// What is called by which label.
const LABELS: [(&str, Form); 6] = [
    ("PUBLIC KEY", Form::Spki),
    ("RSA PUBLIC KEY", Form::Pkcs1),
    ("RSA PRIVATE KEY", Form::Pkcs1),
    ("PRIVATE KEY", Form::Pkcs8),
    ("EC PRIVATE KEY", Form::Sec1),
    ("CERTIFICATE", Form::Certificate),
];

/// What a block came to.
pub(super) struct Block<'a> {
    /// Its label.
    pub(super) label: &'a str,
    /// The key, or what is wrong at which offset of the text; `None` for a block that holds no key and needs none.
    pub(super) key: Option<Result<Key, Fault>>,
    /// What is wrong although the key was read.
    pub(super) oddity: Option<Fault>,
    /// Where the text goes on behind it.
    pub(super) end: usize,
}

/// Reads the block that begins here.
pub(super) fn read(text: &str, start: usize) -> Block<'_> {
    let behind = start + BEGIN.len();
    let head = text.get(behind..).unwrap_or_default();
    let mut block = Block {
        label: "",
        key: None,
        oddity: None,
        end: behind,
    };
    let mut length = 0;
    for byte in head.bytes().take(LONGEST_LABEL) {
        if !matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b' ') {
            break;
        }
        length += 1;
    }
    let (label, behind_label) = head.split_at_checked(length).unwrap_or_default();
    if !behind_label.starts_with(HYPHENS) {
        let message = "expected a label and `-----`";
        block.key = Some(Err(Fault::new(behind, message)));
        return block;
    }
    block.label = label;
    let body = collect(text, behind + label.len() + HYPHENS.len(), usize::MAX);
    block.end = body.end;
    let wrong = block.pass_end(text);
    if label == "EC PARAMETERS" {
        // `openssl ecparam` writes it in front of a key, which names its curve again.
        return block;
    }
    let key = block.key(&body);
    block.key = Some(match (key, wrong) {
        // Where it goes on is where it breaks off; where it does not, the key itself says it best.
        (Err(_), Some(wrong)) if wrong.offset < text.len() => Err(wrong),
        (Ok(key), Some(wrong)) => {
            block.oddity = Some(wrong);
            Ok(key)
        }
        (key, _) => key,
    });
    block
}

impl Block<'_> {
    /// Passes the line that ends it. What is wrong there, otherwise: at the end of the text where it is missing.
    fn pass_end(&mut self, text: &str) -> Option<Fault> {
        let rest = text.get(self.end..).unwrap_or_default();
        let ending = [END, self.label, HYPHENS].concat();
        if rest.starts_with(&ending) {
            self.end += ending.len();
            return None;
        }
        let message = if rest.is_empty() || rest.starts_with(HYPHENS) {
            ["expected `", &ending, "`"].concat()
        } else {
            "a character that is no base64".to_owned()
        };
        let fault = Fault::new(self.end, &message);
        self.end += rest_of_block(rest);
        Some(fault)
    }

    fn key(&mut self, body: &Base64Text) -> Result<Key, Fault> {
        if body.is_encrypted || self.label.starts_with("ENCRYPTED") {
            return Err(Fault::new(body.place(0), structure::ENCRYPTED));
        }
        let der = body.decode()?;
        let known = LABELS.iter().find(|(label, _)| *label == self.label);
        let key = structure::read(&der, &mut None);
        let mut key = key.map_err(|fault| Fault::new(body.place(fault.offset), &fault.message));
        match (&mut key, known) {
            (Ok(key), Some((_, form))) if key.form != *form => {
                let message = [
                    "what stands in it is ",
                    key.form.describe(),
                    ", and read as that",
                ];
                self.oddity = Some(Fault::new(body.place(0), &message.concat()));
            }
            (Err(fault), None) => {
                let message = "no such block is read here, only `PUBLIC KEY`, `PRIVATE KEY`, `CERTIFICATE` and those with `RSA` or `EC` in front";
                *fault = Fault::new(body.place(0), message);
            }
            _ => {}
        }
        key
    }
}

/// How much still belongs to a block that is broken here: up to the end of its last line, or to what is another thing.
pub(super) fn rest_of_block(rest: &str) -> usize {
    let mut length = 0;
    while let Some(behind) = rest.as_bytes().get(length..) {
        if behind.starts_with(END.as_bytes()) {
            let line = rest.get(length + END.len()..).unwrap_or_default();
            let line = line.split(['\n', '\\', '"']).next().unwrap_or_default();
            return length + END.len() + line.len();
        }
        if length > 0 && behind.starts_with(HYPHENS.as_bytes())
            || matches!(behind, [] | [b'{' | b'[', ..] | [b'\n', b'\n', ..])
        {
            break;
        }
        length += 1;
    }
    length
}
