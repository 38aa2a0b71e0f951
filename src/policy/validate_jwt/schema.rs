//! What each element may hold.
//!
//! Source: the schema `validate-jwt.xsd` and the tables of the documentation page "validate-jwt-policy".

/// An element of the schema.
pub(super) struct Rule {
    pub name: &'static str,
    pub attributes: &'static [&'static str],
    /// The attribute without which the element says nothing, and what stands in it.
    pub required: Option<(&'static str, &'static str)>,
    pub content: Content,
    /// The elements that may stand inside.
    pub children: &'static [&'static str],
}

/// How an element holds what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A text and no elements.
    Text,
    /// Elements, or none.
    Elements,
    /// Elements of which one, the first of `children`, must be there for the list to do anything.
    List,
    /// Elements in the order of `children`, each once; of `openid-config` there may be several.
    Sequence,
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
}

/// The attributes that are not any text.
pub(super) static FORMS: [(&str, Form); 7] = [
    ("failed-validation-httpcode", Form::Status),
    ("require-expiration-time", Form::Boolean),
    ("require-signed-tokens", Form::Boolean),
    ("clock-skew", Form::Seconds),
    ("output-token-variable-name", Form::VariableName),
    ("match", Form::Match),
    ("url", Form::Address),
];

/// The three attributes that say where the token is; exactly one must be there.
pub(in crate::policy) static SOURCES: [&str; 3] =
    ["header-name", "query-parameter-name", "token-value"];

/// The policy's own element.
pub(super) static ROOT: Rule = Rule {
    name: "validate-jwt",
    attributes: &[
        "header-name",
        "query-parameter-name",
        "token-value",
        "failed-validation-httpcode",
        "failed-validation-error-message",
        "require-expiration-time",
        "require-scheme",
        "require-signed-tokens",
        "clock-skew",
        "output-token-variable-name",
        "id",
        // Accepted on every policy by the schema's base type.
        "description",
    ],
    required: None,
    content: Content::Sequence,
    children: &[
        "openid-config",
        "issuer-signing-tokens",
        "issuer-signing-keys",
        "decryption-keys",
        "audiences",
        "issuers",
        "required-claims",
    ],
};

/// The elements inside. An element that holds nothing is one with no `children`.
pub(super) static RULES: [Rule; 14] = [
    Rule {
        name: "openid-config",
        attributes: &["url", "host", "validate-connectivity"],
        required: Some(("url", "the address of the discovery document")),
        content: Content::Elements,
        children: &[],
    },
    // A relic: the schema has it, no documentation explains it.
    list("issuer-signing-tokens", Content::Elements, &["token"]),
    text("token", &[]),
    list(
        "issuer-signing-keys",
        Content::List,
        &["key", "zumo-master-key"],
    ),
    list("decryption-keys", Content::List, &["key"]),
    text("key", &["id", "n", "e", "certificate-id"]),
    Rule {
        name: "zumo-master-key",
        attributes: &["id"],
        required: None,
        content: Content::Elements,
        children: &[],
    },
    list("audiences", Content::List, &["audience"]),
    text("audience", &[]),
    list("issuers", Content::List, &["issuer"]),
    text("issuer", &[]),
    list("required-claims", Content::List, &["claim"]),
    Rule {
        name: "claim",
        attributes: &["name", "match", "separator"],
        required: Some(("name", "the name of the claim")),
        content: Content::Elements,
        children: &["value"],
    },
    text("value", &[]),
];

const fn list(name: &'static str, content: Content, children: &'static [&'static str]) -> Rule {
    Rule {
        name,
        attributes: &[],
        required: None,
        content,
        children,
    }
}

const fn text(name: &'static str, attributes: &'static [&'static str]) -> Rule {
    Rule {
        name,
        attributes,
        required: None,
        content: Content::Text,
        children: &[],
    }
}
