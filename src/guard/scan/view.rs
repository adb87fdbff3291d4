//! One part's words, with what surrounds them at hand.

use std::cell::{Cell, OnceCell};
use std::ops::Range;

use chrono::{Datelike, Duration};

use crate::guard::index::{Index, PlaceForm, Senses};
use crate::guard::poll_day;
use crate::guard::rulebook::Rulebook;
use crate::guard::scan::club;
use crate::guard::scan::context::Context;
use crate::guard::scan::parties::hit::PartyHit;
use crate::guard::scan::stretches::Tally;
use crate::guard::standing::Standing;
use crate::lexicon::Sense;
use crate::lexicon::phrase::{Reach, Words};
use crate::post::PartName;
use crate::text::{Gap, ItemKind, Reading, Shape, Token, Tokens, Within};

/// A part while it is being read.
#[derive(Debug)]
pub struct View<'v> {
    /// The folded text.
    pub text: &'v str,
    /// Its words.
    pub tokens: &'v Tokens,
    /// The rulebook.
    pub book: &'v Rulebook,
    /// The periods in force.
    pub standing: &'v Standing<'v>,
    /// Which part it is.
    pub part: PartName,
    /// The rest of the post.
    pub context: &'v Context<'v>,
    /// Nearly every word has a capital: capitals tell nothing.
    pub shouts: bool,
    parties: &'v [PartyHit],
    /// What is known of the senses of each word.
    senses: Vec<Cell<Option<Senses>>>,
    years_long_gone: OnceCell<Tally>,
    directory_words: OnceCell<Tally>,
    lights: OnceCell<Tally>,
    place_cues: OnceCell<Tally>,
    result_words: OnceCell<Tally>,
    church_words: OnceCell<Tally>,
    sport_words: OnceCell<Tally>,
    deeds: OnceCell<Tally>,
    club_words: OnceCell<Tally>,
    election_words: OnceCell<Tally>,
    seat_words: OnceCell<Tally>,
    informs_of_election: OnceCell<bool>,
    is_caption: OnceCell<bool>,
    has_quotes: OnceCell<bool>,
}

impl<'v> View<'v> {
    /// A part's view; parties are not known yet.
    pub fn new(
        reading: &'v Reading<'_>,
        tokens: &'v Tokens,
        book: &'v Rulebook,
        standing: &'v Standing<'v>,
        part: PartName,
        context: &'v Context<'v>,
    ) -> Self {
        // An initial is a capital however the rest is written.
        let initial = |token: &Token| token.range().len() == 1 && token.shape == Shape::Title;
        let prose = || tokens.list.iter().filter(|token| token.within == Within::Prose && !initial(token));
        let upper = prose().filter(|token| token.shape == Shape::Upper).count();
        Self {
            text: reading.folded(),
            tokens,
            book,
            standing,
            part,
            context,
            shouts: upper > 2 && upper * 10 >= prose().count() * 7,
            parties: &[],
            senses: vec![Cell::new(None); tokens.list.len()],
            years_long_gone: OnceCell::new(),
            directory_words: OnceCell::new(),
            lights: OnceCell::new(),
            place_cues: OnceCell::new(),
            result_words: OnceCell::new(),
            church_words: OnceCell::new(),
            sport_words: OnceCell::new(),
            deeds: OnceCell::new(),
            club_words: OnceCell::new(),
            election_words: OnceCell::new(),
            seat_words: OnceCell::new(),
            informs_of_election: OnceCell::new(),
            is_caption: OnceCell::new(),
            has_quotes: OnceCell::new(),
        }
    }

    /// The same view, with its parties.
    #[must_use]
    pub fn with_parties(self, parties: &'v [PartyHit]) -> Self {
        Self { parties, ..self }
    }

    /// The parties of the part.
    pub fn parties(&self) -> &'v [PartyHit] {
        self.parties
    }

    /// What is looked for.
    pub fn index(&self) -> &'v Index {
        self.book.index()
    }

    /// A word's token.
    pub fn token(&self, at: usize) -> Option<&'v Token> {
        self.tokens.list.get(at)
    }

    /// The word at a place.
    pub fn at(&self, at: usize) -> &'v str {
        self.token(at).map_or("", |token| &self.text[token.range()])
    }

    /// The gap before a word.
    pub fn gap(&self, at: usize) -> Gap {
        self.token(at).map_or(Gap::Sentence, |token| token.gap)
    }

    /// Whether a word has a sense.
    pub fn is(&self, sense: Sense, at: usize) -> bool {
        let Some(known) = self.senses.get(at) else { return false };
        let senses = known.get().unwrap_or_else(|| self.index().words.of(self.at(at)));
        known.set(Some(senses));
        senses.have(sense)
    }

    /// Whether a word begins with a capital, or stands where nobody writes any: hashtags, addresses, shouting.
    pub fn capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.is_capital() || token.within != Within::Prose)
    }

    /// Whether a number is a share of a hundred: `19%`, `19 per cent`.
    pub fn is_share(&self, at: usize) -> bool {
        let sign = self.token(at).is_some_and(|token| self.text[token.range().end..].starts_with('%'));
        sign || matches!(self.at(at + 1), "per" | "percent")
    }

    /// Whether a word has a possessive 's behind it.
    pub fn owns(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            let after = &self.text[token.range().end..];
            after.starts_with("'s") && !after[2..].starts_with(char::is_alphanumeric)
        })
    }

    /// Whether a word stands in an item of a kind.
    pub fn inside(&self, at: usize, kind: ItemKind) -> bool {
        let item = self.token(at).and_then(|token| self.tokens.item_of(token));
        item.is_some_and(|item| item.kind == kind)
    }

    /// Whether the words of a list stand from a place on, joined to one another.
    pub fn stands(&self, words: &[String], at: usize) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(i, word)| self.at(at + i) == word && (i == 0 || self.gap(at + i).joins()))
    }

    /// The words of a place, where it stands from one on.
    pub fn place_at(&self, place: &PlaceForm, at: usize) -> Option<Range<usize>> {
        let linked = |at: usize| self.gap(at).joins() || self.gap(at) == Gap::And;
        let stands = place.words.iter().enumerate().all(|(i, word)| {
            self.at(at + i) == word
                && (i == 0 || linked(at + i))
                && (place.owner != Some(i) || self.owns(at + i))
        });
        stands.then(|| at..at + place.words.len())
    }

    /// Whether a word begins a sentence.
    pub fn begins_sentence(&self, at: usize) -> bool {
        at == 0 || matches!(self.gap(at), Gap::Sentence | Gap::Start)
    }

    /// The words of the sentence a word stands in.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        let Some(number) = self.token(at).map(|token| token.sentence) else { return at..at };
        let words = &self.tokens.list;
        words.partition_point(|token| token.sentence < number)
            ..words.partition_point(|token| token.sentence <= number)
    }

    /// Counts the words of a kind, once for a part.
    fn tally<'t>(&self, known: &'t OnceCell<Tally>, is_of_kind: impl Fn(usize) -> bool) -> &'t Tally {
        known.get_or_init(|| Tally::of(self.tokens.list.len(), is_of_kind))
    }

    /// The words a directory uses: whom to find or contact, who was elected.
    pub fn directory_words(&self) -> &Tally {
        self.tally(&self.directory_words, |at| {
            let asks =
                self.at(at) == "who" && matches!(self.at(at + 1), "represents" | "your" | "to" | "is" | "s");
            asks || matches!(
                self.at(at),
                "find" | "contact" | "which" | "postcode" | "list" | "vacancy" | "elect" | "elects"
            )
        })
    }

    /// The words that credit somebody or let them speak.
    pub fn lights(&self) -> &Tally {
        self.tally(&self.lights, |at| self.is(Sense::Credit, at) || self.is(Sense::Speech, at))
    }

    /// The words that speak of a place or a road.
    pub fn place_cues(&self) -> &Tally {
        self.tally(&self.place_cues, |at| self.is(Sense::PlaceCue, at))
    }

    /// The words that tell who was elected, and with how many votes.
    pub fn result_words(&self) -> &Tally {
        self.tally(&self.result_words, |at| match self.at(at) {
            "elected" | "etholwyd" => true,
            "votes" | "majority" | "turnout" | "seats" => {
                let before = at.checked_sub(1).and_then(|before| self.token(before));
                before.is_some_and(|token| token.shape == Shape::Number)
            }
            _ => false,
        })
    }

    /// The words of a parish church.
    pub fn church_words(&self) -> &Tally {
        self.tally(&self.church_words, |at| {
            matches!(self.at(at), "parochial" | "church" | "vicar" | "rector" | "vestry" | "st" | "saint")
        })
    }

    /// The words of games and races.
    pub fn sport_words(&self) -> &Tally {
        self.tally(&self.sport_words, |at| self.is(Sense::Sport, at))
    }

    /// The words that tell what people do, say or get credit for.
    pub fn deeds(&self) -> &Tally {
        self.tally(&self.deeds, |at| {
            self.is(Sense::PersonCue, at) || self.is(Sense::Credit, at) || self.is(Sense::Speech, at)
        })
    }

    /// Whether the part speaks of clubs and outings, which have leaders too.
    pub fn speaks_of_clubs(&self) -> bool {
        let clubs = self.tally(&self.club_words, |at| club::goes_out(self.at(at)));
        clubs.within(&(0..self.tokens.list.len())) > 0
    }

    /// The words of elections, boundaries and surgeries, where a ward's members are many and nobody.
    pub fn election_words(&self) -> &Tally {
        self.tally(&self.election_words, |at| {
            matches!(
                self.at(at),
                "election"
                    | "elections"
                    | "byelection"
                    | "vacancies"
                    | "seat"
                    | "seats"
                    | "candidates"
                    | "nominations"
                    | "poll"
                    | "surgery"
                    | "surgeries"
                    | "boundary"
                    | "boundaries"
            )
        })
    }

    /// The words that tell of parties what councils have to tell: their seats, their emblems, their agents.
    pub fn seat_words(&self) -> &Tally {
        self.tally(&self.seat_words, |at| {
            matches!(
                self.at(at),
                "seat"
                    | "seats"
                    | "balance"
                    | "conference"
                    | "vacant"
                    | "party"
                    | "parties"
                    | "emblem"
                    | "emblems"
                    | "logo"
                    | "agents"
                    | "agent"
                    | "imprint"
                    | "sits"
                    | "sit"
                    | "represents"
                    | "represent"
            )
        })
    }

    /// Whether the part tells of an election what every council does.
    pub fn informs_of_election(&self) -> bool {
        *self.informs_of_election.get_or_init(|| self.index().says(Sense::ElectionInformation, self))
    }

    /// Whether the part tells who stands where in a picture: there a trade belongs to somebody else as often as not.
    pub fn is_caption(&self) -> bool {
        let left_to_right = |at: usize| {
            matches!((self.at(at), self.at(at + 1), self.at(at + 2)), ("left", "to", "right"))
                || matches!((self.at(at), self.at(at + 1)), ("l", "r" | "to"))
        };
        *self.is_caption.get_or_init(|| (0..self.tokens.list.len()).any(left_to_right))
    }

    /// Whether the part has quotation marks.
    pub fn has_quotes(&self) -> bool {
        *self.has_quotes.get_or_init(|| {
            self.text.contains('"') || self.text.contains(" '") || self.text.starts_with('\'')
        })
    }

    /// Whether the sentence speaks of times long gone: everybody in it is history.
    pub fn is_history(&self, at: usize) -> bool {
        let years = self.tally(&self.years_long_gone, |i| {
            let word = self.at(i);
            let since = i.checked_sub(1).is_some_and(|before| self.at(before) == "since");
            // The 1880s are told of in the same way.
            let year = if word.len() == 5 { word.strip_suffix('s').unwrap_or_default() } else { word };
            !since && year.len() == 4 && year.parse::<u16>().is_ok_and(|year| (1100..1975).contains(&year))
        });
        years.within(&self.sentence(at)) > 0
    }
}

impl Words for View<'_> {
    fn word(&self, at: usize) -> Option<&str> {
        self.token(at).map(|token| &self.text[token.range()])
    }

    fn joined(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.gap.joins() || token.gap == Gap::And)
    }

    fn same_sentence(&self, at: usize) -> bool {
        match (at.checked_sub(1).and_then(|before| self.token(before)), self.token(at)) {
            (Some(before), Some(this)) => before.sentence == this.sentence,
            _ => false,
        }
    }

    fn party_from(&self, at: usize) -> Option<usize> {
        let place = self.parties.binary_search_by_key(&at, |party| party.words.start).ok()?;
        Some(self.parties[place].words.end)
    }

    fn party_until(&self, end: usize) -> Option<usize> {
        // They do not overlap, so their ends are in order too.
        let place = self.parties.binary_search_by_key(&end, |party| party.words.end).ok()?;
        Some(self.parties[place].words.start)
    }

    fn poll_from(&self, at: usize) -> Option<Reach> {
        self.poll_day_from(at).map(Reach::To)
    }

    fn poll_until(&self, end: usize) -> Option<Reach> {
        (1..=3)
            .filter(|length| *length <= end)
            .find(|length| self.is_poll(end - length..end))
            .map(|length| Reach::To(end - length))
    }
}

impl View<'_> {
    /// The place after the polling day that begins at a place.
    pub fn poll_day_from(&self, at: usize) -> Option<usize> {
        (1..=3).find(|length| self.is_poll(at..at + length)).map(|length| at + length)
    }

    /// Whether words say polling day: `polling day`, `6 May`, `May 6th`, or its weekday in the eight days before.
    fn is_poll(&self, words: Range<usize>) -> bool {
        if words.clone().skip(1).any(|i| !self.gap(i).joins()) {
            return false;
        }
        let said: Vec<&str> = words.map(|i| self.at(i)).collect();
        match said.as_slice() {
            [one, other] if poll_day::is_called(one, other) => return true,
            _ if !self.standing.in_period() => return false,
            _ => {}
        }
        self.standing.periods.iter().any(|period| {
            let poll = period.ends.date_naive();
            let month = poll.month0() as usize;
            let is_day = |day: &str| {
                day.trim_end_matches(|c: char| c.is_alphabetic())
                    .parse::<u32>()
                    .is_ok_and(|n| n == poll.day())
            };
            let is_month = |said: &str| poll_day::is_month(said, month);
            match said.as_slice() {
                ["the", day] => {
                    poll_day::is_ordinal(day, poll.day0() as usize)
                        || is_day(day) && day.ends_with(|last: char| last.is_alphabetic())
                }
                [day, m] if is_day(day) && is_month(m) => true,
                [m, day] if is_day(day) && is_month(m) => true,
                [day, "of", m] => {
                    is_month(m) && (is_day(day) || poll_day::is_ordinal(day, poll.day0() as usize))
                }
                [weekday] => {
                    *weekday == poll_day::WEEKDAYS[poll.weekday().num_days_from_monday() as usize]
                        && poll - self.standing.day <= Duration::days(8)
                }
                _ => false,
            }
        })
    }
}
