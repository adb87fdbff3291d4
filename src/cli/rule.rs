//! `purdah rule`: the rules, each with its page and its switches.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;

use crate::diagnostic::suggestion;
use crate::guard::registry::{self, RULES};
use crate::guard::rule::Rule;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A rule's code, such as CLR101, or its name [default: list them all]
    rule: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    match &args.rule {
        None if args.json => {
            let all: Vec<_> = RULES.iter().map(|rule| described(*rule)).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
        }
        None => {
            for rule in RULES {
                let meta = rule.meta();
                writeln!(out, "{}  {:26} {}", meta.code, meta.name, meta.title)?;
                for switch in meta.switches {
                    writeln!(
                        out,
                        "        switch {} = {}: {}",
                        switch.name,
                        switch.values.join(" | "),
                        switch.about
                    )?;
                }
            }
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
                writeln!(out, "{}", serde_json::to_string_pretty(&described(rule))?)?;
            } else {
                writeln!(out, "{}", rule.meta().page.trim_end())?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn described(rule: &dyn Rule) -> serde_json::Value {
    let meta = rule.meta();
    let switches: Vec<_> = meta
        .switches
        .iter()
        .map(|switch| serde_json::json!({ "name": switch.name, "values": switch.values, "about": switch.about }))
        .collect();
    serde_json::json!({
        "code": meta.code, "name": meta.name, "title": meta.title, "since": meta.since,
        "default": meta.default, "switches": switches, "page": meta.page,
    })
}
