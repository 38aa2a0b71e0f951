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

/// Where the next thing begins: behind blanks, and what is pasted with a text without being seen.
pub(super) fn next(text: &str, mut at: usize) -> Option<usize> {
    loop {
        at += match text.as_bytes().get(at..)? {
            [] => return None,
            [0 | b'\t'..=b'\r' | b' ', ..] => 1,
            // No-break space, byte order mark, zero width space.
            [0xc2, 0xa0, ..] => 2,
            [0xef, 0xbb, 0xbf, ..] | [0xe2, 0x80, 0x8b, ..] => 3,
            _ => return Some(at),
        };
    }
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
    let is_hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut end = first;
    if !WRAPPED.contains(&first) || is_hexadecimal(text.get(..first).unwrap_or_default()) {
        return end;
    }
    let mut at = first;
    let rest = text.get(first..).unwrap_or_default();
    for (index, line) in rest.split('\n').enumerate() {
        at += line.len();
        let word = line.trim();
        // The first is what is left of the line before.
        if index > 0 {
            if word.is_empty() || word.len() > first || !word.bytes().all(is_base64) {
                break;
            }
            end = at - (line.len() - line.trim_end().len());
            if word.len() < first {
                break;
            }
        }
        at += 1;
    }
    end
}

const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Whether a line between other things may be a secret: one word, and neither a label nor a fence around code.
pub(super) fn is_secret(line: &str) -> bool {
    let mut is_word = line.len() >= SHORTEST_SECRET && !line.ends_with(':');
    for byte in line.bytes() {
        is_word &= !matches!(byte, b' ' | b'\t');
    }
    for label in ["subject=", "issuer=", "```"] {
        is_word &= !line.starts_with(label);
    }
    is_word
}
