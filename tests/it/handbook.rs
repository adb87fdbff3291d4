//! The pages made from the code are up to date.

use std::path::Path;

use purdah::guard::registry::RULES;
use purdah::guard::{Decision, Policy, handbook};

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
    for rule in RULES {
        assert!(rules.contains(&format!("## {}: {}", rule.meta().code, rule.meta().title)));
    }
    for wanted in ["| H4 |", "| G9 |", "| L4 |", "| S5 |", "| C6 |", "Out of scope.", "Not judged."] {
        assert!(policies.contains(wanted), "{wanted}");
    }
}

/// The lines of one rule's section of the page of rules.
fn section<'a>(page: &'a str, code: &str) -> Vec<&'a str> {
    let lines = page.lines().skip_while(|line| !line.starts_with(&format!("## {code}: ")));
    let mut lines = lines.peekable();
    let title = lines.next();
    title.into_iter().chain(lines.take_while(|line| !line.starts_with("## "))).collect()
}

#[test]
fn what_each_rules_page_says_of_the_default_policy_is_what_that_policy_does() {
    let lga = Policy::lga().unwrap();
    let (rules, policies) = (handbook::rules(), handbook::policies());
    for meta in RULES.iter().map(|rule| rule.meta()) {
        let code = meta.code.as_str();
        let said = handbook::in_force(&lga, meta);
        assert!(section(&rules, code).contains(&format!("In `lga`: {said}.").as_str()), "{code}: {said}");
        assert!(
            rules.lines().any(|line| line.starts_with(&format!("| [{code}]")) && line.contains(&said)),
            "{code}"
        );
        assert!(policies.contains(&format!("| {code} {} | {said} |", meta.name)), "{code}");
        // And the posts on the page are judged so.
        let decisions = crate::rules::decisions_of_held(meta, crate::town::wrenbury_book());
        let stopped = decisions.iter().any(|decision| *decision > Decision::Allow);
        assert_eq!(said.starts_with("off"), !stopped, "{code}: {said}, but {decisions:?}");
        assert_eq!(handbook::is_off(&lga, meta), !stopped, "{code}");
        for (decision, word) in [(Decision::Hold, "held"), (Decision::Block, "blocked")] {
            assert!(
                !decisions.contains(&decision) || said.contains(word),
                "{code}: {said}, but {decisions:?}"
            );
        }
    }
}
