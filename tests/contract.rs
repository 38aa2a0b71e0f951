//! Every report is held against the contract's JSON Schema, whatever was pasted.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken contract stops the test"
)]

mod support;

use boon::{Compiler, Schemas};
use claimscope::inspect::{Inputs, inspect};
use claimscope::report;
use claimscope::text::instant::Instant;

/// Panics, naming the place, when the report of these inputs breaks the contract.
fn check(inputs: &Inputs<'_>, name: &str) {
    let schema = serde_json::from_str(include_str!("report.schema.json")).unwrap();
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    compiler.add_resource("report.schema.json", schema).unwrap();
    let index = compiler
        .compile("report.schema.json", &mut schemas)
        .unwrap();
    let report = report::json(&inspect(inputs, Instant(1_795_400_000)));
    let value = serde_json::from_str(&report).unwrap();
    if let Err(error) = schemas.validate(&value, index) {
        panic!("{name}: {error:#}\n{report}");
    }
}

#[test]
fn every_case_keeps_the_contract() {
    for case in support::cases() {
        check(&case.inputs(), &case.name);
    }
}

#[test]
fn every_edge_case_keeps_the_contract_with_and_without_a_policy() {
    let policy = "<validate-jwt header-name='Authorization'><openid-config url='https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration'/><audiences><audience>a</audience></audiences></validate-jwt>";
    for row in support::EDGE_CASES {
        let azure = "<validate-azure-ad-token tenant-id='common'><audiences><audience>a</audience></audiences></validate-azure-ad-token>";
        for policy in ["", policy, azure, "not xml", "<a>"] {
            let inputs = Inputs {
                token: row.input,
                policy,
                ..Inputs::default()
            };
            check(&inputs, row.input);
        }
    }
}
