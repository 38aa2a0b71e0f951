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

/// Adds the string literal that a code begins with, and says what follows it. In a verbatim one, `@"…"`, a quote is
/// written twice.
fn literal<'a>(code: &'a str, value: &mut String) -> Option<&'a str> {
    let is_verbatim = code.starts_with('@');
    let code = code.strip_prefix('@').unwrap_or(code).strip_prefix('"')?;
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_verbatim && characters.as_str().starts_with('"') => {
                value.push(characters.next()?);
            }
            '"' => return Some(characters.as_str()),
            '\\' if !is_verbatim => value.push(escaped(characters.next()?)?),
            '\n' | '\r' if !is_verbatim => return None,
            _ => value.push(character),
        }
    }
    None
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
