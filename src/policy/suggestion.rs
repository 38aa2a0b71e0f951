//! Policies that accept a token, from the least strict to the most. A token can be a stranger's: what of it could be more
//! than a text in a policy is left out, and every policy is read and evaluated before it is offered.

use super::document;
use super::edit::{escape, literal};
use super::evaluate::{Code, Presented, State, evaluate, texts};
use super::value::NamedValues;
use crate::claims::issuer::{Cloud, Provider, parse_issuer};
use crate::claims::{Use, discovery, find_text, is_graph, numeric_date};
use crate::finding::enumerate;
use crate::jose::{Kind, Token};
use crate::text::fill;
use crate::text::instant::Instant;

/// A policy that accepts the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The policy's element: `validate-jwt` or `validate-azure-ad-token`.
    pub format: &'static str,
    /// What it demands: `tenant and audience`.
    pub title: String,
    /// The policy, ready to paste.
    pub text: String,
}

/// What is offered for a token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// The least strict first.
    pub policies: Vec<Suggestion>,
    /// Why there are none, a sentence; empty when there are some, or no token.
    pub none: &'static str,
}

/// Writes the policies that accept a token; its signature and its age are not looked at.
#[inline(never)]
pub fn suggest(presented: Presented<'_>, usage: Use) -> Suggestions {
    let mut suggestions = Suggestions::default();
    let mut demands = Demands::default();
    suggestions.none = demand(presented.token, usage, &mut demands);
    if !suggestions.none.is_empty() {
        return suggestions;
    }
    for level in 0..3 {
        for format in [AZURE_AD, JWT] {
            if let Some(suggestion) = write(&demands, format, level)
                && accepts(presented, &suggestion.text)
            {
                suggestions.policies.push(suggestion);
            }
        }
    }
    if suggestions.policies.is_empty() {
        suggestions.none = "no policy accepts this token for what it says: it needs an audience or a client, a known issuer, and dates in order";
    }
    suggestions
}

const JWT: &str = "validate-jwt";
const AZURE_AD: &str = "validate-azure-ad-token";

/// What a policy can demand of a token; `None` for what it does not say, or not as a plain text.
#[derive(Default)]
struct Demands<'a> {
    issuer: Option<&'a str>,
    /// Of Entra ID: the cloud and the tenant's id.
    tenant: Option<(Cloud, &'a str)>,
    /// The element with the keys.
    keys: String,
    /// Without `exp` a policy has to say that it takes that.
    expires: bool,
    audience: Option<String>,
    /// The claim that names the client, and its value.
    client: Option<(&'static str, &'a str)>,
    /// What the caller may do, and its values.
    permissions: Option<(&'static Permission, Vec<String>)>,
}

/// Claims that name the client: Entra ID v2.0 and OIDC, Entra ID v1.0, RFC 9068, Okta.
static CLIENTS: [&str; 4] = ["azp", "appid", "client_id", "cid"];

/// A claim that says what the caller may do.
struct Permission {
    name: &'static str,
    /// What parts its values in one text; empty where they come as an array (RFC 8693 §4.2).
    separator: &'static str,
    /// The values in words.
    word: &'static str,
}

/// Such claims; the first that says something counts.
static PERMISSIONS: [Permission; 4] = [
    Permission {
        name: "scp",
        separator: " ",
        word: "scopes",
    },
    Permission {
        name: "scope",
        separator: " ",
        word: "scopes",
    },
    Permission {
        name: "roles",
        separator: "",
        word: "roles",
    },
    Permission {
        name: "permissions",
        separator: "",
        word: "permissions",
    },
];

/// Scopes of OIDC, which say nothing about an API.
static OF_OIDC: [&str; 6] = [
    "openid",
    "profile",
    "email",
    "address",
    "phone",
    "offline_access",
];

/// Scopes or roles beyond this many are left out.
const MAX_PERMISSIONS: usize = 16;

/// Finds out what to demand, or why no policy can be written, which is empty where one can.
fn demand<'a>(token: &'a Token, usage: Use, out: &mut Demands<'a>) -> &'static str {
    match token.kind {
        Kind::Jws if token.has_signature() => {}
        Kind::Jwe => return "the token is encrypted: what a policy could demand is inside",
        Kind::Jws | Kind::Unsecured => {
            return "the token has no signature: anybody could make one that the policy accepts";
        }
        Kind::Malformed | Kind::Opaque => return "there is no token that could be read",
    }
    if !matches!(usage, Use::AccessToken | Use::Unknown) {
        return "the token is not meant for an API: take the access token";
    }
    // What is no text there is found when the policy is evaluated.
    let written = token.claim("aud").map(|aud| texts(aud, token, ""));
    for audience in written.iter().flatten() {
        if is_graph(audience) {
            return "the token is for Microsoft Graph: nobody else can verify it";
        }
        if out.audience.is_none() && is_plain(audience) {
            out.audience = Some(audience.clone());
        }
    }
    out.expires = token.claim("exp").is_some();
    out.issuer = plain_claim(token, "iss");
    let issuer = out.issuer.unwrap_or_default();
    let has_secret = token.alg().is_some_and(|alg| alg.starts_with("HS"));
    let provider = parse_issuer(issuer);
    if let (Provider::Entra { cloud, .. }, Some(id), false) =
        (provider, provider.tenant_id(), has_secret)
    {
        out.tenant = Some((cloud, id));
    }
    out.keys = match discovery(token.claims(), issuer) {
        // A shared secret is in no discovery document.
        _ if has_secret => SECRET.to_owned(),
        Some(url) => fill(METADATA, &[("url", &url)]),
        None => CERTIFICATE.to_owned(),
    };
    for name in CLIENTS {
        if let Some(id) = plain_claim(token, name)
            && out.client.is_none()
        {
            out.client = Some((name, id));
        }
    }
    for permission in &PERMISSIONS {
        let Some(value) = token.claim(permission.name) else {
            continue;
        };
        let mut values = texts(value, token, permission.separator);
        values.retain(|text| is_plain(text) && !OF_OIDC.contains(&text.as_str()));
        values.truncate(MAX_PERMISSIONS);
        if out.permissions.is_none() && !values.is_empty() {
            out.permissions = Some((permission, values));
        }
    }
    ""
}

/// Whether a text may stand in a policy as it is; whether the gateway takes blanks off is not known.
fn is_plain(text: &str) -> bool {
    literal(text).is_some() && text.trim() == text
}

fn plain_claim<'a>(token: &'a Token, name: &str) -> Option<&'a str> {
    find_text(token.claims(), name).filter(|text| is_plain(text))
}

const METADATA: &str = "\n  <openid-config url=\"{url}\" />";
const SECRET: &str =
    "\n  <issuer-signing-keys>\n    <key>{{jwt-signing-key}}</key>\n  </issuer-signing-keys>";
const CERTIFICATE: &str = "\n  <issuer-signing-keys>\n    <key certificate-id=\"{{jwt-signing-certificate}}\" />\n  </issuer-signing-keys>";
const LIST: &str = "\n  <{list}>\n    <{entry}>{value}</{entry}>\n  </{list}>";
const CLAIMS: &str = "\n  <required-claims>{claims}\n  </required-claims>";
const CLAIM: &str = "\n    <claim name=\"{name}\"{match}{separator}>{values}\n    </claim>";
const VALUE: &str = "\n      <value>{value}</value>";
const POLICY: &str = "<{format}{attributes}>{inside}\n</{format}>";

/// The policy of a level, where the token has what the level adds: 0 the audience, 1 the client, 2 scopes or roles.
fn write(demands: &Demands<'_>, format: &'static str, level: usize) -> Option<Suggestion> {
    let audience = demands.audience.as_deref();
    let client = demands.client.filter(|_| level > 0);
    let permissions = demands.permissions.as_ref().filter(|_| level > 1);
    let has_level = [audience.is_some(), client.is_some(), permissions.is_some()];
    if has_level.get(level) != Some(&true) {
        return None;
    }
    let (mut attributes, mut inside, mut claims) = (String::new(), String::new(), String::new());
    if format == JWT {
        attributes.push_str(" header-name=\"Authorization\"");
        if !demands.expires {
            attributes.push_str(" require-expiration-time=\"false\"");
        }
        inside.push_str(&demands.keys);
        if let Some((name, id)) = client {
            claim(&mut claims, name, "", &[id.to_owned()]);
        }
    } else {
        let (cloud, id) = demands.tenant.filter(|_| demands.expires)?;
        attributes = fill(" tenant-id=\"{id}\"", &[("id", id)]);
        if cloud != Cloud::Public {
            let endpoint = " authentication-endpoint=\"https://{host}\"";
            attributes.push_str(&fill(endpoint, &[("host", cloud.login())]));
        }
        if let Some((_, id)) = client {
            list(&mut inside, "client-application-ids", "application-id", id);
        }
    }
    if let Some(audience) = audience {
        list(&mut inside, "audiences", "audience", audience);
    }
    if let Some(issuer) = demands.issuer.filter(|_| format == JWT) {
        list(&mut inside, "issuers", "issuer", issuer);
    }
    if let Some((permission, values)) = permissions {
        claim(&mut claims, permission.name, permission.separator, values);
    }
    if !claims.is_empty() {
        inside.push_str(&fill(CLAIMS, &[("claims", &claims)]));
    }
    let values = [
        ("format", format),
        ("attributes", &attributes),
        ("inside", &inside),
    ];
    Some(Suggestion {
        format,
        title: title(demands, client.is_some(), permissions.is_some()),
        text: fill(POLICY, &values),
    })
}

/// A list with one entry.
fn list(out: &mut String, list: &str, entry: &str, value: &str) {
    let value = escape(value);
    out.push_str(&fill(
        LIST,
        &[("list", list), ("entry", entry), ("value", &value)],
    ));
}

/// A claim that has one of these values.
fn claim(out: &mut String, name: &str, separator: &str, values: &[String]) {
    let (mut all, mut parted) = (String::new(), String::new());
    for value in values {
        all.push_str(&fill(VALUE, &[("value", &escape(value))]));
    }
    if !separator.is_empty() {
        parted = fill(" separator=\"{separator}\"", &[("separator", separator)]);
    }
    let any = if values.len() > 1 {
        " match=\"any\""
    } else {
        ""
    };
    let parts = [
        ("name", name),
        ("match", any),
        ("separator", &parted),
        ("values", &all),
    ];
    out.push_str(&fill(CLAIM, &parts));
}

/// What a policy demands, in words: `tenant, audience and client`.
fn title(demands: &Demands<'_>, client: bool, permissions: bool) -> String {
    let issuer = if demands.tenant.is_some() {
        "tenant"
    } else {
        "issuer"
    };
    let word = demands
        .permissions
        .as_ref()
        .map_or("", |(permission, _)| permission.word);
    let (mut words, mut last) = (String::new(), "");
    for (is_there, word) in [
        (demands.issuer.is_some(), issuer),
        (demands.audience.is_some(), "audience"),
        (client, "client"),
        (permissions, word),
    ] {
        if is_there {
            if !last.is_empty() {
                enumerate(&mut words, &[last]);
            }
            last = word;
        }
    }
    if !words.is_empty() {
        words.push_str(" and ");
    }
    words + last
}

/// Whether the gateway takes the token by this policy, but for the signature, at a time that its dates allow.
fn accepts(presented: Presented<'_>, text: &str) -> bool {
    let token = presented.token;
    let date = |name| numeric_date(token.claims(), token.claims_text(), name).present();
    let at = date("exp").or_else(|| date("nbf")).unwrap_or(Instant(0));
    let document = document::read(text, &NamedValues::default());
    let [policy] = document.policies.as_slice() else {
        return false;
    };
    let mut is_accepted = policy.problems.is_empty() && document.problems.is_empty();
    for requirement in evaluate(policy, Some(presented), &[], at).requirements {
        is_accepted &= match requirement.state {
            State::Met | State::NotApplicable => true,
            State::Unmet => false,
            State::Unknown => requirement.code == Code::Signature,
        };
    }
    is_accepted
}
