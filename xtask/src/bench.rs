//! Measures the release in real browsers against its yardsticks.

use std::path::{Path, PathBuf};

use crate::process::{cargo, command as program, make_folder, root, run};
use crate::{Result, browsers, bundle, npm, page, tools};

/// `cargo xtask bench`
pub(crate) fn command() -> Result {
    let browsers = browsers::found()?;
    page::build()?;
    let contest = contest(&root().join("target/contest"))?;
    run(npm::node(&["bench.mjs"]).arg(contest).envs(browsers))
}

/// The core's decoding and npm's `jose` in one script, built as the release is.
fn contest(work: &Path) -> Result<PathBuf> {
    make_folder(work)?;
    let mut build = cargo(&["build", "--quiet", "--release", "--package", "decode-bench"]);
    run(page::for_size(
        build.args(["--target", tools::WASM_TARGET]),
    )?)?;
    let wasm = root().join("target/wasm32-unknown-unknown/release/decode_bench.wasm");
    run(program(
        tools::wasm_bindgen()?,
        &["--target", "web", "--no-typescript", "--out-dir"],
    )
    .arg(work)
    .arg(wasm))?;
    let bound = work.join("decode_bench_bg.wasm");
    bundle::optimize(&bound, &bound)?;
    let script = work.join("contest.js");
    std::fs::copy(npm::folder().join("decode-bench/contest.js"), &script)
        .map_err(|error| format!("cannot copy `contest.js`: {error}"))?;
    let bundled = work.join("bundled.js");
    let mut esbuild = npm::program("esbuild");
    esbuild.arg(&script).args([
        "--bundle",
        "--format=iife",
        "--loader:.wasm=binary",
        "--log-level=warning",
    ]);
    esbuild
        .arg(format!("--outfile={}", bundled.display()))
        .env("NODE_PATH", npm::folder().join("node_modules"));
    run(&mut esbuild)?;
    Ok(bundled)
}
