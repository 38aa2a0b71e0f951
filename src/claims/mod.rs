//! The dictionary of header parameters and claims, and what their values mean.
//!
//! A name is looked up in the tables of [`dictionary`], its row's [`ClaimKind`] decides how the value is read ([`reading`]),
//! and [`annotate`] puts both beside what stands in the token. Nothing here knows the time.

pub mod annotate;
pub mod audience;
pub mod cloud;
pub mod describe;
pub mod dictionary;
pub mod discovery;
pub mod guid;
pub mod issuer;
pub mod numeric_date;
pub mod permissions;
pub mod profile;
pub mod reading;
pub mod traits;
pub mod usage;
pub mod value;
pub mod well_known;

use crate::text::json::{Json, Member};

pub use annotate::{Annotated, annotate_claims, annotate_header};
pub use audience::{audiences, is_graph};
pub use describe::describe;
pub use dictionary::Row;
pub use discovery::discovery;
pub use numeric_date::{NumericDate, as_milliseconds, numeric_date};
pub use permissions::{Permissions, groups_left_out, permissions};
pub use profile::{Profile, entra_version};
pub use reading::ClaimKind;
pub use traits::{Trait, traits};
pub use usage::Use;
pub use well_known::well_known;

/// The three states of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading<T> {
    /// The token has no such claim.
    Absent,
    /// The token has it, but not as it has to be. What was found, in one clause: "`exp` is null".
    Malformed(String),
    /// The value.
    Present(T),
}

impl<T> Reading<T> {
    /// The value, when there is one.
    pub fn present(self) -> Option<T> {
        match self {
            Self::Present(value) => Some(value),
            Self::Absent | Self::Malformed(_) => None,
        }
    }
}

/// The value of the last member of this name, which is the one most parsers keep; `None` when there is none.
pub fn find<'a>(members: &'a [Member], name: &str) -> Option<&'a Json> {
    let last = members.iter().rev().find(|member| member.name == name);
    last.map(|member| &member.value)
}

/// The text of the last member of this name; `None` when there is none or it is no string.
pub fn find_text<'a>(members: &'a [Member], name: &str) -> Option<&'a str> {
    find(members, name).and_then(Json::as_str)
}

/// Whether there is a member of one of these names, which are separated by spaces.
fn has_any(members: &[Member], names: &str) -> bool {
    names.split(' ').any(|name| find(members, name).is_some())
}

/// Whether a claim is one of these words, which are separated by spaces.
fn says(members: &[Member], name: &str, words: &str) -> bool {
    let text = find_text(members, name);
    words.split(' ').any(|word| text == Some(word))
}

/// Whether two claims are the same text, and not an empty one.
fn same(members: &[Member], name: &str, other: &str) -> bool {
    let text = find_text(members, name).unwrap_or_default();
    !text.is_empty() && find_text(members, other) == Some(text)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The members of an object's text.
    pub(crate) fn members(text: &str) -> Vec<Member> {
        crate::text::json::parse(text).unwrap().members().to_vec()
    }

    #[test]
    fn the_last_member_of_a_name_counts() {
        let claims = members(r#"{"role":"user","role":"admin","n":1}"#);
        assert_eq!(find_text(&claims, "role"), Some("admin"));
        assert_eq!(find_text(&claims, "n"), None);
        assert!(find(&claims, "Role").is_none());
    }
}
