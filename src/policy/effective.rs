//! The policy as the gateway runs it: what was written, and the defaults where nothing was.
//!
//! Defaults: the documentation page "validate-jwt-policy", table of attributes.

use super::apim::{SOURCES, parse_bool, parse_seconds, parse_status};
use super::{Format, Policy};

/// A setting in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value; `None` when only the gateway knows it.
    pub value: Option<T>,
    /// Nothing usable was written, and the gateway assumes this.
    pub assumed: bool,
}

/// Where the gateway takes the token from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenSource {
    /// A request header of this name.
    Header(String),
    /// A query parameter of this name.
    QueryParameter(String),
    /// An expression that yields the token.
    Value,
    /// Not said: `validate-azure-ad-token` takes the request header `Authorization`.
    Authorization,
    /// Not said: the gateway refuses such a policy on save.
    Missing,
}

/// The settings in force for one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effective {
    /// Where the token is.
    pub source: TokenSource,
    /// Status of the refusal; 401 when nothing is written.
    pub status: Setting<u16>,
    /// Whether `exp` must be there; true when nothing is written.
    pub require_expiration: Setting<bool>,
    /// Whether a signature must be there; true when nothing is written.
    pub require_signed: Setting<bool>,
    /// Clock skew in seconds; 0 when nothing is written.
    pub clock_skew: Setting<i64>,
}

/// Fills in the defaults.
pub fn effective(policy: &Policy) -> Effective {
    let mut source = match policy.format {
        Format::ValidateAzureAdToken => TokenSource::Authorization,
        Format::ValidateJwt => TokenSource::Missing,
    };
    for name in SOURCES.split(' ') {
        let Some(written) = policy.attribute(name) else {
            continue;
        };
        source = match name {
            "header-name" => TokenSource::Header(written.text.clone()),
            "query-parameter-name" => TokenSource::QueryParameter(written.text.clone()),
            _ => TokenSource::Value,
        };
        break;
    }
    Effective {
        source,
        status: setting(policy, "failed-validation-httpcode", 401, parse_status),
        require_expiration: setting(policy, "require-expiration-time", true, parse_bool),
        require_signed: setting(policy, "require-signed-tokens", true, parse_bool),
        clock_skew: setting(policy, "clock-skew", 0, |text| {
            parse_seconds(text).map(i64::from)
        }),
    }
}

fn setting<T>(
    policy: &Policy,
    name: &str,
    default: T,
    parse: impl Fn(&str) -> Option<T>,
) -> Setting<T> {
    let written = policy.attribute(name);
    let is_known = written.is_none_or(|value| value.unknown.is_none());
    let usable = written.and_then(|value| parse(&value.text));
    Setting {
        assumed: is_known && usable.is_none(),
        value: is_known.then_some(usable.unwrap_or(default)),
    }
}

impl Effective {
    /// The effective settings in words, for a person: name, value, whether it was assumed.
    pub fn rows(&self) -> Vec<(&'static str, String, bool)> {
        let is_assumed = self.source == TokenSource::Authorization;
        let source = match &self.source {
            TokenSource::Header(name) => ["header ", name].concat(),
            TokenSource::QueryParameter(name) => ["query parameter ", name].concat(),
            TokenSource::Value => "an expression".to_owned(),
            TokenSource::Authorization => "header `Authorization`".to_owned(),
            TokenSource::Missing => "not said".to_owned(),
        };
        let text =
            |value: Option<String>| value.unwrap_or_else(|| "known only to the gateway".to_owned());
        vec![
            ("token from", source, is_assumed),
            (
                "status on refusal",
                text(self.status.value.map(|status| status.to_string())),
                self.status.assumed,
            ),
            (
                "expiration required",
                text(self.require_expiration.value.map(|on| on.to_string())),
                self.require_expiration.assumed,
            ),
            (
                "signature required",
                text(self.require_signed.value.map(|on| on.to_string())),
                self.require_signed.assumed,
            ),
            (
                "clock skew",
                text(
                    self.clock_skew
                        .value
                        .map(|seconds| seconds.to_string() + " s"),
                ),
                self.clock_skew.assumed,
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::document;
    use crate::policy::value::NamedValues;

    #[test]
    fn a_default_stands_where_nothing_usable_is_written() {
        for (attribute, status, skew) in [
            ("", (Some(401), true), (Some(0), true)),
            (
                "failed-validation-httpcode='403'",
                (Some(403), false),
                (Some(0), true),
            ),
            (
                "failed-validation-httpcode='9'",
                (Some(401), true),
                (Some(0), true),
            ),
            (
                "failed-validation-httpcode='@(context.Response.StatusCode)'",
                (None, false),
                (Some(0), true),
            ),
            ("clock-skew=' 300 '", (Some(401), true), (Some(300), false)),
            ("clock-skew='5m'", (Some(401), true), (Some(0), true)),
        ] {
            let xml = format!("<validate-jwt header-name='A' {attribute}/>");
            let document = document::read(&xml, &NamedValues::default());
            let found = effective(&document.policies[0]);
            assert_eq!((found.status.value, found.status.assumed), status, "{xml}");
            assert_eq!(
                (found.clock_skew.value, found.clock_skew.assumed),
                skew,
                "{xml}"
            );
        }
    }
}
