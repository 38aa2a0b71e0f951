//! Which application calls which, and for which of them the token has to be.

use std::rc::Rc;

use crate::claims::{audiences, find_text};
use crate::finding::Certainty;
use crate::jose::Token;
use crate::policy::Policy;
use crate::policy::backend::Backend;
use crate::policy::value::Value;
use crate::text::fill;

/// The two ways of putting a gateway in front of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DesignKind {
    /// The gateway looks at the token and sends it on: the backend is the audience.
    Proxy,
    /// The gateway is the audience, and calls the backend with a credential of its own.
    OnBehalf,
}

impl DesignKind {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Proxy, Self::OnBehalf];

    /// Kebab-case, stable: as in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proxy => "transparent-proxy",
            Self::OnBehalf => "gateway-calls-backend",
        }
    }

    /// In a few words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proxy => "the backend is the audience",
            Self::OnBehalf => "the gateway is the audience",
        }
    }

    /// One clause.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Proxy => {
                "the gateway checks the token and sends it on: the backend is the audience"
            }
            Self::OnBehalf => {
                "the gateway is the audience, and calls the backend with a credential of its own"
            }
        }
    }
}

/// Who calls whom with which token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Design {
    /// Which of the two ways.
    pub kind: DesignKind,
    /// The client: the token's `azp` or `appid`, else the only one that the policy lists.
    pub client: Option<String>,
    /// Whom the token is for; `None` where there is no token, or none that says.
    pub token_audience: Option<String>,
    /// Whom a token has to be for that the gateway lets in; `None` where the policy does not say.
    pub gateway_audience: Option<String>,
    /// Whom the token is for that the backend gets; `None` where nobody says.
    pub backend_audience: Option<String>,
    /// The backend's address, where the policy sets it.
    pub backend_address: Option<String>,
    /// What it was recognised by, each a clause.
    pub evidence: Vec<String>,
    /// How sure it is.
    pub certainty: Certainty,
}

/// Recognises the design by the first policy that has an effect; `None` without one. Where somebody said which one is `meant`,
/// it is that, and what of the policy does otherwise is said.
#[inline(never)]
pub fn design(
    token: Option<&Token>,
    policies: &[Rc<Policy>],
    meant: Option<DesignKind>,
) -> Option<Design> {
    let mut effective = policies.iter();
    let policy = effective.find(|policy| !policy.surroundings.without_effect)?;
    let backend = &policy.surroundings.backend;
    let mut asked = Vec::new();
    let mut client = None;
    if let Some(token) = token {
        let claims = token.claims();
        asked = audiences(claims, token.claims_text())
            .present()
            .unwrap_or_default();
        client = find_text(claims, "azp").or(find_text(claims, "appid"));
    }
    if let (None, [only]) = (client, listed(policy.client_application_ids.as_ref())) {
        client = only.known();
    }
    let wanted = listed(policy.audiences.as_ref());
    let applications = listed(policy.backend_application_ids.as_ref());
    let fits = |value: &&Value| asked.contains(&value.text);
    let gateway_audience = wanted.iter().find(fits).or(wanted.first());
    let application = applications.first().and_then(Value::known);
    let mut design = Design {
        kind: DesignKind::Proxy,
        client: client.map(str::to_owned),
        token_audience: asked.first().cloned(),
        gateway_audience: gateway_audience.map(|value| value.text.clone()),
        backend_audience: None,
        backend_address: backend.address.clone(),
        evidence: Vec::new(),
        certainty: Certainty::Likely,
    };
    if let Some(own) = &backend.own {
        design.kind = DesignKind::OnBehalf;
        design.backend_audience = own.resource.clone().or(application.map(str::to_owned));
        if !own.is_conditional {
            design.certainty = Certainty::Documented;
        }
        let template = if own.is_conditional {
            "in one of its branches `{by}`, line {line}, puts another credential in place of the caller's token"
        } else {
            "`{by}`, line {line}, puts another credential in place of the caller's token"
        };
        let values = [("by", own.by), ("line", &*own.line.to_string())];
        design.evidence.push(fill(template, &values));
    } else if let Some(other) = application.filter(|id| !asked.is_empty() && !is_among(id, &asked))
    {
        design.kind = DesignKind::OnBehalf;
        design.backend_audience = Some(other.to_owned());
        let template = "`backend-application-ids` names `{other}`, and the token is for another";
        design.evidence.push(fill(template, &[("other", other)]));
    } else {
        design.backend_audience = design.gateway_audience.clone();
        design.evidence.push(sent_on(backend).to_owned());
    }
    if let Some(meant) = meant.filter(|meant| *meant != design.kind) {
        design.kind = meant;
        design.backend_audience = match meant {
            DesignKind::Proxy => design.gateway_audience.clone(),
            DesignKind::OnBehalf => None,
        };
        design.evidence.push(otherwise(meant, backend).to_owned());
    }
    mixed_up(&mut design, &asked);
    Some(design)
}

/// What has to change in the policy for the design that is meant.
const fn otherwise(meant: DesignKind, backend: &Backend) -> &'static str {
    match (meant, backend.is_seen, &backend.own) {
        (DesignKind::Proxy, _, Some(_)) => {
            "for the design that you chose that is wrong: take it out, so that the caller's token comes to the backend"
        }
        (DesignKind::Proxy, ..) => {
            "for the design that you chose the token has to be for the backend: list that one only"
        }
        (DesignKind::OnBehalf, true, _) => {
            "for the design that you chose something is missing: add `<authentication-managed-identity resource=\"<App ID URI of the backend>\" />` behind the JWT policy"
        }
        (DesignKind::OnBehalf, false, _) => {
            "for the design that you chose the rest of the policy needs `<authentication-managed-identity resource=\"<App ID URI of the backend>\" />` behind the JWT policy"
        }
    }
}

/// By what a policy is known that replaces nothing.
const fn sent_on(backend: &Backend) -> &'static str {
    if backend.is_seen {
        "nothing in the policy document puts another credential in place of the caller's token"
    } else {
        "only the JWT policy was pasted: what else happens to the header `Authorization` was not seen"
    }
}

/// Says that the token is for the backend, where the gateway is what the client calls.
fn mixed_up(design: &mut Design, asked: &[String]) {
    let (Some(backend), Some(gateway)) = (&design.backend_audience, &design.gateway_audience)
    else {
        return;
    };
    let is_other = design.kind == DesignKind::OnBehalf && !is_among(gateway, asked);
    if is_other && is_among(backend, asked) {
        let template = "the token is for the backend `{backend}`, which the gateway gets tokens for itself; the client calls the gateway, and needs one for `{gateway}`";
        let values = [("backend", &**backend), ("gateway", gateway)];
        design.evidence.push(fill(template, &values));
    }
}

/// Whether one of the audiences names this application: as id, as App ID URI, with or without a slash at its end.
fn is_among(application: &str, audiences: &[String]) -> bool {
    let mut all = audiences.iter();
    all.any(|audience| bare(audience).eq_ignore_ascii_case(bare(application)))
}

fn bare(audience: &str) -> &str {
    let id = audience.strip_prefix("api://").unwrap_or(audience);
    id.strip_suffix('/').unwrap_or(id)
}

fn listed(list: Option<&Vec<Value>>) -> &[Value] {
    list.map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::decode;
    use crate::policy::document;
    use crate::policy::value::NamedValues;

    fn token(claims: &str) -> Token {
        use base64::Engine as _;
        let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
        decode(&format!(
            "{}.{}.c2ln",
            encode(r#"{"alg":"RS256"}"#),
            encode(claims)
        ))
    }

    fn of(claims: &str, xml: &str) -> Option<Design> {
        meant(claims, xml, None)
    }

    fn meant(claims: &str, xml: &str, meant: Option<DesignKind>) -> Option<Design> {
        let mut values = NamedValues::default();
        values.read(r#"{"backend": "api://backend"}"#);
        let document = document::read(xml, &values);
        let mut policies = Vec::new();
        for policy in document.policies {
            policies.push(Rc::new(policy));
        }
        let token = (!claims.is_empty()).then(|| token(claims));
        design(token.as_ref(), &policies, meant)
    }

    const VALIDATE: &str = "<validate-jwt header-name='Authorization'><audiences><audience>api://gate</audience><audience>gate</audience></audiences></validate-jwt>";

    #[test]
    fn the_two_designs_are_told_apart() {
        use Certainty::{Documented, Likely};
        use DesignKind::{OnBehalf, Proxy};
        for (inside, kind, backend, certainty) in [
            ("V", Proxy, Some("gate"), Likely),
            (
                "V<authentication-managed-identity resource='{{backend}}'/>",
                OnBehalf,
                Some("api://backend"),
                Documented,
            ),
            (
                "V<authentication-managed-identity resource='api://b' output-token-variable-name='mine'/>",
                Proxy,
                Some("gate"),
                Likely,
            ),
            (
                "V<authentication-managed-identity resource='api://b' output-token-variable-name='mine'/><set-header name='authorization' exists-action='override'><value>@(\"Bearer \" + (string)context.Variables[\"mine\"])</value></set-header>",
                OnBehalf,
                Some("api://b"),
                Documented,
            ),
            (
                "V<set-header name='Authorization' exists-action='delete'/>",
                OnBehalf,
                None,
                Documented,
            ),
            (
                "V<set-header name='Authorization' exists-action='skip'><value>x</value></set-header>",
                Proxy,
                Some("gate"),
                Likely,
            ),
            (
                "V<set-header name='Authorization'><value>@(context.Request.Headers.GetValueOrDefault(\"X\",\"\"))</value></set-header>",
                Proxy,
                Some("gate"),
                Likely,
            ),
            (
                "V<choose><when condition='@(a)'><authentication-basic username='a' password='b'/></when></choose>",
                OnBehalf,
                None,
                Likely,
            ),
            (
                "V<send-request><authentication-managed-identity resource='api://b'/></send-request>",
                Proxy,
                Some("gate"),
                Likely,
            ),
        ] {
            let xml = format!("<inbound>{inside}</inbound>").replace('V', VALIDATE);
            let found = of(r#"{"aud":"gate","azp":"client"}"#, &xml).unwrap();
            assert_eq!(
                (
                    found.kind,
                    found.backend_audience.as_deref(),
                    found.certainty
                ),
                (kind, backend, certainty),
                "{inside}"
            );
            assert_eq!(found.client.as_deref(), Some("client"));
            assert_eq!(found.gateway_audience.as_deref(), Some("gate"));
            assert_eq!(found.evidence.len(), 1, "{inside}");
        }
    }

    #[test]
    fn what_is_meant_counts_and_what_does_otherwise_is_said() {
        const OWN: &str = "<authentication-managed-identity resource='api://b'/>";
        for (inside, kind, said) in [
            ("", DesignKind::OnBehalf, "something is missing"),
            (OWN, DesignKind::Proxy, "take it out"),
            (OWN, DesignKind::OnBehalf, ""),
            ("", DesignKind::Proxy, ""),
        ] {
            let xml = format!("<inbound>{VALIDATE}{inside}</inbound>");
            let found = meant(r#"{"aud":"gate"}"#, &xml, Some(kind)).unwrap();
            let told = found.evidence.get(1).map_or("", |text| text);
            assert_eq!(found.kind, kind, "{inside}");
            assert_eq!(told.is_empty(), said.is_empty(), "{told}");
            assert!(told.contains(said), "{told}");
        }
    }

    #[test]
    fn what_nobody_says_stays_open() {
        assert_eq!(of(r#"{"aud":"a"}"#, ""), None);
        let bare = of("", "<validate-jwt header-name='Authorization'/>").unwrap();
        assert_eq!((bare.client, bare.token_audience), (None, None));
        assert_eq!((bare.gateway_audience, bare.backend_audience), (None, None));
        assert!(bare.evidence[0].starts_with("only the JWT policy"));
        let elsewhere = "<outbound><validate-jwt header-name='Authorization'/></outbound>";
        assert_eq!(of("", elsewhere), None);
    }

    #[test]
    fn a_backend_application_is_the_audience_or_another() {
        let xml = "<validate-azure-ad-token tenant-id='t'><client-application-ids><application-id>c</application-id></client-application-ids><backend-application-ids><application-id>b</application-id></backend-application-ids></validate-azure-ad-token>";
        for (claims, kind) in [
            (r#"{"aud":"api://b"}"#, DesignKind::Proxy),
            (r#"{"aud":"gate"}"#, DesignKind::OnBehalf),
            ("", DesignKind::Proxy),
        ] {
            let found = of(claims, xml).unwrap();
            assert_eq!(found.kind, kind, "{claims}");
            assert_eq!(found.client.as_deref(), Some("c"), "{claims}");
        }
    }

    #[test]
    fn a_token_for_the_backend_is_said_to_be_for_the_wrong_one() {
        let xml = format!(
            "<inbound>{VALIDATE}<authentication-managed-identity resource='https://backend.example/'/></inbound>"
        );
        for (aud, is_wrong) in [
            ("https://backend.example", true),
            ("gate", false),
            ("https://other.example", false),
        ] {
            let found = of(&format!(r#"{{"aud":"{aud}"}}"#), &xml).unwrap();
            let mut evidence = found.evidence.iter();
            let said = evidence.any(|text| text.contains("needs one for `api://gate`"));
            assert_eq!(said, is_wrong, "{aud}");
        }
    }
}
