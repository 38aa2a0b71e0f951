//! What can be offered for unmet requirements, as templates: steps and commands elsewhere, and changes of the policy.

use super::change::Change;
use crate::finding::Recipe;

pub(super) static SEND: Recipe = Recipe {
    title: "send {carrier}",
    steps: &[],
    commands: &["{request}"],
};

pub(super) static SEND_SCHEME: Recipe = Recipe {
    title: "send the header `Authorization: {expected} <token>`",
    steps: &[],
    commands: &["curl -H \"Authorization: {plain wanted} <token>\" \"<address of the API>\""],
};

pub(super) static COPY_AGAIN: Recipe = Recipe {
    title: "copy the token again, from `eyJ` to its last character, and send it without quotes, blanks or line breaks",
    steps: &[
        "in the browser's developer tools, Network, the request to the API, Headers: the value of `Authorization`, behind the scheme",
        "or the whole `access_token` in the answer of the token endpoint: a terminal may have cut it, or broken its line",
    ],
    commands: &[],
};

pub(super) static ASK_FOR_JWT: Recipe = Recipe {
    title: "have the client ask for a scope of this API, whose issuer makes JSON Web Tokens",
    steps: &[
        "in the token request, name a scope of the API: at Entra ID `<App ID URI of the API>/.default`; elsewhere it is mostly the parameter `audience` that names the API",
        "send the `access_token` of the answer, not the `refresh_token`",
    ],
    commands: &[],
};

pub(super) static NEW_TOKEN: Recipe = Recipe {
    title: "get a new token",
    steps: &["have the client ask for a new token before `exp`, not reuse a stored one"],
    commands: &[],
};

pub(super) static ASK_FOR_SCOPE: Recipe = Recipe {
    title: "have the client ask for the scope `{expected}/.default`",
    steps: &[],
    commands: &[],
};

/// How a user gets a token for an API, and how an application does.
pub(super) const FOR_USER: &str = "az account get-access-token --scope {scope}/.default";
pub(super) const FOR_APP: &str = "curl {token endpoint} -d grant_type=client_credentials -d client_id={client} -d client_secret=… -d scope={scope}/.default";

pub(super) static ASSIGN_ROLE: Recipe = Recipe {
    title: "assign the app role `{wanted}` to the client `{client}`",
    steps: &[
        "Microsoft Entra admin center, App registrations, the API, App roles: there must be a role with the value `{wanted}` for applications",
        "App registrations, the client `{client}`, API permissions, Add a permission, the API, Application permissions, `{wanted}`",
        "Grant admin consent, then get a new token",
    ],
    commands: &[
        "az ad app permission add --id {client} --api {api id} --api-permissions <id of the app role>=Role",
        "az ad app permission admin-consent --id {client}",
    ],
};

/// No page of the admin center assigns a role to a managed identity (howto-assign-app-role-managed-identity).
pub(super) static ASSIGN_MANAGED: Recipe = Recipe {
    title: "assign the app role `{wanted}` to the managed identity `{user}`",
    steps: &[
        "Microsoft Entra admin center, App registrations, the API, App roles: there must be a role with the value `{wanted}` for applications",
        "run the two commands: the first shows the ids that the second takes",
        "get a new token: one of a managed identity is kept for up to 24 hours, so it may need a restart of what uses it, or a day",
    ],
    commands: &[
        "az ad sp show --id {api id} --query \"{resourceId:id,appRoles:appRoles[].[value,id]}\"",
        "az rest --method POST --uri https://graph.microsoft.com/v1.0/servicePrincipals/{user}/appRoleAssignments --headers Content-Type=application/json --body '{\"principalId\":\"{user}\",\"resourceId\":\"<resourceId>\",\"appRoleId\":\"<id of the app role>\"}'",
    ],
};

pub(super) static ASSIGN_USER: Recipe = Recipe {
    title: "assign the app role `{wanted}` to the user, or to a group of theirs",
    steps: &[
        "Microsoft Entra admin center, App registrations, the API, App roles: there must be a role with the value `{wanted}` for users and groups",
        "Enterprise applications, the API, Users and groups, Add user/group: the user, and the role `{wanted}`",
        "get a new token",
    ],
    commands: &[
        "az ad sp show --id {api id} --query \"{resourceId:id,appRoles:appRoles[].[value,id]}\"",
        "az rest --method POST --uri https://graph.microsoft.com/v1.0/users/{user}/appRoleAssignments --headers Content-Type=application/json --body '{\"principalId\":\"{user}\",\"resourceId\":\"<resourceId>\",\"appRoleId\":\"<id of the app role>\"}'",
    ],
};

pub(super) static ASK_FOR_NAMED_SCOPE: Recipe = Recipe {
    title: "have the client ask for the scope `{api}/{wanted}`",
    steps: &[
        "Microsoft Entra admin center, App registrations, the API, Expose an API: there must be a scope `{wanted}`",
        "App registrations, the client `{client}`, API permissions, Add a permission, the API, Delegated permissions, `{wanted}`",
        "Grant admin consent, or have the user consent; then get a new token",
    ],
    commands: &[
        "az ad app permission add --id {client} --api {api id} --api-permissions <id of the scope>=Scope",
        "az ad app permission grant --id {client} --api {api id} --scope {plain wanted}",
        "az account get-access-token --scope {api}/{plain wanted}",
    ],
};

pub(super) static ROLE_INSTEAD: Recipe = Recipe {
    title: "for an application: demand an app role instead of a scope",
    steps: &[
        "Microsoft Entra admin center, App registrations, the API, App roles, Create app role: for applications",
        "App registrations, the client `{client}`, API permissions, Add a permission, the API, Application permissions: that role; then Grant admin consent",
        "in the policy, line {line}, demand the claim `roles` with that role's value",
    ],
    commands: ASSIGN_ROLE.commands,
};

pub(super) static JOIN_GROUP: Recipe = Recipe {
    title: "make the user a member of the group `{wanted}`",
    steps: &[
        "Microsoft Entra admin center, Groups, the group `{wanted}`, Members, Add members: the user `{user}`",
        "get a new token",
    ],
    commands: &["az ad group member add --group {plain wanted} --member-id {user}"],
};

pub(super) static GROUPS_CLAIM: Recipe = Recipe {
    title: "have Entra ID put the user's groups into the token",
    steps: &[
        "Microsoft Entra admin center, App registrations, the API, Token configuration, Add groups claim: Security groups",
        "get a new token",
    ],
    commands: &["az ad app update --id {api id} --set groupMembershipClaims=SecurityGroup"],
};

pub(super) static OPTIONAL_CLAIM: Recipe = Recipe {
    title: "have Entra ID put `{claim}` into the token",
    steps: &[
        "Microsoft Entra admin center, App registrations, the API, Token configuration, Add optional claim, Access, `{claim}`",
        "get a new token",
        "with the command, name the optional claims that there are already, too: it replaces them",
    ],
    commands: &[
        "az ad app update --id {api id} --optional-claims '{\"accessToken\":[{\"name\":\"{claim}\"}]}'",
    ],
};

/// The usual claims that Entra ID puts into an access token when it is told to (optional claims reference).
pub(super) const OPTIONAL: &str = "acct auth_time ctry email family_name given_name idtyp ipaddr login_hint onprem_sid preferred_username sid upn xms_cc";

pub(super) static TENANT: Recipe = Recipe {
    title: "have the client get its token from the tenant `{policy tenant}`",
    steps: &[
        "in the client's settings, make `{authority}` the authority, in place of the tenant `{token tenant}`",
    ],
    commands: &["az account get-access-token --tenant {policy tenant} --scope {api}/.default"],
};

pub(super) static DECRYPTION: Recipe = Recipe {
    title: "switch token encryption off",
    steps: &[
        "Microsoft Entra admin center, Enterprise applications, the API, Token encryption: deactivate the certificate; then get a new token",
    ],
    commands: &[],
};

/// The token's audience, beside those that the policy lists.
pub(super) const ADD_CLIENT: &[Change] = &[Change::Add(
    "application-id",
    "in the policy, behind line {line}, add `<application-id>{actual}</application-id>`",
)];
pub(super) const ADD_OTHER_AUDIENCE: &[Change] = &[Change::Add(
    "audience",
    "if `{actual}` is the API that is meant: in the policy, behind line {line}, add `<audience>{actual}</audience>`",
)];
pub(super) const ADD_AUDIENCE: &[Change] = &[Change::Add(
    "audience",
    "in the policy, behind line {line}, add `<audience>{actual}</audience>`",
)];

/// Attributes that mend what they are about.
pub(super) const SKEW: &[Change] = &[Change::Attribute(
    "clock-skew",
    "300",
    "in the policy, allow the clocks to differ: `clock-skew=\"300\"`",
)];
pub(super) const UNEXPIRING: &[Change] = &[Change::Attribute(
    "require-expiration-time",
    "false",
    "in the policy, take tokens without `exp`: `require-expiration-time=\"false\"`",
)];
pub(super) const OWN_TENANT: &[Change] = &[Change::Attribute(
    "tenant-id",
    "{tenant}",
    "if the token's tenant is the right one: in the policy, line {line}, write `tenant-id=\"{tenant}\"`",
)];
pub(super) const READ_AUTHORIZATION: &[Change] = &[Change::Attribute(
    "header-name",
    "Authorization",
    "in the policy, read the header `Authorization`, where the gateway takes a scheme off; and send the token there",
)];
pub(super) const DEMAND_BEARER: &[Change] = &[Change::Attribute(
    "require-scheme",
    "Bearer",
    "in the policy, demand the scheme that tokens are sent with: `require-scheme=\"Bearer\"`",
)];

/// One of the values is enough, or the token's is listed.
pub(super) const LISTED: &[Change] = &[Change::MatchAny, Change::AddValue];
