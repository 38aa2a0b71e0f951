//! Tokens that carry attacks, where `CLAIMSCOPE_CORPUS` names a folder of them, and ordinary tokens, which carry none.

use std::path::PathBuf;

use base64::Engine as _;
use claimscope::inspect::{Inputs, inspect};
use claimscope::text::instant::Instant;
use claimscope::text::json::{self, Json};

/// When everything is judged: 2026-01-01T00:20:00Z.
const NOW: Instant = Instant(1_767_226_800);

/// A flag of the corpus, and what tells it here: the code of a finding or of a problem of the token's form.
const FLAGS: [(&str, &[&str]); 34] = [
    ("alg-confusion", &["hmac-with-public-key"]),
    ("alg-none", &["alg-none"]),
    ("b64-false", &["b64-in-jwt"]),
    ("base64-padding", &["segment-padded"]),
    ("bidi-control", &["hidden-character"]),
    ("claim-type", &["claim-type"]),
    ("crit-invalid", &["crit-not-understood"]),
    ("duplicate-claim", &["duplicate-name"]),
    (
        "ecdsa-der-or-length",
        &["signature-misshapen", "signature-length"],
    ),
    ("embedded-jwk", &["key-in-header"]),
    ("entra-nonce", &["nonce-in-header"]),
    ("header-type", &["alg-not-text"]),
    ("html-in-claim", &["markup-in-claim"]),
    ("kid-suspicious", &["kid-suspicious"]),
    ("lone-surrogate", &["broken-character"]),
    ("long-lifetime", &["lifetime-long"]),
    ("nested-jwt", &["nested-token"]),
    ("nesting", &["nested-too-deep"]),
    ("never-valid", &["lifetime-impossible"]),
    ("non-ascii-issuer", &["look-alike-letter"]),
    ("not-utf8", &["not-utf8"]),
    ("number-range", &["claim-type"]),
    ("p2c-high", &["pbes2-count"]),
    ("payload-not-object", &["payload-not-object"]),
    ("polymorphic-alg-info", &["alg-with-caveat"]),
    // That there is a scheme in front is no fault: it is where the token was found.
    ("prefix", &["found in authorization-header"]),
    ("secret-in-claim", &["secret-in-token"]),
    ("segment-count", &["segment-count"]),
    ("sig-present-with-none", &["signature-on-unsecured"]),
    ("typ-missing", &["access-token-without-type"]),
    ("weak-hmac-secret", &["weak-secret"]),
    ("x5c", &["certificate-in-header"]),
    ("x5u", &["key-url-in-header"]),
    ("zip-on-jws", &["zip-on-jws"]),
];

/// Flags that need the content of an encrypted token, which only a browser decrypts.
const NOT_YET: [&str; 1] = ["zip-bomb"];

/// Everything that is told of the first token of a text, beside these keys.
fn told(token: &str, keys: &str) -> Vec<String> {
    let inputs = Inputs {
        token,
        keys,
        ..Inputs::default()
    };
    let inspection = inspect(&inputs, NOW);
    let mut told = Vec::new();
    for finding in &inspection.findings {
        told.push(finding.code.to_owned());
    }
    for read in inspection.tokens.iter().take(1) {
        told.push(format!("found in {}", read.found_in.code()));
        for problem in &read.problems {
            told.push(problem.code.to_owned());
        }
    }
    told
}

/// A token of this header and these claims, with a signature of this many bytes.
fn token(header: &str, claims: &str, signature: usize) -> String {
    let encode = |bytes: &[u8]| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
    let parts = [header.as_bytes(), claims.as_bytes(), &vec![0x5a; signature]];
    parts.map(encode).join(".")
}

#[test]
fn every_attack_of_the_corpus_is_told() {
    let Some(folder) = std::env::var_os("CLAIMSCOPE_CORPUS").map(PathBuf::from) else {
        return;
    };
    let text = std::fs::read_to_string(folder.join("attacks.json")).unwrap();
    let root = json::parse(&text).unwrap();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for case in root.get("cases").unwrap().elements() {
        let of = |name| case.get(name).and_then(Json::as_str).unwrap();
        let key = case.get("public_key_pem").and_then(Json::as_str);
        let told = told(of("token"), key.unwrap_or_default());
        for flag in case.get("expect_flags").unwrap().elements() {
            let flag = flag.as_str().unwrap();
            let known = FLAGS.iter().find(|(known, _)| *known == flag);
            let is_told = known.is_some_and(|(_, codes)| {
                let mut codes = codes.iter();
                codes.any(|code| told.iter().any(|told| told == code))
            });
            if !is_told && !NOT_YET.contains(&flag) {
                wrong.push(format!("{}: {flag} is not among {told:?}", of("id")));
            }
            tried += 1;
        }
        if of("id").starts_with("baseline") && told != ["found in raw"] {
            wrong.push(format!("{}: {told:?}", of("id")));
        }
    }
    assert!(tried > 30, "only {tried} flags");
    assert_eq!(wrong, Vec::<String>::new());
}

/// What the great providers issue, as their documentation has it: the header, and the claims behind the dates.
const ORDINARY: [(&str, &str); 22] = [
    // Entra ID: version 1.0 and 2.0, delegated and application, an ID token, B2C, External ID.
    (
        r#"{"typ":"JWT","alg":"RS256","x5t":"Xq3vT8mB1hJtO0sWcYb5Zr7dLkE","kid":"Xq3vT8mB1hJtO0sWcYb5Zr7dLkE"}"#,
        r#""aud":"api://b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d","iss":"https://sts.windows.net/TENANT/","acr":"1","aio":"k2RgYHhZ9L/nT9tZkuYd1t2dqXQMA==","amr":["pwd","mfa"],"appid":"e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7","appidacr":"0","family_name":"Muster","given_name":"Mía","ipaddr":"2001:db8::1","name":"Mía Muster (Contoso)","oid":"0d4c8f6a-2b1e-4c3d-9a8b-7c6d5e4f3a2b","pwd_exp":"0","pwd_url":"https://portal.microsoftonline.com/ChangePassword.aspx","rh":"0.AXoA-x_y.","scp":"Orders.Read User.Read","sub":"kLMNo-pQr_stu","tid":"TENANT","unique_name":"mia@contoso.example","upn":"mia@contoso.example","uti":"b3R0ZXI","ver":"1.0","xms_cc":["cp1"]"#,
    ),
    (
        r#"{"typ":"JWT","alg":"RS256","kid":"Xq3vT8mB1hJtO0sWcYb5Zr7dLkE"}"#,
        r#""aud":"b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d","iss":"https://login.microsoftonline.com/TENANT/v2.0","azp":"e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7","azpacr":"1","idtyp":"app","oid":"0d4c8f6a-2b1e-4c3d-9a8b-7c6d5e4f3a2b","roles":["Orders.Read"],"sub":"0d4c8f6a-2b1e-4c3d-9a8b-7c6d5e4f3a2b","tid":"TENANT","uti":"b3R0ZXI","ver":"2.0""#,
    ),
    (
        r#"{"typ":"JWT","alg":"RS256","kid":"k1"}"#,
        r#""aud":"e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7","iss":"https://login.microsoftonline.com/TENANT/v2.0","name":"Mia","nonce":"n1","oid":"0d4c8f6a-2b1e-4c3d-9a8b-7c6d5e4f3a2b","preferred_username":"mia@contoso.example","rh":"0.A","sub":"s","tid":"TENANT","uti":"u","ver":"2.0""#,
    ),
    (
        r#"{"alg":"RS256","kid":"X5eXk4xyojNFum1kl2Ytv8dlNP4-c57dO6QGTVBwaNk","typ":"JWT"}"#,
        r#""iss":"https://contoso.b2clogin.com/TENANT/v2.0/","aud":"a","sub":"s","tfp":"B2C_1_si","nonce":"n","scp":"read","azp":"c","ver":"1.0","auth_time":1767225600"#,
    ),
    (
        r#"{"typ":"JWT","alg":"RS256","kid":"k"}"#,
        r#""aud":"a","iss":"https://TENANT.ciamlogin.com/TENANT/v2.0","azp":"c","scp":"Orders.Read","sub":"s","tid":"TENANT","ver":"2.0""#,
    ),
    (
        r#"{"typ":"JWT","alg":"RS256","kid":"k"}"#,
        r#""aud":"a","iss":"https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0","name":"Ana","preferred_username":"ana@outlook.example","sub":"s","tid":"9188040d-6c67-4c5b-b112-36a304b66dad","ver":"2.0""#,
    ),
    // A client assertion.
    (
        r#"{"alg":"PS256","typ":"JWT","x5t#S256":"NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"}"#,
        r#""aud":"https://login.microsoftonline.com/TENANT/oauth2/v2.0/token","iss":"e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7","sub":"e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7","jti":"j""#,
    ),
    // Google: an ID token of a person, with either issuer, and of a service account; Firebase.
    (
        r#"{"alg":"RS256","kid":"4bf8d0a2c6e1f7","typ":"JWT"}"#,
        r#""iss":"https://accounts.google.com","azp":"1.apps.googleusercontent.com","aud":"1.apps.googleusercontent.com","sub":"108361475924361","at_hash":"h","email":"a@b.example","email_verified":true,"picture":"https://lh3.googleusercontent.com/a/x=s96-c","locale":"en""#,
    ),
    (
        r#"{"alg":"RS256","kid":"4bf8d0a2c6e1f7"}"#,
        r#""iss":"accounts.google.com","aud":"a","azp":"a","sub":"1","hd":"contoso.example","nonce":"n""#,
    ),
    (
        r#"{"alg":"RS256","kid":"4bf8d0","typ":"JWT"}"#,
        r#""iss":"https://securetoken.google.com/project","aud":"project","auth_time":1767225600,"user_id":"u","sub":"u","firebase":{"identities":{"email":["a@b.example"]},"sign_in_provider":"password"}"#,
    ),
    // Auth0: an access token, one of the profile of RFC 9068, an ID token.
    (
        r#"{"alg":"RS256","typ":"JWT","kid":"ejmCS_X9FZ"}"#,
        r#""iss":"https://contoso.eu.auth0.com/","sub":"auth0|5f7c8ec7c33c6c004bbafe82","aud":["https://api.example/","https://contoso.eu.auth0.com/userinfo"],"azp":"c","scope":"openid read:orders","permissions":["read:orders"]"#,
    ),
    (
        r#"{"alg":"RS256","typ":"at+jwt","kid":"k"}"#,
        r#""iss":"https://contoso.auth0.com/","sub":"google-oauth2|1","aud":"https://api.example/","client_id":"c","jti":"j","scope":"read""#,
    ),
    (
        r#"{"alg":"RS256","typ":"JWT","kid":"k"}"#,
        r#""iss":"https://contoso.us.auth0.com/","sub":"auth0|1","aud":"c","nickname":"mia","name":"mia@contoso.example","picture":"https://s.gravatar.com/avatar/x?s=480&r=pg","nonce":"n","sid":"s""#,
    ),
    // Okta: access tokens have no `typ`.
    (
        r#"{"kid":"iu-FcvDtW8qwLdTzwMrHpA9YzSAkM-W7AdoBYTb4L5s","alg":"RS256"}"#,
        r#""ver":1,"jti":"AT.x","iss":"https://contoso.okta.com/oauth2/default","aud":"api://default","cid":"0oa1","uid":"00u1","scp":["openid","orders.read"],"auth_time":1767225600,"sub":"mia@contoso.example""#,
    ),
    (
        r#"{"kid":"k","alg":"RS256"}"#,
        r#""sub":"00u1","name":"Mia","ver":1,"iss":"https://contoso.okta.com","aud":"0oa1","jti":"ID.x","amr":["pwd"],"idp":"00o1","preferred_username":"mia","auth_time":1767225600,"at_hash":"h""#,
    ),
    // Keycloak: an access token and an ID token.
    (
        r#"{"alg":"RS256","typ":"JWT","kid":"FJ86GcF3jTbNLOco4NvZkUCIUmfYCqoqtOQeMfbhNlE"}"#,
        r#""jti":"onrtac:0d4c8f6a","iss":"https://id.contoso.example/realms/main","aud":"account","sub":"s","typ":"Bearer","azp":"web","sid":"s","acr":"1","allowed-origins":["https://web.contoso.example","/*"],"realm_access":{"roles":["offline_access","uma_authorization"]},"resource_access":{"account":{"roles":["manage-account"]}},"scope":"openid email profile","preferred_username":"mia""#,
    ),
    (
        r#"{"alg":"ES256","typ":"at+jwt","kid":"k"}"#,
        r#""jti":"j","iss":"https://id.contoso.example/realms/main","aud":"account","sub":"s","typ":"Bearer","azp":"web","scope":"email""#,
    ),
    // Amazon Cognito: `aud` is in ID tokens only, key names are base64.
    (
        r#"{"kid":"/1hR8qQ+2f3yJ0bnK5o9W1sX4u7ZaC6dE=","alg":"RS256"}"#,
        r#""sub":"s","iss":"https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a","client_id":"c","origin_jti":"o","event_id":"e","token_use":"access","scope":"aws.cognito.signin.user.admin","auth_time":1767225600,"jti":"j","username":"mia""#,
    ),
    // GitHub Actions, Kubernetes.
    (
        r#"{"typ":"JWT","alg":"RS256","x5t":"t","kid":"k"}"#,
        r#""jti":"j","sub":"repo:contoso/orders:ref:refs/heads/main","aud":"api://AzureADTokenExchange","ref":"refs/heads/main","iss":"https://token.actions.githubusercontent.com","repository":"contoso/orders""#,
    ),
    (
        r#"{"alg":"RS256","kid":"k"}"#,
        r#""aud":["https://kubernetes.default.svc.cluster.local"],"iss":"https://kubernetes.default.svc.cluster.local","kubernetes.io":{"namespace":"default","pod":{"name":"web","uid":"u"},"warnafter":1767229207},"sub":"system:serviceaccount:default:web""#,
    ),
    // A proof of possession brings its key (RFC 9449); the profile of RFC 9068.
    (
        r#"{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"}}"#,
        r#""jti":"j","htm":"GET","htu":"https://api.example/orders","ath":"h""#,
    ),
    (
        r#"{"typ":"at+jwt","alg":"RS256","kid":"RjEwOwOA"}"#,
        r#""iss":"https://as.example/","sub":"5ba552d67","aud":"https://rs.example/","jti":"j","client_id":"s6BhdRkqt3","scope":"openid profile"  "#,
    ),
];

#[test]
fn an_ordinary_token_carries_none() {
    for (header, claims) in ORDINARY {
        let claims = claims.replace("TENANT", "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01");
        let dates = match header {
            proof if proof.contains("dpop") => r#""iat":1767225600"#,
            _ => r#""iat":1767225600,"nbf":1767225600,"exp":1767229200"#,
        };
        let claims = format!("{{{dates},{claims}}}");
        let length = if header.contains("ES256") { 64 } else { 256 };
        let told = told(&token(header, &claims, length), "");
        assert_eq!(told, ["found in raw"], "{claims}");
    }
}

/// The samples in the documentation of Entra ID have their signatures cut, and that is what is told of them.
#[test]
fn the_published_tokens_of_entra_carry_none() {
    let Some(folder) = std::env::var_os("CLAIMSCOPE_CORPUS").map(PathBuf::from) else {
        return;
    };
    for name in ["entra-docs_v1.0.jwt", "entra-docs_v2.0.jwt"] {
        let text = std::fs::read_to_string(folder.join("tokens").join(name)).unwrap();
        let mut told = told(&text, "");
        told.retain(|told| told != "signature-length" && !told.starts_with("segment-"));
        assert_eq!(told, ["found in raw"], "{name}");
    }
}

/// Large tokens made to be slow: everything is told of them in linear time.
#[test]
#[expect(clippy::disallowed_methods, reason = "it is the time that is measured")]
fn a_large_token_is_looked_at_quickly() {
    let many = |count: usize, item: &str| vec![item; count].join(",");
    let string = |text: &str| format!("\"{text}\"");
    let rows = [
        (
            format!(r#"{{"alg":"RS256","crit":[{}]}}"#, many(40_000, r#""x""#)),
            "{}".to_owned(),
        ),
        (
            format!(
                r#"{{"alg":"RS256","kid":{}}}"#,
                string(&"../".repeat(40_000))
            ),
            "{}".to_owned(),
        ),
        (
            "{}".to_owned(),
            format!(r#"{{"a":[{}]}}"#, many(20_000, r#""<b>\ud800""#)),
        ),
        (
            "{}".to_owned(),
            format!(r#"{{"a":{}}}"#, string(&"<".repeat(130_000))),
        ),
        (
            "{}".to_owned(),
            format!(r#"{{"a":{}}}"#, string(&"eyJ.".repeat(32_000))),
        ),
        (
            "{}".to_owned(),
            format!("{{{}}}", many(8_000, r#""password":"a""#)),
        ),
        (
            "{}".to_owned(),
            format!(
                r#"{{"sub":{}}}"#,
                string(&"a\u{430}\u{202e}".repeat(20_000))
            ),
        ),
        (
            "{}".to_owned(),
            format!(r#"{{"exp":1{}}}"#, "0".repeat(130_000)),
        ),
    ];
    for (header, claims) in &rows {
        let token = token(header, claims, 256);
        let start = std::time::Instant::now();
        told(&token, "");
        let time = start.elapsed();
        assert!(
            time.as_millis() < 1_000,
            "{time:?} for {}",
            claims.get(..30.min(claims.len())).unwrap_or_default()
        );
    }
}
