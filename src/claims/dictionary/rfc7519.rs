//! The registered claims of RFC 7519 §4.1.

use super::ClaimKind::{Audience, Issuer, NumericDate, Opaque, Text};
use super::{Row, row};

pub(super) static ROWS: &[Row] = &[
    row(
        "iss",
        "Issuer",
        Issuer,
        "who issued the token: it has to equal the issuer that the policy or its metadata names, character by character",
        "RFC 7519 §4.1.1",
    ),
    row(
        "sub",
        "Subject",
        Text,
        "whom the token is about, unique at its issuer: a user, a service, an application",
        "RFC 7519 §4.1.2",
    ),
    row(
        "aud",
        "Audience",
        Audience,
        "whom the token is for: one of its values has to equal an audience that the policy lists, character by character",
        "RFC 7519 §4.1.3",
    ),
    row(
        "exp",
        "Expiration Time",
        NumericDate,
        "from this instant on the token is refused, but for the clock skew that the policy allows",
        "RFC 7519 §4.1.4",
    ),
    row(
        "nbf",
        "Not Before",
        NumericDate,
        "before this instant the token is refused, but for the clock skew that the policy allows",
        "RFC 7519 §4.1.5",
    ),
    row(
        "iat",
        "Issued At",
        NumericDate,
        "when the token was issued; it limits nothing unless somebody demands a greatest age",
        "RFC 7519 §4.1.6",
    ),
    row(
        "jti",
        "JWT ID",
        Opaque,
        "the token's own id, with which an API can refuse to take the same token twice",
        "RFC 7519 §4.1.7",
    ),
];
