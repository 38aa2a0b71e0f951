//! Claims of Google's ID tokens.

use super::ClaimKind::Text;
use super::{Row, row};

pub(super) static ROWS: &[Row] = &[
    row(
        "hd",
        "Hosted Domain",
        Text,
        "the Workspace domain of the user: compare it with your own to keep other organizations out",
        "Google, OpenID Connect: an ID token's payload",
    ),
    row(
        "azp",
        "Authorized Party",
        Text,
        "the client that asked for the token, where it differs from `aud`",
        "Google, OpenID Connect: an ID token's payload",
    ),
    row(
        "sub",
        "Subject",
        Text,
        "the account, the same for every application and never reused",
        "Google, OpenID Connect: an ID token's payload",
    ),
];
