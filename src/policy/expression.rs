//! Policy expressions whose value is plain: string literals, what they are together, numbers, `true` and `false`.
//!
//! Source: C# language specification, literals.

/// The value of a whole expression, `@(…)` or `@{ return …; }`, where it is plain; `None` for any other.
pub(super) fn plain(expression: &str) -> Option<String> {
    let code = if let Some(code) = expression.strip_prefix("@(") {
        code.strip_suffix(')')?
    } else {
        let code = expression.strip_prefix("@{")?.strip_suffix('}')?.trim();
        let code = code.strip_prefix("return")?.strip_suffix(';')?;
        code.starts_with([' ', '\t', '\n', '\r', '"', '('])
            .then_some(code)?
    };
    let mut rest = code.trim();
    // That of a status or a switch.
    let is_number = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || rest == "true" || rest == "false" {
        return Some(rest.to_owned());
    }
    let mut value = String::new();
    loop {
        rest = literal(rest, &mut value)?.trim_start();
        if rest.is_empty() {
            return Some(value);
        }
        rest = rest.strip_prefix('+')?.trim_start();
    }
}

/// Adds the string literal that a code begins with, and says what follows it.
fn literal<'a>(code: &'a str, value: &mut String) -> Option<&'a str> {
    if let Some(code) = code.strip_prefix("@\"") {
        return verbatim(code, value);
    }
    let code = code.strip_prefix('"')?;
    let mut characters = code.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return code.get(at + 1..),
            '\n' | '\r' => return None,
            '\\' => value.push(escaped(characters.next()?.1)?),
            _ => value.push(character),
        }
    }
    None
}

/// A verbatim literal behind its `@"`: a quote is written twice.
fn verbatim<'a>(mut code: &'a str, value: &mut String) -> Option<&'a str> {
    loop {
        let (text, after) = code.split_once('"')?;
        value.push_str(text);
        let Some(after_both) = after.strip_prefix('"') else {
            return Some(after);
        };
        value.push('"');
        code = after_both;
    }
}

/// What a backslash and this character stand for; `None` for those by a number.
fn escaped(character: char) -> Option<char> {
    Some(match character {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '"' | '\\' | '\'' => character,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn literals_and_what_they_are_together_are_computed() {
        for (expression, value) in [
            (r#"@("a")"#, Some("a")),
            (r#"@( "a" + "b"+"c" )"#, Some("abc")),
            (r#"@("say \"hi\"\t\\")"#, Some("say \"hi\"\t\\")),
            (r#"@(@"a\b""c" + "d")"#, Some("a\\b\"cd")),
            (r#"@{ return "a" + "b"; }"#, Some("ab")),
            ("@(401)", Some("401")),
            ("@(true)", Some("true")),
            (r#"@("")"#, Some("")),
            ("@()", None),
            (r#"@("a" + context.Api.Id)"#, None),
            (r#"@("a".ToUpper())"#, None),
            (r#"@("a" + )"#, None),
            (r#"@("a)"#, None),
            (r#"@($"a{1}")"#, None),
            (r#"@("\u0041")"#, None),
            (r#"@{ returned "a"; }"#, None),
            (r#"@{ var a = "a"; return a; }"#, None),
            ("@(4 + 1)", None),
            ("@(\"a\nb\")", None),
        ] {
            assert_eq!(plain(expression).as_deref(), value, "{expression}");
        }
    }
}
