//! Settings of a council that take the edge off the guard without saying so: each is told wherever the settings are
//! looked at, with what stands behind the rule. None of them is refused: a council may mean it.

use std::collections::BTreeSet;

use super::document::COUNCIL;
use crate::council::Council;
use crate::diagnostic::Diagnostic;
use crate::guard::finding::RuleCode;
use crate::guard::handbook;
use crate::guard::policy::origin::Origin;
use crate::guard::policy::{Policy, Setting, When, file};
use crate::guard::registry;
use crate::guard::rule::{Answer, Meta};
use crate::guard::verdict::Decision;
use crate::lexicon::{Lexicon, Phrase, Sense};
use crate::roster::{Entry, Namesake};
use crate::text;

/// A setting that lets something through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disarmed {
    /// The rule that finds or stops less by it.
    pub rule: RuleCode,
    /// What it does, and how to take it back.
    pub warning: Diagnostic,
}

/// What settings are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// The council, with its contacts.
    pub council: &'a Council,
    /// What findings lead to.
    pub policy: &'a Policy,
    /// Whom the namesakes may hide.
    pub people: &'a [Entry],
    /// Who is left alone.
    pub namesakes: &'a [Namesake],
    /// The words: those that name providers of private mailboxes.
    pub lexicons: &'a [Lexicon],
}

/// The rule of personal data, which the council's own contacts are an exception to.
const PERSONAL_DATA: &str = "CLR301";
/// The rule of councillors' names, which namesakes are an exception to.
const COUNCILLOR_NAMED: &str = "CLR101";
/// A number begins with no fewer digits than the shortest area code.
const FEWEST_DIGITS: usize = 4;
/// Endings of hosts that belong to many.
const SHARED_ENDINGS: [&str; 7] = ["gov.uk", "co.uk", "org.uk", "ac.uk", "nhs.uk", "sch.uk", "gov.wales"];
/// Titles that make a name a member's.
const TITLES: [&str; 6] = ["cllr", "cllrs", "councillor", "councillors", "cynghorydd", "cyng"];

/// Everything in a council's settings that disarms.
pub fn disarmed(settings: Settings<'_>) -> Vec<Disarmed> {
    let mut all = Vec::new();
    let metas = registry::RULES.iter().map(|rule| rule.meta());
    for meta in metas {
        all.extend(loosened(meta, settings).map(|warning| Disarmed { rule: meta.code.clone(), warning }));
    }
    let by_switch = switched(settings.policy);
    let contacts = contacts(settings).map(|warning| (PERSONAL_DATA, warning));
    let namesakes = namesakes(settings).map(|warning| (COUNCILLOR_NAMED, warning));
    let rest =
        by_switch.into_iter().map(|warning| (COUNCILLOR_NAMED, warning)).chain(contacts).chain(namesakes);
    all.extend(rest.filter_map(|(rule, warning)| {
        Some(Disarmed { rule: registry::find(rule)?.meta().code.clone(), warning })
    }));
    all
}

fn warning(message: String, repair: impl Into<String>) -> Diagnostic {
    Diagnostic::of_file(COUNCIL, message, repair)
}

/// A rule whose clear findings a council lets through where its base, or the rule itself, stops them.
fn loosened(meta: &Meta, settings: Settings<'_>) -> Option<Diagnostic> {
    let policy = settings.policy;
    let decided = policy.decided(&meta.code);
    let [earlier @ .., (by, now)] = decided else { return None };
    let is_shipped = |origin: &Origin| match origin {
        Origin::Policy { policy } | Origin::Clauses { policy, .. } => file::shipped(policy).is_some(),
        Origin::Rule => true,
        Origin::Council => false,
    };
    if is_shipped(by) {
        return None;
    }
    let (origin, before) = earlier.iter().rev().find(|(_, before)| lets_through(*before, *now))?;
    let clauses = clauses_behind(meta, policy);
    let behind =
        if clauses.is_empty() { handbook::source(meta, settings.council.nation) } else { clauses.join("; ") };
    let line =
        if *by == Origin::Council { "the council's own line" } else { "the council's own policy file" };
    let message = format!(
        "by {line}, {} ({}) is {}; without it, what the rule finds is {}, by {}. What stands behind it: {behind}",
        meta.code,
        meta.name,
        handbook::leads_to(now),
        handbook::leads_to(before),
        handbook::decided_by(origin),
    );
    let table = if *by == Origin::Council { "[policy.rules]" } else { "the policy file" };
    Some(warning(message, format!("if nobody asked for that, take the line out of {table}")))
}

/// Whether clear findings, or those outside a period, are let through that were stopped.
fn lets_through(before: Setting, now: Setting) -> bool {
    let opened = |before: Decision, now: Decision| before > Decision::Allow && now == Decision::Allow;
    let stopped = before.certain > Decision::Allow || before.likely > Decision::Allow;
    opened(before.certain, now.certain)
        || opened(before.likely, now.likely)
        || stopped && before.when == When::Year && now.when == When::Pre
}

/// The clauses of a policy that ask for a rule, each with where it stands and what it says.
fn clauses_behind(meta: &Meta, policy: &Policy) -> Vec<String> {
    let asks = policy.clauses().iter().filter(|clause| {
        clause.mapped().is_some_and(|mapped| mapped.off.is_none() && mapped.rules.contains(&meta.code))
    });
    asks.map(|clause| {
        format!(
            "{}, clause {} ({}): {}",
            policy.title(),
            clause.id,
            clause.cite,
            clause.says.trim_end_matches('.')
        )
    })
    .collect()
}

/// Switches the council has set so that people are let through.
fn switched(policy: &Policy) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for switch in registry::switches().filter(|switch| policy.set_by(switch) == Some(&Origin::Council)) {
        let what = match switch.answer {
            Answer::MayorStanding if policy.switches().mayor_standing == Decision::Allow => {
                "a civic Mayor is let through also while standing in the election of the period"
            }
            Answer::CandidatesOnly if policy.switches().candidates_only => {
                "councillors who do not stand are let through in every pre-election period"
            }
            _ => continue,
        };
        let message = format!("the switch `{}` is set so that {what}", switch.name);
        all.push(warning(message, "if nobody asked for that, take the line out of [policy.switches]"));
    }
    all
}

/// Contacts that stand for half the country, and none at all.
fn contacts(settings: Settings<'_>) -> impl Iterator<Item = Diagnostic> {
    let written = &settings.council.contacts;
    let none = written.is_empty().then(|| {
        warning(
            "[council] contacts is empty: the council's own numbers and addresses are taken for somebody's personal data"
                .to_owned(),
            "write contacts = [\"01632 960\", \"@council.example\"], with the beginnings of the council's own numbers and \
             its domains",
        )
    });
    let private: BTreeSet<&str> = of_sense(settings.lexicons, Sense::MailProvider).collect();
    let wide = written.iter().filter_map(move |contact| Some((contact, too_wide(contact, &private)?)));
    let told = wide.map(|(contact, why)| {
        warning(
            format!("`{contact}` in [council] contacts {why}"),
            "write the beginning of the council's own numbers with their area code, or its own domain after an @",
        )
    });
    none.into_iter().chain(told.collect::<Vec<_>>())
}

fn of_sense(lexicons: &[Lexicon], sense: Sense) -> impl Iterator<Item = &str> {
    let groups =
        lexicons.iter().flat_map(|lexicon| &lexicon.groups).filter(move |group| group.sense == sense);
    groups.flat_map(|group| &group.terms).flat_map(Phrase::literals)
}

/// Why a contact is nobody's own.
fn too_wide(contact: &str, private: &BTreeSet<&str>) -> Option<&'static str> {
    let contact = contact.trim().to_lowercase();
    let Some((mailbox, domain)) = contact.split_once('@') else {
        let digits = contact.bytes().filter(u8::is_ascii_digit).count();
        return match digits {
            0 => Some("stands for nothing: it has no digits and no @"),
            1..FEWEST_DIGITS => {
                Some("stands for everybody's numbers that begin so: none of them is personal data any more")
            }
            _ => None,
        };
    };
    if !mailbox.is_empty() {
        return None;
    }
    let label = domain.split('.').next().unwrap_or_default();
    if !domain.contains('.') || SHARED_ENDINGS.contains(&domain) {
        Some("stands for everybody's addresses that end so: none of them is personal data any more")
    } else if private.contains(label) {
        Some("stands for everybody's mailbox at that provider: none of them is personal data any more")
    } else {
        None
    }
}

/// Namesakes that hide people of the roster rather than tell them from others.
fn namesakes(settings: Settings<'_>) -> impl Iterator<Item = Diagnostic> {
    settings.namesakes.iter().filter_map(move |namesake| {
        let words = text::words(&namesake.name);
        if words.iter().any(|word| TITLES.contains(&word.as_str())) {
            let message = format!("the namesake `{}` has a councillor's title in it", namesake.name);
            let repair = "write the name of the other person or place without it, or take the entry out";
            return Some(warning(message, repair));
        }
        let [word] = words.as_slice() else { return None };
        let hides = settings.people.iter().filter(|entry| {
            let written = std::iter::once(&entry.name).chain(&entry.aliases);
            written.flat_map(|name| text::words(name)).any(|part| part == *word)
        });
        let message = match hides.count() {
            0 => format!("the namesake `{}` is a single word: whoever comes to bear it is left alone without a title", namesake.name),
            1 => format!("the namesake `{}` is one word of a name on the roster: that person is left alone wherever no title stands before the name", namesake.name),
            many => format!("the namesake `{}` is one word of {many} names on the roster: those people are left alone wherever no title stands before the name", namesake.name),
        };
        Some(warning(message, "write the whole name of the other person or place, such as `Nadia Khan` or `Khan Lane`"))
    })
}
