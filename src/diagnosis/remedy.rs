//! What to change, and where, for each requirement that is not met.

use crate::claims::issuer::{Version, parse_issuer};
use crate::claims::{entra_version, find_text};
use crate::finding::{Finding, Fix};
use crate::jose::Token;
use crate::policy::evaluate::{Code, Requirement, State};
use crate::policy::near_miss::{NearMiss, splitting};
use crate::policy::{Policy, edit};
use crate::text::{Span, line_of};

/// What a remedy may use.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The token, when one was pasted.
    pub token: Option<&'a Token>,
    /// The policy.
    pub policy: &'a Policy,
    /// The text the policy was read from.
    pub policy_text: &'a str,
    /// What the lints found.
    pub findings: &'a [Finding],
}

/// Fills in `help` and `fixes` of a requirement that is unmet or unknown.
pub fn remedy(situation: &Situation<'_>, requirement: &mut Requirement) {
    let (help, fixes) = match requirement.state {
        State::Met | State::NotApplicable => return,
        State::Unknown => (unknown(situation, requirement), Vec::new()),
        State::Unmet => unmet(situation, requirement),
    };
    requirement.help = help;
    requirement.fixes = fixes;
}

fn unknown(situation: &Situation<'_>, requirement: &Requirement) -> Option<String> {
    if situation.token?.claims().is_empty() {
        return None;
    }
    Some(match requirement.code {
        Code::Scheme => "paste the whole line `Authorization: Bearer …`".to_owned(),
        Code::Issuer => {
            "paste the discovery document behind the metadata URL into Keys and metadata".to_owned()
        }
        Code::Audience | Code::Claim => {
            "put the value itself in place of the named value or expression".to_owned()
        }
        _ => return None,
    })
}

fn unmet(situation: &Situation<'_>, requirement: &Requirement) -> (Option<String>, Vec<Fix>) {
    match requirement.code {
        Code::TokenPresent | Code::Scheme => (Some("send the header `Authorization: Bearer <token>`".to_owned()), Vec::new()),
        Code::WellFormed => (
            Some("copy the token again, from `eyJ` to its last character, and send it without quotes, blanks or line breaks".to_owned()),
            Vec::new(),
        ),
        Code::Decryption => (
            Some("switch token encryption off in the API's enterprise application, or add `<decryption-keys>` with the certificate's key".to_owned()),
            Vec::new(),
        ),
        Code::Signature => signature(situation, requirement),
        Code::Lifetime => lifetime(situation, requirement),
        Code::Audience => audience(situation, requirement),
        Code::Issuer => issuer(situation, requirement),
        Code::Claim => claim(situation, requirement),
    }
}

fn signature(situation: &Situation<'_>, requirement: &Requirement) -> (Option<String>, Vec<Fix>) {
    let reason = requirement
        .failure
        .as_ref()
        .map_or("", |failure| failure.reason);
    let help = if reason == "TokenSignatureKeyNotFound" {
        let url = issuer_of(situation).and_then(|iss| match parse_issuer(iss) {
            crate::claims::issuer::Provider::Entra { cloud, version, .. } => {
                Some(cloud.metadata(parse_issuer(iss).tenant_id()?, version))
            }
            _ => None,
        });
        format!(
            "add `<openid-config url=\"{}\" />` as the first element",
            url.as_deref()
                .unwrap_or("<address of the issuer's discovery document>")
        )
    } else if requirement.expected.is_empty() {
        "compare `kid` with the keys of the issuer's discovery document: another tenant, rotated keys, or an application with signing keys of its own (`?appid=`)".to_owned()
    } else {
        "ask the authorization server for a signed token".to_owned()
    };
    (Some(help), Vec::new())
}

fn lifetime(situation: &Situation<'_>, requirement: &Requirement) -> (Option<String>, Vec<Fix>) {
    let detail = requirement
        .failure
        .as_ref()
        .map_or("", |failure| failure.detail.as_str());
    if detail.contains("IDX10222") {
        let fix = set_attribute(
            situation,
            "clock-skew",
            "300",
            "in the policy, allow the clocks to differ: `clock-skew=\"300\"`",
        );
        return (
            Some("the clocks of issuer and gateway differ, or the token was made for later: wait, or allow a difference with `clock-skew`, in seconds".to_owned()),
            vec![fix],
        );
    }
    if detail.contains("IDX10223") {
        let commands = api_of(situation)
            .map(|api| {
                vec![format!(
                    "az account get-access-token --scope {api}/.default"
                )]
            })
            .unwrap_or_default();
        let fix = Fix {
            title: "get a new token".to_owned(),
            steps: vec![
                "have the client ask for a new token before `exp`, not reuse a stored one"
                    .to_owned(),
            ],
            commands,
            ..Fix::default()
        };
        return (Some("get a new token: access tokens of Entra ID live 60 to 90 minutes; a client that caches must ask again before `exp`".to_owned()), vec![fix]);
    }
    if detail.contains("IDX10225") {
        let fix = set_attribute(
            situation,
            "require-expiration-time",
            "false",
            "in the policy, take tokens without `exp`: `require-expiration-time=\"false\"`",
        );
        return (Some("have the issuer set `exp` in seconds; taking tokens that never expire is the way out of last resort".to_owned()), vec![fix]);
    }
    (
        Some("have the issuer set `nbf` before `exp`".to_owned()),
        Vec::new(),
    )
}

fn audience(situation: &Situation<'_>, requirement: &Requirement) -> (Option<String>, Vec<Fix>) {
    if let Some(graph) = finding(situation, "token-for-microsoft-graph") {
        return (graph.help.clone(), graph.fixes.clone());
    }
    let Some(actual) = requirement.actual.first() else {
        return (
            Some("ask for a token whose `aud` is this API".to_owned()),
            Vec::new(),
        );
    };
    let first = situation.policy.audiences.iter().flatten().next_back();
    let line = first.map_or(situation.policy.line, |value| value.line);
    let accept = first.map(|value| {
        let exactly = matches!(
            requirement.near_miss,
            Some(NearMiss::Case | NearMiss::Whitespace | NearMiss::Slash)
        );
        if exactly {
            let title = format!("in the policy, line {line}, write `{actual}`");
            let whole = edit::with_blanks(situation.policy_text, value.span);
            return edit::replace(situation.policy_text, whole, actual, title);
        }
        let end = element_end(situation.policy_text, value.span.end, "</audience>");
        let title =
            format!("in the policy, behind line {line}, add `<audience>{actual}</audience>`");
        edit::insert_line(situation.policy_text, end, "audience", actual, title)
    });
    let expected = requirement.expected.first().map_or("", String::as_str);
    let help = match requirement.near_miss {
        Some(NearMiss::ApiPrefix) => {
            let version = situation
                .token
                .and_then(|token| entra_version(token.claims()));
            if version == Some(Version::V2) {
                format!(
                    "a v2.0 token always has the API's client id: list `{actual}` in the policy, line {line}"
                )
            } else {
                format!(
                    "list `{actual}` in the policy too, line {line}: a v1.0 token has the form that the client asked for"
                )
            }
        }
        Some(_) => {
            format!("write `{actual}` in the policy, line {line}, exactly as the token has it")
        }
        None => {
            format!(
                "have the client ask for a token of this API, scope `{expected}/.default`; or, if `{actual}` is the API that is meant, list it in the policy, line {line}"
            )
        }
    };
    // Letting another API's tokens in is right only for the one who says so: it comes second.
    let ask = (requirement.near_miss.is_none() && is_plain(expected)).then(|| Fix {
        title: format!("have the client ask for the scope `{expected}/.default`"),
        commands: vec![format!(
            "az account get-access-token --scope {expected}/.default"
        )],
        ..Fix::default()
    });
    (Some(help), ask.into_iter().chain(accept).collect())
}

fn issuer(situation: &Situation<'_>, requirement: &Requirement) -> (Option<String>, Vec<Fix>) {
    if requirement.near_miss == Some(NearMiss::Version)
        && let Some(found) = finding(situation, "token-version-mismatch")
    {
        return (found.help.clone(), found.fixes.clone());
    }
    let Some(actual) = requirement.actual.first() else {
        return (
            Some("the token must name its issuer in `iss`".to_owned()),
            Vec::new(),
        );
    };
    let listed: Vec<_> = situation.policy.issuers.iter().flatten().collect();
    let line = line_of(situation.policy_text, requirement.span.start);
    let help = match requirement.near_miss {
        Some(NearMiss::Tenant) => format!(
            "have the client get its token from the tenant that the policy names{}; or, if the token's tenant is right, put it into the policy, line {line}",
            requirement
                .expected
                .first()
                .and_then(|issuer| parse_issuer(issuer).tenant_id().map(|id| format!(
                    ", `https://login.microsoftonline.com/{id}/oauth2/v2.0/token`"
                )))
                .unwrap_or_default()
        ),
        Some(_) => {
            format!("write `{actual}` in the policy, line {line}, exactly as the token has it")
        }
        None if listed.is_empty() => format!(
            "get the token from an issuer that the policy accepts, or add `<issuers><issuer>{actual}</issuer></issuers>` to it"
        ),
        None => format!(
            "get the token from an issuer that the policy accepts, or accept `{actual}` in the policy, line {line}"
        ),
    };
    let fixes = match (requirement.near_miss, listed.as_slice()) {
        (Some(NearMiss::Slash | NearMiss::Case | NearMiss::Whitespace), [only]) => {
            vec![edit::replace(
                situation.policy_text,
                edit::with_blanks(situation.policy_text, only.span),
                actual,
                format!("in the policy, line {line}, write `{actual}`"),
            )]
        }
        _ => Vec::new(),
    };
    (Some(help), fixes)
}

fn claim(situation: &Situation<'_>, requirement: &Requirement) -> (Option<String>, Vec<Fix>) {
    let name = requirement.claim.as_deref().unwrap_or_default();
    if let Some(found) = finding(situation, "client-claim-of-other-version")
        && requirement.near_miss == Some(NearMiss::ClaimName)
    {
        return (found.help.clone(), found.fixes.clone());
    }
    let missing = requirement
        .failure
        .as_ref()
        .is_some_and(|failure| failure.reason == "TokenClaimNotFound");
    let lacking = requirement
        .expected
        .iter()
        .find(|value| !requirement.actual.contains(value));
    let wanted = lacking.map_or("", String::as_str);
    let line = line_of(situation.policy_text, requirement.span.start);
    let delegated = situation
        .token
        .is_some_and(|token| token.claim("scp").is_some());
    match (requirement.near_miss, name) {
        (Some(NearMiss::Separator), _) => {
            let texts = requirement.actual.iter().map(|text| text.trim());
            let separator = splitting(texts, wanted).unwrap_or(" ");
            let title = format!("in the policy, line {line}, write `separator=\"{separator}\"`");
            (
                Some(format!(
                    "write `separator=\"{separator}\"` in the claim `{name}`, line {line}: the gateway then compares each value on its own"
                )),
                vec![set_separator(situation, requirement.span, separator, title)],
            )
        }
        (
            Some(NearMiss::Case | NearMiss::Whitespace | NearMiss::Slash | NearMiss::ApiPrefix),
            _,
        ) => (
            Some(format!(
                "write the value in the policy, line {line}, exactly as the token has it: {}",
                quoted(&requirement.actual)
            )),
            Vec::new(),
        ),
        (Some(NearMiss::ClaimName), _) => (
            Some(format!(
                "{}: name the claim of the token in the policy, line {line}",
                requirement.explanation
            )),
            Vec::new(),
        ),
        (_, "roles") if missing && delegated => (
            Some(format!(
                "assign the app role `{wanted}` to the user or a group: enterprise application of the API, Users and groups; then get a new token"
            )),
            Vec::new(),
        ),
        (_, "roles") if missing => (
            Some(format!(
                "assign the app role `{wanted}` of the API to the client and consent to it: app registration of the client, API permissions, Application permissions, then Grant admin consent; then get a new token"
            )),
            vec![assign_role(situation, wanted)],
        ),
        (_, "scp") if missing => (
            Some(format!(
                "for a user's token ask for the scope `<API>/{wanted}`; a token from client credentials never has `scp`: demand `roles` of it instead, line {line}"
            )),
            Vec::new(),
        ),
        (_, "roles") => (
            Some(format!(
                "assign the app role `{wanted}` to the client or user (the token has `{}`), or list that role in the policy, line {line}",
                requirement.actual.join("`, `")
            )),
            vec![assign_role(situation, wanted)],
        ),
        (_, "scp" | "scope") => (
            Some(format!(
                "ask for the scope `<API>/{wanted}` (the token has `{}`), or list that scope in the policy, line {line}",
                requirement.actual.join("`, `")
            )),
            Vec::new(),
        ),
        _ if missing => (
            Some(format!(
                "have the issuer put `{name}` into the token, or take the claim out of the policy, line {line}"
            )),
            Vec::new(),
        ),
        _ => (
            Some(format!(
                "compare with the policy, line {line}: it wants {}",
                quoted(&requirement.expected)
            )),
            Vec::new(),
        ),
    }
}

fn assign_role(situation: &Situation<'_>, role: &str) -> Fix {
    let client = situation
        .token
        .and_then(|token| {
            find_text(token.claims(), "azp").or_else(|| find_text(token.claims(), "appid"))
        })
        .filter(|client| is_plain(client))
        .unwrap_or("<client id>");
    let api = api_of(situation)
        .unwrap_or("<client id of the API>")
        .trim_start_matches("api://")
        .to_owned();
    Fix {
        title: format!("assign the app role `{role}` to the client `{client}`"),
        changed_policy: None,
        steps: vec![
            format!(
                "Microsoft Entra admin center, App registrations, the API, App roles: there must be a role with the value `{role}` for applications"
            ),
            format!(
                "App registrations, the client `{client}`, API permissions, Add a permission, the API, Application permissions, `{role}`"
            ),
            "Grant admin consent, then get a new token".to_owned(),
        ],
        commands: vec![
            format!(
                "az ad app permission add --id {client} --api {api} --api-permissions <id of the app role>=Role"
            ),
            format!("az ad app permission admin-consent --id {client}"),
        ],
    }
}

fn set_separator(situation: &Situation<'_>, claim: Span, separator: &str, title: String) -> Fix {
    let claims = situation.policy.required_claims.iter().flatten();
    let written = claims
        .filter(|known| known.span == claim)
        .find_map(|known| known.separator.as_ref());
    if let Some(written) = written {
        return edit::replace(situation.policy_text, written.span, separator, title);
    }
    let at = claim.start + "<claim".len();
    let attribute = format!(" separator=\"{separator}\"");
    edit::replace_raw(
        situation.policy_text,
        &[(Span::new(at, at), attribute)],
        title,
    )
}

fn set_attribute(situation: &Situation<'_>, name: &str, value: &str, title: &str) -> Fix {
    if let Some(written) = situation.policy.attribute(name) {
        return edit::replace(situation.policy_text, written.span, value, title.to_owned());
    }
    let at = situation.policy.span.start + 1 + situation.policy.format.code().len();
    edit::replace_raw(
        situation.policy_text,
        &[(Span::new(at, at), format!(" {name}=\"{value}\""))],
        title.to_owned(),
    )
}

fn finding<'a>(situation: &Situation<'a>, code: &str) -> Option<&'a Finding> {
    situation
        .findings
        .iter()
        .find(|finding| finding.code == code)
}

fn issuer_of<'a>(situation: &Situation<'a>) -> Option<&'a str> {
    situation
        .token
        .and_then(|token| find_text(token.claims(), "iss"))
}

/// The API the token is for, as its audience says it, when that can stand in a scope.
fn api_of<'a>(situation: &Situation<'a>) -> Option<&'a str> {
    let aud = situation
        .token
        .and_then(|token| find_text(token.claims(), "aud"))?;
    is_plain(aud).then(|| aud.trim_end_matches('/'))
}

/// Whether a text may stand in a command that somebody copies into a shell: a token can be a stranger's.
fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:/".contains(&byte);
    !text.is_empty() && !text.starts_with('-') && text.bytes().all(plain)
}

fn element_end(text: &str, from: usize, end_tag: &str) -> usize {
    text.get(from..)
        .and_then(|rest| rest.find(end_tag))
        .map_or(from, |at| from + at + end_tag.len())
}

fn quoted(values: &[String]) -> String {
    values
        .iter()
        .map(|value| format!("`{value}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
