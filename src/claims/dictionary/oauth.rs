//! Claims of OAuth 2.0: access tokens, token exchange, proofs of possession, introspection.

pub(super) const ROWS: &str = "\
# RFC 8693 §4.1
act|Actor|o|who acts for the subject; nested actors acted before
# RFC 8693 §4.2
scope|Scope|c|what the client may do: compare it with the scopes that the policy requires
# RFC 8693 §4.3
client_id|Client ID|t|the client that asked for the token: compare it with those that the policy allows
# RFC 8693 §4.4
may_act|Authorized Actor|o|who may act for the subject
# RFC 9068 §2.2.3.1
roles|Roles|r|the roles of the subject: compare them with the values that the policy requires
groups|Groups|q|the groups of the subject: compare them with the values that the policy requires
entitlements|Entitlements|l|what the subject is entitled to: compare it with the values that the policy requires
# RFC 7800 §3.1
cnf|Confirmation|o|the key whose holder alone may use the token: `jkt` wants a DPoP proof, `x5t#S256` that client certificate
# RFC 9449 §4.2
htm|HTTP Method|t|the method of the request that this proof is for
htu|HTTP Target URI|t|the URI of the request that this proof is for, without query and fragment
ath|Access Token Hash|t|ties this proof to the access token sent with it
# RFC 9396 §9.1
authorization_details|Authorization Details|x|what the client may do, in finer detail than scopes
# RFC 7662 §2.2
active|Active|b|whether the token was valid when the issuer was asked
username|Username|t|the name of the user who granted access, for showing only
token_type|Token Type|t|how the token is sent, such as `Bearer`
# RFC 8417 §2.2
events|Security Events|o|what happened: the token reports it, and opens nothing
";
