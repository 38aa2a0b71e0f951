use super::key_spots::tell;
use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Severity};
use crate::jose::alg::{Family, algorithm};
use crate::keys::{Key, Material};
use crate::text::fill_in_order;

/// What a JWK says about itself does not go together.
pub(super) static CHECK: Check = Check {
    code: "key-contradicts-itself",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Keys(run),
    title: "the key {keys} contradicts itself: {reason}",
    why: "Libraries that look at `use`, `key_ops` and `alg` do not take such a key; those that do not look take it for what it is not meant for.",
    help: "have whoever publishes the key leave out what is wrong: `kty` and `kid` are enough",
    see: "`use`, `key_ops`, `alg` and `kty` of the key, side by side",
    source: "RFC 7517 §4.2, §4.3, §4.4; RFC 8725 §3.2",
};

/// The operations of RFC 7517 §4.3 that go with signatures; all others go with encryption.
const OF_SIGNATURES: [&str; 2] = ["sign", "verify"];
const OF_ENCRYPTION: [&str; 6] = [
    "encrypt",
    "decrypt",
    "wrapKey",
    "unwrapKey",
    "deriveKey",
    "deriveBits",
];

fn run(subject: &KeySubject<'_>) -> Outcome {
    tell(&CHECK, subject, &contradiction)
}

fn contradiction(key: &Key) -> Option<String> {
    let (usage, alg) = (key.usage.as_deref(), key.algorithm.as_deref());
    let operations = key.operations.as_deref().unwrap_or_default();
    for (index, operation) in operations.iter().enumerate() {
        let other = match usage {
            Some("sig") => OF_ENCRYPTION.contains(&operation.as_str()),
            Some("enc") => OF_SIGNATURES.contains(&operation.as_str()),
            _ => false,
        };
        if other {
            let template = "`use` is `{}`, `key_ops` has `{}`";
            return Some(fill_in_order(
                template,
                &[usage.unwrap_or_default(), operation],
            ));
        }
        if operations
            .iter()
            .take(index)
            .any(|earlier| earlier == operation)
        {
            return Some(fill_in_order("`key_ops` has `{}` twice", &[operation]));
        }
    }
    let has = |names: &[&str]| {
        operations
            .iter()
            .any(|operation| names.contains(&operation.as_str()))
    };
    if has(&OF_SIGNATURES) && has(&OF_ENCRYPTION) {
        return Some("`key_ops` has operations of signatures and of encryption".to_owned());
    }
    if let Material::Okp { curve, .. } = &key.material {
        let agrees = curve.starts_with('X');
        let other = if agrees { "sig" } else { "enc" };
        if usage == Some(other)
            || has(if agrees {
                &OF_SIGNATURES
            } else {
                &OF_ENCRYPTION
            })
        {
            return Some(fill_in_order("a key of `{}` is not for that", &[curve]));
        }
    }
    let row = algorithm(alg?)?;
    let encrypts = matches!(
        row.family,
        Family::KeyManagement | Family::ContentEncryption
    );
    let signs_with = |operation: &String| OF_SIGNATURES.contains(&operation.as_str());
    if encrypts && (usage == Some("sig") || operations.iter().any(signs_with)) {
        return Some(fill_in_order(
            "it is for signatures, and `alg` is `{}`, which encrypts",
            &[row.name],
        ));
    }
    if !encrypts
        && (usage == Some("enc") || !operations.is_empty() && !operations.iter().any(signs_with))
    {
        return Some(fill_in_order(
            "it is for encryption, and `alg` is `{}`, which signs",
            &[row.name],
        ));
    }
    let (kind, fits) = match &key.material {
        Material::Rsa { .. } => (
            "RSA",
            row.family == Family::Rsa || row.name.starts_with("RSA"),
        ),
        Material::Ec { curve, .. } => (
            &**curve,
            row.family == Family::Ecdsa && row.curve() == Some(curve)
                || row.name.starts_with("ECDH"),
        ),
        Material::Okp { curve, .. } => (
            &**curve,
            row.family == Family::EdDsa && row.curve().is_none_or(|wanted| wanted == curve)
                || row.name.starts_with("ECDH"),
        ),
        Material::Akp { algorithm, .. } => (&**algorithm, row.name == algorithm),
        Material::Secret(_) => (
            "oct",
            row.family == Family::Hmac
                || encrypts && !row.name.starts_with("RSA") && !row.name.starts_with("ECDH"),
        ),
    };
    (!fits).then(|| fill_in_order("it is a key of `{}`, and `alg` is `{}`", &[kind, row.name]))
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_keys;
    use super::CHECK;

    #[test]
    fn use_operations_and_algorithm_go_together() {
        let secret = |members: &str| format!(r#"{{"kty":"oct","k":"AQAB"{members}}}"#);
        let okp = |members: &str| {
            format!(
                r#"{{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"{members}}}"#
            )
        };
        for (key, reason) in [
            (secret(""), ""),
            (
                secret(r#","use":"sig","alg":"HS256","key_ops":["sign","verify"]"#),
                "",
            ),
            (
                secret(r#","use":"enc","alg":"A128KW","key_ops":["wrapKey"]"#),
                "",
            ),
            (
                secret(r#","use":"sig","key_ops":["encrypt"]"#),
                "`key_ops` has `encrypt`",
            ),
            (
                secret(r#","use":"enc","key_ops":["verify"]"#),
                "`key_ops` has `verify`",
            ),
            (secret(r#","key_ops":["sign","sign"]"#), "twice"),
            (secret(r#","use":"enc","alg":"HS256""#), "for encryption"),
            (
                secret(r#","key_ops":["decrypt"],"alg":"HS256""#),
                "for encryption",
            ),
            (secret(r#","use":"sig","alg":"A128KW""#), "for signatures"),
            (secret(r#","alg":"RS256""#), "`oct`, and `alg` is `RS256`"),
            (
                secret(r#","alg":"RSA-OAEP""#),
                "`oct`, and `alg` is `RSA-OAEP`",
            ),
            (
                secret(r#","key_ops":["sign","encrypt"]"#),
                "of signatures and of encryption",
            ),
            (okp(r#","use":"enc""#), "`Ed25519` is not for that"),
            (
                okp(r#","key_ops":["deriveBits"]"#),
                "`Ed25519` is not for that",
            ),
            (okp(r#","alg":"EdDSA""#), ""),
            (okp(r#","alg":"Ed448""#), "`Ed25519`, and `alg` is `Ed448`"),
            (okp(r#","alg":"ES256""#), "`Ed25519`, and `alg` is `ES256`"),
        ] {
            let found = of_keys(&CHECK, &key, "");
            assert_eq!(
                found.len(),
                usize::from(!reason.is_empty()),
                "{key}: {found:?}"
            );
            assert!(
                found.iter().all(|title| title.contains(reason)),
                "{key}: {found:?}"
            );
        }
    }
}
