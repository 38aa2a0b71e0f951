//! Claims of Amazon Cognito user pools.

use super::ClaimKind::{Any, Groups, List, Opaque, Text};
use super::{Row, row};

pub(super) static ROWS: &[Row] = &[
    row(
        "token_use",
        "Token Use",
        Text,
        "`access` or `id`: an API should take `access` only",
        "Amazon Cognito user pool tokens",
    ),
    row(
        "client_id",
        "Client ID",
        Text,
        "the app client; an access token says it here and has no `aud`, so a policy has to require this claim instead of an audience",
        "Amazon Cognito user pool tokens",
    ),
    row(
        "username",
        "Username",
        Text,
        "the user in the pool, in an access token",
        "Amazon Cognito user pool tokens",
    ),
    row(
        "cognito:username",
        "Username",
        Text,
        "the user in the pool, in an ID token",
        "Amazon Cognito user pool tokens",
    ),
    row(
        "cognito:groups",
        "Groups",
        Groups,
        "the groups of the user in the pool: compare them with the values that the policy requires",
        "Amazon Cognito user pool tokens",
    ),
    row(
        "cognito:roles",
        "IAM Roles",
        List,
        "the IAM roles of the groups of the user",
        "Amazon Cognito user pool tokens",
    ),
    row(
        "cognito:preferred_role",
        "Preferred IAM Role",
        Text,
        "the IAM role of the group that comes first",
        "Amazon Cognito user pool tokens",
    ),
    row(
        "origin_jti",
        "Origin JWT ID",
        Opaque,
        "the refresh token that this token came from: revoking that ends this",
        "Amazon Cognito user pool tokens",
    ),
    row(
        "event_id",
        "Event ID",
        Opaque,
        "the sign-in that the token came from",
        "Amazon Cognito user pool tokens",
    ),
    row(
        "identities",
        "Identities",
        Any,
        "the accounts at other providers that the user signed in with",
        "Amazon Cognito user pool tokens",
    ),
    row(
        "version",
        "Version",
        Any,
        "the version of the token format",
        "Amazon Cognito user pool tokens",
    ),
];
