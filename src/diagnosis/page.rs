//! What there is to say about each code, whatever was pasted: what it is, why it matters, how to see it, what to do.
//!
//! The page unfolds these texts beside a finding; `docs/findings.md` is written from them, each under its code. It follows
//! here.
#![cfg_attr(doc, doc = include_str!("../../docs/findings.md"))]

use crate::lint::CHECKS;

/// What is known about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Of a lint, or of the cause of a refusal.
    pub code: &'static str,
    /// What it is; a lint's has places for values, `{name}`.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How to see it without this page.
    pub see: &'static str,
    /// What to change, where; with places as in the title.
    pub help: &'static str,
    /// Where it is written down.
    pub source: &'static str,
}

/// What is known about a code; `None` for one that says nothing is wrong, or whose message says all.
pub fn page(code: &str) -> Option<Page> {
    pages().find(|page| page.code == code)
}

/// Every page: those of the lints, then those of the causes that are no lint's.
pub fn pages() -> impl Iterator<Item = Page> {
    let lints = CHECKS.iter().map(|check| Page {
        code: check.code,
        title: check.title,
        why: check.why,
        see: check.see,
        help: check.help,
        source: check.source,
    });
    lints.chain(CAUSES.iter().copied())
}

static CAUSES: &[Page] = &[
    Page {
        code: "token-missing",
        title: "the request has no token where the policy looks for one",
        why: "The policy reads one place only: the header, the query parameter or the expression that it names. A proxy, a redirect to another host or a preflight drops `Authorization` on the way.",
        see: "the trace says `JWT not present.`; look at the request's headers there, not at those the client meant to send",
        help: "send the header `Authorization: Bearer <token>`, or the one that `header-name` names; put the `cors` policy in front of the JWT policy, since a preflight never has a token",
        source: "API Management: validate-jwt, header-name, token-value; cors",
    },
    Page {
        code: "scheme-mismatch",
        title: "the word in front of the token is not the one that `require-scheme` wants",
        why: "With `require-scheme` the gateway takes `Authorization` only with that word and a space in front of the token.",
        see: "the `Authorization` line as it was sent: `Bearer eyJ…`, with the word once",
        help: "send `Bearer` in front of the token, once; or write the scheme that clients send into `require-scheme`",
        source: "API Management: validate-jwt, require-scheme; RFC 6750 §2.1",
    },
    Page {
        code: "token-malformed",
        title: "what was sent is no JWT in its compact form",
        why: "A token is three segments of base64url with dots between. Cut off, with a quote or a line break in it, or with `Bearer` twice, it cannot be read (`IDX12741`, `IDX10729`).",
        see: "count the dots: two; the first segment begins with `eyJ`; no quote, space or line break in between",
        help: "copy the token whole from the field `access_token` of the token endpoint's answer; in a shell put it into double quotes",
        source: "RFC 7515 §3.1; IdentityModel: IDX12741, IDX10729",
    },
    Page {
        code: "token-encrypted",
        title: "the token is encrypted, and the policy has no key to decrypt it",
        why: "Of a JWE nobody can read the claims without the private or shared key: every requirement behind it stays open.",
        see: "the token has four dots, and its header `enc`",
        help: "add `<decryption-keys>` with the certificate's id to the policy, or have the issuer only sign tokens for this API",
        source: "RFC 7516 §3; API Management: validate-jwt, decryption-keys",
    },
    Page {
        code: "no-keys",
        title: "the policy names no key that a signature could be verified with",
        why: "A signed token is refused where nothing says whose key to take (`IDX10500`).",
        see: "the policy has neither `<openid-config>` nor `<issuer-signing-keys>`",
        help: "add `<openid-config url=\"…/.well-known/openid-configuration\" />` of the issuer",
        source: "API Management: validate-jwt, openid-config, issuer-signing-keys; IdentityModel: IDX10500",
    },
    Page {
        code: "token-unsigned",
        title: "the token has no signature, and the policy wants one",
        why: "Without a signature anybody can write any claim (`IDX10504`).",
        see: "nothing stands behind the second dot, or `alg` is `none`",
        help: "copy the token to its end; if it has no more, ask the issuer for a signed one",
        source: "RFC 8725 §3.1; IdentityModel: IDX10504",
    },
    Page {
        code: "signature-mismatch",
        title: "the signature is not made with the key that was tried",
        why: "Either a character of the token was changed on the way, or another issuer, tenant or environment signed it (`IDX10511`).",
        see: "paste the issuer's key set into Keys and metadata: the browser verifies the signature here",
        help: "get the token anew and copy it whole; then compare the policy's keys with `jwks_uri` in the discovery document of the token's own `iss`",
        source: "RFC 7515 §5.2; IdentityModel: IDX10511",
    },
    Page {
        code: "key-not-found",
        title: "none of the keys has the `kid` of the token",
        why: "The keys are another issuer's, or older than the token: issuers change them without notice, and a gateway keeps metadata for a while (`IDX10501`).",
        see: "`kid` of the JOSE Header, beside those at the `jwks_uri` of the discovery document",
        help: "have `<openid-config>` name the discovery document of the token's `iss`; write fixed keys with the `id` that the token's `kid` has",
        source: "RFC 7517 §4.5; Microsoft identity platform: signing key rollover; IdentityModel: IDX10501",
    },
    Page {
        code: "token-not-yet-valid",
        title: "the time of the token has not come: `nbf` lies ahead",
        why: "The clock of the issuer goes ahead of the gateway's, or the date is in another unit or time zone (`IDX10222`).",
        see: "the row `nbf`, beside the time of the call in UTC",
        help: "set the issuer's clock by NTP; for a few seconds of difference write `clock-skew` into the policy, which is 0 otherwise",
        source: "RFC 7519 §4.1.5; API Management: validate-jwt, clock-skew; IdentityModel: IDX10222",
    },
    Page {
        code: "token-expired",
        title: "the token has expired",
        why: "An access token of Entra ID counts for 60 to 90 minutes. A client that keeps one in a variable, an environment file or a test collection sends yesterday's (`IDX10223`).",
        see: "the row `exp`, beside the time of the call in UTC",
        help: "get a new token before each run, or when `expires_in` is nearly over; `clock-skew` is for seconds, not for old tokens",
        source: "RFC 7519 §4.1.4; Microsoft identity platform: access token lifetime; IdentityModel: IDX10223",
    },
    Page {
        code: "audience-mismatch",
        title: "the token is for another API than the policy lists",
        why: "`aud` says whom a token is for, and is compared as text: `api://<id>`, `<id>` and one with a slash at its end are three audiences. A v2.0 token has the client id of the API, a v1.0 token what the client asked for (`IDX10214`).",
        see: "the row `aud`, beside each `<audience>` of the policy",
        help: "have the client ask for `<App ID URI of the API>/.default`; or list, exactly as it stands there, the `aud` of the tokens that this API gets",
        source: "RFC 7519 §4.1.3; Microsoft identity platform: access token claims, aud; IdentityModel: IDX10214",
    },
    Page {
        code: "tenant-mismatch",
        title: "the token comes from another tenant than the policy accepts",
        why: "The same user, or an app of the same name, exists in several tenants; the one whose endpoint the client asks signs the token (`IDX10205`).",
        see: "the row `tid`, beside the tenant in the policy's `<openid-config>` or `tenant-id`",
        help: "have the client ask the token endpoint of the policy's tenant, not `common` or `organizations`; or accept the other tenant in the policy, and then check `tid`",
        source: "Microsoft identity platform: access token claims, iss, tid; IdentityModel: IDX10205",
    },
    Page {
        code: "issuer-missing",
        title: "the token has no `iss`, and the policy lists issuers",
        why: "Without it nobody can say whose token it is (`IDX10211`).",
        see: "the JWT Claims Set shows no row `iss`",
        help: "have the issuer set `iss` to exactly what its discovery document says",
        source: "RFC 7519 §4.1.1; IdentityModel: IDX10211",
    },
    Page {
        code: "issuer-mismatch",
        title: "the token is from another issuer than the policy accepts",
        why: "The issuer is compared as text, with that of the metadata and those listed: another cloud, version, user flow or slash makes another one (`IDX10205`).",
        see: "the row `iss`, beside `issuer` in the discovery document that `<openid-config>` names",
        help: "point `<openid-config>` to `<iss of the token>/.well-known/openid-configuration`, if that issuer is trusted; else have the client ask the one that is",
        source: "RFC 7519 §4.1.1; OpenID Connect Discovery 1.0 §4.3; IdentityModel: IDX10205",
    },
    Page {
        code: "client-mismatch",
        title: "the token was given to a client that the policy does not list",
        why: "`azp` (v2.0) or `appid` (v1.0) is the application that asked for the token; the object id of its service principal is another GUID.",
        see: "the row `azp` or `appid`, beside `<client-application-ids>`",
        help: "list the Application (client) ID of the calling app, from its App registration, Overview",
        source: "API Management: validate-azure-ad-token, client-application-ids; Microsoft identity platform: access token claims, azp",
    },
    Page {
        code: "claim-missing",
        title: "the token has no claim of the name that the policy demands",
        why: "Names are compared letter by letter. `scp` stands only in tokens for a user, `roles` only where an app role was assigned, and `/.default` asks for what was consented.",
        see: "the rows of the JWT Claims Set: none has the name in `<claim name=\"…\">`",
        help: "for an app-only token demand `roles`, for a user's `scp`; assign the app role to the client and give admin consent, then get a new token",
        source: "API Management: validate-jwt, required-claims; Microsoft identity platform: access token claims, roles, scp",
    },
    Page {
        code: "claim-value-mismatch",
        title: "the claim is there, and has none of the values that the policy demands",
        why: "Values are compared whole and letter by letter: two scopes in one text are one value without `separator`, and `match=\"all\"`, the default, wants every value.",
        see: "the claim's row, beside the `<value>`s, `match` and `separator` of its `<claim>`",
        help: "ask for the scope or assign the role that is demanded; or write `match=\"any\"` or `separator=\" \"` where one of several is enough",
        source: "API Management: validate-jwt, claim, match, separator",
    },
    Page {
        code: "undetermined",
        title: "nothing refuses the token, and not everything is known",
        why: "Signatures need keys, named values and expressions need the gateway. What is open may still refuse.",
        see: "the requirements marked with `?`",
        help: "paste the issuer's key set or discovery document into Keys and metadata, and fill in the named values",
        source: "API Management: validate-jwt; named values",
    },
    Page {
        code: "policy-without-effect",
        title: "the JWT policy protects nothing where it stands",
        why: "API Management validates tokens in `<inbound>` only, and nothing runs behind a `return-response`.",
        see: "call the API without a token: the answer is not 401",
        help: "move the policy into `<inbound>`, in front of everything that answers or forwards",
        source: "API Management: validate-jwt, usage; return-response",
    },
    Page {
        code: "base-not-seen",
        title: "`<base />` stands for policies that were not pasted",
        why: "A JWT policy of the product, of all APIs or of the workspace runs as well, and may be the one that refuses.",
        see: "in the portal, Calculate effective policy",
        help: "paste the effective policy",
        source: "API Management: policy scopes",
    },
    Page {
        code: "fragment-not-seen",
        title: "a fragment was not pasted",
        why: "A JWT policy in it runs as well, and may be the one that refuses.",
        see: "in the portal, Policy fragments, the one that `fragment-id` names",
        help: "paste the fragment's text in place of `<include-fragment>`",
        source: "API Management: policy fragments",
    },
    Page {
        code: "commented-out",
        title: "a JWT policy is commented out",
        why: "The gateway does not run it: what it demands nobody checks.",
        see: "`<!--` in front of it, `-->` behind",
        help: "take the comment's marks away if it shall count, or delete it",
        source: "XML 1.0 §2.5",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_says_all_and_once() {
        let mut codes = Vec::new();
        for page in pages() {
            for text in [page.title, page.why, page.see, page.help, page.source] {
                assert!(!text.is_empty(), "{}", page.code);
            }
            // A sentence is made of them at display.
            for clause in [page.title, page.see, page.help] {
                assert!(!clause.ends_with('.'), "{}: {clause}", page.code);
            }
            assert!(page.why.ends_with('.'), "{}", page.code);
            codes.push(page.code);
        }
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count, "a code has one page");
    }

    #[test]
    fn every_cause_has_a_page() {
        for code in super::super::rank::codes() {
            assert!(page(code).is_some(), "`{code}` has no page");
        }
        assert_eq!(page("accepted"), None);
    }
}
