use super::{About, Check, Outcome, Subject, required_claims};
use crate::claims::{Permissions, Profile, permissions};
use crate::finding::{Confidence, Place, Severity};
use crate::text::fill_in_order;

/// A scope is demanded of a token that an application got for itself.
pub(super) static CHECK: Check = Check {
    code: "scope-of-app-only-token",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "{client} got this token for itself, with no user: it has no `scp`, which the policy demands in line {line}",
    why: "`scp` holds what a user lets a client do. A token from client credentials or of a managed identity has app roles in `roles` instead, whatever scope was asked for.",
    help: "if applications may call this API, demand an app role in `roles`, line {line}, and assign it to the client; if only users may, have the client sign a user in and ask for a scope of the API",
    see: "the row `idtyp` says `app`, or `oid` and `sub` are equal; there is no row `scp`",
    source: "Microsoft identity platform: scopes and permissions; access token claims reference, scp and roles",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let Some(token) = subject.token else {
        return Outcome::NotApplicable;
    };
    let claims = token.claims();
    if !Profile::of(claims).is_entra() || permissions(claims) != Permissions::AppOnly {
        return Outcome::NotApplicable;
    }
    for claim in required_claims(subject.policy) {
        if claim.name.text == "scp" && token.claim("scp").is_none() {
            let named = subject.text_claim("azp").or(subject.text_claim("appid"));
            let client = match named {
                Some(id) => fill_in_order("the client `{}`", &[id]),
                None => "an application".to_owned(),
            };
            let values = [("client", &*client), ("line", &claim.line.to_string())];
            return CHECK.found(&values, Place::Policy(claim.line));
        }
    }
    Outcome::Passed
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TENANT, table};
    use super::CHECK;

    #[test]
    fn an_application_has_no_scopes() {
        let token = |more: &str| {
            format!(
                r#"{{"iss":"https://login.microsoftonline.com/{TENANT}/v2.0","azp":"c"{more}}}"#
            )
        };
        let policy = |name: &str| {
            format!(
                "<validate-jwt header-name='a'><required-claims><claim name='{name}'><value>Orders.Read</value></claim></required-claims></validate-jwt>"
            )
        };
        let alone = token(r#","idtyp":"app","roles":["Orders.Read"]"#);
        table(
            &CHECK,
            &[
                (&alone, &policy("scp")),
                (&token(r#","oid":"o","sub":"o""#), &policy("scp")),
            ],
            &[(&alone, &policy("roles"))],
            &[
                (&token(r#","scp":"Orders.Write""#), &policy("scp")),
                (r#"{"idtyp":"app"}"#, &policy("scp")),
                (&token(""), &policy("scp")),
                ("", &policy("scp")),
                (&alone, ""),
            ],
        );
    }
}
