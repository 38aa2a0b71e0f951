//! Claims of Keycloak.

use super::ClaimKind::{List, Object, Opaque, Text};
use super::{Row, row};

pub(super) static ROWS: &[Row] = &[
    row(
        "typ",
        "Type",
        Text,
        "`Bearer` for an access token, `ID` for an ID token, `Refresh` for a refresh token: an API should take `Bearer` only",
        "Keycloak, token contents",
    ),
    row(
        "azp",
        "Authorized Party",
        Text,
        "the client that asked for the token",
        "Keycloak, token contents",
    ),
    row(
        "realm_access",
        "Realm Roles",
        Object,
        "the roles of the user in the realm; they are nested, so a policy that compares plain claims does not see them",
        "Keycloak, token contents",
    ),
    row(
        "resource_access",
        "Client Roles",
        Object,
        "the roles of the user, by client; they are nested, so a policy that compares plain claims does not see them",
        "Keycloak, token contents",
    ),
    row(
        "session_state",
        "Session State",
        Opaque,
        "the session of the user, the same as `sid`",
        "Keycloak, token contents",
    ),
    row(
        "allowed-origins",
        "Allowed Origins",
        List,
        "the web origins of the client",
        "Keycloak, token contents",
    ),
];
