//! What to change, and where, for each requirement that is not met: the advice with the values of this token and policy.

use super::advice::{Edit, FOR_APP, FOR_USER, advice};
use crate::claims::guid::is_guid;
use crate::claims::issuer::{Cloud, Provider, parse_issuer};
use crate::claims::{Permissions, find_text, numeric_date, permissions};
use crate::finding::{Finding, Fix, enumerate};
use crate::jose::Token;
use crate::policy::evaluate::{Code, Requirement, State};
use crate::policy::near_miss::{NearMiss, splitting};
use crate::policy::text::PolicyText;
use crate::policy::{Policy, edit};
use crate::text::instant::Instant;
use crate::text::{Span, Values, fill, line_of};

/// What a remedy may use.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The token, when one was pasted.
    pub token: Option<&'a Token>,
    /// The policy.
    pub policy: &'a Policy,
    /// The text the policy was read from.
    pub policy_text: &'a PolicyText,
    /// What the lints found.
    pub findings: &'a [Finding],
    /// The evaluated instant.
    pub now: Instant,
}

impl<'a> Situation<'a> {
    fn text_claim(&self, name: &str) -> Option<&'a str> {
        find_text(self.token?.claims(), name)
    }

    /// Whether the token is usable in so many seconds.
    pub(super) fn usable_within(&self, seconds: i64) -> bool {
        self.token.is_some_and(|token| {
            let nbf = numeric_date(token.claims(), token.claims_text(), "nbf").present();
            nbf.is_none_or(|nbf| nbf <= self.now.plus(seconds))
        })
    }

    /// The API the token is for, as its audience says it, when that can stand in a scope.
    pub(super) fn api(&self) -> Option<&'a str> {
        let aud = self.text_claim("aud").filter(|aud| is_plain(aud))?;
        Some(aud.trim_end_matches('/'))
    }

    /// The token's issuer, when it is Entra ID: the cloud and the tenant's id.
    pub(super) fn issuer(&self) -> Option<(Cloud, &'a str)> {
        let provider = parse_issuer(self.text_claim("iss")?);
        match provider {
            Provider::Entra { cloud, .. } => Some((cloud, provider.tenant_id()?)),
            _ => None,
        }
    }

    /// The command by which somebody like the token's owner gets a token for an API, where that is known.
    fn request(&self, scope: Option<&str>, client: &str) -> Option<String> {
        let scope = scope.filter(|scope| is_api(scope))?;
        let (cloud, tenant) = self.issuer()?;
        let template = match permissions(self.token?.claims()) {
            Permissions::Delegated => FOR_USER,
            Permissions::AppOnly => FOR_APP,
            Permissions::Unknown => return None,
        };
        let endpoint = cloud.token_endpoint(tenant);
        let values = [
            ("scope", scope),
            ("client", client),
            ("token endpoint", &endpoint),
        ];
        Some(fill(template, &values))
    }
}

/// Fills in `help` and `fixes` of a requirement that is unmet or unknown.
#[inline(never)]
pub fn remedy(situation: &Situation<'_>, requirement: &mut Requirement) {
    let (help, fixes) = match requirement.state {
        State::Met | State::NotApplicable => return,
        State::Unknown => {
            let mut help = unknown(requirement.code);
            if situation
                .token
                .is_none_or(|token| token.claims().is_empty())
            {
                help = None;
            }
            (help.map(str::to_owned), Vec::new())
        }
        State::Unmet => match explaining(situation, requirement) {
            Some(finding) => (finding.help.clone(), finding.fixes.clone()),
            None => unmet(situation, requirement),
        },
    };
    requirement.help = help;
    requirement.fixes = fixes;
}

fn unknown(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::Scheme => "paste the whole line `Authorization: Bearer …`",
        Code::Issuer => {
            "paste the discovery document behind the metadata URL into Keys and metadata"
        }
        Code::Audience | Code::Claim => {
            "put the value itself in place of the named value or expression"
        }
        _ => return None,
    })
}

/// The finding that knows the remedy.
fn explaining<'a>(situation: &Situation<'a>, requirement: &Requirement) -> Option<&'a Finding> {
    let code = match (requirement.code, requirement.near_miss) {
        (Code::Audience, _) => "token-for-microsoft-graph",
        (Code::Issuer, Some(NearMiss::Version)) => "token-version-mismatch",
        (Code::Claim, miss) => match (requirement.claim.as_deref(), miss) {
            (Some("groups"), None) => "group-overage-cannot-match",
            (Some("scope"), Some(NearMiss::ClaimName)) => "scope-instead-of-scp",
            (_, Some(NearMiss::ClaimName)) => "client-claim-of-other-version",
            _ => return None,
        },
        _ => return None,
    };
    let mut findings = situation.findings.iter();
    findings.find(|finding| finding.code == code)
}

fn unmet(situation: &Situation<'_>, requirement: &Requirement) -> (Option<String>, Vec<Fix>) {
    let advice = advice(situation, requirement);
    let actual = requirement.actual.first().map_or("", String::as_str);
    let expected = requirement.expected.first().map_or("", String::as_str);
    // Of a claim with other values the third text is the first that is lacking.
    let differs = requirement.failure.as_ref();
    let lacking = differs.and_then(|failure| failure.differs.get(2));
    let wanted = lacking.map_or(expected, String::as_str);
    let place = place(situation, requirement);
    let line = line_of(situation.policy_text, place.start);
    let client = situation
        .text_claim("azp")
        .or(situation.text_claim("appid"));
    let api = situation.api();
    let api_id = api.map(|api| api.strip_prefix("api://").unwrap_or(api));
    let client = client
        .filter(|client| is_plain(client))
        .unwrap_or("<client id>");
    let metadata = metadata(situation);
    let separator = match requirement.near_miss {
        Some(NearMiss::Separator) => splitting(&requirement.actual, wanted),
        _ => None,
    };
    let values = [
        ("actual", actual),
        ("expected", expected),
        ("all actual", &all(&requirement.actual)),
        ("all expected", &all(&requirement.expected)),
        ("wanted", wanted),
        ("claim", requirement.claim.as_deref().unwrap_or_default()),
        ("explanation", &requirement.explanation),
        ("line", &line.to_string()),
        ("separator", separator.unwrap_or(" ")),
        (
            "metadata",
            metadata
                .as_deref()
                .unwrap_or("<address of the issuer's discovery document>"),
        ),
        ("token endpoint", &token_endpoint(&requirement.expected)),
        ("client", client),
        ("api id", api_id.unwrap_or("<client id of the API>")),
    ];
    let mut fixes = Vec::new();
    if let Some(recipe) = advice.recipe {
        let mut fix = recipe.fix(&values);
        fix.commands.extend(situation.request(advice.scope, client));
        fixes.push(fix);
    }
    if let Some(edit) = advice.edit {
        fixes.push(edited(situation, *edit, place, &values));
    }
    (Some(fill(advice.help, &values)), fixes)
}

fn all(values: &[String]) -> String {
    let mut all = String::new();
    for value in values {
        if value.is_empty() {
            enumerate(&mut all, &["an empty text"]);
        } else {
            enumerate(&mut all, &["`", value, "`"]);
        }
    }
    all
}

/// What is changed in the policy: the audience listed last, and else what demands it.
fn place(situation: &Situation<'_>, requirement: &Requirement) -> Span {
    let audiences = situation.policy.audiences.as_deref().unwrap_or_default();
    match audiences.last() {
        Some(last) if requirement.code == Code::Audience => last.span,
        _ => requirement.span,
    }
}

fn edited(situation: &Situation<'_>, edit: Edit, place: Span, values: Values<'_>) -> Fix {
    let (policy, text) = (situation.policy, situation.policy_text);
    let actual = fill("{actual}", values);
    let (title, span, xml) = match edit {
        Edit::Write => (
            "in the policy, line {line}, write `{actual}`",
            policy.value_at(place).map_or(place, |value| value.whole),
            edit::escape(&actual),
        ),
        Edit::AddAudience => {
            let end = policy
                .value_at(place)
                .map_or(place.end, |value| value.element_end);
            (
                "in the policy, behind line {line}, add `<audience>{actual}</audience>`",
                Span::new(end, end),
                edit::new_line(text, end, "audience", &actual),
            )
        }
        Edit::Attribute { name, value, title } => {
            let value = edit::escape(&fill(value, values));
            let claims = policy.required_claims.as_deref().unwrap_or_default();
            let (at, written) = match claims.iter().find(|claim| claim.span == place) {
                Some(claim) => (claim.attributes_at, claim.separator.as_ref()),
                None => (policy.attributes_at, policy.attribute(name)),
            };
            match written {
                Some(written) => (title, written.span, value),
                None => (
                    title,
                    Span::new(at, at),
                    [" ", name, "=\"", &value, "\""].concat(),
                ),
            }
        }
    };
    edit::replace(text, &[(span, xml)], fill(title, values))
}

/// The issuer's discovery document.
fn metadata(situation: &Situation<'_>) -> Option<String> {
    let provider = parse_issuer(situation.text_claim("iss")?);
    let Provider::Entra { cloud, version, .. } = &provider else {
        return None;
    };
    Some(cloud.metadata(provider.tenant_id()?, *version))
}

/// Where the first of the issuers that has a tenant of Entra ID hands out tokens, as what follows on its name in a sentence.
fn token_endpoint(issuers: &[String]) -> String {
    for issuer in issuers {
        let provider = parse_issuer(issuer);
        if let (Provider::Entra { cloud, .. }, Some(id)) = (provider, provider.tenant_id()) {
            return [", `", &cloud.token_endpoint(id), "`"].concat();
        }
    }
    String::new()
}

/// Whether a text is an API's client id or App ID URI as Entra ID makes it, and may stand in a command.
pub(super) fn is_api(text: &str) -> bool {
    is_plain(text) && (is_guid(text) || text.starts_with("api://"))
}

/// Whether a text may stand in a command that somebody copies into a shell: a token can be a stranger's.
fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:/".contains(&byte);
    !text.is_empty() && !text.starts_with('-') && text.bytes().all(plain)
}
