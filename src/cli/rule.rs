//! `purdah rule`: the rules, each with its page and its switches.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::faults::Faults;
use crate::diagnostic::suggestion;
use crate::guard::handbook;
use crate::guard::policy::{Choice, Policy, file};
use crate::guard::registry::{self, RULES};
use crate::guard::rule::Rule;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A rule's code, such as CLR101, or its name [default: list them all]
    rule: Option<String>,
    /// A shipped policy, or the path of a policy file: what its rules lead to, and its clauses
    #[arg(long, value_name = "NAME|FILE", default_value = "lga")]
    policy: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    let policy = policy(&args.policy)?;
    match &args.rule {
        None if args.json => {
            let all: Vec<_> = RULES.iter().map(|rule| described(*rule, &policy)).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
        }
        None => {
            for rule in RULES {
                let meta = rule.meta();
                writeln!(out, "{}  {:26} {}", meta.code, meta.name, meta.title)?;
                if let Some(setting) = policy.setting(&meta.code) {
                    writeln!(out, "        in {}: {}", policy.name(), handbook::leads_to(setting))?;
                }
                for (nations, source) in handbook::sources(meta) {
                    writeln!(out, "        source ({nations}): {source}")?;
                }
                for switch in meta.switches {
                    let values = switch.values.join(" | ");
                    writeln!(
                        out,
                        "        switch {} = {values} (unless set: {}): {}",
                        switch.name, switch.default, switch.about
                    )?;
                }
            }
            clauses(&mut out, &policy)?;
        }
        Some(wanted) => {
            let code = wanted.to_ascii_uppercase();
            let rule = registry::find(&code)
                .or_else(|| RULES.iter().copied().find(|rule| rule.meta().name == wanted));
            let Some(rule) = rule else {
                let known = RULES.iter().map(|rule| rule.meta().code.as_str());
                match suggestion(&code, known) {
                    Some(near) => bail!("no rule is called {wanted}: did you mean {near}?"),
                    None => bail!("no rule is called {wanted}: `purdah rule` lists them"),
                }
            };
            if args.json {
                writeln!(out, "{}", serde_json::to_string_pretty(&described(rule, &policy))?)?;
            } else {
                let meta = rule.meta();
                writeln!(out, "{}\n\n## Sources\n", meta.page.trim_end())?;
                for (nations, source) in handbook::sources(meta) {
                    writeln!(out, "- {nations}: {source}")?;
                }
                for clause in policy.clauses() {
                    if clause.mapped().is_some_and(|mapped| mapped.rules.contains(&meta.code)) {
                        writeln!(out, "- {}, {}: {}", policy.title(), clause.cite, clause.says)?;
                    }
                }
                for switch in meta.switches {
                    let values = switch.values.join(" | ");
                    writeln!(
                        out,
                        "\nSwitch {} = {values} (unless set: {}). {}",
                        switch.name, switch.default, switch.about
                    )?;
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A policy by its name or from its file.
fn policy(name: &str) -> anyhow::Result<Policy> {
    let text = match file::shipped(name) {
        Some(text) => text.to_owned(),
        None => std::fs::read_to_string(name).with_context(|| {
            let known: Vec<&str> = file::SHIPPED.iter().map(|(known, _)| *known).collect();
            format!("{name} is none of {} and cannot be read as a file", known.join(", "))
        })?,
    };
    Ok(Policy::resolve(name, &text, &Choice::default()).map_err(Faults)?)
}

/// The clauses of a council's own policy, and what is made of each.
fn clauses(out: &mut impl Write, policy: &Policy) -> std::io::Result<()> {
    if !policy.clauses().is_empty() {
        writeln!(out, "\n{}", policy.title())?;
    }
    for clause in policy.clauses() {
        writeln!(out, "{:6}{}: {}", clause.id, clause.cite, clause.says)?;
        writeln!(out, "      {}", handbook::made_of(clause))?;
    }
    Ok(())
}

fn described(rule: &dyn Rule, policy: &Policy) -> serde_json::Value {
    let meta = rule.meta();
    let switches: Vec<_> = meta
        .switches
        .iter()
        .map(|switch| serde_json::json!({ "name": switch.name, "values": switch.values, "default": switch.default, "about": switch.about }))
        .collect();
    serde_json::json!({
        "code": meta.code, "name": meta.name, "title": meta.title, "since": meta.since,
        "default": meta.default, "policy": policy.name(), "setting": policy.setting(&meta.code), "sources": handbook::sources(meta), "switches": switches, "page": meta.page,
    })
}
