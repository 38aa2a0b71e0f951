//! Policy expressions whose value is plain: string literals, what they are together, numbers, and what is true or false of them.
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
    let rest = code.trim();
    // That of a status or a switch.
    let is_number = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        return Some(rest.to_owned());
    }
    if let Some((truth, "")) = either(rest, 0) {
        return Some(truth.to_string());
    }
    let (value, rest) = text(rest)?;
    rest.is_empty().then_some(value)
}

/// Brackets and negations inside each other beyond this many are not followed.
const MAX_DEPTH: usize = 16;

/// The literals, joined by `+`, that a code begins with, and what follows them.
fn text(code: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = code;
    loop {
        rest = literal(rest, &mut value)?.trim_start();
        let Some(more) = rest.strip_prefix('+') else {
            return Some((value, rest));
        };
        rest = more.trim_start();
    }
}

/// What is true of a code that begins so, by `||` of `&&`, and what follows. Both sides have to be plain.
fn either(code: &str, depth: usize) -> Option<(bool, &str)> {
    let (mut any, mut rest) = both(code, depth)?;
    while let Some(more) = rest.strip_prefix("||") {
        let (next, after) = both(more.trim_start(), depth)?;
        any |= next;
        rest = after;
    }
    Some((any, rest))
}

fn both(code: &str, depth: usize) -> Option<(bool, &str)> {
    let (mut all, mut rest) = one(code, depth)?;
    while let Some(more) = rest.strip_prefix("&&") {
        let (next, after) = one(more.trim_start(), depth)?;
        all &= next;
        rest = after;
    }
    Some((all, rest))
}

/// `true`, `false`, a comparison of literals, or either of them negated or in brackets.
fn one(code: &str, depth: usize) -> Option<(bool, &str)> {
    if depth > MAX_DEPTH {
        return None;
    }
    for (word, truth) in [("true", true), ("false", false)] {
        if let Some(rest) = code.strip_prefix(word) {
            return Some((truth, rest.trim_start()));
        }
    }
    if let Some(rest) = code.strip_prefix('!') {
        let (truth, rest) = one(rest.trim_start(), depth + 1)?;
        return Some((!truth, rest));
    }
    if let Some(rest) = code.strip_prefix('(') {
        let (truth, rest) = either(rest.trim_start(), depth + 1)?;
        return Some((truth, rest.strip_prefix(')')?.trim_start()));
    }
    let (left, rest) = text(code)?;
    let is_equal = rest.starts_with("==");
    let rest = rest
        .strip_prefix("==")
        .or_else(|| rest.strip_prefix("!="))?;
    let (right, rest) = text(rest.trim_start())?;
    Some(((left == right) == is_equal, rest))
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
            ("@(false || !( true&&false ))", Some("true")),
            (r#"@("a" + "b" == "ab" && "x" != "x")"#, Some("false")),
            (r#"@(("on" == "on"))"#, Some("true")),
            ("@(true == a)", None),
            ("@(trueish)", None),
            ("@(true || a)", None),
            ("@(!)", None),
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
        let deep = ["@(", &"(".repeat(100_000), "true"].concat();
        assert_eq!(plain(&deep), None);
    }
}
