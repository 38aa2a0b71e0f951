use super::key_spots::tell;
use super::{About, Check, KeySubject, Outcome};
use crate::finding::{Confidence, Severity};
use crate::keys::{Form, Key};

/// A key is there twice, or two keys have one name.
pub(super) static CHECK: Check = Check {
    code: "key-repeated",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Keys(run),
    title: "{reason}: {keys}",
    why: "A token names its key by `kid`: of two with one name, which is taken depends on the library, and the other never is.",
    help: "give each key of the set a `kid` of its own, and each key once",
    see: "the same `kid`, or the same `n` or `x`, twice in the key set",
    source: "RFC 7517 §4.5",
};

fn run(subject: &KeySubject<'_>) -> Outcome {
    let of_set = |key: &Key| key.form == Form::JwkSet;
    tell(&CHECK, subject, &|key| {
        let mut others = subject.keys.keys.iter();
        let twin = others.find(|other| {
            let is_other = other.span != key.span && of_set(other) && of_set(key);
            let is_same = other.thumbprint == key.thumbprint;
            is_other && (is_same || other.kid.is_some() && other.kid == key.kid)
        })?;
        let is_same = twin.thumbprint == key.thumbprint;
        let words = if is_same {
            "the same key is in the set twice"
        } else {
            "different keys of the set have one `kid`"
        };
        Some(words.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::of_keys;
    use super::CHECK;

    #[test]
    fn each_key_has_its_name() {
        let key = |kid: &str, k: &str| format!(r#"{{"kty":"oct","kid":"{kid}","k":"{k}"}}"#);
        let set = |keys: [String; 2]| format!(r#"{{"keys":[{}]}}"#, keys.join(","));
        let found = of_keys(&CHECK, &set([key("a", "AQAB"), key("a", "AQAC")]), "");
        assert_eq!(
            found,
            ["different keys of the set have one `kid`: `a`, `a`"]
        );
        let found = of_keys(&CHECK, &set([key("a", "AQAB"), key("b", "AQAB")]), "");
        assert_eq!(found, ["the same key is in the set twice: `a`, `b`"]);
        assert!(of_keys(&CHECK, &set([key("a", "AQAB"), key("b", "AQAC")]), "").is_empty());
    }
}
