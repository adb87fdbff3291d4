#![doc = include_str!("personal_data.md")]

mod casework;
mod clues;
mod coded_mail;
mod email;
mod home;
mod numbers;
mod private;
mod spelled_mail;
mod split_mail;
mod telephone;
mod turned;

use std::collections::BTreeMap;

use casework::Detail;
use clues::Clues;
use private::Private;

use crate::guard::case::Case;
use crate::guard::decision::Decision;
use crate::guard::finding::{Confidence, Reason, RuleCode};
use crate::guard::index::Index;
use crate::guard::policy::{Setting, When};
use crate::guard::prose::{self, Prose};
use crate::guard::report::{Findings, Remark, Spot};
use crate::guard::rule::{Meta, Rule};
use crate::guard::rules::sources;
use crate::guard::scan::{PartScan, is_prose};
use crate::lexicon::Sense;
use crate::post::{Markup, Part, PartName, Post};
use crate::text::disguise;

/// CLR301: somebody's private details.
#[derive(Debug)]
pub struct PersonalData;

static META: Meta = Meta {
    code: RuleCode::new("CLR301"),
    name: "personal-data",
    title: "Somebody's private details",
    reasons: &[Reason::PersonalData],
    since: "0.1.0",
    default: Setting {
        certain: Decision::Hold,
        likely: Decision::Hold,
        possible: Decision::Allow,
        when: When::Year,
    },
    switches: &[],
    page: include_str!("personal_data.md"),
    sources: sources::privacy,
};

impl Rule for PersonalData {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn look(&self, case: &Case<'_>, found: &mut Findings<'_>) {
        if !case.is_on(&META.code) {
            return;
        }
        let mut scans: BTreeMap<PartName, Vec<&PartScan<'_>>> = BTreeMap::new();
        for scan in case.scan.parts.iter().filter(|scan| scan.side.iter().any(|hit| is_clue(hit.sense))) {
            scans.entry(scan.name).or_default().push(scan);
        }
        let index = case.book.index();
        let is_reply = is_reply(case.post);
        for part in case.post.parts.iter().filter(|part| is_prose(part.name)) {
            let scans = scans.get(&part.name).map(Vec::as_slice).unwrap_or_default();
            let mut found_here = look_at(part, scans, is_reply, index);
            if let Some(decoded) = decoded(part) {
                found_here.extend(look_at(&decoded, &[], is_reply, index));
            }
            found_here.extend(coded_mail::find(part, case.book.index()));
            found_here.extend(turned::find(part, &|shown| look_at(shown, &[], is_reply, index)));
            for private in found_here {
                let remark = Remark {
                    reason: Reason::PersonalData,
                    confidence: private.confidence,
                    why: private.why.to_owned(),
                    suggestion: SUGGESTION.to_owned(),
                    person: None,
                };
                found.add(&META, Spot::Words(part.name, private.span), remark);
            }
        }
    }
}

const SUGGESTION: &str =
    "Give one of the council's own numbers or addresses, or send it to the person alone.";

fn is_clue(sense: Sense) -> bool {
    use Sense::{BirthCue, CaseDetail, FirstDigit, HomeCue, MailCue};
    matches!(sense, CaseDetail | HomeCue | FirstDigit | MailCue | BirthCue)
}

/// A plain part as HTML when tags or entities stand in it: `0&#55;700`, `07700&nbsp;900 461`.
fn decoded(part: &Part) -> Option<Part> {
    let hides = part.markup == Markup::Plain && disguise::holds_markup(&part.text);
    hides.then(|| Part { markup: Markup::Html, ..part.clone() })
}

/// Whether a post answers somebody, whom its details may be about.
fn is_reply(post: &Post) -> bool {
    post.part(PartName::ReplyTo).is_some()
}

/// What is private in a part.
fn look_at(part: &Part, scans: &[&PartScan<'_>], is_reply: bool, index: &Index) -> Vec<Private> {
    let own = &index.contacts;
    let clues = clues_of(part, index);
    if !clues.any() && scans.is_empty() {
        return Vec::new();
    }
    let prose = Prose::of(part, index);
    let hits = |wanted: Sense| {
        // Only hits of the text as written: their numbers are the prose's own.
        scans.iter().take(1).flat_map(|scan| &scan.side).filter(move |hit| hit.sense == wanted)
    };
    let mut found = Vec::new();
    if clues.run {
        found.extend(telephone::find(&prose, &own.numbers));
        found.extend(numbers::insurance(&prose));
        found.extend(numbers::known_by(&prose));
    }
    let first_digits = hits(Sense::FirstDigit).map(|hit| hit.words.start);
    found.extend(telephone::find_in_words(&prose, first_digits, &own.numbers));
    let spelled = hits(Sense::MailCue).map(|hit| hit.words.start);
    found.extend(spelled_mail::find(&prose, spelled, index, &own.mailboxes));
    let births: Vec<usize> = hits(Sense::BirthCue).map(|hit| hit.words.end).collect();
    found.extend(numbers::births(&prose, &births, is_reply));
    if clues.at {
        found.extend(email::find(&prose, index, &own.mailboxes));
        found.extend(split_mail::find(&prose, index, &own.mailboxes));
    }
    if clues.plate {
        found.extend(numbers::plates(&prose));
    }
    if matches!(part.name, PartName::Link(_)) {
        return found;
    }
    let home_cues: Vec<usize> = hits(Sense::HomeCue).map(|hit| hit.words.end).collect();
    if clues.house || !home_cues.is_empty() {
        found.extend(home::find(&prose, &home_cues, is_reply));
    }
    let details: Vec<Detail> = hits(Sense::CaseDetail)
        .map(|hit| Detail { words: hit.words.clone(), only_to_them: hit.confidence == Confidence::Possible })
        .collect();
    found.extend(casework::find(&prose, &details, is_reply));
    found
}

/// Whether this rule finds anything in a part of a post in which none of its words stand.
pub(crate) fn finds_in_signs(part: &Part, post: &Post, index: &Index) -> bool {
    !look_at(part, &[], is_reply(post), index).is_empty()
}

/// What a part could hold, told from its letters alone.
fn clues_of(part: &Part, index: &Index) -> Clues {
    let text = part.text.as_str();
    let own = &index.contacts;
    let is_street = |word: &str| {
        let senses = index.words.of(word);
        senses.have(Sense::Street) || senses.have(Sense::StreetFirst)
    };
    if text.is_ascii() && part.markup == Markup::Plain {
        let is_upper = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_uppercase);
        return Clues::of(text, own, is_upper, is_street);
    }
    let telling = |c: char| c.is_ascii_digit() || c == '@' || !c.is_ascii() && (c.is_numeric() || c == '＠');
    if !text.contains(telling) {
        return Clues::default();
    }
    let reading = prose::reading(part);
    Clues::of(reading.folded(), own, |at| reading.is_upper(at), is_street)
}
