use super::members::Told;
use super::{About, Check, Outcome};
use crate::claims::{NumericDate, Reading, as_milliseconds, audiences};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// A registered claim is not of the type that it has to be.
pub(super) static CHECK: Check = Check {
    code: "claim-type",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "claims are not of the type that RFC 7519 wants: {names}",
    why: "Some readers convert such a value, some refuse the token, some take the claim for absent: what the gateway accepts the API behind it may not, and the other way round.",
    help: "have the issuer write `iss`, `sub` and `jti` as strings, `aud` as a string or a list of strings, and dates as numbers of seconds",
    see: "the Raw tab: quotes around a number of `exp`, or none around `sub`",
    source: "RFC 7519 §2, §4.1",
};

/// The last second of the year 9999, beyond which many libraries know no date.
const LAST: i64 = 253_402_300_799;

fn run(token: &Token) -> Outcome {
    if token.claims().is_empty() {
        return Outcome::NotApplicable;
    }
    let mut told = Told::default();
    for name in ["iss", "sub", "jti"] {
        if let Some(value) = token.claim(name).filter(|value| value.as_str().is_none()) {
            tell(&mut told, name, &["`", name, "` is ", value.describe()]);
        }
    }
    let text = token.claims_text();
    if let Reading::Malformed(found) = audiences(token.claims(), text) {
        tell(&mut told, "aud", &[&found]);
    }
    for name in ["exp", "nbf", "iat"] {
        let Some(value) = token.claim(name) else {
            continue;
        };
        match NumericDate::of(value, text) {
            NumericDate::Number(date) if date.0 > LAST && as_milliseconds(date).is_none() => {
                tell(&mut told, name, &["`", name, "` lies after the year 9999"]);
            }
            NumericDate::Number(_) => {}
            _ => tell(&mut told, name, &["`", name, "` is ", value.describe()]),
        }
    }
    told.tell(&CHECK)
}

fn tell(told: &mut Told, name: &str, said: &[&str]) {
    told.add(Place::Claim(name.to_owned()), said);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{run, table};
    use super::CHECK;

    #[test]
    fn registered_claims_have_their_types() {
        table(
            &CHECK,
            &[
                (r#"{"exp":"1767229200"}"#, ""),
                (r#"{"iat":"2021-05-17"}"#, ""),
                (r#"{"nbf":null}"#, ""),
                (r#"{"exp":1e400}"#, ""),
                (r#"{"aud":5}"#, ""),
                (r#"{"aud":["a",5]}"#, ""),
                (r#"{"iss":["https://a.example"]}"#, ""),
            ],
            &[
                (
                    r#"{"iss":"a","sub":"b","jti":"c","aud":["d"],"exp":1.5,"nbf":0,"iat":-1}"#,
                    "",
                ),
                (r#"{"exp":1767229200000}"#, ""),
                (r#"{"other":null,"auth_time":"1"}"#, ""),
            ],
            &[("{}", ""), ("", "")],
        );
        let claims = r#"{"sub":7,"aud":{},"exp":253402300800}"#;
        assert_eq!(
            run(&CHECK, "{}", claims, ""),
            [
                "claims are not of the type that RFC 7519 wants: `sub` is a number, `aud` is an object, `exp` lies after the year 9999"
            ]
        );
    }
}
