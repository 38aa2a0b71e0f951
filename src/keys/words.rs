//! Text between and around keys: where the next thing begins, and what a line of it is.

/// A word between other things that is shorter is taken for a word.
const SHORTEST_SECRET: usize = 6;
/// Base64 is wrapped after so many characters, by `openssl` and by MIME.
const WRAPPED: [usize; 2] = [64, 76];

/// What begins like this is no key, and what to do about it.
const STRANGERS: [(&str, &str); 5] = [
    (
        "http",
        "a URL: nothing is fetched; open it and paste the JSON that it answers",
    ),
    (
        "<",
        "XML, which is passed over: a policy belongs into Policy",
    ),
    (
        "eyJ",
        "a token, which is passed over: it belongs into Token",
    ),
    (
        "ssh-",
        "an SSH public key, closest to PEM `PUBLIC KEY`: `ssh-keygen -e -m PKCS8 -f key.pub` writes that",
    ),
    (
        "ecdsa-sha2-",
        "an SSH public key, closest to PEM `PUBLIC KEY`: `ssh-keygen -e -m PKCS8 -f key.pub` writes that",
    ),
];

/// What is to be said of a line that is no key, nor part of one.
pub(super) fn stranger(line: &str) -> Option<&'static str> {
    for (prefix, note) in STRANGERS {
        if line.starts_with(prefix) && (prefix != "eyJ" || line.contains('.')) {
            return Some(note);
        }
    }
    None
}

/// Blanks, and what is pasted with a text without being seen.
pub(super) fn is_blank(character: char) -> bool {
    character.is_ascii_whitespace()
        || matches!(character, '\u{a0}' | '\u{feff}' | '\u{200b}' | '\0')
}

/// Where the next thing begins.
pub(super) fn next(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    Some(at + rest.find(|character| !is_blank(character))?)
}

/// How far the line goes, or up to JSON or PEM in it.
pub(super) fn loose_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut length = 0;
    while let [byte, behind @ ..] = bytes.get(length..).unwrap_or_default() {
        let begins = match byte {
            b'\n' => true,
            b'-' => behind.starts_with(b"----BEGIN "),
            b'{' | b'[' => matches!(behind.trim_ascii_start(), [b'"' | b'{' | b'[', ..]),
            _ => false,
        };
        if begins && length > 0 {
            break;
        }
        length += 1;
    }
    length
}

/// How long a text is that begins with a line of this length, where it is base64 that was wrapped.
pub(super) fn wrapped_length(text: &str, first: usize) -> usize {
    let mut length = first;
    let mut line = text.get(..first).unwrap_or_default();
    if !WRAPPED.contains(&first) || line.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return first;
    }
    while line.len() == first {
        let rest = text.get(length..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_ascii_start().len();
        line = rest
            .trim_ascii_start()
            .lines()
            .next()
            .unwrap_or_default()
            .trim_ascii_end();
        let is_base64 = line
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
        if line.is_empty() || line.len() > first || !is_base64 {
            break;
        }
        length += blanks + line.len();
    }
    length
}

/// Whether a line between other things may be a secret: one word, and neither a label nor a fence around code.
pub(super) fn is_secret(line: &str) -> bool {
    let is_label =
        line.ends_with(':') || line.starts_with("subject=") || line.starts_with("issuer=");
    line.len() >= SHORTEST_SECRET
        && !line.contains([' ', '\t'])
        && !is_label
        && !line.starts_with("```")
}
