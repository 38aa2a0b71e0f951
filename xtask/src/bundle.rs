//! Trunk's output, several files, becomes one file that needs no other and connects to nothing.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::html::{between, replace};
use crate::process::{make_folder, output, read, root, run, write};
use crate::tools::WASM_TARGET;
use crate::{Result, npm};

/// What rustc 1.95 emits and every browser with `DecompressionStream` runs. Never all features: those
/// make wasm-opt write an encoding no browser reads.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Makes the one file of the several that Trunk left in a folder.
pub(crate) fn write_release(built: &Path, release: &Path) -> Result {
    let work = parts();
    make_folder(&work)?;
    let page = assemble(built, &work)?;
    if let Some(folder) = release.parent() {
        make_folder(folder)?;
    }
    write(release, page)
}

/// Where the parts of the release stay for those who weigh them.
pub(crate) fn parts() -> PathBuf {
    root().join("target/bundle")
}

fn assemble(built: &Path, work: &Path) -> Result<String> {
    let wasm = optimize(
        &built.join("claimscope_bg.wasm"),
        &work.join("claimscope.wasm"),
    )?;
    let (wasm, glue) = without_hashes(wasm, read(&built.join("claimscope.js"))?);
    write(&work.join("claimscope.wasm"), &wasm)?;
    let unpacker = root()
        .join("target")
        .join(WASM_TARGET)
        .join("release/unpack.wasm");
    let unpacker = optimize(&unpacker, &work.join("unpack.wasm"))?;
    let packed = deflate(&[length(&unpacker)?.as_slice(), &unpacker, &streams(&wasm)?].concat())?;
    write(&work.join("claimscope.deflate"), packed)?;
    write(&work.join("claimscope.js"), glue)?;
    write(
        &work.join("start.js"),
        read(&root().join("static/start.js"))?,
    )?;
    let script = esbuild(
        &work.join("start.js"),
        &["--bundle", "--format=iife", "--loader:.deflate=base64"],
    )?;
    write(&work.join("script.js"), &script)?;
    let style = esbuild(&built.join("style.css"), &[])?;
    let icon = STANDARD.encode(read(&built.join("icon.svg"))?);

    let page = without_layout(&read(&built.join("index.html"))?);
    let page = replace(&page, "<!--", "-->", "")?;
    let page = replace(&page, "<script type=\"module\">", "</script>", "")?;
    let page = replace(&page, "<link rel=\"modulepreload\"", ">", "")?;
    let page = replace(&page, "<link rel=\"preload\"", ">", "")?;
    let page = replace(
        &page,
        "<link rel=\"stylesheet\"",
        ">",
        &format!("<style>{style}</style>"),
    )?;
    let page = replace(
        &page,
        "<link rel=\"icon\"",
        ">",
        &format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">"),
    )?;
    let page = replace(
        &page,
        "</body>",
        "",
        &format!("<script>{script}</script></body>"),
    )?;
    let policy = policy(&page);
    replace(
        &page,
        "<meta charset=\"utf-8\">",
        "",
        &format!(
            "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"
        ),
    )
}

/// Without what is there for the reader of the source only: the beginnings of lines.
fn without_layout(page: &str) -> String {
    let lines = page.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The policy that closes the page: nothing may run or style it but what it was built with, and it may connect to nothing.
fn policy(page: &str) -> String {
    let hashes = |start, end| {
        let each = between(page, start, end)
            .map(|text| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text))));
        each.collect::<Vec<_>>().join(" ")
    };
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        hashes("<script>", "</script>"),
        hashes("<style>", "</style>"),
    )
}

/// Shrinks a program.
pub(crate) fn optimize(from: &Path, to: &Path) -> Result<Vec<u8>> {
    let mut wasm_opt = npm::program("wasm-opt");
    wasm_opt.args([
        "-Oz",
        "--converge",
        // What is called once stays a function of its own: the browser compiles a function when it is first called.
        "--one-caller-inline-max-function-size=200",
        // Rust keeps the end of its stack there, so nothing that is pointed at.
        "--low-memory-unused",
        "--strip-debug",
        "--strip-producers",
        "--strip-target-features",
    ]);
    run(wasm_opt.args(WASM_FEATURES).arg(from).arg("-o").arg(to))?;
    std::fs::read(to).map_err(|error| format!("cannot read `{}`: {error}", to.display()))
}

/// Numbers in place of the hashes in the names by which the program and its glue know each other: a hash is what packs worst.
fn without_hashes(mut wasm: Vec<u8>, mut glue: String) -> (Vec<u8>, String) {
    const DIGITS: usize = 16;
    let is_hash =
        |word: &str| word.len() == DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut hashes: Vec<String> = glue
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| is_hash(word))
        .map(str::to_owned)
        .collect();
    hashes.sort();
    hashes.dedup();
    for (number, hash) in hashes.iter().enumerate() {
        let name = format!("{number:0DIGITS$}");
        glue = glue.replace(hash, &name);
        let mut rest = wasm.as_mut_slice();
        while let Some(at) = rest
            .windows(DIGITS)
            .position(|part| part == hash.as_bytes())
        {
            let (_, found) = rest.split_at_mut(at);
            let (found, after) = found.split_at_mut(DIGITS);
            found.copy_from_slice(name.as_bytes());
            rest = after;
        }
    }
    (wasm, glue)
}

/// The program taken apart, which packs better; not without having seen that it can be put together again.
fn streams(wasm: &[u8]) -> Result<Vec<u8>> {
    let packed = unpack::split(wasm)?;
    let mut joined = vec![0; wasm.len()];
    if unpack::join(&packed, &mut joined).is_none() || joined != wasm {
        return Err("the program is another after it was taken apart and put together: `unpack` has a mistake".to_owned());
    }
    Ok(packed)
}

/// How many bytes these are, as the script reads it: four bytes, the lowest first.
fn length(bytes: &[u8]) -> Result<[u8; 4]> {
    u32::try_from(bytes.len())
        .map(u32::to_le_bytes)
        .map_err(|_| "what unpacks the program is longer than four bytes can say".to_owned())
}

/// Packed as tightly as the format allows: this is done once, and loaded often.
fn deflate(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    zopfli::compress(
        zopfli::Options {
            iteration_count: std::num::NonZeroU64::new(60).unwrap_or(std::num::NonZeroU64::MIN),
            maximum_block_splits: 40,
            ..zopfli::Options::default()
        },
        zopfli::Format::Deflate,
        bytes,
        &mut packed,
    )
    .map_err(|error| format!("the program cannot be packed: {error}"))?;
    Ok(packed)
}

/// A script or style as esbuild writes it, minified.
fn esbuild(file: &Path, options: &[&str]) -> Result<String> {
    let mut esbuild = npm::program("esbuild");
    esbuild.arg(file).args([
        "--minify",
        "--log-level=warning",
        "--charset=utf8",
        "--legal-comments=none",
        "--target=es2022,firefox113,chrome108",
    ]);
    let text = output(esbuild.args(options))?.trim_end().to_owned();
    // Either would end the element early, and with it the reach of the hash.
    match ["</script", "</style", "<!--"]
        .iter()
        .find(|end| text.contains(**end))
    {
        Some(end) => Err(format!(
            "`{}` contains `{end}`, which cannot stand inside the page: write it otherwise",
            file.display()
        )),
        None => Ok(text),
    }
}
