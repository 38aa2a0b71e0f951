//! Claims of `OpenID` Connect: Core 1.0, and the `sid` of Front-Channel Logout 1.0.

pub(super) const ROWS: &str = "\
# OpenID Connect Core 1.0 §2
nonce|Nonce|t|from the sign-in request: a mark of an ID token, which no API should take
auth_time|Authentication Time|d|when the user last signed in, which may be long before
acr|Authentication Context Class|t|how strong the sign-in was, in the words of the issuer
amr|Authentication Methods|m|how the user signed in: compare it with what the API demands
azp|Authorized Party|t|the client that the token was issued to
# OpenID Connect Core 1.0 §3.1.3.6
at_hash|Access Token Hash|t|a mark of an ID token, which no API should take
# OpenID Connect Core 1.0 §3.3.2.11
c_hash|Code Hash|t|a mark of an ID token, which no API should take
# OpenID Connect Core 1.0 §5.1
name|Full Name|t|for showing only, it can change
given_name|Given Name|t|for showing only, it can change
family_name|Surname|t|for showing only, it can change
middle_name|Middle Name|t|for showing only, it can change
nickname|Nickname|t|for showing only, it can change
preferred_username|Preferred Username|t|it can change and be reused, so decide nothing by it
profile|Profile Page|t|a page about the user
picture|Picture|t|a picture of the user
website|Website|t|the website of the user
email|Email Address|t|it can change and be reused, so decide nothing by it
email_verified|Email Verified|b|whether the issuer saw that it is the user's
gender|Gender|t|in free text, for showing only
birthdate|Birth Date|t|`YYYY-MM-DD`; the year `0000` is withheld
zoneinfo|Time Zone|t|such as `Europe/Paris`
locale|Locale|t|the language, such as `en-US`
phone_number|Phone Number|t|for showing only, it can change
phone_number_verified|Phone Number Verified|b|whether the issuer saw that it is the user's
updated_at|Profile Updated At|d|when what is known of the user last changed
# OpenID Connect Core 1.0 §5.1.1
address|Postal Address|o|for showing only, in parts
# OpenID Connect Core 1.0 §5.6.2
_claim_names|Claim Names|o|not in the token, so a policy cannot match them
_claim_sources|Claim Sources|o|where those of `_claim_names` can be fetched
# OpenID Connect Core 1.0 §7.4
sub_jwk|Subject Key|o|the key of a self-issued token, which proves nothing
# OpenID Connect Front-Channel Logout 1.0 §3
sid|Session ID|t|the session of the user, which a logout ends
";
