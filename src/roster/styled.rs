//! A name as feeds and sheets write it: `CouncillorMrs Bet [Betty] Elm OBE (Leader)`.
//!
//! What belongs to the name stays; titles, letters after it, offices and short forms are taken off it and kept apart.

mod brackets;
mod letters;
mod offices;
mod vacancy;

use super::name::Name;
use super::party;
use brackets::{Bracket, pieces};
use letters::{is_letters, without_letters};
use offices::{leading_office, office, says_office, take_office_after_dash, take_office_before_member};

pub(super) use vacancy::is_vacant;

/// What stands in the place of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Somebody.
    Person(Styled),
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
}

/// How members are addressed.
const MEMBER: [&str; 10] =
    ["councillor", "councilor", "cllr", "coun", "cynghorydd", "cyng", "cnllr", "clr", "councillors", "cllrs"];

/// Other words before a name that are no part of it.
const COURTESY: [&str; 26] = [
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
];

/// Reads what a file writes in the place of a name.
pub fn read(written: &str) -> Reading {
    let written = unglued(&written.split_whitespace().collect::<Vec<_>>().join(" "));
    if is_vacant(&written) {
        return Reading::Vacant;
    }
    let mut styled = Styled::default();
    let (mut pieces, mut brackets) = pieces(&written);
    // `The Mayor (Councillor Wyn Ash)`: the name is what stands in brackets.
    if let Some(inside) = brackets.iter().position(|bracket| begins_with_member(&bracket.words)) {
        let bracket = brackets.remove(inside);
        styled.offices.extend(office(&pieces.join(" ")));
        pieces = bracket.words.split(' ').map(str::to_owned).collect();
        brackets.clear();
    }
    take_office_before_member(&mut pieces, &mut styled);
    take_office_after_dash(&mut pieces, &mut brackets, &mut styled);
    let pieces = in_order(pieces, &mut styled);
    let (pieces, letters_cut) = without_letters(pieces);
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

/// Titles off the front, and `Ash, Wyn` the other way round.
fn in_order(pieces: Vec<String>, styled: &mut Styled) -> Vec<String> {
    let mut pieces = take_titles(pieces, styled);
    let Some(comma) = pieces.iter().position(|piece| piece.ends_with(',')) else { return pieces };
    let after = &pieces[comma + 1..];
    if after.is_empty() || after.iter().all(|piece| is_letters(piece, true)) {
        return pieces;
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
        let known_as = ["known as ", "nee ", "née ", "aka "];
        let lower = words.to_lowercase();
        if says_office(words) {
            self.offices.extend(office(words));
        } else if words.is_empty()
            || party::is_known(words)
            || is_letters(words, true) && letters_cut
            || lower.starts_with("hon") && lower.len() <= 5
            || letters_cut && bracket.before > self.name.split(' ').count()
            || words.contains(|c: char| c.is_numeric())
        {
        } else {
            let short =
                known_as.iter().find_map(|start| lower.starts_with(start).then(|| &words[start.len()..]));
            let short = short.unwrap_or(words).trim();
            let alias =
                if short.contains(' ') { short.to_owned() } else { format!("{short} {}", self.family()) };
            self.aliases.push(alias);
        }
    }

    /// The family name as it is written.
    fn family(&self) -> String {
        let given = Name::read(&self.name).map_or(0, |name| name.given.len());
        let words: Vec<&str> = self.name.split(' ').collect();
        // A given name with a hyphen counts as two in the folded name.
        let from = given.min(words.len().saturating_sub(1));
        words[from..].join(" ")
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
        ] {
            let expected = (title.to_owned(), name.to_owned(), aliases.to_owned(), offices.to_owned());
            assert_eq!(told(written), expected, "{written}");
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
