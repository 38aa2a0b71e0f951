/// Adds a text with its references resolved; those that XML does not know stay as written.
/// The result is the place of the first `&` that no `;` follows.
pub(super) fn resolve(written: &str, line_end: char, out: &mut String) -> Option<usize> {
    let mut pieces = written.split('&');
    let first = pieces.next().unwrap_or_default();
    add(first, line_end, out);
    let mut at = first.len();
    let mut bare = None;
    for piece in pieces {
        let reference = piece.split_once(';');
        let known = reference.and_then(|(name, tail)| Some((character(name)?, tail)));
        let (character, tail) = known.unwrap_or(('&', piece));
        out.push(character);
        add(tail, line_end, out);
        if reference.is_none() {
            bare = bare.or(Some(at));
        }
        at += 1 + piece.len();
    }
    bare
}

/// Adds a text with every line end as this one: a line feed (XML 1.0 §2.11) or, in the value of an attribute, where
/// a tab becomes one as well, a blank (§3.3.3).
pub(super) fn add(written: &str, line_end: char, out: &mut String) {
    let is_other = |byte| byte == b'\r' || line_end == ' ' && matches!(byte, b'\n' | b'\t');
    if !written.bytes().any(is_other) {
        out.push_str(written);
        return;
    }
    let mut last = ' ';
    for character in written.chars() {
        match character {
            '\n' if last == '\r' => {}
            '\n' | '\r' => out.push(line_end),
            '\t' if line_end == ' ' => out.push(line_end),
            _ => out.push(character),
        }
        last = character;
    }
}

/// The character that a reference stands for: `lt`, `#60`, `#x3C`.
pub(in crate::policy) fn character(name: &str) -> Option<char> {
    let named = [
        ("lt", '<'),
        ("gt", '>'),
        ("amp", '&'),
        ("quot", '"'),
        ("apos", '\''),
    ];
    if let Some((_, character)) = named.iter().find(|(known, _)| *known == name) {
        return Some(*character);
    }
    let number = name
        .strip_prefix('#')
        .filter(|number| !number.contains('+'))?;
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let number = u32::from_str_radix(digits, radix).ok()?;
    char::from_u32(number).filter(|character| *character != '\0')
}
