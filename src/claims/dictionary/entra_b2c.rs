//! Claims that Azure AD B2C and Entra External ID add, or use in another way than Entra ID.

pub(super) const ROWS: &str = "\
# Azure AD B2C overview of tokens
iss|Issuer|i|who issued the token, in a form that the user flow sets: take it from the metadata of that flow
sub|Subject|t|the user, by default the object id
ver|Version|t|of the format: B2C writes `1.0` under `v2.0` endpoints
tfp|Trust Framework Policy|t|which user flow issued the token: the policy needs the metadata of the same
trustFrameworkPolicy|Trust Framework Policy|t|which user flow issued the token, where a custom policy writes it
acr|Policy or Context Class|t|which user flow issued the token, where it is set to `acr` instead of `tfp`
idp|Identity Provider|p|where the user signed in; missing for accounts of the directory itself
# Azure AD B2C user profile attributes
emails|Email Addresses|l|addresses of the user
newUser|New User|x|the user signed up just now
";
