//! Embeds the pages' style sheet and script: GOV.UK Frontend from `node_modules`, or the project's own.
//!
//! The version is pinned by `package-lock.json`. Where npm is installed and `node_modules` is missing it is
//! filled first. Without npm or a network the build goes on with `src/web/assets/plain.css`, and says so.
//! The fonts and the crest of GOV.UK are for gov.uk alone: neither is ever embedded.

use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

const FRONTEND: &str = "node_modules/govuk-frontend/dist/govuk";
const PLAIN: &str = "src/web/assets/plain.css";

fn main() -> io::Result<()> {
    for path in ["build.rs", "package.json", "package-lock.json", PLAIN] {
        println!("cargo::rerun-if-changed={path}");
    }
    let root = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let root = Path::new(&root);
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    let out = Path::new(&out);

    if !root.join(FRONTEND).exists() {
        install(root);
    }
    let css = fs::read_to_string(root.join(FRONTEND).join("govuk-frontend.min.css"));
    let script = fs::read_to_string(root.join(FRONTEND).join("govuk-frontend.min.js"));
    let (css, script) = if let (Ok(css), Ok(script)) = (css, script) {
        // Only a path that is there may be watched: cargo would take a missing one for a change every time.
        println!("cargo::rerun-if-changed={FRONTEND}/govuk-frontend.min.css");
        (without_fonts_and_crest(&css), without_source_map(&script))
    } else {
        println!(
            "cargo::warning=GOV.UK Frontend is not in node_modules, so the desk gets its plain style sheet. \
             For the real one install npm, run `npm ci --ignore-scripts`, then touch package-lock.json and \
             build again."
        );
        (fs::read_to_string(root.join(PLAIN))?, String::new())
    };
    fs::write(out.join("frontend.css"), css)?;
    fs::write(out.join("frontend.js"), script)
}

/// Fills `node_modules`; whatever goes wrong, the plain style sheet is there.
fn install(root: &Path) {
    let done = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"])
        .args(["--fetch-retries=1", "--fetch-timeout=20000"])
        .current_dir(root)
        .output();
    if let Ok(output) = done
        && !output.status.success()
    {
        println!("cargo::warning=`npm ci --ignore-scripts` did not succeed; run it by hand to see why");
    }
}

fn without_fonts_and_crest(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("@font-face{") {
        kept.push_str(&rest[..at]);
        rest = rest[at..].find('}').map_or("", |end| &rest[at + end + 1..]);
    }
    kept.push_str(rest);
    without_source_map(
        &kept
            .replace("GDS Transport,", "")
            .replace("\"GDS Transport\",", "")
            .replace("url(/assets/images/govuk-crest.svg)", "none"),
    )
}

/// The maps are not embedded, so nothing should ask for them.
fn without_source_map(text: &str) -> String {
    let end = ["//# sourceMappingURL=", "/*# sourceMappingURL="].iter().find_map(|mark| text.rfind(mark));
    text[..end.unwrap_or(text.len())].to_owned()
}
