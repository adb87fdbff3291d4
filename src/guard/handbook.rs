//! The rules and the shipped policies as pages: `docs/rules.md` and `docs/policies.md` are made of this.

use std::fmt::Write as _;

use crate::council::Nation;
use crate::guard::decision::Decision;
use crate::guard::finding::RuleCode;
use crate::guard::policy::clause::{Clause, Does};
use crate::guard::policy::origin::Origin;
use crate::guard::policy::{Choice, Policy, Setting, When, file};
use crate::guard::registry::RULES;
use crate::guard::rule::{Meta, Switch};

/// How the pages are made again.
const MADE: &str = "<!-- Made from the code: UPDATE_DOCS=1 cargo test --test it handbook -->\n";

/// A rule that stops nothing.
const OFF: &str = "off";

/// Every rule: what it leads to, its sources and switches, and its page with what is held and what is not.
pub fn rules() -> String {
    let mut page = format!("{MADE}# Rules\n\n");
    page.push_str(
        "What the guard looks for. A finding is certain, likely or possible; the policy says what it leads to. A rule that \
         is off in `lga` waits for a policy that asks for it.\n\n| code | rule | in `lga` |\n|---|---|---|\n",
    );
    let lga = shipped("lga");
    for meta in RULES.iter().map(|rule| rule.meta()) {
        let in_lga = lga.as_ref().map(|policy| in_force(policy, meta)).unwrap_or_default();
        write(
            &mut page,
            format_args!("| [{0}](#{1}) | {2} | {in_lga} |\n", meta.code, anchor(meta), meta.title),
        );
    }
    page.push_str(
        "\n## Switches\n\n| switch | values | unless set | of | what it does |\n|---|---|---|---|---|\n",
    );
    for meta in RULES.iter().map(|rule| rule.meta()) {
        for Switch { name, values, default, about, .. } in meta.switches {
            let values = values.join(", ");
            write(&mut page, format_args!("| `{name}` | {values} | {default} | {} | {about} |\n", meta.code));
        }
    }
    for meta in RULES.iter().map(|rule| rule.meta()) {
        page.push('\n');
        let in_lga = lga.as_ref().map(|policy| in_force(policy, meta)).unwrap_or_default();
        let mut fenced = false;
        for line in meta.page.trim_end().lines() {
            // Within fences a hash begins an example, and elsewhere a heading.
            fenced ^= line.starts_with("```");
            page.push_str(if line.starts_with('#') && !fenced { "#" } else { "" });
            page.push_str(line);
            page.push('\n');
            if line.starts_with("# ") {
                write(&mut page, format_args!("\nIn `lga`: {in_lga}.\n"));
            }
        }
        write(&mut page, format_args!("\n### Sources\n\nSince {}.\n\n", meta.since));
        for (nations, source) in sources(meta) {
            write(&mut page, format_args!("- {nations}: {source}\n"));
        }
    }
    page
}

/// Every shipped policy, clause by clause.
pub fn policies() -> String {
    let mut page = format!("{MADE}# Policies\n\n");
    page.push_str(
        "`[policy] base = \"…\"` in `purdah.toml` names one of these, or the path of a file like them. What a council writes \
         under `[policy.rules]` and `[policy.switches]` comes last and wins. Clauses are told in other words than their \
         own.\n",
    );
    for policy in file::SHIPPED.iter().filter_map(|(name, _)| shipped(name)) {
        write(&mut page, format_args!("\n## {}\n\n", policy.name()));
        if policy.clauses().is_empty() {
            page.push_str("The default: the Local Government Association's advice on top of the law of each nation.\n\n");
        } else {
            write(
                &mut page,
                format_args!("{}. What no clause speaks of is as in `lga`.\n\n", policy.title()),
            );
            page.push_str("| clause | where | what it asks | what is made of it |\n|---|---|---|---|\n");
            for clause in policy.clauses() {
                let made = made_of(clause);
                write(
                    &mut page,
                    format_args!("| {} | {} | {} | {made} |\n", clause.id, clause.cite, clause.says),
                );
            }
            page.push('\n');
        }
        page.push_str("| rule | leads to |\n|---|---|\n");
        for meta in RULES.iter().map(|rule| rule.meta()) {
            let in_force = in_force(&policy, meta);
            write(&mut page, format_args!("| {} {} | {in_force} |\n", meta.code, meta.name));
        }
    }
    page
}

/// What is made of a clause, in words.
pub fn made_of(clause: &Clause) -> String {
    match &clause.does {
        Does::Support(how) => format!("Not judged. {how}"),
        Does::OutOfScope(why) => format!("Out of scope. {why}"),
        Does::Rules(mapped) => {
            let rules: Vec<&str> = mapped.rules.iter().map(RuleCode::as_str).collect();
            let reasons: Vec<&str> = mapped.reasons.iter().map(|reason| reason.as_str()).collect();
            let only =
                if reasons.is_empty() { String::new() } else { format!(" ({} only)", reasons.join(", ")) };
            let off = mapped
                .off
                .as_ref()
                .map(|how| format!(" Off until the council writes `{how}`."))
                .unwrap_or_default();
            format!("{}{only}: {}.{off}", rules.join(", "), leads_to(&mapped.setting))
        }
    }
}

/// What findings lead to, in words.
pub fn leads_to(setting: &Setting) -> String {
    let effect = |decision: Decision| match decision {
        Decision::Allow => "let through",
        Decision::Hold => "held",
        Decision::Block => "blocked",
    };
    let when = match setting.when {
        When::Pre => "in a pre-election period",
        When::Year => "all year",
    };
    let [certain, likely, possible] = [setting.certain, setting.likely, setting.possible].map(effect);
    match (certain == likely, likely == possible) {
        (true, true) if setting.certain == Decision::Allow => OFF.to_owned(),
        (true, true) => format!("{certain}, {when}"),
        (true, false) => format!("{certain}, {when}; when only possible, {possible}"),
        (false, true) => format!("{certain}, {when}; when not certain, {likely}"),
        (false, false) => format!("{certain}, {when}; when likely, {likely}; when possible, {possible}"),
    }
}

/// What a rule's findings lead to under a policy, in words: also where a switch leaves it out, or a clause speaks of some
/// of its findings alone.
pub fn in_force(policy: &Policy, meta: &Meta) -> String {
    let Some(setting) = policy.setting(&meta.code) else { return OFF.to_owned() };
    let mut said = leads_to(setting);
    for (reason, narrowed) in policy.narrowed(&meta.code) {
        write(&mut said, format_args!("; {} alone: {}", reason.as_str(), leads_to(narrowed)));
    }
    match policy.waits_for(meta) {
        Some((switch, value)) if policy.is_on(&meta.code) => {
            format!("{OFF} until the council writes `{} = \"{value}\"`; then {said}", switch.name)
        }
        _ => said,
    }
}

/// Whether a rule stops nothing under a policy.
pub fn is_off(policy: &Policy, meta: &Meta) -> bool {
    !policy.is_on(&meta.code) || policy.waits_for(meta).is_some()
}

/// Who decided, in words.
pub fn decided_by(origin: &Origin) -> String {
    match origin {
        Origin::Rule => "the rule itself: no policy speaks of it".to_owned(),
        Origin::Policy { policy } => format!("the policy {policy}"),
        Origin::Clauses { policy, clauses } => {
            let word = if clauses.len() == 1 { "clause" } else { "clauses" };
            format!("the policy {policy}, {word} {}", clauses.join(", "))
        }
        Origin::Council => "the council's own line in purdah.toml".to_owned(),
    }
}

/// The source of a rule in a nation.
pub fn source(meta: &Meta, nation: Nation) -> String {
    let citation = (meta.sources)(nation);
    let mut source = format!("{}, {}", citation.title, citation.clause);
    if !citation.url.is_empty() {
        write(&mut source, format_args!(" <{}>", citation.url));
    }
    source
}

/// The sources of a rule, each with the nations it is for.
pub fn sources(meta: &Meta) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for nation in Nation::ALL {
        let source = source(meta, nation);
        match found.iter_mut().find(|(_, known)| *known == source) {
            Some((nations, _)) => nations.extend([", ", nation.as_str()]),
            None => found.push((nation.as_str().to_owned(), source)),
        }
    }
    found
}

fn shipped(name: &str) -> Option<Policy> {
    Policy::resolve(name, file::shipped(name)?, &Choice::default()).ok()
}

/// The address of a rule's heading within the page.
fn anchor(meta: &Meta) -> String {
    let kept = |c: char| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || c == '-' => Some(c),
        _ => None,
    };
    format!("{}: {}", meta.code, meta.title).to_lowercase().chars().filter_map(kept).collect()
}

fn write(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _written = page.write_fmt(text);
}
