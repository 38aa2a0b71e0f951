//! Claims of Entra ID: access tokens and ID tokens, v1.0 and v2.0, optional claims included.

pub(super) const ROWS: &str = "\
# Entra ID access token claims reference
iss|Issuer|i|who issued the token, `login.microsoftonline.com` with `/v2.0` in v2.0, else `sts.windows.net`: the policy has to name exactly this
aud|Audience|a|whom the token is for, the client ID in v2.0, also the App ID URI in v1.0: the policy has to list exactly this
sub|Subject|t|the user or application, another id for each API; `oid` stays
ver|Version|v|which the API chooses in its manifest: v2.0 is validated with v2.0 metadata
tid|Tenant ID|g|which tenant issued the token: compare it with the policy and `iss`
oid|Object ID|g|the user or service principal in the tenant, the same for each API
appid|Application ID|g|who asked for the token: compare it with the clients that the policy allows; v1.0 only, v2.0 says `azp`
azp|Authorized Party|g|who asked for the token: compare it with the clients that the policy allows; v2.0 only, v1.0 says `appid`
appidacr|Client Authentication|2|how the client proved who it is; v1.0 only, v2.0 says `azpacr`
azpacr|Client Authentication|2|how the client proved who it is; v2.0 only, v1.0 says `appidacr`
scp|Scopes|c|what the client may do for the user: compare it with what the policy requires; without a user there is `roles` instead
roles|Roles|r|app roles of the user or, without one, of the client: compare them with what the policy requires; none assigned, no claim
idp|Identity Provider|p|where a guest signed in, if not in the tenant of `iss`
acr|Authentication Context Class|t|`0` where the sign-in fell short of ISO/IEC 29115; v1.0 only
acrs|Authentication Contexts|l|what the sign-in satisfied; an API may demand one
amr|Authentication Methods|m|how the user or application signed in; v1.0 only
aio|Internal|t|for Entra ID alone: compare it with nothing
rh|Internal|t|for Entra ID alone: compare it with nothing
uti|Token ID|t|the id of the token, as `jti` elsewhere: find it in the sign-in logs
wids|Directory Roles|w|of the user in the tenant; they say nothing about roles in the API
groups|Groups|q|of the user, by object id; left out when more than 200
hasgroups|Has Groups|x|too many for the token, so a policy cannot match them
groups:src1|Groups Elsewhere|x|too many for the token, so a policy cannot match them
_claim_names|Claim Names|o|too many for the token, so a policy cannot match them
_claim_sources|Claim Sources|o|where those of `_claim_names` can be fetched; ask Microsoft Graph instead
name|Name|t|for showing only, it can change
preferred_username|Preferred Username|t|it can change, so decide nothing by it; v2.0 only
unique_name|Unique Name|t|it is not unique, so decide nothing by it; v1.0 only
upn|User Principal Name|t|it can change and be reused, so decide nothing by it
given_name|Given Name|t|for showing only, it can change
family_name|Surname|t|for showing only, it can change
nickname|Nickname|t|for showing only, it can change
ipaddr|IP Address|t|where the user signed in from, not where the request comes from
onprem_sid|On-premises SID|t|the user in the on-premises directory
# Entra ID, ID token claims reference
nonce|Nonce|t|from the sign-in request: a mark of an ID token, which no API should take
at_hash|Access Token Hash|t|a mark of an ID token, which no API should take
c_hash|Code Hash|t|a mark of an ID token, which no API should take
# Entra ID optional claims reference
idtyp|Token Type|j|`app` where nobody is signed in; there only if the API asks for it
email|Email Address|t|not proven, so decide nothing by it
pwd_exp|Password Expiration|x|seconds until the password expires
pwd_url|Password Change URL|t|where the user can change the password
in_corp|Inside Corporate Network|x|whether the client was in a trusted network
sid|Session ID|t|the session of the user, which a logout ends
acct|Account Status|u|whether the user is a member of the tenant or a guest
auth_time|Authentication Time|d|when the user last signed in, which may be long before
ctry|Country|t|of the user, in two letters
tenant_ctry|Tenant Country|t|of the tenant, in two letters
tenant_region_scope|Tenant Region|t|of the tenant, such as `EU`
fwd|Forwarded Address|t|of the client inside its virtual network
vnet|Virtual Network|t|that the client was in
login_hint|Login Hint|t|what a client passes on to have the same user signed in
verified_primary_email|Verified Primary Email|l|of the user, which the directory vouches for
verified_secondary_email|Verified Secondary Email|l|of the user, which the directory vouches for
xms_cc|Client Capabilities|l|`cp1` where the client answers claims challenges: the token then lives up to 28 hours
xms_edov|Email Domain Owner Verified|x|whether the domain in `email` was verified
xms_pdl|Preferred Data Location|t|of the user, where the data should be kept
xms_pl|Preferred Language|t|of the user, such as `en-us`
xms_tpl|Tenant Language|t|of the tenant, such as `en`
ztdid|Zero-touch Deployment ID|t|the device as Windows Autopilot knows it
extension_…|Directory Extension|x|added to the directory by the application whose id is in the name
extn.…|Directory Extension|x|added to the directory by an application
# Entra ID, seen in tokens, not documented
xms_mirid|Managed Identity Resource|t|whose managed identity this is: a token of an application, without a user
xms_az_rid|Azure Resource|t|which a managed identity asked from
xms_tcdt|Tenant Created At|d|it limits nothing, for showing only
xms_tdbr|Tenant Data Boundary|t|of the tenant, such as `EU`
xms_st|Subject Elsewhere|o|the subject as other applications know it
xms_idrel|Internal|t|for Entra ID alone: compare it with nothing
xms_act_fct|Internal|t|for Entra ID alone: compare it with nothing
xms_sub_fct|Internal|t|for Entra ID alone: compare it with nothing
xms_tnt_fct|Internal|t|for Entra ID alone: compare it with nothing
xms_ftd|Internal|t|for Entra ID alone: compare it with nothing
xms_rd|Internal|t|for Entra ID alone: compare it with nothing
xms_spcu|Internal|x|for Entra ID alone: compare it with nothing
puid|Internal|t|for Entra ID alone: compare it with nothing
app_displayname|Application Name|t|who asked for the token, for showing only
deviceid|Device ID|t|that the user signed in on
platf|Platform|t|of the device, as a number
home_oid|Home Object ID|g|of a guest, in the tenant that the guest is from
signin_state|Sign-in State|l|of the device and session: `kmsi` where the user stays signed in
";
