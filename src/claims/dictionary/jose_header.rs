//! Header parameters of RFC 7515, 7516, 7518, 7519, 7797, and the `nonce` of Entra ID.

pub(super) const ROWS: &str = "\
# RFC 7515 §4.1.1
alg|Algorithm|h|how the token is signed, or its key encrypted: it has to fit the key
# RFC 7515 §4.1.2
jku|JWK Set URL|t|where the token says its keys are; a validator that follows it lets anybody sign
# RFC 7515 §4.1.3
jwk|JSON Web Key|o|the key that the token brought along: it proves nothing, since anybody can bring one
# RFC 7515 §4.1.4
kid|Key ID|t|which key signed: one key of the issuer or of the policy has to carry it
# RFC 7515 §4.1.5
x5u|X.509 URL|t|where the token says its certificate is; a validator that follows it lets anybody sign
# RFC 7515 §4.1.6
x5c|X.509 Certificate Chain|l|the certificates that the token brought along: they prove nothing unless one is trusted
# RFC 7515 §4.1.7
x5t|X.509 SHA-1 Thumbprint|t|the certificate whose key signed; Entra ID repeats `kid` here in v1.0
# RFC 7515 §4.1.8
x5t#S256|X.509 SHA-256 Thumbprint|t|the certificate whose key signed
# RFC 7515 §4.1.9
typ|Type|y|what the whole is, so that one kind of token is not taken for another
# RFC 7515 §4.1.10
cty|Content Type|y|what the payload is; `JWT` where another token is inside
# RFC 7515 §4.1.11
crit|Critical|l|parameters that a validator has to understand, or else refuse the token
# RFC 7516 §4.1.2
enc|Content Encryption|h|how the content is encrypted: nobody reads the claims without the key
# RFC 7516 §4.1.3
zip|Compression|t|how the content was compressed before it was encrypted
# RFC 7797 §3
b64|Base64url Payload|b|`false` where the payload stands unencoded, which no JWT may do
# RFC 7518 §4.6.1
epk|Ephemeral Public Key|o|the one-time key from which the encryption key is derived
apu|Agreement PartyUInfo|t|about the sender, mixed into the derived key
apv|Agreement PartyVInfo|t|about the recipient, mixed into the derived key
# RFC 7518 §4.7.1
iv|Initialization Vector|t|for the key that is wrapped with AES GCM
tag|Authentication Tag|t|for the key that is wrapped with AES GCM
# RFC 7518 §4.8.1
p2s|PBES2 Salt|t|the salt of the key that is derived from a password
p2c|PBES2 Count|n|how many rounds derive the key; very many are an attack on the validator
# RFC 7519 §5.3
iss|Issuer, repeated|i|readable while the claims are encrypted: it has to equal the claim
sub|Subject, repeated|t|readable while the claims are encrypted: it has to equal the claim
aud|Audience, repeated|a|readable while the claims are encrypted: it has to equal the claim
# Entra ID, seen in tokens, not documented
nonce|Nonce|t|a mark of tokens for Microsoft Graph: its hash is signed instead, so nobody but Graph can verify such a token
";
