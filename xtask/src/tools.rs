//! The programs a build needs: finds them, or installs them where nothing else is disturbed.

use std::path::PathBuf;

use crate::Result;
use crate::process::{cargo, command, on_path, output, read, root, run};

/// What the page is compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// The newest that this project's compiler builds.
const TRUNK: &str = "0.21.14";

/// Adds the compiler's WebAssembly target unless it is there.
pub(crate) fn wasm_target() -> Result {
    let libraries = output(&mut command(
        "rustc",
        &["--print", "target-libdir", "--target", WASM_TARGET],
    ))?;
    if PathBuf::from(libraries.trim()).is_dir() {
        return Ok(());
    }
    println!("adding the compiler's target {WASM_TARGET} (half a minute)");
    run(&mut command("rustup", &["target", "add", WASM_TARGET]))
        .map_err(|error| format!("{error}\nthe compiler has no target `{WASM_TARGET}`: add it the way the compiler was installed"))
}

/// Adds the standard library's source unless it is there: the release compiles it along, see `page::build`.
pub(crate) fn standard_library_source() -> Result {
    if sysroot()?
        .join("lib/rustlib/src/rust/library/Cargo.lock")
        .is_file()
    {
        return Ok(());
    }
    println!("adding the compiler's component rust-src (a few seconds)");
    run(&mut command("rustup", &["component", "add", "rust-src"]))
        .map_err(|error| format!("{error}\nthe compiler has no source of its standard library: add it the way the compiler was installed"))
}

/// The packages of the lock file, and in an environment that has the standard library compiled along, its packages too:
/// Trunk builds offline and would not fetch what is missing.
pub(crate) fn packages(environment: &[(&str, &str)]) -> Result {
    let fetch = |more: &[&str]| {
        let mut fetch = cargo(&["fetch", "--quiet", "--locked", "--target", WASM_TARGET]);
        fetch.args(more).envs(environment.iter().copied());
        fetch
    };
    if output(&mut fetch(&["--offline"])).is_ok() {
        return Ok(());
    }
    println!("fetching the packages of `Cargo.lock` (a few seconds)");
    run(&mut fetch(&[])).map_err(|error| {
        format!(
            "{error}
the packages come from crates.io: is it reachable?"
        )
    })
}

/// Where the compiler is installed.
pub(crate) fn sysroot() -> Result<PathBuf> {
    output(&mut command("rustc", &["--print", "sysroot"])).map(|path| path.trim().into())
}

/// Trunk, which builds and serves the page.
pub(crate) fn trunk() -> Result<PathBuf> {
    installed("trunk", "trunk", TRUNK, "six minutes")
}

/// The wasm-bindgen of the very version the page is compiled with.
pub(crate) fn wasm_bindgen() -> Result<PathBuf> {
    let lock = read(&root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("`Cargo.lock` names no version of `wasm-bindgen`: restore the file from git")?;
    installed("wasm-bindgen-cli", "wasm-bindgen", version, "three minutes")
}

/// The program in this version: from the PATH, from this project's cache, or freshly installed there.
fn installed(package: &str, program: &str, version: &str, takes: &str) -> Result<PathBuf> {
    if let Some(found) = on_path(program).filter(|path| has_version(path, version)) {
        return Ok(found);
    }
    let folder = cache()?.join(format!("{package}-{version}"));
    let path = folder
        .join("bin")
        .join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    if has_version(&path, version) {
        return Ok(path);
    }
    println!(
        "installing {package} {version} into {} (about {takes}, once)",
        folder.display()
    );
    // A debug build works as well and compiles in a fraction of the time.
    let mut install = cargo(&["install", "--quiet", "--locked", "--debug", "--root"]);
    install.arg(&folder).args([package, "--version", version]);
    run(&mut install).map_err(|error| {
        format!("{error}\n{package} {version} comes from crates.io: is it reachable?")
    })?;
    Ok(path)
}

fn has_version(program: &PathBuf, version: &str) -> bool {
    program.is_file()
        && output(&mut command(program, &["--version"]))
            .is_ok_and(|text| text.split_whitespace().any(|word| word == version))
}

/// Where installed programs are kept from one run, and one copy of the repository, to the next.
fn cache() -> Result<PathBuf> {
    let variable = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let base =
        variable("XDG_CACHE_HOME").or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    let base = base.ok_or(
        "there is no home folder to install tools under: set `XDG_CACHE_HOME` to a folder",
    )?;
    Ok(base.join("claimscope"))
}

/// The version `Cargo.lock` has for a package.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_lock_files_version_is_read() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.128\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.128"));
        assert_eq!(locked_version(lock, "yew"), None);
    }
}
