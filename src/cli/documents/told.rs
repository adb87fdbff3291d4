//! What a document would change, in words.

use std::io::Write;

use super::load::{Disk, Done, Told};
use crate::calendar::difference::{Change, Detail, DetailOf, Reach, Span, What};
use crate::calendar::{Period, Scope};
use crate::documents::DocumentKind;
use crate::guard::finding::RuleCode;
use crate::lexicon::difference::{Difference as Words, Whole};
use crate::node::loading::Loaded;
use crate::node::preview::{Judged, JudgedOtherwise, Then};
use crate::review::StateName;
use crate::roster::Entry;
use crate::roster::difference::Changed;
use crate::web::words::periods::{covers, moment};

/// What it changes: of the periods, and of the posts that wait.
pub(super) fn changes(out: &mut impl Write, told: &Told<'_>) -> std::io::Result<()> {
    let (prepared, preview) = (told.prepared, told.preview);
    let name = &prepared.document().name;
    match prepared.standing {
        Some(version) => writeln!(out, "{name}, compared with version {version}, which is in force:")?,
        None => writeln!(out, "{name}, of which no version is in force yet:")?,
    }
    let mind = match told.disk {
        Disk::Same => None,
        Disk::InForce => Some(format!("{name} on the disk says something else, and just what is in force")),
        Disk::Other if prepared.standing.is_some() => {
            Some(format!("{name} on the disk says something else than this, and than what is in force"))
        }
        Disk::Other => Some(format!("{name} on the disk says something else than this")),
        Disk::Missing => Some(format!("there is no {name} on the disk that can be read")),
    };
    if let Some(mind) = mind {
        writeln!(out, "Mind: {mind}.")?;
    }
    let along: Vec<_> = prepared.along().collect();
    if !along.is_empty() {
        writeln!(out, "With it comes into force what is new in {}.", along.join(", "))?;
    }
    if prepared.before.is_none() && prepared.is_first() {
        writeln!(out, "Nothing is in force yet, so everything is new.")?;
    } else if prepared.before.is_none() {
        writeln!(
            out,
            "What is in force cannot be read by this version of the program, so everything is new."
        )?;
    }
    let calendar = &preview.calendar.changes;
    if calendar.is_empty()
        && matches!(prepared.document().kind, DocumentKind::Calendar | DocumentKind::Council)
    {
        writeln!(out, "\nNo pre-election period changes.")?;
    }
    for one in calendar {
        change(out, one)?;
    }
    people(out, told)?;
    words(out, &preview.words)?;
    let posts =
        |count: usize| if count == 1 { "1 post waits".to_owned() } else { format!("{count} posts wait") };
    if preview.posts.is_empty() {
        return writeln!(out, "\n{}; none would be judged otherwise.", posts(preview.waiting));
    }
    writeln!(out, "\n{}; {} would be judged otherwise:", posts(preview.waiting), preview.posts.len())?;
    preview.posts.iter().try_for_each(|one| post(out, one))
}

/// The most people a list names.
const NAMED: usize = 40;

/// Who comes, who goes, and who is described otherwise.
fn people(out: &mut impl Write, told: &Told<'_>) -> std::io::Result<()> {
    let (prepared, people) = (told.prepared, &told.preview.people);
    if people.is_empty() {
        return match prepared.document().kind {
            DocumentKind::Roster => writeln!(out, "\nNobody on the roster changes."),
            _ => Ok(()),
        };
    }
    let all = prepared.after.world().roster.people.len();
    let all = if all == 1 { "1 person".to_owned() } else { format!("{all} people") };
    writeln!(out, "\nWith it the rosters have {all}.")?;
    let person = |entry: &Entry| match &entry.ward {
        Some(ward) => format!("{}, {} ({ward})", entry.name, entry.kind.as_str()),
        None => format!("{}, {}", entry.name, entry.kind.as_str()),
    };
    list(out, "Added", people.came.iter().map(person))?;
    list(out, "No longer there", people.gone.iter().map(person))?;
    list(out, "Changed", people.changed.iter().map(changed))
}

/// `Bet Oak: name (from Bet Elm to Bet Oak), aliases`.
fn changed(one: &Changed) -> String {
    let or_none = |words: &str| if words.is_empty() { "nothing".to_owned() } else { format!("`{words}`") };
    let what = one.what.iter().map(|column| {
        let detail = one.details.iter().find(|detail| detail.column == *column);
        detail.map_or_else(
            || (*column).to_owned(),
            |detail| format!("{column} (from {} to {})", or_none(&detail.before), or_none(&detail.after)),
        )
    });
    let line = format!("{}: {}", one.name, what.collect::<Vec<_>>().join(", "));
    match &one.name_given_up {
        Some(name) => format!(
            "{line}; posts with the former name would pass: keep it guarded with `{name}` under `aliases` in a CSV of \
             your own"
        ),
        None => line,
    }
}

/// Which lexicons come and go, and which words.
fn words(out: &mut impl Write, words: &Words) -> std::io::Result<()> {
    let terms = |count: usize| if count == 1 { "1 term".to_owned() } else { format!("{count} terms") };
    let whole = |one: &Whole| format!("{}, {}", one.name, terms(one.terms));
    list(out, "Lexicons added", words.came.iter().map(whole))?;
    list(out, "Lexicons no longer there", words.gone.iter().map(whole))?;
    for one in &words.changed {
        writeln!(out, "\nThe lexicon {} says something else.", one.name)?;
        list(out, "Terms added", one.added.iter().cloned())?;
        list(out, "Terms no longer there", one.removed.iter().cloned())?;
    }
    Ok(())
}

fn list(
    out: &mut impl Write,
    title: &str,
    lines: impl ExactSizeIterator<Item = String>,
) -> std::io::Result<()> {
    let count = lines.len();
    if count == 0 {
        return Ok(());
    }
    writeln!(out, "\n{title}, {count}:")?;
    for line in lines.take(NAMED) {
        writeln!(out, "  {line}")?;
    }
    if count > NAMED { writeln!(out, "  and {} more; --json names them all", count - NAMED) } else { Ok(()) }
}

/// What was done.
pub(super) fn outcome(out: &mut impl Write, told: &Told<'_>, done: Done) -> std::io::Result<()> {
    let name = &told.prepared.document().name;
    match (done, &told.prepared.suspicion) {
        (Done::Loaded(Loaded::InForce(version)), _) => {
            writeln!(out, "\n{name} is in force as version {version}.")?;
            match told.disk {
                Disk::Same => Ok(()),
                Disk::InForce | Disk::Other => writeln!(
                    out,
                    "The file on the disk stays as it is, and comes into force only when it is changed or loaded; write \
                     this version to it, so that nobody edits the other."
                ),
                Disk::Missing => writeln!(
                    out,
                    "Write it to {name} beside purdah.toml: until then the desk says that the file is missing."
                ),
            }
        }
        (Done::Loaded(Loaded::Unchanged(version)), _) => {
            writeln!(out, "\n{name} says what is in force already, as version {version}.")
        }
        (Done::Looked, Some(why)) if told.confirmed.is_none() => {
            writeln!(out, "\nNothing was changed, because {why}: to load it, give --confirm and the reason.")
        }
        (Done::Looked | Done::Refused, _) => writeln!(out, "\nNothing was changed."),
    }
}

fn change(out: &mut impl Write, change: &Change) -> std::io::Result<()> {
    let word = match &change.what {
        What::Added(_) => "Added",
        What::Moved { .. } => "Moved",
        What::EndsEarlier { .. } => "Ends earlier",
        What::Rescoped { .. } => "Covers something else",
        What::Restated(_) => "Said otherwise",
        What::Withdrawn { .. } => "Withdrawn",
        What::Gone(_) => "No longer in any file",
    };
    writeln!(out, "\n{word}: {} ({})", change.title, change.election)?;
    match &change.what {
        What::Added(period) => {
            writeln!(out, "  {}, {}", span(period.into()), reach_of(period))
        }
        What::Moved { before, after } | What::EndsEarlier { before, after } => {
            writeln!(out, "  before: {}\n  after:  {}", span(*before), span(*after))
        }
        What::Rescoped { before, after } => {
            writeln!(out, "  before: {}\n  after:  {}", reach(before), reach(after))
        }
        What::Restated(details) => details.iter().try_for_each(|one| detail(out, one)),
        What::Withdrawn { before, reason } => {
            writeln!(out, "  was:    {}\n  reason: {reason}", span(before.into()))
        }
        What::Gone(before) => writeln!(
            out,
            "  was:    {}\n  If it was called off, keep its entry with `status = \"withdrawn\"` and a reason.",
            span(before.into())
        ),
    }
}

fn span(span: Span) -> String {
    format!("from {} to {}", moment(span.starts.to_utc()), moment(span.ends.to_utc()))
}

fn reach_of(period: &Period) -> String {
    let advisory = if period.advisory { ", advisory: posts are held, never blocked" } else { "" };
    let provisional = if period.provisional { ", provisional" } else { "" };
    format!("{}{advisory}{provisional}", covers(period))
}

fn reach(reach: &Reach) -> String {
    let scope = match &reach.scope {
        Scope::WholeArea => "whole area".to_owned(),
        Scope::Wards(wards) => format!("only in {}", wards.join(", ")),
    };
    let advisory = if reach.advisory { ", advisory: posts are held, never blocked" } else { "" };
    format!("{scope}{advisory}")
}

fn detail(out: &mut impl Write, detail: &Detail) -> std::io::Result<()> {
    let of = match detail.of {
        DetailOf::Title => "title",
        DetailOf::Status => "status",
        DetailOf::Poll => "poll",
        DetailOf::Notice => "day of notice",
        DetailOf::Provisional => "provisional",
        DetailOf::Replaces => "takes the place of",
        DetailOf::ReplacedBy => "replaced by",
    };
    let said = |what: &Option<String>| what.clone().unwrap_or_else(|| "not said".to_owned());
    writeln!(out, "  {of}: {} -> {}", said(&detail.before), said(&detail.after))
}

fn post(out: &mut impl Write, post: &JudgedOtherwise) -> std::io::Result<()> {
    let state = match post.state {
        StateName::Allowed => "scheduled",
        other => other.as_str(),
    };
    let (before, after) = (judged(&post.before), judged(&post.after));
    let times = match (post.before.at, post.after.at) {
        (Some(was), Some(is)) if was == is => format!("for {}: {before} -> {after}", moment(is)),
        (was, is) => {
            let said = |at: Option<_>| {
                at.map_or_else(|| "as recorded".to_owned(), |at| format!("for {}", moment(at)))
            };
            format!("{before} {} -> {after} {}", said(was), said(is))
        }
    };
    let then = match post.then {
        Then::ApprovalLapses => "its approval lapses, and it is held again",
        Then::TakenBack => "it is taken back from the platform, and held",
        Then::NothingFoundNow => "it stays held, marked that nothing stops it any more",
        Then::OtherFindings => "it stays where it is, with other findings",
        Then::Stands => "it stays where it is",
    };
    writeln!(out, "  {} ({state}) {times}; {then}", post.reference)
}

fn judged(judged: &Judged) -> String {
    if judged.rules.is_empty() {
        return judged.decision.as_str().to_owned();
    }
    let rules: Vec<_> = judged.rules.iter().map(RuleCode::as_str).collect();
    format!("{} ({})", judged.decision.as_str(), rules.join(", "))
}
