use super::address::starts_with;
use super::members::{StringAt, Told, each_string};
use super::{About, Check, Outcome};
use crate::finding::{Confidence, Severity};
use crate::jose::Token;

/// A claim holds markup or script, or is named as what JavaScript objects inherit.
pub(super) static CHECK: Check = Check {
    code: "markup-in-claim",
    severity: Severity::Info,
    confidence: Confidence::Likely,
    about: About::Token(run),
    title: "markup, script or a name of JavaScript's own in {names}",
    why: "What shows a claim as HTML, links it, or copies claims into a JavaScript object by name runs what stands there. This page shows it as text.",
    help: "see that applications behind the gateway escape what they show of a token, and have the issuer refuse such values",
    see: "the value as it stands in the Raw tab",
    source: "OWASP Cross Site Scripting Prevention, Prototype Pollution Prevention",
};

fn run(token: &Token) -> Outcome {
    each_string(&CHECK, token, look)
}

fn look(told: &mut Told, at: &StringAt<'_>) {
    if (at.is_name && matches!(at.text, "__proto__" | "constructor" | "prototype"))
        || has_markup(at.text)
    {
        told.add_string(at, "");
    }
}

/// Whether a text has a tag in it, or is a URL that runs.
fn has_markup(text: &str) -> bool {
    let start = text.trim_ascii_start();
    for scheme in ["javascript:", "vbscript:", "data:text/html"] {
        if starts_with(start, scheme) {
            return true;
        }
    }
    text.split('<').skip(1).any(|after| {
        let after = after.strip_prefix('/').unwrap_or(after);
        let name = after.bytes().take_while(u8::is_ascii_alphanumeric).count();
        // `<mia@contoso.example>` is an address.
        let end = after.as_bytes().get(name);
        after.starts_with("!--")
            || (after.starts_with(|first: char| first.is_ascii_alphabetic())
                && matches!(end, Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r')))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn markup_and_script_are_told_from_text() {
        table(
            &CHECK,
            &[
                (r#"{"name":"<img src=x onerror=alert(1)>"}"#, ""),
                (r#"{"name":"a</script><script>"}"#, ""),
                (r#"{"a":[{"url":" JavaScript:alert(1)"}]}"#, ""),
                (r#"{"name":"<svg/onload=alert(1)>"}"#, ""),
                (r#"{"name":"<!--"}"#, ""),
                (r#"{"a":{"__proto__":{"admin":true}}}"#, ""),
            ],
            &[
                (
                    r#"{"email":"Mia <mia@contoso.example>","a":"1 < 2 > 0"}"#,
                    "",
                ),
                (r#"{"a":"x<y","b":"<","c":"javascript","d":"a<3 b"}"#, ""),
            ],
            &[("", "")],
        );
    }
}
