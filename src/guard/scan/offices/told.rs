//! Offices in the headings of decisions and in explanations of how a council works: they name who decides by office, and
//! tell nothing that anybody did.

use std::ops::Range;

use crate::guard::scan::view::View;
use crate::lexicon::Sense;

/// `Decision notice: Cabinet Member for Housing, 20 April`, `Forward plan: Cabinet Member for Housing to decide on rents`.
pub(super) fn in_a_notice(view: &View<'_>, words: &Range<usize>) -> bool {
    is_headed(view, words.start) && !is_followed_by_a_deed(view, words.end)
}

/// Whether the words before an office, in its sentence, are those of a notice of a decision.
fn is_headed(view: &View<'_>, office: usize) -> bool {
    let first = view.sentence(office).start;
    (first..office).any(|at| {
        let next = view.at(at + 1);
        match view.at(at) {
            "decision" | "decisions" => {
                matches!(next, "notice" | "notices" | "record" | "records" | "sheet" | "session" | "summary")
                    || at > first
                        && matches!(
                            view.at(at - 1),
                            "key"
                                | "individual"
                                | "executive"
                                | "delegated"
                                | "member"
                                | "urgent"
                                | "portfolio"
                        )
                        && (matches!(next, "by" | "of" | "for")
                            || at + 1 == office
                            || view.at(first) == "notice")
            }
            "forward" => next == "plan",
            "notice" => next == "of" && view.at(at + 2) == "decision",
            _ => false,
        }
    })
}

/// Whether anything follows that a person does or says, or is told of doing; to decide is what a notice is about.
fn is_followed_by_a_deed(view: &View<'_>, next: usize) -> bool {
    let end = view.sentence(next.saturating_sub(1)).end;
    (next..end).any(|at| {
        let word = view.at(at);
        let deed = view.is(Sense::PersonCue, at) || view.is(Sense::Speech, at) || view.is(Sense::Credit, at);
        let tells = matches!(
            word,
            "decides"
                | "has"
                | "takes"
                | "took"
                | "approves"
                | "freezes"
                | "cuts"
                | "saves"
                | "wants"
                | "says"
                | "will"
        );
        deed && !view.capital(at) && !matches!(word, "published" | "called" | "meeting" | "made" | "agreed")
            || tells
    })
}

/// `What does the Leader of the Council do?`, `How is the Leader chosen?`, `Who appoints the Deputy Leader?`: asked of
/// any holder.
pub(super) fn in_an_explanation(view: &View<'_>, words: &Range<usize>) -> bool {
    let sentence = view.sentence(words.start);
    let first = sentence.start;
    let begins = |word: &str, next: &[&str]| view.at(first) == word && next.contains(&view.at(first + 1));
    let asks = begins("what", &["does", "do", "is", "are"])
        || begins("how", &["is", "are", "does", "do"])
        || begins("who", &["appoints", "chooses", "picks", "elects"]);
    let last = sentence.end.saturating_sub(1);
    let explained = matches!(
        view.at(last),
        "do" | "mean" | "chosen" | "elected" | "appointed" | "picked" | "paid" | "work" | "role" | "decide"
    );
    let asked_who = view.at(first) == "who" && asks;
    let back = |back: usize| words.start.checked_sub(back).map_or("", |at| view.at(at));
    let of_the_role = |at: usize| back(at) == "of" && back(at + 1) == "role";
    asks && (explained && words.end <= last || asked_who || view.at(words.end) == "role")
        || of_the_role(1)
        || of_the_role(2) && back(1) == "the"
}
