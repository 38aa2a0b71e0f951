//! A fix, applied, makes its requirement met and changes nothing else: neither what else the policy demands, nor a line
//! besides those that are shown here.
#![expect(
    clippy::unwrap_used,
    reason = "a row that cannot be built stops the test"
)]

mod support;

use claimscope::inspect::{Inputs, Inspection, inspect};
use claimscope::policy::evaluate::{Requirement, State};
use claimscope::text::instant::Instant;
use serde_json::{Value, json};

const NOW: i64 = 1_795_402_800;
const TENANT: &str = "5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01";

/// What the token says where a row says nothing else.
fn claims() -> Value {
    json!({
        "aud": "b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d",
        "iss": "https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0",
        "nbf": NOW - 600,
        "exp": NOW + 3_000,
        "azp": "e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7",
        "azpacr": "1",
        "oid": "0d4c8f6a-2b1e-4c3d-9a8b-7c6d5e4f3a2b",
        "roles": ["Reader"],
        "scp": "Orders.Read Orders.Write",
        "tid": TENANT,
        "ver": "2.0",
    })
}

const POLICY: &str = r#"<!-- the product's policy -->
<policies>
    <inbound>
        <base /> <!-- keep -->
        <validate-jwt header-name="Authorization" failed-validation-httpcode="401">
            <openid-config url="https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration" />
            <audiences>
                <!-- ours -->
                <audience>b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d</audience>  <!-- production -->
            </audiences>
            <issuers>
                <issuer>https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>
            </issuers>
            <required-claims>
                <claim name="azp" match="any">
                    <value>e1f2a3b4-5c6d-4e7f-8091-a2b3c4d5e6f7</value> <!-- the shop -->
                </claim>
                <claim  name='scp' match='any' separator=' '>
                    <value>Orders.Read</value>
                </claim>
            </required-claims>
        </validate-jwt>
        <set-header name="X-Caller" exists-action="override"><value>@(context.Request.IpAddress)</value></set-header>
    </inbound>
</policies>
"#;

const KEYS: (&str, &str) = (
    "<openid-config url=\"https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0/.well-known/openid-configuration\" />",
    "<issuer-signing-keys><key certificate-id=\"c\" /></issuer-signing-keys>",
);
const NO_KEYS: (&str, &str) = (KEYS.0, "");
const NO_ISSUERS: (&str, &str) = (
    "<issuers>\n                <issuer>https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0</issuer>\n            </issuers>",
    "",
);
const AUDIENCE: &str = ">b7a0c1d2-0f3e-4a5b-8c6d-7e8f9a0b1c2d<";
const ISSUER: &str =
    ">https://login.microsoftonline.com/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/v2.0<";
const CLAIM: &str = "<claim  name='scp' match='any' separator=' '>";

struct Row {
    name: &'static str,
    /// Claims that are other than in [`claims`]; `null` for none.
    claims: Value,
    /// What stands in front of the token.
    before: &'static str,
    /// What is replaced in [`POLICY`].
    policy: &'static [(&'static str, &'static str)],
    /// The requirement that is unmet: its code, or its claim.
    about: &'static str,
    /// How it stands after that.
    becomes: State,
    /// For each changed policy the lines that go and come, without their indentation.
    changes: &'static [&'static [&'static str]],
}

const ROW: Row = Row {
    name: "",
    claims: Value::Null,
    before: "",
    policy: &[],
    about: "",
    becomes: State::Met,
    changes: &[],
};

fn rows() -> Vec<Row> {
    include!("fixes/rows.rs")
}

fn token(row: &Row) -> String {
    use base64::Engine as _;
    let mut all = claims();
    let all = all.as_object_mut().unwrap();
    for (name, value) in row.claims.as_object().into_iter().flatten() {
        all.insert(name.clone(), value.clone());
    }
    all.retain(|_, value| !value.is_null());
    let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    let header = r#"{"typ":"JWT","alg":"RS256","kid":"k1"}"#;
    format!(
        "{}{}.{}.c2ln",
        row.before,
        encode(header),
        encode(&json!(all).to_string())
    )
}

fn at(token: &str, policy: &str) -> Inspection {
    let inputs = Inputs {
        token,
        policy,
        ..Inputs::default()
    };
    inspect(&inputs, Instant(NOW))
}

fn requirements(inspection: &Inspection) -> Vec<&Requirement> {
    let policies = inspection.policies.iter();
    policies
        .flat_map(|judged| &judged.evaluation.requirements)
        .collect()
}

/// The lines that are only in one of two texts, between those that they begin and end with.
fn difference(before: &str, after: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split('\n').collect(), after.split('\n').collect());
    let same = |line: &&str, other: &[&str]| other.contains(line);
    let gone = old
        .iter()
        .filter(|line| !same(line, &new))
        .map(|line| format!("- {}", line.trim()));
    let came = new
        .iter()
        .filter(|line| !same(line, &old))
        .map(|line| format!("+ {}", line.trim()));
    // What is left is the same, in the same order.
    let kept_old: Vec<_> = old.iter().filter(|line| same(line, &new)).collect();
    let kept_new: Vec<_> = new.iter().filter(|line| same(line, &old)).collect();
    assert_eq!(kept_old, kept_new);
    gone.chain(came).collect()
}

#[test]
fn every_fix_makes_its_requirement_met_and_changes_nothing_else() {
    let mut wrong = Vec::new();
    let rows = rows();
    let mut applied = 0;
    for row in &rows {
        let mut policy = POLICY.to_owned();
        for (from, to) in row.policy {
            assert!(policy.contains(from), "{}: {from}", row.name);
            policy = policy.replace(from, to);
        }
        let token = token(row);
        let before = at(&token, &policy);
        let all = requirements(&before);
        let unmet = all.iter().position(|requirement| {
            let claim = requirement.claim.as_deref();
            requirement.state == State::Unmet
                && claim.unwrap_or(requirement.code.code()) == row.about
        });
        let Some(index) = unmet else {
            wrong.push(format!("{}: {} is not unmet", row.name, row.about));
            continue;
        };
        let mut found = Vec::new();
        for changed in all[index]
            .fixes
            .iter()
            .filter_map(|fix| fix.changed_policy.as_deref())
        {
            applied += 1;
            found.push(difference(&policy, changed));
            let after = at(&token, changed);
            for (other, (was, is)) in all.iter().zip(requirements(&after)).enumerate() {
                let expected = if other == index {
                    row.becomes
                } else {
                    was.state
                };
                // With the first keys the issuer of their discovery document is demanded too.
                let is_added = was.state == State::NotApplicable
                    && is.state == State::Met
                    && row.about == "signature";
                if is.state != expected && !is_added {
                    wrong.push(format!(
                        "{}: {}: {:?} → {:?}\n{changed}",
                        row.name,
                        is.code.code(),
                        was.state,
                        is.state
                    ));
                }
            }
            if after
                .policies
                .iter()
                .zip(&before.policies)
                .any(|(is, was)| is.policy.problems.len() > was.policy.problems.len())
            {
                wrong.push(format!(
                    "{}: the changed policy has problems\n{changed}",
                    row.name
                ));
            }
        }
        if found != row.changes {
            wrong.push(format!("{}: {found:#?}", row.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        rows.len() >= 30 && applied >= 30,
        "only {applied} fixes of {} rows",
        rows.len()
    );
}
