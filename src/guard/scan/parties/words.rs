//! Whether an everyday word means the party: by its capital, its place and its company.

use std::ops::Range;

use super::everyday::is_longer_name;
use super::labels::in_brackets;
use super::poll_options::is_among_parties;
use super::said::{ACTS, SPEAK, WANTS, WILL, is_battle_cry, is_past, is_voting, is_weak_company};
use super::{activity, backed};
use crate::guard::finding::Confidence;
use crate::guard::index::{Capitals, Extent, Registered, Term};
use crate::guard::scan::emblems;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::post::PartName;
use crate::text::{Gap, ItemKind, Shape, Token, Within};

/// Whether a party's everyday name means the party: it has a capital, and either stands where only a name has one or
/// keeps political company.
pub(super) fn is_party(view: &View<'_>, term: &Term, words: &Range<usize>) -> bool {
    if matches!(view.part, PartName::PollOption(_)) && words.len() == view.tokens.list.len() {
        return view.capital(words.start)
            && term.capitals == Capitals::Any
            && is_among_parties(view, term.confidence);
    }
    let place = Place::of(view, term, words);
    if view.inside(words.start, ItemKind::Url) {
        return false;
    }
    // `vote labour`: who writes that means the party, capital or not.
    let names = term.capitals != Capitals::Any;
    if !words.clone().all(|at| view.capital(at) || names && term.may_be_small(view.at(at)))
        && (words.len() > 1 || names || !view.capital(words.start))
    {
        return place.is_voted_for() && place.is_sure && words.len() == 1;
    }
    if term.registered().is_some_and(|registered| registered.extent == Extent::Word) {
        return place.is_all_that_is_left();
    }
    term.registered().is_some_and(|registered| place.is_as_registered(registered))
        || term.registered().is_some_and(|registered| registered.extent == Extent::Part)
            && place.is_part_of_a_name()
        || term.registered().is_some_and(|registered| registered.extent == Extent::Name)
            && backed::is_meant(view, words)
        || place.keeps_company()
        || place.is_voted_for()
        || in_brackets(view, words)
        || emblems::stands_beside(view, words)
        || place.is_branch()
        || place.is_letters()
        || place.are_people()
        || place.campaigns()
        || place.is_busy()
        || place.is_busy_in_welsh()
        || place.is_tagged()
        || place.is_made()
        || place.is_named()
}

/// Where a word stands.
#[derive(Debug)]
struct Place<'p, 'v> {
    view: &'p View<'v>,
    words: &'p Range<usize>,
    /// The word before, when joined.
    before: Option<&'v str>,
    /// The word after, when joined.
    after: Option<&'v str>,
    /// Said of little else than the party.
    is_sure: bool,
}

impl<'p, 'v> Place<'p, 'v> {
    fn of(view: &'p View<'v>, term: &Term, words: &'p Range<usize>) -> Self {
        let before = words.start.checked_sub(1).filter(|_| view.gap(words.start).joins());
        let after = Some(words.end).filter(|at| view.gap(*at).joins());
        Self {
            view,
            words,
            before: before.map(|at| view.at(at)),
            after: after.map(|at| view.at(at)),
            is_sure: term.confidence > Confidence::Possible,
        }
    }

    fn begins_sentence(&self) -> bool {
        self.view.begins_sentence(self.words.start)
    }

    /// Everyday words that are a party's name where they stand by themselves, or its description where nothing else is
    /// said.
    fn is_as_registered(&self, registered: &Registered) -> bool {
        registered.whole && self.words.len() == self.view.tokens.list.len()
            || registered.alone && (self.stands_alone() || activity::has_a_paper(self.view, self.words))
    }

    /// `Community First` where others write in small letters, and no longer name begins or ends with it: not the
    /// Community First Responders, not a headline in which everything has a capital.
    fn stands_alone(&self) -> bool {
        let view = self.view;
        let (first, next) = (self.words.start, self.words.end);
        let begun = self.before.is_some_and(|before| before != "the")
            && names(view, first - 1)
            && !view.begins_sentence(first - 1);
        let sentence = view.sentence(first);
        let others = sentence.filter(|at| !self.words.contains(at));
        let told = others.clone().any(|at| view.token(at).is_some_and(|token| token.shape == Shape::Lower));
        let of_a_thing =
            self.after.is_some() && view.is(Sense::Thing, next) && !view.is(Sense::PersonCue, next);
        let goes_on = is_longer_name(view, next) || of_a_thing;
        !view.shouts && !begun && !goes_on && (told || others.count() == 0)
    }

    /// `People's Voice are collecting`, `Fair Deal's newsletter`, `thanks to Fair Deal`: what is left of a party's name
    /// without its place, where it stands by itself and somebody acts, owns or is addressed.
    fn is_part_of_a_name(&self) -> bool {
        let view = self.view;
        let owner = activity::is_owner(view, self.words);
        if self.words.len() == 1 {
            let several = view.at(self.words.start).ends_with('s') && !self.begins_sentence();
            let ours = self
                .before
                .is_none_or(|before| matches!(before, "the" | "our" | "by" | "from" | "with" | "for"));
            // `every single Ratepayer in the room`
            let counted = self.before.is_some_and(|before| {
                matches!(before, "every" | "single" | "each" | "a" | "one" | "another")
            }) && !several
                && !view.shouts
                && !self.begins_sentence()
                && after_is_plain(view, self.words.end);
            let named = several
                && !view.shouts
                && (ours && after_is_plain(view, self.words.end) && self.before.is_some()
                    || self.is_of_a_place());
            return owner && activity::follows(view, self.words.end)
                || several && self.acts()
                || named
                || counted;
        }
        let called = matches!(
            self.before,
            Some(
                "vote" | "join" | "back" | "for" | "to" | "by" | "from" | "with" | "not" | "than" | "against"
            )
        );
        let does = matches!(self.after, Some("do" | "does" | "did" | "get" | "know" | "care" | "listen"));
        // `Nice one, Fair Deal.`
        let hailed = view.gap(self.words.start) == Gap::Comma && view.begins_sentence(self.words.end);
        let told = self.acts()
            || does
            || self.after.is_some_and(|after| WANTS.contains(&after))
            || hailed
            || self.is_played_on()
            || owner
            || activity::follows(view, self.words.end);
        activity::has_a_paper(self.view, self.words)
            || self.stands_alone()
                && (told || called && !view.begins_sentence(self.words.start.saturating_sub(1)))
    }

    /// `Fair Deal by name, …`, `Fair Deal? Fair swindle, more like.`
    fn is_played_on(&self) -> bool {
        let view = self.view;
        let next = self.words.end;
        let by_name = self.after == Some("by") && view.at(next + 1) == "name";
        let end = view.token(next - 1).map_or(0, |token| token.range().end);
        let asked = self.begins_sentence() && view.text[end..].starts_with('?');
        let answer = view.sentence(next);
        let mocked = asked
            && answer.clone().any(|at| {
                matches!(
                    (view.at(at), view.at(at + 1)),
                    ("more", "like") | ("my", "foot") | ("pull" | "don't" | "don", _)
                )
            });
        by_name || mocked
    }

    /// `our Together councillors`, `Together councillors: 3`, `Ferry Together have won`: an everyday word, all that is left
    /// of a party's name, beside those who sit or stand for it or behind its place.
    fn is_all_that_is_left(&self) -> bool {
        let view = self.view;
        let capital = view.token(self.words.start).is_some_and(Token::is_capital);
        if view.shouts || !capital {
            return false;
        }
        let next = self.words.end;
        let theirs = self.after.is_some_and(is_of_a_party_alone) && !view.capital(next);
        let counted = view.gap(next + 1) == Gap::Colon
            && view.token(next + 1).is_some_and(|token| token.shape == Shape::Number);
        let acts = self
            .after
            .is_some_and(|after| matches!(after, "have" | "want" | "promised" | "promise" | "pledge"));
        theirs && (!self.begins_sentence() || counted) || acts && self.is_of_a_place()
    }

    /// `Castle Labour`: a ward or another place of the council's stands straight before.
    fn is_of_a_place(&self) -> bool {
        let (view, first) = (self.view, self.words.start);
        self.before.is_some()
            && view.index().places.iter().any(|place| {
                let from = first.checked_sub(place.words.len());
                place.words.last().is_some_and(|last| view.at(first - 1) == last)
                    && from.is_some_and(|from| view.place_at(place, from).is_some() && view.capital(from))
            })
    }

    /// `Cwis Plaid`, `cangen Llafur`: in Welsh what is whose stands first.
    fn is_busy_in_welsh(&self) -> bool {
        let Some(before) = self.before else { return false };
        let capital = self.view.token(self.words.start).is_some_and(Token::is_capital);
        let two = |at: usize| self.words.start.checked_sub(at).map_or("", |at| self.view.at(at));
        self.is_sure
            && capital
            && (is_welsh_event(before)
                || is_welsh_event(two(2)) && self.view.gap(self.words.start - 1).joins())
    }

    /// `Labour door-knocking`, `Conservatives' summer raffle`, `Plaid curry night`: what parties' people do.
    fn is_busy(&self) -> bool {
        let view = self.view;
        let next = self.words.end;
        if self.after.is_none() || !view.token(self.words.start).is_some_and(Token::is_capital) {
            return false;
        }
        let of_several = view.at(self.words.start).ends_with('s') && activity::is_owner(view, self.words);
        let busy = match (self.is_sure, view.shouts) {
            (true, false) => activity::follows(view, next),
            // `LABOUR QUIZ NIGHT`: straight behind it, since everything has capitals.
            (true, true) => view.is(Sense::PartyEvent, next),
            (false, _) => of_several && !view.shouts && activity::follows(view, next),
        };
        activity::knocks(view, next) || busy
    }

    /// Green councillors, a Reform candidate. `group` and `party` follow many a word: they need the party's capital.
    fn keeps_company(&self) -> bool {
        let weak = !self.is_sure && self.begins_sentence() && self.after.is_some_and(is_weak_company);
        self.after.is_some() && !weak && self.view.is(Sense::PartyCompany, self.words.end)
    }

    fn is_voted_for(&self) -> bool {
        self.before.is_some_and(is_voting)
    }

    /// SNP, DUP: letters that stand for nothing else, unless everything is in capitals.
    fn is_letters(&self) -> bool {
        let upper = self.view.token(self.words.start).is_some_and(|token| token.shape == Shape::Upper);
        let short = self.view.at(self.words.start).len() <= 5;
        self.words.len() == 1 && upper && short && !self.view.shouts && self.is_sure && !self.is_one_of_many()
    }

    /// `An SNP`, a place in the genome: of parties there is one, however many members it has.
    fn is_one_of_many(&self) -> bool {
        let counted = matches!(self.before, Some("a" | "an" | "each" | "every" | "one" | "single"));
        let upper = self.view.token(self.words.start).is_some_and(|token| token.shape == Shape::Upper);
        counted && upper && !self.keeps_company()
    }

    /// Welsh Labour: the branch of a party.
    fn is_branch(&self) -> bool {
        let of_a_nation = self.before.is_some_and(|word| {
            matches!(word, "welsh" | "scottish" | "uk" | "british" | "london" | "cymru" | "y" | "r" | "yr")
        });
        of_a_nation && self.is_sure
    }

    /// What a party is said to do, straight after its name.
    fn acts(&self) -> bool {
        let Some(after) = self.after else { return false };
        let needs_us = after == "needs" && matches!(self.view.at(self.words.end + 1), "you" | "your" | "us");
        let rules = after == "in"
            && self.is_sure
            && matches!(self.view.at(self.words.end + 1), "charge" | "power" | "control" | "office");
        needs_us
            || rules
            || ACTS.contains(&after)
            || self.view.is(Sense::Effect, self.words.end)
            || is_past(self.view, self.words.end)
    }

    /// The Greens want, the Independents have; `the Greens` within a sentence; the Larkenby Conservatives: a plural with
    /// a capital. Or a whole sentence of one word: `Conservatives. Always there for you.`
    fn are_people(&self) -> bool {
        let view = self.view;
        let first = self.words.start;
        if self.words.len() > 1 || !view.at(first).ends_with('s') {
            return false;
        }
        let end = view.token(first).map_or(0, |token| token.range().end);
        let plain = after_is_plain(view, self.words.end) || view.text[end..].starts_with("' ");
        let ours = matches!(self.before, Some("the" | "your" | "our" | "local" | "us" | "these" | "those"));
        if self.begins_sentence() {
            let alone =
                self.after.is_none() && view.begins_sentence(self.words.end) && view.tokens.list.len() > 1;
            let speaks = self.after.is_some_and(|after| SPEAK.contains(&after)) && !view.shouts;
            return self.is_sure && alone && !view.shouts || speaks || self.surges();
        }
        let capital = view.token(first).is_some_and(Token::is_capital) && !view.shouts;
        // `The Greens at Castle is our newest home`: one house, however it is called.
        let one_house = matches!(self.after, Some("at" | "in" | "on" | "near"))
            && (self.words.end + 1..self.words.end + 4)
                .any(|at| matches!(view.at(at), "is" | "has" | "was" | "opens" | "reopens"));
        if one_house {
            return false;
        }
        // The Greens is also a street: roadworks at The Greens.
        let in_a_place = view.place_cues().within(&view.sentence(first)) > 0
            && first > 1
            && matches!(view.at(first - 2), "at" | "on" | "near" | "around" | "along" | "behind" | "in");
        self.acts() || plain && (self.is_sure || ours && capital && !in_a_place)
    }

    /// `Keep Castle Conservative`: what a place is to be, said to the reader.
    fn is_made(&self) -> bool {
        let (view, first) = (self.view, self.words.start);
        let start = view.sentence(first).start;
        let made = matches!(view.at(start), "keep" | "make" | "turn" | "paint" | "stay" | "go");
        made && self.is_sure && !view.shouts && self.after.is_none() && (2..5).contains(&(first - start))
    }

    /// `Greens surge in Castle`: who gains voters, and where.
    fn surges(&self) -> bool {
        let after = |at: usize| self.view.at(self.words.end + at);
        let rising = after(0) == "on"
            && (after(1) == "the" && matches!(after(2), "rise" | "up" | "march" | "move")
                || matches!(after(1), "course" | "track") && after(2) == "to");
        rising
            || matches!(after(0), "surge" | "surging" | "advance" | "ahead" | "fightback" | "gaining")
                && (self.words.end + 1 >= self.view.tokens.list.len()
                    || matches!(after(1), "in" | "across" | "on"))
    }

    /// `Reform gets things done`, `that Reform would shut it`, `The Reform lot`.
    fn campaigns(&self) -> bool {
        let Some(after) = self.after else { return false };
        let capital = self.view.token(self.words.start).is_some_and(Token::is_capital);
        let lot =
            matches!(after, "lot" | "mob" | "crowd" | "brigade" | "lies" | "liars" | "surge" | "fightback")
                && (!self.begins_sentence() || self.is_sure);
        // Within a sentence a capital is the party's, unless it belongs to a longer name.
        let inner = !self.begins_sentence()
            && !self.view.shouts
            && self.acts()
            && !self.view.capital(self.words.start - 1)
            && self.words.len() == 1
            && matches!(
                after,
                "has" | "have" | "would" | "will" | "wants" | "says" | "promised" | "opposed" | "isn"
            );
        capital && (lot || inner || WANTS.contains(&after) && self.words.len() == 1)
    }

    /// In a hashtag, beside a word of praise, blame or voting.
    fn is_tagged(&self) -> bool {
        let Some(Within::Item(item)) = self.view.token(self.words.start).map(|token| token.within) else {
            return false;
        };
        let several = self.view.at(self.words.start).ends_with('s');
        let rises = |word: &str| {
            (self.is_sure || several) && matches!(word, "rising" | "backing" | "fightback" | "gaining")
        };
        let beside = |at: Option<usize>| {
            at.filter(|at| self.view.token(*at).is_some_and(|token| token.within == Within::Item(item)))
                .is_some_and(|at| {
                    let word = self.view.at(at);
                    // `#Reform2027`, `#Labour4Ferry`
                    let numbered = at == self.words.end
                        && self.view.token(at).is_some_and(|token| token.shape == Shape::Number);
                    self.is_sure && numbered
                        || is_voting(word)
                        || is_battle_cry(word)
                        || rises(word)
                        || self.is_sure && (word == "team" || self.view.is(Sense::Effect, at))
                })
        };
        self.view.inside(self.words.start, ItemKind::Hashtag)
            && (beside(self.words.start.checked_sub(1)) || beside(Some(self.words.end)))
    }

    /// Within a sentence a capital is enough, unless its neighbours have one too and it is part of a longer name. At
    /// its head the word has to act, or to speak to the reader: `Labour: on your side`.
    fn is_named(&self) -> bool {
        let (view, first, next) = (self.view, self.words.start, self.words.end);
        let tagged = matches!(view.token(first).map(|token| token.within), Some(Within::Item(_)));
        if !self.is_sure || tagged || self.is_one_of_many() {
            return false;
        }
        if self.begins_sentence() || view.shouts || self.is_shouted() {
            return self.acts()
                || self.calls()
                || self.owns()
                || self.adds_up()
                || self.after.is_some_and(|after| WILL.contains(&after))
                || self.surges();
        }
        let of_politics =
            view.is(Sense::Effect, next) || matches!(view.at(next), "u" | "candidate" | "candidates");
        let titled_after = self.after.is_some() && view.capital(next) && !view.shouts && !of_politics;
        let titled_before = self.before.is_some()
            && first > 0
            && view.capital(first - 1)
            && !begins_a_clause(view, first - 1);
        let by_its_place = || self.is_judged() || self.words.len() == 1 && self.is_of_a_place();
        self.acts() || !(titled_after || titled_before) || !titled_after && by_its_place()
    }

    /// `Blame Cardiff Bay Labour`: praised or blamed by its place, and nothing follows that makes a longer name.
    fn is_judged(&self) -> bool {
        let (view, first) = (self.view, self.words.start);
        let sentence = view.sentence(first);
        let from = sentence.start.max(first.saturating_sub(JUDGED));
        self.after.is_none() && (from..first).any(|at| view.is(Sense::Effect, at))
    }

    /// Among words in capitals, whatever the rest of the text is written in: a poster's words, told in an alt text.
    fn is_shouted(&self) -> bool {
        let upper = |at: usize| {
            self.view
                .token(at)
                .is_some_and(|token| token.shape == Shape::Upper && token.within == Within::Prose)
        };
        let (first, next) = (self.words.start, self.words.end);
        upper(first)
            && (self.after.is_some() && upper(next) || self.before.is_some() && first > 0 && upper(first - 1))
    }

    /// `Labour's pledges`, at the head of a sentence.
    fn owns(&self) -> bool {
        let end = self.view.token(self.words.end - 1).map_or(0, |token| token.range().end);
        self.words.len() == 1 && self.view.text[end..].starts_with("'s") && self.after.is_some()
    }

    /// `Labour = higher taxes`, `Labour + Greens`: not `labour = £200`.
    fn adds_up(&self) -> bool {
        let end = self.view.token(self.words.end - 1).map_or(0, |token| token.range().end);
        let sign = self.view.text[end..].trim_start().starts_with(['=', '+']);
        let price = |at: usize| self.view.token(at).is_some_and(|token| token.shape == Shape::Number);
        sign && !(self.words.end..self.words.end + 3).any(price)
    }

    /// `Labour: on your side`, `Labour. In it for you`: to the reader, and no price.
    fn calls(&self) -> bool {
        let sentence = self.view.sentence(self.words.start);
        let alone = sentence == *self.words;
        let until = if alone { self.view.sentence(self.words.end).end } else { sentence.end };
        let rest = self.words.end..until.min(self.words.end + 8);
        (alone || matches!(self.view.gap(self.words.end), Gap::Colon | Gap::Other | Gap::Comma))
            && rest.clone().any(|at| {
                matches!(
                    self.view.at(at),
                    "your" | "you" | "us" | "we" | "only" | "ni" | "chi" | "no" | "never"
                )
            })
            && !rest.into_iter().any(|at| {
                let number = self.view.token(at).is_some_and(|token| token.shape == Shape::Number);
                number && self.view.at(at - 1) != "since"
            })
    }
}

/// Those who sit or stand for a party.
pub(crate) fn is_of_a_party_alone(word: &str) -> bool {
    matches!(
        word,
        "councillor"
            | "councillors"
            | "cllrs"
            | "candidate"
            | "candidates"
            | "activists"
            | "canvassers"
            | "manifesto"
    )
}

/// What branches do and who they are, in Welsh.
fn is_welsh_event(word: &str) -> bool {
    matches!(
        word,
        "cangen"
            | "gangen"
            | "changen"
            | "cwis"
            | "gwis"
            | "raffl"
            | "ffair"
            | "noson"
            | "swper"
            | "stondin"
            | "taflen"
            | "daflen"
            | "cylchlythyr"
            | "gylchlythyr"
            | "cynhadledd"
            | "gynhadledd"
            | "ymgyrch"
            | "aelodau"
            | "cefnogwyr"
            | "gwirfoddolwyr"
            | "canfasio"
            | "ganfasio"
            | "criw"
            | "griw"
            | "barbeciw"
            | "llywodraeth"
            | "lywodraeth"
            | "ymgeisydd"
            | "bleidleisio"
    )
}

/// How far before a party's name stands what is said of it, in words.
const JUDGED: usize = 4;

/// Whether a word begins a sentence, or what somebody says: `placard: Get`.
fn begins_a_clause(view: &View<'_>, at: usize) -> bool {
    view.begins_sentence(at) || matches!(view.gap(at), Gap::Colon | Gap::Quote | Gap::Open | Gap::Other)
}

/// Whether a word has a capital and is no number.
fn names(view: &View<'_>, at: usize) -> bool {
    view.capital(at) && view.token(at).is_some_and(|token| token.shape != Shape::Number)
}

/// Whether a word does not make a longer name of the one before it.
fn after_is_plain(view: &View<'_>, at: usize) -> bool {
    !view.gap(at).joins() || !view.token(at).is_some_and(Token::is_capital)
}
