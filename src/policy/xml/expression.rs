//! Where a policy expression ends: its C# may hold quotes, brackets and `<` that XML would take for its own.

/// What is open in an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A bracket, by the one that closes it.
    Bracket(u8),
    /// A text in quotes: `@"…"` is verbatim, `$"…"` has expressions in braces.
    Text { verbatim: bool, filled: bool },
}

/// Where the expression ends whose bracket opens at `at`, or where it turns out that it is none.
/// Texts, characters and comments are those of C#; `${…}` of Terraform is close enough.
pub(super) fn end(bytes: &[u8], mut at: usize) -> Result<usize, usize> {
    let mut open = Vec::new();
    loop {
        let Some(&byte) = bytes.get(at) else {
            return Err(at);
        };
        at += 1;
        let rest = bytes.get(at..).unwrap_or_default();
        let next = rest.first().copied().unwrap_or_default();
        if let Some(Open::Text { verbatim, filled }) = open.last().copied() {
            match byte {
                b'\\' if !verbatim => at += 1,
                b'\n' if !verbatim => return Err(at),
                b'"' if verbatim && next == b'"' => at += 1,
                b'"' => _ = open.pop(),
                b'{' if filled && next == b'{' => at += 1,
                b'{' if filled => open.push(Open::Bracket(b'}')),
                _ => {}
            }
            continue;
        }
        match byte {
            b'(' => open.push(Open::Bracket(b')')),
            b'[' => open.push(Open::Bracket(b']')),
            b'{' => open.push(Open::Bracket(b'}')),
            b')' | b']' | b'}' => {
                if open.pop() != Some(Open::Bracket(byte)) {
                    return Err(at);
                }
                if open.is_empty() {
                    return Ok(at);
                }
            }
            b'"' => {
                let before = bytes.get(..at - 1).unwrap_or_default();
                let (mut verbatim, mut filled) = (false, false);
                for sign in before.iter().rev().take(2) {
                    match sign {
                        b'@' => verbatim = true,
                        b'$' => filled = true,
                        _ => break,
                    }
                }
                open.push(Open::Text { verbatim, filled });
            }
            // A character is short; any other apostrophe means nothing.
            b'\'' => {
                let skipped = 1 + usize::from(next == b'\\');
                let mut ahead = rest.iter().skip(skipped).take(6);
                if let Some(length) = ahead.position(|&byte| byte == b'\'') {
                    at += skipped + length + 1;
                }
            }
            b'/' if next == b'/' => at += find(rest, b"\n"),
            b'/' if next == b'*' => at += find(rest, b"*/"),
            _ => {}
        }
    }
}

/// How far it is to these bytes, or to the end.
fn find(rest: &[u8], wanted: &[u8]) -> usize {
    let mut windows = rest.windows(wanted.len());
    windows
        .position(|window| window == wanted)
        .unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::end;

    #[test]
    fn an_expression_ends_where_its_bracket_does() {
        for (expression, rest) in [
            (r#"(a("x", "y") == ")")"#, "\">"),
            (r#"{ return "}" + '}' + '"' + '\'' + '\u0022'; }"#, "}"),
            (r#"(@"c:\" + @"a "")"" b" + "\")")"#, ")\""),
            (r#"($"{a["k)"]} {{ }} {(b ? ")" : $"{c}")}")"#, ")"),
            (r#"($@"\{a["x"]}""" + @$"{b}\")"#, ")"),
            ("{ // don't )}\n /* \" } */ x; }", "}"),
            ("(a < b && c.As<List<string>>()[0] > 'x')", "'"),
            (r#"{var.names["a"]}"#, "\""),
        ] {
            let text = [expression, rest].concat();
            assert_eq!(end(text.as_bytes(), 0), Ok(expression.len()), "{text}");
        }
    }

    #[test]
    fn what_does_not_end_is_none() {
        for text in ["", "(", "(\"a\n\")", "([)]", "{ /* }", "(// )", "(\"\\"] {
            assert!(end(text.as_bytes(), 0).is_err(), "{text}");
        }
    }
}
