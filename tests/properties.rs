//! What holds for every input: nothing panics, every place lies in its text, nothing is lost, time is continuous.

mod support;

use claimscope::decrypt::{Next, Opening, Run};
use claimscope::inspect::{Evidence, Inputs, Inspection, inspect, judge, open, read};
use claimscope::intake;
use claimscope::keys;
use claimscope::policy::evaluate::{State, Verdict};
use claimscope::report;
use claimscope::text::digest::digest;
use claimscope::text::instant::{self, Instant};
use claimscope::text::json::{self, Json, Kind};
use claimscope::text::{Span, base64url};
use proptest::prelude::*;
use serde::de::IgnoredAny;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

const NOW: i64 = 1_795_400_000;

fn token(claims: &str) -> String {
    use base64::Engine as _;
    let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.c2ln", encode(r#"{"alg":"RS256"}"#), encode(claims))
}

/// The header of an encrypted token, with what some algorithm needs, or not quite.
fn jwe_header() -> impl Strategy<Value = String> {
    let algorithms = prop::sample::select(vec![
        "dir",
        "A128KW",
        "A128GCMKW",
        "ECDH-ES",
        "ECDH-ES+A256KW",
        "PBES2-HS256+A128KW",
        "RSA-OAEP",
        "HS256",
    ]);
    let encodings = prop::sample::select(vec!["A128GCM", "A128CBC-HS256", "A256GCM", "none"]);
    let more = prop::sample::select(vec![
        r#""epk":{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#,
        r#""epk":5"#,
        r#""iv":"AAAAAAAAAAAAAAAA","tag":"AAAAAAAAAAAAAAAAAAAAAA""#,
        r#""p2s":"AAAAAAAAAAA","p2c":1000"#,
        r#""p2c":99999999999"#,
        r#""zip":"DEF""#,
        r#""apu":"é","crit":[]"#,
    ]);
    (algorithms, encodings, more)
        .prop_map(|(alg, enc, more)| format!(r#"{{"alg":"{alg}","enc":"{enc}",{more}}}"#))
}

/// Pieces that tokens, policies and what surrounds them are made of, in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "eyJhbGciOiJSUzI1NiJ9",
        "eyJzdWIiOiJhIn0",
        ".",
        "..",
        "=",
        "%2E",
        " ",
        "\n",
        "\u{200b}",
        "\"",
        "Bearer ",
        "Authorization: ",
        "curl -H '",
        "Cookie: a=",
        "#access_token=",
        "{\"access_token\":\"",
        "\"}",
        "#error=a&error_description=%zz%4",
        "é",
        "\u{1f600}",
        "<validate-jwt header-name='A'",
        ">",
        "/>",
        "</validate-jwt>",
        "<validate-azure-ad-token tenant-id='contoso.com'>",
        "<client-application-ids><application-id>a</application-id></client-application-ids>",
        "</validate-azure-ad-token>",
        "<audiences>",
        "<audience>a",
        "</audience>",
        "</audiences>",
        "<openid-config url='https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration'/>",
        "{{",
        "}}",
        "@(",
        "&amp;",
        "&",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "<!DOCTYPE",
        "\u{feff}",
        "{\"issuer\":\"x\"}",
        "[",
        "{",
        "\\ud800",
        "1e999",
        "null",
    ]);
    prop::collection::vec(
        prop_oneof![3 => pieces.prop_map(str::to_owned), 1 => any::<String>()],
        0..12,
    )
    .prop_map(|parts| parts.concat())
}

fn inside(span: Span, text: &str) -> bool {
    text.get(span.start..span.end).is_some()
}

fn spans_lie_inside(value: &Json, text: &str) -> bool {
    inside(value.span, text)
        && value
            .members()
            .iter()
            .all(|member| inside(member.name_span, text) && spans_lie_inside(&member.value, text))
        && value
            .elements()
            .iter()
            .all(|element| spans_lie_inside(element, text))
}

/// The text again, from the tree: nothing but whitespace between tokens may be missing.
fn written(value: &Json, text: &str) -> String {
    let join = |parts: Vec<String>| parts.join(",");
    match &value.kind {
        Kind::Array(elements) => format!(
            "[{}]",
            join(
                elements
                    .iter()
                    .map(|element| written(element, text))
                    .collect()
            )
        ),
        Kind::Object(members) => {
            let members = members.iter().map(|member| {
                format!(
                    "{}:{}",
                    member.name_span.of(text),
                    written(&member.value, text)
                )
            });
            format!("{{{}}}", join(members.collect()))
        }
        _ => value.span.of(text).to_owned(),
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// What JSON is made of, in an order that seldom is JSON.
fn json_soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\"a\"",
        "{\"a\":",
        "[1,",
        "[]",
        "{}",
        "[],",
        "{},",
        "-",
        "0",
        "12",
        ".5",
        "e",
        "E+3",
        "true",
        "false",
        "null",
        "nul",
        " ",
        "\n",
        "\t",
        "\r",
        "\u{b}",
        "\0",
        "\\n",
        "\\/",
        "\\u00e9",
        "\\uD83d",
        "\\ude00",
        "\\u12",
        "é",
        "\u{1f600}",
    ]);
    prop::collection::vec(pieces, 0..9).prop_map(|parts| parts.concat())
}

/// JSON with a few characters of it replaced or left out.
fn damaged_json() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), json_soup());
    (any_json(), prop::collection::vec(change, 0..3)).prop_map(|(value, changes)| {
        let mut text: Vec<char> = format!("{value:#}").chars().collect();
        for (place, piece) in changes {
            let place = place.index(text.len() + 1);
            text.splice(place..(place + 1).min(text.len()), piece.chars());
        }
        text.into_iter().collect()
    })
}

/// Every name and every string, in the order of the text.
fn strings(value: &Json) -> Vec<String> {
    let members = value.members().iter().flat_map(|member| {
        let name = std::iter::once(member.name.clone());
        name.chain(strings(&member.value))
    });
    let elements = value.elements().iter().flat_map(strings);
    value
        .as_str()
        .map(str::to_owned)
        .into_iter()
        .chain(members)
        .chain(elements)
        .collect()
}

/// What policies look like where they are kept; raw expressions, and an escape in each.
const POLICIES: [&str; 4] = [
    r#"<policies>
    <inbound>
        <choose><when condition="@(context.Request.Headers.GetValueOrDefault("X", '"' + @"\""") == $"{a["b"]}" && 1 < 2)">
            <!-- <validate-jwt header-name="A" /> -->
            <validate-jwt header-name="Authorization" require-scheme="Bearer">
                <openid-config url="https://login.microsoftonline.com/<your tenant>/.well-known/openid-configuration" />
                <audiences><audience>@((string)context.Variables["é"])</audience><audience>${var.a}</audience></audiences>
                <required-claims><claim name="scp" separator=" "><value>a &amp; b</value></claim></required-claims>
            </validate-jwt>
        </when></choose>
        <set-body>@{ /* " */ return new List<string>(); // it's
        }</set-body>
    </inbound>
</policies>"#,
    r#"{"properties": {"value": "<inbound>\r\n\u003cvalidate-jwt header-name=\"A\"><audiences><audience>{{a}}</audience></audiences></validate-jwt></inbound>"}}"#,
    "<pre>&lt;ns0:validate-jwt header-name=&quot;A&#34;&gt;&lt;audiences&gt;&lt;audience&gt;&amp;amp;a&lt;/audience&gt;&lt;/audiences&gt;&lt;/ns0:validate-jwt&gt;</pre>",
    "policy = <<XML\n%{ if a }<validate-jwt header-name=\u{201c}A\u{201d}>\n<audiences><audience>a</audience></audiences></validate-jwt>%{ endif }\nXML\nvar p = @\"<validate-jwt query-parameter-name=\"\"a\"\" />\";",
];

/// Policies with pieces of them left out, doubled, or put somewhere else.
fn mutated_policy() -> impl Strategy<Value = String> {
    let place = any::<prop::sample::Index>;
    let change = (place(), 0..40_usize, place(), 0..40_usize, 0..3_usize);
    let policy = prop::sample::select(&POLICIES[..]);
    (policy, prop::collection::vec(change, 0..6)).prop_map(|(policy, changes)| {
        let mut text: Vec<char> = policy.chars().collect();
        for (from, length, to, gone, times) in changes {
            let from = from.index(text.len() + 1);
            let end = (from + length).min(text.len());
            let piece = text.get(from..end).unwrap_or_default().repeat(times);
            let to = to.index(text.len() + 1);
            text.splice(to..(to + gone).min(text.len()), piece);
        }
        text.into_iter().collect()
    })
}

/// Keys with pieces of them left out, doubled, or put somewhere else.
fn mutated_keys() -> impl Strategy<Value = String> {
    let mut files = vec![
        r#"{"issuer":"https://a","jwks_uri":"https://a/keys","keys":[{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE","use":"enc","kid":"1"},{"kty":"RSA","n":"AQAB","e":"AQAB","x5c":["MIIB"],"key_ops":["verify"]},{"kty":"oct","k":"c2VjcmV0"}]}"#.to_owned(),
        "a-secret\nkey=\"c2VjcmV0\"\n00ff00ff\u{feff}\u{a0}https://a/\n".to_owned(),
    ];
    for text in [
        include_str!("keys/bag.pem"),
        include_str!("keys/chain.pem"),
        include_str!("keys/P-521.sec1.pem"),
        include_str!("keys/secp256k1.pkcs8.pem"),
        include_str!("keys/ed448.spki.pem"),
        include_str!("keys/rsa.pkcs1.pem"),
    ] {
        let lines = text.lines().filter(|line| !line.starts_with('-'));
        files.push(lines.collect::<Vec<_>>().join("\n"));
        files.push(text.to_owned());
    }
    let place = any::<prop::sample::Index>;
    let change = (place(), 0..40_usize, place(), 0..40_usize, 0..3_usize);
    let texts = prop::collection::vec(prop::sample::select(files), 1..3);
    (texts, prop::collection::vec(change, 0..6)).prop_map(|(texts, changes)| {
        let mut text: Vec<char> = texts.join("\n").chars().collect();
        for (from, length, to, gone, times) in changes {
            let from = from.index(text.len() + 1);
            let end = (from + length).min(text.len());
            let piece = text.get(from..end).unwrap_or_default().repeat(times);
            let to = to.index(text.len() + 1);
            text.splice(to..(to + gone).min(text.len()), piece);
        }
        text.into_iter().collect()
    })
}

fn spans_of_keys_lie_inside(text: &str) -> bool {
    let found = keys::read(text);
    let spans = found.keys.iter().map(|key| key.span);
    spans
        .chain(found.notes.iter().map(|note| note.span))
        .all(|span| inside(span, text))
}

fn states(inspection: &Inspection) -> Vec<(State, String)> {
    let requirements = inspection
        .policies
        .iter()
        .flat_map(|judged| &judged.evaluation.requirements);
    requirements
        .map(|requirement| (requirement.state, requirement.code.code().to_owned()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn base64url_decodes_what_was_encoded(bytes in any::<Vec<u8>>()) {
        use base64::Engine as _;
        let text = base64url::encode(&bytes);
        prop_assert_eq!(&text, &base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&bytes));
        let decoded = base64url::decode(&text);
        prop_assert_eq!((decoded.bytes, decoded.faults, decoded.length), (bytes, Vec::new(), text.len()));
    }

    #[test]
    fn base64url_is_faultless_where_a_strict_decoder_takes_it(text in "[A-Za-f0-9_=\n\\-]{0,9}|[A-Za-z+/é]{0,9}") {
        use base64::Engine as _;
        let decoded = base64url::decode(&text);
        let strict = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&text);
        prop_assert_eq!(decoded.faults.is_empty(), strict.is_ok());
        if let Ok(bytes) = strict {
            prop_assert_eq!(decoded.bytes, bytes);
        }
    }

    #[test]
    fn base64url_faults_lie_in_the_text(text in any::<String>()) {
        let decoded = base64url::decode(&text);
        prop_assert!(decoded.faults.iter().all(|fault| inside(fault.span, &text)));
    }

    #[test]
    fn digests_are_those_of_the_libraries(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        use sha2::Digest as _;
        for (hash, expected) in [
            ("sha-1", sha1::Sha1::digest(&bytes).to_vec()),
            ("sha-256", sha2::Sha256::digest(&bytes).to_vec()),
            ("sha-384", sha2::Sha384::digest(&bytes).to_vec()),
            ("sha-512", sha2::Sha512::digest(&bytes).to_vec()),
        ] {
            prop_assert_eq!(digest(hash, &bytes), Some(expected), "{}", hash);
        }
    }

    #[test]
    fn json_is_read_whole(value in any_json()) {
        let text = serde_json::to_string(&value).unwrap();
        let root = json::parse(&text).unwrap();
        prop_assert!(spans_lie_inside(&root, &text));
        prop_assert_eq!(written(&root, &text), text);
    }

    #[test]
    fn any_text_is_json_or_a_fault_in_range(text in soup()) {
        match json::parse(&text) {
            Ok(root) => prop_assert!(spans_lie_inside(&root, &text)),
            Err(fault) => prop_assert!(fault.offset <= text.len()),
        }
    }

    #[test]
    fn json_is_what_serde_json_takes_for_it(text in prop_oneof![json_soup(), damaged_json(), soup(), any::<String>()]) {
        let ours = json::parse(&text);
        prop_assert_eq!(ours.is_ok(), serde_json::from_str::<IgnoredAny>(&text).is_ok());
        // Where it has more to give than a yes: it refuses lone surrogates, numbers beyond an f64 and deep nesting.
        if let (Ok(root), Some(expected)) = (ours, support::strings(&text)) {
            prop_assert_eq!(strings(&root), expected);
        }
    }

    #[test]
    fn what_stands_before_a_fault_of_json_could_still_become_json(text in prop_oneof![json_soup(), damaged_json()]) {
        if let Err(fault) = json::parse(&text) {
            let before = text.get(..fault.offset).unwrap();
            prop_assert!(json::parse(before).map_or_else(|fault| fault.offset, |_| before.len()) == before.len());
        }
    }

    #[test]
    fn dates_are_those_of_a_calendar(text in "[0-9]{2}[0-9]{2}-(0[1-9]|1[0-3])-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,3})?(Z|z|[+-][0-2][0-9]:[0-6][0-9])") {
        let expected = OffsetDateTime::parse(&text, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp);
        prop_assert_eq!(Instant::parse(&text).map(|instant| instant.0), expected);
    }

    #[test]
    fn an_instant_is_read_as_it_was_written(seconds in -62_167_219_200..=instant::MAX) {
        let text = Instant(seconds).rfc3339().unwrap();
        prop_assert_eq!(Instant::parse(&text), Some(Instant(seconds)));
        prop_assert_eq!(OffsetDateTime::parse(&text, &Rfc3339).unwrap().unix_timestamp(), seconds);
    }

    #[test]
    fn candidates_lie_in_the_input_in_order(text in soup()) {
        let found = intake::find(&text);
        prop_assert!(found.iter().all(|candidate| inside(candidate.span, &text)));
        prop_assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        prop_assert_eq!(found.is_empty(), text.trim().is_empty());
    }

    #[test]
    fn a_token_is_found_in_any_surroundings(before in "[ \n\t\"'(<]{0,4}", after in "[ \n\t\"')>,;]{0,4}") {
        let token = token(r#"{"sub":"a"}"#);
        let text = format!("{before}{token}{after}");
        let found = intake::find(&text);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].text, &token);
    }

    #[test]
    fn no_input_panics_and_every_place_exists(token in soup(), policy in soup(), keys in soup(), values in soup(), now in any::<i64>()) {
        let inputs = Inputs { token: &token, policy: &policy, keys: &keys, values: &values, ..Inputs::default() };
        let inspection = inspect(&inputs, Instant(now));
        for judged in &inspection.policies {
            prop_assert!(judged.policy.problems.iter().all(|problem| inside(problem.span, &policy)));
            prop_assert!(judged.evaluation.requirements.iter().all(|requirement| inside(requirement.span, &policy)));
            let decisive = judged.evaluation.requirements.iter().filter(|requirement| requirement.decisive).count();
            prop_assert_eq!(decisive == 1, judged.evaluation.verdict == Verdict::Rejected);
        }
        let report: serde_json::Value = serde_json::from_str(&report::json(&inspection)).unwrap();
        prop_assert_eq!(&report["schema"], "claimscope.report/1");
    }

    #[test]
    fn mutated_keys_have_every_place_in_their_text(text in prop_oneof![3 => mutated_keys(), 1 => soup()]) {
        prop_assert!(spans_of_keys_lie_inside(&text));
    }

    #[test]
    fn changed_bytes_of_a_key_are_a_key_or_a_fault(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), text in prop::sample::select(vec![include_str!("keys/leaf.pem"), include_str!("keys/rsa.pkcs1-private.pem"), include_str!("keys/P-256.pkcs8.pem"), include_str!("keys/ed25519.spki.pem")])) {
        let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        let mut der = base64url::decode(&body).bytes;
        for (place, byte) in changes {
            let place = place.index(der.len());
            der[place] = byte;
        }
        let text = format!("-----BEGIN X-----{}-----END X-----", base64url::encode(&der));
        prop_assert!(spans_of_keys_lie_inside(&text));
        let found = keys::read(&text);
        prop_assert_eq!(found.keys.len() + found.notes.iter().filter(|note| note.message.starts_with("closest")).count(), 1);
        if let Some(key) = found.keys.first() {
            let again = json::parse(&key.material.jwk()).unwrap();
            prop_assert_eq!(&keys::from_jwk(&again).unwrap().thumbprint, &key.thumbprint);
        }
    }

    #[test]
    fn a_token_is_opened_whatever_its_header_and_the_answers(header in jwe_header(), sizes in prop::array::uniform4(prop::sample::select(vec![0_usize, 12, 16, 24])), answers in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..70), 6), plaintext in soup()) {
        let mut token = base64url::encode(header.as_bytes());
        for size in sizes {
            token.push('.');
            token.push_str(&base64url::encode(&vec![1; size]));
        }
        let keys = r#"{"keys":[{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAA"},{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}]}"#;
        let mut documents = read(&Inputs { token: &token, keys, ..Inputs::default() });
        for decryption in documents.decryptions.iter() {
            if let Ok(plan) = &decryption.plan {
                let mut run = Run::new(plan);
                let mut next = run.next(Vec::new());
                let mut asked = 0;
                for answer in &answers {
                    if matches!(next, Next::Ask(_)) {
                        asked += 1;
                        next = run.next(answer.clone());
                    }
                }
                prop_assert!(asked <= 4);
            }
        }
        let openings = vec![Opening::Opened(plaintext.into_bytes().into()); documents.decryptions.len()];
        open(&mut documents, &openings);
        let evidence = Evidence { openings, ..Evidence::default() };
        let inspection = judge(&documents, &evidence, Instant(NOW));
        prop_assert_eq!(inspection.tokens.len(), inspection.signatures.len());
        let report: serde_json::Value = serde_json::from_str(&report::json(&inspection)).unwrap();
        prop_assert_eq!(report["tokens"].as_array().map(Vec::len), Some(inspection.tokens.len()));
    }

    #[test]
    fn a_mutated_policy_has_every_place_in_its_text(policy in mutated_policy()) {
        let token = token(r#"{"aud":"a","scp":"a b","iss":"https://sts.windows.net/a/"}"#);
        let inputs = Inputs { token: &token, policy: &policy, ..Inputs::default() };
        let inspection = inspect(&inputs, Instant(NOW));
        let problems = inspection.policies.iter().flat_map(|judged| &judged.policy.problems);
        for problem in problems.chain(&*inspection.policy_problems) {
            prop_assert!(inside(problem.span, &policy), "{:?}", problem);
            let mut edits: Vec<_> = problem.edits.iter().map(|(span, _)| *span).collect();
            edits.sort_by_key(|span| span.start);
            prop_assert!(edits.iter().all(|span| inside(*span, &policy)), "{:?}", problem);
            prop_assert!(edits.windows(2).all(|two| two[0].end <= two[1].start), "{:?}", problem);
        }
        for judged in &inspection.policies {
            let read = &judged.policy;
            prop_assert!(inside(read.span, &policy) && inside(Span::new(read.attributes_at, read.span.end), &policy));
            let listed = read.audiences.iter().chain(&read.issuers).flatten();
            let claims = read.required_claims.iter().flatten().flat_map(|claim| &claim.values);
            for value in listed.chain(claims).chain(read.attributes.iter().map(|(_, value)| value)) {
                prop_assert!(inside(value.span, &policy) && inside(value.whole, &policy), "{:?}", value);
                prop_assert!(value.span.end <= value.element_end && value.whole.end <= value.element_end, "{:?}", value);
            }
        }
    }

    #[test]
    fn an_added_requirement_never_turns_unmet_into_met(aud in "[ab]{1,2}", role in "[AB]", exp in -5_i64..5) {
        let token = token(&format!("{{\"aud\":\"{aud}\",\"roles\":[\"{role}\"],\"exp\":{}}}", NOW + exp));
        let audiences = "<audiences><audience>a</audience></audiences>";
        let claims = "<required-claims><claim name=\"roles\"><value>A</value></claim></required-claims>";
        let verdict = |inside: &str| {
            let policy = format!("<validate-jwt header-name=\"A\"><issuer-signing-keys><key certificate-id=\"c\"/></issuer-signing-keys>{inside}</validate-jwt>");
            inspect(&Inputs { token: &token, policy: &policy, ..Inputs::default() }, Instant(NOW)).verdict()
        };
        let fewer = verdict(audiences);
        let more = verdict(&format!("{audiences}{claims}"));
        prop_assert!(fewer != Some(Verdict::Rejected) || more == Some(Verdict::Rejected));
    }

    #[test]
    fn nothing_changes_before_the_next_change(nbf in -60_i64..60, exp in -60_i64..60, skew in 0_i64..20) {
        let token = token(&format!("{{\"nbf\":{},\"exp\":{}}}", NOW + nbf, NOW + exp));
        let policy = format!("<validate-jwt header-name=\"A\" clock-skew=\"{skew}\"/>");
        let documents = read(&Inputs { token: &token, policy: &policy, ..Inputs::default() });
        let at = |now| judge(&documents, &Evidence::default(), Instant(now));
        let first = at(NOW);
        let until = first.next_change.map_or(NOW + 200, |moment| moment.0);
        for now in NOW..until {
            prop_assert_eq!(states(&at(now)), states(&first));
        }
        if let Some(moment) = first.next_change {
            prop_assert!(moment.0 > NOW);
        }
    }
}
