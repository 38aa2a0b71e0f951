use super::keys::{Form, form};
use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::alg::{Family, algorithm};
use crate::policy::KeyMaterial;

/// The token is signed with a shared secret and the policy has none, or the reverse.
pub(super) static CHECK: Check = Check {
    code: "key-of-another-kind",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the token is signed with `{alg}`, the policy has only {keys}",
    why: "HS256 is verified with the secret that signed, RS256 and ES256 with a public key.",
    help: "{help}",
    see: "`alg` of the JOSE Header, and whether the policy's `<key>` has a text (a secret), `n` and `e`, or a certificate",
    source: "RFC 7518 §3.1; API Management: validate-jwt, issuer-signing-keys",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let alg = subject.token.and_then(|token| token.alg());
    let Some(algorithm) = alg.and_then(algorithm) else {
        return Outcome::NotApplicable;
    };
    let mut public = !policy.openid_configs.is_empty();
    let mut shared = false;
    for key in policy.issuer_signing_keys.as_deref().unwrap_or_default() {
        match &key.material {
            // That a key is empty is told where it stands.
            KeyMaterial::Symmetric(value) if value.text.trim().is_empty() => {}
            // A certificate in its place is told by a check of its own.
            KeyMaterial::Symmetric(value) if form(value.text.trim(), 0) != Form::Certificate => {
                shared = true;
            }
            _ => public = true,
        }
    }
    let (keys, help) = match algorithm.family {
        _ if shared == public => return Outcome::Passed,
        Family::Hmac if public => (
            "public keys",
            "have the issuer sign with RS256; or write the base64 of the shared secret into `<issuer-signing-keys>`, if the issuer keeps it secret",
        ),
        Family::Rsa | Family::Ecdsa | Family::EdDsa | Family::MlDsa if shared => (
            "a shared secret",
            "write `<openid-config>` with the discovery document of the issuer in place of the `<key>`",
        ),
        _ => return Outcome::Passed,
    };
    let values = [("alg", algorithm.name), ("keys", keys), ("help", help)];
    CHECK.found(&values, Place::Policy(policy.line))
}

#[cfg(test)]
mod tests {
    use super::super::keys::tests::policy;
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn key_and_algorithm_are_of_one_kind() {
        let config = "<validate-jwt header-name='a'><openid-config url='u'/></validate-jwt>";
        let secret = &*policy("c2VjcmV0");
        for (alg, xml, found) in [
            ("HS256", config, 1),
            ("RS256", secret, 1),
            ("ES256", secret, 1),
            ("HS256", secret, 0),
            ("RS256", config, 0),
            ("RS256", &policy("MAMCAQU="), 0),
            ("RS256", &policy(" "), 0),
            ("RS256", &policy("").replace("<key", "<key e='AQAB'"), 0),
            ("none", config, 0),
            ("RS256", "<validate-jwt header-name='a'/>", 0),
        ] {
            let header = format!(r#"{{"alg":"{alg}"}}"#);
            let titles = run(&CHECK, &header, "{}", xml);
            assert_eq!(titles.len(), found, "{alg} {xml}: {titles:?}");
        }
        for alg in ["", "x"] {
            let header = format!(r#"{{"alg":"{alg}"}}"#);
            assert_eq!(run(&CHECK, &header, "{}", config), ["not applicable"]);
        }
        assert_eq!(run(&CHECK, "", "", config), ["not applicable"]);
    }
}
