//! One side set against the other by nothing but pronouns: `They talked about it for years. We built it.`

use std::ops::Range;

use crate::guard::finding::Confidence;
use crate::guard::scan::passage::Passage;
use crate::guard::scan::view::View;
use crate::text::Gap;

/// What one side is set against the other by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Facing {
    /// `We built it`: the place of the verb.
    Us(usize),
    /// `They talked`: the place of the verb.
    Them(usize),
    /// `With us`.
    WithUs,
    /// `With them`.
    WithThem,
}

/// What the other side does in campaigns' words; what trees and ducklings do is another thing.
const DEEDS: [&str; 33] = [
    "would",
    "d",
    "never",
    "voted",
    "closed",
    "sold",
    "talk",
    "talked",
    "dither",
    "dithered",
    "moan",
    "moaned",
    "blocked",
    "opposed",
    "oppose",
    "wasted",
    "promised",
    "promise",
    "axed",
    "scrapped",
    "ignored",
    "forgot",
    "failed",
    "broke",
    "laughed",
    "close",
    "closes",
    "sell",
    "shut",
    "block",
    "waste",
    "bankrupted",
    "sneered",
];

/// Whether a folded word is what campaigns say the other side does.
pub fn is_deed(word: &str) -> bool {
    DEEDS.contains(&word)
}

/// The passages in which a clause about us stands beside one about them.
pub(super) fn passages(view: &View<'_>) -> Vec<Passage> {
    let facing: Vec<(Facing, Range<usize>)> =
        clauses(view).into_iter().filter_map(|clause| Some((facing(view, &clause)?, clause))).collect();
    let pairs = facing.windows(2).filter_map(|pair| {
        let [(one, first), (other, second)] = pair else { return None };
        let near = first.end == second.start;
        let against = match (*one, *other) {
            (Facing::Us(_), Facing::Them(other)) => near && is_deed(view.at(other)),
            // Who they are, nothing before has said.
            (Facing::Them(deed), Facing::Us(verb)) => {
                near && first.start == 0 && is_deed(view.at(deed)) && !is_hearing(view, verb, second)
            }
            (Facing::WithUs, Facing::WithThem) | (Facing::WithThem, Facing::WithUs) => true,
            _ => false,
        };
        against.then_some(Passage { words: first.start..second.end, confidence: Confidence::Likely })
    });
    pairs.collect()
}

/// `They asked, we answered`: residents and their council.
fn is_hearing(view: &View<'_>, verb: usize, clause: &Range<usize>) -> bool {
    let heard = matches!(view.at(verb), "listened" | "heard" | "answered" | "asked" | "did" | "delivered");
    heard && clause.len() == 2
}

/// The clauses of a part: what stands between full stops, commas, colons, dashes and semicolons.
fn clauses(view: &View<'_>) -> Vec<Range<usize>> {
    let count = view.tokens.list.len();
    let begins = |at: &usize| {
        view.begins_sentence(*at) || matches!(view.gap(*at), Gap::Colon | Gap::Other | Gap::Comma)
    };
    let starts: Vec<usize> = (0..count).filter(begins).chain([count]).collect();
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

fn facing(view: &View<'_>, clause: &Range<usize>) -> Option<Facing> {
    let verb = clause.start + 1;
    let does = verb < clause.end && !matches!(view.at(verb), "are" | "re" | "is");
    match (view.at(clause.start), view.at(verb)) {
        ("we", _) if does => Some(Facing::Us(verb)),
        ("they" | "others", _) if does => Some(Facing::Them(verb)),
        ("with", "us") => Some(Facing::WithUs),
        ("with", "them") => Some(Facing::WithThem),
        _ => None,
    }
}
