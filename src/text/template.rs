//! Sentences with places for values.

/// Values by name.
pub type Values<'a> = &'a [(&'a str, &'a str)];

/// A template with the values in its places: `{name}`. What is no value's name stays, and no value is looked into.
pub fn fill(template: &str, values: Values<'_>) -> String {
    fill_with(template, &mut |place| {
        let named = values.iter().find(|(name, _)| *name == place);
        named.map(|(_, value)| *value)
    })
}

/// A template with the values in its places in order: `{}`. Values without a place are left out.
pub fn fill_in_order(template: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    fill_with(template, &mut |_| values.next().copied())
}

fn fill_with<'a>(template: &str, value: &mut dyn FnMut(&str) -> Option<&'a str>) -> String {
    let mut pieces = template.split('{');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let place = piece.split_once('}');
        if let Some((value, rest)) = place.and_then(|(name, rest)| Some((value(name)?, rest))) {
            text.push_str(value);
            text.push_str(rest);
        } else {
            text.push('{');
            text.push_str(piece);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{fill, fill_in_order};

    #[test]
    fn values_stand_in_their_places_and_nowhere_else() {
        let values = [("id", "a{line}"), ("line", "5")];
        for (template, filled) in [
            ("", ""),
            ("line {line}, `{id}`", "line 5, `a{line}`"),
            (r#"'{"api":{"n":{line}}}'"#, r#"'{"api":{"n":5}}'"#),
            ("{{id}} {other} {", "{a{line}} {other} {"),
        ] {
            assert_eq!(fill(template, &values), filled, "{template}");
        }
        assert_eq!(fill_in_order("{}: {}", &["{}", "b", "c"]), "{}: b");
    }
}
