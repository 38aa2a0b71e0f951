//! Claims of Entra ID: access tokens and ID tokens, v1.0 and v2.0, optional claims included.

pub(super) const ROWS: &str = "\
# Entra ID access token claims reference
iss|Issuer|i|who issued the token: `sts.windows.net` in v1.0, `login.microsoftonline.com` and `/v2.0` in v2.0; the policy has to name the same
aud|Audience|a|the API that it is for, and the policy has to list exactly this: the client ID in v2.0, the client ID or the App ID URI as requested in v1.0
sub|Subject|t|the user or application, under an id that differs from one API to the next; `oid` does not
ver|Version|v|which the API chooses in its manifest: v1.0 is validated with v1.0 metadata, v2.0 with v2.0
tid|Tenant ID|g|the tenant that issued the token: compare it with the tenant in the policy and in `iss`
oid|Object ID|g|the user or service principal in the tenant, the same for every application
appid|Application ID|g|the application that asked for this token, by client ID; v1.0 only, v2.0 says `azp`
azp|Authorized Party|g|the application that asked for this token, by client ID; v2.0 only, v1.0 says `appid`
appidacr|Client Authentication|2|how the application proved who it is; v1.0 only, v2.0 says `azpacr`
azpacr|Client Authentication|2|how the application proved who it is; v2.0 only, v1.0 says `appidacr`
scp|Scopes|c|what the application may do for the user who signed in; a token without a user has `roles` instead
roles|Roles|r|the app roles assigned to the user or, where nobody is signed in, granted to the application; none assigned means no claim
idp|Identity Provider|p|where the user signed in, if not in the tenant of `iss`: a guest
acr|Authentication Context Class|t|`0` where the sign-in fell short of ISO/IEC 29115; v1.0 only
acrs|Authentication Contexts|l|the authentication contexts that the sign-in satisfied; an API may demand one
amr|Authentication Methods|m|how the user or application signed in; v1.0 only
aio|Internal|t|for Entra ID alone: compare it with nothing
rh|Internal|t|for Entra ID alone: compare it with nothing
uti|Token ID|t|the id of the token, as `jti` elsewhere: look for it in the sign-in logs
wids|Directory Roles|w|the roles of the user in the tenant; they say nothing about roles in the API
groups|Groups|q|the groups of the user, by object id; left out when there are more than 200
hasgroups|Has Groups|x|the groups of the user are too many for the token: a policy cannot match them
groups:src1|Groups Elsewhere|x|the groups of the user are too many for the token: a policy cannot match them
_claim_names|Claim Names|o|claims that did not fit into the token, such as more than 200 `groups`: a policy cannot match them
_claim_sources|Claim Sources|o|where the claims of `_claim_names` can be fetched; ask Microsoft Graph instead
name|Name|t|the name of the user, for showing only
preferred_username|Preferred Username|t|what the user signs in with: it can change, so decide nothing by it; v2.0 only
unique_name|Unique Name|t|a name of the user that is not unique: decide nothing by it; v1.0 only
upn|User Principal Name|t|what the user signs in with: it can change and be reused, so decide nothing by it
given_name|Given Name|t|the given name of the user, for showing only
family_name|Surname|t|the surname of the user, for showing only
nickname|Nickname|t|another name of the user, for showing only
ipaddr|IP Address|t|where the user signed in from, not where the request comes from
onprem_sid|On-premises SID|t|the user in the on-premises directory
# Entra ID, ID token claims reference
nonce|Nonce|t|what the application sent with its sign-in request: a mark of an ID token, not of one for an API
at_hash|Access Token Hash|t|ties an ID token to its access token: an ID token, which no API should take
c_hash|Code Hash|t|ties an ID token to its authorization code: an ID token, which no API should take
# Entra ID optional claims reference
idtyp|Token Type|j|`app` where nobody is signed in; there only if the API asks for it
email|Email Address|t|the address of the user, not proven: decide nothing by it
pwd_exp|Password Expiration|x|how long after `iat` the password expires
pwd_url|Password Change URL|t|where the user can change the password
in_corp|Inside Corporate Network|x|whether the client signed in from a trusted network
sid|Session ID|t|the session of the user, by which a sign-out finds what to end
acct|Account Status|u|whether the user is a member of the tenant or a guest
auth_time|Authentication Time|d|when the user last signed in, which may be long before the token was issued
ctry|Country|t|the country of the user, in two letters
tenant_ctry|Tenant Country|t|the country of the tenant, in two letters
tenant_region_scope|Tenant Region|t|the region of the tenant, such as `EU`
fwd|Forwarded Address|t|the address of the client inside its virtual network
vnet|Virtual Network|t|the virtual network of the client
login_hint|Login Hint|t|what a client passes on to have the same user signed in
verified_primary_email|Verified Primary Email|l|addresses of the user that the directory vouches for
verified_secondary_email|Verified Secondary Email|l|addresses of the user that the directory vouches for
xms_cc|Client Capabilities|l|`cp1` where the client can answer a claims challenge: the token lives up to 28 hours and can be revoked
xms_edov|Email Domain Owner Verified|x|whether the owner of the domain in `email` was verified
xms_pdl|Preferred Data Location|t|where the data of the user should be kept
xms_pl|Preferred Language|t|the language of the user, such as `en-us`
xms_tpl|Tenant Language|t|the language of the tenant, such as `en`
ztdid|Zero-touch Deployment ID|t|the device as Windows Autopilot knows it
extension_…|Directory Extension|x|an attribute added to the directory by the application whose id is in its name
extn.…|Directory Extension|x|an attribute added to the directory
# Entra ID, seen in tokens, not documented
xms_mirid|Managed Identity Resource|t|the Azure resource whose managed identity this is: an application's token, without a user
xms_az_rid|Azure Resource|t|the Azure resource that a managed identity asked from
xms_tcdt|Tenant Created At|d|when the tenant was created; it limits nothing
xms_tdbr|Tenant Data Boundary|t|the data boundary of the tenant, such as `EU`
xms_st|Subject Elsewhere|o|the subject as other applications know it
xms_idrel|Internal|t|for Entra ID alone: compare it with nothing
xms_act_fct|Internal|t|for Entra ID alone: compare it with nothing
xms_sub_fct|Internal|t|for Entra ID alone: compare it with nothing
xms_tnt_fct|Internal|t|for Entra ID alone: compare it with nothing
xms_ftd|Internal|t|for Entra ID alone: compare it with nothing
xms_rd|Internal|t|for Entra ID alone: compare it with nothing
xms_spcu|Internal|x|for Entra ID alone: compare it with nothing
puid|Internal|t|for Entra ID alone: compare it with nothing
app_displayname|Application Name|t|the name of the application that asked for this token, for showing only
deviceid|Device ID|t|the device that the user signed in on
platf|Platform|t|the platform of the device, as a number
";
