//! Pictures of the released page.

use crate::process::{root, run};
use crate::{Result, browsers, npm, page};

/// Where the README looks for it.
const PICTURE: &str = ".github/page.png";

/// `cargo xtask screenshot`
pub(crate) fn command(arguments: &[String]) -> Result {
    let mut node = npm::node(&["screenshot.mjs"]);
    match arguments {
        [] => node.arg(root().join(PICTURE)),
        [flag, folder] if flag == "--all" => {
            let here = std::env::current_dir()
                .map_err(|error| format!("the current folder cannot be told: {error}"))?;
            node.arg(flag).arg(here.join(folder))
        }
        other => {
            return Err(format!(
                "`{}` is not understood: `cargo xtask screenshot` takes only `--all DIR`",
                other.join(" ")
            ));
        }
    };
    page::build()?;
    run(node.envs(browsers::found()?))
}
