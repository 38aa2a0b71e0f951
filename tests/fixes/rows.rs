vec![
    Row {
        name: "audience with api://",
        policy: &[(AUDIENCE, ">api://b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d<")],
        about: "audience",
        changes: &[&["+ <audience>b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d</audience>"]],
        ..ROW
    },
    Row {
        name: "audience without api://",
        claims: json!({"aud": "api://b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d", "ver": "1.0"}),
        about: "audience",
        changes: &[&["+ <audience>api://b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d</audience>"]],
        ..ROW
    },
    Row {
        name: "case of the audience, not the first that is listed",
        policy: &[(AUDIENCE, ">api://other</audience>\n                <audience>B7A0C1D2-0F3E-4A5B-8C6D-7E8F9A0B1C2D</audience><audience>x<")],
        about: "audience",
        changes: &[&[
            "- <audience>B7A0C1D2-0F3E-4A5B-8C6D-7E8F9A0B1C2D</audience><audience>x</audience>  <!-- production -->",
            "+ <audience>b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d</audience><audience>x</audience>  <!-- production -->",
        ]],
        ..ROW
    },
    Row {
        name: "case of an audience, not the first of the token",
        claims: json!({"aud": ["https://x", "api://orders"]}),
        policy: &[(AUDIENCE, ">api://Orders<")],
        about: "audience",
        changes: &[&[
            "- <audience>api://Orders</audience>  <!-- production -->",
            "+ <audience>api://orders</audience>  <!-- production -->",
        ]],
        ..ROW
    },
    Row {
        name: "blanks around the audience",
        policy: &[(AUDIENCE, ">\n                    b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d\n                <")],
        about: "audience",
        changes: &[&[
            "- <audience>",
            "- b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d",
            "- </audience>  <!-- production -->",
            "+ <audience>b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d</audience>  <!-- production -->",
        ]],
        ..ROW
    },
    Row {
        name: "another API",
        policy: &[(AUDIENCE, ">11111111-2222-4333-8444-555555555555<")],
        about: "audience",
        changes: &[&["+ <audience>b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d</audience>"]],
        ..ROW
    },
    Row {
        name: "an audience that has to be escaped",
        claims: json!({"aud": "https://a?b=1&c=<2>"}),
        about: "audience",
        changes: &[&["+ <audience>https://a?b=1&amp;c=&lt;2&gt;</audience>"]],
        ..ROW
    },
    Row {
        name: "an audience that would be an expression",
        claims: json!({"aud": "@(context.Request.Headers)"}),
        about: "audience",
        ..ROW
    },
    Row {
        name: "empty audience",
        policy: &[(AUDIENCE, "><")],
        about: "audience",
        changes: &[&[
            "- <audience></audience>  <!-- production -->",
            "+ <audience>b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d</audience>  <!-- production -->",
        ]],
        ..ROW
    },
    Row {
        name: "version of the issuer",
        policy: &[("/v2.0/.well", "/.well"), (ISSUER, ">https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/<")],
        about: "issuer",
        changes: &[&[
            "- <openid-config url=\"https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/.well-known/openid-configuration\" />",
            "- <issuer>https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/</issuer>",
            "+ <openid-config url=\"https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration\" />",
            "+ <issuer>https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>",
        ]],
        ..ROW
    },
    Row {
        name: "slash of the issuer",
        policy: &[KEYS, (ISSUER, ">https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/<")],
        about: "issuer",
        changes: &[&[
            "- <issuer>https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/</issuer>",
            "+ <issuer>https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>",
        ]],
        ..ROW
    },
    Row {
        name: "case of the issuer",
        policy: &[KEYS, (ISSUER, ">https://login.microsoftonline.com/5C2F7A10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0<")],
        about: "issuer",
        changes: &[&[
            "- <issuer>https://login.microsoftonline.com/5C2F7A10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>",
            "+ <issuer>https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>",
        ]],
        ..ROW
    },
    Row {
        name: "another tenant, in two places",
        policy: &[("/5c2f7a10", "/00000000"), ("/.well-known/openid-configuration", "/.well-known/openid-configuration?appid=a")],
        about: "issuer",
        changes: &[&[
            "- <openid-config url=\"https://login.microsoftonline.com/00000000-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration?appid=a\" />",
            "- <issuer>https://login.microsoftonline.com/00000000-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>",
            "+ <openid-config url=\"https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration?appid=a\" />",
            "+ <issuer>https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>",
        ]],
        ..ROW
    },
    Row {
        name: "another tenant of both versions",
        policy: &[("/5c2f7a10", "/00000000"), ("/v2.0<", "/v2.0</issuer>\n                <issuer>https://sts.windows.net/00000000-3c1d-4f0e-9b55-0d6f6b1d2a01/<")],
        about: "issuer",
        changes: &[&[
            "- <openid-config url=\"https://login.microsoftonline.com/00000000-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration\" />",
            "- <issuer>https://login.microsoftonline.com/00000000-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>",
            "- <issuer>https://sts.windows.net/00000000-3c1d-4f0e-9b55-0d6f6b1d2a01/</issuer>",
            "+ <openid-config url=\"https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration\" />",
            "+ <issuer>https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>",
            "+ <issuer>https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/</issuer>",
        ]],
        ..ROW
    },
    Row {
        name: "another provider: no fix lets it in",
        claims: json!({"iss": "https://issuer.example/"}),
        about: "issuer",
        ..ROW
    },
    Row {
        name: "no separator",
        policy: &[(CLAIM, "<claim name=\"scp\" match=\"any\">")],
        about: "scp",
        changes: &[&["- <claim name=\"scp\" match=\"any\">", "+ <claim separator=\" \" name=\"scp\" match=\"any\">"]],
        ..ROW
    },
    Row {
        name: "another separator",
        policy: &[("separator=' '", "separator=','")],
        about: "scp",
        changes: &[&["- <claim  name='scp' match='any' separator=','>", "+ <claim  name='scp' match='any' separator=' '>"]],
        ..ROW
    },
    Row {
        name: "no separator, and a scope besides that the token lacks: the separator is not enough",
        policy: &[(CLAIM, "<claim name=\"scp\">\n<value>Orders.Admin</value>")],
        about: "scp",
        ..ROW
    },
    Row {
        name: "client claim of the other version",
        policy: &[("name=\"azp\"", "name=\"appid\"")],
        about: "appid",
        changes: &[&["- <claim name=\"appid\" match=\"any\">", "+ <claim name=\"azp\" match=\"any\">"]],
        ..ROW
    },
    Row {
        name: "two client claims of the other version: each has its own fix",
        policy: &[
            ("name=\"azp\"", "name=\"appid\""),
            (CLAIM, "<claim name=\"appidacr\" />\n                <claim  name='scp' match='any' separator=' '>"),
        ],
        about: "appidacr",
        changes: &[&["- <claim name=\"appidacr\" />", "+ <claim name=\"azpacr\" />"]],
        ..ROW
    },
    Row {
        name: "scope under its other name, and no separator",
        policy: &[(CLAIM, "<claim name=\"scope\">")],
        about: "scope",
        changes: &[&["- <claim name=\"scope\">", "+ <claim separator=\" \" name=\"scp\">"]],
        ..ROW
    },
    Row {
        name: "role by the name that ASP.NET has for it",
        policy: &[(CLAIM, "<claim name=\"http://schemas.microsoft.com/ws/2008/06/identity/claims/role\"><value>Reader</value></claim>\n                <claim name='scp' match='any' separator=' '>")],
        about: "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
        changes: &[&[
            "- <claim name=\"http://schemas.microsoft.com/ws/2008/06/identity/claims/role\"><value>Reader</value></claim>",
            "+ <claim name=\"roles\"><value>Reader</value></claim>",
        ]],
        ..ROW
    },
    Row {
        name: "case of a scope",
        policy: &[(">Orders.Read<", ">orders.read<")],
        about: "scp",
        changes: &[&["- <value>orders.read</value>", "+ <value>Orders.Read</value>"]],
        ..ROW
    },
    Row {
        name: "blanks around one of two scopes that are both wanted",
        policy: &[("match='any'", ""), (">Orders.Read<", ">Orders.Read</value>\n<value> Orders.Write <")],
        about: "scp",
        changes: &[&["- <value> Orders.Write </value>", "+ <value>Orders.Write</value>"]],
        ..ROW
    },
    Row {
        name: "case of one scope, and another missing: writing it is not enough",
        policy: &[("match='any'", ""), (">Orders.Read<", ">orders.read</value>\n<value>Admin<")],
        about: "scp",
        ..ROW
    },
    Row {
        name: "the audience as a claim, with api://",
        policy: &[(CLAIM, "<claim name='aud'><value>api://b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d</value></claim>\n                <claim name='scp' match='any' separator=' '>")],
        about: "aud",
        changes: &[&[
            "- <claim name='aud'><value>api://b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d</value></claim>",
            "+ <claim match=\"any\" name='aud'><value>api://b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d</value><value>b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d</value></claim>",
        ]],
        ..ROW
    },
    Row {
        name: "two clients, of which both are wanted",
        policy: &[(" match=\"any\">", " match=\"all\">\n<value>11111111-2222-4333-8444-555555555555</value>")],
        about: "azp",
        changes: &[&["- <claim name=\"azp\" match=\"all\">", "+ <claim name=\"azp\" match=\"any\">"]],
        ..ROW
    },
    Row {
        name: "another client",
        policy: &[(">e1f2a3b4", ">00000000")],
        about: "azp",
        changes: &[&["+ <value>e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7</value>"]],
        ..ROW
    },
    Row {
        name: "another role",
        policy: &[(CLAIM, "<claim name='roles'>\n<value>Writer</value>\n</claim>\n<claim name='scp' match='any' separator=' '>")],
        about: "roles",
        changes: &[&["- <claim name='roles'>", "+ <claim match=\"any\" name='roles'>", "+ <value>Reader</value>"]],
        ..ROW
    },
    Row {
        name: "a flag that is not set: no fix takes the other",
        claims: json!({"email_verified": false}),
        policy: &[(CLAIM, "<claim name='email_verified'><value>true</value></claim>\n<claim name='scp' match='any' separator=' '>")],
        about: "email_verified",
        ..ROW
    },
    Row {
        name: "not yet valid",
        claims: json!({"nbf": NOW + 120}),
        about: "lifetime",
        changes: &[&[
            "- <validate-jwt header-name=\"Authorization\" failed-validation-httpcode=\"401\">",
            "+ <validate-jwt clock-skew=\"300\" header-name=\"Authorization\" failed-validation-httpcode=\"401\">",
        ]],
        ..ROW
    },
    Row {
        name: "expired a moment ago, with a skew",
        claims: json!({"exp": NOW - 120}),
        policy: &[("failed-validation-httpcode=\"401\"", "clock-skew=\"60\"")],
        about: "lifetime",
        changes: &[&[
            "- <validate-jwt header-name=\"Authorization\" clock-skew=\"60\">",
            "+ <validate-jwt header-name=\"Authorization\" clock-skew=\"300\">",
        ]],
        ..ROW
    },
    Row {
        name: "expired an hour ago: no skew",
        claims: json!({"exp": NOW - 3_600}),
        about: "lifetime",
        ..ROW
    },
    Row {
        name: "without exp",
        claims: json!({"exp": null}),
        policy: &[("failed-validation-httpcode=\"401\"", "require-expiration-time=\"true\"")],
        about: "lifetime",
        changes: &[&[
            "- <validate-jwt header-name=\"Authorization\" require-expiration-time=\"true\">",
            "+ <validate-jwt header-name=\"Authorization\" require-expiration-time=\"false\">",
        ]],
        ..ROW
    },
    Row {
        name: "another scheme than everybody sends",
        before: "Authorization: Bearer ",
        policy: &[("failed-validation-httpcode=\"401\"", "require-scheme=\"JWT\"")],
        about: "scheme",
        changes: &[&[
            "- <validate-jwt header-name=\"Authorization\" require-scheme=\"JWT\">",
            "+ <validate-jwt header-name=\"Authorization\" require-scheme=\"Bearer\">",
        ]],
        ..ROW
    },
    Row {
        name: "the token in another header",
        before: "Authorization: Bearer ",
        policy: &[("\"Authorization\"", "\"X-Token\"")],
        about: "well-formed",
        changes: &[&[
            "- <validate-jwt header-name=\"X-Token\" failed-validation-httpcode=\"401\">",
            "+ <validate-jwt header-name=\"Authorization\" failed-validation-httpcode=\"401\">",
        ]],
        ..ROW
    },
    Row {
        name: "no keys: those of the listed issuer",
        policy: &[NO_KEYS],
        about: "signature",
        becomes: State::Unknown,
        changes: &[&["+ <openid-config url=\"https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration\" />"]],
        ..ROW
    },
    Row {
        name: "no keys and no issuer",
        policy: &[NO_KEYS, NO_ISSUERS],
        about: "signature",
        becomes: State::Unknown,
        changes: &[&["+ <openid-config url=\"https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration\" />"]],
        ..ROW
    },
    Row {
        name: "a token of the US government cloud",
        claims: json!({"iss": "https://login.microsoftonline.us/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0"}),
        about: "issuer",
        changes: &[&[
            "- <openid-config url=\"https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration\" />",
            "- <issuer>https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>",
            "+ <openid-config url=\"https://login.microsoftonline.us/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration\" />",
            "+ <issuer>https://login.microsoftonline.us/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>",
        ]],
        ..ROW
    },
    Row {
        name: "a version 1.0 token of the China cloud, its issuer listed",
        claims: json!({"iss": "https://sts.chinacloudapi.cn/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/", "ver": "1.0"}),
        policy: &[KEYS],
        about: "issuer",
        changes: &[&[
            "- <issuer>https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>",
            "+ <issuer>https://sts.chinacloudapi.cn/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/</issuer>",
        ]],
        ..ROW
    },
    Row {
        name: "a version 1.0 token of the China cloud, whose metadata alone would not tell",
        claims: json!({"iss": "https://sts.chinacloudapi.cn/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/", "ver": "1.0"}),
        policy: &[NO_ISSUERS],
        about: "issuer",
        changes: &[],
        ..ROW
    },
]
