//! Claims of Auth0.

use super::ClaimKind::{Any, Roles, Text};
use super::{Row, row};

pub(super) static ROWS: &[Row] = &[
    row(
        "permissions",
        "Permissions",
        Roles,
        "what the user or application may do, where role-based access is on for the API",
        "Auth0 access token profiles",
    ),
    row(
        "gty",
        "Grant Type",
        Any,
        "how the token was got; `client-credentials` means that nobody is signed in",
        "Auth0 access token profiles",
    ),
    row(
        "azp",
        "Authorized Party",
        Text,
        "the application that asked for the token, by client ID",
        "Auth0 access token profiles",
    ),
    row(
        "org_id",
        "Organization ID",
        Text,
        "the organization that the user signed in to",
        "Auth0 Organizations",
    ),
    row(
        "org_name",
        "Organization Name",
        Text,
        "the organization that the user signed in to, by name",
        "Auth0 Organizations",
    ),
];
