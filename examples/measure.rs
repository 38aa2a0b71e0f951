//! Measures how long reading and judging a policy document takes: `cargo run --release --no-default-features --example measure`
//!
//! The goal, in the page's WebAssembly: 4 kB in less than 1 ms, 300 kB in less than 16 ms. Natively it is a few times
//! faster. Prints medians.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "it measures, and says what"
)]

use std::hint::black_box;
use std::time::{Duration, Instant as Clock};

use claimscope::inspect::{Evidence, Inputs, judge, read};
use claimscope::text::base64url;
use claimscope::text::instant::Instant;

const ROUNDS: usize = 51;
const NOW: Instant = Instant(1_795_402_800);

const CLAIMS: &str = r#"{"aud":"api://shipping","iss":"https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/","exp":1795405800,"appid":"e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7","roles":["Orders.Read"],"tid":"5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01","ver":"1.0"}"#;

/// One policy, with requirements that are met and some that are not.
const POLICY: &str = r#"        <validate-jwt header-name="Authorization" failed-validation-httpcode="401" require-scheme="Bearer">
            <openid-config url="https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration" />
            <audiences>
                <audience>api://orders</audience>
            </audiences>
            <required-claims>
                <claim name="roles" match="any">
                    <value>Orders.Read</value>
                    <value>Orders.Write</value>
                </claim>
                <claim name="azp">
                    <value>e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7</value>
                </claim>
            </required-claims>
        </validate-jwt>
"#;

/// What stands around it: expressions as the gateway's editor has them, which are no XML.
const AROUND: &str = r#"        <choose>
            <when condition="@(context.Request.Headers.GetValueOrDefault("X-Tenant", "") == "a" && context.Variables.ContainsKey("b"))">
                <!-- Only this tenant has a backend of its own. -->
                <set-backend-service base-url="https://orders.example/&amp;v=1" />
                <set-body>@{
                    var items = new List<string>();
                    return $"{items.Count} of {context.Variables["count"]}";
                }</set-body>
            </when>
        </choose>
"#;

/// A policy document of about this many bytes.
fn document(bytes: usize) -> String {
    let mut text = format!("<policies>\n    <inbound>\n        <base />\n{POLICY}");
    while text.len() + AROUND.len() < bytes {
        text.push_str(AROUND);
    }
    text.push_str("    </inbound>\n</policies>\n");
    text
}

fn median(mut measured: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Clock::now();
            measured();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(ROUNDS / 2).copied().unwrap_or_default()
}

fn main() {
    let header = base64url::encode(br#"{"alg":"RS256","kid":"k1"}"#);
    let claims = base64url::encode(CLAIMS.as_bytes());
    let token = format!("Bearer {header}.{claims}.c2ln");
    for bytes in [4_000, 300_000] {
        let policy = document(bytes);
        let in_json = format!("{{\"value\":{policy:?}}}");
        for (kind, text) in [("policy", &policy), ("policy in JSON", &in_json)] {
            let inputs = Inputs {
                token: &token,
                policy: text,
                ..Inputs::default()
            };
            let reading = median(|| _ = black_box(read(black_box(&inputs))));
            let documents = read(&inputs);
            let evidence = Evidence::default();
            let judging = median(|| _ = black_box(judge(black_box(&documents), &evidence, NOW)));
            println!(
                "{kind} of {} kB, {} read: reading {reading:?}, judging {judging:?}, together {:?}",
                text.len() / 1000,
                documents.policies.len(),
                reading + judging
            );
        }
    }
}
