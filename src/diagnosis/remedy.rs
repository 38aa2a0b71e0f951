//! What to change, and where, for each requirement that is not met: the advice with the values of this token and policy.

use super::advice::advice;
use super::change::change;
use super::recipe::{FOR_APP, FOR_USER};
use crate::claims::guid::is_guid;
use crate::claims::issuer::{Cloud, Provider, Tenant, parse_issuer, parse_tenant};
use crate::claims::{Permissions, discovery, find_text, numeric_date, permissions};
use crate::finding::{Finding, Fix, Place, enumerate};
use crate::jose::Token;
use crate::policy::evaluate::{Code, Requirement, State};
use crate::policy::near_miss::{NearMiss, splitting};
use crate::policy::text::PolicyText;
use crate::policy::value::Value;
use crate::policy::{Format, Policy};
use crate::text::instant::{Instant, duration};
use crate::text::{Span, fill, fill_in_order, line_of};

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
    pub(super) fn text_claim(&self, name: &str) -> Option<&'a str> {
        find_text(self.token?.claims(), name)
    }

    /// Whether the token is usable in so many seconds.
    pub(super) fn usable_within(&self, seconds: i64) -> bool {
        self.token.is_some_and(|token| {
            let nbf = numeric_date(token.claims(), token.claims_text(), "nbf").present();
            nbf.is_none_or(|nbf| nbf <= self.now.plus(seconds))
        })
    }

    /// Whether the token expired no more than so many seconds ago.
    pub(super) fn expired_within(&self, seconds: i64) -> bool {
        self.token.is_some_and(|token| {
            let exp = numeric_date(token.claims(), token.claims_text(), "exp").present();
            exp.is_some_and(|exp| exp >= self.now.plus(seconds.saturating_neg()))
        })
    }

    /// How long ago the token expired, and how long it lived, in seconds; `None` without the dates.
    pub(super) fn expired(&self) -> Option<(i64, i64)> {
        let token = self.token?;
        let date = |name| numeric_date(token.claims(), token.claims_text(), name).present();
        let exp = date("exp")?;
        let issued = date("iat").or_else(|| date("nbf"))?;
        Some((self.now.since(exp), exp.since(issued)))
    }

    /// Whether the policy can allow clocks to differ.
    pub(super) fn has_skew(&self) -> bool {
        self.policy.format == Format::ValidateJwt
    }

    /// Whether the policy reads the header from which the gateway takes a scheme off.
    pub(super) fn takes_scheme(&self) -> bool {
        let header = self.policy.attribute("header-name");
        header.is_none_or(|header| header.text.eq_ignore_ascii_case("Authorization"))
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
        Code::Tenant => {
            "write the tenant's id as `tenant-id`, or paste its discovery document into Keys and metadata"
        }
        Code::BackendApplication => {
            "delete `<backend-application-ids>`, which the documentation calls needed in advanced cases only, and list the API in `<audiences>`"
        }
        Code::Audience | Code::ClientApplication | Code::Claim => {
            "fill in the named value below the policy; in place of an expression write what it yields"
        }
        _ => return None,
    })
}

/// The finding that knows the remedy.
fn explaining<'a>(situation: &Situation<'a>, requirement: &Requirement) -> Option<&'a Finding> {
    let code = match (requirement.code, requirement.near_miss) {
        (Code::Issuer, Some(NearMiss::Version)) => "token-version-mismatch",
        (Code::Claim, miss) => match (requirement.claim.as_deref(), miss) {
            (Some("groups"), None) => "group-overage-cannot-match",
            (_, Some(NearMiss::ClaimName)) => "client-claim-of-other-version",
            _ => return None,
        },
        _ => return None,
    };
    // Of several the one about this place; one about the token is about every policy.
    let here = Place::Policy(line_of(situation.policy_text, requirement.span.start));
    for finding in situation.findings {
        let mut is_here = true;
        for place in &finding.places {
            if matches!(place, Place::Policy(_)) {
                is_here = *place == here;
                if is_here {
                    break;
                }
            }
        }
        if finding.code == code && is_here {
            return Some(finding);
        }
    }
    None
}

fn unmet(situation: &Situation<'_>, requirement: &Requirement) -> (Option<String>, Vec<Fix>) {
    let advice = advice(situation, requirement);
    let differs = |index: usize| {
        let failure = requirement.failure.as_ref();
        failure.and_then(|failure| failure.differs.get(index))
    };
    // Of several texts the two that are meant for each other, where there are such.
    let near = differs(2).filter(|text| !text.is_empty());
    let found = differs(3).filter(|text| !text.is_empty());
    let wanted = near.or(requirement.expected.first());
    let wanted = wanted.map_or("", String::as_str);
    let actual = found.or(requirement.actual.first());
    let actual = actual.map_or("", String::as_str);
    let place = place(situation, requirement, wanted);
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
    let tenant = own_tenant(situation);
    let separator = match requirement.near_miss {
        Some(NearMiss::Separator) => splitting(&requirement.actual, wanted),
        _ => None,
    };
    let (endpoint, authority, tenant_of_policy) = of_policy(&requirement.expected);
    let (_, token_tenant) = situation.issuer().unwrap_or((Cloud::Public, ""));
    let user = situation.text_claim("oid").filter(|user| is_plain(user));
    let (carrier, request) = carrier(situation);
    let (ago, lived) = situation.expired().unwrap_or_default();
    let plain = |text, otherwise| if is_plain(text) { text } else { otherwise };
    let values = [
        ("actual", actual),
        ("expected", wanted),
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
        ("token endpoint", &endpoint),
        ("authority", &authority),
        ("policy tenant", tenant_of_policy),
        ("token tenant", token_tenant),
        ("right", differs(1).map_or("", String::as_str)),
        ("plain wanted", plain(wanted, "<value>")),
        ("api", api.unwrap_or("<App ID URI of the API>")),
        ("user", user.unwrap_or("<object id of the user>")),
        ("carrier", &carrier),
        ("request", &request),
        ("lived", &duration(lived)),
        ("age", &duration(lived.saturating_add(ago))),
        ("client", client),
        ("tenant", tenant.as_deref().unwrap_or_default()),
        ("api id", api_id.unwrap_or("<client id of the API>")),
    ];
    let mut fixes = Vec::new();
    if let Some(recipe) = advice.recipe {
        let mut fix = recipe.fix(&values);
        fix.commands.extend(situation.request(advice.scope, client));
        if let Some((cloud, _)) = situation.issuer() {
            cloud.localize(&mut fix);
        }
        fixes.push(fix);
    }
    for one in advice.changes {
        fixes.extend(change(situation, requirement, *one, place, &values));
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

/// What is changed in the policy: the value that the token's nearly is, else the audience or client listed last, else what demands it.
fn place(situation: &Situation<'_>, requirement: &Requirement, wanted: &str) -> Span {
    let mut place = requirement.span;
    let listed = match requirement.code {
        Code::Audience => &situation.policy.audiences,
        Code::ClientApplication => &situation.policy.client_application_ids,
        _ => &None,
    };
    for value in listed.iter().flatten() {
        place = value.span;
        if requirement.near_miss.is_some() && value.text == wanted {
            break;
        }
    }
    place
}

/// Where the keys are: of the first issuer that the policy lists, where the token's is not among them, and else of that.
fn metadata(situation: &Situation<'_>) -> Option<String> {
    let of_token = situation.text_claim("iss");
    let listed = situation.policy.issuers.as_deref().unwrap_or_default();
    let mut issuer = of_token;
    if !listed.iter().any(|value| value.known() == of_token) {
        issuer = listed.first().map_or(of_token, Value::known);
    }
    discovery(situation.token?.claims(), issuer?)
}

/// `tenant-id` with the token's tenant in place of the one that is written: in a URL the rest stays.
fn own_tenant(situation: &Situation<'_>) -> Option<String> {
    let written = &situation.policy.attribute("tenant-id")?.text;
    let (_, id) = situation.issuer()?;
    match parse_tenant(written) {
        Provider::Entra {
            tenant: Tenant::Id(other) | Tenant::Domain(other),
            ..
        } => Some(written.replace(other, &id.to_ascii_lowercase())),
        _ => None,
    }
}

/// Of the first issuer that has a tenant of Entra ID: where it hands out tokens, as what follows on its name in a sentence;
/// its authority; its tenant's id.
fn of_policy(issuers: &[String]) -> (String, String, &str) {
    for issuer in issuers {
        let provider = parse_issuer(issuer);
        if let (Provider::Entra { cloud, .. }, Some(id)) = (provider, provider.tenant_id()) {
            let endpoint = [", `", &cloud.token_endpoint(id), "`"].concat();
            let authority = ["https://", cloud.login(), "/", id].concat();
            return (endpoint, authority, id);
        }
    }
    (String::new(), String::new(), "")
}

/// How the policy wants a token to be sent, and a command that does so.
fn carrier(situation: &Situation<'_>) -> (String, String) {
    let attribute = |name| situation.policy.attribute(name);
    let (carrier, request, name) =
        match (attribute("query-parameter-name"), attribute("header-name")) {
            (Some(name), _) => (
                "the query parameter `{}=<token>`",
                "curl \"<address of the API>?{}=<token>\"",
                &*name.text,
            ),
            (_, Some(name)) if !situation.takes_scheme() => (
                "the header `{}: <token>`, without a scheme",
                "curl -H \"{}: <token>\" \"<address of the API>\"",
                &*name.text,
            ),
            _ => (
                "the header `Authorization: Bearer <token>`",
                "curl -H \"Authorization: Bearer <token>\" \"<address of the API>\"",
                "",
            ),
        };
    let plain = if name.is_empty() || is_plain(name) {
        name
    } else {
        "<name>"
    };
    (
        fill_in_order(carrier, &[name]),
        fill_in_order(request, &[plain]),
    )
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
