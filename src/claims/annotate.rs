//! Members of a token with what is known about them beside what is written.

use super::dictionary;
use super::reading::{Read, read};
use super::{Permissions, Profile, Row, permissions};
use crate::text::Span;
use crate::text::instant::Instant;
use crate::text::json::Member;

/// A member with what is known about it. Nothing depends on the time: the distance to now is computed from `instant` by who shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotated {
    /// The name with its escapes resolved.
    pub name: String,
    /// Where the name stands in the decoded JSON text, quotes included.
    pub name_span: Span,
    /// The value's JSON text exactly as in the token.
    pub raw: String,
    /// The name for a person; `None` where the dictionary has no row.
    pub title: Option<&'static str>,
    /// What it says and what to compare it with, in one sentence.
    pub meaning: Option<&'static str>,
    /// Where this is written down.
    pub source: Option<&'static str>,
    /// The value read for a person, where there is something to read.
    pub reading: Option<String>,
    /// A short badge: whose permissions these are.
    pub tag: Option<&'static str>,
    /// The instant of `reading`, for a date that a number says: the one meant where the number is in milliseconds.
    /// What a validator reads is [`super::numeric_date()`].
    pub instant: Option<Instant>,
    /// What is wrong with the value: `NumericDate in milliseconds: …`.
    pub problem: Option<String>,
}

/// Annotates the claims of a token, in their order, repeated names included; `text` is the decoded payload.
#[inline(never)]
pub fn annotate_claims(text: &str, members: &[Member], profile: Profile) -> Vec<Annotated> {
    let mut all = annotate(text, members, &dictionary::claims(profile));
    if profile.is_entra() {
        let kind = permissions(members);
        let roles = match kind {
            Permissions::Delegated => Some("roles of the user"),
            _ => kind.name(),
        };
        for annotated in &mut all {
            annotated.tag = match annotated.name.as_str() {
                _ if annotated.problem.is_some() => None,
                "scp" => Permissions::Delegated.name(),
                "roles" => roles,
                _ => None,
            };
        }
    }
    all
}

/// Annotates the parameters of a JOSE Header, in their order, repeated names included; `text` is the decoded header.
pub fn annotate_header(text: &str, members: &[Member]) -> Vec<Annotated> {
    annotate(text, members, &dictionary::header())
}

fn annotate(text: &str, members: &[Member], rows: &[Row]) -> Vec<Annotated> {
    let mut all = Vec::with_capacity(members.len());
    for member in members {
        let row = dictionary::find(rows, &member.name);
        let Read {
            reading,
            instant,
            problem,
        } = read(row, &member.value, text);
        all.push(Annotated {
            name: member.name.clone(),
            name_span: member.name_span,
            raw: member.value.span.of(text).to_owned(),
            title: row.map(|row| row.title),
            meaning: row.map(|row| row.meaning),
            source: row.map(|row| row.source),
            reading,
            tag: None,
            instant,
            problem,
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::tests::members;
    use super::*;

    /// Name, raw value, title and tag of every member.
    fn shown(annotated: &[Annotated]) -> Vec<(&str, &str, Option<&str>, Option<&str>)> {
        annotated
            .iter()
            .map(|member| {
                (
                    member.name.as_str(),
                    member.raw.as_str(),
                    member.title,
                    member.tag,
                )
            })
            .collect()
    }

    #[test]
    fn every_member_is_kept_as_it_stands() {
        let text =
            r#"{ "\u0061ud":"api://a" , "n": 1.50e400, "n":{"a": [1]}, "":null, "__proto__":2}"#;
        let annotated = annotate_claims(text, &members(text), Profile::Generic);
        assert_eq!(
            shown(&annotated),
            [
                ("aud", "\"api://a\"", Some("Audience"), None),
                ("n", "1.50e400", None, None),
                ("n", "{\"a\": [1]}", None, None),
                ("", "null", None, None),
                ("__proto__", "2", None, None),
            ]
        );
        assert_eq!(annotated[0].name_span.of(text), r#""\u0061ud""#);
        assert_eq!(annotated[0].source, Some("RFC 7519 §4.1.3"));
    }

    #[test]
    fn permissions_are_tagged_with_whose_they_are() {
        for (text, tag) in [
            (
                r#"{"roles":["a"],"oid":"x","sub":"x"}"#,
                Some("application permissions"),
            ),
            (r#"{"roles":["a"],"scp":"b"}"#, Some("roles of the user")),
            (r#"{"roles":["a"]}"#, None),
            (r#"{"roles":"a","idtyp":"app"}"#, None),
        ] {
            let annotated = annotate_claims(text, &members(text), Profile::EntraV2);
            assert_eq!(annotated[0].tag, tag, "{text}");
        }
        let text = r#"{"roles":["a"],"scp":"b"}"#;
        let annotated = annotate_claims(text, &members(text), Profile::Generic);
        assert_eq!(annotated[0].tag, None);
    }

    #[test]
    fn a_name_in_the_header_is_not_the_claim() {
        let text = r#"{"alg":"RS256","nonce":"x","custom":1}"#;
        let annotated = annotate_header(text, &members(text));
        assert_eq!(
            annotated
                .iter()
                .map(|member| member.title)
                .collect::<Vec<_>>(),
            [Some("Algorithm"), Some("Nonce"), None]
        );
        assert!(annotated[1].meaning.unwrap().contains("Microsoft Graph"));
    }
}
