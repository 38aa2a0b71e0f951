//! Prints the report of an inspection as JSON.
//!
//! `cargo run --release --example inspect -- [--token FILE] [--policy FILE] [--keys FILE] [--values FILE] [--error FILE] [--at RFC3339]`
//!
//! A FILE of `-` is standard input. Exit status: 0 accepted or no policy given, 1 rejected, 2 undetermined,
//! 3 nothing usable in the input or a mistake in the arguments.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks to its caller"
)]

use std::io::Read as _;
use std::process::ExitCode;

use claimscope::inspect::{Inputs, inspect};
use claimscope::jose::Kind;
use claimscope::policy::evaluate::Verdict;
use claimscope::report;
use claimscope::text::instant::Instant;

const USAGE: &str = "usage: inspect [--token FILE] [--policy FILE] [--keys FILE] [--values FILE] [--error FILE] [--at RFC3339]";

#[derive(Default)]
struct Arguments {
    token: String,
    policy: String,
    keys: String,
    values: String,
    error: String,
    at: Option<Instant>,
}

fn main() -> ExitCode {
    match arguments() {
        Ok(arguments) => run(&arguments),
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            ExitCode::from(3)
        }
    }
}

fn run(arguments: &Arguments) -> ExitCode {
    let inputs = Inputs {
        token: &arguments.token,
        policy: &arguments.policy,
        keys: &arguments.keys,
        values: &arguments.values,
        error: &arguments.error,
        ..Inputs::default()
    };
    let inspection = inspect(&inputs, arguments.at.unwrap_or_else(now));
    println!("{}", report::json(&inspection));
    let usable = !inspection.policies.is_empty()
        || !inspection.explanations.is_empty()
        || inspection
            .tokens
            .iter()
            .any(|read| read.token.kind != Kind::Opaque);
    ExitCode::from(match inspection.verdict() {
        _ if !usable => 3,
        Some(Verdict::Accepted) | None => 0,
        Some(Verdict::Rejected) => 1,
        Some(Verdict::Undetermined) => 2,
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line is where the clock is read"
)]
fn now() -> Instant {
    let since_1970 = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    Instant(i64::try_from(since_1970.as_secs()).unwrap_or(i64::MAX))
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments::default();
    let mut rest = std::env::args().skip(1);
    while let Some(name) = rest.next() {
        let value = rest
            .next()
            .ok_or_else(|| format!("`{name}` needs a value"))?;
        match name.as_str() {
            "--token" => arguments.token = file(&value)?,
            "--policy" => arguments.policy = file(&value)?,
            "--keys" => arguments.keys = file(&value)?,
            "--values" => arguments.values = file(&value)?,
            "--error" => arguments.error = file(&value)?,
            "--at" => {
                arguments.at = Some(Instant::parse(&value).ok_or_else(|| {
                    format!("`{value}` is no RFC 3339 instant, such as `2026-11-23T03:00:00Z`")
                })?);
            }
            _ => return Err(format!("unknown argument `{name}`")),
        }
    }
    Ok(arguments)
}

fn file(path: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = if path == "-" {
        std::io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| format!("`{path}` cannot be read: {error}"))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
