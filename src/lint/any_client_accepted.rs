use super::issuers::named;
use super::{About, Check, Outcome, Subject, is_listed, required_claims};
use crate::claims::guid::is_guid;
use crate::claims::issuer::{Provider, parse_issuer};
use crate::finding::{Confidence, Fix, Place, Recipe, Severity};
use crate::policy::{Format, edit};
use crate::text::fill;

/// Nothing in the policy tells one client of the tenant from another.
pub(super) static CHECK: Check = Check {
    code: "any-client-accepted",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "any application of the tenant gets in: the policy demands neither `roles` nor `scp` nor {client}",
    why: "Every application of the tenant can get a token for this API with client credentials and `/.default`, even without a permission, unless the API's enterprise application requires assignment.",
    help: "require an app role (`roles`) or a scope (`scp`), or list the client's id {listed}; or switch on `Assignment required` in the API's enterprise application",
    see: "ask for `<this API>/.default` with the secret of any other app of the tenant, and call the API: where assignment is not required it answers 200",
    source: "Microsoft identity platform: client credentials flow, application permissions",
};

/// Claims that tell callers apart.
static CALLER: [&str; 14] = [
    "roles",
    "role",
    "scp",
    "scope",
    "azp",
    "appid",
    "client_id",
    "groups",
    "wids",
    "oid",
    "sub",
    "upn",
    "preferred_username",
    "xms_mirid",
];

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let mut sites = named(policy).into_iter();
    let (client, listed) = match policy.format {
        Format::ValidateAzureAdToken => ("a client application", "in `<client-application-ids>`"),
        Format::ValidateJwt if sites.all(|site| site.provider.version().is_none()) => {
            return Outcome::NotApplicable;
        }
        Format::ValidateJwt => (
            "`azp`/`appid`",
            "as `azp` (v2.0) or `appid` (v1.0) in `<required-claims>`",
        ),
    };
    if is_listed(policy.client_application_ids.as_deref()) {
        return Outcome::Passed;
    }
    for claim in required_claims(policy) {
        if CALLER.contains(&claim.name.text.as_str()) || claim.name.unknown.is_some() {
            return Outcome::Passed;
        }
    }
    let values = [("client", client), ("listed", listed)];
    let mut finding = CHECK.finding(&values, vec![Place::Policy(policy.line)]);
    finding.fixes.extend(only_client(subject));
    let aud = subject.text_claim("aud").unwrap_or_default();
    let id = aud.strip_prefix("api://").unwrap_or(aud);
    let id = if is_guid(id) {
        id
    } else {
        "<client id of the API>"
    };
    for recipe in [&ASSIGNMENT, &ROLE] {
        let mut fix = recipe.fix(&[("api id", id)]);
        let issuer = parse_issuer(subject.text_claim("iss").unwrap_or_default());
        if let Provider::Entra { cloud, .. } = issuer {
            cloud.localize(&mut fix);
        }
        finding.fixes.push(fix);
    }
    Outcome::Found(finding)
}

/// Entra ID then issues no token to whom the application was not assigned (howto-restrict-your-app-to-a-set-of-users).
static ASSIGNMENT: Recipe = Recipe {
    title: "have Entra ID issue tokens for this API only to callers that are assigned to it",
    steps: &[
        "Microsoft Entra admin center, Enterprise applications, the API, Properties, Assignment required: Yes",
        "assign every user and group (Users and groups) and, by an app role, every application that is to keep its access: the others get `AADSTS50105` or `AADSTS501051` instead of a token",
    ],
    commands: &["az ad sp update --id {api id} --set appRoleAssignmentRequired=true"],
};

static ROLE: Recipe = Recipe {
    title: "demand an app role, which an administrator has to assign",
    steps: &[
        "Microsoft Entra admin center, App registrations, the API, App roles, Create app role",
        "App registrations, each client, API permissions: that role as an application permission, then Grant admin consent",
        "in the policy, demand the claim `roles` with the role's value",
    ],
    commands: &[],
};

/// Lets in the token's client alone.
fn only_client(subject: &Subject<'_>) -> Option<Fix> {
    let (text, policy) = (subject.policy_text, subject.policy);
    let (name, id) = match subject.text_claim("azp") {
        Some(id) => ("azp", id),
        None => ("appid", subject.text_claim("appid")?),
    };
    let title = "if `{value}` is the only client: in the policy, demand it";
    if policy.format == Format::ValidateAzureAdToken {
        let list = ["client-application-ids", "application-id"];
        return subject.listing(list, id, title);
    }
    let values = [
        ("name", name),
        ("value", &*edit::escape(edit::literal(id)?)),
    ];
    let claim = fill(
        "<claim name=\"{name}\"><value>{value}</value></claim>",
        &values,
    );
    let edit = match required_claims(policy).last() {
        Some(_) if text.is_broken => return None,
        Some(last) => edit::behind(text, last.span.end, &claim),
        None => subject.added("required-claims", &claim)?,
    };
    Some(edit::replace(text, &[edit], fill(title, &[("value", id)])))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fixed, table};
    use super::CHECK;

    #[test]
    fn a_caller_must_be_demanded_where_entra_issues() {
        let entra = |inside: &str| {
            format!(
                "<validate-jwt header-name='a'><openid-config url='https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration'/>{inside}</validate-jwt>"
            )
        };
        let claim = |name: &str| {
            entra(&format!(
                "<required-claims><claim name='{name}'/></required-claims>"
            ))
        };
        table(
            &CHECK,
            &[
                ("", &entra("")),
                ("", &claim("aud")),
                ("", &claim("tid")),
                ("", "<validate-azure-ad-token tenant-id='common'/>"),
            ],
            &[
                (
                    "",
                    "<validate-azure-ad-token tenant-id='common'><client-application-ids><application-id>a</application-id></client-application-ids></validate-azure-ad-token>",
                ),
                ("", &claim("roles")),
                ("", &claim("scp")),
                ("", &claim("azp")),
                ("", &claim("appid")),
                ("", &claim("{{name}}")),
            ],
            &[
                ("{}", ""),
                (
                    "",
                    "<validate-jwt header-name='a'><openid-config url='https://accounts.google.com/.well-known/openid-configuration'/></validate-jwt>",
                ),
            ],
        );
    }

    #[test]
    fn the_token_s_client_is_demanded_in_the_manner_of_the_policy() {
        const CONFIG: &str = "<openid-config url='https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration'/>";
        let jwt = |inside: &str| {
            format!("<validate-jwt header-name='a'>\n  {CONFIG}{inside}\n</validate-jwt>")
        };
        for (claims, wrong, right) in [
            (
                r#"{"azp":"c"}"#,
                jwt(""),
                jwt(
                    "\n  <required-claims>\n    <claim name=\"azp\"><value>c</value></claim>\n  </required-claims>",
                ),
            ),
            (
                r#"{"appid":"c"}"#,
                jwt(
                    "\n  <required-claims>\n    <claim name='tid'>\n      <value>t</value>\n    </claim>\n  </required-claims>",
                ),
                jwt(
                    "\n  <required-claims>\n    <claim name='tid'>\n      <value>t</value>\n    </claim>\n    <claim name=\"appid\"><value>c</value></claim>\n  </required-claims>",
                ),
            ),
            (
                r#"{"appid":"c"}"#,
                "<validate-azure-ad-token tenant-id='common'>\n  <audiences/>\n</validate-azure-ad-token>".to_owned(),
                "<validate-azure-ad-token tenant-id='common'>\n  <client-application-ids>\n    <application-id>c</application-id>\n  </client-application-ids>\n  <audiences/>\n</validate-azure-ad-token>".to_owned(),
            ),
        ] {
            table(&CHECK, &[(claims, &wrong)], &[(claims, &right)], &[]);
            assert_eq!(fixed(&CHECK, claims, &wrong), [right]);
        }
        for claims in ["{}", r#"{"azp":"@(1)"}"#] {
            assert_eq!(fixed(&CHECK, claims, &jwt("")), [""; 0], "{claims}");
        }
    }
}
