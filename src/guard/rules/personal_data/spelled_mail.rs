//! E-mail addresses spelled out: `jane dot doe at example dot com`, `jane.doe (at) example (dot) com`.

use std::ops::Range;

use crate::guard::index::Index;
use crate::guard::prose::Prose;
use crate::guard::rules::personal_data::email;
use crate::guard::rules::personal_data::private::Private;
use crate::lexicon::Sense;

/// The addresses of a part that are a person's. `cues` are words such an address may have; `own` as for [`email`].
pub(super) fn find(
    prose: &Prose<'_>,
    cues: impl Iterator<Item = usize>,
    index: &Index,
    own: &[String],
) -> Vec<Private> {
    let mut found = Vec::new();
    let mut done = 0;
    for cue in cues {
        if cue < done {
            continue;
        }
        let near = cue.saturating_sub(MOST_LABELS)..=cue;
        let Some(spelled) =
            near.rev().filter(|at| prose.at(*at) == "at").find_map(|at| spelled_at(prose, at))
        else {
            continue;
        };
        done = spelled.words.end;
        let (Some(first), Some(last)) =
            (prose.token(spelled.words.start), prose.token(spelled.words.end - 1))
        else {
            continue;
        };
        let folded = first.range().start..last.range().end;
        let judged = email::judge(prose, index, own, (&spelled.user, &spelled.host), folded.start);
        found.extend(judged.map(|(confidence, why)| Private {
            span: prose.original(folded),
            confidence,
            why,
        }));
    }
    found
}

/// The most labels looked back over for the `at`.
const MOST_LABELS: usize = 4;

struct Spelled {
    user: String,
    host: String,
    words: Range<usize>,
}

/// The address around the word `at`.
fn spelled_at(prose: &Prose<'_>, at: usize) -> Option<Spelled> {
    let bracketed = between(prose, at).contains(['[', '(', '{', '<']);
    let mut host = prose.at(at + 1).to_owned();
    let mut end = at + 2;
    let mut dots = 0;
    loop {
        let spoken = prose.at(end) == "dot" && !prose.at(end + 1).is_empty();
        if spoken || between(prose, end).trim_matches(['[', ']', '(', ')']) == "." {
            let label = if spoken { end + 1 } else { end };
            host = format!("{host}.{}", prose.at(label));
            dots += usize::from(spoken);
            end = label + 1;
        } else {
            break;
        }
    }
    let provider = host.split('.').next().is_some_and(|_| prose.is(Sense::MailProvider, at + 1));
    let mut start = at.checked_sub(1)?;
    let mut user = prose.at(start).to_owned();
    let mut joined = user.contains(|c: char| c.is_ascii_digit());
    while let Some(before) = start.checked_sub(1) {
        let sign = between(prose, start);
        let spoken = prose.at(before) == "dot" && before > 0;
        let label = if spoken { before - 1 } else { before };
        if !(spoken || matches!(sign, "." | "_" | "-")) {
            break;
        }
        user = format!("{}{}{user}", prose.at(label), if spoken { "." } else { sign });
        joined = true;
        start = label;
    }
    let is_host = host.contains('.') || provider && (bracketed || joined);
    let named = joined || prose.is(Sense::Given, start);
    let meant = bracketed || named || dots > 0 && !is_small_word(&user);
    (is_host && meant).then_some(Spelled { user, host, words: start..end })
}

/// What stands between a word and the one before it.
fn between<'p>(prose: &'p Prose<'_>, at: usize) -> &'p str {
    match (at.checked_sub(1).and_then(|before| prose.token(before)), prose.token(at)) {
        (Some(before), Some(this)) => prose.text()[before.range().end..this.range().start].trim(),
        _ => "",
    }
}

/// Words that stand before a site, not in a mailbox: find us at, log in at.
fn is_small_word(word: &str) -> bool {
    matches!(
        word,
        "us" | "me"
            | "in"
            | "up"
            | "on"
            | "more"
            | "here"
            | "it"
            | "out"
            | "online"
            | "site"
            | "website"
            | "now"
            | "page"
    )
}
