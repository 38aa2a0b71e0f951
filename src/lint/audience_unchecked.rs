use super::{About, Check, Outcome, Subject, demanded, is_listed};
use crate::claims::well_known;
use crate::finding::{Confidence, Place, Severity};
use crate::policy::Format;

/// The policy lets a token for any audience through.
pub(super) static CHECK: Check = Check {
    code: "audience-unchecked",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the audience is not checked: the policy lists none{nor}",
    why: "A token that was issued for another API of the same tenant is let through: whoever runs that API can use its callers' tokens here.",
    help: "add `<audiences>` with the API's own audience, such as `{audience}` if that is this API{where}",
    see: "call the API with a token for another API of the tenant, such as `az account get-access-token` gives: where the issuer is the same, it is let in",
    source: "RFC 8725 §3.9; API Management: validate-jwt and validate-azure-ad-token, audiences",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let backends = policy.backend_application_ids.as_deref();
    // What these are compared with is not documented: likely the audience.
    if demanded(policy, policy.audiences.as_deref(), "aud") || is_listed(backends) {
        return Outcome::Passed;
    }
    let audience = subject.text_claim("aud").unwrap_or("the API's client id");
    let clients = policy.client_application_ids.as_deref();
    let (nor, place) = match policy.format {
        Format::ValidateJwt => ("", ", behind `<openid-config>`"),
        Format::ValidateAzureAdToken if is_listed(clients) => ("", ""),
        Format::ValidateAzureAdToken => (
            ", and no client application: likely every token of the tenant gets in",
            "",
        ),
    };
    let values = [("audience", audience), ("nor", nor), ("where", place)];
    let mut finding = CHECK.finding(&values, vec![Place::Policy(policy.line)]);
    // An API of Microsoft is not this one.
    if well_known(audience).is_none()
        && let Some(aud) = subject.text_claim("aud")
    {
        let title = "if `{value}` is this API: in the policy, add `<audiences>` with it";
        let list = ["audiences", "audience"];
        finding.fixes.extend(subject.listing(list, aud, title));
    }
    Outcome::Found(finding)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fixed, run, table};
    use super::CHECK;

    #[test]
    fn an_audience_must_be_demanded_somehow() {
        let policy =
            |inside: &str| format!("<validate-jwt header-name='a'>{inside}</validate-jwt>");
        table(
            &CHECK,
            &[
                ("", &policy("")),
                ("", &policy("<audiences/>")),
                ("", "<validate-azure-ad-token tenant-id='a.com'/>"),
            ],
            &[
                ("", &policy("<audiences><audience>a</audience></audiences>")),
                (
                    "",
                    "<validate-azure-ad-token tenant-id='a.com'><backend-application-ids><application-id>a</application-id></backend-application-ids></validate-azure-ad-token>",
                ),
                (
                    "",
                    &policy(
                        "<required-claims><claim name='aud'><value>a</value></claim></required-claims>",
                    ),
                ),
            ],
            &[("{}", "")],
        );
    }

    #[test]
    fn the_token_s_own_audience_comes_where_the_schema_has_it() {
        let claims = r#"{"aud":"api://a&b"}"#;
        for (wrong, right) in [
            (
                "<validate-jwt header-name='a'>\n  <openid-config url='u'/>\n  <issuers/>\n</validate-jwt>",
                "<validate-jwt header-name='a'>\n  <openid-config url='u'/>\n  <audiences>\n    <audience>api://a&amp;b</audience>\n  </audiences>\n  <issuers/>\n</validate-jwt>",
            ),
            (
                "<validate-azure-ad-token tenant-id='a.com'/>",
                "<validate-azure-ad-token tenant-id='a.com'>\n  <audiences>\n    <audience>api://a&amp;b</audience>\n  </audiences>\n</validate-azure-ad-token>",
            ),
        ] {
            table(&CHECK, &[(claims, wrong)], &[(claims, right)], &[]);
            assert_eq!(fixed(&CHECK, claims, wrong), [right]);
        }
        let wrong = "<validate-jwt header-name='a'/>";
        for claims in [
            "",
            "{}",
            r#"{"aud":["a"]}"#,
            r#"{"aud":"{{a}}"}"#,
            r#"{"aud":"https://graph.microsoft.com"}"#,
        ] {
            assert_eq!(fixed(&CHECK, claims, wrong), [""; 0], "{claims}");
        }
        let empty = "<validate-jwt header-name='a'><audiences/></validate-jwt>";
        assert_eq!(fixed(&CHECK, claims, empty), [""; 0]);
    }

    #[test]
    fn a_tenant_alone_lets_every_token_of_it_in() {
        let title = |clients: &str| {
            let xml = format!(
                "<validate-azure-ad-token tenant-id='a.com'>{clients}</validate-azure-ad-token>"
            );
            run(&CHECK, "", "", &xml).concat()
        };
        assert!(title("").ends_with("every token of the tenant gets in"));
        let clients =
            "<client-application-ids><application-id>a</application-id></client-application-ids>";
        assert!(title(clients).ends_with("the policy lists none"));
    }
}
