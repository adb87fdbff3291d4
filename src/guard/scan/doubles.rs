//! A part that was read several ways, because something in it is disguised, may name somebody in more than one of
//! them: what is told is the best of these.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::guard::scan::stretches::Apart;
use crate::guard::scan::{Mention, PartScan, Who};

/// Leaves, of mentions that share bytes of the original, the best: of a person rather than of a stranger, the longer,
/// the surer.
pub(super) fn leave_the_best(scans: &mut [PartScan<'_>]) {
    if scans.len() < 2 {
        return;
    }
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
