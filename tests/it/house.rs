//! The house stays as ARCHITECTURE.md says: paths exist, imports point one way, the pure part stays pure.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The order of the house: a module may use those before it and those beside it, never those after it.
const LAYERS: &[&[&str]] = &[
    &["council", "diagnostic", "table", "text"],
    &["post", "calendar", "roster", "lexicon"],
    &["guard"],
    &["review", "audit"],
    &["clock", "secrets", "config", "crash"],
    &["documents"],
    &["store", "inspect"],
    &["node"],
    &["platform", "listen"],
    &["proxy", "delivery"],
    &["noticeboard"],
    &["web", "notify"],
    &["serve"],
    &["cli", "telemetry"],
];

/// The modules in which nothing happens that is not in the arguments.
const PURE: [&str; 11] = [
    "council",
    "diagnostic",
    "table",
    "text",
    "post",
    "calendar",
    "roster",
    "lexicon",
    "guard",
    "review",
    "audit",
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The path of a source file as modules: `src/guard/rules/x.rs` gives `guard, rules, x`.
fn modules_of(file: &Path) -> Vec<String> {
    let path = file.strip_prefix(root().join("src")).unwrap().with_extension("");
    path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
}

/// Every top-level module a file names through `crate::` or through enough `super::` steps.
fn uses(file: &Path, source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let word = |text: &str| -> String {
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            // `use crate::{a::B, c}`: the names at the group's own depth.
            let mut depth = 0;
            let mut start = true;
            for (i, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    c if start && depth == 0 && !c.is_whitespace() => {
                        found.insert(word(&group[i..]));
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            found.insert(word(rest));
        }
    }
    let depth = modules_of(file).len();
    let climb = "super::".repeat(depth);
    for (at, _) in code.match_indices(&climb) {
        if !code[..at].ends_with("super::") {
            found.insert(word(&code[at + climb.len()..]));
        }
    }
    found
}

#[test]
fn imports_point_one_way() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let mut wrong = Vec::new();
    for file in &files {
        let modules = modules_of(file);
        let top = modules[0].as_str();
        if matches!(top, "lib" | "main") {
            continue;
        }
        let Some(own) = layer(top) else {
            wrong
                .push(format!("{}: the module {top} has no place in the order of the house", file.display()));
            continue;
        };
        for used in uses(file, &std::fs::read_to_string(file).unwrap()) {
            if layer(&used).is_some_and(|other| other > own) {
                wrong.push(format!("{} uses {used}, which comes after {top}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pure_modules_have_the_lint_that_keeps_them_pure() {
    for module in PURE {
        let file = root().join("src").join(format!("{module}.rs"));
        let source = std::fs::read_to_string(&file).unwrap();
        assert!(
            source.contains("#![deny(clippy::disallowed_methods)]"),
            "{} does not deny clippy::disallowed_methods",
            file.display()
        );
        let mut files = vec![file];
        let folder = root().join("src").join(module);
        if folder.is_dir() {
            rust_files(&folder, &mut files);
        }
        for file in files {
            let source = std::fs::read_to_string(&file).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap();
            for banned in
                ["async fn", ".await", "HashMap", "HashSet", "sqlx::", "tokio::", "std::fs::", "std::env::"]
            {
                assert!(!code.contains(banned), "{} is pure, yet has `{banned}`", file.display());
            }
        }
    }
}

/// Every path in backticks that looks like one of ours.
fn paths_named_in(document: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join(document)).unwrap();
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|quoted| {
            ["src/", "tests/", "calendars/", "lexicons/", "policies/", ".ci/"]
                .iter()
                .any(|top| quoted.starts_with(top))
                && !quoted.contains(['<', '*', ' ', '{'])
        })
        .map(|path| path.split_once("::").map_or(path, |(file, _)| file).to_owned())
        .collect()
}

#[test]
fn every_path_the_documents_name_exists() {
    for document in ["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md"] {
        let paths = paths_named_in(document);
        let missing: Vec<_> = paths.iter().filter(|path| !root().join(path).exists()).collect();
        assert!(missing.is_empty(), "{document} names {missing:?}, which do not exist");
    }
    assert!(paths_named_in("ARCHITECTURE.md").len() > 20, "ARCHITECTURE.md names hardly any path");
}
