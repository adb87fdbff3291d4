//! People of the roster by name: titles, given names, initials, surname first, shared titles, headlines.

mod alone;
mod apart;
mod before;
mod by_initials;
mod by_office;
mod captions;
mod first_names;
mod headlines;
pub(in crate::guard::scan) mod longer;
mod look;
mod miswritten;
mod namesakes;
mod near_given;
mod others;
mod paired;
mod past;
mod places;
mod rare;
mod settled;
mod spot;
mod trades;

use std::collections::BTreeSet;

use crate::guard::finding::Confidence;
use crate::guard::index::Meaning;
use crate::guard::scan::mention::{Mention, Who};
use crate::guard::scan::mentions::Mentions;
use crate::guard::scan::view::View;
use crate::text::Token;

use before::Given;
use look::Look;
use namesakes::Namesakes;
use others::Others;
use spot::Seen;

pub(in crate::guard::scan) use headlines::is_a_place;
pub use settled::settle;
pub(in crate::guard::scan) use trades::{is_everyday_leader, tell_another};

/// The mentions of listed people by name.
pub fn find(view: &View<'_>, found: &[(usize, Meaning)]) -> Mentions {
    let namesakes = Namesakes::standing(view, found);
    let mut seen: Vec<Seen<'_>> = Vec::new();
    for place in found.chunk_by(|one, next| one.0 == next.0) {
        for (at, meaning) in place {
            if let Meaning::Family(family) = meaning {
                seen.extend(spot::read(view, *at, view.index().family(*family), &namesakes));
            }
        }
    }
    let mut mentions = Mentions::default();
    let others = Others::of(&seen);
    let told = told_by_own_name(&seen);
    let mut unknown: Vec<Mention> = Vec::new();
    miswritten::find(view, found, &mut mentions);
    by_initials::find(view, found, &mut mentions);
    for Seen { mut numbers, look } in seen {
        let (mut mention, name, given) = match look {
            Look::Named { mention, name, given } => (mention, name, given),
            Look::Unknown(mention) => {
                unknown.push(mention);
                continue;
            }
            Look::Another(_) => continue,
        };
        if given == Given::Variant && told.contains(&(mention.words.start, mention.words.end)) {
            continue;
        }
        others.leave_out(&mut numbers, &mention, name);
        if !numbers.is_empty() {
            mention.who = Who::Listed(numbers);
            mentions.merge(mention);
        }
    }
    for mention in unknown {
        if !mentions.take_any(&mention.words) {
            mentions.push(mention);
        }
    }
    styled(view, found, &mut mentions);
    first_names::find(view, found, &mut mentions);
    mentions
}

/// The words in which somebody's given name stands as the roster has it: of those whose other form it is nobody is meant.
fn told_by_own_name(seen: &[Seen<'_>]) -> BTreeSet<(usize, usize)> {
    let told = seen.iter().filter_map(|seen| match &seen.look {
        Look::Named { mention, given: Given::Own, .. } => Some((mention.words.start, mention.words.end)),
        _ => None,
    });
    told.collect()
}

/// `Sir Wyn`: a knight's given name after the style, where no other of the roster goes by it.
fn styled(view: &View<'_>, found: &[(usize, Meaning)], mentions: &mut Mentions) {
    let people = &view.book.world().roster.people;
    for (at, meaning) in found {
        let Meaning::Styled(number) = meaning else { continue };
        let style = at.checked_sub(1).filter(|style| matches!(view.at(*style), "sir" | "dame"));
        let Some(style) =
            style.filter(|style| view.gap(*at).joins() && view.capital(*style) && view.capital(*at))
        else {
            continue;
        };
        let holds = people.get(*number as usize).is_some_and(|entry| entry.holds_on(view.standing.day));
        // A family name after it was looked at already, and is another's.
        let alone = !view.gap(at + 1).joins() || !view.token(at + 1).is_some_and(Token::is_capital);
        let words = style..at + 1;
        if holds && alone && !mentions.take_any(&words) {
            mentions.push(Mention::of(Who::Listed(vec![*number]), words, Confidence::Likely));
        }
    }
}
