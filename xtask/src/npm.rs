//! The npm packages of `tests/browser`: what optimizes the release and what tests it.

use std::path::PathBuf;
use std::process::Command;

use crate::Result;
use crate::process::{command, make_folder, on_path, output, read, root, run, write};

const OLDEST_NODE: u32 = 20;

/// The folder of everything that runs in node.
pub(crate) fn folder() -> PathBuf {
    root().join("tests/browser")
}

/// Installs the packages when the lock file has changed since the last time.
pub(crate) fn install() -> Result {
    check_node()?;
    let lock = read(&folder().join("package-lock.json"))?;
    let stamp = folder().join("node_modules/.installed-lock");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("installing the npm packages of tests/browser (half a minute)");
    // None of them needs its install script, so none may run one.
    let mut install = command(
        "npm",
        &[
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ],
    );
    install
        .current_dir(folder())
        .stdout(std::process::Stdio::null());
    run(&mut install).map_err(|error| {
        format!("{error}\nthe packages come from npm's registry: is it reachable?")
    })?;
    make_folder(&folder().join("node_modules"))?;
    write(&stamp, lock)
}

/// A program that an installed package brings along.
pub(crate) fn program(name: &str) -> Command {
    command(folder().join("node_modules/.bin").join(name), &[])
}

/// Node on a file or with options, in the folder of the packages.
pub(crate) fn node(arguments: &[&str]) -> Command {
    let mut node = command("node", arguments);
    node.current_dir(folder());
    node
}

fn check_node() -> Result {
    let advice = format!(
        "install Node.js {OLDEST_NODE} or later with npm, which optimize and test the release"
    );
    if on_path("node").is_none() || on_path("npm").is_none() {
        return Err(format!("`node` or `npm` is missing: {advice}"));
    }
    let version = output(&mut command("node", &["--version"]))?;
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|text| text.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => Err(format!(
            "`node` is {}, which is too old: {advice}",
            version.trim()
        )),
    }
}
