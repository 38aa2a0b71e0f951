//! The folders of `tests/cases/`.
#![expect(
    clippy::unwrap_used,
    reason = "a case that cannot be read stops its test"
)]

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use claimscope::inspect::Inputs;
use claimscope::text::instant::Instant;

/// When a case is judged that has no `at.txt`: 2026-11-23T03:00:00Z.
const AT: Instant = Instant(1_795_402_800);
const HEADER: &str = r#"{"typ":"JWT","alg":"RS256","kid":"k1"}"#;

/// A folder of `tests/cases/`.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    pub(crate) at: Instant,
    token: String,
    policy: String,
    keys: String,
    values: String,
}

impl Case {
    pub(crate) fn inputs(&self) -> Inputs<'_> {
        Inputs {
            token: &self.token,
            policy: &self.policy,
            keys: &self.keys,
            values: &self.values,
            ..Inputs::default()
        }
    }
}

/// Every case, by name. A token is pasted text (`token.txt`), or made of `claims.json` and, where it is
/// not a plain RS256 one, `header.json`.
pub(crate) fn cases() -> Vec<Case> {
    let folders = fs::read_dir("tests/cases").unwrap();
    let mut cases: Vec<Case> = folders.map(|entry| read(&entry.unwrap().path())).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn read(folder: &Path) -> Case {
    let file = |name: &str| fs::read_to_string(folder.join(name)).ok();
    let header = file("header.json");
    let header = header.as_deref().map_or(HEADER, str::trim);
    let made = file("claims.json").map(|claims| token(header, claims.trim()));
    Case {
        name: folder.file_name().unwrap().to_string_lossy().into_owned(),
        folder: folder.to_owned(),
        at: file("at.txt").map_or(AT, |at| Instant::parse(&at).unwrap()),
        token: made.or_else(|| file("token.txt")).unwrap_or_default(),
        policy: file("policy.xml").unwrap_or_default(),
        keys: file("keys.txt").unwrap_or_default(),
        values: file("values.json").unwrap_or_default(),
    }
}

/// The form of a signed token; the signature is nobody's.
fn token(header: &str, claims: &str) -> String {
    let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    format!(
        "{}.{}.{}",
        encode(header),
        encode(claims),
        "c2ln".repeat(86)
    )
}
