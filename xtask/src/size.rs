//! What the release weighs, part by part, and how much it may.

use std::io::Write as _;

use crate::process::root;
use crate::{Result, bundle, page};

/// What a person with a slow line waits for.
const PAGE_GZIP_LIMIT: usize = 280_000;
/// What one person can still know by heart.
const STYLE_RAW_LIMIT: usize = 16_000;

/// `cargo xtask size`
pub(crate) fn command() -> Result {
    page::build()?;
    println!("{:<34}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "brotli");
    let parts = bundle::parts();
    let page = std::fs::read_to_string(page::release_file())
        .map_err(|error| format!("there is no release to weigh: {error}"))?;
    let markup = page.split("<script>").next().unwrap_or_default();
    row("markup and style, as released", markup.as_bytes())?;
    for (what, path) in [
        ("style.css, as written", root().join("static/style.css")),
        ("glue, before minifying", parts.join("claimscope.js")),
        ("program", parts.join("claimscope.wasm")),
        ("program, packed", parts.join("claimscope.deflate")),
        ("what unpacks it", parts.join("unpack.wasm")),
        ("script, program included", parts.join("script.js")),
    ] {
        let bytes = std::fs::read(&path)
            .map_err(|error| format!("cannot weigh `{}`: {error}", path.display()))?;
        row(what, &bytes)?;
    }
    row("dist/index.html, the whole page", page.as_bytes())?;
    within_budget()
}

/// Fails when the page or its style outgrew its budget.
pub(crate) fn within_budget() -> Result {
    for (what, path, weigh, limit) in [
        (
            "gzip",
            page::release_file(),
            gzip as fn(&[u8]) -> std::io::Result<usize>,
            PAGE_GZIP_LIMIT,
        ),
        (
            "raw",
            root().join("static/style.css"),
            |bytes| Ok(bytes.len()),
            STYLE_RAW_LIMIT,
        ),
    ] {
        let weight = std::fs::read(&path).and_then(|bytes| weigh(&bytes));
        let weight =
            weight.map_err(|error| format!("cannot weigh `{}`: {error}", path.display()))?;
        if weight > limit {
            return Err(format!(
                "`{}` weighs {weight} bytes {what}, the budget is {limit}: see `cargo xtask size` for the parts",
                path.display()
            ));
        }
    }
    Ok(())
}

fn row(what: &str, bytes: &[u8]) -> Result {
    let failed = |error| format!("cannot compress the {what}: {error}");
    let (gzip, brotli) = (gzip(bytes).map_err(failed)?, brotli(bytes).map_err(failed)?);
    println!("{what:<34}{:>10}{gzip:>10}{brotli:>10}", bytes.len());
    Ok(())
}

fn gzip(bytes: &[u8]) -> std::io::Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> std::io::Result<usize> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed.len())
}
