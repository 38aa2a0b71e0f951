//! What is checked, step by step: a few minutes before a commit, everything on the server.

use std::process::Command;
use std::time::Duration;

use crate::process::{cargo, run};
use crate::{Result, browsers, npm, page, size, tools};

type Step = (&'static str, fn() -> Result);

const READY: &[Step] = &[
    ("format", || run(&mut cargo(&["fmt", "--all", "--check"]))),
    ("lints", || clippy(&["--workspace", "--all-targets"])),
    ("lints of the page, as WebAssembly", || {
        tools::wasm_target()?;
        clippy(&[
            "--package",
            "claimscope",
            "--package",
            "unpack",
            "--lib",
            "--bins",
            "--target",
            tools::WASM_TARGET,
        ])
    }),
    ("the core without the page", || {
        run(&mut cargo(&[
            "check",
            "--quiet",
            "--lib",
            "--no-default-features",
        ]))
    }),
    ("library tests", || {
        run(&mut cargo(&[
            "test",
            "--quiet",
            "--workspace",
            "--lib",
            "--bins",
        ]))
    }),
];

const REST: &[Step] = &[
    ("integration tests", || {
        run(&mut cargo(&[
            "test",
            "--quiet",
            "--package",
            "claimscope",
            "--test",
            "*",
        ]))
    }),
    ("documentation's examples", || {
        run(&mut cargo(&[
            "test",
            "--quiet",
            "--package",
            "claimscope",
            "--doc",
        ]))
    }),
    ("documentation", || {
        run(
            cargo(&["doc", "--quiet", "--no-deps", "--package", "claimscope"])
                .env("RUSTDOCFLAGS", "-D warnings"),
        )
    }),
    ("the command line", example),
    ("the page as served", served),
    ("release", page::build),
    ("size", size::within_budget),
    ("browsers", browser_tests),
];

/// `cargo xtask ready`
pub(crate) fn ready() -> Result {
    all(READY.iter())
}

/// `cargo xtask test`
pub(crate) fn test() -> Result {
    all(READY.iter().chain(REST))
}

/// Takes every step, even after one has failed, and sums up.
fn all<'a>(steps: impl Iterator<Item = &'a Step>) -> Result {
    let mut lines = Vec::new();
    let (mut passed, mut failed) = (0_u32, 0_u32);
    for (name, step) in steps {
        println!("== {name}");
        let (outcome, took) = timed(*step);
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        let count = if outcome.is_ok() {
            &mut passed
        } else {
            &mut failed
        };
        *count = count.saturating_add(1);
        if let Err(error) = outcome {
            println!("{error}");
        }
        lines.push(format!("{word:<7}{:>6.1} s  {name}", took.as_secs_f64()));
    }
    println!("\n{}\n{passed} passed, {failed} failed", lines.join("\n"));
    if failed == 0 {
        Ok(())
    } else {
        Err("a step failed: its output is above, under its name".to_owned())
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the clock of a tool that runs natively"
)]
fn timed(step: fn() -> Result) -> (Result, Duration) {
    let start = std::time::Instant::now();
    let outcome = step();
    (outcome, start.elapsed())
}

fn clippy(arguments: &[&str]) -> Result {
    let warnings_fail = &["--", "-D", "warnings"];
    run(&mut cargo(
        &[&["clippy", "--quiet"], arguments, warnings_fail].concat(),
    ))
}

/// The example inspects what it is given and says by its status when there was nothing.
fn example() -> Result {
    let inspect = || {
        cargo(&[
            "run",
            "--quiet",
            "--package",
            "claimscope",
            "--example",
            "inspect",
        ])
    };
    let status = |mut command: Command| {
        let ended = command
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status();
        ended
            .map(|status| status.code())
            .map_err(|error| format!("the example does not start: {error}"))
    };
    match status(inspect())? {
        Some(3) => Ok(()),
        code => Err(format!(
            "`cargo run --example inspect` with nothing to inspect ended with {code:?} instead of 3"
        )),
    }
}

/// `cargo xtask serve` builds the page without what makes the release one file: it has to start all the same.
fn served() -> Result {
    let browsers = browsers::found()?;
    npm::install()?;
    let folder = page::build_to_serve()?;
    run(npm::node(&["served.mjs"]).arg(folder).envs(browsers))
}

fn browser_tests() -> Result {
    let browsers = browsers::found()?;
    npm::install()?;
    let mut files: Vec<_> = std::fs::read_dir(npm::folder())
        .map_err(|error| format!("cannot list `tests/browser`: {error}"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    files.sort();
    // One at a time: two browsers measuring at once on two cores would measure each other.
    let mut node = npm::node(&["--test", "--test-concurrency=1", "--test-reporter=spec"]);
    run(node.args(files).envs(browsers))
}
