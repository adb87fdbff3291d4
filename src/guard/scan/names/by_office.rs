//! An office straight before a family name: `Mayor Ash`, `Cabinet member Elm`.

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::scan::names::trades::is_everyday_leader;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// What somebody has to do with the office that stands before their family name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Office {
    /// No office stands there.
    Missing,
    /// The roster gives it to them.
    Theirs,
    /// The roster gives it to another of that family name, who is meant.
    Anothers,
    /// The roster gives it to nobody of that family name: it may be new, or of another council.
    Unheld,
}

/// Whether a word is an office that people put straight before a family name.
pub(super) fn is_office(word: &str) -> bool {
    matches!(
        word,
        "leader"
            | "mayor"
            | "provost"
            | "maer"
            | "faer"
            | "convener"
            | "convenor"
            | "commissioner"
            | "pcc"
            | "arweinydd"
            | "member"
            | "holder"
            | "cabinet"
    )
}

/// Where an office begins that stands before a family name and means its bearer, and how sure that is.
pub(super) fn names(
    view: &View<'_>,
    office: Office,
    words: &Range<usize>,
    half: bool,
) -> Option<(usize, Confidence)> {
    let at = words.start.checked_sub(1).filter(|at| view.gap(words.start).joins() && !view.owns(*at))?;
    if !view.capital(words.start) && !view.capital(words.end - 1) {
        return None;
    }
    let two = at.checked_sub(1).filter(|_| view.gap(at).joins());
    let first = two.map_or("", |two| view.at(two));
    let start = match (first, view.at(at)) {
        ("cabinet" | "executive" | "exec", "member")
        | ("portfolio", "holder")
        | ("aelod", "cabinet")
        | ("deputy" | "depute" | "dirprwy" | "ddirprwy" | "lord" | "council" | "group" | "opposition", _) => {
            two?
        }
        (_, "member" | "holder" | "cabinet") => return None,
        _ => at,
    };
    match office {
        Office::Missing | Office::Anothers => None,
        Office::Theirs => Some((start, Confidence::Certain)),
        Office::Unheld => {
            let everyday = is_everyday_leader(view, at)
                || matches!(
                    first,
                    "youth" | "junior" | "young" | "carnival" | "school" | "pupil" | "student"
                )
                || first == "commissioner";
            let next = words.end;
            let longer = view.gap(next).joins()
                && view.gap(next) != Gap::Line
                && view.token(next).is_some_and(|token| token.shape == Shape::Title)
                && !view.is(Sense::PersonCue, next)
                && !view.is(Sense::Speech, next);
            let plain = view.gap(words.start) == Gap::Space && (view.capital(at) || start < at);
            (plain && !everyday && !longer && !half && !view.shouts).then_some((start, Confidence::Likely))
        }
    }
}
