//! The two browsers the release is tested in: those of the system.

use std::path::PathBuf;

use crate::Result;
use crate::process::{command, on_path, run};

/// Each with the variable that may name it, its names on a PATH and Debian's package.
const BROWSERS: [(&str, &[&str], &str); 2] = [
    (
        "CHROMIUM",
        &["chromium", "chromium-browser", "google-chrome"],
        "chromium",
    ),
    ("FIREFOX", &["firefox-esr", "firefox"], "firefox-esr"),
];

/// The variables that tell the tests where the browsers are; what is missing is installed where that is possible.
pub(crate) fn found() -> Result<Vec<(&'static str, PathBuf)>> {
    let missing: Vec<_> = BROWSERS
        .iter()
        .filter(|browser| path(browser).is_none())
        .map(|(.., package)| *package)
        .collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    BROWSERS
        .iter()
        .map(|browser| Ok((browser.0, path(browser).ok_or_else(|| advice(browser.2))?)))
        .collect()
}

fn path((variable, programs, _): &(&str, &[&str], &str)) -> Option<PathBuf> {
    match std::env::var_os(variable) {
        Some(named) => Some(PathBuf::from(named)),
        None => programs.iter().find_map(|name| on_path(name)),
    }
}

fn install(packages: &[&str]) -> Result {
    let is_root = command("id", &["-u"])
        .output()
        .is_ok_and(|output| output.stdout == b"0\n");
    if !is_root || on_path("apt-get").is_none() {
        return Err(advice(&packages.join(" and ")));
    }
    println!(
        "installing {} by apt-get (two minutes)",
        packages.join(" and ")
    );
    let apt = |arguments: &[&str]| {
        let mut apt = command("apt-get", arguments);
        run(apt
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(std::process::Stdio::null()))
    };
    apt(&["update", "-qq"])?;
    apt(&[
        &["install", "-qq", "--no-install-recommends", "-y"],
        packages,
    ]
    .concat())
}

fn advice(what: &str) -> String {
    format!(
        "the tests drive real browsers, and {what} is missing: install it, or set `CHROMIUM` and `FIREFOX` to the paths of both"
    )
}
