use crate::finding::Certainty;

/// Why the gateway refuses. Reason, text and `IDX` code of the library follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// There is no token.
    TokenMissing,
    /// The scheme in front of the token is another.
    SchemeMismatch,
    /// The token is longer than the library takes.
    TooLong,
    /// Neither three nor five segments.
    SegmentCount,
    /// A segment is not base64url.
    NotBase64url,
    /// A scheme stands in front of it that nothing takes off.
    SchemeLeft,
    /// The JOSE Header is no JSON object.
    HeaderUnreadable,
    /// The payload is no JSON object.
    PayloadUnreadable,
    /// Encrypted, and the policy has no key for it.
    NotDecrypted,
    /// The policy has no keys.
    NoKeys,
    /// There is no signature.
    Unsigned,
    /// The signature does not fit the key that the token names.
    SignatureMismatch,
    /// The token names a key that is not there, and its signature fits no other.
    KeyNotFound,
    /// The token names no key, and its signature fits none.
    KeyNotNamed,
    /// The keys are of another kind than the token's `alg`, and none is the one that the token names.
    KeyOfAnotherKind,
    /// The key that the token names is of another kind than its `alg`.
    NamedKeyOfAnotherKind,
    /// There is no `exp`.
    ExpMissing,
    /// `nbf` is after `exp`.
    NeverUsable,
    /// `nbf` is still to come.
    NotYetValid,
    /// `exp` is past.
    Expired,
    /// There is no `aud`.
    AudienceMissing,
    /// `aud` is not among the audiences.
    AudienceMismatch,
    /// `aud` is not among the audiences, as it is an ID token's.
    IdToken,
    /// `aud` is not among the audiences, which are the client's id.
    ClientAsAudience,
    /// There is no `iss`.
    IssuerMissing,
    /// `iss` is not among the issuers.
    IssuerMismatch,
    /// The token does not say which client it is of.
    ClientMissing,
    /// The client is not among the client applications.
    ClientMismatch,
    /// A required claim is missing.
    ClaimMissing,
    /// A required claim has another value.
    ClaimMismatch,
}

impl Cause {
    /// `context.LastError.Reason`, the text with `{}` for what differs, and how the two are known.
    ///
    /// Reasons: the documentation page "api-management-error-handling-policies". `IDX` texts: the library's source.
    /// Which reason the gateway gives for a text is likely where the documentation names no such condition.
    #[expect(clippy::too_many_lines, reason = "a table is as long as its rows")]
    pub(super) const fn wording(self) -> (&'static str, &'static str, Certainty) {
        use Certainty::{Documented, Likely, Observed};
        match self {
            Self::TokenMissing => ("TokenNotPresent", "JWT not present.", Documented),
            Self::SchemeMismatch => ("TokenNotPresent", "JWT not present.", Likely),
            Self::TooLong => (
                "JwtInvalid",
                "IDX10209: Token has length: '{}' which is larger than the MaximumTokenSizeInBytes: '{}'.",
                Likely,
            ),
            Self::SegmentCount => (
                "JwtInvalid",
                "IDX12741: JWT must have three segments (JWS) or five segments (JWE).",
                Likely,
            ),
            Self::NotBase64url | Self::SchemeLeft => (
                "JwtInvalid",
                "IDX12709: CanReadToken() returned false. JWT is not well formed.\nThe token needs to be in JWS or JWE Compact Serialization Format. (JWS): 'EncodedHeader.EncodedPayload.EncodedSignature'. (JWE): 'EncodedProtectedHeader.EncodedEncryptedKey.EncodedInitializationVector.EncodedCiphertext.EncodedAuthenticationTag'.",
                Likely,
            ),
            Self::HeaderUnreadable => (
                "JwtInvalid",
                "IDX12729: Unable to decode the header '{}' as Base64Url encoded string.",
                Likely,
            ),
            Self::PayloadUnreadable => (
                "JwtInvalid",
                "IDX12723: Unable to decode the payload '{}' as Base64Url encoded string.",
                Likely,
            ),
            Self::NotDecrypted => (
                "JwtInvalid",
                "IDX10609: Decryption failed. No Keys tried: token: '…'.",
                Likely,
            ),
            Self::NoKeys => (
                "TokenSignatureKeyNotFound",
                "IDX10500: Signature validation failed. No security keys were provided to validate the signature.",
                Likely,
            ),
            Self::Unsigned => (
                "TokenSignatureInvalid",
                "IDX10504: Unable to validate signature, token does not have a signature: '…'.",
                Observed,
            ),
            Self::SignatureMismatch => (
                "TokenSignatureInvalid",
                "IDX10511: Signature validation failed. Keys tried: '…'. \nkid: '{}'.",
                Observed,
            ),
            Self::KeyNotFound => (
                "TokenSignatureKeyNotFound",
                "IDX10503: Signature validation failed. The token's kid is: '{}', but did not match any keys in TokenValidationParameters or Configuration. Keys tried: '…'.",
                Observed,
            ),
            Self::KeyNotNamed => (
                "TokenSignatureKeyNotFound",
                "IDX10517: Signature validation failed. The token's kid is missing. Keys tried: '…'.",
                Likely,
            ),
            Self::NamedKeyOfAnotherKind => (
                "TokenSignatureInvalid",
                "IDX10511: Signature validation failed. Keys tried: '…'. \nkid: '{}'. \nExceptions caught:\n 'IDX10634: Unable to create the SignatureProvider.\nAlgorithm: '{}', SecurityKey: '{}'\n is not supported.'",
                Likely,
            ),
            Self::KeyOfAnotherKind => (
                "TokenSignatureKeyNotFound",
                "IDX10503: Signature validation failed. The token's kid is: '{}', but did not match any keys in TokenValidationParameters or Configuration. Keys tried: '…'. \nExceptions caught:\n 'IDX10634: Unable to create the SignatureProvider.\nAlgorithm: '{}', SecurityKey: '{}'\n is not supported.'",
                Observed,
            ),
            Self::ExpMissing => (
                "JwtInvalid",
                "IDX10225: Lifetime validation failed. The token is missing an Expiration Time. Tokentype: 'JWT'.",
                Likely,
            ),
            Self::NeverUsable => (
                "JwtInvalid",
                "IDX10224: Lifetime validation failed. The NotBefore (UTC): '{}' is after Expires (UTC): '{}'.",
                Likely,
            ),
            Self::NotYetValid => (
                "JwtInvalid",
                "IDX10222: Lifetime validation failed. The token is not yet valid. ValidFrom (UTC): '{}', Current time (UTC): '{}'.",
                Likely,
            ),
            Self::Expired => (
                "TokenExpired",
                "IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '{}', Current time (UTC): '{}'.",
                Observed,
            ),
            Self::AudienceMissing => (
                "TokenAudienceNotAllowed",
                "IDX10206: Unable to validate audience. The 'audiences' parameter is empty.",
                Observed,
            ),
            Self::AudienceMismatch | Self::IdToken | Self::ClientAsAudience => (
                "TokenAudienceNotAllowed",
                "IDX10214: Audience validation failed. Audiences: '{}'. Did not match: validationParameters.ValidAudience: '' or validationParameters.ValidAudiences: '{}'.",
                Observed,
            ),
            Self::IssuerMissing => (
                "TokenIssuerNotAllowed",
                "IDX10211: Unable to validate issuer. The 'issuer' parameter is null or whitespace.",
                Observed,
            ),
            Self::IssuerMismatch => (
                "TokenIssuerNotAllowed",
                "IDX10205: Issuer validation failed. Issuer: '{}'. Did not match: validationParameters.ValidIssuer: '' or validationParameters.ValidIssuers: '{}'.",
                Observed,
            ),
            Self::ClaimMissing | Self::ClientMissing => (
                "TokenClaimNotFound",
                "JWT is missing the following claims: {}. Access denied.",
                Documented,
            ),
            Self::ClaimMismatch | Self::ClientMismatch => (
                "TokenClaimValueNotAllowed",
                "Claim {} value of {} is not allowed. Access denied.",
                Observed,
            ),
        }
    }

    /// What people search for: the code of the library's text, or the reason where the gateway uses words of its own.
    pub fn code(self) -> &'static str {
        let (reason, text, _) = self.wording();
        let code = text.get(..8).filter(|code| code.starts_with("IDX"));
        code.unwrap_or(reason)
    }
}
