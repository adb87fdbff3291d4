//! A name as feeds and sheets write it: `CouncillorMrs Bet [Betty] Elm OBE (Leader)`.
//!
//! What belongs to the name stays; titles, letters after it, offices and short forms are taken off it and kept apart.

mod beside;
mod brackets;
mod letters;
mod offices;
mod several;
mod vacancy;

use super::name::{Name, is_particle};
use super::party;
use beside::{is_pronouns, take_after_comma, take_after_mark, take_behind};
use brackets::{Bracket, pieces};
use letters::{is_letters, without_letters};
use offices::{leading_office, office, says_office, take_office_before_member};
use several::{are_several, are_titled_twice};

pub(super) use vacancy::is_vacant;

/// What stands in the place of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Somebody.
    Person(Styled),
    /// More than one person.
    Several,
    /// A seat nobody holds.
    Vacant,
    /// Nothing that could be a name.
    Nobody,
}

/// A name, and what was written around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Styled {
    /// Given and family names, first names first.
    pub name: String,
    /// The name with the short form that stood in brackets: `Betty Elm`.
    pub aliases: Vec<String>,
    /// `Councillor Mrs`; empty when there is none.
    pub title: String,
    /// Offices written beside the name, such as `Leader`.
    pub offices: Vec<String>,
    /// Words that are no part of the name, as far as can be told, and of which nobody can tell what they are.
    pub left: Vec<String>,
}

/// How members are addressed.
const MEMBER: [&str; 10] =
    ["councillor", "councilor", "cllr", "coun", "cynghorydd", "cyng", "cnllr", "clr", "councillors", "cllrs"];

/// Other words before a name that are no part of it.
const COURTESY: [&str; 32] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "rev",
    "revd",
    "reverend",
    "sir",
    "dame",
    "lord",
    "lady",
    "baroness",
    "baron",
    "hon",
    "honourable",
    "rt",
    "right",
    "the",
    "y",
    "yr",
    "fr",
    "canon",
    "honorary",
    "alderman",
    "alderwoman",
    "ald",
    "bailie",
    "baillie",
];

/// Reads what a file writes in the place of a name.
pub fn read(written: &str) -> Reading {
    let written = unglued(&written.split_whitespace().collect::<Vec<_>>().join(" "));
    if is_vacant(&written) {
        return Reading::Vacant;
    }
    let mut styled = Styled::default();
    let (mut pieces, mut brackets) = pieces(&written);
    // `Wyn Ash (Cllr)`, `Wyn Ash (Councillor for Ferry)`.
    brackets.retain(|bracket| !begins_with_member(&bracket.words) || names_member(&bracket.words));
    // `The Mayor (Councillor Wyn Ash)`: the name is what stands in brackets.
    if let Some(inside) = brackets.iter().position(|bracket| names_member(&bracket.words)) {
        let bracket = brackets.remove(inside);
        let before = pieces.join(" ");
        if !before.is_empty() && !says_office(&before) {
            styled.left.push(before.clone());
        }
        styled.offices.extend(office(&before));
        pieces = bracket.words.split(' ').map(str::to_owned).collect();
        brackets.clear();
    }
    take_office_before_member(&mut pieces, &mut styled);
    if are_titled_twice(&pieces) {
        return Reading::Several;
    }
    take_after_mark(&mut pieces, &mut brackets, &mut styled);
    take_after_comma(&mut pieces, &mut styled);
    let pieces = in_order(pieces, &mut styled);
    let (mut pieces, letters_cut) = without_letters(pieces);
    take_behind(&mut pieces, &mut styled);
    if are_several(&pieces) {
        return Reading::Several;
    }
    pieces.join(" ").trim_matches([',', ' ', '-', '.']).clone_into(&mut styled.name);
    if styled.name.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return Reading::Nobody;
    }
    for bracket in brackets {
        styled.take_bracket(&bracket, letters_cut);
    }
    Reading::Person(styled)
}

/// `CouncillorMrs` is two words.
fn unglued(written: &str) -> String {
    for start in ["Councillor", "Cllr"] {
        if let Some(rest) = written.strip_prefix(start)
            && rest.starts_with(char::is_uppercase)
        {
            return format!("{start} {rest}");
        }
    }
    written.to_owned()
}

/// A word as the lists here write it.
fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_member(word: &str) -> bool {
    MEMBER.contains(&plain(word).as_str())
}

fn begins_with_member(words: &str) -> bool {
    words.split(' ').next().is_some_and(is_member)
}

/// `Councillor Wyn Ash`, and neither `Councillor` alone nor `Councillor for Ferry`.
fn names_member(words: &str) -> bool {
    begins_with_member(words)
        && words
            .split(' ')
            .skip(1)
            .find(|word| !is_member(word))
            .is_some_and(|word| !word.starts_with(char::is_lowercase))
}

/// Titles off the front, and `Ash, Wyn` the other way round.
fn in_order(pieces: Vec<String>, styled: &mut Styled) -> Vec<String> {
    let mut pieces = take_titles(pieces, styled);
    let Some(comma) = pieces.iter().position(|piece| piece.ends_with(',')) else { return pieces };
    let after = &pieces[comma + 1..];
    if after.is_empty() || after.iter().all(|piece| is_letters(piece, true)) {
        return pieces;
    }
    // `Bob Oak, Cyd Elm` may be two people, and `Garcia Lopez, Maria Jose` is one: whoever it is, is guarded.
    let names = |words: &[String]| {
        let word = |word: &String| {
            word.starts_with(char::is_uppercase)
                && word.chars().filter(|c| c.is_alphabetic()).count() > 1
                && !is_particle(&plain(word))
                && !is_letters(word, true)
        };
        words.len() == 2 && words.iter().all(word)
    };
    if names(&pieces[..=comma]) && names(&pieces[comma + 1..]) {
        let both = [&pieces[..=comma], &pieces[comma + 1..]].map(|words| words.join(" "));
        styled.aliases.extend(both.iter().map(|name| name.trim_end_matches(',').to_owned()));
        styled.left.push(both.join(" "));
    }
    let mut given = take_titles(pieces.split_off(comma + 1), styled);
    let letters = given.iter().position(|piece| is_letters(piece, false)).unwrap_or(given.len());
    let letters = given.split_off(letters);
    if let Some(last) = pieces.last_mut() {
        last.truncate(last.trim_end_matches(',').len());
    }
    given.extend(pieces);
    given.extend(letters);
    given
}

fn take_titles(mut pieces: Vec<String>, styled: &mut Styled) -> Vec<String> {
    let mut peerage = false;
    while pieces.len() > 1 {
        let first = plain(&pieces[0]);
        let is_courtesy = COURTESY.contains(&first.as_str());
        if !is_courtesy && !is_member(&pieces[0]) {
            let Some(words) = leading_office(&pieces) else { break };
            let taken: Vec<String> = pieces.drain(..words).collect();
            styled.offices.extend(office(&taken.join(" ")));
            continue;
        }
        peerage |= matches!(first.as_str(), "lord" | "lady" | "baron" | "baroness");
        // `Lord Mayor` is an office, `the` before it none of anybody's.
        if let Some(words) = leading_office(&pieces) {
            let taken: Vec<String> = pieces.drain(..words).collect();
            styled.offices.extend(office(&taken.join(" ")));
            peerage = false;
            continue;
        }
        let title = pieces.remove(0);
        if !matches!(first.as_str(), "the" | "y" | "yr") {
            if !styled.title.is_empty() {
                styled.title.push(' ');
            }
            styled.title.push_str(title.trim_end_matches([',', ':']));
        }
    }
    // `Lord Ash of Wrenbury`: the place is no part of the name.
    if peerage && let Some(of) = pieces.iter().position(|piece| piece == "of").filter(|of| *of > 0) {
        let comma = pieces[of..].iter().position(|piece| piece.ends_with(',')).map(|at| of + at);
        pieces.drain(of..comma.map_or(pieces.len(), |at| at + 1));
        if comma.is_some() {
            pieces[of - 1].push(',');
        }
    }
    pieces
}

impl Styled {
    /// An office, a party, a degree's university, or what friends call them.
    fn take_bracket(&mut self, bracket: &Bracket, letters_cut: bool) {
        let words = bracket.words.trim();
        let known_as = ["known as ", "nee ", "née ", "aka ", "formerly ", "was "];
        let lower = words.to_lowercase();
        if says_office(words) {
            self.offices.extend(office(words));
        } else if words.is_empty()
            || party::is_known(words)
            || is_letters(words, true) && letters_cut
            || lower.starts_with("hon") && lower.len() <= 5
            || letters_cut && bracket.before > self.name.split(' ').count()
            || is_pronouns(words)
        {
        } else {
            let short = known_as
                .iter()
                .find_map(|start| lower.starts_with(start).then(|| words[start.len()..].trim()));
            let is_former =
                ["nee ", "née ", "formerly ", "was "].iter().any(|start| lower.starts_with(start));
            match short {
                None if !self.may_be_called(words) => self.left.push(words.to_owned()),
                None if words.contains(' ') => self.aliases.push(words.to_owned()),
                None => self.aliases.push(format!("{words} {}", self.family())),
                Some(other) if other.contains(' ') => self.aliases.push(other.to_owned()),
                Some(family) if is_former => self.aliases.push(format!("{} {family}", self.given())),
                Some(given) => self.aliases.push(format!("{given} {}", self.family())),
            }
        }
    }

    /// Whether words in brackets can be another name: one word as names are written, or several that share one with
    /// the name. Anything else says something of its bearer.
    fn may_be_called(&self, words: &str) -> bool {
        let own: Vec<String> = self.name.split(' ').map(plain).collect();
        let is_name = |word: &str| {
            !word.contains(|c: char| c.is_numeric() || matches!(c, '/' | ':' | '&'))
                && (!word.starts_with(char::is_lowercase) || is_particle(&plain(word)))
        };
        let mut all = words.split(' ');
        let one =
            !words.contains(' ') && !words.contains(|c: char| c.is_numeric() || matches!(c, '/' | ':' | '&'));
        one || words.split(' ').all(is_name) && all.any(|word| own.contains(&plain(word)))
    }

    /// The given names as they are written.
    fn given(&self) -> String {
        let words: Vec<&str> = self.name.split(' ').collect();
        words[..self.given_words()].join(" ")
    }

    /// The family name as it is written.
    fn family(&self) -> String {
        let words: Vec<&str> = self.name.split(' ').collect();
        words[self.given_words()..].join(" ")
    }

    /// How many words the given names are.
    fn given_words(&self) -> usize {
        let given = Name::read(&self.name).map_or(0, |name| name.given.len());
        // A given name with a hyphen counts as two in the folded name.
        given.min(self.name.split(' ').count().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(written: &str) -> (String, String, String, String) {
        match read(written) {
            Reading::Person(styled) => {
                (styled.title, styled.name, styled.aliases.join("|"), styled.offices.join("|"))
            }
            other => (format!("{other:?}"), String::new(), String::new(), String::new()),
        }
    }

    #[test]
    fn what_stands_around_a_name_is_taken_off_it() {
        for (written, title, name, aliases, offices) in [
            ("Wyn Ash", "", "Wyn Ash", "", ""),
            ("Councillor Wyn Ash", "Councillor", "Wyn Ash", "", ""),
            ("Councillor  Mrs. Bet  Elm", "Councillor Mrs.", "Bet Elm", "", ""),
            ("CouncillorMrs Bet Elm", "Councillor Mrs", "Bet Elm", "", ""),
            ("Cllr Dr Wyn Ash", "Cllr Dr", "Wyn Ash", "", ""),
            ("Y Cynghorydd Wyn Ash", "Cynghorydd", "Wyn Ash", "", ""),
            ("Thomas [Tommy] Ash", "", "Thomas Ash", "Tommy Ash", ""),
            ("Michael [MJ] Le Ash", "", "Michael Le Ash", "MJ Le Ash", ""),
            ("Councillor Garth (Bill) A Ash", "Councillor", "Garth A Ash", "Bill Ash", ""),
            ("Robert Ash (Bob)", "", "Robert Ash", "Bob Ash", ""),
            ("Robert \"Bob\" Ash", "", "Robert Ash", "Bob Ash", ""),
            ("Robert Ash (known as Rob Elm)", "", "Robert Ash", "Rob Elm", ""),
            ("RG Ash", "", "RG Ash", "", ""),
            ("Councillor I Wyn Ash, MBE", "Councillor", "I Wyn Ash", "", ""),
            ("Councillor Wyn Ash  CBE, JP", "Councillor", "Wyn Ash", "", ""),
            ("Cllr Wyn Ash J.P.", "Cllr", "Wyn Ash", "", ""),
            ("Councillor Wyn Ash. OBE", "Councillor", "Wyn Ash", "", ""),
            ("Councillor Wyn Ash BA (Hons) MA", "Councillor", "Wyn Ash", "", ""),
            ("Councillor Wyn Ash BEng (Lond)", "Councillor", "Wyn Ash", "", ""),
            ("Councillor Wyn Ash OBE (Leader)", "Councillor", "Wyn Ash", "", "Leader"),
            ("Councillor Wyn Ash (Deputy Leader)", "Councillor", "Wyn Ash", "", "Deputy Leader"),
            ("Councillor Wyn Ash (Labour)", "Councillor", "Wyn Ash", "", ""),
            ("The Mayor (Councillor Wyn Ash)", "Councillor", "Wyn Ash", "", "Mayor"),
            ("The Mayor. Councillor Wyn Ash", "Councillor", "Wyn Ash", "", "Mayor"),
            ("Mayor's Consort. Councillor Wyn Ash", "Councillor", "Wyn Ash", "", "Mayor's Consort"),
            ("Mayor Wyn Ash", "", "Wyn Ash", "", "Mayor"),
            ("The Lord Mayor Wyn Ash", "", "Wyn Ash", "", "Lord Mayor"),
            ("Deputy Mayor Wyn Ash", "", "Wyn Ash", "", "Deputy Mayor"),
            ("Wyn Ash - Civic Mayor", "", "Wyn Ash", "", "Civic Mayor"),
            ("Cllr Lord Wyn Ash of Wrenbury, O.B.E.", "Cllr Lord", "Wyn Ash", "", ""),
            ("Ash, Wyn", "", "Wyn Ash", "", ""),
            ("Ash, Cllr Wyn OBE", "Cllr", "Wyn Ash", "", ""),
            ("Councillor James P.  O'Dea", "Councillor", "James P. O'Dea", "", ""),
            ("Councillor Md. Wyn Ash", "Councillor", "Md. Wyn Ash", "", ""),
            ("Cllr Bo Ma", "Cllr", "Bo Ma", "", ""),
            ("Amélie Ash-Elm", "", "Amélie Ash-Elm", "", ""),
            ("Leader Ash", "", "Leader Ash", "", ""),
            ("Wyn Ash (Lab)", "", "Wyn Ash", "", ""),
            ("Wyn Ash [Labour]", "", "Wyn Ash", "", ""),
            ("Wyn Ash (Chair of Planning)", "", "Wyn Ash", "", "Chair of Planning"),
            ("Wyn Ash (she/her)", "", "Wyn Ash", "", ""),
            ("Wyn Ash she/her", "", "Wyn Ash", "", ""),
            ("Wyn Ash (on leave until May)", "", "Wyn Ash", "", ""),
            ("Wyn Ash (Ferry Ward)", "", "Wyn Ash", "", ""),
            ("Wyn Ash (Cllr)", "", "Wyn Ash", "", ""),
            ("Wyn Ash (Councillor for Ferry)", "", "Wyn Ash", "", ""),
            ("Wyn Ash (Wyn Ash-Oak)", "", "Wyn Ash", "Wyn Ash-Oak", ""),
            ("Bet Elm (Bet Oak)", "", "Bet Elm", "Bet Oak", ""),
            ("Bet Elm (nee Oak)", "", "Bet Elm", "Bet Oak", ""),
            ("Wyn Ash - resigned", "", "Wyn Ash", "", ""),
            ("Wyn Ash -resigned", "", "Wyn Ash", "", ""),
            ("Wyn Ash- resigned May 2026", "", "Wyn Ash", "", ""),
            ("Bet Ash - Elm", "", "Bet Ash", "Bet Ash-Elm", ""),
            ("Cllr Wyn Ash – Mayor", "Cllr", "Wyn Ash", "", "Mayor"),
            ("Cllr Wyn Ash–Mayor", "Cllr", "Wyn Ash", "", "Mayor"),
            ("Wyn Ash | Labour", "", "Wyn Ash", "", ""),
            ("Wyn Ash / Leader", "", "Wyn Ash", "", "Leader"),
            ("Wyn Ash: Deputy Leader", "", "Wyn Ash", "", "Deputy Leader"),
            ("Wyn Ash, Leader of the Council", "", "Wyn Ash", "", "Leader of the Council"),
            ("Wyn Ash, Labour", "", "Wyn Ash", "", ""),
            ("Wyn Ash, resigned", "", "Wyn Ash", "", ""),
            ("Ash, Wyn, Leader", "", "Wyn Ash", "", "Leader"),
            ("Ash, Wyn (Lab)", "", "Wyn Ash", "", ""),
            ("Ash, Mayor Wyn", "", "Wyn Ash", "", "Mayor"),
            ("van der Ash, Wyn", "", "Wyn van der Ash", "", ""),
            ("Wyn Ash Cllr", "Cllr", "Wyn Ash", "", ""),
            ("Wyn Ash Labour", "", "Wyn Ash", "Wyn Ash Labour", ""),
            ("Wyn Ash resigned", "", "Wyn Ash", "Wyn Ash resigned", ""),
            ("Wyn Ash 2", "", "Wyn Ash", "", ""),
            ("Ana Rosa Green", "", "Ana Rosa Green", "", ""),
            ("Bet Mayor", "", "Bet Mayor", "", ""),
            ("Garcia Lopez, Maria Jose", "", "Maria Jose Garcia Lopez", "Garcia Lopez|Maria Jose", ""),
            ("wyn ash", "", "wyn ash", "", ""),
            ("Rhys–Evans", "", "Rhys–Evans", "", ""),
            // A title for life, and nobody's office.
            ("Alderman Wyn Ash OBE JP", "Alderman", "Wyn Ash", "", ""),
            ("Honorary Alderman Wyn Ash", "Honorary Alderman", "Wyn Ash", "", ""),
            ("Hon. Alderman Wyn Ash", "Hon. Alderman", "Wyn Ash", "", ""),
            ("Councillor Alderman Bet Elm", "Councillor Alderman", "Bet Elm", "", ""),
            ("Bailie Wyn Ash", "Bailie", "Wyn Ash", "", ""),
            ("Ash, Alderman Wyn", "Alderman", "Wyn Ash", "", ""),
        ] {
            let expected = (title.to_owned(), name.to_owned(), aliases.to_owned(), offices.to_owned());
            assert_eq!(told(written), expected, "{written}");
        }
    }

    #[test]
    fn two_people_are_never_read_as_one() {
        for several in [
            "Bob Oak and Cyd Elm",
            "Bob & Cyd Elm",
            "B Oak & C Elm",
            "Bob Oak / Cyd Elm",
            "Bob Oak/Cyd Elm",
            "Bob Oak; Cyd Elm",
            "Bob Oak | Cyd Elm",
            "Bob Oak + Cyd Elm",
            "Cllrs Bob Oak and Cyd Elm",
            "Cllr Bob Oak, Cllr Cyd Elm",
            "Cllr Bob Oak Cllr Cyd Elm",
            "Bob Oak Cllr Cyd Elm",
            "Bob Oak, Cyd Elm and Wyn Ash",
        ] {
            assert_eq!(read(several), Reading::Several, "{several}");
        }
        for one in [
            "Anders Andy Sand",
            "Sandy And",
            "Wyn Ash - Leader and Chair of Planning & Licensing",
            "Leader and Mayor. Councillor Wyn Ash",
            "Wyn Ash (Planning and Licensing)",
            "Wyn Ash she/her",
            "Wyn A/Ash",
        ] {
            assert!(matches!(read(one), Reading::Person(_)), "{one}");
        }
    }

    #[test]
    fn what_nobody_can_tell_is_left_aside_and_told() {
        for (written, left) in [
            ("Wyn Ash (on leave until May)", "on leave until May"),
            ("Wyn Ash (Ferry Ward)", "Ferry Ward"),
            ("Wyn Ash - resigned", "resigned"),
            ("Bet Ash - Elm", "Elm"),
            ("Wyn Ash resigned", "resigned"),
            ("Wyn Ash (Lab)", ""),
            ("Wyn Ash (Leader)", ""),
            ("Wyn Ash (she/her)", ""),
            ("Wynford (Wyn) Ash OBE", ""),
        ] {
            let Reading::Person(styled) = read(written) else { panic!("{written}") };
            assert_eq!(styled.left.join("|"), left, "{written}");
        }
    }

    #[test]
    fn an_empty_seat_is_nobody() {
        for vacant in [
            "Vacant seat",
            "VACANT",
            "Vacancy",
            "(Vacant)",
            "Councillor Vacancy",
            "To be elected",
            "TBC",
            "N/A",
            "n/a",
            "NA",
            "Not applicable",
            "TBA",
            "None",
            "Awaiting by-election result",
            "No councillor",
            "Empty seat",
        ] {
            assert_eq!(read(vacant), Reading::Vacant, "{vacant}");
        }
        for nobody in ["", " - ", "()", "7", "[]"] {
            assert_eq!(read(nobody), Reading::Nobody, "{nobody}");
        }
        assert_eq!(told("Councillor Vi Vacant").1, "Vi Vacant");
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(written in "\\PC{0,40}", known in "(Councillor|Cllr|The|Lord|Mayor|of|,|OBE|\\(|\\)|\\[|\\]|\"|-|Ash|é| ){0,12}") {
            drop(read(&written));
            drop(read(&known));
        }
    }
}
