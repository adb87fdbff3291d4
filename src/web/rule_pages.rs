//! The rules, from the registry.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use super::answer::{Trouble, page};
use super::desk::Desk;
use super::frame::{Frame, Here};
use super::markdown;
use super::shown::web_address;
use super::visitor::Visitor;
use super::words::{ENGLISH, Words, fill};
use crate::guard::handbook;
use crate::guard::policy::{Policy, Setting, When};
use crate::guard::registry::{self, RULES};
use crate::guard::rule::{Meta, Switch};
use crate::guard::rulebook::Rulebook;
use crate::guard::verdict::Decision;

struct Listed {
    code: &'static str,
    title: &'static str,
    leads_to: String,
    source: String,
    clauses: Vec<String>,
    switches: Vec<ShownSwitch>,
}

/// A clause of the council's own policy, and what is made of it.
struct ShownClause {
    id: String,
    says: String,
    made: String,
}

#[derive(Template)]
#[template(path = "rules.html")]
struct RulesPage {
    w: &'static Words,
    frame: Frame,
    rules: Vec<Listed>,
    policy: String,
    clauses: Vec<ShownClause>,
}

struct ShownSwitch {
    name: &'static str,
    about: &'static str,
    values: String,
}

#[derive(Template)]
#[template(path = "rule.html")]
struct RulePage {
    w: &'static Words,
    frame: Frame,
    code: &'static str,
    leads_to: String,
    source: String,
    url: Option<String>,
    page: String,
    switches: Vec<ShownSwitch>,
    clauses: Vec<String>,
}

/// `GET /rules`
pub(crate) async fn list(State(desk): State<Desk>, visitor: Visitor) -> Response {
    let w = &ENGLISH;
    let rulebook = visitor.rulebook();
    let rules = RULES
        .iter()
        .map(|rule| rule.meta())
        .map(|meta| Listed {
            code: meta.code.as_str(),
            title: meta.title,
            leads_to: leads_to(meta, &rulebook.world().policy),
            source: source(meta, &rulebook),
            clauses: clauses(meta, &rulebook.world().policy),
            switches: switches(meta, &rulebook.world().policy),
        })
        .collect();
    let policy = &rulebook.world().policy;
    let clauses = policy.clauses().iter().map(|clause| ShownClause {
        id: clause.id.clone(),
        says: format!("{}: {}", clause.cite, clause.says),
        made: handbook::made_of(clause),
    });
    let whole = RulesPage {
        w,
        frame: visitor.frame(&desk, Here::Rules, w.rules.title),
        rules,
        policy: policy.title().to_owned(),
        clauses: clauses.collect(),
    };
    page(StatusCode::OK, &whole)
}

/// `GET /rules/{code}`
pub(crate) async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Response, Trouble> {
    let w = &ENGLISH;
    let meta = registry::find(&code).ok_or(Trouble::NotFound)?.meta();
    let rulebook = visitor.rulebook();
    let cited = (meta.sources)(rulebook.world().council.nation);
    let whole = RulePage {
        w,
        frame: visitor.frame(&desk, Here::Rules, meta.title),
        code: meta.code.as_str(),
        leads_to: leads_to(meta, &rulebook.world().policy),
        source: source(meta, &rulebook),
        url: web_address(cited.url),
        page: markdown::html(without_title(meta.page)),
        switches: switches(meta, &rulebook.world().policy),
        clauses: clauses(meta, &rulebook.world().policy),
    };
    Ok(page(StatusCode::OK, &whole))
}

/// What a rule stands on in the council's nation.
fn source(meta: &Meta, rulebook: &Rulebook) -> String {
    let cited = (meta.sources)(rulebook.world().council.nation);
    format!("{}, {}", cited.title, cited.clause)
}

/// The clauses of the council's own policy that a rule is for.
fn clauses(meta: &Meta, policy: &Policy) -> Vec<String> {
    let of_rule = policy
        .clauses()
        .iter()
        .filter(|clause| clause.mapped().is_some_and(|mapped| mapped.rules.contains(&meta.code)));
    of_rule.map(|clause| format!("{}: {}", clause.cite, clause.says)).collect()
}

fn switches(meta: &Meta, policy: &Policy) -> Vec<ShownSwitch> {
    let shown = |switch: &Switch| ShownSwitch {
        name: switch.name,
        about: switch.about,
        values: fill(
            ENGLISH.rules.values,
            &[
                ("values", &switch.values.join(", ")),
                ("value", &policy.switches().value(switch.answer)),
                ("default", switch.default),
            ],
        ),
    };
    meta.switches.iter().map(shown).collect()
}

/// The page without its own first heading: the desk's is the rule's title.
fn without_title(markdown: &str) -> &str {
    match markdown.trim_start().strip_prefix("# ") {
        Some(rest) => rest.split_once('\n').map_or("", |(_, body)| body),
        None => markdown,
    }
}

/// What a rule's findings lead to in a council's policy, in words.
fn leads_to(meta: &Meta, policy: &Policy) -> String {
    let say = &ENGLISH.rules;
    let Some(setting) = policy.setting(&meta.code).filter(|_| policy.is_on(&meta.code)) else {
        return say.off.to_owned();
    };
    let mut said = of_setting(*setting);
    for (reason, narrowed) in policy.narrowed(&meta.code) {
        let then = of_setting(*narrowed);
        let alone = fill(say.alone, &[("reason", reason.as_str()), ("then", &then.to_lowercase())]);
        said = format!("{said}; {alone}");
    }
    match policy.waits_for(meta) {
        Some((switch, value)) => {
            let line = format!("{} = \"{value}\"", switch.name);
            fill(say.off_until, &[("line", &line), ("then", &said.to_lowercase())])
        }
        None => said,
    }
}

fn of_setting(setting: Setting) -> String {
    let say = &ENGLISH.rules;
    let effect = |decision: Decision| match decision {
        Decision::Allow => say.allow,
        Decision::Hold => say.hold,
        Decision::Block => say.block,
    };
    let when = match setting.when {
        When::Pre => say.in_period,
        When::Year => say.year_round,
    };
    if setting.certain == setting.likely && setting.likely == setting.possible {
        return format!("{when}: {}", effect(setting.certain));
    }
    format!(
        "{when}. {} {}; {} {}; {} {}",
        say.certain,
        effect(setting.certain),
        say.likely.to_lowercase(),
        effect(setting.likely),
        say.possible.to_lowercase(),
        effect(setting.possible)
    )
}
