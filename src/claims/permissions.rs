//! Whether a token of Entra ID acts for a user or for an application alone.

use super::find_text;
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

/// In whose name the claims of an Entra ID token act.
pub fn permissions(claims: &[Member]) -> Permissions {
    permissions_with_evidence(claims).0
}

/// The same with what says so, in one clause.
/// That `oid` and `sub` are equal only without a user is observed, not documented.
pub fn permissions_with_evidence(claims: &[Member]) -> (Permissions, &'static str) {
    let text = |name| find_text(claims, name);
    let has = |name| claims.iter().any(|member| member.name == name);
    match text("idtyp") {
        Some("app") => return (Permissions::AppOnly, "`idtyp` is `app`"),
        Some("user") => return (Permissions::Delegated, "`idtyp` is `user`"),
        _ => {}
    }
    if text("scp").is_some_and(|scopes| !scopes.trim().is_empty()) {
        return (Permissions::Delegated, "there is `scp`");
    }
    if text("oid").is_some() && text("oid") == text("sub") {
        return (Permissions::AppOnly, "no `scp`, and `oid` equals `sub`");
    }
    let authenticated = |name| matches!(text(name), Some("1" | "2"));
    let user = [
        "upn",
        "unique_name",
        "preferred_username",
        "name",
        "email",
        "ipaddr",
        "amr",
    ]
    .into_iter()
    .any(has);
    if has("roles")
        && !has("scp")
        && !user
        && (authenticated("appidacr") || authenticated("azpacr"))
    {
        return (
            Permissions::AppOnly,
            "`roles`, no `scp`, and no claim about a user",
        );
    }
    (
        Permissions::Unknown,
        "neither `idtyp` nor `scp`, and `oid` does not equal `sub`",
    )
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
