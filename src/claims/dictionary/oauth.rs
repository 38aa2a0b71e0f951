//! Claims of OAuth 2.0: access tokens, token exchange, proofs of possession, introspection.

pub(super) const ROWS: &str = "\
# RFC 8693 §4.1
act|Actor|o|who acts for the subject; nested actors acted before
# RFC 8693 §4.2
scope|Scope|c|what the client may do: compare it with what the policy requires
# RFC 8693 §4.3
client_id|Client ID|t|who asked for the token: compare it with the clients that the policy allows
# RFC 8693 §4.4
may_act|Authorized Actor|o|who may act for the subject
# RFC 9068 §2.2.3.1
roles|Roles|r|of the subject: compare them with what the policy requires
groups|Groups|q|of the subject: compare them with what the policy requires
entitlements|Entitlements|l|of the subject: compare them with what the policy requires
# RFC 7800 §3.1
cnf|Confirmation|o|whose key alone may use the token: `jkt` wants a DPoP proof, `x5t#S256` that client certificate
# RFC 9449 §4.2
htm|HTTP Method|t|of the request that this proof is for
htu|HTTP Target URI|t|of the request that this proof is for, without query
ath|Access Token Hash|t|ties this proof to the access token sent with it
# RFC 9901 §4.1.1
_sd_alg|Hash Algorithm|t|which the digests of disclosures are made with
# RFC 9901 §4.2.4.1
_sd|Digests|x|of claims that the holder may disclose, and of decoys
# RFC 9901 §4.3
sd_hash|Presentation Hash|t|ties this key binding to the disclosures sent with it
# RFC 9396 §9.1
authorization_details|Authorization Details|x|what the client may do, in finer detail than scopes
# RFC 7662 §2.2
active|Active|b|whether the token was valid when the issuer was asked
username|Username|t|who granted access, for showing only
token_type|Token Type|t|how the token is sent, such as `Bearer`
# RFC 8417 §2.2
events|Security Events|o|what happened: the token reports it, and opens nothing
";
