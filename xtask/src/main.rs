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

/// A command: its name, what its help line says, and what it does with the arguments after its name.
type Command = (&'static str, &'static str, fn(&[String]) -> Result);

const COMMANDS: &[Command] = &[
    (
        "serve",
        "[--port N]  install what is missing, build the page, serve it at http://127.0.0.1:8080",
        page::serve,
    ),
    (
        "build",
        "            write the release, one file: dist/index.html",
        page::build,
    ),
    (
        "size",
        "             build, then print what each part of the release weighs",
        size::command,
    ),
    (
        "ready",
        "            what to run before a commit: format, lints, the core alone, library tests",
        steps::ready,
    ),
    (
        "test",
        "             everything, as it runs on the server: `ready`, all tests, the release in two browsers",
        steps::test,
    ),
    (
        "screenshot",
        "       [--all DIR]  build, then take the README's picture, or every state's into DIR",
        screenshot::command,
    ),
    (
        "bench",
        "            build, then measure the page in both browsers against its yardsticks",
        bench::command,
    ),
    (
        "bundle",
        "           (Trunk's hook) turn Trunk's output into the one file",
        bundle::command,
    ),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        println!("{}", usage());
        return ExitCode::SUCCESS;
    };
    let outcome = match COMMANDS.iter().find(|(command, ..)| command == name) {
        Some((.., run)) => run(rest),
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
    let lines = COMMANDS
        .iter()
        .map(|(name, help, _)| format!("  cargo xtask {name} {help}"));
    lines.collect::<Vec<_>>().join("\n")
}
