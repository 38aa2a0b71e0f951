//! The audience: whom a token is for.

use super::well_known::well_known;
use super::{Reading, find};
use crate::text::json::{Json, Kind, Member};

/// The values of `aud` as written: a string, or an array of strings (RFC 7519 §4.1.3). The last member of the name counts.
/// Malformed is everything else, also an array with anything but strings in it.
pub fn audiences(claims: &[Member], text: &str) -> Reading<Vec<String>> {
    let Some(value) = find(claims, "aud") else {
        return Reading::Absent;
    };
    let elements: &[Json] = match &value.kind {
        Kind::String(only) => return Reading::Present(vec![only.to_string()]),
        Kind::Array(elements) => elements,
        _ => return Reading::Malformed(format!("`aud` is {}", value.describe())),
    };
    let mut list = Vec::with_capacity(elements.len());
    for element in elements {
        match element.as_str() {
            Some(audience) => list.push(audience.to_owned()),
            None => {
                return Reading::Malformed(format!(
                    "`aud` is an array with {} in it, `{}`",
                    element.describe(),
                    element.span.of(text)
                ));
            }
        }
    }
    Reading::Present(list)
}

/// Whether an audience is Microsoft Graph, by its id or its URL.
/// Nobody but Graph can verify such a token: its signature is over a header that the client never sees.
pub fn is_graph(audience: &str) -> bool {
    well_known(audience) == Some(super::well_known::GRAPH)
}

#[cfg(test)]
mod tests {
    use super::super::tests::members;
    use super::*;

    #[test]
    fn one_or_many_strings_and_nothing_else() {
        for (text, expected) in [
            ("{}", Reading::Absent),
            (
                r#"{"aud":"api://a"}"#,
                Reading::Present(vec!["api://a".to_owned()]),
            ),
            (
                r#"{"aud":"x","aud":["a","b"]}"#,
                Reading::Present(vec!["a".to_owned(), "b".to_owned()]),
            ),
            (r#"{"aud":[]}"#, Reading::Present(vec![])),
            (
                r#"{"aud":null}"#,
                Reading::Malformed("`aud` is null".to_owned()),
            ),
            (
                r#"{"aud":["a",5]}"#,
                Reading::Malformed("`aud` is an array with a number in it, `5`".to_owned()),
            ),
        ] {
            assert_eq!(audiences(&members(text), text), expected, "{text}");
        }
    }

    #[test]
    fn graph_is_known_by_every_name() {
        for (audience, expected) in [
            ("00000003-0000-0000-c000-000000000000", true),
            ("https://graph.microsoft.com", true),
            ("https://graph.microsoft.com/", true),
            ("https://GRAPH.microsoft.com", true),
            ("https://graph.windows.net", false),
            ("https://graph.microsoft.com.example", false),
            ("api://graph", false),
        ] {
            assert_eq!(is_graph(audience), expected, "{audience}");
        }
    }
}
