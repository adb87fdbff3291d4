//! The pages made from the code are up to date.

use std::path::Path;

use purdah::guard::handbook;

#[test]
fn the_pages_in_docs_say_what_the_code_says() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut stale = Vec::new();
    for (name, page) in [("rules.md", handbook::rules()), ("policies.md", handbook::policies())] {
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(docs.join(name), &page).unwrap();
        }
        if std::fs::read_to_string(docs.join(name)).unwrap_or_default() != page {
            stale.push(name);
        }
    }
    assert!(
        stale.is_empty(),
        "docs/ is not up to date ({stale:?}): run `UPDATE_DOCS=1 cargo test --test it handbook` and commit what changed"
    );
}

#[test]
fn every_rule_and_every_clause_is_on_its_page() {
    let (rules, policies) = (handbook::rules(), handbook::policies());
    for rule in purdah::guard::registry::RULES {
        assert!(rules.contains(&format!("## {}: {}", rule.meta().code, rule.meta().title)));
    }
    for wanted in ["| H4 |", "| G9 |", "| L4 |", "| S5 |", "| C6 |", "Out of scope.", "Not judged."] {
        assert!(policies.contains(wanted), "{wanted}");
    }
}
