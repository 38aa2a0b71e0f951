use super::members::{StringAt, Told, each_string};
use super::{About, Check, Outcome};
use crate::finding::{Confidence, Severity};
use crate::jose::Token;
use crate::text::has_word;

/// The token tells a secret to everybody who sees it.
pub(super) static CHECK: Check = Check {
    code: "secret-in-token",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Token(run),
    title: "what should be secret can be read in {names}",
    why: "A signed token is not encrypted: clients, proxies and logs see every claim. A password or key in it is known to all of them.",
    help: "treat the secret as known and replace it; have the issuer leave it out, or encrypt the token",
    see: "the value as it stands in the Raw tab, which whoever holds the token can read as well",
    source: "RFC 7519 §12; RFC 8725 §2.8",
};

/// Names, lower case and without `-` and `_`, whose value is a secret, or nobody else's business.
const NAMES: &str = "password passwd pwd passphrase passwordhash secret clientsecret apikey accesskey secretkey secretaccesskey privatekey connectionstring refreshtoken ssn socialsecuritynumber creditcard creditcardnumber cardnumber cvv";

/// How secrets begin that show what they are, and how long such a one is at least.
static PREFIXES: [(&str, usize); 10] = [
    ("AKIA", 20),
    ("ASIA", 20),
    ("AIza", 39),
    ("ghp_", 36),
    ("gho_", 36),
    ("github_pat_", 40),
    ("glpat-", 20),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("sk_live_", 20),
];

fn run(token: &Token) -> Outcome {
    each_string(&CHECK, token, look)
}

fn look(told: &mut Told, at: &StringAt<'_>) {
    // The private members of a key (RFC 7518 §6), where the header brings one.
    let private = at.top == "jwk" && matches!(at.name, "d" | "k" | "p" | "q");
    if !at.is_name
        && !at.text.is_empty()
        && (private || has_word(NAMES, &plain(at.name)) || is_secret(at.text))
    {
        told.add_string(at, "");
    }
}

/// A name in lower case, without what parts its words; empty for one too long to be in the list.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for byte in name.bytes().take_while(|_| name.len() < 32) {
        if byte.is_ascii_alphanumeric() {
            plain.push(char::from(byte.to_ascii_lowercase()));
        }
    }
    plain
}

/// Whether a value shows by its form that it is a secret.
fn is_secret(text: &str) -> bool {
    let of_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    for (prefix, length) in PREFIXES {
        if text.starts_with(prefix) && text.len() >= length && text.bytes().all(of_word) {
            return true;
        }
    }
    let is_pem = text.starts_with("-----BEGIN ") && text.contains("PRIVATE KEY-----");
    is_pem || text.contains("AccountKey=") || text.contains("SharedAccessKey=")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{run, table};
    use super::CHECK;

    #[test]
    fn secrets_are_known_by_name_or_by_form() {
        table(
            &CHECK,
            &[
                (r#"{"password":"hunter2"}"#, ""),
                (r#"{"user":{"API-Key":"x"}}"#, ""),
                (r#"{"clientSecret":"x"}"#, ""),
                (r#"{"aws":"AKIAIOSFODNN7EXAMPLE"}"#, ""),
                (r#"{"a":["-----BEGIN PRIVATE KEY-----\nMII"]}"#, ""),
                (r#"{"a":"-----BEGIN OPENSSH PRIVATE KEY-----\nb3"}"#, ""),
                (
                    r#"{"cs":"DefaultEndpointsProtocol=https;AccountKey=eA=="}"#,
                    "",
                ),
            ],
            &[
                (
                    r#"{"amr":["pwd"],"pwd_exp":"0","pwd_url":"https://a.example/"}"#,
                    "",
                ),
                (r#"{"a":"-----BEGIN PUBLIC KEY-----\nMII"}"#, ""),
                (r#"{"password":"","secret":true,"roles":["password"]}"#, ""),
                (
                    r#"{"sub":"AKIA","name":"ASIA PACIFIC SALES TEAM","k":"v"}"#,
                    "",
                ),
            ],
            &[("", "")],
        );
        // The secret itself is not said.
        assert_eq!(
            run(
                &CHECK,
                r#"{"jwk":{"kty":"oct","k":"c2Vj"}}"#,
                r#"{"a":{"pwd":"b"}}"#,
                ""
            ),
            ["what should be secret can be read in `k`, `pwd`"]
        );
    }
}
