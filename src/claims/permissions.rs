//! Whether a token of Entra ID acts for a user or for an application alone.

use super::{find, find_text, has_any, same, says};
use crate::text::json::Member;

/// In whose name a token acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permissions {
    /// A user's: the client got them from somebody signed in (`scp`).
    Delegated,
    /// The application's own (`roles`): nobody is signed in.
    AppOnly,
    /// The token does not say.
    Unknown,
}

impl Permissions {
    /// In words: `application permissions`; `None` where nothing is known.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Delegated => Some("delegated permissions"),
            Self::AppOnly => Some("application permissions"),
            Self::Unknown => None,
        }
    }
}

/// Claims of a token with a user in it.
const USER: &str = "scp upn unique_name preferred_username name email ipaddr amr";

/// In whose name the claims of an Entra ID token act.
/// That `oid` and `sub` are equal only without a user is observed, not documented.
pub fn permissions(claims: &[Member]) -> Permissions {
    if says(claims, "idtyp", "app") {
        return Permissions::AppOnly;
    }
    let scopes = find_text(claims, "scp").unwrap_or_default();
    if says(claims, "idtyp", "user") || !scopes.trim().is_empty() {
        return Permissions::Delegated;
    }
    // An application that authenticated has `roles`, and nothing about a user.
    let authenticated = says(claims, "appidacr", "1 2") || says(claims, "azpacr", "1 2");
    let alone = authenticated && has_any(claims, "roles") && !has_any(claims, USER);
    if alone || same(claims, "oid", "sub") {
        Permissions::AppOnly
    } else {
        Permissions::Unknown
    }
}

/// Whether the user's groups were too many for the token: it says so, or where they can be fetched.
pub fn groups_left_out(claims: &[Member]) -> bool {
    let elsewhere = find(claims, "_claim_names");
    has_any(claims, "hasgroups groups:src1")
        || elsewhere.is_some_and(|names| names.get("groups").is_some())
}

#[cfg(test)]
mod tests {
    use super::super::tests::members;
    use super::*;

    #[test]
    fn the_evidence_decides_in_its_order() {
        use Permissions::{AppOnly, Delegated, Unknown};
        for (claims, expected) in [
            (r#"{"idtyp":"app","scp":"a"}"#, AppOnly),
            (r#"{"idtyp":"user"}"#, Delegated),
            (r#"{"scp":"Orders.Read","roles":["Admin"]}"#, Delegated),
            (r#"{"scp":" ","oid":"a","sub":"a"}"#, AppOnly),
            (
                r#"{"oid":"a","sub":"a","roles":["Orders.Read.All"]}"#,
                AppOnly,
            ),
            (r#"{"roles":["Orders.Read.All"],"azpacr":"1"}"#, AppOnly),
            (r#"{"roles":["Admin"],"azpacr":"1","name":"Ada"}"#, Unknown),
            (r#"{"roles":["Admin"],"azpacr":"0"}"#, Unknown),
            (r#"{"oid":"a","sub":"b"}"#, Unknown),
            ("{}", Unknown),
        ] {
            assert_eq!(permissions(&members(claims)), expected, "{claims}");
        }
    }
}
