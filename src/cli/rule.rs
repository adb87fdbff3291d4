//! `purdah rule`: the rules, each with its page, its switches, and what it leads to for a council and by whose word.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use serde_json::{Value, json};

use super::faults::Faults;
use super::standing::standing;
use super::{open, report};
use crate::config::bounded;
use crate::council::Council;
use crate::diagnostic::Diagnostic;
use crate::documents::disarmed::Disarmed;
use crate::documents::{self, DocumentKind};
use crate::guard::handbook;
use crate::guard::policy::origin::Origin;
use crate::guard::policy::{Choice, Policy, file, written};
use crate::guard::registry::{self, RULES};
use crate::guard::rule::Meta;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A rule's code, such as CLR101, or its name [default: list them all]
    rule: Option<String>,
    /// The council, when several are configured [default: the one in purdah.toml; without any, the default policy]
    #[arg(long, value_name = "ID")]
    council: Option<String>,
    /// A shipped policy, or the path of a policy file, instead of the council's own
    #[arg(long, value_name = "NAME|FILE", conflicts_with_all = ["council", "files"])]
    policy: Option<String>,
    /// Read the files, also where a store holds what is in force
    #[arg(long)]
    files: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// A policy, and whose it is.
struct Shown {
    policy: Policy,
    /// None for a policy by its name.
    council: Option<Council>,
    /// What is shown, and where it comes from.
    about: String,
    /// What the council's settings let through without saying so.
    disarmed: Vec<Disarmed>,
}

impl Shown {
    /// What the settings take from a rule.
    fn warnings(&self, meta: &Meta) -> impl Iterator<Item = &Diagnostic> {
        self.disarmed.iter().filter(|one| one.rule == meta.code).map(|one| &one.warning)
    }
}

pub(super) fn run(config: &[PathBuf], args: &Args) -> anyhow::Result<ExitCode> {
    let shown = shown(config, args)?;
    let mut out = std::io::stdout().lock();
    let Some(wanted) = &args.rule else {
        if args.json {
            let all: Vec<_> = RULES.iter().map(|rule| described(rule.meta(), &shown)).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
        } else {
            list(&mut out, &shown)?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let Some(rule) = registry::find(wanted) else {
        bail!("no rule is called {wanted}: {}", written::near_rule(wanted));
    };
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&described(rule.meta(), &shown))?)?;
    } else {
        page(&mut out, rule.meta(), &shown)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The policy asked for; else the council's; and where there is no council, the default.
fn shown(config: &[PathBuf], args: &Args) -> anyhow::Result<Shown> {
    if let Some(name) = &args.policy {
        let policy = by_name(name)?;
        return Ok(Shown {
            about: format!("The policy {}, before any council changes it.", policy.name()),
            policy,
            council: None,
            disarmed: Vec::new(),
        });
    }
    let none_here = matches!(config, [only] if only == Path::new("purdah.toml") && !only.exists());
    if none_here && args.council.is_none() {
        let about = "There is no purdah.toml here, so this is the default policy, lga; --config FILE shows a council's, \
                     --policy NAME another.";
        return Ok(Shown {
            policy: by_name("lga")?,
            council: None,
            about: about.to_owned(),
            disarmed: Vec::new(),
        });
    }
    let standing = open::run(standing(config, args.council.as_deref(), DocumentKind::Policy, args.files))?;
    // Only the policy matters here: no other file needs to be whole, and its own must be there.
    let missing = standing.missing.iter().filter(|missing| missing.kind == DocumentKind::Policy);
    let missing: Vec<_> = missing.map(|missing| missing.fault.clone()).collect();
    if !missing.is_empty() {
        return Err(Faults(missing).into());
    }
    let (council, policy) = documents::policy(&standing.documents).map_err(Faults)?;
    let mut about = format!("{}, by the policy {}, {}", council.name, policy.name(), standing.from.told());
    if let Some(differs) = standing.purdah_toml_differs() {
        about.push('\n');
        about.push_str(differs);
    }
    let disarmed = documents::disarmed_by(&standing.documents, &policy);
    Ok(Shown { policy, council: Some(council), about, disarmed })
}

/// A policy by its name or from its file.
fn by_name(name: &str) -> anyhow::Result<Policy> {
    let text = match file::shipped(name) {
        Some(text) => text.to_owned(),
        None => match bounded::bounded_text(Path::new(name), bounded::SETTINGS) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let (message, repair) = file::unknown(name);
                bail!("{message}: {repair}");
            }
            Err(error) => bail!("the policy {name} cannot be read: {error}"),
        },
    };
    Ok(Policy::resolve(name, &text, &Choice::default()).map_err(Faults)?)
}

fn list(out: &mut impl Write, shown: &Shown) -> std::io::Result<()> {
    let policy = &shown.policy;
    writeln!(out, "{}\n", shown.about)?;
    for meta in RULES.iter().map(|rule| rule.meta()) {
        writeln!(out, "{}  {:26} {}", meta.code, meta.name, meta.title)?;
        for line in in_force(meta, shown) {
            writeln!(out, "        {line}")?;
        }
        for warning in shown.warnings(meta) {
            writeln!(out, "        warning: {}", in_line(warning))?;
        }
        for source in sources(meta, shown) {
            writeln!(out, "        source: {source}")?;
        }
        for line in switches(meta, policy) {
            writeln!(out, "        {line}")?;
        }
    }
    if !policy.clauses().is_empty() {
        writeln!(out, "\n{}", policy.title())?;
    }
    for clause in policy.clauses() {
        writeln!(out, "{:6}{}: {}", clause.id, clause.cite, clause.says)?;
        writeln!(out, "      {}", handbook::made_of(clause))?;
    }
    Ok(())
}

fn page(out: &mut impl Write, meta: &'static Meta, shown: &Shown) -> std::io::Result<()> {
    // What holds comes first: the page tells of the rule wherever it is on.
    let (title, body) = meta.page.trim_end().split_once('\n').unwrap_or((meta.page, ""));
    writeln!(out, "{title}\n\n{}", shown.about)?;
    for line in in_force(meta, shown) {
        writeln!(out, "{line}")?;
    }
    for warning in shown.warnings(meta) {
        writeln!(out, "warning: {}", in_line(warning))?;
    }
    writeln!(out, "{body}\n\n## Sources\n")?;
    for source in sources(meta, shown) {
        writeln!(out, "- {source}")?;
    }
    for clause in shown.policy.clauses() {
        if clause.mapped().is_some_and(|mapped| mapped.rules.contains(&meta.code)) {
            writeln!(out, "- {}, {}: {}", shown.policy.title(), clause.cite, clause.says)?;
        }
    }
    for line in switches(meta, &shown.policy) {
        writeln!(out, "\n{line}")?;
    }
    Ok(())
}

/// A warning and how to take its cause back.
fn in_line(warning: &Diagnostic) -> String {
    format!("{}. To mend it: {}.", warning.message, warning.repair)
}

/// What a rule leads to, who decided that, and what would hold without the council's own line.
fn in_force(meta: &'static Meta, shown: &Shown) -> Vec<String> {
    let policy = &shown.policy;
    let mut lines = vec![format!("in force: {}", handbook::in_force(policy, meta))];
    let decided = policy.decided(&meta.code);
    if let Some((by, _)) = decided.last() {
        lines.push(format!("decided by: {}", handbook::decided_by(by)));
    }
    if let [.., (before, setting), (Origin::Council, _)] = decided {
        let (without, by) = (handbook::leads_to(setting), handbook::decided_by(before));
        lines.push(format!("without that line: {without}, by {by}"));
    }
    lines
}

/// The law or code behind a rule: of the council's nation, or of each.
fn sources(meta: &'static Meta, shown: &Shown) -> Vec<String> {
    match &shown.council {
        Some(council) => vec![handbook::source(meta, council.nation)],
        None => handbook::sources(meta)
            .into_iter()
            .map(|(nations, source)| format!("({nations}) {source}"))
            .collect(),
    }
}

fn switches(meta: &'static Meta, policy: &Policy) -> Vec<String> {
    let told = |switch: &'static crate::guard::rule::Switch| {
        let by = policy
            .set_by(switch)
            .map_or_else(|| "by itself".to_owned(), |by| format!("by {}", handbook::decided_by(by)));
        format!(
            "switch {} = {} ({by}; it takes {}). {}",
            switch.name,
            policy.switches().value(switch.answer),
            switch.values.join(" | "),
            switch.about
        )
    };
    meta.switches.iter().map(told).collect()
}

fn described(meta: &'static Meta, shown: &Shown) -> Value {
    let policy = &shown.policy;
    let switches: Vec<_> = meta
        .switches
        .iter()
        .map(|switch| {
            json!({
                "name": switch.name, "values": switch.values, "default": switch.default, "about": switch.about,
                "value": policy.switches().value(switch.answer), "set_by": policy.set_by(switch),
            })
        })
        .collect();
    let decided: Vec<_> = policy
        .decided(&meta.code)
        .iter()
        .map(|(by, setting)| json!({ "origin": by, "setting": setting }))
        .collect();
    let narrowed: Vec<_> = policy
        .narrowed(&meta.code)
        .map(|(reason, setting)| json!({ "reason": reason, "setting": setting }))
        .collect();
    json!({
        "code": meta.code, "name": meta.name, "title": meta.title, "since": meta.since,
        "default": meta.default, "policy": policy.name(), "council": shown.council.as_ref().map(|council| &council.id),
        "setting": policy.setting(&meta.code), "narrowed": narrowed, "decided": decided,
        "in_force": handbook::in_force(policy, meta), "off": handbook::is_off(policy, meta),
        "warnings": shown.warnings(meta).map(report::diagnostic).collect::<Vec<_>>(),
        "sources": handbook::sources(meta), "switches": switches, "page": meta.page,
    })
}
