//! A party's name that is all there is to an option of a poll: the other options tell what it means.

use crate::guard::finding::Confidence;
use crate::guard::index::{Meaning, Term};
use crate::guard::scan::emblems;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text;

/// Whether the other options of a poll are parties: one that nothing else is called by, or two that are no colours.
pub(super) fn is_among_parties(view: &View<'_>, confidence: Confidence) -> bool {
    let (mut sure, mut perhaps, mut colours) = (0, 0, 0);
    for (name, text) in view.context.poll_options() {
        if name == view.part {
            continue;
        }
        let words = text::words(text);
        match best(view, &words) {
            Some(confidence) if confidence > Confidence::Possible => sure += 1,
            Some(_) => perhaps += 1,
            None => {}
        }
        colours += usize::from(words.iter().any(|word| emblems::is_colour(word) && word != "green"));
    }
    let is_sure = confidence > Confidence::Possible;
    sure > 0 || colours == 0 && (is_sure && perhaps > 0 || perhaps > 1)
}

/// How surely a poll option is a party by its words alone.
fn best(view: &View<'_>, words: &[String]) -> Option<Confidence> {
    let text = words.join(" ");
    let hits = view.index().matcher.iter().flat_map(|matcher| matcher.hits(&text));
    let terms = hits.flat_map(|hit| hit.meanings).filter_map(|meaning| {
        let Meaning::Term(number) = meaning else { return None };
        view.index().terms.get(*number as usize)
    });
    let parties = terms.filter(|term| {
        term.phrase.literals().filter(|word| words.iter().any(|said| said == word)).count() > 0
            && matches!(term.sense, Sense::Party | Sense::PartyWord | Sense::PartyShort)
    });
    let sure = |term: &Term| match term.sense {
        Sense::Party => Confidence::Certain,
        Sense::PartyShort => Confidence::Possible,
        _ => term.confidence,
    };
    parties.map(sure).max()
}
