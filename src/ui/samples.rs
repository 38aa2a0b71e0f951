//! Tokens and policies to try the page with: made for this, signed by nobody, dated relative to now.

use super::model::{Field, Texts};
use crate::text::base64url;
use crate::text::instant::Instant;

const TENANT: &str = "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01";
const API: &str = "b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d";
const CLIENT: &str = "e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7";
const OTHER_API: &str = "3d9c5b1e-7a24-4c68-9f03-52e8d1a6b47c";
const OBJECT: &str = "9a4d2c7e-1b35-4f68-8e90-c3b7a5d1f204";

/// A token and a policy with something to learn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sample {
    /// The commonest of all: the two versions of Entra ID's tokens.
    Version,
    /// Everything fits but the time.
    Expired,
    /// A token for another API.
    Audience,
    /// A token without the application permission that the policy demands.
    Role,
    /// Nothing to complain about.
    Met,
}

/// Every sample, in the order of the row.
pub(crate) const SAMPLES: [Sample; 5] = [
    Sample::Version,
    Sample::Expired,
    Sample::Audience,
    Sample::Role,
    Sample::Met,
];

impl Sample {
    /// The button's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Version => "v1.0 token, v2.0 policy",
            Self::Expired => "expired",
            Self::Audience => "wrong audience",
            Self::Role => "app without role",
            Self::Met => "all met",
        }
    }

    /// What is put into the boxes.
    pub(crate) fn texts(self, now: Instant) -> Texts {
        let (token, policy) = match self {
            Self::Version => (version_1(now), policy(&format!("api://{API}"))),
            Self::Expired => (version_2(now.plus(-15_120), API, ROLES), policy(API)),
            Self::Audience => (version_2(now.plus(-720), OTHER_API, ROLES), policy(API)),
            Self::Role => (version_2(now.plus(-720), API, ""), policy(API)),
            Self::Met => (version_2(now.plus(-720), API, ROLES), policy(API)),
        };
        let mut texts = Texts::default();
        texts.set(Field::Token, token.into());
        texts.set(Field::Policy, policy.into());
        texts
    }
}

const ROLES: &str = r#","roles":["Orders.Read"]"#;

/// A version 1.0 access token of an application, issued 12 minutes ago.
fn version_1(now: Instant) -> String {
    let issued = now.0.saturating_sub(720);
    let expires = issued.saturating_add(3_600);
    compact(&format!(
        r#"{{"aud":"api://{API}","iss":"https://sts.windows.net/{TENANT}/","iat":{issued},"nbf":{issued},"exp":{expires},"aio":"k2RgYHhZ9LnT9tZkuYd1t2dqXQMA","appid":"{CLIENT}","appidacr":"1","idp":"https://sts.windows.net/{TENANT}/","oid":"{OBJECT}","rh":"1.AXkAEHovXB08Dk-bVQ1vax0qAdLBoLc-D1tKjG1-j5oLHC0AAAAA.","roles":["Orders.Read"],"sub":"{OBJECT}","tid":"{TENANT}","uti":"Qm7xTz0cPkWvLr2nYd8aAA","ver":"1.0"}}"#
    ))
}

/// A version 2.0 access token of an application.
fn version_2(issued: Instant, audience: &str, roles: &str) -> String {
    let expires = issued.plus(3_600).0;
    let issued = issued.0;
    compact(&format!(
        r#"{{"aud":"{audience}","iss":"https://login.microsoftonline.com/{TENANT}/v2.0","iat":{issued},"nbf":{issued},"exp":{expires},"aio":"k2RgYHhZ9LnT9tZkuYd1t2dqXQMA","azp":"{CLIENT}","azpacr":"1","oid":"{OBJECT}","rh":"1.AXkAEHovXB08Dk-bVQ1vax0qAdLBoLc-D1tKjG1-j5oLHC0AAAAA."{roles},"sub":"{OBJECT}","tid":"{TENANT}","uti":"Qm7xTz0cPkWvLr2nYd8aAA","ver":"2.0"}}"#
    ))
}

fn compact(claims: &str) -> String {
    let header = r#"{"typ":"JWT","alg":"RS256","kid":"Xq3vT8mB1hJtO0sWcYb5Zr7dLkE"}"#;
    // As long as an RSA signature and as random to look at: nobody signed this.
    let signature: Vec<u8> = (0..256)
        .scan(0x2545_f491_4f6c_dd1d_u64, |state, _| {
            *state ^= *state << 13;
            *state ^= *state >> 7;
            *state ^= *state << 17;
            state.to_le_bytes().first().copied()
        })
        .collect();
    [header.as_bytes(), claims.as_bytes(), &signature]
        .map(base64url::encode)
        .join(".")
}

fn policy(audience: &str) -> String {
    format!(
        r#"<validate-jwt header-name="Authorization">
  <openid-config url="https://login.microsoftonline.com/{TENANT}/v2.0/.well-known/openid-configuration" />
  <audiences>
    <audience>{audience}</audience>
  </audiences>
  <required-claims>
    <claim name="roles" match="any">
      <value>Orders.Read</value>
    </claim>
  </required-claims>
</validate-jwt>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::{Inputs, inspect};
    use crate::policy::evaluate::{Code, State, Verdict};

    const NOW: Instant = Instant(1_795_402_800);

    fn inspected(sample: Sample) -> crate::inspect::Inspection {
        let texts = sample.texts(NOW);
        let inputs = Inputs {
            token: texts.get(Field::Token),
            policy: texts.get(Field::Policy),
            ..Inputs::default()
        };
        inspect(&inputs, NOW)
    }

    #[test]
    fn each_sample_shows_what_its_name_says() {
        for (sample, code) in SAMPLES.into_iter().zip([
            "token-version-mismatch",
            "token-expired",
            "token-for-another-api",
            "role-missing",
            "undetermined",
        ]) {
            let headline = inspected(sample).headline.unwrap();
            assert_eq!(headline.code, code, "{}: {}", sample.name(), headline.text);
        }
    }

    #[test]
    fn when_all_is_met_only_the_signature_is_open() {
        let inspection = inspected(Sample::Met);
        assert_eq!(inspection.verdict(), Some(Verdict::Undetermined));
        let open: Vec<_> = inspection.policies[0]
            .evaluation
            .requirements
            .iter()
            .filter(|requirement| !matches!(requirement.state, State::Met | State::NotApplicable))
            .map(|requirement| requirement.code)
            .collect();
        assert_eq!(open, [Code::Signature]);
    }

    #[test]
    fn the_signature_is_as_long_as_an_rsa_signature() {
        let texts = Sample::Version.texts(NOW);
        assert_eq!(
            texts.get(Field::Token).rsplit('.').next().map(str::len),
            Some(342)
        );
    }
}
