//! `[rules]` and `[switches]` as somebody wrote them: read one by one, so that each slip is named with its place, what
//! may stand there and what was probably meant.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::setting::{Graded, RuleSetting, When};
use super::switches::SwitchValue;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::guard::decision::Decision;
use crate::guard::finding::RuleCode;
use crate::guard::registry;
use crate::guard::rule::meta::Switch;

/// What the two tables say.
#[derive(Debug, Default)]
pub struct Written {
    /// By rule code, however the rule was written.
    pub rules: BTreeMap<String, RuleSetting>,
    /// By switch name.
    pub switches: BTreeMap<String, SwitchValue>,
}

/// The decisions, as they are written.
const DECISIONS: [&str; 3] = ["allow", "hold", "block"];
/// The keys of a decision by confidence.
const GRADES: [&str; 4] = ["certain", "likely", "possible", "when"];

/// Reads the two tables of a TOML text, which stand within these tables: none for a policy file, `policy` for
/// `purdah.toml`. A text that is no TOML says nothing here: whoever reads the rest of it tells of that.
///
/// # Errors
/// Every slip, with its place.
pub fn read(name: &str, text: &str, within: &[&str]) -> Result<Written, Vec<Diagnostic>> {
    let Ok(whole) = DeTable::parse(text) else { return Ok(Written::default()) };
    let mut table = whole.get_ref();
    for key in within {
        match table.get(*key).map(Spanned::get_ref) {
            Some(DeValue::Table(inner)) => table = inner,
            _ => return Ok(Written::default()),
        }
    }
    let mut reader = Reader { name, text, prefix: within.concat(), faults: Vec::new() };
    let mut written = Written::default();
    for (key, value) in reader.entries(table, "rules") {
        reader.rule(key, value, &mut written.rules);
    }
    for (key, value) in reader.entries(table, "switches") {
        reader.switch(key, value, &mut written.switches);
    }
    if reader.faults.is_empty() { Ok(written) } else { Err(reader.faults) }
}

type Entry<'a> = (&'a Spanned<std::borrow::Cow<'a, str>>, &'a Spanned<DeValue<'a>>);

struct Reader<'a> {
    name: &'a str,
    text: &'a str,
    /// The table they stand in.
    prefix: String,
    faults: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn fault(&mut self, span: Range<usize>, message: impl Into<String>, repair: impl Into<String>) {
        self.faults.push(Diagnostic::at(self.name, self.text, span, message, repair));
    }

    fn entries(&mut self, table: &'a DeTable<'a>, name: &str) -> Vec<Entry<'a>> {
        let Some((key, value)) = table.get_key_value(name) else { return Vec::new() };
        if let DeValue::Table(inner) = value.get_ref() {
            return inner.iter().collect();
        }
        let dot = if self.prefix.is_empty() { "" } else { "." };
        let repair = format!("write it as a table: [{}{dot}{name}] on a line of its own", self.prefix);
        self.fault(key.span(), format!("`{name}` is not a table"), repair);
        Vec::new()
    }

    fn rule(
        &mut self,
        key: &'a Spanned<std::borrow::Cow<'a, str>>,
        value: &'a Spanned<DeValue<'a>>,
        rules: &mut BTreeMap<String, RuleSetting>,
    ) {
        let written = key.get_ref().as_ref();
        let code = match known_rule(written) {
            Ok(code) => code,
            Err((message, repair)) => return self.fault(key.span(), message, repair),
        };
        let Some(setting) = self.setting(written, value) else { return };
        if rules.insert(code.as_str().to_owned(), setting).is_some() {
            let message = format!("the rule {code} is set twice, by its code and by its name");
            self.fault(key.span(), message, "take one of the two lines out");
        }
    }

    fn setting(&mut self, rule: &str, value: &'a Spanned<DeValue<'a>>) -> Option<RuleSetting> {
        match value.get_ref() {
            DeValue::Table(table) => {
                let before = self.faults.len();
                let mut graded = Graded::default();
                for (key, value) in table {
                    self.grade(rule, key, value, &mut graded);
                }
                (self.faults.len() == before).then_some(RuleSetting::Graded(graded))
            }
            _ => self.decision(rule, value).map(RuleSetting::Flat),
        }
    }

    fn grade(
        &mut self,
        rule: &str,
        key: &'a Spanned<std::borrow::Cow<'a, str>>,
        value: &'a Spanned<DeValue<'a>>,
        graded: &mut Graded,
    ) {
        match key.get_ref().as_ref() {
            "certain" => graded.certain = self.decision(rule, value),
            "likely" => graded.likely = self.decision(rule, value),
            "possible" => graded.possible = self.decision(rule, value),
            "when" => match word(value) {
                Some("pre") => graded.when = Some(When::Pre),
                Some("year") => graded.when = Some(When::Year),
                _ => {
                    let message = format!("`when` of `{rule}` cannot be {}", shown(self.text, value));
                    let repair = "write \"pre\" (only inside a pre-election period) or \"year\" (all year)";
                    self.fault(value.span(), message, repair);
                }
            },
            other => {
                let message = format!("`{rule}` has no `{other}`");
                let repair =
                    meant(other, &GRADES, "a rule is set by `certain`, `likely`, `possible` and `when`");
                self.fault(key.span(), message, repair);
            }
        }
    }

    fn decision(&mut self, rule: &str, value: &'a Spanned<DeValue<'a>>) -> Option<Decision> {
        match word(value) {
            Some("allow") => return Some(Decision::Allow),
            Some("hold") => return Some(Decision::Hold),
            Some("block") => return Some(Decision::Block),
            _ => {}
        }
        let message = format!("`{rule}` cannot lead to {}", shown(self.text, value));
        if let Some(repair) = as_people_write(value) {
            self.fault(value.span(), message, repair);
            return None;
        }
        let repair = meant(
            word(value).unwrap_or_default(),
            &DECISIONS,
            "write \"allow\", \"hold\" or \"block\", or one for each confidence: { certain = \"block\", likely = \"hold\" }",
        );
        self.fault(value.span(), message, repair);
        None
    }

    fn switch(
        &mut self,
        key: &'a Spanned<std::borrow::Cow<'a, str>>,
        value: &'a Spanned<DeValue<'a>>,
        switches: &mut BTreeMap<String, SwitchValue>,
    ) {
        let name = key.get_ref().as_ref();
        let Some(switch) = registry::switches().find(|switch| switch.name == name) else {
            let (message, repair) = unknown_switch(name);
            return self.fault(key.span(), message, repair);
        };
        let written = match value.get_ref() {
            DeValue::Boolean(flag) => SwitchValue::Flag(*flag),
            DeValue::String(word) => SwitchValue::Word(word.to_string()),
            _ => SwitchValue::Word(String::new()),
        };
        match not_taken(switch, &written) {
            None => {
                switches.insert(name.to_owned(), written);
            }
            Some(repair) => {
                let message = format!("the switch `{name}` cannot be {}", shown(self.text, value));
                self.fault(value.span(), message, repair);
            }
        }
    }
}

/// The code of a rule, by its code in any case or by its name; what is wrong and how to mend it.
pub(super) fn known_rule(written: &str) -> Result<RuleCode, (String, String)> {
    if let Some(rule) = registry::find(written) {
        return Ok(rule.meta().code.clone());
    }
    let retired = crate::guard::retired::RETIRED.iter().find(|retired| retired.code == written);
    if let Some(retired) = retired {
        let repair = format!("take the line out: {}", retired.instead);
        return Err((format!("the rule {written} has been retired"), repair));
    }
    Err((format!("there is no rule `{written}`"), near_rule(written)))
}

/// The rule that was probably meant.
pub fn near_rule(written: &str) -> String {
    let metas = || registry::RULES.iter().map(|rule| rule.meta());
    let near =
        suggestion(written, metas().map(|meta| meta.code.as_str()).chain(metas().map(|meta| meta.name)));
    match near.and_then(registry::find) {
        Some(rule) => format!("did you mean `{}` ({})?", rule.meta().code, rule.meta().name),
        None => "`purdah rule` lists every rule, with its code and its name".to_owned(),
    }
}

/// That no switch has a name, and which was probably meant.
pub(super) fn unknown_switch(name: &str) -> (String, String) {
    let near = suggestion(name, registry::switches().map(|switch| switch.name));
    let repair = near.map_or_else(
        || {
            let all: Vec<&str> = registry::switches().map(|switch| switch.name).collect();
            format!("the switches are {}: `purdah rule` says what each does", all.join(", "))
        },
        |meant| format!("did you mean `{meant}`?"),
    );
    (format!("there is no switch `{name}`"), repair)
}

/// What to write instead, when a switch does not take a value.
pub(super) fn not_taken(switch: &Switch, value: &SwitchValue) -> Option<String> {
    let written = value.written();
    (!switch.values.contains(&written.as_str()))
        .then(|| meant(&written, switch.values, &format!("write one of {}", switch.values.join(", "))))
}

/// What the words mean that people write where a decision is asked for.
fn as_people_write(value: &Spanned<DeValue<'_>>) -> Option<&'static str> {
    let written = match value.get_ref() {
        DeValue::Boolean(true) => "on".to_owned(),
        DeValue::Boolean(false) => "off".to_owned(),
        DeValue::String(word) => word.trim().to_lowercase(),
        _ => return None,
    };
    match written.as_str() {
        "" | "off" | "no" | "none" | "never" | "false" | "disable" | "disabled" | "ignore" | "skip"
        | "pass" | "ok" => Some("write \"allow\" to switch the rule off: what it finds is then let through"),
        "on" | "yes" | "true" | "enable" | "enabled" | "warn" | "flag" | "review" | "ask" => {
            Some("write \"hold\" (it waits for a comms officer) or \"block\" (it is refused)")
        }
        "stop" | "refuse" | "reject" | "deny" | "forbid" => {
            Some("write \"block\" (it is refused) or \"hold\" (it waits for a comms officer)")
        }
        _ => None,
    }
}

fn meant(written: &str, known: &[&str], otherwise: &str) -> String {
    match suggestion(written, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? {}", sentence(otherwise)),
        None => otherwise.to_owned(),
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn word<'a>(value: &'a Spanned<DeValue<'a>>) -> Option<&'a str> {
    match value.get_ref() {
        DeValue::String(word) => Some(word),
        _ => None,
    }
}

/// What stands in the file, on one line and no longer than anybody needs.
fn shown(text: &str, value: &Spanned<DeValue<'_>>) -> String {
    let written = text.get(value.span()).unwrap_or_default().trim_matches('"');
    let short: String = written.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("`{short}`")
}
