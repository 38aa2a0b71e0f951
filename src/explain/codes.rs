//! What each code means, what mostly causes it, and what to do: a line a code, `code|meaning|cause|help`.
//!
//! Sources: Microsoft's "Error codes" of the identity platform (AADSTS), the texts of Microsoft.IdentityModel (IDX), "Error handling
//! in API Management policies" (the gateway's reasons), RFC 6749 §5.2 and RFC 6750 §3.1.

/// Microsoft Entra's: why no token was issued.
pub(super) const ENTRA: &str = "\
50001|the API that was asked for is not known in this tenant|`resource` or the scope names an API that is disabled or not there|write the API's Application ID URI exactly as Expose an API shows it, or its client ID
500011|the tenant has no service principal of the API that was asked for|a slip in the Application ID URI, or an API of another tenant that nobody has consented to here|compare the scope with Expose an API of the API's registration, and ask in the API's own tenant, or consent to the API in this one
50011|the redirect URI of the request is none of those of the application|the address is not registered, or differs in a slash, in http or in the port|register exactly the URI of the request under Authentication, on the platform that the application is
50012|the proof of who the client is was not accepted|the certificate or the assertion is another than the one that is registered|compare the certificate's thumbprint with Certificates & secrets of the client
50013|the token that was handed in on behalf of the user is not good for that|its `aud` is not the API in the middle, it has expired, or it is of another version|hand in the very access token with which the user called the API in the middle, while it has not expired
500133|the token that was handed in has expired, or is not usable yet|a token that was kept too long, or clocks that differ|get a new token for the user, and hand it in at once
50020|the user is of another tenant and is no guest in this one|a sign-in with the account of another company or a personal one|invite the user as a guest, or sign in with an account of this tenant
500208|this kind of account cannot sign in here|a personal account where only those of companies may, or the reverse|sign in with another account, or change Supported account types of the application
50034|there is no such user in this tenant|a slip in the name, or another tenant|check the user's name and the tenant in the address of the request
50058|there is no session that could be used without asking|a silent request while nobody is signed in|let the user sign in interactively
50059|the request does not say which tenant is meant|the endpoint is `/common` where the account does not tell the tenant|write the tenant's ID into the address of the endpoint
50076|a second factor is needed|Conditional Access wants it for this API|let the user sign in interactively, with the `claims` of the answer
50079|the user has to register a second factor first|Conditional Access wants it|let the user sign in interactively and register it
50105|the user is not assigned to the application|Assignment required is on, and neither the user nor a group of theirs is assigned|assign the user or a group under Users and groups of the enterprise application, or switch Assignment required off
501051|the client application is not assigned to a role of the API|the API's enterprise application has Assignment required on, and no app role of it was given to the client|give the client an app role of the API: API permissions, Application permissions, then Grant admin consent; or switch Assignment required off and have the policy check `azp` or `appid`
50126|user name or password is wrong|a slip, or an account that signs in elsewhere (federated)|check both, or sign in interactively: passwords in requests work for few accounts
50146|the API has claims of its own and no signing key of its own|claims mapping is set and neither a key nor `acceptMappedClaims` is|add a signing key to the API, or set `acceptMappedClaims` in its manifest
501461|claims of its own are accepted only for an audience that is the API's client ID or of a verified domain|the Application ID URI has a domain that is not verified|ask with the client ID, or use a verified domain in the Application ID URI
501481|the code verifier does not fit the code challenge|the verifier is of another sign-in, or was encoded otherwise|keep the verifier of the very sign-in, and send its SHA-256 in base64url as the challenge
50194|the application is of one tenant and was asked for by `/common`|the endpoint should name the tenant|write the tenant's ID into the address in place of `common`, or make the application multitenant
53003|Conditional Access refuses this sign-in|a policy of the tenant: place, device, application or risk|read the sign-in logs, tab Conditional Access, for the policy that refuses
530032|the tenant's security policy refuses this sign-in|a policy of the tenant|read the sign-in logs for the policy that refuses
530035|the tenant's security defaults refuse this sign-in|legacy authentication, or a missing second factor|sign in interactively with a second factor
54005|the authorization code was used before|the code is redeemed twice, often by a page that is loaded twice|redeem each code once, and use the refresh token after that
65001|nobody has consented to this application for what it asks|a permission that no administrator or user has granted|grant it: API permissions of the client, Grant admin consent; or let the user consent
65002|the client of Microsoft is not preauthorized for the API|first-party applications need to be named by the API|ask with a client of your own
65004|the user declined to consent|the user clicked Cancel|ask again and explain what for, or have an administrator consent
65005|the application asks for a permission that its registration does not list|API permissions of the client lack it, or the API has changed|add the permission under API permissions, and consent again
650052|the tenant has no subscription of, or no service principal for, the API|the service was never enabled here|have an administrator consent to the API, or subscribe to the service
650054|the application asks for an API that was removed or does not apply|the registration lists an API that is gone|remove it from API permissions, and consent again
650056|the application's registration does not fit the request|permissions, consent or the sign-in's addresses are not what the request wants|check API permissions, consent and the client ID of the request
650057|the API that was asked for is not among the permissions of the client|API permissions of the client do not list it|add the API under API permissions of the client, and consent
70000|the grant is not good|a code or refresh token that is of another client, malformed or revoked|sign in again
70001|the application is not there, or is disabled|a wrong client ID, or the wrong tenant|check client ID and tenant of the request
700011|the client application is not in this tenant|the wrong tenant, or nobody has consented to it here|check the tenant in the address, or consent to the application here
700016|the client application was not found in this tenant|a wrong `client_id`, or the wrong tenant in the address|compare `client_id` with Application (client) ID of the registration, and the tenant with Directory (tenant) ID
70002|the client's secret or assertion is not accepted|another secret than those registered|make a new secret, and send its value
700005|the code is for another tenant than the one that is asked|the endpoints of the sign-in and of the request for the token name different tenants|use the same tenant in both
70008|the refresh token or code has expired|it was not used in time, or was revoked|sign in again
700082|the refresh token has expired from not being used|90 days without use, or what the tenant sets|sign in again
700084|the refresh token of a single-page application has expired|they last 24 hours|sign in again, silently where there is a session
70011|the scope is not one that can be asked for|a scope by its short name, several APIs at once, or none|write it in full: `api://…/Orders.Read` for a user, `api://…/.default` for an application
700022|the scope names several APIs|a token is for one API|ask once for each API
700023|the scope names no API|the scope has the short name only|write it in full: `api://…/Orders.Read` or `api://…/.default`
700025|the client is public, and must not send a secret or an assertion|the redirect URI is of a mobile, desktop or single-page platform|leave the secret out, or register the client as a web application
700027|the signature of the client's assertion does not fit|it was signed with another key than the certificate that is registered, or names another thumbprint|upload the certificate whose key signs, and write its thumbprint into `x5t` or `x5t#S256`
700030|the certificate's subject is not allowed for this application|subject name and issuer are pinned|use a certificate of the subject that is registered
700054|ID tokens are not switched on for this application|`response_type` asks for `id_token`|tick ID tokens under Authentication, or use the authorization code flow
7000112|the application is disabled|an administrator has disabled it|enable the enterprise application
7000114|the application may not ask on behalf of users|it is not allowed for this application|ask with another flow
700211|no federated credential has this issuer|the issuer of the assertion is another than the registered one|compare `iss` of the assertion with the federated credential
700213|no federated credential has this subject|the subject differs: the branch, environment or namespace|compare `sub` of the assertion with the federated credential
7000215|the client secret is wrong|the secret's ID was sent in place of its value, it is of another application, or characters of it were not encoded|send the secret's value, which is shown only once, when it is made; encode it in a form body
7000218|the request has neither a secret nor an assertion|the application is confidential, and the request is that of a public one|send `client_secret` or `client_assertion`, or allow public client flows
7000222|the client secret has expired|secrets last at most two years|make a new one under Certificates & secrets, and put its value where the client reads it
700229|a federated credential takes only tokens of applications|a token of a user was handed in|use an app-only token
28002|the scope is none of those that the API exposes|a slip in the scope, or one that was removed|compare it with Expose an API of the API's registration
28003|the scope is empty|a request with an authorization code needs one|send the scope of the API
1002012|the scope of a request with client credentials has to end in `/.default`|a single permission was asked for: applications get all that were granted to them|ask for `{api}/.default`: the API's Application ID URI or client ID, and `/.default`
90002|there is no such tenant|a slip in the tenant's ID or domain, or a tenant of another cloud|check the tenant in the address, and the host for the cloud
90008|the application asks for a token for itself and lacks a permission for that|the client is the API, by its URI|ask with the client ID of the application as the API
90009|an application that asks for a token for itself has to name its client ID|the scope has its URI|write `{client ID}/.default`
90014|a parameter of the request is missing|the body lacks it, or is no form|send it, with the content type `application/x-www-form-urlencoded`
900144|a parameter of the request's body is missing|the body lacks it, or is JSON in place of a form|send it, with the content type `application/x-www-form-urlencoded`
9001023|this grant does not work over `/common` or `/consumers`|the endpoint should name the tenant|write the tenant's ID into the address
9002313|the request is malformed|parameters of another flow, an encoding that is not that of a form, or the wrong endpoint|send a form body with the parameters of one flow to `/oauth2/v2.0/token`
9002332|the application is for accounts of companies only, and was asked at another endpoint|the endpoint is `/consumers` or `/common`|write the tenant's ID into the address
901002|`resource` is not taken here|the v2.0 endpoint was asked as v1.0 is|send `scope={api}/.default` in place of `resource`, or use the v1.0 endpoint
90023|the request cannot be answered as it stands|parameters that do not go together|compare them with those of the flow
90027|this application cannot get a token of this version here|an endpoint that does not fit the application|use the endpoint of the other version
90072|the user is of another tenant and is no guest in this one|a sign-in with the account of another company|invite the user as a guest, or sign in with an account of this tenant
90094|an administrator has to consent|the permission is not one that users may grant|have an administrator grant it: API permissions, Grant admin consent
90099|the application was not authorized in this tenant|nobody has consented to it here|have an administrator consent to it
90124|the API is not available for this kind of account by this endpoint|`/consumers` or `/common` where it works for companies only|write the tenant's ID into the address
90130|the application is not available at `/common` or `/consumers`|the endpoint should name the tenant|write the tenant's ID into the address
900382|a confidential client cannot be used across clouds|the tenant is of another cloud than the endpoint|use the endpoint of the tenant's cloud
900432|a confidential client cannot be used across clouds|the tenant is of another cloud than the endpoint|use the endpoint of the tenant's cloud
900384|the signature of a token in the request does not fit|the token was changed, cut, or is of another issuer|hand in the token exactly as it was issued
900561|the endpoint takes POST only|the request was a GET, or the address was opened in a browser|send a POST with a form body
900971|the request has no redirect URI|none was sent, and several are registered|send `redirect_uri`
";

/// Microsoft.IdentityModel's, which the gateway and ASP.NET use: why a token was refused.
pub(super) const LIBRARY: &str = "\
10204|no issuer is configured to compare with|the validator has neither an issuer nor metadata|write `<issuers>` or `<openid-config>`
10205|the issuer of the token is none of those that are accepted|a token of v1.0 where v2.0 is wanted (or the reverse), of another tenant, or a slash|compare `iss` with the policy: metadata and token have to be of one version and tenant
10206|the token has no audience|a token without `aud`|have the issuer put `aud` into the token
10207|the token has no audience|a token without `aud`|have the issuer put `aud` into the token
10208|no audience is configured to compare with|the validator has no audience|write `<audiences>`
10209|the token is larger than the validator reads|mostly groups|have the issuer put less into the token: app roles in place of groups
10211|the token has no issuer|a token without `iss`|have the issuer put `iss` into the token
10214|the audience of the token is none of those that are accepted|a token for another API (Microsoft Graph), or the client ID where `api://…` is listed, or the reverse|compare `aud` with `<audiences>`, and ask for the token with the scope of this API
10222|the token is not usable yet|clocks that differ, or a token made for later|wait, set the clocks, or allow a difference with `clock-skew`, in seconds
10223|the token has expired|a token that was kept too long: they last about an hour|get a new token, and renew it before `exp`
10224|the token was never usable: `nbf` is after `exp`|the issuer makes it wrongly|have the issuer mend its clock or its dates
10225|the token has no `exp`, and one is demanded|an issuer that sets none|have the issuer set `exp`, or write `require-expiration-time=\"false\"`
10249|the certificate of the key has expired|an old certificate in the key set|have the issuer replace it
10500|there are no keys to verify the signature with|the metadata could not be loaded, or nothing names keys|check that the gateway reaches the metadata URL, or write `<openid-config>`
10501|no key fits the token's `kid`|keys were rotated, or the token is of another tenant or has keys of its own (`?appid=`)|compare `kid` with the issuer's key set as it is now
10503|the token's `kid` is none of the keys, and none of them fits|keys were rotated, another tenant or cloud, an API with keys of its own (`?appid=`), or keys of another kind|compare `kid` with the key set that the metadata names; look for `IDX10634` behind it
10504|the token has no signature|`alg` is `none`, or the signature was cut off|send the whole token, and a signed one
10508|the signature is malformed|the token was cut when it was copied|send the whole token
10511|the key is there, and the signature does not fit it|a token for Microsoft Graph (`nonce` in its header), or one that was changed|ask for a token of your own API: nobody but Graph can verify one of Graph
10517|the token names no key, and none fits|a token without `kid`, by another issuer|compare the issuer with the key set
10603|the token could not be decrypted with any of the keys|another key than the one it was encrypted for|check `<decryption-keys>`
10609|there is no key to decrypt the token with|token encryption is on, and the validator has no key|switch token encryption off, or add `<decryption-keys>`
10618|the key of the encrypted token could not be unwrapped|another key than the one it was encrypted for|check `<decryption-keys>`
10634|the key is of another kind than the token's algorithm needs|a certificate or public key pasted as the base64 of a secret, or a secret where RS256 is used|use `<openid-config>`, or `n` and `e`, or `certificate-id`
10653|the key is too short for the algorithm|a secret of less than 16 bytes|use a secret of 32 random bytes or more
10720|the key is too short for the algorithm|a secret shorter than the hash: 32 bytes for HS256|use a secret of 32 random bytes or more
12709|the token is not well formed|a scheme, quotes, blanks or a cut were sent along|send `Bearer`, one blank, and the token alone
12723|the payload cannot be read|a token that was cut or changed|send the whole token
12729|the header cannot be read|a token that was cut, or something in front of it|send the whole token, from `eyJ` on
12739|the token has not the form of a signed one|characters that no token has|send the token alone
12740|the token has not the form of an encrypted one|characters that no token has|send the token alone
12741|the token has not three or five parts|an opaque token, one that was cut, or `Bearer` twice|send a JWT: ask with the scope of your own API
14100|the token is not well formed|an opaque token, one that was cut, or `Bearer` twice|send a JWT: ask with the scope of your own API
14102|the header or payload cannot be read|a token that was cut or changed|send the whole token
14107|the token has not the form of a JWT|no dots, or a cut|send the whole token
14120|the token has not three or five parts|a cut, or something else than a token|send the whole token
20803|the metadata could not be loaded|the URL is wrong, or the gateway has no way to it|open the metadata URL, and check the gateway's network
20804|the metadata's document could not be fetched|the URL is wrong, or the gateway has no way to it|open the metadata URL, and check the gateway's network
20807|the metadata's document could not be fetched|the server answers with an error|open the metadata URL
40001|the issuer is of a tenant that is not allowed|a token of another tenant|allow the tenant, or ask in the right one
40002|the issuer has `/tfp/`, which the validator does not take|the older form of Azure AD B2C|have the user flow issue the other form of `iss`
40003|neither `tid` nor the issuer tells the tenant|a token that is not Entra ID's|use `validate-jwt` for other issuers
";

/// The gateway's own, and those of OAuth.
pub(super) const WORDS: &str = "\
TokenNotPresent|the gateway found no token|no `Authorization` header, another header or parameter than the policy reads, or another scheme|send `Authorization: Bearer <token>`, or what the policy names
TokenSignatureInvalid|the signature does not fit|a token of Microsoft Graph, a changed one, or another issuer's key|check the signature here: paste the issuer's key set
TokenSignatureKeyNotFound|no key for the token was found|rotated keys, another tenant, or an API with keys of its own (`?appid=`)|compare `kid` with the key set of the metadata
TokenAudienceNotAllowed|the token is for another audience than the policy lists|a token for another API, or `api://…` in one place and the client ID in the other|compare `aud` with `<audiences>`
TokenIssuerNotAllowed|the token's issuer is not accepted|v1.0 and v2.0 mixed, or another tenant|compare `iss` with the policy's metadata
TokenExpired|the token has expired|a token that was kept too long|get a new token
TokenClaimNotFound|a claim that the policy demands is missing|no app role is assigned, or `scp` is demanded of an application|assign the app role and consent, or demand what such a token has
TokenClaimValueNotAllowed|a claim has another value than the policy demands|another role or scope, a missing `separator`, or `match`|compare the value with the policy
JwtInvalid|the token is not well formed, or was refused for another reason|the message behind it says which|read the `IDX` code in the message
OperationNotFound|no operation of the gateway fits the request|another path or method|check the API's URL suffix and the operation's template
SubscriptionKeyNotFound|the subscription key is missing|no `Ocp-Apim-Subscription-Key` header|send the key: this 401 is not about the token
SubscriptionKeyInvalid|the subscription key is not that of an active subscription|another key, or one of another product|send the key of a subscription of this API: this 401 is not about the token
ClientConnectionFailure|the caller went away|a timeout of the client|look at the client
BackendConnectionFailure|the gateway cannot reach the backend|network, name or certificate of the backend|check the backend's address
ExpressionValueEvaluationFailure|a policy expression failed|a variable or claim that is not there|read the message for the expression
RateLimitExceeded|too many calls|`rate-limit`|wait as `Retry-After` says
QuotaExceeded|the quota is used up|`quota`|wait until it is renewed
CallbackParameterInvalid|the callback's name is no identifier|`jsonp`|send another name
CallerIpNotAllowed|the caller's address is not allowed|`ip-filter`|call from an address that is
CallerIpBlocked|the caller's address is blocked|`ip-filter`|call from another address
FailedToParseCallerIP|the caller's address could not be read|`ip-filter`|look at what stands in front of the gateway
HeaderNotFound|a header that the policy demands is missing|`check-header`|send the header
HeaderValueNotAllowed|a header has another value than the policy demands|`check-header`|compare the value with the policy
invalid_token|the API refuses the token|it expired, or issuer, audience or signature do not fit|read `error_description`, and paste token and policy here
insufficient_scope|the token lacks a scope or role that this call needs|the scope was not asked for, or not granted|ask for the scope that the answer names
invalid_client|the client could not prove who it is|a wrong or expired secret, or certificate|check the secret's value
invalid_grant|what was handed in for a token is not good|an expired code, refresh token or assertion|sign in again
invalid_scope|the scope cannot be asked for|a short name, or several APIs|write it in full, with the API
invalid_request|the request is malformed|a parameter is missing, twice or in the wrong place|compare it with the flow
invalid_resource|the API that was asked for is not known|a slip in its URI|compare it with Expose an API
unauthorized_client|the client may not use this grant|the application is not registered for it|allow the flow in the registration
interaction_required|the user has to do something|consent, a second factor or a sign-in|let the user sign in interactively
consent_required|nobody has consented|a permission without consent|grant it
temporarily_unavailable|the service is busy|load|try again later
";

/// The line of a code, without the code: meaning, cause, help.
pub(super) fn line(table: &'static str, code: &str) -> Option<[&'static str; 3]> {
    for line in table.split('\n') {
        let Some(rest) = line
            .strip_prefix(code)
            .and_then(|rest| rest.strip_prefix('|'))
        else {
            continue;
        };
        let mut fields = rest.split('|');
        return Some([fields.next()?, fields.next()?, fields.next()?]);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_words() {
        let mut meanings = Vec::new();
        for table in [ENTRA, LIBRARY, WORDS] {
            for text in table.lines() {
                let fields: Vec<_> = text.split('|').collect();
                assert_eq!(fields.len(), 4, "{text}");
                assert_eq!(
                    line(table, fields[0]),
                    Some([fields[1], fields[2], fields[3]]),
                    "{text}"
                );
                assert!(
                    fields
                        .iter()
                        .all(|field| !field.is_empty() && !field.ends_with('.')),
                    "{text}"
                );
                meanings.push(fields[1]);
            }
        }
        assert!(meanings.len() > 140, "{}", meanings.len());
    }
}
