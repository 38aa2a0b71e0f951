//! Claims of `OpenID` Connect: Core 1.0, and the `sid` of Front-Channel Logout 1.0.

pub(super) const ROWS: &str = "\
# OpenID Connect Core 1.0 §2
nonce|Nonce|t|what the application sent with its sign-in request: a mark of an ID token, not of one for an API
auth_time|Authentication Time|d|when the user last signed in, which may be long before the token was issued
acr|Authentication Context Class|t|how strong the sign-in was, in values that the issuer defines
amr|Authentication Methods|m|how the user signed in: compare it with what the API demands, such as `mfa`
azp|Authorized Party|t|the client that the token was issued to, by client ID
# OpenID Connect Core 1.0 §3.1.3.6
at_hash|Access Token Hash|t|ties an ID token to its access token: an ID token, which no API should take
# OpenID Connect Core 1.0 §3.3.2.11
c_hash|Code Hash|t|ties an ID token to its authorization code: an ID token, which no API should take
# OpenID Connect Core 1.0 §5.1
name|Full Name|t|the name of the user, for showing only
given_name|Given Name|t|the given name of the user, for showing only
family_name|Surname|t|the surname of the user, for showing only
middle_name|Middle Name|t|the middle name of the user, for showing only
nickname|Nickname|t|another name of the user, for showing only
preferred_username|Preferred Username|t|what the user wants to be called: it can change and be reused, so decide nothing by it
profile|Profile Page|t|a page about the user
picture|Picture|t|a picture of the user, by URL
website|Website|t|the website of the user
email|Email Address|t|the address of the user: it can change and be reused, so decide nothing by it
email_verified|Email Verified|b|whether the issuer saw that `email` is the user's
gender|Gender|t|the gender of the user, in free text
birthdate|Birth Date|t|`YYYY-MM-DD`, with the year `0000` where it is withheld
zoneinfo|Time Zone|t|the time zone of the user, such as `Europe/Paris`
locale|Locale|t|the language of the user, such as `en-US`
phone_number|Phone Number|t|the phone number of the user
phone_number_verified|Phone Number Verified|b|whether the issuer saw that `phone_number` is the user's
updated_at|Profile Updated At|d|when the profile of the user last changed
# OpenID Connect Core 1.0 §5.1.1
address|Postal Address|o|the postal address of the user, in parts
# OpenID Connect Core 1.0 §5.6.2
_claim_names|Claim Names|o|claims that are not in the token: a policy cannot match them
_claim_sources|Claim Sources|o|where the claims of `_claim_names` can be fetched
# OpenID Connect Core 1.0 §7.4
sub_jwk|Subject Key|o|the key of a self-issued token, which proves nothing but itself
# OpenID Connect Front-Channel Logout 1.0 §3
sid|Session ID|t|the session at the issuer, by which a logout finds what to end
";
