//! A part that was read several ways, because something in it is disguised, may name somebody in more than one of
//! them: what is told is the best of these.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::part_scan::PartScan;
use crate::guard::scan::passage::Passage;
use crate::guard::scan::stretches::{Apart, Covered};

/// Leaves, of what shares bytes of the original, the best.
pub(super) fn leave_the_best(scans: &mut [PartScan<'_>]) {
    if scans.len() < 2 {
        return;
    }
    leave_the_best_mentions(scans);
    leave_the_surest(scans, |scan| &mut scan.political);
    leave_the_surest(scans, |scan| &mut scan.steering);
    leave_out_bare_parties(scans);
}

/// One kind of passages of a part.
type Passages = for<'s, 'a> fn(&'s mut PartScan<'a>) -> &'s mut Vec<Passage>;

/// Leaves of passages the surest, the longer: what a tag or an entity stands in is no less sure for it.
fn leave_the_surest(scans: &mut [PartScan<'_>], passages: Passages) {
    let mut all: Vec<(Confidence, Range<usize>, usize, usize)> = Vec::new();
    for (number, scan) in scans.iter_mut().enumerate() {
        let found = std::mem::take(passages(scan));
        let told = found
            .iter()
            .zip(0..)
            .map(|(passage, at)| (passage.confidence, scan.span(&passage.words), number, at));
        all.extend(told);
        *passages(scan) = found;
    }
    all.sort_by_key(|(confidence, span, ..)| Reverse((*confidence, span.len())));
    let mut taken: Vec<Apart> = scans.iter().map(|_| Apart::default()).collect();
    let mut dropped: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (_, span, number, at) in &all {
        // Two passages of one reading may share words.
        let is_free =
            (0..taken.len()).filter(|other| other != number).all(|other| taken[other].is_free(span));
        if is_free {
            taken[*number].take(span);
        } else {
            dropped.insert((*number, *at));
        }
    }
    for (number, scan) in scans.iter_mut().enumerate() {
        let mut at = 0;
        passages(scan).retain(|_| {
            at += 1;
            !dropped.contains(&(number, at - 1))
        });
    }
}

/// A party's bare name in one reading is not told where another reads it as part of more.
fn leave_out_bare_parties(scans: &mut [PartScan<'_>]) {
    let told = |scan: &PartScan<'_>| -> Vec<Range<usize>> {
        scan.political.iter().map(|passage| scan.span(&passage.words)).collect()
    };
    let mut all: Vec<Range<usize>> = scans.iter().flat_map(told).collect();
    if all.is_empty() {
        return;
    }
    all.sort_by_key(|span| span.start);
    let covered = Covered::by(all);
    for scan in scans {
        let parties = std::mem::take(&mut scan.parties);
        let bare = |words: &Range<usize>| {
            let span = scan.span(words);
            !(covered.holds(span.start) && covered.holds(span.end.saturating_sub(1)))
        };
        scan.parties = parties.into_iter().filter(|party| bare(&party.words)).collect();
    }
}

/// Leaves, of mentions that share bytes of the original, the best: of a person rather than of a stranger, the longer,
/// the surer.
fn leave_the_best_mentions(scans: &mut [PartScan<'_>]) {
    let mut all: Vec<(usize, usize, Range<usize>)> = Vec::new();
    for (scan, part) in scans.iter().enumerate() {
        let named =
            part.mentions.iter().enumerate().map(|(at, mention)| (scan, at, part.span(&mention.words)));
        all.extend(named);
    }
    let worth = |(scan, at, span): &(usize, usize, Range<usize>)| {
        let mention: Option<&Mention> = scans.get(*scan).and_then(|part| part.mentions.get(*at));
        let is_listed = mention.is_some_and(|mention| matches!(mention.who, Who::Listed(_)));
        (is_listed, span.len(), mention.map(|mention| mention.confidence))
    };
    all.sort_by_key(|one| Reverse(worth(one)));
    let mut taken = Apart::default();
    let kept: BTreeSet<(usize, usize)> =
        all.into_iter().filter(|(.., span)| taken.take(span)).map(|(scan, at, _)| (scan, at)).collect();
    for (scan, part) in scans.iter_mut().enumerate() {
        let mut at = 0;
        part.mentions.retain(|_| {
            at += 1;
            kept.contains(&(scan, at - 1))
        });
    }
}
