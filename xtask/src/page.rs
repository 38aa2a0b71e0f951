//! Builds and serves the page, both by Trunk.

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

use crate::process::{cargo, command, root, run};
use crate::{Result, bundle, npm, tools};

const PORT: u16 = 8080;

/// What makes the release smaller than the compiler's ready-made standard library allows: it is compiled
/// along with the program, for size, and a panic only traps. So nobody's text can get into a panic's message.
const FLAGS: &[&str] = &[
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zfmt-debug=none",
    "-Zlocation-detail=none",
];
const ENVIRONMENT: &[(&str, &str)] = &[
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    // Lets a stable compiler take these options. What they mean may change with any version of it, but
    // `rust-toolchain.toml` names one.
    ("RUSTC_BOOTSTRAP", "1"),
];

/// The released file.
pub(crate) fn release_file() -> PathBuf {
    root().join("dist/index.html")
}

/// `cargo xtask serve`
pub(crate) fn serve(arguments: &[String]) -> Result {
    let port = port(arguments)?;
    free(port)?;
    tools::packages(&[])?;
    let mut trunk = trunk("serve")?;
    // Only where the page is to be found, and what goes wrong; cargo speaks for itself.
    trunk.args([
        "--log",
        "error,trunk::serve=info",
        "--dist",
        "target/serve",
        "--disable-address-lookup",
        "true",
        "--address",
        "127.0.0.1",
        "--port",
    ]);
    trunk.arg(port.to_string());
    println!(
        "building the page (a minute the first time), then serving it at http://127.0.0.1:{port}; Ctrl-C ends it"
    );
    become_process(&mut trunk)
}

/// `cargo xtask build`
pub(crate) fn build() -> Result {
    npm::install()?;
    tools::standard_library_source()?;
    tools::packages(ENVIRONMENT)?;
    let mut trunk = trunk("build")?;
    run(for_size(trunk.args(["--log", "error", "--release"]))?)?;
    let mut unpack = cargo(&["build", "--quiet", "--release", "--package", "unpack"]);
    run(for_size(unpack.args(["--target", tools::WASM_TARGET]))?)?;
    bundle::write_release(&root().join("target/trunk"), &release_file())
}

/// Has a build compile for the least size.
pub(crate) fn for_size(build: &mut Command) -> Result<&mut Command> {
    let flags = FLAGS.iter().map(|flag| (*flag).to_owned());
    let flags: Vec<String> = flags.chain(without_local_paths()?).collect();
    Ok(build
        .envs(ENVIRONMENT.iter().copied())
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")))
}

/// Trunk with all it needs on its PATH, so that it downloads nothing.
fn trunk(subcommand: &str) -> Result<Command> {
    tools::wasm_target()?;
    let wasm_bindgen = tools::wasm_bindgen()?;
    let mut trunk = command(tools::trunk()?, &[subcommand, "--skip-version-check"]);
    let folders = wasm_bindgen.parent().map(PathBuf::from).into_iter();
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(folders.chain(std::env::split_paths(&inherited)));
    trunk.env(
        "PATH",
        path.map_err(|error| format!("a tool's folder cannot be put on the PATH: {error}"))?,
    );
    // Trunk takes only `true` or `false` here, and others set `1`.
    trunk.env_remove("NO_COLOR");
    Ok(trunk)
}

/// Compiler flags by which messages name files as `src/…`, not by the folders of whoever built the page.
fn without_local_paths() -> Result<Vec<String>> {
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = cargo_home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let home = home.ok_or(
        "there is no home folder, so where cargo keeps packages is unknown: set `CARGO_HOME`",
    )?;
    let packages = home.join("registry/src");
    let registries = std::fs::read_dir(&packages)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    // The later of two that fit is taken, so the general one comes first.
    let folders = [root(), tools::sysroot()?, packages.clone()].into_iter();
    Ok(folders
        .chain(registries)
        .map(|from| format!("--remap-path-prefix={}=", from.display()))
        .collect())
}

fn port(arguments: &[String]) -> Result<u16> {
    match arguments {
        [] => Ok(PORT),
        [flag, value] if flag == "--port" => value
            .parse()
            .ok()
            .filter(|port| *port > 0)
            .ok_or_else(|| format!("`{value}` is no port: give a number from 1 to 65535")),
        other => Err(format!(
            "`{}` is not understood: `cargo xtask serve` takes only `--port N`",
            other.join(" ")
        )),
    }
}

/// Trunk would say so only after the build, and not how to choose another.
fn free(port: u16) -> Result {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!(
            "port {port} cannot be used ({error}): end what listens there, or choose another with `cargo xtask serve --port {}`",
            if port == u16::MAX {
                PORT
            } else {
                port.saturating_add(1)
            }
        )),
    }
}

/// Hands this process over, so that ending it ends the server.
#[cfg(unix)]
fn become_process(command: &mut Command) -> Result {
    use std::os::unix::process::CommandExt;
    Err(format!("cannot start Trunk: {}", command.exec()))
}

#[cfg(not(unix))]
fn become_process(command: &mut Command) -> Result {
    run(command)
}
