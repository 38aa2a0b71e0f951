//! What samples write where a value has to be: `{tenant}`, `<your client id>`, `xxxxxxxx-xxxx-…`.

use crate::claims::guid::is_guid;

/// What begins a word of a sample, in lower case, with `-` for a blank and an underscore too.
static SAMPLES: [&str; 19] = [
    "your-tenant",
    "your-client",
    "your-app",
    "your-api",
    "your-key",
    "your-secret",
    "your-audience",
    "your-issuer",
    "your-domain",
    "your-custom",
    "your-role",
    "your-scope",
    "your-b2c",
    "yourtenant",
    "placeholder",
    "changeme",
    "xxxx",
    "...",
    "00000000-0000-0000-0000-000000000000",
];

/// What samples put into square brackets; anything else there may be a value.
static BRACKETED: [&str; 6] = ["your", "tenant", "client", "audience", "issuer", "app-id"];

/// Whether a text is what samples write for a value. What stands for another value by the rules of API Management or of
/// Terraform, `{{tenant}}`, `${tenant}` or an expression, is none.
pub fn is_placeholder(text: &str) -> bool {
    let lower = text.trim().to_ascii_lowercase();
    if lower.starts_with('@') {
        return false;
    }
    let words = lower.replace([' ', '_'], "-");
    let begins = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| words.as_bytes().get(at));
        before.is_none_or(|before| !before.is_ascii_alphanumeric())
    };
    let mut samples = SAMPLES.iter();
    lower.find("your_").is_some_and(begins)
        || samples.any(|sample| words.find(sample).is_some_and(begins))
        || is_enclosed(&words, '[', ']', &BRACKETED)
        || is_enclosed(&words, '<', '>', &[])
        || is_enclosed(&words, '‹', '›', &[])
        || has_braces(&lower)
}

/// Whether a text has a named value that nothing ends, or whose name is none: `{{tenant`, `{{my tenant}}`.
pub(super) fn has_broken_name(text: &str) -> bool {
    let after = text.split("{{").nth(1).unwrap_or_default();
    after
        .trim_start()
        .starts_with(|first: char| first.is_ascii_alphabetic())
}

/// Whether words stand between the first of two signs and the last; where there are `usual` ones, one of those.
fn is_enclosed(text: &str, open: char, close: char, usual: &[&str]) -> bool {
    let inside = text
        .split_once(open)
        .and_then(|(_, rest)| rest.rsplit_once(close));
    inside.is_some_and(|(inside, _)| {
        let mut words = usual.iter();
        inside.starts_with(|first: char| first.is_ascii_alphabetic())
            && (usual.is_empty() || words.any(|word| inside.contains(word)))
    })
}

/// Whether a word stands in braces, `{tenant}`, or it is the tab stop of an editor, `${1:tenant}`. An id in braces is one.
pub fn has_braces(text: &str) -> bool {
    let mut before = b' ';
    let last = text.rfind('}').unwrap_or_default();
    for (at, byte) in text.bytes().enumerate().take(last) {
        let next = text.as_bytes().get(at + 1).unwrap_or(&b' ');
        let begins = match before {
            b'{' | b'@' | b'%' => false,
            b'$' => next.is_ascii_digit(),
            _ => next.is_ascii_alphabetic(),
        };
        if byte == b'{' && begins && !text.get(at + 1..at + 37).is_some_and(is_guid) {
            return true;
        }
        before = byte;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{has_broken_name, is_placeholder};

    #[test]
    fn what_stands_for_a_value_is_told_from_a_value() {
        for text in [
            "{tenant}",
            "https://sts.windows.net/{tenant}/",
            "{Application ID of backend-app}",
            "{issuer-value - (ex: https://sts.windows.net/{tenant id}/)}",
            "{your-app-id}",
            "${1:audience}",
            "YOUR_AUDIENCE",
            "api://your-api-id",
            "your client id",
            "https://yourtenant.b2clogin.com/",
            "<your client id>",
            "api://<client-id>",
            "‹audience›",
            "[tenant]",
            "https://sts.windows.net/[your-tenant-id]/",
            "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
            "api://XXXX",
            "00000000-0000-0000-0000-000000000000",
            "https://login.microsoftonline.com/.../v2.0",
            "changeme",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in [
            "",
            "api://orders",
            "api://5c2f1c1e-0d5f-4e3b-9f55-0c4f4e6c8a11",
            "00000003-0000-0000-c000-000000000000",
            "{a672d62c-fc7b-4e81-a576-e60dc46e951d}",
            "https://sts.windows.net/5c2f1c1e-0d5f-4e3b-9f55-0c4f4e6c8a11/",
            "{{tenant}}",
            "a{{b}}c",
            "${var.tenant}",
            "%{if a}b%{endif}",
            "@(your_)",
            "{\"a\":1}",
            "{open",
            "[\"admin\"]",
            "[admin]",
            "https://[::1]/",
            "a < b",
            "a->b",
            "Orders.Read.All",
            "maxxxx",
            "foryour-app",
            "https://your-energy.example/",
            "https://tenant.example/",
            "tenant",
            "audience1",
            "user_impersonation",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn a_named_value_is_told_from_a_broken_one() {
        for (text, broken) in [
            ("{{open", true),
            ("api://{{ open", true),
            ("{{no name}}", true),
            ("api://orders", false),
            ("{{\"a\":1}}", false),
            ("{{", false),
        ] {
            assert_eq!(has_broken_name(text), broken, "{text}");
        }
    }
}
