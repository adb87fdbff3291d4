//! Names of other times and of other games: `Alderman Ash in 1852`, `W. Ash and B. Elm scored`.

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Shape};

/// Whether a name is told to be of a time long gone: by the year behind it, by the dates of a life, by a sentence that
/// begins with the year. A year elsewhere in the sentence may be that of a building a member opens today.
pub(super) fn is_of_the_past(view: &View<'_>, whole: &Range<usize>) -> bool {
    let end = whole.end;
    let year_behind = view.gap(end).joins()
        && matches!(view.at(end), "in" | "of" | "from" | "circa" | "c")
        && is_old_year(view.at(end + 1));
    let lifetime = matches!(view.gap(end), Gap::Open | Gap::Comma)
        && (is_old_year(view.at(end)) || view.at(end).len() == 1 && is_old_year(view.at(end + 1)));
    // `Ann Ash the suffragist (1871-1940)`
    let told_apart = (end..end + 4)
        .take_while(|at| view.gap(*at).joins())
        .any(|at| view.gap(at + 1) == Gap::Open && is_old_year(view.at(at + 1)));
    let lifetime = lifetime || told_apart;
    let first = view.sentence(whole.start).start;
    // `From the archive, 1889: Bailie Stone's speech`
    let dated = whole.start.checked_sub(1).is_some_and(|year| {
        matches!(view.gap(whole.start), Gap::Colon | Gap::Comma) && is_old_year(view.at(year))
    });
    let year_ahead = matches!(view.at(first), "in" | "yn" | "by" | "from")
        && is_old_year(view.at(first + 1))
        && (first + 2..=first + 4).contains(&whole.start);
    let age = whole.start.checked_sub(1).filter(|_| view.gap(whole.start).joins());
    let of_an_age = age.is_some_and(|at| {
        matches!(
            view.at(at),
            "princess"
                | "prince"
                | "queen"
                | "empress"
                | "suffragette"
                | "suffragist"
                | "chartist"
                | "victorian"
                | "georgian"
                | "edwardian"
                | "tudor"
                | "medieval"
                | "jacobean"
                | "stuart"
        )
    });
    year_behind || dated || lifetime || year_ahead || of_an_age
}

/// `Mr Ash's waterproof coat` in a post about a museum: what somebody of long ago left behind.
pub(super) fn is_on_show(view: &View<'_>, end: usize) -> bool {
    let shows = |word: &str| {
        matches!(
            word,
            "museum"
                | "exhibition"
                | "exhibit"
                | "exhibits"
                | "archive"
                | "archives"
                | "heritage"
                | "victorian"
                | "edwardian"
                | "georgian"
                | "century"
                | "amgueddfa"
        )
    };
    let owned = end.checked_sub(1).is_some_and(|last| view.owns(last));
    let thing = view.gap(end) == Gap::Space
        && view.token(end).is_some_and(|token| token.shape == Shape::Lower)
        && !view.is(Sense::Deed, end);
    owned
        && thing
        && !view.context.speaks_of_councillors()
        && view.context.words().iter().any(|word| shows(word))
}

fn is_old_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1100..1950).contains(&year))
}

/// Whether a name with nothing but an initial before it, or nothing at all, stands in the report of a game or race.
pub(super) fn is_of_a_game(view: &View<'_>, at: usize) -> bool {
    view.sport_words().within(&view.sentence(at)) > 0 && !view.context.speaks_of_councillors()
}

/// Those of tales and museums whose names people bear, and what is said where they are meant.
const OF_FOLKLORE: [([&str; 2], &[&str]); 6] = [
    (
        ["jack", "frost"],
        &[
            "gritters",
            "gritter",
            "gritting",
            "grit",
            "ice",
            "icy",
            "frosty",
            "cold",
            "freezing",
            "snow",
            "snowing",
            "pipes",
            "thaw",
            "temperatures",
            "tender",
            "plants",
            "nips",
            "pavement",
            "pavements",
            "slippery",
            "gloves",
        ],
    ),
    (["robin", "hood"], &["sherwood", "marian", "panto", "pantomime", "archery", "tights", "outlaw"]),
    (["peter", "pan"], &["panto", "pantomime", "wendy", "hook", "neverland"]),
    (["mary", "rose"], &["ship", "tudor", "warship", "museum", "portsmouth"]),
    (["victoria", "cross"], &["medal", "awarded", "soldier", "valour", "war", "sergeant", "private"]),
    (["tom", "sawyer"], &["twain", "huck", "novel", "panto"]),
];

/// Whether a whole name is one of a tale, and the post tells that tale.
pub(super) fn is_of_folklore(view: &View<'_>, whole: &Range<usize>) -> bool {
    let name = |words: &[&str; 2]| {
        whole.len() == 2 && (view.at(whole.start), view.at(whole.start + 1)) == (words[0], words[1])
    };
    let told = |cues: &[&str]| cues.iter().any(|cue| view.context.words().contains(*cue));
    !view.context.speaks_of_councillors() && OF_FOLKLORE.iter().any(|(words, cues)| name(words) && told(cues))
}
