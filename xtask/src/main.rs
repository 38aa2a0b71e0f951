//! The project's commands: `cargo xtask <command>`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks to its terminal"
)]

mod bench;
mod browsers;
mod bundle;
mod html;
mod npm;
mod page;
mod process;
mod screenshot;
mod size;
mod steps;
mod tools;

use std::process::ExitCode;

/// What went wrong, for the person at the terminal.
type Result<T = ()> = std::result::Result<T, String>;

/// A command's doing, with the words after its name or without any.
enum Run {
    Plain(fn() -> Result),
    With(fn(&[String]) -> Result),
}

/// Each command's name, its options and what its help line says.
const COMMANDS: &[(&str, &str, &str, Run)] = &[
    (
        "serve",
        "[--port N]",
        "install what is missing, build the page, serve it at http://127.0.0.1:8080",
        Run::With(page::serve),
    ),
    (
        "build",
        "",
        "write the release, one file: dist/index.html",
        Run::Plain(page::build),
    ),
    (
        "size",
        "",
        "build, then print what each part of the release weighs",
        Run::Plain(size::command),
    ),
    (
        "ready",
        "",
        "what to run before a commit: format, lints, the core alone, library tests",
        Run::Plain(steps::ready),
    ),
    (
        "test",
        "",
        "everything the server runs: `ready`, all tests, the release in two browsers",
        Run::Plain(steps::test),
    ),
    (
        "screenshot",
        "[--all DIR]",
        "build, then take the README's picture, or every state's into DIR",
        Run::With(screenshot::command),
    ),
    (
        "bench",
        "",
        "build, then measure the page in both browsers against its yardsticks",
        Run::Plain(bench::command),
    ),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        println!("{}", usage());
        return ExitCode::SUCCESS;
    };
    let outcome = match COMMANDS.iter().find(|(command, ..)| command == name) {
        Some((.., Run::With(run))) => run(rest),
        Some((.., Run::Plain(run))) if rest.is_empty() => run(),
        Some(_) => Err(format!(
            "`cargo xtask {name}` takes no options, yet `{}` was given",
            rest.join(" ")
        )),
        None => Err(format!(
            "`{name}` is no command of `cargo xtask`\n\n{}",
            usage()
        )),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> String {
    let lines = COMMANDS.iter().map(|(name, options, help, _)| {
        format!("  cargo xtask {:<24}{help}", format!("{name} {options}"))
    });
    lines.collect::<Vec<_>>().join("\n")
}
