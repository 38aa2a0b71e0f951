//! Claims of Okta.

use super::ClaimKind::{Any, Roles, Text};
use super::{Row, row};

pub(super) static ROWS: &[Row] = &[
    row(
        "scp",
        "Scopes",
        Roles,
        "what the client may do; Okta writes an array here, which is compared value by value",
        "Okta access token claims",
    ),
    row(
        "cid",
        "Client ID",
        Text,
        "the client that asked for the token",
        "Okta access token claims",
    ),
    row(
        "uid",
        "User ID",
        Text,
        "the user at Okta; missing where nobody is signed in",
        "Okta access token claims",
    ),
    row(
        "ver",
        "Version",
        Any,
        "the version of the token format",
        "Okta access token claims",
    ),
    row(
        "idp",
        "Identity Provider",
        Text,
        "the identity provider at Okta that the user signed in with",
        "Okta access token claims",
    ),
];
