//! How a text is escaped that a policy stands in, and where its characters stand then.

use crate::policy::edit;
use crate::policy::xml::character;

/// The references of XML are no longer than this.
const MAX_REFERENCE: usize = 12;

/// The start tag of a policy is looked at so far.
const MAX_TAG: usize = 2000;

/// Names of JWT policies that are looked at: they are spoken of before they come.
const MAX_NAMES: usize = 100;

/// A way to escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::policy) enum Form {
    /// `&lt;`, as in a web page or in XML.
    Entities,
    /// `\n` and `\u003c`, as in the strings of JSON, Terraform, Bicep and C#; with the quotes that are escaped, too.
    Backslash(char),
    /// `""`, as in a verbatim string of C#.
    Doubled,
}

/// Where the characters of an unescaped text stood: for each escape where the character behind it stands now, and
/// where it stood.
#[derive(Debug, Default)]
pub(super) struct Places(Vec<(usize, usize)>);

impl Places {
    /// Where a character stood.
    pub(super) fn before(&self, offset: usize) -> usize {
        let known = self.0.partition_point(|(now, _)| *now <= offset);
        let last = known.checked_sub(1).and_then(|last| self.0.get(last));
        let (now, before) = last.copied().unwrap_or_default();
        before + (offset - now)
    }
}

impl Form {
    /// How the first JWT policy of a text is escaped, judged by its start tag; `None` when it is not.
    pub(super) fn of(text: &str) -> Option<Self> {
        for (at, _) in text.match_indices("validate-").take(MAX_NAMES) {
            let (before, tag) = text.split_at_checked(at)?;
            if before.ends_with("lt;") || before.ends_with("#60;") {
                return Some(Self::Entities);
            }
            if before.ends_with("u003c") || before.ends_with("u003C") {
                return Some(Self::Backslash('"'));
            }
            let end = tag.floor_char_boundary(MAX_TAG);
            let (tag, behind) = tag.get(..end)?.split_once('>').unwrap_or_default();
            let (_, value) = tag.split_once('=').unwrap_or_default();
            let value = value.trim_ascii_start();
            if !before.ends_with('<') || value.is_empty() {
                continue;
            }
            if let Some(value) = value.strip_prefix('\\') {
                let is_apostrophe = value.trim_start_matches('\\').starts_with('\'');
                return Some(Self::Backslash(if is_apostrophe { '\'' } else { '"' }));
            }
            if let Some(value) = value.strip_prefix("\"\"")
                && !value.is_empty()
                && !value.starts_with([' ', '\n', '\r', '\t', '/'])
            {
                return Some(Self::Doubled);
            }
            if behind.starts_with("\\n") || behind.starts_with("\\r") || behind.starts_with("\\t") {
                let is_apostrophe = value.starts_with('"');
                return Some(Self::Backslash(if is_apostrophe { '\'' } else { '"' }));
            }
            break;
        }
        None
    }

    /// Resolves every escape of a text. What is none stays as it is.
    pub(super) fn unescape(self, text: &str, out: &mut String) -> Places {
        let mut places = Places::default();
        let sign = match self {
            Self::Entities => '&',
            Self::Backslash(_) => '\\',
            Self::Doubled => '"',
        };
        let mut rest = text;
        while let Some((plain, escape)) = rest.split_once(sign) {
            out.push_str(plain);
            let found = match self {
                Self::Entities => reference(escape),
                Self::Backslash(_) => escaped(escape),
                Self::Doubled => escape.strip_prefix('"').map(|rest| ('"', rest)),
            };
            let (character, after) = found.unwrap_or((sign, escape));
            out.push(character);
            rest = after;
            places.0.push((out.len(), text.len() - rest.len()));
        }
        out.push_str(rest);
        places
    }

    /// A text as it has to be written into one of this form.
    pub(in crate::policy) fn escape(self, text: &str) -> String {
        match self {
            Self::Entities => edit::escape(text).replace('>', "&gt;"),
            Self::Doubled => text.replace('"', "\"\""),
            Self::Backslash(quote) => {
                let mut out = String::new();
                for character in text.chars() {
                    let escaped = match character {
                        '\n' => 'n',
                        '\r' => 'r',
                        '\t' => 't',
                        other => other,
                    };
                    if escaped != character || character == quote || character == '\\' {
                        out.push('\\');
                    }
                    out.push(escaped);
                }
                out
            }
        }
    }
}

/// The character of a reference, and what follows, behind the `&`.
fn reference(escape: &str) -> Option<(char, &str)> {
    let mut name = escape.bytes().take(MAX_REFERENCE);
    let end = name.position(|byte| byte == b';')?;
    let (name, rest) = escape.split_at_checked(end)?;
    Some((character(name)?, rest.get(1..)?))
}

/// The character of an escape, and what follows, behind the backslash.
fn escaped(escape: &str) -> Option<(char, &str)> {
    let sign = escape.chars().next()?;
    let rest = escape.get(sign.len_utf8()..)?;
    let character = match sign {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '"' | '\'' | '\\' | '/' | '$' => sign,
        'u' => {
            let code = u32::from_str_radix(rest.get(..4)?, 16).ok()?;
            let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            return Some((character, rest.get(4..)?));
        }
        _ => return None,
    };
    Some((character, rest))
}
