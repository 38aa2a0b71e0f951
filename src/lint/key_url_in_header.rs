use super::address::{concern, host};
use super::members::{Told, shown};
use super::{About, Check, Outcome};
use crate::claims::find_text;
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// The token says where its keys are.
pub(super) static CHECK: Check = Check {
    code: "key-url-in-header",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "the token says where its keys are: {names}",
    why: "Whoever forges a token names a URL of their own. A validator that follows it takes the forger's keys, and can be made to send requests inside its network. This page never follows it.",
    help: "see that the validator ignores `jku` and `x5u`, or follows them to addresses on a fixed list only",
    see: "the rows `jku` and `x5u` of the JOSE Header",
    source: "RFC 7515 §4.1.2, §4.1.5; RFC 8725 §3.10",
};

fn run(token: &Token) -> Outcome {
    let issuer = host(find_text(token.claims(), "iss").unwrap_or_default());
    let mut told = Told::default();
    let mut looked = false;
    for name in ["jku", "x5u"] {
        let Some(value) = token.header_parameter(name) else {
            continue;
        };
        looked = true;
        let url = value.as_str().unwrap_or_default();
        let concern = match concern(url) {
            "" if issuer.is_empty() || host(url).eq_ignore_ascii_case(issuer) => "",
            "" => "another host than that of `iss`",
            concern => concern,
        };
        let between = if concern.is_empty() { "" } else { ", " };
        told.add(
            Place::Header(name.to_owned()),
            &["`", name, "` is `", &shown(url), "`", between, concern],
        );
    }
    if looked {
        told.tell(&CHECK)
    } else {
        Outcome::NotApplicable
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn a_url_is_told_with_what_is_wrong_with_it() {
        for (url, expected) in [
            ("https://a.example/keys", "keys`"),
            ("https://b.example/keys", "another host than that of `iss`"),
            (
                "http://a.example/keys",
                "without https: whoever stands between can answer",
            ),
            ("http://169.254.169.254/", "credentials"),
        ] {
            for name in ["jku", "x5u"] {
                let header = format!(r#"{{"{name}":"{url}"}}"#);
                let found = run(&CHECK, &header, r#"{"iss":"https://a.example/"}"#, "").concat();
                assert!(found.contains(name) && found.ends_with(expected), "{found}");
            }
        }
        assert_eq!(run(&CHECK, r#"{"kid":"a"}"#, "{}", ""), ["not applicable"]);
    }
}
