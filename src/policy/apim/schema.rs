//! What each element may hold.
//!
//! Source: the schemas `validate-jwt.xsd` and `validate-azure-ad-token.xsd`, and the tables of the documentation pages
//! "validate-jwt-policy" and "validate-azure-ad-token-policy".

use crate::policy::Format;

/// An element of the schema.
pub(super) struct Rule {
    pub name: &'static str,
    /// Words, as `children`. The base type of the schema has `id` and `description` on every policy.
    pub attributes: &'static str,
    /// The attribute without which the element says nothing, and what stands in it.
    pub required: Option<(&'static str, &'static str)>,
    pub content: Content,
    /// The elements that may stand inside.
    pub children: &'static str,
}

/// How an element holds what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A text and no elements.
    Text,
    /// Elements, or none.
    Elements,
    /// Elements, each once; of `openid-config` there may be several.
    Policy,
}

/// What the value of an attribute must be; an expression is allowed everywhere but for [`Form::VariableName`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Boolean,
    Seconds,
    Status,
    VariableName,
    Match,
    Address,
    Tenant,
    Login,
}

/// The attributes that are not any text.
pub(super) static FORMS: [(&str, Form); 9] = [
    ("failed-validation-httpcode", Form::Status),
    ("require-expiration-time", Form::Boolean),
    ("require-signed-tokens", Form::Boolean),
    ("clock-skew", Form::Seconds),
    ("output-token-variable-name", Form::VariableName),
    ("match", Form::Match),
    ("url", Form::Address),
    ("tenant-id", Form::Tenant),
    ("authentication-endpoint", Form::Login),
];

/// The three attributes that say where the token is: one of them, and `validate-jwt` needs it.
pub(in crate::policy) const SOURCES: &str = "header-name query-parameter-name token-value";

/// A policy's own element.
pub(super) struct Root {
    pub format: Format,
    pub rule: Rule,
    /// The element inside that another policy has in another form: it comes before the one in [`RULES`].
    pub own: Option<Rule>,
}

/// The policy of this name; any other name is read as `validate-jwt`.
pub(super) fn root(name: &str) -> &'static Root {
    if name == AZURE_AD_TOKEN.rule.name {
        &AZURE_AD_TOKEN
    } else {
        &JWT
    }
}

static JWT: Root = Root {
    format: Format::ValidateJwt,
    rule: JWT_RULE,
    own: None,
};

/// Of its attributes `require-scheme` and those behind it are in the schema alone: no documentation explains them.
static AZURE_AD_TOKEN: Root = Root {
    format: Format::ValidateAzureAdToken,
    rule: Rule {
        name: "validate-azure-ad-token",
        attributes: "tenant-id header-name query-parameter-name token-value authentication-endpoint \
            failed-validation-httpcode failed-validation-error-message \
            output-token-variable-name require-scheme allow-protected-forwarded-tokens \
            allow-proof-of-possession-tokens id description",
        required: Some(("tenant-id", "the id of the tenant whose tokens are let in")),
        content: Content::Policy,
        children: "client-application-ids backend-application-ids audiences required-claims \
            decryption-keys",
    },
    own: Some(Rule {
        name: "key",
        attributes: "id certificate-id",
        required: Some((
            "certificate-id",
            "the id of a certificate in API Management; a key as base64 is possible only in `validate-jwt`",
        )),
        content: Content::Elements,
        children: "",
    }),
};

/// What `validate-jwt` has and `validate-azure-ad-token` has not: the name, and what holds there instead.
pub(super) static LACKING: [(&str, &str); 7] = [
    ("clock-skew", "what clocks may differ by cannot be set"),
    (
        "require-expiration-time",
        "a token without `exp` is likely refused",
    ),
    (
        "require-signed-tokens",
        "a token without a signature is likely refused",
    ),
    ("issuers", TENANT_DECIDES),
    ("openid-config", TENANT_DECIDES),
    ("issuer-signing-keys", TENANT_DECIDES),
    ("issuer-signing-tokens", TENANT_DECIDES),
];

const TENANT_DECIDES: &str = "`tenant-id` decides issuer and keys";

const JWT_RULE: Rule = Rule {
    name: "validate-jwt",
    attributes: "header-name query-parameter-name token-value failed-validation-httpcode \
            failed-validation-error-message require-expiration-time require-scheme \
            require-signed-tokens clock-skew output-token-variable-name id description",
    required: None,
    content: Content::Policy,
    children: "openid-config issuer-signing-tokens issuer-signing-keys decryption-keys \
            audiences issuers required-claims",
};

/// The elements inside. An element that holds nothing is one with no `children`.
pub(super) static RULES: [Rule; 17] = [
    Rule {
        name: "openid-config",
        attributes: "url host validate-connectivity",
        required: Some(("url", "the address of the discovery document")),
        content: Content::Elements,
        children: "",
    },
    // A relic: the schema has it, no documentation explains it.
    list("issuer-signing-tokens", "token"),
    text("token", ""),
    list("issuer-signing-keys", "key zumo-master-key"),
    list("decryption-keys", "key"),
    text("key", "id n e certificate-id"),
    Rule {
        name: "zumo-master-key",
        attributes: "id",
        required: None,
        content: Content::Elements,
        children: "",
    },
    list("audiences", "audience"),
    text("audience", ""),
    list("client-application-ids", "application-id"),
    list("backend-application-ids", "application-id"),
    text("application-id", ""),
    list("issuers", "issuer"),
    text("issuer", ""),
    list("required-claims", "claim"),
    Rule {
        name: "claim",
        attributes: "name match separator",
        required: Some(("name", "the name of the claim")),
        content: Content::Elements,
        children: "value",
    },
    text("value", ""),
];

const fn list(name: &'static str, children: &'static str) -> Rule {
    Rule {
        name,
        attributes: "",
        required: None,
        content: Content::Elements,
        children,
    }
}

const fn text(name: &'static str, attributes: &'static str) -> Rule {
    Rule {
        name,
        attributes,
        required: None,
        content: Content::Text,
        children: "",
    }
}
