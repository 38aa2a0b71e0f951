//! The one small difference for which two texts are not equal.

use crate::claims::issuer::{Provider, parse_issuer};

/// What would have matched, had it not been for this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NearMiss {
    /// A slash at the end.
    Slash,
    /// Upper and lower case.
    Case,
    /// Blank characters around it.
    Whitespace,
    /// `api://` in front.
    ApiPrefix,
    /// The other version of the same tenant's tokens.
    Version,
    /// Another tenant.
    Tenant,
    /// Several values in one text that nothing splits.
    Separator,
    /// The claim has another name in this token.
    ClaimName,
    /// The value has another JSON type.
    Type,
}

impl NearMiss {
    /// The name in the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Slash => "slash",
            Self::Case => "case",
            Self::Whitespace => "whitespace",
            Self::ApiPrefix => "api-prefix",
            Self::Version => "version",
            Self::Tenant => "tenant",
            Self::Separator => "separator",
            Self::ClaimName => "claim-name",
            Self::Type => "type",
        }
    }
}

impl NearMiss {
    /// The difference in words, for those that the gateway makes by comparing character by character.
    pub const fn explain(self) -> Option<&'static str> {
        match self {
            Self::Slash => {
                Some("only the slash at the end differs, and the gateway compares exactly")
            }
            Self::Case => {
                Some("only upper and lower case differ, and the gateway compares exactly")
            }
            Self::Whitespace => {
                Some("only blanks around the text differ, and the gateway compares exactly")
            }
            _ => None,
        }
    }
}

/// The difference between two texts that are not equal, when it is one of the small ones.
pub fn near_miss(expected: &str, actual: &str) -> Option<NearMiss> {
    if expected == actual {
        return None;
    }
    if expected.trim() == actual.trim() {
        return Some(NearMiss::Whitespace);
    }
    let (expected, actual) = (expected.trim(), actual.trim());
    if expected.eq_ignore_ascii_case(actual) {
        return Some(NearMiss::Case);
    }
    let (expected, actual) = (expected.trim_end_matches('/'), actual.trim_end_matches('/'));
    if expected == actual {
        return Some(NearMiss::Slash);
    }
    if without_api(expected).eq_ignore_ascii_case(without_api(actual)) {
        return Some(NearMiss::ApiPrefix);
    }
    match (parse_issuer(expected), parse_issuer(actual)) {
        (
            one @ Provider::Entra {
                tenant: a,
                version: x,
                ..
            },
            other @ Provider::Entra {
                tenant: b,
                version: y,
                ..
            },
        ) => {
            if !one.may_be(other) {
                return one.same_cloud(other).then_some(NearMiss::Tenant);
            }
            if x != y {
                return Some(NearMiss::Version);
            }
            (a != b).then_some(NearMiss::Tenant)
        }
        (Provider::B2c { tenant: a, .. }, Provider::B2c { tenant: b, .. })
        | (Provider::ExternalId { tenant: a }, Provider::ExternalId { tenant: b }) => {
            (!a.eq_ignore_ascii_case(b)).then_some(NearMiss::Tenant)
        }
        _ => None,
    }
}

/// Whether only the way of writing differs.
pub const fn is_spelling(miss: NearMiss) -> bool {
    miss.explain().is_some()
}

/// The separator by which one of the texts would fall into pieces of which one is `wanted`.
pub fn splitting(texts: &[String], wanted: &str) -> Option<&'static str> {
    texts.iter().find_map(|text| separator(text.trim(), wanted))
}

/// The separator that cuts `wanted` out of a text.
fn separator(text: &str, wanted: &str) -> Option<&'static str> {
    let mut separators = [" ", ",", ";", ", "].into_iter();
    // A text that is the value itself needs none.
    separators
        .find(|separator| text != wanted && text.split(*separator).any(|piece| piece == wanted))
}

/// Values beyond this many are not searched for small differences.
pub(super) const MAX_COMPARED: usize = 32;

/// The first small difference between any expected and any actual text, with the pair it lies between.
pub fn nearest<'a>(
    expected: &[&'a str],
    actual: &[&'a str],
) -> Option<(NearMiss, &'a str, &'a str)> {
    let mut tenant = None;
    for expected in expected.iter().take(MAX_COMPARED) {
        for actual in actual.iter().take(MAX_COMPARED) {
            match near_miss(expected, actual) {
                None => {}
                // Of the near ones the farthest.
                Some(NearMiss::Tenant) => {
                    tenant = tenant.or(Some((NearMiss::Tenant, *expected, *actual)));
                }
                Some(miss) => return Some((miss, expected, actual)),
            }
        }
    }
    tenant
}

/// Whether a text that is expected as an audience is a scope of the API that the token is for: `api://…/Orders.Read`, or
/// `api://…/.default`, as a client asks for it.
pub fn is_scope_of(expected: &str, actual: &str) -> bool {
    let api = without_api(actual.trim_end_matches('/'));
    let rest = without_api(expected.trim()).strip_prefix(api);
    !api.is_empty() && rest.is_some_and(|rest| rest.len() > 1 && rest.starts_with('/'))
}

fn without_api(text: &str) -> &str {
    text.strip_prefix("api://").unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_told_from_an_audience() {
        for (expected, actual, is_scope) in [
            ("api://a/Orders.Read", "a", true),
            ("api://a/.default", "api://a", true),
            ("https://a.example/.default", "https://a.example/", true),
            ("api://a/", "api://a", false),
            ("api://ab", "api://a", false),
            ("api://a", "", false),
        ] {
            assert_eq!(
                is_scope_of(expected, actual),
                is_scope,
                "{expected} {actual}"
            );
        }
    }

    #[test]
    fn every_small_difference_has_its_name() {
        use NearMiss::*;
        const V1: &str = "https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/";
        const V2: &str =
            "https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0";
        for (expected, actual, miss) in [
            ("a", "a", None),
            ("a", "b", None),
            ("a", " a\n", Some(Whitespace)),
            ("api://A", "api://a", Some(Case)),
            (V1, V1.trim_end_matches('/'), Some(Slash)),
            ("api://a", "a", Some(ApiPrefix)),
            (V2, V1, Some(Version)),
            (
                V2,
                "https://login.microsoftonline.com/00000000-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0",
                Some(Tenant),
            ),
            (
                V1,
                "https://login.microsoftonline.com/00000000-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0",
                Some(Tenant),
            ),
            (
                V2,
                "https://login.microsoftonline.us/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0",
                None,
            ),
            (V2, "https://accounts.google.com", None),
            (
                "https://a.b2clogin.com/x/v2.0/",
                "https://a.b2clogin.com/y/v2.0/",
                Some(Tenant),
            ),
            (
                "https://a.b2clogin.com/tfp/x/b2c_1_in/v2.0/",
                "https://a.b2clogin.com/tfp/x/b2c_1_up/v2.0/",
                None,
            ),
        ] {
            assert_eq!(near_miss(expected, actual), miss, "{expected} {actual}");
        }
    }
}
