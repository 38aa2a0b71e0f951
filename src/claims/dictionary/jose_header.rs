//! Header parameters of RFC 7515, 7516, 7518, 7519, 7797, and the `nonce` of Entra ID.

pub(super) const ROWS: &str = "\
# RFC 7515 §4.1.1
alg|Algorithm|h|how the token is signed, or its key encrypted: it has to fit the key
# RFC 7515 §4.1.2
jku|JWK Set URL|t|where the token says its keys are: who follows it lets anybody sign
# RFC 7515 §4.1.3
jwk|JSON Web Key|o|brought along by the token, so it proves nothing
# RFC 7515 §4.1.4
kid|Key ID|t|which key signed: one key of the issuer or of the policy has to carry it
# RFC 7515 §4.1.5
x5u|X.509 URL|t|where the token says its keys are: who follows it lets anybody sign
# RFC 7515 §4.1.6
x5c|X.509 Certificate Chain|l|brought along by the token, so it proves nothing unless trusted
# RFC 7515 §4.1.7
x5t|X.509 SHA-1 Thumbprint|t|whose key signed; Entra ID repeats `kid` here in v1.0
# RFC 7515 §4.1.8
x5t#S256|X.509 SHA-256 Thumbprint|t|the certificate whose key signed
# RFC 7515 §4.1.9
typ|Type|y|what the whole is, so that it is not taken for another
# RFC 7515 §4.1.10
cty|Content Type|y|what the payload is; `JWT` where a token is inside
# RFC 7515 §4.1.11
crit|Critical|l|what a validator has to understand, or else refuse the token
# RFC 7516 §4.1.2
enc|Content Encryption|h|how the content is encrypted: nobody reads it without the key
# RFC 7516 §4.1.3
zip|Compression|t|how the content was compressed before
# RFC 7797 §3
b64|Base64url Payload|b|`false` where the payload is not encoded, which no JWT may do
# RFC 7518 §4.6.1
epk|Ephemeral Public Key|o|from which the encryption key is derived
apu|Agreement PartyUInfo|t|about the sender, mixed into the derived key
apv|Agreement PartyVInfo|t|about the recipient, mixed into the derived key
# RFC 7518 §4.7.1
iv|Initialization Vector|t|for the key wrapped with AES GCM
tag|Authentication Tag|t|for the key wrapped with AES GCM
# RFC 7518 §4.8.1
p2s|PBES2 Salt|t|for the key derived from a password
p2c|PBES2 Count|n|rounds for the key derived from a password; very many are an attack
# RFC 7519 §5.3
iss|Issuer, repeated|i|readable while the claims are encrypted: it has to equal the claim
sub|Subject, repeated|t|readable while the claims are encrypted: it has to equal the claim
aud|Audience, repeated|a|readable while the claims are encrypted: it has to equal the claim
# Entra ID, seen in tokens, not documented
nonce|Nonce|t|a mark of tokens for Microsoft Graph: nobody but Graph can verify them, since its hash is signed instead
";
