//! The registered claims of RFC 7519 §4.1.

pub(super) const ROWS: &str = "\
# RFC 7519 §4.1.1
iss|Issuer|i|who issued the token: the policy or its metadata has to name exactly this
# RFC 7519 §4.1.2
sub|Subject|t|whom the token is about: a user, a service, an application
# RFC 7519 §4.1.3
aud|Audience|a|whom the token is for: the policy has to list exactly this, or one of these
# RFC 7519 §4.1.4
exp|Expiration Time|d|refused from then on, but for the clock skew of the policy
# RFC 7519 §4.1.5
nbf|Not Before|d|refused before then, but for the clock skew of the policy
# RFC 7519 §4.1.6
iat|Issued At|d|when the token was issued; it limits nothing
# RFC 7519 §4.1.7
jti|JWT ID|t|the id of the token, by which an API can refuse it the second time
";
